"""WISN: the WHO's Workload Indicators of Staffing Need, for one category of staff."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, Liste, einheit, formel, summe
from stellenbedarf.verfahren.basis import Verfahren
from stellenbedarf.verfahren.fallzahl import BEARBEITUNGSZEIT, FALLZAHL, JAHRESARBEITSZEIT

_QUELLE = "WHO: Workload Indicators of Staffing Need (WISN), User’s Manual, Genf 2010"
_FAST_ALLES = Fraction(999999, 1000000)
_NULL = Fraction(0)

MENGE = replace(FALLZAHL, beschreibung="Zahl der Fälle dieser Tätigkeit im Jahr")
ZEIT = replace(BEARBEITUNGSZEIT, ueber_minimum=True)
KATEGORIEANTEIL = Eingabe(
    "kategorieanteil", "Kategorieanteil", einheit("%"),
    "Anteil der verfügbaren Arbeitszeit, den jede Kraft der Beschäftigtengruppe für diese Aufgabe braucht (CAS)",
    maximum=_FAST_ALLES,
)  # fmt: skip
PERSONEN = Eingabe("personen", "Kräfte mit dieser Aufgabe", einheit("VZÄ"), "Kräfte, die diese Aufgabe haben (IAS)")
STUNDEN_JE_PERSON = Eingabe(
    "stunden_je_person", "Stunden je Kraft", einheit("h je VZÄ"),
    "Stunden im Jahr, die jede dieser Kräfte für die Aufgabe braucht (IAS)",
)  # fmt: skip
VORHANDEN = Eingabe(
    "vorhandene_vzae", "vorhandenes Personal", einheit("VZÄ"),
    "besetzte Stellen der Beschäftigtengruppe, für Differenz und Verhältnis", optional=True,
)  # fmt: skip
KATEGORIEANTEILE = Eingabe(
    "kategorieanteile_zusammen", "Kategoriezuschläge zusammen", einheit("%"),
    "die Aufgaben aller Kräfte müssen Zeit für die Fälle lassen, zusammen also unter 100 % liegen", maximum=_FAST_ALLES,
)  # fmt: skip


@formel(einheit="Fälle je VZÄ", quelle=f"{_QUELLE} (standard workload)", bezeichnung="Standardmenge")
def standardmenge(
    jahresarbeitszeit_h: Ausdruck, minuten_je_stunde: Ausdruck, mittlere_bearbeitungszeit_min: Ausdruck
) -> Ausdruck:
    """Fälle, die eine Vollzeitkraft im Jahr schafft, wenn sie nichts anderes tut."""
    return jahresarbeitszeit_h * minuten_je_stunde / mittlere_bearbeitungszeit_min


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Tätigkeitsbedarf")
def taetigkeitsbedarf(fallzahl: Ausdruck, standardmenge: Ausdruck) -> Ausdruck:
    """Fälle der Tätigkeit geteilt durch die Standardmenge."""
    return fallzahl / standardmenge


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Grundbedarf")
def grundbedarf(taetigkeitsbedarf: Ausdruck) -> Ausdruck:
    """Bedarf aller Tätigkeiten ohne Zuschläge."""
    return summe(taetigkeitsbedarf)


@formel(einheit="%", quelle=f"{_QUELLE} (category allowance standards)", bezeichnung="Kategoriezuschläge zusammen")
def kategorieanteile_zusammen(kategorieanteil: Ausdruck) -> Ausdruck:
    """Anteil der Arbeitszeit, den die Aufgaben aller Kräfte brauchen."""
    return summe(kategorieanteil)


@formel(einheit="1", quelle=f"{_QUELLE} (category allowance factor, CAF)", bezeichnung="Kategoriefaktor")
def kategoriefaktor(kategorieanteile_zusammen: Ausdruck) -> Ausdruck:
    """Faktor, um den der Grundbedarf steigt, weil jede Kraft auch Aufgaben ohne Fallbezug hat."""
    return 1 / (1 - kategorieanteile_zusammen)


@formel(einheit="h", quelle=f"{_QUELLE} (individual allowance standards)", bezeichnung="Einzelzuschlag")
def einzelzuschlag_h(personen: Ausdruck, stunden_je_person: Ausdruck) -> Ausdruck:
    """Stunden im Jahr, die einzelne Kräfte für besondere Aufgaben brauchen."""
    return personen * stunden_je_person


@formel(einheit="VZÄ", quelle=f"{_QUELLE} (individual allowance factor, IAF)", bezeichnung="Einzelzuschläge zusammen")
def einzelzuschlag(einzelzuschlag_h: Ausdruck, jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Stunden aller Einzelzuschläge geteilt durch die Jahresarbeitszeit einer Vollzeitkraft."""
    return summe(einzelzuschlag_h) / jahresarbeitszeit_h


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(grundbedarf: Ausdruck, kategoriefaktor: Ausdruck, einzelzuschlag: Ausdruck) -> Ausdruck:
    """Grundbedarf mal Kategoriefaktor zuzüglich der Einzelzuschläge."""
    return grundbedarf * kategoriefaktor + einzelzuschlag


