"""Paragraph styles of a Word file: what makes a heading, a caption, bold text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stellenbedarf.pruefung.lesen.word_text import q, schalter, wert

_UEBERSCHRIFT = re.compile(r"(?:heading|überschrift|berschrift)\s*(\d)", re.I)
_MAX_ERBE = 20


class Stile:
    """The styles by id; each inherits from the one it is based on."""

    def __init__(self, dokument: Any) -> None:
        """Read the style part; a file without one has no styles."""
        self._stile: dict[str, Any] = {}
        self._vorgabe = ""
        for stil in dokument.styles.element.iter(q("style")):
            kennung = stil.get(q("styleId")) or ""
            self._stile[kennung] = stil
            if stil.get(q("type")) == "paragraph" and stil.get(q("default")) in ("1", "true"):
                self._vorgabe = kennung
        self._ebenen: dict[str, int | None] = {}

    def von(self, p: Any) -> str:
        """Return the id of a paragraph's style."""
        return wert(p.find(q("pPr")), "pStyle") or self._vorgabe

    def kette(self, kennung: str) -> Iterator[Any]:
        """Yield a style and those it is based on."""
        for _ in range(_MAX_ERBE):
            stil = self._stile.get(kennung)
            if stil is None:
                return
            yield stil
            kennung = wert(stil, "basedOn")

    def ebene(self, p: Any, kennung: str) -> int | None:
        """Return the level of a heading, from 1; None where the paragraph is none."""
        form = p.find(q("pPr"))
        eigene = wert(form, "outlineLvl")
        if eigene.isdigit():
            return int(eigene) + 1 if int(eigene) < 9 else None
        if kennung not in self._ebenen:
            self._ebenen[kennung] = self._stilebene(kennung)
        return self._ebenen[kennung]

    def _stilebene(self, kennung: str) -> int | None:
        for stil in self.kette(kennung):
            name = wert(stil, "name")
            if treffer := _UEBERSCHRIFT.fullmatch(name):
                return int(treffer[1]) or None
            if name.lower() in ("title", "titel"):
                return 1
            gliederung = wert(stil.find(q("pPr")), "outlineLvl")
            if gliederung.isdigit():
                return int(gliederung) + 1 if int(gliederung) < 9 else None
        return None

    def ist_titelzeile(self, kennung: str) -> bool:
        """Tell whether a style is that of captions."""
        return any(wert(s, "name").lower() in ("caption", "beschriftung") for s in self.kette(kennung))

    def fett(self, kennung: str) -> bool:
        """Tell whether text in this style is bold."""
        for stil in self.kette(kennung):
            fett = schalter(stil.find(q("rPr")), "b")
            if fett is not None:
                return fett
        return False

    def nummerierung(self, kennung: str) -> tuple[Any, str]:
        """Return the numbering that a style brings along (or None) and the id of the style that has it."""
        for stil in self.kette(kennung):
            form = stil.find(q("pPr"))
            nummer = None if form is None else form.find(q("numPr"))
            if nummer is not None:
                return nummer, stil.get(q("styleId")) or ""
        return None, ""
