"""The checks on papers that the program writes itself: no false alarm, and a figure changed by hand is found."""

import re
import time
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from pruefpapiere import h, p, papier, t

from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN
from stellenbedarf.cli import gruppe
from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Block
from stellenbedarf.pruefung.ergebnis import Pruefbefund
from stellenbedarf.pruefung.lesen.einlesen import read
from stellenbedarf.pruefung.pruefen import pruefe
from stellenbedarf.zahlen import format_fest

EINGABEN = Path(__file__).parent.parent / "inputs"
FAELLE: dict[str, list[Path]] = {f.stem: [f] for f in sorted(EINGABEN.glob("*.yaml"))}
FAELLE["stuttgart"] = [EINGABEN / f"stuttgart-{name}.yaml" for name in ("jobcenter", "it-personal")]
PAPIERE = [
    (fall, art.name, format_)
    for fall, dateien in FAELLE.items()
    for art in BERICHTSARTEN.values()
    for format_ in (("docx", "html", "pdf") if fall in ("stuttgart", "stuttgart-jobcenter") else ("docx",))
    if not art.je_position or all("profil:" in f.read_text(encoding="utf-8") for f in dateien)
]
SCHWER = (Stufe.FEHLER, Stufe.WIDERSPRUCH)


def schreibe_bericht(fall: str, art: str, format_: str, ordner: Path) -> Path:
    ziel = ordner / f"{fall}-{art}.{format_}"
    argumente = ["bericht", *map(str, FAELLE[fall]), "--art", art, "--format", format_, "-o", str(ziel.with_suffix(""))]
    lauf = CliRunner().invoke(gruppe, argumente, catch_exceptions=False)
    assert lauf.exit_code == 0, lauf.output
    return ziel


@pytest.mark.parametrize(("fall", "art", "format_"), PAPIERE)
def test_own_papers_have_no_error(fall: str, art: str, format_: str, tmp_path: Path) -> None:
    ergebnis = pruefe(read(schreibe_bericht(fall, art, format_, tmp_path)))
    assert [b.text for b in ergebnis.befunde if b.stufe in SCHWER] == []
    if not BERICHTSARTEN[art].je_position:  # an advertisement has no sums
        assert len(ergebnis.bestaetigt) > 10


@pytest.fixture(scope="module")
def vorlage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return schreibe_bericht("stuttgart-jobcenter", "beschlussvorlage", "docx", tmp_path_factory.mktemp("vorlage"))


def aendere(quelle: Path, ziel: Path, alt: str, neu: str, nummer: int = 0) -> Path:
    """Change a figure as someone would do by hand: in one run of a Word file; `nummer` counts its occurrences."""
    import docx

    datei = docx.Document(str(quelle))
    absaetze = [
        *datei.paragraphs,
        *(a for tab in datei.tables for z in tab.rows for c in z.cells for a in c.paragraphs),
    ]
    laeufe = [lauf for a in absaetze for lauf in a.runs if alt in lauf.text]
    assert len(laeufe) > nummer, f"{alt} is not in the file"
    laeufe[nummer].text = laeufe[nummer].text.replace(alt, neu, 1)
    datei.save(str(ziel))
    return ziel


@pytest.mark.parametrize(
    ("alt", "neu", "nummer", "regeln"),
    [
        ("478.500,00", "487.500,00", 0, {"listensumme"}),  # resolution: money of Teilhaushalt 290
        ("478.500,00", "487.500,00", 1, {"kosten-zu-stellen"}),  # reasons: cost of the Jobcenter
        ("110.400,00", "114.400,00", 3, {"spaltensumme", "kennzeichen"}),  # a row of the overview
        ("110.400,00", "114.400,00", 9, {"zeilenprodukt", "kennzeichen"}),  # a row of the Rechenweg
        ("993", "939", 0, {"gleichung"}),  # a step of the Rechenweg
        ("405.768,00", "450.768,00", 5, {"kennzeichen"}),  # the list of sums
        ("304.950,00", "305.950,00", 0, {"listensumme", "kennzeichen"}),
        ("5,50", "5,00", 0, {"listenkopf"}),
        ("1.128.560,00", "1.182.560,00", 0, {"listensumme"}),
        ("13,50", "15,30", 0, {"stellenzahl"}),
    ],
)  # fmt: skip
def test_a_figure_changed_by_hand_is_found(
    alt: str, neu: str, nummer: int, regeln: set[str], vorlage: Path, tmp_path: Path
) -> None:
    geaendert = aendere(vorlage, tmp_path / "geaendert.docx", alt, neu, nummer)
    befunde = [b for b in pruefe(read(geaendert)).befunde if b.stufe in SCHWER]
    assert {b.regel for b in befunde} >= regeln, [b.text for b in befunde]
    assert all(b.angegeben and b.nachgerechnet for b in befunde)


def lang(tabellen: int, zeilen: int) -> list[Block]:
    """Return a paper of about 200 pages: sections with prose and tables whose sums are right."""
    bloecke: list[Block] = [h(1, "Begründung")]
    for n in range(1, tabellen + 1):
        bloecke.append(h(2, f"Sachgebiet {n}", str(n)))
        bloecke += [
            p(f"Im Sachgebiet fallen {1000 + n} Anträge im Jahr an. Je Antrag werden 30 Minuten benötigt, zusammen "
              f"{1000 + n} × 30 / 60 = {format_fest(Fraction(1000 + n, 2), 1)} Stunden. Die Zahl stieg von 900 "
              f"auf {1000 + n} Fälle."),
            p("Die Aufgaben sind unverändert; sie ergeben sich aus dem Gesetz und aus der Satzung der Stadt. " * 12),
        ]  # fmt: skip
        reihen = [[f"{n}-{k}", "EG 9b", f"Sachbearbeitung {k}", "0,5", "31.500"] for k in range(1, zeilen + 1)]
        summe = ["Gesamt", "", "", format_fest(Fraction(zeilen, 2), 1), format_fest(Fraction(zeilen * 31500), 0)]
        bloecke.append(t([["Org.einheit", "Bewertung", "Funktion", "Stellen", "Kosten EUR"], *reihen, summe]))
    return bloecke


def dauer(tabellen: int) -> tuple[float, tuple[Pruefbefund, ...]]:
    dokument = papier(*lang(tabellen, 20))
    beginn = time.perf_counter()
    ergebnis = pruefe(dokument)
    return time.perf_counter() - beginn, ergebnis.befunde


def test_a_paper_of_200_pages_takes_seconds_and_time_grows_with_length() -> None:
    kurz, _ = dauer(50)
    lange, befunde = dauer(200)
    assert [b.text for b in befunde if b.stufe in SCHWER] == []
    assert lange < 20
    assert lange < 10 * kurz + 1  # four times the length; a pass over all pairs would take sixteen times as long


def test_a_text_without_paragraphs_takes_seconds() -> None:
    satz = (
        "Für das Amt fallen 1.200 EUR und 3,5 Stellen sowie 12 % und 4.500 Fälle an, zusammen aber 30 Minuten je Fall, "
    )
    beginn = time.perf_counter()
    pruefe(papier(p(satz * 1500)))
    assert time.perf_counter() - beginn < 4


def test_the_places_of_findings_can_be_read(vorlage: Path, tmp_path: Path) -> None:
    for b in pruefe(read(aendere(vorlage, tmp_path / "geaendert.docx", "13,50", "15,30"))).befunde:
        assert re.search(r"Abschnitt „.+“|Tabelle \d+|Absatz \d+", str(b.stelle.fundstelle()))
