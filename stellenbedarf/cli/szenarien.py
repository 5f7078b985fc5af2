"""`stellenbedarf szenarien`: the named scenarios of a case side by side."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, JSON, UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import befehl
from stellenbedarf.cli.zieldateien import AUSGABE, check_zieldateien, write_zieldateien


@befehl(name="szenarien")
@FALL
@click.option(
    "--szenario", "-s", "namen", multiple=True, metavar="NAME",
    help="Szenario, mehrfach möglich; das erste ist der Bezug. Ohne Angabe alle, Bezug ist die Basis.",
)  # fmt: skip
@AUSGABE
@JSON
@FALLZAHLEN
@UEBERSCHREIBEN
def szenarien(
    fall: tuple[Path, ...],
    namen: tuple[str, ...],
    ausgabe: tuple[Path, ...],
    als_json: bool,
    fallzahlen: Path | None,
    ueberschreiben: bool,
) -> None:
    """Stellt die Szenarien nebeneinander: Stellen, Kosten, Netto, je Amt und Bewertung, und was sich unterscheidet."""
    from stellenbedarf.fehler import StellenbedarfFehler
    from stellenbedarf.rechnung.lauf import load, rechne
    from stellenbedarf.rechnung.lauf import szenarien as alle_szenarien
    from stellenbedarf.szenarientabellen import Szenarientabellen

    check_zieldateien(ausgabe, ueberschreiben)
    modell, _ = load(fall, fallzahlen)
    bekannt = alle_szenarien(modell)
    if len(bekannt) < 2:
        raise StellenbedarfFehler.einzeln(
            "Der Fall hat keine Szenarien", None,
            "Tragen Sie unter „szenarien“ (Blatt Szenarien) mindestens eines mit Ersatzwerten ein.",
        )  # fmt: skip
    ergebnisse = [rechne(modell, name) for name in dict.fromkeys(namen or bekannt)]
    tabellen = Szenarientabellen(ergebnisse).alle()
    legende = [f"{e.szenario}: {bekannt[e.szenario].beschreibung}" for e in ergebnisse]
    if als_json:
        from stellenbedarf.ausgabe.szenarien_json import szenarien_json

        click.echo(szenarien_json(ergebnisse))
    else:
        from stellenbedarf.ausgabe.konsole import tabelle_text

        click.echo("\n\n".join(["\n".join(legende), *map(tabelle_text, tabellen)]))
    if ausgabe:
        from stellenbedarf.ausgabe.szenarienbild import szenarienbild

        blaetter = [(t.titel.replace("(EUR)", "EUR"), t) for t in tabellen]
        write_zieldateien(ausgabe, ueberschreiben, als_json, blaetter, legende, szenarienbild(ergebnisse))
