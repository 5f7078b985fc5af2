"""`stellenbedarf rechenweg`: the derivation on the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import SZENARIO
from stellenbedarf.cli.rahmen import befehl


@befehl(name="rechenweg")
@click.argument("fall", type=click.Path(path_type=Path), metavar="FALL")
@click.argument("position", required=False, metavar="[POSITION]")
@SZENARIO
def rechenweg(fall: Path, position: str | None, szenario: str) -> None:
    """Zeigt jeden Rechenschritt mit Formel, eingesetzten Werten, Ergebnis und Herkunft."""
    from stellenbedarf.ausgabe.konsole import rechenweg_text
    from stellenbedarf.rechnung.lauf import load, rechne

    modell, befunde = load((fall,))
    click.echo(rechenweg_text(rechne(modell, szenario, befunde), position))
