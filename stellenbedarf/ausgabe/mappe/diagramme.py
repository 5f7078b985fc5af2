"""The sheet Diagramme: cost per Amt, posts per grade, need in the scenarios; native charts with alternative texts."""

from __future__ import annotations

from typing import Any

from stellenbedarf.ausgabe.mappe.plan import Plan

NAME = "Diagramme"
_FARBE = "#2F5D8A"
_BREITE, _HOEHE, _ZEILEN = 900, 360, 20


class Diagramme:
    """Inserts charts one below the other; each shows a table of another sheet."""

    def __init__(self, mappe: Any, plan: Plan) -> None:
        """Add the sheet to a workbook whose other sheets are written."""
        self._mappe = mappe
        self._plan = plan
        self._seite = mappe.add_worksheet(NAME)
        self._seite.set_landscape()
        self._seite.set_paper(9)
        self._seite.fit_to_pages(1, 0)
        self._zeile = 1

    def add_alle(self) -> None:
        """Insert every chart for which the case has figures."""
        auswertung = self._plan.auswertung
        for titel, bereich, namen, werte in (
            ("Kosten je Amt (EUR im Jahr)", "Je Amt", 1, 4),
            ("Stellen je Bewertung", "Je Bewertung", 0, 2),
        ):
            if bereich in auswertung.bereiche:
                erste, letzte = auswertung.bereiche[bereich]
                orte = (["Auswertung", erste, namen, letzte, namen], ["Auswertung", erste, werte, letzte, werte])
                self._add("bar", titel, *orte)
        if len(auswertung.ergebnisse) > 1:
            zeile, letzte = auswertung.bedarfszeile, 1 + len(auswertung.ergebnisse)
            blatt = "Szenarienvergleich"
            orte = ([blatt, 2, 2, 2, letzte], [blatt, zeile, 2, zeile, letzte])
            self._add("column", "Rechnerische Stellen in den Szenarien", *orte)

    def _add(self, art: str, titel: str, namen: list[Any], werte: list[Any]) -> None:
        diagramm = self._mappe.add_chart({"type": art})
        diagramm.add_series({"name": titel, "categories": namen, "values": werte, "fill": {"color": _FARBE},
                             "data_labels": {"value": True}})  # fmt: skip
        if art == "bar":
            diagramm.set_y_axis({"reverse": True})
        diagramm.set_title({"name": titel, "name_font": {"size": 12}})
        diagramm.set_legend({"none": True})
        diagramm.set_size({"width": _BREITE, "height": _HOEHE})
        beschreibung = f"Diagramm: {titel}; die Werte stehen auf dem Blatt {werte[0]}."
        self._seite.insert_chart(self._zeile, 0, diagramm, {"description": beschreibung})
        self._zeile += _ZEILEN
