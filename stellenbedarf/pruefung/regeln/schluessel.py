"""Keys and samples: posts from „1:75“, the size of a sample from confidence and margin."""

from __future__ import annotations

import re
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, stellen, zahl
from stellenbedarf.pruefung.verstehen.mengen import DING, PROZENT, STELLEN, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Satz
from stellenbedarf.pruefung.verstehen.spalten import Rolle
from stellenbedarf.pruefung.verstehen.zahlen_im_text import ZAHL, lies, ohne_marken
from stellenbedarf.rundung import halb_auf

_ERGIBT = re.compile(
    r"benötigt|erforderlich|bedarf|ergibt|ergeben|notwendig|beantragt|entspricht|errechne|brauch", re.I
)
_SCHLUESSEL = re.compile(rf"(?<![\d:.])1\s?(?::|zu)\s?(?P<n>{ZAHL})(?![:.]\d)")


def schluessel(papier: Papier) -> Ergebnisse:
    """Posts from a key („1:75“) are the number of cases divided by the key."""
    for satz in papier.saetze:
        text = ohne_marken(satz.text)
        treffer = list(_SCHLUESSEL.finditer(text))
        anteile = [m for m in satz.nach(STELLEN) if m.bis is None and not m.je]
        faelle = [
            m
            for m in satz.mengen
            if m.einheit == DING and not any(t.start() <= m.von < t.end() for t in treffer) and m.bis is None
        ]
        if len(treffer) != 1 or len(anteile) != 1 or len(faelle) != 1 or not satz.nennt(_ERGIBT):
            continue
        yield from _schluessel(faelle[0], lies(treffer[0]["n"]), anteile[0], satz.stelle, ())
    for blatt in papier.blaetter:
        spalte, menge, anteil = (
            blatt.spalte(Rolle.SCHLUESSEL),
            blatt.spalte(Rolle.FALLZAHL),
            blatt.spalte(Rolle.STELLEN),
        )
        if spalte is None or menge is None or anteil is None:
            continue
        for zeile in blatt.positionen:
            gedruckt = _SCHLUESSEL.search(zeile.text(spalte))
            teiler = lies(gedruckt["n"]) if gedruckt else zeile.wert(spalte)
            zaehler, stand = zeile.menge(menge), zeile.menge(anteil)
            if teiler and zaehler and stand:
                yield from _schluessel(zaehler, teiler, stand, zeile.ort(anteil), (zeile.ort(menge), zeile.ort(spalte)))


def _schluessel(faelle: Menge, teiler: Fraction, anteil: Menge, ort: Stelle, weitere: tuple[Stelle, ...]) -> Ergebnisse:
    soll = faelle.wert / teiler
    rechnung = f"{zahl(faelle.wert)} / {zahl(teiler)} = {zahl(halb_auf(soll, 3))}"
    if (
        anteil.kann_sein(soll)
        or (faelle.naeherung and anteil.ungefaehr(soll))
        or abs(soll - anteil.wert) < Fraction(1, 20)
    ):
        yield Richtig(f"Schlüssel 1:{zahl(teiler)}: {rechnung}; genannt {stellen(anteil.wert)}", ort)
    else:
        gerundet = abs(soll - anteil.wert) < Fraction(1, 2) and anteil.wert * 2 == int(anteil.wert * 2)
        yield Fund(
            f"Schlüssel 1:{zahl(teiler)}: {rechnung} Stellen, angegeben sind {stellen(anteil.wert)}.",
            ort,
            stellen(anteil.wert),
            stellen(halb_auf(soll, 3)),
            weitere,
            stufe=Stufe.HINWEIS if gerundet else None,
        )


_STICHPROBE = re.compile(r"stichprobe", re.I)
_REPRAESENTATIV = re.compile(r"repräsentativ|statistisch|mindestgröße|stichprobenumfang", re.I)
_VERTRAUEN = re.compile(r"vertrauens|konfidenz|sicherheitsniveau|irrtumswahrsch|aussagesicherheit", re.I)
_FEHLER = re.compile(r"fehlergrenze|fehlerspanne|stichprobenfehler|genauigkeit|fehlertoleranz|abweichung von|±", re.I)
Z_WERTE = {Fraction(90): Fraction("1.644854"), Fraction(95): Fraction("1.959964"), Fraction(99): Fraction("2.575829")}


def stichprobe(papier: Papier) -> Ergebnisse:
    """A representative sample names confidence and margin; its size follows from them."""
    for saetze in papier.nach_abschnitt.values():
        treffer = next((s for s in saetze if s.nennt(_STICHPROBE) and s.nennt(_REPRAESENTATIV)), None)
        if treffer is None:
            continue
        fehlt = [
            name
            for name, muster in (("Vertrauensniveau", _VERTRAUEN), ("Fehlergrenze", _FEHLER))
            if not any(s.nennt(muster) for s in saetze)
        ]
        if fehlt:
            yield Fund(
                f"Die Stichprobe soll repräsentativ sein; {' und '.join(fehlt)} "
                f"{'ist' if len(fehlt) == 1 else 'sind'} nicht angegeben. Ob der Umfang "
                "genügt, lässt sich nicht prüfen.",
                treffer.stelle,
                stufe=Stufe.LUECKE,
            )
            continue
        yield from _umfang(saetze)


def _umfang(saetze: list[Satz]) -> Ergebnisse:
    """Recompute the size of a sample from the population, the confidence and the margin of a section."""
    niveau = {m.wert for s in saetze if s.nennt(_VERTRAUEN) for m in s.nach(PROZENT) if m.wert in Z_WERTE}
    grenze = {
        m.wert for s in saetze if s.nennt(_FEHLER) for m in s.nach(PROZENT) if 0 < m.wert <= 20 and m.wert not in niveau
    }
    dinge = [(m, s) for s in saetze for m in s.nach(DING) if m.wert >= 30 and not m.je]
    umfang = [(m, s) for m, s in dinge if re.search(r"stichprobe|umfang|zu prüfen|gezogen|prüfen", s.text, re.I)]
    if len(niveau) != 1 or len(grenze) != 1 or len({m.wert for m, _ in dinge}) != 2 or not umfang:
        return
    gesamt = max(m.wert for m, _ in dinge)
    klein, ort = min(((m, s) for m, s in dinge if m.wert != gesamt), key=lambda p: p[0].wert)
    z, e = Z_WERTE[niveau.pop()], grenze.pop() / 100
    n0 = z * z / 4 / (e * e)
    mit = n0 / (1 + (n0 - 1) / gesamt)
    erlaubt = {halb_auf(w, 0) + d for w in (n0, mit) for d in (-1, 0, 1)}
    if klein.wert in erlaubt:
        yield Richtig(
            f"Stichprobenumfang {klein.text} (rechnerisch {zahl(halb_auf(mit, 1))}, ohne Endlichkeitskorrektur "
            f"{zahl(halb_auf(n0, 1))})",
            ort.stelle,
        )
    else:
        yield Fund(
            f"Aus {zahl(gesamt)} Fällen folgt bei diesem Vertrauensniveau und dieser Fehlergrenze ein Umfang "
            f"von {zahl(halb_auf(mit, 0))} "
            f"(ohne Endlichkeitskorrektur {zahl(halb_auf(n0, 0))}), angegeben sind {klein.text}.",
            ort.stelle,
            klein.text,
            zahl(halb_auf(mit, 0)),
            stufe=Stufe.HINWEIS if klein.wert > mit else None,
        )
