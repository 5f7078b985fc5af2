"""What the check says: terminal, JSON, report in Word and HTML, comments in the draft, exit codes."""

import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from lxml import etree
from pruefpapiere import als_docx, ersetze, h, p, papier, schreibe, t
from test_pruefung_lesen import inhalt

from stellenbedarf.ausgabe.formate import render
from stellenbedarf.ausgabe.pruefbericht.inhalt import baue_pruefbericht
from stellenbedarf.ausgabe.pruefbericht.json_text import als_daten
from stellenbedarf.ausgabe.pruefbericht.kommentare import kommentiere
from stellenbedarf.ausgabe.pruefbericht.konsole import pruefbericht_text
from stellenbedarf.ausgabe.pruefbericht.wortlaut import bereiche, zusammenfassung
from stellenbedarf.cli.pruefen import pruefen
from stellenbedarf.fehler import StellenbedarfFehler, Stufe
from stellenbedarf.pruefung.dokument import Dokument, Stelle, Tabelle
from stellenbedarf.pruefung.ergebnis import Bestaetigung, Hypothese, Pruefbefund, Pruefergebnis, Regel
from stellenbedarf.pruefung.lesen.einlesen import read

ENTWURF = papier(
    h(1, "Beschlussvorschlag"),
    p("Für die Ausländerbehörde werden 2,50 Stellen geschaffen.", "1."),
    h(1, "Begründung"),
    p("Die Stellen sind in der Tabelle aufgeführt."),
    t([["Bewertung", "Funktion", "Stellen", "Aufwand EUR"],
       ["EG 9b", "Sachbearbeitung", "2,00", "136.400"],
       ["A 11", "Teamleitung", "0,50", "42.100"],
       ["Gesamt", "", "2,50", "178.500"]]),
    h(2, "Ausblick", "1"),
    p("Die Entwicklung wird beobachtet."),
)  # fmt: skip
FALSCH = ersetze(ENTWURF, "178.500", "179.500")


def stelle(dokument: Dokument, block: int, zeile: int | None = None, spalte: int | None = None) -> Stelle:
    gemeint = dokument.bloecke[block - 1]
    if zeile is not None and spalte is not None and isinstance(gemeint, Tabelle):
        return gemeint.zeilen[zeile - 1][spalte - 1].stelle
    return gemeint.stelle


def ergebnis(dokument: Dokument) -> Pruefergebnis:
    """Return a result made by hand: every severity, places of every kind, a hypothesis, confirmations."""
    summe = Pruefbefund(
        "spaltensumme", Stufe.WIDERSPRUCH, "Die Summe der Spalte „Aufwand EUR“ stimmt nicht.",
        stelle(dokument, 5, 4, 4), "179.500 EUR", "178.500 EUR",
        weitere=(stelle(dokument, 5, 2, 4), stelle(dokument, 5, 3, 4)),
        hypothesen=(Hypothese("Der Betrag passt zu einem anderen Satz.", "136.400 + 43.100 = 179.500"),),
    )  # fmt: skip
    leer = Pruefbefund("leerer-abschnitt", Stufe.HINWEIS, "Der Abschnitt „Ausblick“ ist kurz.", stelle(dokument, 6))
    grob = Pruefbefund(
        "grad", Stufe.FEHLER, "Die Bewertung <EG 99> gibt es nicht & fehlt.", stelle(dokument, 2), "EG 99"
    )
    return Pruefergebnis(
        dokument.datei,
        (grob, summe, leer),
        (Bestaetigung("spaltensumme", "2,00 + 0,50 = 2,50 Stellen", stelle(dokument, 5, 4, 3)),
         Bestaetigung("zeilenprodukt", "2,00 × 68.200 EUR = 136.400 EUR", stelle(dokument, 5, 2, 4))),
        (Regel("spaltensumme", "Summe einer Spalte gegen ihre Zeilen", "Rechenregel"),
         Regel("grad", "Bewertungen gegen die Tarif- und Besoldungsordnung", "BBesG Anlage I")),
    )  # fmt: skip


# --- Wording ------------------------------------------------------------------------------------------------------


