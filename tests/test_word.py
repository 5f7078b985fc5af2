"""Word documents: what a reader, assistive technology and Word itself find in the file."""

from __future__ import annotations

import io
import re
import runpy
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
    Block,
    Inhalt,
    Kopfangaben,
    Liste,
    Punkt,
    SchritteBlock,
    Seitenumbruch,
    TabellenBlock,
    Text,
    Ueberschrift,
    Unterschriften,
    Verweis,
    Zahl,
)
from stellenbedarf.ausgabe.word import render_word
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechenweg import Bezug, Rechenschritt
from stellenbedarf.rechnung.ergebnis import load, rechne
from stellenbedarf.tabellen import Spalte

ROOT = Path(__file__).parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Second copy on purpose: the order of the schema, written down from ECMA-376 and not from the renderer.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps noProof color spacing kern sz szCs u vertAlign rtl lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "tbl": "tblPr tblGrid tr",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "sectPr": "headerReference footerReference type pgSz pgMar cols docGrid",
}
HOSTILE = [
    '&<>{{ x }}"',
    "{{ 7*7 }}",
    "{% if %}",
    "👩🏽‍💼 𝔘",
    "שלום עליכם",
    "x" * 10_000,
    "a\x00\x0b\ud800b",
    "Zeile\nzwei\tTab",
]


@pytest.fixture(scope="module")
def inhalt() -> Inhalt:
    modell, befunde = load((ROOT / "inputs" / "stuttgart-jobcenter.yaml",))
    return baue_inhalt(rechne(modell, befunde=befunde), BERICHTSARTEN["beschlussvorlage"])


@pytest.fixture(scope="module")
def datei(inhalt: Inhalt) -> bytes:
    return render_word(inhalt)


@pytest.fixture(scope="module")
def dokument(datei: bytes) -> Any:
    return Document(io.BytesIO(datei))


def small(*bloecke: Block, titel: str = "Titel") -> Inhalt:
    kopf = Kopfangaben("Stadt", (("Referat", "WFB"),), "Ort, 01.01.2026", "Beschlussvorlage", "Fuß")
    return Inhalt(titel, "", kopf, bloecke)


def body(inhalt: Inhalt, vorlage: Path | None = None) -> Any:
    daten = render_word(inhalt, vorlage)
    check_schema(daten)
    return Document(io.BytesIO(daten))


def parts(daten: bytes) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(daten)) as paket:
        assert paket.testzip() is None
        for name in paket.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield name, etree.fromstring(paket.read(name))


def val(element: Any, name: str = "val") -> str:
    return str(element.get(W + name))


def check_schema(daten: bytes) -> None:
    """Assert what Word insists on and LibreOffice forgives."""
    alle = dict(parts(daten))
    for name, wurzel in alle.items():
        for art, folge in ORDER.items():
            for element in wurzel.iter(W + art):
                kinder = [etree.QName(k).localname for k in element]
                unbekannt = set(kinder) - set(folge.split())
                assert not unbekannt, f"{name}: {art} with {unbekannt}"
                assert kinder == sorted(kinder, key=folge.split().index), f"{name}: {art} {kinder}"
                assert art in ("tbl", "style", "num", "numbering", "sectPr") or len(set(kinder)) == len(kinder)
        for zelle in wurzel.iter(W + "tc"):
            assert zelle[-1].tag == W + "p"
        for tabelle in wurzel.iter(W + "tbl"):
            spalten = len(tabelle.find(W + "tblGrid"))
            assert all(len(z.findall(W + "tc")) == spalten for z in tabelle.iter(W + "tr"))
            nachbar = tabelle.getnext()
            assert nachbar is not None, "a table must not be the last element"
            assert nachbar.tag == W + "p"
    haupt = alle["word/document.xml"]
    stile = {(val(s, "type"), val(s, "styleId")) for s in alle["word/styles.xml"].iter(W + "style")}
    assert len(stile) == len({i.lower() for _, i in stile})
    for tag, art in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        assert {(art, val(e)) for e in haupt.iter(W + tag)} <= stile
    for stil in alle["word/styles.xml"].iter(W + "style"):
        assert {(val(stil, "type"), val(e)) for e in stil if e.tag in (W + "basedOn", W + "next")} <= stile
    if "word/numbering.xml" in alle:
        nummern = {
            val(n, "numId"): val(n.find(W + "abstractNumId")) for n in alle["word/numbering.xml"].iter(W + "num")
        }
        definiert = {val(a, "abstractNumId") for a in alle["word/numbering.xml"].iter(W + "abstractNum")}
        assert {val(n) for n in haupt.iter(W + "numId")} <= set(nummern)
        assert set(nummern.values()) <= definiert
    namen = [val(b, "name") for b in haupt.iter(W + "bookmarkStart")]
    ids = [val(b, "id") for b in haupt.iter(W + "bookmarkStart")]
    assert len({n.lower() for n in namen}) == len(namen)
    assert len(set(ids)) == len(ids)
    assert ids == [val(b, "id") for b in haupt.iter(W + "bookmarkEnd")]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", n) for n in namen)
    assert {val(v, "anchor") for v in haupt.iter(W + "hyperlink")} <= set(namen)


