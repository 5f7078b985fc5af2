"""Word documents: what a reader, assistive technology and Word itself find in the file."""

from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from dokumentproben import absatz, boese, dokument, schritt, stuttgart
from word_pruefung import W, check_word, text_of, val

from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
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
from stellenbedarf.ausgabe.word.dokument import render_word
from stellenbedarf.rechenweg import Bezug, Rechenschritt
from stellenbedarf.tabellen import Spalte

SPALTEN = (Spalte("a", "Angabe"), Spalte("b", "Wert", "eur"))


@cache
def datei() -> bytes:
    return render_word(stuttgart())


@cache
def vorlage() -> Any:
    return Document(io.BytesIO(datei()))


def gelesen(inhalt: Inhalt) -> Any:
    daten = render_word(inhalt)
    check_word(daten)
    return Document(io.BytesIO(daten))


def zahl(text: str, marke: str) -> Zahl:
    return Zahl(text, marke, "id", "1")


def test_file_is_what_word_accepts() -> None:
    check_word(datei())


def test_headings_are_real_and_in_order() -> None:
    gefunden = [(p.style.name, p.text) for p in vorlage().paragraphs if p.style.name.startswith("Heading")]
    erwartet = [(f"Heading {b.ebene}", b.text) for b in stuttgart().bloecke if isinstance(b, Ueberschrift)]
    assert gefunden == erwartet
    assert len(gefunden) > 50


def test_properties_and_language() -> None:
    eigenschaften = vorlage().core_properties
    assert eigenschaften.title == "Stellenbedarf für das Jobcenter als zugelassener kommunaler Träger"
    assert eigenschaften.subject == "Beschlussvorlage, Landeshauptstadt Stuttgart"
    assert (eigenschaften.author, eigenschaften.language) == ("stellenbedarf", "de-DE")
    (sprache,) = vorlage().styles.element.find(W + "docDefaults").iter(W + "lang")
    assert val(sprache) == "de-DE"


def test_head_figures_and_footer() -> None:
    text = text_of(vorlage())
    zeilen = ("Landeshauptstadt Stuttgart", "Referat WFB", "Nummer: GRDrs 647/2011", "Stuttgart, 19.09.2011")
    assert set(zeilen) <= set(text.splitlines())
    assert "1.128.560,00" in text
    assert "42.350,00" in text
    assert "{" not in text
    fuss = vorlage().sections[0].footer._element
    worte = "".join(t.text for t in fuss.iter(W + "t"))
    assert worte.startswith("GRDrs 647/2011 · ")
    assert worte.endswith("Seite 1 von 1")
    assert [val(f, "instr").strip() for f in fuss.iter(W + "fldSimple")] == ["PAGE", "NUMPAGES"]


def test_tables_repeat_their_header_and_describe_themselves() -> None:
    koerper = vorlage().element.body
    tabellen = [t for t in koerper.iter(W + "tbl") if t.find(f"{W}tblPr/{W}tblDescription") is not None]
    bloecke = [b for b in stuttgart().bloecke if isinstance(b, TabellenBlock)]
    assert len(tabellen) == len(bloecke) > 10
    for tabelle, block in zip(tabellen, bloecke, strict=True):
        kopf, *zeilen = tabelle.iter(W + "tr")
        assert kopf.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(z.find(f"{W}trPr/{W}cantSplit") is not None for z in (kopf, *zeilen))
        assert len(zeilen) == len(block.zeilen)
        assert val(tabelle.find(f"{W}tblPr/{W}tblCaption")) == block.titel
        assert sum(int(val(g, "w")) for g in tabelle.iter(W + "gridCol")) == 9355
        titel = tabelle.getprevious()
        assert titel.find(f"{W}pPr/{W}pStyle") is not None
        assert "".join(t.text for t in titel.iter(W + "t")) == block.titel
        worte = [r for r in zeilen[-1].iter(W + "r") if r.find(W + "t") is not None]
        fett = [r.find(f"{W}rPr/{W}b") is not None for r in worte if r.find(f"{W}rPr/{W}rStyle") is None]
        assert all(fett) == block.summenzeile


def test_every_step_is_a_target_and_figures_link_to_it() -> None:
    namen = {val(b, "name") for b in vorlage().element.iter(W + "bookmarkStart")}
    schritte = [s for b in stuttgart().bloecke if isinstance(b, SchritteBlock) for s in b.schritte]
    assert {re.sub(r"[^A-Za-z0-9]", "_", s.marke) for s in schritte} <= namen
    assert {"R12_5", "P12", "Q1", "K1", "A1"} <= namen
    links = list(vorlage().element.iter(W + "hyperlink"))
    for link in links:
        worte = "".join(t.text for t in link.iter(W + "t")).strip("[]")
        assert val(link, "anchor") == worte.replace(".", "_")
    stil = next(s for s in vorlage().styles if s.name == "Herkunftszeichen")
    assert stil.font.superscript
    assert sum(val(v.find(f"{W}r/{W}rPr/{W}rStyle")) == stil.style_id for v in links) > 100


