"""The result of a Monte Carlo run as table, text, JSON and histogram."""

from __future__ import annotations

import json
from typing import Any

from stellenbedarf.ausgabe.diagramme.histogramm import Histogramm
from stellenbedarf.szenarien.haeufigkeit import Haeufigkeit
from stellenbedarf.szenarien.plan import als_zahl
from stellenbedarf.szenarien.unsicherheit import GESAMT, QUANTILE, Teil, Unsicherheit, satz, zahl_prozent
from stellenbedarf.tabellen import BETRAG, Spalte, Tabelle, Zelle
from stellenbedarf.zahlen import dezimal, format_fest

_KLASSEN = 20


def zweistellig(wert: float) -> str:
    """Return a value with two decimals."""
    return format_fest(als_zahl(wert), 2)


def ganzzahl(zahl: int) -> str:
    """Return a count."""
    return f"{zahl:,}".replace(",", ".")


def quantilstabelle(lauf: Unsicherheit, teil: Teil) -> Tabelle:
    """Return the quantiles of every quantity that varies."""
    spalten = (Spalte("bereich", "Bereich"), Spalte("mass", "Größe"),
               *(Spalte(f"p{int(q * 100)}", f"P{int(q * 100)}", BETRAG) for q in QUANTILE),
               Spalte("mittel", "Mittel", BETRAG))  # fmt: skip
    zeilen = [
        (Zelle(z.bereich), Zelle(z.mass), *(_zelle(t.quantil(q)) for q in QUANTILE), _zelle(t.mittel))
        for z, t in zip(lauf.ziele, teil.tabellen, strict=True)
    ]
    return Tabelle("unsicherheit", "Stellen (VZÄ) und Kosten (EUR), die der Anteil P nicht übersteigt", spalten,
                   tuple(zeilen))  # fmt: skip


def _zelle(wert: float) -> Zelle:
    return Zelle(zweistellig(wert), als_zahl(wert))


def deckungstabelle(lauf: Unsicherheit, teil: Teil) -> Tabelle:
    """Return how often the posts asked for cover the demand."""
    zeilen = tuple(
        (Zelle(d.bereich), Zelle(zahl_prozent(n, teil.szenarien)))
        for d, n in zip(lauf.deckungen, teil.gedeckt, strict=True)
    )
    return Tabelle("deckung", "Wahrscheinlichkeit, dass die beantragten Stellen den Bedarf decken",
                   (Spalte("bereich", "Bereich"), Spalte("anteil", "gedeckt", BETRAG)), zeilen)  # fmt: skip


def histogramm(lauf: Unsicherheit, teil: Teil) -> Histogramm | None:
    """Return the histogram of the total demand, or of the first quantity that varies."""
    if not lauf.ziele:
        return None
    ziel, tabelle = lauf.ziele[0], teil.tabellen[0]
    klassen = tabelle.klassen(_KLASSEN)
    einheit = "EUR" if ziel.mass == "Kosten" else "VZÄ"
    return Histogramm(
        titel=f"{ziel.mass} {ziel.bereich.lower() if ziel.bereich == GESAMT else ziel.bereich}",
        achse=einheit,
        klassen=[(zweistellig(a), n / tabelle.zahl) for a, _, n in klassen],
        ende=zweistellig(tabelle.groesster),
        linien=[(f"P{int(q * 100)}: {zweistellig(tabelle.quantil(q))}", _ort(tabelle, tabelle.quantil(q)))
                for q in (QUANTILE[0], QUANTILE[2], QUANTILE[-1])],
    )  # fmt: skip


def _ort(tabelle: Haeufigkeit, wert: float) -> float:
    spanne = tabelle.groesster - tabelle.kleinster
    return (wert - tabelle.kleinster) / spanne if spanne else 0.5


def satz_von(lauf: Unsicherheit, teil: Teil) -> str:
    """Return the sentence for the paper."""
    return satz(lauf, teil, zweistellig, ganzzahl)


def als_json(lauf: Unsicherheit, teil: Teil) -> str:
    """Return the result as JSON text; `genau` says whether quantiles come from exact counts."""
    daten: dict[str, Any] = {
        "startwert": lauf.startwert,
        "szenarien": teil.szenarien,
        "geplant": lauf.szenarien,
        "verfahren": "Latin Hypercube je Block" if lauf.ziehung.hyperwuerfel else "einfache Zufallsstichprobe",
        "exakt_entschieden": teil.exakt,
        "annahmen": [
            {"id": i, "verteilung": v.art, "gerundet_auf_stellen": s}
            for i, v, s in zip(lauf.eingaben, lauf.ziehung.verteilungen, lauf.ziehung.stellen, strict=True)
        ],
        "korrelationen": [
            {"annahmen": list(paar), "wert": dezimal(als_zahl(wert))} for paar, wert in lauf.korrelationen.items()
        ],
        "groessen": [
            {
                "bereich": z.bereich, "groesse": z.mass, "id": z.id, "genau": t.genau,
                "quantile": {f"p{int(q * 100)}": dezimal(als_zahl(t.quantil(q))) for q in QUANTILE},
                "mittel": dezimal(als_zahl(t.mittel)), "kleinster": dezimal(als_zahl(t.kleinster)),
                "groesster": dezimal(als_zahl(t.groesster)),
            }
            for z, t in zip(lauf.ziele, teil.tabellen, strict=True)
        ],
        "deckung": [
            {"bereich": d.bereich, "gedeckt": n, "von": teil.szenarien}
            for d, n in zip(lauf.deckungen, teil.gedeckt, strict=True)
        ],
        "satz": satz_von(lauf, teil),
    }  # fmt: skip
    return json.dumps(daten, ensure_ascii=False, indent=2)
