"""Runs that end early: what was finished is kept and named, whoever ended them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click import Command
from click.testing import CliRunner, Result
from test_kommandos import WURZEL, run
from test_szenarien_cluster import UMGEBUNG, starte

from stellenbedarf.cli.sensitivitaet import sensitivitaet
from stellenbedarf.cli.unsicherheit import unsicherheit
from stellenbedarf.szenarien import sobol
from stellenbedarf.szenarien import unsicherheit as unsicherheitsmodul
from stellenbedarf.szenarien.verteilung import BLOCK, Abbruch, sammle

FALL = "inputs/prosoz-freistellung.yaml"
VERLOREN = Abbruch.einzeln("Die Verbindung ist abgerissen", None, "Rechnen Sie erneut.")


class Summe:
    def __init__(self, wert: int) -> None:
        self.wert = wert

    def add(self, andere: Summe) -> None:
        self.wert += andere.wert


def bloecke(zahl: int, grund: BaseException | None) -> Iterator[Summe]:
    for n in range(zahl):
        yield Summe(10**n)
    if grund is not None:
        raise grund


@pytest.mark.parametrize("grund", [None, KeyboardInterrupt(), VERLOREN])
def test_finished_blocks_are_kept(grund: BaseException | None) -> None:
    summe, warum = sammle(bloecke(3, grund))
    assert (summe.wert, warum) == (111, grund)


def test_without_a_finished_block_there_is_no_result() -> None:
    with pytest.raises(KeyboardInterrupt):
        sammle(bloecke(0, KeyboardInterrupt()))
    with pytest.raises(ValueError, match="other errors are none of ours"):
        sammle(bloecke(2, ValueError("other errors are none of ours")))


def abgebrochen(
    monkeypatch: pytest.MonkeyPatch, modul: Any, befehl: Command, grund: BaseException, *argumente: str
) -> Result:
    """Run a command in this process; after its first block the run ends."""

    def nach_einem(auftrag: Any, *_: Any) -> Iterator[Any]:
        yield auftrag.rechne_block(0)
        raise grund

    monkeypatch.setattr(modul, "rechne_bloecke", nach_einem)
    return CliRunner().invoke(befehl, [str(WURZEL / FALL), "--startwert", "4", "-n", "1000000", *argumente])


@pytest.mark.parametrize("grund", [KeyboardInterrupt(), VERLOREN])
def test_a_monte_carlo_run_shows_what_was_finished(monkeypatch: pytest.MonkeyPatch, grund: BaseException) -> None:
    ende = abgebrochen(monkeypatch, unsicherheitsmodul, unsicherheit, grund, "--json")
    assert ende.exit_code == 1
    fertig = unsicherheitsmodul.GRUPPE * BLOCK
    assert "Abgebrochen: Im Ergebnis sind 262.144 von 1.000.000 Durchläufen." in ende.stderr
    assert ("Die Verbindung ist abgerissen" in ende.stderr) == (grund is VERLOREN)
    daten = json.loads(ende.stdout)
    assert (daten["szenarien"], daten["geplant"]) == (fertig, 1000000)
    ganz = json.loads(run("unsicherheit", FALL, "--startwert", "4", "-n", str(fertig), "--json").stdout)
    assert daten["groessen"] == ganz["groessen"], "the same as a run that was meant to be so short"


@pytest.mark.parametrize("grund", [KeyboardInterrupt(), VERLOREN])
def test_sobol_indices_say_what_they_rest_on(monkeypatch: pytest.MonkeyPatch, grund: BaseException) -> None:
    ende = abgebrochen(monkeypatch, sobol, sensitivitaet, grund)
    assert ende.exit_code == 1
    assert "(65.536 Paare, Startwert 4)" in ende.stdout
    assert "Abgebrochen: Im Ergebnis sind 65.536 von 1.000.000 Paaren." in ende.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="kills processes by a Unix signal")
def test_a_cluster_that_is_lost_on_the_way_leaves_what_was_finished(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    datei, ziel = tmp_path / "scheduler.json", tmp_path / "aus" / "raster.csv"
    prozesse = [starte(tmp_path, "scheduler", "--scheduler-file", str(datei), "--port", "0", "--no-dashboard")]
    try:
        ende = time.monotonic() + 60
        while not datei.exists() and time.monotonic() < ende:
            time.sleep(0.1)
        adresse = json.loads(datei.read_text(encoding="utf-8"))["address"]
        prozesse.append(starte(tmp_path, "worker", "--scheduler-file", str(datei), "--nthreads", "1", "--no-nanny",
                               "--no-dashboard"))  # fmt: skip
        from distributed import Client

        with Client(adresse, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
        befehl = ["raster", FALL, "-a", "komplexitaet=1..9:0,001", "-a", "mehraufwand=1..5:0,001", "-z", "bedarf",
                  "-o", str(ziel), "--cluster", adresse]  # fmt: skip
        lauf = subprocess.Popen([sys.executable, "-m", "stellenbedarf", *befehl], cwd=WURZEL, env=UMGEBUNG, text=True,
                                encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
        with lauf:
            ende = time.monotonic() + 120
            while time.monotonic() < ende and not any(p.stat().st_size > 10**7 for p in ziel.parent.glob(".*")):
                time.sleep(0.02)
            for prozess in prozesse:
                os.kill(prozess.pid, signal.SIGKILL)
            _, fehler = lauf.communicate(timeout=180)
    finally:
        for prozess in prozesse:
            prozess.kill()
            prozess.wait()
    assert lauf.returncode == 1, fehler
    assert f"Die Verbindung zum Cluster {adresse} ist während der Rechnung abgerissen" in fehler
    assert "Nur ein Teil" in fehler
    assert "Traceback (most recent call last)" not in fehler
    teil = pd.read_csv(ziel.parent / "raster.teil.csv", sep=";", decimal=",")
    assert len(teil) > 0
    assert len(teil) % BLOCK == 0


@pytest.mark.parametrize(
    ("argumente", "code", "meldung"),
    [
        (("raster", "-a", "komplexitaet=1..3:1", "--stufe", "abc"), 1, "--stufe: „abc“ ist keine Zahl"),
        (("raster", "-a", "komplexitaet=1..3:1", "--stufe", "0"), 1, "--stufe muss größer als 0 sein"),
        (("raster", "-a", "komplexitaet=3..1:1"), 1, "Die Spanne ist leer"),
        (("raster", "-a", "komplexitat=1..3:1"), 1, "Die Annahme „komplexitat“ gibt es nicht"),
        (("unsicherheit", "--startwert", "-3"), 2, "-3 liegt nicht im erlaubten Bereich"),
        (("sensitivitaet", "--startwert", "1", "-n", "1"), 2, "1 liegt nicht im erlaubten Bereich"),
        (("umkehr", "-a", "komplexitaet", "-z", "bedarf=4", "--von", "5", "--bis", "2"), 1, "Der Suchbereich ist leer"),
    ],
)
def test_what_cannot_be_computed_is_a_message(argumente: tuple[str, ...], code: int, meldung: str) -> None:
    befehl, *rest = argumente
    fertig = run(befehl, FALL, *rest)
    assert (fertig.returncode, fertig.stdout) == (code, "")
    assert meldung in fertig.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
@pytest.mark.parametrize("befehl", [("sensitivitaet",), ("szenarien",), ("unsicherheit", "--startwert", "1")])
@pytest.mark.parametrize("endung", ["svg", "xlsx"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, befehl: tuple[str, ...], endung: str) -> None:
    ziel = tmp_path / f"alt.{endung}"
    ziel.write_text("mine", encoding="utf-8")

    def begrenze() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    fertig = subprocess.run(
        [sys.executable, "-m", "stellenbedarf", befehl[0], FALL, *befehl[1:], "-o", str(ziel), "--ueberschreiben"],
        cwd=WURZEL, env={**UMGEBUNG, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, encoding="utf-8",
        check=False, preexec_fn=begrenze,
    )  # fmt: skip
    assert fertig.returncode == 1, fertig.stderr
    assert "die Datei würde größer, als der Datenträger erlaubt" in fertig.stderr
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [(ziel.name, "mine")]
