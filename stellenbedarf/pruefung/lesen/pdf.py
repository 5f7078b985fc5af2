"""Reads a PDF with text: paragraphs, headings and tables in reading order, without page headers and footers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler
from stellenbedarf.pruefung.dokument import Dokument, Stelle, Zelle
from stellenbedarf.pruefung.lesen.gliederung import (
    ist_wert,
    ist_zahl,
    split_marke,
    verbinde,
    zaehle_kopfzeilen,
)
from stellenbedarf.pruefung.lesen.grenzen import MAX_ZELLEN, fremde_fehler, zu_gross
from stellenbedarf.pruefung.lesen.pdf_pruefung import check_stroeme
from stellenbedarf.pruefung.lesen.pdf_seite import Seite, read_seite
from stellenbedarf.pruefung.lesen.pdf_teile import AbsatzTeil, Gliederer, TabellenTeil
from stellenbedarf.pruefung.lesen.pdf_zeilen import ist_wortrest
from stellenbedarf.pruefung.lesen.sammler import Sammler

MAX_SEITEN = 2_000
MAX_ZEICHEN = 3_000_000


def read_pdf(daten: bytes, datei: str, art: str = "pdf") -> Dokument:
    """Return a PDF as a paper.

    Raises:
        StellenbedarfFehler: where it is encrypted, damaged, too large, or holds pictures of pages instead of text.
    """
    check_stroeme(daten, datei)
    with fremde_fehler(datei, "PDF-Datei"):
        seiten = _seiten(daten, datei)
        if not any(s.worte for s in seiten):
            raise StellenbedarfFehler.einzeln(
                "Das PDF enthält keinen Text, nur Bilder von Seiten (Scan)" if any(s.bilder for s in seiten)
                else "Das PDF enthält keinen Text",
                Fundstelle(datei),
                "Verwenden Sie die ursprüngliche Datei (docx) oder lassen Sie vorher eine Texterkennung laufen.",
            )  # fmt: skip
        _check_lesbar(seiten, datei)
        leer = [str(s.nummer) for s in seiten if s.bilder and not s.worte]
        hinweise = (f"Ohne Text und deshalb nicht geprüft (nur Bild): Seite {', '.join(leer)}",) if leer else ()
        return replace(_Leser(datei, seiten).dokument(art), hinweise=hinweise)


def _seiten(daten: bytes, datei: str) -> list[Seite]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        dokument = pypdfium2.PdfDocument(daten)
    except pypdfium2.PdfiumError as fehler:
        kennwort = getattr(fehler, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise StellenbedarfFehler.einzeln(
            "Das PDF ist mit einem Kennwort verschlüsselt" if kennwort else "Das PDF ist beschädigt",
            Fundstelle(datei),
            "Entfernen Sie das Kennwort, oder lassen Sie sich die Datei ohne Kennwort schicken." if kennwort
            else "Lassen Sie sich die Datei noch einmal schicken oder drucken Sie sie neu als PDF.",
        ) from None  # fmt: skip
    try:
        if len(dokument) > MAX_SEITEN:
            zu_gross(datei, f"Das PDF hat mehr als {MAX_SEITEN} Seiten")
        seiten: list[Seite] = []
        zeichen = 0
        for n in range(len(dokument)):
            seite: Any = dokument[n]
            seiten.append(read_seite(seite, n + 1))
            seite.close()
            zeichen += sum(len(w.text) for w in seiten[-1].worte)
            if zeichen > MAX_ZEICHEN:
                zu_gross(datei, f"Das PDF hat mehr als {MAX_ZEICHEN // 1_000_000} Millionen Zeichen")
        return seiten
    finally:
        dokument.close()


def _check_lesbar(seiten: Sequence[Seite], datei: str) -> None:
    """Refuse text without meaning: fonts that do not say which letters their shapes are."""
    text = "".join(w.text for s in seiten[:20] for w in s.worte)
    fremd = sum(not z.isprintable() or "\ue000" <= z <= "\uf8ff" or z == "\ufffd" for z in text)
    if 4 * fremd > len(text):
        raise StellenbedarfFehler.einzeln(
            "Der Text des PDF lässt sich nicht lesen: Die Schriften nennen ihre Buchstaben nicht", Fundstelle(datei),
            "Verwenden Sie die ursprüngliche Datei (docx) oder lassen Sie vorher eine Texterkennung laufen.",
        )  # fmt: skip


class _Leser:
    def __init__(self, datei: str, seiten: Sequence[Seite]) -> None:
        self.sammler = Sammler(datei)
        self.datei = datei
        self.gliederer = Gliederer(seiten)
        self._zellen = 0
        self._offen = False  # the last paragraph filled its last line and has no end

    def dokument(self, art: str) -> Dokument:
        raenge = self.gliederer.raenge
        titel: AbsatzTeil | None = None
        tabelle: list[TabellenTeil] = []
        for teil, beginnt_seite in self.gliederer.teile():
            if isinstance(teil, TabellenTeil):
                if tabelle and beginnt_seite and _passt(tabelle[-1], teil):
                    tabelle.append(teil)
                    continue
                self._tabelle(tabelle, titel)
                titel = titel if not tabelle else None
                tabelle = [teil]
                continue
            if tabelle:
                self._tabelle(tabelle, titel)
                tabelle, titel = [], None
            elif titel is not None:
                self._absatz(titel, False)
                titel = None
            rang = raenge.get(id(teil))
            if id(teil) in self.gliederer.titel:
                titel = teil
            elif rang is not None:
                self.sammler.ueberschrift(teil.text, Stelle(self.datei, seite=teil.seite), rang or None)
            else:
                self._absatz(teil, beginnt_seite)
        self._tabelle(tabelle, titel)
        if titel is not None and not tabelle:
            self._absatz(titel, False)
        return self.sammler.dokument(art)

    def _absatz(self, absatz: AbsatzTeil, beginnt_seite: bool) -> None:
        marke, rest = split_marke(absatz.text)
        einzug = absatz.zeilen[0].x0 - self.gliederer.links
        tiefe = 1 + max(0, int((einzug + 4) // 16)) if marke else 0
        ort = Stelle(self.datei, seite=absatz.seite)
        if beginnt_seite:
            self.sammler.umbruch(rest, ort, marke, min(tiefe, 9), self._offen)
        else:
            self.sammler.absatz(rest, ort, marke, min(tiefe, 9))
        self._offen = self.gliederer.ist_offen(absatz)

    def _tabelle(self, teile: Sequence[TabellenTeil], titel: AbsatzTeil | None) -> None:
        """Add a table; the parts on further pages lose their repeated heads."""
        if not teile:
            return
        alle: list[list[Zelle]] = []
        teile = _mit_ganzem_kopf(teile)
        kopf = zaehle_kopfzeilen([z for teil in teile[:2] for z in teil.zeilen])
        for teil in teile:
            ort = Stelle(self.datei, seite=teil.seite)
            wiederholt = teil is not teile[0] and kopf and teil.zeilen[:kopf] == teile[0].zeilen[:kopf]
            zeilen = teil.zeilen[kopf:] if wiederholt else teil.zeilen
            if alle and zeilen and _ist_rest(zeilen[0]):  # the page ended inside a row
                for n, text in enumerate(zeilen[0]):
                    if text and n < len(alle[-1]):
                        alle[-1][n] = replace(alle[-1][n], text=_weiter(alle[-1][n].text, text))
                zeilen = zeilen[1:]
            alle += [[Zelle(text, ort) for text in zeile] for zeile in zeilen]
        self._zellen += sum(map(len, alle))
        if self._zellen > MAX_ZELLEN:
            zu_gross(self.datei, f"Die Tabellen des PDF haben mehr als {MAX_ZELLEN} Zellen")
        name = titel.text if titel is not None else ""
        self.sammler.tabelle(alle, Stelle(self.datei, seite=teile[0].seite), kopf, name)


def _passt(oben: TabellenTeil, unten: TabellenTeil) -> bool:
    """Tell whether a table at the top of a page goes on with the one above: the next page and the same columns."""
    if unten.seite != oben.seite + 1 or len(oben.zeilen[0]) != len(unten.zeilen[0]):
        return False
    if unten.setzt_fort or not _hat_wert(oben):
        return True
    kopf = zaehle_kopfzeilen(oben.zeilen)
    if unten.zeilen[:kopf] == oben.zeilen[:kopf] or zaehle_kopfzeilen(unten.zeilen) == 0:
        return True
    # Another head in the same columns begins another table.
    return not any(ist_zahl(z) for z in oben.zeilen[-1]) and not kopf


def _weiter(anfang: str, rest: str) -> str:
    """Return the text of a cell that goes on behind the page break."""
    if anfang and rest and ist_wortrest(anfang, rest):
        return anfang + rest
    return verbinde([t for t in (anfang, rest) if t])


def _hat_wert(teil: TabellenTeil) -> bool:
    return any(ist_wert(z) for zeile in teil.zeilen for z in zeile)


def _mit_ganzem_kopf(teile: Sequence[TabellenTeil]) -> Sequence[TabellenTeil]:
    """Return the parts with a head that the page break divided put together on the first page."""
    if len(teile) < 2 or _hat_wert(teile[0]) or not _hat_wert(teile[1]):
        return teile
    oben, unten = teile[0].zeilen, teile[1].zeilen
    rest = unten[0]
    if any(ist_wert(z) for z in rest) or (rest[0] and 2 * sum(map(bool, rest)) <= len(rest)):
        return teile
    ganz = [reduce(_weiter, spalte) for spalte in zip(*oben, rest, strict=True)]
    return [replace(teile[0], zeilen=[ganz]), replace(teile[1], zeilen=unten[1:]), *teile[2:]]


def _ist_rest(zeile: Sequence[str]) -> bool:
    return not zeile[0] and any(zeile) and not any(ist_zahl(z) for z in zeile)
