"""`stellenbedarf unsicherheit`: how posts and cost spread when the Annahmen vary within their ranges."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, JSON, SZENARIO, UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import INHALT_FALSCH, befehl
from stellenbedarf.cli.rechenoptionen import CLUSTER, PROZESSE, STARTWERT, fortschritt, melde_abbruch
from stellenbedarf.cli.zieldateien import AUSGABE, check_zieldateien, write_zieldateien


@befehl(name="unsicherheit")
@FALL
@STARTWERT
@click.option("--laeufe", "-n", type=click.IntRange(1), default=100_000, show_default=True, metavar="N",
              help="Zahl der Durchläufe.")  # fmt: skip
@click.option("--korrelation", "-k", "korrelationen", multiple=True, metavar="A,B=WERT",
              help="Korrelation zweier Annahmen, mehrfach möglich, zum Beispiel fallzahl,zeit=0,6.")  # fmt: skip
@click.option("--latin-hypercube", "hyperwuerfel", is_flag=True,
              help="Gleichmäßig über die Spannen ziehen; weniger Durchläufe genügen.")  # fmt: skip
@AUSGABE
@SZENARIO
@JSON
@FALLZAHLEN
@UEBERSCHREIBEN
@PROZESSE
@CLUSTER
@click.pass_context
def unsicherheit(
    ctx: click.Context,
    fall: tuple[Path, ...],
    startwert: int | None,
    laeufe: int,
    korrelationen: tuple[str, ...],
    hyperwuerfel: bool,
    ausgabe: tuple[Path, ...],
    szenario: str,
    als_json: bool,
    fallzahlen: Path | None,
    ueberschreiben: bool,
    prozesse: int,
    cluster: str,
) -> None:
    """Zeigt, wie Stellen und Kosten streuen, wenn die Annahmen in ihren Spannen streuen."""
    from stellenbedarf.ausgabe import unsicherheit as bericht
    from stellenbedarf.ausgabe.diagramme.histogramm import histogramm_text
    from stellenbedarf.ausgabe.konsole import tabelle_text
    from stellenbedarf.fehler import StellenbedarfFehler
    from stellenbedarf.rechnung.lauf import ersetzungen, load
    from stellenbedarf.szenarien.unsicherheit import Unsicherheit, read_korrelationen

    if startwert is None:
        raise StellenbedarfFehler.einzeln(
            "Der Startwert der Zufallszahlen fehlt", None,
            "Ergänzen Sie --startwert mit einer ganzen Zahl und nennen Sie sie mit dem Ergebnis.",
        )  # fmt: skip
    check_zieldateien(ausgabe, ueberschreiben)
    modell, _ = load(fall, fallzahlen)
    lauf = Unsicherheit(modell, laeufe, startwert, read_korrelationen(korrelationen, modell), hyperwuerfel,
                        ersetzungen(modell, szenario))  # fmt: skip
    teil = lauf.laufe(prozesse, cluster, lambda b: fortschritt(b, lauf.bloecke, "Durchläufe"))
    bild = bericht.histogramm(lauf, teil)
    tabellen = [bericht.quantilstabelle(lauf, teil), bericht.deckungstabelle(lauf, teil)]
    if als_json:
        click.echo(bericht.als_json(lauf, teil))
    else:
        teile = [*map(tabelle_text, tabellen), *([histogramm_text(bild)] if bild else []), bericht.satz_von(lauf, teil)]
        click.echo("\n\n".join(teile))
    write_zieldateien(ausgabe, ueberschreiben, als_json, list(zip(("Quantile", "Deckung"), tabellen, strict=True)),
                      [bericht.satz_von(lauf, teil)], bild)  # fmt: skip
    if lauf.gekuerzt:
        click.echo("Der Fall hat viele Positionen; gezeigt sind die Summen. Einzelne Positionen zeigt "
                   "sensitivitaet --ziel position.NR.bedarf.", err=True)  # fmt: skip
    if lauf.abbruch is not None:
        melde_abbruch(lauf.abbruch, teil.szenarien, laeufe, "Durchläufen")
        ctx.exit(INHALT_FALSCH)
