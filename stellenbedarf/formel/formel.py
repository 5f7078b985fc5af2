"""The `@formel` decorator: traces a Python function once and keeps its tree with unit, source and rounding."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.formel.baum import Anwendung, Ausdruck, FormelFehler, Konstante, Symbol, symbole
from stellenbedarf.formel.einheit import OHNE, STUECK, Einheit
from stellenbedarf.formel.einheit import einheit as parse_einheit
from stellenbedarf.formel.funktionen import FUNKTIONEN

RUNDUNGSARTEN = {"kaufmaennisch": "runden", "auf": "aufrunden", "ab": "abrunden"}


@dataclass(frozen=True, slots=True)
class Rundung:
    """A declared rounding of a formula's result: decimals, kind and the reason that the reader is told."""

    stellen: int
    grund: str
    art: str = "kaufmaennisch"

    def __post_init__(self) -> None:
        """Refuse unknown kinds and a missing reason."""
        if self.art not in RUNDUNGSARTEN:
            raise FormelFehler(f"Unbekannte Rundungsart „{self.art}“; möglich sind {', '.join(RUNDUNGSARTEN)}.")
        if not self.grund.strip():
            raise FormelFehler("Eine Rundung braucht einen Grund.")

    def baum(self, baum: Ausdruck) -> Ausdruck:
        """Return the tree of the rounded result."""
        return Anwendung(RUNDUNGSARTEN[self.art], (baum, Konstante(Fraction(self.stellen))))

    def __str__(self) -> str:
        """Return the wording for the Rechenweg."""
        art = {"kaufmaennisch": "kaufmännisch gerundet", "auf": "aufgerundet", "ab": "abgerundet"}[self.art]
        ziel = "ganze Zahlen" if self.stellen == 0 else f"{self.stellen} Nachkommastellen"
        return f"{art} auf {ziel}: {self.grund}"


@dataclass(frozen=True, slots=True, eq=False)
class Formel:
    """One named quantity: its arguments, its tree, its unit and where the rule comes from."""

    name: str
    bezeichnung: str
    argumente: tuple[str, ...]
    baum: Ausdruck
    einheit: Einheit
    quelle: str
    beschreibung: str
    rundung: Rundung | None
    reine_zahlen: bool = False

    def check_einheiten(self, einheiten: Mapping[str, Einheit]) -> None:
        """Raise `FormelFehler` unless the tree with these argument units yields the declared unit."""
        soll = self.einheit
        if self.reine_zahlen:
            einheiten = {name: e.ohne(STUECK) for name, e in einheiten.items()}
            soll = soll.ohne(STUECK)
        ist = infer_einheit(self.baum, einheiten)
        if ist is not None and not ist.passt(soll):
            raise FormelFehler(
                f"Die Formel „{self.name}“ ergibt die Einheit „{ist}“, angegeben ist „{self.einheit}“. "
                "Rechnen Sie um oder berichtigen Sie die Einheit."
            )


def formel(
    *,
    einheit: str,
    quelle: str,
    bezeichnung: str,
    rundung: Rundung | None = None,
    reine_zahlen: bool = False,
    name: str | None = None,
) -> Callable[[Callable[..., Ausdruck]], Formel]:
    """Turn a pure Python function into a formula.

    Args:
        einheit: unit of the result, e.g. `VZÄ` or `h je Fall`.
        quelle: source of the rule (paragraph, handbook, chapter).
        bezeichnung: German name of the quantity, as the reader sees it.
        rundung: rounding of the result with its reason; without it nothing is rounded.
        name: name of the quantity where several functions define it (variants of a method); else the function's.
        reine_zahlen: counts enter as pure numbers, as statistics has it (a sample size is no multiple of a case).

    Raises:
        FormelFehler: if the function cannot be traced or lacks a source or docstring.
    """

    def spur(funktion: Callable[..., Ausdruck]) -> Formel:
        groesse = name or funktion.__name__
        beschreibung = inspect.getdoc(funktion) or ""
        if not quelle.strip() or not bezeichnung.strip() or not beschreibung:
            raise FormelFehler(f"Die Formel „{groesse}“ braucht Quelle, Bezeichnung und Beschreibung (Docstring).")
        argumente, baum = _trace(funktion, groesse)
        if rundung is not None:
            baum = rundung.baum(baum)
        ziel = parse_einheit(einheit)
        return Formel(groesse, bezeichnung, argumente, baum, ziel, quelle, beschreibung, rundung, reine_zahlen)

    return spur


def _trace(funktion: Callable[..., Ausdruck], name: str) -> tuple[tuple[str, ...], Ausdruck]:
    """Call the function once with symbols; return its argument names and its tree."""
    code = funktion.__code__
    argumente = code.co_varnames[: code.co_argcount]
    baum = funktion(*(Symbol(a) for a in argumente))
    if not isinstance(baum, Ausdruck):
        raise FormelFehler(f"Die Formel „{name}“ liefert keinen Ausdruck, sondern {type(baum).__name__}.")
    ungenutzt = set(argumente) - set(symbole(baum))
    if ungenutzt:
        raise FormelFehler(f"Die Formel „{name}“ nutzt ihre Argumente nicht: {', '.join(sorted(ungenutzt))}.")
    return argumente, baum


def infer_einheit(baum: Ausdruck, einheiten: Mapping[str, Einheit]) -> Einheit | None:
    """Return the unit of a tree whose symbols have these units; None for a zero constant, which fits every unit."""
    if isinstance(baum, Symbol):
        return einheiten[baum.name]
    if isinstance(baum, Konstante):
        return None if baum.wert == 0 else OHNE
    assert isinstance(baum, Anwendung)
    return FUNKTIONEN[baum.funktion].einheit([infer_einheit(a, einheiten) for a in baum.argumente])
