"""Finds a table or form on a sheet by its headings and reads it into the raw tree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from stellenbedarf.eingabe.blattplan import Blattplan, Spalte
from stellenbedarf.eingabe.knoten import Abbildung, Knoten
from stellenbedarf.eingabe.mappe_blatt import Blatt, Zelle, adresse_von
from stellenbedarf.eingabe.mappe_datei import Mappe, gleich
from stellenbedarf.fehler import Befunde, Fundstelle

KOPF_SUCHTIEFE = 40
_AEHNLICH = 0.75
_NEUE_UEBERSCHRIFT = "Stellen Sie die Überschrift wieder her; die Spalte darf leer bleiben."


@dataclass
class Tabelle:
    """A located table: its sheet, header row, the column of every known field, and its cells."""

    blatt: Blatt
    kopfzeile: int
    stellen: dict[str, int]
    zeilen: dict[int, dict[int, Zelle]]


class Leerstellen(Mapping[str, Fundstelle]):
    """Places of the fields of one row, made when a finding asks for one."""

    __slots__ = ("_mappe", "_tabelle", "_zeile")

    def __init__(self, mappe: Mappe, tabelle: Tabelle, zeile: int) -> None:
        """Bind to a row of a table."""
        self._mappe = mappe
        self._tabelle = tabelle
        self._zeile = zeile

    def __getitem__(self, name: str) -> Fundstelle:
        """Return the place of a field that has a column."""
        return self._mappe.ort(self._tabelle.blatt, adresse_von(self._zeile, self._tabelle.stellen[name]))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the fields that have a column."""
        return iter(self._tabelle.stellen)

    def __len__(self) -> int:
        """Return how many fields have a column."""
        return len(self._tabelle.stellen)


def titel_von(zelle: Zelle | None) -> str:
    """Return the title in a heading cell: its first line without the star of required fields."""
    return gleich(zelle.text.split("\n")[0].replace("*", " ")) if zelle is not None and zelle.art == "s" else ""


def namen_der(spalten: Sequence[Spalte]) -> dict[str, str]:
    """Return the field that a heading stands for, by title and by the field's own name."""
    return {**{gleich(s.name): s.name for s in spalten}, **{gleich(s.titel): s.name for s in spalten}}


