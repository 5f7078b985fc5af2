"""The reverse question: every answer is checked by computing forward again."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_kommandos import WURZEL, run

from stellenbedarf import rundung
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.intervall import Intervall, kehrwerte, ungerundet, vereinigt
from stellenbedarf.szenarien.umkehr import Loesung, kehre_um

F = Fraction
STUTTGART = "inputs/stuttgart-jobcenter.yaml"
FALL = """
kopf: {titel: T, koerperschaft: K, haushaltsjahre: [2025]}
annahmen:
  f: {bezeichnung: Anträge, wert: 9540, einheit: Fälle, quelle: Q}
  jaz: {bezeichnung: Arbeitszeit, wert: 1590, einheit: h je VZÄ, quelle: Q}
  v: {bezeichnung: Verteilzeit, wert: 10 %, einheit: "%", quelle: Q}
kostensaetze: {eigene: [{bewertung: E 6, satz: 60000, quelle: Q}]}
aemter: {"1": {name: Amt}}
positionen:
- {nr: 1, amt: "1", funktion: F, bewertung: E 6, beginn: 01.07.2025, rundung: "aufrunden 0,5", bemessung: {
   verfahren: fallzahl, fallzahl: f, mittlere_bearbeitungszeit_min: 10, verteilzeit: v, jahresarbeitszeit_h: jaz,
   quelle: Q}}
- {nr: 2, amt: "1", funktion: F, bewertung: E 6, beginn: 01.01.2025, bemessung: {verfahren: schluessel,
   bezugsmenge: f, einheiten_je_stelle: 3000, quelle: Q}}
