"""Readers of foreign papers: the same paper in every format gives the same headings, paragraphs and cells."""

import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pruefpapiere import FORMATE, h, p, papier, schreibe, t

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.pruefung.dokument import Absatz, Dokument, Tabelle, Ueberschrift
from stellenbedarf.pruefung.lesen.einlesen import read

LANG = (
    "Die Aufgaben der Wohngeldstelle sind seit der Reform deutlich gewachsen. Neben den laufenden Bewilligungen fallen "
    "Plausibilisierungen, Datenabgleiche und Rückforderungen an, die bisher nicht bemessen waren. Für die "
    "Sachbearbeitung wird deshalb ein zusätzlicher Bedarf von 2,75 Stellen gesehen, der sich aus 4.125 Anträgen und "
    "einer mittleren Bearbeitungszeit von 62 Minuten ergibt."
)
VORLAGE = papier(
    h(1, "Beschlussantrag"),
    p("Für die Wohngeldstelle werden 2,75 Stellen in EG 9b zum 01.07.2026 geschaffen.", "1."),
    p("Die Mittel von 187.550 EUR werden im Teilhaushalt 500 bereitgestellt:", "2."),
    p("100 % Sachbearbeitung Wohngeld, EG 9b", "–"),
    p("75 % Sachbearbeitung Rückforderungen, EG 9a", "–"),
    h(1, "Begründung"),
    h(2, "Ausgangslage", "1"),
    p(LANG),
    p("Der Rat hat am 12. März 2025 die Ausweitung beschlossen. " + LANG),
    h(2, "Bedarf", "2"),
    h(3, "Sachbearbeitung", "2.1"),
    p(LANG + " " + LANG),
    t([["Org.-Einheit", "Bewertung", "Funktion", "Stellen", "Aufwand EUR"],
       ["50-1", "EG 9b", "Sachbearbeitung Wohngeld", "1,00", "68.200"],
       ["50-1", "EG 9a", "Sachbearbeitung Rückforderungen und Unterhaltsheranziehung", "0,75", "48.150"],
       ["50-2", "A 11", "Teamleitung", "1,00", "71.200"],
       ["Gesamt", "", "", "2,75", "187.550"]], titel="Tabelle 1: Stellen der Wohngeldstelle"),
    p("Die Tabelle enthält die Jahreswerte."),
    h(3, "Leitung", "2.2"),
    p(LANG),
    h(1, "Stellenübersicht", "Anlage 1"),
    t([["Nr.", "Bezeichnung", "2025", "2026"]]
      + [[str(n), f"Stelle {chr(65 + n % 26)}", f"{n},50", f"{n}.000"] for n in range(1, 90)],
      titel="Tabelle 2: Fortschreibung"),
)  # fmt: skip


def inhalt(dokument: Dokument) -> list[tuple[Any, ...]]:
    """Return what a paper says, without places and without the look of list markers."""
    zeilen: list[tuple[Any, ...]] = []
    for block in dokument.bloecke:
        match block:
            case Ueberschrift():
                zeilen.append((f"h{block.ebene}", block.nummer, block.text))
            case Absatz():
                zeilen.append(("p", block.nummer.replace("•", "–"), block.text))
            case Tabelle():
                texte = tuple(tuple(z.text for z in zeile) for zeile in block.zeilen)
                zeilen.append(("t", block.kopfzeilen, block.titel, texte))
    return zeilen


@pytest.mark.parametrize(
    ("endung", "layout"),
    [
        ("docx", {}), ("docx", {"fett": True}), ("docx", {"listen": False}), ("html", {}), ("md", {}), ("txt", {}),
        ("txt", {"spalten": "leerzeichen"}), ("pdf", {}), ("pdf", {"linien": "waagrecht"}),
        ("pdf", {"linien": "keine"}),
    ],
)  # fmt: skip
def test_every_format_says_the_same(tmp_path: Path, endung: str, layout: dict[str, Any]) -> None:
    gelesen = read(schreibe(VORLAGE, tmp_path / f"vorlage.{endung}", **layout))
    assert inhalt(gelesen) == inhalt(VORLAGE)
    assert gelesen.art == endung


