"""An office's Word template: its fields are filled in here; what is wrong with it is said in German."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from stellenbedarf.ausgabe.inhalt.daten import Daten
from stellenbedarf.ausgabe.word.xml import Element, einzeilig, q, text_von
from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler, systemgrund

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
MAX_BYTES = 100_000_000
MAX_FUSSZEILE = 250
_MARKE = "\uf8ffinhalt\uf8ff"
_RAT_DOCX = "Öffnen Sie die Vorlage in Word und speichern Sie sie als Word-Dokument (.docx) ohne Kennwort."
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
        vorlage: the `.docx` file.
        daten: the content (`inhalt.daten`); of its blocks only the place is marked.

    Returns:
        The document (python-docx) and the paragraph that the blocks replace.

    Raises:
        StellenbedarfFehler: where the template cannot be read or used.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    paket = _lies(vorlage)
    umgebung = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    _check_namen(vorlage, paket, umgebung)
    dokument = DocxTemplate(io.BytesIO(paket))
    try:
        dokument.render(_kontext(daten), umgebung, autoescape=True)
    except Exception as fehler:  # a template is a program of the user's: it can raise anything
        raise _feldfehler(vorlage, fehler) from None
    return dokument.docx, _platz(vorlage, dokument.docx)


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


def _lies(vorlage: Path) -> bytes:
    try:
        daten = vorlage.read_bytes()
    except OSError as fehler:
        raise _fehler(
            vorlage, f"Die Word-Vorlage lässt sich nicht lesen ({systemgrund(fehler)})", "Prüfen Sie Name und Ort."
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(daten)) as paket:
            groesse = sum(teil.file_size for teil in paket.infolist())
    except zipfile.BadZipFile:
        raise _fehler(vorlage, "Die Word-Vorlage ist kein Word-Dokument", _RAT_DOCX) from None
    if groesse > MAX_BYTES:
        raise _fehler(
            vorlage,
            f"Die Word-Vorlage ist ausgepackt größer als {MAX_BYTES // 1_000_000} MB",
            "Verkleinern Sie die Bilder in der Vorlage.",
        )
    return daten


def _check_namen(vorlage: Path, daten: bytes, umgebung: Any) -> None:
    from docxtpl import DocxTemplate
    from jinja2 import TemplateSyntaxError

    try:
        genutzt = DocxTemplate(io.BytesIO(daten)).get_undeclared_template_variables(umgebung)
    except TemplateSyntaxError:
        return  # rendering finds it again and knows the place
    except Exception:  # python-docx raises whatever a damaged package makes it stumble over
        raise _fehler(vorlage, "Die Word-Vorlage ist kein Word-Dokument", _RAT_DOCX) from None
    unbekannt = sorted(set(genutzt) - set(FELDER))
    if unbekannt:
        namen = ", ".join(f"„{n}“" for n in unbekannt)
        wort = "das unbekannte Feld" if len(unbekannt) == 1 else "die unbekannten Felder"
        raise _fehler(vorlage, f"Die Word-Vorlage nennt {wort} {namen}", f"Erlaubt sind: {', '.join(FELDER)}.")


def _feldfehler(vorlage: Path, fehler: Exception) -> StellenbedarfFehler:
    """Return the finding for a field that cannot be read or filled in, with the text around it where it is known."""
    umfeld = [" ".join(z.split()) for z in getattr(fehler, "docx_context", ())]
    zeile = getattr(fehler, "lineno", None)
    # The context begins four lines above the error, or with the first line of the document.
    stelle = umfeld[min(zeile - 1, 3)] if zeile and len(umfeld) > min(zeile - 1, 3) else ""
    ort = f" bei „{stelle[:120]}“" if stelle else ""
    return _fehler(
        vorlage,
        f"Ein Feld der Word-Vorlage lässt sich nicht auswerten{ort}",
        "Prüfen Sie Klammern und Schreibweise der Felder: {{ titel }}, {% if untertitel %} … {% endif %}.",
    )


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
