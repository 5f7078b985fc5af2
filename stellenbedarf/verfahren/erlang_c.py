"""Erlang C: places at counters and hotlines, from calls, handling time and a target for waiting."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import (
    Ausdruck,
    Eingabe,
    Formelsatz,
    Liste,
    Rundung,
    einheit,
    erlang_plaetze,
    erlang_warten,
    exponential,
    formel,
    groesstes,
    summe,
)
from stellenbedarf.verfahren.basis import Verfahren
from stellenbedarf.verfahren.fallzahl import JAHRESARBEITSZEIT

_QUELLE = "Erlang C (A. K. Erlang, 1917): Warteschlange ohne Verzicht, zufällige Ankünfte"
_GANZ = Rundung(0, "Plätze lassen sich nicht teilen, das Ziel muss erreicht werden", "auf")
_STELLEN = Rundung(9, "Genauigkeit veröffentlichter Vergleichsrechnungen")
_EINS = Fraction(1)
_FAST_ALLES = Fraction(99, 100)

ANRUFE = Eingabe(
    "anrufe", "Anrufe oder Vorsprachen im Intervall", einheit("Anrufe"),
    "Zahl der Ankünfte in dem Zeitraum, für den bemessen wird", ueber_minimum=True,
)  # fmt: skip
INTERVALL = Eingabe(
    "intervall_min", "Intervall", einheit("min"), "Länge des Zeitraums, meist 30 oder 60 Minuten", ueber_minimum=True
)
DAUER = Eingabe(
    "bearbeitungsdauer_min", "Bearbeitungsdauer", einheit("min je Anruf"),
    "mittlere Dauer von Gespräch und Nachbearbeitung", ueber_minimum=True,
)  # fmt: skip
SERVICEGRAD = Eingabe(
    "servicegrad", "angestrebter Servicegrad", einheit("%"),
    "Anteil der Anrufe, die innerhalb der Zielzeit angenommen werden", maximum=Fraction(9999, 10000),
    ueber_minimum=True,
)  # fmt: skip
ZIELZEIT = Eingabe("zielzeit_s", "Zielzeit", einheit("s"), "Sekunden, die höchstens gewartet werden soll")
HOECHSTAUSLASTUNG = Eingabe(
    "hoechstauslastung", "höchste Auslastung", einheit("%"),
    "Anteil der Anwesenheit, der mit Anrufen gefüllt sein darf", maximum=_FAST_ALLES, ueber_minimum=True,
    vorgabe=_EINS,
    vorgabe_grund="keine Obergrenze der Auslastung angesetzt",
)  # fmt: skip
AUSFALLQUOTE = Eingabe(
    "ausfallquote", "Ausfallquote", einheit("%"),
    "Anteil der Dienstzeit, in dem keine Anrufe angenommen werden: Pausen, Besprechungen, Abwesenheit",
    maximum=_FAST_ALLES, vorgabe=Fraction(0), vorgabe_grund="kein Ausfall angesetzt",
)  # fmt: skip
SERVICEZEIT = Eingabe(
    "servicezeit_h", "Servicezeit im Jahr", einheit("h"), "Stunden im Jahr, in denen diese Besetzung gilt",
    ueber_minimum=True,
)  # fmt: skip


@formel(einheit="1", quelle="Anrufe × Dauer / Intervall, in Erlang", bezeichnung="Verkehrslast")
def verkehrslast(anrufe: Ausdruck, bearbeitungsdauer_min: Ausdruck, intervall_min: Ausdruck) -> Ausdruck:
    """Mittlere Zahl gleichzeitiger Gespräche."""
    return anrufe * bearbeitungsdauer_min / intervall_min


@formel(einheit="1", quelle="Zielzeit / Bearbeitungsdauer", bezeichnung="relative Zielzeit", reine_zahlen=True)
def relative_zielzeit(zielzeit_s: Ausdruck, sekunden_je_minute: Ausdruck, bearbeitungsdauer_min: Ausdruck) -> Ausdruck:
    """Zielzeit als Vielfaches der Bearbeitungsdauer."""
    return zielzeit_s / sekunden_je_minute / bearbeitungsdauer_min


@formel(einheit="1", quelle=_QUELLE, bezeichnung="Plätze nach Servicegrad")
def plaetze_nach_servicegrad(verkehrslast: Ausdruck, servicegrad: Ausdruck, relative_zielzeit: Ausdruck) -> Ausdruck:
    """Kleinste Zahl von Plätzen, die den Servicegrad erreicht."""
    return erlang_plaetze(verkehrslast, servicegrad, relative_zielzeit)


@formel(einheit="1", quelle="Verkehrslast / höchste Auslastung", bezeichnung="Plätze nach Auslastung", rundung=_GANZ)
def plaetze_nach_auslastung(verkehrslast: Ausdruck, hoechstauslastung: Ausdruck) -> Ausdruck:
    """Zahl der Plätze, bei der die höchste Auslastung eingehalten wird."""
    return verkehrslast / hoechstauslastung


@formel(einheit="1", quelle="größere der beiden Besetzungen", bezeichnung="besetzte Plätze")
def plaetze(plaetze_nach_servicegrad: Ausdruck, plaetze_nach_auslastung: Ausdruck) -> Ausdruck:
    """Plätze, die beide Ziele einhalten."""
    return groesstes(plaetze_nach_servicegrad, plaetze_nach_auslastung)


@formel(einheit="1", quelle=_QUELLE, bezeichnung="Wartewahrscheinlichkeit", rundung=_STELLEN)
def wartewahrscheinlichkeit(verkehrslast: Ausdruck, plaetze: Ausdruck) -> Ausdruck:
    """Wahrscheinlichkeit, dass ein Anruf nicht sofort angenommen wird."""
    return erlang_warten(verkehrslast, plaetze)


@formel(einheit="1", quelle=_QUELLE, bezeichnung="erreichter Servicegrad", rundung=_STELLEN)
def erreichter_servicegrad(
    wartewahrscheinlichkeit: Ausdruck, verkehrslast: Ausdruck, plaetze: Ausdruck, relative_zielzeit: Ausdruck
) -> Ausdruck:
    """Anteil der Anrufe, die bei dieser Besetzung innerhalb der Zielzeit angenommen werden."""
    return 1 - wartewahrscheinlichkeit * exponential((verkehrslast - plaetze) * relative_zielzeit)


@formel(
    einheit="s", quelle=_QUELLE, bezeichnung="mittlere Wartezeit", reine_zahlen=True,
    rundung=Rundung(6, "Genauigkeit veröffentlichter Vergleichsrechnungen"),
)  # fmt: skip
def mittlere_wartezeit_s(
    wartewahrscheinlichkeit: Ausdruck,
    bearbeitungsdauer_min: Ausdruck,
    sekunden_je_minute: Ausdruck,
    plaetze: Ausdruck,
    verkehrslast: Ausdruck,
) -> Ausdruck:
    """Durchschnittliche Wartezeit aller Anrufe."""
    return wartewahrscheinlichkeit * bearbeitungsdauer_min * sekunden_je_minute / (plaetze - verkehrslast)


@formel(
    einheit="VZÄ", quelle="besetzte Plätze / (1 − Ausfallquote)", bezeichnung="Stellenbedarf",
    rundung=Rundung(0, "der Dienstplan braucht ganze Kräfte", "auf"),
)  # fmt: skip
def stellenbedarf(plaetze: Ausdruck, kraft_je_platz: Ausdruck, ausfallquote: Ausdruck) -> Ausdruck:
    """Kräfte, die eingeteilt sein müssen, damit trotz Ausfall alle Plätze besetzt sind."""
    return plaetze * kraft_je_platz / (1 - ausfallquote)


@formel(
    name="stellenbedarf", einheit="VZÄ", quelle="besetzte Plätze × Servicezeit / Jahresarbeitszeit",
    bezeichnung="Stellenbedarf",
)  # fmt: skip
def stellenbedarf_jahr(plaetze: Ausdruck, servicezeit_h: Ausdruck, jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Stunden, in denen die Plätze besetzt sind, geteilt durch die Jahresarbeitszeit einer Vollzeitkraft."""
    return plaetze * servicezeit_h / jahresarbeitszeit_h


