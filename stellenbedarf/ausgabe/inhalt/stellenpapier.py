"""Job papers: Stellenbeschreibung, Anforderungsprofil and Stellenausschreibung of one or several positions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt, Kopfangaben
from stellenbedarf.ausgabe.inhalt.stellensicht import Stellensicht
from stellenbedarf.ausgabe.inhalt.texte import Textvorlagen
from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde
from stellenbedarf.modell.fall import Position
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.zahlen import format_datum


@dataclass(frozen=True, slots=True)
class Pflichtangabe:
    """What a kind of paper cannot do without: the field, what it is for, and whether a position has it."""

    feld: str
    zweck: str
    vorhanden: Callable[[Position], object]


_PROFIL = Pflichtangabe("profil", "Dienststelle, Arbeitsgebiet, Bewertung und Anforderungen", lambda p: p.profil)
_BEWERTUNG = Pflichtangabe(
    "profil.entgeltgruppe", "oder besoldungsgruppe",
    lambda p: p.profil is None or p.profil.entgeltgruppe or p.profil.besoldungsgruppe,
)  # fmt: skip
_FORMALES = Pflichtangabe(
    "profil.anforderungen_tarif", "oder anforderungen_beamte",
    lambda p: p.profil is None or p.profil.anforderungen_tarif or p.profil.anforderungen_beamte,
)  # fmt: skip
_AUFGABEN = Pflichtangabe("aufgaben", "mindestens eine", lambda p: p.aufgaben)
_ANTEILE = Pflichtangabe(
    "aufgaben.anteil", "Zeitanteil jeder Aufgabe", lambda p: all(a.anteil is not None for a in p.aufgaben)
)
_MERKMALE = Pflichtangabe("leistungsmerkmale", "mindestens eines mit Gewicht", lambda p: p.leistungsmerkmale)


def _ausschreibung(feld: str, zweck: str, *ersatz: str) -> Pflichtangabe:
    felder = (feld, *ersatz)
    return Pflichtangabe(
        f"ausschreibung.{feld}",
        zweck,
        lambda p: any(getattr(p.ausschreibung, f, None) not in (None, "") for f in felder),
    )


PFLICHT: Mapping[str, tuple[Pflichtangabe, ...]] = {
    "stellenbeschreibung": (_PROFIL, _BEWERTUNG, _AUFGABEN, _ANTEILE),
    "anforderungsprofil": (_PROFIL, _BEWERTUNG, _FORMALES, _AUFGABEN, _MERKMALE),
    "stellenausschreibung": (
        _PROFIL,
        _BEWERTUNG,
        _FORMALES,
        _AUFGABEN,
        _ausschreibung("kennziffer", "Kennziffer, unter der man sich bewirbt"),
        _ausschreibung("umfang", "Anteil an der regelmäßigen Arbeitszeit"),
        _ausschreibung("besetzbar_ab", "ab wann zu besetzen ist"),
        _ausschreibung("befristung", "unbefristet, oder bis wann"),
        _ausschreibung("bewerbungsfrist", "Tag, oder fristtext", "fristtext"),
    ),
}
"""What each kind of paper needs of every position that it covers."""


def baue_stellenpapier(
    ergebnis: Ergebnis, art: str, titel: str, vorlage: str, nummern: Sequence[str], vorlagen: Textvorlagen
) -> Inhalt:
    """Return the content of a job paper.

    Args:
        ergebnis: the result.
        art: kind of paper, a key of `PFLICHT`.
        titel: name of the kind as the reader sees it.
        vorlage: its text template.
        nummern: numbers of the positions that it covers; none means all.
        vorlagen: where its text templates come from.

    Raises:
        StellenbedarfFehler: where a position does not exist or lacks what the paper needs; all findings at once.
    """
    gewaehlt = _waehle(ergebnis.modell.posten, nummern)
    _check(gewaehlt, art, titel)
    fall, einzeln = ergebnis.modell.fall, len(gewaehlt) == 1
    betreff = gewaehlt[0].position.funktion if einzeln else fall.kopf.titel
    profile = [p.position.profil for p in gewaehlt if p.position.profil is not None]
    datum = format_datum(fall.kopf.datum) if fall.kopf.datum else ""
    referat = "" if all(p.dienststelle for p in profile) else fall.kopf.referat  # the Dienststelle names it
    staende = {p.stand for p in profile if p.stand}
    stand = f"Stand {datum or next(iter(staende))}" if datum or len(staende) == 1 else ""
    sicht = Stellensicht(ergebnis, gewaehlt)
    bloecke = vorlagen.render(vorlage, sicht.kontext(), sicht.freitexte.laeufe)
    return Inhalt(
        titel=betreff,
        untertitel="",
        kopf=Kopfangaben(
            koerperschaft=fall.kopf.koerperschaft,
            angaben=tuple((n, w) for n, w in (("Referat", referat), ("Nummer", fall.kopf.nummer)) if w),
            ort_datum=", ".join(t for t in (fall.kopf.ort, datum) if t) or stand,
            art=titel,
            fusszeile=" · ".join(t for t in (fall.kopf.nummer, f"{titel}: {betreff}", stand) if t),
        ),
        bloecke=sicht.freitexte.vollende(bloecke),
        eigene_texte=tuple(sorted(vorlagen.eigene)),
    )


def _waehle(posten: Sequence[Posten], nummern: Sequence[str]) -> Sequence[Posten]:
    bekannt = [p.position.nr for p in posten]
    befunde = Befunde()
    for nr in nummern:
        if nr not in bekannt:
            befunde.fehler(f"Die Position „{nr}“ gibt es nicht", None, vorschlag(nr, bekannt))
    befunde.raise_on_error()
    return [p for p in posten if not nummern or p.position.nr in nummern]


def _fehlend(position: Position, art: str) -> Iterable[Pflichtangabe]:
    return [p for p in PFLICHT[art] if not p.vorhanden(position)]


def _check(posten: Sequence[Posten], art: str, titel: str) -> None:
    fertig = [p.position.nr for p in posten if not _fehlend(p.position, art)]
    andere = f" Vollständig: {', '.join(f'--position {nr}' for nr in fertig[:5])}." if fertig else ""
    befunde = Befunde()
    for position in (p.position for p in posten):
        for angabe in _fehlend(position, art):
            befunde.fehler(
                f"{titel}, Position {position.nr}: Die Angabe „{angabe.feld}“ fehlt ({angabe.zweck})",
                position.orte.get(""),
                f"Ergänzen Sie sie bei der Position.{andere}",
            )
    befunde.raise_on_error()
