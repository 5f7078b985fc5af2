"""A copy of a Word draft with the findings as comments at their places; nothing else of the draft is changed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from stellenbedarf.ausgabe.pruefbericht.wortlaut import dazu, gegenueberstellung, moeglich
from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.ergebnis import Pruefbefund, Pruefergebnis
from stellenbedarf.pruefung.lesen.word import open_word, read_geoeffnet
from stellenbedarf.pruefung.lesen.word_text import q

_AUTOR, _KUERZEL = "Prüfung der Zahlen", "PZ"


def kommentiere(daten: bytes, datei: str, ergebnis: Pruefergebnis) -> bytes:
    """Return the draft with one comment per finding; where the place is no longer known, at the first paragraph.

    Args:
        daten: the draft as it was checked.
        datei: its name.
        ergebnis: the findings about it.
    """
    dokument = open_word(daten, datei)
    gelesen, sammler = read_geoeffnet(dokument, datei)
    stellen = {(b.stelle.block or 0): b.stelle for b in gelesen.bloecke}
    for befund in ergebnis.befunde:
        absatz = _absatz(befund.stelle, sammler.anker, stellen)
        if absatz is None:
            absatz = next(dokument.element.body.iter(q("p")), None)
        if absatz is None:
            absatz = dokument.add_paragraph()._p
        kommentar = dokument.comments.add_comment(_text(befund, ergebnis), _AUTOR, _KUERZEL)
        _setze(absatz, kommentar.comment_id)
    puffer = io.BytesIO()
    dokument.save(puffer)
    return puffer.getvalue()


def _text(befund: Pruefbefund, ergebnis: Pruefergebnis) -> str:
    zeilen = [f"{befund.stufe.value}: {befund.text}", gegenueberstellung(befund)]
    zeilen += [f"Dazu: {stelle}" for stelle in dazu(befund, ergebnis.datei)]
    zeilen += [moeglich(h) for h in befund.hypothesen]
    zeilen.append(f"Regel: {befund.regel}")
    # XML knows no control characters; a figure or heading quoted from a draft may hold some.
    return "".join(z for z in "\n".join(z for z in zeilen if z) if z >= " " or z == "\n")


def _absatz(stelle: Stelle, anker: Mapping[tuple[int, int, int], Any], stellen: Mapping[int, Stelle]) -> Any:
    """Return the paragraph element of a place: of its cell, its row, its table, or its block."""
    block = stelle.block or next((n for n, s in stellen.items() if _gleich(s, stelle)), 0)
    zeile, spalte = stelle.zeile or 0, stelle.spalte or 0
    in_zeile = sorted(k for k in anker if k[0] == block and k[1] == zeile and anker[k] is not None)
    in_block = sorted(k for k in anker if k[0] == block and anker[k] is not None)
    for schluessel in ((block, zeile, spalte), *in_zeile, *in_block):
        element = anker.get(schluessel)
        if element is None:
            continue
        if element.tag == q("p"):
            return element
        absaetze = list(element.iter(q("p")))
        mit_text = (p for p in absaetze if any(t.text for t in p.iter(q("t"))))
        return next(mit_text, absaetze[0] if absaetze else None)
    return None


def _gleich(block: Stelle, gesucht: Stelle) -> bool:
    if gesucht.tabelle is not None:
        return block.tabelle == gesucht.tabelle
    return block.abschnitt == gesucht.abschnitt and block.absatz == gesucht.absatz and block.tabelle is None


def _setze(absatz: Any, kennung: int) -> None:
    """Span a comment over a whole paragraph, whatever it holds (links, tracked changes, fields)."""
    from docx.oxml import OxmlElement

    def element(name: str) -> Any:
        neu = OxmlElement(f"w:{name}")
        neu.set(q("id"), str(kennung))
        return neu

    eigenschaften = absatz.find(q("pPr"))
    absatz.insert(0 if eigenschaften is None else absatz.index(eigenschaften) + 1, element("commentRangeStart"))
    absatz.append(element("commentRangeEnd"))
    lauf = OxmlElement("w:r")
    lauf.append(element("commentReference"))
    absatz.append(lauf)
