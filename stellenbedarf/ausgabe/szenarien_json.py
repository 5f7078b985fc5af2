"""The comparison of scenarios for machines: each scenario as `rechnen --json` has it, and what differs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from stellenbedarf.ausgabe.json_text import als_daten
from stellenbedarf.rastertabellen import Rastertabellen
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import szenarien
from stellenbedarf.szenarien.plan import als_zahl
from stellenbedarf.szenarientabellen import Szenarientabellen, unterschiede
from stellenbedarf.zahlen import dezimal


def szenarien_json(ergebnisse: Sequence[Ergebnis]) -> str:
    """Return the scenarios as JSON text; numbers are strings of decimals, days serial numbers of the spreadsheet."""
    texte = szenarien(ergebnisse[0].modell)
    abweichend = [
        {"groesse": name.text, "id": name.wert, "einheit": einheit.text,
         "werte": {e.szenario: dezimal(w.wert) for e, w in zip(ergebnisse, werte, strict=True)}}
        for name, einheit, *werte in Szenarientabellen(ergebnisse).annahmen().zeilen
    ]  # fmt: skip
    daten = {
        "bezug": ergebnisse[0].szenario,
        "szenarien": [
            {
                "name": e.szenario,
                "beschreibung": texte[e.szenario].beschreibung,
                "erbt_von": texte[e.szenario].erbt_von,
                "unterschied": {m: dezimal(w) for m, w in unterschiede(e, ergebnisse[0]).items()},
                "ergebnis": als_daten(e),
            }
            for e in ergebnisse
        ],
        "abweichende_angaben": abweichend,
    }
    return json.dumps(daten, ensure_ascii=False, indent=2)


def raster_json(tabellen: Rastertabellen) -> str:
    """Return a grid as JSON text, one list of numbers per point."""
    raster = tabellen.raster
    zeilen = zip(tabellen.werte, tabellen.ergebnisse, tabellen.spruenge, strict=True)
    daten = {
        "annahmen": [a.name for a in raster.achsen],
        "ziele": list(raster.ziele),
        "stufe": dezimal(raster.stufe),
        "punkte": raster.punkte,
        "exakt_entschieden": raster.plan.lauf.exakt,
        "zeilen": [
            {"werte": [dezimal(als_zahl(w)) for w in werte], "ergebnisse": [dezimal(als_zahl(e)) for e in ergebnisse],
             "stufe": sprung}
            for werte, ergebnisse, sprung in zeilen
        ],
    }  # fmt: skip
    return json.dumps(daten, ensure_ascii=False, indent=2)
