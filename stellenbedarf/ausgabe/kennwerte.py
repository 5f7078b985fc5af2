"""Published keys and times as text and as JSON, each with the warning that it proves nothing about the local need."""

from __future__ import annotations

import json
from collections.abc import Sequence

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.formel.einheit import einheit
from stellenbedarf.parameter.tabellen import Kennwert, load_kennwerte
from stellenbedarf.schreibweise import zahltext
from stellenbedarf.zahlen import dezimal

WARNUNG = (
    "Beispielwert: Dass er vor Ort gilt, ist zu belegen (gleiche Aufgabe, gleiche Falldefinition, gleicher Stand)."
)


def find_kennwerte(suchwort: str) -> Sequence[Kennwert]:
    """Return the values in whose texts the word occurs; all of them for an empty word.

    Raises:
        StellenbedarfFehler: where there is none.
    """
    alle = tuple(load_kennwerte().values())
    gesucht = suchwort.casefold()
    treffer = [
        k for k in alle
        if gesucht in "\n".join((k.schluessel, k.bezeichnung, k.falldefinition, k.herausgeber, k.quelle)).casefold()
    ]  # fmt: skip
    if not treffer:
        raise StellenbedarfFehler.einzeln(
            f"Zu „{suchwort}“ gibt es keinen Kennwert", None,
            "Suchen Sie mit einem Teil des Worts, oder rufen Sie den Befehl ohne Suchwort auf.",
        )  # fmt: skip
    return treffer


def kennwerte_text(kennwerte: Sequence[Kennwert]) -> str:
    """Return a table of key, value and unit, then every value with its definition, source and warning."""
    breite = max(len(k.schluessel) for k in kennwerte)
    werte = [_wert(k) for k in kennwerte]
    weite = max(len(w) for w in werte)
    tabelle = [
        f"{k.schluessel.ljust(breite)}  {wert.ljust(weite)}  {k.stand}  {k.art}"
        for k, wert in zip(kennwerte, werte, strict=True)
    ]
    return "\n\n".join(["\n".join(tabelle), *(_block(k) for k in kennwerte)])


def _wert(kennwert: Kennwert) -> str:
    ist = einheit(kennwert.einheit)
    return zahltext(kennwert.wert, ist) + ("" if ist.prozent else f" {ist}")


def _block(k: Kennwert) -> str:
    lesart = "im Dokument gelesen" if k.sicherheit == "wortlaut" else "in einer Wiedergabe gelesen"
    zeilen = [
        f"{k.schluessel}: {k.bezeichnung}",
        f"  Wert: {_wert(k)} ({k.art}, Stand {k.stand})",
        f"  Fall: {k.falldefinition}",
        f"  Herausgeber: {k.herausgeber}",
        f"  Quelle: {k.quelle} ({lesart})",
    ]
    if k.adresse:
        zeilen.append(f"  Adresse: {k.adresse}")
    return "\n".join([*zeilen, f"  Achtung: {WARNUNG}"])


def kennwerte_json(kennwerte: Sequence[Kennwert]) -> str:
    """Return the values as JSON."""
    daten = [
        {
            "schluessel": k.schluessel,
            "bezeichnung": k.bezeichnung,
            "wert": dezimal(k.wert),
            "einheit": k.einheit,
            "falldefinition": k.falldefinition,
            "herausgeber": k.herausgeber,
            "stand": k.stand,
            "art": k.art,
            "sicherheit": k.sicherheit,
            "quelle": k.quelle,
            "adresse": k.adresse,
            "warnung": WARNUNG,
        }
        for k in kennwerte
    ]
    return json.dumps({"kennwerte": daten}, ensure_ascii=False, indent=2)
