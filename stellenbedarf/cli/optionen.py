"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

FALL = click.argument("fall", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FALL…")
SZENARIO = click.option(
    "--szenario", "-s", default="basis", show_default=True, metavar="NAME", help="Szenario des Falls."
)
JSON = click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben, sonst nichts.")
UEBERSCHREIBEN = click.option("--ueberschreiben", is_flag=True, help="Vorhandene Datei ersetzen.")
