"""Reads a PDF with text: paragraphs, headings and tables in reading order, without page headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler
from stellenbedarf.pruefung.dokument import Dokument, Stelle, Zelle
from stellenbedarf.pruefung.lesen.gliederung import (
    MAX_UEBERSCHRIFT,
    ist_hauptteil,
    ist_zahl,
    split_marke,
    split_nummer,
    verbinde,
    zaehle_kopfzeilen,
)
from stellenbedarf.pruefung.lesen.grenzen import MAX_ZELLEN, fremde_fehler, zu_gross
from stellenbedarf.pruefung.lesen.pdf_gitter import find_gitter
from stellenbedarf.pruefung.lesen.pdf_pruefung import check_stroeme
from stellenbedarf.pruefung.lesen.pdf_rand import ohne_raender
from stellenbedarf.pruefung.lesen.pdf_seite import Seite, read_seite
from stellenbedarf.pruefung.lesen.pdf_zeilen import Zeile, find_tabelle, reihen, zeilen_aus
from stellenbedarf.pruefung.lesen.sammler import Sammler

MAX_SEITEN = 2_000
MAX_ZEICHEN = 8_000_000
_TITEL = re.compile(r"(?:Tabelle|Tab\.)\s+\d+\b.{0,200}", re.S)


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


@dataclass(slots=True)
class _Tabelle:
    """A table of one page: rows, page, column borders."""

    zeilen: list[list[str]]
    seite: int
    grenzen: list[float]


@dataclass(slots=True)
class _Absatz:
    """Lines of one paragraph on one page."""

    zeilen: list[Zeile]
    seite: int

    @property
    def text(self) -> str:
        return verbinde([z.text for z in self.zeilen])


class _Leser:
    def __init__(self, datei: str, seiten: Sequence[Seite]) -> None:
        self.sammler = Sammler(datei)
        self.datei = datei
        ohne_raender(seiten)
        self.seiten = seiten
        zeilen = [z for s in seiten for z in zeilen_aus(s.worte)]
        groessen: Counter[float] = Counter()
        breit = 0.6 * max((z.x1 - z.x0 for z in zeilen), default=0.0)
        for zeile in zeilen:  # running text fills its lines, tables and headings do not
            if zeile.x1 - zeile.x0 > breit and len(zeile.stuecke()) == 1:
                groessen[_gerundet(zeile.groesse)] += len(zeile.text)
        haeufig = [g for g, anzahl in groessen.items() if anzahl * 20 > groessen.total()]
        self.schrift = max(haeufig, default=10.0)  # annexes in small type must not make the text look like headings
        schritte = [b.y - a.y for a, b in pairwise(zeilen) if _gerundet(b.groesse) == self.schrift]
        dicht = [s for s in schritte if 0.9 * self.schrift < s < 2.2 * self.schrift]
        self.schritt = median(dicht) if dicht else 1.3 * self.schrift
        self._zellen = 0
        self._titel: set[int] = set()  # identities of captions

    def dokument(self, art: str) -> Dokument:
        raenge = self._raenge()
        titel: _Absatz | None = None
        tabelle: list[_Tabelle] = []
        for teil, beginnt_seite in self._teile():
            if isinstance(teil, _Tabelle):
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
            if id(teil) in self._titel:
                titel = teil
            elif rang is not None:
                self.sammler.ueberschrift(teil.text, Stelle(self.datei, seite=teil.seite), rang or None)
            else:
                self._absatz(teil, beginnt_seite)
        self._tabelle(tabelle, titel)
        if titel is not None and not tabelle:
            self._absatz(titel, False)
        return self.sammler.dokument(art)

    def _absatz(self, absatz: _Absatz, beginnt_seite: bool) -> None:
        marke, rest = split_marke(absatz.text)
        einzug = absatz.zeilen[0].x0 - self.links
        tiefe = 1 + max(0, int((einzug + 4) // 16)) if marke else 0
        setze = self.sammler.umbruch if beginnt_seite else self.sammler.absatz
        setze(rest, Stelle(self.datei, seite=absatz.seite), marke, min(tiefe, 9))

    def _tabelle(self, teile: Sequence[_Tabelle], titel: _Absatz | None) -> None:
        """Add a table; the parts on further pages lose their repeated heads."""
        if not teile:
            return
        alle: list[list[Zelle]] = []
        kopf = zaehle_kopfzeilen(teile[0].zeilen)
        for teil in teile:
            ort = Stelle(self.datei, seite=teil.seite)
            wiederholt = teil is not teile[0] and kopf and teil.zeilen[:kopf] == teile[0].zeilen[:kopf]
            zeilen = teil.zeilen[kopf:] if wiederholt else teil.zeilen
            if alle and zeilen and _ist_rest(zeilen[0]):  # the page ended inside a row
                for n, text in enumerate(zeilen[0]):
                    if text and n < len(alle[-1]):
                        alle[-1][n] = replace(alle[-1][n], text=verbinde([alle[-1][n].text, text]))
                zeilen = zeilen[1:]
            alle += [[Zelle(text, ort) for text in zeile] for zeile in zeilen]
        self._zellen += sum(map(len, alle))
        if self._zellen > MAX_ZELLEN:
            zu_gross(self.datei, f"Die Tabellen des PDF haben mehr als {MAX_ZELLEN} Zellen")
        name = titel.text if titel is not None else ""
        self.sammler.tabelle(alle, Stelle(self.datei, seite=teile[0].seite), kopf, name)

    # --- Parts of the pages ---------------------------------------------------------------------------------------

    def _teile(self) -> Iterator[tuple[_Tabelle | _Absatz, bool]]:
        """Yield tables and paragraphs in order, each with whether it is the first of its page."""
        for seite in self._geteilt:
            for n, teil in enumerate(seite):
                yield teil, n == 0

    def _raenge(self) -> dict[int, int]:
        """Split the pages and return the headings: by identity of the paragraph the rank of their type size."""
        kanten = sorted(z.x0 for s in self.seiten for z in zeilen_aus(s.worte))
        self.links = kanten[len(kanten) // 20] if kanten else 0.0
        self._geteilt = [list(self._teile_von(s)) for s in self.seiten]
        koepfe: list[_Absatz] = []
        for seite in self._geteilt:
            for teil, danach in zip(seite, [*seite[1:], None], strict=True):
                if isinstance(teil, _Absatz) and isinstance(danach, _Tabelle) and self._ist_titel(teil):
                    self._titel.add(id(teil))
                elif isinstance(teil, _Absatz) and self._ist_ueberschrift(teil):
                    koepfe.append(teil)
        self._ohne_vorspann(koepfe)
        groessen = sorted({_gerundet(k.zeilen[0].groesse) for k in koepfe}, reverse=True)
        raenge = {}
        for kopf in koepfe:
            gross = _gerundet(kopf.zeilen[0].groesse) > self.schrift
            raenge[id(kopf)] = groessen.index(_gerundet(kopf.zeilen[0].groesse)) + 1 if gross else 0
        # Bold lines in the size of the text tell no level; then none of the sizes is trusted.
        return raenge if all(raenge.values()) else dict.fromkeys(raenge, 0)

    def _ohne_vorspann(self, koepfe: list[_Absatz]) -> None:
        """Leave one title of what stands in large type at the top: letterhead, kind of paper, subtitle are no heads.

        The last line before the first text or table is the head of that.
        """
        vorne: list[_Absatz] = []
        namen = {id(k) for k in koepfe}
        for teil in (t for seite in self._geteilt for t in seite):
            if isinstance(teil, _Tabelle) or (id(teil) not in namen and len(teil.text) > 120):
                break
            if id(teil) in namen:
                if split_nummer(teil.text)[0] or ist_hauptteil(teil.text):
                    vorne.append(teil)
                    break
                vorne.append(teil)
        titel = max(vorne[:-1], key=lambda k: k.zeilen[0].groesse, default=None)
        weg = {id(k) for k in vorne[:-1] if k is not titel}
        koepfe[:] = [k for k in koepfe if id(k) not in weg]

    def _teile_von(self, seite: Seite) -> Iterator[_Tabelle | _Absatz]:
        gitter = find_gitter(seite)
        frei = zeilen_aus(w for w in seite.worte if not any(t.enthaelt(w) for t in gitter))
        offen: list[Zeile] = []
        n = 0
        while n < len(frei) or gitter:
            if gitter and (n == len(frei) or gitter[0].oben < frei[n].y):
                yield from self._absaetze(offen, seite)
                offen = []
                tabelle = gitter.pop(0)
                yield _Tabelle(tabelle.zeilen, seite.nummer, tabelle.grenzen)
                continue
            bis = next((m for m in range(n, len(frei)) if gitter and frei[m].y > gitter[0].oben), len(frei))
            laenge, strecken = find_tabelle(frei[:bis], n)
            if laenge:
                yield from self._absaetze(offen, seite)
                offen = []
                yield _Tabelle(reihen(frei[n : n + laenge], strecken), seite.nummer, [a for a, _ in strecken])
                n += laenge
            else:
                offen.append(frei[n])
                n += 1
        yield from self._absaetze(offen, seite)

    def _absaetze(self, zeilen: Sequence[Zeile], seite: Seite) -> Iterator[_Absatz]:
        rechts = max((z.x1 for z in zeilen_aus(seite.worte)), default=0.0)
        offen: list[Zeile] = []
        for zeile in zeilen:
            if offen and self._beginnt_neu(offen, zeile, rechts):
                yield _Absatz(offen, seite.nummer)
                offen = []
            offen.append(zeile)
        if offen:
            yield _Absatz(offen, seite.nummer)

    def _beginnt_neu(self, offen: Sequence[Zeile], zeile: Zeile, rechts: float) -> bool:
        """Tell whether a line begins a paragraph: distance, type, a marker, or a line above that ended early."""
        vorige = offen[-1]
        schritt = max(self.schritt * zeile.groesse / self.schrift, zeile.groesse)
        if zeile.y - vorige.y > 1.28 * schritt or abs(zeile.groesse - vorige.groesse) > 0.6:
            return True
        if zeile.fett != vorige.fett and zeile.fett != all(z.fett for z in offen):
            return True
        marke = split_marke(zeile.text)[0]
        if marke and (
            zeile.x0 <= offen[0].x0 + 4
            or (marke not in "-–—*o" and not marke[0].isalnum())
            or vorige.text.endswith((":", ".", ";", ","))
            or (len(offen) > 1 and abs(zeile.x0 - vorige.x0) > 4)
        ):
            return True
        if ist_hauptteil(zeile.text) or ist_hauptteil(offen[0].text):
            return True
        return vorige.x1 + (zeile.worte[0].x1 - zeile.worte[0].x0) + zeile.groesse < rechts - 0.5 * zeile.groesse

    def _ist_titel(self, absatz: _Absatz) -> bool:
        """Tell whether a paragraph just above a table is its caption: it says so, or it is bold in the text's size."""
        if _TITEL.fullmatch(absatz.text):
            return True
        klein = len(absatz.zeilen) < 3 and all(z.fett and z.groesse < 1.1 * self.schrift for z in absatz.zeilen)
        return klein and not split_nummer(absatz.text)[0] and not ist_hauptteil(absatz.text)

    def _ist_ueberschrift(self, absatz: _Absatz) -> bool:
        text, erste = absatz.text, absatz.zeilen[0]
        if ist_hauptteil(text):
            return True
        if len(absatz.zeilen) > 4 or len(text) > MAX_UEBERSCHRIFT or not any(z.isalpha() for z in text):
            return False
        nummer, _ = split_nummer(text)
        if split_marke(text)[0] and not nummer:
            return False
        if erste.groesse > 1.1 * self.schrift:
            return True
        return all(z.fett for z in absatz.zeilen) and not text.endswith((".", ";", ","))


def _gerundet(groesse: float) -> float:
    return int(groesse * 2 + 0.5) / 2


def _passt(oben: _Tabelle, unten: _Tabelle) -> bool:
    """Tell whether a table at the top of a page goes on with the one above: the next page and the same columns."""
    if unten.seite != oben.seite + 1 or len(oben.zeilen[0]) != len(unten.zeilen[0]):
        return False
    kopf = zaehle_kopfzeilen(oben.zeilen)
    if unten.zeilen[:kopf] == oben.zeilen[:kopf] or zaehle_kopfzeilen(unten.zeilen) == 0:
        return True
    # Another head in the same columns begins another table.
    return not any(ist_zahl(z) for z in oben.zeilen[-1]) and not kopf


def _ist_rest(zeile: Sequence[str]) -> bool:
    return not zeile[0] and any(zeile) and not any(ist_zahl(z) for z in zeile) and zeile[-1] == ""
