"""Checks of a whole case that need more than one field: references, sums of shares, order of dates, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from stellenbedarf.eingabe.leser import angabe, vorschlag
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler, Stufe
from stellenbedarf.formel import Eingabe, einheit
from stellenbedarf.formel.satz import AUS_AUFGABEN
from stellenbedarf.modell import felder
from stellenbedarf.modell.fall import BASIS, Annahme, Fall, Position
from stellenbedarf.modell.lesen_arbeitszeit import BAUSTEINE
from stellenbedarf.modell.pruefen_kombination import check_teile
from stellenbedarf.modell.pruefen_kosten import check_kosten
from stellenbedarf.modell.pruefen_profil import check_stellenpapiere
from stellenbedarf.modell.pruefen_prognose import check_prognosen
from stellenbedarf.modell.pruefen_vergleich import check_vergleiche
from stellenbedarf.modell.verteilungen import check_korrelationen, check_verteilung
from stellenbedarf.parameter.tabellen import load_kostensaetze, load_richtwerte
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.zahlen import format_datum, format_prozent, tageszahl


def check_fall(fall: Fall, befunde: Befunde) -> None:
    """Run all checks of the case; errors and hints go to `befunde`."""
    for pruefung in PRUEFUNGEN:
        pruefung(fall, befunde)


def _a(name: str, ort: Fundstelle | None) -> str:
    return angabe((*felder.ANNAHME, *felder.ARBEITSZEIT), name, ort)


def _check_annahmen(fall: Fall, befunde: Befunde) -> None:
    for annahme in fall.annahmen.values():
        ort = annahme.orte.get("")
        abgeleitet = (annahme.parameter, annahme.rechnung, annahme.prognose, annahme.arbeitszeit)
        moeglich = (annahme.wert is not None, *abgeleitet)
        wege = [w for w in moeglich if w]
        if (len(wege) != 1 and not annahme.orte.keys() & {"wert", *BAUSTEINE}) or len(wege) > 1:
            befunde.fehler(
                f"Annahme {annahme.name}: Der Wert fehlt" if not wege else f"Annahme {annahme.name}: mehrere Werte",
                ort,
                f"Geben Sie genau eines an: {_a('wert', ort)}, {_a('parameter', ort)}, {_a('rechnung', ort)} mit "
                f"{_a('aus', ort)} oder {_a('prognose', ort)} mit {_a('zieljahre', ort)}; unter „arbeitszeit“ "
                f"stattdessen auch {_a('land', ort)}, {_a('jahr', ort)} und die weiteren Bestandteile.",
            )
        if annahme.parameter and annahme.parameter not in load_richtwerte():
            befunde.fehler(f"Annahme {annahme.name}: Den Richtwert „{annahme.parameter}“ gibt es nicht",
                           annahme.orte.get("parameter"), vorschlag(annahme.parameter, load_richtwerte()))  # fmt: skip
        if annahme.rechnung and len(annahme.aus) < 2:
            befunde.fehler(f"Annahme {annahme.name}: Zur Rechnung fehlen die Annahmen, aus denen sie besteht", ort,
                           f"Nennen Sie unter „{_a('aus', ort)}“ mindestens zwei.")  # fmt: skip
        if annahme.rechnung in ("differenz", "quotient") and len(annahme.aus) > 2:
            befunde.fehler(f"Annahme {annahme.name}: Differenz und Quotient haben genau zwei Glieder", ort,
                           "Bilden Sie Zwischenwerte als eigene Annahmen.")  # fmt: skip
        for name in annahme.vorgaenger:
            if name not in fall.annahmen:
                befunde.fehler(f"Annahme {annahme.name}: „{name}“ gibt es nicht", annahme.orte.get("aus", ort),
                               vorschlag(name, fall.annahmen))  # fmt: skip
        if not (annahme.rechnung or annahme.prognose or annahme.parameter or annahme.quelle):
            befunde.hinweis(f"Die Annahme „{annahme.bezeichnung}“ hat keine Quelle", ort,
                            f"Tragen Sie „{_a('quelle', ort)}“ und „{_a('stand', ort)}“ ein; ohne Quelle ist der Wert "
                            "nicht prüfbar.")  # fmt: skip
        if dict(einheit(annahme.einheit).dimensionen).keys() & {"Datum", "Text", "Wahrheit"}:
            befunde.fehler(f"Annahme {annahme.name}: „{annahme.einheit}“ ist keine Einheit für eine Zahl",
                           annahme.orte.get("einheit"), "Nennen Sie, was gezählt oder gemessen wird.")  # fmt: skip
        _check_spanne(annahme, befunde)
        check_verteilung(annahme, befunde)


def _check_spanne(annahme: Annahme, befunde: Befunde) -> None:
    grenzen = [w for w in (annahme.niedrig, annahme.wert, annahme.hoch) if w is not None]
    if grenzen != sorted(grenzen):
        befunde.fehler(
            f"Annahme {annahme.name}: Die Spanne ist nicht geordnet (niedrig ≤ wert ≤ hoch)",
            annahme.orte.get("niedrig", annahme.orte.get("")),
            "Prüfen Sie die drei Werte.",
        )


def _check_kreis(fall: Fall, befunde: Befunde) -> None:
    try:
        TopologicalSorter({a.name: a.vorgaenger for a in fall.annahmen.values()}).prepare()
    except CycleError as kreis:
        namen = kreis.args[1]
        befunde.fehler(
            f"Die Annahmen hängen im Kreis voneinander ab: {' → '.join(namen)}",
            fall.annahmen[namen[0]].orte.get("aus", fall.annahmen[namen[0]].orte.get("")),
            "Geben Sie für eine davon einen festen Wert an.",
        )


def _check_verweise(fall: Fall, befunde: Befunde) -> None:
    stellen = [
        (f"Bemessung {b.schluessel}", argument) for b in fall.bemessungen.values() for argument in b.alle_argumente()
    ] + [(f"Sachkosten {s.name}", argument) for s in fall.sachkosten for argument in (s.menge, s.stueckpreis)]
    stellen += [(f"Eigenleistung {e.name}", a) for e in fall.eigenleistungen for a in (e.festkosten, e.stueckkosten)]
    for was, argument in stellen:
        if argument.name and argument.name not in fall.annahmen:
            befunde.fehler(f"{was}: Die Annahme „{argument.name}“ gibt es nicht", argument.ort,
                           vorschlag(argument.name, fall.annahmen))  # fmt: skip
    alle_nutzer, teile = fall.nutzer(), fall.teile
    for schluessel, bemessung in fall.bemessungen.items():
        nutzer = alle_nutzer.get(schluessel, ())
        if not nutzer and schluessel not in teile:
            befunde.hinweis(f"Die Bemessung „{schluessel}“ wird von keiner Position genutzt", bemessung.orte.get(""))
        if len(nutzer) > 1 and any(p.beantragt is None for p in nutzer):
            ort: Fundstelle | None = next(p for p in nutzer if p.beantragt is None).orte[""]
            befunde.fehler(
                f"Die Bemessung „{schluessel}“ gilt für mehrere Positionen; dann braucht jede "
                f"„{angabe(felder.POSITION, 'beantragt', ort)}“",
                ort,
                "Tragen Sie den beantragten Stellenanteil jeder dieser Positionen ein.",
            )
        if not bemessung.quelle and bemessung.hat_zahl_ohne_quelle() and VERFAHREN[bemessung.verfahren].misst:
            ort = bemessung.orte.get("")
            befunde.hinweis(f"Die Bemessung „{schluessel}“ enthält Zahlen ohne Quelle", ort,
                            f"Ergänzen Sie „{angabe(felder.BEMESSUNG, 'quelle', ort)}“.")  # fmt: skip


def _check_positionen(fall: Fall, befunde: Befunde) -> None:
    for position in fall.positionen:
        if position.amt not in fall.aemter:
            befunde.fehler(f"Position {position.nr}: Das Amt „{position.amt}“ gibt es nicht", position.orte["amt"],
                           vorschlag(position.amt, fall.aemter))  # fmt: skip
        if fall.kopf.haushaltsjahre and position.beginn is None and "beginn" not in position.orte:
            ort = position.orte[""]
            befunde.fehler(f"Position {position.nr}: „{angabe(felder.POSITION, 'beginn', ort)}“ fehlt, ohne ihn gibt "
                           "es keine Kosten je Haushaltsjahr", ort,
                           "Tragen Sie den ersten Tag ein, zum Beispiel 01.01.2012.")  # fmt: skip
        if position.beginn and position.ende and position.ende < position.beginn:
            befunde.fehler(
                f"Position {position.nr}: Das Ende {format_datum(position.ende)} liegt vor dem Beginn "
                f"{format_datum(position.beginn)}",
                position.orte["ende"],
                "Prüfen Sie beide Tage.",
            )
        _check_zeitanteile(fall, position, befunde)
        if position.luecke:
            befunde.hinweis(
                f"Position {position.nr}: {position.luecke}", position.orte.get("luecke"), stufe=Stufe.LUECKE
            )


def _check_zeitanteile(fall: Fall, position: Position, befunde: Befunde) -> None:
    anteile = [a.anteil for a in position.aufgaben if a.anteil is not None]
    zeitanteile = any(e.reihe == AUS_AUFGABEN for e in _eingaben(fall, position))
    if zeitanteile and not anteile:
        befunde.fehler(f"Position {position.nr}: Das Verfahren zeitanteile braucht Aufgaben mit Anteilen",
                       position.orte[""], "Ergänzen Sie unter „aufgaben“ je Aufgabe den „anteil“.")  # fmt: skip
    if not anteile:
        return
    summe = sum(anteile, Fraction(0))
    if len(anteile) < len(position.aufgaben) or summe != 1:
        befunde.fehler(
            f"Position {position.nr}: Die Zeitanteile der Aufgaben ergeben {format_prozent(summe)}, nicht 100\u00a0%"
            if len(anteile) == len(position.aufgaben)
            else f"Position {position.nr}: Nur ein Teil der Aufgaben hat einen Zeitanteil",
            position.orte[""],
            "Berichtigen Sie die Anteile; zusammen müssen es 100 % sein.",
        )


def _eingaben(fall: Fall, position: Position) -> Iterator[Eingabe]:
    """Yield the inputs of the Bemessung of a position and of its parts."""
    bemessung = fall.bemessungen.get(position.bemessung)
    for schluessel in (position.bemessung, *(bemessung.teile if bemessung else ())):
        if (b := fall.bemessungen.get(schluessel)) is not None:
            yield from VERFAHREN[b.verfahren].varianten[b.variante].eingaben


def _check_szenarien(fall: Fall, befunde: Befunde) -> None:
    nummern = {p.nr: p for p in fall.positionen}
    for szenario in fall.szenarien.values():
        if szenario.name == BASIS:
            befunde.fehler(f"Der Name „{BASIS}“ ist für die Werte des Falls ohne Änderung vergeben",
                           szenario.orte[""], "Benennen Sie das Szenario um.")  # fmt: skip
        for name in szenario.annahmen:
            annahme = fall.annahmen.get(name)
            ort = szenario.orte[f"annahmen.{name}"]
            if annahme is None:
                befunde.fehler(f"Szenario {szenario.name}: Die Annahme „{name}“ gibt es nicht", ort,
                               vorschlag(name, fall.annahmen))  # fmt: skip
            elif annahme.berechnet:
                befunde.fehler(f"Szenario {szenario.name}: „{name}“ wird berechnet und kann nicht ersetzt werden", ort,
                               annahme.ersatzrat)  # fmt: skip
        if szenario.erbt_von and szenario.erbt_von not in fall.szenarien:
            befunde.fehler(f"Szenario {szenario.name}: „{szenario.erbt_von}“, von dem es erben soll, gibt es nicht",
                           szenario.orte.get("erbt_von"), vorschlag(szenario.erbt_von, fall.szenarien))  # fmt: skip
        kette = fall.szenariokette(szenario.name)
        if kette[-1].erbt_von == szenario.name:
            befunde.fehler(f"Szenario {szenario.name}: Die Szenarien erben im Kreis voneinander: "
                           f"{' → '.join([*(s.name for s in kette), szenario.name])}", szenario.orte.get("erbt_von"),
                           "Lassen Sie bei einem davon „erbt_von“ weg.")  # fmt: skip
        geerbt = fall.ersatzwerte(szenario.name)[1]
        for nr, werte in szenario.positionen.items():
            ort = szenario.orte[f"positionen.{nr}"]
            if nr not in nummern:
                befunde.fehler(
                    f"Szenario {szenario.name}: Die Position {nr} gibt es nicht", ort, vorschlag(nr, nummern)
                )
                continue
            for feld in werte:
                if getattr(nummern[nr], feld) is None and feld not in nummern[nr].orte:
                    befunde.fehler(
                        f"Szenario {szenario.name}: Position {nr} hat kein „{angabe(felder.POSITION, feld, ort)}“, das "
                        "sich ersetzen ließe",
                        ort,
                        "Tragen Sie den Wert auch in der Position selbst ein.",
                    )
            tage = [
                geerbt[nr].get(feld, tageszahl(tag) if (tag := getattr(nummern[nr], feld)) else None)
                for feld in ("beginn", "ende")
            ]
            bekannt = [t for t in tage if t is not None]
            if bekannt != sorted(bekannt):
                befunde.fehler(f"Szenario {szenario.name}: In Position {nr} liegt das Ende vor dem Beginn", ort,
                               "Prüfen Sie beide Tage.")  # fmt: skip


def _check_kopf(fall: Fall, befunde: Befunde) -> None:
    jahre = fall.kopf.haushaltsjahre
    if list(jahre) != sorted(set(jahre)):
        befunde.fehler("Die Haushaltsjahre stehen nicht in aufsteigender Folge", fall.kopf.orte.get("haushaltsjahre"),
                       "Nennen Sie jedes Jahr einmal, das früheste zuerst.")  # fmt: skip
    termine = [(b.termin, b) for b in fall.beratungsfolge if b.termin]
    for (frueher, _), (spaeter, beratung) in pairwise(termine):
        if spaeter < frueher:
            befunde.fehler(
                f"Die Sitzung „{beratung.gremium}“ am {format_datum(spaeter)} liegt vor der vorhergehenden Beratung",
                beratung.orte.get("termin"),
                "Ordnen Sie die Beratungsfolge nach Terminen.",
            )


def _check_bewertungen(fall: Fall, befunde: Befunde) -> None:
    """Every table can be read and has a rate for every grade; a case without any rate is told elsewhere."""
    wahl = fall.kostensaetze
    spaetere = ((t.tabelle, f" ab {t.ab.year}", t.orte) for t in fall.kostentabellen)
    for schluessel, ab, orte in ((wahl.tabelle, "", wahl.orte), *spaetere):
        try:
            saetze = load_kostensaetze(schluessel, orte.get("tabelle")).saetze if schluessel else {}
        except StellenbedarfFehler as fehler:
            for befund in fehler.befunde:
                befunde.add(befund)
            continue
        bekannt = [*saetze, *(e.bewertung for e in wahl.eigene if e.bewertung not in saetze)]
        wo = f" in der Tabelle „{schluessel}“{ab}" if fall.kostentabellen else ""
        for position in fall.positionen if bekannt else ():
            if position.bewertung not in bekannt:
                befunde.fehler(
                    f"Position {position.nr}: Für die Bewertung „{position.bewertung}“ gibt es{wo} keinen Kostensatz",
                    position.orte.get("bewertung"),
                    vorschlag(position.bewertung, bekannt) + " Sonst ergänzen Sie einen eigenen Satz mit Quelle.",
                )


PRUEFUNGEN: tuple[Callable[[Fall, Befunde], None], ...] = (
    _check_kopf,
    _check_annahmen,
    _check_kreis,
    _check_verweise,
    check_teile,
    _check_positionen,
    _check_bewertungen,
    check_kosten,
    check_prognosen,
    check_korrelationen,
    check_vergleiche,
    check_stellenpapiere,
    _check_szenarien,
)
