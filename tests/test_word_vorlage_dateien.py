"""Files that offices bring as --vorlage: sample, .dotx, LibreOffice, loops in tables; and those that are broken."""

from __future__ import annotations

import io
import re
import runpy
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from dokumentproben import WURZEL, absatz, dokument, stuttgart
from word_pruefung import W, check_word, text_of

from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt, Kopfangaben, Ueberschrift
from stellenbedarf.ausgabe.word.dokument import render_word
from stellenbedarf.fehler import Befund, StellenbedarfFehler

INHALT = dokument(Ueberschrift(1, "Erstens", "P1"), absatz("Text"), text="Angabe")
KARG = Inhalt("Titel", "", Kopfangaben("", (), "", "Art", ""), (absatz("Text"),))
BRIEFKOPF = WURZEL / "templates" / "word" / "briefkopf.docx"


def schreibe(ordner: Path, doc: Any, name: str = "eigene.docx") -> Path:
    doc.save(str(ordner / name))
    return ordner / name


def einfach(*zeilen: str) -> Any:
    doc = Document()
    for zeile in zeilen:
        doc.add_paragraph(zeile)
    return doc


def verpackt(doc: Any, wandle: Callable[[str, bytes], bytes] = lambda _, b: b, **weitere: bytes) -> bytes:
    """Return a document with its parts changed and others added."""
    roh, neu = io.BytesIO(), io.BytesIO()
    doc.save(roh)
    with zipfile.ZipFile(roh) as alt, zipfile.ZipFile(neu, "w", zipfile.ZIP_DEFLATED) as ziel:
        for name in alt.namelist():
            ziel.writestr(name, wandle(name, alt.read(name)))
        for name, inhalt in weitere.items():
            ziel.writestr(name, inhalt)
    return neu.getvalue()


def test_the_sample_letterhead_is_what_its_script_builds() -> None:
    gebaut = runpy.run_path(str(WURZEL / "scripts" / "build_letterhead.py"))["build"]()
    check_word(gebaut)
    with zipfile.ZipFile(io.BytesIO(gebaut)) as neu, zipfile.ZipFile(BRIEFKOPF) as alt:
        gleich = [n for n in alt.namelist() if not n.endswith(".png")]  # packed by whatever zlib is there
        assert {n: neu.read(n) for n in gleich} == {n: alt.read(n) for n in gleich}


def test_the_sample_letterhead_keeps_head_foot_and_logo() -> None:
    daten = render_word(stuttgart(), BRIEFKOPF)
    check_word(daten)
    doc = Document(io.BytesIO(daten))
    seite = doc.sections[0]
    assert "Stadt Musterlingen" in text_of_part(seite.first_page_header)
    assert text_of_part(seite.header) == "Stadt Musterlingen · Beschlussvorlage"
    assert "GRDrs 647/2011" in text_of_part(seite.first_page_footer)
    assert "GRDrs 647/2011" in text_of_part(seite.footer)
    (bild,) = seite.first_page_header._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    assert seite.first_page_header.part.related_parts[bild.get(REL)].blob.startswith(b"\x89PNG")
    assert doc.styles["Heading 1"].font.color.rgb == doc.styles["Title"].font.color.rgb
    assert len(doc.tables) > 10


REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def text_of_part(teil: Any) -> str:
    return "".join(t.text or "" for t in teil._element.iter(W + "t"))


def test_the_sample_letterhead_does_without_details() -> None:
    doc = Document(io.BytesIO(render_word(KARG, BRIEFKOPF)))
    assert [p.text for p in doc.paragraphs if p.text] == ["Titel", "Text"]


def test_a_word_template_file_will_do(tmp_path: Path) -> None:
    """A .dotx is what Word saves as „Word-Vorlage“."""

    def als_vorlage(name: str, inhalt: bytes) -> bytes:
        return inhalt.replace(b"document.main+xml", b"template.main+xml") if name == "[Content_Types].xml" else inhalt

    pfad = tmp_path / "eigene.dotx"
    pfad.write_bytes(verpackt(einfach("{{ titel }}", "{{ inhalt }}"), als_vorlage))
    daten = render_word(INHALT, pfad)
    with zipfile.ZipFile(io.BytesIO(daten)) as paket:
        assert b"template.main+xml" not in paket.read("[Content_Types].xml")
    assert Document(io.BytesIO(daten)).paragraphs[0].text == "Titel"


def test_fields_that_word_splits_over_runs_with_formats(tmp_path: Path) -> None:
    doc = einfach()
    p = doc.add_paragraph("Betrifft: {{ ti")
    p.add_run("tel").bold = True
    p.add_run(" }").italic = True
    p.add_run("}, {")
    p.add_run("{ koerperschaft }}")
    doc.add_paragraph("{{ inhalt }}")
    erste = Document(io.BytesIO(render_word(INHALT, schreibe(tmp_path, doc)))).paragraphs[0]
    assert erste.text == "Betrifft: Titel, Angabe"


