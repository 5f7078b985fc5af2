"""Prozessverfahren: the mean processing time of a case, put together from the steps and variants of a process."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, Liste, einheit, formel, summe
from stellenbedarf.verfahren.basis import Verfahren
from stellenbedarf.verfahren.fallzahl import (
    FALLZAHL,
    JAHRESARBEITSZEIT,
    VERTEILZEIT,
    stellenbedarf,
    zeitbedarf_h,
    zeitbedarf_mit_verteilzeit_h,
)

_QUELLE = "Prozessanalyse: Fallzahl × Anteil × Minuten je Schritt"
_EINS = Fraction(1)

SCHRITTANTEIL = Eingabe(
    "schrittanteil", "Schrittanteil", einheit("%"),
    "Anteil der Fälle (bei einem Schritt einer Variante: der Fälle dieser Variante), in denen der Schritt anfällt",
    maximum=_EINS, vorgabe=_EINS, vorgabe_grund="der Schritt fällt in jedem Fall an",
)  # fmt: skip
SCHRITTZEIT = Eingabe(
    "schrittzeit_min", "Schrittzeit", einheit("min je Fall"), "Minuten, die der Schritt dauert, wenn er anfällt"
)
VARIANTENANTEIL = Eingabe(
    "variantenanteil", "Variantenanteil", einheit("%"),
    "Anteil der Fälle, die so verlaufen; Varianten schließen sich aus und ergeben zusammen 100 %",
    maximum=_EINS,
)  # fmt: skip
_ALLE_VARIANTEN = replace(
    VARIANTENANTEIL, bezeichnung="alle Varianten", vorgabe=_EINS,
    vorgabe_grund="Schritte ohne Variante fallen in allen Varianten an",
)  # fmt: skip
VARIANTEN_ZUSAMMEN = Eingabe(
    "varianten_zusammen", "Varianten zusammen", einheit("%"),
    "die Varianten schließen sich aus; ihre Anteile müssen zusammen 100 % ergeben", minimum=_EINS, maximum=_EINS,
)  # fmt: skip


@formel(einheit="min je Fall", quelle=_QUELLE, bezeichnung="anteilige Zeit")
def anteilige_zeit_min(schrittanteil: Ausdruck, schrittzeit_min: Ausdruck) -> Ausdruck:
    """Zeit des Schritts im Mittel aller Fälle."""
    return schrittanteil * schrittzeit_min


@formel(name="anteilige_zeit_min", einheit="min je Fall", quelle=_QUELLE, bezeichnung="anteilige Zeit")
def anteilige_zeit_in_variante_min(
    variantenanteil: Ausdruck, schrittanteil: Ausdruck, schrittzeit_min: Ausdruck
) -> Ausdruck:
    """Zeit des Schritts im Mittel aller Fälle: Anteil der Variante mal Anteil darin mal Minuten."""
    return variantenanteil * schrittanteil * schrittzeit_min


@formel(
    name="mittlere_bearbeitungszeit_min", einheit="min je Fall", quelle=_QUELLE, bezeichnung="mittlere Bearbeitungszeit"
)
def bearbeitungszeit_aus_schritten_min(anteilige_zeit_min: Ausdruck) -> Ausdruck:
    """Summe der anteiligen Zeiten aller Schritte."""
    return summe(anteilige_zeit_min)


@formel(einheit="%", quelle="Varianten schließen sich aus", bezeichnung="Varianten zusammen")
def varianten_zusammen(variantenanteil: Ausdruck) -> Ausdruck:
    """Summe der Anteile aller Varianten; sie beträgt 100 %."""
    return summe(variantenanteil)


@formel(
    einheit="h", quelle=f"{_QUELLE}; nachrichtlich, ohne Schritte, die in allen Varianten anfallen",
    bezeichnung="Zeitbedarf der Variante",
)  # fmt: skip
def variantenzeitbedarf_h(fallzahl: Ausdruck, anteilige_zeit_min: Ausdruck, minuten_je_stunde: Ausdruck) -> Ausdruck:
    """Arbeitszeit im Jahr, die auf die eigenen Schritte der Variante entfällt."""
    return fallzahl * summe(anteilige_zeit_min) / minuten_je_stunde


SCHRITTE = Liste(
    "schritte", "Prozessschritt", "Prozessschritte", "Schritte des Prozesses in ihrer Reihenfolge",
    (SCHRITTANTEIL, SCHRITTZEIT), (anteilige_zeit_min,),
)  # fmt: skip
SCHRITTE_IN_VARIANTEN = replace(
    SCHRITTE, formeln=(anteilige_zeit_in_variante_min,), je="varianten",
    beschreibung="Schritte des Prozesses; „variante“ nennt die Variante, in der ein Schritt anfällt, ohne sie gilt er "
    "in allen",
)  # fmt: skip
VARIANTEN = Liste(
    "varianten", "Variante", "Varianten", "Verläufe des Prozesses, die sich ausschließen",
    (VARIANTENANTEIL,), (variantenzeitbedarf_h,), neutral=(_ALLE_VARIANTEN,),
)  # fmt: skip
_BEDARF = (bearbeitungszeit_aus_schritten_min, zeitbedarf_h, zeitbedarf_mit_verteilzeit_h, stellenbedarf)
_EINGABEN = (FALLZAHL, VERTEILZEIT, JAHRESARBEITSZEIT)

VERFAHREN = Verfahren(
    name="prozess",
    titel="Prozessverfahren",
    beschreibung="Stellenbedarf aus den Schritten eines Prozesses mit Anteil und Zeit, auch in Varianten.",
    quelle="Prozessanalyse; Stellenbedarf nach Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.4",
    geeignet="Abläufe, die sich in Schritte gliedern lassen und nicht in jedem Fall gleich verlaufen",
    grenzen="Anteile und Zeiten müssen für jeden Schritt belegt sein; wer Schritte vergisst, bemisst zu niedrig",
    varianten={
        "standard": Formelsatz(_EINGABEN, _BEDARF, "stellenbedarf", (SCHRITTE,)),
        "varianten": Formelsatz(
            _EINGABEN, (varianten_zusammen, *_BEDARF), "stellenbedarf", (VARIANTEN, SCHRITTE_IN_VARIANTEN),
            (VARIANTEN_ZUSAMMEN,),
        ),
    },
)  # fmt: skip
