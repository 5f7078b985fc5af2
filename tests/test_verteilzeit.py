"""Verteilzeit in a case: both conventions named, and the guard against counting it twice."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from eingabehilfe import GUT, rechne_text

from stellenbedarf.fehler import Befund, Stufe
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.pruefpunkte import Stand, beantworte

ZEIT = "    mittlere_bearbeitungszeit_min: zeit_min\n"
EINZELN = "    persoenliche_verteilzeit: 10 %\n    sachliche_verteilzeit: 5 %\n"
GEMINDERT = (
    "    land: BW\n    jahr: 2026\n    wochenstunden: 41\n    heiligabend_frei: ja\n    silvester_frei: ja\n"
    "    urlaubstage: 30\n    krankheitstage: 12\n    verteilzeitabzug: 10 %\n"
)


def hinweise(tmp_path: Path, text: str) -> list[Befund]:
    """Return what is said about Verteilzeit."""
    return [
        h for h in rechne_text(tmp_path, text)["basis"].hinweise if "Verteilzeit" in h.text and "Bemessung" in h.text
    ]


def mit(zeitart: str = "", verteilzeit: bool = True, gemindert: bool = False) -> str:
    text = GUT.replace(ZEIT, f"{ZEIT}    zeitart: {zeitart}\n" if zeitart else ZEIT)
    if not verteilzeit:
        text = text.replace("    verteilzeit: zuschlag\n", "")
    return text.replace("    parameter: kgst-2022-40h\n", GEMINDERT) if gemindert else text


@pytest.mark.parametrize(
    ("zeitart", "verteilzeit", "gemindert", "stufe", "text"),
    [
        ("mBZ", True, False, Stufe.WIDERSPRUCH, "10 % kommen ein zweites Mal hinzu"),
        ("mBZ", False, True, Stufe.WIDERSPRUCH, "in der Zeit je Fall enthalten (mBZ)"),
        ("", True, True, Stufe.WIDERSPRUCH, "außerdem mit 10 % angesetzt"),
        ("Grundzeit", True, True, Stufe.WIDERSPRUCH, "schon um 10 % Verteilzeit gemindert"),
        ("Grundzeit", False, False, Stufe.LUECKE, "Verteilzeit ist nirgends angesetzt"),
    ],
)
def test_counting_twice_or_never_is_pointed_out(
    zeitart: str, verteilzeit: bool, gemindert: bool, stufe: Stufe, text: str, tmp_path: Path
) -> None:
    (befund,) = hinweise(tmp_path, mit(zeitart, verteilzeit, gemindert))
    assert befund.stufe is stufe
    assert text in befund.text.replace("\u00a0", " ")
    assert befund.fundstelle is not None
    assert befund.abhilfe


@pytest.mark.parametrize(
    ("zeitart", "verteilzeit", "gemindert"),
    [("Grundzeit", True, False), ("Grundzeit", False, True), ("mBZ", False, False), ("", True, False)],
)
def test_counting_once_is_fine(zeitart: str, verteilzeit: bool, gemindert: bool, tmp_path: Path) -> None:
    assert hinweise(tmp_path, mit(zeitart, verteilzeit, gemindert)) == []


def test_minutes_and_derived_working_times_are_seen_through(tmp_path: Path) -> None:
    """The guard follows the net: here the reduced working time is halved in an Annahme of its own."""
    zwei = "  zwei: {bezeichnung: Zwei, wert: 1, einheit: Faktor, quelle: Test}\n"
    abgeleitet = "  jaz_neu: {bezeichnung: JAZ, rechnung: produkt, aus: [jaz_h, zwei], einheit: h je VZÄ}\n"
    text = mit(gemindert=True).replace("kostensaetze:\n", f"{zwei}{abgeleitet}kostensaetze:\n", 1)
    text = text.replace("    jahresarbeitszeit_h: jaz_h\n", "    jahresarbeitszeit_h: jaz_neu\n")
    assert [b.stufe for b in hinweise(tmp_path, text)] == [Stufe.WIDERSPRUCH]


@pytest.mark.parametrize(
    ("variante", "bedarf", "vergleich", "wort"),
    [
        ("verteilzeit_zuschlag", Fraction(115, 100), Fraction(20, 17), "Zuschlag auf den Bedarf"),
        ("verteilzeit_minderung", Fraction(20, 17), Fraction(115, 100), "Minderung der Jahresarbeitszeit"),
    ],
)
def test_both_conventions_are_named_and_shown(
    variante: str, bedarf: Fraction, vergleich: Fraction, wort: str, tmp_path: Path
) -> None:
    text = GUT.replace("    verteilzeit: zuschlag\n", EINZELN)
    text = text.replace("    verfahren: fallzahl\n", f"    verfahren: fallzahl\n    variante: {variante}\n")
    ergebnis = rechne_text(tmp_path, text)["basis"]
    einfach = Fraction(12000 * 45, 60 * 1631)
    assert ergebnis.werte["bemessung.antraege.stellenbedarf"] == einfach * bedarf
    schritte = [Rechenweg(ergebnis).schritt(g.id) for g in ergebnis.modell.netz
                if g.ist_schritt and g.id.startswith("bemessung.antraege.")]  # fmt: skip
    (andere,) = (s for s in schritte if s.bezeichnung.startswith("zum Vergleich"))
    assert ergebnis.werte[andere.id] == einfach * vergleich
    assert "nachrichtlich" in andere.quelle
    assert any(wort in s.quelle for s in schritte if s is not andere)


@pytest.mark.parametrize(
    ("zeitart", "verteilzeit", "stand"),
    [
        ("Grundzeit", True, Stand.ERFUELLT),
        ("mBZ", False, Stand.ERFUELLT),
        ("mBZ", True, Stand.NICHT_ERFUELLT),
        ("Grundzeit", False, Stand.NICHT_ERFUELLT),
        ("", True, Stand.OFFEN),
    ],
)
def test_the_audit_point_follows_the_declaration(zeitart: str, verteilzeit: bool, stand: Stand, tmp_path: Path) -> None:
    ergebnis = rechne_text(tmp_path, mit(zeitart, verteilzeit))["basis"]
    (antwort,) = (a for punkt, a in beantworte(ergebnis) if punkt.schluessel == "verteilzeit")
    assert antwort.stand is stand, antwort.grund
