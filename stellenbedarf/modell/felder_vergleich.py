"""The field tables of what a case compares with: past years, existing posts, own work."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.modell.felder_herkunft import HERKUNFT

_NULL = Fraction(0)

VERLAUF = (
    Feld("annahme", Typ.TEXT, "Name der Annahme mit Prognose", "antraege", pflicht=True),
    Feld("jahr", Typ.ZAHL, "Jahr", "2024", pflicht=True, minimum=Fraction(1950), maximum=Fraction(2100)),
    Feld("wert", Typ.ZAHL, "Wert in diesem Jahr, in der Einheit der Annahme", "4100", pflicht=True),
    Feld("quelle", Typ.TEXT, "woher der Wert stammt", "Fachverfahren, Jahresauswertung", pflicht=True),
    *HERKUNFT[1:],
)
EIGENLEISTUNG = (
    Feld("name", Typ.TEXT, "wie die Leistung selbst erbracht würde", "Eigene Druckstraße", pflicht=True),
    Feld("sachkosten", Typ.TEXT, "Name der Sachkosten, mit denen verglichen wird", "Zentraler Druck und Versand",
         pflicht=True),
    Feld("festkosten", Typ.ARGUMENT, "feste Kosten im Jahr in EUR: Zahl oder Name einer Annahme", "150000",
         pflicht=True, titel="Feste Kosten im Jahr"),
    Feld("stueckkosten", Typ.ARGUMENT, "eigene Kosten je Einheit in EUR: Zahl oder Name einer Annahme", "0,35",
         pflicht=True, titel="Eigene Kosten je Einheit"),
    Feld("quelle", Typ.TEXT, "woher die Kosten stammen", "Angebot vom 01.08.2011", pflicht=True),
    Feld("begruendung", Typ.ABSAETZE, "was für oder gegen die Eigenleistung spricht", titel="Begründung"),
)  # fmt: skip
VORHANDEN = (
    Feld("position", Typ.TEXT, "Nummer der Position; sonst Org.-Einheit oder Amt", "7"),
    Feld("org_einheit", Typ.TEXT, "Organisationseinheit: alle ihre Positionen zusammen", "29-1", titel="Org.-Einheit"),
    Feld("amt", Typ.TEXT, "Schlüssel des Amts: alle seine Positionen zusammen", "29"),
    Feld("stellen", Typ.ZAHL, "vorhandene Stellen (Ist)", "12,5", pflicht=True, minimum=_NULL),
    Feld("quelle", Typ.TEXT, "woher der Wert stammt", "Stellenbesetzungsliste", pflicht=True),
    Feld("stand", Typ.TEXT, "Tag, für den er gilt", "30.06.2026", pflicht=True),
    Feld("vorschlag", Typ.TEXT, "Vorschlag für einen kw- oder ku-Vermerk, wörtlich für die Vorlage",
         "0,5 Stellen kw zum 31.12.2027"),
)  # fmt: skip
