"""Options of commands that compute many scenarios, and their progress bar."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")
ERST_NACH_S = 1.0

PROZESSE = click.option("--prozesse", type=click.IntRange(1, 256), default=1, show_default=True, metavar="N",
                        help="Auf so vielen Prozessen dieses Rechners rechnen; das Ergebnis ist dasselbe.")  # fmt: skip
STARTWERT = click.option("--startwert", type=click.IntRange(0, 2**63), metavar="ZAHL",
                         help="Startwert der Zufallszahlen: Derselbe Startwert gibt dasselbe Ergebnis.")  # fmt: skip
CLUSTER = click.option("--cluster", default="", metavar="ADRESSE",
                       help="Auf einem dask.distributed-Cluster rechnen, zum Beispiel tcp://rechner:8786.")  # fmt: skip


def fortschritt(bloecke: Iterable[T], zahl: int, titel: str) -> Iterator[T]:
    """Yield the blocks and show a bar on the terminal (standard error) where the run takes longer than a moment."""
    if zahl < 2 or not sys.stderr.isatty():
        yield from bloecke
        return
    beginn = time.monotonic()
    balken = None
    try:
        for nummer, block in enumerate(bloecke, start=1):
            if balken is None and time.monotonic() - beginn > ERST_NACH_S:
                balken = click.progressbar(length=zahl, label=titel, file=sys.stderr)
                balken.__enter__()
                balken.update(nummer - 1)
            if balken is not None:
                balken.update(1)
            yield block
    finally:
        if balken is not None:
            balken.__exit__(None, None, None)


def melde_abbruch(grund: BaseException, fertig: int, geplant: int, was: str) -> None:
    """Say on standard error why a run ended early and how much of it the result holds."""
    from fractions import Fraction

    from stellenbedarf.fehler import StellenbedarfFehler
    from stellenbedarf.zahlen import format_zahl

    for befund in grund.befunde if isinstance(grund, StellenbedarfFehler) else ():
        click.echo(str(befund), err=True)
    click.echo(f"Abgebrochen: Im Ergebnis sind {format_zahl(Fraction(fertig))} von {format_zahl(Fraction(geplant))} "
               f"{was}.", err=True)  # fmt: skip