def test_the_terminal_shows_place_figures_and_possible_explanations() -> None:
    text = pruefbericht_text(ergebnis(FALSCH), ("Seite 3 ist ein Bild",))
    assert text.splitlines()[0] == (
        "vorlage.txt: 1 Fehler, 1 Widerspruch, 1 Hinweis; 2 Angaben nachgerechnet und richtig."
    )
    assert "Nicht geprüft: Seite 3 ist ein Bild" in text
    assert [z for z in text.splitlines() if z in ("Fehler", "Widerspruch", "Hinweis")] == [
        "Fehler", "Widerspruch", "Hinweis",
    ]  # fmt: skip
    assert "  Stelle: Abschnitt „Begründung“, Tabelle 1, Zeile 4, Spalte 4" in text
    assert "  Dazu:   Abschnitt „Begründung“, Tabelle 1, Zeilen 2–3" in text
    assert "  Zahlen: angegeben 179.500 EUR, nachgerechnet 178.500 EUR" in text
    assert "  → Möglich wäre: Der Betrag passt zu einem anderen Satz. Rechnung: 136.400 + 43.100 = 179.500" in text
    assert "1 × spaltensumme, 1 × zeilenprodukt" in text
    assert "2,00 × 68.200 EUR" not in text
    assert "2,00 × 68.200 EUR" in pruefbericht_text(ergebnis(FALSCH), ausfuehrlich=True)
    assert max(map(len, text.splitlines())) <= 100


def test_nothing_found_is_said() -> None:
    assert zusammenfassung(Pruefergebnis("x")) == "keine Befunde; 0 Angaben nachgerechnet und richtig"


def test_rows_are_named_in_runs() -> None:
    assert bereiche([3, 1, 2, 7, 9, 10]) == "1–3, 7, 9–10"


def test_json_has_the_agreed_keys() -> None:
    daten = json.loads(json.dumps(als_daten(ergebnis(FALSCH))))
    befund = daten["befunde"][1]
    assert befund["regel"] == "spaltensumme"
    assert befund["stufe"] == "Widerspruch"
    assert befund["fundstelle"] == "vorlage.txt, Abschnitt „Begründung“, Tabelle 1, Zeile 4, Spalte 4"
    assert (befund["angegeben"], befund["nachgerechnet"]) == ("179.500 EUR", "178.500 EUR")
    assert befund["hypothesen"] == [
        {"text": "Der Betrag passt zu einem anderen Satz.", "rechnung": "136.400 + 43.100 = 179.500"}
    ]
    assert befund["stelle"] == {"abschnitt": ["Begründung"], "tabelle": 1, "zeile": 4, "spalte": 4}
    assert {"regel", "text", "fundstelle"} <= daten["bestaetigt"][0].keys()
    assert {"regel", "stufe", "text", "fundstelle", "angegeben", "nachgerechnet", "hypothesen"} <= befund.keys()


# --- Report -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["html", "docx"])
def test_the_report_says_everything_in_every_format(tmp_path: Path, name: str) -> None:
    inhalt = baue_pruefbericht(ergebnis(FALSCH), dt.date(2026, 3, 1), ("Seite 3 ist ein Bild",), ["frueher.pdf"])
    ziel = tmp_path / f"bericht.{name}"
    ziel.write_bytes(render(inhalt, (name,))[name])
    texte = []
    for block in read(ziel).bloecke:  # our own readers understand our own report
        zellen = [c.text for z in block.zeilen for c in z] if isinstance(block, Tabelle) else [block.text]
        texte += [block.titel] if isinstance(block, Tabelle) else []
        texte += zellen
    alles = "\n".join(texte).replace("\u00a0", " ")
    for teil in ("01.03.2026", "frueher.pdf", "Seite 3 ist ein Bild", "179.500 EUR", "178.500 EUR",
                 "Möglich wäre: Der Betrag passt", "Die Bewertung <EG 99> gibt es nicht & fehlt.", "BBesG Anlage I",
                 "2,00 × 68.200 EUR = 136.400 EUR", "Abschnitt „Begründung“, Tabelle 1, Zeilen 2–3"):  # fmt: skip
        assert teil in alles, teil


def test_a_report_without_findings_is_complete_too() -> None:
    text = render(baue_pruefbericht(Pruefergebnis("x.pdf"), dt.date(2026, 3, 1)), ("html",))["html"].decode()
    assert "keine Befunde" in text
    assert "Übersicht der Befunde" not in text


# --- Comments -----------------------------------------------------------------------------------------------------


