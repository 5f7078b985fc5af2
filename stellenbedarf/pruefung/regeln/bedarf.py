"""Need for posts from stated cases and times, in prose and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.parameter.tabellen import load_richtwerte
from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, stellen, zahl
from stellenbedarf.pruefung.verstehen.mengen import DING, MINUTEN, STELLEN, STUNDEN, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Satz
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, Zeile
from stellenbedarf.rundung import halb_auf

_JE_FALL = re.compile(r"\b(?:je|pro|für die \w+ je|für jede[nrs]?)\b", re.I)
_BENOETIGT = re.compile(
    r"benötigt|erforderlich|bedarf|ergibt|ergeben|notwendig|beantragt|entspricht|errechne|brauch", re.I
)
_JAHRESZEIT = re.compile(
    r"jahresarbeit|je stelle|je vzä|pro stelle|im jahr|jährlich|arbeitszeit|/jahr|je jahr|normalarbeitskraft|"
    r"je vollzeit",
    re.I,
)
PLAUSIBEL = (1200, 2000)


@dataclass(frozen=True, slots=True)
class Fallrechnung:
    """Cases, time per case and posts that one section states, with the hours per year if it names them."""

    faelle: Menge
    zeit: Menge
    anteil: Menge
    ort: Stelle
    weitere: tuple[Stelle, ...]
    jahresstunden: Fraction | None

    def bedarf(self, stunden_tief: Fraction, stunden_hoch: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the most posts for hours per year between two bounds."""
        je_stunde = 60 if self.zeit.einheit == MINUTEN else 1
        return (
            self.faelle.wert * self.zeit.wert / je_stunde / stunden_hoch,
            self.faelle.hoch * self.zeit.hoch / je_stunde / stunden_tief,
        )


def fallrechnung(papier: Papier) -> Ergebnisse:
    """Posts said to follow from cases and time per case do follow, at plausible hours a year."""
    richtwerte = sorted(r.wert for r in load_richtwerte().values() if r.einheit == "h je VZÄ")
    tief, hoch = richtwerte[0], richtwerte[-1]
    for r in _fallrechnungen(papier):
        if r.jahresstunden is not None:
            von, bis = r.bedarf(r.jahresstunden, r.jahresstunden)
            grundlage = f"{zahl(r.jahresstunden)} Stunden im Jahr"
        else:
            von, bis = r.bedarf(tief, hoch)
            grundlage = f"{zahl(tief)} bis {zahl(hoch)} Stunden im Jahr (veröffentlichte Richtwerte)"
        spiel = max(r.anteil.feinheit / 2, Fraction(1, 40))
        rechnung = f"{r.faelle.text.replace('„', '')} × {r.zeit.text} bei {grundlage} = {_spanne(von, bis)} Stellen"
        if von - spiel <= r.anteil.wert <= bis + spiel:
            yield Richtig(f"{rechnung}; genannt {stellen(r.anteil.wert)}", r.ort)
            continue
        eng = "" if r.jahresstunden is not None else _nach_woche(r)
        noetig = r.anteil.wert * (r.jahresstunden or (tief + hoch) / 2) / r.faelle.wert
        yield Fund(
            f"Genannt {'ist' if r.anteil.wert == 1 else 'sind'} {stellen(r.anteil.wert)}, aus den Angaben "
            f"folgen {_spanne(von, bis)} Stellen: {rechnung}{eng}. "
            f"Der genannte Umfang entspräche rund {zahl(halb_auf(noetig, 1))} Stunden je Fall.",
            r.ort,
            stellen(r.anteil.wert),
            f"{eng.split(': ')[-1] if eng else _spanne(von, bis) + ' Stellen'}",
            r.weitere,
            stufe=None if r.anteil.wert > bis else Stufe.HINWEIS,
        )


def _nach_woche(r: Fallrechnung) -> str:
    werte = load_richtwerte()
    schluessel = ("kgst-2022-40h", "kgst-2022-41h")
    if not all(s in werte for s in schluessel):
        return ""
    von, bis = r.bedarf(werte[schluessel[0]].wert, werte[schluessel[1]].wert)
    return f"; bei 40 bis 41 Wochenstunden (KGSt 2022, 1.631 bis 1.671 Stunden): {_spanne(von, bis)} Stellen"


