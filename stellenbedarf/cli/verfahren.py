"""`stellenbedarf verfahren`: what methods there are, with inputs, units and sources."""

from __future__ import annotations

import click

from stellenbedarf.cli.optionen import JSON
from stellenbedarf.cli.rahmen import befehl


@befehl(name="verfahren")
@JSON
def verfahren(als_json: bool) -> None:
    """Zeigt die Bemessungsverfahren mit Eingaben, Einheiten, Formeln und Quellen."""
    from stellenbedarf.ausgabe import verzeichnis

    click.echo(verzeichnis.verfahren_json() if als_json else verzeichnis.verfahren_text())