@pytest.mark.parametrize("zahlen", [True, False])
def test_workbooks_say_the_same_below_the_name_of_the_sheet(tmp_path: Path, zahlen: bool) -> None:
    gelesen = read(schreibe(VORLAGE, tmp_path / "vorlage.xlsx", zahlen=zahlen))
    erste, *rest = inhalt(gelesen)
    assert erste == ("h1", "", "Vorlage")
    assert [z[1:] for z in rest] == [z[1:] for z in inhalt(VORLAGE)]
    zelle = next(b for b in gelesen.bloecke if isinstance(b, Tabelle)).zeilen[2][4]
    assert (zelle.text, zelle.stelle.blatt, zelle.stelle.zelle) == ("48.150", "Vorlage", "E28")
    wert = openpyxl.load_workbook(tmp_path / "vorlage.xlsx")["Vorlage"]["E28"].value
    assert wert == (48150 if zahlen else "48.150")
    assert str(zelle.stelle.fundstelle()).startswith("vorlage.xlsx, Blatt „Vorlage“, Zelle E28, Abschnitt")


@pytest.mark.parametrize("endung", sorted(set(FORMATE) - {"xlsx"}))
def test_places_are_those_a_reader_would_count(tmp_path: Path, endung: str) -> None:
    gelesen = read(schreibe(VORLAGE, tmp_path / f"vorlage.{endung}"))
    tabellen = [b for b in gelesen.bloecke if isinstance(b, Tabelle)]
    stelle = tabellen[0].zeilen[2][3].stelle
    assert stelle.abschnitt == ("Begründung", "2 Bedarf", "2.1 Sachbearbeitung")
    assert (stelle.tabelle, stelle.zeile, stelle.spalte) == (1, 3, 4)
    assert [b.stelle.block for b in gelesen.bloecke] == list(range(1, len(gelesen.bloecke) + 1))
    letzter = [b for b in gelesen.bloecke if isinstance(b, Absatz)][-1].stelle
    assert (letzter.absatz, letzter.abschnitt[-1]) == (1, "2.2 Leitung")
    if endung == "pdf":
        seiten = [z[0].stelle.seite for z in tabellen[1].zeilen]
        assert seiten == sorted(seiten, key=int)
        assert len(set(seiten)) >= 2  # one table over several pages, each row with its page
    if endung in ("md", "txt"):
        zeilen = (tmp_path / f"vorlage.{endung}").read_text("utf-8").splitlines()
        assert "48.150" in zeilen[(stelle.zeile_im_text or 0) - 1]


@pytest.mark.parametrize("name", ["vorlage.txt", "vorlage.docx", "vorlage", "vorlage.html"])
def test_the_content_says_what_a_file_is(tmp_path: Path, name: str) -> None:
    pdf = schreibe(VORLAGE, tmp_path / "echt.pdf").read_bytes()
    (tmp_path / name).write_bytes(pdf)
    assert inhalt(read(tmp_path / name)) == inhalt(VORLAGE)


@pytest.mark.echt("soffice")
def test_papers_printed_by_an_office_program(tmp_path: Path) -> None:
    """Another typesetter, other fonts, borders drawn as lines: the same content."""
    assert inhalt(read(drucke(schreibe(VORLAGE, tmp_path / "vorlage.docx")))) == inhalt(VORLAGE)


def drucke(datei: Path) -> Path:
    """Return the PDF that LibreOffice makes of a file."""
    profil = (datei.parent / "profil").resolve().as_uri()
    befehl = ["soffice", f"-env:UserInstallation={profil}", "--headless", "--norestore", "--convert-to", "pdf"]
    subprocess.run([*befehl, "--outdir", str(datei.parent), str(datei)], check=True, capture_output=True, timeout=120)
    return datei.with_suffix(".pdf")


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StellenbedarfFehler, match="gibt es nicht"):
        read(tmp_path / "fehlt.pdf")
    with pytest.raises(StellenbedarfFehler, match="Ordner"):
        read(tmp_path)
