"""The fields that say where a value comes from."""

from __future__ import annotations

from stellenbedarf.eingabe.felder import Feld, Typ

STATUS = ("belegt", "geschätzt", "erschlossen")
HERKUNFT = (
    Feld("quelle", Typ.TEXT, "woher der Wert stammt: Dokument, Stelle, Seite", "Fachverfahren, Auswertung 12/2010"),
    Feld("stand", Typ.TEXT, "Stichtag oder Jahr des Werts", "12/2010"),
    Feld("status", Typ.WAHL, "wie sicher der Wert ist; „erschlossen“ heißt: aus anderen Angaben zurückgerechnet",
         "belegt", wahl=STATUS),
)  # fmt: skip
