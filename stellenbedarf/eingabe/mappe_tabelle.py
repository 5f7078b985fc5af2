"""Finds a table or form on a sheet by its headings and reads it into the raw tree."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from stellenbedarf.eingabe.blattplan import Blattplan, Spalte
from stellenbedarf.eingabe.knoten import Abbildung, Knoten
from stellenbedarf.eingabe.mappe_datei import Mappe, gleich, zeilen
from stellenbedarf.fehler import Befunde, Fundstelle

KOPF_SUCHTIEFE = 40
_AEHNLICH = 0.75
_NEUE_UEBERSCHRIFT = "Stellen Sie die Überschrift wieder her; die Spalte darf leer bleiben."


@dataclass
class Tabelle:
    """A located table: its sheet, header row, the column of every known field, and its cells."""

    blatt: Any
    kopfzeile: int
    stellen: dict[str, int]
    zeilen: dict[int, dict[int, Any]] = field(default_factory=dict)


def titel_von(wert: Any) -> str:
    """Return the title in a heading cell: its first line without the star of required fields."""
    return gleich(str(wert).split("\n")[0].replace("*", " ")) if isinstance(wert, str) else ""


def namen_der(spalten: Sequence[Spalte]) -> dict[str, str]:
    """Return the field that a heading stands for, by title and by the field's own name."""
    return {**{gleich(s.name): s.name for s in spalten}, **{gleich(s.titel): s.name for s in spalten}}


def find_kopfzeile(inhalt: Mapping[int, Mapping[int, Any]], spalten: Sequence[Spalte]) -> int | None:
    """Return the row that holds most of the headings, at least the required ones or half of all."""
    namen = namen_der(spalten)
    pflicht = {s.name for s in spalten if s.pflicht}
    beste, treffer = None, 0
    for nummer in sorted(inhalt)[:KOPF_SUCHTIEFE]:
        gefunden = {namen[t] for z in inhalt[nummer].values() if (t := titel_von(z.value)) in namen}
        genug = (
            gefunden
            and (pflicht <= gefunden or 2 * len(gefunden) >= len(spalten))
            and len(gefunden) >= min(2, len(spalten))
        )
        if genug and len(gefunden) > treffer:
            beste, treffer = nummer, len(gefunden)
    return beste