"""


def lade(ordner: Path, text: str = FALL) -> Rechenmodell:
    (ordner / "fall.yaml").write_text(text, encoding="utf-8")
    return load((ordner / "fall.yaml",))[0]


def vorwaerts(modell: Rechenmodell, eingabe: str, wert: Fraction, ziel: str) -> Fraction:
    werte: dict[str, Fraction] = {}
    modell.netz.rechne({eingabe: wert}, werte)
    return werte[ziel]


def check(modell: Rechenmodell, eingabe: str, ziel: str, menge: Intervall, loesung: Loesung) -> None:
    """Compute forward just inside and just outside of every bound of the answer."""
    winzig = F(1, 10**9)
    for m in loesung.mengen:
        for grenze, zu, aussen in ((m.unten, m.unten_zu, -winzig), (m.oben, m.oben_zu, winzig)):
            assert grenze is not None
            if zu:
                assert menge.enthaelt(vorwaerts(modell, eingabe, grenze, ziel))
            if m.punkt is None:
                assert menge.enthaelt(vorwaerts(modell, eingabe, grenze - aussen, ziel))
            if loesung.bereich.unten is not None and loesung.bereich.oben is not None and (
                loesung.bereich.unten < grenze + aussen < loesung.bereich.oben
            ):  # fmt: skip
                assert not menge.enthaelt(vorwaerts(modell, eingabe, grenze + aussen, ziel))


def test_one_post_would_need_two_and_a_half_hours() -> None:
    modell = load((WURZEL / STUTTGART,))[0]
    loesung = kehre_um(modell, "annahme.pruefzeit_je_fall", "bemessung.pruefung.stellenbedarf", Intervall(F(1), F(1)))
    assert loesung.exakt
    assert [m.punkt for m in loesung.mengen] == [F(1671, 662)]  # 2,52 h: hours of a year over 662 cases
    text = run("umkehr", STUTTGART, "-a", "pruefzeit_je_fall", "-z", "position.12.bedarf=1")
    assert "Stellenbedarf von 1,00 Stellen würde für „Prüfzeit je Bedarfsgemeinschaft“ 2,5242 h je Fall" in text.stdout


@pytest.mark.parametrize(
    ("eingabe", "ziel", "menge"),
    [
        ("annahme.f", "position.1.stellen", Intervall(F(3, 2), F(3, 2))),
        ("annahme.f", "position.1.kosten", Intervall(None, F(100000))),
        ("annahme.jaz", "position.1.stellen", Intervall(F(2), F(3))),
        ("annahme.jaz", "bemessung.position_1.stellenbedarf", Intervall(F(1), F(1))),
        ("annahme.v", "position.1.stellen", Intervall(F(3, 2), F(2))),
        ("annahme.f", "position.2.stellen", Intervall(F(314, 100), F(314, 100))),
    ],
)
def test_one_path_is_inverted_exactly(tmp_path: Path, eingabe: str, ziel: str, menge: Intervall) -> None:
    modell = lade(tmp_path)
    loesung = kehre_um(modell, eingabe, ziel, menge)
    assert loesung.exakt
    assert loesung.mengen
    check(modell, eingabe, ziel, menge, loesung)


def test_several_paths_are_narrowed_down(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    menge = Intervall(None, F(300000))
    loesung = kehre_um(modell, "annahme.f", "summe.gesamt.kosten", menge)
    assert not loesung.exakt
    assert len(loesung.mengen) == 1
    check(modell, "annahme.f", "summe.gesamt.kosten", menge, loesung)


def test_no_answer_and_a_jump_over_the_target_are_said(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    keine = kehre_um(modell, "annahme.f", "position.1.stellen", Intervall(F(7, 10), F(7, 10)))
    assert keine.mengen == ()  # steps of 0,5
    assert keine.kleinstes < F(7, 10) < keine.groesstes
    sprung = kehre_um(modell, "annahme.f", "summe.gesamt.stellen", Intervall(F(1, 5), F(1, 5)), None,
                      Intervall(F(1), F(1200)))  # fmt: skip
    assert sprung.mengen == ()  # 0,5 posts at once, and the second position adds to them
    fertig = run("umkehr", str(tmp_path / "fall.yaml"), "-a", "f", "-z", "position.1.stellen=0,7")
    assert fertig.returncode == 1
    assert "lässt sich über „Anträge“ nicht erreichen; erreichbar sind" in fertig.stdout


def test_the_start_that_keeps_within_the_budget(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    # 180.000 a year from January, position 1 with 1,5 posts: 90.000 × months / 12 ≤ 30.000 means 4 months at most
    loesung = kehre_um(modell, "position.1.beginn", "position.1.kosten.2025", Intervall(None, F(30000)))
    jahre = [m for m in loesung.mengen if m.unten is not None and m.unten > 45600]
    from stellenbedarf.zahlen import format_datum, tag_aus_zahl

    assert [format_datum(tag_aus_zahl(m.unten)) for m in jahre if m.unten] == ["01.09.2025"]
    daten = json.loads(run("umkehr", str(tmp_path / "fall.yaml"), "-a", "position.1.beginn", "-z",
                           "position.1.kosten.2025<=30000", "--json").stdout)  # fmt: skip
    assert daten["ergebnis_jetzt"] == "45000"


@pytest.mark.parametrize(
    ("name", "ziel", "meldung"),
    [
        ("f", "kosten", "ist kein Ziel"),
        ("f", "kosten=viel", "ist keine Zahl"),
        ("g", "kosten=1", "gibt es nicht"),
        ("v", "position.2.stellen=1", "hängt nicht von „Verteilzeit“ ab"),
    ],
)
def test_a_bad_question_is_a_message(tmp_path: Path, name: str, ziel: str, meldung: str) -> None:
    lade(tmp_path)
    fertig = run("umkehr", str(tmp_path / "fall.yaml"), "-a", name, "-z", ziel)
    assert fertig.returncode == 1
    assert meldung in fertig.stderr
    with pytest.raises(StellenbedarfFehler, match="Suchbereich ist leer"):
        kehre_um(lade(tmp_path), "annahme.f", "position.1.stellen", Intervall(F(1), F(1)), None, Intervall(F(9), F(1)))


zahlen = st.fractions(-20, 20, max_denominator=8)


@given(zahlen, zahlen, st.booleans(), st.booleans(), zahlen, st.sampled_from(["runden", "aufrunden", "abrunden"]))
def test_inverse_sets_hold_exactly_what_leads_into_them(
    a: Fraction, b: Fraction, zu_a: bool, zu_b: bool, x: Fraction, art: str
) -> None:
    menge = Intervall(min(a, b), max(a, b), zu_a, zu_b)
    gerundet = {"runden": rundung.halb_auf, "aufrunden": rundung.auf, "abrunden": rundung.ab}[art](x)
    assert ungerundet(art, menge).enthaelt(x) == menge.enthaelt(gerundet)
    if x:
        assert any(k.enthaelt(x) for k in kehrwerte(menge)) == menge.enthaelt(1 / x)
    assert menge.geteilt(F(-3)).enthaelt(x) == menge.enthaelt(-3 * x)
    assert menge.verschoben(F(2)).enthaelt(x) == menge.enthaelt(x + 2)
    anderes = Intervall(F(-1), F(3), unten_zu=False)
    assert menge.schnitt(anderes).enthaelt(x) == (menge.enthaelt(x) and anderes.enthaelt(x))
    assert any(m.enthaelt(x) for m in vereinigt([menge, anderes])) == (menge.enthaelt(x) or anderes.enthaelt(x))


def test_a_divisor_is_searched_from_above_zero() -> None:
    """Workplaces = accesses / accesses per workplace: no value at 0, which must not stop the question."""
    modell, _ = load([Path(__file__).parent.parent / "inputs" / "berlin-it-koordination.yaml"])
    bemessung = next(b for b in modell.bemessungen if "annahme.zugaenge_je_arbeitsplatz"
                     in modell.netz.vorgaenger_von([b.ergebnis]))  # fmt: skip
    jetzt = rechne(modell).werte[bemessung.ergebnis]
    loesung = kehre_um(modell, "annahme.zugaenge_je_arbeitsplatz", bemessung.ergebnis, Intervall(jetzt, jetzt))
    assert any(m.enthaelt(Fraction(3)) for m in loesung.mengen), "the present value is a solution"
    assert loesung.bereich.unten == 0
    assert not loesung.bereich.unten_zu
