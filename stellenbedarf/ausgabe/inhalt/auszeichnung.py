"""Turns the Markdown that a text template yields into blocks.

Whatever a template prints (case texts, figures, tables) travels through the Markdown parser as a token of two
private-use characters around a number and is put back afterwards. So nothing a user wrote is ever read as markup; and
since the number begins with random digits, nothing a user wrote can pass for a token either.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import Any

from jinja2 import TemplateRuntimeError
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
    Block,
    Laeufe,
    Lauf,
    Liste,
    Punkt,
    Seitenumbruch,
    Text,
    Ueberschrift,
    Verweis,
    Zahl,
)

_AUF, _ZU = "\ue000", "\ue001"
_GESCHUETZT = (
    (re.compile(r"(?<=\d) (?=%)"), "\u00a0"),
    (re.compile(r"(?<=\d) (?=(?:EUR|Mio\.|Mrd\.|VZÄ|Stellen?|Stunden?|h|Monate?)\b)"), "\u00a0"),
    (re.compile(r"(?<=§) (?=\d)"), "\u00a0"),
    (re.compile(r"\b(EG|[ABERSW]|Zeile|Positionen|Position|Anlage) (?=\d)"), "\\1\u00a0"),
    (re.compile(r"(?<=Nr\.) (?=\d)"), "\u00a0"),
    (re.compile(r"(?<=Abs\.) (?=\d)"), "\u00a0"),
    (re.compile(r"(?<=[zud]\.) (?=[Bah]\.)"), "\u00a0"),
)  # fmt: skip


_EINHEIT = re.compile(r"^ (?=(?:EUR|VZÄ|Stellen?)\b)")


def schuetze(text: str) -> str:
    """Put no-break spaces where a line must not break: `84,8 %`, `§ 6a`, `z. B.`."""
    for muster, ersatz in _GESCHUETZT:
        text = muster.sub(ersatz, text)
    return text


class Markdown(str):
    """Text of the program's own (a list number) that a template prints as markup."""

    __slots__ = ()


class Ablage:
    """Keeps what a template prints while its Markdown is parsed."""

    def __init__(self, zahle: Callable[[int, int], None], freitext: Callable[[str], Laeufe]) -> None:
        """Start empty.

        Args:
            zahle: takes steps and characters from the budget of the document for every text that is put back; a text
                that a template keeps and prints several times could otherwise double without end.
            freitext: turns a text into runs, with the figures that people wrote in it.
        """
        self._dinge: list[Any] = []
        self._zahle = zahle
        self._freitext = freitext
        kennung = secrets.randbelow(10**12)
        self._auf = f"{_AUF}{kennung:012d}"
        self._marke = re.compile(f"{self._auf}(\\d+){_ZU}")

    def merke(self, ding: Any) -> str:
        """Keep a thing and return the token that stands for it; the program's own markup stays as it is."""
        if isinstance(ding, Markdown):
            return ding
        self._dinge.append(ding)
        return f"{self._auf}{len(self._dinge) - 1}{_ZU}"

    def bloecke(self, markdown: str) -> tuple[Block, ...]:
        """Return the blocks of a Markdown text whose tokens came from this object."""
        leser = MarkdownIt("commonmark", {"html": False}).disable(
            [
                "code",
                "fence",
                "blockquote",
                "html_block",
                "reference",
                "link",
                "image",
                "autolink",
                "backticks",
                "lheading",
            ]
        )
        return self._kinder(SyntaxTreeNode(leser.parse(markdown)))

    def _kinder(self, knoten: SyntaxTreeNode) -> tuple[Block, ...]:
        gefunden: list[Block] = []
        for kind in knoten.children:
            gefunden += self._block(kind)
        return tuple(gefunden)

    def _block(self, knoten: SyntaxTreeNode) -> list[Block]:
        if knoten.type == "heading":
            return [Ueberschrift(int(knoten.tag[1]), klartext(self._inline(knoten.children[0])))]
        if knoten.type == "hr":
            return [Seitenumbruch()]
        if knoten.type in ("bullet_list", "ordered_list"):
            punkte = tuple(self._punkt(k) for k in knoten.children)
            start = int(knoten.attrs.get("start", 1))
            return [Liste(punkte, nummeriert=knoten.type == "ordered_list", start=start)]
        if knoten.type == "paragraph":
            return self._absatz(knoten.children[0])
        raise TemplateRuntimeError(f"Die Auszeichnung „{knoten.type}“ gibt es in Textvorlagen nicht")

    def _punkt(self, knoten: SyntaxTreeNode) -> Punkt:
        bloecke = self._kinder(knoten)
        if bloecke and isinstance(bloecke[0], Absatz):
            return Punkt(bloecke[0].laeufe, bloecke[1:])
        return Punkt((), bloecke)

    def _absatz(self, inline: SyntaxTreeNode) -> list[Block]:
        """Return a paragraph, or the blocks of a token that stands alone in it."""
        allein = self._marke.fullmatch(inline.content.strip())
        if allein is not None:
            ding = self._dinge[int(allein[1])]
            if isinstance(ding, tuple):
                return list(ding)
        laeufe = self._inline(inline)
        return [Absatz(laeufe)] if klartext(laeufe).strip() else []

    def _inline(self, inline: SyntaxTreeNode, fett: bool = False) -> Laeufe:
        laeufe: list[Lauf] = []
        for kind in inline.children:
            if kind.type in ("strong", "em"):
                laeufe += self._inline(kind, fett=True)
            elif kind.type in ("softbreak", "hardbreak"):
                laeufe.append(Text(" ", fett))
            else:
                laeufe += self._text(kind.content, fett)
        return _verbunden(laeufe)

    def _text(self, text: str, fett: bool, gemerkt: bool = False) -> list[Lauf]:
        laeufe: list[Lauf] = []
        teile = self._marke.split(text)
        self._zahle(len(teile) if gemerkt else 0, len(text))
        for stelle, teil in enumerate(teile):
            if stelle % 2 == 0:
                laeufe += [Text(teil, fett)] if teil else []
                continue
            ding = self._dinge[int(teil)]
            if isinstance(ding, tuple):
                raise TemplateRuntimeError("Eine Tabelle oder ein anderer Block muss allein in einem Absatz stehen")
            if isinstance(ding, (Zahl, Verweis)):
                laeufe.append(ding)
            elif self._marke.search(str(ding)):  # a text that the template put together itself
                laeufe += self._text(str(ding), fett, gemerkt=True)
            else:
                self._zahle(0, len(str(ding)))
                laeufe += (Text(x.text, fett) if isinstance(x, Text) else x for x in self._freitext(str(ding)))
        return laeufe


def _verbunden(laeufe: list[Lauf]) -> Laeufe:
    """Join neighbouring texts, so that protected spaces are found across them and between figure and unit."""
    fertig: list[Lauf] = []
    for lauf in laeufe:
        letzter = fertig[-1] if fertig else None
        if isinstance(lauf, Text) and isinstance(letzter, Text) and lauf.fett == letzter.fett:
            fertig[-1] = Text(letzter.text + lauf.text, lauf.fett)
        elif isinstance(lauf, Text) and isinstance(letzter, Zahl):
            fertig.append(Text(_EINHEIT.sub("\u00a0", lauf.text), lauf.fett))
        else:
            fertig.append(lauf)
    return tuple(Text(schuetze(f.text), f.fett) if isinstance(f, Text) else f for f in fertig)


def klartext(laeufe: Laeufe) -> str:
    """Return the runs as plain text."""
    return "".join(f"[{lauf.marke}]" if isinstance(lauf, Verweis) else lauf.text for lauf in laeufe)
