"""German wording that changes with the numbers: words, and whole sentences of the papers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest
from eingabehilfe import rechne_text

from stellenbedarf.ausgabe.inhalt.auszeichnung import klartext
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import Absatz, Block, Liste, Ueberschrift, Zahl
from stellenbedarf.ausgabe.inhalt.wortlaut import (
    Gliederung,
    aufzaehlung,
    form,
    menge,
    stellenwort,
    vergleich,
    zahlwort,
)

KOPF = """kopf: {titel: Test, koerperschaft: Teststadt, haushaltsjahre: [2026]}
kostensaetze: {tabelle: stuttgart-2010}
aemter: {"1": {name: Amt Eins, teilhaushalt: "100"}, "2": {name: Amt Zwei, teilhaushalt: "200"}}
annahmen:
  menge: {bezeichnung: Menge, wert: 10, einheit: Fälle, quelle: Q, status: belegt}
  schluessel: {bezeichnung: Schlüssel, wert: 10, einheit: Fälle je VZÄ, quelle: Q, status: belegt}
positionen:
"""


def position(nr: int = 1, **felder: str) -> str:
    werte = {"amt": '"1"', "funktion": f"Arbeit {nr}", "bewertung": "A 10", "beginn": "01.01.2026",
             "bemessung": "{verfahren: schluessel, bezugsmenge: menge, einheiten_je_stelle: schluessel}"}  # fmt: skip
    return f'  - nr: "{nr}"\n' + "".join(f"    {n}: {w}\n" for n, w in (werte | felder).items())


def zeilen(bloecke: Iterable[Block]) -> Iterable[str]:
    for block in bloecke:
        if isinstance(block, Ueberschrift):
            yield block.text
        elif isinstance(block, Absatz):
            yield klartext(block.laeufe)
        elif isinstance(block, Liste):
            for punkt in block.punkte:
                yield klartext(punkt.laeufe)
                yield from zeilen(punkt.bloecke)


def text(tmp_path: Path, positionen: str, art: str = "beschlussvorlage") -> str:
    inhalt = baue_inhalt(rechne_text(tmp_path, KOPF + positionen)["basis"], BERICHTSARTEN[art])
    return "\n".join(zeilen(inhalt.bloecke)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("zahl", "wort", "verb"),
    [("0", "Stellen", "werden"), ("1/10", "Stellen", "werden"), ("1", "Stelle", "wird"),
     ("101/100", "Stellen", "werden"), ("2", "Stellen", "werden"), ("500", "Stellen", "werden")],
)  # fmt: skip
def test_one_is_singular_all_else_is_plural(zahl: str, wort: str, verb: str) -> None:
    assert stellenwort(Fraction(zahl)) == wort
    assert form(Zahl("", "", "", zahl), "wird", "werden") == verb


def test_words_for_differences_counts_and_lists() -> None:
    assert [vergleich(Fraction(n), "mehr", "weniger", "gleich") for n in (1, -1, 0)] == ["mehr", "weniger", "gleich"]
    assert [zahlwort(n) for n in (0, 4, 12, 13)] == ["null", "vier", "zwölf", "13"]
    assert [aufzaehlung("abc"[:n]) for n in range(4)] == ["", "a", "a und b", "a, b und c"]
    assert menge("") == 0


def test_sections_are_numbered_one_after_the_other() -> None:
    abschnitt = Gliederung()
    titel = [abschnitt(ebene, "X")[0] for ebene in (2, 2, 3, 3, 2, 3)]
    assert [u.text for u in titel if isinstance(u, Ueberschrift)] == ["1. X", "2. X", "2.1 X", "2.2 X", "3. X", "3.1 X"]


SAETZE = [
    # requested posts of the positions → sentences that must stand in the paper, and such that must not
    (["0"], ["Zusätzliche Stellen werden nicht beantragt.", "Zusätzliche Stellen werden hier nicht beantragt.",
             "Kosten für Stellen entstehen nicht."], ["0,00 Stellen Arbeit", "bereitgestellt"]),
    (["0,5"], ["Der zusätzliche Bedarf von 0,50 Stellen", "Beantragt werden 0,50 Stellen mit Kosten von",
               "In einem vollen Jahr kosten die Stellen", "Der Antrag liegt unter dem berechneten Bedarf."], []),
    (["1"], ["Der zusätzliche Bedarf von 1,00 Stelle ", "Beantragt wird 1,00 Stelle mit Kosten von",
             "In einem vollen Jahr kostet die Stelle", "Die beantragte Stelle ist nach einem anerkannten Verfahren"],
     ["weicht der Antrag", "1,00 Stellen"]),
    (["1,5"], ["berechnet ist 1,00.", "Der Antrag liegt über dem berechneten Bedarf."], ["berechnet sind 1,00"]),
    (["1", "0", "2"], ["Der zusätzliche Bedarf von 3,00 Stellen"], ["0,00 Stellen Arbeit 2"]),
]  # fmt: skip


@pytest.mark.parametrize(("beantragt", "drin", "nicht"), SAETZE)
def test_the_sentences_of_the_council_paper(
    beantragt: list[str], drin: list[str], nicht: list[str], tmp_path: Path
) -> None:
    positionen = "".join(position(n, beantragt=f'"{b}"') for n, b in enumerate(beantragt, start=1))
    gefunden = text(tmp_path, positionen)
    assert [s for s in drin if s not in gefunden] == []
    assert [s for s in nicht if s in gefunden] == []


def test_starts_are_named_where_they_differ(tmp_path: Path) -> None:
    gleich = text(tmp_path, position(1, beantragt="1") + position(2, beantragt="1"))
    assert "Er besteht ab 01.01.2026." in gleich
    verschieden = text(tmp_path, position(1, beantragt="1") + position(2, beantragt="0,5", beginn="01.07.2026"))
    assert "Davon werden 1,00 Stelle ab 01.01.2026 und 0,50 Stellen ab 01.07.2026 benötigt." in verschieden


def test_what_is_temporary_is_said(tmp_path: Path) -> None:
    gemischt = text(tmp_path, position(1, beantragt="1", ende="31.12.2026") + position(2, beantragt="2"))
    assert "1,00 Stelle ist befristet." in gemischt
    assert "EUR auf befristete Stellen." in gemischt
    assert "Arbeit 1, A 10, befristet bis 31.12.2026" in gemischt
    assert "befristet" not in text(tmp_path, position(1, beantragt="1"))


def test_one_early_post_has_one_procedure(tmp_path: Path) -> None:
    assert "das Auswahlverfahren sofort" in text(tmp_path, position(1, beantragt="1", vorzeitig="ja"))
    zwei = position(1, beantragt="1", vorzeitig="ja") + position(2, beantragt="1", vorzeitig="ja")
    assert "die Auswahlverfahren sofort" in text(tmp_path, zwei)


def test_what_all_posts_rest_on_is_said_without_counting(tmp_path: Path) -> None:
    gesetzt = "{verfahren: setzung, stellen: 1, begruendung: Grundausstattung}"
    assert "Die beantragte Stelle ist gesetzt." in text(tmp_path, position(1, bemessung=gesetzt))
    assert "Die beantragten 0,50 Stellen sind gesetzt." in text(
        tmp_path, position(1, bemessung=gesetzt, beantragt="0,5")
    )
    gemischt = text(tmp_path, position(1, beantragt="2") + position(2, bemessung=gesetzt))
    assert "Von den 3,00 beantragten Stellen sind 2,00 nach einem anerkannten Verfahren bemessen und 1,00 gesetzt." in (
        gemischt
    )
    assert "Eine Setzung ist eine begründete Festlegung, keine Messung." in gemischt
    assert "Eine Setzung ist" not in text(tmp_path, position(1, beantragt="2"))


FREISTELLUNG = [
    ("0", "Eine Freistellung wird nicht beantragt."),
    ("0,5", "Dauerhaft werden 0,50 Stellen von anderen Aufgaben freigestellt:"),
    ("1", "Dauerhaft wird 1,00 Stelle von anderen Aufgaben freigestellt:"),
]


@pytest.mark.parametrize(("beantragt", "satz"), FREISTELLUNG)
def test_the_sentences_of_the_release(beantragt: str, satz: str, tmp_path: Path) -> None:
    gefunden = text(tmp_path, position(1, beantragt=f'"{beantragt}"'), "freistellung")
    assert satz in gefunden
    assert "Welche Folgen eine Ablehnung hätte, ist nicht angegeben." in gefunden
    assert "Ein Komplexitätsfaktor ist nicht angesetzt" in gefunden
    assert "Einzelne Aufgaben sind nicht aufgeführt." in gefunden


@pytest.mark.parametrize(("beantragt", "wort"), [("0,5", "weniger als"), ("1", "genau so viel wie"), ("2", "mehr als")])
def test_the_derivation_says_how_request_and_need_compare(beantragt: str, wort: str, tmp_path: Path) -> None:
    gefunden = text(tmp_path, position(1, beantragt=f'"{beantragt}"'), "bemessungsnachweis")
    assert f"Beantragt ist damit {wort} berechnet." in gefunden
    assert re.search(r"Von 13 Punkten: (\d+ [a-zäü ]+, )+\d+ [a-zäü ]+\.", gefunden)