class Tabellenleser:
    """Reads the tables and forms of one workbook."""

    def __init__(self, mappe: Mappe) -> None:
        """Bind to a workbook."""
        self.mappe = mappe
        self.befunde: Befunde = mappe.befunde

    def find(self, blatt: Any, plan: Blattplan) -> Tabelle | None:
        """Return the table of a sheet; headings that are missing, doubled or misspelt are findings."""
        inhalt = zeilen(blatt)
        kopf = find_kopfzeile(inhalt, plan.spalten)
        if kopf is None:
            self.befunde.fehler(
                f"Auf dem Blatt „{blatt.title}“ fehlt die Zeile mit den Überschriften",
                self.mappe.ort(blatt),
                f"Gebraucht werden mindestens: {', '.join(s.titel for s in plan.spalten if s.pflicht)}.",
            )
            return None
        namen = namen_der(plan.spalten)
        stellen: dict[str, int] = {}
        fremde: dict[int, Any] = {}
        for spalte, zelle in inhalt[kopf].items():
            name = namen.get(titel_von(zelle.value))
            if name is None:
                fremde[spalte] = zelle
            elif name in stellen:
                self.befunde.fehler(
                    f"Die Überschrift „{titel_anzeige(zelle.value)}“ gibt es zweimal",
                    self.mappe.ort(blatt, zelle.coordinate),
                    "Löschen Sie eine der beiden Spalten.",
                )
            else:
                stellen[name] = spalte
        tabelle = Tabelle(blatt, kopf, stellen, {n: z for n, z in inhalt.items() if n > kopf})
        self._check_kopf(tabelle, plan, fremde)
        self._check_verbund(blatt, tabelle.stellen.values(), kopf)
        return tabelle

    def _check_kopf(self, tabelle: Tabelle, plan: Blattplan, fremde: Mapping[int, Any]) -> None:
        """Report missing headings: an error where a foreign or empty heading could be the missing one."""
        fehlend = {gleich(s.titel): s.titel for s in plan.spalten if s.name not in tabelle.stellen}
        if not fehlend:
            return
        ort = self.mappe.ort(tabelle.blatt, zeile=tabelle.kopfzeile)
        letzte = max(tabelle.stellen.values())
        belegt = {s for z in tabelle.zeilen.values() for s in z}
        ohne = [s for s in belegt if s < letzte and s not in fremde and s not in tabelle.stellen.values()]
        verdacht = [
            z for s, z in fremde.items()
            if s in belegt and (s < letzte or get_close_matches(titel_von(z.value), fehlend, 1, _AEHNLICH))
        ]  # fmt: skip
        pflicht = [s.titel for s in plan.spalten if s.pflicht and s.name not in tabelle.stellen]
        for zelle in verdacht:
            nah = get_close_matches(titel_von(zelle.value), fehlend, 1, 0.0)
            self.befunde.fehler(f"Die Überschrift „{titel_anzeige(zelle.value)}“ ist unbekannt",
                                self.mappe.ort(tabelle.blatt, zelle.coordinate),
                                f"Es fehlt „{fehlend[nah[0]]}“. {_NEUE_UEBERSCHRIFT}")  # fmt: skip
        if ohne or pflicht:
            self.befunde.fehler(f"Auf dem Blatt „{tabelle.blatt.title}“ fehlen Überschriften: "
                                f"{', '.join(pflicht or fehlend.values())}", ort, _NEUE_UEBERSCHRIFT)  # fmt: skip
        elif not verdacht:
            self.befunde.hinweis(f"Auf dem Blatt „{tabelle.blatt.title}“ fehlen Spalten; sie gelten als leer: "
                                 f"{', '.join(fehlend.values())}", ort)  # fmt: skip

    def _check_verbund(self, blatt: Any, spalten: Collection[int], ab: int) -> None:
        """Report merged areas that cover several input cells: only the first of them has a value."""
        for bereich in blatt.merged_cells.ranges:
            breite = sum(bereich.min_col <= s <= bereich.max_col for s in spalten)
            if breite * (bereich.max_row - max(bereich.min_row, ab) + 1) > 1:
                self.befunde.fehler(
                    f"Die Zellen {bereich.coord} sind verbunden; nur die linke obere hat einen Wert",
                    self.mappe.ort(blatt, bereich.coord.partition(":")[0]),
                    "Heben Sie den Verbund auf und tragen Sie den Wert in jede Zelle ein.",
                )

    def read(self, blatt: Any, plan: Blattplan) -> list[Abbildung]:
        """Return the rows of a table as mappings; a key column stands under its own name among the entries."""
        tabelle = self.find(blatt, plan)
        if tabelle is None or any(s.pflicht and s.name not in tabelle.stellen for s in plan.spalten):
            return []
        if any(z > tabelle.kopfzeile and d.hidden for z, d in blatt.row_dimensions.items() if z in tabelle.zeilen):
            self.befunde.hinweis(f"Auf dem Blatt „{blatt.title}“ sind Zeilen ausgeblendet; sie zählen mit",
                                 self.mappe.ort(blatt), "Blenden Sie sie ein oder löschen Sie sie.")  # fmt: skip
        gelesen = []
        for nummer, zellen in tabelle.zeilen.items():
            eigene = {n: zellen[s] for n, s in tabelle.stellen.items() if s in zellen and _belegt(zellen[s].value)}
            if not eigene:
                continue
            if self._ist_notiz(tabelle, nummer, eigene):
                self.befunde.hinweis("Die Zeile steht unter der Tabelle und wird als Notiz übergangen",
                                     self.mappe.ort(blatt, next(iter(eigene.values())).coordinate))  # fmt: skip
                continue
            gelesen.append(self._zeile(tabelle, nummer, eigene, plan))
        return gelesen

    def _ist_notiz(self, tabelle: Tabelle, nummer: int, eigene: Mapping[str, Any]) -> bool:
        """Tell whether a row is a remark: one cell with a phrase, below an empty row."""
        wert = next(iter(eigene.values())).value
        return (
            len(eigene) == 1
            and len(tabelle.stellen) > 1
            and isinstance(wert, str)
            and " " in wert.strip()
            and not any(_belegt(z.value) for z in tabelle.zeilen.get(nummer - 1, {}).values())
            and nummer - 1 > tabelle.kopfzeile
        )

    def _zeile(self, tabelle: Tabelle, nummer: int, eigene: Mapping[str, Any], plan: Blattplan) -> Abbildung:
        einheit_zelle = eigene.get("einheit")
        einheit = str(einheit_zelle.value).strip() if einheit_zelle is not None else ""
        eintraege: dict[str, Knoten] = {}
        orte: dict[str, Fundstelle] = {}
        leer: dict[str, Fundstelle] = {}
        for spalte in plan.spalten:
            zelle = eigene.get(spalte.name)
            if zelle is None:
                if spalte.name in tabelle.stellen:
                    adresse = tabelle.blatt.cell(nummer, tabelle.stellen[spalte.name]).coordinate
                    leer[spalte.name] = self.mappe.ort(tabelle.blatt, adresse)
                continue
            orte[spalte.name] = self.mappe.ort(tabelle.blatt, zelle.coordinate)
            knoten = self.mappe.zellen.read(zelle, spalte, orte[spalte.name], einheit)
            if knoten is not None:
                eintraege[spalte.name] = knoten
        return Abbildung(eintraege, self.mappe.ort(tabelle.blatt, zeile=nummer), orte, leer)

    def read_formular(self, blatt: Any, spalten: Sequence[Spalte], bis: int = 0) -> Abbildung:
        """Return the fields of a form: a label, and the value in the cell to its right.

        Args:
            blatt: the sheet.
            spalten: the fields.
            bis: last row of the form, where a table follows on the same sheet.
        """
        namen = namen_der(spalten)
        nach_name = {s.name: s for s in spalten}
        eintraege: dict[str, Knoten] = {}
        orte: dict[str, Fundstelle] = {}
        fremde: dict[str, Any] = {}
        wertspalten: set[int] = set()
        for nummer, zellen in zeilen(blatt).items():
            erste = min(zellen)
            name = namen.get(titel_von(zellen[erste].value))
            wert = zellen.get(erste + 1)
            if (bis and nummer >= bis) or (name is None and (wert is None or titel_von(wert.value) in ("", "wert"))):
                continue
            if name is None:
                fremde[titel_von(zellen[erste].value)] = zellen[erste]
                continue
            if name in orte:
                self.befunde.fehler(
                    f"Die Angabe „{nach_name[name].titel}“ gibt es zweimal",
                    self.mappe.ort(blatt, zellen[erste].coordinate),
                    "Löschen Sie eine Zeile.",
                )
                continue
            ziel = blatt.cell(nummer, erste + 1)
            orte[name] = self.mappe.ort(blatt, ziel.coordinate)
            wertspalten.add(erste + 1)
            gelesen = self.mappe.zellen.read(ziel, nach_name[name], orte[name]) if wert is not None else None
            if gelesen is not None:
                eintraege[name] = gelesen
        self._check_formular(blatt, [s for s in spalten if s.name not in orte], fremde)
        self._check_verbund(blatt, wertspalten, 1)
        return Abbildung(eintraege, self.mappe.ort(blatt), orte, orte)

    def _check_formular(self, blatt: Any, fehlend: Sequence[Spalte], fremde: Mapping[str, Any]) -> None:
        """Report labels that nobody knows while a known one is missing."""
        titel = {gleich(s.titel): s.titel for s in fehlend}
        for fremd, zelle in fremde.items():
            if nah := get_close_matches(fremd, titel, 1, _AEHNLICH):
                self.befunde.fehler(
                    f"Die Angabe „{titel_anzeige(zelle.value)}“ ist unbekannt",
                    self.mappe.ort(blatt, zelle.coordinate),
                    f"Meinten Sie „{titel[nah[0]]}“?",
                )
        if titel:
            self.befunde.hinweis(f"Auf dem Blatt „{blatt.title}“ fehlen Zeilen; sie gelten als leer: "
                                 f"{', '.join(titel.values())}", self.mappe.ort(blatt))  # fmt: skip


def titel_anzeige(wert: Any) -> str:
    """Return a heading as the user sees it, shortened."""
    return str(wert).split("\n")[0].strip()[:60]


def _belegt(wert: Any) -> bool:
    return wert is not None and not (isinstance(wert, str) and not wert.strip())
