"""How a quantity is written: one decision for all outputs of a result, so that a figure reads the same everywhere."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from stellenbedarf.formel import Einheit
from stellenbedarf.formel.einheit import DATUM, EUR, VZAE
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.zahlen import (
    GESCHUETZTES_LEERZEICHEN,
    format_datum,
    format_fest,
    format_prozent,
    format_zahl,
    ist_exakt_geschrieben,
    nachkommastellen,
    tag_aus_zahl,
)

_OHNE_WORT = ("", DATUM.anzeige)
RECHEN_STELLEN = 6
MAX_STELLENANTEIL = 4


class Schreibweise:
    """Formats the quantities of one result; amounts carry cents as soon as one amount of the result has cents."""

    def __init__(self, ergebnis: Ergebnis) -> None:
        """Bind to a result."""
        self._ergebnis = ergebnis
        self._rechenwerte: dict[str, str] = {}

    @cached_property
    def eur_stellen(self) -> int:
        """Decimals of amounts in EUR: 0 or 2."""
        betraege = (self._ergebnis.werte[g.id] for g in self._ergebnis.modell.netz if g.einheit.passt(EUR))
        return 2 if any(b.denominator != 1 for b in betraege) else 0

    @cached_property
    def stellen_stellen(self) -> int:
        """Decimals of posts: 2, or more where a requested or rounded share needs them."""
        anteile = (self._ergebnis.werte[p.ids["stellen"]] for p in self._ergebnis.modell.posten)
        noetig = [nachkommastellen(a) or 0 for a in anteile]
        return min(max([2, *noetig]), MAX_STELLENANTEIL)

    def eur(self, wert: Fraction) -> str:
        """Return an amount without its unit, e.g. `1.128.560`."""
        return format_fest(wert, self.eur_stellen)

    def stellen(self, wert: Fraction) -> str:
        """Return a number of posts without its unit, e.g. `0,30`."""
        return format_fest(wert, self.stellen_stellen)

    def anzeige(self, id_: str) -> str:
        """Return a quantity as tables and sentences show it, without the unit (shares carry their %)."""
        return self.fest(id_, self._ergebnis.werte[id_])

    def fest(self, id_: str, wert: Fraction) -> str:
        """Return another value of a quantity in the same notation."""
        einheit = self._ergebnis.modell.netz[id_].einheit
        if einheit.passt(EUR):
            return self.eur(wert)
        if einheit.passt(VZAE):
            return self.stellen(wert)
        return zahltext(wert, einheit)

    def exakt(self, id_: str) -> bool:
        """Tell whether the Rechenweg writes the quantity without rounding."""
        groesse, wert = self._ergebnis.modell.netz[id_], self._ergebnis.werte[id_]
        if not isinstance(wert, Fraction):
            return True
        return ist_exakt_geschrieben(wert * 100 if groesse.einheit.prozent else wert, RECHEN_STELLEN)

    def rechenwert(self, id_: str) -> str:
        """Return a quantity as the Rechenweg shows it: up to six decimals, with its unit."""
        if id_ not in self._rechenwerte:
            self._rechenwerte[id_] = self._rechenwert(id_)
        return self._rechenwerte[id_]

    def _rechenwert(self, id_: str) -> str:
        wert, einheit = self._ergebnis.werte[id_], self._ergebnis.modell.netz[id_].einheit
        text = zahltext(wert, einheit, self.eur_stellen if einheit.passt(EUR) else 0)
        if not isinstance(wert, Fraction) or einheit.prozent or einheit.jahreszahl or einheit.anzeige in _OHNE_WORT:
            return text
        return f"{text}{GESCHUETZTES_LEERZEICHEN}{einheit}"


def zahltext(wert: Fraction | str | bool, einheit: Einheit, mindestens: int = 0) -> str:
    """Return a value in the notation of its unit: a number, a percentage, a day, or the text itself."""
    if not isinstance(wert, Fraction):
        return str(wert)
    if einheit.passt(DATUM):
        return format_datum(tag_aus_zahl(wert))
    if einheit.prozent:
        return format_prozent(wert, RECHEN_STELLEN)
    if einheit.jahreszahl and wert.denominator == 1:
        return str(wert.numerator)
    return format_zahl(wert, mindestens, RECHEN_STELLEN)
