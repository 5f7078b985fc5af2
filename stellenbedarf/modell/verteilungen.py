"""How an Annahme may vary: kinds of distribution, what each needs, and the checks of what a case says about it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde
from stellenbedarf.modell.fall import Annahme, Fall
from stellenbedarf.modell.korrelation import widerspruch
from stellenbedarf.zahlen import Zahlfehler, read_zahl

DREIECK, PERT, GLEICH, NORMAL, LOGNORMAL, DISKRET, EMPIRISCH = (
    "dreieck", "pert", "gleich", "normal", "lognormal", "diskret", "empirisch",
)  # fmt: skip
MIT_STUETZWERTEN = (DISKRET, EMPIRISCH)
MIT_SPANNE = (DREIECK, PERT, GLEICH, NORMAL, LOGNORMAL)


@dataclass(frozen=True, slots=True)
class Verteilung:
    """Distribution of an Annahme: kind, bounds and most likely value, or values with their weights.

    For `normal` and `lognormal`, `niedrig` and `hoch` are the values below and above which 5 % lie each.
    """

    art: str
    niedrig: Fraction = Fraction(0)
    mitte: Fraction = Fraction(0)
    hoch: Fraction = Fraction(0)
    werte: tuple[Fraction, ...] = ()
    gewichte: tuple[Fraction, ...] = ()


def verteilung_von(annahme: Annahme) -> Verteilung | None:
    """Return the distribution of an Annahme; None where it has no range. Call it for checked cases only."""
    if annahme.verteilung in MIT_STUETZWERTEN:
        werte, gewichte = _read_stuetzwerte(annahme)
        return Verteilung(annahme.verteilung, werte=werte, gewichte=gewichte)
    if annahme.niedrig is None or annahme.hoch is None or annahme.niedrig == annahme.hoch:
        return None
    art = annahme.verteilung or (DREIECK if annahme.wert is not None else GLEICH)
    mitte = (annahme.niedrig + annahme.hoch) / 2 if annahme.wert is None else annahme.wert
    return Verteilung(art, annahme.niedrig, mitte, annahme.hoch)


def _read_stuetzwerte(annahme: Annahme) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Read `1: 20 %; 2: 80 %` or `1; 1,5; 2`; raises `Zahlfehler`."""
    werte, gewichte = [], []
    for teil in annahme.stuetzwerte.split(";"):
        wert, doppelpunkt, gewicht = teil.partition(":")
        zahl = read_zahl(wert)
        werte.append(zahl / 100 if annahme.einheit == "%" and "%" not in wert else zahl)
        gewichte.append(read_zahl(gewicht) if doppelpunkt else Fraction(1))
    return tuple(werte), tuple(gewichte)


def check_korrelationen(fall: Fall, befunde: Befunde) -> None:
    """Add findings about correlations of unknown or fixed Annahmen, and about such as contradict each other."""
    paare: dict[tuple[str, str], Fraction] = {}
    for k in fall.korrelationen:
        namen = sorted((k.annahme, k.mit))
        for feld, name in (("annahme", k.annahme), ("mit", k.mit)):
            if name not in fall.annahmen:
                befunde.fehler(f"Korrelation: Die Annahme „{name}“ gibt es nicht", k.orte.get(feld),
                               vorschlag(name, fall.annahmen))  # fmt: skip
            elif not _streut(fall.annahmen[name]):
                befunde.fehler(f"Korrelation: Die Annahme „{name}“ hat keine Spanne und kann nicht korrelieren",
                               k.orte.get(feld), "Tragen Sie bei ihr „niedrig“ und „hoch“ ein.")  # fmt: skip
        if k.annahme == k.mit:
            befunde.fehler(f"Korrelation: „{k.annahme}“ steht auf beiden Seiten", k.orte.get("mit"),
                           "Nennen Sie zwei verschiedene Annahmen.")  # fmt: skip
        elif (namen[0], namen[1]) in paare:
            befunde.fehler(f"Korrelation: „{k.annahme}“ und „{k.mit}“ sind mehrfach genannt", k.orte.get(""),
                           "Behalten Sie eine der Zeilen.")  # fmt: skip
        else:
            paare[namen[0], namen[1]] = k.wert
    if betroffen := widerspruch(paare):
        wer = ", ".join(sorted(betroffen))
        befunde.fehler(
            f"Die Korrelationen von {wer} widersprechen einander (die Matrix ist nicht positiv definit)",
            fall.korrelationen[0].orte.get(""), "Verkleinern Sie einzelne Werte, zuerst die nahe 1 oder −1.",
        )  # fmt: skip


