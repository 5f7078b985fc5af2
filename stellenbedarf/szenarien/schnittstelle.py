"""The interface for notebooks: a case, arrays of values for its Annahmen, a DataFrame of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.fall import BASIS
from stellenbedarf.rechnung.lauf import ersetzungen, load
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.groessen import ZIELE, eingabe_id, ziel_id
from stellenbedarf.szenarien.plan import Rechenplan

if TYPE_CHECKING:
    import pandas as pd


def durchspielen(
    fall: Rechenmodell | Path | str | Sequence[Path | str],
    annahmen: Mapping[str, Sequence[float] | Any],
    ziele: Sequence[str] = ZIELE,
    szenario: str = BASIS,
) -> pd.DataFrame:
    """Compute a case for many values of its Annahmen.

    Args:
        fall: a model, a file, or several files that are computed together.
        annahmen: name of an Annahme (or id of another input, `position.12.beantragt`) → values in its unit, shares as
            fractions of 1 (`0.03`), days as the spreadsheet's serial number. Lists and arrays have one length, a single
            number holds in every scenario. A float counts as the decimal number that it is shown as.
        ziele: results asked for: `stellen`, `bedarf`, `kosten`, `erstattung`, `netto`, with `.amt.29`,
            `.bewertung.A 12` or `.2012` for parts of them, or `position.12.stellen`.
        szenario: scenario of the case whose values hold for everything else.

    Returns:
        One row per scenario in the order given; first a column per Annahme, then one per result, all float64. Results
        that a rounding decides (posts, amounts) are those of the exact reader. `attrs["exakt_entschieden"]` says in how
        many scenarios float64 could not be sure, so that the exact reader decided.

    Raises:
        StellenbedarfFehler: for unknown names, values of different length or outside their bounds.
    """
    import pandas as pd

    modell = fall if isinstance(fall, Rechenmodell) else _laden(fall)
    ids = [eingabe_id(modell, name) for name in annahmen]
    spalten = [np.atleast_1d(np.asarray(w, dtype=float)) for w in annahmen.values()]
    laenge = max((len(s) for s in spalten), default=1)
    for name, spalte in zip(annahmen, spalten, strict=True):
        if spalte.ndim != 1 or len(spalte) not in (1, laenge):
            raise StellenbedarfFehler.einzeln(
                f"Für „{name}“ sind {spalte.size} Werte angegeben, für andere Annahmen {laenge}", None,
                "Geben Sie für jede Annahme gleich viele Werte an oder einen einzelnen.",
            )  # fmt: skip
    werte = np.array([np.broadcast_to(s, (laenge,)) for s in spalten]).reshape(len(ids), laenge)
    plan = Rechenplan(modell, ids, [ziel_id(modell, z) for z in ziele], ersetzungen(modell, szenario))
    ergebnis = plan.rechne(werte)
    tabelle = pd.DataFrame(dict(zip((*annahmen, *ziele), (*werte, *ergebnis), strict=True)))
    tabelle.attrs["exakt_entschieden"] = plan.lauf.exakt
    return tabelle


def _laden(fall: Path | str | Sequence[Path | str]) -> Rechenmodell:
    pfade = [fall] if isinstance(fall, Path | str) else fall
    return load([Path(p) for p in pfade])[0]
