"""Takes a case apart again: the inverse of reading, as plain nested texts in the order of the field tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from fractions import Fraction
from typing import Any

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.eingabe.zahltext import schreibe_prozent, schreibe_zahl
from stellenbedarf.formel import Eingabe, Liste
from stellenbedarf.formel.einheit import einheit
from stellenbedarf.modell import felder, felder_kosten, felder_vergleich
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.bemessung import Bemessung, Eintrag
from stellenbedarf.modell.fall import (
    Annahme,
    Aufgabe,
    Fall,
    Position,
    Rundungsregel,
    Szenario,
)
from stellenbedarf.modell.korrelation import KORRELATION
from stellenbedarf.modell.lesen_bemessung import teilname
from stellenbedarf.modell.lesen_positionen import KEINE_RUNDUNG
from stellenbedarf.modell.lesen_szenarien import ERSETZBAR
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren.arbeitszeit import ANGABEN
from stellenbedarf.zahlen import format_datum, tag_aus_zahl


class Absaetze(tuple[str, ...]):
    """Paragraphs of running text, as opposed to a list of single texts."""

    __slots__ = ()


_ARBEITSZEIT = einheit("h je VZÄ")


def zerlege(fall: Fall) -> dict[str, Any]:
    """Return the sections of a case as texts, lists and mappings; reading them gives an equal case."""
    annahmen, arbeitszeit = teile_annahmen(fall)
    eigene = eigene_bemessungen(fall)
    innere = {t for b in fall.bemessungen.values() for t in _innere_teile(b, fall)}
    nach_nr = {p.nr: fall.bemessungen[p.bemessung] for p in fall.positionen if p.bemessung in eigene}
    abschnitte: dict[str, Any] = {
        "kopf": angaben(fall.kopf, felder.KOPF),
        "beratungsfolge": [angaben(b, felder.BERATUNG) for b in fall.beratungsfolge],
        "texte": {f.name: Absaetze(fall.texte[f.name]) for f in felder.TEXTE if f.name in fall.texte},
        "annahmen": {a.name: _annahme(a) for a in annahmen},
        "arbeitszeit": {a.name: _annahme(a) for a in arbeitszeit},
        "verlaeufe": [angaben(v, felder_vergleich.VERLAUF) for v in fall.verlaeufe],
        "korrelationen": [angaben(k, KORRELATION) for k in fall.korrelationen],
        "kostensaetze": _kostensaetze(fall),
        "kostentabellen": [angaben(t, felder_kosten.JAHRESTABELLE) for t in fall.kostentabellen],
        "erhoehungen": [angaben(e, felder_kosten.ERHOEHUNG) for e in fall.erhoehungen],
        "aemter": {s: angaben(a, felder.AMT) for s, a in fall.aemter.items()},
        "bemessungen": {
            s: _bemessung(b, fall) for s, b in fall.bemessungen.items() if s not in eigene and s not in innere
        },
        "positionen": [_position(p, nach_nr.get(p.nr), fall) for p in fall.positionen],
        "vorhandene_stellen": [angaben(v, felder_vergleich.VORHANDEN) for v in fall.vorhandene_stellen],
        "sachkosten": [_mit_argumenten(s, felder.SACHKOSTEN) for s in fall.sachkosten],
        "eigenleistungen": [_mit_argumenten(e, felder_vergleich.EIGENLEISTUNG) for e in fall.eigenleistungen],
        "szenarien": {n: _szenario(s, fall) for n, s in fall.szenarien.items()},
        "stellenbestand": [angaben(b, felder.BESTAND) for b in fall.stellenbestand],
        "behauptungen": [angaben(b, felder.BEHAUPTUNG) for b in fall.behauptungen],
        "nachweise": {n: angaben(w, felder.NACHWEIS) for n, w in fall.nachweise.items()},
    }
    return {name: inhalt for name, inhalt in abschnitte.items() if inhalt or name in ("kopf", "positionen")}


def teile_annahmen(fall: Fall) -> tuple[list[Annahme], list[Annahme]]:
    """Return the Annahmen of both sections; Arbeitszeit is the tail with the unit hours per post, so order is kept."""
    alle = list(fall.annahmen.values())
    grenze = len(alle)
    while grenze and einheit(alle[grenze - 1].einheit).passt(_ARBEITSZEIT):
        grenze -= 1
    gebaut = (n for n, a in enumerate(alle) if a.arbeitszeit is not None)  # only that section builds from parts
    grenze = min(grenze, next(gebaut, grenze))
    return alle[:grenze], alle[grenze:]


def eigene_bemessungen(fall: Fall) -> set[str]:
    """Return the keys of the Bemessungen that belong to a single position and bear its number."""
    nutzer = fall.nutzer()
    return {
        schluessel
        for schluessel, positionen in nutzer.items()
        if len(positionen) == 1 and schluessel == f"position_{positionen[0].nr}" and schluessel in fall.bemessungen
    }


def angaben(objekt: Any, tabelle: Sequence[Feld], ausser: Iterable[str] = ()) -> dict[str, Any]:
    """Return the fields of a dataclass that differ from their default, as text."""
    vorgaben = {f.name: f.default for f in fields(objekt)}
    gewaehlt: dict[str, Any] = {}
    for feld in tabelle:
        if feld.name in ausser:
            continue
        wert = getattr(objekt, feld.name)
        if vorgaben[feld.name] is MISSING or wert != vorgaben[feld.name]:
            gewaehlt[feld.name] = wertetext(wert, feld)
    return gewaehlt


def wertetext(wert: Any, feld: Feld) -> Any:
    """Return the text that is read back as this value; several values become a list."""
    if isinstance(wert, tuple):
        return Absaetze(wert) if feld.typ is Typ.ABSAETZE else [str(teil) for teil in wert]
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, Fraction):
        return schreibe_prozent(wert) if feld.typ is Typ.ANTEIL else schreibe_zahl(wert)
    return format_datum(wert) if isinstance(wert, dt.date) else str(wert)


def argumenttext(argument: Argument, prozent: bool = False) -> str:
    """Return the name of an Annahme or the number, as it is read back."""
    if argument.name or argument.wert is None:
        return argument.name
    return schreibe_prozent(argument.wert) if prozent else schreibe_zahl(argument.wert)


def rundungstext(regel: Rundungsregel) -> str:
    """Return the rule as it is read back; the rule by default is not written."""
    if regel.vorgabe:
        return ""
    return KEINE_RUNDUNG if regel.art == KEINE_RUNDUNG else f"{regel.art} {schreibe_zahl(regel.schritt)}"


def _annahme(annahme: Annahme) -> dict[str, Any]:
    texte = angaben(annahme, felder.ANNAHME)
    if annahme.einheit == "%":
        texte.update({
            feld: schreibe_prozent(wert)
            for feld in ("wert", "niedrig", "hoch")
            if (wert := getattr(annahme, feld)) is not None
        })  # fmt: skip
    if annahme.arbeitszeit is not None:
        texte.update(angaben(annahme.arbeitszeit, felder.ARBEITSZEIT))
        prozent = {e.name: e.einheit.prozent for e in ANGABEN}
        texte.update({n: argumenttext(a, prozent[n]) for n, a in annahme.arbeitszeit.argumente.items()})
    return texte


def _kostensaetze(fall: Fall) -> dict[str, Any]:
    wahl = fall.kostensaetze
    texte = angaben(wahl, felder_kosten.KOSTENWAHL)
    if wahl.eigene:
        texte["eigene"] = [angaben(e, felder_kosten.KOSTENSATZ) for e in wahl.eigene]
    return texte


def _innere_teile(bemessung: Bemessung, fall: Fall) -> list[str]:
    """Return the parts of a combination that stand inside it, as their names tell."""
    namen = [teilname(bemessung.schluessel, n) for n, _ in enumerate(bemessung.teile, start=1)]
    return [t for t, name in zip(bemessung.teile, namen, strict=True) if t == name and t in fall.bemessungen]


def _bemessung(bemessung: Bemessung, fall: Fall) -> dict[str, Any]:
    verfahren = VERFAHREN[bemessung.verfahren]
    ausser = ("variante",) if bemessung.variante == verfahren.standardvariante else ()
    texte = angaben(bemessung, felder.BEMESSUNG, ausser)
    satz = verfahren.varianten[bemessung.variante]
    listen = {
        liste.name: [_eintrag(e, liste) for e in bemessung.listen[liste.name]]
        for liste in satz.listen
        if liste.name in bemessung.listen
    }
    vorn: dict[str, Any] = {n: texte.pop(n) for n in ("verfahren", "variante", "bezeichnung") if n in texte}
    if bemessung.teile:
        innere = _innere_teile(bemessung, fall)
        texte["teile"] = [_bemessung(fall.bemessungen[t], fall) if t in innere else t for t in bemessung.teile]
    return {**vorn, **_argumente(bemessung.argumente, satz.eingaben), **texte, **listen}


def _eintrag(eintrag: Eintrag, liste: Liste) -> dict[str, Any]:
    texte = angaben(eintrag, felder.EINTRAG)
    vorn: dict[str, Any] = {n: texte.pop(n) for n in ("bezeichnung", "variante") if n in texte}
    return {**vorn, **_argumente(eintrag.argumente, liste.eingaben), **texte}


def _argumente(argumente: Mapping[str, Argument], eingaben: Sequence[Eingabe]) -> dict[str, str]:
    prozent = {e.name: e.einheit.prozent for e in eingaben}
    return {name: argumenttext(a, prozent[name]) for name, a in argumente.items()}


def _position(position: Position, eigene: Bemessung | None, fall: Fall) -> dict[str, Any]:
    texte = angaben(position, felder.POSITION, ("rundung",))
    if eigene is not None:
        texte["bemessung"] = _bemessung(eigene, fall)
    if regel := rundungstext(position.rundung):
        texte["rundung"] = regel
    if position.aufgaben:
        texte["aufgaben"] = [_aufgabe(a) for a in position.aufgaben]
    if position.profil is not None:
        texte["profil"] = angaben(position.profil, felder.PROFIL)
    if position.leistungsmerkmale:
        texte["leistungsmerkmale"] = [angaben(m, felder.LEISTUNGSMERKMAL) for m in position.leistungsmerkmale]
    if position.ausschreibung is not None:
        texte["ausschreibung"] = angaben(position.ausschreibung, felder.AUSSCHREIBUNG)
    folge = [f.name for f in felder.POSITION]
    return dict(sorted(texte.items(), key=lambda e: folge.index(e[0]) if e[0] in folge else len(folge)))


def _aufgabe(aufgabe: Aufgabe) -> str | dict[str, Any]:
    texte = angaben(aufgabe, felder.AUFGABE)
    return aufgabe.text if list(texte) == ["text"] else texte


def _mit_argumenten(objekt: Any, tabelle: Sequence[Feld]) -> dict[str, Any]:
    argumente = {n: argumenttext(getattr(objekt, n)) for n in (f.name for f in tabelle if f.typ is Typ.ARGUMENT)}
    texte = {**angaben(objekt, tabelle, argumente), **argumente}
    return {f.name: texte[f.name] for f in tabelle if f.name in texte}


def _szenario(szenario: Szenario, fall: Fall) -> dict[str, Any]:
    texte: dict[str, Any] = angaben(szenario, felder.SZENARIO)
    if szenario.annahmen:
        texte["annahmen"] = {
            n: schreibe_prozent(w) if fall.annahmen[n].einheit == "%" else schreibe_zahl(w)
            for n, w in szenario.annahmen.items()
        }
    if szenario.positionen:
        texte["positionen"] = {nr: ersatztexte(werte) for nr, werte in szenario.positionen.items()}
    return texte


def ersatztexte(werte: Mapping[str, Fraction]) -> dict[str, str]:
    """Return the values by which a scenario replaces fields of a position, days as days."""
    return {
        name: wertetext(tag_aus_zahl(wert) if ERSETZBAR[name].typ is Typ.DATUM else wert, ERSETZBAR[name])
        for name, wert in werte.items()
    }