def ohne_kommentare(daten: bytes) -> bytes:
    """Return the body of a Word file without what belongs to comments, in canonical form."""
    with zipfile.ZipFile(io.BytesIO(daten)) as archiv:
        wurzel = etree.fromstring(archiv.read("word/document.xml"))
    for verweis in list(wurzel.iter(qn("w:commentReference"))):
        lauf = verweis.getparent()
        lauf.getparent().remove(lauf)
    for name in ("w:commentRangeStart", "w:commentRangeEnd"):
        for element in list(wurzel.iter(qn(name))):
            element.getparent().remove(element)
    return etree.tostring(wurzel, method="c14n")


def kommentierte(daten: bytes) -> dict[str, str]:
    """Return for every commented paragraph its text and the comment, keyed by the comment's first words."""
    dokument = docx.Document(io.BytesIO(daten))
    texte = {str(k.comment_id): k.text for k in dokument.comments}
    gefunden = {}
    for absatz in dokument.element.body.iter(qn("w:p")):
        for anfang in absatz.iter(qn("w:commentRangeStart")):
            text = "".join(x.text or "" for x in absatz.iter(qn("w:t")))
            gefunden[texte[anfang.get(qn("w:id"))]] = text
    return gefunden


def test_comments_stand_at_paragraph_and_cell_and_change_nothing_else(tmp_path: Path) -> None:
    daten = schreibe(FALSCH, tmp_path / "entwurf.docx").read_bytes()
    gelesen = read(tmp_path / "entwurf.docx")
    kommentiert = kommentiere(daten, "entwurf.docx", ergebnis(gelesen))
    texte = kommentierte(kommentiert)
    assert [texte[k] for k in sorted(texte)] == [
        "1. Für die Ausländerbehörde werden 2,50 Stellen geschaffen.", "1. Ausblick", "179.500",
    ]  # fmt: skip
    widerspruch = next(k for k in texte if k.startswith("Widerspruch"))
    assert "angegeben 179.500 EUR, nachgerechnet 178.500 EUR" in widerspruch
    assert "Möglich wäre: Der Betrag passt" in widerspruch
    assert ohne_kommentare(kommentiert) == ohne_kommentare(daten)
    (tmp_path / "mit.docx").write_bytes(kommentiert)
    assert inhalt(read(tmp_path / "mit.docx")) == inhalt(gelesen)


def test_comments_of_others_stay(tmp_path: Path) -> None:
    vorher = docx.Document(io.BytesIO(als_docx(FALSCH)))
    vorher.add_comment(vorher.paragraphs[1].runs, "Bitte prüfen", "Amt 32", "A")
    vorher.save(str(tmp_path / "entwurf.docx"))
    daten = (tmp_path / "entwurf.docx").read_bytes()
    kommentiert = docx.Document(io.BytesIO(kommentiere(daten, "e.docx", ergebnis(read(tmp_path / "entwurf.docx")))))
    assert [k.author for k in kommentiert.comments] == ["Amt 32", *["Prüfung der Zahlen"] * 3]
    assert kommentiert.comments.get(0) is not None


def test_a_place_that_is_unknown_is_commented_at_the_top(tmp_path: Path) -> None:
    daten = schreibe(FALSCH, tmp_path / "entwurf.docx").read_bytes()
    irgendwo = Pruefbefund("x", Stufe.FEHLER, "Steuer\x07zeichen", Stelle("entwurf.docx"))
    texte = kommentierte(kommentiere(daten, "entwurf.docx", Pruefergebnis("entwurf.docx", (irgendwo,))))
    assert texte == {"Fehler: Steuerzeichen\nRegel: x": "Beschlussvorschlag"}


def test_comments_work_where_text_was_tracked_or_linked(tmp_path: Path) -> None:
    dokument = docx.Document(io.BytesIO(als_docx(FALSCH)))
    absatz = dokument.paragraphs[1]._p
    lauf = absatz.find(qn("w:r"))
    einfuegung = absatz.makeelement(qn("w:ins"), {qn("w:id"): "9", qn("w:author"): "x"})
    absatz.replace(lauf, einfuegung)
    einfuegung.append(lauf)
    dokument.save(str(tmp_path / "entwurf.docx"))
    daten = (tmp_path / "entwurf.docx").read_bytes()
    texte = kommentierte(kommentiere(daten, "e.docx", ergebnis(read(tmp_path / "entwurf.docx"))))
    assert "1. Für die Ausländerbehörde werden 2,50 Stellen geschaffen." in texte.values()


# --- Command line -------------------------------------------------------------------------------------------------


def rufe(*argumente: Any) -> Result:
    return CliRunner().invoke(pruefen, [str(a) for a in argumente], catch_exceptions=True)


