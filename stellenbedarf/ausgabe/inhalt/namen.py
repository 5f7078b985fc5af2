"""The names that a text template may use: the one table behind `vorlagen namen`, `vorlagen pruefen` and its test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from stellenbedarf.ausgabe.inhalt.bloecke import SchritteBlock, TabellenBlock, Ueberschrift, Unterschriften, Zahl
from stellenbedarf.eingabe.felder import Feld
from stellenbedarf.modell import felder, felder_vergleich
from stellenbedarf.zahlen import format_datum, format_zahl


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its meaning, the names of its parts (of each entry of a list), and a call if it is a function."""

    bedeutung: str
    teile: Mapping[str, Name] = field(default_factory=dict)
    aufruf: str = ""


def aus_feldern(tabelle: Iterable[Feld]) -> dict[str, Name]:
    """Return the names of the fields of a case."""
    return {f.name: Name(f.bedeutung) for f in tabelle}


FALLTEXT = {"fall": Name("Nummer oder Titel des Falls"), "absaetze": Name("die Absätze; zu zeigen mit absaetze(…)")}
POSTEN: Mapping[str, Name] = {
    "nr": Name("Nummer der Position"),
    "funktion": Name("Funktionsbezeichnung"),
    "bewertung": Name("Besoldungs- oder Entgeltgruppe"),
    "org_einheit": Name("Organisationseinheit, kann leer sein"),
    "beginn": Name("erster Tag, kann leer sein"),
    "ende": Name("letzter Tag einer befristeten Stelle, kann leer sein"),
    "vorzeitig": Name("ob die Stelle vor dem Stellenplan besetzt wird"),
    "vermerk": Name("kw- oder ku-Vermerk, kann leer sein"),
    "begruendung": Name("Absätze der Begründung; zu zeigen mit absaetze(…)"),
    "aufgaben": Name("Aufgaben der Stelle", aus_feldern(felder.AUFGABE)),
    "luecke": Name("Angabe, die für eine Bemessung fehlt; kann leer sein"),
    "stellen": Name("Zahl der Stellen"),
    "kosten": Name("jährliche Kosten in EUR"),
    "amt": Name("Schlüssel des Amts"),
}
_SETZUNG = {
    "nummern": Name("Nummern der Positionen"),
    "eine": Name("ob es genau eine Position ist"),
    "funktionen": Name("Funktionsbezeichnungen"),
}
_TABELLEN = {
    "beratungsfolge": "Gremien und Termine",
    "je_amt": "Stellen und Kosten je Amt",
    "je_bewertung": "Stellen und Kosten je Besoldungs- oder Entgeltgruppe",
    "je_teilhaushalt": "Stellen und Kosten je Teilhaushalt",
    "je_jahr": "Kosten je Haushaltsjahr",
    "teilhaushalt_je_jahr": "Mittel je Teilhaushalt und Haushaltsjahr",
    "bemessungen": "Bemessung der Stellen: berechnet, beantragt, Differenz",
    "prognosen": "vorhergesagte Mengen mit Spanne; leer ohne Prognosen",
    "soll_ist": "berechneter Bedarf und vorhandene Stellen; leer ohne Angabe vorhandener Stellen",
    "erhoehungen": "Tarif- und Besoldungserhöhungen mit Quelle; leer ohne Erhöhungen",
    "eigenleistungen": "Vergabe und Eigenleistung mit Gewinnschwelle; leer ohne Eigenleistungen",
    "szenarien": "berechneter Bedarf in den Szenarien; leer ohne Szenarien",
    "annahmen": "Annahmen mit Wert, Quelle und Fundstelle",
    "kostensaetze": "Kostensätze mit Quelle",
    "quellen": "nummerierte Quellen; muss nach Annahmen und Kostensätzen stehen",
    "stellenplan": "Auszug aus dem Stellenplan: bisherige, künftige Stellen und Veränderung je Bewertung",
    "vermerke": "Stellen mit kw- oder ku-Vermerk",
    "diagramm_jahr": "Schaubild der Kosten je Haushaltsjahr",
    "diagramm_amt": "Schaubild der jährlichen Kosten je Amt",
    "diagramm_bewertung": "Schaubild der Stellen je Bewertung",
    "ungeprueft": "Zahlen im Freitext, die mit keinem Wert übereinstimmen; entfällt, wenn es keine gibt",
}

