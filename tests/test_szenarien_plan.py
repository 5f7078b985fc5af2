"""The plan for many scenarios gives what the exact reader gives, in every scenario and whatever the chunk size."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rechenfaelle import GANZ, PROZENT, WERTE, Rechenfall

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.formel import (
    Ausdruck,
    Rundung,
    abrunden,
    aufrunden,
    einheit,
    formel,
    gleich,
    groesstes,
    kleinstes,
    normalquantil,
    runden,
    summe,
    und,
    wenn,
    wurzel,
)
from stellenbedarf.formel.funktionen import FUNKTIONEN
from stellenbedarf.netz import Herkunft, Netz
from stellenbedarf.rechnung.lauf import load
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.graph import BEDEUTUNGEN
from stellenbedarf.szenarien.plan import Rechenplan, als_zahl

KOPF = "kopf: {titel: T, koerperschaft: K, haushaltsjahre: [2025]}\n"


def lade(text: str, ordner: Path) -> Rechenmodell:
    pfad = ordner / "fall.yaml"
    pfad.write_text(text, encoding="utf-8")
    return load((pfad,))[0]


def einfach(
    ordner: Path, rundung: str = "kaufmännisch 0,01", satz: str = "63123.45", positionen: int = 1
) -> Rechenmodell:
    zeilen = "".join(
        f"- {{nr: {n}, amt: '1', funktion: F, bewertung: E 6, beginn: 01.04.2025, rundung: '{rundung}', "
        "erstattungsquote: 33.3 %, bemessung: {verfahren: fallzahl, fallzahl: f, mittlere_bearbeitungszeit_min: "
        f"{10 + n}.5, jahresarbeitszeit_h: jaz, quelle: Q}}}}\n".replace("}}}}", "}}")
        for n in range(1, positionen + 1)
    )
    return lade(
        KOPF + "annahmen:\n  f: {bezeichnung: Fälle, wert: 1000, einheit: Fälle, quelle: Q}\n"
        "  jaz: {bezeichnung: J, wert: 1590, einheit: h je VZÄ, quelle: Q}\n"
        f"kostensaetze: {{eigene: [{{bewertung: E 6, satz: {satz}, quelle: Q}}]}}\naemter: {{'1': {{name: A}}}}\n"
        f"positionen:\n{zeilen}", ordner,
    )  # fmt: skip


def vergleiche(plan: Rechenplan, werte: Any) -> None:
    """Compare all targets in all scenarios with the exact reader: equal where they are rounded, else to 1e-9."""
    ergebnis = plan.rechne(werte)
    for n in range(werte.shape[1]):
        exakt: dict[str, Any] = {}
        plan.modell.netz.rechne(dict(zip(plan.eingaben, map(als_zahl, werte[:, n]), strict=True)), exakt)
        for z, id_ in enumerate(plan.ziele[: plan.zielzahl]):
            soll = float(exakt[id_])
            if plan.schritt(z) is not None:
                assert ergebnis[z, n] == soll, (id_, werte[:, n])
            else:
                assert ergebnis[z, n] == pytest.approx(soll, rel=1e-9, abs=1e-9), id_


def zufallswerte(rng: random.Random, namen: Sequence[str], zahl: int) -> list[list[float]]:
    """Return values as they come in practice: whole, with two decimals, or with all that a float has."""
    zeilen = []
    for name in namen:
        unten, oben = WERTE[name]
        art = "ganz" if name in GANZ else rng.choice(["ganz", "stellen", "alle"])
        zeile = [rng.uniform(unten, oben) for _ in range(zahl)]
        if art == "ganz":
            zeile = [float(int(w)) for w in zeile]
        elif art == "stellen":
            zeile = [float(f"{w:.2f}") for w in zeile]
        if name in PROZENT:
            zeile = [float(f"{w / 100:.4f}") if art != "alle" else w / 100 for w in zeile]
        zeilen.append(zeile)
    return zeilen


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_random_cases_agree_with_the_exact_reader(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    fall = Rechenfall(seed)
    modell = lade(fall.yaml(), tmp_path_factory.mktemp("fall"))
    rng = random.Random(seed)
    zahl = 12
    eingaben = [f"annahme.{kurz}" for kurz, _ in fall.ersetzbar]
    werte = zufallswerte(rng, [name for _, name in fall.ersetzbar], zahl)
    for groesse in modell.netz:
        art = groesse.id.rpartition(".")[2]
        if groesse.id.startswith("position.") and not groesse.ist_schritt and art in ("beantragt", "beginn"):
            eingaben.append(groesse.id)
            werte.append([float(rng.randint(45300, 46500)) if art == "beginn" else rng.randint(1, 300) / 100
                          for _ in range(zahl)])  # fmt: skip
    if not eingaben:
        return
    ziele = [g.id for g in modell.netz if g.ist_schritt]
    vergleiche(Rechenplan(modell, eingaben, ziele, breite=5), np.array(werte))


@pytest.mark.parametrize(
    "rundung", ["kaufmännisch 0,05", "kaufmännisch 1/6", "aufrunden 0,1", "abrunden 0,25", "keine"]
)
def test_exact_ties_are_rounded_like_the_exact_reader(tmp_path: Path, rundung: str) -> None:
    """Whole caseloads and working times hit ties again and again; none needs a second look."""
    modell = einfach(tmp_path, rundung, satz="50400.5", positionen=3)
    faelle = np.arange(1.0, 4001.0)
    werte = np.array([faelle, 1500 + faelle % 7 * 15])
    ziele = ["position.1.stellen", "position.2.kosten", "position.2.kosten.2025", "summe.gesamt.netto"]
    if rundung == "keine":
        ziele[0] = "bemessung.position_1.stellenbedarf"
    plan = Rechenplan(modell, ["annahme.f", "annahme.jaz"], ziele)
    vergleiche(plan, werte[:, ::7])
    assert plan.lauf.exakt == 0


def test_values_within_the_guard_zone_are_decided_exactly_and_counted(tmp_path: Path) -> None:
    modell = einfach(tmp_path, "kaufmännisch 0,01")
    werte = [float(Fraction(125, 1000) * 60 * 1590 / Fraction(23, 2))]  # 11,5 minutes each make 0,125 posts
    for _ in range(4):
        werte = [np.nextafter(werte[0], 0), *werte, np.nextafter(werte[-1], 1e9)]
    feld = np.array([werte * 4, [1590.0] * 36])
    plan = Rechenplan(modell, ["annahme.f", "annahme.jaz"], ["position.1.stellen", "position.1.kosten"])
    vergleiche(plan, feld)
    assert plan.lauf.szenarien == 36
    assert plan.lauf.exakt > 0


def test_the_chunk_size_changes_nothing(tmp_path: Path) -> None:
    modell = einfach(tmp_path, "keine", positionen=40)
    rng = np.random.default_rng(5)
    werte = np.array([rng.uniform(10, 90000, 5000), rng.uniform(1400, 1750, 5000)])
    ziele = ["summe.gesamt.bedarf", "summe.gesamt.kosten", "position.7.bedarf"][:2]
    einmal = Rechenplan(modell, ["annahme.f", "annahme.jaz"], ziele).rechne(werte)
    for breite in (2, 3, 64, 999, 4096):
        plan = Rechenplan(modell, ["annahme.f", "annahme.jaz"], ziele, breite=breite)
        assert (plan.rechne(werte) == einmal).all(), breite
        teile = np.concatenate([plan.rechne(werte[:, a : a + 1234]) for a in range(0, 5000, 1234)], axis=1)
        assert (teile == einmal).all(), breite


def test_a_value_out_of_bounds_is_a_message(tmp_path: Path) -> None:
    plan = Rechenplan(einfach(tmp_path), ["annahme.f", "annahme.jaz"], ["summe.gesamt.kosten"])
    plan.rechne(np.array([[1.0, 2.0], [1500.0, 1600.0]]))
    with pytest.raises(StellenbedarfFehler, match=r"„Jahresarbeitszeit“ ist 0, erlaubt ist mehr als 0"):
        plan.rechne(np.array([[1.0, 2.0], [1500.0, 0.0]]))
    with pytest.raises(StellenbedarfFehler, match="„Fälle“ fehlt in mindestens einem Szenario ein Wert"):
        plan.rechne(np.array([[1.0, np.nan], [1500.0, 1600.0]]))


def test_what_does_not_vary_is_computed_once(tmp_path: Path) -> None:
    modell = einfach(tmp_path, positionen=3)
    plan = Rechenplan(modell, ["annahme.f"], ["summe.gesamt.stellen", "kostensatz.E 6"])
    arten = [k.art for k in plan.graph.knoten]
    assert arten == ["eingabe", "runden", "runden", "runden", "summe"], "rates, months and working time are folded"
    assert plan.rechne(np.array([[1.0, 2.0]]))[1].tolist() == [63123.45, 63123.45]


def test_every_function_of_the_language_has_a_meaning() -> None:
    assert BEDEUTUNGEN.keys() == FUNKTIONEN.keys()


@formel(einheit="1", quelle="Test", bezeichnung="Test")
def _alles(x: Ausdruck, y: Ausdruck, z: Ausdruck) -> Ausdruck:
    """Alle Funktionen, die kein Verfahren nutzt."""
    stufe = wenn(und(x > y, gleich(z, 2)), x / y, wenn(x <= y, kleinstes(x, y * 2, 5), groesstes(x, z, 3)))
    return stufe + runden(x * y, 1) - aufrunden(0 - x / 7, 0) + abrunden(y - x, 2) + wenn(x < z, 1, wenn(y >= 3, 2, 3))


@formel(einheit="1", quelle="Test", bezeichnung="Test", rundung=Rundung(4, "Test"))
def _wurzeln(x: Ausdruck, y: Ausdruck) -> Ausdruck:
    """Wurzel und Quantil."""
    return wurzel(x + y) * normalquantil(x / (x + y)) + summe(x, y)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.sampled_from([0.5, 1, 1.5, 2, 2.5, 3, 3.25, 7, 0.1, 0.3, 2.1, 11 / 7])] * 3), min_size=1)
)
def test_functions_that_no_verfahren_uses(zeilen: list[tuple[float, float, float]]) -> None:
    netz = Netz()
    for name in "xyz":
        netz.add_wert(name, name, einheit("1"), Fraction(1), Herkunft("Eingabe"))
    netz.add_schritt("alles", _alles, {n: n for n in "xyz"})
    netz.add_schritt("wurzeln", _wurzeln, {n: n for n in "xy"})
    modell = Rechenmodell((), (), netz, (), (), (), {}, (), (), ())
    vergleiche(Rechenplan(modell, list("xyz"), ["alles", "wurzeln"]), np.array(zeilen).T)
