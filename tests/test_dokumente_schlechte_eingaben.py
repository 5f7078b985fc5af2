"""What people really put into a case, through every format: each gives a proper page or a clear message."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from dokumentproben import WURZEL
from test_kommandos import run
from word_pruefung import check_word, text_of

from stellenbedarf.ausgabe.formate import NAMEN, render
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt
from stellenbedarf.ausgabe.pdf import fremde_zeichen
from stellenbedarf.rechnung.lauf import load, rechne

sys.path.insert(0, str(WURZEL / "benchmarks"))
from grosser_fall import yaml as grosser_fall

DATEN = Path(__file__).parent / "daten"
SCHLECHT: list[dict[str, Any]] = yaml.safe_load((DATEN / "schlechte-texte.yaml").read_text(encoding="utf-8"))
LEER = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}
KARG = """
kopf: {titel: Nur das Nötigste, koerperschaft: Stadt}
kostensaetze: {tabelle: stuttgart-2010}
aemter: {"1": {name: Amt}}
positionen:
- {nr: "1", amt: "1", funktion: Eine, bewertung: A 10, bemessung: {verfahren: setzung, stellen: 1, begruendung: Muss.}}
"""


def inhalt_von(ordner: Path, fall: str) -> Inhalt:
    pfad = ordner / "fall.yaml"
    pfad.write_text(fall, encoding="utf-8")
    modell, befunde = load([pfad])
    return baue_inhalt(rechne(modell, befunde=befunde), BERICHTSARTEN["beschlussvorlage"])


def mit_text(text: str) -> str:
    """Return guter-fall with a text in every field that takes one."""
    fall = yaml.safe_load((DATEN / "guter-fall.yaml").read_text(encoding="utf-8"))
    for feld in ("titel", "untertitel", "koerperschaft", "ort", "referat", "aktenzeichen", "kostenart"):
        fall["kopf"][feld] = text
    fall["kopf"].update(unterschriften=[text, text], beteiligte=[text, text])
    fall["beratungsfolge"][0]["gremium"] = text
    fall["texte"] = dict.fromkeys(("ausgangslage", "bedarf", "deckung", "einstellung", "alternativen"), text)
    fall["annahmen"]["faelle"].update(bezeichnung=text, quelle=text, erlaeuterung=text)
    fall["aemter"]["29"].update(name=text, teilhaushalt_name=text, begruendung=text)
    fall["bemessungen"]["antraege"].update(bezeichnung=text, begruendung=text, erlaeuterung_abweichung=text)
    fall["positionen"][0].update(funktion=text, org_einheit=text, vermerk=text, begruendung=text, luecke=text)
    fall["positionen"][0]["aufgaben"][0]["text"] = text
    fall["sachkosten"][0].update(name=text, begruendung=text)
    fall["szenarien"]["mehr"]["beschreibung"] = text
    return yaml.safe_dump(fall, allow_unicode=True)


class Strenge(HTMLParser):
    """Asserts that every element is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.offen: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "iframe"), attrs
        if tag not in LEER:
            self.offen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.offen.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.offen[-1:] != ["style"]:
            self.text.append(data)


def html_text(daten: bytes) -> str:
    leser = Strenge()
    leser.feed(daten.decode("utf-8"))
    leser.close()
    assert leser.offen == []
    return "".join(leser.text)


def word_text(daten: bytes) -> str:
    check_word(daten)
    return text_of(Document(io.BytesIO(daten)))


def glatt(text: str) -> str:
    """Return a text without what may differ by layout: spaces of all kinds and places to break."""
    return re.sub(r"[\s\u00a0\u200b\u00ad\ufeff]+", "", text)


TEXT_VON: dict[str, Callable[[bytes], str]] = {"html": html_text, "docx": word_text}


@pytest.mark.parametrize("fall", SCHLECHT, ids=[f["name"] for f in SCHLECHT])
@pytest.mark.parametrize("format_", ["html", "docx"])
def test_texts_arrive_as_they_are(tmp_path: Path, format_: str, fall: dict[str, Any]) -> None:
    inhalt = inhalt_von(tmp_path, mit_text(fall["text"]))
    gelesen = glatt(TEXT_VON[format_](render(inhalt, (format_,))[format_]))
    anzahl = len(gelesen.split(glatt(fall["text"]))) - 1
    assert anzahl >= 20, f"{anzahl} of at least 20 places show the text"


