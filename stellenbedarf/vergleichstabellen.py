"""Tables of what a case compares: posts needed against posts there, own work against contracts."""

from __future__ import annotations

from dataclasses import replace

from stellenbedarf.tabellen import ANTEIL, BETRAG, LEER, STELLEN, Spalte, Tabelle, Tabellen, Zelle
from stellenbedarf.zahlen import format_prozent

_SOLL_IST = (
    Spalte("bereich", "Bereich"), Spalte("soll", "Soll", STELLEN), Spalte("vorhanden", "Ist", STELLEN),
    Spalte("unterdeckung", "Soll − Ist", STELLEN), Spalte("auslastung", "Auslastung", ANTEIL),
    Spalte("differenzkosten", "Kosten der Differenz (EUR)", BETRAG), Spalte("vorschlag", "Vorschlag"),
)  # fmt: skip
_EIGENLEISTUNG = (
    Spalte("eigenleistung", "Eigenleistung"), Spalte("sachkosten", "Vergabe (EUR)", BETRAG),
    Spalte("eigenkosten", "Eigenleistung (EUR)", BETRAG), Spalte("kostenvorteil", "Vorteil (EUR)", BETRAG),
    Spalte("gewinnschwelle", "Gewinnschwelle (Menge im Jahr)", BETRAG),
)  # fmt: skip

_PROGNOSE = (
    Spalte("annahme", "Menge"), Spalte("prognose", "Modell"), Spalte("jahr", "Jahr"),
    Spalte("niedrig", "niedrig", BETRAG), Spalte("wert", "erwartet", BETRAG), Spalte("hoch", "hoch", BETRAG),
)  # fmt: skip


def soll_ist(tabellen: Tabellen) -> Tabelle:
    """Return need, existing posts, difference, workload and cost of the difference; no rows where nothing is given."""
    zeilen = []
    for vergleich in tabellen.ergebnis.modell.sollist:
        wert = tabellen.ergebnis.werte[vergleich.ids["unterdeckung"]]
        differenz = Zelle(tabellen.mit_vorzeichen(wert), wert, vergleich.ids["unterdeckung"])
        soll, vorhanden, kosten = (tabellen.zahl(vergleich.ids[r]) for r in ("soll", "vorhanden", "differenzkosten"))
        auslastung = tabellen.zahl(vergleich.ids.get("auslastung"))
        if auslastung.id:
            auslastung = replace(auslastung, text=format_prozent(auslastung.wert, 1))
        vorschlag = Zelle(vergleich.vorhanden.vorschlag or LEER)
        zeilen.append((Zelle(vergleich.name), soll, vorhanden, differenz, auslastung, kosten, vorschlag))
    return Tabelle("soll_ist", "Soll-Ist-Vergleich", _SOLL_IST, tuple(zeilen))


def eigenleistungen(tabellen: Tabellen) -> Tabelle:
    """Return what contract and own work cost and from which quantity on own work pays."""
    werte = tabellen.ergebnis.werte
    zeilen = []
    for posten in tabellen.ergebnis.modell.eigenposten:
        schwelle = tabellen.zahl(posten.ids["gewinnschwelle"])
        if werte[posten.ids["stueckvorteil"]] <= 0:
            schwelle = Zelle("keine", schwelle.wert, schwelle.id)
        name = f"{posten.eigenleistung.name} statt {posten.eigenleistung.sachkosten}"
        betraege = (tabellen.zahl(i) for i in (posten.sachposten.id, *list(posten.ids.values())[:2]))
        zeilen.append((Zelle(name), *betraege, schwelle))
    return Tabelle("eigenleistungen", "Eigenleistung statt Vergabe", _EIGENLEISTUNG, tuple(zeilen))


def prognosen(tabellen: Tabellen) -> Tabelle:
    """Return the forecasts with their model, year by year with range; the value of the first year is used."""
    zeilen = []
    for prognose in tabellen.ergebnis.modell.prognosen:
        for jahr, ids in prognose.je_jahr.items():
            werte = (tabellen.zahl(ids.get(rolle)) for rolle in ("niedrig", "wert", "hoch"))
            name = f"{prognose.annahme.bezeichnung} ({prognose.annahme.einheit})"
            zeilen.append((Zelle(name), Zelle(prognose.annahme.prognose), Zelle(str(jahr)), *werte))
    return Tabelle("prognosen", "Prognosen der Mengen", _PROGNOSE, tuple(zeilen))


def vergleiche(tabellen: Tabellen) -> tuple[Tabelle, ...]:
    """Return the tables that have rows."""
    return tuple(t for t in (soll_ist(tabellen), eigenleistungen(tabellen), prognosen(tabellen)) if t.zeilen)
