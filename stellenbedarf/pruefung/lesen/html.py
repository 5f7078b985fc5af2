"""Reads a web page: headings, lists and tables as they are shown, without what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler
from stellenbedarf.pruefung.dokument import Dokument, Stelle, Zelle
from stellenbedarf.pruefung.lesen.gliederung import (
    MAX_UEBERSCHRIFT,
    hochgestellt,
    ist_hauptteil,
    split_marke,
    zaehle_kopfzeilen,
)
from stellenbedarf.pruefung.lesen.grenzen import MAX_TIEFE, MAX_ZELLEN, fremde_fehler, zu_gross
from stellenbedarf.pruefung.lesen.sammler import Sammler

MAX_ELEMENTE = 1_000_000
_WEG = {
    "script", "style", "noscript", "template", "head", "svg", "math", "nav", "select", "button", "iframe",
    "object", "audio", "video", "canvas", "map", "input", "textarea", "datalist", "dialog", "rt", "rp", "del",
    "s",
}  # fmt: skip
_BLOCK = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "body", "html", "form", "fieldset",
    "blockquote", "pre", "address", "figure", "figcaption", "center", "dl", "dt", "dd", "details", "summary",
    "hr", "ul", "ol", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "caption",
}  # fmt: skip
_VERSTECKT = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ZEICHENSATZ = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", re.I)
_FETT = {"b", "strong"}
_UMBRUCH = "\v"  # a forced break; line ends of the source are nothing but white space


def read_html(daten: bytes, datei: str, art: str = "html") -> Dokument:
    """Return a web page as a paper.

    Raises:
        StellenbedarfFehler: where it holds no text or is too large.
    """
    if daten.count(b"<") > MAX_ELEMENTE:
        zu_gross(datei, "Die HTML-Datei ist zu groß")
    text = _entziffere(daten, datei)
    with fremde_fehler(datei, "HTML-Datei"):
        from lxml import html

        wurzel = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, no_network=True))
        koerper = wurzel.find("body")
        leser = _Leser(datei)
        leser.block(wurzel if koerper is None else koerper, 0, 0)
        leser.absatz_fertig()
        return leser.sammler.dokument(art)


def _entziffere(daten: bytes, datei: str) -> str:
    genannt = _ZEICHENSATZ.search(daten[:4096])
    kodierungen = ["utf-16"] if daten[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    kodierungen += [genannt[1].decode("ascii")] if genannt else []
    for kodierung in (*kodierungen, "cp1252"):
        try:
            text = daten.decode(kodierung)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        if "\0" not in text and text.strip():
            # An XML declaration names an encoding that no longer holds for decoded text.
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    raise StellenbedarfFehler.einzeln(
        "Die Datei ist kein lesbares HTML", Fundstelle(datei), "Speichern Sie die Seite im Browser neu."
    )


def _versteckt(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _VERSTECKT.search(element.get("style") or "") is not None
        or (element.tag == "a" and element.get("href") == "#inhalt")  # a jump for screen readers
    )


def _name(element: Any) -> str:
    return element.tag if isinstance(element.tag, str) else ""  # comments have a function as tag


class _Leser:
    def __init__(self, datei: str) -> None:
        self.sammler = Sammler(datei)
        self.datei = datei
        self.ort = Stelle(datei)
        self._text: list[str] = []  # of the paragraph that is being read
        self._fett = True
        self._marke, self._tiefe = "", 0
        self._titel = ""
        self._zellen = 0

    def block(self, element: Any, liste: int, tiefe: int) -> None:
        """Read the content of an element; text between block elements is a paragraph of its own."""
        if tiefe > MAX_TIEFE * 4:
            zu_gross(self.datei, "Die HTML-Datei ist zu tief verschachtelt")
        self._add(element.text, False)
        nummern = _nummern(element)
        for kind in element:
            name = _name(kind)
            if name and name not in _WEG and not _versteckt(kind):
                if name in _BLOCK:
                    self.absatz_fertig()
                    self._element(kind, name, liste, tiefe, nummern)
                    self.absatz_fertig()
                elif name == "br":
                    self._text.append(_UMBRUCH)
                elif _hat_block(kind):
                    self.block(kind, liste, tiefe + 1)
                else:
                    text = _text(kind)
                    self._add(hochgestellt(text) if name == "sup" else text, name in _FETT)
            self._add(kind.tail, False)

    def _element(self, kind: Any, name: str, liste: int, tiefe: int, nummern: Iterator[str]) -> None:
        if name == "table":
            self._tabelle(kind, tiefe)
        elif re.fullmatch(r"h[1-6]", name):
            if text := _einzeilig(_text(kind)):
                self.sammler.ueberschrift(text, self.ort, int(name[1]))
        elif name in ("ul", "ol"):
            self.block(kind, liste + 1, tiefe + 1)
        elif name == "li":
            self._marke, self._tiefe = next(nummern), max(liste, 1)
            self.block(kind, max(liste, 1), tiefe + 1)
            self.absatz_fertig()
            self._marke, self._tiefe = "", 0
        else:
            self.block(kind, liste, tiefe + 1)

    def _add(self, text: str | None, fett: bool) -> None:
        if text and text.strip():
            self._fett = self._fett and fett
        self._text += [text] if text else []

    def absatz_fertig(self) -> None:
        """Add the text collected so far as a paragraph, item or bold line."""
        text, fett = _mehrzeilig("".join(self._text)), self._fett
        self._text, self._fett = [], True
        if not text:
            return
        marke, tiefe = self._marke, self._tiefe
        self._marke, self._tiefe = "", 0
        kurz = fett and len(text) <= 120 and "\n" not in text and not text.endswith((".", ",", ";"))
        if not marke and len(text) <= MAX_UEBERSCHRIFT and (kurz or ist_hauptteil(text)):
            self.sammler.ueberschrift(text, self.ort)
            return
        if not marke:
            marke, text = split_marke(text)
            tiefe = int(bool(marke))
        self.sammler.absatz(text, self.ort, marke, tiefe)

    # --- Tables -----------------------------------------------------------------------------------------------

    def _tabelle(self, element: Any, tiefe: int) -> None:
        zeilen, kopf, innen, einzeln = self._gitter(element)
        if einzeln is not None:  # a table around the layout of the page
            self.block(einzeln, 0, tiefe + 1)
            return
        titel = next((_einzeilig(_text(k)) for k in element if _name(k) == "caption"), "")
        belegt = [z for z in zeilen if any(z)]
        self.sammler.tabelle(
            [[Zelle(t, self.ort) for t in z] for z in zeilen], self.ort, kopf or zaehle_kopfzeilen(belegt), titel
        )
        for tabelle in innen:
            self._tabelle(tabelle, tiefe + 1)

    def _gitter(self, element: Any) -> tuple[list[list[str]], int, list[Any], Any]:
        """Return the texts by row and column, the number of head rows, nested tables, and the only cell if it is one.

        A cell that spans several columns or rows stands at its first place.
        """
        belegt: dict[tuple[int, int], str] = {}
        koepfe: set[int] = set()
        innen: list[Any] = []
        zellen: list[Any] = []
        n = -1
        for n, (tr, im_kopf) in enumerate(_zeilen(element)):
            spalte, felder = 0, [z for z in tr if _name(z) in ("td", "th") and not _versteckt(z)]
            if felder and (im_kopf or all(_name(z) == "th" for z in felder)) and koepfe >= set(range(n)):
                koepfe.add(n)
            for zelle in felder:
                zellen.append(zelle)
                while (n, spalte) in belegt:
                    spalte += 1
                breit, hoch = _zahl(zelle.get("colspan")), _zahl(zelle.get("rowspan"))
                self._zellen += breit * hoch
                if self._zellen > MAX_ZELLEN:
                    zu_gross(self.datei, f"Die Tabellen der HTML-Datei haben mehr als {MAX_ZELLEN} Zellen")
                for z in range(n, n + hoch):
                    for s in range(spalte, spalte + breit):
                        belegt[z, s] = ""
                belegt[n, spalte] = _mehrzeilig(_text(zelle))
                innen += [t for t in zelle.iter("table") if _naechste_zelle(t) is zelle]
                spalte += breit
        if len(zellen) == 1:
            return [], 0, [], zellen[0]
        breite = max((s for _, s in belegt), default=-1) + 1
        zeilen = [[belegt.get((z, s), "") for s in range(breite)] for z in range(n + 1)]
        return zeilen, len(koepfe), innen, None


def _zeilen(tabelle: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the rows of a table itself (not of nested ones) and whether they stand in its head; the foot comes last."""
    fuss: list[Any] = []
    for kind in tabelle:
        if _name(kind) == "tr" and not _versteckt(kind):
            yield kind, False
        elif _name(kind) in ("thead", "tbody", "tfoot"):
            zeilen = [z for z in kind if _name(z) == "tr" and not _versteckt(z)]
            if _name(kind) == "tfoot":
                fuss += zeilen
            else:
                yield from ((z, _name(kind) == "thead") for z in zeilen)
    yield from ((z, False) for z in fuss)