@pytest.mark.parametrize(
    "text",
    [
        "Der Bedarf ist offen.",  # no figures
        "1\t2\t3\n4\t5\t9\n",  # a table without head
        "Costs of 1,128,560.00 EUR.\n\n| a | b |\n|---|---|\n| 1,200.50 | 3 |\n",  # English figures
    ],
)
def test_a_paper_without_a_figure_to_recompute_is_not_called_right(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    lauf = rufe(tmp_path / "x.md", "--json")
    assert lauf.exit_code == 1
    assert "Keine Zahl ließ sich nachrechnen" in json.loads(lauf.stdout)["nicht_geprueft"][-1]


def test_exit_codes_tell_weight(tmp_path: Path) -> None:
    assert rufe(schreibe(ENTWURF, tmp_path / "gut.docx")).exit_code == 0
    falsch = rufe(schreibe(FALSCH, tmp_path / "falsch.docx"))
    assert falsch.exit_code == 1
    assert "178.500" in falsch.stdout
    assert "179.500" in falsch.stdout


def test_json_stands_alone_on_the_output(tmp_path: Path) -> None:
    fertig = rufe(schreibe(FALSCH, tmp_path / "falsch.pdf"), "--json", "--html", tmp_path / "b.html")
    daten = json.loads(fertig.stdout)
    assert daten["datei"] == "falsch.pdf"
    assert any("179.500" in b["angegeben"] for b in daten["befunde"])
    assert "Geschrieben" in fertig.stderr
    assert (tmp_path / "b.html").is_file()


def test_reports_and_comments_are_written(tmp_path: Path) -> None:
    entwurf = schreibe(FALSCH, tmp_path / "falsch.docx")
    fertig = rufe(entwurf, "--docx", tmp_path / "b.docx", "--kommentare", tmp_path / "k.docx")
    assert fertig.exit_code == 1
    assert any("178.500" in k for k in kommentierte((tmp_path / "k.docx").read_bytes()))
    assert docx.Document(str(tmp_path / "b.docx")).core_properties.title == "Prüfung der Zahlen"
    nochmal = rufe(entwurf, "--docx", tmp_path / "b.docx")
    assert isinstance(nochmal.exception, StellenbedarfFehler)
    assert rufe(entwurf, "--docx", tmp_path / "b.docx", "--ueberschreiben").exit_code == 1


def test_a_second_paper_is_read(tmp_path: Path) -> None:
    entwurf = schreibe(FALSCH, tmp_path / "falsch.docx")
    zweites = schreibe(ENTWURF, tmp_path / "frueher.html")
    assert rufe(entwurf, "--mit", zweites).exit_code == 1
    assert isinstance(rufe(entwurf, "--mit", tmp_path / "fehlt.pdf").exception, StellenbedarfFehler)


@pytest.mark.parametrize(
    ("argumente", "grund"),
    [
        (["fall.yaml", "--json"], "nur für Entwürfe"),
        (["a.docx", "b.docx"], "einzeln"),
        (["a.docx", "--fallzahlen", "x.csv"], "nur für Fälle"),
        (["a.docx", "--html", "x.docx"], "Endung .html"),
        (["a.docx", "--kommentare", "a.docx"], "überschreiben"),
        (["a.docx", "--docx", "x.docx", "--kommentare", "x.docx"], "denselben Namen"),
        (["fall.yaml", "a.docx"], "einzeln"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(argumente: list[str], grund: str) -> None:
    fertig = rufe(*argumente)
    assert fertig.exit_code == 2
    assert grund in re.sub(r"\s+", " ", fertig.output)


def test_comments_need_a_word_file(tmp_path: Path) -> None:
    fertig = rufe(schreibe(FALSCH, tmp_path / "falsch.txt"), "--kommentare", tmp_path / "k.docx")
    assert "nur für Entwürfe in Word" in str(fertig.exception)
    assert not (tmp_path / "k.docx").exists()


def test_cases_stay_cases(tmp_path: Path) -> None:
    wurzel = Path(__file__).parent.parent
    fertig = rufe(wurzel / "inputs" / "stuttgart-it-personal.yaml")
    assert "Positionen geprüft" in fertig.stdout
    blatt = schreibe(ENTWURF, tmp_path / "entwurf.xlsx")
    assert rufe(blatt).exit_code == 0
    assert "entwurf.xlsx: keine Befunde" in rufe(blatt).stdout
