"""The audit points: each rule with a case that meets it, one that does not, and one that cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from eingabehilfe import fehler_von, rechne_text

from stellenbedarf.modell.felder import NACHWEISE
from stellenbedarf.rechnung.pruefpunkte import PRUEFPUNKTE, Antwort, Stand, beantworte

# A case in which every point is met: measured in minutes, sourced, explained, with evidence for what no figure shows.
GUT = """kopf: {titel: Test, koerperschaft: Teststadt, stichtag: 31.12.2025}
kostensaetze: {tabelle: stuttgart-2010}
aemter: {"1": {name: Amt}}
annahmen:
  antraege: {bezeichnung: Anträge, wert: 4200, einheit: Fälle, quelle: Fachverfahren, stand: "2025", status: belegt}
  zeit: {bezeichnung: Zeit je Antrag, wert: 45, einheit: min je Fall, quelle: Aufschreibung, status: belegt}
  jaz: {bezeichnung: Jahresarbeitszeit, wert: 1631, einheit: h je VZÄ, quelle: KGSt, stand: "2022"}
positionen:
  - nr: "1"
    amt: "1"
    funktion: Arbeit
    bewertung: A 10
    beantragt: 2
    bemessung:
      verfahren: fallzahl
      fallzahl: antraege
      mittlere_bearbeitungszeit_min: zeit
      jahresarbeitszeit_h: jaz
      begruendung: Die Fälle sind zählbar.
      erlaeuterung_abweichung: Der Rest wird aufgefangen.
    aufgaben: [{text: Bescheide, anteil: 80 %}, {text: Beratung, anteil: 20 %}]
