"""The pages in a real browser: axe finds nothing, the keyboard reaches everything, print has heads and page numbers."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from dokumentproben import boese
from playwright.sync_api import Browser, Page, sync_playwright
from test_nachvollziehbarkeit import EINZELN, papier, passt

from stellenbedarf.ausgabe.html import render_html
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN

OPTIONEN = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SICHTBAR = (
    "e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; }"
)

pytestmark = pytest.mark.echt("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=OPTIONEN)
        yield chromium
        chromium.close()


@pytest.fixture
def seite(browser: Browser) -> Iterator[Page]:
    offen = browser.new_page(viewport={"width": 1280, "height": 900})
    yield offen
    offen.close()


def lade(seite: Page, html: str, ordner: Path) -> None:
    datei = ordner / "seite.html"
    datei.write_text(html, encoding="utf-8")
    seite.goto(datei.as_uri())


def verstoesse(seite: Page) -> list[str]:
    """Return what axe finds; all its rules run, also those of good practice."""
    ergebnis = Axe().run(seite).response
    assert len(ergebnis["passes"]) > 20, "axe ran"
    return [f"{v['id']}: {k['target']}" for v in ergebnis["violations"] for k in v["nodes"]]


def html(fall: str = "stuttgart-it-personal.yaml", art: str = "beschlussvorlage") -> str:
    blatt = papier((fall,), art)
    assert blatt is not None
    return blatt.dateien["html"].decode()


@pytest.mark.parametrize(("fall", "art"), [(f, a) for f in EINZELN for a in BERICHTSARTEN if passt((f,), a)])
def test_axe_finds_nothing(seite: Page, tmp_path: Path, fall: str, art: str) -> None:
    lade(seite, html(fall, art), tmp_path)
    assert verstoesse(seite) == []


def test_axe_finds_nothing_in_a_hostile_document_on_a_phone(seite: Page, tmp_path: Path) -> None:
    seite.set_viewport_size({"width": 360, "height": 800})
    lade(seite, render_html(boese()).decode(), tmp_path)
    assert verstoesse(seite) == []


@pytest.mark.parametrize(
    ("alt", "neu", "regel"),
    [('<html lang="de">', "<html>", "html-has-lang"), (' tabindex="0"', "", "scrollable-region-focusable"),
     ("--grau: #595959", "--grau: #aaaaaa", "color-contrast"), ("<h2 ", "<h4 ", "heading-order")],
)  # fmt: skip
def test_axe_would_find_something(seite: Page, tmp_path: Path, alt: str, neu: str, regel: str) -> None:
    text = html()
    assert alt in text
    seite.set_viewport_size({"width": 360, "height": 800})
    lade(seite, text.replace(alt, neu), tmp_path)
    assert regel in {v.partition(":")[0] for v in verstoesse(seite)}


def fokus(seite: Page) -> Any:
    return seite.evaluate_handle("document.activeElement").as_element()


def test_the_keyboard_skips_the_contents_and_reaches_every_table(seite: Page, tmp_path: Path) -> None:
    lade(seite, html(), tmp_path)
    seite.keyboard.press("Tab")
    sprung = fokus(seite)
    assert sprung.inner_text() == "Zum Inhalt springen"
    assert sprung.bounding_box()["x"] >= 0, "the link shows itself when it has the focus"
    assert sprung.evaluate(SICHTBAR)
    seite.keyboard.press("Enter")
    assert fokus(seite).get_attribute("id") == "inhalt"
    erreicht = set()
    anzahl = seite.locator("main a, main [tabindex='0']").count()
    assert anzahl > 150
    for _ in range(anzahl):
        seite.keyboard.press("Tab")
        element = fokus(seite)
        if element.get_attribute("role") == "region":
            erreicht.add(element.get_attribute("aria-label"))
            assert element.evaluate(SICHTBAR)
        elif len(erreicht) < 3:
            assert element.evaluate(SICHTBAR), "whatever has the focus is marked"
    assert len(erreicht) == seite.locator("main .tabelle").count() > 7


def test_a_table_wider_than_a_phone_scrolls_by_keyboard(seite: Page, tmp_path: Path) -> None:
    seite.set_viewport_size({"width": 360, "height": 800})
    lade(seite, html(), tmp_path)
    breit = seite.locator(".tabelle").evaluate_all("ts => ts.findIndex(t => t.scrollWidth > t.clientWidth + 20)")
    assert breit >= 0
    tabelle = seite.locator(".tabelle").nth(breit)
    tabelle.focus()
    seite.keyboard.press("ArrowRight")
    seite.wait_for_timeout(400)
    assert tabelle.evaluate("t => t.scrollLeft") > 0


@pytest.mark.echt("pdftotext")
def test_print_has_page_numbers_and_repeats_table_heads(seite: Page, tmp_path: Path) -> None:
    lade(seite, html("stuttgart-jobcenter.yaml"), tmp_path)
    daten = seite.pdf(prefer_css_page_size=True, print_background=False)
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=daten, capture_output=True, check=True)
    seiten = text.stdout.decode().split("\f")[:-1]
    with pikepdf.open(io.BytesIO(daten)) as pdf:
        assert len(pdf.pages) == len(seiten) > 5
        assert [round(float(z)) for z in pdf.pages[0].mediabox[2:]] == [595, 842]
    assert all(f"Seite {n} von {len(seiten)}" in s for n, s in enumerate(seiten, start=1))
    assert all("GRDrs 647/2011 · Stellenbedarf" in s for s in seiten), "every page names the paper"
    assert "Zum Inhalt springen" not in seiten[0]
    assert "Inhaltsverzeichnis" not in seiten[0]
    angaben = [s for s in seiten if "Quelle, Stand und Status" in s]
    assert len(angaben) > 1, "a table that breaks repeats its head"
