"""Monte Carlo: distributions against closed forms, same seed same result, bad input, a cluster that loses a worker."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from test_kommandos import run

from stellenbedarf.ausgabe.mappe.eingabemappe import render_eingabemappe
from stellenbedarf.ausgabe.unsicherheit import als_json
from stellenbedarf.ausgabe.yaml_text import yaml_text
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.verteilungen import Verteilung
from stellenbedarf.modell.zerlegen import zerlege
from stellenbedarf.rechnung.lauf import load
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien import haeufigkeit
from stellenbedarf.szenarien.haeufigkeit import FEHLER, Haeufigkeit
from stellenbedarf.szenarien.unsicherheit import Unsicherheit, read_korrelationen, zahl_prozent
from stellenbedarf.szenarien.ziehung import Ziehung, normalquantil, normalverteilung, quantil

FALL = """
kopf: {titel: T, koerperschaft: K, haushaltsjahre: [2025]}
annahmen:
  f: {bezeichnung: Anträge, wert: 9540, einheit: Fälle, quelle: Q, niedrig: 5000, hoch: 12000, verteilung: pert}
  z: {bezeichnung: Zeit, wert: 10, einheit: min je Fall, quelle: Q, niedrig: 8, hoch: 13}
  q: {bezeichnung: Quote, wert: 10 %, einheit: "%", quelle: Q, verteilung: diskret, stuetzwerte: "5: 20 %; 10 %: 80 %"}
  jaz: {bezeichnung: Arbeitszeit, wert: 1590, einheit: h je VZÄ, quelle: Q}
kostensaetze: {eigene: [{bewertung: E 6, satz: 60000.55, quelle: Q}]}
aemter: {"1": {name: Amt}}
positionen:
- {nr: 1, amt: "1", funktion: F, bewertung: E 6, beginn: 01.07.2025, bemessung: {verfahren: fallzahl, fallzahl: f,
   mittlere_bearbeitungszeit_min: z, verteilzeit: q, jahresarbeitszeit_h: jaz, quelle: Q}}
- {nr: 2, amt: "1", funktion: F, bewertung: E 6, beginn: 01.01.2025, beantragt: 1, bemessung: {verfahren: schluessel,
   bezugsmenge: f, einheiten_je_stelle: 9000, quelle: Q}}
