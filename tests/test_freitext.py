"""Figures in free text: which are checked, which contradict the result, and how they appear in a paper."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from dokumentproben import WURZEL

from stellenbedarf.ausgabe.formate import NAMEN, render
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import Absatz, Inhalt, TabellenBlock, Zahl
from stellenbedarf.ausgabe.inhalt.freitext import TITEL
from stellenbedarf.ausgabe.inhalt.texte import Textvorlagen
from stellenbedarf.fehler import Stufe
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.freitext import UNGEPRUEFT, WIDERSPRUCH, finde
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rechnung.zahlensuche import finde_mengen

DATEN = Path(__file__).parent / "daten"
FAELLE: list[dict[str, Any]] = yaml.safe_load((DATEN / "freitext.yaml").read_text(encoding="utf-8"))
BEISPIELE = sorted((WURZEL / "inputs").glob("*.yaml"))
ART = BERICHTSARTEN["beschlussvorlage"]


def rechne_mit(ordner: Path, wo: str, text: str, szenario: str = "basis") -> Ergebnis:
    """Compute guter-fall with a text put into the place that `wo` names."""
    fall = yaml.safe_load((DATEN / "guter-fall.yaml").read_text(encoding="utf-8"))
    art, name = wo.split(" ")
    if art in ("position", "profil", "aufgabe"):
        position = next(p for p in fall["positionen"] if p["nr"] == name)
        if art == "position":
            position["begruendung"] = text
        elif art == "profil":
            position["profil"]["arbeitsgebiet"] = text
        else:
            position["aufgaben"][0]["einzelheiten"] = text
    elif art == "amt":
        fall["aemter"][name]["begruendung"] = text
    else:
        fall.setdefault("texte", {})[name] = text
    pfad = ordner / "fall.yaml"
    pfad.write_text(yaml.safe_dump(fall, allow_unicode=True), encoding="utf-8")
    modell, befunde = load([pfad])
    return rechne(modell, szenario, befunde)


@cache
def beispiel(pfad: Path) -> Ergebnis:
    modell, befunde = load([pfad])
    return rechne(modell, befunde=befunde)


@pytest.mark.parametrize("fall", FAELLE, ids=[f["name"] for f in FAELLE])
def test_figures_of_a_text(tmp_path: Path, fall: dict[str, Any]) -> None:
    ergebnis = rechne_mit(tmp_path, fall["wo"], fall["text"])
    funde = [f for f in finde(ergebnis) if f.freitext.text == fall["text"]]
    assert [[f.menge.wortlaut, f.status, f.id] for f in funde] == fall["zahlen"]
    gemeldet = [str(h) for h in ergebnis.hinweise if "Der Text nennt" in h.text]
    assert len(gemeldet) == sum(f.status == WIDERSPRUCH for f in funde)
    for meldung in gemeldet:
        assert fall["befund"] in meldung
        assert re.search(r"\[fall\.yaml, .*\]", meldung), "the finding names its place"
        assert "→" in meldung, "and the remedy"


def test_the_cases_cover_every_outcome() -> None:
    assert {z[1] for f in FAELLE for z in f["zahlen"]} == {"geprüft", UNGEPRUEFT, WIDERSPRUCH}


@pytest.mark.parametrize("pfade", [*([p] for p in BEISPIELE), [p for p in BEISPIELE if "stuttgart" in p.name]],
                         ids=lambda p: "+".join(x.stem for x in p))  # fmt: skip
def test_shipped_cases_contradict_nothing(pfade: list[Path]) -> None:
    modell, befunde = load(pfade)
    ergebnis = rechne(modell, befunde=befunde)
    assert [f.befund for f in finde(ergebnis) if f.befund] == []


def test_the_stuttgart_texts_are_checked_where_they_can_be() -> None:
    funde = finde(beispiel(WURZEL / "inputs" / "stuttgart-jobcenter.yaml"))
    geprueft = {(f.menge.wortlaut, f.id) for f in funde if f.status == "geprüft"}
    assert {
        ("84,8 %", "position.6.erstattungsquote"),
        ("25.000 Stammdatensätzen", "annahme.vorhandene_stammdatensaetze"),
        ("22.000", "annahme.neue_stammdatensaetze"),
        ("3,08 Stellen", "bemessung.kasse.stellenbedarf"),
        ("200 Beschäftigte", "annahme.neue_beschaeftigte"),
    } <= geprueft
    ungeprueft = {f.menge.wortlaut for f in funde if f.status == UNGEPRUEFT}
    assert {"8,0 Stellen", "180 Stellen", "230 städtischen Beschäftigten", "193.000 EUR", "140 Mio. EUR"} <= ungeprueft


def test_a_contradiction_makes_the_check_fail(tmp_path: Path) -> None:
    ergebnis = rechne_mit(tmp_path, "position 2", "Beantragt werden 1,5 Stellen.")
    (befund,) = [h for h in ergebnis.hinweise if "Der Text nennt" in h.text]
    assert befund.stufe is Stufe.WIDERSPRUCH


def test_a_scenario_does_not_contradict_the_texts_of_the_case(tmp_path: Path) -> None:
    text = "Beantragt werden 3,5 Stellen."
    ergebnis = rechne_mit(tmp_path, "position 1", text, "mehr")  # asks for 4 posts
    assert [h for h in ergebnis.hinweise if "Der Text nennt" in h.text] == []
    (fund,) = [f for f in finde(ergebnis) if f.freitext.text == text]
    assert fund.status == WIDERSPRUCH, "the paper of the scenario says so in its list"


@pytest.mark.parametrize(
    "text", ["", "ohne Zahl", "1", "9" * 60, "1.2.3.4", "١٢", "5 %%", "Mio. EUR", "1,2,3 EUR", "−3 EUR", "🙂 7 🙂"]
)
def test_any_text_can_be_searched(text: str) -> None:
    for menge in finde_mengen(text):
        assert text[menge.start : menge.ende] == menge.text


# --- In the paper ------------------------------------------------------------------------------------------------


def zahlen(inhalt: Inhalt) -> list[Zahl]:
    return [z for b in inhalt.bloecke if isinstance(b, Absatz) for z in b.laeufe if isinstance(z, Zahl)]


def test_figures_of_texts_bear_labels_in_reading_order() -> None:
    inhalt = baue_inhalt(beispiel(WURZEL / "inputs" / "stuttgart-jobcenter.yaml"), ART)
    eigene = [z for z in zahlen(inhalt) if z.id.startswith("freitext:")]
    marken = [z.marke for z in eigene if z.marke.startswith("U")]
    assert marken[:4] == ["U1", "U2", "U3", "U4"]
    assert {z.marke for z in eigene if z.text == "84,8\u00a0%"} == {"P6"}
    (liste,) = [b for b in inhalt.bloecke if isinstance(b, TabellenBlock) and b.titel == TITEL]
    assert list(liste.marken) == [f"U{n}" for n in range(1, len(liste.zeilen) + 1)]
    assert set(marken) <= set(liste.marken)


def test_a_paper_without_the_list_shows_texts_as_they_were_written(tmp_path: Path) -> None:
    (tmp_path / "beschlussvorlage").mkdir()
    (tmp_path / "beschlussvorlage" / "inhalt.md").write_text("{{ absaetze(texte.bedarf) }}\n", encoding="utf-8")
    inhalt = baue_inhalt(beispiel(WURZEL / "inputs" / "stuttgart-jobcenter.yaml"), ART, vorlagen=Textvorlagen(tmp_path))
    assert zahlen(inhalt) == []
    assert "8,0" in "".join(lauf.text for b in inhalt.bloecke for lauf in b.laeufe)  # type: ignore[union-attr]


def test_a_text_in_two_places_is_linked_only_where_both_agree(tmp_path: Path) -> None:
    fall = yaml.safe_load((DATEN / "guter-fall.yaml").read_text(encoding="utf-8"))
    for position in fall["positionen"]:
        position["begruendung"] = "Beantragt sind 0,5 Stellen."
    (tmp_path / "fall.yaml").write_text(yaml.safe_dump(fall, allow_unicode=True), encoding="utf-8")
    modell, befunde = load([tmp_path / "fall.yaml"])
    inhalt = baue_inhalt(rechne(modell, befunde=befunde), ART)
    marken = {z.marke[:1] for z in zahlen(inhalt) if z.id.startswith("freitext:") and z.text == "0,5"}
    assert marken == {"U"}


@pytest.mark.parametrize("name", NAMEN)
def test_labels_of_unchecked_figures_lead_to_the_list(name: str) -> None:
    inhalt = baue_inhalt(beispiel(WURZEL / "inputs" / "stuttgart-jobcenter.yaml"), ART)
    (datei,) = render(inhalt, (name,)).values()
    if name == "html":
        text = datei.decode()
        assert '<a href="#U1" data-marke="U1" title="Herkunft: U1">8,0</a>' in text
        assert '<tr id="U1">' in text
    elif name == "docx":
        import io

        from docx import Document

        dokument = Document(io.BytesIO(datei))
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        assert "U1" in {b.get(w + "name") for b in dokument.element.iter(w + "bookmarkStart")}
        assert "U1" in {h.get(w + "anchor") for h in dokument.element.iter(w + "hyperlink")}
    else:
        assert datei.startswith(b"%PDF-")


def test_a_sentence_without_end_takes_linear_time(tmp_path: Path) -> None:
    beginn = time.process_time()
    ergebnis = rechne_mit(tmp_path, "position 2", "5,5 Stellen 1.234 EUR " * 1000)
    assert len([f for f in finde(ergebnis) if f.freitext.was == "Position 2"]) >= 2000
    assert time.process_time() - beginn < 20
