"""What there is: methods and tables of rates, as text and as JSON."""

from __future__ import annotations

import json
from typing import Any

from stellenbedarf.formel import Formel, Formelsatz
from stellenbedarf.formel.satz import Eingabe
from stellenbedarf.formel.schrift import rechentext
from stellenbedarf.parameter.tabellen import Kostensatztabelle, kostensatz_dateien, read_kostensaetze
from stellenbedarf.verfahren import VERFAHREN, Verfahren
from stellenbedarf.verfahren.kosten import kostensatz_aus_bestandteilen
from stellenbedarf.zahlen import dezimal, format_fest, format_prozent, format_zahl


def symbolisch(satz: Formelsatz, formel: Formel) -> str:
    """Return a formula with the names of its quantities."""
    return rechentext(formel.baum, {a: _bezeichnung(satz, formel, a) for a in formel.argumente})


def _bezeichnung(satz: Formelsatz, formel: Formel, name: str) -> str:
    """Return the name of an argument; a row of values says of which entries."""
    liste, eigene = satz.liste_von(name), satz.liste_von(formel.name)
    if liste is None or liste is eigene or (eigene is not None and eigene.je == liste.name):
        return satz.bezeichnung(name)
    je = f" der {eigene.bezeichnung}" if eigene is not None else ""
    return f"{satz.bezeichnung(name)} aller {liste.mehrzahl}{je}"


def verfahren_daten() -> list[dict[str, Any]]:
    """Return all methods as plain data."""
    return [_verfahren(v) for v in VERFAHREN.values()]


def _verfahren(v: Verfahren) -> dict[str, Any]:
    return {
        "name": v.name,
        "titel": v.titel,
        "beschreibung": v.beschreibung,
        "quelle": v.quelle,
        "geeignet": v.geeignet,
        "grenzen": v.grenzen,
        "misst": v.misst,
        "texte": list(v.texte),
        "varianten": [
            {
                "name": name,
                "eingaben": [_eingabe(e) for e in satz.eingaben],
                "listen": [
                    {
                        "name": liste.name,
                        "bezeichnung": liste.bezeichnung,
                        "beschreibung": liste.beschreibung,
                        "pflicht": liste.pflicht,
                        "eingaben": [_eingabe(e) for e in liste.eingaben],
                    }
                    for liste in satz.listen
                ],
                "formeln": [
                    {
                        "name": f.name,
                        "bezeichnung": f.bezeichnung,
                        "formel": symbolisch(satz, f),
                        "einheit": f.einheit.anzeige,
                        "rundung": str(f.rundung) if f.rundung else "",
                        "quelle": f.quelle,
                    }
                    for f in satz.formeln
                ],
                "ergebnis": satz.ergebnis,
            }
            for name, satz in v.varianten.items()
        ],
    }


def _eingabe(e: Eingabe) -> dict[str, Any]:
    return {
        "name": e.name,
        "bezeichnung": e.bezeichnung,
        "einheit": e.einheit.anzeige,
        "beschreibung": e.beschreibung,
        "pflicht": e.vorgabe is None and not e.optional,
        "vorgabe": None if e.vorgabe is None else dezimal(e.vorgabe),
        "vorgabe_grund": e.vorgabe_grund,
        "reihe": bool(e.reihe),
    }


def verfahren_json() -> str:
    """Return all methods as JSON."""
    return json.dumps({"verfahren": verfahren_daten()}, ensure_ascii=False, indent=2)


def verfahren_text() -> str:
    """Return all methods for the terminal."""
    bloecke = []
    for v in VERFAHREN.values():
        zeilen = [f"{v.name}: {v.titel}", f"  {v.beschreibung}", f"  Geeignet: {v.geeignet}", f"  Grenzen: {v.grenzen}",
                  f"  Quelle: {v.quelle}"]  # fmt: skip
        for name, satz in v.varianten.items():
            zeilen.append(f"  Variante {name}")
            zeilen += [f"    {_eingabezeile(e)}" for e in satz.eingaben]
            for liste in satz.listen:
                zeilen.append(f"    Liste {liste.name}{'' if liste.pflicht else ' (optional)'}: {liste.beschreibung}")
                zeilen += [f"      {_eingabezeile(e)}" for e in liste.eingaben]
            zeilen += [f"    {f.bezeichnung} = {symbolisch(satz, f)}" for f in satz.formeln]
        bloecke.append("\n".join(zeilen))
    return "\n\n".join(bloecke)


def _eingabezeile(e: Eingabe) -> str:
    return f"{e.name} [{e.einheit}]{_zusatz(e)}: {e.beschreibung}"


def _zusatz(e: Eingabe) -> str:
    if e.reihe:
        return f" ({e.reihe})"
    if e.vorgabe is not None:
        wert = format_prozent(e.vorgabe) if e.einheit.prozent else format_zahl(e.vorgabe)
        return f" (Vorgabe {wert}: {e.vorgabe_grund})"
    return " (optional)" if e.optional else ""


def _satz_eur(tabelle: Kostensatztabelle, bewertung: str) -> Any:
    satz = tabelle.saetze[bewertung]
    if tabelle.art == "pauschal":
        return satz
    from stellenbedarf.formel.exakt import exakt

    assert tabelle.sachkosten is not None
    assert tabelle.gemeinkostenanteil is not None
    return exakt(
        kostensatz_aus_bestandteilen.baum,
        {
            "personalkosten": satz,
            "sachkosten": tabelle.sachkosten + (tabelle.itkosten or 0),
            "gemeinkostenanteil": tabelle.gemeinkostenanteil,
        },
    )


def kostensaetze_json() -> str:
    """Return all tables of rates as JSON."""
    tabellen = []
    for pfad in kostensatz_dateien().values():
        t = read_kostensaetze(pfad)
        tabellen.append(
            {
                "schluessel": t.schluessel,
                "titel": t.titel,
                "koerperschaft": t.koerperschaft,
                "stand": t.stand,
                "preisjahr": t.preisjahr,
                "enthaelt": t.enthaelt,
                "quelle": t.quelle,
                "art": t.art,
                "saetze_eur": {b: dezimal(_satz_eur(t, b)) for b in t.saetze},
            }
        )
    return json.dumps({"kostensaetze": tabellen}, ensure_ascii=False, indent=2)


def kostensaetze_text() -> str:
    """Return all tables of rates for the terminal."""
    bloecke = []
    for pfad in kostensatz_dateien().values():
        t = read_kostensaetze(pfad)
        breite = max(len(b) for b in t.saetze)
        zeilen = [f"{t.schluessel}: {t.titel}", f"  Stand: {t.stand}; enthält: {t.enthaelt}", f"  Quelle: {t.quelle}"]
        zeilen += [
            f"    {b.ljust(breite)}  {format_fest(_satz_eur(t, b), 2).rjust(12)} EUR je Stelle und Jahr"
            for b in t.saetze
        ]
        bloecke.append("\n".join(zeilen))
    return "\n\n".join(bloecke)
