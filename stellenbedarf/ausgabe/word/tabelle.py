"""Tables of generated content: data tables with a repeated header row, and signature lines."""

from __future__ import annotations

from collections.abc import Sequence

from stellenbedarf.ausgabe.inhalt.daten import Daten
from stellenbedarf.ausgabe.word.nummern import Nummern
from stellenbedarf.ausgabe.word.spalten import (
    LUECKE,
    SPIELRAUM,
    Breite,
    anteilig,
    klartext,
    laengstes_wort,
    spalten,
    weite,
)
from stellenbedarf.ausgabe.word.stile import ZELLRAND, Stile
from stellenbedarf.ausgabe.word.verweise import Verweise
from stellenbedarf.ausgabe.word.xml import Element, absatz, eigenschaften, einzeilig, el, lauf, setze

ZUSAMMEN = 12
ZUSAMMEN_ZEICHEN = 1000
"""Tables of at most so many rows and characters stay on one page."""
TEILBAR = 1500
"""A row with more characters may break across pages: it could be longer than a page."""
UNTERSCHRIFTEN_JE_ZEILE = 2
NBSP = "\u00a0"
MAX_BESCHREIBUNG = 1000
ZELLEINZUG = 170


def tabelle(daten: Daten, stile: Stile, nummern: Nummern, verweise: Verweise, breite: int) -> Element:
    """Return a data table (without its caption) of the given width."""
    raster = spalten(daten, breite)
    titel = [s["titel"] for s in daten["spalten"]]
    zeilen = [_kopfzeile(titel, raster, stile)]
    anzahl = len(daten["zeilen"])
    zeichen = sum(len(klartext(zelle)) for zeile in daten["zeilen"] for zelle in zeile["zellen"])
    zusammen = anzahl <= ZUSAMMEN and zeichen <= ZUSAMMEN_ZEICHEN
    for nummer, zeile in enumerate(daten["zeilen"], start=1):
        summe = daten["summenzeile"] and nummer == anzahl
        # A total never stands alone on the next page, a short table never breaks at all.
        halten = nummer < anzahl and (zusammen or nummer == 1 or nummer >= anzahl - 1)
        zeilen.append(_zeile(zeile, raster, stile, nummern, verweise, fett=summe, halten=halten))
    return el("tbl", _tabellenmerkmale(daten, stile, breite), _raster([s.breite for s in raster]), *zeilen)


def unterschriften(aemter: Sequence[str], stile: Stile, breite: int) -> Element:
    """Return signature lines above the names of the offices."""
    breiten = anteilig((46, 8, 46), breite)
    merkmale = eigenschaften(
        "tblPr", el("tblW", w=breite, type="dxa"), el("tblLayout", type="fixed"), el("tblLook", val="0000"),
        el("tblCaption", val="Unterschriften"),
    )  # fmt: skip
    zeilen = []
    for start in range(0, len(aemter), UNTERSCHRIFTEN_JE_ZEILE):
        namen = [*aemter[start : start + UNTERSCHRIFTEN_JE_ZEILE], ""][:UNTERSCHRIFTEN_JE_ZEILE]
        felder = [namen[0], "", namen[1]]
        leer = [el("tc", _zellmerkmale(b), absatz(stile["Unterschrift Amt"], (), el("keepNext"))) for b in breiten]
        hoehe = el("trPr", el("cantSplit"), el("trHeight", val=1020, hRule="atLeast"))
        zeilen.append(el("tr", hoehe, *leer))
        namenszeile = [_unterschrift(b, n, stile) for b, n in zip(breiten, felder, strict=True)]
        zeilen.append(el("tr", el("trPr", el("cantSplit")), *namenszeile))
    return el("tbl", merkmale, _raster(breiten), *zeilen)


def _unterschrift(breite: int, amt: str, stile: Stile) -> Element:
    linie = [el("tcBorders", el("top", val="single", sz=4, space=0, color="404040"))] if amt else []
    return el(
        "tc", _zellmerkmale(breite, *linie), absatz(stile["Unterschrift Amt"], [lauf(einzeilig(amt))] if amt else [])
    )


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
            "tblLook", val="0660" if summe else "0620", firstRow=1, lastRow=int(summe), firstColumn=0, lastColumn=0,
            noHBand=1, noVBand=1,
        ),
        *([el("tblCaption", val=titel)] if titel else []),
        el("tblDescription", val=beschreibung[:MAX_BESCHREIBUNG]),
    )  # fmt: skip


