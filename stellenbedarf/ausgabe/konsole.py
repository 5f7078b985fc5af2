"""The result on the terminal: aligned tables and the Rechenweg as text."""

from __future__ import annotations

from collections.abc import Iterable

from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechenweg import Abschnitt, Rechenschritt, Rechenweg
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.tabellen import Tabelle, Tabellen
from stellenbedarf.vergleichstabellen import vergleiche


def uebersicht(ergebnis: Ergebnis) -> str:
    """Return the summary: per Amt, per grade, per year, totals and hints."""
    tabellen = Tabellen(ergebnis)
    modell = ergebnis.modell
    titel = " und ".join(f.kopf.titel for f in modell.faelle)
    teile = [
        f"{titel}\nSzenario: {ergebnis.szenario}",
        tabelle_text(tabellen.je("amt")),
        tabelle_text(tabellen.je("bewertung")),
    ]
    if modell.jahre:
        teile.append(tabelle_text(tabellen.je_jahr()))
    for posten in modell.sachposten:
        teile.append(f"Sachkosten {posten.sachkosten.name}: {tabellen.schreibweise.anzeige(posten.id)} EUR im Jahr")
    teile += [tabelle_text(t) for t in vergleiche(tabellen)]
    arten = ", ".join(
        f"{tabellen.schreibweise.stellen(ergebnis.werte[id_])} {art}"
        for (dimension, art, _), id_ in modell.summen.items()
        if dimension == "grundlage"
    )
    teile.append(f"Grundlage der Stellen: {arten}")
    if ergebnis.hinweise:
        teile.append("\n".join(str(h) for h in ergebnis.hinweise))
    return "\n\n".join(teile)


def tabelle_text(tabelle: Tabelle) -> str:
    """Return a table with aligned columns; the total is set off by a line."""
    zeilen = [[s.titel for s in tabelle.spalten], *[[z.text for z in zeile] for zeile in tabelle.zeilen]]
    breiten = [max(len(zeile[n]) for zeile in zeilen) for n in range(len(tabelle.spalten))]
    texte = [
        "  ".join(
            text.rjust(breite) if spalte.rechts else text.ljust(breite)
            for text, breite, spalte in zip(zeile, breiten, tabelle.spalten, strict=True)
        ).rstrip()
        for zeile in zeilen
    ]
    linie = "─" * (sum(breiten) + 2 * (len(breiten) - 1))
    texte.insert(1, linie)
    if tabelle.summenzeile:
        texte.insert(-1, linie)
    return f"{tabelle.titel}\n\n" + "\n".join(texte)


def rechenweg_text(ergebnis: Ergebnis, position: str | None) -> str:
    """Return the derivation of everything or of one position.

    Raises:
        StellenbedarfFehler: where there is no such position.
    """
    rechenweg = Rechenweg(ergebnis)
    abschnitte: Iterable[Abschnitt] = rechenweg.abschnitte()
    if position is not None:
        nummern = [p.position.nr for p in ergebnis.modell.posten]
        if position not in nummern:
            raise StellenbedarfFehler.einzeln(
                f"Die Position „{position}“ gibt es nicht", None, vorschlag(position, nummern)
            )
        gesucht = next(p for p in ergebnis.modell.posten if p.position.nr == position)
        abschnitte = [
            a for a in abschnitte if a.posten is gesucht or (a.bemessung and a.bemessung.bemessung is gesucht.bemessung)
        ]
    return abschnitte_text(rechenweg, abschnitte)


def abschnitte_text(rechenweg: Rechenweg, abschnitte: Iterable[Abschnitt]) -> str:
    """Return sections of a Rechenweg with the inputs that they use."""
    abschnitte = tuple(abschnitte)
    eingaben = "\n".join(_eingaben(rechenweg, abschnitte))
    return "\n\n".join([*(_abschnitt(a) for a in abschnitte), f"Verwendete Angaben\n{eingaben}"])


def _abschnitt(abschnitt: Abschnitt) -> str:
    return "\n".join([f"{abschnitt.marke}  {abschnitt.titel}", *(_schritt(s) for s in abschnitt.schritte)])


def _schritt(schritt: Rechenschritt) -> str:
    zeichen = "=" if schritt.genau else "≈"
    zeilen = [
        f"  {schritt.marke}  {schritt.bezeichnung}",
        f"      = {schritt.symbolisch}",
        f"      = {schritt.eingesetzt}",
        f"      {zeichen} {schritt.ergebnis}",
    ]
    if schritt.rundung:
        zeilen.append(f"      Rundung: {schritt.rundung}")
    return "\n".join([*zeilen, f"      Regel: {schritt.quelle}"])


def _eingaben(rechenweg: Rechenweg, abschnitte: Iterable[Abschnitt]) -> Iterable[str]:
    netz = rechenweg.ergebnis.modell.netz
    gesehen: set[str] = set()
    for abschnitt in abschnitte:
        for schritt in abschnitt.schritte:
            for bezug in schritt.bezuege:
                herkunft = netz[bezug.id].herkunft
                if herkunft is None or bezug.id in gesehen:
                    continue
                gesehen.add(bezug.id)
                teile = [
                    t for t in (herkunft.quelle, herkunft.stand and f"Stand {herkunft.stand}", herkunft.status) if t
                ]
                ort = f" [{herkunft.fundstelle}]" if herkunft.fundstelle else ""
                marke = f"{bezug.marke}  " if bezug.marke else ""
                yield f"  {marke}{bezug.bezeichnung}: {bezug.wert}; {'; '.join(teile) or herkunft.art}{ort}"
