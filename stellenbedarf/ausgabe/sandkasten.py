"""Where templates of a town run: they see the content and nothing else, and what they may spend is counted.

Python cannot stop a loop from outside, so the loop itself pays: every pass, call and included file takes from one
budget, and whatever makes a text longer takes from another. What cannot be counted beforehand (powers, repeated texts,
methods of Python's own types, most filters) is not there at all.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import BlockReference, LoopContext, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing

MAX_SCHRITTE = 200_000
"""Passes of loops and calls; a paper with 5.000 positions takes about a third."""
MAX_ZEICHEN = 20_000_000
MAX_ZIFFERN = 10_000
_DATEI_SCHRITTE = 100
_MERKMALE: tuple[tuple[type, frozenset[str]], ...] = (
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    (Enum, frozenset({"name", "value"})),
    (LoopContext, frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth",
                             "depth0", "cycle", "changed", "previtem", "nextitem"})),
)  # fmt: skip
_FILTER = ("capitalize", "count", "d", "default", "e", "escape", "first", "last", "length", "list", "lower", "map",
           "rejectattr", "reverse", "selectattr", "sort", "title", "trim", "truncate", "unique", "upper")  # fmt: skip
_TESTS = ("defined", "divisibleby", "eq", "equalto", "even", "false", "in", "ne", "none", "number", "odd", "string",
          "true", "undefined", "gt", "ge", "lt", "le", "==", "!=", ">", ">=", "<", "<=")  # fmt: skip
FILTERNAMEN = (*_FILTER, "join", "replace")


class Verbraucht(TemplateRuntimeError):
    """A template asks for more than a document can need."""


class _Unbekannt(StrictUndefined):
    """A name that does not exist; says so in German."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            return f"Den Namen „{self._undefined_name}“ gibt es nicht"
        return f"„{self._undefined_name}“ gibt es an dieser Stelle nicht"