# --- A whole week: the seats of every interval of the day profile ------------------------------------------------

HAEUFIGKEIT = Eingabe(
    "haeufigkeit_je_woche", "Häufigkeit je Woche", einheit("1"),
    "wie oft das Intervall in der Woche vorkommt, zum Beispiel 5 für Montag bis Freitag", ueber_minimum=True,
)  # fmt: skip
WOCHENARBEITSZEIT = Eingabe(
    "wochenarbeitszeit_h", "bezahlte Wochenstunden", einheit("h je VZÄ"),
    "regelmäßige Wochenstunden einer Vollzeitkraft; Abwesenheit steckt in der Ausfallquote", maximum=Fraction(60),
    ueber_minimum=True,
)  # fmt: skip
SERVICEZEIT_DER_WOCHE = Eingabe(
    "servicezeit_woche_h", "Servicezeit je Woche", einheit("h"),
    "eine Woche hat 168 Stunden; prüfen Sie Länge und Häufigkeit der Intervalle", maximum=Fraction(7 * 24),
)  # fmt: skip
_PROFIL = "Tagesprofil: Plätze je Intervall × Dauer × Häufigkeit je Woche"


@formel(einheit="h", quelle=_PROFIL, bezeichnung="Zeit je Woche")
def intervallzeit_h(intervall_min: Ausdruck, haeufigkeit_je_woche: Ausdruck, minuten_je_stunde: Ausdruck) -> Ausdruck:
    """Stunden der Woche, für die die Besetzung des Intervalls gilt."""
    return intervall_min * haeufigkeit_je_woche / minuten_je_stunde


