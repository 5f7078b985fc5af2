"""Tables of generated content: data tables with a repeated header row, and signature lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stellenbedarf.ausgabe.inhalt.daten import Daten
from stellenbedarf.ausgabe.word_stile import ZELLRAND, Stile
from stellenbedarf.ausgabe.word_verweise import Verweise
from stellenbedarf.ausgabe.word_xml import Element, absatz, anteilig, eigenschaften, einzeilig, el, lauf, setze

ZUSAMMEN = 12
"""Tables of at most so many rows stay on one page."""
TEILBAR = 1500
"""A row with more characters may break across pages: it could be longer than a page."""
LUECKE = 20
UNTERSCHRIFTEN_JE_ZEILE = 2


@dataclass(frozen=True, slots=True)
class _Spalte:
    """A column: its width, alignment, and where figures end if their labels are to stand in a column of their own."""

    breite: int
    rechts: bool
    kante: int = 0


def tabelle(daten: Daten, stile: Stile, verweise: Verweise, breite: int) -> Element:
    """Return a data table (without its caption) of the given width."""
    spalten = _spalten(daten, breite)
    titel = [s["titel"] for s in daten["spalten"]]
    zeilen = [_kopfzeile(titel, spalten, stile)]
    anzahl = len(daten["zeilen"])
    for nummer, zeile in enumerate(daten["zeilen"], start=1):
        summe = daten["summenzeile"] and nummer == anzahl
        # A total never stands alone on the next page, a short table never breaks at all.
        halten = nummer < anzahl and (anzahl <= ZUSAMMEN or nummer == 1 or nummer >= anzahl - 1)
        zeilen.append(_zeile(zeile, spalten, stile, verweise, fett=summe, halten=halten))
    return el("tbl", _tabellenmerkmale(daten, stile, breite), _raster([s.breite for s in spalten]), *zeilen)


def unterschriften(aemter: Sequence[str], stile: Stile, breite: int) -> Element:
    """Return signature lines above the names of the offices."""
    spalten = anteilig((46, 8, 46), breite)
    merkmale = eigenschaften(
        "tblPr", el("tblW", w=breite, type="dxa"), el("tblLayout", type="fixed"), el("tblLook", val="0000"),
        el("tblCaption", val="Unterschriften"),
    )  # fmt: skip
    zeilen = []
    for start in range(0, len(aemter), UNTERSCHRIFTEN_JE_ZEILE):
        namen = [*aemter[start : start + UNTERSCHRIFTEN_JE_ZEILE], ""][:UNTERSCHRIFTEN_JE_ZEILE]
        felder = [namen[0], "", namen[1]]
        leer = [el("tc", _zellmerkmale(b), absatz(stile["Unterschrift Amt"], (), el("keepNext"))) for b in spalten]
        hoehe = el("trPr", el("cantSplit"), el("trHeight", val=1020, hRule="atLeast"))
        zeilen.append(el("tr", hoehe, *leer))
        amt = [
            el(
                "tc",
                _zellmerkmale(b, *([el("tcBorders", el("top", val="single", sz=4, space=0, color="404040"))] * bool(n))),
                absatz(stile["Unterschrift Amt"], [lauf(einzeilig(n))] if n else []),
            )
            for b, n in zip(spalten, felder, strict=True)
        ]
        zeilen.append(el("tr", el("trPr", el("cantSplit")), *amt))
    return el("tbl", merkmale, _raster(spalten), *zeilen)


def _tabellenmerkmale(daten: Daten, stile: Stile, breite: int) -> Element:
    summe = daten["summenzeile"]
    anzahl = len(daten["zeilen"])
    titel = einzeilig(daten["titel"])
    beschreibung = (
        f"{anzahl} {'Zeile' if anzahl == 1 else 'Zeilen'}, Spalten: "
        f"{'; '.join(einzeilig(s['titel']) for s in daten['spalten'])}"
        f"{'. Die letzte Zeile ist die Summe.' if summe else '.'}"
    )
    return eigenschaften(
        "tblPr",
        el("tblStyle", val=stile.id("table", "Stellenbedarf Tabelle")),
        el("tblW", w=breite, type="dxa"),
        el("tblLayout", type="fixed"),
        el(
            "tblLook", val="0460" if summe else "0420", firstRow=1, lastRow=int(summe), firstColumn=0, lastColumn=0,
            noHBand=1, noVBand=1,
        ),
        *([el("tblCaption", val=titel)] if titel else []),
        el("tblDescription", val=beschreibung),
    )  # fmt: skip


def _raster(breiten: Sequence[int]) -> Element:
    return el("tblGrid", *(el("gridCol", w=b) for b in breiten))


def _zellmerkmale(breite: int, *weitere: Element) -> Element:
    return eigenschaften("tcPr", el("tcW", w=breite, type="dxa"), *weitere)


def _kopfzeile(titel: Sequence[str], spalten: Sequence[_Spalte], stile: Stile) -> Element:
    zellen = []
    for text, spalte in zip(titel, spalten, strict=True):
        inhalt = absatz(stile["Tabelle Kopf"], [lauf(einzeilig(text), fett=True)])
        if spalte.rechts:
            setze(inhalt, el("jc", val="right"))
        if spalte.kante:
            setze(inhalt, el("ind", right=spalte.breite - 2 * ZELLRAND - spalte.kante))
        zellen.append(el("tc", _zellmerkmale(spalte.breite, el("vAlign", val="bottom")), inhalt))
    return el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *zellen)


def _zeile(
    zeile: Daten, spalten: Sequence[_Spalte], stile: Stile, verweise: Verweise, *, fett: bool, halten: bool
) -> Element:
    zellen = []
    for nummer, spalte in enumerate(spalten):
        laeufe = zeile["zellen"][nummer] if nummer < len(zeile["zellen"]) else []
        inhalt = _zelltext(laeufe, spalte, stile, verweise, fett)
        if nummer == 0 and zeile["anker"]:
            kinder = list(inhalt)[1:]
            inhalt.extend(verweise.ziel(zeile["anker"], kinder))
        if halten:
            setze(inhalt, el("keepNext"))
        zellen.append(el("tc", _zellmerkmale(spalte.breite), inhalt))
    lang = sum(len(_text(z)) for z in zeile["zellen"]) > TEILBAR
    return el("tr", *([] if lang else [el("trPr", el("cantSplit"))]), *zellen)


def _zelltext(laeufe: list[Daten], spalte: _Spalte, stile: Stile, verweise: Verweise, fett: bool) -> Element:
    if not spalte.rechts:
        return absatz(stile["Tabelle Text"], verweise.laeufe(laeufe, fett))
    if not spalte.kante or not laeufe or _weite(_text(laeufe), fett) > spalte.kante:
        return absatz(stile["Tabelle Zahl"], verweise.laeufe(laeufe, fett))
    # Labels differ in length. So that the figures still stand below each other, they end at a tab stop and the label
    # begins at the next one.
    stops = el("tabs", el("tab", val="right", pos=spalte.kante), el("tab", val="left", pos=spalte.kante + LUECKE))
    zeichen = [z for teil in laeufe if teil["art"] == "zahl" for z in verweise.herkunft(teil)]
    kinder = [lauf(f"\t{_text(laeufe)}", fett=fett), *([lauf("\t"), *zeichen] if zeichen else [])]
    return absatz(stile["Tabelle Zahl"], kinder, stops, el("jc", val="left"))


def _spalten(daten: Daten, breite: int) -> list[_Spalte]:
    breiten = anteilig(daten["breiten"], breite)
    spalten = []
    for nummer, (weite, spalte) in enumerate(zip(breiten, daten["spalten"], strict=True)):
        zellen = [z["zellen"][nummer] for z in daten["zeilen"] if nummer < len(z["zellen"])]
        zahlen = [z[0] for z in zellen if len(z) == 1 and z[0]["art"] == "zahl"]
        marken = max((_weite(z["marke"]) for z in zahlen), default=0) * 2 // 3 + LUECKE if zahlen else 0
        kante = weite - 2 * ZELLRAND - marken
        passt = zahlen and marken > LUECKE and max(_weite(z["text"], fett=True) for z in zahlen) <= kante
        spalten.append(_Spalte(weite, spalte["rechts"], kante if spalte["rechts"] and passt else 0))
    return spalten


def _text(laeufe: list[Daten]) -> str:
    return "".join(teil.get("text", "") for teil in laeufe)


def _weite(text: str, fett: bool = False) -> int:
    """Estimate the width of a text in 9 point Arial, in twentieths of a point."""
    tausendstel = sum(278 if z in ".,  " else 556 if z.isdigit() else 600 if not z.isupper() else 700 for z in text)
    return tausendstel * 9 * 20 * (106 if fett else 102) // 100_000
