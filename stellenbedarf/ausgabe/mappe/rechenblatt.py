"""The sheet Rechenweg: every step in one row, with a live cell per scenario, check values and deviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stellenbedarf.ausgabe.mappe.anlage import RECHENWEG, Anlage, Zellort, spaltenname
from stellenbedarf.ausgabe.mappe.blatt import Blatt, Spaltenkopf, Zelle
from stellenbedarf.formel.einheit import DATUM, TEXT
from stellenbedarf.netz import Groesse
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.rechnung.summen import DIMENSION_TITEL

AKTIV = "aktives_Szenario"
KOPFZEILE = 2
_TEXTSPALTEN = (("Nr.", 9), ("Größe", 42), ("Formel", 60), ("Einheit", 22))
_NACH_WERTEN = (("Abweichung", 12), ("Rundung", 60), ("Regel", 50))


@dataclass(frozen=True, slots=True)
class Zeile:
    """A planned row: a heading, an input that scenarios may replace, a step, or the posts of a position (`verweis`)."""

    id: str = ""
    ueberschrift: str = ""
    rolle: str = ""
    posten: Posten | None = None
    verweis: str = ""


class Rechenblatt:
    """Plans the sheet in two passes: first which quantity gets which row, then the cells with their formulas."""

    def __init__(self, rechenweg: Rechenweg, ergebnisse: Sequence[Ergebnis], ersetzbar: Iterable[str]) -> None:
        """Plan the rows.

        Args:
            rechenweg: labels and texts of the active scenario's result.
            ergebnisse: results of all scenarios, the base first.
            ersetzbar: ids of the inputs that scenarios may replace.
        """
        self.rechenweg = rechenweg
        self.ergebnisse = ergebnisse
        self.ersetzbar = list(ersetzbar)
        self.netz = rechenweg.ergebnis.modell.netz
        self.zeilen = list(self._zeilen())
        anzahl, erste_wertspalte = len(ergebnisse), len(_TEXTSPALTEN) + 1
        self.aktivspalte = len(_TEXTSPALTEN)
        self.pruefspalte = erste_wertspalte + anzahl
        schluessel = self.pruefspalte + anzahl + len(_NACH_WERTEN)
        self.schluesselspalten = {name: schluessel + n for n, name in enumerate(("rolle", *DIMENSION_TITEL))}
        self.anlage = Anlage(
            szenariospalten={e.szenario: erste_wertspalte + n for n, e in enumerate(ergebnisse)},
            schluesselspalten=self.schluesselspalten,
            erste=KOPFZEILE + 1,
            letzte=KOPFZEILE + len(self.zeilen) - len(self._summen),
        )
        for nummer, zeile in enumerate(self.zeilen, start=KOPFZEILE + 1):
            if zeile.id:
                self.anlage.zeilen[zeile.id] = nummer

    @property
    def _summen(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.rechenweg.ergebnis.modell.summen.values()))

    def _zeilen(self) -> Iterator[Zeile]:
        """Yield the rows in reading order; the totals are the last section, below the rows they add up."""
        yield Zeile(ueberschrift="E  Angaben, die ein Szenario ersetzen kann")
        yield from (Zeile(id=i) for i in self.ersetzbar)
        for abschnitt in self.rechenweg.gliederung():
            yield Zeile(ueberschrift=f"{abschnitt.marke}  {abschnitt.titel}")
            posten = abschnitt.posten
            rollen = {i: r for r, i in posten.ids.items()} if posten else {}
            for id_ in abschnitt.ids:
                yield Zeile(id=id_, rolle=rollen.get(id_, ""), posten=posten)
            if posten is not None:
                eigene = set(abschnitt.ids)
                doppelt = posten.ids["stellen"] == posten.ids["bedarf"]
                for rolle in ("bedarf", "stellen"):
                    if posten.ids[rolle] not in eigene or (doppelt and rolle == "bedarf"):
                        yield Zeile(verweis=posten.ids[rolle], rolle=rolle, posten=posten)

    def blatt(self) -> Blatt:
        """Return the planned sheet; call it after `anlage.orte` holds the cells of all inputs."""
        blatt = Blatt(RECHENWEG, self._spalten(), "Rechenweg: jeder Schritt in jedem Szenario", self.anlage)
        blatt.seitenbreite = 2
        for nummer, zeile in enumerate(self.zeilen, start=KOPFZEILE + 1):
            if zeile.ueberschrift:
                blatt.ueberschriften[nummer] = zeile.ueberschrift
                blatt.zeilen.append(None)
            else:
                blatt.zeilen.append(self._zellen(zeile, nummer))
        return blatt

    def _spalten(self) -> list[Spaltenkopf]:
        namen = [e.szenario for e in self.ergebnisse]
        spalten = [*_TEXTSPALTEN, ("aktiv", 16), *((n, 16) for n in namen), *((f"Prüfwert {n}", 14) for n in namen),
                   *_NACH_WERTEN, ("Rolle", 12), *((t, 12) for t in DIMENSION_TITEL.values())]  # fmt: skip
        rechts = {"aktiv", "Abweichung", *namen, *(f"Prüfwert {n}" for n in namen)}
        return [Spaltenkopf(t, b, t in rechts) for t, b in spalten]

    def _zellen(self, zeile: Zeile, nummer: int) -> list[Zelle]:
        id_ = zeile.id or zeile.verweis
        groesse = self.netz[id_]
        formel = groesse.formel
        if zeile.id and formel is not None:
            symbolisch = self.rechenweg.symbolisch(id_)
            texte = [self.rechenweg.marke(id_), groesse.bezeichnung, symbolisch, groesse.einheit.anzeige]
            rundung = str(formel.rundung) if formel.rundung else ""
            nach = [Zelle(rundung, umbruch=True), Zelle(formel.quelle, umbruch=True)]
        else:
            name = groesse.bezeichnung if zeile.id else f"{zeile.rolle.capitalize()} der Position"
            texte = [self.rechenweg.marke(id_), name, "", groesse.einheit.anzeige]
            nach = [Zelle(), Zelle()]
        spalten = list(self.anlage.szenariospalten.values())
        erste, letzte = spaltenname(spalten[0]), spaltenname(spalten[-1])
        wert = self.rechenweg.ergebnis.werte[id_]
        aktiv = f"=INDEX(${erste}{nummer + 1}:${letzte}{nummer + 1},{AKTIV})"
        zellen = [Zelle(t, umbruch=n in (1, 2)) for n, t in enumerate(texte)]
        zellen.append(Zelle(verweis=aktiv, wert=wert, einheit=groesse.einheit))
        for e in self.ergebnisse:
            zellen.append(Zelle(verweis=self._formel(zeile, e.szenario), wert=e.werte[id_], einheit=groesse.einheit))
        zellen += [self._pruefzelle(e, groesse) for e in self.ergebnisse]
        return [*zellen, self._abweichung(nummer, groesse), *nach, *self._schluessel(zeile)]

    def _formel(self, zeile: Zeile, szenario: str) -> str:
        if zeile.verweis:
            return f"={self.anlage.ort(zeile.verweis, szenario).adresse(RECHENWEG)}"
        groesse = self.netz[zeile.id]
        if groesse.ist_schritt:
            return self.anlage.formel(groesse, szenario)
        heimat = self.anlage.orte[zeile.id].adresse(RECHENWEG)
        formel = heimat
        for ort in reversed(self.anlage.ersatz.get((szenario, zeile.id), ())):
            ersatz = ort.adresse(RECHENWEG)
            formel = f'IF({ersatz}="",{formel},{ersatz})'
        return f"={formel}"

    def _pruefzelle(self, ergebnis: Ergebnis, groesse: Groesse) -> Zelle:
        wert = ergebnis.werte[groesse.id]
        if groesse.einheit in (TEXT, DATUM):
            return Zelle()
        return Zelle(wert=wert, einheit=groesse.einheit)

    def _abweichung(self, nummer: int, groesse: Groesse) -> Zelle:
        """Return the difference between the active scenario's live value and its value at the time of writing."""
        if groesse.einheit in (TEXT, DATUM):
            return Zelle()
        erste, letzte = (spaltenname(self.pruefspalte + n) for n in (0, len(self.ergebnisse) - 1))
        pruefwert = f"INDEX(${erste}{nummer + 1}:${letzte}{nummer + 1},{AKTIV})"
        return Zelle(verweis=f"=ROUND(${spaltenname(self.aktivspalte)}{nummer + 1}-{pruefwert},6)", wert=0)

    def _schluessel(self, zeile: Zeile) -> list[Zelle]:
        """Return the cells by which totals pick this row; they refer to the position's own cells where it has them."""
        if not zeile.rolle or zeile.posten is None:
            return []
        zellen = [Zelle(zeile.rolle)]
        for dimension in DIMENSION_TITEL:
            wert = zeile.posten.gruppen[dimension]
            id_ = zeile.posten.ids.get(dimension, "")
            if wert and id_ in self.anlage.orte:
                einheit = self.netz[id_].einheit
                adresse = self.anlage.orte[id_].adresse(RECHENWEG)
                zellen.append(Zelle(verweis=f"={adresse}", wert=self.netz[id_].wert, einheit=einheit))
            else:
                zellen.append(Zelle(wert))
        return zellen

    def aktiv(self, id_: str) -> str:
        """Return the address of a quantity's value in the active scenario, for formulas on other sheets."""
        return Zellort(RECHENWEG, self.anlage.zeilen[id_], self.aktivspalte).adresse("")
