"""Reads raw nodes by a field table: exact values with their Fundstelle, every problem as a finding."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Any

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Liste, Mappenstelle, Text
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.zahlen import Zahlfehler, format_prozent, format_zahl, read_datum, read_zahl

_STEUERZEICHEN = re.compile("[\x00-\x08\x0b-\x1f\ue000-\uf8ff\ufffd-\uffff]")
_AEHNLICHE = 50  # neighbours in alphabetical order that are compared with a misspelt name
_AUFZAEHLUNG = 30
JA = {"ja": True, "nein": False, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Werte:
    """Values of one section by field name, only those that were given, and where each stands."""

    werte: Mapping[str, Any]
    orte: Mapping[str, Fundstelle]

    def ohne(self, *namen: str) -> dict[str, Any]:
        """Return the values without some fields, ready to be passed to a dataclass."""
        return {k: v for k, v in self.werte.items() if k not in namen}


def vorschlag(name: str, bekannte: Iterable[str]) -> str:
    """Return a remedy that names the most similar known name, or all of them."""
    liste = list(bekannte)
    if len(liste) > 2 * _AEHNLICHE:
        geordnet = sorted(liste)
        stelle = bisect(geordnet, name)
        nachbarn = geordnet[max(0, stelle - _AEHNLICHE) : stelle + _AEHNLICHE]
    else:
        nachbarn = liste
    nah = get_close_matches(name, nachbarn, n=1, cutoff=0.6)
    if nah:
        return f"Meinten Sie „{nah[0]}“?"
    if len(liste) > _AUFZAEHLUNG:
        return f"Möglich sind {', '.join(liste[:_AUFZAEHLUNG])} und {len(liste) - _AUFZAEHLUNG} weitere."
    return f"Möglich sind: {', '.join(liste)}." if liste else "Hier ist nichts vorgesehen."


def als_abbildung(knoten: Knoten | None, befunde: Befunde, was: str) -> Abbildung | None:
    """Return the node if it is a mapping; anything else is a finding."""
    if knoten is None or (isinstance(knoten, Text) and knoten.leer):
        return None
    if isinstance(knoten, Abbildung):
        return knoten
    befunde.fehler(
        f"{was} muss aus benannten Feldern bestehen", knoten.fundstelle, "Schreiben Sie „feld: wert“ je Zeile."
    )
    return None


def als_liste(knoten: Knoten | None, befunde: Befunde, was: str) -> Sequence[Knoten]:
    """Return the members of a list node; anything else is a finding."""
    if knoten is None or (isinstance(knoten, Text) and knoten.leer):
        return ()
    if isinstance(knoten, Liste):
        return knoten.elemente
    befunde.fehler(f"{was} muss eine Liste sein", knoten.fundstelle, "Beginnen Sie jeden Eintrag mit „- “.")
    return ()


def text_von(abbildung: Abbildung, name: str) -> str:
    """Return the text of an entry, stripped; empty where there is none or where it is no text."""
    knoten = abbildung.eintraege.get(name)
    return knoten.text.strip() if isinstance(knoten, Text) else ""


def feldname(feld: Feld, ort: Fundstelle | None) -> str:
    """Return the name by which the user knows a field: the heading in a workbook, else the key."""
    return feld.ueberschrift if isinstance(ort, Mappenstelle) else feld.name


@cache
def _nach_namen(felder: tuple[Feld, ...]) -> tuple[dict[str, Feld], tuple[Feld, ...]]:
    """Return the fields by name, and those that must be given."""
    return {f.name: f for f in felder}, tuple(f for f in felder if f.pflicht)


def angabe(felder: tuple[Feld, ...], name: str, ort: Fundstelle | None) -> str:
    """Return the name by which the user knows the field `name` of a table, depending on where the value stands."""
    return feldname(_nach_namen(felder)[0][name], ort)


def read_felder(
    abbildung: Abbildung, felder: tuple[Feld, ...], befunde: Befunde, was: str, weitere: Collection[str] = ()
) -> Werte:
    """Read a mapping by its field table.

    Args:
        abbildung: the raw mapping.
        felder: the table.
        befunde: collects unknown, missing and malformed fields.
        was: what the mapping describes, for the messages.
        weitere: names of entries that the caller reads itself.
    """
    tabelle, pflicht = _nach_namen(felder)
    werte: dict[str, Any] = {}
    orte: dict[str, Fundstelle] = {}
    for name, knoten in abbildung.eintraege.items():
        feld = tabelle.get(name)
        if feld is None:
            if name not in weitere:
                ort = abbildung.schluessel.get(name, knoten.fundstelle)
                befunde.fehler(f"{was}: Das Feld „{name}“ gibt es nicht", ort, vorschlag(name, [*tabelle, *weitere]))
        elif not (isinstance(knoten, Text) and knoten.leer):
            wert = read_wert(knoten, feld, befunde, was)
            orte[name] = knoten.fundstelle
            if wert is not None:
                werte[name] = wert
    for feld in pflicht:
        if feld.name not in orte:
            ort = abbildung.leer.get(feld.name, abbildung.fundstelle)
            beispiel = f", zum Beispiel „{feld.beispiel}“" if feld.beispiel else ""
            befunde.fehler(
                f"{was}: Die Angabe „{feldname(feld, ort)}“ fehlt ({feld.bedeutung})",
                ort,
                f"Tragen Sie sie ein{beispiel}.",
            )
    return Werte(werte, orte)


def read_wert(knoten: Knoten, feld: Feld, befunde: Befunde, was: str) -> Any:
    """Return the value of one field, or None after reporting why it cannot be read."""
    if feld.typ in (Typ.ABSAETZE, Typ.TEXTLISTE, Typ.JAHRE):
        return _read_mehrere(knoten, feld, befunde, was)
    if not isinstance(knoten, Text):
        befunde.fehler(
            f"{was}: „{feldname(feld, knoten.fundstelle)}“ braucht einen einzelnen Wert ({feld.typ.value})",
            knoten.fundstelle,
            f"Schreiben Sie zum Beispiel „{feld.name}: {feld.beispiel}“.",
        )
        return None
    if feld.typ in (Typ.TEXT, Typ.ARGUMENT):
        return check_text(knoten, befunde)
    if feld.typ is Typ.WAHL:
        text = knoten.text.strip()
        if text in feld.wahl:
            return text
        befunde.fehler(f"{was}: „{text}“ ist keine Möglichkeit für „{feldname(feld, knoten.fundstelle)}“",
                       knoten.fundstelle, vorschlag(text, feld.wahl))  # fmt: skip
        return None
    if feld.typ is Typ.JA_NEIN:
        wert = JA.get(knoten.text.strip().lower())
        if wert is None:
            befunde.fehler(
                f"{was}: „{knoten.text}“ ist weder ja noch nein", knoten.fundstelle, "Schreiben Sie ja oder nein."
            )
        return wert
    return _read_zahlwert(knoten, feld, befunde, was)


def _read_zahlwert(knoten: Text, feld: Feld, befunde: Befunde, was: str) -> Fraction | dt.date | None:
    try:
        if feld.typ is Typ.DATUM:
            return read_datum(knoten.text)
        zahl = read_zahl(knoten.text)
    except Zahlfehler as fehler:
        befunde.fehler(f"{was}, Feld „{feldname(feld, knoten.fundstelle)}“: {fehler}", knoten.fundstelle,
                       fehler.abhilfe)  # fmt: skip
        return None
    if feld.typ is Typ.ANTEIL and "%" not in knoten.text and zahl > 1:
        befunde.fehler(
            f"{was}: „{knoten.text}“ ist als Anteil größer als 1",
            knoten.fundstelle,
            f"Schreiben Sie „{knoten.text.strip()} %“, wenn Prozent gemeint sind.",
        )
        return None
    return check_grenzen(zahl, feld, knoten.fundstelle, befunde, was)


def check_grenzen(zahl: Fraction, feld: Feld, ort: Fundstelle, befunde: Befunde, was: str) -> Fraction | None:
    """Return the number if it lies within the field's bounds; else report it and return None."""
    grund = None
    zeige = format_prozent if feld.typ is Typ.ANTEIL else format_zahl
    if feld.minimum is not None and zahl < feld.minimum:
        grund = f"mindestens {zeige(feld.minimum)}"
    elif feld.maximum is not None and zahl > feld.maximum:
        grund = f"höchstens {zeige(feld.maximum)}"
    if grund is None:
        return zahl
    befunde.fehler(f"{was}: „{feldname(feld, ort)}“ ist {zeige(zahl)}, erlaubt ist {grund}", ort,
                   f"Berichtigen Sie den Wert ({feld.bedeutung}).")  # fmt: skip
    return None


