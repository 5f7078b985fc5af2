"""Tables without rules in PDFs, from Typst and from LibreOffice: found whole, over pages, with wrapped cells."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pruefpapiere import als_docx, als_pdf, h, p, papier, t
from pruefung_option import option
from pruefung_saubere import SAUBER, dokument

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Dokument, Tabelle
from stellenbedarf.pruefung.lesen.einlesen import read
from stellenbedarf.pruefung.lesen.pdf import read_pdf
from stellenbedarf.pruefung.pruefen import pruefe

SCHWER = (Stufe.FEHLER, Stufe.WIDERSPRUCH)
PAPIERE: dict[str, Callable[[], Dokument]] = {
    bau.__name__: lambda bau=bau: dokument(bau()) for bau in SAUBER
} | {"option": option}  # fmt: skip


def tabellen(dok: Dokument) -> list[list[list[str]]]:
    return [[[z.text for z in r] for r in b.zeilen] for b in dok.bloecke if isinstance(b, Tabelle)]


def schwer(dok: Dokument) -> list[str]:
    return sorted(b.regel for b in pruefe(dok).befunde if b.stufe in SCHWER)


@pytest.mark.parametrize(("schrift", "rand"), [("10pt", "5pt"), ("9pt", "4pt"), ("11pt", "4pt")])
@pytest.mark.parametrize("name", PAPIERE)
def test_typst_tables_without_rules(name: str, schrift: str, rand: str) -> None:
    dok = PAPIERE[name]()
    gelesen = read_pdf(als_pdf(dok, linien="keine", schrift=schrift, rand=rand), "x.pdf")
    assert schwer(gelesen) == schwer(dok)
    assert len(tabellen(gelesen)) == len(tabellen(dok))


@pytest.fixture(scope="module")
def buero(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export every paper from LibreOffice, its tables without rules."""
    ordner = tmp_path_factory.mktemp("buero")
    for name, bau in PAPIERE.items():
        (ordner / f"{name}.docx").write_bytes(als_docx(bau(), linien=False))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(ordner / 'profil').as_uri()}", "--headless", "--norestore",
         "--convert-to", "pdf", "--outdir", str(ordner), *(str(ordner / f"{n}.docx") for n in PAPIERE)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return ordner


@pytest.mark.echt("soffice")
@pytest.mark.parametrize("name", PAPIERE)
def test_word_tables_without_rules(name: str, buero: Path) -> None:
    dok = PAPIERE[name]()
    gelesen = read(buero / f"{name}.pdf")
    assert schwer(gelesen) == schwer(dok)
    assert len(tabellen(gelesen)) == len(tabellen(dok))
    if name != "allris":  # eight columns: its heads are cut inside words
        assert len(pruefe(gelesen).bestaetigt) * 10 >= len(pruefe(dok).bestaetigt) * 9


KOPF = ["Org.-Einheit", "Bewertung", "Funktionsbezeichnung", "Stellen", "Aufwand EUR"]


def test_a_table_over_pages_is_one_and_wrapped_cells_stay_whole() -> None:
    zeilen = [
        [
            f"20-{n}",
            "EG 9b",
            f"Forderungsmanagement und Vollstreckung im Außendienst, Bereich {n}",
            "0,5",
            "35.000",
        ]
        for n in range(1, 41)
    ]
    dok = papier(h(1, "Anlage"), t([KOPF, *zeilen, ["Gesamt", "", "", "20,0", "1.400.000"]]), p("Ende der Anlage."))
    gelesen = read_pdf(als_pdf(dok, linien="keine"), "x.pdf")
    assert tabellen(gelesen) == tabellen(dok)


def test_a_caption_between_two_tables_divides_them() -> None:
    dok = papier(
        h(1, "Bedarf"),
        t([["Sachgebiet", "Ist", "Soll", "Mehr"], ["Hilfen", "2,5", "3,25", "0,75"], ["Pflege", "1,0", "2,0", "1,0"]]),
        p("Kosten der neuen Stellen:"),
        t([["Stelle", "EG", "VZÄ", "Kosten EUR"], ["Fallmanagement", "10", "1,75", "138.162"]]),
    )
    gelesen = read_pdf(als_pdf(dok, linien="keine"), "x.pdf")
    assert [len(x) for x in tabellen(gelesen)] == [3, 2]


def test_running_text_with_wide_gaps_is_no_table() -> None:
    dok = papier(h(1, "Beschluss"), *(p(f"Punkt {n} betrifft die Stellen im Amt.", "–") for n in range(12)))
    assert tabellen(read_pdf(als_pdf(dok, linien="keine"), "x.pdf")) == []