@formel(einheit="VZÄ", quelle=f"{_QUELLE} (WISN difference)", bezeichnung="Über- oder Unterdeckung")
def wisn_differenz(vorhandene_vzae: Ausdruck, stellenbedarf: Ausdruck) -> Ausdruck:
    """Vorhandenes Personal weniger Bedarf; eine negative Zahl ist eine Unterdeckung."""
    return vorhandene_vzae - stellenbedarf


@formel(einheit="1", quelle=f"{_QUELLE} (WISN ratio)", bezeichnung="WISN-Verhältnis")
def wisn_verhaeltnis(vorhandene_vzae: Ausdruck, stellenbedarf: Ausdruck) -> Ausdruck:
    """Vorhandenes Personal im Verhältnis zum Bedarf; unter 1 ist die Arbeitsbelastung zu hoch."""
    return vorhandene_vzae / stellenbedarf


TAETIGKEITEN = Liste(
    "taetigkeiten", "Tätigkeit", "Tätigkeiten", "Tätigkeiten mit Fallzahl und Zeit je Fall",
    (MENGE, ZEIT), (standardmenge, taetigkeitsbedarf),
)  # fmt: skip
KATEGORIEZUSCHLAEGE = Liste(
    "kategoriezuschlaege", "Kategoriezuschlag", "Kategoriezuschläge",
    "Aufgaben ohne Fallbezug, die alle Kräfte der Beschäftigtengruppe haben", (KATEGORIEANTEIL,),
    neutral=(replace(KATEGORIEANTEIL, bezeichnung="Kategoriezuschläge", vorgabe=_NULL,
                     vorgabe_grund="keine Kategoriezuschläge angesetzt"),),
    pflicht=False,
)  # fmt: skip
EINZELZUSCHLAEGE = Liste(
    "einzelzuschlaege", "Einzelzuschlag", "Einzelzuschläge",
    "Aufgaben ohne Fallbezug, die nur einzelne Kräfte haben", (PERSONEN, STUNDEN_JE_PERSON), (einzelzuschlag_h,),
    neutral=(Eingabe("einzelzuschlag_h", "Einzelzuschläge", einheit("h"), "Stunden im Jahr", vorgabe=_NULL,
                     vorgabe_grund="keine Einzelzuschläge angesetzt"),),
    pflicht=False,
)  # fmt: skip

VERFAHREN = Verfahren(
    name="wisn",
    titel="WISN-Verfahren (WHO)",
    beschreibung="Stellenbedarf einer Beschäftigtengruppe aus Tätigkeiten, Standardmengen und Zuschlägen.",
    quelle=_QUELLE,
    geeignet="Gesundheitsämter und Dienste mit mehreren zählbaren Tätigkeiten einer Beschäftigtengruppe",
    grenzen="Zuschläge gelten nur für eine Beschäftigtengruppe; die Zeiten je Fall müssen dem fachlichen Standard "
    "entsprechen und nicht nur der heutigen Praxis",
    varianten={
        "standard": Formelsatz(
            (JAHRESARBEITSZEIT, VORHANDEN),
            (
                grundbedarf, kategorieanteile_zusammen, kategoriefaktor, einzelzuschlag, stellenbedarf,
                wisn_differenz, wisn_verhaeltnis,
            ),
            "stellenbedarf",
            (TAETIGKEITEN, KATEGORIEZUSCHLAEGE, EINZELZUSCHLAEGE),
            (KATEGORIEANTEILE,),
        ),
    },
)  # fmt: skip