def _streut(annahme: Annahme) -> bool:
    return annahme.verteilung in MIT_STUETZWERTEN or (annahme.niedrig is not None and annahme.hoch is not None)


def check_verteilung(annahme: Annahme, befunde: Befunde) -> None:
    """Add findings about a range that cannot be drawn from."""
    was, ort = f"Annahme {annahme.name}", annahme.orte.get("verteilung", annahme.orte.get(""))
    art = annahme.verteilung
    if art in MIT_STUETZWERTEN:
        _check_stuetzwerte(annahme, befunde, was)
        return
    if annahme.stuetzwerte:
        befunde.fehler(f"{was}: Stützwerte gehören zu den Verteilungen {' und '.join(MIT_STUETZWERTEN)}",
                       annahme.orte.get("stuetzwerte"), "Ergänzen Sie „verteilung“ oder löschen Sie sie.")  # fmt: skip
    if not art:
        return
    if annahme.niedrig is None or annahme.hoch is None:
        befunde.fehler(f"{was}: Die Verteilung {art} braucht „niedrig“ und „hoch“", ort, "Tragen Sie beide Werte ein.")
    elif annahme.wert is None and art in (DREIECK, PERT) and not annahme.parameter:
        befunde.fehler(f"{was}: Die Verteilung {art} braucht den wahrscheinlichsten Wert", ort, "Ergänzen Sie „wert“.")
    elif art == LOGNORMAL and annahme.niedrig <= 0:
        befunde.fehler(f"{was}: Eine Lognormalverteilung kennt nur Werte über 0", annahme.orte.get("niedrig", ort),
                       "Wählen Sie „niedrig“ größer als 0 oder eine andere Verteilung.")  # fmt: skip
    elif art == NORMAL and annahme.wert not in (None, (annahme.niedrig + annahme.hoch) / 2):
        befunde.fehler(f"{was}: Eine Normalverteilung ist symmetrisch, „wert“ liegt nicht in der Mitte der Spanne",
                       ort, "Berichtigen Sie die Spanne oder wählen Sie pert oder dreieck.")  # fmt: skip


def _check_stuetzwerte(annahme: Annahme, befunde: Befunde, was: str) -> None:
    ort = annahme.orte.get("stuetzwerte", annahme.orte.get(""))
    if not annahme.stuetzwerte:
        befunde.fehler(f"{was}: Die Verteilung {annahme.verteilung} braucht „stuetzwerte“", ort,
                       "Zum Beispiel „1: 20 %; 2: 80 %“ oder „1; 1,5; 2“.")  # fmt: skip
        return
    try:
        _, gewichte = _read_stuetzwerte(annahme)
    except Zahlfehler as fehler:
        befunde.fehler(f"{was}, Stützwerte: {fehler}", ort, fehler.abhilfe)
        return
    if any(g < 0 for g in gewichte) or not any(gewichte):
        befunde.fehler(f"{was}: Die Gewichte der Stützwerte müssen positiv sein", ort, "Berichtigen Sie die Anteile.")
    if annahme.verteilung == DISKRET and sum(gewichte) != 1:
        befunde.fehler(f"{was}: Die Anteile der Stützwerte ergeben zusammen nicht 100 %", ort,
                       "Schreiben Sie zu jedem Wert seinen Anteil, zum Beispiel „1: 20 %; 2: 80 %“.")  # fmt: skip
