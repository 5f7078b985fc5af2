"""Paragraphs cut into sentences, each with its figures, its section and its part of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from stellenbedarf.pruefung.dokument import Absatz, Dokument, Stelle, Ueberschrift
from stellenbedarf.pruefung.verstehen.bewertung import Bewertung, finde_bewertungen
from stellenbedarf.pruefung.verstehen.mengen import Menge, finde_mengen
from stellenbedarf.pruefung.verstehen.teile import Teil
from stellenbedarf.pruefung.verstehen.zahlen_im_text import ohne_marken

_ENDE = re.compile(r"[.!?]\s+(?=[„\"(]?[A-ZÄÖÜ])|\n+(?=\S)")
_ABKUERZUNG = re.compile(
    r"(?:(?<!\w)(?:ca|z|B|d|h|u|a|o|g|s|S|Nr|Abs|Art|Mio|Mrd|Tsd|Bes|Gr|v|H|Std|Min|inkl|ggf|bzw|rd|stellv|stv|"
    r"Stpl|vgl|Anl|Ziff|"
    r"einschl|aut|jährl|Durchschnittl|mind|max|lfd|evtl|sog|Dr|Prof|Str|usw|etc|Tab|Kap|Entg|i|Tz|bspw|zzgl|"
    r"abzgl|gem|lt|\d{1,2}))$"
)


@dataclass(frozen=True)
class Textblock:
    """A heading or paragraph; `block` counts the blocks of the paper from 0, `tiefe` is 0 outside lists."""

    text: str
    stelle: Stelle
    teil: Teil
    block: int
    nummer: str = ""
    tiefe: int = 0
    ebene: int = 0

    @property
    def ist_ueberschrift(self) -> bool:
        """Tell whether the block is a heading."""
        return self.ebene > 0

    @property
    def abschnitt(self) -> tuple[str, ...]:
        """Return the headings above the block; a heading stands below itself."""
        return self.stelle.abschnitt

    @cached_property
    def mengen(self) -> tuple[Menge, ...]:
        """Return the figures of the whole block."""
        return finde_mengen(self.text)

    @cached_property
    def bewertungen(self) -> tuple[Bewertung, ...]:
        """Return the grades of the whole block."""
        return finde_bewertungen(self.text)

    def nach(self, einheit: str) -> tuple[Menge, ...]:
        """Return the figures in one unit."""
        return tuple(m for m in self.mengen if m.einheit == einheit)

    @cached_property
    def saetze(self) -> tuple[Satz, ...]:
        """Return the sentences of the block."""
        return tuple(Satz(text, self) for text in _teile(ohne_marken(self.text)))


@dataclass(frozen=True)
class Satz:
    """A sentence and the block it stands in."""

    text: str
    block: Textblock

    @property
    def stelle(self) -> Stelle:
        """Return the place of the block."""
        return self.block.stelle

    @property
    def teil(self) -> Teil:
        """Return the part of the paper."""
        return self.block.teil

    @cached_property
    def mengen(self) -> tuple[Menge, ...]:
        """Return the figures of the sentence."""
        return finde_mengen(self.text)

    def nach(self, einheit: str) -> tuple[Menge, ...]:
        """Return the figures in one unit."""
        return tuple(m for m in self.mengen if m.einheit == einheit)

    def nennt(self, muster: re.Pattern[str]) -> bool:
        """Tell whether the sentence contains a pattern."""
        return muster.search(self.text) is not None


def textbloecke(dokument: Dokument, teile: list[Teil]) -> Iterator[Textblock]:
    """Return headings and paragraphs in reading order."""
    for n, (block, teil) in enumerate(zip(dokument.bloecke, teile, strict=True)):
        if isinstance(block, Ueberschrift):
            yield Textblock(block.text, block.stelle, teil, n, block.nummer, ebene=block.ebene)
        elif isinstance(block, Absatz):
            yield Textblock(block.text, block.stelle, teil, n, block.nummer, block.tiefe)


def _teile(text: str) -> Iterator[str]:
    """Return the sentences of a text; abbreviations and ordinals do not end one."""
    ab = 0
    for treffer in _ENDE.finditer(text):
        if treffer[0][0] == "." and _ABKUERZUNG.search(text[max(0, treffer.start() - 16) : treffer.start()]):
            continue
        if text[ab : treffer.start()].strip():
            yield text[ab : treffer.start() + 1].strip()
        ab = treffer.end()
    if text[ab:].strip():
        yield text[ab:].strip()
