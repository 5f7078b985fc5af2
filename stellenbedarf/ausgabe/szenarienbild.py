"""The chart of the named scenarios: computed posts of each Bemessung that changes, against the requested ones."""

from __future__ import annotations

from collections.abc import Sequence

from stellenbedarf.ausgabe.diagramme.balken import MAX_BALKEN, Balken
from stellenbedarf.ausgabe.diagramme.gruppen import Gruppe, Gruppendiagramm
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.tabellen import Zelle, szenarienvergleich


def szenarienbild(ergebnisse: Sequence[Ergebnis]) -> Gruppendiagramm | None:
    """Return the chart; None where no Bemessung changes, or more than can be read.

    The line shows the request; where no fixed share is asked for, posts follow the need and there is none.
    """
    tabelle = szenarienvergleich(ergebnisse)
    zahl = len(ergebnisse)
    bloecke = [tabelle.zeilen[a : a + zahl] for a in range(0, len(tabelle.zeilen), zahl)]
    if not 0 < len(bloecke) * zahl <= MAX_BALKEN:
        return None
    gruppen = tuple(
        Gruppe(
            zeilen[0][0].text,
            tuple(_balken(zeile[1].text, zeile[2]) for zeile in zeilen),
            _balken("beantragt", zeilen[0][3]) if len({zeile[3].wert for zeile in zeilen}) == 1 else None,
        )
        for zeilen in bloecke
    )
    return Gruppendiagramm("Berechneter Bedarf in den Szenarien (VZÄ)", "VZÄ", gruppen, tabelle.titel)


def _balken(name: str, zelle: Zelle) -> Balken:
    return Balken(name, zelle.wert, zelle.text, zelle.id)