def test_lists_are_numbered_by_word() -> None:
    tief = Liste((Punkt((Text("b"),), (absatz("weiter"),)),))
    doc = gelesen(dokument(
        Liste((Punkt((Text("fünf"),), (tief,)), Punkt((Text("sechs"),))), nummeriert=True, start=5),
        absatz("dazwischen"),
        Liste((Punkt((Text("eins"),)),), nummeriert=True),
    ))  # fmt: skip
    ebenen = {}
    for p in doc.paragraphs:
        if (nummer := p._p.find(f"{W}pPr/{W}numPr")) is not None:
            ebenen[p.text] = (val(nummer.find(W + "ilvl")), val(nummer.find(W + "numId")))
    assert {t: e for t, (e, _) in ebenen.items()} == {"fünf": "0", "b": "1", "sechs": "0", "eins": "0"}
    assert ebenen["fünf"] == ebenen["sechs"] != ebenen["eins"]
    nummern = doc.part.numbering_part.element
    beginn = {val(n, "numId"): [val(s) for s in n.iter(W + "startOverride")] for n in nummern.iter(W + "num")}
    assert (beginn[ebenen["fünf"][1]], beginn[ebenen["eins"][1]]) == (["5"], ["1"])
    assert {val(f) for f in nummern.iter(W + "numFmt")} == {"bullet", "decimal", "lowerLetter", "lowerRoman"}


@pytest.mark.parametrize(
    "text",
    ['&<>{{ x }}"', "{{ 7*7 }}", "{% if %}", "😀✓", "שלום עליכם", "x" * 10_000, "a\x00\x0b\ud800b", "a\nzwei\tb"],
    ids=["xml", "jinja", "tag", "emoji", "rtl", "lang", "steuerzeichen", "umbruch"],
)  # fmt: skip
def test_hostile_text_stays_text(text: str) -> None:
    doc = gelesen(Inhalt(
        text, text, Kopfangaben(text, ((text, text),), text, text, text),
        (
            Ueberschrift(1, text, text), Absatz((Text(text), zahl(text, text), Verweis(text))), absatz(text),
            TabellenBlock(text, (Spalte("a", text), Spalte("b", text, "eur")),
                          (((Text(text),), (zahl(text, text),)), ((), ())), (1, 1), True, (text, "")),
            SchritteBlock(text, (schritt(text, text),)), Unterschriften((text,)),
        ),
    ))  # fmt: skip
    erwartet = re.sub(r"\s+", " ", re.sub("[\x00\x0b\ud800]", "\ufffd", text))
    # Körperschaft, document kind, title, subtitle, heading, paragraph; the line of the head stands in a table.
    assert [re.sub(r"\s+", " ", p.text) for p in doc.paragraphs].count(erwartet) == 6
    assert len(doc.core_properties.title) <= 255
    fuss = "".join(t.text for t in doc.sections[0].footer._element.iter(W + "t"))
    assert len(fuss) < 300, "a footer higher than its page keeps LibreOffice busy without end"


def test_many_hostile_blocks() -> None:
    doc = gelesen(boese())
    assert "<script>alert(1)</script>" in text_of(doc)


def test_jinja_in_case_data_is_not_run() -> None:
    doc = gelesen(replace(stuttgart(), titel="{{ 7*7 }}", bloecke=(absatz("{{ 7*7 }} {{ inhalt }}"),)))
    text = text_of(doc)
    assert "49" not in text
    assert text.count("{{ 7*7 }}") == 2
    assert doc.core_properties.title == "{{ 7*7 }}"


def test_empty_document() -> None:
    assert [p.text for p in gelesen(dokument()).paragraphs if p.text] == ["Titel"]


def test_long_table_and_long_row() -> None:
    zeilen = tuple(((Text(f"Zeile {n}"),), (zahl(f"{n},00", f"S{n}"),)) for n in range(299))
    beginn = time.perf_counter()
    doc = gelesen(dokument(TabellenBlock("Lang", SPALTEN, (*zeilen, ((Text("x" * 9000),), ())), (2, 1))))
    assert time.perf_counter() - beginn < 3
    reihen = list(doc.tables[-1]._tbl.iter(W + "tr"))
    assert len(reihen) == 301
    assert reihen[-1].find(f"{W}trPr/{W}cantSplit") is None, "a row longer than a page must be able to break"


