"""`stellenbedarf arbeitszeit`: the annual working time of one full-time post, without a case."""

from __future__ import annotations

import click

from stellenbedarf.cli.optionen import JSON
from stellenbedarf.cli.rahmen import befehl


@befehl(name="arbeitszeit")
@click.option("--land", required=True, metavar="KÜRZEL", help="Land, dessen Feiertage gelten, etwa BW.")
@click.option("--jahr", required=True, metavar="JAHR", help="Kalenderjahr.")
@click.option("--wochenstunden", required=True, metavar="STUNDEN", help="Wochenstunden einer Vollzeitkraft.")
@click.option("--urlaub", "urlaubstage", required=True, metavar="TAGE", help="Urlaubstage.")
@click.option("--krankheit", "krankheitstage", required=True, metavar="TAGE", help="Krankheitstage.")
@click.option("--fortbildung", "fortbildungstage", metavar="TAGE", help="Fortbildungstage.")
@click.option("--sonstige", "sonstige_tage", metavar="TAGE", help="Sonstige Ausfalltage.")
@click.option("--heiligabend-frei", is_flag=True, help="Der 24. Dezember ist dienstfrei.")
@click.option("--silvester-frei", is_flag=True, help="Der 31. Dezember ist dienstfrei.")
@click.option("--feiertagsgebiet", metavar="GEBIET", help="„überwiegend katholisch“ (BY, SN, TH) oder „Augsburg“.")
@click.option("--arbeitstage", "arbeitstage_je_woche", metavar="ZAHL", help="Arbeitstage je Woche, 5 oder 6.")
@click.option("--verteilzeitabzug", metavar="ANTEIL", help="Verteilzeit, die vom Angebot abgezogen wird, etwa 10 %.")
@JSON
def arbeitszeit(als_json: bool, **angaben: str | bool | None) -> None:
    """Ermittelt die Jahresarbeitszeit einer Vollzeitkraft in Tagen, Stunden und Minuten."""
    from stellenbedarf.ausgabe.arbeitszeit import arbeitszeit_json, arbeitszeit_text
    from stellenbedarf.eingabe.knoten import Abbildung, Text
    from stellenbedarf.fehler import Befunde, Fundstelle
    from stellenbedarf.modell.lesen_arbeitszeit import read_arbeitszeit
    from stellenbedarf.rechnung.arbeitszeit_lauf import rechne_arbeitszeit

    ort = Fundstelle("Aufruf")
    texte = {n: ("ja" if w else "nein") if isinstance(w, bool) else w for n, w in angaben.items() if w is not None}
    befunde = Befunde()
    knoten = Abbildung({n: Text(w, Fundstelle("Aufruf", n)) for n, w in texte.items()}, ort)
    teile = read_arbeitszeit(knoten, befunde, "Jahresarbeitszeit")
    for name, argument in teile.argumente.items() if teile else ():
        if argument.name:
            befunde.fehler(f"„{argument.name}“ ist keine Zahl", Fundstelle("Aufruf", name), "Zum Beispiel: 30")
    befunde.raise_on_error()
    assert teile is not None
    ergebnis = rechne_arbeitszeit(teile, "Angabe im Aufruf", ort)
    click.echo(arbeitszeit_json(ergebnis) if als_json else arbeitszeit_text(ergebnis))