def _naechste_zelle(tabelle: Any) -> Any:
    """Return the cell that a nested table stands in."""
    return next((e for e in tabelle.iterancestors() if _name(e) in ("td", "th")), None)


def _zahl(text: str | None) -> int:
    return max(1, min(int(text), 1_000)) if text and text.isdigit() and len(text) < 6 else 1


def _nummern(liste: Any) -> Iterator[str]:
    """Yield the markers of a list's items as a browser shows them."""
    if _name(liste) != "ol":
        while True:
            yield "•"
    art = liste.get("type") or "1"
    nummer = _zahl(liste.get("start"))
    while True:
        buchstabe = chr(ord("a") + (nummer - 1) % 26)
        yield f"{ {'a': buchstabe, 'A': buchstabe.upper()}.get(art, nummer) }."
        nummer += 1


def _hat_block(element: Any) -> bool:
    return any(_name(k) in _BLOCK for k in element.iter())


def _text(element: Any) -> str:
    """Return the visible text of an element; nested tables are left out."""
    teile: list[str] = [element.text or ""]
    _sammle(element, teile, 0)
    return "".join(teile)


def _sammle(element: Any, teile: list[str], tiefe: int) -> None:
    if tiefe > MAX_TIEFE * 4:
        return
    for kind in element:
        name = _name(kind)
        if name == "br":
            teile.append(_UMBRUCH)
        elif name and name not in _WEG and name != "table" and not _versteckt(kind):
            if name == "sup":
                hoch = [kind.text or ""]
                _sammle(kind, hoch, tiefe + 1)
                teile.append(hochgestellt("".join(hoch)))
            else:
                teile.append(_UMBRUCH if name in _BLOCK else "")
                teile.append(kind.text or "")
                _sammle(kind, teile, tiefe + 1)
                teile.append(_UMBRUCH if name in _BLOCK else "")
        teile.append(kind.tail or "")


def _einzeilig(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def _mehrzeilig(text: str) -> str:
    """Return text as shown: white space is one space, forced breaks stay."""
    zeilen = (_einzeilig(z) for z in text.split(_UMBRUCH))
    return "\n".join(z for z in zeilen if z)
