"""A foreign paper as plain data: what every reader delivers and every check works on, whatever the file format was."""

from __future__ import annotations

from dataclasses import dataclass, field

from stellenbedarf.fehler import Fundstelle


@dataclass(frozen=True, slots=True)
class Stelle:
    """Place inside a paper; the parts that the file format can tell, counted from 1 as a reader would count.

    `seite` is known for pdf only, `blatt` and `zelle` for workbooks, `zeile_im_text` for md and txt. `abschnitt` holds
    the headings above the place, outermost first, each with its number. `absatz` counts inside the section, `tabelle`
    through the whole paper; `zeile` (heads count) and `spalte` name a cell of a table. `block` is the running number
    of the block in the paper: for machines, since two sections can have the same heading; it is never shown.
    """

    datei: str
    abschnitt: tuple[str, ...] = ()
    seite: int | None = None
    absatz: int | None = None
    tabelle: int | None = None
    zeile: int | None = None
    spalte: int | None = None
    blatt: str = ""
    zelle: str = ""
    zeile_im_text: int | None = None
    block: int | None = None

    def fundstelle(self) -> Fundstelle:
        """Return the place as the user reads it, e.g. „vorlage.docx, Abschnitt „Begründung“, Tabelle 2, Zeile 4“."""
        teile = []
        if self.seite is not None:
            teile.append(f"Seite {self.seite}")
        if self.blatt:
            teile.append(f"Blatt „{self.blatt}“" + (f", Zelle {self.zelle}" if self.zelle else ""))
        if self.abschnitt:
            teile.append(f"Abschnitt „{self.abschnitt[-1]}“")
        if self.tabelle is not None:
            spalte = f", Spalte {self.spalte}" if self.spalte is not None else ""
            zeile = f", Zeile {self.zeile}" if self.zeile is not None else ""
            teile.append(f"Tabelle {self.tabelle}{zeile}{spalte}")
        elif self.absatz is not None:
            teile.append(f"Absatz {self.absatz}")
        return Fundstelle(self.datei, ", ".join(teile), self.zeile_im_text)


@dataclass(frozen=True, slots=True)
class Ueberschrift:
    """A heading: level from 1, its number as printed (`3.1`, `Anlage 2`, or empty) and the text behind the number.

    The dot after a number is dropped (`2.` → `2`), so is the colon or dash behind it. `Anlage 2` alone has no text.
    """

    ebene: int
    text: str
    stelle: Stelle
    nummer: str = ""


@dataclass(frozen=True, slots=True)
class Absatz:
    """A paragraph or list item; `nummer` as printed (`1.`, `a)`, `–`), `tiefe` of the list from 1, 0 outside lists."""

    text: str
    stelle: Stelle
    nummer: str = ""
    tiefe: int = 0


@dataclass(frozen=True, slots=True)
class Zelle:
    """A cell of a table: its text with line breaks as `\\n`; a merged cell stands once, at its first place."""

    text: str
    stelle: Stelle


@dataclass(frozen=True, slots=True)
class Tabelle:
    """A table: rows of equal length; the first `kopfzeilen` rows are heads. A table broken over pages is one table."""

    zeilen: tuple[tuple[Zelle, ...], ...]
    stelle: Stelle
    kopfzeilen: int = 1
    titel: str = ""


Block = Ueberschrift | Absatz | Tabelle


@dataclass(frozen=True, slots=True)
class Dokument:
    """A whole paper in reading order; `art` is the file extension without dot.

    `hinweise` says what could not be read (pages that are pictures), so that nobody takes it for checked.
    """

    datei: str
    art: str
    bloecke: tuple[Block, ...] = field(default=())
    hinweise: tuple[str, ...] = field(default=())
