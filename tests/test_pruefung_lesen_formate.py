"""What each format can hide or number by itself: lists and changes in Word, spans in HTML, formats in workbooks."""

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pruefpapiere import schreibe
from test_pruefung_lesen import VORLAGE, inhalt
from test_pruefung_lesen_boese import datei

from stellenbedarf.pruefung.dokument import Absatz, Dokument, Tabelle, Ueberschrift
from stellenbedarf.pruefung.lesen.einlesen import read
from stellenbedarf.pruefung.lesen.zahlenformat import zeige

W = nsdecls("w")


def texte(dokument: Dokument) -> list[str]:
    return [f"{b.nummer} {b.text}".strip() for b in dokument.bloecke if not isinstance(b, Tabelle)]


def tabellen(dokument: Dokument) -> list[list[list[str]]]:
    return [[[z.text for z in r] for r in b.zeilen] for b in dokument.bloecke if isinstance(b, Tabelle)]


def word(ordner: Path, koerper: str, nummerierung: str = "") -> Dokument:
    """Return what is read of a Word file whose body is given as XML."""
    vorlage = docx.Document()
    rumpf = vorlage.element.body
    for element in list(parse_xml(f"<w:body {W}>{koerper}</w:body>")):
        rumpf.insert(len(rumpf) - 1, element)
    if nummerierung:
        teil = vorlage.part.numbering_part.element
        for element in list(parse_xml(f"<w:numbering {W}>{nummerierung}</w:numbering>")):
            erste_nummer = teil.find(qn("w:num"))
            if element.tag == qn("w:abstractNum"):
                erste_nummer.addprevious(element)
            else:
                teil.append(element)
    puffer = io.BytesIO()
    vorlage.save(puffer)
    return read(datei(ordner, "entwurf.docx", puffer.getvalue()))


def p(text: str, form: str = "") -> str:
    return f"<w:p><w:pPr>{form}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def nr(num: int, ebene: int = 0) -> str:
    return f"<w:numPr><w:ilvl w:val='{ebene}'/><w:numId w:val='{num}'/></w:numPr>"


def ebene(n: int, art: str, muster: str, start: int = 1) -> str:
    return (f"<w:lvl w:ilvl='{n}'><w:start w:val='{start}'/><w:numFmt w:val='{art}'/>"
            f"<w:lvlText w:val='{muster}'/></w:lvl>")  # fmt: skip


NUMMERN = (
    f"<w:abstractNum w:abstractNumId='90'>{ebene(0, 'decimal', '%1.')}{ebene(1, 'decimal', '%1.%2')}"
    f"{ebene(2, 'lowerLetter', '%3)')}{ebene(3, 'bullet', chr(0xF0B7))}</w:abstractNum>"
    f"<w:abstractNum w:abstractNumId='91'>{ebene(0, 'upperRoman', 'Teil %1', 3)}</w:abstractNum>"
    "<w:num w:numId='90'><w:abstractNumId w:val='90'/></w:num>"
    "<w:num w:numId='91'><w:abstractNumId w:val='91'/></w:num>"
    "<w:num w:numId='92'><w:abstractNumId w:val='90'/>"
    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
)


def test_automatic_numbers_are_those_that_word_prints(tmp_path: Path) -> None:
    koerper = "".join([
        p("Eins", nr(90)), p("Unter", nr(90, 1)), p("Unter", nr(90, 1)), p("Buchstabe", nr(90, 2)),
        p("Buchstabe", nr(90, 2)), p("Punkt", nr(90, 3)), p("Zwei", nr(90)), p("Unter", nr(90, 1)),
        p("ohne", nr(0)), p("Römisch", nr(91)), p("Römisch", nr(91)), p("neu", nr(92)), p("weiter", nr(92)),
    ])  # fmt: skip
    gelesen = word(tmp_path, koerper, NUMMERN)
    assert texte(gelesen) == [
        "1. Eins", "1.1 Unter", "1.2 Unter", "a) Buchstabe", "b) Buchstabe", "• Punkt", "2. Zwei", "2.1 Unter", "ohne",
        "Teil III Römisch", "Teil IV Römisch", "1. neu", "2. weiter",
    ]  # fmt: skip
    assert [b.tiefe for b in gelesen.bloecke if isinstance(b, Absatz)][:6] == [1, 2, 2, 3, 3, 4]


