"""Stichprobe: posts for checking a sample, given as a quota or as the minimum sample for shares."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stellenbedarf.formel import (
    Ausdruck,
    Eingabe,
    Formelsatz,
    Rundung,
    einheit,
    formel,
    normalquantil,
    wurzel,
)
from stellenbedarf.verfahren.basis import Verfahren
from stellenbedarf.verfahren.fallzahl import JAHRESARBEITSZEIT

_MINDESTUMFANG = "Mindestumfang einer einfachen Zufallsstichprobe für Anteilswerte: n₀ = z² · p · (1 − p) / e²"
_KORREKTUR = "Endlichkeitskorrektur: n = n₀ / (1 + (n₀ − 1) / N)"
_EINS = Fraction(1)
_AUFRUNDEN = Rundung(0, "der Mindestumfang darf nicht unterschritten werden", "auf")

GRUNDGESAMTHEIT = Eingabe(
    "grundgesamtheit", "Grundgesamtheit", einheit("Fälle"), "Zahl der Fälle, aus denen gezogen wird",
    minimum=_EINS, ueber_minimum=True,
)  # fmt: skip
QUOTE = Eingabe("quote", "Prüfquote", einheit("%"), "Anteil der zu prüfenden Fälle", maximum=_EINS, ueber_minimum=True)
PRUEFZEIT = Eingabe("pruefzeit_h", "Prüfzeit", einheit("h je Fall"), "Stunden für die Prüfung eines Falls")
VERTRAUENSNIVEAU = Eingabe(
    "vertrauensniveau", "Vertrauensniveau", einheit("%"), "Sicherheit der Aussage, zum Beispiel 95 %",
    maximum=Fraction(999999, 1000000), ueber_minimum=True,
)  # fmt: skip
ANTEILSWERT = Eingabe(
    "anteilswert", "angenommener Anteilswert", einheit("%"),
    "erwarteter Anteil fehlerhafter Fälle; 50 % ist der ungünstigste Fall", maximum=_EINS, ueber_minimum=True,
)  # fmt: skip
FEHLERGRENZE = Eingabe(
    "fehlergrenze", "zulässiger Stichprobenfehler", einheit("%"), "höchste Abweichung nach oben oder unten",
    maximum=_EINS, ueber_minimum=True,
)  # fmt: skip


@formel(
    einheit="Fälle",
    quelle="Prüfquote × Grundgesamtheit",
    bezeichnung="Stichprobenumfang",
    rundung=Rundung(0, "es werden nur ganze Fälle geprüft"),
)
def stichprobenumfang(grundgesamtheit: Ausdruck, quote: Ausdruck) -> Ausdruck:
    """Zahl der zu prüfenden Fälle bei vorgegebener Prüfquote."""
    return grundgesamtheit * quote


@formel(
    einheit="1",
    quelle="zweiseitiges Quantil der Standardnormalverteilung",
    bezeichnung="z-Wert",
    rundung=Rundung(6, "Genauigkeit gedruckter Tafeln der Normalverteilung"),
)
def z_wert(vertrauensniveau: Ausdruck) -> Ausdruck:
    """Sicherheitsfaktor zum Vertrauensniveau."""
    return normalquantil((1 + vertrauensniveau) / 2)


@formel(einheit="Fälle", quelle=_MINDESTUMFANG, bezeichnung="rechnerischer Mindestumfang", reine_zahlen=True)
def mindestumfang_unbegrenzt(z_wert: Ausdruck, anteilswert: Ausdruck, fehlergrenze: Ausdruck) -> Ausdruck:
    """Mindestumfang bei sehr großer Grundgesamtheit."""
    return z_wert * z_wert * anteilswert * (1 - anteilswert) / (fehlergrenze * fehlergrenze)


@formel(einheit="Fälle", quelle=_KORREKTUR, bezeichnung="Mindestumfang", reine_zahlen=True)
def mindestumfang(mindestumfang_unbegrenzt: Ausdruck, grundgesamtheit: Ausdruck) -> Ausdruck:
    """Mindestumfang für eine endliche Grundgesamtheit."""
    return mindestumfang_unbegrenzt / (1 + (mindestumfang_unbegrenzt - 1) / grundgesamtheit)


@formel(
    name="stichprobenumfang", einheit="Fälle", quelle=_KORREKTUR, bezeichnung="Stichprobenumfang", rundung=_AUFRUNDEN
)
def stichprobenumfang_endlich(mindestumfang: Ausdruck) -> Ausdruck:
    """Mindestumfang mit Endlichkeitskorrektur, auf ganze Fälle aufgerundet."""
    return mindestumfang


@formel(
    name="stichprobenumfang",
    einheit="Fälle",
    quelle=_MINDESTUMFANG,
    bezeichnung="Stichprobenumfang",
    rundung=_AUFRUNDEN,
)
def stichprobenumfang_unbegrenzt(mindestumfang_unbegrenzt: Ausdruck) -> Ausdruck:
    """Mindestumfang ohne Endlichkeitskorrektur, auf ganze Fälle aufgerundet."""
    return mindestumfang_unbegrenzt


@formel(
    einheit="%",
    quelle="Umkehrung des Mindestumfangs mit Endlichkeitskorrektur: e = z · √(p · (1 − p) / n · (N − n) / (N − 1))",
    bezeichnung="erreichter Stichprobenfehler",
    rundung=Rundung(6, "Angabe in Prozent mit vier Nachkommastellen"),
    reine_zahlen=True,
)
def erreichter_stichprobenfehler(
    z_wert: Ausdruck, anteilswert: Ausdruck, stichprobenumfang: Ausdruck, grundgesamtheit: Ausdruck
) -> Ausdruck:
    """Abweichung nach oben oder unten, die der gezogene Umfang beim Vertrauensniveau noch zulässt."""
    streuung = anteilswert * (1 - anteilswert) / stichprobenumfang
    return z_wert * wurzel(streuung * (grundgesamtheit - stichprobenumfang) / (grundgesamtheit - 1))


@formel(einheit="h", quelle="Stichprobenumfang × Prüfzeit", bezeichnung="Prüfaufwand")
def pruefaufwand_h(stichprobenumfang: Ausdruck, pruefzeit_h: Ausdruck) -> Ausdruck:
    """Arbeitszeit für die Prüfung der Stichprobe in Stunden."""
    return stichprobenumfang * pruefzeit_h


@formel(einheit="VZÄ", quelle="Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.4", bezeichnung="Stellenbedarf")
def stellenbedarf(pruefaufwand_h: Ausdruck, jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Prüfaufwand geteilt durch die Jahresarbeitszeit einer Vollzeitkraft."""
    return pruefaufwand_h / jahresarbeitszeit_h


