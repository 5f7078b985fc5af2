"""`stellenbedarf raster`: every combination of the values of some inputs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stellenbedarf.cli.optionen import FALL, FALLZAHLEN, JSON, SZENARIO, UEBERSCHREIBEN
from stellenbedarf.cli.rahmen import befehl
from stellenbedarf.cli.rechenoptionen import CLUSTER, PROZESSE, fortschritt

if TYPE_CHECKING:
    from fractions import Fraction

VIELE = 10**9
ZEIGEN_BIS = 500
JSON_BIS = 100_000
FORMATE = (".csv", ".parquet", ".svg", ".xlsx")


@befehl(name="raster")
@FALL
@click.option(
    "--annahme", "-a", "achsen", multiple=True, required=True, metavar="NAME=WERTE",
    help="Was sich verändert, mehrfach möglich: NAME=VON..BIS:SCHRITT (fallzahl=18000..26000:500) oder "
         "NAME=WERT;WERT (quote='3 %;4 %').",
)  # fmt: skip
@click.option(
    "--ziel", "-z", "ziele", multiple=True, metavar="GRÖSSE",
    help="Ergebnis, mehrfach möglich; ohne Angabe stellen, kosten und netto. Auch bedarf, kosten.2026, "
         "stellen.amt.29, position.12.bedarf.",
)  # fmt: skip
@click.option("--stufe", metavar="SCHRITT", help="Rundungsschritt, dessen Stufen markiert werden; sonst der eigene "
              "des ersten Ergebnisses oder 0,1.")  # fmt: skip
@click.option(
    "-o", "--ausgabe", multiple=True, type=click.Path(path_type=Path), metavar="DATEI",
    help="Zieldatei, mehrfach möglich: .csv, .parquet (alle Punkte), .svg (Heatmap), .xlsx (je zwei Annahmen).",
)  # fmt: skip
@click.option("--ja", is_flag=True, help="Auch mehr als eine Milliarde Punkte rechnen.")
@SZENARIO
@JSON
@FALLZAHLEN
@UEBERSCHREIBEN
@PROZESSE
@CLUSTER
def raster(
    fall: tuple[Path, ...],
    achsen: tuple[str, ...],
    ziele: tuple[str, ...],
    stufe: str | None,
    ausgabe: tuple[Path, ...],
    ja: bool,
    szenario: str,
    als_json: bool,
    fallzahlen: Path | None,
    ueberschreiben: bool,
    prozesse: int,
    cluster: str,
) -> None:
    """Rechnet alle Kombinationen von Werten und markiert, wo der gerundete Wert eine Stufe nimmt."""
    from stellenbedarf.ablage import check_ziel, write
    from stellenbedarf.rechnung.lauf import ersetzungen, load
    from stellenbedarf.szenarien.groessen import ZIELE
    from stellenbedarf.szenarien.raster import Raster, read_achsen

    for datei in ausgabe:
        check_ziel(datei, ueberschreiben)
    weite = None if stufe is None else _read_stufe(stufe)
    modell, _ = load(fall, fallzahlen)
    gitter = Raster(modell, read_achsen(modell, achsen), ziele or ZIELE, ersetzungen(modell, szenario), weite)
    _check_umfang(gitter.punkte, gitter.form, ausgabe, ja)
    tabellen = [d for d in ausgabe if d.suffix.lower() in (".csv", ".parquet")]
    if tabellen:
        _stroeme(gitter, tabellen, ueberschreiben, prozesse, cluster)
    bilder = [d for d in ausgabe if d not in tabellen]
    if not bilder and not als_json and (tabellen or gitter.punkte > ZEIGEN_BIS):
        if not tabellen:
            click.echo(f"{_zahl(gitter.punkte)} Punkte; mit -o DATEI.csv oder DATEI.parquet werden sie geschrieben.")
        return
    from stellenbedarf.rastertabellen import Rastertabellen

    gerechnet = Rastertabellen(modell, gitter)
    if bilder:
        from stellenbedarf.ausgabe.rasterausgabe import raster_mappe, raster_svg

        for datei in bilder:
            inhalt = raster_svg(gerechnet).encode() if datei.suffix.lower() == ".svg" else raster_mappe(gerechnet)
            write(datei, inhalt, ueberschreiben)
            click.echo(f"Geschrieben: {datei}", err=als_json)
    if als_json:
        from stellenbedarf.ausgabe.szenarien_json import raster_json

        click.echo(raster_json(gerechnet))
    elif not ausgabe:
        from stellenbedarf.ausgabe.konsole import tabelle_text

        click.echo(tabelle_text(gerechnet.liste()))


def _read_stufe(text: str) -> Fraction:
    from stellenbedarf.fehler import StellenbedarfFehler
    from stellenbedarf.zahlen import Zahlfehler, read_zahl

    try:
        weite = read_zahl(text)
    except Zahlfehler as fehler:
        raise StellenbedarfFehler.einzeln(f"--stufe: {fehler}", None, fehler.abhilfe) from None
    if weite <= 0:
        raise StellenbedarfFehler.einzeln("--stufe muss größer als 0 sein", None, "Zum Beispiel --stufe 0,5.")
    return weite


def _zahl(zahl: int) -> str:
    return f"{zahl:,}".replace(",", ".")


def _check_umfang(punkte: int, form: tuple[int, ...], ausgabe: tuple[Path, ...], ja: bool) -> None:
    from stellenbedarf.ausgabe.rasterausgabe import MAX_SPALTEN, MAX_ZEILEN
    from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler

    if punkte > VIELE and not ja:
        raise StellenbedarfFehler.einzeln(
            f"Das Raster hat {_zahl(punkte)} Punkte, mehr als eine Milliarde", None,
            "Vergrößern Sie die Schritte, oder bestätigen Sie den Umfang mit --ja.",
        )  # fmt: skip
    for datei in ausgabe:
        if datei.suffix.lower() not in FORMATE:
            raise StellenbedarfFehler.einzeln("Diese Endung gibt es für Raster nicht", Fundstelle(str(datei)),
                                              f"Möglich sind {', '.join(FORMATE)}.")  # fmt: skip
        if datei.suffix.lower() in (".svg", ".xlsx") and (
            len(form) != 2 or form[0] > MAX_ZEILEN or form[1] > MAX_SPALTEN
        ):
            raise StellenbedarfFehler.einzeln(
                "Heatmap und Blatt zeigen genau zwei Annahmen", Fundstelle(str(datei)),
                f"Nennen Sie zwei, die erste mit höchstens {MAX_ZEILEN}, die zweite höchstens {MAX_SPALTEN} Werten.",
            )  # fmt: skip


def _stroeme(gitter: object, dateien: list[Path], ueberschreiben: bool, prozesse: int, cluster: str) -> None:
    """Stream all points to every file; after Ctrl-C or a full disk what was finished is kept and named."""
    from contextlib import ExitStack

    from stellenbedarf.ausgabe.strom import Strom
    from stellenbedarf.szenarien.raster import Raster

    assert isinstance(gitter, Raster)
    spalten = [*(a.name for a in gitter.achsen), *gitter.ziele, "stufe"]
    stroeme: list[Strom] = []
    try:
        with ExitStack() as stapel:
            stroeme += [stapel.enter_context(Strom(d, spalten, ueberschreiben)) for d in dateien]
            bloecke = gitter.laufe(prozesse, cluster)
            for werte, ergebnisse, sprung in fortschritt(bloecke, gitter.bloecke, "Raster"):
                for strom in stroeme:
                    strom.write([*werte, *ergebnisse, sprung])
    finally:
        for strom in stroeme:
            if strom.behalten == strom.ziel:
                click.echo(f"Geschrieben: {strom.ziel} ({_zahl(strom.fertig)} Punkte)", err=True)
            elif strom.behalten:
                click.echo(f"Nur ein Teil: {strom.behalten} enthält {_zahl(strom.fertig)} von {_zahl(gitter.punkte)} "
                           "Punkten.", err=True)  # fmt: skip
