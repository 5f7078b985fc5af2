"""Texts of a workbook: the table of shared strings, rich text without its formatting, escaped characters."""

from __future__ import annotations

import re

from stellenbedarf.eingabe.mappe_paket import Paket, elemente

MAX_ZEICHEN = 30_000_000
KUERZEN = "Kürzen Sie die Texte, oder teilen Sie den Fall auf."
_ELEMENTE = elemente("si", "is", "t", "rPh")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def entschluesselt(text: str) -> str:
    """Return the text with `_x000D_` and the like as characters; `_x005F_` stands for the underscore itself."""
    if "_x" not in text:
        return text
    zeichen = _ESCAPE.sub(lambda treffer: chr(int(treffer.group(1), 16)), text)
    return zeichen.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # halves become one character


class Textsammler:
    """Collects the runs of one text; phonetic readings are no part of it."""

    __slots__ = ("_lautschrift", "_sammelt", "_teile")

    def __init__(self) -> None:
        """Start with an empty text."""
        self._teile: list[str] = []
        self._sammelt = self._lautschrift = False

    def anfang(self, name: str) -> None:
        """Take the start of an element."""
        element = _ELEMENTE.get(name)
        if element == "rPh":
            self._lautschrift = True
        elif element == "t":
            self._sammelt = not self._lautschrift

    def zeichen(self, text: str) -> None:
        """Take characters."""
        if self._sammelt:
            self._teile.append(text)

    def ende(self, name: str) -> bool:
        """Take the end of an element and tell whether the text is complete."""
        element = _ELEMENTE.get(name)
        if element == "t":
            self._sammelt = False
        elif element == "rPh":
            self._lautschrift = False
        return element in ("si", "is")

    def text(self) -> str:
        """Return the text and start a new one."""
        text = entschluesselt("".join(self._teile))
        self._teile = []
        return text


def read_texte(paket: Paket, teil: str | None) -> list[str]:
    """Return the shared strings of a workbook in the order in which cells refer to them."""
    texte: list[str] = []
    if teil is None:
        return texte
    sammler = Textsammler()
    zeichen = 0

    def ende(name: str) -> None:
        nonlocal zeichen
        if sammler.ende(name):
            texte.append(text := sammler.text())
            zeichen += len(text)
            if zeichen > MAX_ZEICHEN:
                paket.ablehnen(f"Die Mappe hat mehr als {MAX_ZEICHEN // 1_000_000} Millionen Zeichen Text", KUERZEN)

    paket.lies(teil, lambda name, _: sammler.anfang(name), ende, sammler.zeichen)
    return texte
