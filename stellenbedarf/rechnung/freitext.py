"""Figures that people wrote into the texts of a case, compared with those of the result.

A figure is *checked* where exactly one quantity of the case has its unit and, rounded to the decimals written, its
value. It *contradicts* where the text plainly speaks of a quantity of the case and states another value; the rules
below are few and careful, since a false alarm in a council paper costs more than a figure left unchecked. All others
are *unchecked*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from stellenbedarf.fehler import Befunde, Stufe
from stellenbedarf.formel.einheit import GRUNDEINHEITEN, STUECK
from stellenbedarf.modell.fall import Annahme, Fall
from stellenbedarf.netz import Groesse
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.falltexte import Freitext, freitexte
from stellenbedarf.rechnung.positionen import Posten, beantragt_id
from stellenbedarf.rechnung.zahlensuche import PROZENT, Menge, finde_mengen
from stellenbedarf.rundung import ab
from stellenbedarf.zahlen import format_prozent, format_zahl

GEPRUEFT, UNGEPRUEFT, WIDERSPRUCH = "geprüft", "ungeprüft", "Widerspruch"
VZAE, EUR = "VZÄ", "EUR"
MINDESTENS_OHNE_EINHEIT = 100
"""A bare number below this is too likely to be equal by chance."""
_KEIN_WERT, _MEHRERE = "kein solcher Wert im Fall", "mehrere Werte des Falls lauten so"

# Words by which a sentence speaks of something else than what is asked for here.
_ANDERES = re.compile(
    r"\b(?:bisher\w*|derzeit\w*|heut\w+|vorhanden\w*|bestehend\w*|Bestand\w*|statt|anstelle|nicht enthalten|zuzüglich|"
    r"GRDrs|Drucksache\w*|früher\w*|davon|hiervon|darunter|entf[aä]ll\w+|Vergleich\w*|Vorjahr\w*|ander\w+|ursprünglich\w*|"
    r"wäre\w*|würde\w*|ergäbe\w*|hätte\w*|könnte\w*|bräuchte\w*|besetzt\w*|unbesetzt\w*|stehen|bereits?|geschätzt\w*|"
    r"von (?:den|diesen)|Rest\w*|übrig\w*|weitere\w*|Nachbar\w*|Spanne|zwischen|kw|ku)\b", re.IGNORECASE,
)  # fmt: skip
_FORDERUNG = re.compile(
    r"\b(?:beantrag\w*|benötig\w*|erforderlich\w*|Stellenbedarf\w*|Bedarf\w*|gesetzt\w*|bemess\w*|berechne\w*|"
    r"rechnerisch\w*|ergeben|ergibt|notwendig\w*|angesetzt\w*|braucht|gebraucht)\b", re.IGNORECASE,
)  # fmt: skip
_SUMME = re.compile(r"\b(?:insgesamt|zusammen|in Summe|Gesamt\w*|Summe\w*)\b")
_KOSTEN = re.compile(r"\b(?:\w*[Kk]osten|\w*[Aa]ufwand|Personalausgaben|Mittel)\b")
_TEILWORT = re.compile(r"\b(?:im|in|der|des|die|je|für|mit|einer|eines|von|zur|zum|auf|nach|bei|am|an|pro)\b")
_ALLGEMEIN = frozenset(
    {"stellen", "kosten", "anteil", "zahl", "menge", "fälle", "dauer", "aufwand", "stunden", "preis", "quote", "wert"}
)


@dataclass(frozen=True, slots=True)
class Fund:
    """A figure in a text and what became of it; `id` is the quantity it agrees with, or contradicts."""

    menge: Menge
    freitext: Freitext
    status: str
    id: str = ""
    grund: str = ""
    befund: str = field(default="", compare=False)
    stufe: Stufe = Stufe.WIDERSPRUCH


def add_freitext(ergebnis: Ergebnis, befunde: Befunde) -> None:
    """Add a finding for every figure in a text that contradicts the result."""
    for fund in finde(ergebnis):
        if fund.befund:
            befunde.hinweis(
                fund.befund, fund.freitext.ort,
                "Berichtigen Sie den Text oder die Angabe; meint der Text etwas anderes, sagen Sie es im selben Satz.",
                fund.stufe,
            )  # fmt: skip


def finde(ergebnis: Ergebnis) -> tuple[Fund, ...]:
    """Return all figures in the texts of the loaded cases, in the order of the case."""
    pruefung = _Pruefung(ergebnis)
    return tuple(
        pruefung.fund(menge, freitext) for freitext in freitexte(ergebnis) for menge in finde_mengen(freitext.text)
    )


class _Pruefung:
    """Compares amounts with the quantities of one result."""

    def __init__(self, ergebnis: Ergebnis) -> None:
        self._ergebnis = ergebnis
        self._gerundet: dict[tuple[str, Fraction], dict[Fraction, list[str]]] = {}

    @cached_property
    def _bemessungen(self) -> dict[int, BemessungsErgebnis]:
        return {id(b.bemessung): b for b in self._ergebnis.modell.bemessungen}

    def fund(self, menge: Menge, freitext: Freitext) -> Fund:
        """Return what becomes of an amount."""
        treffer = self._treffer(menge, freitext)
        if len(treffer) == 1:
            return Fund(menge, freitext, GEPRUEFT, treffer[0])
        if treffer:
            return Fund(menge, freitext, UNGEPRUEFT, grund=_MEHRERE)
        if not (menge.grenze or menge.ungefaehr or _ANDERES.search(menge.satz)):
            for regel in (self._benannte, self._position, self._summe):
                if (widerspruch := regel(menge, freitext)) is not None:
                    return widerspruch
        return Fund(menge, freitext, UNGEPRUEFT, grund=_KEIN_WERT)

    # --- Agreement -----------------------------------------------------------------------------------------------

    def _treffer(self, menge: Menge, freitext: Freitext) -> list[str]:
        """Return the quantity that an amount agrees with: one of the nearest kind; several where it is not clear."""
        gleiche = self._gleiche(menge)
        eigene = self._eigene(freitext.posten)
        if nah := sorted((i for i in gleiche if i in eigene), key=eigene.__getitem__):
            return nah[:1]
        if freitext.posten and menge.einheit == VZAE and not _SUMME.search(menge.satz):
            return []  # a text about a position states its posts, not those of another that happen to be as many
        raenge: dict[int, list[str]] = {}
        for id_ in gleiche:
            raenge.setdefault(self._rang(id_, freitext), []).append(id_)
        rang = min(raenge, default=0)
        bester = raenge.get(rang, [])
        if rang in _SUMMENRAENGE:  # posts asked for and computed, or cost and net, where both are the same
            return bester[:1]
        if len({self._ergebnis.modell.netz[i].bezeichnung for i in bester}) == 1 and menge.einheit == PROZENT:
            return bester[:1]  # one refund rate, stated at several positions
        return bester

    def _gleiche(self, menge: Menge) -> list[str]:
        """Return the ids of all quantities with the unit and, rounded as the text rounds, the value of an amount."""
        gleiche = self._gerundet_gleiche(menge, menge.schritt)
        if gleiche or not (menge.ungefaehr and menge.wert):
            return gleiche
        grob = menge.schritt
        while (menge.wert / (grob * 10)).denominator == 1:
            grob *= 10
        return self._gerundet_gleiche(menge, grob)

    def _gerundet_gleiche(self, menge: Menge, schritt: Fraction) -> list[str]:
        netz = self._ergebnis.modell.netz
        return [i for i in self._werte(menge.einheit, schritt).get(menge.wert, ()) if self._passt(menge, netz[i])]

    def _passt(self, menge: Menge, groesse: Groesse) -> bool:
        if menge.je and " je " not in groesse.einheit.anzeige:
            return False
        if menge.einheit == "":
            return abs(menge.wert) >= MINDESTENS_OHNE_EINHEIT
        return menge.einheit != STUECK or _gleiches_wort(_kopfwort(menge.nomen), groesse.einheit.anzeige.split(" ")[0])

    def _werte(self, einheit: str, schritt: Fraction) -> dict[Fraction, list[str]]:
        """Return ids by value, rounded half up to a place value; a bare number is compared with counts."""
        if (einheit, schritt) not in self._gerundet:
            werte: dict[Fraction, list[str]] = {}
            for id_, wert in self._nach_einheit.get(einheit or STUECK, ()):
                vorzeichen = -1 if wert < 0 else 1
                gerundet = vorzeichen * ab(abs(wert) / schritt + Fraction(1, 2)) * schritt
                werte.setdefault(gerundet, []).append(id_)
            self._gerundet[einheit, schritt] = werte
        return self._gerundet[einheit, schritt]

    @cached_property
    def _nach_einheit(self) -> dict[str, list[tuple[str, Fraction]]]:
        gruppen: dict[str, list[tuple[str, Fraction]]] = {}
        for groesse in self._ergebnis.modell.netz:
            wert = self._ergebnis.werte[groesse.id]
            if isinstance(wert, Fraction) and self._art(groesse.id) in _RAENGE:
                gruppen.setdefault(_grund(groesse), []).append((groesse.id, wert))
        return gruppen

    def _art(self, id_: str) -> str:
        for praefix in self._ergebnis.modell.praefixe:
            if praefix and id_.startswith(praefix):
                id_ = id_.removeprefix(praefix)
        return id_.partition(".")[0]

    def _rang(self, id_: str, freitext: Freitext) -> int:
        if freitext.amt and id_.startswith(f"summe.amt.{freitext.amt}."):
            return 0
        if id_.startswith("summe.gesamt."):
            return 1
        return _RAENGE[self._art(id_)]

    def _eigene(self, posten: tuple[Posten, ...]) -> dict[str, int]:
        """Return the ids of the quantities of positions and of their common Bemessung, results first."""
        if not posten:
            return {}
        bemessung = self._bemessungen[id(posten[0].bemessung)]
        gemeinsam = beantragt_id(bemessung, self._ergebnis.modell.posten_von(bemessung))
        ids = [bemessung.ergebnis, gemeinsam, *(p.ids["stellen"] for p in posten)]
        ids += [i for p in posten for i in p.ids.values()] + list(bemessung.schritte)
        for ziel in bemessung.argumente.values():
            ids += [ziel] if isinstance(ziel, str) else ziel.mitglieder
        return {id_: rang for rang, id_ in reversed(list(enumerate(ids)))}

    # --- Contradiction -------------------------------------------------------------------------------------------

    def _benannte(self, menge: Menge, freitext: Freitext) -> Fund | None:
        """Find a sentence that names an Annahme, or counts what only one Annahme counts, and states another value."""
        if not menge.allein:
            return None
        for annahme in freitext.fall.annahmen.values():
            id_ = self._annahme_id(annahme, freitext.fall)
            groesse = self._ergebnis.modell.netz[id_]
            if _grund(groesse) != menge.einheit or menge.je != (" je " in groesse.einheit.anzeige):
                continue
            if _nennt(menge, annahme, groesse):
                return self._widerspruch(menge, freitext, id_, f"„{annahme.bezeichnung}“ ist")
        return None

    def _annahme_id(self, annahme: Annahme, fall: Fall) -> str:
        modell = self._ergebnis.modell
        praefix = next(p for f, p in zip(modell.faelle, modell.praefixe, strict=True) if f is fall)
        return f"{praefix}annahme.{annahme.name}"

    def _position(self, menge: Menge, freitext: Freitext) -> Fund | None:
        """Find a text about positions that states another number of posts than theirs."""
        if menge.einheit != VZAE or not freitext.posten or menge.je:
            return None
        bemessung = self._bemessungen[id(freitext.posten[0].bemessung)]
        id_ = beantragt_id(bemessung, self._ergebnis.modell.posten_von(bemessung))
        stufe = Stufe.WIDERSPRUCH if _FORDERUNG.search(menge.satz) else Stufe.HINWEIS
        return self._widerspruch(menge, freitext, id_, "beantragt sind", stufe)

    def _summe(self, menge: Menge, freitext: Freitext) -> Fund | None:
        """Find a text about an Amt or the whole that states another sum."""
        if freitext.posten or menge.je or menge.einheit not in (VZAE, EUR):
            return None
        if menge.einheit == VZAE and not _FORDERUNG.search(menge.satz):
            return None
        if menge.einheit == EUR and not (_SUMME.search(menge.satz) and _KOSTEN.search(menge.satz)):
            return None
        if len(self._ergebnis.modell.faelle) > 1:
            return None  # the text speaks of its own case, the sums of all
        mass = "stellen" if menge.einheit == VZAE else "kosten"
        id_ = self._ergebnis.summen_id(mass, *(("amt", freitext.amt) if freitext.amt else ()))
        wo = "im Amt" if freitext.amt else "insgesamt"
        return None if id_ is None else self._widerspruch(menge, freitext, id_, f"{wo} berechnet sind")

    def _widerspruch(
        self, menge: Menge, freitext: Freitext, id_: str, worte: str, stufe: Stufe = Stufe.WIDERSPRUCH
    ) -> Fund:
        groesse = self._ergebnis.modell.netz[id_]
        wert = self._ergebnis.werte[id_]
        einheit = groesse.einheit
        zahl = format_prozent(wert) if einheit.prozent else f"{format_zahl(wert, 0, 4)} {einheit}"
        text = f"{freitext.was}: Der Text nennt {menge.wortlaut}, {worte} {zahl}"
        return Fund(menge, freitext, WIDERSPRUCH, id_, f"{worte} {zahl}", text, stufe)


_SUMMENRAENGE = (0, 1)
# How near a quantity is to a text that speaks of no position: totals, then inputs, then the rest.
_RAENGE = {"annahme": 2, "sachkosten": 3, "kostensatz": 3, "summe": 4, "bemessung": 5, "position": 6}


def _grund(groesse: Groesse) -> str:
    """Return the base unit that a quantity counts, whatever it is counted by."""
    if groesse.einheit.prozent:
        return PROZENT
    wort = groesse.einheit.anzeige.split(" je ")[0]
    return GRUNDEINHEITEN.get(wort, STUECK if wort else "ohne")


def _kopfwort(nomen: str) -> str:
    return nomen.split(" ")[-1] if nomen else ""


def _gleiches_wort(a: str, b: str) -> bool:
    """Tell whether two nouns differ by their ending only: `Fälle`, `Fällen`."""
    return _stamm(a) == _stamm(b)


def _stamm(wort: str) -> str:
    return re.sub(r"(?:en|e|n|er|es|s)$", "", wort.lower())


def _nennt(menge: Menge, annahme: Annahme, groesse: Groesse) -> bool:
    """Tell whether a sentence speaks of an Annahme: by the head words of its name, or by all where these say little."""
    kopf = _TEILWORT.split(annahme.bezeichnung)[0].split()
    worte = kopf if kopf and kopf[-1].lower() not in _ALLGEMEIN else annahme.bezeichnung.split()
    if menge.einheit == STUECK and not _gleiches_wort(_kopfwort(menge.nomen), groesse.einheit.anzeige.split(" ")[0]):
        return False
    im_satz = {_stamm(w) for w in re.findall(r"\w+", menge.satz)}
    return bool(worte) and all(_stamm(w) in im_satz for w in re.findall(r"\w+", " ".join(worte)) if len(w) > 2)
