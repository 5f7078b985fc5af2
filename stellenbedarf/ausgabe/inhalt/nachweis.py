"""Tables of the inputs behind a result: Annahmen, rates and the numbered sources they come from."""

from __future__ import annotations

from collections.abc import Container, Iterable

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Laeufe, Lauf, Text, Verweis
from stellenbedarf.ausgabe.inhalt.freitext import Freitexte
from stellenbedarf.ausgabe.inhalt.zellen import tabellenblock, zelle
from stellenbedarf.netz import Groesse, Herkunft
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.tabellen import Spalte

_SPALTEN = (
    Spalte("marke", "Nr."),
    Spalte("bezeichnung", "Angabe"),
    Spalte("wert", "Wert", "zahl"),
    Spalte("quelle", "Quelle, Stand und Status"),
    Spalte("fundstelle", "Fundstelle"),
)
_BREITEN = (6, 23, 18, 42, 11)
_QUELLEN_SPALTEN = (Spalte("marke", "Nr."), Spalte("quelle", "Quelle"))


def fundstelle(rechenweg: Rechenweg, herkunft: Herkunft) -> str:
    """Return the place of an input: the line alone where it lies in the only loaded case."""
    ort = herkunft.fundstelle
    if ort is None:
        return "–"
    faelle = rechenweg.ergebnis.modell.faelle
    stelle = f"Zeile {ort.zeile}" if ort.zeile else ort.ort
    return stelle if len(faelle) == 1 and ort.datei == faelle[0].datei else f"{ort.datei}, {stelle}"


class Nachweis:
    """Builds the tables; sources are numbered Q1, Q2, … in the order in which they are first needed."""

    def __init__(self, rechenweg: Rechenweg, freitexte: Freitexte) -> None:
        """Bind to a Rechenweg and to the texts of the case."""
        self._rechenweg = rechenweg
        self._freitexte = freitexte
        self._quellen: dict[str, str] = {}

    def annahmen(self, nur: Container[str] | None = None) -> tuple[Block, ...]:
        """Return the Annahmen and other stated values (labels A and V), all of them or only those with these ids."""
        modell = self._rechenweg.ergebnis.modell
        erlaeuterungen = {
            f"{praefix}annahme.{a.name}": a.erlaeuterung
            for fall, praefix in zip(modell.faelle, modell.praefixe, strict=True)
            for a in fall.annahmen.values()
        }
        groessen = [
            g
            for g in modell.netz
            if g.herkunft and self._rechenweg.marke(g.id)[:1] in ("A", "V") and (nur is None or g.id in nur)
        ]
        return self._tabelle("Annahmen", groessen, erlaeuterungen)

    def kostensaetze(self) -> tuple[Block, ...]:
        """Return the rates that positions use (labels K), and the components they are made of (labels L)."""
        ergebnis = self._rechenweg.ergebnis
        genutzt = self._rechenweg.genutzte_saetze()
        for id_ in list(genutzt):
            genutzt |= {g.id for g in ergebnis.modell.netz.eingaben_von(id_)}
        groessen = [
            g
            for g in ergebnis.modell.netz
            if g.id in genutzt and g.herkunft and self._rechenweg.marke(g.id)[:1] in ("K", "L")
        ]
        return self._tabelle("Kostensätze", groessen, {})

    def quellen(self) -> tuple[Block, ...]:
        """Return the list of the sources that the other tables refer to; call it after them."""
        zeilen = tuple((zelle(marke), zelle(quelle)) for quelle, marke in self._quellen.items())
        return tabellenblock("Quellen", _QUELLEN_SPALTEN, zeilen, (7, 93), tuple(self._quellen.values()))

    def verweis(self, quelle: str) -> Verweis:
        """Return the reference to a source, which gets a number on first use."""
        return Verweis(self._quellen.setdefault(quelle, f"Q{len(self._quellen) + 1}"))

    def _quelle(self, herkunft: Herkunft, erlaeuterung: str) -> Laeufe:
        laeufe: list[Lauf] = []
        if herkunft.quelle:
            laeufe.append(self.verweis(herkunft.quelle))
        angaben = "; ".join(t for t in (herkunft.stand and f"Stand {herkunft.stand}", herkunft.status) if t)
        satz = "; ".join(t for t in (angaben, "" if herkunft.quelle else "Angabe des Falls ohne Quelle") if t)
        davor = f"{'; ' if laeufe and (satz or erlaeuterung) else ''}{satz}{'. ' if satz and erlaeuterung else ''}"
        laeufe += [Text(schuetze(davor))] if davor else []
        return (*laeufe, *(self._freitexte.laeufe(erlaeuterung) if erlaeuterung else ()))

    def _tabelle(self, titel: str, groessen: Iterable[Groesse], erlaeuterungen: dict[str, str]) -> tuple[Block, ...]:
        marken, zeilen = [], []
        for groesse in groessen:
            assert groesse.herkunft is not None
            marken.append(self._rechenweg.marke(groesse.id))
            zeilen.append(
                (
                    zelle(marken[-1]),
                    zelle(groesse.bezeichnung),
                    zelle(self._rechenweg.schreibweise.rechenwert(groesse.id)),
                    self._quelle(groesse.herkunft, erlaeuterungen.get(groesse.id, "")),
                    zelle(fundstelle(self._rechenweg, groesse.herkunft)),
                )
            )
        return tabellenblock(titel, _SPALTEN, zeilen, _BREITEN, tuple(marken))
