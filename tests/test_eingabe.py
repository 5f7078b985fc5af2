"""Bad input: every kind of it gives a German message with place and remedy, and never a result.

`daten/guter-fall.yaml` is a good case, `daten/falsche-eingaben.yaml` the mistakes that are made in it.
"""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from eingabehilfe import DATEN, GUT, fehler_von, mit, rechne_text

from stellenbedarf.fehler import StellenbedarfFehler, Stufe
from stellenbedarf.rechnung.lauf import load, rechne

FALSCH = yaml.safe_load((DATEN / "falsche-eingaben.yaml").read_text(encoding="utf-8"))


def test_the_good_case_is_good(tmp_path: Path) -> None:
    ergebnisse = rechne_text(tmp_path, GUT)
    assert ergebnisse.keys() == {"basis", "mehr"}
    # 12.000 × 45 min × 1,1 / 60 / 1.631 h = 9.900 / 1.631
    assert ergebnisse["basis"].werte["bemessung.antraege.stellenbedarf"] == Fraction(9900, 1631)
    assert ergebnisse["mehr"].werte["bemessung.antraege.stellenbedarf"] == Fraction(11550, 1631)
    assert (ergebnisse["basis"].summe("stellen"), ergebnisse["mehr"].summe("stellen")) == (4, Fraction(9, 2))


@pytest.mark.parametrize("falsch", FALSCH, ids=lambda f: f["fehler"])
def test_a_mistake_is_reported_with_place_and_remedy(falsch: dict[str, str], tmp_path: Path) -> None:
    text = mit((falsch["ersetze"], falsch["durch"]))
    befunde = fehler_von(tmp_path, text)
    passend = [b for b in befunde if falsch["meldung"] in b.text]
    assert passend, [str(b) for b in befunde]
    befund = passend[0]
    assert befund.fundstelle is not None
    assert befund.fundstelle.zeile is not None
    assert befund.fundstelle.datei == "fall.yaml"
    assert befund.fundstelle.ort == falsch["ort"]
    assert text.splitlines()[befund.fundstelle.zeile - 1].strip() == falsch["zeile"]
    assert falsch["abhilfe"] in befund.abhilfe
    assert all(str(b).startswith("Fehler: ") for b in befunde)
    assert all(b.abhilfe for b in befunde), "every error says what to do"


def test_every_mistake_is_made_once() -> None:
    namen = [f["fehler"] for f in FALSCH]
    assert len(namen) == len(set(namen)) > 60


EINZELN = ["unknown Verfahren", "unknown variant", "not a day", "month instead of a day", "negative posts",
           "ambiguous number", "scenario with unknown Annahme", "end before start", "quota above 100 %",
           "unknown grade"]  # fmt: skip


@pytest.mark.parametrize("name", EINZELN)
def test_one_mistake_gives_one_error(name: str, tmp_path: Path) -> None:
    """What follows from a mistake is not reported as a mistake of its own."""
    (falsch,) = (f for f in FALSCH if f["fehler"] == name)
    assert len(fehler_von(tmp_path, mit((falsch["ersetze"], falsch["durch"])))) == 1


def test_several_errors_are_reported_at_once(tmp_path: Path) -> None:
    text = mit(("wert: 480000", "wert: 480.000"), ("bewertung: EG 10\n    beantragt", "bewertng: EG 10\n    beantragt"),
               ("anteil: 15 %", "anteil: 10 %"), ("fallzahl: faelle", "fallzahl: faele"))  # fmt: skip
    texte = "\n".join(b.text for b in fehler_von(tmp_path, text))
    for teil in ("mehrdeutig", "„bewertng“", "ergeben 95", "„faele“"):
        assert teil in texte


