"""Marks cells in a copy of a workbook: a comment and a colour, beside comments and formats that are there already."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from lxml import etree

from stellenbedarf.ausgabe.mappe.paketkopie import Paketkopie
from stellenbedarf.eingabe.mappe_blatt import spaltenname, stelle_von

_KOMMENTARTYP = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VMLTYP = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NACH_LEGACY = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
                "extLst")  # fmt: skip
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_FORM = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NOTIZ = (
    '<v:shape id="_x0000_s{nummer}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:270pt;height:{hoehe}pt;z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anker}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{zeile}</x:Row><x:Column>{spalte}</x:Column></x:ClientData></v:shape>"
)
_FUELLUNG = '<fill><patternFill patternType="solid"><fgColor rgb="{}"/></patternFill></fill>'
_SCHRIFTEN = {
    "kopf": '<font><b/><sz val="11"/><name val="Calibri"/></font>',
    "verweis": '<font><u/><sz val="11"/><color rgb="FF1D4ED8"/><name val="Calibri"/></font>',
}
_ERSTE_FORM = 900_000  # far beyond the numbers that spreadsheets give to shapes
_ZEICHEN_JE_ZEILE, _PUNKT_JE_ZEILE = 45, 12


class Stile:
    """Cell styles of a workbook: variants of existing ones are added where needed."""

    def __init__(self, wurzel: Any) -> None:
        """Bind to the root of the style part."""
        self._wurzel = wurzel
        self._raum = etree.QName(wurzel).namespace
        self._varianten: dict[tuple[int, str, str, bool], int] = {}

    def variante(self, basis: int, farbe: str = "", schrift: str = "", umbruch: bool = False) -> int:
        """Return the number of a style that differs from another one.

        Args:
            basis: number of the style to start from.
            farbe: colour of the background, as `FFF4B6B6`.
            schrift: `kopf` for bold, `verweis` for a link.
            umbruch: whether the text wraps and begins at the top.
        """
        schluessel = (basis, farbe, schrift, umbruch)
        if schluessel not in self._varianten:
            stile = self._liste("cellXfs")
            xf = copy.deepcopy(stile[basis] if basis < len(stile) else stile[0])
            if farbe:
                xf.set("fillId", str(self._add("fills", _FUELLUNG.format(farbe))))
                xf.set("applyFill", "1")
            if schrift:
                xf.set("fontId", str(self._add("fonts", _SCHRIFTEN[schrift])))
                xf.set("applyFont", "1")
            if umbruch:
                for alt in xf.findall(f"{{{self._raum}}}alignment"):
                    xf.remove(alt)
                xf.insert(0, etree.Element(f"{{{self._raum}}}alignment", wrapText="1", vertical="top"))
                xf.set("applyAlignment", "1")
            stile.append(xf)
            stile.set("count", str(len(stile)))
            self._varianten[schluessel] = len(stile) - 1
        return self._varianten[schluessel]

    def _liste(self, name: str) -> Any:
        return self._wurzel.find(f"{{{self._raum}}}{name}")

    def _add(self, liste: str, xml: str) -> int:
        """Add an entry to one of the lists and return its number."""
        eintraege = self._liste(liste)
        eintraege.append(etree.fromstring(xml.replace(">", f' xmlns="{self._raum}">', 1)))
        eintraege.set("count", str(len(eintraege)))
        return len(eintraege) - 1


class Blattmarken:
    """One sheet of the copy, whose cells get marks."""

    def __init__(self, kopie: Paketkopie, teil: str, stile: Stile) -> None:
        """Bind to the part of a sheet."""
        self._kopie = kopie
        self._teil = teil
        self._stile = stile
        self._wurzel = kopie.baum(teil)
        self._raum = etree.QName(self._wurzel).namespace
        self._zeilen: dict[int, Any] = {}
        nummer = 0
        for zeile in self._daten():
            nummer = int(zeile.get("r", nummer + 1))
            zeile.set("r", str(nummer))
            self._zeilen[nummer] = zeile

    def _q(self, name: str) -> str:
        return f"{{{self._raum}}}{name}"

    def _daten(self) -> Any:
        return self._wurzel.find(self._q("sheetData"))

    def markiere(self, texte: Mapping[str, tuple[str, str]]) -> None:
        """Give cells a colour and a comment: address → text and colour. Hidden parts of merged cells are left out."""
        verdeckt = self._verdeckt()
        sichtbar = {a: t for a, t in texte.items() if not any(_liegt_in(a, b) for b in verdeckt)}
        for adresse, (_, farbe) in sichtbar.items():
            zelle = self._zelle(adresse)
            zelle.set("s", str(self._stile.variante(int(zelle.get("s", "0")), farbe)))
        neu = self._kommentiere({a: text for a, (text, _) in sichtbar.items()})
        if neu:
            self._zeichne(neu)

    def _verdeckt(self) -> list[str]:
        return [m.get("ref", "") for m in self._wurzel.iter(self._q("mergeCell"))]

    def _zelle(self, adresse: str) -> Any:
        """Return a cell; one that is not there is added in its place."""
        spalte, zeile = stelle_von(adresse)
        if zeile not in self._zeilen:
            neu = etree.Element(self._q("row"), r=str(zeile))
            danach = min((n for n in self._zeilen if n > zeile), default=None)
            if danach is None:
                self._daten().append(neu)
            else:
                self._zeilen[danach].addprevious(neu)
            self._zeilen[zeile] = neu
        vorige = 0
        for zelle in self._zeilen[zeile]:
            if zelle.get("r") is None:
                zelle.set("r", f"{spaltenname(vorige + 1)}{zeile}")
            vorige = stelle_von(zelle.get("r"))[0]
        for zelle in self._zeilen[zeile]:
            hier = stelle_von(zelle.get("r"))[0]
            if hier == spalte:
                return zelle
            if hier > spalte:
                neu = etree.Element(self._q("c"), r=adresse)
                zelle.addprevious(neu)
                return neu
        return etree.SubElement(self._zeilen[zeile], self._q("c"), r=adresse)

    # --- Comments -------------------------------------------------------------------------------------------------

    def _kommentiere(self, texte: Mapping[str, str]) -> list[tuple[str, str]]:
        """Add the texts to the comments of the sheet and return those for which a note must be drawn."""
        teil = self._kopie.ziel(self._teil, art="comments")
        if teil is None:
            teil = self._kopie.freier_name("xl/commentsBefunde{}.xml")
            leer = etree.fromstring(f'<comments xmlns="{self._raum}"><authors/><commentList/></comments>')
            self._kopie.neuer_baum(teil, leer)
            self._kopie.typ(teil, _KOMMENTARTYP)
            self._kopie.verbinde(self._teil, teil, "comments")
        wurzel = self._kopie.baum(teil)
        raum = etree.QName(wurzel).namespace
        autoren, liste = wurzel.find(f"{{{raum}}}authors"), wurzel.find(f"{{{raum}}}commentList")
        autor = etree.SubElement(autoren, f"{{{raum}}}author")
        autor.text = "stellenbedarf"
        vorhanden = {k.get("ref"): k for k in liste}
        neu = []
        for adresse, text in texte.items():
            kommentar = vorhanden.get(adresse)
            if kommentar is None:
                kommentar = etree.SubElement(liste, f"{{{raum}}}comment", ref=adresse, authorId=str(len(autoren) - 1))
                neu.append((adresse, text))
            else:
                text = f"\n\n{text}"
            inhalt = kommentar.find(f"{{{raum}}}text")
            if inhalt is None:
                inhalt = etree.SubElement(kommentar, f"{{{raum}}}text")
            for einfach in inhalt.findall(f"{{{raum}}}t"):  # a plain text becomes the first run
                lauf = etree.Element(f"{{{raum}}}r")
                einfach.addprevious(lauf)
                lauf.append(einfach)
            stueck = etree.SubElement(etree.SubElement(inhalt, f"{{{raum}}}r"), f"{{{raum}}}t")
            stueck.text = text
            stueck.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return neu

    def _zeichne(self, neu: list[tuple[str, str]]) -> None:
        """Add the notes in which spreadsheets show comments; without them they would be invisible."""
        kennung = self._kopie.kennungsname(self._teil)
        verweis = self._wurzel.find(self._q("legacyDrawing"))
        teil = None if verweis is None else self._kopie.ziel(self._teil, verweis.get(kennung, ""))
        if teil is None:
            teil = self._kopie.freier_name("xl/drawings/vmlDrawingBefunde{}.vml")
            self._kopie.setze(teil, _VML.encode())
            self._kopie.endung("vml", _VMLTYP)
            if verweis is None:
                verweis = etree.Element(self._q("legacyDrawing"))
                danach = next((e for e in self._wurzel if etree.QName(e).localname in _NACH_LEGACY), None)
                if danach is None:
                    self._wurzel.append(verweis)
                else:
                    danach.addprevious(verweis)
            verweis.set(kennung, self._kopie.verbinde(self._teil, teil, "vmlDrawing"))
        vml = self._kopie.roh(teil).decode()
        formen = "" if "_x0000_t202" in vml else _FORM
        for n, (adresse, text) in enumerate(neu):
            spalte, zeile = stelle_von(adresse)
            hoehe = 4 + len(text) // _ZEICHEN_JE_ZEILE + text.count("\n")
            anker = f"{spalte}, 15, {zeile}, 2, {spalte + 4}, 15, {zeile + hoehe}, 4"
            formen += _NOTIZ.format(
                nummer=_ERSTE_FORM + n, hoehe=hoehe * _PUNKT_JE_ZEILE, z=n + 1, anker=anker, zeile=zeile - 1,
                spalte=spalte - 1,
            )  # fmt: skip
        vor, ende, danach_ = vml.rpartition("</xml>")
        self._kopie.setze(teil, f"{vor}{formen}{ende}{danach_}".encode())


def _liegt_in(adresse: str, bereich: str) -> bool:
    """Tell whether a cell is hidden by a merged area, of which only the first cell is seen."""
    von, _, bis = bereich.partition(":")
    (spalte, zeile), (links, oben), (rechts, unten) = stelle_von(adresse), stelle_von(von), stelle_von(bis or von)
    return links <= spalte <= rechts and oben <= zeile <= unten and (spalte, zeile) != (links, oben)
