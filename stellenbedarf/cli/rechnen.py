"""`stellenbedarf rechnen`: the summary on the terminal or as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import (
    FALL,
    FALLZAHLEN,
    FEHLERLISTE,
    JSON,
    SZENARIO,
    UEBERSCHREIBEN,
    fehlerliste_schreiben,
)
from stellenbedarf.cli.rahmen import befehl


@befehl(name="rechnen")
@FALL
@SZENARIO
@JSON
@FALLZAHLEN
@FEHLERLISTE
@UEBERSCHREIBEN
def rechnen(
    fall: tuple[Path, ...],
    szenario: str,
    als_json: bool,
    fallzahlen: Path | None,
    fehlerliste: Path | None,
    ueberschreiben: bool,
) -> None:
    """Rechnet einen Fall oder mehrere Fälle zusammen und zeigt Stellen und Kosten."""
    from stellenbedarf.rechnung.lauf import load, rechne

    with fehlerliste_schreiben(fehlerliste, fall, ueberschreiben) as gesammelt:
        modell, befunde = load(fall, fallzahlen)
        ergebnis = rechne(modell, szenario, befunde)
        for hinweis in ergebnis.hinweise:
            gesammelt.add(hinweis)
    if als_json:
        from stellenbedarf.ausgabe.json_text import als_text

        click.echo(als_text(ergebnis))
    else:
        from stellenbedarf.ausgabe.konsole import uebersicht

        click.echo(uebersicht(ergebnis))
