"""Word templates: an office brings its own, and what is wrong with one is said in German."""

from __future__ import annotations

import io
import re
import runpy
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from dokumentproben import WURZEL, absatz, dokument, stuttgart
from word_pruefung import W, check_word, text_of, val

from stellenbedarf.ausgabe.inhalt.bloecke import Ueberschrift
from stellenbedarf.ausgabe.word import vorpruefung
from stellenbedarf.ausgabe.word.dokument import render_word
from stellenbedarf.ausgabe.word.stile import set_sprache
from stellenbedarf.fehler import StellenbedarfFehler

INHALT = dokument(Ueberschrift(1, "Erstens", "P1"), absatz("Text"), text="Angabe")


def eigene(ordner: Path, *zeilen: str, mitte: Callable[[Any], None] | None = None) -> Path:
    doc = Document()
    for zeile in zeilen:
        p = doc.add_paragraph()
        for zeichen in re.split(r"(?<=\{)(?=[{%])", zeile):  # Word too splits what was typed into several runs
            p.add_run(zeichen)
    if mitte:
        mitte(doc)
    doc.save(str(ordner / "eigene.docx"))
    return ordner / "eigene.docx"


def test_shipped_template_is_what_its_script_builds() -> None:
    gebaut = runpy.run_path(str(WURZEL / "scripts" / "build_word_template.py"))["build"]()
    check_word(gebaut)
    vorhanden = (WURZEL / "templates" / "word" / "vorlage.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(gebaut)) as neu, zipfile.ZipFile(io.BytesIO(vorhanden)) as alt:
        assert {n: neu.read(n) for n in neu.namelist()} == {n: alt.read(n) for n in alt.namelist()}


def test_an_office_brings_its_own_template(tmp_path: Path) -> None:
    def briefkopf(doc: Any) -> None:
        doc.sections[0].header.paragraphs[0].text = "Der Landrat – {{ koerperschaft }}"
        doc.styles["Heading 1"]._element.set(W + "styleId", "berschrift1")  # as German Word names it
        doc.styles.element.remove(doc.styles["Caption"]._element)
        doc.styles.add_style("Andere", 1)._element.set(W + "styleId", "Tabelletext")  # the id that ours would get
        doc.add_paragraph("Unten steht noch etwas.")

    pfad = eigene(tmp_path, "{{ titel }}", "{% for a in angaben %}{{ a.name }} {{ a.wert }}, {% endfor %}",
                  "{{ inhalt }}", mitte=briefkopf)  # fmt: skip
    doc = Document(io.BytesIO(render_word(stuttgart(), pfad)))
    assert doc.sections[0].header.paragraphs[0].text == "Der Landrat – Landeshauptstadt Stuttgart"
    assert doc.paragraphs[1].text.strip() == "Referat WFB, Nummer GRDrs 647/2011,"
    assert doc.paragraphs[-1].text == "Unten steht noch etwas."
    assert {p._p.pPr.pStyle.val for p in doc.paragraphs if p.text == "Beschlussantrag"} == {"berschrift1"}
    assert {p.style.name for p in doc.paragraphs if p.text == "Kosten je Haushaltsjahr"} == {"Caption"}
    (sprache,) = doc.styles.element.find(W + "docDefaults").iter(W + "lang")
    assert val(sprache) == "de-DE"
    assert len({i.lower() for i in (s.style_id for s in doc.styles)}) == len(doc.styles)
    seite = doc.sections[0]
    breiten = {sum(int(val(g, "w")) for g in t._tbl.iter(W + "gridCol")) for t in doc.tables}
    assert breiten == {(seite.page_width - seite.left_margin - seite.right_margin) // 635}


def test_bare_template_gets_what_it_lacks(tmp_path: Path) -> None:
    """No list definitions, no styles, no language; and a bookmark that claims a name of ours."""

    def leere(doc: Any) -> None:
        for schluessel, beziehung in list(doc.part.rels.items()):
            if beziehung.reltype.endswith(("/numbering", "/stylesWithEffects")):
                del doc.part.rels[schluessel]
        for kind in list(doc.styles.element):
            doc.styles.element.remove(kind)
        absatz = doc.paragraphs[0]._p
        absatz.append(parse_xml(f'<w:bookmarkStart xmlns:w="{W[1:-1]}" w:id="5" w:name="p1"/>'))
        absatz.append(parse_xml(f'<w:bookmarkEnd xmlns:w="{W[1:-1]}" w:id="5"/>'))

    daten = render_word(stuttgart(), eigene(tmp_path, "Kopf", "{{ inhalt }}", mitte=leere))
    check_word(daten)
    doc = Document(io.BytesIO(daten))
    namen = [val(b, "name") for b in doc.element.iter(W + "bookmarkStart")]
    assert {"p1", "P1_2"} <= set(namen)
    assert "P1" not in namen
    (sprache,) = doc.styles.element.find(W + "docDefaults").iter(W + "lang")
    assert val(sprache) == "de-DE"


@pytest.mark.parametrize(
    ("vorher", "sprache"),
    [
        ("", "de-DE"),
        ("<w:docDefaults/>", "de-DE"),
        ("<w:docDefaults><w:rPrDefault/></w:docDefaults>", "de-DE"),
        ("<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>", "de-DE"),
        ('<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults>', "de-AT"),
    ],
)
def test_language_of_the_template(vorher: str, sprache: str) -> None:
    blatt = parse_xml(f'<w:styles xmlns:w="{W[1:-1]}">{vorher}<w:latentStyles/></w:styles>')
    set_sprache(blatt)
    (gefunden,) = blatt.iter(W + "lang")
    assert val(gefunden) == sprache
    assert [k.tag for k in blatt] == [W + "docDefaults", W + "latentStyles"]
    assert gefunden.getparent()[-1] is gefunden


def test_section_that_ends_with_the_content_keeps_its_page(tmp_path: Path) -> None:
    def abschnitt(doc: Any) -> None:
        doc.paragraphs[0]._p.get_or_add_pPr().append(
            parse_xml(f'<w:sectPr xmlns:w="{W[1:-1]}"><w:pgSz w:w="10000" w:h="16838"/></w:sectPr>')
        )
        doc.add_paragraph("Anhang")

    doc = Document(io.BytesIO(render_word(stuttgart(), eigene(tmp_path, "{{ inhalt }}", mitte=abschnitt))))
    assert len(doc.sections) == 2
    assert sum(int(val(g, "w")) for g in doc.tables[0]._tbl.iter(W + "gridCol")) == 10000 - 2 * 1417
    assert "\uf8ff" not in text_of(doc)


@pytest.mark.parametrize(
    ("zeilen", "erwartet"),
    [
        (["{{ titel }}"], "fehlt das Feld {{ inhalt }}"),
        (["{{ inhalt }}", "{{ inhalt }}"], "an einer Stelle"),
        (["Text {{ inhalt }}"], "an einer Stelle"),
        (["{% if not titel %}{{ inhalt }}{% endif %}"], "fehlt das Feld {{ inhalt }}"),
        (["{{ inhalt }}", "{{ anrede }}"], "„anrede“ ist unbekannt [eigene.docx, Text, Absatz 2: „{{ anrede }}“]"),
        (["{{ inhalt }}", "{{ titl }}"], "Meinten Sie „titel“?"),
        (["{{ inhalt }}", "Nr. {{ titel | }}"], "hier steht „}}“ [eigene.docx, Text, Absatz 2: „Nr. {{ titel | }}“]"),
        (["{{ inhalt }}", "{% if titel %}", "Ende"], "geschlossen [eigene.docx, Text, Absatz 2: „{% if titel %}“]"),
        (["{{ inhalt }}", "{{ titel|gibtesnicht }}"], "Den Filter „gibtesnicht“ gibt es nicht"),
        (["{{ inhalt }}", "{{ titel.__class__ }}"], "Der Zugriff auf „__class__“ ist nicht erlaubt"),
        (["{{ inhalt }}", "{{ titel.fehlt }}"], "„fehlt“ gibt es an dieser Stelle nicht"),
        (["{{ inhalt }}", "{% for a in angaben %}{{ a.nam }}{% endfor %}"], "„a.nam“ ist unbekannt"),
        (["{{ inhalt }}", "{{ 1 // 0 }}"], "teilt durch null"),
    ],
)  # fmt: skip
def test_faulty_fields(tmp_path: Path, zeilen: list[str], erwartet: str) -> None:
    with pytest.raises(StellenbedarfFehler) as fehler:
        render_word(INHALT, eigene(tmp_path, *zeilen))
    (befund,) = fehler.value.befunde
    assert erwartet in str(befund).replace(f"{tmp_path}/", "")
    assert befund.abhilfe
    assert befund.fundstelle is not None
    assert befund.fundstelle.datei.endswith("eigene.docx")


def test_all_findings_come_at_once_with_their_places(tmp_path: Path) -> None:
    def mitte(doc: Any) -> None:
        doc.add_table(2, 2).cell(1, 0).paragraphs[0].text = "{{ nummer }}"
        doc.sections[0].header.paragraphs[0].text = "{{ stadt }}"
        doc.sections[0].footer.paragraphs[0].text = "Seite {{ titel }"

    with pytest.raises(StellenbedarfFehler) as fehler:
        render_word(INHALT, eigene(tmp_path, "{{ inhalt }}", "{{ betreff }} {{ titel", mitte=mitte))
    orte = {b.fundstelle.ort.partition(": ")[0] for b in fehler.value.befunde if b.fundstelle}
    assert orte == {"Text, Absatz 2", "Kopfzeile, Absatz 1", "Fußzeile, Absatz 1"}
    with pytest.raises(StellenbedarfFehler, match=r"Text, Tabelle 1, Zeile 2, Spalte 1: „{{ nummer }}“"):
        render_word(INHALT, eigene(tmp_path, "{{ inhalt }}", mitte=mitte))


@pytest.mark.parametrize("ort", ["tabelle", "kopfzeile"])
def test_content_needs_a_paragraph_of_the_text(tmp_path: Path, ort: str) -> None:
    def mitte(doc: Any) -> None:
        ziel = doc.add_table(1, 1).cell(0, 0) if ort == "tabelle" else doc.sections[0].header
        ziel.paragraphs[0].text = "{{ inhalt }}"

    zeilen = ["{{ titel }}"] if ort == "tabelle" else ["{{ inhalt }}"]
    with pytest.raises(StellenbedarfFehler, match="an einer Stelle"):
        render_word(INHALT, eigene(tmp_path, *zeilen, mitte=mitte))


@pytest.mark.parametrize(
    ("daten", "erwartet"),
    [
        (b"Nur ein Text", "kein Word-Dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "alte Format"),
        (b"PK\x05\x06" + bytes(18), "kein Word-Dokument"),
        (None, "lässt sich nicht lesen"),
    ],
    ids=["text", "verschluesselt", "leer", "fehlt"],
)
def test_files_that_are_no_template(tmp_path: Path, daten: bytes | None, erwartet: str) -> None:
    pfad = tmp_path / "vorlage.docx"
    if daten is not None:
        pfad.write_bytes(daten)
    with pytest.raises(StellenbedarfFehler, match=erwartet) as fehler:
        render_word(INHALT, pfad)
    assert fehler.value.befunde[0].abhilfe


def test_template_that_unpacks_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vorpruefung, "MAX_XML", 1_000)
    with pytest.raises(StellenbedarfFehler, match="entpackt zu groß"):
        render_word(INHALT, eigene(tmp_path, "{{ inhalt }}"))