def _spanne(von: Fraction, bis: Fraction) -> str:
    a, b = (zahl(halb_auf(w, 2)) for w in (von, bis))
    a, b = (x if "," in x and len(x.partition(",")[2]) == 2 else f"{x}0" if "," in x else f"{x},00" for x in (a, b))
    return a if a == b else f"{a} bis {b}"


def _fallrechnungen(papier: Papier) -> Iterator[Fallrechnung]:
    """Return sections that state exactly one time per case, cases in front of it and posts behind it."""
    for saetze in papier.nach_abschnitt.values():
        for n, satz in enumerate(saetze):
            zeiten = [
                m
                for m in (*satz.nach(STUNDEN), *satz.nach(MINUTEN))
                if m.wert < 200
                and (
                    (m.je and not re.match(r"Woche|Jahr|Tag|Stelle|VZ|Monat", m.je))
                    or _JE_FALL.search(satz.text[: m.von])
                )
            ]
            if len(zeiten) != 1:
                continue
            faelle = _faelle(saetze[max(0, n - 2) : n + 1], satz, zeiten[0])
            anteil = _anteil(saetze[n : n + 3], satz, zeiten[0])
            if faelle is None or anteil is None:
                continue
            yield Fallrechnung(
                faelle[0],
                zeiten[0],
                anteil[0],
                anteil[1].stelle,
                (satz.stelle, faelle[1].stelle),
                _jahresstunden(saetze, papier),
            )


def _faelle(davor: list[Satz], satz: Satz, zeit: Menge) -> tuple[Menge, Satz] | None:
    for s in reversed(davor):
        mengen = [m for m in s.mengen if m.einheit == DING and not m.je.startswith(("Stelle", "VZ")) and m.wert >= 10]
        if s is satz:
            mengen = [m for m in mengen if m.von < zeit.von or len(mengen) == 1]
        if mengen:
            # „3 % der Bedarfsgemeinschaften = 662 Fälle“: the result counts, it stands last.
            return mengen[-1], s
    return None


def _anteil(danach: list[Satz], satz: Satz, zeit: Menge) -> tuple[Menge, Satz] | None:
    for s in danach:
        mengen = [m for m in s.nach(STELLEN) if m.bis is None and not m.je and (s is not satz or m.von > zeit.ende)]
        if mengen and s.nennt(_BENOETIGT):
            return (mengen[0], s) if len(mengen) == 1 else None
        if mengen:
            return None
    return None


def _jahresstunden(saetze: list[Satz], papier: Papier) -> Fraction | None:
    def stunden(menge: list[Satz]) -> set[Fraction]:
        gefunden = {
            m.wert
            for s in menge
            for m in s.nach(STUNDEN)
            if PLAUSIBEL[0] <= m.wert <= PLAUSIBEL[1] and m.bis is None and s.nennt(_JAHRESZEIT)
        }
        return gefunden | {
            m.wert / 60 for s in menge for m in s.nach(MINUTEN) if 60 * PLAUSIBEL[0] <= m.wert <= 60 * PLAUSIBEL[1]
        }

    gefunden = stunden(saetze) or stunden(list(papier.saetze_mit_zahlen))
    return gefunden.pop() if len(gefunden) == 1 else None


def falltabelle(papier: Papier) -> Ergebnisse:
    """In a table of cases: cases × time = hours, and hours / hours per year = posts."""
    for blatt in papier.blaetter:
        faelle, zeit = blatt.spalte(Rolle.FALLZAHL), blatt.spalte(Rolle.ZEIT)
        stunden, anteil = blatt.spalte(Rolle.STUNDEN), blatt.spalte(Rolle.STELLEN)
        je_stelle = _stunden_im_blatt(papier, blatt)
        for zeile in blatt.positionen:
            if faelle and zeit and stunden:
                yield from _produkt(zeile, faelle, zeit, stunden, _teiler(zeit, stunden))
            quelle = stunden or None
            if quelle and anteil and je_stelle:
                yield from _quotient(zeile, quelle, anteil, je_stelle)
            elif faelle and zeit and anteil and je_stelle:
                yield from _produkt(zeile, faelle, zeit, anteil, _teiler(zeit, anteil) * je_stelle)
        for summe in blatt.summen:
            if stunden and anteil and je_stelle:
                yield from _quotient(summe, stunden, anteil, je_stelle, len(blatt.positionen))


