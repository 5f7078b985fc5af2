"""Collects blocks in reading order and gives each its place: section, paragraph, table, row, column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from stellenbedarf.pruefung.dokument import Absatz, Block, Dokument, Stelle, Tabelle, Ueberschrift, Zelle
from stellenbedarf.pruefung.lesen.gliederung import ebenen, setzt_satz_fort, split_nummer, verbinde
from stellenbedarf.pruefung.lesen.grenzen import zu_gross

MAX_ABSATZ = 10_000
MAX_ZEICHEN = 1_200_000  # some 400 pages


class Sammler:
    """Builds a paper block by block: readers say what stands there, the collector says in which section.

    Readers pass an `ort`, a place with what only they know: page, sheet and cell, line of the text.
    """

    def __init__(self, datei: str) -> None:
        """Start an empty paper."""
        self.datei = datei
        self._bloecke: list[Block] = []  # headings have level 0 until all of them are known
        self._raenge: list[int | None] = []
        self.anker: dict[tuple[int, int, int], Any] = {}
        """What a reader tied to a place, by block, row and column (0 for the whole block)."""

    def ueberschrift(
        self, text: str, ort: Stelle, ebene: int | None = None, nummer: str = "", anker: Any = None
    ) -> None:
        """Add a heading.

        Args:
            text: the text; a number at its beginning is split off unless `nummer` is given.
            ort: its place.
            ebene: level that the file declares; None where it only looks like a heading.
            nummer: number that is not part of the text.
            anker: element of the file that it was read from.
        """
        if not nummer:
            nummer, text = split_nummer(text)
        self._raenge.append(ebene)
        self._merke(anker)
        self._bloecke.append(Ueberschrift(0, text, ort, nummer.rstrip(".")))

    def absatz(self, text: str, ort: Stelle, nummer: str = "", tiefe: int = 0, anker: Any = None) -> None:
        """Add a paragraph or list item; a text without end is parted after a sentence."""
        while len(text) > MAX_ABSATZ:
            ende = max(text.rfind(". ", 0, MAX_ABSATZ) + 1, text.rfind(" ", 0, MAX_ABSATZ)) or MAX_ABSATZ
            self._merke(anker)
            self._bloecke.append(Absatz(text[:ende].strip(), ort, nummer, tiefe))
            text, nummer = text[ende:].strip(), ""
        self._merke(anker)
        self._bloecke.append(Absatz(text, ort, nummer, tiefe))

    def umbruch(self, text: str, ort: Stelle, nummer: str = "", tiefe: int = 0, offen: bool = False) -> None:
        """Add a paragraph that may be the rest of the one before, cut in two where a page ended.

        `offen` says that the one before filled its last line to the end and has no full stop.
        """
        letzter = self._bloecke[-1] if self._bloecke else None
        if isinstance(letzter, Absatz) and not nummer and (offen or setzt_satz_fort(letzter.text, text)):
            self._bloecke[-1] = replace(letzter, text=verbinde([letzter.text, text]))
        else:
            self.absatz(text, ort, nummer, tiefe)

    def tabelle(
        self, zeilen: Sequence[Sequence[Zelle]], ort: Stelle, kopfzeilen: int = 1, titel: str = "",
        anker: Sequence[Sequence[Any]] = (),
    ) -> None:  # fmt: skip
        """Add a table; short rows are filled up, rows and columns that are empty throughout are dropped."""
        belegt = [n for n, zeile in enumerate(zeilen) if any(z.text for z in zeile)]
        breite = max((len(zeilen[n]) for n in belegt), default=0)
        spalten = [s for s in range(breite) if any(s < len(zeilen[n]) and zeilen[n][s].text for n in belegt)]
        if not spalten:
            return
        koepfe = sum(n < kopfzeilen for n in belegt)
        fertig = tuple(
            tuple(zeilen[n][s] if s < len(zeilen[n]) else Zelle("", zeilen[n][0].stelle) for s in spalten)
            for n in belegt
        )
        self._bloecke.append(Tabelle(fertig, ort, koepfe, titel))
        for z, n in enumerate(belegt if anker else (), start=1):
            for s, spalte in enumerate(spalten, start=1):
                if spalte < len(anker[n]):
                    self.anker[len(self._bloecke), z, s] = anker[n][spalte]

    def _merke(self, anker: Any) -> None:
        if anker is not None:
            self.anker[len(self._bloecke) + 1, 0, 0] = anker

    def dokument(self, art: str) -> Dokument:
        """Return the paper with every level and place filled in.

        Raises:
            StellenbedarfFehler: where the paper is longer than can be checked in seconds.
        """
        zeichen = sum(len(b.text) for b in self._bloecke if not isinstance(b, Tabelle))
        zeichen += sum(len(c.text) for b in self._bloecke if isinstance(b, Tabelle) for z in b.zeilen for c in z)
        if zeichen > MAX_ZEICHEN:
            zu_gross(self.datei, f"Der Entwurf hat mehr als {MAX_ZEICHEN // 1000}.000 Zeichen (rund 400 Seiten)")
        ueberschriften = [b for b in self._bloecke if isinstance(b, Ueberschrift)]
        stufen = iter(ebenen([(u.nummer, u.text) for u in ueberschriften], self._raenge))
        fertig: list[Block] = []
        offen: list[tuple[int, str]] = []
        abschnitt: tuple[str, ...] = ()
        absatz = tabelle = 0
        for nummer, block in enumerate(self._bloecke, start=1):
            match block:
                case Ueberschrift():
                    ebene, absatz = next(stufen), 0
                    while offen and offen[-1][0] >= ebene:
                        offen.pop()
                    offen.append((ebene, f"{block.nummer} {block.text}".strip()))
                    abschnitt = tuple(text for _, text in offen)
                    stelle = replace(block.stelle, abschnitt=abschnitt, block=nummer)
                    fertig.append(replace(block, ebene=ebene, stelle=stelle))
                case Absatz():
                    absatz += 1
                    stelle = replace(block.stelle, abschnitt=abschnitt, absatz=absatz, block=nummer)
                    fertig.append(replace(block, stelle=stelle))
                case Tabelle():
                    tabelle += 1
                    stelle = replace(block.stelle, abschnitt=abschnitt, tabelle=tabelle, block=nummer)
                    fertig.append(replace(block, stelle=stelle, zeilen=_verorte(block, stelle)))
        return Dokument(self.datei, art, tuple(fertig))


def _verorte(tabelle: Tabelle, stelle: Stelle) -> tuple[tuple[Zelle, ...], ...]:
    return tuple(
        tuple(
            Zelle(
                zelle.text,
                replace(
                    zelle.stelle, abschnitt=stelle.abschnitt, tabelle=stelle.tabelle, zeile=z, spalte=s,
                    block=stelle.block,
                ),
            )
            for s, zelle in enumerate(zeile, start=1)
        )
        for z, zeile in enumerate(tabelle.zeilen, start=1)
    )  # fmt: skip