NAMEN: Mapping[str, Name] = MappingProxyType({
    "kopf": Name("Kopf des Falls", aus_feldern(felder.KOPF)),
    "texte": Name("Texte des Falls, jeder aus Absätzen; zu zeigen mit absaetze(…)", aus_feldern(felder.TEXTE)),
    "beitraege": Name("dieselben Texte mit dem Fall, aus dem sie stammen", {
        f.name: Name(f.bedeutung, FALLTEXT) for f in felder.TEXTE
    }),
    "mehrere_faelle": Name("ob mehrere Fälle geladen sind"),
    "jahre": Name("Haushaltsjahre"),
    "summe": Name("eine Summe: Maß (stellen, bedarf, kosten, erstattung, netto, auch kosten.JAHR), dann wahlweise "
                  "Gliederung (amt, teilhaushalt, bewertung, beginn, grundlage, dauer) und Schlüssel",
                  aufruf='summe("kosten")'),
    "ist_null": Name("ob eine Summe null ist oder fehlt", aufruf='ist_null("erstattung")'),
    "menge": Name("der genaue Wert einer Zahl, zum Vergleichen", aufruf='menge(summe("stellen"))'),
    "form": Name("das Wort für genau eins oder für mehr", aufruf='form(summe("stellen"), "wird", "werden")'),
    "stellenwort": Name("„Stelle“ oder „Stellen“, passend zu einer Zahl", aufruf='stellenwort(summe("stellen"))'),
    "vergleich": Name("das Wort für mehr, weniger oder gleich viel",
                      aufruf='vergleich(summe("stellen"), "mehr", "weniger", "gleich viel")'),
    "zahlwort": Name("eine Anzahl bis zwölf als Wort", aufruf="zahlwort(3)"),
    "abschnitt": Name("eine nummerierte Überschrift der Ebene 2 oder 3; allein in eine Zeile",
                      aufruf='abschnitt(2, "Titel")'),
    "absaetze": Name("zeigt Absätze eines Textes; allein in eine Zeile", aufruf="absaetze(texte.ausgangslage)"),
    "ueberschrift": Name("eine Überschrift der Ebene 1 bis 3; allein in eine Zeile", aufruf='ueberschrift(2, "Titel")'),
    "datum": Name("ein Datum als TT.MM.JJJJ", aufruf="datum(kopf.datum)"),
    "aufzaehlung": Name("verbindet Teile mit Komma und „und“", aufruf="aufzaehlung(kopf.beteiligte)"),
    "anteil": Name("ein Anteil als Prozentzahl", aufruf="anteil(1)"),
    "ziffer": Name("die Nummer eines Punkts einer nummerierten Liste, am Zeilenanfang", aufruf="ziffer(1)"),
    "beginne": Name("Stellen je Beginn", {"beginn": Name("erster Tag"), "stellen": Name("Zahl der Stellen")}),
    "befristet": Name("befristete Stellen, leer, wenn es keine gibt", {
        "stellen": Name("Zahl der Stellen"),
        "kosten": Name("jährliche Kosten in EUR"),
    }),
    "aemter": Name("Ämter mit Stellen", {
        "schluessel": Name("Schlüssel des Amts"),
        "name": Name("Bezeichnung"),
        "titel": Name("Bezeichnung mit Schlüssel"),
        "begruendung": Name("Begründungen mit dem Fall, aus dem sie stammen", FALLTEXT),
        "stellen": Name("Zahl der Stellen"),
        "kosten": Name("jährliche Kosten in EUR"),
        "posten": Name("Positionen des Amts", POSTEN),
        "tabelle": Name("Tabelle der Stellen des Amts; allein in eine Zeile"),
    }),
    "teilhaushalte": Name("Teilhaushalte", {
        "schluessel": Name("Nummer"),
        "titel": Name("Nummer und Bezeichnung"),
        "kosten": Name("jährliche Kosten in EUR"),
        "je_jahr": Name("Kosten je Haushaltsjahr: je_jahr[JAHR]"),
        "jahre": Name("Haushaltsjahre, in denen Kosten anfallen"),
    }),
    "sachkosten": Name("andere Kosten", {
        "name": Name("wofür"),
        "betrag": Name("jährlicher Betrag in EUR"),
        "begruendung": Name("Absätze der Begründung"),
        "teilhaushalt": Name("Teilhaushalt, kann leer sein"),
        "beginn": Name("erster Tag; zu zeigen mit datum(…)"),
    }),
    "eigenleistungen": Name("Eigenleistungen, die statt der Vergabe möglich sind",
                            aus_feldern(felder_vergleich.EIGENLEISTUNG)),
    "beschliessende": Name("Gremien, die beschließen"),
    "erstattende": Name("wer erstattet"),
    "erstattungsquoten": Name("Erstattungsquoten"),
    "vorzeitige": Name("Positionen, die vorzeitig besetzt werden", POSTEN),
    "anteile": Name("Stellen nach dem, worauf sie beruhen", {
        "stellen": Name("Zahl der Stellen"),
        "art": Name("bemessen, erschlossen oder gesetzt"),
        "text": Name("worauf sie beruhen"),
    }),
    "abweichungen": Name("Bemessungen, bei denen der Antrag vom berechneten Bedarf abweicht", {
        "nummern": Name("Nummern der Positionen"),
        "eine": Name("ob es genau eine Position ist"),
        "name": Name("Bezeichnung"),
        "differenz": Name("beantragte abzüglich berechneter Stellen; zu vergleichen mit vergleich(…)"),
        "beantragt": Name("beantragte Stellen"),
        "berechnet": Name("berechnete Stellen"),
        "erlaeuterung": Name("Absätze der Erläuterung"),
    }),
    "luecken": Name("fehlende Angaben", _SETZUNG | {"text": Name("was fehlt")}),
    "tabellen": Name("Tabellen; jede allein in eine Zeile", {n: Name(b) for n, b in _TABELLEN.items()}),
    "herleitung": Name("der Rechenweg", {
        "abschnitte": Name("was Schritt für Schritt hergeleitet ist", {
            "titel": Name("Überschrift"),
            "verfahren": Name("Verfahren, kann leer sein"),
            "begruendung": Name("Absätze der Begründung"),
            "schritte": Name("die Rechenschritte; allein in eine Zeile"),
        }),
        "setzungen": Name("was festgelegt und nicht gemessen ist",
                          _SETZUNG | {"begruendung": Name("Absätze der Begründung")}),
        "angaben": Name("Tabelle der Angaben zu den Positionen"),
        "stellen": Name("Formeln und Tabelle der Stellen"),
        "kosten": Name("Formeln und Tabelle der Jahreskosten"),
        "jahre": Name("Formeln und Tabellen der Haushaltsjahre"),
        "summen": Name("Tabelle der Summen"),
    }),
    "hinweise": Name("Befunde der Prüfung", {
        "stufe": Name("wie schwer: stufe.value"),
        "text": Name("was"),
        "fundstelle": Name("wo"),
        "abhilfe": Name("was zu tun ist"),
    }),
    "datei": Name("Name der Falldatei"),
    "ohne_bestand": Name("Bewertungen, deren bisherige Stellen fehlen; none, wenn der Fall gar keine angibt"),
    "unterschriften": Name("Unterschriftszeilen; allein in eine Zeile"),
    "kostentabellen": Name("verwendete Kostensatztabellen", {
        "schluessel": Name("Schlüssel"),
        "titel": Name("Bezeichnung"),
        "stand": Name("Stand"),
        "quelle": Name("Quelle"),
        "preisjahr": Name("Jahr, dessen Preise gelten"),
        "preisstand": Name("Tag, bis zu dem Erhöhungen enthalten sind; zu zeigen mit datum(…)"),
    }),
    "szenario": Name("das gerechnete Szenario; leer bei der Basis", {
        "name": Name("Name"),
        "beschreibung": Name("was anders ist"),
    }),
})  # fmt: skip


