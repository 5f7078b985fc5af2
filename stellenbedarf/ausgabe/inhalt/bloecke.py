"""The content of a document as plain data: what is said, without any layout. Every format renders the same blocks."""

from __future__ import annotations

from dataclasses import dataclass, field

from stellenbedarf.ausgabe.diagramme.svg import Schaubild
from stellenbedarf.rechenweg import Rechenschritt
from stellenbedarf.tabellen import Spalte


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text."""

    text: str
    fett: bool = False


@dataclass(frozen=True, slots=True)
class Zahl:
    """A computed or given figure: the text shown, the label and id of its origin, and the exact value for machines.

    `hergeleitet` marks the place where the figure itself is derived: the label's link target. `szenario` names the
    scenario of the value where it is not the one of the document.
    """

    text: str
    marke: str
    id: str
    wert: str
    hergeleitet: bool = False
    szenario: str = ""


@dataclass(frozen=True, slots=True)
class Verweis:
    """A reference to a label elsewhere in the document."""

    marke: str


@dataclass(frozen=True, slots=True)
class Zellliste:
    """A bulleted list in a table cell, below the text of the cell."""

    punkte: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the items as one text, for measuring and searching."""
        return " ".join(self.punkte)


Lauf = Text | Zahl | Verweis | Zellliste
Laeufe = tuple[Lauf, ...]


@dataclass(frozen=True, slots=True)
class Ueberschrift:
    """A heading of level 1 to 3; `marke` makes it a link target."""

    ebene: int
    text: str
    marke: str = ""


@dataclass(frozen=True, slots=True)
class Absatz:
    """A paragraph."""

    laeufe: Laeufe


@dataclass(frozen=True, slots=True)
class Punkt:
    """An item of a list, with blocks below it (a nested list, a second paragraph)."""

    laeufe: Laeufe
    bloecke: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Liste:
    """A bulleted or numbered list."""

    punkte: tuple[Punkt, ...]
    nummeriert: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class TabellenBlock:
    """A table with a title; `breiten` are relative column widths; a row may be a link target through `marken`."""

    titel: str
    spalten: tuple[Spalte, ...]
    zeilen: tuple[tuple[Laeufe, ...], ...]
    breiten: tuple[int, ...]
    summenzeile: bool = False
    marken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchritteBlock:
    """Steps of the Rechenweg; each is a link target by its label."""

    titel: str
    schritte: tuple[Rechenschritt, ...]


@dataclass(frozen=True, slots=True)
class Diagramm:
    """A chart with its title; its figures stand in a table as well, where each leads to its origin."""

    bild: Schaubild


@dataclass(frozen=True, slots=True)
class Unterschriften:
    """Signature lines by office."""

    aemter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seitenumbruch:
    """The next block begins on a new page."""


Block = Ueberschrift | Absatz | Liste | TabellenBlock | SchritteBlock | Diagramm | Unterschriften | Seitenumbruch


@dataclass(frozen=True, slots=True)
class Kopfangaben:
    """What stands above the title and in the footer of every page; pairs of name and value."""

    koerperschaft: str
    angaben: tuple[tuple[str, str], ...]
    ort_datum: str
    art: str
    fusszeile: str


@dataclass(frozen=True, slots=True)
class Inhalt:
    """A whole document; `eigene_texte` names the text templates of the town's own that it was written with."""

    titel: str
    untertitel: str
    kopf: Kopfangaben
    bloecke: tuple[Block, ...] = field(default=())
    eigene_texte: tuple[str, ...] = ()