"""
F = Fraction


def lade(ordner: Path, text: str = FALL) -> Rechenmodell:
    (ordner / "fall.yaml").write_text(text, encoding="utf-8")
    return load((ordner / "fall.yaml",))[0]


U = np.linspace(0.001, 0.999, 999)


def test_quantiles_follow_the_closed_forms() -> None:
    gleich = quantil(Verteilung("gleich", F(1), F(2), F(5)))(U)
    assert np.allclose(gleich, 1 + 4 * U, atol=1e-12)
    # triangle (1, 2, 5): F(x) = (x−1)²/4 up to the mode, 1 − (5−x)²/12 beyond
    dreieck = quantil(Verteilung("dreieck", F(1), F(2), F(5)))(U)
    assert np.allclose(np.where(dreieck < 2, (dreieck - 1) ** 2 / 4, 1 - (5 - dreieck) ** 2 / 12), U, atol=1e-12)
    # PERT (0, 1/4, 1) is the beta distribution (2, 4): F(x) = 10x² − 20x³ + 15x⁴ − 4x⁵
    pert = quantil(Verteilung("pert", F(0), F(1, 4), F(1)))(U)
    assert np.allclose(10 * pert**2 - 20 * pert**3 + 15 * pert**4 - 4 * pert**5, U, atol=1e-7)
    normal = quantil(Verteilung("normal", F(10), F(12), F(14)))(np.array([0.05, 0.5, 0.95]))
    assert np.allclose(normal, [10, 12, 14], atol=1e-12)
    log = quantil(Verteilung("lognormal", F(1), F(2), F(9)))(np.array([0.05, 0.5, 0.95]))
    assert np.allclose(log, [1, 3, 9], atol=1e-12)
    diskret = quantil(Verteilung("diskret", werte=(F(1), F(2)), gewichte=(F(1, 5), F(4, 5))))
    assert diskret(np.array([0.0, 0.199, 0.2, 0.999])).tolist() == [1, 1, 2, 2]


def test_the_normal_quantile_is_that_of_the_standard_library() -> None:
    anteile = np.array([1e-15, 1e-6, 0.02, 0.075, 0.3, 0.5, 0.8, 0.9999, 1 - 1e-12])
    assert np.allclose(normalquantil(anteile), [NormalDist().inv_cdf(a) for a in anteile], rtol=1e-14, atol=1e-15)
    assert np.abs(normalverteilung(normalquantil(anteile)) - anteile).max() < 2e-9


@pytest.mark.parametrize("hyperwuerfel", [False, True])
def test_drawn_values_have_the_moments_of_their_distribution(hyperwuerfel: bool) -> None:
    v = [Verteilung("dreieck", F(1000), F(2000), F(6000)), Verteilung("gleich", F(1), F(1), F(2))]
    werte = Ziehung(v, 7, hyperwuerfel=hyperwuerfel).block(0, 2**16)
    schranke = 0.001 if hyperwuerfel else 0.01
    assert werte[0].mean() == pytest.approx(3000, rel=schranke)
    assert werte[0].var() == pytest.approx((1e6 + 4e6 + 36e6 - 2e6 - 6e6 - 12e6) / 18, rel=0.02)
    assert werte[1].mean() == pytest.approx(1.5, rel=schranke)
    assert (np.floor(werte[0]) == werte[0]).all(), "whole numbers where the range is large"
    if hyperwuerfel:  # one value in every stratum
        assert np.unique(np.floor((werte[1] - 1) * 256)).size >= 256
        assert np.histogram(werte[1], 64, (1, 2))[0].tolist() == pytest.approx([1024] * 64, abs=15)


def test_correlated_inputs_correlate() -> None:
    v = [Verteilung("gleich", F(0), F(1), F(1000))] * 3
    werte = Ziehung(v, 3, {(0, 1): 0.8}).block(0, 2**16)
    # rank correlation of a Gaussian copula: 6/π · asin(ρ/2)
    assert np.corrcoef(werte[0], werte[1])[0, 1] == pytest.approx(6 / math.pi * math.asin(0.4), abs=0.01)
    assert abs(np.corrcoef(werte[0], werte[2])[0, 1]) < 0.02
    with pytest.raises(StellenbedarfFehler, match="nicht positiv definit"):
        Ziehung(v, 3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): -0.9})


def test_the_same_seed_gives_the_same_result_however_it_is_computed(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    texte = []
    for breite, prozesse in ((None, 1), (100, 1), (None, 2)):
        lauf = Unsicherheit(modell, 150_000, 42)
        if breite:
            lauf.plan.breite = breite
        texte.append(als_json(lauf, lauf.laufe(prozesse)))
    assert texte[0] == texte[1] == texte[2]
    anderer = Unsicherheit(modell, 150_000, 43)
    assert als_json(anderer, anderer.laufe()) != texte[0]


def test_the_result_agrees_with_the_exact_reader_in_every_scenario(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    lauf = Unsicherheit(modell, 300, 1)
    teil = lauf.laufe()
    from stellenbedarf.szenarien.plan import als_zahl

    gezogen = lauf.ziehung.block(0, 300)
    kosten, gedeckt = [], 0
    for spalte in gezogen.T:
        werte: dict[str, object] = {}
        modell.netz.rechne(dict(zip(lauf.eingaben, map(als_zahl, spalte), strict=True)), werte)  # type: ignore[arg-type]
        kosten.append(float(werte["summe.gesamt.kosten"]))  # type: ignore[arg-type]
        gedeckt += bool(werte["bemessung.position_2.stellenbedarf"] <= 1)  # type: ignore[operator]
    platz = next(n for n, z in enumerate(lauf.ziele) if (z.bereich, z.mass) == ("Gesamt", "Kosten"))
    assert sorted(teil.tabellen[platz].zaehler) == sorted(set(kosten))
    assert teil.tabellen[platz].quantil(F(1, 2)) == sorted(kosten)[149]
    assert teil.tabellen[platz].mittel == pytest.approx(sum(kosten) / 300, rel=1e-12)
    assert dict(zip((d.bereich for d in lauf.deckungen), teil.gedeckt, strict=True))["Position 2"] == gedeckt


def test_quantiles_from_bins_keep_their_promised_error() -> None:
    rng = np.random.default_rng(1)
    werte = rng.lognormal(10, 1, 400_000)
    tabelle = Haeufigkeit.aus(werte[:65536])
    for a in range(65536, 400_000, 65536):
        tabelle.add(Haeufigkeit.aus(werte[a : a + 65536]))
    assert not tabelle.genau
    assert len(tabelle.zaehler) < 400_000
    for anteil in (F(1, 100), F(1, 2), F(99, 100)):
        wahr = np.sort(werte)[math.ceil(anteil * len(werte)) - 1]
        assert tabelle.quantil(anteil) == pytest.approx(wahr, rel=FEHLER)
    assert tabelle.mittel == pytest.approx(werte.mean(), rel=1e-12)


def test_ranges_survive_yaml_and_workbook(tmp_path: Path) -> None:
    fall = lade(tmp_path).fall
    (tmp_path / "b.yaml").write_text(yaml_text(zerlege(fall)), encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(render_eingabemappe(fall))
    for name in ("b.yaml", "b.xlsx"):
        assert read_fall(tmp_path / name)[0].annahmen == fall.annahmen, name


@pytest.mark.parametrize(
    ("alt", "neu", "meldung"),
    [
        ("niedrig: 8, hoch: 13", "niedrig: 13, hoch: 8", "Die Spanne ist nicht geordnet"),
        (
            "niedrig: 5000, hoch: 12000",
            "niedrig: 9600, hoch: 12000",
            "Die Spanne ist nicht geordnet",
        ),  # PERT mode outside
        ("niedrig: 5000, hoch: 12000, v", "v", "braucht „niedrig“ und „hoch“"),
        ("hoch: 13", "hoch: 13, verteilung: normal", "symmetrisch"),
        ("niedrig: 8, hoch: 13", "niedrig: 0, hoch: 13, verteilung: lognormal", "nur Werte über 0"),
        ("hoch: 13", "hoch: 13, verteilung: dreick", "Meinten Sie „dreieck“"),
        ("5: 20 %; 10 %: 80 %", "5: 20 %; 10 %: 70 %", "nicht 100 %"),
        ("5: 20 %; 10 %: 80 %", "5: 20 %; zehn: 80 %", "ist keine Zahl"),
        (', stuetzwerte: "5: 20 %; 10 %: 80 %"', "", "braucht „stuetzwerte“"),
        ("hoch: 13", 'hoch: 13, stuetzwerte: "1; 2"', "Stützwerte gehören zu"),
    ],
)
def test_a_bad_range_is_a_message(tmp_path: Path, alt: str, neu: str, meldung: str) -> None:
    assert alt in FALL
    with pytest.raises(StellenbedarfFehler, match=meldung):
        lade(tmp_path, FALL.replace(alt, neu))


@pytest.mark.parametrize(
    ("text", "meldung"),
    [("f=0,5", "keine Korrelation"), ("f,z=2", "keine Korrelation"), ("f,jaz=0,5", "hat keine Spanne"),
     ("f,x=0,5", "gibt es nicht")],
)  # fmt: skip
def test_a_bad_correlation_is_a_message(tmp_path: Path, text: str, meldung: str) -> None:
    with pytest.raises(StellenbedarfFehler, match=meldung):
        read_korrelationen([text], lade(tmp_path))


def test_the_command_needs_a_seed_and_says_one_sentence(tmp_path: Path) -> None:
    lade(tmp_path)
    fall = str(tmp_path / "fall.yaml")
    ohne = run("unsicherheit", fall)
    assert (ohne.returncode, "Der Startwert der Zufallszahlen fehlt" in ohne.stderr) == (1, True)
    bild = tmp_path / "h.svg"
    fertig = run("unsicherheit", fall, "--startwert", "5", "-n", "20000", "-o", str(bild))
    assert fertig.returncode == 0, fertig.stderr
    assert "mit einer Wahrscheinlichkeit von 90\u00a0%" in fertig.stdout
    assert "(20.000 Durchläufe, Startwert 5)." in fertig.stdout
    assert "<desc" in bild.read_text(encoding="utf-8")
    daten = json.loads(run("unsicherheit", fall, "--startwert", "5", "-n", "20000", "--json").stdout)
    assert daten["startwert"] == 5
    assert run("unsicherheit", "inputs/stuttgart-it-personal.yaml", "--startwert", "1").returncode == 1


def test_a_share_that_is_not_all_is_not_written_as_all() -> None:
    assert zahl_prozent(9999, 10000) == "mehr als 99,9\u00a0%"
    assert zahl_prozent(1, 10000) == "weniger als 0,1\u00a0%"
    assert (zahl_prozent(0, 5), zahl_prozent(5, 5)) == ("0,0\u00a0%", "100,0\u00a0%")


@pytest.mark.parametrize(
    ("werte", "schritt"),
    [
        (np.random.default_rng(1).normal(50, 9, 30_000), None),  # bins
        (np.floor(np.random.default_rng(2).normal(5000, 900, 30_000)) / 100, F(1, 100)),  # multiples of a step
        (np.random.default_rng(3).lognormal(0, 6, 30_000), None),  # bins too far apart for one row
        (np.floor(np.random.default_rng(4).uniform(0, 9e5, 30_000)), F(1)),  # multiples too far apart
    ],
)
def test_rows_of_counts_give_what_single_counts_give(
    monkeypatch: pytest.MonkeyPatch, werte: Any, schritt: Fraction | None
) -> None:
    tabellen = []
    for dicht in (haeufigkeit._DICHT, 0):
        monkeypatch.setattr(haeufigkeit, "_DICHT", dicht)
        tabelle = Haeufigkeit.aus(werte[:7000], schritt)
        for a in range(7000, len(werte), 7000):
            tabelle.add(Haeufigkeit.aus(werte[a : a + 7000], schritt))
        tabellen.append(tabelle)
    reihe, einzeln = tabellen
    assert einzeln.reihe is None
    assert reihe.zaehler == einzeln.zaehler
    assert sum(reihe.zaehler.values()) == reihe.zahl == len(werte)
    for anteil in (F(0), F(1, 20), F(1, 2), F(19, 20), F(1)):
        assert reihe.quantil(anteil) == einzeln.quantil(anteil)
    assert reihe.klassen(20) == einzeln.klassen(20)
    assert (reihe.summe, reihe.genau) == (einzeln.summe, einzeln.genau)
