"""The sheets of an input workbook, made from the field tables: a new field or Verfahren appears by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from stellenbedarf.eingabe.blattplan import Blattplan, Spalte, Zellart, spalte_von
from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.formel import Eingabe, Liste
from stellenbedarf.modell import felder, felder_kosten, felder_vergleich
from stellenbedarf.modell.korrelation import KORRELATION
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren.arbeitszeit import ANGABEN
from stellenbedarf.zahlen import format_prozent, format_zahl

GROESSE = "groesse"
POSITION_VORN = "position"
BEMESSUNG_VORN, LISTE_VORN = "bemessung", "liste"

JE_POSITION = {
    "aufgaben": ("aufgaben", True),
    "profile": ("profil", False),
    "leistungsmerkmale": ("leistungsmerkmale", True),
    "ausschreibungen": ("ausschreibung", False),
}
"""Sheets whose rows belong to a position: section → its entry in the position, and whether it holds several rows."""


def _grenzen(minimum: Fraction | None, maximum: Fraction | None, prozent: bool, ueber: bool = False) -> str:
    zeige = format_prozent if prozent else format_zahl
    teile = []
    if minimum is not None:
        teile.append(f"{'mehr als' if ueber else 'mindestens'} {zeige(minimum)}")
    if maximum is not None:
        teile.append(f"höchstens {zeige(maximum)}")
    return ", ".join(teile)


def _spalten(tabelle: tuple[Feld, ...], **arten: Zellart) -> tuple[Spalte, ...]:
    return tuple(spalte_von(f, arten.get(f.name), _grenzen(f.minimum, f.maximum, f.typ is Typ.ANTEIL)) for f in tabelle)


def _schluessel(titel: str, bedeutung: str, beispiel: str) -> Spalte:
    return Spalte("schluessel", titel, Zellart.TEXT, bedeutung, beispiel, pflicht=True)


def _je_position(tabelle: tuple[Feld, ...]) -> tuple[Spalte, ...]:
    """Return the columns of a table whose rows belong to a position."""
    return (Spalte(POSITION_VORN, "Position", Zellart.TEXT, "Nummer der Position", "17", pflicht=True),
            *_spalten(tabelle))  # fmt: skip


def verfahrenseingaben() -> dict[str, list[tuple[str, str, Eingabe]]]:
    """Return where each input is used: name of the input → Verfahren, variant and its description there."""
    gefunden: dict[str, list[tuple[str, str, Eingabe]]] = {}
    for verfahren in VERFAHREN.values():
        for variante, satz in verfahren.varianten.items():
            for eingabe in satz.eingaben:
                if not eingabe.reihe:
                    gefunden.setdefault(eingabe.name, []).append((verfahren.name, variante, eingabe))
    return gefunden


def listeneingaben() -> dict[str, tuple[Eingabe, tuple[str, ...]]]:
    """Return the inputs that entries of lists have: name of the input → its description and the lists that use it."""
    gefunden: dict[str, tuple[Eingabe, tuple[str, ...]]] = {}
    for liste in listen().values():
        for eingabe in liste.eingaben:
            erste, namen = gefunden.get(eingabe.name, (eingabe, ()))
            gefunden[eingabe.name] = (erste, (*namen, liste.name))
    return gefunden


def listen() -> dict[str, Liste]:
    """Return every list that a Bemessung can have, by name."""
    return {
        liste.name: liste
        for verfahren in VERFAHREN.values() for satz in verfahren.varianten.values() for liste in satz.listen
    }  # fmt: skip


def _eingabespalten() -> list[Spalte]:
    eingaben = {}
    for name, stellen in verfahrenseingaben().items():
        nutzer = []
        for verfahren, variante, hier in stellen:
            frei = hier.optional or hier.vorgabe is not None
            zusatz = "" if len(VERFAHREN[verfahren].varianten) == 1 else f" ({variante})"
            nutzer.append(f"{verfahren}{zusatz}{', kann fehlen' if frei else ''}")
        eingaben[name] = (stellen[0][2], nutzer)
    return _argumentspalten(eingaben, felder.BEMESSUNG)


def _argumentspalten(eingaben: Mapping[str, tuple[Eingabe, Sequence[str]]], fest: tuple[Feld, ...]) -> list[Spalte]:
    """Return a column for every input, with a title of its own and who needs it; `fest` has taken its titles."""
    spalten: list[Spalte] = []
    vergeben = {f.ueberschrift.casefold() for f in fest}
    for name, (eingabe, nutzer) in eingaben.items():
        titel = eingabe.bezeichnung[0].upper() + eingabe.bezeichnung[1:]
        if titel.casefold() in vergeben:
            titel = f"{titel} ({name})"
        vergeben.add(titel.casefold())
        spalten.append(_argumentspalte(eingabe, titel, f"{eingabe.beschreibung}. Gebraucht von: {'; '.join(nutzer)}"))
    return spalten


def _argumentspalte(eingabe: Eingabe, titel: str, bedeutung: str) -> Spalte:
    return Spalte(
        name=eingabe.name,
        titel=titel,
        art=Zellart.ARGUMENT_ANTEIL if eingabe.einheit.prozent else Zellart.ARGUMENT,
        bedeutung=bedeutung,
        zusatz=str(eingabe.einheit),
        grenzen=_grenzen(eingabe.minimum, eingabe.maximum, eingabe.einheit.prozent, eingabe.ueber_minimum),
    )


def _bemessungsspalten() -> tuple[Spalte, ...]:
    """Return key, short fields, inputs of all Verfahren, and the long texts last."""
    alle = _spalten(felder.BEMESSUNG, verfahren=Zellart.WAHL)
    lang = (Zellart.ABSAETZE,)
    schluessel = _schluessel("Kurzname", "kurzer Name, den die Positionen nennen", "kasse")
    kurz = [s for s in alle if s.art not in lang and s.name != "quelle"]
    hinten = [s for s in alle if s.art in lang or s.name == "quelle"]
    return (schluessel, *kurz, *_eingabespalten(), *hinten)


def _eintragsspalten() -> tuple[Spalte, ...]:
    """Return the Bemessung and the list that an entry belongs to, its name, its inputs and where they come from."""
    fest = _spalten(felder.EINTRAG)
    vorn = (
        Spalte(BEMESSUNG_VORN, "Bemessung", Zellart.TEXT, "Kurzname der Bemessung", "kasse", pflicht=True),
        Spalte(LISTE_VORN, "Liste", Zellart.WAHL, "; ".join(f"{n}: {li.beschreibung}" for n, li in listen().items()),
               "schritte", pflicht=True, wahl=tuple(listen())),
    )  # fmt: skip
    return (*vorn, *fest[:2], *_argumentspalten(listeneingaben(), felder.EINTRAG), *fest[2:])


_KURZNAME = _schluessel("Kurzname", "Name aus Buchstaben, Ziffern und Unterstrichen, ohne Umlaute", "antraege")
_ANNAHME = _spalten(felder.ANNAHME, wert=Zellart.EINHEIT, niedrig=Zellart.EINHEIT, hoch=Zellart.EINHEIT)
_ARBEITSZEIT = tuple(
    replace(s, pflicht=False, bedeutung=f"{s.bedeutung}; nur für eine Jahresarbeitszeit aus ihren Bestandteilen")
    for s in (
        *_spalten(felder.ARBEITSZEIT),
        *(_argumentspalte(e, e.bezeichnung[0].upper() + e.bezeichnung[1:], e.beschreibung) for e in ANGABEN),
    )
)

PLAENE: tuple[Blattplan, ...] = (
    Blattplan("Kopf", "kopf", _spalten(felder.KOPF), "Betreff, Körperschaft, Nummer, Daten und Haushaltsjahre",
              pflicht=True, formular=True),
    Blattplan("Beratungsfolge", "beratungsfolge", _spalten(felder.BERATUNG), "Gremien mit Zweck und Termin"),
    Blattplan("Texte", "texte", _spalten(felder.TEXTE), "Texte der Vorlage; eine Leerzeile trennt Absätze",
              formular=True),
    Blattplan("Annahmen", "annahmen", (_KURZNAME, *_ANNAHME),
              "Mengen, Zeiten und Schlüssel mit Wert, Einheit, Quelle und Stand", schluessel="schluessel"),
    Blattplan("Arbeitszeit", "arbeitszeit", (_KURZNAME, *_ANNAHME, *_ARBEITSZEIT),
              "Jahresarbeitszeit je Beschäftigtengruppe: als Wert, als Richtwert oder aus ihren Bestandteilen",
              schluessel="schluessel"),
    Blattplan("Verläufe", "verlaeufe", _spalten(felder_vergleich.VERLAUF),
              "Werte vergangener Jahre, aus denen Annahmen vorhergesagt werden"),
    Blattplan("Korrelationen", "korrelationen", _spalten(KORRELATION),
              "Annahmen, die in ihren Spannen zusammenhängen; für die Streuung des Ergebnisses"),
    Blattplan("Kostensätze", "kostensaetze", _spalten(felder_kosten.KOSTENSATZ),
              "Kostensatztabelle des Falls und eigene Sätze, die ihr vorgehen", pflicht=True,
              vorspann=_spalten(felder_kosten.KOSTENWAHL)),
    Blattplan("Tabellen je Jahr", "kostentabellen", _spalten(felder_kosten.JAHRESTABELLE),
              "Kostensatztabellen, die spätere Haushaltsjahre statt der des Falls verwenden"),
    Blattplan("Erhöhungen", "erhoehungen", _spalten(felder_kosten.ERHOEHUNG),
              "Tarif- und Besoldungserhöhungen nach Tag und Satz; sie wirken nacheinander"),
    Blattplan("Ämter", "aemter", (_schluessel("Schlüssel", "Nummer oder Kürzel des Amts", "29"),
                                 *_spalten(felder.AMT)), "Ämter mit Teilhaushalt und Begründung",
              pflicht=True, schluessel="schluessel"),
    Blattplan("Bemessungen", "bemessungen", _bemessungsspalten(),
              "Verfahren mit ihren Eingaben; grau hinterlegte Felder braucht das gewählte Verfahren nicht",
              pflicht=True, schluessel="schluessel"),
    Blattplan("Einträge", "eintraege", _eintragsspalten(),
              "Schritte, Varianten, Tätigkeiten, Zuschläge und Intervalle der Bemessungen; je Eintrag eine Zeile"),
    Blattplan("Positionen", "positionen", _spalten(felder.POSITION),
              "Stellen und Stellenanteile mit Bewertung, Bemessung, Beginn und Erstattung", pflicht=True),
    Blattplan("Aufgaben", "aufgaben", _je_position(felder.AUFGABE),
              "Aufgaben der Positionen; mit Anteilen zusammen 100 %"),
    Blattplan("Profile", "profile", _je_position(felder.PROFIL),
              "Angaben für Stellenbeschreibung, Anforderungsprofil und Stellenausschreibung; je Position eine Zeile"),
    Blattplan("Leistungsmerkmale", "leistungsmerkmale", _je_position(felder.LEISTUNGSMERKMAL),
              "Kompetenzen des Anforderungsprofils mit Gewicht"),
    Blattplan("Ausschreibungen", "ausschreibungen", _je_position(felder.AUSSCHREIBUNG),
              "Angaben für Stellenausschreibungen; je Position eine Zeile"),
    Blattplan("Vorhandene Stellen", "vorhandene_stellen", _spalten(felder_vergleich.VORHANDEN),
              "Ist-Bestand je Position, Org.-Einheit oder Amt für den Soll-Ist-Vergleich"),
    Blattplan("Sachkosten", "sachkosten", _spalten(felder.SACHKOSTEN),
              "andere laufende Kosten aus Menge und Preis"),
    Blattplan("Stellenbestand", "stellenbestand", _spalten(felder.BESTAND),
              "Stellen des geltenden Stellenplans je Bewertung, für den Auszug aus dem Stellenplan"),
    Blattplan("Eigenleistungen", "eigenleistungen",
              _spalten(felder_vergleich.EIGENLEISTUNG),
              "was dieselbe Leistung selbst erbracht kostet, mit Gewinnschwelle"),
    Blattplan("Behauptungen", "behauptungen", _spalten(felder.BEHAUPTUNG),
              "Zahlen eines Entwurfs, die mit dem Ergebnis verglichen werden"),
    Blattplan("Nachweise", "nachweise",
              (replace(_schluessel("Prüfpunkt", "; ".join(f"{n}: {t}" for n, t in felder.NACHWEISE.items()),
                                   "aufgabenkritik"), wahl=tuple(felder.NACHWEISE)), *_spalten(felder.NACHWEIS)),
              "was zu Prüfpunkten belegt ist, die sich nicht ausrechnen lassen", schluessel="schluessel"),
)  # fmt: skip

SZENARIEN = Blattplan(
    "Szenarien", "szenarien",
    (Spalte(GROESSE, "Größe", Zellart.TEXT,
            "Kurzname einer Annahme, oder „position Nr.: feld“ mit beantragt, beginn, ende oder erstattungsquote",
            "position 12: beantragt", pflicht=True),),
    "Ersatzwerte für Annahmen und Positionen; je Szenario eine Spalte",
)  # fmt: skip


def plan(abschnitt: str) -> Blattplan:
    """Return the plan of a section."""
    return next(p for p in PLAENE if p.abschnitt == abschnitt)