nachweise:
"""
NACHWEIS = "  {0}: {{erfuellt: ja, text: Geschehen, quelle: Bericht, stand: 01/2026}}\n"
VOLL = GUT + "".join(NACHWEIS.format(n) for n in NACHWEISE)
SETZUNG = "      verfahren: setzung\n      stellen: 2\n      begruendung: Grundausstattung\n"
MESSUNG = GUT[GUT.index("      verfahren") : GUT.index("    aufgaben")]
GESCHAETZT = ("quelle: Aufschreibung, status: belegt", "quelle: Workshop, status: geschätzt")


def antworten(tmp_path: Path, text: str) -> dict[str, Antwort]:
    return {p.schluessel: a for p, a in beantworte(rechne_text(tmp_path, text)["basis"])}


def ohne(text: str, nachweis: str) -> str:
    zeile = NACHWEIS.format(nachweis)
    assert zeile in text
    return text.replace(zeile, "")


def test_a_good_case_meets_every_point(tmp_path: Path) -> None:
    gefunden = {n: a.stand for n, a in antworten(tmp_path, VOLL).items()}
    entfaellt = {n for n, s in gefunden.items() if s is Stand.ENTFAELLT}
    assert entfaellt == {"vermerk", "schaetzung"}, "all need is proven, no time is estimated"
    assert {s for n, s in gefunden.items() if n not in entfaellt} == {Stand.ERFUELLT}
    assert len(gefunden) == len(PRUEFPUNKTE) == 13


def test_without_evidence_nothing_is_met_that_figures_do_not_show(tmp_path: Path) -> None:
    gefunden = {
        n for n, a in antworten(tmp_path, GUT.removesuffix("nachweise:\n")).items() if a.stand is Stand.ERFUELLT
    }
    assert gefunden == {"dokumentation", "anerkannt", "begruendet", "aufgabenkatalog"}


@pytest.mark.parametrize("punkt", ["aufgabenkritik", "erhebungsplanung", "datenschutz", "auslastung", "verfahrenswahl",
                                   "verteilzeit"])  # fmt: skip
def test_stated_points_follow_the_statement(punkt: str, tmp_path: Path) -> None:
    assert antworten(tmp_path, ohne(VOLL, punkt))[punkt].stand is Stand.OFFEN
    unbelegt = VOLL.replace(NACHWEIS.format(punkt), f"  {punkt}: {{erfuellt: ja, text: Geschehen}}\n")
    antwort = antworten(tmp_path, unbelegt)[punkt]
    assert (antwort.stand, antwort.grund) == (Stand.OFFEN, "Geschehen. Einen Beleg nennt der Fall nicht.")
    verneint = VOLL.replace(NACHWEIS.format(punkt), f"  {punkt}: {{erfuellt: nein, text: Unterblieben}}\n")
    antwort = antworten(tmp_path, verneint)[punkt]
    assert (antwort.stand, antwort.grund) == (Stand.NICHT_ERFUELLT, "Unterblieben.")
    erfuellt = antworten(tmp_path, VOLL)[punkt]
    assert (erfuellt.stand, erfuellt.grund) == (Stand.ERFUELLT, "Geschehen (Bericht, Stand 01/2026).")


FAELLE = [
    # point, replacements in the full case, answer, words of the reason
    ("dokumentation", [("quelle: Fachverfahren, ", "")], Stand.NICHT_ERFUELLT, "Ohne Quelle: „Anträge“"),
    ("dokumentation", [("    beantragt: 2\n", "    beantragt: 2\n    luecke: Fallzahl fehlt\n")], Stand.NICHT_ERFUELLT,
     "Position 1: Es fehlen Angaben"),
    ("dokumentation", [(MESSUNG, SETZUNG)], Stand.OFFEN, "Keine Stelle ist bemessen"),
    ("anerkannt", [(MESSUNG, SETZUNG)], Stand.NICHT_ERFUELLT, "Position 1: gesetzt"),
    ("anerkannt", [("stand: \"2025\", status: belegt", "status: erschlossen")], Stand.NICHT_ERFUELLT,
     "Position 1: erschlossen"),
    ("verfahrenswahl", [("      begruendung: Die Fälle sind zählbar.\n", ""), (NACHWEIS.format("verfahrenswahl"), "")],
     Stand.NICHT_ERFUELLT, "Position 1: Das Verfahren ist nicht begründet"),
    ("begruendet", [("      erlaeuterung_abweichung: Der Rest wird aufgefangen.\n", "")], Stand.NICHT_ERFUELLT,
     "Position 1: Beantragt ist anderes als berechnet"),
    ("begruendet", [("    beantragt: 2\n", "")], Stand.ERFUELLT, "Jede Bemessung ist nachrechenbar"),
    ("begruendet", [(MESSUNG, SETZUNG)], Stand.OFFEN, "Position 1: begründet, aber nicht"),
    ("aufgabenkatalog", [("    aufgaben: [{text: Bescheide, anteil: 80 %}, {text: Beratung, anteil: 20 %}]\n", "")],
     Stand.NICHT_ERFUELLT, "Position 1: Aufgaben sind nicht aufgeführt"),
    ("aufgabenkatalog", [("[{text: Bescheide, anteil: 80 %}, {text: Beratung, anteil: 20 %}]", "[Bescheide]")],
     Stand.OFFEN, "nicht mit Zeitanteilen"),
    ("vermerk", [(MESSUNG, SETZUNG)], Stand.NICHT_ERFUELLT, "Position 1: Der Bedarf ist nicht vollständig belegt"),
    ("vermerk", [(MESSUNG, SETZUNG), ("    beantragt: 2\n", "    beantragt: 2\n    vermerk: kw 31.12.2030\n")],
     Stand.ERFUELLT, "trägt einen kw-Vermerk"),
    ("stichtag", [(", stichtag: 31.12.2025", "")], Stand.NICHT_ERFUELLT, "Ein Stichtag ist nicht genannt"),
    ("stichtag", [(NACHWEIS.format("fortschreibung"), "")], Stand.OFFEN, "Ein Stichtag ist genannt"),
    ("verteilzeit", [(MESSUNG, SETZUNG)], Stand.ENTFAELLT, "Keine Bemessung beruht auf Bearbeitungszeiten"),
    ("schaetzung", [GESCHAETZT], Stand.ERFUELLT, "Geschehen"),
    ("schaetzung", [("      verfahren: fallzahl\n", "      verfahren: fallzahl\n      variante: dreipunktschaetzung\n"),
                    ("mittlere_bearbeitungszeit_min: zeit", "mindestzeit_min: 30\n      normalzeit_min: zeit\n"
                     "      hoechstzeit_min: 90"), (NACHWEIS.format("schaetzung"), "")],
     Stand.OFFEN, "Wie geschätzt wurde"),
    ("schaetzung", [GESCHAETZT, (NACHWEIS.format("schaetzung"), "")], Stand.OFFEN, "Wie geschätzt wurde"),
    ("schaetzung", [GESCHAETZT, ("wert: 45, einheit: min je Fall", "wert: 0.75, einheit: h je Fall")],
     Stand.NICHT_ERFUELLT, "Nicht in Minuten geschätzt: „Zeit je Antrag“"),
]  # fmt: skip


@pytest.mark.parametrize(("punkt", "ersatz", "stand", "grund"), FAELLE)
def test_the_rules(punkt: str, ersatz: list[tuple[str, str]], stand: Stand, grund: str, tmp_path: Path) -> None:
    text = VOLL
    for alt, neu in ersatz:
        assert text.count(alt) == 1, alt
        text = text.replace(alt, neu)
    antwort = antworten(tmp_path, text)[punkt]
    assert antwort.stand is stand
    assert grund in antwort.grund


def test_every_point_names_where_it_is_verified() -> None:
    assert len({p.schluessel for p in PRUEFPUNKTE}) == len(PRUEFPUNKTE)
    for punkt in PRUEFPUNKTE:
        assert any(q in punkt.quelle for q in ("BWV", "Leitsatz 02/0", "Organisationshandbuch", "SGB")), punkt
        assert punkt.anforderung.endswith(".")


def test_an_unknown_point_is_a_finding_with_a_suggestion(tmp_path: Path) -> None:
    (befund,) = fehler_von(tmp_path, GUT + NACHWEIS.format("datenschuz"))
    assert befund.text == "Den Prüfpunkt „datenschuz“ gibt es nicht"
    assert "datenschutz" in befund.abhilfe
    assert befund.fundstelle is not None
    assert befund.fundstelle.zeile


def test_a_statement_needs_yes_or_no_and_a_text(tmp_path: Path) -> None:
    texte = [b.text for b in fehler_von(tmp_path, GUT + "  datenschutz: {erfuellt: vielleicht, quelle: X}\n")]
    assert any("vielleicht" in t for t in texte)
    assert any("„text“" in t for t in texte)
