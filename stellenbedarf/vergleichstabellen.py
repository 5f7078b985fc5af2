"""Tables of what a case compares: posts needed against posts there, own work against contracts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stellenbedarf.rechnung.sollist import SollIst
from stellenbedarf.tabellen import ANTEIL, BETRAG, LEER, STELLEN, Spalte, Tabelle, Tabellen, Zelle
from stellenbedarf.verfahren.prognose import TITEL
from stellenbedarf.zahlen import format_datum, format_fest

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


_ERHOEHUNG = (
    Spalte("ab", "Gilt ab"), Spalte("gruppe", "Gruppe"), Spalte("satz", "Erhöhung", ANTEIL), Spalte("quelle", "Quelle"),
)  # fmt: skip
_GANZ_AB = 100  # from here on a forecast is shown without decimals


def soll_ist(tabellen: Tabellen) -> Tabelle:
    """Return need, existing posts, difference, workload and cost of the difference; no rows where nothing is given."""
    zeilen = []
    for vergleich in tabellen.ergebnis.modell.sollist:
        wert = tabellen.ergebnis.werte[vergleich.ids["unterdeckung"]]
        differenz = Zelle(tabellen.mit_vorzeichen(wert), wert, vergleich.ids["unterdeckung"])
        soll, vorhanden, kosten = (tabellen.zahl(vergleich.ids[r]) for r in ("soll", "vorhanden", "differenzkosten"))
        auslastung = tabellen.zahl(vergleich.ids.get("auslastung"))
        if auslastung.id:
            auslastung = replace(auslastung, text=f"{format_fest(auslastung.wert * 100, 1)} %")
        vorschlag = Zelle(vergleich.vorhanden.vorschlag or LEER)
        zeilen.append((Zelle(_bereich(tabellen, vergleich)), soll, vorhanden, differenz, auslastung, kosten, vorschlag))
    return Tabelle("soll_ist", "Soll-Ist-Vergleich", _SOLL_IST, tuple(zeilen))


def _bereich(tabellen: Tabellen, vergleich: SollIst) -> str:
    """Return what the existing posts are for, with its name."""
    if vergleich.vorhanden.amt:
        return tabellen.titel_von("amt", vergleich.vorhanden.amt)
    if vergleich.vorhanden.position:
        return f"{vergleich.posten[0].position.funktion} ({vergleich.name})"
    return vergleich.name


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
            werte = (_menge(tabellen, ids.get(rolle)) for rolle in ("niedrig", "wert", "hoch"))
            name, einheit = prognose.annahme.bezeichnung, prognose.annahme.einheit
            menge = name if einheit in name else f"{name} ({einheit})"
            zeilen.append((Zelle(menge), Zelle(TITEL[prognose.annahme.prognose]), Zelle(str(jahr)), *werte))
    return Tabelle("prognosen", "Prognosen der Mengen", _PROGNOSE, tuple(zeilen))


def _menge(tabellen: Tabellen, id_: str | None) -> Zelle:
    """Return a forecast without the decimals that it does not deserve; the Rechenweg has them all."""
    zelle = tabellen.zahl(id_)
    if not isinstance(zelle.wert, Fraction) or zelle.wert.denominator == 1:
        return zelle
    return replace(zelle, text=format_fest(zelle.wert, 0 if abs(zelle.wert) >= _GANZ_AB else 2))


def erhoehungen(tabellen: Tabellen) -> Tabelle:
    """Return the increases of pay that the cost of the Haushaltsjahre contains."""
    modell = tabellen.ergebnis.modell
    zeilen = []
    for fall, praefix in zip(modell.faelle, modell.praefixe, strict=True):
        for nummer, e in enumerate(fall.erhoehungen, start=1):
            satz = tabellen.zahl(f"{praefix}erhoehung.{nummer}.satz")
            grund = "; ".join(t for t in (e.quelle, e.stand and f"Stand {e.stand}", e.status) if t)
            zeilen.append((Zelle(format_datum(e.ab)), Zelle(e.gruppe), satz, Zelle(grund)))
    return Tabelle("erhoehungen", "Eingerechnete Tarif- und Besoldungserhöhungen", _ERHOEHUNG, tuple(zeilen))


def vergleiche(tabellen: Tabellen) -> tuple[Tabelle, ...]:
    """Return the tables that have rows."""
    return tuple(t for t in (soll_ist(tabellen), eigenleistungen(tabellen), prognosen(tabellen)) if t.zeilen)