def test_headings_by_style_outline_level_and_bold_line(tmp_path: Path) -> None:
    koerper = (
        p("Begründung", "<w:pStyle w:val='Heading1'/>") + p("Anlass", "<w:outlineLvl w:val='1'/>" + nr(90, 1))
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Kosten</w:t></w:r></w:p>" + p("Text, der nicht fett ist.")
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ein ganzer fetter Satz.</w:t></w:r></w:p>" + p("Anlage 2: Stellen")
    )  # fmt: skip
    koepfe = [(b.ebene, b.nummer, b.text) for b in word(tmp_path, koerper, NUMMERN).bloecke
              if isinstance(b, Ueberschrift)]  # fmt: skip
    assert koepfe == [(1, "", "Begründung"), (2, "1.1", "Anlass"), (3, "", "Kosten"), (1, "Anlage 2", "Stellen")]


def test_deleted_text_is_none_and_inserted_text_is(tmp_path: Path) -> None:
    koerper = (
        "<w:p><w:r><w:t xml:space='preserve'>Es sind </w:t></w:r><w:del w:id='1' w:author='x'><w:r>"
        "<w:delText>2,0</w:delText></w:r></w:del><w:ins w:id='2' w:author='x'><w:r><w:t>2,5</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> Stellen</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del w:id='3' w:author='x'/></w:rPr></w:pPr><w:r><w:t>Erster </w:t></w:r></w:p>"
        + p("Teil")
        + f"<w:tbl><w:tr><w:trPr><w:del w:id='4' w:author='x'/></w:trPr><w:tc>{p('weg')}</w:tc>"
        f"<w:tc>{p('weg')}</w:tc></w:tr><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    gelesen = word(tmp_path, koerper)
    assert texte(gelesen) == ["Es sind 2,5 Stellen", "Erster Teil"]
    assert tabellen(gelesen) == [[["a", "b"]]]


def test_merged_cells_stand_once_and_nested_tables_follow(tmp_path: Path) -> None:
    innen = f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc><w:tc>{p('1')}</w:tc></w:tr></w:tbl>"
    koerper = (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('Amt')}</w:tc><w:tc>{p('Kosten')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{p('50')}{p('Soziales')}</w:tc>"
        f"<w:tc>{p('A 11')}</w:tc><w:tc>{p('5')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc><w:tc>{p('A 12')}{innen}{p('')}</w:tc>"
        f"<w:tc>{p('6')}</w:tc></w:tr></w:tbl>"
    )
    assert tabellen(word(tmp_path, koerper)) == [
        [["Amt", "", "Kosten"], ["50\nSoziales", "A 11", "5"], ["", "A 12", "6"]],
        [["x", "1"]],
    ]


def test_text_boxes_fields_and_raised_marks(tmp_path: Path) -> None:
    kasten = (
        "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice "
        f"Requires='wps'><w:drawing><w:txbxContent>{p('Im Kasten')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p('Im Kasten')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    hoch = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{}</w:t></w:r>"
    koerper = (
        f"<w:p>{kasten}<w:r><w:t xml:space='preserve'>Kosten 110.400</w:t></w:r>{hoch.format('1')}"
        f"<w:r><w:t xml:space='preserve'> EUR, 13,50</w:t></w:r>{hoch.format('S14')}<w:r><w:fldChar "
        "w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE 99</w:instrText></w:r><w:r><w:fldChar "
        "w:fldCharType='separate'/></w:r><w:r><w:t xml:space='preserve'> Stellen</w:t></w:r></w:p>"
    )
    assert texte(word(tmp_path, koerper)) == ["Kosten 110.400¹ EUR, 13,50 Stellen", "Im Kasten"]


def test_html_as_a_browser_shows_it(tmp_path: Path) -> None:
    seite = (
        "<h1>Antrag</h1><p>Es   sind\n 5,5<sup>2</sup> Stellen<br>im Jahr</p><p hidden>weg</p>"
        "<div style='display: none'>weg</div><ol start=3><li>Drei<ul><li>Unter</ul><li>Vier</ol>"
        "<table><caption>Titel</caption><thead><tr><th rowspan=2>Amt<th colspan=2>Kosten</tr><tr><th>2025<th>2026</tr>"
        "</thead><tfoot><tr><td>Summe<td>3<td>4</tr></tfoot><tbody><tr><td>50<td>3<td>4</tr></table>"
        "<table><tr><td><p>Layout</p><p>Rahmen</p></td></tr></table>"
    )
    gelesen = read(datei(tmp_path, "seite.html", seite.encode()))
    assert texte(gelesen) == ["Antrag", "Es sind 5,5² Stellen\nim Jahr", "3. Drei", "• Unter", "4. Vier", "Layout",
                              "Rahmen"]  # fmt: skip
    assert tabellen(gelesen) == [[["Amt", "Kosten", ""], ["", "2025", "2026"], ["50", "3", "4"], ["Summe", "3", "4"]]]
    tabelle = next(b for b in gelesen.bloecke if isinstance(b, Tabelle))
    assert (tabelle.kopfzeilen, tabelle.titel) == (2, "Titel")


@pytest.mark.parametrize(
    ("wert", "format_", "text"),
    [
        (49650, "#,##0", "49.650"), (0.848, "0.0%", "84,8%"), (0.848, "0.0\\ %", "84,8 %"), (1.005, "0.00", "1,01"),
        (1128560, '#,##0.00\\ "€"', "1.128.560,00 €"), (-3.5, "#,##0.00;[Red]-#,##0.00", "-3,50"),
        (0, '#,##0;-#,##0;"-"', "-"), (1234567, "#,##0,", "1.235"), (7, "000", "007"), (1.5, "0.##", "1,5"),
        (480, '#,##0" T€"', "480 T€"), (0.1 + 0.2, "General", "0,3"), (12345.678, "General", "12345,678"),
        (1128560, "_-* #,##0.00\\ [$€-407]_-;\\-* #,##0.00\\ [$€-407]_-", "1.128.560,00 €"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_a_german_spreadsheet_shows_them(wert: float, format_: str, text: str) -> None:
    assert zeige(wert, "n", format_) == text


def test_hidden_parts_of_a_workbook_are_named(tmp_path: Path) -> None:
    mappe = openpyxl.Workbook()
    blatt: Any = mappe.active
    for zeile in (["Amt", "Stellen", "geheim"], ["50", 2.5, 1], ["51", 1, 1], ["Summe", "=SUM(B2:B3)", 2]):
        blatt.append(zeile)
    blatt.column_dimensions["C"].hidden = True
    blatt.row_dimensions[3].hidden = True
    mappe.create_sheet("Ablage").sheet_state = "hidden"
    mappe.save(tmp_path / "entwurf.xlsx")
    gelesen = read(tmp_path / "entwurf.xlsx")
    assert any("Ablage" in h for h in gelesen.hinweise)
    assert any("Zeilen oder Spalten ausgeblendet" in h for h in gelesen.hinweise)
    assert tabellen(gelesen)[0][:2] == [["Amt", "Stellen"], ["50", "2,5"]]


def test_a_landscape_page_is_read_as_shown(tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.open(schreibe(VORLAGE, tmp_path / "hoch.pdf")) as pdf:
        for seite in pdf.pages:  # stored sideways, shown upright
            seite.contents_add(b"q 0 1 -1 0 842 0 cm", prepend=True)
            seite.contents_add(b"Q")
            seite.mediabox = [0, 0, 842, 596]
            seite.rotate(90, relative=False)
        pdf.save(tmp_path / "quer.pdf")
    assert inhalt(read(tmp_path / "quer.pdf")) == inhalt(VORLAGE)


def test_words_broken_at_line_ends_are_joined(tmp_path: Path) -> None:
    quelle = (
        b'#set page(width: 7cm, height: 12cm)\n#set text(lang: "de", hyphenate: true)\n#set par(justify: true)\n'
        + "Die Stellenbedarfsermittlung der Sozialverwaltung erfordert Bearbeitungszeiten, Fallzahlenentwicklungen und "
        "Verteilzeitzuschläge der IT-Fachverfahrensbetreuung im Haushaltsjahr 2026.".encode()
    )  # fmt: skip
    gelesen = read(datei(tmp_path, "schmal.pdf", typst.compile(quelle)))
    assert texte(gelesen) == [quelle.decode().splitlines()[-1]]
