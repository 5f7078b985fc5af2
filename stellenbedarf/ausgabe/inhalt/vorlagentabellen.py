"""Tables that only the plain layout of council information systems has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stellenbedarf.ausgabe.inhalt.bloecke import Block, Laeufe
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.zellen import tabellenblock, zelle
from stellenbedarf.modell.fall import Fall, Position
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.tabellen import BETRAG, LEER, STELLEN, Spalte, Tabelle, Zelle
from stellenbedarf.zahlen import format_datum

IMMER_ANZUHOEREN = ("Personalrat", "Gleichstellungsbeauftragte")
"""Units that every paper on posts lists, whether or not the case names them; a case's own wording counts."""

_STELLEN = (
    Spalte("stellenplan_nr", "Stellenplan-Nr."), Spalte("bezeichnung", "Bezeichnung"),
    Spalte("anzahl", "Anzahl", STELLEN), Spalte("bewertung", "Bewertung"),
    Spalte("kosten", "Kosten p. a. (EUR)", BETRAG), Spalte("refinanzierung", "Refinanzierung"),
    Spalte("befristung", "Befristung"),
)  # fmt: skip
_BETEILIGUNG = (Spalte("stelle", "Stelle"), Spalte("vorgesehen", "vorgesehen"), Spalte("ergebnis", "Ergebnis, Datum"))
_FOLGE = (Spalte("gremium", "Gremium"), Spalte("zweck", "Zuständigkeit"), Spalte("status", "Status"),
          Spalte("termin", "Termin"))  # fmt: skip


def kontext(sicht: Sicht) -> Mapping[str, Any]:
    """Return the tables by name, for text templates."""
    tabellen = (_beteiligung(sicht), _beratungsfolge(sicht.ergebnis.modell.fall))
    fertig = {t.name: sicht.bloecke.tabelle(t) for t in tabellen}
    return {"vorlagentabellen": {**fertig, "stellenuebersicht": _stellenuebersicht(sicht)}}


def _stellenuebersicht(sicht: Sicht) -> tuple[Block, ...]:
    zeilen: list[tuple[Laeufe, ...]] = []
    for p in sicht.ergebnis.modell.posten:
        einheit = p.position.org_einheit
        zeilen.append((
            zelle(f"neu ({einheit})" if einheit else "neu"), zelle(p.position.funktion),
            zelle(sicht.zahl(p.ids["stellen"])), zelle(p.position.bewertung), zelle(sicht.zahl(p.ids["kosten"])),
            _refinanzierung(sicht, p), zelle(_befristung(p.position)),
        ))  # fmt: skip
    summen = {m: zelle(sicht.summe(m)) for m in ("stellen", "kosten")}
    zeilen.append((zelle("Gesamt"), (), summen["stellen"], (), summen["kosten"], (), ()))
    return tabellenblock("Stellenübersicht", _STELLEN, zeilen, (10, 42, 8, 9, 14, 9, 8), summenzeile=True)


def _refinanzierung(sicht: Sicht, posten: Posten) -> Laeufe:
    quote, durch = sicht.zahl(posten.ids.get("erstattungsquote")), posten.position.erstattung_durch
    return (*zelle(quote), *zelle(f" durch {durch}" if durch else "")) if quote else zelle("keine")


def _befristung(position: Position) -> str:
    teile = (f"bis {format_datum(position.ende)}" if position.ende else "unbefristet", position.vermerk)
    return ", ".join(t for t in teile if t)


def _beteiligung(sicht: Sicht) -> Tabelle:
    """Return the checklist of the units to be heard: those of the case, and those that are always due."""
    genannt = list(dict.fromkeys(b for f in sicht.ergebnis.modell.faelle for b in f.kopf.beteiligte))
    fehlend = [s for s in IMMER_ANZUHOEREN if not any(s.casefold()[:12] in g.casefold() for g in genannt)]
    zeilen = [(Zelle(g), Zelle("ja"), Zelle("offen")) for g in genannt]
    zeilen += [(Zelle(s), Zelle("nicht angegeben"), Zelle(LEER)) for s in fehlend]
    return Tabelle("beteiligung", "Anzuhörende Stellen", _BETEILIGUNG, tuple(zeilen))


def _beratungsfolge(fall: Fall) -> Tabelle:
    zeilen = tuple(
        (
            Zelle(b.gremium),
            Zelle(b.zweck),
            Zelle(b.sitzungsart or LEER),
            Zelle(format_datum(b.termin) if b.termin else "offen"),
        )
        for b in fall.beratungsfolge
    )
    return Tabelle("beratungsfolge", "Beratungsfolge", _FOLGE, zeilen)
