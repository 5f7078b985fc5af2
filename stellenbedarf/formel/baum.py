"""The expression tree of a formula: three kinds of immutable nodes, built by Python's operators.

A formula is traced once with symbols; whatever Python would decide by itself (`if`, `min`, `round`, a float)
is refused here with a message that says what to write instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn


class FormelFehler(TypeError):
    """A formula is written in a way that cannot be traced or does not fit its units."""


def _verboten(was: str, stattdessen: str) -> NoReturn:
    raise FormelFehler(f"{was} ist in einer Formel nicht möglich. Schreiben Sie stattdessen {stattdessen}.")


class Ausdruck:
    """Node of a formula's tree; operators and comparisons build further nodes."""

    __slots__ = ()

    def __add__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Sum."""
        return Anwendung("plus", (self, wrap(anderer)))

    def __radd__(self, anderer: int) -> Ausdruck:
        """Sum with an integer on the left."""
        return Anwendung("plus", (wrap(anderer), self))

    def __sub__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Difference."""
        return Anwendung("minus", (self, wrap(anderer)))

    def __rsub__(self, anderer: int) -> Ausdruck:
        """Difference with an integer on the left."""
        return Anwendung("minus", (wrap(anderer), self))

    def __mul__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Product."""
        return Anwendung("mal", (self, wrap(anderer)))

    def __rmul__(self, anderer: int) -> Ausdruck:
        """Product with an integer on the left."""
        return Anwendung("mal", (wrap(anderer), self))

    def __truediv__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Quotient."""
        return Anwendung("geteilt", (self, wrap(anderer)))

    def __rtruediv__(self, anderer: int) -> Ausdruck:
        """Quotient with an integer on the left."""
        return Anwendung("geteilt", (wrap(anderer), self))

    def __neg__(self) -> Ausdruck:
        """Negative value, written as a difference."""
        return Anwendung("minus", (Konstante(Fraction(0)), self))

    def __lt__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Comparison."""
        return Anwendung("kleiner", (self, wrap(anderer)))

    def __le__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Comparison."""
        return Anwendung("kleiner_gleich", (self, wrap(anderer)))

    def __gt__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Comparison."""
        return Anwendung("groesser", (self, wrap(anderer)))

    def __ge__(self, anderer: Ausdruck | int) -> Ausdruck:
        """Comparison."""
        return Anwendung("groesser_gleich", (self, wrap(anderer)))

    def __eq__(self, anderer: object) -> bool:
        """Refuse: Python would decide at tracing time."""
        _verboten("Der Vergleich mit ==", "gleich(a, b)")

    def __ne__(self, anderer: object) -> bool:
        """Refuse: Python would decide at tracing time."""
        _verboten("Der Vergleich mit !=", "wenn(gleich(a, b), …, …)")

    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        """Refuse `if`, `and`, `or`, `min` and `max`, which all ask for a truth value."""
        _verboten(
            "Eine Entscheidung von Python (if, and, or, min, max)",
            "wenn(bedingung, dann, sonst), und(a, b), kleinstes(a, b) oder groesstes(a, b)",
        )

    def __round__(self, stellen: int | None = None) -> NoReturn:
        """Refuse Python's bankers' rounding."""
        _verboten("round()", "runden(x, stellen) oder eine Rundung am @formel")

    def __float__(self) -> NoReturn:
        """Refuse the detour over float."""
        _verboten("float()", "den Ausdruck selbst; gerechnet wird exakt")

    def __int__(self) -> NoReturn:
        """Refuse truncation."""
        _verboten("int()", "abrunden(x, 0)")

    def __floor__(self) -> NoReturn:
        """Refuse `math.floor`."""
        _verboten("math.floor()", "abrunden(x, 0)")

    def __ceil__(self) -> NoReturn:
        """Refuse `math.ceil`."""
        _verboten("math.ceil()", "aufrunden(x, 0)")

    def __abs__(self) -> NoReturn:
        """Refuse `abs`."""
        _verboten("abs()", "groesstes(x, 0 - x)")

    def __trunc__(self) -> NoReturn:
        """Refuse `math.trunc`."""
        _verboten("math.trunc()", "abrunden(x, 0)")

    def __pow__(self, exponent: object) -> NoReturn:
        """Refuse `**`."""
        _verboten("Der Operator **", "x * x oder wurzel(x)")

    def __floordiv__(self, anderer: object) -> NoReturn:
        """Refuse `//`."""
        _verboten("Der Operator //", "abrunden(a / b, 0)")

    def __mod__(self, anderer: object) -> NoReturn:
        """Refuse `%`."""
        _verboten("Der Operator %", "a - abrunden(a / b, 0) * b")

    def __and__(self, anderer: object) -> NoReturn:
        """Refuse `&`."""
        _verboten("Der Operator &", "und(a, b)")

    def __or__(self, anderer: object) -> NoReturn:
        """Refuse `|`."""
        _verboten("Der Operator |", "wenn(a, …, wenn(b, …, …))")

    __rpow__, __rfloordiv__, __rmod__ = __pow__, __floordiv__, __mod__

    def __iter__(self) -> NoReturn:
        """Refuse `sum`, `for` and unpacking."""
        _verboten("Eine Schleife oder sum()", "summe(reihe)")


@dataclass(frozen=True, slots=True, eq=False)
class Symbol(Ausdruck):
    """An argument of the formula, to be bound to a value, a cell or a name."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Konstante(Ausdruck):
    """A whole number written in the formula; part of its definition and covered by the formula's source."""

    wert: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Anwendung(Ausdruck):
    """A function of the table applied to nodes; operators are functions too."""

    funktion: str
    argumente: tuple[Ausdruck, ...]


def wrap(wert: object) -> Ausdruck:
    """Return the node for an operand; refuse whatever is neither a node nor a whole number."""
    if isinstance(wert, Ausdruck):
        return wert
    if isinstance(wert, bool) or wert is None:
        _verboten(f"Der feste Wert {wert}", "einen Vergleich wie a < b")
    if isinstance(wert, int):
        return Konstante(Fraction(wert))
    if isinstance(wert, float):
        _verboten(
            f"Die Gleitkommazahl {wert!r}",
            "ein Argument und belegen Sie den Wert als Parameter mit Quelle und Stand",
        )
    _verboten(f"Ein Wert der Art {type(wert).__name__}", "ein Argument der Formel")


def symbole(baum: Ausdruck) -> tuple[str, ...]:
    """Return the names of the symbols in the tree, each once, in order of appearance."""
    gefunden: dict[str, None] = {}
    offen = [baum]
    while offen:
        knoten = offen.pop()
        if isinstance(knoten, Symbol):
            gefunden[knoten.name] = None
        elif isinstance(knoten, Anwendung):
            offen.extend(reversed(knoten.argumente))
    return tuple(gefunden)