def text_of(dokument: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in dokument.element.iter(W + "p"))


def headings(bloecke: tuple[Block, ...]) -> list[tuple[int, str]]:
    return [(b.ebene, b.text) for b in bloecke if isinstance(b, Ueberschrift)]


def test_file_is_what_word_accepts(datei: bytes) -> None:
    check_schema(datei)


def test_headings_are_real_and_in_order(inhalt: Inhalt, dokument: Any) -> None:
    stile = [(p.style.name, p.text) for p in dokument.paragraphs if p.style.name.startswith("Heading")]
    assert [(int(name[-1]), text) for name, text in stile] == headings(inhalt.bloecke)


def test_properties_and_language(dokument: Any) -> None:
    eigenschaften = dokument.core_properties
    assert eigenschaften.title == "Stellenbedarf für das Jobcenter als zugelassener kommunaler Träger"
    assert eigenschaften.subject == "Beschlussvorlage, Landeshauptstadt Stuttgart"
    assert (eigenschaften.author, eigenschaften.language) == ("stellenbedarf", "de-DE")
    (sprache,) = dokument.styles.element.find(W + "docDefaults").iter(W + "lang")
    assert val(sprache) == "de-DE"


def test_figures_stand_in_the_text(dokument: Any) -> None:
    text = text_of(dokument)
    for teil in ("1.128.560,00", "42.350,00", "Landeshauptstadt Stuttgart", "GRDrs 647/2011", "Stuttgart, 19.09.2011"):
        assert teil in text
    fuss = "".join(t.text for t in dokument.sections[0].footer._element.iter(W + "t"))
    assert fuss.startswith("GRDrs 647/2011 · ")
    assert fuss.endswith("Seite 1 von 1")
    felder = [val(f, "instr").strip() for f in dokument.sections[0].footer._element.iter(W + "fldSimple")]
    assert felder == ["PAGE", "NUMPAGES"]


def test_tables_repeat_their_header_and_describe_themselves(inhalt: Inhalt, dokument: Any) -> None:
    tabellen = [t for t in dokument.element.body.iter(W + "tbl") if t.find(f"{W}tblPr/{W}tblDescription") is not None]
    bloecke = [b for b in inhalt.bloecke if isinstance(b, TabellenBlock)]
    assert len(tabellen) == len(bloecke)
    for tabelle, block in zip(tabellen, bloecke, strict=True):
        kopf, *zeilen = tabelle.iter(W + "tr")
        assert kopf.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(z.find(f"{W}trPr/{W}cantSplit") is not None for z in (kopf, *zeilen))
        assert len(zeilen) == len(block.zeilen)
        assert val(tabelle.find(f"{W}tblPr/{W}tblCaption")) == block.titel
        assert sum(int(val(g, "w")) for g in tabelle.iter(W + "gridCol")) == 9355
        if block.summenzeile:
            assert all(r.find(f"{W}rPr/{W}b") is not None for r in zeilen[-1].iter(W + "r") if r.find(W + "t") is not None
                       and r.find(f"{W}rPr/{W}rStyle") is None)  # fmt: skip


