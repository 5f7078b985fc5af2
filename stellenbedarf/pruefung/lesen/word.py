"""Reads a Word file: body in order with tables, printed numbers, text boxes, footnotes; without deleted text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from stellenbedarf.eingabe.paket import WORD, Paketpruefung
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.pruefung.dokument import Dokument, Stelle, Zelle
from stellenbedarf.pruefung.lesen.gliederung import (
    MAX_UEBERSCHRIFT,
    ist_hauptteil,
    split_marke,
    verbinde,
    zaehle_kopfzeilen,
)
from stellenbedarf.pruefung.lesen.grenzen import MAX_TIEFE, MAX_ZELLEN, fremde_fehler, zu_gross
from stellenbedarf.pruefung.lesen.sammler import Sammler
from stellenbedarf.pruefung.lesen.word_nummern import Nummern
from stellenbedarf.pruefung.lesen.word_stile import Stile
from stellenbedarf.pruefung.lesen.word_text import (
    ist_geloescht,
    kinder,
    laeufe_fett,
    q,
    text_von,
    wert,
)

MAX_ELEMENTE = 1_500_000  # XML elements of all parts; bounds time and memory of parsing
_KURZ = 120


class _Wordpruefung(Paketpruefung):
    elemente = 0

    def check_teil(self, name: str, inhalt: bytes) -> None:  # noqa: ARG002 (the base class's signature)
        self.elemente += inhalt.count(b"<") - inhalt.count(b"</")
        if self.elemente > MAX_ELEMENTE:
            self.ablehnen("Die Word-Datei ist zu groß", "Teilen Sie sie auf.")


def open_word(daten: bytes, datei: str) -> Any:
    """Return the Word document (as python-docx gives it) after the pre-check.

    Raises:
        StellenbedarfFehler: where the file is no Word file, is damaged or could do harm.
    """
    _Wordpruefung(Fundstelle(datei), Befunde(), WORD).check(daten)
    with fremde_fehler(datei, "Word-Datei"):
        import docx

        dokument = docx.Document(io.BytesIO(daten))
        dokument.element.body.tag  # noqa: B018 (a document without body fails here, not later)
        return dokument


def read_word(daten: bytes, datei: str, art: str = "docx") -> Dokument:
    """Return a Word file as a paper."""
    return read_geoeffnet(open_word(daten, datei), datei, art)[0]


def read_geoeffnet(dokument: Any, datei: str, art: str = "docx") -> tuple[Dokument, Sammler]:
    """Return an open Word document as a paper, and the collector that knows the XML element of every place."""
    with fremde_fehler(datei, "Word-Datei"):
        leser = _Leser(dokument, datei)
        leser.bereich(dokument.element.body)
        leser.titel_zurueck()
        return leser.sammler.dokument(art), leser.sammler


@dataclass
class _Zeile:
    """A row of a table: cells by column of the grid, and whether it is marked as head."""

    zellen: dict[int, Any] = field(default_factory=dict)
    kopf: bool = False


class _Leser:
    def __init__(self, dokument: Any, datei: str) -> None:
        self.sammler = Sammler(datei)
        self.ort = Stelle(datei)
        self.stile = Stile(dokument)
        self.nummern = Nummern(dokument, self.stile)
        self.fussnoten = _fussnoten(dokument)
        self._titel: tuple[str, Any] | None = None  # a caption that waits for its table
        self._vorne = ""  # text before a paragraph mark that was deleted
        self._tiefe = 0
        self._zellen = 0

    def bereich(self, element: Any) -> None:
        """Read the paragraphs and tables of a body, a text box or a frame."""
        self._tiefe += 1
        if self._tiefe > MAX_TIEFE:
            zu_gross(self.sammler.datei, "Die Word-Datei ist zu tief verschachtelt")
        for kind in kinder(element):
            if kind.tag == q("p"):
                self._absatz(kind)
            elif kind.tag == q("tbl"):
                self._tabelle(kind)
        self._tiefe -= 1

    # --- Paragraphs -------------------------------------------------------------------------------------------

    def _absatz(self, p: Any) -> None:
        text, noten, kaesten = text_von(p)
        if ist_geloescht(p):  # its mark was deleted: its text goes on in the next paragraph
            self._vorne += text
            return
        text, self._vorne = (self._vorne + text).strip(), ""
        stil = self.stile.von(p)
        nummer, tiefe = self.nummern.von(p, stil)
        if text:
            self._add(p, " ".join(text.split(" ")), stil, nummer, tiefe)
        for nr, absaetze in ((n, self.fussnoten.get(n, ())) for n in noten):
            if inhalt := verbinde(list(absaetze)):
                self.sammler.absatz(inhalt, self.ort, f"[{nr}]", anker=p)
        for kasten in kaesten:
            self.bereich(kasten)

    def _add(self, p: Any, text: str, stil: Any, nummer: str, tiefe: int) -> None:
        ebene = self.stile.ebene(p, stil)
        if ebene is not None:
            self.titel_zurueck()
            self.sammler.ueberschrift(text.replace("\n", " "), self.ort, ebene, nummer, anker=p)
        elif self.stile.ist_titelzeile(stil) or (text.startswith("Tabelle ") and len(text) < MAX_UEBERSCHRIFT):
            self.titel_zurueck()
            self._titel = (text, p)
        elif self._sieht_nach_ueberschrift_aus(p, text, stil, nummer):
            self.titel_zurueck()
            self.sammler.ueberschrift(text.replace("\n", " "), self.ort, None, nummer, anker=p)
        else:
            self.titel_zurueck()
            if not nummer:
                nummer, text = split_marke(text)
                tiefe = int(bool(nummer))
            self.sammler.absatz(text, self.ort, nummer, tiefe, anker=p)

    def _sieht_nach_ueberschrift_aus(self, p: Any, text: str, stil: Any, nummer: str) -> bool:
        """Tell whether a paragraph without heading style was set as one: a short bold line, or `Begründung:`."""
        if nummer and not nummer[:1].isdigit():
            return False
        if ist_hauptteil(text) and "\n" not in text:
            return True
        if (
            len(text) > _KURZ
            or "\n" in text
            or text.endswith((".", ",", ";"))
            or split_marke(text)[0] in ("-", "–", "•")
        ):
            return False
        return laeufe_fett(p, self.stile.fett(stil))

    def titel_zurueck(self) -> None:
        """Give back a caption after which no table came."""
        if self._titel is not None:
            (text, p), self._titel = self._titel, None
            self.sammler.absatz(text, self.ort, anker=p)

    # --- Tables -----------------------------------------------------------------------------------------------

    def _tabelle(self, tbl: Any) -> None:
        zeilen = list(self._zeilen(tbl))
        if sum(len(z.zellen) for z in zeilen) == 1:  # a frame around text
            for zeile in zeilen:
                for zelle in zeile.zellen.values():
                    self.bereich(zelle)
            return
        innen: list[Any] = []
        breite = max((max(z.zellen, default=-1) + 1 for z in zeilen), default=0)
        self._zellen += breite * len(zeilen)
        if self._zellen > MAX_ZELLEN:
            zu_gross(self.sammler.datei, f"Die Tabellen der Word-Datei haben mehr als {MAX_ZELLEN} Zellen")
        texte: list[list[Zelle]] = []
        anker: list[list[Any]] = []
        for zeile in zeilen:
            felder = [zeile.zellen.get(n) for n in range(breite)]
            texte.append([Zelle("" if tc is None else self._zelltext(tc, innen), self.ort) for tc in felder])
            anker.append(felder)
        gezeigt = 0
        while gezeigt < len(zeilen) and zeilen[gezeigt].kopf:
            gezeigt += 1
        belegt = [[z.text for z in zeile] for zeile in texte if any(z.text for z in zeile)]
        kopf = gezeigt or zaehle_kopfzeilen(belegt)
        titel, self._titel = (self._titel[0] if self._titel else ""), None
        self.sammler.tabelle(texte, self.ort, kopf, titel, anker)
        for element in innen:
            self.bereich_element(element)

    def bereich_element(self, element: Any) -> None:
        """Read a table or box that stood inside a cell."""
        self._tiefe += 1
        if self._tiefe > MAX_TIEFE:
            zu_gross(self.sammler.datei, "Die Word-Datei ist zu tief verschachtelt")
        if element.tag == q("tbl"):
            self._tabelle(element)
        else:
            self.bereich(element)
        self._tiefe -= 1

    def _zeilen(self, tbl: Any) -> Iterator[_Zeile]:
        for tr in kinder(tbl, "tr"):
            eigenschaften = tr.find(q("trPr"))
            if eigenschaften is not None and eigenschaften.find(q("del")) is not None:
                continue
            zeile = _Zeile(kopf=eigenschaften is not None and eigenschaften.find(q("tblHeader")) is not None)
            spalte = _ganzzahl(eigenschaften, "gridBefore", 0)
            for tc in kinder(tr, "tc"):
                form = tc.find(q("tcPr"))
                verbund = None if form is None else form.find(q("vMerge"))
                if verbund is None or verbund.get(q("val")) == "restart":
                    zeile.zellen[spalte] = tc
                spalte += max(1, _ganzzahl(form, "gridSpan", 1))
                if spalte > MAX_ZELLEN:
                    zu_gross(self.sammler.datei, "Eine Tabelle der Word-Datei ist zu breit")
            yield zeile

    def _zelltext(self, tc: Any, innen: list[Any]) -> str:
        """Return the text of a cell, one line per paragraph; nested tables and boxes are put aside."""
        zeilen = []
        for kind in kinder(tc):
            if kind.tag == q("tbl"):
                innen.append(kind)
            if kind.tag != q("p"):
                continue
            text, _, kaesten = text_von(kind)
            innen += kaesten
            nummer, _ = self.nummern.von(kind, self.stile.von(kind))
            if text.strip():
                zeilen.append(f"{nummer} {text.strip()}".strip())
        return "\n".join(zeilen)


def _ganzzahl(eltern: Any, name: str, vorgabe: int) -> int:
    text = wert(eltern, name)
    return int(text) if text.isdigit() and len(text) < 6 else vorgabe


def _fussnoten(dokument: Any) -> dict[str, Sequence[str]]:
    """Return the paragraphs of the foot- and endnotes by number."""
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from lxml import etree

    noten: dict[str, Sequence[str]] = {}
    for art, name in ((RT.FOOTNOTES, "footnote"), (RT.ENDNOTES, "endnote")):
        for teil in (r.target_part for r in dokument.part.rels.values() if r.reltype == art and not r.is_external):
            wurzel = etree.fromstring(teil.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            for note in wurzel.iter(q(name)):
                if note.get(q("type")) in (None, "normal"):
                    kennung = f"{'E' if name == 'endnote' else ''}{note.get(q('id'))}"
                    noten[kennung] = [t for t in _notentexte(note.iter(q("p"))) if t]
    return noten


def _notentexte(absaetze: Iterable[Any]) -> Iterator[str]:
    for p in absaetze:
        yield text_von(p)[0].strip()
