"""The answer to the reverse question as sentences and as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.formel.einheit import DATUM, EUR, VZAE
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.intervall import Intervall
from stellenbedarf.szenarien.umkehr import Loesung
from stellenbedarf.zahlen import (
    Zahlfehler,
    dezimal,
    format_datum,
    format_fest,
    format_prozent,
    format_zahl,
    read_zahl,
    tag_aus_zahl,
)

_ZIEL = re.compile(r"(.+?)\s*(<=|>=|=)\s*(.+)")
_STELLEN = 4


@dataclass(frozen=True, slots=True)
class Frage:
    """What is asked: model, ids of input and result, and the set in which the result shall lie."""

    modell: Rechenmodell
    eingabe: str
    ziel: str
    menge: Intervall


def read_ziel(text: str) -> tuple[str, Intervall]:
    """Read `GRÖSSE=WERT`, `GRÖSSE<=WERT` or `GRÖSSE>=WERT`.

    Raises:
        StellenbedarfFehler: where the text is none of these.
    """
    treffer = _ZIEL.fullmatch(text.strip())
    try:
        wert = read_zahl(treffer[3]) if treffer else None
    except Zahlfehler as fehler:
        raise StellenbedarfFehler.einzeln(f"--ziel: {fehler}", None, fehler.abhilfe) from None
    if treffer is None or wert is None:
        raise StellenbedarfFehler.einzeln(
            f"„{text}“ ist kein Ziel", None,
            "Schreiben Sie zum Beispiel position.12.bedarf=1, kosten<=1200000 oder stellen>=13,5.",
        )  # fmt: skip
    zeichen = treffer[2]
    return treffer[1], Intervall(None if zeichen == "<=" else wert, None if zeichen == ">=" else wert)


def als_text(frage: Frage, loesung: Loesung) -> str:
    """Return the answer in German sentences."""
    netz = frage.modell.netz
    eingabe, ziel = netz[frage.eingabe], netz[frage.ziel]
    zeilen = [satz(frage, loesung)]
    if len(loesung.mengen) > 1:
        zeilen += [f"  Lösung {n}: {_menge(frage, m)}" for n, m in enumerate(loesung.mengen, start=1)]
    zeilen.append(
        f"Im Fall angesetzt: {eingabe.bezeichnung} {_wert(frage, frage.eingabe, loesung.jetzt)}, das ergibt "
        f"{ziel.bezeichnung} {_wert(frage, frage.ziel, loesung.ergebnis_jetzt)}."
    )
    zeilen.append(
        f"Gesucht zwischen {_wert(frage, frage.eingabe, loesung.bereich.unten)} und "
        f"{_wert(frage, frage.eingabe, loesung.bereich.oben)}; "
        + ("alle Tage gerechnet." if eingabe.einheit.passt(DATUM)
           else "exakt umgekehrt." if loesung.exakt
           else "durch Einschachteln gefunden; schmale Lösungen zwischen zwei Proben können fehlen.")
    )  # fmt: skip
    return "\n".join(zeilen)


def satz(frage: Frage, loesung: Loesung) -> str:
    """Return the answer in one sentence for the paper."""
    name = frage.modell.netz[frage.eingabe].bezeichnung
    ziel = f"{frage.modell.netz[frage.ziel].bezeichnung} {_zieltext(frage)}"
    if not loesung.mengen:
        unten, oben = (_wert(frage, frage.ziel, w) for w in (loesung.kleinstes, loesung.groesstes))
        return f"{ziel} lässt sich über „{name}“ nicht erreichen; erreichbar sind {unten} bis {oben}."
    if len(loesung.mengen) > 1:
        return f"{ziel} lässt sich über „{name}“ auf {len(loesung.mengen)} Wegen erreichen:"
    return f"{ziel} würde für „{name}“ {_menge(frage, loesung.mengen[0])} voraussetzen."


def _zieltext(frage: Frage) -> str:
    menge = frage.menge
    if menge.punkt is not None:
        return f"von {_wert(frage, frage.ziel, menge.punkt)}"
    wort, wert = ("höchstens", menge.oben) if menge.unten is None else ("mindestens", menge.unten)
    return f"von {wort} {_wert(frage, frage.ziel, wert)}"


def _menge(frage: Frage, menge: Intervall) -> str:
    unten, oben = menge.unten, menge.oben
    tage = frage.modell.netz[frage.eingabe].einheit.passt(DATUM)
    if oben is not None and tage:
        oben -= 1  # days are kept as intervals up to the next day
    texte = [None if g is None else _wert(frage, frage.eingabe, g) for g in (unten, oben)]
    if texte[0] == texte[1]:
        return f"{texte[0]}"
    return f"{texte[0]} bis {texte[1]}" + ("" if menge.oben_zu or tage else " (ausschließlich)")


def _wert(frage: Frage, id_: str, wert: Fraction | None) -> str:
    einheit = frage.modell.netz[id_].einheit
    if wert is None:
        return "beliebig"
    if einheit.passt(DATUM):
        return format_datum(tag_aus_zahl(wert))
    if einheit.prozent:
        return format_prozent(wert, _STELLEN)
    if einheit.passt(EUR):
        return f"{format_fest(wert, 2)} EUR"
    if einheit.passt(VZAE):
        return f"{format_fest(wert, 2)} Stellen"
    return f"{format_zahl(wert, 0, _STELLEN)} {einheit.anzeige}"


def als_json(frage: Frage, loesung: Loesung) -> str:
    """Return the answer as JSON text; days are serial numbers of the spreadsheet, upper bounds of days exclusive."""
    daten = {
        "annahme": frage.eingabe,
        "ziel": frage.ziel,
        "jetzt": dezimal(loesung.jetzt),
        "ergebnis_jetzt": dezimal(loesung.ergebnis_jetzt),
        "exakt": loesung.exakt,
        "loesungen": [
            {"von": None if m.unten is None else dezimal(m.unten), "von_eingeschlossen": m.unten_zu,
             "bis": None if m.oben is None else dezimal(m.oben), "bis_eingeschlossen": m.oben_zu}
            for m in loesung.mengen
        ],
        "erreichbar": [dezimal(loesung.kleinstes), dezimal(loesung.groesstes)],
        "satz": satz(frage, loesung),
    }  # fmt: skip
    return json.dumps(daten, ensure_ascii=False, indent=2)