def test_every_step_is_a_target_and_figures_link_to_it(inhalt: Inhalt, dokument: Any) -> None:
    namen = {val(b, "name") for b in dokument.element.iter(W + "bookmarkStart")}
    schritte = [s for b in inhalt.bloecke if isinstance(b, SchritteBlock) for s in b.schritte]
    assert {re.sub(r"[^A-Za-z0-9]", "_", s.marke) for s in schritte} <= namen
    assert {"R12_5", "P12", "Q1", "K1", "A1"} <= namen
    links = list(dokument.element.iter(W + "hyperlink"))
    assert {"".join(t.text for t in v.iter(W + "t")).strip("[]").replace(".", "_") for v in links} <= namen
    stil = next(s for s in dokument.styles if s.name == "Herkunftszeichen")
    hoch = [v for v in links if val(v.find(f"{W}r/{W}rPr/{W}rStyle")) == stil.style_id]
    assert len(hoch) > 100
    assert stil.font.superscript


def test_lists_are_numbered_by_word() -> None:
    tief = Liste((Punkt((Text("b"),), (Absatz((Text("weiter"),)),)),))
    doc = body(small(
        Liste((Punkt((Text("fünf"),), (tief,)), Punkt((Text("sechs"),))), nummeriert=True, start=5),
        Absatz((Text("dazwischen"),)),
        Liste((Punkt((Text("eins"),)),), nummeriert=True),
    ))  # fmt: skip
    nummern = doc.part.numbering_part.element
    ebenen = {}
    for p in doc.paragraphs:
        if (numpr := p._p.find(f"{W}pPr/{W}numPr")) is not None:
            ebenen[p.text] = (val(numpr.find(W + "ilvl")), val(numpr.find(W + "numId")))
    assert {t: e for t, (e, _) in ebenen.items()} == {"fünf": "0", "b": "1", "sechs": "0", "eins": "0"}
    assert ebenen["fünf"] == ebenen["sechs"] != ebenen["eins"]

    def start(text: str) -> str:
        (num,) = (n for n in nummern.iter(W + "num") if val(n, "numId") == ebenen[text][1])
        return val(num.find(f"{W}lvlOverride/{W}startOverride"))

    assert (start("fünf"), start("eins")) == ("5", "1")
    formate = {val(f) for f in nummern.iter(W + "numFmt")}
    assert formate == {"bullet", "decimal", "lowerLetter", "lowerRoman"}


