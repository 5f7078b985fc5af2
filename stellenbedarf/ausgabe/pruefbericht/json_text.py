"""Findings for machines, with the documented keys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.ergebnis import Pruefergebnis


def als_text(ergebnis: Pruefergebnis, hinweise: Sequence[str] = ()) -> str:
    """Return the result of a check as JSON text."""
    return json.dumps(als_daten(ergebnis, hinweise), ensure_ascii=False, indent=2)


def als_daten(ergebnis: Pruefergebnis, hinweise: Sequence[str] = ()) -> dict[str, Any]:
    """Return the result of a check as plain data.

    `befunde` and `bestaetigt` hold the agreed keys; `stelle` gives the parts of a place for programs, `nicht_geprueft`
    what could not be read.
    """
    return {
        "datei": ergebnis.datei,
        "befunde": [
            {
                "regel": b.regel,
                "stufe": b.stufe.value,
                "text": b.text,
                "fundstelle": str(b.stelle.fundstelle()),
                "angegeben": b.angegeben,
                "nachgerechnet": b.nachgerechnet,
                "hypothesen": [{"text": h.text, "rechnung": h.rechnung} for h in b.hypothesen],
                "weitere_fundstellen": [str(s.fundstelle()) for s in b.weitere],
                "stelle": _stelle(b.stelle),
            }
            for b in ergebnis.befunde
        ],
        "bestaetigt": [
            {"regel": b.regel, "text": b.text, "fundstelle": str(b.stelle.fundstelle()), "stelle": _stelle(b.stelle)}
            for b in ergebnis.bestaetigt
        ],
        "regeln": [{"name": r.name, "erklaerung": r.erklaerung, "quelle": r.quelle} for r in ergebnis.regeln],
        "nicht_geprueft": list(hinweise),
    }


def _stelle(stelle: Stelle) -> dict[str, Any]:
    teile = {
        "abschnitt": list(stelle.abschnitt),
        "seite": stelle.seite,
        "absatz": stelle.absatz,
        "tabelle": stelle.tabelle,
        "zeile": stelle.zeile,
        "spalte": stelle.spalte,
        "blatt": stelle.blatt,
        "zelle": stelle.zelle,
        "zeile_im_text": stelle.zeile_im_text,
    }
    return {name: wert for name, wert in teile.items() if wert not in (None, "", [])}