def _teiler(zeit: Spalte, ziel: Spalte) -> Fraction:
    """Return 60 where minutes become hours."""
    in_minuten = re.search(r"min", zeit.kopf, re.I) is not None
    return Fraction(60) if in_minuten and not re.search(r"minuten|\bmin\b", ziel.kopf, re.I) else Fraction(1)


def _produkt(zeile: Zeile, a: Spalte, b: Spalte, ergebnis: Spalte, teiler: Fraction) -> Ergebnisse:
    x, y, z = zeile.menge(a), zeile.menge(b), zeile.menge(ergebnis)
    if x is None or y is None or z is None:
        return
    soll = x.wert * y.wert / teiler
    spiel = z.feinheit / 2 + (y.feinheit / 2 * x.wert / teiler if y.nachkomma >= 3 else 0)
    if abs(soll - z.wert) <= spiel:
        yield Richtig(f"„{zeile.beschriftung}“: {x.text} × {y.text} → {z.text}", zeile.ort(ergebnis))
    else:
        yield Fund(
            f"„{zeile.beschriftung}“: {x.text} × {y.text}{' / 60' if teiler % 60 == 0 else ''} ergibt "
            f"{zahl(halb_auf(soll, 2))} („{ergebnis.kopf}“), angegeben ist {z.text}.",
            zeile.ort(ergebnis),
            z.text,
            zahl(halb_auf(soll, 2)),
            (zeile.ort(a), zeile.ort(b)),
        )


def _quotient(zeile: Zeile, stunden: Spalte, anteil: Spalte, je_stelle: Fraction, zeilen: int = 1) -> Ergebnisse:
    h, s = zeile.menge(stunden), zeile.menge(anteil)
    if h is None or s is None:
        return
    soll = h.wert / je_stelle
    # A total of rounded rows may differ by half a step per row; the sum rule looks at that.
    if abs(soll - s.wert) <= s.feinheit * (zeilen + 1) / 2:
        yield Richtig(f"„{zeile.beschriftung}“: {h.text} / {zahl(je_stelle)} → {s.text}", zeile.ort(anteil))
    else:
        yield Fund(
            f"„{zeile.beschriftung}“: {h.text} Stunden / {zahl(je_stelle)} Stunden je Stelle ergibt "
            f"{zahl(halb_auf(soll, 2))}, angegeben ist {s.text}.",
            zeile.ort(anteil),
            s.text,
            zahl(halb_auf(soll, 2)),
            (zeile.ort(stunden),),
        )


def _stunden_im_blatt(papier: Papier, blatt: Blatt) -> Fraction | None:
    """Return the hours per year that nearly all rows of a table share, or that the text names."""
    gefunden = {
        m.wert
        for s in papier.saetze_mit_zahlen
        for m in s.nach(STUNDEN)
        if PLAUSIBEL[0] <= m.wert <= PLAUSIBEL[1] and m.bis is None and s.nennt(_JAHRESZEIT)
    }
    gefunden |= {
        m.wert / 60
        for s in papier.saetze_mit_zahlen
        for m in s.nach(MINUTEN)
        if 60 * PLAUSIBEL[0] <= m.wert <= 60 * PLAUSIBEL[1]
    }
    stunden, anteil = blatt.spalte(Rolle.STUNDEN), blatt.spalte(Rolle.STELLEN)
    if len(gefunden) <= 1 or stunden is None or anteil is None:
        return gefunden.pop() if len(gefunden) == 1 else None
    paare = [(h, s) for z in blatt.positionen if (h := z.menge(stunden)) and (s := z.menge(anteil))]
    passend = [
        w for w in gefunden if paare and 2 * sum(abs(h.wert / w - s.wert) <= s.feinheit for h, s in paare) > len(paare)
    ]
    return passend[0] if len(passend) == 1 else None