def test_typographic_quotes_in_fields(tmp_path: Path) -> None:
    """Word turns straight quotes into curly ones while one types."""
    doc = einfach("{% if art == “Art” %}ja{% else %}nein{% endif %}", "{{ inhalt }}")
    assert Document(io.BytesIO(render_word(KARG, schreibe(tmp_path, doc)))).paragraphs[0].text == "ja"


@pytest.mark.parametrize("inhalt", [INHALT, KARG], ids=["angaben", "ohne-angaben"])
@pytest.mark.parametrize(
    "zellen",
    [
        [["{%tr for a in angaben %}", ""], ["{{ a.name }}", "{{ a.wert }}"], ["{%tr endfor %}", ""]],
        [["Kopf", ""], ["{%tr for a in angaben %}", ""], ["{{ a.name }}", "{{ a.wert }}"], ["{%tr endfor %}", ""]],
        [["{%tc for a in angaben %}", "{{ a.wert }}", "{%tc endfor %}"]],
        [["{% for a in angaben %}{{ a.wert }} {% endfor %}", ""]],
        [["{%p if angaben %}", ""]],
    ],
    ids=["zeilen", "zeilen-mit-kopf", "spalten", "in-der-zelle", "absatz-offen"],
)
def test_loops_in_tables_never_break_the_file(tmp_path: Path, zellen: list[list[str]], inhalt: Inhalt) -> None:
    doc = einfach("{{ inhalt }}")
    tabelle = doc.add_table(len(zellen), len(zellen[0]))
    for zeile, texte in zip(tabelle.rows, zellen, strict=True):
        for zelle, text in zip(zeile.cells, texte, strict=True):
            zelle.paragraphs[0].text = text
    doc.add_paragraph("Ende")
    pfad = schreibe(tmp_path, doc)
    if "{%p if angaben %}" in zellen[0]:
        with pytest.raises(StellenbedarfFehler, match=r"wird nicht mit .* geschlossen"):
            render_word(inhalt, pfad)
        return
    daten = render_word(inhalt, pfad)
    check_gueltig(daten)
    if inhalt is INHALT:
        assert "Angabe" in text_of(Document(io.BytesIO(daten)))


def check_gueltig(daten: bytes) -> None:
    """Assert what Word insists on in tables, whoever made them."""
    for tabelle in Document(io.BytesIO(daten)).element.iter(W + "tbl"):
        assert len(tabelle.findall(W + "tr")) > 0
        for zeile in tabelle.iter(W + "tr"):
            assert zeile.findall(W + "tc")
        for zelle in tabelle.iter(W + "tc"):
            assert zelle[-1].tag == W + "p"


@pytest.mark.parametrize(
    "zellen",
    [
        ["{% for a in angaben %}{{ a.wert }}", "{% endfor %}"],
        ["{% if untertitel %}", "x{% endif %}"],
        ["{%tr for a in angaben %}{{ a.wert }}{%tr endfor %}", ""],
        ["{%p if untertitel %}", "{%tr endif %}"],
    ],
)
@pytest.mark.parametrize("inhalt", [INHALT, KARG], ids=["angaben", "ohne-angaben"])
def test_instructions_across_cells_give_a_message_or_a_valid_file(
    tmp_path: Path, zellen: list[str], inhalt: Inhalt
) -> None:
    doc = einfach("{{ inhalt }}")
    for zelle, text in zip(doc.add_table(1, 2).rows[0].cells, zellen, strict=True):
        zelle.paragraphs[0].text = text
    doc.add_paragraph("Ende")
    gemeldet: tuple[Befund, ...] = ()
    try:
        check_gueltig(render_word(inhalt, schreibe(tmp_path, doc)))
    except StellenbedarfFehler as fehler:
        gemeldet = fehler.befunde
    assert all(b.abhilfe and b.fundstelle for b in gemeldet)


def test_text_that_looks_like_a_field_stays_text(tmp_path: Path) -> None:
    wild = "{{ 7*7 }} {% raw %} {_{ x }_} & <w:p> ]]> \" ' {#"
    inhalt = Inhalt(wild, wild, Kopfangaben(wild, ((wild, wild),), wild, wild, wild), (absatz(wild),))
    daten = render_word(inhalt, schreibe(tmp_path, einfach("{{ titel }}", "{{ inhalt }}")))
    erste, zweite = (p.text for p in Document(io.BytesIO(daten)).paragraphs[:2])
    assert zweite == wild
    assert erste.replace("{{ x }}", "{_{ x }_}") == wild  # the library's own escape for braces


# --- Broken and foreign files -----------------------------------------------------------------------------------


def makros(name: str, inhalt: bytes) -> bytes:
    if name != "[Content_Types].xml":
        return inhalt
    return inhalt.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )


