"""`stellenbedarf kennwerte`: published keys and times."""

from __future__ import annotations

import click

from stellenbedarf.cli.optionen import JSON
from stellenbedarf.cli.rahmen import befehl


@befehl(name="kennwerte")
@click.argument("suchwort", default="", metavar="[SUCHWORT]")
@JSON
def kennwerte(suchwort: str, als_json: bool) -> None:
    """Zeigt veröffentlichte Schlüssel und Zeiten mit Falldefinition, Art und Quelle."""
    from stellenbedarf.ausgabe.kennwerte import find_kennwerte, kennwerte_json, kennwerte_text

    gefunden = find_kennwerte(suchwort)
    click.echo(kennwerte_json(gefunden) if als_json else kennwerte_text(gefunden))
