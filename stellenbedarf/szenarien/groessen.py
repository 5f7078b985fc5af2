"""Names that users give to what varies and to what is asked for, and the quantities that they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction

from stellenbedarf.eingabe.knoten import Text
from stellenbedarf.eingabe.leser import in_einheit, vorschlag
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler
from stellenbedarf.formel.einheit import DATUM
from stellenbedarf.modell.fall import BASIS
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.hinweise import groesse_id
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.zahlen import Zahlfehler, read_datum, read_zahl, tageszahl

ZIELE = ("stellen", "kosten", "netto")
_POSITIONSZIELE = ("stellen", "bedarf", "kosten", "netto")
_VARIABEL = ("annahme", "position", "kostensatz", "personalkosten", "bemessung", "sachkosten")


def eingabe_id(modell: Rechenmodell, name: str) -> str:
    """Return the id of an input that may vary: an Annahme by its name, any other by its id (`position.12.beantragt`).

    Raises:
        StellenbedarfFehler: where there is no such input, it is computed from others, or several cases have it.
    """
    netz = modell.netz
    gefunden = [id_ for p in modell.praefixe for id_ in (f"{p}annahme.{name}", f"{p}{name}") if id_ in netz]
    if name in netz:
        gefunden = [name]
    if len(gefunden) > 1:
        raise StellenbedarfFehler.einzeln(
            f"Die Annahme „{name}“ kommt in mehreren Fällen vor", None, f"Schreiben Sie {' oder '.join(gefunden)}."
        )
    if not gefunden:
        namen = eingabenamen(modell)
        nah = get_close_matches(name, namen, n=1, cutoff=0.6)
        rat = vorschlag(name, nah or [n for n in namen if "." not in n])
        raise StellenbedarfFehler.einzeln(f"Die Annahme „{name}“ gibt es nicht", None, rat)
    groesse = netz[gefunden[0]]
    if groesse.ist_schritt or isinstance(groesse.wert, str):
        woraus = [g.bezeichnung for g in netz.eingaben_von(groesse.id)] if groesse.ist_schritt else []
        raise StellenbedarfFehler.einzeln(
            f"„{name}“ ({groesse.bezeichnung}) wird berechnet oder ist ein Text und kann nicht verändert werden",
            None, f"Verändern Sie stattdessen: {', '.join(woraus)}." if woraus else "Wählen Sie eine Annahme.",
        )  # fmt: skip
    return groesse.id


def eingabenamen(modell: Rechenmodell) -> list[str]:
    """Return the names of all inputs that may vary, Annahmen first and without their prefix."""
    ids = [g.id for g in modell.netz if not g.ist_schritt and not isinstance(g.wert, str)]
    namen = [_ohne_praefix(modell, i) for i in ids]
    variabel = [n for n in namen if n.partition(".")[0] in _VARIABEL]
    return sorted((n.removeprefix("annahme.") for n in variabel), key=lambda n: "." in n)


def _ohne_praefix(modell: Rechenmodell, id_: str) -> str:
    return id_ if len(modell.praefixe) > 1 else id_.removeprefix(modell.praefixe[0])


def ziel_id(modell: Rechenmodell, name: str) -> str:
    """Return the id of a result: a total (`kosten`, `stellen.amt.29`, `kosten.2012`) or `position.12.stellen`.

    Raises:
        StellenbedarfFehler: where there is no such result.
    """
    if name in modell.netz:
        return name
    teile = name.split(".")
    for posten in modell.posten:
        if teile[0] == "position" and teile[-1] in posten.ids and ".".join(teile[1:-1]) == posten.position.nr:
            return posten.ids[teile[-1]]
    id_ = groesse_id(Ergebnis(modell, BASIS, {}), name)
    if id_ is None:
        raise StellenbedarfFehler.einzeln(f"Die Größe „{name}“ gibt es nicht", None, vorschlag(name, zielnamen(modell)))
    return id_


def zielnamen(modell: Rechenmodell) -> list[str]:
    """Return the names of results that can be asked for."""
    summen = [".".join(t for t in (m.partition(".")[0], m.partition(".")[2] or d, s) if t and t != "gesamt")
              for d, s, m in modell.summen if d in ("gesamt", "amt", "bewertung")]  # fmt: skip
    positionen = [f"position.{p.position.nr}.{r}" for p in modell.posten for r in _POSITIONSZIELE if r in p.ids]
    return list(dict.fromkeys([*summen, *positionen]))


def ist_tag(modell: Rechenmodell, id_: str) -> bool:
    """Tell whether an input is a day, kept as the spreadsheet's serial number."""
    return modell.netz[id_].einheit.passt(DATUM)


def read_angabe(modell: Rechenmodell, id_: str, text: str, was: str) -> Fraction:
    """Return a value that a user gives for an input, in its unit: `3` and `3 %` are the same where the unit is %."""
    try:
        if ist_tag(modell, id_):
            return tageszahl(read_datum(text))
        zahl = read_zahl(text)
    except Zahlfehler as fehler:
        raise StellenbedarfFehler.einzeln(f"{was}: {fehler}", None, fehler.abhilfe) from None
    befunde = Befunde()
    einheit = modell.netz[id_].einheit
    wert = in_einheit(Text(text, Fundstelle("")), zahl, "%" if einheit.prozent else einheit.anzeige, befunde, was)
    befunde.raise_on_error()
    return wert


def check_namen(namen: Iterable[str]) -> None:
    """Raise a finding where a name comes twice."""
    gesehen: set[str] = set()
    for name in namen:
        if name in gesehen:
            raise StellenbedarfFehler.einzeln(
                f"„{name}“ ist mehrfach genannt", None, "Nennen Sie jede Annahme nur einmal."
            )
        gesehen.add(name)
