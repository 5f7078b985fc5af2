"""Mindestbesetzung (Arbeitsplatzmethode): the hours for which places must be staffed over the hours of one post."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren
from stellenbedarf.verfahren.fallzahl import JAHRESARBEITSZEIT

_QUELLE = "Arbeitsplatzmethode: zu besetzende Stunden geteilt durch die Arbeitszeit einer Stelle"
_FAST_ALLES = Fraction(99, 100)

PLAETZE = Eingabe(
    "gleichzeitig_besetzt", "gleichzeitig besetzte Arbeitsplätze", einheit("Faktor"),
    "so viele Personen müssen zur selben Zeit da sein", ueber_minimum=True,
    vorgabe=Fraction(1), vorgabe_grund="ein Arbeitsplatz",
)  # fmt: skip
BESETZUNGSZEIT = Eingabe(
    "besetzungszeit_h", "Besetzungszeit im Jahr", einheit("h"),
    "Stunden im Jahr, in denen der Arbeitsplatz besetzt sein muss", ueber_minimum=True,
)  # fmt: skip
SCHICHTEN = Eingabe(
    "schichten_je_tag", "Schichten je Tag", einheit("Schichten je Tag"), "Zahl der Schichten oder Dienste an einem Tag",
    ueber_minimum=True,
)  # fmt: skip
SCHICHTDAUER = Eingabe(
    "schichtdauer_h", "Dauer einer Schicht", einheit("h je Schicht"), "besetzte Stunden einer Schicht, ohne Übergabe",
    maximum=Fraction(24), ueber_minimum=True,
)  # fmt: skip
UEBERGABE = Eingabe(
    "uebergabezeit_min", "Übergabezeit je Schicht", einheit("min je Schicht"),
    "Zeit je Schicht, in der sich Dienste überlappen",
    vorgabe=Fraction(0), vorgabe_grund="keine Übergabezeit angesetzt",
)  # fmt: skip
BESETZUNGSTAGE = Eingabe(
    "besetzungstage", "Besetzungstage im Jahr", einheit("Tage"), "Tage im Jahr, an denen besetzt sein muss",
    maximum=Fraction(366), ueber_minimum=True,
)  # fmt: skip
BRUTTOARBEITSZEIT = Eingabe(
    "bruttoarbeitszeit_h", "Bruttoarbeitszeit", einheit("h je VZÄ"),
    "vertragliche Arbeitsstunden im Jahr vor Abzug von Ausfällen", ueber_minimum=True,
)  # fmt: skip
AUSFALLQUOTE = Eingabe(
    "ausfallquote", "Ausfallquote", einheit("%"),
    "Anteil der Bruttoarbeitszeit, der durch Urlaub, Krankheit, Fortbildung und anderes entfällt", maximum=_FAST_ALLES,
)  # fmt: skip


@formel(einheit="h", quelle=_QUELLE, bezeichnung="Stundenbedarf")
def stundenbedarf_h(besetzungszeit_h: Ausdruck, gleichzeitig_besetzt: Ausdruck) -> Ausdruck:
    """Zu besetzende Stunden aller Arbeitsplätze im Jahr."""
    return besetzungszeit_h * gleichzeitig_besetzt


@formel(einheit="h je Schicht", quelle=_QUELLE, bezeichnung="Dienstdauer mit Übergabe")
def dienstdauer_h(schichtdauer_h: Ausdruck, uebergabezeit_min: Ausdruck, minuten_je_stunde: Ausdruck) -> Ausdruck:
    """Dauer einer Schicht zuzüglich der Übergabe."""
    return schichtdauer_h + uebergabezeit_min / minuten_je_stunde


@formel(name="besetzungszeit_h", einheit="h", quelle=_QUELLE, bezeichnung="Besetzungszeit im Jahr")
def besetzungszeit_aus_schichten_h(
    schichten_je_tag: Ausdruck, dienstdauer_h: Ausdruck, besetzungstage: Ausdruck
) -> Ausdruck:
    """Stunden aller Schichten eines Arbeitsplatzes im Jahr."""
    return schichten_je_tag * dienstdauer_h * besetzungstage


@formel(einheit="h je VZÄ", quelle="Bruttoarbeitszeit abzüglich Ausfall", bezeichnung="Nettoarbeitszeit")
def nettoarbeitszeit_h(bruttoarbeitszeit_h: Ausdruck, ausfallquote: Ausdruck) -> Ausdruck:
    """Stunden, die eine Vollzeitkraft im Jahr tatsächlich da ist."""
    return bruttoarbeitszeit_h * (1 - ausfallquote)


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(stundenbedarf_h: Ausdruck, jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Stundenbedarf geteilt durch die Jahresarbeitszeit einer Vollzeitkraft."""
    return stundenbedarf_h / jahresarbeitszeit_h


@formel(name="stellenbedarf", einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf_netto(stundenbedarf_h: Ausdruck, nettoarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Stundenbedarf geteilt durch die Nettoarbeitszeit einer Vollzeitkraft."""
    return stundenbedarf_h / nettoarbeitszeit_h


_SCHICHTPLAN = (SCHICHTEN, SCHICHTDAUER, UEBERGABE, BESETZUNGSTAGE, PLAETZE)
_AUS_SCHICHTEN = (dienstdauer_h, besetzungszeit_aus_schichten_h, stundenbedarf_h)

VERFAHREN = Verfahren(
    name="mindestbesetzung",
    titel="Mindestbesetzung (Arbeitsplatzmethode)",
    beschreibung="Stellenbedarf aus den Stunden, in denen Arbeitsplätze unabhängig von der Menge besetzt sein müssen.",
    quelle=_QUELLE,
    geeignet="Pforten, Leitstellen, Schalter mit festen Öffnungszeiten und Bereitschaften",
    grenzen="bemisst Anwesenheit, nicht Arbeitsmenge; die Vorgabe der Besetzung braucht einen eigenen Grund",
    varianten={
        "jahresstunden": Formelsatz(
            (BESETZUNGSZEIT, PLAETZE, JAHRESARBEITSZEIT), (stundenbedarf_h, stellenbedarf), "stellenbedarf"
        ),
        "schichten": Formelsatz((*_SCHICHTPLAN, JAHRESARBEITSZEIT), (*_AUS_SCHICHTEN, stellenbedarf), "stellenbedarf"),
        "schichten_mit_ausfall": Formelsatz(
            (*_SCHICHTPLAN, BRUTTOARBEITSZEIT, AUSFALLQUOTE),
            (*_AUS_SCHICHTEN, nettoarbeitszeit_h, stellenbedarf_netto),
            "stellenbedarf",
        ),
    },
)
