"""Grids: notation, steps, files that are streamed, and what happens when a run is stopped or the disk is full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from test_kommandos import WURZEL, run

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.lauf import load
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.raster import Raster, read_achsen

FALL = "inputs/stuttgart-jobcenter.yaml"


@pytest.fixture(scope="module")
def modell() -> Rechenmodell:
    return load((WURZEL / FALL,))[0]


def test_ranges_and_lists_are_exact(modell: Rechenmodell) -> None:
    zeit, quote, tag = read_achsen(
        modell, ["pruefzeit_je_fall=1..2:0,1", "pruefquote=3;4 %;5,5", "position.12.beginn=30.12.2011..02.01.2012:1"]
    )
    assert zeit.werte == tuple(Fraction(n, 10) for n in range(10, 21))
    assert quote.werte == (Fraction(3, 100), Fraction(4, 100), Fraction(55, 1000))
    assert len(tag.werte) == 4


@pytest.mark.parametrize(
    ("text", "meldung"),
    [
        ("pruefzeit_je_fall", "keine Angabe zu einer Annahme"),
        ("pruefzeit_je_fall=2..1:1", "Die Spanne ist leer"),
        ("pruefzeit_je_fall=1..2:0", "größer als 0"),
        ("pruefzeit_je_fall=1..2", "fehlt der Schritt"),
        ("pruefzeit_je_fall=;", "Die Liste ist leer"),
        ("pruefzeit_je_fall=1..2:0,0000001", "mehr als 1000000"),
        ("pruefzeit_je_fall=eins", "ist keine Zahl"),
        ("pruefzeit_fall=1", "Meinten Sie „pruefzeit_je_fall“"),
    ],
)
def test_a_bad_range_is_a_message(modell: Rechenmodell, text: str, meldung: str) -> None:
    with pytest.raises(StellenbedarfFehler, match=meldung):
        read_achsen(modell, [text])
    with pytest.raises(StellenbedarfFehler, match="mehrfach"):
        read_achsen(modell, ["pruefquote=3", "pruefquote=4"])


def test_steps_are_marked_also_across_blocks_and_processes(modell: Rechenmodell) -> None:
    achsen = read_achsen(modell, ["bedarfsgemeinschaften=2..100001:1"])
    raster = Raster(modell, achsen, ["bemessung.pruefung.stichprobenumfang", "position.12.bedarf"])
    assert raster.bloecke == 2
    bloecke = list(raster.laufe())
    zahl = np.concatenate([b[1][0] for b in bloecke])
    sprung = np.concatenate([b[2] for b in bloecke])
    exakt = [(3 * n * 2 + 100) // 200 for n in range(2, 100002)]  # 3 % of the cases, rounded half up
    assert zahl.tolist() == exakt
    assert sprung.tolist() == [False, *(a != b for a, b in pairwise(exakt))]
    for a, b in zip(bloecke, raster.laufe(prozesse=2), strict=True):
        assert all((x == y).all() for x, y in zip(a, b, strict=True))


def test_files_hold_every_point(tmp_path: Path) -> None:
    ziele = [tmp_path / f"r.{e}" for e in ("csv", "parquet", "svg", "xlsx")]
    ausgabe = [t for z in ziele for t in ("-o", str(z))]
    fertig = run("raster", FALL, "-a", "pruefzeit_je_fall=1..3:0,5", "-a", "pruefquote=2;3;4",
                 "-z", "position.12.bedarf", *ausgabe)  # fmt: skip
    assert fertig.returncode == 0, fertig.stderr
    csv = pd.read_csv(ziele[0], sep=";", decimal=",")
    parquet = pd.read_parquet(ziele[1])
    assert list(parquet.columns) == ["pruefzeit_je_fall", "pruefquote", "position.12.bedarf", "stufe"]
    assert csv["position.12.bedarf"].tolist() == parquet["position.12.bedarf"].tolist()
    assert parquet["position.12.bedarf"][4] == pytest.approx(662 * 1.5 / 1671)
    wurzel = ET.parse(ziele[2]).getroot()
    raum = "{http://www.w3.org/2000/svg}"
    assert wurzel.get("role") == "img"
    texte = [t.text for t in wurzel.iter(f"{raum}text")]
    assert {"0,59", "3\u00a0%", "1,5"} <= set(texte)
    beschreibung = wurzel.find(f"{raum}desc")
    assert beschreibung is not None
    assert "Eckwerte: 1/2\u00a0%: 0,26" in (beschreibung.text or "")
    assert len(list(wurzel.iter(f"{raum}path"))) > 0
    blatt = openpyxl.load_workbook(ziele[3]).active
    assert blatt is not None
    assert blatt["C4"].value == pytest.approx(662 * 1.5 / 1671)
    assert blatt["C3"].border.left.style == "thick"


def test_a_huge_grid_asks_first() -> None:
    achsen = ["-a", "pruefzeit_je_fall=1..2:0,00001", "-a", "bedarfsgemeinschaften=1..20000:1"]
    fertig = run("raster", FALL, *achsen)
    assert fertig.returncode == 1
    assert "Das Raster hat 2.000.020.000 Punkte, mehr als eine Milliarde" in fertig.stderr
    assert "--ja" in fertig.stderr


def start(*argumente: str, grenze: int | None = None) -> subprocess.Popen[str]:
    def begrenze() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # parallel test runs may start their children without it
        if grenze is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (grenze, grenze))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    return subprocess.Popen(
        [sys.executable, "-m", "stellenbedarf", "raster", FALL, *argumente], cwd=WURZEL, text=True,
        encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=begrenze,
        env={**os.environ, "PYTHONPATH": str(WURZEL)},
    )  # fmt: skip


GROSS = ("-a", "pruefzeit_je_fall=1..9:0,001", "-a", "bedarfsgemeinschaften=10..20000:10", "-z", "position.12.bedarf")


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix")
@pytest.mark.parametrize("prozesse", ["1", "2"])
def test_ctrl_c_keeps_what_was_finished(tmp_path: Path, prozesse: str) -> None:
    ziel = tmp_path / "gross.csv"
    prozess = start(*GROSS, "-o", str(ziel), "--prozesse", prozesse)
    ende = time.monotonic() + 60
    while time.monotonic() < ende and not any(p.stat().st_size > 10**7 for p in tmp_path.iterdir()):
        time.sleep(0.05)
    prozess.send_signal(signal.SIGINT)
    _, fehler = prozess.communicate(timeout=60)
    assert prozess.returncode == 1, fehler
    assert "Traceback" not in fehler
    assert "Abgebrochen." in fehler
    assert "Nur ein Teil" in fehler
    assert [p.name for p in tmp_path.iterdir()] == ["gross.teil.csv"]
    teil = pd.read_csv(tmp_path / "gross.teil.csv", sep=";", decimal=",")
    assert len(teil) % 2**16 == 0
    assert len(teil) > 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix")
@pytest.mark.parametrize("endung", ["csv", "parquet"])
def test_a_full_disk_is_a_message_and_loses_nothing(tmp_path: Path, endung: str) -> None:
    ziel = tmp_path / f"gross.{endung}"
    ziel.write_text("mine")
    prozess = start(*GROSS, "-o", str(ziel), "--ueberschreiben", grenze=6_000_000 if endung == "csv" else 2_000_000)
    _, fehler = prozess.communicate(timeout=120)
    assert prozess.returncode == 1, fehler
    assert "lässt sich nicht weiter schreiben" in fehler
    assert "Traceback" not in fehler
    assert ziel.read_text() == "mine"
    if endung == "csv":
        teil = pd.read_csv(tmp_path / "gross.teil.csv", sep=";", decimal=",")
        assert len(teil) % 2**16 == 0
        assert len(teil) > 0
