"""Reads plain text and Markdown, also the mixture of both that converters make of PDF files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler
from stellenbedarf.pruefung.dokument import Dokument, Stelle, Zelle
from stellenbedarf.pruefung.lesen.gliederung import (
    MAX_UEBERSCHRIFT,
    hochgestellt,
    ist_hauptteil,
    split_marke,
    split_nummer,
    tiefe_der,
    verbinde,
    zaehle_kopfzeilen,
)
from stellenbedarf.pruefung.lesen.grenzen import zu_gross
from stellenbedarf.pruefung.lesen.sammler import Sammler
from stellenbedarf.pruefung.lesen.textspalten import find_spalten, schneide

MAX_ZEICHEN = 4_000_000
MAX_ZEILEN = 100_000
_MAX_AUSZEICHNUNG = 20_000  # characters of one paragraph that are searched for markup
_KURZ = 80  # a line of plain text that could be a heading
_MD_UEBERSCHRIFT = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_FETT = re.compile(r"(\*\*|__)(.+)\1", re.S)
_AUSZEICHNUNG = re.compile(
    r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\3(?![\w*])", re.S
)
_HTML = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|p|span|div|ul|ol|li|br|input|font|a|small|mark)\b[^<>]*>", re.I)
_HOCH = re.compile(r"<sup>([^<]*)</sup>", re.I)
_ZEILENENDE_HTML = re.compile(r"<br\b[^<>]*>|</?(?:p|div|ul|ol)\b[^<>]*>\s*", re.I)
_PUNKT_HTML = re.compile(r"<li\b[^<>]*>\s*", re.I)
_VERWEIS = re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*\)")
_STRICHLINIE = re.compile(r"\s*(?:-{3,}|={3,}|_{3,}|\*{3,})\s*")
_TRENNZEILE = re.compile(r"\|?[\s:|-]+\|?")
_TITEL = re.compile(r"(?:Tabelle|Tab\.)\s+\d+\b.{0,200}", re.S)


def read_text(daten: bytes, datei: str, art: str) -> Dokument:
    """Return a text file as a paper.

    Raises:
        StellenbedarfFehler: where the bytes are no text or too many.
    """
    text = _entziffere(daten, datei)
    if len(text) > MAX_ZEICHEN or text.count("\n") > MAX_ZEILEN:
        zu_gross(datei, "Die Textdatei ist zu lang")
    return _Leser(text, datei).dokument(art)


def _entziffere(daten: bytes, datei: str) -> str:
    for anfang, kodierung in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig"), (b"", "cp1252")):
        if daten.startswith(anfang):
            try:
                text = daten.decode(kodierung)
            except UnicodeDecodeError:
                continue
            if not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
                return text.replace("\r\n", "\n").replace("\r", "\n")
    raise StellenbedarfFehler.einzeln(
        "Die Datei ist kein lesbarer Text",
        Fundstelle(datei),
        "Wählen Sie den Entwurf als docx, pdf, html, xlsx, md oder txt.",
    )


def klartext(text: str) -> str:
    """Return text without the markup of Markdown and the few HTML tags that converters leave in it."""
    if len(text) > _MAX_AUSZEICHNUNG:
        return text
    if "<" in text:
        text = _PUNKT_HTML.sub("\n", _ZEILENENDE_HTML.sub("\n", text))
        text = _HTML.sub("", _HOCH.sub(lambda t: hochgestellt(t[1]), text))
        text = re.sub(r"\s*\n\s*", "\n", text).strip()
    if "&" in text:
        text = html.unescape(text)
    if "[" in text:
        text = _VERWEIS.sub(r"\1", text)
    for _ in range(3):  # bold around italic around bold
        neu = _AUSZEICHNUNG.sub(lambda t: t[2] or t[4], text)
        if neu == text:
            break
        text = neu
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|<>~-])", r"\1", text) if "\\" in text else text


@dataclass(frozen=True, slots=True)
class _Gruppe:
    """Lines between blank lines, with the number of the first."""

    zeilen: list[str]
    beginn: int


class _Leser:
    def __init__(self, text: str, datei: str) -> None:
        self.sammler = Sammler(datei)
        self.zeilen = [z.replace("\u00a0", " ").replace("\x1b", "") for z in re.split(r"[\n\f\v]", text)]
        self.markdown = any(_MD_UEBERSCHRIFT.fullmatch(z) or _FETT.fullmatch(z.strip()) for z in self.zeilen)
        self.datei = datei
        self._titel: str = ""
        self._titelzeile = 0
        self._vor_text = self._vor_tabelle = False  # what follows the group that is being read

    def dokument(self, art: str) -> Dokument:
        gruppen = list(_gruppen(self.zeilen))
        tabelle: list[tuple[int, list[str]]] = []
        for gruppe, naechste in zip(gruppen, [*gruppen[1:], _Gruppe([], 0)], strict=True):
            self._vor_text = not _nur_kurz(naechste.zeilen)
            erster = next(self._teile(naechste), None)
            self._vor_tabelle = erster is not None and erster[2] is not None
            for zeilen, beginn, spalten in self._teile(gruppe):
                if spalten is not None:
                    if tabelle and not _setzt_fort([t for _, t in tabelle], spalten):
                        self._tabelle(tabelle)
                        tabelle = []
                    kopf = zaehle_kopfzeilen([t for _, t in tabelle]) if tabelle else 0
                    wiederholt = kopf if kopf and spalten[:kopf] == [t for _, t in tabelle[:kopf]] else 0
                    tabelle += [(beginn + n, t) for n, t in enumerate(spalten) if n >= wiederholt and t]
                    continue
                if tabelle:
                    self._tabelle(tabelle)
                    tabelle = []
                self._fliesstext(zeilen, beginn)
        if tabelle:
            self._tabelle(tabelle)
        self._schreibe_titel()
        return self.sammler.dokument(art)

    # --- Tables -----------------------------------------------------------------------------------------------

    def _teile(self, gruppe: _Gruppe) -> Iterator[tuple[list[str], int, list[list[str]] | None]]:
        """Split a group into tables (with the texts of their cells) and running text."""
        zeilen, n = gruppe.zeilen, 0
        while n < len(zeilen):
            ende = n
            while ende < len(zeilen) and _ist_zeile(zeilen[ende]) == _ist_zeile(zeilen[n]):
                ende += 1
            teil = zeilen[n:ende]
            art = _ist_zeile(zeilen[n])
            if art == "|" and (len(teil) > 1 or teil[0].count("|") > 2):
                yield teil, gruppe.beginn + n, [_pipezellen(z) for z in teil]
            elif art == "\t" and (len(teil) > 1 or teil[0].strip().count("\t") > 1):
                yield teil, gruppe.beginn + n, [[klartext(x.strip()) for x in z.split("\t")] for z in teil]
            elif not art and (spalten := find_spalten(teil)):
                yield teil, gruppe.beginn + n, [[klartext(x) for x in schneide(z, spalten)] for z in teil]
            else:
                yield teil, gruppe.beginn + n, None
            n = ende

    def _tabelle(self, zeilen: Sequence[tuple[int, list[str]]]) -> None:
        texte = [t for _, t in zeilen]
        orte = [Stelle(self.datei, zeile_im_text=n) for n, _ in zeilen]
        zellen = [[Zelle(x, ort) for x in t] for t, ort in zip(texte, orte, strict=True)]
        titel, self._titel = self._titel, ""
        self.sammler.tabelle(zellen, orte[0], zaehle_kopfzeilen(texte), titel)

    def _schreibe_titel(self) -> None:
        """Give back a caption after which no table came."""
        if self._titel:
            titel, self._titel = self._titel, ""
            self.sammler.absatz(titel, Stelle(self.datei, zeile_im_text=self._titelzeile))

    # --- Running text -----------------------------------------------------------------------------------------

    def _fliesstext(self, zeilen: Sequence[str], beginn: int) -> None:
        self._schreibe_titel()
        absatz: list[str] = []
        for n, zeile in enumerate(zeilen):
            treffer = _MD_UEBERSCHRIFT.fullmatch(zeile)
            unterstrichen = len(absatz) == 1 and re.fullmatch(r"\s*(?:={3,}|-{3,})\s*", zeile)
            if treffer is not None:
                self._absatz(absatz, beginn + n - len(absatz), len(zeilen) == 1)
                absatz = []
                if text := klartext(treffer[2]).strip():
                    self.sammler.ueberschrift(text, self._ort(beginn + n), len(treffer[1]))
            elif unterstrichen:
                ebene = 1 if "=" in zeile else 2
                self.sammler.ueberschrift(klartext(absatz[0]).strip(), self._ort(beginn + n - 1), ebene)
                absatz = []
            elif _STRICHLINIE.fullmatch(zeile):
                self._absatz(absatz, beginn + n - len(absatz), False)
                absatz = []
            elif absatz and (split_marke(zeile.strip())[0] or ist_hauptteil(klartext(zeile))):
                self._absatz(absatz, beginn + n - len(absatz), False)
                absatz = [zeile]
            else:
                absatz.append(zeile)
        self._absatz(absatz, beginn + len(zeilen) - len(absatz), len(zeilen) == len(absatz))

    def _ort(self, zeile: int) -> Stelle:
        return Stelle(self.datei, zeile_im_text=zeile)

    def _absatz(self, zeilen: Sequence[str], beginn: int, allein: bool) -> None:
        """Add the lines of one paragraph: a heading, a caption, a list item or running text."""
        if not zeilen:
            return
        roh = "\n".join(verbinde(teil) for teil in _nach_umbruch(zeilen))
        text, ort = klartext(roh).strip(), self._ort(beginn)
        if not text:
            return
        if allein and (_TITEL.fullmatch(text) or (self._vor_tabelle and self._ist_titel(roh.strip(), text))):
            self._titel, self._titelzeile = text, beginn
        elif self._ist_ueberschrift(roh.strip(), text, allein):
            self.sammler.ueberschrift(text.replace("\n", " "), ort)
        else:
            einzug = len(zeilen[0].expandtabs(4)) - len(zeilen[0].expandtabs(4).lstrip())
            teile = text.split("\n")
            for teil in teile if all(split_marke(t)[0] for t in teile) else [text]:  # a list in HTML on one line
                marke, rest = split_marke(teil)
                self.sammler.umbruch(rest, ort, marke, 1 + (einzug + 1) // 3 if marke else 0)

    def _ist_titel(self, roh: str, text: str) -> bool:
        """Tell whether a line just above a table is its caption rather than a heading or the end of a text."""
        if len(text) > _KURZ or "\n" in text or text.endswith((".", ";", ",", ":")) or ist_hauptteil(text):
            return False
        return not split_marke(text)[0] and not split_nummer(text)[0] and not _FETT.fullmatch(roh)

    def _ist_ueberschrift(self, roh: str, text: str, allein: bool) -> bool:
        if ist_hauptteil(text):
            return True
        if self.markdown:
            fett = _FETT.fullmatch(roh)
            return (
                fett is not None and "**" not in fett[2] and len(text) <= MAX_UEBERSCHRIFT and not roh.endswith(".**")
            )
        nummer, rest = split_nummer(text)
        if "\n" in text or len(text) > _KURZ or text.endswith((".", ";", ",", "!", "?", ":")) or not allein:
            return bool(nummer) and tiefe_der(nummer) > 1 and len(text) <= MAX_UEBERSCHRIFT and text[-1] not in ".;,"
        if nummer:
            return True
        # Plain text without any markup: a short line of words on its own above a text, as a typist sets a heading.
        return (
            self._vor_text
            and rest[:1].isupper()
            and len(rest.split()) <= 6
            and len(rest) <= 60
            and not re.search(r"[\d,§]", rest)
        )


def _gruppen(zeilen: Sequence[str]) -> Iterator[_Gruppe]:
    beginn: int | None = None
    for n, zeile in enumerate([*zeilen, ""]):
        if zeile.strip():
            beginn = n if beginn is None else beginn
        elif beginn is not None:
            yield _Gruppe(list(zeilen[beginn:n]), beginn + 1)
            beginn = None


def _nur_kurz(zeilen: Sequence[str]) -> bool:
    """Tell whether lines could be one more short heading, an address or a name: then the line above is none either."""
    if not zeilen or _ist_zeile(zeilen[0]) or split_marke(zeilen[0].strip())[0]:
        return not zeilen
    return len(zeilen) == 1 and len(zeilen[0]) <= 60 and not zeilen[0].rstrip().endswith((".", ":"))


def _ist_zeile(zeile: str) -> str:
    """Return the separator of a row of a table: `|`, tab, or nothing."""
    if zeile.strip().startswith("|") or (zeile.count("|") > 1 and _TRENNZEILE.fullmatch(zeile.strip())):
        return "|"
    if "\t" not in zeile.strip("\n ") or (zeile.strip().count("\t") == 0 and not zeile.startswith("\t")):
        return ""
    marke = split_marke(zeile.strip())
    return "" if marke[0] and "\t" not in marke[1] and not zeile.startswith("\t") else "\t"


def _pipezellen(zeile: str) -> list[str]:
    """Return the cells of a row between pipes; nothing for the line that separates heads."""
    if _TRENNZEILE.fullmatch(zeile.strip()) and "-" in zeile:
        return []
    teile = re.split(r"(?<!\\)\|", zeile.strip().removeprefix("|").removesuffix("|"))
    return [klartext(x.strip()) for x in teile]


def _setzt_fort(bisher: Sequence[list[str]], neu: Sequence[list[str]]) -> bool:
    """Tell whether rows after a gap belong to the table above: same width, and the head repeated or none at all."""
    neu = [z for z in neu if z]
    if not neu or max(map(len, bisher)) != max(map(len, neu)):
        return False
    return neu[0] == bisher[0] or (zaehle_kopfzeilen(neu) == 0 and len(neu) > 1 and zaehle_kopfzeilen(bisher) > 0)


def _nach_umbruch(zeilen: Sequence[str]) -> Iterator[list[str]]:
    """Group lines by the forced breaks of Markdown (two spaces or a backslash at the end)."""
    teil: list[str] = []
    for zeile in zeilen:
        teil.append(zeile.rstrip("\\") if zeile.endswith("\\") else zeile)
        if zeile.endswith(("  ", "\\")):
            yield teil
            teil = []
    if teil:
        yield teil
