"""`stellenbedarf projektion`: posts and cost of the coming years."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, JSON, SZENARIO, UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import befehl
from stellenbedarf.cli.zieldateien import AUSGABE, check_zieldateien, write_zieldateien

if TYPE_CHECKING:
    from stellenbedarf.szenarien.projektion import Spanne


@befehl(name="projektion")
@FALL
@click.option("--bis", type=int, metavar="JAHR",
              help="Letztes Jahr; ohne Angabe das letzte Haushaltsjahr oder Zieljahr einer Prognose.")  # fmt: skip
@click.option("--erhoehung", metavar="SATZ", help="Angenommene Erhöhung der Kostensätze an jedem 1. Januar nach der "
              "letzten im Fall: 2,5 % oder mit Spanne 1 %;2,5 %;4 %.")  # fmt: skip
@click.option("--nach-bedarf", is_flag=True, help="Alle Stellen folgen dem Bedarf, auch wo Stellen beantragt sind.")
@AUSGABE
@SZENARIO
@JSON
@FALLZAHLEN
@UEBERSCHREIBEN
def projektion(
    fall: tuple[Path, ...],
    bis: int | None,
    erhoehung: str | None,
    nach_bedarf: bool,
    ausgabe: tuple[Path, ...],
    szenario: str,
    als_json: bool,
    fallzahlen: Path | None,
    ueberschreiben: bool,
) -> None:
    """Rechnet Stellen und Kosten der kommenden Jahre aus Prognosen und Erhöhungen, mit Spannen."""
    from stellenbedarf.ausgabe.konsole import tabelle_text
    from stellenbedarf.ausgabe.projektion import Projektionsbericht
    from stellenbedarf.rechnung.lauf import load
    from stellenbedarf.szenarien.projektion import Projektion

    check_zieldateien(ausgabe, ueberschreiben)
    satz = None if erhoehung is None else _read_erhoehung(erhoehung)
    modell, _ = load(fall, fallzahlen)
    bericht = Projektionsbericht(Projektion(modell, bis, satz, nach_bedarf, szenario))
    tabellen, texte = bericht.tabellen(), [*bericht.hinweise(), bericht.satz()]
    if als_json:
        click.echo(bericht.als_json())
    else:
        click.echo("\n\n".join([*map(tabelle_text, tabellen), "\n".join(bericht.hinweise()), bericht.satz()]))
    blaetter = [(t.titel, t) for t in tabellen]
    write_zieldateien(ausgabe, ueberschreiben, als_json, blaetter, texte, bericht.bild())


def _read_erhoehung(text: str) -> Spanne:
    """Read `2,5 %` or `1 %;2,5 %;4 %`."""
    from stellenbedarf.fehler import StellenbedarfFehler
    from stellenbedarf.szenarien.projektion import Spanne
    from stellenbedarf.zahlen import Zahlfehler, read_zahl

    try:
        werte = [read_zahl(t) if "%" in t else read_zahl(t) / 100 for t in text.split(";")]
    except Zahlfehler as fehler:
        raise StellenbedarfFehler.einzeln(f"--erhoehung: {fehler}", None, fehler.abhilfe) from None
    if len(werte) == 1:
        werte *= 3
    if len(werte) != 3 or werte != sorted(werte) or werte[0] <= -1:
        raise StellenbedarfFehler.einzeln(
            f"„{text}“ ist keine Erhöhung", None,
            "Schreiben Sie 2,5 % oder, vom kleinsten zum größten Wert, 1 %;2,5 %;4 %.",
        )  # fmt: skip
    return Spanne(*werte)
