"""All Bemessungsverfahren, one module each. A new one is a module and one line in this list."""

from importlib import import_module

from stellenbedarf.verfahren.basis import Verfahren

_MODULE = (
    "fallzahl",
    "prozess",
    "stichprobe",
    "schluessel",
    "analogie",
    "zeitanteile",
    "projektaufwand",
    "mindestbesetzung",
    "leitungsspanne",
    "sockel",
    "fortschreibung",
    "erlang_c",
    "wisn",
    "kombination",
    "setzung",
)

VERFAHREN: dict[str, Verfahren] = {name: import_module(f"{__name__}.{name}").VERFAHREN for name in _MODULE}

__all__ = ["VERFAHREN", "Verfahren"]
