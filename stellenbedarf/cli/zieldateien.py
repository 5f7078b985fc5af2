"""Writes what a command shows to files: the tables as a workbook, the chart as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from stellenbedarf.ausgabe.diagramme.svg import Schaubild
    from stellenbedarf.tabellen import Tabelle

ENDUNGEN = (".svg", ".xlsx")

AUSGABE = click.option("-o", "--ausgabe", multiple=True, type=click.Path(path_type=Path), metavar="DATEI",
                       help="Zieldatei, mehrfach möglich: .svg (Schaubild), .xlsx (Tabellen).")  # fmt: skip


def check_zieldateien(dateien: Sequence[Path], ueberschreiben: bool) -> None:
    """Raise a finding, before anything is computed, where a file cannot be written."""
    from stellenbedarf.ablage import check_ziel
    from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler

    for datei in dateien:
        if datei.suffix.lower() not in ENDUNGEN:
            raise StellenbedarfFehler.einzeln("Diese Endung gibt es hier nicht", Fundstelle(str(datei)),
                                              f"Möglich sind {' und '.join(ENDUNGEN)}.")  # fmt: skip
        check_ziel(datei, ueberschreiben)


def write_zieldateien(
    dateien: Sequence[Path],
    ueberschreiben: bool,
    still: bool,
    tabellen: Sequence[tuple[str, Tabelle]],
    texte: Sequence[str],
    bild: Schaubild | None,
) -> None:
    """Write the files and name them.

    Args:
        dateien: where to.
        ueberschreiben: whether existing files are replaced.
        still: whether standard output belongs to JSON.
        tabellen: sheets by name.
        texte: sentences below the first table.
        bild: the chart; None where there is nothing to draw, which is said.
    """
    from stellenbedarf.ablage import write
    from stellenbedarf.ausgabe.diagramme.svg import render_datei
    from stellenbedarf.ausgabe.tabellenmappe import tabellen_mappe

    for datei in dateien:
        if datei.suffix.lower() == ".xlsx":
            inhalt = tabellen_mappe(tabellen, texte)
        elif bild is None:
            click.echo(f"Nicht geschrieben, denn es gibt nichts zu zeichnen: {datei}", err=True)
            continue
        else:
            inhalt = render_datei(bild).encode()
        write(datei, inhalt, ueberschreiben)
        click.echo(f"Geschrieben: {datei}", err=still)
