"""The table of output formats: extension and the function that renders a document's content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt

# name → (module, function); imported only when the format is asked for
_FORMATE = {
    "docx": ("word.dokument", "render_word"),
    "pdf": ("pdf", "render_pdf"),
    "html": ("html", "render_html"),
}
NAMEN = tuple(_FORMATE)


def render(inhalt: Inhalt, formate: tuple[str, ...], vorlage: Path | None = None) -> Mapping[str, bytes]:
    """Return the document in every format asked for.

    Args:
        inhalt: the content.
        formate: names out of `NAMEN`.
        vorlage: the office's own Word template; used for docx only.
    """
    dateien: dict[str, bytes] = {}
    for name in formate:
        modul, funktion = _FORMATE[name]
        rendern: Callable[..., bytes] = getattr(import_module(f"stellenbedarf.ausgabe.{modul}"), funktion)
        dateien[name] = rendern(inhalt, vorlage) if name == "docx" else rendern(inhalt)
    return dateien
