"""A copy of the user's workbook with every finding in its cell, and a sheet that lists them all."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from stellenbedarf.ausgabe.mappe.paketkopie import Paketkopie
from stellenbedarf.ausgabe.mappe.zellmarken import Blattmarken, Stile
from stellenbedarf.eingabe.endungen import ist_mappe
from stellenbedarf.eingabe.mappe_blatt import adresse_von
from stellenbedarf.eingabe.vorpruefung import check_mappe
from stellenbedarf.fehler import Befund, Befunde, Fundstelle, StellenbedarfFehler, Stufe

BLATT = "Befunde"
_ORT = re.compile(r"Blatt (.+?)(?:, (?:Zelle ([A-Z]+\d+)|Zeile (\d+)))?")
_KOEPFE = (("Stufe", 12), ("Befund", 60), ("Abhilfe", 50), ("Fundstelle", 32))
_ZEILENHOEHE = 15  # points
_FARBEN = {Stufe.FEHLER: "FFF4B6B6", Stufe.WIDERSPRUCH: "FFF8CBAD"}
_HINWEISFARBE = "FFDCE6F5"
_BLATTTYP = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_KEIN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_RAUM_XML = "{http://www.w3.org/XML/1998/namespace}space"


def render_fehlerliste(pfade: Sequence[Path], befunde: Iterable[Befund]) -> bytes:
    """Return the first workbook among the files with its findings; without one, the list alone."""
    liste = list(befunde)
    quelle = next((p for p in pfade if ist_mappe(p)), None)
    if quelle is not None:
        try:
            ort = Fundstelle(quelle.name)
            return _Fehlerliste(Paketkopie(check_mappe(quelle, Befunde()), ort), quelle.name).render(liste)
        except StellenbedarfFehler:
            pass  # a file that cannot be opened gets the list alone; the finding itself is in it
    with zipfile.ZipFile(io.BytesIO(_leere_mappe())) as archiv:
        return _Fehlerliste(Paketkopie(archiv, Fundstelle(BLATT)), "").render(liste)


def _leere_mappe() -> bytes:
    import openpyxl

    mappe = openpyxl.Workbook()
    mappe.worksheets[0].title = BLATT
    puffer = io.BytesIO()
    mappe.save(puffer)
    return puffer.getvalue()


class _Fehlerliste:
    def __init__(self, kopie: Paketkopie, datei: str) -> None:
        self.kopie = kopie
        self.datei = datei
        self.mappe = self._teil("_rels/.rels", "", "officeDocument")
        self.wurzel = kopie.baum(self.mappe)
        self.raum = etree.QName(self.wurzel).namespace
        self.kennung = kopie.kennungsname(self.mappe)
        self.blaetter = {b.get("name", ""): b for b in self.wurzel.iter(f"{{{self.raum}}}sheet")}
        self.stile = Stile(kopie.baum(self._teil(self.mappe, self.mappe, "styles")))

    def _teil(self, was: str, von: str, art: str) -> str:
        teil = self.kopie.ziel(von, art=art)
        if teil is None:
            raise StellenbedarfFehler.einzeln(f"Der Mappe fehlt ein Teil ({was}, {art})")
        return teil

    def _blatt(self, eintrag: Any) -> str:
        return self.kopie.ziel(self.mappe, eintrag.get(self.kennung, "")) or ""

    def render(self, befunde: Sequence[Befund]) -> bytes:
        """Return the copy with marks and list."""
        self._markiere(befunde)
        teil = self._listenblatt()
        self.kopie.neuer_baum(teil, self._liste(befunde))
        return self.kopie.als_bytes()

    def _stelle(self, befund: Befund) -> tuple[str, str] | None:
        """Return sheet and cell of a finding, or None where it names none of the workbook."""
        ort = befund.fundstelle
        treffer = _ORT.fullmatch(ort.ort) if ort and ort.datei == self.datei else None
        if treffer is None or treffer.group(1) not in self.blaetter:
            return None
        return treffer.group(1), treffer.group(2) or f"A{treffer.group(3) or 1}"

    def _markiere(self, befunde: Iterable[Befund]) -> None:
        je_blatt: dict[str, dict[str, list[Befund]]] = {}
        for befund in befunde:
            if (stelle := self._stelle(befund)) is not None:
                je_blatt.setdefault(stelle[0], {}).setdefault(stelle[1], []).append(befund)
        for blatt, je_zelle in je_blatt.items():
            teil = self._blatt(self.blaetter[blatt])
            texte = {adresse: (_text(hier), _farbe(hier)) for adresse, hier in je_zelle.items()}
            Blattmarken(self.kopie, teil, self.stile).markiere(texte)
            self.kopie.schliesse(teil)

    # --- The list -------------------------------------------------------------------------------------------------

    def _listenblatt(self) -> str:
        """Return the part of the sheet Befunde, which becomes the first one and is shown when the file opens."""
        if BLATT in self.blaetter:
            return self._blatt(self.blaetter[BLATT])
        teil = self.kopie.freier_name("xl/worksheets/sheetBefunde{}.xml")
        self.kopie.typ(teil, _BLATTTYP)
        blaetter = self.wurzel.find(f"{{{self.raum}}}sheets")
        nummer = max((int(b.get("sheetId", "0")) for b in blaetter), default=0) + 1
        eintrag = etree.Element(f"{{{self.raum}}}sheet", name=BLATT, sheetId=str(nummer))
        eintrag.set(self.kennung, self.kopie.verbinde(self.mappe, teil, "worksheet"))
        ansicht = self.wurzel.find(f".//{{{self.raum}}}workbookView")
        aktiv = int(ansicht.get("activeTab", "0")) if ansicht is not None else 0
        if aktiv < len(blaetter):
            self._verlasse(self._blatt(blaetter[aktiv]))
        blaetter.insert(0, eintrag)
        if ansicht is not None:
            ansicht.set("activeTab", "0")
            ansicht.set("firstSheet", "0")
        for name in self.wurzel.iter(f"{{{self.raum}}}definedName"):  # they count sheets by position
            if (blatt := name.get("localSheetId")) is not None:
                name.set("localSheetId", str(int(blatt) + 1))
        return teil

    def _verlasse(self, teil: str) -> None:
        """Deselect the sheet that was shown; two selected sheets would be edited together."""
        for ansicht in self.kopie.baum(teil).iter(f"{{{self.raum}}}sheetView"):
            ansicht.attrib.pop("tabSelected", None)

    def _liste(self, befunde: Sequence[Befund]) -> Any:
        q = f"{{{self.raum}}}"
        blatt = etree.Element(f"{q}worksheet", nsmap={None: self.raum})
        etree.SubElement(etree.SubElement(blatt, f"{q}sheetPr"), f"{q}pageSetUpPr", fitToPage="1")
        ansichten = etree.SubElement(blatt, f"{q}sheetViews")
        ansicht = etree.SubElement(ansichten, f"{q}sheetView", tabSelected="1", workbookViewId="0")
        etree.SubElement(ansicht, f"{q}pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
        spalten = etree.SubElement(blatt, f"{q}cols")
        for n, (_, breite) in enumerate(_KOEPFE, start=1):
            etree.SubElement(spalten, f"{q}col", min=str(n), max=str(n), width=str(breite), customWidth="1")
        daten = etree.SubElement(blatt, f"{q}sheetData")
        self._zeile(daten, 1, [titel for titel, _ in _KOEPFE], [self.stile.variante(0, schrift="kopf")] * len(_KOEPFE))
        verweise = etree.Element(f"{q}hyperlinks")
        text, verweis = self.stile.variante(0, umbruch=True), self.stile.variante(0, schrift="verweis", umbruch=True)
        for nummer, befund in enumerate(befunde, start=2):
            stelle = self._stelle(befund)
            werte = [befund.stufe.value, befund.text, befund.abhilfe, str(befund.fundstelle or "")]
            self._zeile(daten, nummer, werte, [text, text, text, text if stelle is None else verweis])
            if stelle is not None:
                name = stelle[0].replace("'", "''")
                etree.SubElement(
                    verweise, f"{q}hyperlink", ref=adresse_von(nummer, 4), location=f"'{name}'!{stelle[1]}"
                )
        if len(verweise):
            blatt.append(verweise)
        etree.SubElement(blatt, f"{q}pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
        return blatt

    def _zeile(self, daten: Any, nummer: int, werte: Sequence[str], stile: Sequence[int]) -> None:
        zeile = etree.SubElement(daten, f"{{{self.raum}}}row", r=str(nummer))
        zeilen = max(_zeilen(wert, breite) for wert, (_, breite) in zip(werte, _KOEPFE, strict=True))
        zeile.set("ht", str(zeilen * _ZEILENHOEHE))
        zeile.set("customHeight", "1")
        for spalte, (wert, stil) in enumerate(zip(werte, stile, strict=True), start=1):
            zelle = etree.SubElement(
                zeile, f"{{{self.raum}}}c", r=adresse_von(nummer, spalte), s=str(stil), t="inlineStr"
            )
            text = etree.SubElement(etree.SubElement(zelle, f"{{{self.raum}}}is"), f"{{{self.raum}}}t")
            text.set(_RAUM_XML, "preserve")
            text.text = _sauber(wert)


def _zeilen(text: str, breite: int) -> int:
    return sum(1 + len(absatz) // breite for absatz in text.split("\n"))


def _text(befunde: Iterable[Befund]) -> str:
    return _sauber(
        "\n\n".join(f"{b.stufe.value}: {b.text}" + (f"\n→ {b.abhilfe}" if b.abhilfe else "") for b in befunde)
    )


def _farbe(befunde: Sequence[Befund]) -> str:
    stufen = {b.stufe for b in befunde}
    return next((f for s, f in _FARBEN.items() if s in stufen), _HINWEISFARBE)


def _sauber(text: str) -> str:
    """Return the text without characters that XML cannot hold; a finding may quote what the user typed."""
    return _KEIN_XML.sub(" ", text)
