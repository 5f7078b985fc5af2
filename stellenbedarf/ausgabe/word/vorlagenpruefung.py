"""What is wrong with the fields of a Word template, all at once, each with its place in the document.

The fields of every paragraph are read as one line of a Jinja template, so that a line tells the paragraph. Word splits
what was typed into several runs; here they are one text again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from stellenbedarf.ausgabe.sandkasten import Sandkasten, grund, lies, stelle
from stellenbedarf.ausgabe.word.stile import INHALT, Stile
from stellenbedarf.ausgabe.word.xml import Element, etree, q
from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde, Fundstelle

MAX_ZITAT = 80
_RAT_KLAMMERN = "Prüfen Sie Klammern und Schreibweise, zum Beispiel {{ titel }} oder {% if untertitel %} … {% endif %}."
_RAT_SCHLEIFE = "In einer Word-Vorlage genügt {%tr for a in angaben %} … {%tr endfor %}."
_GANZES = re.compile(r"([{]{2}|[{][%#])-?(?:p|tr|tc|r) ")
_ZELLENBEFEHL = re.compile(r"\{%\s*(?:colspan|cellbg)\s+([^%]*?)\s*%\}")
_VERBUND = re.compile(r"\{%\s*[vh]m\s*%\}")
_FELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_ANFUEHRUNG = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"})
_VERBOTEN = {
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "import", nodes.Extends: "extends",
    nodes.ScopedEvalContextModifier: "autoescape",
}  # fmt: skip
_STILNAMEN = {
    "Normal": "Standard", "heading 1": "Überschrift 1", "heading 2": "Überschrift 2", "heading 3": "Überschrift 3",
    "caption": "Beschriftung", "List Bullet": "Aufzählungszeichen", "List Number": "Listennummer",
}  # fmt: skip


class Zeile(NamedTuple):
    """A paragraph of the template: where it stands and what it says."""

    ort: str
    text: str


def check_felder(paket: bytes, datei: str, kontext: Mapping[str, Any], felder: Mapping[str, str]) -> Befunde:
    """Return all findings about the fields of a template.

    Args:
        paket: the file (`vorpruefung.read_paket`).
        datei: its name, for the findings.
        kontext: values to try the fields with.
        felder: the names that exist.
    """
    befunde = Befunde()
    for zeilen in _teile(paket):
        _Teilpruefung(zeilen, datei, kontext, felder, befunde).check()
    return befunde


class _Teilpruefung:
    """The check of one part (text, a header, a footer): each is a template of its own."""

    def __init__(
        self, zeilen: list[Zeile], datei: str, kontext: Mapping[str, Any], felder: Mapping[str, str], befunde: Befunde
    ) -> None:
        self._zeilen = zeilen
        self._datei = datei
        self._kontext = kontext
        self._felder = felder
        self._befunde = befunde

    def check(self) -> None:
        quelle = "\n".join(_jinja(z.text) for z in self._zeilen)
        try:
            baum, namen = lies(quelle)
        except TemplateSyntaxError:
            self._check_zeilenweise(quelle)
            return
        vorher = len(self._befunde)
        self._check_namen(baum, namen - self._felder.keys())
        if len(self._befunde) == vorher:
            self._probe(quelle)

    def _fehler(self, zeile: int | None, text: str, abhilfe: str) -> None:
        stelle_ = self._zeilen[min(zeile or 1, len(self._zeilen)) - 1]
        ort = f"{stelle_.ort}: „{stelle_.text[:MAX_ZITAT]}{'…' if len(stelle_.text) > MAX_ZITAT else ''}“"
        self._befunde.fehler(text, Fundstelle(self._datei, ort), abhilfe)

    def _check_zeilenweise(self, quelle: str) -> None:
        """Report the syntax errors of all lines; a block that is never closed shows only in the whole."""
        vorher = len(self._befunde)
        for nummer, zeile in enumerate(self._zeilen, start=1):
            text = _jinja(zeile.text)
            ohne_bloecke = re.sub(r"\{%-?\s*(?:if|elif|else|endif|for|endfor)\b(.*?)%\}", _nur_ausdruck, text)
            try:
                lies(ohne_bloecke)
            except TemplateSyntaxError as fehler:
                self._fehler(nummer, grund(fehler), _RAT_KLAMMERN)
        if len(self._befunde) == vorher:
            try:
                lies(quelle)
            except TemplateSyntaxError as fehler:
                self._fehler(fehler.lineno, grund(fehler), _RAT_KLAMMERN)

    def _check_namen(self, baum: nodes.Template, unbekannt: set[str]) -> None:
        for art, wort in _VERBOTEN.items():
            for anweisung in baum.find_all(art):
                self._fehler(anweisung.lineno, f"„{wort}“ gibt es in Word-Vorlagen nicht", "Löschen Sie die Anweisung.")
        for knoten in baum.find_all(nodes.Name):
            if knoten.name in unbekannt and knoten.ctx == "load":
                rat = _RAT_SCHLEIFE if knoten.name == "range" else vorschlag(knoten.name, self._felder)
                self._fehler(knoten.lineno, f"Das Feld „{knoten.name}“ ist unbekannt", rat)
        for zugriff in baum.find_all(nodes.Getattr):
            if zugriff.attr.startswith("_"):
                self._fehler(zugriff.lineno, f"Der Zugriff auf „{zugriff.attr}“ ist nicht erlaubt", _RAT_KLAMMERN)
        for schleife in baum.find_all(nodes.For):
            self._check_schleife(schleife)

    def _check_schleife(self, schleife: nodes.For) -> None:
        """Report unknown parts of the things that a loop over a list of the content goes through."""
        quelle = schleife.iter.node if isinstance(schleife.iter, nodes.Filter) else schleife.iter
        if not (isinstance(quelle, nodes.Name) and isinstance(schleife.target, nodes.Name)):
            return
        werte = self._kontext.get(quelle.name)
        teile: tuple[str, ...] = getattr(werte[0], "_fields", ()) if isinstance(werte, list) and werte else ()
        for knoten in schleife.find_all(nodes.Getattr) if teile else ():
            ding = knoten.node
            if isinstance(ding, nodes.Name) and ding.name == schleife.target.name and knoten.attr not in teile:
                self._fehler(knoten.lineno, f"„{ding.name}.{knoten.attr}“ ist unbekannt", vorschlag(knoten.attr, teile))

    def _probe(self, quelle: str) -> None:
        """Fill in the fields; what only shows then (a loop without end, a forbidden access) has its line too."""
        try:
            Sandkasten(autoescape=True).from_string(quelle).render(self._kontext)
        except Exception as fehler:  # a template is a program of the user's: it can raise anything
            self._fehler(stelle(fehler)[1], grund(fehler), _RAT_KLAMMERN)


def check_stile(paket: bytes, datei: str) -> Befunde:
    """Return a hint for every style of Word's own that the content uses and the template lacks."""
    from docx import Document

    befunde = Befunde()
    stilblatt = Document(io.BytesIO(paket)).styles.element
    vorhanden = Stile(stilblatt).namen()
    fehlend = [d for d in INHALT if d.name in _STILNAMEN and (d.art, d.name.lower()) not in vorhanden]
    if fehlend:
        namen = ", ".join(f"„{_STILNAMEN[d.name]}“" for d in fehlend)
        befunde.hinweis(
            f"Der Vorlage fehlen die Formatvorlagen {namen}; das Programm ergänzt sie mit seiner eigenen Gestaltung",
            Fundstelle(datei), "Weisen Sie sie in Word einmal einem Absatz zu, wenn Sie sie selbst gestalten wollen.",
        )  # fmt: skip
    return befunde


