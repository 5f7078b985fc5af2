"""Computes one annual working time without a case around it."""

from __future__ import annotations

from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.modell.arbeitszeit import Arbeitszeit
from stellenbedarf.modell.fall import Annahme, Fall, Kopf
from stellenbedarf.modell.kostenplan import Kostenwahl
from stellenbedarf.netz import Netz
from stellenbedarf.rechnung.annahmen import add_annahmen
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import rechne
from stellenbedarf.rechnung.modell import Rechenmodell

NAME = "jahresarbeitszeit_h"


def rechne_arbeitszeit(arbeitszeit: Arbeitszeit, quelle: str, ort: Fundstelle) -> Ergebnis:
    """Return the result of a model that holds this working time only, under the id `annahme.jahresarbeitszeit_h`.

    Args:
        arbeitszeit: the parts.
        quelle: where the stated parts come from.
        ort: place for the messages.

    Raises:
        StellenbedarfFehler: with all findings, where the parts do not make a working time.
    """
    annahme = Annahme(
        name=NAME, bezeichnung="Jahresarbeitszeit", einheit="h je VZÄ", quelle=quelle, arbeitszeit=arbeitszeit,
        orte={"": ort},
    )  # fmt: skip
    fall = Fall(
        datei=ort.datei, kopf=Kopf(titel="Jahresarbeitszeit", koerperschaft=""), annahmen={NAME: annahme},
        beratungsfolge=(), texte={}, kostensaetze=Kostenwahl(), aemter={}, bemessungen={}, positionen=(),
        sachkosten=(), szenarien={}, behauptungen=(),
    )  # fmt: skip
    bau = Bau(fall, Netz(), Befunde())
    add_annahmen(bau)
    bau.befunde.raise_on_error()
    modell = Rechenmodell(
        faelle=(fall,), praefixe=("",), netz=bau.netz, bemessungen=(), posten=(), sachposten=(), summen={},
        grenzen=tuple(bau.grenzen), tabellen=(), jahre=(),
    )  # fmt: skip
    return rechne(modell)