def _raster(breiten: Sequence[int]) -> Element:
    return el("tblGrid", *(el("gridCol", w=b) for b in breiten))


def _zellmerkmale(breite: int, *weitere: Element) -> Element:
    return eigenschaften("tcPr", el("tcW", w=breite, type="dxa"), *weitere)


def _kopfzeile(titel: Sequence[str], raster: Sequence[Breite], stile: Stile) -> Element:
    zellen = []
    for text, spalte in zip(titel, raster, strict=True):
        inhalt = absatz(stile["Tabelle Kopf"], [lauf(einzeilig(text), fett=True)])
        if spalte.rechts:
            setze(inhalt, el("jc", val="right"))
        if laengstes_wort(text, fett=True) + SPIELRAUM <= spalte.kante:
            setze(inhalt, el("ind", right=spalte.breite - 2 * ZELLRAND - spalte.kante))
        zellen.append(el("tc", _zellmerkmale(spalte.breite, el("vAlign", val="bottom")), inhalt))
    return el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *zellen)


def _zeile(
    zeile: Daten,
    raster: Sequence[Breite],
    stile: Stile,
    nummern: Nummern,
    verweise: Verweise,
    *,
    fett: bool,
    halten: bool,
) -> Element:
    zellen = []
    for nummer, spalte in enumerate(raster):
        laeufe = zeile["zellen"][nummer] if nummer < len(zeile["zellen"]) else []
        punkte = [p for teil in laeufe if teil["art"] == "zellliste" for p in teil["punkte"]]
        laeufe = [teil for teil in laeufe if teil["art"] != "zellliste"]
        inhalt = _zelltext(laeufe, spalte, stile, verweise, fett)
        if nummer == 0 and zeile["anker"]:
            kinder = list(inhalt)[1:]
            inhalt.extend(verweise.ziel(zeile["anker"], kinder))
        if halten:
            setze(inhalt, el("keepNext"))
        liste = [_zellpunkt(punkt, stile, nummern) for punkt in punkte]
        zellen.append(el("tc", _zellmerkmale(spalte.breite), inhalt, *liste))
    lang = sum(len(klartext(z)) for z in zeile["zellen"]) > TEILBAR
    return el("tr", *([] if lang else [el("trPr", el("cantSplit"))]), *zellen)


def _zellpunkt(text: str, stile: Stile, nummern: Nummern) -> Element:
    """Return an item of a bulleted list in a cell."""
    nummer = el("numPr", el("ilvl", val=0), el("numId", val=nummern.punkte()))
    einzug = el("ind", left=ZELLEINZUG, hanging=ZELLEINZUG)
    return absatz(stile["Tabelle Text"], [lauf(einzeilig(text))], nummer, einzug)


def _zelltext(laeufe: list[Daten], spalte: Breite, stile: Stile, verweise: Verweise, fett: bool) -> Element:
    if weite(klartext(laeufe), fett) > spalte.breite - 2 * ZELLRAND:
        # Better a break between figure and unit than within a word.
        laeufe = [{**teil, "text": teil["text"].replace(NBSP, " ")} if "text" in teil else teil for teil in laeufe]
    if not spalte.rechts:
        return absatz(stile["Tabelle Text"], verweise.laeufe(laeufe, fett))
    allein = len(laeufe) == 1 and laeufe[0]["art"] != "verweis" and weite(laeufe[0]["text"], fett) <= spalte.kante
    if not allein:
        return absatz(stile["Tabelle Zahl"], verweise.laeufe(laeufe, fett))
    # Labels differ in length. So that the figures still stand below each other, they end at a tab stop and the label
    # begins at the next one.
    stops = el("tabs", el("tab", val="right", pos=spalte.kante), el("tab", val="left", pos=spalte.kante + LUECKE))
    (teil,) = laeufe
    zeichen = verweise.herkunft(teil) if teil["art"] == "zahl" else []
    zahl = verweise.ziel(teil.get("anker", ""), [lauf(f"\t{teil['text']}", fett=fett)])
    kinder = [*zahl, *([lauf("\t"), *zeichen] if zeichen else [])]
    return absatz(stile["Tabelle Zahl"], kinder, stops, el("jc", val="left"))
