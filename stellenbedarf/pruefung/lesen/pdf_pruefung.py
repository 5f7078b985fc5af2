"""Measures the packed streams of a PDF before they are opened: a few kilobytes can unpack to gigabytes."""

from __future__ import annotations

import re
import zlib

from stellenbedarf.pruefung.lesen.grenzen import zu_gross

MAX_GESAMT = 200_000_000
_STROM = re.compile(rb"(?<!end)stream\r?\n")
_BILD = re.compile(rb"/Subtype\s*/Image")
_MEHRFACH = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_STUECK = 1 << 16


def check_stroeme(daten: bytes, datei: str) -> None:
    """Raise a finding where the streams (other than pictures, which are never unpacked) are too large together."""
    gesamt = 0
    for treffer in _STROM.finditer(daten):
        kopf = daten[max(0, treffer.start() - 2_000) : treffer.start()]
        kopf = kopf[kopf.rfind(b" obj") + 4 :]
        filter_ = _MEHRFACH.findall(kopf)
        if not filter_ or _BILD.search(kopf):
            continue
        if len(filter_) > 1:
            zu_gross(datei, "Das PDF ist ungewöhnlich gepackt und könnte entpackt zu groß sein")
        gesamt += _entpackt(daten, treffer.end(), MAX_GESAMT - gesamt)
        if gesamt > MAX_GESAMT:
            zu_gross(datei, f"Das PDF ist entpackt zu groß (mehr als {MAX_GESAMT // 1_000_000} MB)")


def _entpackt(daten: bytes, ab: int, grenze: int) -> int:
    """Return the unpacked size of the stream that begins at `ab`; counting ends where it exceeds the bound."""
    entpacker = zlib.decompressobj()
    groesse = 0
    try:
        while ab < len(daten) and not entpacker.eof and groesse <= grenze:
            rest = daten[ab : ab + _STUECK]
            ab += len(rest)
            while rest and groesse <= grenze:
                groesse += len(entpacker.decompress(rest, 1 << 20))
                rest = entpacker.unconsumed_tail
    except zlib.error:
        return groesse  # damaged or not packed this way: the parser tells
    return groesse
