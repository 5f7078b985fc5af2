"""Loads cases, applies a scenario and computes: the way from files to a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befund, Befunde, Fundstelle, StellenbedarfFehler, Stufe
from stellenbedarf.modell.fall import BASIS, Fall, Szenario
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.rechnung.bau import Grenze
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.hinweise import add_hinweise
from stellenbedarf.rechnung.modell import Rechenmodell, baue_modell
from stellenbedarf.zahlen import format_prozent, format_zahl


def load(pfade: Sequence[Path], fallzahlen: Path | None = None) -> tuple[Rechenmodell, Befunde]:
    """Read one or several cases and build their common model.

    Args:
        pfade: the files of the cases.
        fallzahlen: a list of current figures that replace the values of named Annahmen.

    Raises:
        StellenbedarfFehler: with the findings of all files.
    """
    faelle: list[Fall] = []
    fehler: list[Befund] = []
    alle = Befunde()
    if len({p.resolve() for p in pfade}) < len(pfade):
        raise StellenbedarfFehler.einzeln(
            "Derselbe Fall ist mehrfach genannt", Fundstelle(str(pfade[-1])), "Nennen Sie jede Datei nur einmal."
        )
    for pfad in pfade:
        try:
            fall, befunde = read_fall(pfad)
        except StellenbedarfFehler as problem:
            fehler += problem.befunde
            continue
        faelle.append(fall)
        for befund in befunde:
            alle.add(befund)
    if fehler:
        raise StellenbedarfFehler(fehler)
    if fallzahlen is not None:
        from stellenbedarf.modell.fallzahlen import ersetze_fallzahlen  # most runs bring no list

        faelle = ersetze_fallzahlen(faelle, fallzahlen, alle)
    return baue_modell(faelle, alle), alle


def szenarien(modell: Rechenmodell) -> dict[str, Szenario]:
    """Return the scenarios of all loaded cases by name; `basis` changes nothing."""
    alle = {BASIS: Szenario(name=BASIS, beschreibung="Werte des Falls ohne Änderung")}
    for fall in modell.faelle:
        for name, szenario in fall.szenarien.items():
            alle.setdefault(name, szenario)
    return alle


def ersetzungen(modell: Rechenmodell, name: str) -> dict[str, Fraction | str]:
    """Return the values that a scenario replaces, by id.

    Raises:
        StellenbedarfFehler: where no loaded case has this scenario.
    """
    bekannt = szenarien(modell)
    if name not in bekannt:
        raise StellenbedarfFehler.einzeln(f"Das Szenario „{name}“ gibt es nicht", None, vorschlag(name, bekannt))
    ersetzt: dict[str, Fraction | str] = {}
    for fall, praefix in zip(modell.faelle, modell.praefixe, strict=True):
        annahmen, positionen = fall.ersatzwerte(name)
        ersetzt.update({f"{praefix}annahme.{a}": wert for a, wert in annahmen.items()})
        for nr, felder in positionen.items():
            ersetzt.update({f"{praefix}position.{nr}.{feld}": wert for feld, wert in felder.items()})
    return ersetzt


def rechne(modell: Rechenmodell, szenario: str = BASIS, befunde: Befunde | None = None) -> Ergebnis:
    """Compute the model in one scenario.

    Args:
        modell: the model.
        szenario: name of a scenario.
        befunde: findings from reading, which become part of the hints.

    Raises:
        StellenbedarfFehler: where a value lies outside the bounds of its input or a step divides by zero.
    """
    ersetzt = ersetzungen(modell, szenario)
    gesammelt = Befunde()
    for befund in befunde or ():
        gesammelt.add(befund)
    werte: dict[str, Any] = {}
    try:
        modell.netz.rechne(ersetzt, werte)
    except StellenbedarfFehler:
        _check_grenzen(modell, szenario, werte, gesammelt)
        gesammelt.raise_on_error()  # a value out of bounds is the better explanation, where there is one
        raise
    _check_grenzen(modell, szenario, werte, gesammelt)
    gesammelt.raise_on_error()
    ergebnis = Ergebnis(modell, szenario, werte)
    add_hinweise(ergebnis, gesammelt)
    return Ergebnis(modell, szenario, werte, tuple(gesammelt))


def _check_grenzen(modell: Rechenmodell, szenario: str, werte: Mapping[str, Any], befunde: Befunde) -> None:
    wo = "" if szenario == BASIS else f"Szenario {szenario}, "
    for grenze in modell.grenzen:
        if grenze.id in werte and not ist_erlaubt(grenze, werte[grenze.id]):
            befunde.add(grenzen_befund(modell, grenze, werte[grenze.id], wo))


def ist_erlaubt(grenze: Grenze, wert: Fraction) -> bool:
    """Tell whether a value lies within the bounds of the input that it stands for."""
    return not grenze.verletzt(wert, format_zahl)


def grenzen_befund(modell: Rechenmodell, grenze: Grenze, wert: Fraction, wo: str = "") -> Befund:
    """Return the finding about a value outside its bounds; `wo` names the scenario."""
    zeige = format_prozent if modell.netz[grenze.id].einheit.prozent else format_zahl
    return Befund(
        Stufe.FEHLER,
        f"{wo}{grenze.was}: „{grenze.eingabe.bezeichnung}“ ist {zeige(wert)}, erlaubt ist "
        f"{grenze.verletzt(wert, zeige)}",
        grenze.ort,
        f"Berichtigen Sie den Wert ({grenze.eingabe.beschreibung}).",
    )
