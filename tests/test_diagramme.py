"""Charts: the figures of the tables, readable without colour and without eyes, whole in every format."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from typing import Any

import pikepdf
import pytest
from docx import Document
from dokumentproben import BOESE, dokument, stuttgart
from lxml import etree
from word_pruefung import check_word

from stellenbedarf.ausgabe.diagramme.balken import MAX_BALKEN, Balken, Balkendiagramm, aus_tabelle
from stellenbedarf.ausgabe.diagramme.gruppen import Gruppe, Gruppendiagramm
from stellenbedarf.ausgabe.diagramme.histogramm import Histogramm
from stellenbedarf.ausgabe.diagramme.svg import render_svg
from stellenbedarf.ausgabe.diagramme.zeichnung import BREITE, SCHRIFT
from stellenbedarf.ausgabe.inhalt.bloecke import Diagramm, Inhalt, TabellenBlock, Zahl
from stellenbedarf.ausgabe.pdf import render_pdf
from stellenbedarf.ausgabe.textbreite import textbreite
from stellenbedarf.ausgabe.word.dokument import render_word
from stellenbedarf.tabellen import Spalte, Tabelle, Zelle
from stellenbedarf.zahlen import format_fest

SVG = "{http://www.w3.org/2000/svg}"
BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def diagramm(*werte: int | Fraction, name: str = "Amt") -> Balkendiagramm:
    balken = (Balken(f"{name} {n}", Fraction(w), format_fest(Fraction(w), 2), f"id{n}") for n, w in enumerate(werte))
    return Balkendiagramm("Titel", "EUR", tuple(balken), "Tabelle")


def gezeichnet(bild: Balkendiagramm) -> Any:
    return etree.fromstring(render_svg(bild, "d"))


def balken(wurzel: Any) -> list[tuple[int, int]]:
    return [(int(r.get("x")), int(r.get("width"))) for r in wurzel.iter(f"{SVG}rect")]


def test_it_names_and_describes_itself() -> None:
    wurzel = gezeichnet(diagramm(1, 2))
    ids = {e.get("id"): e.text for e in wurzel.iter(f"{SVG}title", f"{SVG}desc")}
    assert (wurzel.get("role"), wurzel.get("lang")) == ("img", "de")
    assert wurzel.get("aria-labelledby").split() == list(ids) == ["d-titel", "d-text"]
    assert list(ids.values()) == [
        "Titel",
        "Balkendiagramm, Angaben in EUR. Amt 0: 1,00; Amt 1: 2,00. Dieselben Zahlen stehen in der Tabelle „Tabelle“.",
    ]


def test_bars_are_in_proportion_and_begin_at_one_line() -> None:
    gefunden = balken(gezeichnet(diagramm(1000, 500, 0, 250, Fraction(1, 100))))
    assert len({x for x, _ in gefunden}) == 1
    breiten = [b for _, b in gefunden]
    assert breiten == [breiten[0], breiten[0] // 2, breiten[0] // 4, 1], "nothing has no bar, next to nothing has one"


def test_values_below_zero_go_the_other_way() -> None:
    (plus, minus) = balken(gezeichnet(diagramm(100, -50)))
    assert minus[0] + minus[1] == plus[0]
    assert minus[1] == plus[1] // 2


@pytest.mark.parametrize("werte", [(1, 2), (10**9, -(10**9)), (-1, -2), (0, 0), (Fraction(1, 3), 10**6)])
@pytest.mark.parametrize("name", ["Amt", "Haupt- und Personalamt (Amt 10) mit sehr langem Namen und noch mehr", BOESE])
def test_nothing_leaves_the_picture(werte: tuple[int, ...], name: str) -> None:
    wurzel = gezeichnet(diagramm(*werte, name=name))
    hoehe = int(wurzel.get("viewBox").split()[3])
    texte = list(wurzel.iter(f"{SVG}text"))
    assert len(texte) >= 2 * len(werte)
    for text in texte:
        breite = textbreite(text.text) * SCHRIFT // 1000
        x = int(text.get("x"))
        von = x - breite if text.get("text-anchor") == "end" else x
        assert von >= 0, text.text
        assert von + breite <= BREITE, text.text
        assert SCHRIFT <= int(text.get("y")) <= hoehe
    assert all(0 <= x <= x + b <= BREITE for x, b in balken(wurzel))


def test_names_that_look_like_markup_stay_names() -> None:
    wurzel = gezeichnet(
        Balkendiagramm("<b>&", "<EUR>", (Balken('"<i>', Fraction(1), "1"), Balken("]]>", Fraction(2), "2")))
    )
    assert {e.tag.removeprefix(SVG) for e in wurzel.iter()} == {"svg", "title", "desc", "rect", "path", "text"}
    assert [t.text for t in wurzel.iter(f"{SVG}text")] == ['"<i>', "1", "]]>", "2"]


def tabelle(*werte: Any) -> Tabelle:
    zeilen = tuple(
        (Zelle(f"Z{n}"), Zelle("nicht angegeben" if w is None else str(w), w, "x")) for n, w in enumerate(werte)
    )
    spalten = (Spalte("a", "A"), Spalte("kosten", "Kosten (EUR)", "eur"))
    return Tabelle("t", "T", spalten, (*zeilen, (Zelle("Gesamt"), Zelle("9", Fraction(9), "s"))), summenzeile=True)


def test_a_table_without_anything_to_compare_has_no_chart() -> None:
    assert aus_tabelle(tabelle(Fraction(1)), "kosten", "T") is None
    assert aus_tabelle(tabelle(*[Fraction(1)] * (MAX_BALKEN + 1)), "kosten", "T") is None
    bild = aus_tabelle(tabelle(Fraction(1), None, Fraction(3)), "kosten", "T")
    assert bild is not None
    assert [(b.name, b.text) for b in bild.balken] == [("Z0", "1"), ("Z2", "3")], "no bar for a gap, none for the total"


def bilder(inhalt: Inhalt) -> list[Balkendiagramm]:
    return [b.bild for b in inhalt.bloecke if isinstance(b, Diagramm)]


def test_the_charts_of_the_paper_show_the_figures_of_its_tables() -> None:
    tabellen = {b.titel: b for b in stuttgart().bloecke if isinstance(b, TabellenBlock)}
    assert [b.titel for b in bilder(stuttgart())] == [
        "Berechneter Bedarf in den Szenarien (VZÄ)", "Kosten je Haushaltsjahr in EUR", "Jährliche Kosten je Amt in EUR",
        "Stellen je Bewertung",
    ]  # fmt: skip
    for bild in bilder(stuttgart()):
        zahlen = {
            (z.text, z.id) for zeile in tabellen[bild.quelle].zeilen for c in zeile for z in c if isinstance(z, Zahl)
        }
        assert {(b.text, b.id) for b in bild.balken} <= zahlen


def test_word_shows_the_drawing_and_a_bitmap_and_says_what_they_show() -> None:
    daten = render_word(stuttgart())
    check_word(daten)
    inlines = list(Document(io.BytesIO(daten)).inline_shapes)
    namen = [i._inline.docPr for i in inlines]
    erwartet = bilder(stuttgart())
    assert [(n.get("title"), n.get("descr")) for n in namen] == [(b.titel, b.beschreibung) for b in erwartet]
    assert len({n.get("id") for n in namen}) == len(erwartet) == 4
    with zipfile.ZipFile(io.BytesIO(daten)) as paket:
        verweise = etree.fromstring(paket.read("word/_rels/document.xml.rels"))
        teile = {v.get("Id"): paket.read(f"word/{v.get('Target')}") for v in verweise if "media" in v.get("Target")}
        assert b"image/svg+xml" in paket.read("[Content_Types].xml")
    for nummer, inline in enumerate(inlines):
        (svg,) = inline._inline.iter(BLIP)
        wurzel = etree.fromstring(teile[svg.get(EMBED)])
        assert wurzel.find(f"{SVG}title").text == erwartet[nummer].titel
        assert teile[svg.getparent().getparent().getparent().get(EMBED)].startswith(b"\x89PNG")


def test_the_pdf_describes_every_chart() -> None:
    def beschreibungen(element: Any) -> Any:
        if isinstance(element, pikepdf.Array):
            for kind in element:
                yield from beschreibungen(kind)
        elif isinstance(element, pikepdf.Dictionary):
            if "/Alt" in element and element.get("/S") == "/Figure":
                yield str(element.Alt).replace("\u00a0", " ")
            yield from beschreibungen(element.get("/K"))

    with pikepdf.open(io.BytesIO(render_pdf(stuttgart()))) as pdf:
        gefunden = list(beschreibungen(pdf.Root.StructTreeRoot.K))
    assert gefunden == [b.beschreibung for b in bilder(stuttgart())]


def test_hostile_names_break_no_format() -> None:
    inhalt = dokument(Diagramm(diagramm(1, 2, name=BOESE)), Diagramm(diagramm(3, 4)))
    assert render_pdf(inhalt).startswith(b"%PDF")
    check_word(render_word(inhalt))


@pytest.mark.parametrize("linie", [None, Fraction(0), Fraction(1, 2), Fraction(3), Fraction(10**7)])
@pytest.mark.parametrize("name", ["Basis", "Obergrenze der Prüfzeit, 2 Stunden je Fall, bei 40-Stunden-Woche und mehr"])
def test_nothing_leaves_the_groups(linie: Fraction | None, name: str) -> None:
    werte = tuple(Balken(f"{name} {n}", Fraction(n), f"{n},00") for n in range(4))
    vergleich = None if linie is None else Balken("beantragt", linie, format_fest(linie, 2))
    bild = Gruppendiagramm("Titel", "VZÄ", (Gruppe("Prüfung " * 12, werte, vergleich),) * 2, "Tabelle")
    wurzel = etree.fromstring(render_svg(bild, "d"))
    hoehe = int(wurzel.get("viewBox").split()[3])
    for text in wurzel.iter(f"{SVG}text"):
        breite, x = textbreite(text.text) * SCHRIFT // 1000, int(text.get("x"))
        von = x - {"end": breite, "middle": breite // 2, "start": 0}[text.get("text-anchor")]
        assert von >= 0, text.text
        assert von + breite <= BREITE, text.text
        assert SCHRIFT - 3 <= int(text.get("y")) <= hoehe
    assert all(0 <= x <= x + b <= BREITE for x, b in balken(wurzel))
    assert "Prüfung" in wurzel[1].text


def test_names_of_quantiles_do_not_meet() -> None:
    bild = Histogramm("T", "VZÄ", [("1,00", 0.1), ("2,00", 0.9)], "3,00",
                      [("P5: 1,00", 0.0), ("P50: 1,05", 0.02), ("P95: 3,00", 1.0)])  # fmt: skip
    wurzel = etree.fromstring(render_svg(bild, "d"))
    namen = [t for t in wurzel.iter(f"{SVG}text") if t.text.startswith("P")]
    belegt = [(int(t.get("y")), int(t.get("x")), textbreite(t.text) * SCHRIFT // 1000) for t in namen]
    for n, (y, x, breite) in enumerate(belegt):
        assert x - breite // 2 >= 0
        assert x + breite // 2 <= BREITE
        assert all(y != y2 or abs(x - x2) >= (breite + b2) // 2 for y2, x2, b2 in belegt[n + 1 :])
