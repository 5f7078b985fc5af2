"""`stellenbedarf bericht`: a document in one or several formats."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, SZENARIO, UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import befehl

FORMATE = ("docx", "pdf", "html")


@befehl(name="bericht")
@FALL
@click.option("--art", default="beschlussvorlage", show_default=True, metavar="ART", help="Art des Dokuments.")
@click.option(
    "--format", "formate", multiple=True, type=click.Choice(FORMATE), help="Format, mehrfach möglich; ohne Angabe alle."
)
@click.option(
    "--position",
    "positionen",
    multiple=True,
    metavar="NR",
    help="Nur diese Position, mehrfach möglich; für Stellenbeschreibung, Anforderungsprofil, Stellenausschreibung.",
)
@SZENARIO
@click.option(
    "-o", "--ausgabe", type=click.Path(path_type=Path), metavar="NAME", help="Zieldatei ohne oder mit Endung."
)
@click.option("--vorlage", type=click.Path(path_type=Path), metavar="MEINE.docx", help="Eigene Word-Vorlage.")
@click.option(
    "--texte",
    type=click.Path(path_type=Path),
    metavar="ORDNER",
    help="Ordner mit eigenen Textbausteinen; ohne Angabe der Ordner templates im aktuellen Ordner.",
)
@FALLZAHLEN
@UEBERSCHREIBEN
def bericht(
    fall: tuple[Path, ...],
    art: str,
    formate: tuple[str, ...],
    positionen: tuple[str, ...],
    szenario: str,
    ausgabe: Path | None,
    vorlage: Path | None,
    texte: Path | None,
    fallzahlen: Path | None,
    ueberschreiben: bool,
) -> None:
    """Schreibt ein Dokument aus den berechneten Zahlen, jede mit Verweis auf ihren Rechenschritt."""
    from stellenbedarf.ablage import check_ziel, write
    from stellenbedarf.ausgabe.formate import render
    from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
    from stellenbedarf.ausgabe.inhalt.texte import Textvorlagen
    from stellenbedarf.eingabe.leser import vorschlag
    from stellenbedarf.fehler import StellenbedarfFehler
    from stellenbedarf.rechnung.lauf import load, rechne

    if art not in BERICHTSARTEN:
        raise StellenbedarfFehler.einzeln(f"Die Dokumentart „{art}“ gibt es nicht", None, vorschlag(art, BERICHTSARTEN))
    basis = ausgabe or Path("reports") / f"{fall[0].stem}-{art}"
    if basis.suffix.removeprefix(".") in FORMATE:
        formate = formate or (basis.suffix.removeprefix("."),)
        basis = basis.with_suffix("")
    ziele = {name: basis.with_name(f"{basis.name}.{name}") for name in formate or FORMATE}
    for ziel in ziele.values():
        check_ziel(ziel, ueberschreiben)
    modell, befunde = load(fall, fallzahlen)
    inhalt = baue_inhalt(rechne(modell, szenario, befunde), BERICHTSARTEN[art], positionen, Textvorlagen(texte))
    for name, daten in render(inhalt, tuple(ziele), vorlage).items():
        write(ziele[name], daten, ueberschreiben)
        click.echo(f"Geschrieben: {ziele[name]}")
    if "pdf" in ziele:
        from stellenbedarf.ausgabe.pdf import ERSATZ, fremde_zeichen

        if fremd := fremde_zeichen(inhalt):
            zeichen = ", ".join(f"{z} (U+{ord(z):04X})" if z.isprintable() else f"U+{ord(z):04X}" for z in fremd)
            click.echo(f"Hinweis: Im PDF steht {ERSATZ} für Zeichen, die seine Schrift nicht enthält: {zeichen}")
    if inhalt.eigene_texte:
        click.echo(f"Mit eigenen Textbausteinen: {', '.join(inhalt.eigene_texte)}")
