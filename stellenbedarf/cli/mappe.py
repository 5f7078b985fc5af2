"""`stellenbedarf mappe`: the result workbook."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, SZENARIO, UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import befehl


@befehl(name="mappe")
@FALL
@SZENARIO
@click.option(
    "-o", "--ausgabe", type=click.Path(path_type=Path), metavar="X.xlsx|X.ods",
    help="Datei, die entsteht; ODS verlangt LibreOffice.",
)  # fmt: skip
@FALLZAHLEN
@UEBERSCHREIBEN
def mappe(
    fall: tuple[Path, ...], szenario: str, ausgabe: Path | None, fallzahlen: Path | None, ueberschreiben: bool
) -> None:
    """Schreibt die Ergebnismappe: Eingaben in gelben Zellen, alle anderen Zahlen als Formeln."""
    from stellenbedarf.ablage import check_ziel, write
    from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
    from stellenbedarf.rechnung.lauf import load, rechne

    ziel = ausgabe or Path("reports") / f"{fall[0].stem}.xlsx"
    check_ziel(ziel, ueberschreiben)
    modell, befunde = load(fall, fallzahlen)
    daten = render_workbook(rechne(modell, szenario, befunde))
    if ziel.suffix.lower() == ".ods":
        from stellenbedarf.ausgabe.mappe.ods import convert_ods

        daten = convert_ods(daten)
    write(ziel, daten, ueberschreiben)
    click.echo(f"Geschrieben: {ziel}")
