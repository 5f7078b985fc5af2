"""Runs inside a Python that has LibreOffice's `uno`: opens workbooks, recalculates them, changes cells, reads values.

Usage: `python calc_skript.py AUFTRAG.json ERGEBNIS.json`. The order is a list of `{"datei", "aenderungen"}` with
changes as `[sheet, row, column, value]` counted from 0. The answer has for each workbook `formeln` (their number),
`abweichend` (formula cells whose stored and recalculated values differ or that show an error, before any change),
`werte`, the values of all sheets after the changes, row by row, and `fehler`, the cells that then show an error. Stored
values come from the file: the profile forbids to recalculate on loading (LibreOffice does so all the same for boolean
results), `calculateAll` then recalculates every cell.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FORMEL, FEHLER = 16, 4  # com.sun.star.sheet.CellFlags.FORMULA and FormulaResult.ERROR
TOLERANCE = 1e-9
NIE_BEIM_LADEN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>1</value></prop></item>
</oor:items>"""


def start(ordner):
    """Start LibreOffice with its own profile; return the process and its desktop."""
    (ordner / "user").mkdir()
    (ordner / "user" / "registrymodifications.xcu").write_text(NIE_BEIM_LADEN, encoding="utf-8")
    rohr = f"calc{ordner.name}"
    prozess = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={ordner.as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={rohr};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    kontext = uno.getComponentContext()
    verbinder = kontext.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", kontext)
    for _ in range(600):
        try:
            fern = verbinder.resolve(f"uno:pipe,name={rohr};urp;StarOffice.ComponentContext")
            return prozess, fern.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", fern)
        except NoConnectException:
            if prozess.poll() is not None:
                break
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


def lade(desktop, datei):
    versteckt = PropertyValue()
    versteckt.Name, versteckt.Value = "Hidden", True
    return desktop.loadComponentFromURL(Path(datei).resolve().as_uri(), "_blank", 0, (versteckt,))


def benutzt(blatt):
    """Return the range from A1 to the last used cell."""
    zeiger = blatt.createCursor()
    zeiger.gotoEndOfUsedArea(False)
    ende = zeiger.getRangeAddress()
    return blatt.getCellRangeByPosition(0, 0, ende.EndColumn, ende.EndRow)


def zellen(bereiche):
    for b in bereiche.getRangeAddresses():
        for zeile in range(b.StartRow, b.EndRow + 1):
            for spalte in range(b.StartColumn, b.EndColumn + 1):
                yield zeile, spalte


def gleich(vorher, nachher):
    if isinstance(vorher, float) and isinstance(nachher, float):
        return abs(vorher - nachher) <= TOLERANCE * max(1.0, abs(vorher))
    return vorher == nachher


def pruefe(desktop, auftrag):
    buch = lade(desktop, auftrag["datei"])
    try:
        blaetter = list(buch.Sheets)
        vorher = [benutzt(b).getDataArray() for b in blaetter]
        buch.calculateAll()
        formeln, abweichend = 0, []
        for blatt, alt in zip(blaetter, vorher, strict=True):
            neu = benutzt(blatt).getDataArray()
            kaputt = set(zellen(blatt.queryFormulaCells(FEHLER)))
            for zeile, spalte in zellen(blatt.queryContentCells(FORMEL)):
                formeln += 1
                a, n = alt[zeile][spalte], neu[zeile][spalte]
                if (zeile, spalte) in kaputt or not gleich(a, n):
                    zelle = blatt.getCellByPosition(spalte, zeile)
                    gezeigt = zelle.getString() if (zeile, spalte) in kaputt else n
                    abweichend.append([blatt.Name, zeile, spalte, zelle.getFormula(), a, gezeigt])
        for name, zeile, spalte, wert in auftrag["aenderungen"]:
            zelle = buch.Sheets.getByName(name).getCellByPosition(spalte, zeile)
            zelle.setString(wert) if isinstance(wert, str) else zelle.setValue(wert)
        if auftrag["aenderungen"]:
            buch.calculateAll()
        werte = {b.Name: benutzt(b).getDataArray() for b in blaetter}
        fehler = {b.Name: sorted(zellen(b.queryFormulaCells(FEHLER))) for b in blaetter}
        return {"formeln": formeln, "abweichend": abweichend, "werte": werte, "fehler": fehler}
    finally:
        buch.close(True)


def main():
    auftraege = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as ordner:
        prozess, desktop = start(Path(ordner))
        try:
            ergebnisse = [pruefe(desktop, a) for a in auftraege]
        finally:
            try:
                desktop.terminate()
            except Exception:  # the bridge breaks while LibreOffice ends
                prozess.kill()
            prozess.wait(60)
    Path(sys.argv[2]).write_text(json.dumps(ergebnisse), encoding="utf-8")


if __name__ == "__main__":
    main()
