"""Bookmarks and links inside the document, and runs of text with figures and references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stellenbedarf.ausgabe.inhalt.daten import Daten
from stellenbedarf.ausgabe.word.stile import Stile
from stellenbedarf.ausgabe.word.xml import Element, el, lauf, q

MAX_NAME = 40  # longer names Word cuts off, and then the link leads nowhere


class Verweise:
    """Gives anchors a name that Word accepts and writes links to them."""

    def __init__(self, stile: Stile, vorhandene: Iterable[Element]) -> None:
        """Bind to a template's styles and the bookmarks (`w:bookmarkStart`) it has itself."""
        self._stile = stile
        fremde = list(vorhandene)
        self._vergeben = {str(t.get(q("name"), "")).lower() for t in fremde}
        self._naechste = 1 + max((int(t.get(q("id"), 0)) for t in fremde), default=0)
        self._namen: dict[str, str] = {}

    def name(self, anker: str) -> str:
        """Return the bookmark name of an anchor: `R12_5` for `R12.5`."""
        if anker not in self._namen:
            stamm = re.sub(r"[^A-Za-z0-9]+", "_", anker)
            stamm = stamm if stamm[:1].isalpha() else f"M{stamm}"
            name, zaehler = stamm[:MAX_NAME], 1
            while name.lower() in self._vergeben:  # Word does not tell upper from lower case here
                zaehler += 1
                name = f"{stamm[: MAX_NAME - len(str(zaehler)) - 1]}_{zaehler}"
            self._vergeben.add(name.lower())
            self._namen[anker] = name
        return self._namen[anker]

    def ziel(self, anker: str, kinder: Sequence[Element]) -> list[Element]:
        """Return the runs as a link target; unchanged where there is no anchor."""
        if not anker:
            return list(kinder)
        nummer, self._naechste = self._naechste, self._naechste + 1
        return [el("bookmarkStart", id=nummer, name=self.name(anker)), *kinder, el("bookmarkEnd", id=nummer)]

    def link(self, ziel: str, text: str, stil: str) -> Element:
        """Return a run that links to an anchor; a plain run where the document has no such target."""
        inhalt = lauf(text, self._stile.id("character", stil))
        return el("hyperlink", inhalt, anchor=self.name(ziel), history=1) if ziel else inhalt

    def herkunft(self, zahl: Daten) -> list[Element]:
        """Return the superscript label of a figure, if it has one."""
        return [self.link(zahl["ziel"], zahl["marke"], "Herkunftszeichen")] if zahl["marke"] else []

    def laeufe(self, laeufe: Iterable[Daten], fett: bool = False) -> list[Element]:
        """Return runs: text, figures with their label, references."""
        elemente: list[Element] = []
        for teil in laeufe:
            if teil["art"] == "verweis":
                elemente.append(self.link(teil["ziel"], f"[{teil['marke']}]", "Verweiszeichen"))
            else:
                text = lauf(teil["text"], fett=fett or teil.get("fett", False))
                elemente += self.ziel(teil.get("anker", ""), [text])
            if teil["art"] == "zahl":
                elemente += self.herkunft(teil)
        return elemente