def entitaeten(name: str, inhalt: bytes) -> bytes:
    if name != "word/document.xml":
        return inhalt
    return re.sub(rb"(<\?xml[^>]*>)", rb'\1<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', inhalt, count=1)


def bombe(groesse: int = 60_000_000) -> bytes:
    return verpackt(einfach("{{ inhalt }}"), **{"word/media/x.bin": bytes(groesse)})


def textbombe(name: str, inhalt: bytes) -> bytes:
    leer = b"<w:p/>" * 2_000_000
    return inhalt.replace(b"<w:body>", b"<w:body>" + leer) if name == "word/document.xml" else inhalt


def verschluesselt() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def arbeitsmappe() -> bytes:
    from openpyxl import Workbook

    roh = io.BytesIO()
    Workbook().save(roh)
    return roh.getvalue()


def kaputt() -> bytes:
    daten = bytearray(verpackt(einfach("{{ inhalt }}")))
    for stelle in range(200, 900, 7):
        daten[stelle] ^= 0xFF
    return bytes(daten)


def ohne_stile(name: str, inhalt: bytes) -> bytes:
    return inhalt.replace(b"styles.xml", b"fehlt.xml") if name.endswith("document.xml.rels") else inhalt


DATEIEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "leer": (lambda: b"", "Datei ist leer"),
    "verschluesselt": (verschluesselt, "Kennwort"),
    "doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"alte Format \.doc"),
    "rtf": (lambda: rb"{\rtf1 {{ inhalt }}}", "kein Word-Dokument"),
    "makros": (lambda: verpackt(einfach("{{ inhalt }}"), makros), "enthält Makros"),
    "vba": (lambda: verpackt(einfach("{{ inhalt }}"), **{"word/vbaProject.bin": b"x"}), "enthält Makros"),
    "zip-bombe": (bombe, "auffällig stark gepackt"),
    "xml-bombe": (lambda: verpackt(einfach("{{ inhalt }}"), textbombe), "entpackt zu groß"),
    "entitaeten": (lambda: verpackt(einfach("{{ inhalt }}"), entitaeten), "Dokumenttypdefinition"),
    "mappe": (arbeitsmappe, "kein Word-Dokument"),
    "odt": (lambda: verpackt(einfach("x"), mimetype=b"application/vnd.oasis.opendocument.text"), "kein Word-Dokument"),
    "kaputt": (kaputt, "beschädigt|kein Word-Dokument"),
    "abgeschnitten": (lambda: verpackt(einfach("{{ inhalt }}"))[:3000], "beschädigt|kein Word-Dokument"),
    "kein-xml": (
        lambda: verpackt(einfach("x"), lambda n, b: b"<kaputt" if n == "word/document.xml" else b),
        "beschädigt|kein lesbares XML",
    ),
    "stile-fehlen": (lambda: verpackt(einfach("{{ inhalt }}"), ohne_stile), "beschädigt"),
}  # fmt: skip


@pytest.mark.parametrize("name", DATEIEN)
def test_broken_and_foreign_files_are_refused(tmp_path: Path, name: str) -> None:
    datei, erwartet = DATEIEN[name]
    pfad = tmp_path / "vorlage.docx"
    pfad.write_bytes(datei())
    with pytest.raises(StellenbedarfFehler, match=erwartet) as fehler:
        render_word(INHALT, pfad)
    (befund,) = fehler.value.befunde
    assert befund.abhilfe
    assert befund.fundstelle is not None
    assert befund.fundstelle.datei.endswith("vorlage.docx")


# --- With the real program --------------------------------------------------------------------------------------


def wandle(pfad: Path, endung: str, ordner: Path) -> Path:
    ordner.mkdir(exist_ok=True)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{ordner}/profil", "--headless", "--convert-to", endung,
         "--outdir", str(ordner), str(pfad)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return ordner / f"{pfad.stem}.{endung.partition(':')[0]}"


@pytest.mark.echt("soffice", "pdftotext")
def test_a_template_saved_by_libreoffice_and_its_paper(tmp_path: Path) -> None:
    """LibreOffice saves the sample, it is filled in, and LibreOffice shows the paper with the letterhead."""
    vorlage = wandle(BRIEFKOPF, "docx", tmp_path / "lo")
    (tmp_path / "papier.docx").write_bytes(render_word(stuttgart(), vorlage))
    pdf = wandle(tmp_path / "papier.docx", "pdf", tmp_path / "pdf")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    seiten = text.split("\f")
    assert "Stadt Musterlingen" in seiten[0]
    assert "www.musterlingen.example" in seiten[0]
    assert "Stadt Musterlingen · Beschlussvorlage" in seiten[1]
    for nummer in (1, 2):
        assert re.search(rf"GRDrs 647/2011 · .*Seite {nummer} von \d+", seiten[nummer - 1])
    assert "1.128.560,00" in text
    assert "{{" not in text
    assert "{%" not in text
