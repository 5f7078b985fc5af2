"""The sheet Diagramme: cost per Amt, posts per grade, need in the scenarios; native charts with alternative texts."""

from __future__ import annotations

from typing import Any

from stellenbedarf.ausgabe.mappe.plan import Plan

NAME = "Diagramme"
_FARBE, _LINIE = "#2F5D8A", "#D5DBE1"
_BREITE, _ZEILENHOEHE = 900, 20  # pixels
_RAND, _JE_BALKEN, _MIN_HOEHE, _MAX_HOEHE = 110, 32, 320, 560


class Diagramme:
    """Inserts charts one below the other, one on a printed page; each shows a table of another sheet."""

    def __init__(self, mappe: Any, plan: Plan) -> None:
        """Add the sheet to a workbook whose other sheets are written."""
        self._mappe = mappe
        self._plan = plan
        self._seite = mappe.add_worksheet(NAME)
        self._seite.set_landscape()
        self._seite.set_paper(9)
        self._seite.fit_to_pages(1, 0)
        self._zeile = 0
        self._seitenwechsel: list[int] = []

    def add_alle(self) -> None:
        """Insert every chart for which the case has figures."""
        auswertung = self._plan.auswertung
        for titel, bereich, namen, werte, format_ in (
            ("Kosten je Amt (EUR im Jahr)", "Je Amt", 1, 4, "#,##0"),
            ("Stellen je Bewertung", "Je Bewertung", 0, 2, "0.0"),
        ):
            if bereich in auswertung.bereiche:
                erste, letzte = auswertung.bereiche[bereich]
                orte = (["Auswertung", erste, namen, letzte, namen], ["Auswertung", erste, werte, letzte, werte])
                self._add("bar", titel, *orte, format_)
        if len(auswertung.ergebnisse) > 1:
            zeile, letzte = auswertung.bedarfszeile, 1 + len(auswertung.ergebnisse)
            blatt = "Szenarienvergleich"
            orte = ([blatt, 2, 2, 2, letzte], [blatt, zeile, 2, zeile, letzte])
            self._add("column", "Rechnerische Stellen in den Szenarien", *orte, "0.0")
        self._seite.set_h_pagebreaks(self._seitenwechsel)

    def _add(self, art: str, titel: str, namen: list[Any], werte: list[Any], format_: str) -> None:
        diagramm = self._mappe.add_chart({"type": art})
        diagramm.add_series({"name": titel, "categories": namen, "values": werte, "fill": {"color": _FARBE},
                             "gap": 60, "data_labels": {"value": True}})  # fmt: skip
        anzahl = 1 + max(namen[3] - namen[1], namen[4] - namen[2])
        wertachse = {"min": 0, "num_format": format_, "major_gridlines": {"visible": True, "line": {"color": _LINIE}}}
        diagramm.set_x_axis(wertachse if art == "bar" else {})
        diagramm.set_y_axis({"reverse": True} if art == "bar" else wertachse)
        diagramm.set_title({"name": titel, "name_font": {"size": 12}})
        diagramm.set_legend({"none": True})
        hoehe = min(max(_MIN_HOEHE, _RAND + _JE_BALKEN * anzahl), _MAX_HOEHE)
        diagramm.set_size({"width": _BREITE, "height": hoehe})
        beschreibung = f"Diagramm: {titel}; die Werte stehen auf dem Blatt {werte[0]}."
        self._seite.insert_chart(self._zeile, 0, diagramm, {"description": beschreibung})
        self._zeile += hoehe // _ZEILENHOEHE + 2
        self._seitenwechsel.append(self._zeile)
