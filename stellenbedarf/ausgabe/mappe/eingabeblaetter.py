"""The input sheets of a case: one cell for every input value, empty rows to fill in, drop-downs and help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stellenbedarf.ausgabe.mappe.anlage import Anlage, Zellort
from stellenbedarf.ausgabe.mappe.blatt import Auswahl, Blatt, Spaltenkopf, Zelle
from stellenbedarf.ausgabe.mappe.eingabehilfe import hilfeblatt
from stellenbedarf.ausgabe.mappe.eingabelisten import Listen
from stellenbedarf.ausgabe.mappe.eingabeszenarien import szenarienblatt
from stellenbedarf.ausgabe.mappe.eingabezellen import kommentar_von, kopf_von, zelle_von
from stellenbedarf.eingabe.blattplan import Blattplan, Spalte, Zellart
from stellenbedarf.formel.einheit import einheit
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.lesen_arbeitszeit import BAUSTEINE
from stellenbedarf.modell.mappenplan import (
    BEMESSUNG_VORN,
    JE_POSITION,
    LISTE_VORN,
    PLAENE,
    POSITION_VORN,
    SZENARIEN,
    listeneingaben,
    plan,
    verfahrenseingaben,
)
from stellenbedarf.modell.pruefen_kombination import KOMBINATION
from stellenbedarf.modell.zerlegen import teile_annahmen
from stellenbedarf.verfahren import VERFAHREN

Schluessel = tuple[str, str, str]
LEERZEILEN = {
    "beratungsfolge": 8,
    "arbeitszeit": 6,
    "korrelationen": 8,
    "kostensaetze": 15,
    "kostentabellen": 5,
    "erhoehungen": 12,
    "aemter": 12,
    "vorhandene_stellen": 12,
    "sachkosten": 12,
    "stellenbestand": 20,
    "eigenleistungen": 5,
    "behauptungen": 12,
    "profile": 12,
    "ausschreibungen": 12,
    "nachweise": 8,
}
STANDARD_LEERZEILEN = 30
_VORSPANNBREITE = 20
_TEXTZEILEN = 6
_VORSPANNZEILE = 3  # first row of the single fields that stand above a table
_HINWEIS = "Gelbe Felder ausfüllen, * = Pflichtangabe. Mehr im Kommentar der Überschriften und auf dem Blatt Hilfe."
_SEITEN = {"positionen": 2, "bemessungen": 3, "eintraege": 2, "annahmen": 2, "arbeitszeit": 3, "aufgaben": 2,
           "profile": 4, "ausschreibungen": 4}  # fmt: skip


@dataclass
class Eingabemappe:
    """The input sheets in reading order, and the cell of every single input value."""

    blaetter: list[Blatt] = field(default_factory=list)
    orte: dict[Schluessel, Zellort] = field(default_factory=dict)


def eingabeblaetter(fall: Fall, anlage: Anlage) -> Eingabemappe:
    """Return the input sheets of a case.

    Args:
        fall: the case; an empty one gives an empty workbook to fill in.
        anlage: where the sheets belong; the result workbook passes its own.
    """
    return _Bau(fall, anlage).mappe()


class _Bau:
    def __init__(self, fall: Fall, anlage: Anlage) -> None:
        self.fall = fall
        self.anlage = anlage
        self.orte: dict[Schluessel, Zellort] = {}
        self.listen = Listen(fall)
        self.blaetter: dict[str, Blatt] = {}

    def mappe(self) -> Eingabemappe:
        annahmen, arbeitszeit = teile_annahmen(self.fall)
        zeilen: dict[str, list[tuple[str, Any]]] = {
            "beratungsfolge": _nummeriert(self.fall.beratungsfolge),
            "annahmen": [(a.name, a) for a in annahmen],
            "arbeitszeit": [(a.name, a) for a in arbeitszeit],
            "verlaeufe": _nummeriert(self.fall.verlaeufe),
            "korrelationen": _nummeriert(self.fall.korrelationen),
            "kostensaetze": [(e.bewertung, e) for e in self.fall.kostensaetze.eigene],
            "kostentabellen": _nummeriert(self.fall.kostentabellen),
            "erhoehungen": _nummeriert(self.fall.erhoehungen),
            "aemter": list(self.fall.aemter.items()),
            "bemessungen": list(self.fall.bemessungen.items()),
            "positionen": [(p.nr, p) for p in self.fall.positionen],
            "eintraege": [
                (f"{s}.{liste}.{n}", e)
                for s, b in self.fall.bemessungen.items()
                for liste, eintraege in b.listen.items()
                for n, e in enumerate(eintraege, start=1)
            ],
            **{abschnitt: self._je_position(*wie) for abschnitt, wie in JE_POSITION.items()},
            "vorhandene_stellen": _nummeriert(self.fall.vorhandene_stellen),
            "sachkosten": _nummeriert(self.fall.sachkosten),
            "stellenbestand": _nummeriert(self.fall.stellenbestand),
            "eigenleistungen": _nummeriert(self.fall.eigenleistungen),
            "behauptungen": _nummeriert(self.fall.behauptungen),
            "nachweise": list(self.fall.nachweise.items()),
        }
        for blattplan in PLAENE:  # keys that other sheets choose from come first in this order
            if blattplan.formular:
                werte = {"kopf": self.fall.kopf, "texte": self.fall.texte}[blattplan.abschnitt]
                self.blaetter[blattplan.abschnitt] = self._formular(blattplan, werte)
            else:
                self.blaetter[blattplan.abschnitt] = self._tabelle(blattplan, zeilen[blattplan.abschnitt])
        self.blaetter[SZENARIEN.abschnitt] = szenarienblatt(self.fall, self.anlage, self.orte, self.blaetter)
        hinten = ("behauptungen", "nachweise")
        folge = [*(p.abschnitt for p in PLAENE if p.abschnitt not in hinten), SZENARIEN.abschnitt, *hinten]
        blaetter = [self.blaetter[a] for a in folge]
        zwecke = {p.abschnitt: p for p in (*PLAENE, SZENARIEN)}
        hilfe = hilfeblatt([(self.blaetter[a], zwecke[a]) for a in folge], self.anlage)
        return Eingabemappe([hilfe, *blaetter, self.listen.blatt], self.orte)

    def _je_position(self, eintrag: str, mehrere: bool) -> list[tuple[str, Any]]:
        """Return the rows of a sheet that belong to positions; the key is the position, with a number if several."""
        if not mehrere:
            return [(p.nr, wert) for p in self.fall.positionen if (wert := getattr(p, eintrag)) is not None]
        return [(f"{p.nr}.{n}", e) for p in self.fall.positionen for n, e in enumerate(getattr(p, eintrag), start=1)]

    def _blatt(self, blattplan: Blattplan, spalten: list[Spaltenkopf], fixiert: int) -> Blatt:
        return Blatt(
            blattplan.name, spalten, f"{blattplan.name}: {blattplan.zweck}", self.anlage, hinweis=_HINWEIS, schutz=True,
            fixiert=fixiert, seitenbreite=_SEITEN.get(blattplan.abschnitt, 1),
        )  # fmt: skip

    def _formular(self, blattplan: Blattplan, werte: Any) -> Blatt:
        """Return a sheet with one field per row: label, value, meaning, example."""
        lang = any(s.art is Zellart.ABSAETZE for s in blattplan.spalten)
        koepfe = [Spaltenkopf("Angabe", 22), Spaltenkopf("Wert", 110 if lang else 60), Spaltenkopf("Bedeutung", 44)]
        blatt = self._blatt(blattplan, koepfe if lang else [*koepfe, Spaltenkopf("Beispiel", 44)], 1)
        for spalte in blattplan.spalten:
            wert = werte.get(spalte.name) if isinstance(werte, Mapping) else getattr(werte, spalte.name)
            auswahl = self._auswahl(spalte, blattplan.abschnitt)
            zelle = replace(
                zelle_von(wert, spalte), umbruch=True, auswahl=auswahl, mindestzeilen=_TEXTZEILEN if lang else 1
            )
            titel = f"{spalte.titel} *" if spalte.pflicht else spalte.titel
            beschriftung = Zelle(titel, kopf=True, kommentar=kommentar_von(spalte))
            hinweise = [Zelle(spalte.bedeutung, umbruch=True, blass=True)]
            blatt.add(
                [beschriftung, zelle, *hinweise, *([] if lang else [Zelle(spalte.beispiel, blass=True, umbruch=True)])]
            )
        return blatt

    def _tabelle(self, blattplan: Blattplan, zeilen: list[tuple[str, Any]]) -> Blatt:
        koepfe = [
            kopf_von(s, self._auswahl(s, blattplan.abschnitt), self._grau(s, blattplan)) for s in blattplan.spalten
        ]
        blatt = self._blatt(blattplan, koepfe, 1)
        if blattplan.vorspann:
            blatt.spalten = [replace(k, breite=max(k.breite, _VORSPANNBREITE)) for k in koepfe]
            blatt.kopfzeile = _VORSPANNZEILE + len(blattplan.vorspann) + 1
            for nummer, spalte in enumerate(blattplan.vorspann, start=_VORSPANNZEILE):
                blatt.vorspann[nummer, 0] = Zelle(spalte.titel, kopf=True, kommentar=kommentar_von(spalte))
                wert = getattr(self.fall.kostensaetze, spalte.name)
                auswahl = self.listen.auswahl(spalte.name)
                blatt.vorspann[nummer, 1] = replace(zelle_von(wert, spalte), umbruch=False, auswahl=auswahl)
        for schluessel, objekt in zeilen:
            zeile = blatt.naechste()
            zellen = []
            for stelle, spalte in enumerate(blattplan.spalten):
                zelle = self._zelle(blattplan.abschnitt, schluessel, objekt, spalte)
                zellen.append(zelle)
                if zelle.wert is None and not zelle.text:
                    continue
                self.orte[blattplan.abschnitt, schluessel, spalte.name] = Zellort(blatt.name, zeile, stelle)
                if blattplan.abschnitt == "arbeitszeit":
                    self.orte["annahmen", schluessel, spalte.name] = Zellort(blatt.name, zeile, stelle)
            blatt.add(zellen)
        for _ in range(LEERZEILEN.get(blattplan.abschnitt, STANDARD_LEERZEILEN)):
            blatt.add([zelle_von(None, s) for s in blattplan.spalten])
        return blatt

    def _zelle(self, abschnitt: str, schluessel: str, objekt: Any, spalte: Spalte) -> Zelle:
        """Return the cell of one field of one entry."""
        if spalte.name == "schluessel":
            return zelle_von(schluessel, spalte)
        if abschnitt in JE_POSITION and spalte.name == POSITION_VORN:
            return zelle_von(schluessel.rpartition(".")[0] if JE_POSITION[abschnitt][1] else schluessel, spalte)
        if abschnitt == "eintraege" and spalte.name in (BEMESSUNG_VORN, LISTE_VORN):
            return zelle_von(schluessel.rsplit(".", 2)[0 if spalte.name == BEMESSUNG_VORN else 1], spalte)
        argument = spalte.art in (Zellart.ARGUMENT, Zellart.ARGUMENT_ANTEIL)
        if abschnitt in ("bemessungen", "eintraege") and argument:
            return zelle_von(objekt.argumente.get(spalte.name), spalte)
        if abschnitt == "arbeitszeit" and spalte.name in BAUSTEINE:
            teile = objekt.arbeitszeit
            if teile is None:
                return zelle_von(None, spalte)
            return zelle_von(teile.argumente.get(spalte.name) if argument else getattr(teile, spalte.name), spalte)
        wert = getattr(objekt, spalte.name)
        if abschnitt == "bemessungen" and spalte.name == "variante" and len(VERFAHREN[objekt.verfahren].varianten) == 1:
            wert = None
        vorgabe = type(objekt).__dataclass_fields__[spalte.name].default
        if spalte.art is Zellart.JA_NEIN and wert == vorgabe:
            wert = None  # what is not said stays empty
        return zelle_von(wert, spalte, einheit(objekt.einheit) if spalte.art is Zellart.EINHEIT else None)

    def _auswahl(self, spalte: Spalte, abschnitt: str) -> Auswahl | None:
        """Return the drop-down of a column."""
        if spalte.wahl:
            return Auswahl(spalte.wahl, streng=True)
        if spalte.art is Zellart.JA_NEIN:
            return Auswahl(("ja", "nein"), streng=True)
        if spalte.name == "zweck":
            return Auswahl(("Beratung", "Vorberatung", "Beschlussfassung", "Kenntnisnahme"))
        ziele = {("positionen", "amt"): "aemter", ("positionen", "bemessung"): "bemessungen",
                 ("eintraege", BEMESSUNG_VORN): "bemessungen",
                 **{(a, POSITION_VORN): "positionen" for a in JE_POSITION}}  # fmt: skip
        ziel = ziele.get((abschnitt, spalte.name))
        if ziel:
            return Auswahl(blatt=self.blaetter[ziel], spalte=_stelle(plan(ziel), ("schluessel", "nr")))
        return self.listen.auswahl(spalte.name)

    def _grau(self, spalte: Spalte, blattplan: Blattplan) -> str:
        """Return the condition under which a Verfahren or a list does not need this input."""
        wahl, nutzer = {
            "bemessungen": ("verfahren", _nutzer(spalte.name)),
            "eintraege": (LISTE_VORN, listeneingaben()[spalte.name][1] if spalte.name in listeneingaben() else ()),
        }.get(blattplan.abschnitt, ("", ()))
        if not nutzer:
            return ""
        namen = "|".join(dict.fromkeys(nutzer))
        zelle = "$" + "ABCDEFG"[_stelle(blattplan, (wahl,))] + "{zeile}"
        return f'=AND({zelle}<>"",ISERROR(SEARCH("|"&{zelle}&"|","|{namen}|")))'


def _nutzer(name: str) -> list[str]:
    """Return the Verfahren that need a column of the sheet Bemessungen; none for what all may have."""
    if name == "teile":
        return [KOMBINATION]
    return [verfahren for verfahren, _, _ in verfahrenseingaben().get(name, ())]


def _stelle(blattplan: Blattplan, namen: Iterable[str]) -> int:
    return next(n for n, s in enumerate(blattplan.spalten) if s.name in namen)


def _nummeriert(eintraege: Iterable[Any]) -> list[tuple[str, Any]]:
    return [(str(n), e) for n, e in enumerate(eintraege, start=1)]
