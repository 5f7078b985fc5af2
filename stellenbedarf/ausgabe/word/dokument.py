"""Word documents: the fields of a template are filled in, then its marker is replaced by the content.

An office can bring a template of its own, with letterhead and styles. Content uses the template's styles by name and
adds those it lacks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stellenbedarf.ablage import find
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt

VORLAGE = "templates/word/vorlage.docx"
# A4 with margins of 2,5 cm, for a template that does not say
_SEITE, _RAND = 11906, 1417


def render_word(inhalt: Inhalt, vorlage: Path | None = None) -> bytes:
    """Return a document as a Word file.

    Args:
        inhalt: the content.
        vorlage: the office's own template; without it the shipped one.

    Raises:
        StellenbedarfFehler: where the template cannot be used.
    """
    from stellenbedarf.ausgabe.inhalt.daten import als_daten
    from stellenbedarf.ausgabe.word.bausteine import Bausteine
    from stellenbedarf.ausgabe.word.bilder import Bilder
    from stellenbedarf.ausgabe.word.nummern import Nummern
    from stellenbedarf.ausgabe.word.paket import als_bytes, set_eigenschaften
    from stellenbedarf.ausgabe.word.stile import Stile, set_sprache
    from stellenbedarf.ausgabe.word.verweise import Verweise
    from stellenbedarf.ausgabe.word.vorlage import render_felder
    from stellenbedarf.ausgabe.word.xml import q

    daten = als_daten(inhalt)
    dokument, platz = render_felder(vorlage or find(VORLAGE), daten)
    stilblatt = dokument.styles.element
    set_sprache(stilblatt)
    stile = Stile(stilblatt)
    verweise = Verweise(stile, dokument.element.iter(q("bookmarkStart")))
    breite = _textbreite(platz)
    bausteine = Bausteine(stile, Nummern(_nummerierung(dokument)), verweise, Bilder(dokument, breite), breite)
    for element in bausteine.elemente(daten["bloecke"]):
        platz.addprevious(element)
    if platz.find(f"{q('pPr')}/{q('sectPr')}") is None:
        platz.getparent().remove(platz)
    else:  # the paragraph also ends a section of the template
        for kind in platz.findall(q("r")):
            platz.remove(kind)
    kopf = inhalt.kopf
    thema = ", ".join(t for t in (kopf.art, kopf.koerperschaft) if t)
    set_eigenschaften(dokument, inhalt.titel, thema, "; ".join(daten["eigene_texte"]))
    return als_bytes(dokument)


def _nummerierung(dokument: Any) -> Any:
    """Return the root of the list definitions; a part for them is made where the template has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    from stellenbedarf.ausgabe.word.nummern import leer

    teil = dokument.part
    try:
        return teil.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        neu = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, leer(), teil.package)
        teil.relate_to(neu, RELATIONSHIP_TYPE.NUMBERING)
        return neu.element


def _textbreite(platz: Any) -> int:
    """Return the width of the text where the content goes, in twentieths of a point."""
    from stellenbedarf.ausgabe.word.xml import q

    abschnitt = next((s for p in (platz, *platz.itersiblings()) for s in p.iter(q("sectPr"))), None)
    seite = None if abschnitt is None else abschnitt.find(q("pgSz"))
    raender = None if abschnitt is None else abschnitt.find(q("pgMar"))

    def mass(knoten: Any, name: str, vorgabe: int) -> int:
        return vorgabe if knoten is None else int(knoten.get(q(name), vorgabe))

    return mass(seite, "w", _SEITE) - mass(raender, "left", _RAND) - mass(raender, "right", _RAND)
