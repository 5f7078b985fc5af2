"""A whole check of a 200-page paper against merely extracting its text with the same library."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import docx
import pypdfium2
from messen import Ergebnis, paar

from stellenbedarf.pruefung.dokument import Block, Dokument
from stellenbedarf.pruefung.lesen.einlesen import read
from stellenbedarf.pruefung.pruefen import pruefe

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from pruefpapiere import als_docx, als_pdf, h, p, papier, t

SEITEN = 200
ABSCHNITTE = 256  # fill a little more than so many pages
ZIEL = 20
_ABSATZ = (
    "Die Fachstelle bearbeitet im Jahr 2.480 Anträge mit einer mittleren Bearbeitungszeit von 74 Minuten. Hinzu "
    "kommen Beratungen, die je Antrag rund 12 Minuten binden, und Rückfragen in etwa 8 % der Fälle. Die Zahl ist "
    "seit dem 01.01.2024 um 310 gestiegen. Für die Haushaltsjahre 2026 und 2027 werden 2.600 Anträge erwartet. "
)


def grosses_papier(abschnitte: int) -> Dokument:
    bloecke: list[Block] = [h(1, "Begründung")]
    for n in range(1, abschnitte + 1):
        bloecke += [h(2, f"Fachstelle {n}", str(n)), *(p(_ABSATZ * 2) for _ in range(4))]
        zeilen = [[f"{n}-{k}", f"A {k + 7}", f"Sachbearbeitung {k}", f"{k},0", f"{k * 68}.400"] for k in range(1, 6)]
        kopf = ["Org.einheit", "Bewertung", "Funktion", "Stellen", "Aufwand EUR"]
        bloecke.append(t([kopf, *zeilen, ["Gesamt", "", "", "15,0", "1.022.000"]]))
    return papier(*bloecke)


def messungen() -> list[Ergebnis]:
    vorlage = grosses_papier(ABSCHNITTE)
    ergebnisse = []
    with tempfile.TemporaryDirectory() as ordner:
        for endung, schreibe, extrahiere in (("pdf", als_pdf, _text_pdf), ("docx", als_docx, _text_docx)):
            pfad = Path(ordner) / f"gross.{endung}"
            pfad.write_bytes(schreibe(vorlage))
            if endung == "pdf":
                assert len(pypdfium2.PdfDocument(pfad)) >= SEITEN
            verhaeltnis = paar(lambda pfad=pfad: pruefe(read(pfad)), lambda pfad=pfad, f=extrahiere: f(pfad), 3)
            ergebnisse.append(
                Ergebnis(f"Prüfung von {SEITEN} Seiten ({endung}) gegen bloße Textentnahme", verhaeltnis, ZIEL)
            )
    return ergebnisse


def _text_pdf(pfad: Path) -> int:
    pdf = pypdfium2.PdfDocument(pfad)
    return sum(len(pdf[n].get_textpage().get_text_range()) for n in range(len(pdf)))


def _text_docx(pfad: Path) -> int:
    dokument = docx.Document(str(pfad))
    absaetze = sum(len(a.text) for a in dokument.paragraphs)
    return absaetze + sum(len(z.text) for b in dokument.tables for r in b.rows for z in r.cells)
