"""One annual working time in days, hours and minutes with its Rechenweg, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from stellenbedarf.ausgabe.konsole import abschnitte_text
from stellenbedarf.netz import Groesse
from stellenbedarf.parameter.tabellen import load_richtwerte
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.arbeitszeit_lauf import NAME
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.zahlen import dezimal, format_zahl

_ID = f"annahme.{NAME}"
_TAGE = {  # what the table shows, in the order of the calculation; absences are taken off
    "kalendertage": "", "freie_wochentage": "− ", "feiertage": "− ", "arbeitstage": "= ", "freie_vorfeiertage": "− ",
    "urlaubstage": "− ", "krankheitstage": "− ", "fortbildungstage": "− ", "sonstige_tage": "− ",
    "anwesenheitstage": "= ",
}  # fmt: skip


def _groessen(ergebnis: Ergebnis) -> Iterator[tuple[str, Groesse]]:
    """Iterate over the quantities by short name."""
    for groesse in ergebnis.modell.netz:
        if groesse.id.startswith(f"{_ID}."):
            yield groesse.id.removeprefix(f"{_ID}."), groesse
    yield NAME, ergebnis.modell.netz[_ID]


def arbeitszeit_text(ergebnis: Ergebnis) -> str:
    """Return the table, the comparison with published values and the Rechenweg."""
    groessen = dict(_groessen(ergebnis))
    zeilen = [(f"{zeichen}{groessen[n].bezeichnung}", ergebnis.werte[groessen[n].id]) for n, zeichen in _TAGE.items()]
    breite = max(len(titel) for titel, _ in zeilen)
    tage = [f"{titel.ljust(breite)}  {format_zahl(wert).rjust(6)} Tage" for titel, wert in zeilen]
    je_tag = format_zahl(ergebnis.werte[groessen["tagesarbeitszeit_h"].id])
    stunden, minuten = (
        format_zahl(ergebnis.werte[groessen[n].id], hoechstens=2) for n in (NAME, "jahresarbeitsminuten")
    )
    ohne = " ohne Verteilzeit" if "anwesenheitszeit_h" in groessen else ""
    kopf = f"Jahresarbeitszeit{ohne}: {stunden} Stunden = {minuten} Minuten (Tagesarbeitszeit {je_tag} Stunden)"
    rechenweg = Rechenweg(ergebnis)
    hinweise = [str(h) for h in ergebnis.hinweise]
    herleitung = abschnitte_text(rechenweg, (a for a in rechenweg.abschnitte() if a.marke == "A"))
    return "\n\n".join(["\n".join(tage), kopf, *hinweise, _veroeffentlicht(), herleitung])


def _veroeffentlicht() -> str:
    """Return the published values that a case may use instead."""
    werte = [r for r in load_richtwerte().values() if r.einheit == "h je VZÄ"]
    breite = max(len(r.schluessel) for r in werte)
    zeilen = [f"  {r.schluessel.ljust(breite)}  {format_zahl(r.wert).rjust(6)} h  {r.bezeichnung}" for r in werte]
    return "\n".join(["Veröffentlichte Werte (im Fall als „parameter“ verwendbar)", *zeilen])


def arbeitszeit_json(ergebnis: Ergebnis) -> str:
    """Return all quantities with value, unit and origin, and the hints, as JSON."""
    daten = {
        "jahresarbeitszeit": [
            {
                "name": name,
                "bezeichnung": g.bezeichnung,
                "wert": dezimal(ergebnis.werte[g.id]),
                "einheit": g.einheit.anzeige,
                "herkunft": g.herkunft.quelle if g.herkunft else "",
                "rechenweg": "" if g.herkunft else Rechenweg(ergebnis).symbolisch(g.id),
            }
            for name, g in _groessen(ergebnis)
        ],
        "hinweise": [h.text for h in ergebnis.hinweise],
    }
    return json.dumps(daten, ensure_ascii=False, indent=2)