@pytest.mark.parametrize("boese", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(boese: str) -> None:
    schritt = Rechenschritt(
        boese, "id", boese, boese, boese, boese, False, boese, boese, (Bezug(boese, boese, boese, "x"),)
    )
    doc = body(Inhalt(
        boese, boese, Kopfangaben(boese, ((boese, boese),), boese, boese, boese),
        (
            Ueberschrift(1, boese, boese), Absatz((Text(boese), Zahl(boese, boese, "id", "1"), Verweis(boese))),
            Liste((Punkt((Text(boese),)),)),
            TabellenBlock(boese, (Spalte("a", boese), Spalte("b", boese, "eur")),
                          (((Text(boese),), (Zahl(boese, boese, "id", "1"),)), ((), ())), (1, 1), True, (boese, "")),
            SchritteBlock(boese, (schritt,)), Unterschriften((boese,)),
        ),
    ))  # fmt: skip
    erwartet = re.sub("[\x00\x0b\ud800]", "\ufffd", boese)
    absaetze = [re.sub(r"\s+", " ", p.text) for p in doc.paragraphs]
    assert re.sub(r"\s+", " ", erwartet) in absaetze
    assert len(doc.core_properties.title) <= 255


def test_jinja_in_case_data_is_not_run(inhalt: Inhalt) -> None:
    doc = body(replace(inhalt, titel="{{ 7*7 }}", bloecke=(Absatz((Text("{{ 7*7 }} {{ inhalt }}"),)),)))
    text = text_of(doc)
    assert "49" not in text
    assert text.count("{{ 7*7 }}") == 2
    assert doc.core_properties.title == "{{ 7*7 }}"


def test_no_blocks() -> None:
    assert "inhalt" not in text_of(body(small()))


def test_long_table_and_long_row() -> None:
    spalten = (Spalte("a", "Angabe"), Spalte("b", "Wert", "eur"))
    zeilen = tuple(((Text(f"Zeile {n}"),), (Zahl(f"{n},00", f"S{n}", "id", str(n)),)) for n in range(299))
    beginn = time.perf_counter()
    doc = body(small(TabellenBlock("Lang", spalten, (*zeilen, ((Text("x" * 9000),), ())), (2, 1))))
    assert time.perf_counter() - beginn < 3
    reihen = list(doc.tables[-1]._tbl.iter(W + "tr"))
    assert len(reihen) == 301
    assert reihen[-1].find(f"{W}trPr/{W}cantSplit") is None, "a row longer than a page must be able to break"


def test_figures_of_a_column_end_at_the_same_place() -> None:
    zeilen = tuple(((Text("x"),), (Zahl(z, m, "id", "1"),)) for z, m in (("1,00", "S1"), ("1.000,00", "R12.12")))
    doc = body(small(TabellenBlock("T", (Spalte("a", "A"), Spalte("b", "B", "eur")), zeilen, (1, 1))))
    stops = [[(val(t), val(t, "pos")) for t in tabs] for tabs in doc.tables[-1]._tbl.iter(W + "tabs")]
    assert len(stops) == 2
    assert stops[0] == stops[1]
    assert [art for art, _ in stops[0]] == ["right", "left"]


def test_page_break_sums_and_missing_targets() -> None:
    bezuege = tuple(Bezug("Kosten", f"{n} EUR", f"R{n}.1", "x") for n in range(1, 14))
    summe = Rechenschritt("S1", "s", "Summe", "SUMME(alle)", "SUMME(…)", "91 EUR", True, "", "Summe", bezuege)
    doc = body(small(
        Absatz((Text("davor"),)), Seitenumbruch(),
        TabellenBlock("T", (Spalte("a", "A"),), (((Zahl("1", "X9", "i", "1"),),),), (1,)),
        TabellenBlock("", (Spalte("a", "A"),), (((Verweis("S1"),),),), (1,)),
        SchritteBlock("S", (summe,)), Unterschriften(("Amt 1", "Amt 2", "Amt 3")), Seitenumbruch(),
    ))  # fmt: skip
    umbrueche = [p.text for p in doc.paragraphs if p._p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert umbrueche[:1] == ["T"]
    text = text_of(doc)
    assert "Summanden: [R1.1], [R2.1]" in text
    assert "1 EUR" not in text.replace("91 EUR", "")
    assert {val(v, "anchor") for v in doc.element.iter(W + "hyperlink")} == {"S1"}
    assert "Amt 3" in text


def test_same_content_gives_the_same_bytes(inhalt: Inhalt, datei: bytes) -> None:
    assert render_word(inhalt) == datei
    with zipfile.ZipFile(io.BytesIO(datei)) as paket:
        assert {i.date_time for i in paket.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in re.sub(rb"xmlns:\w+=\S+", b"", paket.read("docProps/core.xml"))


def test_shipped_template_is_what_its_script_builds() -> None:
    gebaut = runpy.run_path(str(ROOT / "scripts" / "build_word_template.py"))["build"]()
    check_schema(gebaut)
    vorhanden = (ROOT / "templates" / "word" / "vorlage.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(gebaut)) as neu, zipfile.ZipFile(io.BytesIO(vorhanden)) as alt:
        assert {n: neu.read(n) for n in neu.namelist()} == {n: alt.read(n) for n in alt.namelist()}


def own_template(ordner: Path, *zeilen: str, mitte: Callable[[Any], None] | None = None) -> Path:
    doc = Document()
    for zeile in zeilen:
        absatz = doc.add_paragraph()
        for zeichen in re.split(r"(?<=\{)(?=[{%])", zeile):  # Word too splits what was typed into several runs
            absatz.add_run(zeichen)
    if mitte:
        mitte(doc)
    doc.save(str(ordner / "eigene.docx"))
    return ordner / "eigene.docx"


def test_an_office_brings_its_own_template(tmp_path: Path, inhalt: Inhalt) -> None:
    def letterhead(doc: Any) -> None:
        doc.sections[0].header.paragraphs[0].text = "Der Landrat – {{ koerperschaft }}"
        doc.styles["Heading 1"]._element.set(W + "styleId", "berschrift1")  # as German Word names it
        doc.styles.element.remove(doc.styles["Caption"]._element)
        doc.add_paragraph("Unten steht noch etwas.")

    vorlage = own_template(tmp_path, "{{ titel }}", "{% for a in angaben %}{{ a.name }}: {{ a.wert }} {% endfor %}",
                           "{{ inhalt }}", mitte=letterhead)  # fmt: skip
    doc = Document(io.BytesIO(render_word(inhalt, vorlage)))
    assert doc.sections[0].header.paragraphs[0].text == "Der Landrat – Landeshauptstadt Stuttgart"
    assert doc.paragraphs[1].text.startswith("Referat: Referat WFB")
    assert doc.paragraphs[-1].text == "Unten steht noch etwas."
    assert {p._p.pPr.pStyle.val for p in doc.paragraphs if p.text == "Beschlussantrag"} == {"berschrift1"}
    assert {p.style.name for p in doc.paragraphs if p.text == "Kosten je Haushaltsjahr"} == {"Caption"}
    (sprache,) = doc.styles.element.find(W + "docDefaults").iter(W + "lang")
    assert val(sprache) == "de-DE"
    breiten = {sum(int(val(g, "w")) for g in t._tbl.iter(W + "gridCol")) for t in doc.tables}
    abschnitt = doc.sections[0]
    assert breiten == {(abschnitt.page_width - abschnitt.left_margin - abschnitt.right_margin) // 635}


@pytest.mark.parametrize(
    ("zeilen", "erwartet"),
    [
        (["{{ titel }}"], "fehlt das Feld {{ inhalt }}"),
        (["{{ inhalt }}", "{{ inhalt }}"], "an einer Stelle"),
        (["Text {{ inhalt }}"], "an einer Stelle"),
        (["{% if untertitel %}{{ inhalt }}{% endif %}", "x"], "fehlt das Feld"),
        (["{{ inhalt }}", "{{ betreff }} {{ amt }}"], "die unbekannten Felder „amt“, „betreff“"),
        (["{{ inhalt }}", "Nr. {{ titel | }}"], "nicht auswerten bei „Nr. {{ titel | }}“"),
        (["{{ inhalt }}", "{% if titel %}"], "nicht auswerten"),
        (["{{ inhalt }}", "{{ titel.__class__.__mro__ }}"], "nicht auswerten"),
        (["{{ inhalt }}", "{{ titel.fehlt }}"], "nicht auswerten"),
        (["{{ inhalt }}", "{{ 1 // 0 }}"], "nicht auswerten"),
    ],
)  # fmt: skip
def test_faulty_templates(tmp_path: Path, zeilen: list[str], erwartet: str) -> None:
    with pytest.raises(StellenbedarfFehler, match=re.escape(erwartet)) as fehler:
        render_word(small(), own_template(tmp_path, *zeilen))
    (befund,) = fehler.value.befunde
    assert befund.abhilfe
    assert befund.fundstelle is not None


@pytest.mark.parametrize(
    ("daten", "erwartet"),
    [
        (b"Nur ein Text", "kein Word-Dokument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kein Word-Dokument"),
        (b"PK\x05\x06" + bytes(18), "kein Word-Dokument"),
        (None, "Datei oder Ordner gibt es nicht"),
    ],
)
def test_files_that_are_no_template(tmp_path: Path, daten: bytes | None, erwartet: str) -> None:
    vorlage = tmp_path / "vorlage.docx"
    if daten is not None:
        vorlage.write_bytes(daten)
    with pytest.raises(StellenbedarfFehler, match=erwartet):
        render_word(small(), vorlage)


@pytest.mark.echt("soffice")
def test_libreoffice_converts_it(datei: bytes, tmp_path: Path) -> None:
    import pikepdf

    (tmp_path / "vorlage.docx").write_bytes(datei)
    profil = (tmp_path / "profil").as_uri()
    befehl = ["soffice", f"-env:UserInstallation={profil}", "--headless", "--norestore", "--convert-to", "pdf",
              "--outdir", str(tmp_path), str(tmp_path / "vorlage.docx")]  # fmt: skip
    subprocess.run(befehl, check=True, capture_output=True, timeout=300)
    with pikepdf.open(tmp_path / "vorlage.pdf") as pdf:
        assert 3 < len(pdf.pages) < 60