def find_kopfzeile(inhalt: Mapping[int, Mapping[int, Zelle]], spalten: Sequence[Spalte]) -> int | None:
    """Return the row that holds most of the headings, at least the required ones or half of all."""
    namen = namen_der(spalten)
    pflicht = {s.name for s in spalten if s.pflicht}
    beste, treffer = None, 0
    for nummer in sorted(inhalt)[:KOPF_SUCHTIEFE]:
        gefunden = {namen[t] for z in inhalt[nummer].values() if (t := titel_von(z)) in namen}
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

    def find(self, blatt: Blatt, plan: Blattplan) -> Tabelle | None:
        """Return the table of a sheet; headings that are missing, doubled or misspelt are findings."""
        inhalt = blatt.zeilen
        kopf = find_kopfzeile(inhalt, plan.spalten)
        if kopf is None:
            self.befunde.fehler(
                f"Auf dem Blatt „{blatt.titel}“ fehlt die Zeile mit den Überschriften",
                self.mappe.ort(blatt),
                f"Gebraucht werden mindestens: {', '.join(s.titel for s in plan.spalten if s.pflicht)}.",
            )
            return None
        namen = namen_der(plan.spalten)
        stellen: dict[str, int] = {}
        fremde: dict[int, Zelle] = {}
        for spalte, zelle in inhalt[kopf].items():
            name = namen.get(titel_von(zelle))
            if name is None:
                fremde[spalte] = zelle
            elif name in stellen:
                self.befunde.fehler(
                    f"Die Überschrift „{titel_anzeige(zelle)}“ gibt es zweimal",
                    self.mappe.ort(blatt, zelle.adresse),
                    "Löschen Sie eine der beiden Spalten.",
                )
            else:
                stellen[name] = spalte
        tabelle = Tabelle(blatt, kopf, stellen, {n: z for n, z in inhalt.items() if n > kopf})
        self._check_kopf(tabelle, plan, fremde)
        self._check_verbund(blatt, tabelle.stellen.values(), kopf)
        return tabelle

    def _check_kopf(self, tabelle: Tabelle, plan: Blattplan, fremde: Mapping[int, Zelle]) -> None:
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
            if s in belegt and (s < letzte or get_close_matches(titel_von(z), fehlend, 1, _AEHNLICH))
        ]  # fmt: skip
        pflicht = [s.titel for s in plan.spalten if s.pflicht and s.name not in tabelle.stellen]
        for zelle in verdacht:
            nah = get_close_matches(titel_von(zelle), fehlend, 1, 0.0)
            self.befunde.fehler(f"Die Überschrift „{titel_anzeige(zelle)}“ ist unbekannt",
                                self.mappe.ort(tabelle.blatt, zelle.adresse),
                                f"Es fehlt „{fehlend[nah[0]]}“. {_NEUE_UEBERSCHRIFT}")  # fmt: skip
        if ohne or pflicht:
            self.befunde.fehler(f"Auf dem Blatt „{tabelle.blatt.titel}“ fehlen Überschriften: "
                                f"{', '.join(pflicht or fehlend.values())}", ort, _NEUE_UEBERSCHRIFT)  # fmt: skip
        elif not verdacht:
            self.befunde.hinweis(f"Auf dem Blatt „{tabelle.blatt.titel}“ fehlen Spalten; sie gelten als leer: "
                                 f"{', '.join(fehlend.values())}", ort)  # fmt: skip

    def _check_verbund(self, blatt: Blatt, spalten: Collection[int], ab: int) -> None:
        """Report merged areas that cover several input cells: only the first of them has a value."""
        for bereich in blatt.verbunden:
            breite = sum(bereich.links <= s <= bereich.rechts for s in spalten)
            if breite * (bereich.unten - max(bereich.oben, ab) + 1) > 1:
                self.befunde.fehler(
                    f"Die Zellen {bereich.adresse} sind verbunden; nur die linke obere hat einen Wert",
                    self.mappe.ort(blatt, bereich.adresse.partition(":")[0]),
                    "Heben Sie den Verbund auf und tragen Sie den Wert in jede Zelle ein.",
                )

    def read(self, blatt: Blatt, plan: Blattplan) -> list[Abbildung]:
        """Return the rows of a table as mappings; a key column stands under its own name among the entries."""
        tabelle = self.find(blatt, plan)
        if tabelle is None or any(s.pflicht and s.name not in tabelle.stellen for s in plan.spalten):
            return []
        if any(z > tabelle.kopfzeile and z in tabelle.zeilen for z in blatt.ausgeblendet):
            self.befunde.hinweis(f"Auf dem Blatt „{blatt.titel}“ sind Zeilen ausgeblendet; sie zählen mit",
                                 self.mappe.ort(blatt), "Blenden Sie sie ein oder löschen Sie sie.")  # fmt: skip
        gelesen = []
        spalten = {s.name: s for s in plan.spalten}
        nach_stelle = {stelle: spalten[name] for name, stelle in tabelle.stellen.items()}
        for nummer, zellen in tabelle.zeilen.items():
            eigene = [(nach_stelle[s], zelle) for s, zelle in zellen.items() if s in nach_stelle]
            if not eigene:
                continue
            if len(eigene) == 1 and self._ist_notiz(tabelle, nummer, eigene[0][1]):
                self.befunde.hinweis("Die Zeile steht unter der Tabelle und wird als Notiz übergangen",
                                     self.mappe.ort(blatt, eigene[0][1].adresse))  # fmt: skip
                continue
            gelesen.append(self._zeile(tabelle, nummer, eigene))
        return gelesen

    def _ist_notiz(self, tabelle: Tabelle, nummer: int, zelle: Zelle) -> bool:
        """Tell whether the only cell of a row is a remark: a phrase, below an empty row."""
        return (
            len(tabelle.stellen) > 1
            and zelle.art == "s"
            and " " in zelle.text.strip()
            and not tabelle.zeilen.get(nummer - 1)
            and nummer - 1 > tabelle.kopfzeile
        )

    def _zeile(self, tabelle: Tabelle, nummer: int, eigene: Sequence[tuple[Spalte, Zelle]]) -> Abbildung:
        einheit = next((zelle.text.strip() for spalte, zelle in eigene if spalte.name == "einheit"), "")
        eintraege: dict[str, Knoten] = {}
        orte: dict[str, Fundstelle] = {}
        for spalte, zelle in eigene:
            orte[spalte.name] = ort = self.mappe.ort(tabelle.blatt, zelle.adresse)
            knoten = self.mappe.zellen.read(zelle, spalte, ort, einheit)
            if knoten is not None:
                eintraege[spalte.name] = knoten
        leer = Leerstellen(self.mappe, tabelle, nummer)
        return Abbildung(eintraege, self.mappe.ort(tabelle.blatt, zeile=nummer), orte, leer)

    def read_formular(self, blatt: Blatt, spalten: Sequence[Spalte], bis: int = 0) -> Abbildung:
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
        fremde: dict[str, Zelle] = {}
        wertspalten: set[int] = set()
        for nummer, zellen in blatt.zeilen.items():
            erste = min(zellen)
            name = namen.get(titel_von(zellen[erste]))
            wert = zellen.get(erste + 1)
            if (bis and nummer >= bis) or (name is None and (wert is None or titel_von(wert) in ("", "wert"))):
                continue
            if name is None:
                fremde[titel_von(zellen[erste])] = zellen[erste]
                continue
            if name in orte:
                self.befunde.fehler(
                    f"Die Angabe „{nach_name[name].titel}“ gibt es zweimal",
                    self.mappe.ort(blatt, zellen[erste].adresse),
                    "Löschen Sie eine Zeile.",
                )
                continue
            orte[name] = self.mappe.ort(blatt, adresse_von(nummer, erste + 1))
            wertspalten.add(erste + 1)
            gelesen = self.mappe.zellen.read(wert, nach_name[name], orte[name]) if wert is not None else None
            if gelesen is not None:
                eintraege[name] = gelesen
        self._check_formular(blatt, [s for s in spalten if s.name not in orte], fremde)
        self._check_verbund(blatt, wertspalten, 1)
        return Abbildung(eintraege, self.mappe.ort(blatt), orte, orte)

    def _check_formular(self, blatt: Blatt, fehlend: Sequence[Spalte], fremde: Mapping[str, Zelle]) -> None:
        """Report labels that nobody knows while a known one is missing."""
        titel = {gleich(s.titel): s.titel for s in fehlend}
        for fremd, zelle in fremde.items():
            if nah := get_close_matches(fremd, titel, 1, _AEHNLICH):
                self.befunde.fehler(
                    f"Die Angabe „{titel_anzeige(zelle)}“ ist unbekannt",
                    self.mappe.ort(blatt, zelle.adresse),
                    f"Meinten Sie „{titel[nah[0]]}“?",
                )
        if titel:
            self.befunde.hinweis(f"Auf dem Blatt „{blatt.titel}“ fehlen Zeilen; sie gelten als leer: "
                                 f"{', '.join(titel.values())}", self.mappe.ort(blatt))  # fmt: skip


def titel_anzeige(zelle: Zelle) -> str:
    """Return a heading as the user sees it, shortened."""
    return zelle.text.split("\n")[0].strip()[:60]