def test_errors_of_several_files_are_reported_at_once(tmp_path: Path) -> None:
    for name, alt, neu in (
        ("a.yaml", "beantragt: 3,5", "beantragt: -1"),
        ("b.yaml", "verfahren: fallzahl", "verfahren: x"),
    ):
        (tmp_path / name).write_text(mit((alt, neu)), encoding="utf-8")
    with pytest.raises(StellenbedarfFehler) as fehler:
        load([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    dateien = {b.fundstelle.datei for b in fehler.value.befunde if b.fundstelle and b.stufe is Stufe.FEHLER}
    assert dateien == {"a.yaml", "b.yaml"}


def test_an_unknown_scenario_is_named_with_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "fall.yaml").write_text(GUT, encoding="utf-8")
    modell, befunde = load([tmp_path / "fall.yaml"])
    with pytest.raises(StellenbedarfFehler, match=r"Das Szenario „mer“ gibt es nicht(.|\n)*Meinten Sie „mehr“\?"):
        rechne(modell, "mer", befunde)


# --- Numbers in their unit --------------------------------------------------------------------------------------


@pytest.mark.parametrize("angabe", ["10", "10 %", "10,0", "10\u00a0%"])
def test_in_the_unit_percent_the_sign_may_be_left_out(angabe: str, tmp_path: Path) -> None:
    ergebnis = rechne_text(tmp_path, mit(("wert: 10\n", f"wert: {angabe}\n")))["basis"]
    assert ergebnis.werte["annahme.zuschlag"] == Fraction(1, 10)


@pytest.mark.parametrize("angabe", ["15 %", "0,15"])
def test_an_argument_in_percent_is_a_percentage_or_a_share(angabe: str, tmp_path: Path) -> None:
    ergebnis = rechne_text(tmp_path, mit(("verteilzeit: zuschlag", f"verteilzeit: {angabe}")))["basis"]
    assert ergebnis.werte["bemessung.antraege.verteilzeit"] == Fraction(15, 100)


def test_hours_become_minutes_as_a_visible_step(tmp_path: Path) -> None:
    text = mit(("    wert: 45\n    einheit: min je Antrag", "    wert: 0,75\n    einheit: h je Antrag"))
    ergebnis = rechne_text(tmp_path, text)["basis"]
    schritt = ergebnis.modell.netz["bemessung.antraege.mittlere_bearbeitungszeit_min"]
    assert schritt.ist_schritt
    assert schritt.bezeichnung == "mittlere Bearbeitungszeit, umgerechnet"
    assert dict(schritt.bindung) == {"wert": "annahme.zeit_min", "minuten_je_stunde": "konstante.minuten_je_stunde"}
    assert ergebnis.werte[schritt.id] == 45
    assert ergebnis.werte["bemessung.antraege.stellenbedarf"] == Fraction(9900, 1631)
    assert schritt.id in ergebnis.modell.bemessungen[0].schritte


def test_minutes_become_hours_as_a_visible_step(tmp_path: Path) -> None:
    text = mit(
        (
            "    parameter: kgst-2022-40h\n    einheit: h je VZÄ",
            "    wert: 97860\n    einheit: min je VZÄ\n    quelle: KGSt",
        )
    )
    ergebnis = rechne_text(tmp_path, text)["basis"]
    assert ergebnis.modell.netz["bemessung.antraege.jahresarbeitszeit_h"].ist_schritt
    assert ergebnis.werte["bemessung.antraege.jahresarbeitszeit_h"] == 1631
    assert ergebnis.werte["bemessung.antraege.stellenbedarf"] == Fraction(9900, 1631)


def test_an_eighth_of_a_post_is_not_125_posts(tmp_path: Path) -> None:
    text = mit(("    beantragt: 0,5\n", "    beantragt: 0,125\n"), ("      stellen: 0,5", "      stellen: 0.125"))
    ergebnis = rechne_text(tmp_path, text)["basis"]
    assert ergebnis.werte["position.2.beantragt"] == Fraction(1, 8)
    assert ergebnis.werte["bemessung.position_2.stellen"] == Fraction(1, 8)
