"""An office's Word template: its fields are filled in here; what is wrong with it is said in German."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from stellenbedarf.ausgabe.inhalt.daten import Daten
from stellenbedarf.ausgabe.sandkasten import Sandkasten, grund
from stellenbedarf.ausgabe.word.vorlagenpruefung import check_felder, check_stile
from stellenbedarf.ausgabe.word.vorpruefung import read_paket
from stellenbedarf.ausgabe.word.xml import Element, einzeilig, el, etree, q, text_von
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler

FELDER = MappingProxyType(
    {
        "koerperschaft": "Name der Körperschaft",
        "titel": "Titel des Dokuments",
        "untertitel": "Untertitel, kann leer sein",
        "art": "Art des Dokuments, zum Beispiel Beschlussvorlage",
        "ort_datum": "Ort und Datum, kann leer sein",
        "fusszeile": "Nummer, Titel und Stand für die Fußzeile",
        "angaben": "Liste aus Name und Wert, zum Beispiel Referat und Nummer: {{ a.name }}, {{ a.wert }}",
        "inhalt": "der Text der Vorlage; muss allein in einem Absatz stehen",
    }
)
MAX_FUSSZEILE = 250
_MARKE = "\uf8ffinhalt\uf8ff"
_RAT_INHALT = (
    "Setzen Sie {{ inhalt }} genau einmal allein in einen Absatz, außerhalb von Tabellen, Textfeldern, Kopf- und "
    "Fußzeile."
)


class Angabe(NamedTuple):
    """A line of the head: `{{ a.name }}` and `{{ a.wert }}`; the name is empty where the value says it already."""

    name: str
    wert: str


def render_felder(vorlage: Path, daten: Daten) -> tuple[Any, Element]:
    """Fill in the fields of a template.

    Args:
        vorlage: the `.docx` or `.dotx` file.
        daten: the content (`inhalt.daten`); of its blocks only the place is marked.

    Returns:
        The document (python-docx) and the paragraph that the blocks replace.

    Raises:
        StellenbedarfFehler: where the template cannot be read or used; all findings at once.
    """
    paket, kontext = read_paket(vorlage), _kontext(daten)
    _check_felder(vorlage, paket, kontext).raise_on_error()
    dokument = _fuelle(vorlage, paket, kontext)
    return dokument, _platz(vorlage, dokument)


def check_vorlage(vorlage: Path, daten: Iterable[Daten]) -> Befunde:
    """Return all findings about a template: fields, place of the content, styles.

    Args:
        vorlage: the file.
        daten: contents to try it with, such as one with all details and one with hardly any.

    Raises:
        StellenbedarfFehler: where the file is no Word document.
    """
    befunde, paket = Befunde(), read_paket(vorlage)
    for versuch in daten:
        try:
            render_felder(vorlage, versuch)
        except StellenbedarfFehler as fehler:
            for befund in fehler.befunde:
                befunde.add(befund)
    for befund in check_stile(paket, str(vorlage)):
        befunde.add(befund)
    return befunde


def beispiele(daten: Daten) -> dict[str, str]:
    """Return the value of every field as text, for the list of names."""
    kontext = _kontext(daten) | {"inhalt": "(der Text des Dokuments)"}
    kontext["angaben"] = "; ".join(f"{a.name}: {a.wert}" if a.name else a.wert for a in kontext["angaben"])
    return kontext


def _check_felder(vorlage: Path, paket: bytes, kontext: Mapping[str, Any]) -> Befunde:
    try:
        return check_felder(paket, str(vorlage), kontext, FELDER)
    except Exception as fehler:  # python-docx raises whatever a damaged package makes it stumble over
        raise _fehler(
            vorlage, f"Die Word-Vorlage ist kein Word-Dokument, oder sie ist beschädigt ({type(fehler).__name__})",
            "Öffnen Sie die Vorlage in Word und speichern Sie sie unter einem neuen Namen als „Word-Dokument (.docx)“.",
        ) from None  # fmt: skip


def _fuelle(vorlage: Path, paket: bytes, kontext: Mapping[str, Any]) -> Any:
    from docxtpl import DocxTemplate

    class Vorlage(DocxTemplate):  # type: ignore[misc]
        def fix_tables(self, xml: str) -> Any:
            etree.fromstring(xml)  # the library would mend what is no XML, and lose some of it
            return super().fix_tables(xml)

    dokument = Vorlage(io.BytesIO(paket))
    try:
        dokument.render(dict(kontext), Sandkasten(), autoescape=True)
        for wurzel in (dokument.docx.element, *(t.element for t in _xml_teile(dokument.docx))):
            mache_gueltig(wurzel)
    except Exception as fehler:  # a template is a program of the user's: it can raise anything
        raise _fehler(
            vorlage, f"Die Word-Vorlage lässt sich nicht ausfüllen: {_grund(fehler)}",
            "Setzen Sie {% if … %} und {% endif %} in denselben Absatz, für ganze Absätze {%p if … %} und {%p endif %} "
            "und für Tabellenzeilen {%tr for … %} und {%tr endfor %} in je eine eigene Zeile.",
        ) from None  # fmt: skip
    return dokument.docx


def _grund(fehler: Exception) -> str:
    if isinstance(fehler, etree.XMLSyntaxError):
        return "Eine Anweisung beginnt in einem Absatz oder einer Tabellenzelle und endet in einem anderen"
    return grund(fehler)


def _xml_teile(dokument: Any) -> list[Any]:
    """Return headers and footers as they are after filling in."""
    teile = [b.target_part for b in dokument.part.rels.values() if not b.is_external]
    return [t for t in teile if t.content_type.endswith(("header+xml", "footer+xml"))]


def mache_gueltig(wurzel: Element) -> None:
    """Remove what Word calls damaged: a table whose loop had nothing to go through, a cell that lost its paragraph."""
    for zeile in list(wurzel.iter(q("tr"))):
        if zeile.find(q("tc")) is None:
            zeile.getparent().remove(zeile)
    for tabelle in list(wurzel.iter(q("tbl"))):
        if tabelle.find(q("tr")) is None:
            tabelle.getparent().remove(tabelle)
    for behaelter in (*wurzel.iter(q("tc")), *wurzel.iter(q("hdr")), *wurzel.iter(q("ftr"))):
        if len(behaelter) == 0 or behaelter[-1].tag != q("p"):
            behaelter.append(el("p"))


def _kontext(daten: Daten) -> dict[str, Any]:
    kopf = daten["kopf"]
    return {
        "koerperschaft": _feld(kopf["koerperschaft"]),
        "titel": _feld(daten["titel"]),
        "untertitel": _feld(daten["untertitel"]),
        "art": _feld(kopf["dokumentart"]),
        "ort_datum": _feld(kopf["ort_datum"]),
        "fusszeile": _gekuerzt(_feld(kopf["fusszeile"])),
        "angaben": [Angabe(_feld(a["name"]), _feld(a["wert"])) for a in kopf["angaben"]],
        "inhalt": _MARKE,
    }


def _feld(text: str) -> str:
    return einzeilig(text).replace("\uf8ff", "\ufffd")


def _gekuerzt(text: str) -> str:
    """Cut the footer to a few lines: one that grows beyond its page keeps LibreOffice busy without end."""
    return text if len(text) <= MAX_FUSSZEILE else f"{text[: MAX_FUSSZEILE - 1].rstrip()}…"


def _platz(vorlage: Path, dokument: Any) -> Element:
    """Return the paragraph of the marker, after checking that it is the only one and stands alone."""
    wurzel = dokument.element
    treffer = [p for p in wurzel.iter(q("p")) if _MARKE in text_von(p)]
    # `related_parts` would still show header and footer as they were before the fields were filled in.
    teile = [b.target_part for b in dokument.part.rels.values() if not b.is_external]
    anderswo = any(_MARKE.encode() in teil.blob for teil in teile if teil.partname.endswith(".xml"))
    if len(treffer) == 1 and not anderswo:
        (platz,) = treffer
        erlaubt = {q("body"), q("sdt"), q("sdtContent"), q("document")}
        if text_von(platz).strip() == _MARKE and {v.tag for v in platz.iterancestors()} <= erlaubt:
            return platz
    text = "Das Feld {{ inhalt }} steht in der Word-Vorlage an einer Stelle, an der kein ganzer Text stehen kann"
    raise _fehler(
        vorlage, text if treffer or anderswo else "In der Word-Vorlage fehlt das Feld {{ inhalt }}", _RAT_INHALT
    )


def _fehler(vorlage: Path, text: str, abhilfe: str) -> StellenbedarfFehler:
    return StellenbedarfFehler.einzeln(text, Fundstelle(str(vorlage)), abhilfe)
