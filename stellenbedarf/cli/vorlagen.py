"""`stellenbedarf vorlagen`: own Word templates and text blocks: what they may use, checking them, samples."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import INHALT_FALSCH, Befehl, Gruppe

FALL = "inputs/stuttgart-jobcenter.yaml"
STELLENFALL = "inputs/berlin-leistungskoordination.yaml"
FAELLE = (FALL, "inputs/prosoz-freistellung.yaml", STELLENFALL)


@click.group(cls=Gruppe)
def vorlagen() -> None:
    """Eigene Word-Vorlagen und Textbausteine: was sie enthalten dürfen, prüfen, Muster schreiben."""


@vorlagen.command(cls=Befehl)
@click.argument("fall", required=False, type=click.Path(path_type=Path), metavar="[FALL]")
def namen(fall: Path | None) -> None:
    """Zeigt alle Namen mit Bedeutung und Beispiel, aus FALL oder dem Stuttgarter Fall."""
    from stellenbedarf.ablage import find
    from stellenbedarf.ausgabe.vorlagen import namen_text
    from stellenbedarf.rechnung.lauf import load, rechne

    ergebnisse = []
    for pfad in (fall or find(FALL), find(STELLENFALL)):
        modell, befunde = load((pfad,))
        ergebnisse.append(rechne(modell, befunde=befunde))
    click.echo(namen_text(*ergebnisse))


@vorlagen.command(cls=Befehl)
@click.argument("datei", type=click.Path(path_type=Path), metavar="DATEI")
@click.option("--fall", type=click.Path(path_type=Path), metavar="FALL", help="Mit diesem Fall ausprobieren.")
@click.pass_context
def pruefen(ctx: click.Context, datei: Path, fall: Path | None) -> None:
    """Prüft eine Word-Vorlage (.docx) oder einen Textbaustein (.md); alle Befunde erscheinen auf einmal."""
    from stellenbedarf.ablage import find
    from stellenbedarf.ausgabe.vorlagen import check_vorlage
    from stellenbedarf.rechnung.lauf import load, rechne

    ergebnisse = []
    for pfad in (fall,) if fall else map(find, FAELLE):
        modell, befunde = load((pfad,))
        ergebnisse.append(rechne(modell, befunde=befunde))
    gefunden = check_vorlage(datei, ergebnisse)
    for befund in gefunden:
        click.echo(str(befund))
    click.echo(f"{datei}: {'Fehler gefunden.' if gefunden.hat_fehler else 'Die Vorlage lässt sich verwenden.'}")
    if gefunden.hat_fehler:
        ctx.exit(INHALT_FALSCH)


@vorlagen.command(cls=Befehl)
@click.argument("ziel", type=click.Path(path_type=Path), metavar="ZIEL")
@click.option(
    "--nur",
    multiple=True,
    metavar="NAME",
    help="Nur diese Vorlage, mehrfach möglich: bausteine/antrag.md.",
)
@UEBERSCHREIBEN
def schreiben(ziel: Path, nur: tuple[str, ...], ueberschreiben: bool) -> None:
    """Schreibt Muster: nach ZIEL.docx den Briefkopf, in einen Ordner ZIEL dazu die Textbausteine."""
    from stellenbedarf.ablage import check_ziel, write
    from stellenbedarf.ausgabe.vorlagen import WORD_MUSTER, muster

    if ziel.suffix.lower() == ".docx":
        if nur:
            raise click.UsageError("--nur gilt für einen Ordner als ZIEL.")
        dateien = {ziel: muster((WORD_MUSTER,))[WORD_MUSTER]}
    else:
        dateien = {ziel / name: inhalt for name, inhalt in muster(nur).items()}
    for pfad in dateien:
        check_ziel(pfad, ueberschreiben)
    for pfad, inhalt in dateien.items():
        write(pfad, inhalt, ueberschreiben)
        click.echo(f"Geschrieben: {pfad}")
