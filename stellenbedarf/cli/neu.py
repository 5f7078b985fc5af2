"""`stellenbedarf neu`: a case to fill in, empty or as a worked example."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import befehl

BEISPIELE = {
    "stuttgart": "inputs/stuttgart-jobcenter.yaml",
    "freistellung": "inputs/prosoz-freistellung.yaml",
    "stellenprofil": "inputs/berlin-it-koordination.yaml",
}


@befehl(name="neu")
@click.argument("name", type=click.Path(path_type=Path), metavar="NAME")
@click.option("--format", "format_", type=click.Choice(("xlsx", "yaml")),
              help="Arbeitsmappe oder YAML; ohne Angabe nach der Endung von NAME, sonst xlsx.")  # fmt: skip
@click.option("--art", type=click.Choice(("leer", *BEISPIELE)), default="leer", show_default=True,
              help="Leer oder ausgefülltes Beispiel.")  # fmt: skip
@UEBERSCHREIBEN
def neu(name: Path, format_: str | None, art: str, ueberschreiben: bool) -> None:
    """Schreibt einen Fall zum Ausfüllen, als Arbeitsmappe mit Auswahllisten oder als kommentiertes YAML."""
    from stellenbedarf.ablage import check_ziel, find, write

    endung = name.suffix.lower()
    gewaehlt = format_ or ("yaml" if endung in (".yaml", ".yml") else "xlsx")
    ziel = name if endung in (".xlsx", ".yaml", ".yml") else name.with_name(f"{name.name}.{gewaehlt}")
    if (ziel.suffix.lower() == ".xlsx") != (gewaehlt == "xlsx"):
        raise click.UsageError(f"Die Endung von {ziel.name} passt nicht zu --format {gewaehlt}.")
    check_ziel(ziel, ueberschreiben)
    if gewaehlt == "xlsx":
        from stellenbedarf.ausgabe.mappe.eingabemappe import leerer_fall, render_eingabemappe
        from stellenbedarf.modell.lesen import read_fall

        fall = leerer_fall() if art == "leer" else read_fall(find(BEISPIELE[art]))[0]
        inhalt = render_eingabemappe(fall)
    elif art == "leer":
        from stellenbedarf.ausgabe.yaml_vorlage import yaml_vorlage

        inhalt = yaml_vorlage().encode()
    else:
        inhalt = find(BEISPIELE[art]).read_bytes()
    write(ziel, inhalt, ueberschreiben)
    click.echo(f"Geschrieben: {ziel}")
    click.echo(f"Ausfüllen, dann: stellenbedarf pruefen {ziel}")
