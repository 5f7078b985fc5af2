"""The entries of lists as documents show them: each formula once, then a table with a row per entry.

Every result in such a table is the link target of its own label, as a step of its own would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Laeufe, Lauf, Punkt, Text, Verweis
from stellenbedarf.ausgabe.inhalt.bloecke import Liste as Aufzaehlung
from stellenbedarf.ausgabe.inhalt.zellen import rechenzahl, tabellenblock, zelle
from stellenbedarf.formel import Formel, Liste
from stellenbedarf.formel.abfolge import eintragsname
from stellenbedarf.formel.schrift import rechentext
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.tabellen import ANTEIL, LEER, Spalte

AB_EINTRAEGEN = 2  # a single entry is derived step by step
SPALTEN = 5  # figures beside the name of an entry, as many as a page holds
_NAME, _ZAHL = 26, 14


class Listentabellen:
    """Tables of all lists of a result; `ids` are the steps that they derive."""

    def __init__(self, rechenweg: Rechenweg) -> None:
        """Bind to the labels and texts of a result."""
        self._rechenweg = rechenweg
        self._netz = rechenweg.ergebnis.modell.netz
        self.ids = {
            id_
            for bemessung in rechenweg.ergebnis.modell.einzelbemessungen
            for liste in self._listen(bemessung)
            for formel in liste.formeln
            for id_ in self._ids(bemessung, liste, formel.name)
            if id_
        }

    def bloecke(self, bemessung: BemessungsErgebnis) -> tuple[Block, ...]:
        """Return formulas and tables of the lists of a Bemessung, or of the parts of a combination."""
        return tuple(b for e in bemessung.einzelne for liste in self._listen(e) for b in self._tabellen(e, liste))

    def _listen(self, bemessung: BemessungsErgebnis) -> Iterator[Liste]:
        eintraege = bemessung.bemessung.listen
        return (li for li in bemessung.satz.listen if len(eintraege.get(li.name, ())) >= AB_EINTRAEGEN)

    def _ids(self, bemessung: BemessungsErgebnis, liste: Liste, name: str) -> list[str]:
        """Return the quantity of every entry; empty where an entry has none."""
        ids = []
        for nummer, _ in enumerate(bemessung.bemessung.listen[liste.name], start=1):
            lokal = eintragsname(liste.name, nummer, name)
            id_ = bemessung.argumente.get(lokal, f"{bemessung.basis}.{lokal}")
            ids.append(id_ if isinstance(id_, str) and id_ in self._netz else "")
        return ids

    def _tabellen(self, bemessung: BemessungsErgebnis, liste: Liste) -> Iterator[Block]:
        formeln = [f for f in liste.formeln if any(self._ids(bemessung, liste, f.name))]
        if formeln:
            yield Aufzaehlung(tuple(self._formel(bemessung, liste, f) for f in formeln))
        namen = [(e.name, e.bezeichnung, e.einheit.anzeige) for e in liste.eingaben]
        namen += [(f.name, f.bezeichnung, f.einheit.anzeige) for f in formeln]
        teile = [namen[anfang : anfang + SPALTEN] for anfang in range(0, len(namen), SPALTEN)]
        for nummer, teil in enumerate(teile, start=1):
            zusatz = f" ({nummer} von {len(teile)})" if len(teile) > 1 else ""
            yield from self._tabelle(bemessung, liste, teil, zusatz)

    def _tabelle(
        self, bemessung: BemessungsErgebnis, liste: Liste, namen: Sequence[tuple[str, str, str]], zusatz: str
    ) -> tuple[Block, ...]:
        eintraege = bemessung.bemessung.listen[liste.name]
        variante = bool(liste.je) and namen[0][0] == liste.eingaben[0].name
        spalten = (
            Spalte("eintrag", liste.bezeichnung),
            *([Spalte("variante", "Variante")] if variante else []),
            *(Spalte(n, _kopf(titel, einheit), ANTEIL) for n, titel, einheit in namen),
        )
        ids = {n: self._ids(bemessung, liste, n) for n, _, _ in namen}
        zeilen = [
            (
                zelle(e.bezeichnung),
                *([zelle(e.variante or "alle")] if variante else []),
                *(self._zahl(ids[n][stelle]) for n, _, _ in namen),
            )
            for stelle, e in enumerate(eintraege)
        ]
        titel = ", ".join(t for t in (liste.mehrzahl, bemessung.bemessung.bezeichnung) if t)
        breiten = (_NAME, *([_ZAHL] if variante else []), *(_ZAHL for _ in namen))
        return tabellenblock(f"{titel}{zusatz}", spalten, zeilen, breiten)

    def _zahl(self, id_: str) -> Laeufe:
        return (rechenzahl(self._rechenweg, id_, id_ in self.ids),) if id_ else zelle(LEER)

    def _formel(self, bemessung: BemessungsErgebnis, liste: Liste, formel: Formel) -> Punkt:
        """Return a formula with what is the same for all entries, and its rule."""
        namen: dict[str, str] = {}
        gleiche: list[Lauf] = []
        for argument in formel.argumente:
            fremde = bemessung.satz.liste_von(argument)
            name = bemessung.satz.bezeichnung(argument)
            reihe = fremde is not None and fremde.je == liste.name
            namen[argument] = f"{name} aller {fremde.mehrzahl} der {liste.bezeichnung}" if fremde and reihe else name
            if fremde is None and isinstance(id_ := bemessung.argumente.get(argument), str):
                wert = f"{name} {self._rechenweg.schreibweise.rechenwert(id_)} "
                gleiche += [Text(schuetze(f"{', ' if gleiche else ' Dabei ist '}{wert}")), Verweis(self._marke(id_))]
        rundung = f" {str(formel.rundung)[0].upper()}{str(formel.rundung)[1:]}." if formel.rundung else ""
        return Punkt((
            Text(formel.bezeichnung, fett=True),
            Text(schuetze(f" = {rechentext(formel.baum, namen)}.")),
            *([*gleiche, Text(".")] if gleiche else []),
            Text(schuetze(f" Regel: {formel.quelle}.{rundung}")),
        ))  # fmt: skip

    def _marke(self, id_: str) -> str:
        return self._rechenweg.marke(id_)


def _kopf(titel: str, einheit: str) -> str:
    zusatz = f" ({einheit})" if einheit and einheit != "%" else ""
    return f"{titel[0].upper()}{titel[1:]}{zusatz}"
