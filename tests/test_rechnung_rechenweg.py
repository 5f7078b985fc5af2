"""The Rechenweg proves itself: every substituted line, read by an independent parser, gives the stated result."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from deutsch import Rechnung
from deutsch import rechne as rechne_text
from eingabehilfe import GUT
from eingabehilfe import rechne_text as rechne_fall

from stellenbedarf.netz import Reihe
from stellenbedarf.rechenweg import Rechenschritt, Rechenweg
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne

INPUTS = Path(__file__).parent.parent / "inputs"
FAELLE = [
    ("jobcenter", ["stuttgart-jobcenter.yaml"], "basis"),
    ("jobcenter", ["stuttgart-jobcenter.yaml"], "hoch_40h"),
    ("it-personal", ["stuttgart-it-personal.yaml"], "basis"),
    ("beide", ["stuttgart-jobcenter.yaml", "stuttgart-it-personal.yaml"], "basis"),
]


@pytest.fixture(params=FAELLE, ids=lambda f: f"{f[0]}-{f[2]}", scope="module")
def rechenweg(request: pytest.FixtureRequest) -> Rechenweg:
    _, dateien, szenario = request.param
    modell, befunde = load([INPUTS / d for d in dateien])
    return Rechenweg(rechne(modell, szenario, befunde))


def schritte(rechenweg: Rechenweg) -> Iterator[Rechenschritt]:
    for abschnitt in rechenweg.abschnitte():
        yield from abschnitt.schritte


def gelesen(rechenweg: Rechenweg, schritt: Rechenschritt) -> Rechnung:
    """Parse the substituted text; rows that it only names get their values."""
    werte = rechenweg.ergebnis.werte
    reihen = {
        ziel.name: [werte[m] for m in ziel.mitglieder]
        for _, ziel in rechenweg.ergebnis.modell.netz[schritt.id].bindung
        if isinstance(ziel, Reihe)
    }
    return Rechnung(schritt.eingesetzt, reihen)


def spielraum(rechnung: Rechnung) -> Fraction:
    """Return how far the result may move because numbers are written with six decimals at most."""
    basis, summe = rechnung.wert(), Fraction(0)
    for nummer, literal in enumerate(rechnung.literale):
        if literal.stellen == 6:
            halb = Fraction(1, 2 * 10**6) / (100 if literal.prozent else 1)
            summe += max(abs(rechnung.wert({nummer: literal.wert + d}) - basis) for d in (halb, -halb))
    return summe


def check_schritt(rechenweg: Rechenweg, schritt: Rechenschritt) -> None:
    wert = rechenweg.ergebnis.werte[schritt.id]
    rechnung = gelesen(rechenweg, schritt)
    angegeben = rechne_text(schritt.ergebnis)
    if all(rechenweg.schreibweise.exakt(b.id) for b in schritt.bezuege):
        assert rechnung.wert() == wert, schritt
    else:
        assert abs(rechnung.wert() - wert) <= spielraum(rechnung), schritt
    if schritt.genau:
        assert angegeben == wert, schritt
    else:
        stufe = Fraction(1, 10**6) / (100 if schritt.ergebnis.endswith("%") else 1)
        assert 0 < abs(angegeben - wert) <= stufe / 2, schritt


def test_every_step_gives_the_stated_result(rechenweg: Rechenweg) -> None:
    anzahl = 0
    for schritt in schritte(rechenweg):
        check_schritt(rechenweg, schritt)
        anzahl += 1
    assert anzahl == sum(g.ist_schritt for g in rechenweg.ergebnis.modell.netz), "every computed quantity is a step"


def test_every_number_has_an_origin_that_exists(rechenweg: Rechenweg) -> None:
    netz, werte = rechenweg.ergebnis.modell.netz, rechenweg.ergebnis.werte
    reihenfolge = {g.id: n for n, g in enumerate(netz)}
    for schritt in schritte(rechenweg):
        assert schritt.bezuege, schritt
        for bezug in schritt.bezuege:
            assert bezug.id in netz
            assert bezug.id in werte
            assert reihenfolge[bezug.id] < reihenfolge[schritt.id], "a step rests on what was there before"
            groesse = netz[bezug.id]
            assert groesse.ist_schritt or groesse.herkunft is not None
            if not groesse.ist_schritt and groesse.herkunft is not None:
                assert groesse.herkunft.quelle or groesse.herkunft.fundstelle, bezug
            assert bezug.wert == rechenweg.schreibweise.rechenwert(bezug.id)


def test_every_step_names_its_rule_and_its_quantities(rechenweg: Rechenweg) -> None:
    for schritt in schritte(rechenweg):
        assert schritt.quelle.strip(), schritt
        assert schritt.bezeichnung.strip()
        assert schritt.symbolisch.strip()
        formel = rechenweg.ergebnis.modell.netz[schritt.id].formel
        assert formel is not None
        assert bool(schritt.rundung) == (formel.rundung is not None)
        einzeln = [ziel for _, ziel in rechenweg.ergebnis.modell.netz[schritt.id].bindung if isinstance(ziel, str)]
        for ziel in einzeln:
            assert rechenweg.ergebnis.modell.netz[ziel].bezeichnung in schritt.symbolisch


def test_labels_are_unique_and_resolve(rechenweg: Rechenweg) -> None:
    marken = [s.marke for s in schritte(rechenweg)]
    assert all(marken)
    assert len(marken) == len(set(marken))
    bekannt = set(rechenweg.marken.values())
    for schritt in schritte(rechenweg):
        for bezug in schritt.bezuege:
            konstant = bezug.id.startswith(("konstante.", "haushaltsjahr."))
            assert bezug.marke in bekannt or (konstant and not bezug.marke), bezug


def test_the_audit_reads_as_the_paper_would_write_it() -> None:
    modell, befunde = load([INPUTS / "stuttgart-jobcenter.yaml"])
    weg = Rechenweg(rechne(modell, "basis", befunde))
    umfang = weg.schritt("bemessung.pruefung.stichprobenumfang")
    assert umfang.symbolisch == "RUNDEN(Bedarfsgemeinschaften im laufenden Leistungsbezug × Prüfquote; 0)"
    assert umfang.eingesetzt.replace("\u00a0", " ") == "RUNDEN(22.082 Bedarfsgemeinschaften × 3 %; 0)"
    assert umfang.ergebnis.replace("\u00a0", " ") == "662 Fälle"
    assert umfang.rundung == "kaufmännisch gerundet auf ganze Zahlen: es werden nur ganze Fälle geprüft"
    assert [b.marke for b in umfang.bezuege] == ["A1", "A2"]
    bedarf = weg.schritt("bemessung.pruefung.stellenbedarf")
    assert bedarf.eingesetzt.replace("\u00a0", " ") == "993 h / 1.671 h je VZÄ"
    assert (bedarf.ergebnis.replace("\u00a0", " "), bedarf.genau) == ("0,594255 VZÄ", False)


def test_a_look_up_refers_to_the_rate_it_finds() -> None:
    modell, befunde = load([INPUTS / "stuttgart-jobcenter.yaml"])
    weg = Rechenweg(rechne(modell, "basis", befunde))
    satz = weg.schritt("position.6.kostensatz")
    assert [b.id for b in satz.bezuege] == ["position.6.bewertung", "kostensatz.A 13 hD"]
    assert satz.ergebnis.replace("\u00a0", " ") == "110.400 EUR je VZÄ"


OHNE_ERSATZ = ('    positionen:\n      "1":\n        beantragt: 4\n', "")


def fall(tmp_path: Path, *ersetzungen: tuple[str, str]) -> Ergebnis:
    text = GUT
    for alt, neu in ersetzungen:
        assert alt in text
        text = text.replace(alt, neu)
    return rechne_fall(tmp_path, text)["basis"]


@pytest.mark.parametrize(
    "ersetzungen",
    [
        [],
        [("    beantragt: 3,5\n", ""), OHNE_ERSATZ],
        [("    beantragt: 3,5\n", "    rundung: aufrunden 1/6\n"), OHNE_ERSATZ],
        [("    beantragt: 3,5\n", "    rundung: keine\n"), OHNE_ERSATZ],
        [("    wert: 45\n    einheit: min je Antrag", "    wert: 1/3\n    einheit: h je Antrag")],
        [("stuttgart-2010", "kgst-2025-26")],
    ],
)  # fmt: skip
def test_other_cases_prove_themselves_too(ersetzungen: list[tuple[str, str]], tmp_path: Path) -> None:
    weg = Rechenweg(fall(tmp_path, *ersetzungen))
    for schritt in schritte(weg):
        check_schritt(weg, schritt)
