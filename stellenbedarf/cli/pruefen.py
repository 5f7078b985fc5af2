"""`stellenbedarf pruefen`: all findings about a case."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, FEHLERLISTE, UEBERSCHREIBEN, fehlerliste_schreiben
from stellenbedarf.cli.rahmen import INHALT_FALSCH, befehl


@befehl(name="pruefen")
@FALL
@FALLZAHLEN
@FEHLERLISTE
@UEBERSCHREIBEN
@click.pass_context
def pruefen(
    ctx: click.Context,
    fall: tuple[Path, ...],
    fallzahlen: Path | None,
    fehlerliste: Path | None,
    ueberschreiben: bool,
) -> None:
    """Prüft Fälle auf Fehler, Lücken und Widersprüche; alle Befunde erscheinen auf einmal."""
    from stellenbedarf.fehler import Stufe
    from stellenbedarf.modell.fall import BASIS
    from stellenbedarf.rechnung.lauf import load, rechne, szenarien

    with fehlerliste_schreiben(fehlerliste, fall, ueberschreiben) as gesammelt:
        modell, befunde = load(fall, fallzahlen)
        hinweise = {str(h): h for h in rechne(modell, BASIS, befunde).hinweise}
        for hinweis in hinweise.values():
            gesammelt.add(hinweis)
        for name in szenarien(modell):  # an error in a scenario counts; its hints would only repeat those of the base
            rechne(modell, name)
    for text in hinweise:
        click.echo(text)
    widersprueche = sum(h.stufe is Stufe.WIDERSPRUCH for h in hinweise.values())
    click.echo(
        f"{len(modell.posten)} Positionen geprüft: keine Fehler, {widersprueche} "
        f"{'Widerspruch' if widersprueche == 1 else 'Widersprüche'}, {len(hinweise) - widersprueche} weitere Hinweise."
    )
    if widersprueche:
        ctx.exit(INHALT_FALSCH)
