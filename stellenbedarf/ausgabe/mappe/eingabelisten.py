"""The sheet Listen: what the drop-downs of the input sheets offer."""

from __future__ import annotations

from collections.abc import Mapping

from stellenbedarf.ausgabe.mappe.anlage import Anlage
from stellenbedarf.ausgabe.mappe.blatt import Auswahl, Blatt, Spaltenkopf, Zelle
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.lesen_positionen import KEINE_RUNDUNG
from stellenbedarf.parameter.tabellen import kostensatz_dateien, load_kostensaetze, load_richtwerte
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren.kosten import RUNDUNGSREGELN

NAME = "Listen"
_SCHRITTE = ("0,01", "0,05", "0,1", "0,25", "0,5")


def _bewertungen(fall: Fall) -> tuple[str, ...]:
    """Return the grades of the chosen table (of all tables while none is chosen) and the case's own."""
    tabellen = [fall.kostensaetze.tabelle] if fall.kostensaetze.tabelle else list(kostensatz_dateien())
    gefunden: dict[str, None] = {}
    for name in tabellen:
        try:
            gefunden.update(dict.fromkeys(load_kostensaetze(name).saetze))
        except StellenbedarfFehler:
            continue  # the case itself reports a table that does not exist
    gefunden.update(dict.fromkeys(e.bewertung for e in fall.kostensaetze.eigene))
    return tuple(gefunden)


class Listen:
    """Plans the sheet and gives the drop-down of each list."""

    def __init__(self, fall: Fall) -> None:
        """Fill the lists for a case."""
        varianten = dict.fromkeys(v for verfahren in VERFAHREN.values() for v in verfahren.varianten)
        regeln = [f"{art} {schritt}" for art in RUNDUNGSREGELN for schritt in _SCHRITTE]
        self._werte: Mapping[str, tuple[str, ...]] = {
            "bewertung": _bewertungen(fall),
            "verfahren": tuple(VERFAHREN),
            "variante": tuple(varianten),
            "parameter": tuple(load_richtwerte()),
            "tabelle": tuple(kostensatz_dateien()),
            "rundung": (*regeln, KEINE_RUNDUNG),
        }
        titel = {"parameter": "Richtwert", "tabelle": "Kostensatztabelle"}
        self.blatt = Blatt(
            NAME, [Spaltenkopf(titel.get(n, n.capitalize()), 26) for n in self._werte], "Listen der Auswahlfelder",
            Anlage(), hinweis="Nur zur Auswahl; Änderungen hier ändern den Fall nicht.", schutz=True,
        )  # fmt: skip
        laenge = max(len(w) for w in self._werte.values())
        for nummer in range(laenge):
            self.blatt.add([Zelle(w[nummer] if nummer < len(w) else "") for w in self._werte.values()])

    def auswahl(self, name: str) -> Auswahl | None:
        """Return the drop-down of a field, or None where there is no list for it."""
        if name not in self._werte:
            return None
        streng = name in ("verfahren", "variante", "parameter", "tabelle")
        return Auswahl(blatt=self.blatt, spalte=list(self._werte).index(name), streng=streng)
