"""Bad input through the real command line: exit codes, messages, and nothing written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from eingabehilfe import GUT, PROJEKT, mit


def aufruf(*argumente: str, ordner: Path) -> subprocess.CompletedProcess[str]:
    umgebung = {**os.environ, "PYTHONPATH": str(PROJEKT)}
    umgebung.pop("STELLENBEDARF_DEBUG", None)
    befehl = [sys.executable, "-m", "stellenbedarf", *argumente]
    return subprocess.run(befehl, cwd=ordner, env=umgebung, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("name", "inhalt", "meldungen"),
    [
        ("Inhalt", mit(("wert: 480000", "wert: 480.000"), ("fallzahl: faelle", "fallzahl: faele")).encode(),
         ["Fehler: Annahme vertragssumme, Feld „wert“: „480.000“ ist mehrdeutig",
          "[fall.yaml, Zeile 33, annahmen.vertragssumme.wert]", "    → Schreiben Sie 480000 ohne Trennzeichen",
          "Fehler: Bemessung antraege: Die Annahme „faele“ gibt es nicht [fall.yaml, Zeile 64, "
          "bemessungen.antraege.fallzahl]", "    → Meinten Sie „faelle“?"]),
        ("Division", mit(("wert: 800000", "wert: 0")).encode(),
         ["teilt durch null", "[fall.yaml, Zeile 38,", "    → Prüfen"]),
        ("Datei", bytes(range(256)), ["Fehler: Die Datei ist kein Text in UTF-8 [fall.yaml]", "    → Speichern Sie"]),
        ("keine", None, ["Fehler: Die Datei gibt es nicht [fall.yaml]", "    → Prüfen Sie Pfad und Namen."]),
    ],
)  # fmt: skip
def test_the_command_reports_and_exits_with_1(
    name: str, inhalt: bytes | None, meldungen: list[str], tmp_path: Path
) -> None:
    pfad = tmp_path / "fall.yaml"
    if inhalt is not None:
        pfad.write_bytes(inhalt)
    fertig = aufruf("rechnen", "fall.yaml", "--json", ordner=tmp_path)
    assert fertig.returncode == 1, name
    assert fertig.stdout == ""
    assert "Traceback" not in fertig.stderr
    for meldung in meldungen:
        assert meldung in fertig.stderr
    assert [p.name for p in tmp_path.iterdir()] == ([] if inhalt is None else ["fall.yaml"])
    if inhalt is not None:
        assert pfad.read_bytes() == inhalt


@pytest.mark.parametrize(
    ("argumente", "meldung"),
    [
        (("rechnen",), "FALL… fehlt"), (("rechnen", "a.yaml", "--unsinn"), "Die Option „--unsinn“ gibt es nicht"),
        (("rechne", "a.yaml"), "Diesen Befehl gibt es nicht"), ((), ""),
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2(argumente: tuple[str, ...], meldung: str, tmp_path: Path) -> None:
    fertig = aufruf(*argumente, ordner=tmp_path)
    assert fertig.returncode == 2
    assert meldung in fertig.stderr
    assert "Traceback" not in fertig.stderr
    assert fertig.stdout == "" or not argumente


def test_a_failing_command_keeps_an_existing_workbook(tmp_path: Path) -> None:
    (tmp_path / "fall.yaml").write_text(mit(("beantragt: 3,5", "beantragt: -1")), encoding="utf-8")
    ziel = tmp_path / "mappe.xlsx"
    ziel.write_bytes(b"vorher")
    fertig = aufruf("mappe", "fall.yaml", "-o", "mappe.xlsx", "--ueberschreiben", ordner=tmp_path)
    assert fertig.returncode == 1
    assert "„beantragt“ ist −1" in fertig.stderr
    assert ziel.read_bytes() == b"vorher"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fall.yaml", "mappe.xlsx"]


def test_hints_do_not_spoil_the_json(tmp_path: Path) -> None:
    (tmp_path / "fall.yaml").write_text(GUT, encoding="utf-8")
    fertig = aufruf("rechnen", "fall.yaml", "--json", ordner=tmp_path)
    assert fertig.returncode == 0
    assert fertig.stderr == ""
    assert fertig.stdout.startswith("{")
