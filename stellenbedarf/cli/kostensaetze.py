"""`stellenbedarf kostensaetze`: what tables of rates there are."""

from __future__ import annotations

import click

from stellenbedarf.cli.optionen import JSON
from stellenbedarf.cli.rahmen import befehl


@befehl(name="kostensaetze")
@JSON
def kostensaetze(als_json: bool) -> None:
    """Zeigt die Kostensatztabellen mit Stand, Quelle und Sätzen."""
    from stellenbedarf.ausgabe import verzeichnis

    click.echo(verzeichnis.kostensaetze_json() if als_json else verzeichnis.kostensaetze_text())
