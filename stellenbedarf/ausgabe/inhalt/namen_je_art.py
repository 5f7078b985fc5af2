"""The names that text templates of single kinds of documents may use beside those of `namen`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stellenbedarf.ausgabe.inhalt.namen import POSTEN, Name, aus_feldern
from stellenbedarf.modell import felder

_WERT = {
    "zahl": Name("der Wert"),
    "bezeichnung": Name("Bezeichnung"),
    "einheit": Name("Einheit"),
    "quelle": Name("Quelle"),
    "status": Name("belegt, geschätzt oder erschlossen"),
}
_ARGUMENT = _WERT | {"vorgabe": Name("ob es eine Vorgabe ist"), "erlaeuterung": Name("Erläuterung, kann leer sein")}
_DATIERT = _WERT | {"stand": Name("Stand")}
_KOPF = {
    "nummern": Name("Nummern der Positionen"),
    "eine": Name("ob es genau eine Position ist"),
    "funktion": Name("Funktionsbezeichnung"),
}
_BEGRUENDUNG = {"begruendung": Name("Absätze der Begründung")}
_BEDARF = {"bedarf": Name("berechnete Stellen")}
_DAUER = {
    "stellen": Name("Zahl der Stellen"),
    "kosten": Name("jährliche Kosten in EUR"),
    "posten": Name("die Positionen", POSTEN),
}

_BELASTBARKEIT = Name("wie weit die Bemessung trägt", {
    "szenarien": Name("Vergleich der Szenarien; leer ohne Szenarien", {
        "antrag_gleich": Name("ob Stellen, Kosten und Nettokosten in allen Szenarien gleich sind"),
        "summen": Name("Tabelle: Stellen, Kosten und Unterschiede je Szenario; allein in eine Zeile"),
        "annahmen": Name("Tabelle: was die Szenarien unterscheidet; allein in eine Zeile"),
        "diagramm": Name("Schaubild des berechneten Bedarfs in den Szenarien; allein in eine Zeile"),
    }),
    "streuung": Name("Streuung in den Spannen der Annahmen; leer ohne Spannen", {
        "unten": Name("Bedarf, den 5 % der Durchläufe nicht übersteigen"),
        "mitte": Name("Bedarf, den die Hälfte der Durchläufe nicht übersteigt"),
        "oben": Name("Bedarf, den 95 % der Durchläufe nicht übersteigen"),
        "gedeckt": Name("Anteil der Durchläufe, in denen die beantragten Stellen reichen"),
        "laeufe": Name("Zahl der Durchläufe"),
        "startwert": Name("Startwert der Zufallszahlen"),
        "quantile": Name("Tabelle der Quantile; allein in eine Zeile"),
        "deckung": Name("Tabelle: wie oft die beantragten Stellen reichen; allein in eine Zeile"),
        "diagramm": Name("Histogramm des Bedarfs; allein in eine Zeile"),
    }),
    "umkehr": Name("was der Antrag voraussetzt, wo er vom berechneten Bedarf abweicht", {
        "nummern": Name("Nummern der Positionen"),
        "eine": Name("ob es genau eine Position ist"),
        "name": Name("Bezeichnung"),
        "beantragt": Name("beantragte Stellen"),
        "annahme": Name("gesuchte Annahme"),
        "einheit": Name("ihre Einheit, kann leer sein"),
        "spanne": Name("unterer und oberer Wert ihrer Spanne"),
        "loesungen": Name("Lösungen: ein Wert oder beide Enden eines Bereichs; leer, wenn es keine gibt"),
        "innerhalb": Name("ob eine Lösung in der Spanne liegt"),
    }),
})  # fmt: skip
_VORLAGENTABELLEN = Name("Tabellen der schlichten Sitzungsvorlage; jede allein in eine Zeile", {
    "beteiligung": Name("anzuhörende Stellen"),
    "beratungsfolge": Name("Gremien und Termine"),
    "stellenuebersicht": Name("alle Stellen mit Kosten, Refinanzierung und Befristung"),
})  # fmt: skip
_FREISTELLUNG = Name("was nur der Antrag auf Freistellung zeigt", {
    "dauerhaft": Name("dauerhafte Freistellungen", _DAUER),
    "befristet": Name("befristete Freistellungen", _DAUER),
    "aufgaben": Name("Aufgabenkatalog je Position", _KOPF | _BEGRUENDUNG | {
        "stellen": Name("Zahl der Stellen"),
        "tabelle": Name("Tabelle der Aufgaben; allein in eine Zeile"),
        "bereiche": Name("Zahl der Bereiche"),
        "mit_anteilen": Name("ob Zeitanteile angegeben sind"),
    }),
    "schluessel": Name("Bemessungen nach Schlüssel", _KOPF | _BEGRUENDUNG | _BEDARF | {
        "menge": Name("Bezugsmenge", _ARGUMENT),
        "schluessel": Name("Einheiten je Stelle", _ARGUMENT),
        "faktor": Name("Komplexitätsfaktor", _ARGUMENT),
        "ganze": Name("ob nur ganze Stellen zählen"),
        "ohne_faktor": Name("Stellen ohne den Faktor"),
        "betreuung": Name("Einheiten je beantragter Stelle"),
    }),
    "zeitanteile": Name("Bemessungen nach Zeitanteilen", _KOPF | _BEGRUENDUNG | _BEDARF | {
        "anteil": Name("anrechenbarer Anteil"),
    }),
    "projekte": Name("einmaliger Aufwand", _KOPF | _BEGRUENDUNG | _BEDARF | {
        "vergleichsaufwand_h": Name("Aufwand des Vergleichs", _ARGUMENT),
        "vergleichsmenge": Name("Menge des Vergleichs", _ARGUMENT),
        "bezugsmenge": Name("Menge", _ARGUMENT),
        "mehraufwandsfaktor": Name("Mehraufwand je Einheit", _ARGUMENT),
        "dauer_monate": Name("Dauer in Monaten", _ARGUMENT),
        "jahresarbeitszeit": Name("Jahresarbeitszeit", _ARGUMENT),
        "aufwand": Name("Aufwand in Stunden"),
        "posten": Name("die Positionen", POSTEN),
    }),
    "vergleich": Name("Tabelle: beantragt, berechnet, nach dem Schlüssel; allein in eine Zeile"),
})  # fmt: skip
_BEMESSUNGSNACHWEIS = Name("was nur der Bemessungsnachweis zeigt", {
    "verfahren": Name("Tabelle der eingesetzten Verfahren; allein in eine Zeile"),
    "bedarf": Name("berechnete Stellen zusammen"),
    "bedarfskosten": Name("Kosten des berechneten Bedarfs in EUR"),
    "differenz": Name("beantragte abzüglich berechneter Stellen; zu vergleichen mit vergleich(…)"),
    "arbeitszeit": Name("Jahresarbeitszeiten", _DATIERT),
    "verteilzeit": Name("Verteilzeiten"),
    "bearbeitungszeiten": Name("Bearbeitungszeiten", _DATIERT),
    "stichtage": Name("Stichtage", {"fall": Name("Fall"), "stichtag": Name("Tag")}),
    "ohne_stand": Name("Werte ohne Stand", _DATIERT),
    "setzungen": Name("festgelegte Positionen", {"nummern": Name("Nummern"), "eine": Name("ob es genau eine ist")}),
    "spielraum": Name("Spielraum, um den Annahmen ohne Spanne verändert werden"),
    "diagramm": Name("Tornado-Diagramm der Annahmen; allein in eine Zeile"),
    "empfindlichkeit": Name("Tabelle der Wirkung der Annahmen; allein in eine Zeile"),
    "staerkste": Name("die stärkste Wirkung", {
        "name": Name("Annahme"), "von": Name("Stellen am unteren Ende"), "bis": Name("Stellen am oberen Ende"),
    }),
    "antrag_fest": Name("ob der Antrag bei allen Positionen angegeben ist"),
    "ohne_wirkung": Name("Annahmen ohne Wirkung"),
    "pruefpunkte": Name("Tabelle der Prüfpunkte; allein in eine Zeile"),
    "anzahl_punkte": Name("Zahl der Prüfpunkte"),
    "antworten": Name("Zahl der Antworten", {"stand": Name("Antwort"), "anzahl": Name("wie oft")}),
})  # fmt: skip
_STELLE = {
    **POSTEN,
    "posten": Name("die Position mit allen Angaben"),
    "wort": Name("„Stelle“ oder „Stellen“, passend zur Zahl"),
    "profil": Name("Profil der Stelle", aus_feldern(felder.PROFIL)),
    "stellenzeichen": Name("Stellenzeichen, sonst die Organisationseinheit"),
    "bewertungen": Name("Bewertungen in Worten"),
    "figur": Name('eine Zahl der Position mit Herkunft: figur("stellen")'),
    "anteil": Name("Zeitanteil einer Aufgabe: anteil(1)"),
    "geschaetzt": Name("ob ein Zeitanteil geschätzt ist"),
    "arbeitsvorgaenge": Name('Tabelle der Arbeitsvorgänge: arbeitsvorgaenge("Titel")'),
    "gruppen": Name("Gruppen der Leistungsmerkmale", {
        "titel": Name("Überschrift"), "tabelle": Name("Tabelle; allein in eine Zeile"),
    }),
    "unabdingbar": Name("unabdingbare Leistungsmerkmale"),
    "ausschreibung": Name("Angaben zur Ausschreibung", aus_feldern(felder.AUSSCHREIBUNG)),
    "frist": Name("Bewerbungsfrist"),
    "angaben_tabelle": Name('Tabelle aus Name und Wert: angaben_tabelle("Titel", [("Ort", kopf.ort)])'),
    "verfahren": Name("Verfahren"),
    "gesetzt": Name("ob die Stelle festgelegt und nicht gemessen ist"),
    "verschieden": Name("ob berechnet und beantragt sich unterscheiden"),
    "mehr": Name("ob mehr beantragt als berechnet ist"),
    "erlaeuterung": Name("Absätze der Begründung der Bemessung"),
    "abweichung": Name("Absätze der Erläuterung der Abweichung"),
}  # fmt: skip
STELLENPAPIER: Mapping[str, Name] = MappingProxyType({
    "stellen": Name("Stellen, die das Papier beschreibt", _STELLE),
    "gewichte": Name("Gewichte der Leistungsmerkmale mit ihren Worten"),
    "nachweis": Name("Herleitung der gezeigten Zahlen, steht am Ende: nachweis(false)"),
})  # fmt: skip

NAMEN_JE_ART: Mapping[str, Mapping[str, Name]] = MappingProxyType({
    "beschlussvorlage": {"belastbarkeit": _BELASTBARKEIT},
    "beschlussvorlage-muenchen": {"belastbarkeit": _BELASTBARKEIT},
    "beschlussvorlage-ris": {"belastbarkeit": _BELASTBARKEIT, "vorlagentabellen": _VORLAGENTABELLEN},
    "freistellung": {"belastbarkeit": _BELASTBARKEIT, "freistellung": _FREISTELLUNG},
    "bemessungsnachweis": {"belastbarkeit": _BELASTBARKEIT, "nachweis": _BEMESSUNGSNACHWEIS},
    "stellenbeschreibung": STELLENPAPIER,
    "anforderungsprofil": STELLENPAPIER,
    "stellenausschreibung": STELLENPAPIER,
})  # fmt: skip
"""By the name of the kind."""