def test_figures_of_a_column_end_at_the_same_place() -> None:
    zeilen = tuple(((Text("x"),), (zahl(z, m),)) for z, m in (("1,00", "S1"), ("1.000,00", "R12.12")))
    doc = gelesen(dokument(TabellenBlock("T", SPALTEN, (*zeilen, ((Text("y"),), (Text("–"),))), (1, 1))))
    stops = [[(val(t), val(t, "pos")) for t in tabs] for tabs in doc.tables[-1]._tbl.iter(W + "tabs")]
    assert len(stops) == 3
    assert stops[0] == stops[1] == stops[2]
    assert [art for art, _ in stops[0]] == ["right", "left"]


def test_columns_are_as_wide_as_their_words() -> None:
    def breiten(zellen: tuple[str, ...], wunsch: tuple[int, ...]) -> list[int]:
        spalten = tuple(Spalte(f"s{n}", "S") for n in range(len(zellen)))
        zeilen = (tuple((Text(z),) for z in zellen),)
        doc = gelesen(dokument(TabellenBlock("T", spalten, zeilen, wunsch)))
        ergebnis = [int(val(g, "w")) for g in doc.tables[-1]._tbl.iter(W + "gridCol")]
        assert sum(ergebnis) == 9355
        return ergebnis

    lang = "Arbeitsmarktdienstleistungen"
    assert breiten(("kurz", "ein Satz aus vielen kurzen Wörtern"), (9, 1))[1] > 2800, "one line, as there is room"
    assert breiten(("ein Satz " * 200, lang), (9, 1))[1] > 2500, "a word is more than the wish"
    eng = breiten((*("S" * 6), "Stichprobenverfahren", *[f"{lang}{lang}"] * 2), ())
    assert eng[6] > 1900, "only the longest words must break"
    assert abs(eng[7] - eng[8]) < 5


def test_page_break_touching_tables_and_missing_targets() -> None:
    doc = gelesen(dokument(
        absatz("davor"), Seitenumbruch(),
        TabellenBlock("T", SPALTEN[:1], (((zahl("1", "X9"),),),), (1,)),
        TabellenBlock("", SPALTEN[:1], (((Verweis("S1"),),),), (1,)),
        SchritteBlock("S", (schritt("S1", "Summe", 1),)),
        Unterschriften(("Amt 1", "Amt 2", "Amt 3")), Seitenumbruch(),
    ))  # fmt: skip
    umbrueche = [p.text for p in doc.paragraphs if p._p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert umbrueche[0] == "T"
    assert {val(v, "anchor") for v in doc.element.iter(W + "hyperlink")} == {"S1"}
    assert "1X9" in text_of(doc)
    assert "Amt 3" in text_of(doc)


def test_a_step_says_what_it_rests_on() -> None:
    def zeilen(anzahl: int, rundung: str = "") -> list[str]:
        quellen = tuple(Bezug("Kosten", f"{n} EUR", f"R{n}.1", "x") for n in range(1, anzahl + 1))
        summe = Rechenschritt("S1", "s", "Summe", "A + B", "1 + 2", "3", False, rundung, "Addition", quellen)
        return [p.text for p in gelesen(dokument(SchritteBlock("S", (summe, summe)))).paragraphs[-4:]]

    assert zeilen(2)[:2] == [
        "S1\tSumme = A + B = 1 + 2 ≈\u00a03",
        "Regel: Addition. Werte: Kosten: 1 EUR\u00a0[R1.1], 2 EUR\u00a0[R2.1].",
    ]
    assert zeilen(13)[1].startswith("Regel: Addition. Summanden: [R1.1], [R2.1], ")
    erster, zweiter = zeilen(0, "auf Cent: so rechnet die Kasse")[1::2]
    assert erster == "Rundung: auf Cent: so rechnet die Kasse. Regel: Addition."
    assert zweiter == "Rundung: auf Cent. Regel: Addition."


def test_same_content_gives_the_same_bytes() -> None:
    assert render_word(stuttgart()) == datei()
    with zipfile.ZipFile(io.BytesIO(datei())) as paket:
        assert {i.date_time for i in paket.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"<dcterms:" not in paket.read("docProps/core.xml")


@pytest.mark.echt("soffice")
def test_libreoffice_converts_it(tmp_path: Path) -> None:
    import pikepdf

    (tmp_path / "vorlage.docx").write_bytes(datei())
    befehl = ["soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless", "--norestore",
              "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "vorlage.docx")]  # fmt: skip
    subprocess.run(befehl, check=True, capture_output=True, timeout=300)
    with pikepdf.open(tmp_path / "vorlage.pdf") as pdf:
        assert 3 < len(pdf.pages) < 40