def in_einheit(knoten: Text, zahl: Fraction, einheit: str, befunde: Befunde, was: str) -> Fraction:
    """Return a number in its unit: `3` and `3 %` are the same where the unit is %; elsewhere % is a finding."""
    hat_zeichen = "%" in knoten.text
    if einheit == "%":
        return zahl if hat_zeichen else zahl / 100
    if hat_zeichen:
        ist_mappe = isinstance(knoten.fundstelle, Mappenstelle)
        rat = "Tragen Sie als Einheit % ein" if ist_mappe else 'Schreiben Sie einheit: "%"'
        befunde.fehler(
            f"{was}: „{knoten.text.strip()}“ ist eine Prozentangabe, die Einheit ist „{einheit}“",
            knoten.fundstelle,
            f"{rat} oder lassen Sie das Prozentzeichen weg.",
        )
    return zahl


def _read_mehrere(knoten: Knoten, feld: Feld, befunde: Befunde, was: str) -> tuple[Any, ...] | None:
    if isinstance(knoten, Abbildung):
        befunde.fehler(f"{was}: „{feld.name}“ braucht einen Text oder eine Liste", knoten.fundstelle,
                       "Beginnen Sie jeden Eintrag mit „- “.")  # fmt: skip
        return None
    teile: list[Text] = []
    if isinstance(knoten, Text):
        trenner = "\n\n" if feld.typ is Typ.ABSAETZE else ","
        roh = knoten.text.replace("\r\n", "\n")
        teile = [Text(" ".join(t.split()), knoten.fundstelle) for t in roh.split(trenner) if t.strip()]
    else:
        for element in knoten.elemente:
            if isinstance(element, Text):
                teile.append(Text(" ".join(element.text.split()), element.fundstelle))
            else:
                befunde.fehler(f"{was}: „{feld.name}“ darf nur einfache Texte enthalten", element.fundstelle,
                               "Setzen Sie Texte mit Doppelpunkt in Anführungszeichen.")  # fmt: skip
    if feld.typ is not Typ.JAHRE:
        return tuple(check_text(t, befunde) for t in teile if not t.leer)
    jahre = []
    for teil in teile:
        if len(teil.text) == 4 and teil.text.isdecimal() and 1950 <= int(teil.text) <= 2100:
            jahre.append(int(teil.text))
        else:
            befunde.fehler(
                f"{was}: „{teil.text}“ ist kein Jahr", teil.fundstelle, "Schreiben Sie es vierstellig, etwa 2012."
            )
    return tuple(jahre)


def check_text(knoten: Text, befunde: Befunde) -> str:
    """Return the stripped text; characters that no document can show are findings."""
    return knoten.text.strip() if ist_darstellbar(knoten.text, knoten.fundstelle, befunde) else ""


def ist_darstellbar(text: str, ort: Fundstelle, befunde: Befunde) -> bool:
    """Tell whether a text is free of control, private-use and replacement characters; those are findings."""
    if not _STEUERZEICHEN.search(text):
        return True
    befunde.fehler(
        "Der Text enthält Steuerzeichen, die kein Dokument darstellen kann",
        ort,
        "Löschen Sie den Text und tippen Sie ihn neu ein.",
    )
    return False