def _nur_ausdruck(treffer: re.Match[str]) -> str:
    """Keep the expression of a condition, so that its errors show in its own line."""
    ausdruck = treffer[1].strip().rstrip("-").strip()
    wort = re.match(r"\{%-?\s*(\w+)", treffer[0])
    return f"{{{{ {ausdruck} }}}}" if ausdruck and wort and wort[1] in ("if", "elif") else ""


def _jinja(text: str) -> str:
    """Return a paragraph as a line of a Jinja template, as docxtpl would read it."""
    text = _VERBUND.sub("", _ZELLENBEFEHL.sub(r"{{ \1 }}", _GANZES.sub(r"\1 ", text)))
    text = _FELD.sub(lambda feld: feld[0].translate(_ANFUEHRUNG), text)
    return text.replace("\n", " ").replace("\r", " ")


def _teile(paket: bytes) -> Iterator[list[Zeile]]:
    """Yield the paragraphs of the text, of every header and footer, and of the footnotes."""
    from docx import Document

    dokument = Document(io.BytesIO(paket))
    yield list(_zeilen(dokument.element.body, "Text"))
    namen = {"header": "Kopfzeile", "footer": "Fußzeile", "footnotes": "Fußnoten"}
    for beziehung in dokument.part.rels.values():
        name = namen.get(beziehung.reltype.rpartition("/")[2])
        if name and not beziehung.is_external:
            yield list(_zeilen(etree.fromstring(beziehung.target_part.blob), name))


def _zeilen(wurzel: Element, teil: str) -> Iterable[Zeile]:
    """Return the paragraphs of a part, each with its place; text boxes count once."""
    nummern = {tabelle: nummer for nummer, tabelle in enumerate(wurzel.iter(q("tbl")), start=1)}
    absaetze = 0
    for absatz in wurzel.iter(q("p")):
        eltern = list(absatz.iterancestors())
        tags = {e.tag.rpartition("}")[2] for e in eltern}
        if "Fallback" in tags:  # Word keeps text boxes twice, for old versions too
            continue
        text = "".join(t.text or "" for t in absatz.iter(q("t")) if next(t.iterancestors(q("p"))) is absatz)
        zelle = next((e for e in eltern if e.tag == q("tc")), None)
        if "txbxContent" in tags:
            ort = "Textfeld"
        elif zelle is not None:
            zeile = zelle.getparent()
            tabelle = next(e for e in eltern if e.tag == q("tbl"))
            ort = (
                f"Tabelle {nummern[tabelle]}, Zeile {1 + len(list(zeile.itersiblings(q('tr'), preceding=True)))}, "
                f"Spalte {1 + len(list(zelle.itersiblings(q('tc'), preceding=True)))}"
            )
        else:
            absaetze += 1
            ort = f"Absatz {absaetze}"
        yield Zeile(f"{teil}, {ort}", text)
