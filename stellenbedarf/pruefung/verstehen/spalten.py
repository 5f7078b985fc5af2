"""What the columns of a table mean, told by their heads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Rolle(StrEnum):
    """Meaning of a column."""

    NUMMER = "Nummer"
    ORG = "Org.-Einheit"
    FUNKTION = "Funktion"
    BEWERTUNG = "Bewertung"
    STELLEN = "Stellen"
    SATZ = "Kostensatz"
    BETRAG = "Betrag"
    MONATE = "Monate"
    PROZENT = "Prozent"
    FALLZAHL = "Fallzahl"
    ZEIT = "Zeit je Fall"
    STUNDEN = "Stunden"
    SCHLUESSEL = "Schlüssel"
    VERMERK = "Vermerk"
    DATUM = "Datum"
    TAGE = "Tage"
    UNBEKANNT = ""


# The first pattern that a head contains decides; more special heads stand first.
_ROLLEN: tuple[tuple[Rolle, str], ...] = (
    (Rolle.NUMMER, r"^(?:lfd\.?\s?)?(?:nr|nummer|pos(?:ition)?|ziffer)\b|(?:stellen|plan)(?:plan)?-?\s?(?:nr|nummer)"),
    (Rolle.VERMERK, r"vermerk|befrist|^k[wu]\b|bemerkung|^anmerkung|erläuterung|begründung|verfahren$|grundlage|"
                    r"quelle|status"),
    (Rolle.BEWERTUNG, r"stellenwert|bewertung|bes\.?\s?-?gr|entg\.?\s?gr|entgeltgruppe|besoldung|eingruppierung|"
                      r"wertigkeit|"
                      r"dotierung|^(?:eg|e\.?\s?gr|gruppe|vergütung)\b"),
    (Rolle.SCHLUESSEL, r"schlüssel|relation|betreuungsverhältnis|fälle je stelle|fälle je vzä|je vollzeit"),
    (Rolle.SATZ, r"(?<!ein)satz\b|(?<!ein)sätze|je stelle|pro stelle|je vzä|pro vzä|je vollzeit|jahresmittel|jmb|"
                 r"mittelbetrag|"
                 r"durchschnittskosten|kosten (?:je|pro|einer)|stückpreis|einzelpreis|preis je|pauschale je"),
    (Rolle.ZEIT, r"bearbeitungszeit|\bmbz\b|zeit (?:je|pro)|zeitbedarf (?:je|pro)|(?:min|std|h|stunden|"
                 r"minuten)\.?\s?(?:/|je|pro)\s?"
                 r"(?:fall|vorgang|antrag|stück|einheit)|dauer(?!haft)|aufwand (?:je|pro)|je fall"),
    (Rolle.MONATE, r"monate?\b"),
    (Rolle.PROZENT, r"%|v\.\s?h\.|prozent|quote|anteil am|zeitanteil|arbeitszeitanteil"),
    (Rolle.STUNDEN, r"stunden|\bstd\b|jahresstunden|zeitaufwand|arbeitszeit"),
    (Rolle.FALLZAHL, r"fallzahl|fälle|menge|anzahl (?:der )?(?:fälle|anträge|vorgänge|bescheide|verfahren|"
                     r"prüfungen|kinder|"
                     r"plätze|arbeitsplätze|einheiten|kund)|jahresmenge|vorgänge|anträge|volumen|einwohner|plätze"),
    (Rolle.BETRAG, r"\beur\b|€|euro|kosten|aufwand|aufwendung|betrag|ausgaben|mittel\b|erträge|einzahlung|"
                   r"auszahlung|erstattung"),
    (Rolle.DATUM, r"datum|termin|beginn|^ab\b|besetzung|zeitpunkt"),
    (Rolle.STELLEN, r"anzahl der stellen|^stellen|stellen(?:anteil|zahl|umfang|bedarf|mehrung|soll)?$|stellen\b|"
                    r"^anteil$|\bvz[äaks]\b|\bvk\b|"
                    r"vollzeit|^anzahl$|^umfang|kapazität|planstellen|^soll\b|^ist\b|^beantragt|^berechnet|"
                    r"^besetzt|bedarf"),
    (Rolle.TAGE, r"\btage?\b"),
    (Rolle.FUNKTION, r"funktion|bezeichnung|aufgabe|tätigkeit|stellenbeschreibung|^stelle$|maßnahme|kostenart|"
                     r"position|leistung"),
    (Rolle.ORG, r"org|einheit|\boe\b|\bamt\b|dienststelle|bereich|teilhaushalt|abteilung|sachgebiet|referat|"
                r"fachbereich|dezernat"),
)  # fmt: skip
_ROLLEN_RE = tuple((rolle, re.compile(muster, re.I)) for rolle, muster in _ROLLEN)
_STELLEN_IM_WORT = re.compile(r"stellen(?:wert|vermerk|plan|nummer|bezeichnung|beschreibung|art)", re.I)
_JAHR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_GESAMT = re.compile(r"^(?:gesamt|summe|insgesamt|total|zusammen)|(?:gesamt|summe|insgesamt)$", re.I)
_DIFFERENZ = re.compile(
    r"differenz|veränderung|abweichung|^\+\s?/\s?[-–]|saldo|^mehr\b|^mehr/|mehrung|mehrbedarf|zu-?\s?/\s?abgang|"
    r"^delta|^Δ",
    re.I,
)
_QUANTIL = re.compile(
    r"P\s?\d{1,2}|(?:\d+\.?\s?[-–]?)?(?:Quantil|Perzentil)|Median|Mittel(?:wert)?|Minimum|Maximum|Min|Max|"
    r"Standardabweichung|Streuung",
    re.I,
)
_BISHER = re.compile(r"bisher|^ist\b|\balt\b|vorjahr|vorhanden|bestand|^berechnet|aktuell|^von\b", re.I)
_NEU = re.compile(r"\bneu\b|^soll\b|künftig|beantragt|^bedarf|^plan\b|^auf\b|zukünftig", re.I)
_FAKTOR = ((re.compile(r"mio", re.I), 10**6), (re.compile(r"(?<!\w)t\s?(?:€|eur)|(?<!\w)tsd|in tausend", re.I), 10**3))


@dataclass(frozen=True, slots=True)
class Spalte:
    """A column: head as printed (rows of the head joined), its meaning and what sets it apart."""

    nummer: int
    kopf: str
    rolle: Rolle
    jahr: int | None = None
    gesamt: bool = False
    differenz: bool = False
    bisher: bool = False
    neu: bool = False
    faktor: Fraction = Fraction(1)

    @property
    def ist_quantil(self) -> bool:
        """Tell whether the column holds quantiles of a distribution (`P5`, `Median`): they never add up."""
        return _QUANTIL.fullmatch(self.kopf) is not None

    @property
    def ist_menge(self) -> bool:
        """Tell whether the column holds amounts that may be added up."""
        return not self.ist_quantil and self.rolle in (
            Rolle.STELLEN,
            Rolle.BETRAG,
            Rolle.FALLZAHL,
            Rolle.STUNDEN,
            Rolle.TAGE,
            Rolle.UNBEKANNT,
        )


def lies_spalte(nummer: int, kopf: str) -> Spalte:
    """Return the meaning of a column from its head."""
    text = " ".join(kopf.replace("\u00ad", "").split())
    text = re.sub(r"(?<=[a-zäöü])-\s(?=[a-zäöü])", "", text)
    ohne = _STELLEN_IM_WORT.sub(
        lambda m: m[0] if "wert" in m[0] or "vermerk" in m[0] or "plan" in m[0] else "Bezeichnung", text
    )
    jahr = _JAHR.findall(text)
    rolle = next((rolle for rolle, muster in _ROLLEN_RE if muster.search(ohne)), Rolle.UNBEKANNT)
    if (
        rolle is Rolle.UNBEKANNT
        and len(jahr) == 1
        and re.fullmatch(r"(?:Jahr|HHJ?|Plan|Ansatz)?\.?\s?\d{4}", text, re.I)
    ):
        rolle = Rolle.BETRAG
    faktor = (
        next((Fraction(f) for muster, f in _FAKTOR if muster.search(text)), Fraction(1))
        if rolle in (Rolle.BETRAG, Rolle.SATZ)
        else Fraction(1)
    )
    return Spalte(
        nummer,
        text,
        rolle,
        int(jahr[0]) if len(jahr) == 1 else None,
        bool(_GESAMT.search(text)),
        bool(_DIFFERENZ.search(text)),
        bool(_BISHER.search(text)),
        bool(_NEU.search(text)),
        faktor,
    )
