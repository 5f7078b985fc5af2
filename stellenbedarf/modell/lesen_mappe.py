"""Puts the tables of an input workbook together to the raw tree that a case is read from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from stellenbedarf.eingabe.blattplan import Blattplan, Spalte, Zellart
from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Liste, Text
from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.eingabe.mappe_blatt import Blatt, Zelle, adresse_von
from stellenbedarf.eingabe.mappe_datei import Mappe, gleich
from stellenbedarf.eingabe.mappe_tabelle import Tabellenleser, find_kopfzeile, titel_anzeige, titel_von
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.modell.felder import SZENARIO
from stellenbedarf.modell.lesen_szenarien import ERSETZBAR
from stellenbedarf.modell.mappenplan import (
    BEMESSUNG_VORN,
    JE_POSITION,
    LISTE_VORN,
    PLAENE,
    POSITION_VORN,
    SZENARIEN,
)
from stellenbedarf.modell.mappenplan import listen as listennamen

INFOSPALTEN = ("Bezeichnung", "Einheit", "Wert ohne Szenario")  # beside the names on the sheet Szenarien
_POSITION = re.compile(r"position\s+(.+?)\s*:\s*(\w+)", re.IGNORECASE)
_NENNEN = {
    POSITION_VORN: "Tragen Sie die Nummer der Position ein.",
    BEMESSUNG_VORN: "Tragen Sie den Kurznamen der Bemessung ein.",
}
_TEXTE = {gleich(f.name): f.name for f in SZENARIO}  # rows of the sheet Szenarien that hold text


def read_mappe(pfad: Path, befunde: Befunde) -> Abbildung:
    """Return the raw tree of an input workbook (or of a result workbook, which holds the same sheets).

    Raises:
        StellenbedarfFehler: where the file is no workbook or could do harm; everything else goes to `befunde`.
    """
    return _Leser(Mappe(pfad, befunde)).fall()


class _Leser:
    def __init__(self, mappe: Mappe) -> None:
        self.mappe = mappe
        self.befunde = mappe.befunde
        self.tabellen = Tabellenleser(mappe)

    def fall(self) -> Abbildung:
        ort = Fundstelle(self.mappe.datei)
        self._check_blaetter()
        eintraege: dict[str, Knoten] = {}
        for plan in PLAENE:
            blatt = self.mappe.blatt(plan.name)
            if blatt is not None and plan.abschnitt not in (*JE_POSITION, "eintraege"):
                eintraege[plan.abschnitt] = self._abschnitt(blatt, plan)
        for abschnitt in JE_POSITION:
            self._add_je_position(eintraege, abschnitt)
        self._add_listen(eintraege)
        blatt = self.mappe.blatt(SZENARIEN.name)
        if blatt is not None:
            eintraege["szenarien"] = self._szenarien(blatt, _einheiten(eintraege))
        eintraege.setdefault("positionen", Liste((), ort))
        eintraege.setdefault("kopf", Abbildung({}, ort))
        eintraege.setdefault("kostensaetze", Abbildung({}, ort))
        return Abbildung(eintraege, ort)

    def _check_blaetter(self) -> None:
        """Report required sheets that are missing, sheets that look like a renamed one, and hidden sheets."""
        plaene = (*PLAENE, SZENARIEN)
        fremde = self.mappe.weitere(p.name for p in plaene)
        for plan in plaene:
            blatt = self.mappe.name(plan.name)
            if blatt is not None:
                if blatt.ausgeblendet:
                    self.befunde.hinweis(f"Das Blatt „{blatt.titel}“ ist ausgeblendet; es zählt mit",
                                         self.mappe.ort(blatt), "Blenden Sie es ein oder löschen Sie es.")  # fmt: skip
                continue
            umbenannt = next((b for b in fremde if _passt(self.mappe.anfang(b), plan)), None)
            if umbenannt is not None:
                self.befunde.fehler(f"Das Blatt „{umbenannt.titel}“ ist unbekannt, „{plan.name}“ fehlt",
                                    self.mappe.ort(umbenannt), f"Benennen Sie es um in „{plan.name}“.")  # fmt: skip
            elif plan.pflicht:
                self.befunde.fehler(f"Das Blatt „{plan.name}“ fehlt", Fundstelle(self.mappe.datei),
                                    "Ergänzen Sie es; „stellenbedarf neu“ schreibt eine Mappe mit allen "
                                    "Blättern.")  # fmt: skip
        for blatt in fremde:
            if any(re.fullmatch(rf"{re.escape(gleich(p.name))}\s*\(?\d+\)?", gleich(blatt.titel)) for p in plaene):
                self.befunde.hinweis(f"Das Blatt „{blatt.titel}“ wird nicht gelesen", self.mappe.ort(blatt),
                                     "Ein weiterer Fall gehört in eine eigene Mappe.")  # fmt: skip

    def _abschnitt(self, blatt: Blatt, plan: Blattplan) -> Knoten:
        ort = self.mappe.ort(blatt)
        if plan.formular:
            return self.tabellen.read_formular(blatt, plan.spalten)
        eintraege = self.tabellen.read(blatt, plan)
        if plan.schluessel:
            return self._benannt(eintraege, plan, ort)
        liste = Liste(tuple(eintraege), ort)
        if not plan.vorspann:
            return liste
        kopf = find_kopfzeile(blatt.zeilen, plan.spalten)
        wahl = self.tabellen.read_formular(blatt, plan.vorspann, bis=kopf or 0)
        return replace(wahl, eintraege={**wahl.eintraege, "eigene": liste})

    def _benannt(self, eintraege: Iterable[Abbildung], plan: Blattplan, ort: Fundstelle) -> Abbildung:
        """Return rows by their key; a missing or repeated key is a finding."""
        benannt: dict[str, Knoten] = {}
        titel = next(s.titel for s in plan.spalten if s.name == plan.schluessel)
        for eintrag in eintraege:
            schluessel = eintrag.eintraege.pop(plan.schluessel, None)
            wo = eintrag.schluessel.get(plan.schluessel) or eintrag.leer.get(plan.schluessel, eintrag.fundstelle)
            if not isinstance(schluessel, Text) or schluessel.leer:
                self.befunde.fehler(f"Blatt {plan.name}: „{titel}“ fehlt", wo, "Tragen Sie einen kurzen Namen ein.")
            elif schluessel.text in benannt:
                self.befunde.fehler(f"Blatt {plan.name}: „{schluessel.text}“ kommt doppelt vor", wo,
                                    "Vergeben Sie jeden Namen nur einmal.")  # fmt: skip
            else:
                benannt[schluessel.text] = eintrag
        return Abbildung(benannt, ort)

    def _zeilen_je(
        self, abschnitt: str, vorn: str, art: str, bekannte: Collection[str], mehrere: bool
    ) -> dict[str, list[Abbildung]]:
        """Return the rows of a sheet by the entry that they name in the column `vorn`; wrong names are findings."""
        plan = next(p for p in PLAENE if p.abschnitt == abschnitt)
        blatt = self.mappe.blatt(plan.name)
        je_ziel: dict[str, list[Abbildung]] = {}
        for zeile in self.tabellen.read(blatt, plan) if blatt is not None else ():
            ziel = _text(zeile, vorn)
            wo = zeile.schluessel.get(vorn) or zeile.leer.get(vorn, zeile.fundstelle)
            if not ziel:
                self.befunde.fehler(f"Blatt {plan.name}: Zeile ohne {art}", wo, _NENNEN[vorn])
            elif ziel not in bekannte:
                self.befunde.fehler(f"Blatt {plan.name}: Die {art} „{ziel}“ gibt es nicht", wo,
                                    vorschlag(ziel, bekannte))  # fmt: skip
            elif ziel in je_ziel and not mehrere:
                self.befunde.fehler(f"Blatt {plan.name}: Die {art} „{ziel}“ kommt doppelt vor", wo,
                                    "Löschen Sie eine der Zeilen.")  # fmt: skip
            else:
                del zeile.eintraege[vorn]
                je_ziel.setdefault(ziel, []).append(zeile)
        return je_ziel

    def _add_je_position(self, eintraege: dict[str, Knoten], abschnitt: str) -> None:
        """Put the rows of a sheet into the positions that they name."""
        positionen = eintraege.get("positionen")
        if not isinstance(positionen, Liste):
            return
        eintrag, mehrere = JE_POSITION[abschnitt]
        nummern = {_text(p, "nr"): None for p in positionen.elemente if isinstance(p, Abbildung)}
        je_nr = self._zeilen_je(abschnitt, POSITION_VORN, "Position", nummern, mehrere)
        neu: list[Knoten] = []
        for position in positionen.elemente:
            eigene = je_nr.pop(_text(position, "nr"), None) if isinstance(position, Abbildung) else None
            if eigene and isinstance(position, Abbildung):
                inhalt = Liste(tuple(eigene), eigene[0].fundstelle) if mehrere else eigene[0]
                position = replace(position, eintraege={**position.eintraege, eintrag: inhalt})
            neu.append(position)
        eintraege["positionen"] = replace(positionen, elemente=tuple(neu))

    def _add_listen(self, eintraege: dict[str, Knoten]) -> None:
        """Put the entries of lists into the Bemessungen that they name."""
        bemessungen = eintraege.get("bemessungen")
        if not isinstance(bemessungen, Abbildung):
            return
        je_name = self._zeilen_je("eintraege", BEMESSUNG_VORN, "Bemessung", bemessungen.eintraege, mehrere=True)
        neu = dict(bemessungen.eintraege)
        for name, zeilen in je_name.items():
            listen: dict[str, Liste] = {}
            for zeile in zeilen:
                liste = zeile.eintraege.pop(LISTE_VORN, None)
                wo = liste.fundstelle if liste else zeile.leer.get(LISTE_VORN, zeile.fundstelle)
                wahl = liste.text.strip() if isinstance(liste, Text) else ""
                if wahl in listennamen():
                    bisher = listen.get(wahl, Liste((), wo))
                    listen[wahl] = replace(bisher, elemente=(*bisher.elemente, zeile))
                else:
                    grund = f"Die Liste „{wahl}“ gibt es nicht" if wahl else "Zeile ohne Liste"
                    self.befunde.fehler(f"Blatt Einträge: {grund}", wo, vorschlag(wahl, listennamen()))
            bemessung = neu[name]
            if isinstance(bemessung, Abbildung):
                neu[name] = replace(bemessung, eintraege={**bemessung.eintraege, **listen})
        eintraege["bemessungen"] = replace(bemessungen, eintraege=neu)

    def _szenarien(self, blatt: Blatt, einheiten: dict[str, str]) -> Abbildung:
        """Return the scenarios: a column each, with a description and the values that replace others."""
        ort = self.mappe.ort(blatt)
        inhalt = blatt.zeilen
        groesse = gleich(SZENARIEN.spalten[0].titel)
        kopf = next((n for n, z in inhalt.items() if groesse in (titel_von(c) for c in z.values())), None)
        if kopf is None:
            self.befunde.fehler(f"Auf dem Blatt „{blatt.titel}“ fehlt die Zeile mit den Überschriften", ort,
                                "Die erste Spalte heißt „Größe“, rechts daneben steht je Szenario eine.")  # fmt: skip
            return Abbildung({}, ort)
        namensspalte = next(s for s, c in inhalt[kopf].items() if titel_von(c) == groesse)
        info = {gleich(i) for i in INFOSPALTEN}
        daten = {n: z for n, z in inhalt.items() if n > kopf}
        spalten = {s for z in daten.values() for s in z} | set(inhalt[kopf])
        gelesen: dict[str, Knoten] = {}
        for spalte in sorted(s for s in spalten if s > namensspalte):
            zelle = inhalt[kopf].get(spalte)
            if zelle is not None and titel_von(zelle) in info:
                continue
            eintrag = self._szenario(blatt, daten, namensspalte, spalte, einheiten)
            if not eintrag.eintraege:
                continue
            name = titel_anzeige(zelle) if zelle is not None else ""
            wo = self.mappe.ort(blatt, adresse_von(kopf, spalte))
            if "beschreibung" not in eintrag.eintraege and not name:
                continue  # remarks beside the table
            if not name or name in gelesen:
                self.befunde.fehler(f"Szenario „{name}“ kommt doppelt vor" if name else "Ein Szenario hat keinen Namen",
                                    wo, "Schreiben Sie einen eigenen Namen in die Überschrift der Spalte.")  # fmt: skip
            else:
                gelesen[name] = replace(eintrag, fundstelle=wo)
        return Abbildung(gelesen, ort)

    def _szenario(
        self, blatt: Blatt, daten: dict[int, dict[int, Zelle]], namen: int, spalte: int, einheiten: dict[str, str]
    ) -> Abbildung:
        eintraege: dict[str, Knoten] = {}
        annahmen: dict[str, Knoten] = {}
        positionen: dict[str, dict[str, Knoten]] = {}
        ort = self.mappe.ort(blatt)
        for zellen in daten.values():
            if spalte not in zellen or namen not in zellen:
                continue
            name = zellen[namen].text.replace("*", "").strip()
            wo = self.mappe.ort(blatt, zellen[spalte].adresse)
            treffer = _POSITION.fullmatch(name)
            feld = ERSETZBAR.get(treffer.group(2).lower()) if treffer else None
            if gleich(name) in _TEXTE:
                art, ziel, schluessel = Zellart.TEXT, eintraege, _TEXTE[gleich(name)]
            elif treffer:
                art = {"beantragt": Zellart.ZAHL, "erstattungsquote": Zellart.ANTEIL}.get(
                    feld.name if feld else "", Zellart.DATUM if feld else Zellart.TEXT
                )
                ziel, schluessel = positionen.setdefault(treffer.group(1), {}), treffer.group(2).lower()
            else:
                art, ziel, schluessel = Zellart.EINHEIT, annahmen, name
            knoten = self.mappe.zellen.read(
                zellen[spalte], Spalte("wert", name, art), wo, einheiten.get(schluessel, "")
            )
            if knoten is None:
                continue
            if schluessel in ziel:
                self.befunde.fehler(f"Szenarien: „{name}“ steht zweimal in der ersten Spalte", wo,
                                    "Löschen Sie eine der beiden Zeilen.")  # fmt: skip
            ziel[schluessel] = knoten
        if annahmen:
            eintraege["annahmen"] = Abbildung(annahmen, ort)
        if positionen:
            nach_nr = {nr: Abbildung(w, next(iter(w.values())).fundstelle) for nr, w in positionen.items() if w}
            eintraege["positionen"] = Abbildung(dict(nach_nr), ort)
        return Abbildung(eintraege, ort)


def _passt(blatt: Blatt, plan: Blattplan) -> bool:
    """Tell whether a sheet of another name holds the headings of a plan."""
    inhalt = blatt.zeilen
    if plan is SZENARIEN:
        groesse = gleich(plan.spalten[0].titel)
        return any(titel_von(c) == groesse for z in list(inhalt.values())[:5] for c in z.values())
    if plan.formular:
        namen = {gleich(s.titel) for s in plan.spalten}
        return len(namen & {titel_von(z[min(z)]) for z in inhalt.values()}) * 2 > len(namen)
    return find_kopfzeile(inhalt, plan.spalten) is not None


def _text(knoten: Abbildung, name: str) -> str:
    wert = knoten.eintraege.get(name)
    return wert.text if isinstance(wert, Text) else ""


def _einheiten(eintraege: dict[str, Knoten]) -> dict[str, str]:
    """Return the unit of every Annahme on the sheets."""
    gefunden: dict[str, str] = {}
    for abschnitt in ("annahmen", "arbeitszeit"):
        knoten = eintraege.get(abschnitt)
        for name, eintrag in knoten.eintraege.items() if isinstance(knoten, Abbildung) else ():
            if isinstance(eintrag, Abbildung):
                gefunden[name] = _text(eintrag, "einheit")
    return gefunden
