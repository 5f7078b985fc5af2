"""Collects blocks in reading order and gives each its place: section, paragraph, table, row, column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stellenbedarf.pruefung.dokument import Absatz, Block, Dokument, Stelle, Tabelle, Ueberschrift, Zelle


class Sammler:
    """Builds a paper block by block; readers say what stands there, the collector says where."""

    def __init__(self, datei: str) -> None:
        """Start an empty paper."""
        self.datei = datei
        self.bloecke: list[Block] = []
        self._abschnitt: list[tuple[int, str]] = []
        self._absatz = 0
        self._tabellen = 0

    def ueberschrift(
        self, ebene: int, text: str, nummer: str = "", seite: int | None = None, zeile: int | None = None,
        blatt: str = "", zelle: str = "",
    ) -> Stelle:  # fmt: skip
        """Add a heading; the headings of its level and below end."""
        while self._abschnitt and self._abschnitt[-1][0] >= ebene:
            self._abschnitt.pop()
        self._abschnitt.append((ebene, f"{nummer} {text}".strip()))
        self._absatz = 0
        stelle = self._stelle(seite, zeile, blatt, zelle)
        self.bloecke.append(Ueberschrift(ebene, text, stelle, nummer))
        return stelle

    def absatz(
        self, text: str, nummer: str = "", tiefe: int = 0, seite: int | None = None, zeile: int | None = None,
        blatt: str = "", zelle: str = "",
    ) -> Stelle:  # fmt: skip
        """Add a paragraph or list item."""
        self._absatz += 1
        stelle = replace(self._stelle(seite, zeile, blatt, zelle), absatz=self._absatz)
        self.bloecke.append(Absatz(text, stelle, nummer, tiefe))
        return stelle

    def tabelle(
        self, zeilen: Sequence[Sequence[str]], kopfzeilen: int = 1, titel: str = "", seite: int | None = None,
        zeile: int | None = None, blatt: str = "", orte: Sequence[Stelle | None] = (),
        zellnamen: Sequence[Sequence[str]] = (),
    ) -> Stelle:  # fmt: skip
        """Add a table; short rows are filled up.

        Args:
            zeilen: texts of the cells.
            kopfzeilen: how many rows are heads.
            titel: caption.
            seite: page on which the table begins.
            zeile: line of the text file in which it begins.
            blatt: sheet of a workbook.
            orte: per row a place whose `seite` and `zeile_im_text` are taken over, where rows differ.
            zellnamen: per cell its address in the workbook.
        """
        self._tabellen += 1
        stelle = replace(self._stelle(seite, zeile, blatt, ""), tabelle=self._tabellen)
        breite = max((len(z) for z in zeilen), default=0)
        fertig = []
        for n, texte in enumerate(zeilen):
            wo = replace(stelle, zeile=n + 1)
            if n < len(orte) and (ort := orte[n]) is not None:
                wo = replace(wo, seite=ort.seite, zeile_im_text=ort.zeile_im_text)
            namen = zellnamen[n] if n < len(zellnamen) else ()
            fertig.append(tuple(
                Zelle(texte[s] if s < len(texte) else "",
                      replace(wo, spalte=s + 1, zelle=namen[s] if s < len(namen) else ""))
                for s in range(breite)
            ))  # fmt: skip
        self.bloecke.append(Tabelle(tuple(fertig), stelle, kopfzeilen, titel))
        return stelle

    def dokument(self, art: str) -> Dokument:
        """Return what was collected."""
        return Dokument(self.datei, art, tuple(self.bloecke))

    def _stelle(self, seite: int | None, zeile: int | None, blatt: str, zelle: str) -> Stelle:
        return Stelle(
            self.datei,
            tuple(text for _, text in self._abschnitt),
            seite=seite,
            blatt=blatt,
            zelle=zelle,
            zeile_im_text=zeile,
            block=len(self.bloecke) + 1,
        )
