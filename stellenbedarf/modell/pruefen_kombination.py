"""Checks of combinations: every part exists, measures, and counts once."""

from __future__ import annotations

from stellenbedarf.fehler import Befunde
from stellenbedarf.modell.fall import Fall
from stellenbedarf.verfahren import VERFAHREN

KOMBINATION = "kombination"


def check_teile(fall: Fall, befunde: Befunde) -> None:
    """Report parts that are combinations or Setzungen themselves, and parts that are used more than once."""
    vergeben = {name: f"Position {positionen[0].nr}" for name, positionen in fall.nutzer().items()}
    for kombination in fall.bemessungen.values():
        was, ort = f"Bemessung {kombination.schluessel}", kombination.orte.get("teile")
        for name in kombination.teile:
            teil = fall.bemessungen.get(name)
            if teil is not None and teil.verfahren == KOMBINATION:
                befunde.fehler(f"{was}: Der Teil „{name}“ ist selbst eine Kombination", ort,
                               "Nennen Sie dessen Teile unmittelbar.")  # fmt: skip
            elif teil is not None and not VERFAHREN[teil.verfahren].misst:
                befunde.fehler(
                    f"{was}: Der Teil „{name}“ ist eine Setzung und kann nicht in eine bemessene Summe eingehen", ort,
                    "Wählen Sie das Sockelverfahren mit Quelle, oder beantragen Sie den gesetzten Anteil als eigene "
                    "Position.",
                )  # fmt: skip
            if name in vergeben:
                befunde.fehler(f"{was}: Der Teil „{name}“ zählt schon bei {vergeben[name]}", ort,
                               "Jede Bemessung zählt einmal; legen Sie eine weitere an.")  # fmt: skip
            vergeben[name] = was
