"""`stellenbedarf demo`: the Stuttgart case from input to workbook, Word, PDF and HTML."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.rahmen import befehl

FALL = "inputs/stuttgart-jobcenter.yaml"
ART = "beschlussvorlage"


@befehl(name="demo")
@click.option(
    "-o", "--ordner", type=click.Path(path_type=Path, file_okay=False), default=Path("reports"), show_default=True,
    metavar="ORDNER", help="Ordner für die vier Dateien.",
)  # fmt: skip
def demo(ordner: Path) -> None:
    """Rechnet den Stuttgarter Fall und schreibt Mappe, Word, PDF und HTML."""
    from stellenbedarf.ablage import find, write
    from stellenbedarf.ausgabe.formate import NAMEN, render
    from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
    from stellenbedarf.ausgabe.konsole import uebersicht
    from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
    from stellenbedarf.rechnung.lauf import load, rechne

    modell, befunde = load((find(FALL),))
    ergebnis = rechne(modell, befunde=befunde)
    click.echo(uebersicht(ergebnis))
    click.echo()
    stamm = Path(FALL).stem
    dateien = {f"{stamm}.xlsx": render_workbook(ergebnis)}
    inhalt = baue_inhalt(ergebnis, BERICHTSARTEN[ART])
    dateien.update({f"{stamm}-{ART}.{name}": daten for name, daten in render(inhalt, NAMEN).items()})
    for name, daten in dateien.items():
        write(ordner / name, daten, ueberschreiben=True)
        click.echo(f"Geschrieben: {ordner / name}")
