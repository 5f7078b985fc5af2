"""Blocks as JSON-able data for layouts that run outside Python (Typst, Jinja), with every reference already resolved.

Layouts cannot ask whether a link target exists, and neither format forgives a dangling or doubled one. So here each
label gets at most one element that carries it (`anker`), and each figure a `ziel` only where that element exists.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import Any

from stellenbedarf.ausgabe.diagramme.svg import render_svg
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
    Block,
    Diagramm,
    Inhalt,
    Laeufe,
    Lauf,
    Liste,
    SchritteBlock,
    Seitenumbruch,
    TabellenBlock,
    Text,
    Ueberschrift,
    Unterschriften,
    Verweis,
    Zahl,
    Zellliste,
)
from stellenbedarf.rechenweg import Bezug, Rechenschritt

MAX_EINZELN = 12
"""A step that uses more numbers than this lists their labels only; the values stand in the formula anyway."""

MAX_BESCHREIBUNG = 4000
"""Characters of a description for readers who do not see a chart; PDF/A allows strings of 32.767 bytes only."""

_UNZULAESSIG = re.compile(r"[^A-Za-z0-9._-]+")

Daten = dict[str, Any]


def als_daten(inhalt: Inhalt) -> Daten:
    """Return a document as JSON-able data: `titel`, `untertitel`, `kopf`, `bloecke` and the flat `ueberschriften`."""
    return _Wandler(inhalt).daten()


def marken(bloecke: Iterable[Block]) -> Iterable[str]:
    """Yield the labels that elements of the document carry, in reading order."""
    for block in bloecke:
        match block:
            case Ueberschrift():
                yield block.marke
            case TabellenBlock():
                yield from block.marken
                laeufe = (lauf for zeile in block.zeilen for zelle in zeile for lauf in zelle)
                yield from (lauf.marke for lauf in laeufe if isinstance(lauf, Zahl) and lauf.hergeleitet)
            case SchritteBlock():
                yield from (s.marke for s in block.schritte)
            case Liste():
                for punkt in block.punkte:
                    yield from marken(punkt.bloecke)


def _hat_marke(zellen: Iterable[Laeufe]) -> bool:
    return any(isinstance(lauf, Zahl) and lauf.marke for zelle in zellen for lauf in zelle)


class _Wandler:
    """Turns blocks into data; knows all link targets of the document before it starts."""

    def __init__(self, inhalt: Inhalt) -> None:
        self._inhalt = inhalt
        self._ids: dict[str, str] = {}
        self._vergeben: set[str] = set()
        for marke in marken(inhalt.bloecke):
            if marke and marke not in self._ids:
                self._ids[marke] = self._neue_id(marke)
        self._offen = dict(self._ids)
        self._ueberschriften: list[Daten] = []
        self._ebene = 0
        self._tabellen = 0
        self._diagramme = 0

    def _neue_id(self, wunsch: str) -> str:
        stamm = _UNZULAESSIG.sub("-", wunsch).strip("-")
        # Ids begin with a letter and keep clear of those that the layouts use themselves (`inhalt`, `abschnitt-3`).
        stamm = stamm if stamm[:1].isalpha() and not stamm[:1].islower() else f"M-{stamm}"
        nummer, kandidat = 1, stamm
        while kandidat in self._vergeben:
            nummer += 1
            kandidat = f"{stamm}-{nummer}"
        self._vergeben.add(kandidat)
        return kandidat

    def _anker(self, marke: str) -> str:
        """Return the id of the element that carries a label; empty where an earlier element has it already."""
        return self._offen.pop(marke, "")

    def daten(self) -> Daten:
        kopf = self._inhalt.kopf
        bloecke = self._bloecke(self._inhalt.bloecke)
        return {
            "titel": self._inhalt.titel,
            "untertitel": self._inhalt.untertitel,
            "eigene_texte": [f"Eigener Textbaustein: {name}" for name in self._inhalt.eigene_texte],
            "kopf": {
                "koerperschaft": kopf.koerperschaft,
                # `Referat: Referat WFB` would say it twice.
                "angaben": [{"name": "" if w.startswith(n) else n, "wert": w} for n, w in kopf.angaben],
                "ort_datum": kopf.ort_datum,
                "dokumentart": kopf.art,
                "fusszeile": kopf.fusszeile,
            },
            "bloecke": bloecke,
            "ueberschriften": self._ueberschriften,
        }

    def _bloecke(self, bloecke: Iterable[Block]) -> list[Daten]:
        return [self._block(b) for b in bloecke]

    def _block(self, block: Block) -> Daten:
        match block:
            case Ueberschrift():
                return self._ueberschrift(block)
            case Absatz():
                return {"art": "absatz", "laeufe": self._laeufe(block.laeufe)}
            case Liste():
                punkte = [{"laeufe": self._laeufe(p.laeufe), "bloecke": self._bloecke(p.bloecke)} for p in block.punkte]
                return {"art": "liste", "nummeriert": block.nummeriert, "start": block.start, "punkte": punkte}
            case TabellenBlock():
                return self._tabelle(block)
            case SchritteBlock():
                return self._schritte(block)
            case Diagramm():
                return self._diagramm(block)
            case Unterschriften():
                return {"art": "unterschriften", "aemter": list(block.aemter)}
            case Seitenumbruch():
                return {"art": "seitenumbruch"}

    def _ueberschrift(self, block: Ueberschrift) -> Daten:
        # No level may be skipped on the way down, whatever a text template asks for.
        self._ebene = max(1, min(block.ebene, 3, self._ebene + 1))
        anker = self._anker(block.marke) or f"abschnitt-{len(self._ueberschriften) + 1}"
        daten = {"art": "ueberschrift", "ebene": self._ebene, "text": block.text, "anker": anker}
        self._ueberschriften.append(daten)
        return daten

    def _tabelle(self, block: TabellenBlock) -> Daten:
        self._tabellen += 1
        zeilenmarken = (*block.marken, *[""] * (len(block.zeilen) - len(block.marken)))
        # A heading that says the same just above makes a visible title a stutter; it stays for assistive technology.
        letzte = self._ueberschriften[-1]["text"] if self._ueberschriften else ""
        return {
            "art": "tabelle",
            "nummer": self._tabellen,
            "titel": block.titel,
            "titel_zeigen": block.titel != letzte,
            "spalten": [
                {"titel": s.titel, "rechts": s.rechts, "marken": any(_hat_marke(z[n : n + 1]) for z in block.zeilen)}
                for n, s in enumerate(block.spalten)
            ],
            "breiten": list(block.breiten),
            "zeilen": [
                {"anker": self._anker(m), "zellen": [self._laeufe(z) for z in zeile]}
                for m, zeile in zip(zeilenmarken, block.zeilen, strict=False)
            ],
            "summenzeile": block.summenzeile,
        }

    def _diagramm(self, block: Diagramm) -> Daten:
        self._diagramme += 1
        bild = block.bild
        return {
            "art": "diagramm",
            "nummer": self._diagramme,
            "titel": bild.titel,
            "beschreibung": textwrap.shorten(bild.beschreibung, MAX_BESCHREIBUNG, placeholder=" …"),
            "svg": render_svg(bild, f"diagramm-{self._diagramme}"),
        }

    def _schritte(self, block: SchritteBlock) -> Daten:
        gesehen: set[str] = set()
        schritte = []
        for schritt in block.schritte:
            schritte.append({**self._schritt(schritt), "rundung_bekannt": schritt.rundung in gesehen})
            gesehen.add(schritt.rundung)
        return {"art": "schritte", "titel": block.titel, "schritte": schritte}

    def _schritt(self, schritt: Rechenschritt) -> Daten:
        return {
            "marke": schritt.marke,
            "anker": self._anker(schritt.marke),
            "bezeichnung": schritt.bezeichnung,
            "symbolisch": schritt.symbolisch,
            # A quantity that only takes over another one would otherwise read `= 0,5 VZÄ = 0,5 VZÄ`.
            "eingesetzt": "" if schritt.genau and schritt.eingesetzt == schritt.ergebnis else schritt.eingesetzt,
            "ergebnis": schritt.ergebnis,
            "gleich": "=" if schritt.genau else "≈",
            "rundung": schritt.rundung,
            "rundung_kurz": schritt.rundung.partition(": ")[0],
            "quelle": schritt.quelle,
            "bezuege": [
                # The members of a sum mostly bear the same name; it is said once.
                {**self._bezug(b), "wiederholt": n > 0 and b.bezeichnung == schritt.bezuege[n - 1].bezeichnung}
                for n, b in enumerate(schritt.bezuege)
            ],
            "nur_marken": len(schritt.bezuege) > MAX_EINZELN and all(b.marke for b in schritt.bezuege),
        }

    def _bezug(self, bezug: Bezug) -> Daten:
        return {
            "bezeichnung": bezug.bezeichnung,
            "wert": bezug.wert,
            "marke": bezug.marke,
            "ziel": self._ids.get(bezug.marke, ""),
        }

    def _laeufe(self, laeufe: Laeufe) -> list[Daten]:
        return [self._lauf(lauf) for lauf in laeufe]

    def _lauf(self, lauf: Lauf) -> Daten:
        match lauf:
            case Text():
                return {"art": "text", "text": lauf.text, "fett": lauf.fett}
            case Zahl():
                ziel = self._ids.get(lauf.marke, "")
                herkunft = {"marke": lauf.marke, "id": lauf.id, "szenario": lauf.szenario, "ziel": ziel}
                anker = self._anker(lauf.marke) if lauf.hergeleitet else ""
                return {"art": "zahl", "text": lauf.text, "wert": lauf.wert, "anker": anker, **herkunft}
            case Verweis():
                return {"art": "verweis", "marke": lauf.marke, "ziel": self._ids.get(lauf.marke, "")}
            case Zellliste():
                return {"art": "zellliste", "text": lauf.text, "punkte": list(lauf.punkte)}
