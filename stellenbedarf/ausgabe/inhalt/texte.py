"""Renders text templates (Jinja, sandboxed) into blocks; a town's own templates in `./templates` come first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from stellenbedarf.ablage import find
from stellenbedarf.ausgabe.inhalt.auszeichnung import Ablage
from stellenbedarf.ausgabe.inhalt.bloecke import Block
from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler


def render(vorlage: str, kontext: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return the blocks of a text template.

    Args:
        vorlage: path below `templates/`, e.g. `beschlussvorlage/inhalt.md`.
        kontext: what the template may use.

    Raises:
        StellenbedarfFehler: where the template is missing, malformed or uses an unknown name.
    """
    ablage = Ablage()

    def merke(wert: Any) -> str:
        return "" if wert is None or wert == "" else ablage.merke(wert)

    umgebung = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader("templates"), FileSystemLoader(find("templates/bausteine").parent)]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
        finalize=merke,
    )
    try:
        return ablage.bloecke(umgebung.get_template(vorlage).render(kontext))
    except TemplateNotFound as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die Textvorlage „{fehler.name}“ fehlt", None, "Prüfen Sie den Ordner templates/."
        ) from None
    except TemplateError as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die Textvorlage lässt sich nicht verwenden: {fehler.message}",
            Fundstelle(Path(vorlage).name, zeile=getattr(fehler, "lineno", None)),
            "Prüfen Sie Namen und Klammern an dieser Stelle.",
        ) from None
