"""The result for machines: numbers are strings of decimals, exact where finite."""

from __future__ import annotations

import json
from typing import Any

from stellenbedarf.fehler import Befund
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.stellenplan import datum, stellenplan
from stellenbedarf.tabellen import Tabellen
from stellenbedarf.zahlen import dezimal

NICHT_ENDLICH = "Zahlen ohne endliche Dezimaldarstellung sind auf 10 Nachkommastellen kaufmännisch gerundet."


def als_text(ergebnis: Ergebnis) -> str:
    """Return the result as JSON text."""
    return json.dumps(als_daten(ergebnis), ensure_ascii=False, indent=2)


def als_daten(ergebnis: Ergebnis) -> dict[str, Any]:
    """Return the result as plain data with the documented keys."""
    modell = ergebnis.modell
    return {
        "fall": [f.datei for f in modell.faelle] if len(modell.faelle) > 1 else modell.fall.datei,
        "titel": modell.fall.kopf.titel,
        "szenario": ergebnis.szenario,
        "zahlen": NICHT_ENDLICH,
        "summe": {
            "stellen": _summe(ergebnis, "stellen"),
            "stellen_rechnerisch": _summe(ergebnis, "bedarf"),
            "kosten_eur": _summe(ergebnis, "kosten"),
            "erstattung_eur": _summe(ergebnis, "erstattung"),
            "netto_eur": _summe(ergebnis, "netto"),
        },
        "je_amt": _je(ergebnis, "amt"),
        "je_teilhaushalt": _je(ergebnis, "teilhaushalt"),
        "je_bewertung": _je(ergebnis, "bewertung"),
        "je_jahr": [
            {
                "jahr": jahr,
                "kosten_eur": _summe(ergebnis, f"kosten.{jahr}"),
                "erstattung_eur": _summe(ergebnis, f"erstattung.{jahr}"),
                "netto_eur": _summe(ergebnis, f"netto.{jahr}"),
            }
            for jahr in modell.jahre
        ],
        "positionen": [
            {
                "nr": p.position.nr,
                "amt": p.position.amt,
                "org_einheit": p.position.org_einheit,
                "funktion": p.position.funktion,
                "bewertung": p.position.bewertung,
                "verfahren": p.bemessung.verfahren,
                "grundlage": p.gruppen["grundlage"],
                "stellen_rechnerisch": dezimal(ergebnis.werte[p.ids["bedarf"]]),
                "stellen": dezimal(ergebnis.werte[p.ids["stellen"]]),
                "kosten_eur": dezimal(ergebnis.werte[p.ids["kosten"]]),
                **_wert(ergebnis, "stundensatz_eur", p.ids.get("stundensatz")),
            }
            for p in modell.posten
        ],
        "stellenplan": _stellenplan(ergebnis),
        "vermerke": [
            {"nr": p.position.nr, "vermerk": p.position.vermerk, "datum": datum(p.position)}
            for p in modell.posten
            if p.position.vermerk
        ],
        "sachkosten": [
            {"name": s.sachkosten.name, "kosten_eur": dezimal(ergebnis.werte[s.id])} for s in modell.sachposten
        ],
        "prognosen": [
            {
                "annahme": p.annahme.name,
                "modell": p.annahme.prognose,
                "jahr": jahr,
                **{rolle: dezimal(ergebnis.werte[id_]) for rolle, id_ in ids.items()},
            }
            for p in modell.prognosen
            for jahr, ids in p.je_jahr.items()
        ],
        "soll_ist": [
            {
                "bereich": s.name,
                "soll": dezimal(ergebnis.werte[s.ids["soll"]]),
                "vorhanden": dezimal(ergebnis.werte[s.ids["vorhanden"]]),
                "unterdeckung": dezimal(ergebnis.werte[s.ids["unterdeckung"]]),
                **_wert(ergebnis, "auslastung", s.ids.get("auslastung")),
                "differenzkosten_eur": dezimal(ergebnis.werte[s.ids["differenzkosten"]]),
                "vorschlag": s.vorhanden.vorschlag,
            }
            for s in modell.sollist
        ],
        "eigenleistungen": [
            {
                "name": e.eigenleistung.name,
                "sachkosten": e.eigenleistung.sachkosten,
                "eigenkosten_eur": dezimal(ergebnis.werte[e.ids["eigenkosten"]]),
                "kostenvorteil_eur": dezimal(ergebnis.werte[e.ids["kostenvorteil"]]),
                **(
                    {}
                    if ergebnis.werte[e.ids["stueckvorteil"]] <= 0
                    else _wert(ergebnis, "gewinnschwelle", e.ids["gewinnschwelle"])
                ),
            }
            for e in modell.eigenposten
        ],
        "hinweise": [_befund(b) for b in ergebnis.hinweise],
    }


def _summe(ergebnis: Ergebnis, mass: str, dimension: str = "gesamt", schluessel: str = "") -> str:
    wert = ergebnis.summe(mass, dimension, schluessel)
    return "0" if wert is None else dezimal(wert)  # only a refund can be absent, and then none is claimed


def _wert(ergebnis: Ergebnis, name: str, id_: str | None) -> dict[str, str]:
    """Return a figure under its name; nothing where the case has none."""
    return {} if id_ is None else {name: dezimal(ergebnis.werte[id_])}


def _je(ergebnis: Ergebnis, dimension: str) -> list[dict[str, str]]:
    return [
        {
            dimension: schluessel,
            "stellen": _summe(ergebnis, "stellen", dimension, schluessel),
            "kosten_eur": _summe(ergebnis, "kosten", dimension, schluessel),
            "erstattung_eur": _summe(ergebnis, "erstattung", dimension, schluessel),
            "netto_eur": _summe(ergebnis, "netto", dimension, schluessel),
        }
        for schluessel in ergebnis.schluessel(dimension)
    ]


def _stellenplan(ergebnis: Ergebnis) -> list[dict[str, str | None]]:
    """Return the extract of the Stellenplan; null is what the case does not give."""
    tabelle = stellenplan(Tabellen(ergebnis))
    namen = [f"stellen_{s.name}" for s in tabelle.spalten[1:]]
    werte: list[dict[str, str | None]] = []
    for titel, *zahlen in tabelle.zeilen:
        zeile = {n: dezimal(z.wert) if z.id else None for n, z in zip(namen, zahlen, strict=True)}
        werte.append({"bewertung": titel.text, **zeile})
    return werte


def _befund(befund: Befund) -> dict[str, str]:
    return {
        "stufe": befund.stufe.value,
        "text": befund.text,
        "fundstelle": str(befund.fundstelle or ""),
        "abhilfe": befund.abhilfe,
    }
