"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from stellenbedarf.fehler import Befunde

FALL = click.argument("fall", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FALL…")
SZENARIO = click.option(
    "--szenario", "-s", default="basis", show_default=True, metavar="NAME", help="Szenario des Falls."
)
JSON = click.option("--json", "als_json", is_flag=True, help="Ergebnis als JSON ausgeben, sonst nichts.")
UEBERSCHREIBEN = click.option("--ueberschreiben", is_flag=True, help="Vorhandene Datei ersetzen.")
FALLZAHLEN = click.option(
    "--fallzahlen", type=click.Path(path_type=Path), metavar="DATEI",
    help="CSV oder xlsx mit name, wert, stand, quelle: ersetzt Werte der genannten Annahmen.",
)  # fmt: skip
FEHLERLISTE = click.option(
    "--fehlerliste", type=click.Path(path_type=Path), metavar="X.xlsx",
    help="Kopie der Mappe mit allen Befunden als Kommentar und einem Blatt Befunde schreiben.",
)  # fmt: skip


@contextmanager
def fehlerliste_schreiben(ziel: Path | None, faelle: Sequence[Path], ueberschreiben: bool) -> Iterator[Befunde]:
    """Collect findings and write them to a copy of the workbook, also where the content is wrong."""
    from stellenbedarf.ablage import check_ziel, write
    from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler

    gesammelt = Befunde()
    if ziel is None:
        yield gesammelt
        return
    if any(f.resolve() == ziel.resolve() for f in faelle) or ziel.suffix.lower() != ".xlsx":
        raise StellenbedarfFehler.einzeln(
            "Die Fehlerliste braucht einen eigenen Namen mit der Endung .xlsx", Fundstelle(str(ziel)),
            "Zum Beispiel --fehlerliste Befunde.xlsx.",
        )  # fmt: skip
    check_ziel(ziel, ueberschreiben)
    try:
        yield gesammelt
    except StellenbedarfFehler as fehler:
        for befund in fehler.befunde:
            gesammelt.add(befund)
        raise
    finally:
        from stellenbedarf.ausgabe.mappe.fehlerliste import render_fehlerliste

        write(ziel, render_fehlerliste(faelle, gesammelt), ueberschreiben)
        click.echo(f"Geschrieben: {ziel}", err=True)
