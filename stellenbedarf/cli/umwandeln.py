"""`stellenbedarf umwandeln`: YAML to workbook and back, without losing anything."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import befehl


@befehl(name="umwandeln")
@click.argument("von", type=click.Path(path_type=Path), metavar="VON")
@click.argument("nach", type=click.Path(path_type=Path), metavar="NACH")
@UEBERSCHREIBEN
def umwandeln(von: Path, nach: Path, ueberschreiben: bool) -> None:
    """Wandelt einen Fall von YAML in eine Arbeitsmappe um oder umgekehrt; das Ergebnis wird gegengelesen."""
    from stellenbedarf.ablage import check_ziel, write
    from stellenbedarf.ausgabe.umwandlung import wandle_um

    if nach.suffix.lower() not in (".xlsx", ".yaml", ".yml"):
        raise click.UsageError("NACH endet auf .xlsx oder .yaml.")
    check_ziel(nach, ueberschreiben)
    write(nach, wandle_um(von, nach.suffix.lower()), ueberschreiben)
    click.echo(f"Geschrieben: {nach}")
