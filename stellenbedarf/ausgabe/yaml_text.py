"""Writes nested texts as YAML for people to read and edit: block style, long texts folded, paragraphs as literals."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from stellenbedarf.modell.zerlegen import Absaetze

BREITE = 118
MINDESTBREITE = 40
EINZUG = "  "
# Plain scalars that every YAML reader takes as one text; anything else is quoted.
_SCHLICHT = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~\\][^\n\t]*")
_VERBOTEN = re.compile(r": |:$| #|[\[\]{}\\\t\n]")
_WERTE = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n|\.nan|[-+]?\.inf|")
_AUCH_DRUCKBAR = "\n\t\u00a0\u2009\u202f"  # the spaces of German typography
_NEGATIVE_ZAHL = re.compile(r"-[\d.,]+( %)?(/\d+)?")


def yaml_text(abschnitte: Mapping[str, Any], kopf: str = "") -> str:
    """Return the sections as YAML text.

    Args:
        abschnitte: mappings, lists, paragraphs and texts.
        kopf: comment lines for the top of the file, without the number sign.
    """
    zeilen = [f"# {z}".rstrip() for z in kopf.splitlines()]
    for name, inhalt in abschnitte.items():
        if zeilen:
            zeilen.append("")
        zeilen += _eintrag(name, inhalt, "")
    return "\n".join(zeilen) + "\n"


def _eintrag(name: str, inhalt: Any, einzug: str) -> list[str]:
    """Return the lines of one named entry."""
    vorn = f"{einzug}{name if ist_schlicht(name) else _zitiert(name)}:"
    if isinstance(inhalt, str):
        return [f"{vorn} {skalar(inhalt, einzug, len(vorn) + 1)}".rstrip()]
    if not inhalt:
        return [f"{vorn} {'{}' if isinstance(inhalt, Mapping) else '[]'}"]
    if isinstance(inhalt, Mapping):
        return [vorn, *_abbildung(inhalt, einzug + EINZUG)]
    if all(isinstance(e, str) and e.isdecimal() and e.isascii() for e in inhalt):
        return [f"{vorn} [{', '.join(inhalt)}]"]
    if _ist_absatzfolge(inhalt):
        return [f"{vorn} |", *_absaetze(inhalt, einzug + EINZUG)]
    return [vorn, *_liste(inhalt, einzug + EINZUG)]


def _abbildung(inhalt: Mapping[str, Any], einzug: str) -> list[str]:
    zeilen: list[str] = []
    for name, wert in inhalt.items():
        zeilen += _eintrag(str(name), wert, einzug)
    return zeilen


def _liste(inhalt: Sequence[Any], einzug: str) -> list[str]:
    zeilen: list[str] = []
    for element in inhalt:
        if isinstance(element, Mapping) and element:
            teil = _abbildung(element, einzug + EINZUG)
            zeilen += [f"{einzug}- {teil[0].lstrip()}", *teil[1:]]
        else:
            text = skalar(element, einzug, len(einzug) + 2) if isinstance(element, str) else "{}"
            zeilen.append(f"{einzug}- {text}")
    return zeilen


def _ist_absatzfolge(inhalt: Sequence[Any]) -> bool:
    return isinstance(inhalt, Absaetze) and all(_druckbar(a) and a == " ".join(a.split()) for a in inhalt)


def _absaetze(absaetze: Sequence[str], einzug: str) -> list[str]:
    zeilen: list[str] = []
    for absatz in absaetze:
        if zeilen:
            zeilen.append("")
        zeilen += [einzug + z for z in _umbruch(absatz, len(einzug))]
    return zeilen


def _umbruch(text: str, einzug: int) -> list[str]:
    breite = max(MINDESTBREITE, BREITE - einzug)
    return textwrap.wrap(text, breite, break_long_words=False, break_on_hyphens=False)


def skalar(text: str, einzug: str, vorn: int) -> str:
    """Return one text: plain where that reads back as the same text, else folded, literal or quoted.

    Args:
        text: the text.
        einzug: indentation of the line that it begins on.
        vorn: characters in front of it on that line.
    """
    tiefer = einzug + EINZUG
    if ist_schlicht(text) and vorn + len(text) <= BREITE:
        return text
    if _faltbar(text) and vorn + len(text) > BREITE:
        return "\n".join([">-", *(tiefer + z for z in _umbruch(text, len(tiefer)))])
    if "\n" in text and _druckbar(text) and all(z == z.strip() for z in text.split("\n")):
        return "\n".join(["|-", *(tiefer + z if z else "" for z in text.split("\n"))])
    return _zitiert(text)


def ist_schlicht(text: str) -> bool:
    """Tell whether the text can stand without quotation marks."""
    if _WERTE.fullmatch(text) or text != text.strip() or not _druckbar(text) or _VERBOTEN.search(text):
        return False
    return bool(_SCHLICHT.fullmatch(text)) or bool(_NEGATIVE_ZAHL.fullmatch(text))


def _faltbar(text: str) -> bool:
    """Tell whether folding at single spaces keeps the text; other white space would be lost at the ends of lines."""
    return _druckbar(text) and text == " ".join(text.split()) and not text.startswith("#")


def _druckbar(text: str) -> bool:
    return all(z.isprintable() or z in _AUCH_DRUCKBAR for z in text) and "\ufeff" not in text


def _zitiert(text: str) -> str:
    roh = json.dumps(text, ensure_ascii=False)
    return "".join(z if z.isprintable() and ord(z) < 0xFFFF else f"\\U{ord(z):08x}" for z in roh)
