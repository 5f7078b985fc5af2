"""`stellenbedarf umkehr`: which value of an Annahme would lead to a given result."""

from __future__ import annotations

from pathlib import Path

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, JSON, SZENARIO
from stellenbedarf.cli.rahmen import INHALT_FALSCH, befehl


@befehl(name="umkehr")
@FALL
@click.option("--annahme", "-a", "name", required=True, metavar="NAME",
              help="Gesuchte Annahme, oder zum Beispiel position.12.beginn.")  # fmt: skip
@click.option("--ziel", "-z", required=True, metavar="GRÖSSE=WERT",
              help="Was erreicht werden soll: position.12.bedarf=1, kosten<=1200000 oder stellen>=13,5.")  # fmt: skip
@click.option("--von", metavar="WERT", help="Kleinster Wert der Annahme, der in Frage kommt.")
@click.option("--bis", metavar="WERT", help="Größter Wert der Annahme, der in Frage kommt.")
@SZENARIO
@JSON
@FALLZAHLEN
@click.pass_context
def umkehr(
    ctx: click.Context,
    fall: tuple[Path, ...],
    name: str,
    ziel: str,
    von: str | None,
    bis: str | None,
    szenario: str,
    als_json: bool,
    fallzahlen: Path | None,
) -> None:
    """Rechnet zurück: Welcher Wert einer Annahme führt zu einem gewünschten Ergebnis?"""
    from stellenbedarf.ausgabe import umkehr as bericht
    from stellenbedarf.rechnung.lauf import ersetzungen, load
    from stellenbedarf.szenarien.groessen import eingabe_id, read_angabe, ziel_id
    from stellenbedarf.szenarien.intervall import Intervall
    from stellenbedarf.szenarien.umkehr import kehre_um

    modell, _ = load(fall, fallzahlen)
    eingabe = eingabe_id(modell, name)
    zielname, menge = bericht.read_ziel(ziel)
    unten, oben = (
        None if w is None else read_angabe(modell, eingabe, w, o) for w, o in ((von, "--von"), (bis, "--bis"))
    )
    bereich = Intervall(unten, oben) if von or bis else None
    frage = bericht.Frage(modell, eingabe, ziel_id(modell, zielname), menge)
    loesung = kehre_um(modell, frage.eingabe, frage.ziel, menge, ersetzungen(modell, szenario), bereich)
    click.echo(bericht.als_json(frage, loesung) if als_json else bericht.als_text(frage, loesung))
    if not loesung.mengen:
        ctx.exit(INHALT_FALSCH)
