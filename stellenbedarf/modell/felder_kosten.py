"""The field tables of rates: the chosen table, rates of the case's own, tables per year, increases."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.modell.felder_herkunft import HERKUNFT
from stellenbedarf.modell.kostenplan import ALLE
from stellenbedarf.parameter.bewertung import BESOLDUNG, TARIF

_NULL = Fraction(0)
_EINS = Fraction(1)

KOSTENSATZ = (
    Feld("bewertung", Typ.TEXT, "Besoldungs- oder Entgeltgruppe", "EG 10", pflicht=True),
    Feld("satz", Typ.ZAHL, "EUR je Stelle und Jahr", "69600", pflicht=True, minimum=_NULL),
    Feld("preisstand", Typ.DATUM, "Tag, bis zu dem Erhöhungen im Satz enthalten sind", "31.12.2010"),
    *HERKUNFT,
)
KOSTENWAHL = (
    Feld("tabelle", Typ.TEXT, "Schlüssel einer Kostensatztabelle", "stuttgart-2010", titel="Kostensatztabelle"),
    Feld("stunden_tarif", Typ.TEXT, "Annahme (h je VZÄ), aus der Stundensätze nach Tarif folgen", "jaz_tarif",
         titel="Stunden Tarif"),
    Feld("stunden_besoldung", Typ.TEXT, "Annahme (h je VZÄ), aus der Stundensätze nach Besoldung folgen",
         "jaz_beamte", titel="Stunden Besoldung"),
)  # fmt: skip
JAHRESTABELLE = (
    Feld("ab", Typ.DATUM, "1. Januar des ersten Haushaltsjahres, für das die Tabelle gilt", "01.01.2027", pflicht=True,
         titel="Gilt ab"),
    Feld("tabelle", Typ.TEXT, "Schlüssel einer Kostensatztabelle", "kgst-2025-26", pflicht=True,
         titel="Kostensatztabelle"),
)  # fmt: skip
ERHOEHUNG = (
    Feld("ab", Typ.DATUM, "Erster des Monats, ab dem die Erhöhung gilt", "01.04.2026", pflicht=True, titel="Gilt ab"),
    Feld("satz", Typ.ANTEIL, "Erhöhung gegenüber dem bis dahin geltenden Satz", "2,8 %", pflicht=True, minimum=-_EINS,
         titel="Erhöhung"),
    Feld("gruppe", Typ.WAHL, "wessen Bezüge steigen", "Tarif", pflicht=True, wahl=(TARIF, BESOLDUNG, ALLE)),
    Feld("quelle", Typ.TEXT, "Tarifabschluss, Gesetz oder Planungsvorgabe", "Haushaltserlass 2026, Nr. 3.1",
         pflicht=True),
    *HERKUNFT[1:],
)  # fmt: skip