def beispiel(wert: Any) -> str:
    """Return a value as an example of a name: short, in German, on one line."""
    if isinstance(wert, Mapping):
        wert = tuple(wert.values())
    if isinstance(wert, (list, tuple)) and wert:
        if isinstance(wert[0], TabellenBlock):
            return f"Tabelle „{wert[0].titel}“"
        text = ", ".join(map(beispiel, wert[0])) if isinstance(wert[0], tuple) else beispiel(wert[0])
        mehr = f" (und {len(wert) - 1} mehr)" if len(wert) > 1 else ""
        return f"{text}{mehr}" if text else f"{len(wert)} {'Eintrag' if len(wert) == 1 else 'Einträge'}"
    match wert:
        case None | "" | () | []:
            return "(leer)"
        case bool():
            return "ja" if wert else "nein"
        case Zahl() | Ueberschrift():
            return wert.text
        case Unterschriften():
            return ", ".join(wert.aemter)
        case SchritteBlock():
            return f"{len(wert.schritte)} Rechenschritte"
    if hasattr(wert, "year") and hasattr(wert, "day"):
        return format_datum(wert)
    if isinstance(wert, Fraction):
        return format_zahl(wert)
    if hasattr(wert, "__dataclass_fields__") or callable(wert):
        return ""
    return " ".join(str(wert).split())
