"""Job papers: every weight and share of the three Berlin cases in all formats, complete origins, and bad input."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import html as lxml_html
from test_kommandos import run
from test_pdf import befunde as pdf_befunde
from test_pdf import ziele

from stellenbedarf.ausgabe.formate import render
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt, TabellenBlock, Zahl
from stellenbedarf.ausgabe.inhalt.daten import als_daten
from stellenbedarf.fehler import Befunde, StellenbedarfFehler
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.profil import GEWICHTE, Ausschreibung
from stellenbedarf.rechnung.lauf import rechne
from stellenbedarf.rechnung.modell import baue_modell

INPUTS = Path(__file__).parent.parent / "inputs"
IT, LEISTUNG, KI = "berlin-it-koordination", "berlin-leistungskoordination", "berlin-ki"
FAELLE = (IT, LEISTUNG, KI)
ARTEN = ("stellenbeschreibung", "anforderungsprofil", "stellenausschreibung")
FORMATE = ("docx", "pdf", "html")
PAPIERE = [(fall, art) for fall in FAELLE for art in ARTEN]

# The weights of 3.1, 3.2 and 3.3 in order, as printed in the published profiles.
GEWICHTE_DER_QUELLE = {
    IT: ("24342333", "3333334", "43433333"),
    LEISTUNG: ("243233", "3224", "32332"),
    KI: ("44433322", "434332", "33211"),
}
# Shares, hours a year (share × 1,0 × 1.631 h, KGSt 2022 at 40 hours) and hours a week (share × 40 h), counted by hand.
ZEILEN = {
    IT: [("35 %", "570,85", "14"), ("30 %", "489,3", "12"), ("20 %", "326,2", "8"), ("15 %", "244,65", "6"),
         ("100 %", "1.631", "40")],
    LEISTUNG: [("40 %", "652,4"), ("25 %", "407,75"), ("20 %", "326,2"), ("15 %", "244,65"), ("100 %", "1.631")],
    KI: [("40 %", "652,4"), ("20 %", "326,2"), ("15 %", "244,65"), ("15 %", "244,65"), ("10 %", "163,1"),
         ("100 %", "1.631")],
}  # fmt: skip


@cache
def fall(name: str) -> Fall:
    return read_fall(INPUTS / f"{name}.yaml")[0]


def papier(gegeben: Fall, art: str, *nummern: str) -> Inhalt:
    gesammelt = Befunde()
    ergebnis = rechne(baue_modell([gegeben], gesammelt), befunde=gesammelt)
    return baue_inhalt(ergebnis, BERICHTSARTEN[art], nummern)


@cache
def inhalt(name: str, art: str) -> Inhalt:
    return papier(fall(name), art)


@cache
def datei(name: str, art: str, format_: str) -> bytes:
    return render(inhalt(name, art), (format_,))[format_]


def mit_position(gegeben: Fall, **felder: Any) -> Fall:
    return replace(gegeben, positionen=(replace(gegeben.positionen[0], **felder),))


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def zellen(name: str, art: str, format_: str) -> list[list[str]]:
    """Return the rows of all tables as texts without the labels of figures; of a PDF its lines."""
    daten = datei(name, art, format_)
    if format_ == "docx":
        word = docx.Document(io.BytesIO(daten))
        marken = ("Herkunftszeichen",)
        return [
            [normal(" ".join("".join(r.text for r in p.runs if r.style.name not in marken) for p in z.paragraphs))
             for z in zeile.cells]
            for tabelle in word.tables for zeile in tabelle.rows
        ]  # fmt: skip
    if format_ == "html":
        seite = lxml_html.fromstring(daten)
        return [[normal(z.text_content()) for z in zeile] for zeile in seite.iter("tr")]
    lauf = subprocess.run(["pdftotext", "-layout", "-", "-"], input=daten, capture_output=True, check=True)
    return [[normal(z) for z in re.split(r"\s{2,}", zeile.strip())] for zeile in lauf.stdout.decode().splitlines()]


@pytest.mark.echt("pdftotext")
@pytest.mark.parametrize("format_", FORMATE)
@pytest.mark.parametrize("name", FAELLE)
def test_every_weight_of_the_published_profile_is_in_its_column(name: str, format_: str) -> None:
    zeilen = {z[0].split(" ")[0]: z for z in zellen(name, "anforderungsprofil", format_) if z}
    for gruppe, gewichte in enumerate(GEWICHTE_DER_QUELLE[name], start=1):
        for stelle, gewicht in enumerate(gewichte, start=1):
            spalten = " ".join(zeilen[f"3.{gruppe}.{stelle}"][1:]).split(" ")[-4:]
            assert spalten == [gewicht if g == gewicht else "–" for g in GEWICHTE], (gruppe, stelle)
        assert f"3.{gruppe}.{len(gewichte) + 1}" not in zeilen


@pytest.mark.parametrize("name", FAELLE)
def test_the_legend_and_all_statements_are_there(name: str) -> None:
    text = normal(lxml_html.fromstring(datei(name, "anforderungsprofil", "html")).text_content())
    assert "4 = unabdingbar, 3 = sehr wichtig, 2 = wichtig, 1 = erforderlich" in text
    position = fall(name).positionen[0]
    for merkmal in position.leistungsmerkmale:
        for satz in (merkmal.bezeichnung, merkmal.beschreibung, *merkmal.aussagen):
            assert normal(satz) in text
    assert position.profil is not None
    for satz in (*position.profil.arbeitsgebiet, *position.profil.anforderungen_tarif, *position.profil.erwuenscht):
        assert normal(satz) in text


@pytest.mark.echt("pdftotext")
@pytest.mark.parametrize("format_", FORMATE)
@pytest.mark.parametrize("name", FAELLE)
def test_every_share_and_its_hours_stand_in_the_table_with_their_sum(name: str, format_: str) -> None:
    erwartet = ZEILEN[name]
    if format_ == "pdf":  # labels of figures stand on the lines between
        text = " ".join(" ".join(z) for z in zellen(name, "stellenbeschreibung", format_))
        for werte in erwartet:
            assert all(re.search(rf"(?<![\d.,]){re.escape(w)}(?!\d)", text) for w in werte), werte
        return
    breite = len(erwartet[0])
    gefunden = [
        tuple(re.sub(r"[PR][\d.]+$", "", w) for w in z[2 : 2 + breite])
        for z in zellen(name, "stellenbeschreibung", format_)
        if len(z) == breite + 3 and (z[0].isdecimal() or z[1] == "Zusammen")
    ]  # fmt: skip
    assert gefunden == erwartet


@pytest.mark.parametrize("name", FAELLE)
def test_shares_stand_in_the_profile_too(name: str) -> None:
    text = normal(lxml_html.fromstring(datei(name, "anforderungsprofil", "html")).text_content())
    for aufgabe, werte in zip(fall(name).positionen[0].aufgaben, ZEILEN[name], strict=False):
        assert f"{normal(aufgabe.text)} (Zeitanteil {werte[0]}, geschätzt)" in text
    assert [w[0] for w in ZEILEN[name]][-1] == "100 %"


def test_the_advertisement_says_what_the_published_one_says() -> None:
    zeilen = {z[0]: z[1] for z in zellen(LEISTUNG, "stellenausschreibung", "docx") if len(z) == 2}
    assert zeilen["Kennziffer"] == "148/2025"
    assert zeilen["Umfang"] == "100 % der regelmäßigen Arbeitszeit"
    assert (zeilen["Zu besetzen ab"], zeilen["Befristung"]) == ("sofort", "unbefristet")
    assert zeilen["Bewertung"] == "Entgeltgruppe E 10, Teil I, TV-L; Besoldungsgruppe A 11"
    assert zeilen["Einsatzort"] == "Müllerstraße 146, 13353 Berlin"
    assert zeilen["Bewerbungsfrist"] == "vier Wochen ab Veröffentlichung"
    text = normal(lxml_html.fromstring(datei(LEISTUNG, "stellenausschreibung", "html")).text_content())
    for hinweis in fall(LEISTUNG).positionen[0].ausschreibung.hinweise:  # type: ignore[union-attr]
        assert normal(hinweis) in text
    assert "Unabdingbar sind nach dem Anforderungsprofil: Rechtskenntnisse; Entscheidungsfähigkeit." in text


@pytest.mark.parametrize(("name", "art"), PAPIERE)
def test_every_figure_leads_to_its_origin(name: str, art: str) -> None:
    def zahlen(daten: Any) -> Any:
        if isinstance(daten, dict):
            if daten.get("art") == "zahl":
                yield daten
            for wert in daten.values():
                yield from zahlen(wert)
        elif isinstance(daten, list):
            for wert in daten:
                yield from zahlen(wert)

    daten = als_daten(inhalt(name, art))
    gefunden = list(zahlen(daten["bloecke"]))
    assert len(gefunden) >= {"stellenbeschreibung": 10, "anforderungsprofil": 4, "stellenausschreibung": 1}[art]
    assert all(z["ziel"] for z in gefunden), [z for z in gefunden if not z["ziel"]]
    anker = re.findall(r' id="([^"]+)"', datei(name, art, "html").decode())
    assert set(ziele(daten)) <= set(anker)
    assert len(anker) == len(set(anker))
    bezuege = [b for block in daten["bloecke"] if block["art"] == "schritte"
               for s in block["schritte"] for b in s["bezuege"]]  # fmt: skip
    assert all(b["ziel"] for b in bezuege if b["marke"]), "the annex holds whatever its steps rest on"


def test_the_annex_is_short() -> None:
    titel = [s["bezeichnung"] for b in als_daten(inhalt(IT, "stellenbeschreibung"))["bloecke"] if b["art"] == "schritte"
             for s in b["schritte"]]  # fmt: skip
    assert "Stellenbedarf" in titel
    assert "Stunden im Jahr zusammen" in titel
    assert not {"Kostensatz", "Jahreskosten", "Abweichung"} & set(titel)
    assert "Stellenbedarf" not in normal(datei(IT, "stellenausschreibung", "html").decode())


@pytest.mark.parametrize(("name", "art"), PAPIERE)
@pytest.mark.parametrize("profil", ["ua1", "2a"])
def test_the_pdf_is_accessible(name: str, art: str, profil: str) -> None:
    assert pdf_befunde(datei(name, art, "pdf"), profil) == []


@pytest.mark.parametrize(("name", "art"), PAPIERE)
def test_no_cell_is_empty(name: str, art: str) -> None:
    for block in inhalt(name, art).bloecke:
        if isinstance(block, TabellenBlock):
            assert all(lauf for zeile in block.zeilen for lauf in zeile), block.titel


def test_statements_are_real_lists_in_cells() -> None:
    aussagen = [a for m in fall(KI).positionen[0].leistungsmerkmale for a in m.aussagen]
    seite = lxml_html.fromstring(datei(KI, "anforderungsprofil", "html"))
    assert [normal(li.text_content()) for li in seite.xpath("//td//li")] == aussagen
    word = docx.Document(io.BytesIO(datei(KI, "anforderungsprofil", "docx")))
    punkte = [p for t in word.tables for z in t.rows for c in z.cells for p in c.paragraphs
              if p._p.find(".//{*}numPr") is not None]  # fmt: skip
    assert [p.text for p in punkte] == aussagen


# --- Several positions, own grade, scenario ---------------------------------------------------------------------


def zwei() -> Fall:
    eine = fall(KI).positionen[0]
    zweite = replace(eine, nr="2", funktion="Zweite Stelle", beantragt=eine.beantragt)
    bemessungen = {**fall(KI).bemessungen, "position_2": replace(fall(KI).bemessungen["position_1"],
                                                                 schluessel="position_2")}  # fmt: skip
    return replace(fall(KI), positionen=(eine, replace(zweite, bemessung="position_2")), bemessungen=bemessungen)


@pytest.mark.parametrize("art", ARTEN)
def test_several_positions_each_begin_on_a_new_page(art: str) -> None:
    beide = als_daten(papier(zwei(), art))
    assert beide["titel"] == "Künstliche Intelligenz in verwaltungsinternen Prozessen"
    umbrueche = [n for n, b in enumerate(beide["bloecke"]) if b["art"] == "seitenumbruch"]
    assert beide["bloecke"][umbrueche[0] + 1]["text"] == "Zweite Stelle"
    assert len(umbrueche) == 2, "the second position and the annex"
    assert len([u for u in beide["ueberschriften"] if u["ebene"] == 1]) == 3
    eine = als_daten(papier(zwei(), art, "2"))
    assert eine["titel"] == "Zweite Stelle"
    assert "Position 1" not in str(eine["bloecke"])
    assert all(render(papier(zwei(), art), FORMATE).values())


def test_an_arbeitsvorgang_can_have_a_grade_of_its_own() -> None:
    erste, *rest = fall(KI).positionen[0].aufgaben
    geaendert = mit_position(fall(KI), aufgaben=(replace(erste, bewertung="E 12"), *rest))
    (tabelle,) = [b for b in papier(geaendert, "stellenbeschreibung").bloecke
                  if isinstance(b, TabellenBlock) and b.summenzeile]  # fmt: skip
    assert [s.titel for s in tabelle.spalten][2] == "Bewertung"
    assert [z[2][0].text for z in tabelle.zeilen[:2]] == ["E\u00a012", "–"]


def test_the_size_follows_the_portfolio_and_its_users() -> None:
    def bedarf(szenario: str) -> str:
        gesammelt = Befunde()
        ergebnis = rechne(baue_modell([fall(IT)], gesammelt), szenario, gesammelt)
        (figur,) = {lauf for b in baue_inhalt(ergebnis, BERICHTSARTEN["stellenbeschreibung"]).bloecke
                    for lauf in getattr(b, "laeufe", ()) if isinstance(lauf, Zahl) and "stellenbedarf" in lauf.id
                    }  # fmt: skip
        return figur.text

    # (45 + 12 + 40 + 15 + 10 + 22) accounts / 3, 4 or 2 per workplace / 40 workplaces per post
    assert [bedarf(s) for s in ("basis", "weniger_zugaenge", "mehr_arbeitsplaetze")] == ["1,20", "0,90", "1,80"]


# --- Bad input --------------------------------------------------------------------------------------------------

BOESE = ["&<>\"' {{ 7*7 }} {% if %}", "😀✓ 漢字", "שלום עליכם \u202eRTL\u202c", "wort " * 2000, "x" * 10_000,
         "# *a* _b_ | - 1."]  # fmt: skip


@pytest.mark.parametrize("text", BOESE, ids=["markup", "emoji", "rtl", "lang", "endlos", "markdown"])
@pytest.mark.parametrize("art", ARTEN)
def test_hostile_text_gives_a_proper_paper(art: str, text: str) -> None:
    position = fall(IT).positionen[0]
    assert position.profil is not None
    saetze = (text, text)
    profil = replace(position.profil, arbeitsgebiet=saetze, dienststelle=saetze, entgeltgruppe=text, quelle=text,
                     stand=text, stellenzeichen=text, anforderungen_tarif=saetze, erwuenscht=saetze)  # fmt: skip
    merkmale = tuple(
        replace(m, bezeichnung=text, beschreibung=text, aussagen=saetze) for m in position.leistungsmerkmale[:3]
    )
    aufgaben = tuple(replace(a, text=text, einzelheiten=saetze, quelle=text) for a in position.aufgaben)
    ausschreibung = Ausschreibung(kennziffer=text, umfang=position.aufgaben[0].anteil, besetzbar_ab=text,
                                  befristung=text, fristtext=text, hinweise=saetze, kontakt=saetze)  # fmt: skip
    boese = mit_position(fall(IT), funktion=text, profil=profil, leistungsmerkmale=merkmale, aufgaben=aufgaben,
                         ausschreibung=ausschreibung)  # fmt: skip
    dateien = render(papier(boese, art), FORMATE)
    assert pdf_befunde(dateien["pdf"], "ua1") == []
    gelesen = normal(lxml_html.fromstring(dateien["html"]).text_content())
    assert gelesen.count(normal(text)) > 4
    assert "49" not in re.sub(r"\d+[.,]\d+", "", gelesen) or "{{" not in text
    word = docx.Document(io.BytesIO(dateien["docx"]))
    assert normal(text)[:200] in normal(" ".join(p.text for p in word.paragraphs))


def meldungen(gegeben: Fall, art: str, *nummern: str) -> list[str]:
    with pytest.raises(StellenbedarfFehler) as fehler:
        papier(gegeben, art, *nummern)
    assert all(b.abhilfe for b in fehler.value.befunde)
    return [b.text for b in fehler.value.befunde]


def test_a_profile_without_competences_is_refused_but_a_description_is_not() -> None:
    ohne = mit_position(fall(KI), leistungsmerkmale=())
    assert meldungen(ohne, "anforderungsprofil") == [
        "Anforderungsprofil, Position 1: Die Angabe „leistungsmerkmale“ fehlt (mindestens eines mit Gewicht)"
    ]
    assert render(papier(ohne, "stellenbeschreibung"), FORMATE)
    text = normal(render(papier(ohne, "stellenausschreibung"), ("html",))["html"].decode())
    assert "Unabdingbar" not in text
    assert "gehört zu dieser Ausschreibung" not in text


def test_all_missing_things_are_named_at_once() -> None:
    position = fall(LEISTUNG).positionen[0]
    assert position.profil is not None
    leer = mit_position(
        fall(LEISTUNG), ausschreibung=None,
        profil=replace(position.profil, entgeltgruppe="", besoldungsgruppe="", anforderungen_beamte=(),
                       anforderungen_tarif=()),
    )  # fmt: skip
    fehlend = [re.findall(r"„(.+?)“", m)[0] for m in meldungen(leer, "stellenausschreibung")]
    assert fehlend == ["profil.entgeltgruppe", "profil.anforderungen_tarif", "ausschreibung.kennziffer",
                       "ausschreibung.umfang", "ausschreibung.besetzbar_ab", "ausschreibung.befristung",
                       "ausschreibung.bewerbungsfrist"]  # fmt: skip


def test_tasks_without_shares_are_refused_in_a_description_only() -> None:
    aufgaben = tuple(replace(a, anteil=None) for a in fall(IT).positionen[0].aufgaben)
    ohne = mit_position(fall(IT), aufgaben=aufgaben)
    assert meldungen(ohne, "stellenbeschreibung") == [
        "Stellenbeschreibung, Position 1: Die Angabe „aufgaben.anteil“ fehlt (Zeitanteil jeder Aufgabe)"
    ]
    assert "Zeitanteil" not in normal(render(papier(ohne, "anforderungsprofil"), ("html",))["html"].decode())


def test_a_position_without_profile_is_a_message(tmp_path: Path) -> None:
    fertig = run("bericht", "inputs/prosoz-freistellung.yaml", "--art", "anforderungsprofil", "--position", "2",
                 "-o", str(tmp_path / "x"))  # fmt: skip
    assert fertig.returncode == 1
    assert "Anforderungsprofil, Position 2: Die Angabe „profil“ fehlt" in fertig.stderr
    assert "Position 1" not in fertig.stderr
    assert "Traceback" not in fertig.stderr
    assert list(tmp_path.iterdir()) == []


def test_positions_are_chosen_on_the_command_line(tmp_path: Path) -> None:
    fertig = run("bericht", f"inputs/{KI}.yaml", "--art", "anforderungsprofil", "--position", "7", "-o",
                 str(tmp_path / "x.html"))  # fmt: skip
    assert fertig.returncode == 1
    assert "Die Position „7“ gibt es nicht" in fertig.stderr
    fertig = run("bericht", f"inputs/{KI}.yaml", "--art", "stellenbeschreibung", "--position", "1", "-o",
                 str(tmp_path / "x.html"))  # fmt: skip
    assert fertig.returncode == 0, fertig.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["x.html"]
    fertig = run("bericht", f"inputs/{KI}.yaml", "--position", "1", "-o", str(tmp_path / "y.html"))
    assert fertig.returncode == 1
    assert "Lassen Sie --position weg" in fertig.stderr


def test_the_message_names_the_positions_that_are_complete() -> None:
    beide = zwei()
    halb = replace(beide, positionen=(beide.positionen[0], replace(beide.positionen[1], profil=None)))
    with pytest.raises(StellenbedarfFehler) as fehler:
        papier(halb, "stellenbeschreibung")
    assert "--position 1" in fehler.value.befunde[0].abhilfe
    assert papier(halb, "stellenbeschreibung", "1").titel == beide.positionen[0].funktion


def test_another_grade_in_the_profile_is_a_contradiction(tmp_path: Path) -> None:
    pfad = tmp_path / "fall.yaml"
    text = (INPUTS / f"{IT}.yaml").read_text(encoding="utf-8").replace("    bewertung: E 11\n", "    bewertung: E 1\n")
    pfad.write_text(text.replace("tabelle: kgst", "eigene: [{bewertung: E 1, satz: 1, quelle: x}]\n  tabelle: kgst"))
    _, gesammelt = read_fall(pfad)
    (befund,) = [b for b in gesammelt if b.stufe == "Widerspruch"]
    assert "Gerechnet wird mit E 1, das Profil nennt E 11 TV-L und A 11" in befund.text


def test_rows_of_the_workbook_find_their_position(tmp_path: Path) -> None:
    import openpyxl

    from stellenbedarf.ausgabe.umwandlung import render_fall

    pfad = tmp_path / "fall.xlsx"
    pfad.write_bytes(render_fall(fall(KI), ".xlsx"))
    mappe = openpyxl.load_workbook(pfad)
    for stelle, zelle in enumerate(mappe["Profile"][4], start=1):
        mappe["Profile"].cell(5, stelle, zelle.value)
    mappe["Leistungsmerkmale"]["A4"] = "9"
    mappe["Leistungsmerkmale"]["E5"] = 5
    mappe["Ausschreibungen"]["A4"] = None
    mappe.save(pfad)
    with pytest.raises(StellenbedarfFehler) as fehler:
        read_fall(pfad)
    text = str(fehler.value)
    assert "Blatt Profile: Die Position „1“ kommt doppelt vor [fall.xlsx, Blatt Profile, Zelle A5]" in text
    assert (
        "Blatt Leistungsmerkmale: Die Position „9“ gibt es nicht [fall.xlsx, Blatt Leistungsmerkmale, Zelle A4]" in text
    )
    assert "„5“ ist keine Möglichkeit für „Gewicht“ [fall.xlsx, Blatt Leistungsmerkmale, Zelle E5]" in text
    assert "Blatt Ausschreibungen: Zeile ohne Position [fall.xlsx, Blatt Ausschreibungen, Zelle A4]" in text
