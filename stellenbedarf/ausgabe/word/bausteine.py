"""The blocks of a document as paragraphs and tables of WordprocessingML, in the template's styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from stellenbedarf.ausgabe.inhalt.daten import Daten
from stellenbedarf.ausgabe.word.bilder import Bilder
from stellenbedarf.ausgabe.word.nummern import EINZUG, MAX_EBENE, Nummern
from stellenbedarf.ausgabe.word.spalten import klartext, weite
from stellenbedarf.ausgabe.word.stile import EINZUG_SCHRITT, Stile
from stellenbedarf.ausgabe.word.tabelle import tabelle, unterschriften
from stellenbedarf.ausgabe.word.verweise import Verweise
from stellenbedarf.ausgabe.word.xml import Element, absatz, einzeilig, el, lauf, q, setze

NACH_TABELLE = 160
NACH_LISTE = 120
VOR_UNTERSCHRIFT = 360
MAX_PUNKTE, KURZE_LISTE = 10, 600
"""A list of no more items and characters than this is not torn apart."""
KURZ = 100
"""A paragraph of fewer characters does not stay alone with its heading at the foot of a page."""


class Bausteine:
    """Turns blocks (`inhalt.daten`) into the elements that replace the template's marker."""

    def __init__(self, stile: Stile, nummern: Nummern, verweise: Verweise, bilder: Bilder, breite: int) -> None:
        """Bind to the template's styles and numbering, to link targets and pictures, and to the width of the text."""
        self._stile = stile
        self._nummern = nummern
        self._verweise = verweise
        self._bilder = bilder
        self._breite = breite
        self._fertig: list[Element] = []
        self._umbruch = False

    def elemente(self, bloecke: Sequence[Daten]) -> list[Element]:
        """Return paragraphs and tables; the last element is a paragraph, as Word demands of a text."""
        self._folge(bloecke, -1)
        if not self._fertig or self._fertig[-1].tag == q("tbl"):
            self._gib(absatz(self._stile["Normal"]))
        return self._fertig

    def _folge(self, bloecke: Sequence[Daten], ebene: int) -> None:
        """Add blocks; a paragraph stays with what it leads to."""
        for davor, block, danach in zip((None, *bloecke), bloecke, (*bloecke[1:], None), strict=False):
            self._block(block, ebene)
            if block["art"] == "absatz" and (_ist_einleitung(danach) or (_ist_kurz(block) and _ist_titel(davor))):
                setze(self._fertig[-1], el("keepNext"))

    def _block(self, block: Daten, ebene: int) -> None:
        """Add a block; `ebene` is the level of the list it stands in, -1 outside of lists."""
        match block["art"]:
            case "ueberschrift":
                self._ueberschrift(block)
            case "absatz":
                self._absatz(block["laeufe"], ebene)
            case "liste":
                self._liste(block, ebene + 1)
            case "tabelle":
                self._tabelle(block)
            case "schritte":
                for schritt in block["schritte"]:
                    self._schritt(schritt)
            case "diagramm":
                self._diagramm(block)
            case "unterschriften" if block["aemter"]:
                self._gib(absatz(self._stile["Normal"], (), el("keepNext"), el("spacing", after=VOR_UNTERSCHRIFT)))
                self._gib(unterschriften(block["aemter"], self._stile, self._breite))
            case "seitenumbruch":
                self._umbruch = bool(self._fertig)

    def _gib(self, element: Element) -> None:
        """Add an element; a page break and the space below a table belong to the paragraph that follows."""
        nach_tabelle = bool(self._fertig) and self._fertig[-1].tag == q("tbl")
        if element.tag == q("tbl"):
            if nach_tabelle or self._umbruch:  # two tables in a row would grow together
                self._gib(absatz(self._stile["Tabelle Text"], (), el("keepNext")))
        elif self._umbruch:
            setze(element, el("pageBreakBefore"), el("spacing", before=0))
            self._umbruch = False
        elif nach_tabelle and not self._ist_ueberschrift(element):
            setze(element, el("spacing", before=NACH_TABELLE))
        self._fertig.append(element)

    def _ist_ueberschrift(self, element: Element) -> bool:
        stil = element.find(f"{q('pPr')}/{q('pStyle')}").get(q("val"))
        return stil in [self._stile[n] for n in ("heading 1", "heading 2", "heading 3", "caption")]

    def _ueberschrift(self, block: Daten) -> None:
        kinder = self._verweise.ziel(block["anker"], [lauf(einzeilig(block["text"]))])
        self._gib(absatz(self._stile[f"heading {block['ebene']}"], kinder))

    def _absatz(self, laeufe: Iterable[Daten], ebene: int) -> None:
        kinder = self._verweise.laeufe(laeufe)
        if ebene < 0:
            self._gib(absatz(self._stile["Normal"], kinder))
        else:
            einzug = el("ind", left=EINZUG * (min(ebene, MAX_EBENE) + 1), firstLine=0)
            self._gib(absatz(self._stile["List Continue"], kinder, einzug))

    def _liste(self, block: Daten, ebene: int) -> None:
        stufe = min(ebene, MAX_EBENE)
        nummeriert = block["nummeriert"]
        liste = self._nummern.zahlen(stufe, block["start"]) if nummeriert else self._nummern.punkte()
        stil = self._stile["List Number" if nummeriert else "List Bullet"]
        zusammen = _ist_kurze_liste(block)
        for stelle, punkt in enumerate(block["punkte"], start=1):
            nummer = el("numPr", el("ilvl", val=stufe), el("numId", val=liste))
            eintrag = absatz(stil, self._verweise.laeufe(punkt["laeufe"]), nummer)
            haelt = zusammen and stelle < len(block["punkte"])
            if haelt or any(b["art"] == "liste" for b in punkt["bloecke"][:1]):
                setze(eintrag, el("keepNext"))
            self._gib(eintrag)
            self._folge(punkt["bloecke"], ebene)
        if ebene == 0 and self._fertig and self._fertig[-1].tag == q("p"):
            setze(self._fertig[-1], el("spacing", after=NACH_LISTE))

    def _tabelle(self, block: Daten) -> None:
        if block["titel"] and block["titel_zeigen"]:
            self._gib(absatz(self._stile["caption"], [lauf(einzeilig(block["titel"]))]))
        self._gib(tabelle(block, self._stile, self._nummern, self._verweise, self._breite))

    def _diagramm(self, block: Daten) -> None:
        self._gib(absatz(self._stile["caption"], [lauf(einzeilig(block["titel"]))]))
        bild = self._bilder.lauf(block["svg"], block["titel"], block["beschreibung"])
        self._gib(absatz(self._stile["Normal"], [bild]))

    def _schritt(self, schritt: Daten) -> None:
        """Add a step: name and formula, substituted values and result, then in small type what they rest on."""
        marke = self._verweise.ziel(schritt["anker"], [lauf(einzeilig(schritt["marke"]), fett=True)])
        name, ergebnis = einzeilig(schritt["bezeichnung"]), einzeilig(schritt["ergebnis"])
        symbolisch = f" = {einzeilig(schritt['symbolisch'])}"
        eingesetzt = f"= {einzeilig(schritt['eingesetzt'])} " if schritt["eingesetzt"] else ""
        rechnung = f"{eingesetzt}{schritt['gleich']}\u00a0"
        bedarf = weite(f"{name}{ergebnis}", fett=True) + weite(f"{symbolisch} {rechnung}")
        # `weite` measures 9 point, steps are set in 8.
        trenner = " " if bedarf * 8 // 9 <= self._breite - EINZUG_SCHRITT else "\n"
        kinder = [
            *marke,
            lauf(f"\t{name}", fett=True),
            lauf(f"{symbolisch}{trenner}{rechnung}"),
            lauf(ergebnis, fett=True),
        ]
        self._gib(absatz(self._stile["Rechenschritt"], kinder))
        self._gib(absatz(self._stile["Rechenschritt Herkunft"], self._herkunft(schritt)))

    def _herkunft(self, schritt: Daten) -> list[Element]:
        """Return rounding, rule and origins of a step; constants without a label stand in the formula anyway."""
        rundung = schritt["rundung_kurz"] if schritt["rundung_bekannt"] else schritt["rundung"]
        teile = (("Rundung", rundung), ("Regel", schritt["quelle"]))
        kinder = [lauf(" ".join(f"{wort}: {einzeilig(text)}." for wort, text in teile if text))]
        mit_marke = [b for b in schritt["bezuege"] if b["marke"]]
        if schritt["nur_marken"]:
            kinder.append(lauf(" Summanden:"))
        elif mit_marke:
            kinder.append(lauf(" Werte:"))
        # Members of a sum bear the same name; said once it is easier to read.
        for gruppe, (name, bezuege) in enumerate(groupby(mit_marke, key=lambda b: str(b["bezeichnung"]))):
            if not schritt["nur_marken"]:
                kinder.append(lauf(f"{';' if gruppe else ''} {einzeilig(name)}:"))
            for nummer, bezug in enumerate(bezuege):
                wert = "" if schritt["nur_marken"] else f"{einzeilig(bezug['wert'])}\u00a0"
                komma = "," if nummer or (gruppe and schritt["nur_marken"]) else ""
                kinder.append(lauf(f"{komma} {wert}"))
                kinder.append(self._verweise.link(bezug["ziel"], f"[{bezug['marke']}]", "Verweiszeichen"))
        if mit_marke:
            kinder.append(lauf("."))
        return kinder


def _ist_kurze_liste(block: Daten) -> bool:
    """Tell whether a list is a handful of short items, which stay on one page."""
    punkte = block["punkte"]
    einfach = not any(p["bloecke"] for p in punkte)
    return einfach and len(punkte) <= MAX_PUNKTE and sum(len(klartext(p["laeufe"])) for p in punkte) < KURZE_LISTE


def _ist_einleitung(danach: Daten | None) -> bool:
    return danach is not None and danach["art"] in ("liste", "tabelle", "schritte")


def _ist_titel(davor: Daten | None) -> bool:
    return davor is not None and davor["art"] == "ueberschrift"


def _ist_kurz(block: Daten) -> bool:
    return len(klartext(block["laeufe"])) < KURZ
