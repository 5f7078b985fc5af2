"""The command line: a table of commands that are imported only when they are called."""

from __future__ import annotations

from stellenbedarf.cli.rahmen import Befehlsgruppe, run

# name → (module, short help); the module has a click command of the same name
BEFEHLE = {
    "demo": "Rechnet den Stuttgarter Fall und schreibt Mappe, Word, PDF und HTML.",
    "neu": "Schreibt einen Fall zum Ausfüllen als Arbeitsmappe oder YAML.",
    "rechnen": "Zeigt Stellen und Kosten je Amt, Bewertung und Jahr.",
    "rechenweg": "Zeigt die Herleitung Schritt für Schritt.",
    "mappe": "Schreibt die Ergebnismappe mit lebenden Formeln.",
    "bericht": "Schreibt ein Dokument als Word, PDF oder HTML.",
    "szenarien": "Stellt die Szenarien eines Falls nebeneinander.",
    "raster": "Rechnet alle Kombinationen von Werten einiger Annahmen.",
    "unsicherheit": "Zeigt, wie Stellen und Kosten in den Spannen der Annahmen streuen.",
    "sensitivitaet": "Zeigt, welche Annahmen ein Ergebnis bestimmen.",
    "projektion": "Rechnet Stellen und Kosten der kommenden Jahre aus Prognosen und Erhöhungen.",
    "umkehr": "Rechnet zurück: Welcher Wert einer Annahme führt zum gewünschten Ergebnis?",
    "pruefen": "Prüft einen Fall oder einen fremden Entwurf und zeigt alle Befunde.",
    "umwandeln": "Wandelt einen Fall zwischen YAML und Arbeitsmappe um.",
    "arbeitszeit": "Ermittelt die Jahresarbeitszeit einer Vollzeitkraft aus Land, Jahr und Ausfalltagen.",
    "verfahren": "Zeigt die Bemessungsverfahren mit Eingaben und Quellen.",
    "kennwerte": "Zeigt veröffentlichte Schlüssel und Zeiten mit Quelle; mit SUCHWORT eine Auswahl.",
    "kostensaetze": "Zeigt die Kostensatztabellen mit Stand und Quelle.",
    "vorlagen": "Zeigt, prüft und schreibt Word-Vorlagen und Textbausteine.",
}

gruppe = Befehlsgruppe(
    "stellenbedarf",
    BEFEHLE,
    "Bemisst Stellen: aus Fallzahlen werden Vollzeitäquivalente und Kosten, jede Zahl mit ihrer Herkunft.",
)


def main() -> None:
    """Run the command line; every problem ends in a German message, never in a traceback."""
    run(gruppe)
