"""Runs inside a Python that has LibreOffice's `uno`: times how long LibreOffice takes per scenario.

Usage: `python calc_messen.py AUFTRAG.json ANTWORT.json`. The order names the workbook, the cells of the inputs and of
the result as `[sheet, row, column]`, and a list of values per scenario. Timed are: new inputs into the open workbook
and what depends on them recalculated (`offen`), the same with every formula recalculated (`alles`), and the workbook
opened for each scenario (`datei`).
"""

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "tests"))
from calc_skript import lade, start


def zelle(buch, ort):
    blatt, zeile, spalte = ort
    return buch.Sheets.getByName(blatt).getCellByPosition(spalte, zeile)


def oeffne(desktop, daten):
    buch = lade(desktop, daten["datei"])
    buch.enableAutomaticCalculation(False)
    return buch, [zelle(buch, o) for o in daten["eingaben"]], zelle(buch, daten["ergebnis"])


def miss(desktop, daten, art):
    """Return seconds and result of every scenario."""
    sekunden, ergebnisse = [], []
    buch, eingaben, ergebnis = oeffne(desktop, daten)
    buch.calculateAll()
    for werte in daten["werte"]:
        beginn = time.perf_counter()
        if art == "datei":
            buch.close(True)
            buch, eingaben, ergebnis = oeffne(desktop, daten)
        for ziel, wert in zip(eingaben, werte, strict=True):
            ziel.setValue(wert)
        buch.calculate() if art == "offen" else buch.calculateAll()
        ergebnisse.append(ergebnis.getValue())
        sekunden.append(time.perf_counter() - beginn)
    buch.close(True)
    return {"sekunden": sekunden, "ergebnisse": ergebnisse}


def main(auftrag, antwort):
    daten = json.loads(Path(auftrag).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as ordner:
        prozess, desktop = start(Path(ordner))
        try:
            gemessen = {art: miss(desktop, daten, art) for art in ("offen", "alles", "datei")}
        finally:
            try:
                desktop.terminate()
            except Exception:  # the bridge breaks while LibreOffice ends
                prozess.kill()
            prozess.wait(60)
    Path(antwort).write_text(json.dumps(gemessen), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
