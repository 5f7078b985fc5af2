"""Checks of what a case compares with: the Sachkosten of own work, and where existing posts belong."""

from __future__ import annotations

from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.vergleich import VorhandeneStellen


def check_vergleiche(fall: Fall, befunde: Befunde) -> None:
    """Check that every comparison has exactly one thing to compare with."""
    namen = [s.name for s in fall.sachkosten]
    for eigene in fall.eigenleistungen:
        ort = eigene.orte.get("sachkosten")
        if eigene.sachkosten not in namen:
            befunde.fehler(f"Eigenleistung „{eigene.name}“: Die Sachkosten „{eigene.sachkosten}“ gibt es nicht", ort,
                           vorschlag(eigene.sachkosten, namen))  # fmt: skip
        elif namen.count(eigene.sachkosten) > 1:
            befunde.fehler(f"Eigenleistung „{eigene.name}“: Sachkosten „{eigene.sachkosten}“ stehen mehrfach im Fall",
                           ort, "Geben Sie ihnen verschiedene Namen.")  # fmt: skip
    gesehen: set[tuple[str, str]] = set()
    for eintrag in fall.vorhandene_stellen:
        _check_vorhanden(fall, eintrag, gesehen, befunde)


def _check_vorhanden(fall: Fall, eintrag: VorhandeneStellen, gesehen: set[tuple[str, str]], befunde: Befunde) -> None:
    moeglich = {
        "position": [p.nr for p in fall.positionen],
        "org_einheit": list(dict.fromkeys(p.org_einheit for p in fall.positionen if p.org_einheit)),
        "amt": list(dict.fromkeys(p.amt for p in fall.positionen)),
    }
    angaben = [(feld, wert) for feld in moeglich if (wert := getattr(eintrag, feld))]
    if len(angaben) != 1:
        befunde.fehler(
            "Vorhandene Stellen: Es fehlt, wofür sie da sind"
            if not angaben
            else f"Vorhandene Stellen: Zugleich angegeben sind {' und '.join(f for f, _ in angaben)}",
            eintrag.orte.get(""),
            "Geben Sie genau eines an: position, org_einheit oder amt.",
        )
        return
    feld, wert = angaben[0]
    ort = eintrag.orte.get(feld)
    if wert not in moeglich[feld]:
        befunde.fehler(f"Vorhandene Stellen: Keine Position gehört zu {feld} „{wert}“", ort,
                       vorschlag(wert, moeglich[feld]))  # fmt: skip
    elif angaben[0] in gesehen:
        befunde.fehler(f"Vorhandene Stellen: {feld} „{wert}“ steht zweimal", ort,
                       "Fassen Sie die Stellen in einem Eintrag zusammen.")  # fmt: skip
    gesehen.add(angaben[0])