_AUFWAND = (pruefaufwand_h, stellenbedarf)
_UNSICHERHEIT = (VERTRAUENSNIVEAU, ANTEILSWERT)

VERFAHREN = Verfahren(
    name="stichprobe",
    titel="Stichprobenverfahren",
    beschreibung="Stellenbedarf für Prüfungen, die sich auf eine Stichprobe der Fälle beschränken.",
    quelle="Statistik der Anteilswerte; Stellenbedarf nach Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.4",
    geeignet="Rechnungs- und Fachprüfungen großer, gleichartiger Fallbestände",
    grenzen="ohne Vertrauensniveau und Fehlergrenze sagt eine Prüfquote nichts über die Aussagekraft der Prüfung",
    varianten={
        "quote": Formelsatz(
            (GRUNDGESAMTHEIT, QUOTE, PRUEFZEIT, JAHRESARBEITSZEIT, *(replace(e, optional=True) for e in _UNSICHERHEIT)),
            (stichprobenumfang, z_wert, erreichter_stichprobenfehler, *_AUFWAND),
            "stellenbedarf",
        ),
        "mindestumfang": Formelsatz(
            (GRUNDGESAMTHEIT, *_UNSICHERHEIT, FEHLERGRENZE, PRUEFZEIT, JAHRESARBEITSZEIT),
            (z_wert, mindestumfang_unbegrenzt, mindestumfang, stichprobenumfang_endlich, *_AUFWAND),
            "stellenbedarf",
        ),
        "mindestumfang_ohne_korrektur": Formelsatz(
            (*_UNSICHERHEIT, FEHLERGRENZE, PRUEFZEIT, JAHRESARBEITSZEIT),
            (z_wert, mindestumfang_unbegrenzt, stichprobenumfang_unbegrenzt, *_AUFWAND),
            "stellenbedarf",
        ),
    },
)
