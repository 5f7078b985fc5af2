"""`stellenbedarf sensitivitaet`: what drives a result, one assumption at a time and all together."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, JSON, SZENARIO, UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import INHALT_FALSCH, befehl
from stellenbedarf.cli.rechenoptionen import CLUSTER, PROZESSE, STARTWERT, fortschritt, melde_abbruch
from stellenbedarf.cli.zieldateien import AUSGABE, check_zieldateien, write_zieldateien


@befehl(name="sensitivitaet")
@FALL
@click.option("--ziel", "-z", default="bedarf", show_default=True, metavar="GRÖSSE",
              help="Ergebnis: bedarf, kosten, stellen, netto, kosten.2026, position.12.bedarf.")  # fmt: skip
@STARTWERT
@click.option("--laeufe", "-n", type=click.IntRange(2), default=100_000, show_default=True, metavar="N",
              help="Paare von Ziehungen für die Sobol-Indizes.")  # fmt: skip
@AUSGABE
@SZENARIO
@JSON
@FALLZAHLEN
@UEBERSCHREIBEN
@PROZESSE
@CLUSTER
@click.pass_context
def sensitivitaet(
    ctx: click.Context,
    fall: tuple[Path, ...],
    ziel: str,
    startwert: int | None,
    laeufe: int,
    ausgabe: tuple[Path, ...],
    szenario: str,
    als_json: bool,
    fallzahlen: Path | None,
    ueberschreiben: bool,
    prozesse: int,
    cluster: str,
) -> None:
    """Zeigt, welche Annahmen ein Ergebnis bestimmen: jede einzeln und, mit --startwert, alle zugleich (Sobol)."""
    from stellenbedarf.ausgabe.sensitivitaet import Sensitivitaet
    from stellenbedarf.rechnung.lauf import ersetzungen, load, rechne
    from stellenbedarf.szenarien.groessen import ziel_id
    from stellenbedarf.szenarien.sobol import Sobol

    check_zieldateien(ausgabe, ueberschreiben)
    modell, _ = load(fall, fallzahlen)
    id_ = ziel_id(modell, ziel)
    basis = rechne(modell, szenario)
    lauf: Sobol | None = None
    if startwert is None:
        bericht = Sensitivitaet(basis, id_)
    else:
        lauf = Sobol(modell, id_, laeufe, startwert, ersetzungen(modell, szenario))
        bericht = Sensitivitaet(basis, id_, lauf, lauf.laufe(
            prozesse, cluster, lambda b: fortschritt(b, lauf.bloecke, "Durchläufe")
        ))  # fmt: skip
    if als_json:
        click.echo(bericht.als_json())
    else:
        from stellenbedarf.ausgabe.konsole import tabelle_text

        click.echo("\n\n".join([tabelle_text(bericht.tabelle()), "\n".join(bericht.erlaeuterung()), bericht.satz()]))
    write_zieldateien(ausgabe, ueberschreiben, als_json, [("Sensitivität", bericht.tabelle())],
                      [*bericht.erlaeuterung(), bericht.satz()], bericht.bild())  # fmt: skip
    if lauf is not None and lauf.abbruch is not None:
        melde_abbruch(lauf.abbruch, lauf.gerechnet, laeufe, "Paaren")
        ctx.exit(INHALT_FALSCH)
