"""Start-up: help against importing click alone, a calculation against importing pandas alone."""

from __future__ import annotations

from messen import Ergebnis, befehl, paar

FALL = "inputs/stuttgart-jobcenter.yaml"


def messungen() -> list[Ergebnis]:
    hilfe = paar(befehl(["-m", "stellenbedarf", "--help"]), befehl(["-c", "import click"]), runden=25)
    rechnen = paar(befehl(["-m", "stellenbedarf", "rechnen", FALL, "--json"]), befehl(["-c", "import pandas"]))
    return [
        Ergebnis("Hilfe gegen Import von click", hilfe, 1.3),
        Ergebnis("rechnen --json gegen Import von pandas", rechnen, 1.0),
    ]