class Sandkasten(ImmutableSandboxedEnvironment):
    """A Jinja environment for one document: its budget lasts for everything that is rendered with it."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **optionen: Any) -> None:
        """Take Jinja's options; `range`, `dict`, `lipsum`, `cycler` and `joiner` are not offered."""
        super().__init__(undefined=_Unbekannt, optimized=False, finalize=self._ausgegeben, **optionen)
        self._schritte = MAX_SCHRITTE
        self._zeichen = MAX_ZEICHEN
        self._makrozeichen = 0
        self.globals = {"namespace": Namespace}
        self.filters = {name: self._gezaehlt(FILTERS[name]) for name in _FILTER}
        self.filters |= {
            "join": self._join, "replace": self._replace,
            "_durchlauf": self._durchlauf, "_verkettet": self._verkettet,
        }  # fmt: skip
        self.tests = {name: self.tests[name] for name in _TESTS}

    def zahle(self, schritte: int = 0, zeichen: int = 0) -> None:
        """Take from the budget; raises `Verbraucht` where it is used up."""
        self._schritte -= schritte
        self._zeichen -= zeichen
        if self._schritte < 0:
            raise Verbraucht("Eine Schleife oder ein Makro endet nicht oder läuft viel zu oft durch")
        if self._zeichen < 0:
            raise Verbraucht("Die Vorlage erzeugt viel zu langen Text")

    # --- What is counted -----------------------------------------------------------------------------------------

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Let every loop pay for its passes and every joined text for its length."""
        baum = super()._parse(source, name, filename)
        for schleife in list(baum.find_all(nodes.For)):
            laenge = nodes.Const(sum(map(_festtext, schleife.body)))
            schleife.iter = _als_filter("_durchlauf", schleife.iter, laenge)
        for art in (nodes.Macro, nodes.Block, nodes.CallBlock):
            self._makrozeichen += sum(map(_festtext, baum.find_all(art)))
        _ersetze_verkettungen(baum)
        return baum

    def _ausgegeben(self, wert: Any) -> Any:
        self.zahle(zeichen=len(wert) if isinstance(wert, str) else 0)
        return wert

    def _durchlauf(self, werte: Iterable[Any], laenge: int) -> Iterator[Any]:
        for wert in werte:
            self.zahle(1, laenge)
            yield wert

    def _verkettet(self, teile: Iterable[Any]) -> str:
        text: str = markup_join(teile) if self.autoescape else str_join(teile)
        self.zahle(zeichen=len(text))
        return text

    def _gezaehlt(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        def gezaehlt(*werte: Any, **benannte: Any) -> Any:
            ergebnis = filter_(*werte, **benannte)
            self.zahle(1, len(ergebnis) if isinstance(ergebnis, (str, list, tuple)) else 0)
            return ergebnis

        # Jinja sees by this attribute whether a filter wants its environment or context as the first argument.
        if (art := getattr(filter_, "jinja_pass_arg", None)) is not None:
            gezaehlt.jinja_pass_arg = art  # type: ignore[attr-defined]
        return gezaehlt

    def _join(self, werte: Iterable[Any], trenner: str = "") -> str:
        teile = [t if isinstance(t, str) else str(t) for t in werte]
        self.zahle(1, sum(map(len, teile)) + len(teile) * len(trenner))
        return self._verkettet([t for n, teil in enumerate(teile) for t in ((trenner, teil) if n else (teil,))])

    def _replace(self, text: Any, alt: str, neu: str) -> str:
        text = str(text)
        self.zahle(1, len(text) + (text.count(alt) if alt else len(text) + 1) * len(neu))
        ersetzt: str = text.replace(alt, neu)
        return ersetzt

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Apply an operator; texts and lists can be joined, numbers calculated with, nothing else."""
        texte = [w for w in (left, right) if isinstance(w, (str, list, tuple))]
        if operator == "**" or (texte and operator != "+"):
            raise SecurityError(f"Der Operator „{operator}“ ist hier nicht erlaubt")
        self.zahle(1, sum(map(len, texte)))
        ergebnis = super().call_binop(context, operator, left, right)
        if isinstance(ergebnis, int) and ergebnis.bit_length() > MAX_ZIFFERN:
            raise Verbraucht("Eine Zahl wird viel zu groß")
        return ergebnis

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a function of the content or a macro."""
        self.zahle(1, self._makrozeichen if isinstance(obj, (Macro, BlockReference)) else 0)
        return super().call(context, obj, *args, **kwargs)

    def _load_template(self, name: str, globals: Any) -> Any:
        self.zahle(_DATEI_SCHRITTE)
        return super()._load_template(name, globals)

    # --- What is there -------------------------------------------------------------------------------------------

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        """Tell whether a template may read an attribute: fields of the content, and little else."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, Namespace):
            return True
        for art, namen in _MERKMALE:
            if isinstance(obj, art):
                return attr in namen
        return attr in _felder(type(obj))  # type: ignore[arg-type]  # every class is hashable

    def wrap_str_format(self, value: Any) -> None:
        """Offer no formatting by methods of texts; as any other method they are refused."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
        """Return what raises in German as soon as it is used."""
        return self.undefined(
            f"Der Zugriff auf „{attribute}“ ist nicht erlaubt", name=attribute, obj=obj, exc=SecurityError
        )


@cache
def _felder(art: Any) -> frozenset[str]:
    """Return the fields and properties of a dataclass, or the fields of a named tuple."""
    if not dataclasses.is_dataclass(art):
        return frozenset(getattr(art, "_fields", ()))
    return frozenset(
        {f.name for f in dataclasses.fields(art)} | {n for n, w in vars(art).items() if isinstance(w, property)}
    )


def _festtext(knoten: nodes.Node) -> int:
    return sum(len(t.data) for t in knoten.find_all(nodes.TemplateData))


def _als_filter(name: str, wert: Any, *argumente: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(wert, name, list(argumente), [], None, None, lineno=wert.lineno)


def _ersetze_verkettungen(knoten: nodes.Node) -> None:
    for feld, wert in knoten.iter_fields():
        if isinstance(wert, list):
            for kind in wert:
                if isinstance(kind, nodes.Node):
                    _ersetze_verkettungen(kind)
            setattr(knoten, feld, [_ohne_verkettung(k) for k in wert])
        elif isinstance(wert, nodes.Node):
            _ersetze_verkettungen(wert)
            setattr(knoten, feld, _ohne_verkettung(wert))


def _ohne_verkettung(knoten: Any) -> Any:
    if not isinstance(knoten, nodes.Concat):
        return knoten
    return _als_filter("_verkettet", nodes.List(knoten.nodes, lineno=knoten.lineno))


def lies(quelle: str) -> tuple[nodes.Template, set[str]]:
    """Return the tree of a template and the names that it does not bring itself.

    Raises `TemplateSyntaxError` also for filters and comparisons that do not exist.
    """
    umgebung = Sandkasten()
    baum = umgebung.parse(quelle)
    for art, bekannt, wort in ((nodes.Filter, umgebung.filters, "filter"), (nodes.Test, umgebung.tests, "test")):
        for knoten in baum.find_all(art):  # inside a condition Jinja itself notices only when it gets there
            if knoten.name not in bekannt:
                raise TemplateSyntaxError(f"No {wort} named '{knoten.name}'.", knoten.lineno)
    return baum, find_undeclared_variables(baum)


# --- What went wrong, in German ----------------------------------------------------------------------------------

_SYNTAX: tuple[tuple[str, str], ...] = (
    (r"Encountered unknown tag '(end\w+)'.*", "{{% {0} %}} steht hier ohne den zugehörigen Anfang"),
    (r"Encountered unknown tag '(\w+)'.*", "Die Anweisung „{0}“ gibt es nicht"),
    (r"Unexpected end of template.*innermost block that needs to be closed is '(\w+)'.*",
     "{{% {0} %}} wird nicht mit {{% end{0} %}} geschlossen"),
    (r"Unexpected end of template.*", "Die Vorlage endet mitten in einer Anweisung"),
    (r"Missing end of (\w+).*", "Eine Klammer oder Anweisung wird nicht geschlossen"),
    (r"No filter named '([^']*)'.*", f"Den Filter „{{0}}“ gibt es nicht; möglich sind {', '.join(FILTERNAMEN)}"),
    (r"No test named '([^']*)'.*", "Den Vergleich „is {0}“ gibt es nicht"),
    (r"expected token '([^']*)', got '([^']*)'", "Erwartet wird „{0}“, hier steht „{1}“"),
    (r"unexpected '([^']*)'", "„{0}“ passt hier nicht"),
    (r"unexpected char '?(.*?)'? at .*", "Das Zeichen „{0}“ passt hier nicht"),
)  # fmt: skip
_WOERTER = MappingProxyType(
    {"end of print statement": "}}", "end of statement block": "%}", "begin of print statement": "{{", "name": "Name"}
)


def grund(fehler: Exception) -> str:
    """Return in German why a template could not be read or rendered."""
    text = str(getattr(fehler, "message", None) or fehler)
    for muster, deutsch in _SYNTAX:
        if treffer := re.fullmatch(muster, text, re.DOTALL):
            return deutsch.format(*(_WOERTER.get(g, g) for g in treffer.groups()))
    if isinstance(fehler, TemplateSyntaxError):
        return "Klammern oder Schreibweise stimmen nicht"
    if isinstance(fehler, (TemplateRuntimeError, SecurityError)):
        return text
    if isinstance(fehler, RecursionError):
        return "Ein Makro oder eine Datei ruft sich selbst ohne Ende auf"
    if isinstance(fehler, ZeroDivisionError):
        return "Eine Rechnung teilt durch null"
    return "Eine Angabe passt nicht zu dem, was die Anweisung damit tun soll"


def stelle(fehler: Exception) -> tuple[str, int | None]:
    """Return file (as the loader names it) and line of the template at which an exception arose."""
    if isinstance(fehler, TemplateSyntaxError):
        return fehler.filename or fehler.name or "", fehler.lineno
    gefunden: tuple[str, int | None] = ("", None)
    spur = fehler.__traceback__
    while spur is not None:
        if "__jinja_exception__" in spur.tb_frame.f_globals:  # a frame that Jinja puts in place of compiled code
            gefunden = (spur.tb_frame.f_code.co_filename, spur.tb_lineno)
        spur = spur.tb_next
    return gefunden
