"""The Stuttgart set of documents against one conversion by LibreOffice, and how time grows with the positions."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import grosser_fall
from messen import Ergebnis, befehl, paar

from stellenbedarf.ausgabe.formate import NAMEN, render
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.rechnung.ergebnis import Ergebnis as Rechenergebnis
from stellenbedarf.rechnung.lauf import load, rechne

FALL = Path("inputs/stuttgart-jobcenter.yaml")
ART = "beschlussvorlage"
KLEIN, MITTE, GROSS = 50, 150, 500
RUNDEN = 3
# A process of its own for each run: Typst keeps what it has set before, and a second run would cost nothing.
EIN_SATZ = """
import sys, time
from pathlib import Path
sys.path.insert(0, "benchmarks")
import dokumente
dokumente.satz(dokumente.ergebnis(dokumente.IT))
beginn = time.perf_counter()
dokumente.satz(dokumente.ergebnis(dokumente.FALL))
print(time.perf_counter() - beginn)
"""
IT = Path("inputs/stuttgart-it-personal.yaml")
EIN_FORMAT = """
import sys
sys.path.insert(0, "benchmarks")
import dokumente
print(dokumente.dauer(sys.argv[1], int(sys.argv[2])))
"""


def ergebnis(pfad: Path) -> Rechenergebnis:
    modell, befunde = load((pfad,))
    return rechne(modell, befunde=befunde)


def satz(e: Rechenergebnis) -> dict[str, bytes]:
    """Return workbook, Word, PDF and HTML of a case."""
    return {"xlsx": render_workbook(e), **render(baue_inhalt(e, BERICHTSARTEN[ART]), NAMEN)}


def dauer(name: str, positionen: int) -> float:
    """Return the seconds for one format of a paper with so many positions, after a small one as warm-up."""
    with tempfile.TemporaryDirectory() as ordner:
        pfad = Path(ordner) / "gross.yaml"
        pfad.write_text(grosser_fall.yaml(positionen), encoding="utf-8")
        inhalt = baue_inhalt(ergebnis(pfad), BERICHTSARTEN[ART])
    render(baue_inhalt(ergebnis(IT), BERICHTSARTEN[ART]), (name,))
    beginn = time.process_time()
    render(inhalt, (name,))
    return time.process_time() - beginn


def _ausgabe(code: str, *argumente: str) -> float:
    lauf = subprocess.run([sys.executable, "-c", code, *argumente], check=True, capture_output=True, text=True)
    return float(lauf.stdout)


def _im_takt(gemessen: Callable[[], float], vergleich: Callable[[], float]) -> float:
    """Return the median ratio of two durations that the sides tell themselves, taken in turn."""
    vergleich()
    return statistics.median(gemessen() / vergleich() for _ in range(RUNDEN))


def _umwandlung(ordner: Path) -> Callable[[], object]:
    """Return a function that lets LibreOffice convert the Stuttgart Word document to PDF."""
    docx = ordner / "vorlage.docx"
    docx.write_bytes(satz(ergebnis(FALL))["docx"])
    aufruf = ["soffice", f"-env:UserInstallation={(ordner / 'profil').as_uri()}", "--headless", "--norestore",
              "--convert-to", "pdf", "--outdir", str(ordner), str(docx)]  # fmt: skip

    def wandle() -> None:
        (ordner / "vorlage.pdf").unlink(missing_ok=True)
        subprocess.run(aufruf, check=True, capture_output=True)
        assert (ordner / "vorlage.pdf").stat().st_size > 0

    return wandle


def messungen() -> list[Ergebnis]:
    with tempfile.TemporaryDirectory() as name:
        ordner = Path(name)
        libreoffice = _umwandlung(ordner)

        def gestoppt() -> float:
            beginn = time.perf_counter()
            libreoffice()
            return time.perf_counter() - beginn

        ein_satz = _im_takt(partial(_ausgabe, EIN_SATZ), gestoppt)
        demo = paar(befehl(["-m", "stellenbedarf", "demo", "-o", str(ordner / "demo")]), libreoffice, runden=RUNDEN)
    gefunden = [
        Ergebnis("Stuttgarter Satz (xlsx, docx, pdf, html) gegen LibreOffice docx → pdf", ein_satz, 1.0),
        Ergebnis("Befehl demo als Prozess gegen LibreOffice docx → pdf", demo, 1.0),
    ]
    for format_ in NAMEN:
        zeiten = {n: min(_ausgabe(EIN_FORMAT, format_, str(n)) for _ in range(RUNDEN)) for n in (KLEIN, MITTE, GROSS)}
        je_position = (zeiten[GROSS] / GROSS) / (zeiten[KLEIN] / KLEIN)
        werte = ", ".join(f"{n}: {z:.2f} s" for n, z in zeiten.items())
        gefunden.append(Ergebnis(f"{format_}, Zeit je Position bei {GROSS} gegen {KLEIN} ({werte})", je_position, 1.5))
    return gefunden
