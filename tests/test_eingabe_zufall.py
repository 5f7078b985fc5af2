"""Random damage to a real case is either survived or reported; nothing else ever gets out."""

import random
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from eingabehilfe import PROJEKT, rechne_datei
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stellenbedarf.fehler import StellenbedarfFehler, Stufe

ORIGINAL = (PROJEKT / "inputs" / "stuttgart-jobcenter.yaml").read_bytes()
SKALARE = [
    b"", b"-1", b"0", b"1e9", b"22.082", b"3 %", b"300 %", b"x", b"[]", b"{}", b"[1, 2]", b"{a: b}", b"&a 1", b"*a",
    b"null", b"~", b'"', b"'", b"|", b">-", b"- 1", b"31.12.1999", b"9" * 50, b"1/0", b"1/3", b"\xff", b"\x00",
    b"\xc2\xb2", b"!!python/object:os.system x", b"<<: *a", b"setzung", b"basis", b'"\\x07"', b"0,125", b"A 12",
]  # fmt: skip


def _loeschen(rng: random.Random, zeilen: list[bytes]) -> None:
    del zeilen[rng.randrange(len(zeilen))]


def _block_loeschen(rng: random.Random, zeilen: list[bytes]) -> None:
    anfang = rng.randrange(len(zeilen))
    del zeilen[anfang : anfang + rng.randint(2, 60)]


def _tauschen(rng: random.Random, zeilen: list[bytes]) -> None:
    a, b = rng.randrange(len(zeilen)), rng.randrange(len(zeilen))
    zeilen[a], zeilen[b] = zeilen[b], zeilen[a]


def _verdoppeln(rng: random.Random, zeilen: list[bytes]) -> None:
    ort = rng.randrange(len(zeilen))
    zeilen.insert(ort, zeilen[rng.randrange(len(zeilen))])


def _einruecken(rng: random.Random, zeilen: list[bytes]) -> None:
    ort = rng.randrange(len(zeilen))
    zeilen[ort] = zeilen[ort][2:] if rng.randrange(2) else b"  " + zeilen[ort]


def _wert_ersetzen(rng: random.Random, zeilen: list[bytes]) -> None:
    mit_wert = [n for n, z in enumerate(zeilen) if b":" in z]
    if mit_wert:
        ort = rng.choice(mit_wert)
        zeilen[ort] = zeilen[ort].partition(b":")[0] + b": " + rng.choice(SKALARE)


def _fremder_wert(rng: random.Random, zeilen: list[bytes]) -> None:
    mit_wert = [n for n, z in enumerate(zeilen) if b":" in z]
    if mit_wert:
        ort, quelle = rng.choice(mit_wert), rng.choice(mit_wert)
        zeilen[ort] = zeilen[ort].partition(b":")[0] + b":" + zeilen[quelle].partition(b":")[2]


def _bytes(rng: random.Random, zeilen: list[bytes]) -> None:
    ort = rng.randrange(len(zeilen))
    roh = bytearray(zeilen[ort])
    stelle = rng.randint(0, len(roh))
    roh[stelle:stelle] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 3)))
    zeilen[ort] = bytes(roh)


def _ziffer(rng: random.Random, zeilen: list[bytes]) -> None:
    mit_ziffer = [n for n, z in enumerate(zeilen) if re.search(rb"\d", z)]
    if mit_ziffer:
        ort = rng.choice(mit_ziffer)
        ersatz = str(rng.randrange(10)).encode() if rng.randrange(3) else rng.choice([b".", b",", b"-", b"%", b" "])
        zeilen[ort] = re.sub(rb"\d", ersatz, zeilen[ort], count=1)


SCHAEDEN: list[Callable[[random.Random, list[bytes]], None]] = [
    _loeschen, _block_loeschen, _tauschen, _verdoppeln, _einruecken, _wert_ersetzen, _wert_ersetzen, _fremder_wert,
    _bytes, _ziffer,
]  # fmt: skip


@pytest.fixture(scope="module")
def arbeitsdatei(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schaden") / "fall.yaml"


def beschaedigen(rng: random.Random) -> bytes:
    zeilen = ORIGINAL.split(b"\n")
    for _ in range(rng.randint(1, 4)):
        rng.choice(SCHAEDEN)(rng, zeilen)
    return b"\n".join(zeilen)


@given(st.integers(0, 2**32))
@example(0)
@settings(deadline=None, derandomize=True, max_examples=200, database=None)
def test_random_damage_is_survived_or_reported(arbeitsdatei: Path, saat: int) -> None:
    arbeitsdatei.write_bytes(beschaedigen(random.Random(saat)))
    try:
        ergebnisse = rechne_datei(arbeitsdatei)
    except StellenbedarfFehler as fehler:
        befunde = [b for b in fehler.befunde if b.stufe is Stufe.FEHLER]
        if not befunde or not all(b.text and b.abhilfe for b in befunde):
            pytest.fail(f"an error without text or remedy: {fehler}")
    else:
        assert all(isinstance(e.summe("kosten"), Fraction) for e in ergebnisse.values())
