"""The texts that people wrote into a case, each with its place and what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stellenbedarf.fehler import Fundstelle
from stellenbedarf.modell.fall import Fall, Orte
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.positionen import Posten


@dataclass(frozen=True, slots=True)
class Freitext:
    """A text of the case: its place, and the positions or the Amt it speaks of."""

    text: str
    ort: Fundstelle | None
    was: str
    fall: Fall
    posten: tuple[Posten, ...] = ()
    amt: str = ""


def freitexte(ergebnis: Ergebnis) -> Iterator[Freitext]:
    """Yield every text that people wrote, paragraph by paragraph."""
    for fall in ergebnis.modell.faelle:
        eigene = {id(p) for p in fall.positionen}
        posten = {p.position.nr: p for p in ergebnis.modell.posten if id(p.position) in eigene}

        def texte(
            feld: str, werte: Iterable[str], orte: Orte, was: str, posten: tuple[Posten, ...] = (), amt: str = "",
            fall: Fall = fall,
        ) -> Iterator[Freitext]:  # fmt: skip
            ort = orte.get(feld) or orte.get("")
            return (Freitext(t, ort, was, fall, posten, amt) for t in werte if t)

        for name, absaetze in fall.texte.items():
            yield from texte(name, absaetze, {"": Fundstelle(fall.datei, f"texte.{name}")}, f"Text „{name}“")
        for annahme in fall.annahmen.values():
            yield from texte("erlaeuterung", (annahme.erlaeuterung,), annahme.orte, f"Annahme {annahme.bezeichnung}")
        for amt in fall.aemter.values():
            yield from texte("begruendung", amt.begruendung, amt.orte, f"Amt {amt.schluessel}", amt=amt.schluessel)
        for schluessel, positionen in fall.nutzer().items():
            bemessung, nutzer = fall.bemessungen[schluessel], tuple(posten[p.nr] for p in positionen)
            eine = len(nutzer) == 1 and not bemessung.bezeichnung
            was = (
                f"Position {ergebnis.modell.nummer(nutzer[0])}"
                if eine
                else f"Bemessung {bemessung.bezeichnung or schluessel}"
            )
            for b in (bemessung, *(fall.bemessungen[t] for t in bemessung.teile)):
                yield from texte("begruendung", b.begruendung, b.orte, was, nutzer)
            erlaeuterung = bemessung.erlaeuterung_abweichung
            yield from texte("erlaeuterung_abweichung", erlaeuterung, bemessung.orte, was, nutzer)
        for p in fall.positionen:
            was, nur = f"Position {ergebnis.modell.nummer(posten[p.nr])}", (posten[p.nr],)
            yield from texte("begruendung", p.begruendung, p.orte, was, nur)
            yield from texte("luecke", (p.luecke,), p.orte, was, nur)
            for aufgabe in p.aufgaben:
                yield from texte("text", (aufgabe.text,), aufgabe.orte, f"{was}, Aufgabe", nur)
                yield from texte("einzelheiten", aufgabe.einzelheiten, aufgabe.orte, f"{was}, Aufgabe", nur)
            if p.profil:
                for feld in ("arbeitsgebiet", "anforderungen_beamte", "anforderungen_tarif", "erwuenscht"):
                    yield from texte(feld, getattr(p.profil, feld), p.profil.orte, f"{was}, Profil", nur)
            for merkmal in p.leistungsmerkmale:
                aussagen = (merkmal.beschreibung, *merkmal.aussagen)
                yield from texte("bezeichnung", aussagen, merkmal.orte, f"{was}, Leistungsmerkmal", nur)
            if p.ausschreibung:
                angaben = (*p.ausschreibung.hinweise, *p.ausschreibung.unterlagen)
                yield from texte("hinweise", angaben, p.ausschreibung.orte, f"{was}, Ausschreibung", nur)
        for sachkosten in fall.sachkosten:
            yield from texte("begruendung", sachkosten.begruendung, sachkosten.orte, f"Sachkosten {sachkosten.name}")