@formel(einheit="h", quelle=_PROFIL, bezeichnung="Besetzungsstunden")
def besetzungsstunden_h(plaetze: Ausdruck, intervallzeit_h: Ausdruck) -> Ausdruck:
    """Stunden der Woche, in denen Kräfte auf den Plätzen des Intervalls sitzen."""
    return plaetze * intervallzeit_h


@formel(einheit="h", quelle=_PROFIL, bezeichnung="Servicezeit je Woche")
def servicezeit_woche_h(intervallzeit_h: Ausdruck) -> Ausdruck:
    """Summe der Intervalle einer Woche."""
    return summe(intervallzeit_h)


@formel(einheit="1", quelle=f"{_PROFIL}; nachrichtlich", bezeichnung="höchste Besetzung")
def hoechste_besetzung(plaetze: Ausdruck) -> Ausdruck:
    """Plätze des am stärksten belasteten Intervalls; so viele Arbeitsplätze werden gebraucht."""
    return groesstes(plaetze)


@formel(einheit="h", quelle=_PROFIL, bezeichnung="Besetzungsstunden je Woche")
def wochenbesetzung_h(besetzungsstunden_h: Ausdruck) -> Ausdruck:
    """Summe der Besetzungsstunden aller Intervalle."""
    return summe(besetzungsstunden_h)


@formel(
    name="stellenbedarf", einheit="VZÄ",
    quelle="Besetzungsstunden je Woche / (1 − Ausfallquote) / bezahlte Wochenstunden", bezeichnung="Stellenbedarf",
)  # fmt: skip
def stellenbedarf_woche(wochenbesetzung_h: Ausdruck, ausfallquote: Ausdruck, wochenarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Besetzungsstunden der Woche zuzüglich Ausfall, geteilt durch die bezahlten Stunden einer Vollzeitkraft."""
    return wochenbesetzung_h / (1 - ausfallquote) / wochenarbeitszeit_h


INTERVALLE = Liste(
    "intervalle", "Intervall", "Intervalle", "Abschnitte des Tages mit gleicher Belastung, etwa halbe Stunden",
    (ANRUFE, INTERVALL, DAUER, HAEUFIGKEIT),
    (
        verkehrslast, relative_zielzeit, plaetze_nach_servicegrad, plaetze_nach_auslastung, plaetze, intervallzeit_h,
        besetzungsstunden_h,
    ),
)  # fmt: skip

_ZIELE = (ANRUFE, INTERVALL, DAUER, SERVICEGRAD, ZIELZEIT, HOECHSTAUSLASTUNG)
_BESETZUNG = (
    verkehrslast,
    relative_zielzeit,
    plaetze_nach_servicegrad,
    plaetze_nach_auslastung,
    plaetze,
    wartewahrscheinlichkeit,
    erreichter_servicegrad,
    mittlere_wartezeit_s,
)

VERFAHREN = Verfahren(
    name="erlang_c",
    titel="Warteschlangenverfahren (Erlang C)",
    beschreibung="Stellenbedarf für Schalter und Telefone aus Ankünften, Dauer und einem Ziel für die Wartezeit.",
    quelle=_QUELLE,
    geeignet="Servicecenter, Bürgertelefone und Schalter mit zufälligen Ankünften und einem Ziel für die Wartezeit",
    grenzen="rechnet ohne Auflegen und Wiederanrufe und überschätzt deshalb bei Überlast; gilt je Intervall, "
    "Tagesgang und Spitzen brauchen die Variante tagesprofil",
    varianten={
        "intervall": Formelsatz((*_ZIELE, AUSFALLQUOTE), (*_BESETZUNG, stellenbedarf), "stellenbedarf"),
        "jahr": Formelsatz(
            (*_ZIELE, SERVICEZEIT, JAHRESARBEITSZEIT), (*_BESETZUNG, stellenbedarf_jahr), "stellenbedarf"
        ),
        "tagesprofil": Formelsatz(
            (SERVICEGRAD, ZIELZEIT, HOECHSTAUSLASTUNG, AUSFALLQUOTE, WOCHENARBEITSZEIT),
            (servicezeit_woche_h, hoechste_besetzung, wochenbesetzung_h, stellenbedarf_woche),
            "stellenbedarf",
            (INTERVALLE,),
            (SERVICEZEIT_DER_WOCHE,),
        ),
    },
)