@pytest.mark.echt("pdftotext")
@pytest.mark.parametrize("fall", SCHLECHT, ids=[f["name"] for f in SCHLECHT])
def test_texts_arrive_in_the_pdf_or_their_substitute_does(tmp_path: Path, fall: dict[str, Any]) -> None:
    inhalt = inhalt_von(tmp_path, mit_text(fall["text"]))
    pfad = tmp_path / "x.pdf"
    pfad.write_bytes(render(inhalt, ("pdf",))["pdf"])
    gelesen = subprocess.run(["pdftotext", "-raw", str(pfad), "-"], check=True, capture_output=True).stdout.decode()
    assert bool(fremde_zeichen(inhalt)) == ("pdf" in fall or bool(re.search("[\ue000-\uf8ff]", fall["text"])))
    if fall.get("roh"):
        return  # that it was set at all is what counts: characters that cannot be seen are dropped or replaced
    if fall.get("bidi"):
        for wort in fall["text"].split():
            assert wort in gelesen or wort[::-1] in gelesen, wort
        return
    assert len(glatt(gelesen).split(glatt(fall.get("pdf", fall["text"])))) - 1 >= 20


@pytest.mark.parametrize("text", ["wort " * 2000, "x" * 10_000, "Amt-" * 2500, "1.234 EUR " * 1000])
@pytest.mark.parametrize("format_", NAMEN)
def test_ten_thousand_characters(tmp_path: Path, format_: str, text: str) -> None:
    fall = yaml.safe_load((DATEN / "guter-fall.yaml").read_text(encoding="utf-8"))
    fall["kopf"]["titel"] = fall["positionen"][0]["funktion"] = text
    fall["positionen"][0]["begruendung"] = fall["annahmen"]["faelle"]["erlaeuterung"] = text
    inhalt = inhalt_von(tmp_path, yaml.safe_dump(fall, allow_unicode=True))
    daten = render(inhalt, (format_,))[format_]
    if format_ in TEXT_VON:
        assert glatt(text) in glatt(re.sub("U1", "", TEXT_VON[format_](daten)))
    else:
        assert daten.startswith(b"%PDF-")


@pytest.mark.parametrize("format_", NAMEN)
def test_a_case_with_one_position_and_nothing_optional(tmp_path: Path, format_: str) -> None:
    inhalt = inhalt_von(tmp_path, KARG)
    daten = render(inhalt, (format_,))[format_]
    if format_ not in TEXT_VON:
        assert daten.startswith(b"%PDF-")
        return
    text = TEXT_VON[format_](daten)
    for wort in ("None", "Undefined", "()", "[]", "()", "  ,", " ."):
        assert wort not in text.replace("\n", ""), wort
    assert "Nur das Nötigste" in text


def test_a_case_without_positions_is_a_message(tmp_path: Path) -> None:
    fall = re.sub(r"positionen:.*", "positionen: []", KARG, flags=re.DOTALL)
    (tmp_path / "fall.yaml").write_text(fall, encoding="utf-8")
    fertig = run("bericht", "fall.yaml", "-o", "papier", ordner=tmp_path)
    assert fertig.returncode == 1
    assert "hat keine Position" in fertig.stderr
    assert "→" in fertig.stderr
    assert list(tmp_path.glob("papier*")) == []


def test_the_terminal_names_characters_that_the_pdf_cannot_show(tmp_path: Path) -> None:
    (tmp_path / "fall.yaml").write_text(KARG.replace("Nur das", "😀 漢 Das"), encoding="utf-8")
    fertig = run("bericht", "fall.yaml", "-o", "papier", "--format", "pdf", ordner=tmp_path)
    assert fertig.returncode == 0, fertig.stderr
    assert "U+1F600" in fertig.stdout
    assert "U+6F22" in fertig.stdout


# --- Size --------------------------------------------------------------------------------------------------------


@cache
def grosser_inhalt(ordner: Path, positionen: int) -> Inhalt:
    return inhalt_von(ordner, grosser_fall(positionen))


def test_five_hundred_positions_are_all_there(tmp_path: Path) -> None:
    text = html_text(render(grosser_inhalt(tmp_path, 500), ("html",))["html"])
    assert {int(n) for n in re.findall(r"\bFunktion (\d+)\b", text)} >= set(range(1, 501))
