"""`stellenbedarf rechnen`: the summary on the terminal or as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, JSON, SZENARIO
from stellenbedarf.cli.rahmen import befehl


@befehl(name="rechnen")
@FALL
@SZENARIO
@JSON
def rechnen(fall: tuple[Path, ...], szenario: str, als_json: bool) -> None:
    """Rechnet einen Fall oder mehrere Fälle zusammen und zeigt Stellen und Kosten."""
    from stellenbedarf.rechnung.ergebnis import load, rechne

    modell, befunde = load(fall)
    ergebnis = rechne(modell, szenario, befunde)
    if als_json:
        from stellenbedarf.ausgabe.json_text import als_text

        click.echo(als_text(ergebnis))
    else:
        from stellenbedarf.ausgabe.konsole import uebersicht

        click.echo(uebersicht(ergebnis))
