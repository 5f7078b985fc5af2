"""Random formulas with arguments, and a bound on how far floating point may move their value.

`BAUSTEINE` has one builder per row of the function table; a test demands that none is missing. The builders draw
from a `random.Random`, which is either seeded or driven by Hypothesis.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from stellenbedarf import formel as f
from stellenbedarf.formel.baum import Anwendung, Ausdruck, Konstante, Symbol, wrap
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.zahlen import format_datum, format_prozent, format_zahl, tag_aus_zahl

VARIANTEN = 2  # every argument gets two values, so that arrays hold more than one scenario
NBSP = "\u00a0"
SCHRITTE = [Fraction(n, d) for n, d in ((1, 20), (1, 10), (1, 4), (1, 2), (1, 1), (1, 6), (1, 12))]
TUECKEN = [
    Fraction(t) for t in ("1.005", "2.675", "0.285", "1.115", "0.045", "8.325", "0.005", "21", "0.7", "0.3", "0.1",
                          "84.8", "4.35", "1631", "22082", "0.03", "0", "-1.005", "-0.125")
]  # fmt: skip
BEWERTUNGEN = ["EG 6", "EG 8", "EG 9", "A 10", "A 13 hD", "E 9c"]
EINHEITEN = ["", f"{NBSP}h", f"{NBSP}Fälle", f"{NBSP}h je Fall", f"{NBSP}EUR je VZÄ", f"{NBSP}VZÄ"]


@dataclass
class Blatt:
    """An argument: one value per variant, and how the German text writes it."""

    werte: tuple[Any, ...]
    schreiben: Callable[[Any], str]


@dataclass
class Bau:
    """Builds one random formula; `blaetter` collects the arguments by name."""

    rng: random.Random
    blaetter: dict[str, Blatt] = field(default_factory=dict)

    def blatt(self, werte: Callable[[], Any], schreiben: Callable[[Any], str]) -> Ausdruck:
        name = f"x{len(self.blaetter) + 1}"
        self.blaetter[name] = Blatt(tuple(werte() for _ in range(VARIANTEN)), schreiben)
        return Symbol(name)

    def wert(self) -> Fraction:
        """Return a number with a finite decimal expansion: whole, with decimals, a tie, or a notorious one."""
        art = self.rng.randrange(5)
        if art == 0:
            return Fraction(self.rng.randint(0, 25000))
        if art == 1:
            return self.rng.choice(TUECKEN)
        if art == 2:  # a tie at the third decimal
            return Fraction(self.rng.randint(0, 9999) * 10 + 5, 1000)
        return Fraction(self.rng.randint(-500, 99999), 10 ** self.rng.randint(1, 4))

    def zahlblatt(self) -> Ausdruck:
        if self.rng.randrange(6) == 0:
            return self.blatt(self.wert, lambda w: klammern(format_prozent(w, 30)))
        einheit = self.rng.choice(EINHEITEN)
        return self.blatt(self.wert, lambda w: klammern(format_zahl(w, 0, 30) + einheit))

    def reihe(self) -> Ausdruck:
        laenge = self.rng.randint(1, 4)
        return self.blatt(
            lambda: tuple(self.wert() for _ in range(laenge)),
            lambda w: "; ".join(klammern(format_zahl(x, 0, 30)) for x in w),
        )

    def schritt(self) -> Ausdruck:
        return self.blatt(lambda: self.rng.choice(SCHRITTE), lambda w: f"({w.numerator} / {w.denominator})")

    def anteil(self) -> Ausdruck:
        return self.blatt(lambda: Fraction(self.rng.randint(1, 9999), 10000), lambda w: format_prozent(w, 30))

    def datum(self) -> Ausdruck:
        return self.blatt(lambda: Fraction(self.rng.randint(33000, 55000)), lambda w: format_datum(tag_aus_zahl(w)))

    def jahreszahl(self) -> Ausdruck:
        return self.blatt(lambda: Fraction(self.rng.randint(1990, 2052)), lambda w: str(w.numerator))

    def last(self) -> Ausdruck:
        return self.blatt(lambda: Fraction(self.rng.randint(1, 4000), 100), lambda w: format_zahl(w, 0, 30))

    def plaetze(self) -> Ausdruck:
        return self.blatt(lambda: Fraction(self.rng.randint(1, 60)), format_zahl)

    def nachschlagen(self) -> Ausdruck:
        """Look up a grade or a number in a row; the text names the rows, as the Rechenweg does."""
        anzahl = self.rng.randint(2, 5)
        if self.rng.randrange(2):
            auswahl: list[Any] = self.rng.sample(BEWERTUNGEN, anzahl)
        else:
            auswahl = [Fraction(n) for n in self.rng.sample(range(1, 60), anzahl)]
        gesucht = self.blatt(lambda: self.rng.choice(auswahl), lambda w: w if isinstance(w, str) else format_zahl(w))
        reihe = self.blatt(lambda: tuple(auswahl), lambda _: "")
        werte = self.blatt(lambda: tuple(self.wert() for _ in auswahl), lambda _: "")
        for symbol in (reihe, werte):  # the name stands for the row
            assert isinstance(symbol, Symbol)
            self.blaetter[symbol.name].schreiben = lambda _, name=symbol.name: f"Reihe {name}"
        return f.nachschlagen(gesucht, reihe, werte)

    def zahl(self, tiefe: int) -> Ausdruck:
        """Return a numeric expression of at most this depth."""
        if tiefe == 0 or self.rng.randrange(8) == 0:
            return wrap(self.rng.randint(0, 12)) if self.rng.randrange(5) == 0 else self.zahlblatt()
        return BAUSTEINE[self.rng.choice(ZAHLEN)](self, tiefe)

    def wahrheit(self, tiefe: int) -> Ausdruck:
        """Return a comparison, or two of them joined where the depth allows it."""
        return BAUSTEINE[self.rng.choice(WAHRHEITEN if tiefe > 1 else VERGLEICHE)](self, tiefe)

    def glieder(self, tiefe: int) -> list[Ausdruck]:
        return [self.reihe() if self.rng.randrange(2) else self.zahl(tiefe - 1) for _ in range(self.rng.randint(1, 3))]


def klammern(text: str) -> str:
    """Put a negative number in parentheses, as the Rechenweg does."""
    return f"({text})" if text.startswith("−") else text


def _operator(verbinden: Callable[[Any, Any], Ausdruck]) -> Callable[[Bau, int], Ausdruck]:
    """Build `a op b`, now and then with a plain integer on one side, as formulas are written."""

    def bau(b: Bau, tiefe: int) -> Ausdruck:
        match b.rng.randrange(6):
            case 0:
                return verbinden(b.rng.randint(-3, 60), b.zahl(tiefe - 1))
            case 1:
                return verbinden(b.zahl(tiefe - 1), b.rng.randint(-3, 60))
            case _:
                return verbinden(b.zahl(tiefe - 1), b.zahl(tiefe - 1))

    return bau


def _vergleich(vergleichen: Callable[[Any, Any], Ausdruck]) -> Callable[[Bau, int], Ausdruck]:
    """Build a comparison, now and then of equal values.

    An integer stands on the right only, since Python turns `3 < x` into `x > 3`.
    """

    def bau(b: Bau, tiefe: int) -> Ausdruck:
        match b.rng.randrange(6):
            case 0:
                return vergleichen(b.zahl(tiefe - 1), b.rng.randint(-3, 60))
            case 1:
                blatt = b.zahlblatt()
                return vergleichen(blatt, blatt)
            case _:
                return vergleichen(b.zahl(tiefe - 1), b.zahl(tiefe - 1))

    return bau


BAUSTEINE: dict[str, Callable[[Bau, int], Ausdruck]] = {
    "und": lambda b, t: f.und(b.wahrheit(max(t - 1, 1)), b.wahrheit(max(t - 1, 1))),
    "kleiner": _vergleich(lambda x, y: x < y),
    "kleiner_gleich": _vergleich(lambda x, y: x <= y),
    "groesser": _vergleich(lambda x, y: x > y),
    "groesser_gleich": _vergleich(lambda x, y: x >= y),
    "gleich": _vergleich(f.gleich),
    "plus": _operator(lambda x, y: x + y),
    "minus": _operator(lambda x, y: x - y),
    "mal": _operator(lambda x, y: x * y),
    "geteilt": _operator(lambda x, y: x / y),
    "wenn": lambda b, t: f.wenn(b.wahrheit(max(t - 1, 1)), b.zahl(t - 1), b.zahl(t - 1)),
    "runden": lambda b, t: f.runden(b.zahl(t - 1), b.rng.randint(-1, 4)),
    "aufrunden": lambda b, t: f.aufrunden(b.zahl(t - 1), b.rng.randint(-1, 3)),
    "abrunden": lambda b, t: f.abrunden(b.zahl(t - 1), b.rng.randint(-1, 3)),
    "runden_auf": lambda b, t: f.runden_auf(b.zahl(t - 1), b.schritt()),
    "aufrunden_auf": lambda b, t: f.aufrunden_auf(b.zahl(t - 1), b.schritt()),
    "abrunden_auf": lambda b, t: f.abrunden_auf(b.zahl(t - 1), b.schritt()),
    "kleinstes": lambda b, t: f.kleinstes(*b.glieder(t)),
    "groesstes": lambda b, t: f.groesstes(*b.glieder(t)),
    "summe": lambda b, t: f.summe(*b.glieder(t)),
    "nachschlagen": lambda b, _: b.nachschlagen(),
    "wurzel": lambda b, t: f.runden(f.wurzel(f.groesstes(0, b.zahl(t - 1))), 6),
    "nte_wurzel": lambda b, t: f.runden(f.nte_wurzel(f.groesstes(0, b.zahl(t - 1)), 3), 6),
    "normalquantil": lambda b, _: f.runden(f.normalquantil(b.anteil()), 4),
    "exponential": lambda b, _: f.runden(f.exponential(0 - b.anteil() * 9), 9),
    "erlang_warten": lambda b, _: f.runden(f.erlang_warten(b.last(), b.plaetze()), 9),
    "erlang_plaetze": lambda b, _: f.erlang_plaetze(b.last(), b.anteil(), b.anteil()),
    "monate_ab": lambda b, _: f.monate_ab(b.datum(), b.jahreszahl()),
    "monate_zwischen": lambda b, _: f.monate_zwischen(b.datum(), b.datum(), b.jahreszahl()),
}
VERGLEICHE = ["kleiner", "kleiner_gleich", "groesser", "groesser_gleich", "gleich"]
WAHRHEITEN = ["und", *VERGLEICHE]
OPERATOREN = ["plus", "minus", "mal", "geteilt"]  # drawn more often: parentheses depend on them
ZAHLEN = [*OPERATOREN * 3, *(name for name in BAUSTEINE if name not in WAHRHEITEN)]


@dataclass
class Probe:
    """A formula with its arguments."""

    baum: Ausdruck
    blaetter: dict[str, Blatt]

    def werte(self, variante: int) -> dict[str, Any]:
        return {name: blatt.werte[variante] for name, blatt in self.blaetter.items()}

    def texte(self, variante: int) -> dict[str, str]:
        return {name: blatt.schreiben(blatt.werte[variante]) for name, blatt in self.blaetter.items()}

    def namen(self, variante: int) -> dict[str, Any]:
        """Return the rows that the German text only names."""
        return {
            f"Reihe {name}": list(blatt.werte[variante])
            for name, blatt in self.blaetter.items()
            if isinstance(blatt.werte[variante], tuple)
        }

    def felder(self, np: Any) -> dict[str, Any]:
        """Return the arguments as arrays over the variants; a row is a tuple of arrays."""
        felder: dict[str, Any] = {}
        for name, blatt in self.blaetter.items():
            if isinstance(blatt.werte[0], tuple):
                felder[name] = tuple(_array(np, spalte) for spalte in zip(*blatt.werte, strict=True))
            else:
                felder[name] = _array(np, blatt.werte)
        return felder

    def funktionen(self) -> set[str]:
        """Return the names of all functions in the formula."""
        namen, offen = set(), [self.baum]
        while offen:
            knoten = offen.pop()
            if isinstance(knoten, Anwendung):
                namen.add(knoten.funktion)
                offen.extend(knoten.argumente)
        return namen

    def ist_rechenbar(self) -> bool:
        """Tell whether every variant has a value and floating point cannot move it across a threshold."""
        try:
            return all(_fehler(self.baum, self.werte(v)).sicher for v in range(VARIANTEN))
        except ZeroDivisionError:
            return False


def _array(np: Any, werte: tuple[Any, ...]) -> Any:
    return np.array([w if isinstance(w, str) else float(w) for w in werte])


def probe(rng: random.Random, name: str | None = None, tiefe: int = 4) -> Probe:
    """Return a random formula, with the function `name` at its root if one is given."""
    bau = Bau(rng)
    wurzel = name or rng.choice(list(BAUSTEINE))
    return Probe(BAUSTEINE[wurzel](bau, tiefe), bau.blaetter)


ULP = Fraction(1, 2**53)
_SCHWELLEN = {"runden", "aufrunden", "abrunden", "runden_auf", "aufrunden_auf", "abrunden_auf"}


@dataclass(frozen=True)
class _Wert:
    """Exact value, a bound on the error of its float64 evaluation, and whether no decision in it is at risk."""

    wert: Any
    fehler: Fraction = Fraction(0)
    sicher: bool = True


def _fehler(baum: Ausdruck, werte: Mapping[str, Any]) -> _Wert:
    """Return the value of the formula and how well floating point can represent it (running error analysis)."""
    if isinstance(baum, Konstante):
        return _Wert(baum.wert)
    if isinstance(baum, Symbol):
        return _zahl(werte[baum.name])
    assert isinstance(baum, Anwendung)
    if baum.funktion == "wenn":
        bedingung, dann, sonst = baum.argumente
        wahl = _fehler(bedingung, werte)
        zweig = _fehler(dann if wahl.wert else sonst, werte)
        return _Wert(zweig.wert, zweig.fehler, wahl.sicher and zweig.sicher)
    teile = [_fehler(a, werte) for a in baum.argumente]
    wert = exakt(baum, werte)
    sicher = all(t.sicher for t in teile)
    if isinstance(wert, bool):
        return _Wert(wert, sicher=sicher and _vergleich_sicher(baum.funktion, teile))
    fehler = _fortgepflanzt(baum.funktion, teile, wert)
    if baum.funktion in _SCHWELLEN:
        return _Wert(wert, abs(wert) * 2 * ULP, sicher and _rundung_sicher(baum.funktion, teile))
    return _Wert(wert, fehler, sicher and fehler <= Fraction(1, 10**10) * max(1, abs(wert)))


def _zahl(wert: Any) -> _Wert:
    if isinstance(wert, tuple):
        return _Wert(wert, max((abs(w) * ULP for w in wert if isinstance(w, Fraction)), default=Fraction(0)))
    if isinstance(wert, str):
        return _Wert(wert)
    return _Wert(wert, Fraction(0) if Fraction(float(wert)) == wert else abs(wert) * ULP)


def _fortgepflanzt(funktion: str, teile: list[_Wert], wert: Fraction) -> Fraction:
    neu = abs(wert) * ULP
    match funktion:
        case "mal":
            a, b = teile
            return abs(a.wert) * b.fehler + abs(b.wert) * a.fehler + neu
        case "geteilt":
            a, b = teile
            return (a.fehler + abs(wert) * b.fehler) / abs(b.wert) + neu
        case "plus" | "minus":
            return sum((t.fehler for t in teile), Fraction(0)) + neu
        case "summe":
            glieder = [w for t in teile for w in (t.wert if isinstance(t.wert, tuple) else (t.wert,))]
            return len(glieder) * (max(t.fehler for t in teile) + ULP * sum(abs(w) for w in glieder))
        case "wurzel":
            (a,) = teile
            return neu + (a.fehler / (2 * wert) if wert else Fraction(math.sqrt(a.fehler)))
        case "nte_wurzel":
            a, grad = teile
            n = int(grad.wert)
            return neu + (2 * a.fehler / (n * wert ** (n - 1)) if wert else Fraction(float(a.fehler) ** (1 / n)))
        case "normalquantil":
            return Fraction(1, 10**12)
        case _:
            return max((t.fehler for t in teile), default=Fraction(0)) + neu


def _vergleich_sicher(funktion: str, teile: list[_Wert]) -> bool:
    if funktion == "und":
        return True
    a, b = teile
    if a.wert == b.wert:  # equal values stay equal only where no computation stands between them and the input
        return a.fehler <= abs(a.wert) * ULP and b.fehler <= abs(b.wert) * ULP
    return abs(a.wert - b.wert) > Fraction(1, 10**9) * max(1, abs(a.wert), abs(b.wert))


def _rundung_sicher(funktion: str, teile: list[_Wert]) -> bool:
    """Tell whether the scaled value lies clear of the threshold, or on it with an error the guard takes up."""
    x, stufe = teile
    if funktion.endswith("_auf"):
        skaliert, fehler = x.wert / stufe.wert, x.fehler / stufe.wert + 2 * ULP * abs(x.wert / stufe.wert)
    else:
        zehner = Fraction(10) ** int(stufe.wert)
        skaliert, fehler = x.wert * zehner, x.fehler * zehner
    skaliert = abs(skaliert)
    if skaliert > 10**11:
        return False
    halbe = Fraction(1, 2) if funktion in ("runden", "runden_auf") else Fraction(0)
    abstand = abs((skaliert + halbe) - round(skaliert + halbe))
    if abstand == 0:
        return fehler <= 4 * ULP * skaliert
    return abstand > Fraction(1, 10**6) * max(1, skaliert / 1000)
