"""Computes anew what papers say about spread and the reverse question, apart from the code that counts and solves."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
from zahlenlese import gelesen, zeigt

from stellenbedarf.ausgabe.inhalt.bloecke import Zahl
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.szenarien.plan import Rechenplan
from stellenbedarf.szenarien.unsicherheit import LAEUFE, STARTWERT, Unsicherheit
from stellenbedarf.szenarien.verteilung import BLOCK


def umgekehrt(z: Zahl, e: Ergebnis) -> bool:
    """Tell whether a value leads to a result (`annahme.a@umkehr:bemessung.b=1`), computed anew with that value."""
    annahme, _, frage = z.id.partition("@umkehr:")
    ziel, _, zahl = frage.rpartition("=")
    werte: dict[str, Any] = {}
    e.modell.netz.rechne({annahme: Fraction(z.wert)}, werte)
    return zeigt(z.text, Fraction(z.wert)) and abs(werte[ziel] - Fraction(zahl)) < Fraction(1, 10**6)


def gestreut(z: Zahl, e: Ergebnis) -> bool:
    """Tell whether a figure is that of the sorted results of the run (`summe.gesamt.bedarf@p95`, `@mittel`)."""
    id_, _, kennzahl = z.id.partition("@")
    lauf, werte = durchlauf(e)
    if kennzahl == "gedeckt":
        beantragt = next(d.beantragt for d in lauf.deckungen if d.bedarf == id_)
        grenze = werte.get(beantragt, float(e.werte[beantragt]))
        return zeigt(z.text, Fraction(int((werte[id_] <= grenze).sum()), LAEUFE))
    sortiert = np.sort(werte[id_])
    rang = 0 if kennzahl == "mittel" else math.ceil(Fraction(kennzahl[1:]) / 100 * LAEUFE) - 1
    wert = sortiert.mean() if kennzahl == "mittel" else sortiert[rang]
    zahl, stellen = gelesen(z.text)
    # quantiles come from bins of a relative width of 2^-16 where the values are too many to be counted one by one
    return abs(zahl - Fraction(float(wert))) <= Fraction(1, 2 * 10**stellen) + abs(Fraction(float(wert))) / 2**15


_laeufe: dict[int, tuple[Unsicherheit, dict[str, Any]]] = {}


def durchlauf(e: Ergebnis) -> tuple[Unsicherheit, dict[str, Any]]:
    """Return the run of the papers and the results of all its scenarios by id, computed in one go."""
    if id(e) not in _laeufe:
        lauf = Unsicherheit(e.modell, LAEUFE, STARTWERT)
        teile = (lauf.ziehung.block(n, min(BLOCK, LAEUFE - n * BLOCK)) for n in range(-(-LAEUFE // BLOCK)))
        ids = sorted({z.id for z in lauf.ziele} | {i for d in lauf.deckungen for i in (d.bedarf, d.beantragt)})
        plan = Rechenplan(e.modell, lauf.eingaben, ids, stellen=lauf.ziehung.stellen)
        _laeufe[id(e)] = lauf, dict(zip(ids, plan.rechne(np.concatenate(list(teile), axis=1)), strict=True))
    return _laeufe[id(e)]
