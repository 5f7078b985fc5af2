"""What the text templates of job papers see: each position with its profile, and how the figures came about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Block,
    Laeufe,
    SchritteBlock,
    TabellenBlock,
    Text,
    Verweis,
    Zahl,
    Zellliste,
)
from stellenbedarf.ausgabe.inhalt.nachweis import Nachweis
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.wortlaut import stellenwort
from stellenbedarf.modell.profil import GEWICHTE, GRUPPEN, Ausschreibung, Leistungsmerkmal
from stellenbedarf.rechenweg import Abschnitt
from stellenbedarf.rechnung.bemessung import GESETZT
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.tabellen import LEER, Spalte
from stellenbedarf.zahlen import format_datum

_STUNDEN = (("jahresstunden", "Stunden im Jahr"), ("wochenstunden", "Stunden je Woche"))
_NUMMER = "3."  # number of the section Leistungsmerkmale in the form


class Stellensicht(Sicht):
    """Functions and values for the text templates of job papers, bound to one result and the chosen positions."""

    def __init__(self, ergebnis: Ergebnis, gewaehlt: Sequence[Posten]) -> None:
        """Bind to a result and the positions of the paper."""
        super().__init__(ergebnis)
        self._gewaehlt = gewaehlt
        self._nachweis = Nachweis(self.rechenweg, self.freitexte)
        self._gezeigt: set[str] = set()

    def kontext(self) -> dict[str, Any]:
        """Return everything a text template may use, by name; the derivation comes last, when all figures are known."""
        kontext = super().kontext()
        stellen = [self._stelle(p) for p in self._gewaehlt]
        return {**kontext, "stellen": stellen, "gewichte": GEWICHTE, "nachweis": self._nachweise}

    def _figur(self, posten: Posten, rolle: str) -> Zahl | str:
        """Return a quantity of a position as a figure whose derivation the paper then contains."""
        id_ = posten.ids.get(rolle)
        if id_ is not None:
            self._gezeigt.add(id_)
        return self.zahl(id_)

    def _anteil(self, posten: Posten, nummer: int) -> Zahl | str:
        id_ = _anteil_id(posten, nummer)
        if id_ not in self.ergebnis.modell.netz:
            return ""
        self._gezeigt.add(id_)
        return self.zahl(id_)

    def _stelle(self, posten: Posten) -> dict[str, Any]:
        position, bemessung = posten.position, self.rechenweg.bemessung_von(posten)
        berechnet, beantragt = (self.ergebnis.werte[posten.ids[r]] for r in ("bedarf", "stellen"))
        verschieden = self.tabellen.schreibweise.stellen(berechnet) != self.tabellen.schreibweise.stellen(beantragt)
        return {
            **self.posten(posten),
            "posten": posten,
            "wort": stellenwort(beantragt),
            "profil": position.profil,
            "stellenzeichen": (position.profil.stellenzeichen if position.profil else "") or position.org_einheit,
            "bewertungen": self._bewertungen(posten),
            "figur": lambda rolle: self._figur(posten, rolle),
            "anteil": lambda nummer: self._anteil(posten, nummer),
            "geschaetzt": any(a.status == "geschätzt" for a in position.aufgaben),
            "arbeitsvorgaenge": lambda titel: self._arbeitsvorgaenge(posten, titel),
            "gruppen": list(_gruppen(position.leistungsmerkmale)),
            "unabdingbar": [m.bezeichnung for m in position.leistungsmerkmale if m.gewicht == "4"],
            "ausschreibung": position.ausschreibung or Ausschreibung(),
            "frist": _frist(position.ausschreibung),
            "angaben_tabelle": tabelle_der_angaben,
            "verfahren": bemessung.verfahrenstitel,
            "gesetzt": posten.gruppen["grundlage"] == GESETZT,
            "verschieden": verschieden,
            "mehr": beantragt > berechnet,
            "erlaeuterung": bemessung.begruendung,
            "abweichung": posten.bemessung.erlaeuterung_abweichung,
        }

    @staticmethod
    def _bewertungen(posten: Posten) -> list[str]:
        """Return the grades in words; without any in the profile that of the position."""
        profil = posten.position.profil
        if profil is None:
            return [posten.position.bewertung]
        paare = (("Entgeltgruppe", profil.entgeltgruppe), ("Besoldungsgruppe", profil.besoldungsgruppe))
        return [f"{wort} {wert}" for wort, wert in paare if wert]

    def _arbeitsvorgaenge(self, posten: Posten, titel: str) -> tuple[Block, ...]:
        """Return the Arbeitsvorgänge with share, hours, source and own grade if one has it; the last row sums up."""
        aufgaben = posten.position.aufgaben
        stunden = [(rolle, name) for rolle, name in _STUNDEN if f"{rolle}.summe" in posten.ids]
        bewertet = any(a.bewertung for a in aufgaben)
        spalten = [Spalte("nr", "Nr."), Spalte("text", "Arbeitsvorgang")]
        spalten += [Spalte("bewertung", "Bewertung")] if bewertet else []
        spalten += [Spalte("anteil", "Zeitanteil", "anteil"), *(Spalte(r, t, "zahl") for r, t in stunden)]
        spalten.append(Spalte("quelle", "Quelle des Anteils"))
        zeilen: list[tuple[Laeufe, ...]] = []
        for nummer, aufgabe in enumerate(aufgaben, start=1):
            quelle: Laeufe = (self._nachweis.verweis(aufgabe.quelle),) if aufgabe.quelle else (Text("ohne Quelle"),)
            zeilen.append((
                (Text(str(nummer)),),
                (Text(schuetze(aufgabe.text), bool(aufgabe.einzelheiten)), *_liste(aufgabe.einzelheiten)),
                *([_text(aufgabe.bewertung or LEER)] if bewertet else []),
                _lauf(self._anteil(posten, nummer)),
                *(_lauf(self._figur(posten, f"{rolle}.{nummer}")) for rolle, _ in stunden),
                (*quelle, *_text(f" {aufgabe.status}" if aufgabe.status else "")),
            ))  # fmt: skip
        zeilen.append((
            _text(LEER), _text("Zusammen"), *([_text(LEER)] if bewertet else []),
            _lauf(self._figur(posten, "anteilssumme")),
            *(_lauf(self._figur(posten, f"{rolle}.summe")) for rolle, _ in stunden), _text(LEER),
        ))  # fmt: skip
        breiten = (6, 46, *([12] if bewertet else []), 12, *(13 for _ in stunden), 15)
        return (TabellenBlock(titel, tuple(spalten), tuple(zeilen), breiten, summenzeile=True),)

    def _nachweise(self, mit_ausschreibung: bool) -> dict[str, Any]:
        """Return the derivation of every figure placed so far: sections with steps, Annahmen and sources.

        Args:
            mit_ausschreibung: whether the paper shows what the case states for an advertisement.
        """
        nur = self._herkunft()
        abschnitte = [b for a in self.rechenweg.gliederung() if (b := self._nachweisabschnitt(a, nur))]
        return {
            "abschnitte": abschnitte,
            "schritte": any(a["schritte"] for a in abschnitte),
            "annahmen": self._nachweis.annahmen(nur),
            "quellen_je_stelle": [
                {
                    "nr": p.position.nr,
                    "zeitanteile": self._verweise(
                        a.quelle for n, a in enumerate(p.position.aufgaben, start=1) if _anteil_id(p, n) in nur
                    ),
                    "uebriges": self._verweise(_quellen(p, mit_ausschreibung)),
                }
                for p in self._gewaehlt
            ],
            "quellen": self._nachweis.quellen,
        }

    def _verweise(self, quellen: Iterable[str]) -> list[Verweis]:
        return [self._nachweis.verweis(q) for q in dict.fromkeys(quellen) if q]

    def _herkunft(self) -> set[str]:
        """Return the ids of everything that the figures shown depend on, themselves included."""
        netz = self.ergebnis.modell.netz
        gefunden: set[str] = set()
        offen = list(self._gezeigt)
        while offen:
            id_ = offen.pop()
            if id_ not in gefunden:
                gefunden.add(id_)
                offen += netz[id_].vorgaenger()
        return gefunden

    def _nachweisabschnitt(self, abschnitt: Abschnitt, nur: set[str]) -> dict[str, Any] | None:
        posten = abschnitt.posten
        schritte = tuple(self.rechenweg.schritt(i) for i in abschnitt.ids if i in nur)
        angaben = self.angaben(posten, nur) if posten else []
        if not schritte and not angaben:
            return None
        return {
            "titel": f"Position {posten.position.nr}: {abschnitt.titel}" if posten else abschnitt.titel,
            "marke": f"P{abschnitt.marke[1:]}" if posten else "",
            "angaben": angaben,
            "schritte": (SchritteBlock(abschnitt.titel, schritte),) if schritte else (),
        }


def tabelle_der_angaben(titel: str, angaben: Iterable[tuple[Any, ...]]) -> tuple[Block, ...]:
    """Return names with their values as a table.

    Args:
        titel: title of the table.
        angaben: name, value (a text, a figure, or several texts for one cell) and perhaps words that follow a figure;
            what has no value is left out.
    """
    zeilen = tuple(
        (_text(name), (*_wert(wert), *_text("".join(f" {n}" for n in nach)))) for name, wert, *nach in angaben if wert
    )
    return (TabellenBlock(titel, (Spalte("angabe", "Angabe"), Spalte("inhalt", "Inhalt")), zeilen, (26, 74)),)


def _wert(wert: Any) -> Laeufe:
    return _lauf(wert) if isinstance(wert, (str, Zahl)) else _text("; ".join(wert))


def _gruppen(merkmale: Sequence[Leistungsmerkmal]) -> Iterable[dict[str, Any]]:
    """Yield the groups that occur, each with title and table, numbered as in the form."""
    for stelle, (gruppe, titel) in enumerate(GRUPPEN.items(), start=1):
        eigene = [m for m in merkmale if m.gruppe == gruppe]
        if eigene:
            ueberschrift = f"{_NUMMER}{stelle} {titel}"
            yield {"titel": ueberschrift, "tabelle": _merkmalstabelle(ueberschrift, f"{_NUMMER}{stelle}", eigene)}


def _merkmalstabelle(titel: str, nummer: str, merkmale: Sequence[Leistungsmerkmal]) -> tuple[Block, ...]:
    spalten = (
        Spalte("nr", "Nr."),
        Spalte("merkmal", "Leistungsmerkmal"),
        *(Spalte(f"gewicht_{g}", g, "gewicht") for g in GEWICHTE),
    )
    zeilen = tuple(
        (
            _text(f"{nummer}.{stelle}"),
            (Text(schuetze(m.bezeichnung), fett=True), *_text(f": {m.beschreibung}" if m.beschreibung else ""),
             *_liste(m.aussagen)),
            *((Text(g, fett=True),) if g == m.gewicht else (Text(LEER),) for g in GEWICHTE),
        )
        for stelle, m in enumerate(merkmale, start=1)
    )  # fmt: skip
    return (TabellenBlock(titel, spalten, zeilen, (9, 71, *(5 for _ in GEWICHTE))),)


def _frist(ausschreibung: Ausschreibung | None) -> str:
    if ausschreibung is None:
        return ""
    if ausschreibung.bewerbungsfrist is not None:
        return f"bis {format_datum(ausschreibung.bewerbungsfrist)}"
    return ausschreibung.fristtext


def _anteil_id(posten: Posten, nummer: int) -> str:
    return f"{posten.ids['kosten'].removesuffix('kosten')}anteil.{nummer}"


def _quellen(posten: Posten, mit_ausschreibung: bool) -> Iterable[str]:
    teile = (posten.position.profil, posten.position.ausschreibung if mit_ausschreibung else None)
    return [teil.quelle for teil in teile if teil is not None]


def _liste(punkte: Sequence[str]) -> Laeufe:
    return (Zellliste(tuple(schuetze(p) for p in punkte)),) if punkte else ()


def _text(text: str) -> Laeufe:
    return (Text(schuetze(text)),) if text else ()


def _lauf(wert: Zahl | str) -> Laeufe:
    return _text(wert) if isinstance(wert, str) else (wert,)
