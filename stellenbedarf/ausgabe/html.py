"""Renders a document as one self-contained, accessible HTML file: no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from stellenbedarf.ablage import find
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt
from stellenbedarf.ausgabe.inhalt.daten import als_daten
from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler

_VORLAGE = "dokument.html"


def render_html(inhalt: Inhalt) -> bytes:
    """Return the document as HTML.

    Raises:
        StellenbedarfFehler: where the template is malformed or uses an unknown name.
    """
    from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    ordner = find(f"templates/html/{_VORLAGE}").parent
    umgebung = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(ordner),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    umgebung.filters["css_text"] = css_text
    daten = als_daten(inhalt)
    try:
        text = umgebung.get_template(_VORLAGE).render(daten, gliederung=gliederung(daten["ueberschriften"]))
    except TemplateError as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die HTML-Vorlage lässt sich nicht verwenden: {fehler.message}",
            Fundstelle(str(getattr(fehler, "filename", None) or _VORLAGE), zeile=getattr(fehler, "lineno", None)),
            "Prüfen Sie die Dateien im Ordner templates/html; die mitgelieferten liegen im Programm.",
        ) from None
    # Surrogates that stand alone are no characters and cannot be written.
    return text.encode("utf-8", errors="replace")


def css_text(text: str) -> str:
    """Return the text for a string in a style sheet: nothing in it can end the string or the style element."""
    return "".join(z if z.isalnum() else f"\\{ord(z):x} " for z in text if not "\ud800" <= z <= "\udfff" and z != "\0")


def gliederung(ueberschriften: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return flat headings as a tree: each with `unter`, the headings below it."""
    wurzel: list[dict[str, Any]] = []
    offen: list[dict[str, Any]] = []
    for ueberschrift in ueberschriften:
        eintrag = {**ueberschrift, "unter": []}
        while offen and offen[-1]["ebene"] >= eintrag["ebene"]:
            offen.pop()
        (offen[-1]["unter"] if offen else wurzel).append(eintrag)
        offen.append(eintrag)
    return wurzel
