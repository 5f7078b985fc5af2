"""Reads every figure out of finished files, each with the place where it says its origin is."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pikepdf
from lxml import etree
from word_pruefung import W

from stellenbedarf.ausgabe.inhalt.bloecke import Block, Inhalt, Liste, TabellenBlock, Zahl
from stellenbedarf.ausgabe.mappe.plan import Plan
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import rechne, szenarien
from stellenbedarf.rundung import halb_auf


@dataclass(frozen=True)
class Figur:
    """A figure as a reader finds it: its text, its label, and the target that the label leads to."""

    text: str
    marke: str
    ziel: str
    groesse: str = ""
    szenario: str = ""
    wert: str = ""


def zahlen_im_inhalt(bloecke: Iterable[Block]) -> Iterator[Zahl]:
    """Yield the figures of a content in reading order."""
    for block in bloecke:
        laeufe: Iterable[Any] = getattr(block, "laeufe", ())
        if isinstance(block, TabellenBlock):
            laeufe = [lauf for zeile in block.zeilen for zelle in zeile for lauf in zelle]
        yield from (lauf for lauf in laeufe if isinstance(lauf, Zahl))
        if isinstance(block, Liste):
            for punkt in block.punkte:
                yield from (lauf for lauf in punkt.laeufe if isinstance(lauf, Zahl))
                yield from zahlen_im_inhalt(punkt.bloecke)


class _Html(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.figuren: list[Figur] = []
        self.ids: set[str] = set()
        self._data: dict[str, str] | None = None
        self._text = self._ziel = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attribute = {k: v or "" for k, v in attrs}
        if "id" in attribute:
            self.ids.add(attribute["id"])
        if tag == "data":
            self._data, self._text, self._ziel = attribute, "", ""
        elif tag == "a" and self._data is not None:
            self._ziel = attribute["href"].removeprefix("#")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "data" and self._data is not None:
            d = self._data
            self.figuren.append(
                Figur(
                    self._text,
                    d["data-herkunft"],
                    self._ziel,
                    d["data-groesse"],
                    d.get("data-szenario", ""),
                    d["value"],
                )
            )
            self._data = None


def aus_html(datei: bytes) -> tuple[list[Figur], set[str]]:
    """Return all figures of a page and the ids that links can lead to."""
    leser = _Html(datei.decode())
    return leser.figuren, leser.ids


def aus_docx(datei: bytes) -> tuple[list[Figur], set[str]]:
    """Return all figures of a Word file, each the text before a superscript label, and the names of its bookmarks."""
    with zipfile.ZipFile(io.BytesIO(datei)) as paket:
        wurzel = etree.fromstring(paket.read("word/document.xml"))
        stile = etree.fromstring(paket.read("word/styles.xml"))
    (stil,) = [
        s.get(W + "styleId") for s in stile.iter(W + "style") if s.find(W + "name").get(W + "val") == "Herkunftszeichen"
    ]
    figuren = []
    for absatz in wurzel.iter(W + "p"):
        davor = ""
        for lauf in absatz.iter(W + "r"):
            text = "".join(t.text or "" for t in lauf.iter(W + "t"))
            art = lauf.find(f"{W}rPr/{W}rStyle")
            if art is not None and art.get(W + "val") == stil:
                eltern = lauf.getparent()
                figuren.append(Figur(davor, text, eltern.get(W + "anchor") or ""))
            elif text.strip():
                davor = text.strip()
    return figuren, {b.get(W + "name") for b in wurzel.iter(W + "bookmarkStart")}


def _pdftotext(datei: bytes, *optionen: str) -> str:
    lauf = subprocess.run(["pdftotext", *optionen, "-", "-"], input=datei, capture_output=True, check=True)
    return lauf.stdout.decode().replace("\u200b", "")


def aus_pdf(datei: bytes, marken: Iterable[str]) -> Counter[tuple[str, str]]:
    """Return all figures of a PDF with the label that stands behind them."""
    alle = "|".join(re.escape(m) for m in sorted(marken, key=len, reverse=True))
    muster = re.compile(
        rf"(?<![\w.,])((?:≈[\u00a0 ]?)?[+−]?\d[\d.]*(?:,\d+)?(?:[\u00a0 ](?:%|Tsd\.|Mio\.|Mrd\.))?)({alle})(?![\w./])"
    )
    return Counter((t.replace(" ", "\u00a0"), m) for t, m in muster.findall(_pdftotext(datei, "-raw")))


@dataclass(frozen=True)
class Wort:
    """A word on a page; coordinates in points from the top left."""

    text: str
    x: float
    y: float
    x2: float
    y2: float


def _worte(datei: bytes) -> list[list[Wort]]:
    wurzel = etree.fromstring(_pdftotext(datei, "-bbox").encode(), etree.XMLParser(recover=True))
    raum = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            Wort(w.text or "", *(float(w.get(n)) for n in ("xMin", "yMin", "xMax", "yMax")))
            for w in s.iter(f"{raum}word")
        ]
        for s in wurzel.iter(f"{raum}page")
    ]


def verweise_im_pdf(datei: bytes, marken: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the label under every link of a PDF, and the words that stand where the link leads to."""
    worte = _worte(datei)
    muster = re.compile("(?:" + "|".join(re.escape(m) for m in sorted(marken, key=len, reverse=True)) + r")(?![\w./])")
    with pikepdf.open(io.BytesIO(datei)) as pdf:
        benannt = pikepdf.NameTree(pdf.Root.Names.Dests)
        nummern = {s.obj.objgen: n for n, s in enumerate(pdf.pages)}
        for nummer, seite in enumerate(pdf.pages):
            hoehe = float(seite.mediabox[3])
            for verweis in seite.obj.get("/Annots", []):
                links, unten, rechts, oben = (float(z) for z in verweis.Rect)
                x, y = (links + rechts) / 2, hoehe - (unten + oben) / 2
                unter = [w for w in worte[nummer] if w.x <= x <= w.x2 and w.y <= y <= w.y2]
                ziel, _, x0, y0, *_ = (
                    verweis.Dest if isinstance(verweis.Dest, pikepdf.Array) else benannt[str(verweis.Dest)]
                )
                ort = nummern[ziel.objgen]
                am_ziel = [
                    w for w in worte[ort] if w.y2 > hoehe - float(y0) > w.y - 14 and w.x2 > float(x0) - 1
                ]  # fmt: skip
                treffer = [m[0] for w in unter for m in muster.finditer(w.text)]
                yield treffer[-1] if treffer else "", " ".join(w.text for w in am_ziel)


