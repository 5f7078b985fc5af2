"""Rows of posts: amount = posts × rate, and one rate per grade through the whole paper."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.ergebnis import Hypothese
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, stellen, zahl
from stellenbedarf.pruefung.verstehen.kostensaetze import (
    Satzzeile,
    gedruckte_saetze,
    haeufigster_satz,
    saetze_je_bewertung,
    satzzeilen,
)
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.spalten import Rolle


def zeilenprodukt(papier: Papier) -> Ergebnisse:
    """In every row posts × rate of the grade = amount; the rate is printed or shared by most rows of the grade."""
    yield from _ohne_bewertung(papier)
    gruppen: dict[tuple[str, str], list[Satzzeile]] = defaultdict(list)
    for zeile in satzzeilen(papier):
        gruppen[zeile.bewertung, zeile.gruppe].append(zeile)
    gedruckt = gedruckte_saetze(papier)
    alle = saetze_je_bewertung(papier)
    for (bewertung, gruppe), zeilen in gruppen.items():
        if zeilen[0].satz or zeilen[0].monate:
            yield from (_mit_satzspalte(z) for z in zeilen if z.satz)
            continue
        if not gruppe and bewertung in gedruckt:
            yield from _gegen(zeilen, gedruckt[bewertung][0][0], alle, "gedruckter Satz")
            continue
        satz, passend = haeufigster_satz(zeilen)
        if passend >= 2 and 2 * passend > len(zeilen):
            yield from _gegen(zeilen, satz, alle, f"Satz aus {passend} Zeilen")
        elif len(zeilen) == 1:
            z = zeilen[0]
            yield Richtig(
                f"{zahl(z.anteil.wert)} × {eur(z.eigener_satz)} = {eur(z.betrag.wert)} ({bewertung}, einzige Zeile "
                "mit dieser Bewertung: der Satz ist mit keiner zweiten verglichen)",
                z.ort,
            )


def _ohne_bewertung(papier: Papier) -> Ergebnisse:
    """Rows that print posts, rate and amount, but no grade: where most of them multiply, the others are wrong."""
    for blatt in papier.blaetter:
        anteil, satz, betrag = (blatt.spalte(r) for r in (Rolle.STELLEN, Rolle.SATZ, Rolle.BETRAG))
        if anteil is None or satz is None or betrag is None or blatt.alle(Rolle.MONATE):
            continue
        grad = blatt.spalte(Rolle.BEWERTUNG)
        zeilen = [
            (z, a, s, b) for z in blatt.positionen
            if (grad is None or z.bewertung(grad) is None)
            and (a := z.menge(anteil)) and (s := z.menge(satz)) and (b := z.menge(betrag))
        ]  # fmt: skip
        stimmt = [abs(a.wert * s.wert - b.wert) <= b.feinheit / 2 for _, a, s, b in zeilen]
        if len(zeilen) < 2 or 2 * sum(stimmt) < len(zeilen):
            continue
        for (z, a, s, b), gut in zip(zeilen, stimmt, strict=True):
            rechnung = f"{zahl(a.wert)} × {eur(s.wert)}"
            if gut:
                yield Richtig(f"{rechnung} = {eur(b.wert)}", z.ort(betrag))
            else:
                yield Fund(
                    f"„{z.beschriftung}“: {rechnung} ergibt {eur(a.wert * s.wert)}, angegeben sind {eur(b.wert)}.",
                    z.ort(betrag), eur(b.wert), eur(a.wert * s.wert), (z.ort(anteil), z.ort(satz)),
                )  # fmt: skip


def _mit_satzspalte(z: Satzzeile) -> Fund | Richtig:
    assert z.satz is not None
    monate = int(z.monate.wert) if z.monate and z.monate.wert.denominator == 1 else 12
    soll = z.anteil.wert * z.satz.wert * monate / 12
    rechnung = f"{zahl(z.anteil.wert)} × {eur(z.satz.wert)}" + (f" × {monate}/12" if monate != 12 else "")
    if z.passt(z.satz.wert, monate):
        return Richtig(f"{rechnung} = {eur(z.betrag.wert)} ({z.bewertung})", z.ort)
    if monate == 12 and z.nennt_teiljahr and passende_monate(z, z.satz.wert):
        return Richtig(
            f"{rechnung} × {passende_monate(z, z.satz.wert)}/12 = {eur(z.betrag.wert)} (Teil des Jahres)", z.ort
        )
    return Fund(
        f"{z.bewertung}: {rechnung} ergibt {eur(soll)}, angegeben sind {eur(z.betrag.wert)}.",
        z.ort,
        eur(z.betrag.wert),
        eur(soll),
        (z.zeile.stelle,),
        _vermutungen(z, z.satz.wert, {}),
    )


def _gegen(zeilen: list[Satzzeile], satz: Fraction, alle: dict[str, Fraction], woher: str) -> Ergebnisse:
    for z in zeilen:
        soll = z.anteil.wert * satz
        if z.passt(satz):
            yield Richtig(f"{zahl(z.anteil.wert)} × {eur(satz)} = {eur(z.betrag.wert)} ({z.bewertung}, {woher})", z.ort)
        elif z.nennt_teiljahr:
            monate = passende_monate(z, satz)
            if monate:
                yield Richtig(
                    f"{zahl(z.anteil.wert)} × {eur(satz)} × {monate}/12 = {eur(z.betrag.wert)} ({z.bewertung}, "
                    "Teil des Jahres)",
                    z.ort,
                )
            else:
                yield Fund(
                    f"{z.bewertung}: Der Betrag {eur(z.betrag.wert)} für {stellen(z.anteil.wert)} passt bei "
                    "einem Satz von "
                    f"{eur(satz)} zu keiner ganzen Zahl von Monaten.",
                    z.ort,
                    eur(z.betrag.wert),
                    eur(soll),
                    tuple(a.ort for a in zeilen if a is not z),
                    stufe=Stufe.HINWEIS,
                )
        else:
            yield Fund(
                f"{z.bewertung}: {zahl(z.anteil.wert)} × {eur(satz)} ({woher}) ergibt {eur(soll)}, angegeben sind "
                f"{eur(z.betrag.wert)}.",
                z.ort,
                eur(z.betrag.wert),
                eur(soll),
                (z.zeile.stelle, *(a.ort for a in zeilen if a is not z)),
                _vermutungen(z, satz, alle),
            )


def passende_monate(z: Satzzeile, satz: Fraction) -> int:
    """Return the number of months below 12 with which the row fits; 0 where none does."""
    return next((m for m in range(1, 12) if z.passt(satz, m)), 0)


def _vermutungen(z: Satzzeile, satz: Fraction, alle: dict[str, Fraction]) -> tuple[Hypothese, ...]:
    """Return what would make the row fit: another grade, part of a year, other posts."""
    gefunden = [
        Hypothese(
            f"Der Betrag passt zum Satz von {grad}.", f"{zahl(z.anteil.wert)} × {eur(wert)} = {eur(z.betrag.wert)}"
        )
        for grad, wert in alle.items()
        if grad != z.bewertung and z.passt(wert)
    ]
    if monate := passende_monate(z, satz):
        gefunden.append(
            Hypothese(
                f"Der Betrag passt zu {monate} Monaten.",
                f"{zahl(z.anteil.wert)} × {eur(satz)} × {monate}/12 = {eur(z.betrag.wert)}",
            )
        )
    anteil = z.betrag.wert / satz
    if (anteil * 20).denominator == 1 and anteil != z.anteil.wert:
        gefunden.append(
            Hypothese(f"Der Betrag passt zu {stellen(anteil)}.", f"{eur(z.betrag.wert)} / {eur(satz)} = {zahl(anteil)}")
        )
    return tuple(gefunden)


def ein_satz(papier: Papier) -> Ergebnisse:
    """A grade costs the same in every row; printed rates agree too."""
    gruppen: dict[tuple[str, str], list[Satzzeile]] = defaultdict(list)
    for zeile in satzzeilen(papier):
        gruppen[zeile.bewertung, zeile.gruppe].append(zeile)
    for (bewertung, _), zeilen in gruppen.items():
        satz, passend = haeufigster_satz(zeilen)
        if passend == len(zeilen) >= 2:
            yield Richtig(f"{bewertung}: {eur(satz)} je Stelle in allen {len(zeilen)} Zeilen", zeilen[0].ort)
        elif len(zeilen) > 1 and 2 * passend <= len(zeilen) and not any(z.nennt_teiljahr or z.monate for z in zeilen):
            verschieden = list(dict.fromkeys(z.satz.wert if z.satz else z.eigener_satz for z in zeilen))
            yield Fund(
                f"{bewertung} kostet je Stelle nicht überall gleich viel: {', '.join(eur(w) for w in verschieden)}. "
                "Welcher Satz gilt, lässt sich aus dem Papier nicht entscheiden.",
                zeilen[0].ort,
                eur(verschieden[0]),
                eur(verschieden[1]),
                tuple(z.ort for z in zeilen[1:]),
            )
    for bewertung, werte in gedruckte_saetze(papier).items():
        abweichend = [w for w in werte if w[0] != werte[0][0]]
        if abweichend and len({w[0] for w in werte}) == 2:
            yield Fund(
                f"Für {bewertung} sind zwei Sätze gedruckt: {eur(werte[0][0])} und {eur(abweichend[0][0])}.",
                abweichend[0][1],
                eur(abweichend[0][0]),
                eur(werte[0][0]),
                (werte[0][1],),
                stufe=Stufe.HINWEIS,
            )
