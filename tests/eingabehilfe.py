"""A good case to make mistakes in, and how the tests of bad input read and compute a case."""

from pathlib import Path

import pytest

from stellenbedarf.fehler import Befund, StellenbedarfFehler, Stufe
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne, szenarien

PROJEKT = Path(__file__).parent.parent
DATEN = Path(__file__).parent / "daten"
GUT = (DATEN / "guter-fall.yaml").read_text(encoding="utf-8")


def mit(*ersetzungen: tuple[str, str]) -> str:
    """Return the good case with some texts replaced; each must be there exactly once."""
    text = GUT
    for alt, neu in ersetzungen:
        assert text.count(alt) == 1, (text.count(alt), alt)
        text = text.replace(alt, neu)
    return text


def rechne_datei(pfad: Path) -> dict[str, Ergebnis]:
    """Read a file and compute all its scenarios."""
    modell, befunde = load([pfad])
    return {name: rechne(modell, name, befunde) for name in szenarien(modell)}


def rechne_text(tmp_path: Path, text: str) -> dict[str, Ergebnis]:
    pfad = tmp_path / "fall.yaml"
    pfad.write_text(text, encoding="utf-8")
    return rechne_datei(pfad)


def fehler_von(tmp_path: Path, text: str) -> list[Befund]:
    with pytest.raises(StellenbedarfFehler) as fehler:
        rechne_text(tmp_path, text)
    return [b for b in fehler.value.befunde if b.stufe is Stufe.FEHLER]
