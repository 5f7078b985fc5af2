"""The sheet Hilfe: how to fill in the workbook, what the colours mean, and a link to every sheet."""

from __future__ import annotations

from collections.abc import Sequence

from stellenbedarf.ausgabe.mappe.anlage import Anlage
from stellenbedarf.ausgabe.mappe.blatt import Blatt, Spaltenkopf, Zelle
from stellenbedarf.eingabe.blattplan import Blattplan
from stellenbedarf.verfahren import VERFAHREN

_SCHRITTE = (
    ("1", "Kopf", "Betreff, Körperschaft und Haushaltsjahre eintragen."),
    ("2", "Kostensätze", "Eine Kostensatztabelle wählen; fehlt eine Bewertung, darunter ein eigener Satz mit Quelle."),
    ("3", "Ämter", "Jedes beteiligte Amt mit Nummer und Teilhaushalt eintragen."),
    ("4", "Annahmen, Arbeitszeit", "Mengen, Zeiten und Jahresarbeitszeit mit Einheit, Quelle und Stand. Der Kurzname "
     "verbindet sie mit den Bemessungen."),
    ("5", "Bemessungen", "Je Aufgabe ein Verfahren wählen. Was es nicht braucht, wird grau. In jedes übrige Feld "
     "gehört der Kurzname einer Annahme oder eine Zahl. Schritte, Tätigkeiten und Ähnliches stehen je Zeile auf dem "
     "Blatt Einträge."),
    ("6", "Positionen", "Je Stelle eine Zeile: Amt, Funktion, Bewertung, Bemessung, Beginn. Ohne „Beantragt“ gilt der "
     "berechnete Anteil."),
    ("7", "Prüfen", "Mappe speichern und in der Eingabeaufforderung „stellenbedarf pruefen MAPPE.xlsx --fehlerliste "
     "Befunde.xlsx“ aufrufen. Die Kopie zeigt jeden Befund in seiner Zelle."),
    ("8", "Rechnen", "„stellenbedarf rechnen MAPPE.xlsx“ zeigt Stellen und Kosten, „stellenbedarf mappe MAPPE.xlsx“ "
     "schreibt die Ergebnismappe."),
)  # fmt: skip
_REGELN = (
    ("Zahlen", "22082 oder 1234,5. Brüche als Formel: =1/6. Eine fehlende Zahl bleibt leer; sie ist nie eine Null."),
    ("Prozent", "Immer mit Prozentzeichen tippen: 84,8 %. Eine Zahl bis 1 ohne Prozentformat wird als mehrdeutig "
     "abgelehnt. Nur bei Annahmen mit der Einheit % gilt 3 als 3 %."),
    ("Tage", "Als Datum: 01.10.2011."),
    ("Texte", "Absätze trennt eine Leerzeile (Alt+Eingabe). Mehrere Einträge in einem Feld stehen untereinander."),
    ("Formeln", "Erlaubt, wenn die Mappe nach dem Rechnen gespeichert wurde. Verweise auf andere Mappen "
     "werden abgelehnt."),
    ("Zeilen und Spalten", "Zeilen dürfen eingefügt und sortiert, eigene Spalten rechts ergänzt werden. Überschriften "
     "und Blattnamen bleiben, wie sie sind. Zellen nicht verbinden."),
    ("Blattschutz", "Ohne Kennwort; er bewahrt nur Überschriften. Aufheben: Überprüfen, Blattschutz aufheben."),
)  # fmt: skip


def hilfeblatt(blaetter: Sequence[tuple[Blatt, Blattplan]], anlage: Anlage) -> Blatt:
    """Return the sheet; `blaetter` are the input sheets with their purpose, in order."""
    spalten = [Spaltenkopf("", 24), Spaltenkopf("", 40), Spaltenkopf("", 100)]
    blatt = Blatt("Hilfe", spalten, "So füllen Sie diese Mappe aus", anlage, schutz=True, kopfzeile=1)
    blatt.add_ueberschrift("Farben")
    blatt.add([Zelle("Eingabe", eingabe=True), Zelle("gelb"), Zelle("Hier tragen Sie ein.")])
    blatt.add([Zelle("Überschrift *", kopf=True), Zelle("dunkler blau, mit Stern"), Zelle("Pflichtangabe.")])
    blatt.add([Zelle("weiß oder blau"), Zelle("gesperrt"), Zelle("Überschriften, Erläuterungen, berechnete Werte.")])
    blatt.add(
        [
            Zelle("grau"),
            Zelle("Bemessungen, Einträge"),
            Zelle("Das gewählte Verfahren oder die Liste braucht dieses Feld nicht."),
        ]
    )
    blatt.add_ueberschrift("Schritt für Schritt")
    for nummer, wo, was in _SCHRITTE:
        blatt.add([Zelle(f"{nummer}. {wo}"), Zelle(), Zelle(was, umbruch=True)])
    blatt.add_ueberschrift("Blätter")
    for ziel, plan in blaetter:
        pflicht = "wird gebraucht" if plan.pflicht else "kann leer bleiben"
        blatt.add([Zelle(plan.name, ziel=ziel), Zelle(pflicht), Zelle(plan.zweck, umbruch=True)])
    blatt.add_ueberschrift("Verfahren")
    for verfahren in VERFAHREN.values():
        varianten = f" Varianten: {', '.join(verfahren.varianten)}." if len(verfahren.varianten) > 1 else ""
        blatt.add(
            [Zelle(verfahren.name), Zelle(verfahren.titel), Zelle(verfahren.beschreibung + varianten, umbruch=True)]
        )
    blatt.add_ueberschrift("Schreibweisen")
    for wo, was in _REGELN:
        blatt.add([Zelle(wo), Zelle(), Zelle(was, umbruch=True)])
    return blatt
