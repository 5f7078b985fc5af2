"""The whole check: understand the paper, apply every rule, put the results in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from stellenbedarf.pruefung.dokument import Dokument, Stelle
from stellenbedarf.pruefung.ergebnis import Bestaetigung, Pruefbefund, Pruefergebnis, Regel
from stellenbedarf.pruefung.regeln import REGELN
from stellenbedarf.pruefung.regeln.basis import Fund
from stellenbedarf.pruefung.verstehen.papier import Papier


def pruefe(dokument: Dokument, weitere: Sequence[Dokument] = ()) -> Pruefergebnis:
    """Check a paper with every rule.

    Args:
        dokument: the paper, as a reader delivered it.
        weitere: other papers that may explain its figures; they are not checked themselves.
    """
    papier = Papier(dokument, [Papier(w) for w in weitere])
    befunde: dict[Pruefbefund, None] = {}
    bestaetigt: dict[Bestaetigung, None] = {}
    for regel in REGELN:
        for r in regel.pruefe(papier):
            if isinstance(r, Fund):
                stufe = r.stufe or regel.stufe
                befunde[
                    Pruefbefund(
                        regel.name, stufe, r.text, r.stelle, r.angegeben, r.nachgerechnet, r.weitere, r.hypothesen
                    )
                ] = None
            else:
                bestaetigt[Bestaetigung(regel.name, r.text, r.stelle)] = None
    regeln = tuple(Regel(r.name, r.erklaerung, r.quelle) for r in REGELN)
    return Pruefergebnis(
        dokument.datei,
        tuple(sorted(befunde, key=lambda b: _ort(b.stelle))),
        tuple(sorted(bestaetigt, key=lambda b: _ort(b.stelle))),
        regeln,
    )


def _ort(stelle: Stelle) -> tuple[int, int, int]:
    return stelle.block or 0, stelle.zeile or 0, stelle.spalte or 0