def aus_mappe(datei: bytes, ergebnis: Ergebnis) -> dict[tuple[str, str], Fraction]:
    """Return the number in the cell of every quantity in every scenario, as it is stored in the file."""
    modell = ergebnis.modell
    ergebnisse = [ergebnis if n == ergebnis.szenario else rechne(modell, n) for n in szenarien(modell)]
    anlage = Plan(ergebnisse, ergebnis).anlage
    mappe = openpyxl.load_workbook(io.BytesIO(datei), data_only=True)
    gefunden = {}
    for e in ergebnisse:
        for groesse in modell.netz:
            if groesse.id not in anlage.zeilen and groesse.id not in anlage.orte:
                continue
            ort = anlage.ort(groesse.id, e.szenario)
            wert = mappe[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1).value
            if isinstance(wert, int | float) and not isinstance(wert, bool):
                gefunden[groesse.id, "" if e.szenario == ergebnis.szenario else e.szenario] = Fraction(repr(wert))
    return gefunden


def gelesen(text: str) -> tuple[Fraction, int]:
    """Return the number that a German text shows, and its decimals."""
    roh = text.replace("\u00a0", "").replace("−", "-").lstrip("≈+")
    anteil = roh.endswith("%")
    roh = roh.removesuffix("%").replace(".", "").replace(",", ".")
    stellen = len(roh.partition(".")[2])
    return (Fraction(roh) / 100, stellen + 2) if anteil else (Fraction(roh), stellen)


def zeigt(text: str, wert: Fraction) -> bool:
    """Tell whether a text shows a value, rounded to the decimals that it has."""
    zahl, stellen = gelesen(text)
    return zahl == halb_auf(wert, stellen)


def figuren_des_inhalts(inhalt: Inhalt) -> list[Zahl]:
    """Return all figures of a document, those that people wrote into its texts too."""
    return list(zahlen_im_inhalt(inhalt.bloecke))
