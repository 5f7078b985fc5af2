"""The audit points of the Rechnungshöfe and of the Organisationshandbuch, answered from a computed case.

One function per point. A point is met only where the case carries the evidence: either the figures show it, or the
case states it with a source (section `nachweise`). Without either, it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from stellenbedarf.fehler import Befunde
from stellenbedarf.formel.einheit import einheit
from stellenbedarf.modell.fall import Nachweis
from stellenbedarf.netz import VORGABE, Groesse
from stellenbedarf.rechnung.bemessung import BEMESSEN, BemessungsErgebnis
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.positionen import Posten, beantragt_id
from stellenbedarf.rechnung.verteilzeit import check_verteilzeit
from stellenbedarf.rundung import halb_auf
from stellenbedarf.verfahren import VERFAHREN

JAHRESARBEITSZEIT = einheit("h je VZÄ")
ZEITEINHEITEN = ("h", "min", "s")
SCHAETZVARIANTE = "dreipunktschaetzung"
MAX_NAMEN = 4


class Stand(StrEnum):
    """Answer to an audit point, in the words the reader sees."""

    ERFUELLT = "erfüllt"
    NICHT_ERFUELLT = "nicht erfüllt"
    OFFEN = "nicht beantwortbar"
    ENTFAELLT = "entfällt"


@dataclass(frozen=True, slots=True)
class Antwort:
    """How a point is answered, and why."""

    stand: Stand
    grund: str


@dataclass(frozen=True, slots=True)
class Pruefpunkt:
    """An audit point: key, requirement, where it is verified, and the rule that answers it."""

    schluessel: str
    anforderung: str
    quelle: str
    regel: Callable[[Ergebnis], Antwort]


def beantworte(ergebnis: Ergebnis) -> tuple[tuple[Pruefpunkt, Antwort], ...]:
    """Return every audit point with its answer, in the order of the table."""
    return tuple((punkt, punkt.regel(ergebnis)) for punkt in PRUEFPUNKTE)


def _nachgewiesen(ergebnis: Ergebnis, schluessel: str, sonst: str) -> Antwort:
    """Return the answer that the case states itself; `sonst` says why the point is open without one."""
    angaben = [f.nachweise.get(schluessel) for f in ergebnis.modell.faelle]
    gemacht = [a for a in angaben if a is not None]
    verneint = [a for a in gemacht if not a.erfuellt]
    if verneint:
        return Antwort(Stand.NICHT_ERFUELLT, " ".join(map(_satz, verneint)))
    if not gemacht:
        return Antwort(Stand.OFFEN, sonst)
    texte = " ".join(map(_satz, gemacht))
    if any(not a.quelle for a in gemacht):
        return Antwort(Stand.OFFEN, f"{texte} Einen Beleg nennt der Fall nicht.")
    if len(gemacht) < len(angaben):
        return Antwort(Stand.OFFEN, f"{texte} Für die übrigen Fälle fehlt eine Angabe.")
    return Antwort(Stand.ERFUELLT, texte)


def _satz(nachweis: Nachweis) -> str:
    beleg = ", ".join(t for t in (nachweis.quelle, nachweis.stand and f"Stand {nachweis.stand}") if t)
    text = nachweis.text.rstrip(".")
    return f"{text} ({beleg})." if beleg else f"{text}."


def messende(ergebnis: Ergebnis) -> list[BemessungsErgebnis]:
    """Return the Bemessungen that measure, as opposed to those that set a number."""
    return [b for b in ergebnis.modell.bemessungen if VERFAHREN[b.bemessung.verfahren].misst]


def _namen(ergebnis: Ergebnis, posten: Iterable[Posten]) -> str:
    """Return `Position 3` or `Positionen 1, 2`."""
    liste = list(posten)
    return f"{'Position' if len(liste) == 1 else 'Positionen'} {ergebnis.modell.nummern(liste)}"


def _posten(ergebnis: Ergebnis, bemessungen: Iterable[BemessungsErgebnis]) -> list[Posten]:
    """Return the positions that rest on these Bemessungen, in the order of the case."""
    gesucht = {id(p) for b in bemessungen for p in ergebnis.modell.posten_von(b)}
    return [p for p in ergebnis.modell.posten if id(p) in gesucht]


def _genannt(groessen: Iterable[Groesse]) -> str:
    namen = list(dict.fromkeys(f"„{g.bezeichnung}“" for g in groessen))
    weitere = len(namen) - MAX_NAMEN
    return ", ".join(namen[:MAX_NAMEN]) + (f" und {weitere} weitere" if weitere > 0 else "")


def ausgangswerte(ergebnis: Ergebnis, bemessungen: Iterable[BemessungsErgebnis]) -> list[Groesse]:
    """Return the values that Bemessungen rest on, in the order of the case; defaults and constants do not count."""
    netz = ergebnis.modell.netz
    ids = {g.id for b in bemessungen for g in netz.eingaben_von(b.ergebnis) if not g.id.startswith("konstante.")}
    return [g for g in netz if g.id in ids and g.herkunft and g.herkunft.art != VORGABE]


def _dokumentation(ergebnis: Ergebnis) -> Antwort:
    ohne = [g for g in ausgangswerte(ergebnis, messende(ergebnis)) if g.herkunft and not g.herkunft.quelle]
    luecken = [p for p in ergebnis.modell.posten if p.position.luecke]
    maengel = []
    if ohne:
        maengel.append(f"Ohne Quelle: {_genannt(ohne)}.")
    if luecken:
        maengel.append(f"{_namen(ergebnis, luecken)}: Es fehlen Angaben, die zum Nachrechnen nötig sind.")
    if not messende(ergebnis):
        return Antwort(Stand.OFFEN, "Keine Stelle ist bemessen; es gibt keinen Rechenweg, der zu prüfen wäre.")
    if maengel:
        return Antwort(Stand.NICHT_ERFUELLT, " ".join(maengel))
    return Antwort(Stand.ERFUELLT, "Jeder Schritt steht im Rechenweg, jeder Ausgangswert nennt seine Quelle.")


def _aufgabenkritik(ergebnis: Ergebnis) -> Antwort:
    return _nachgewiesen(
        ergebnis, "aufgabenkritik", "Der Fall sagt nicht, ob Aufgaben und Organisation überprüft sind."
    )


def _erhebungsplanung(ergebnis: Ergebnis) -> Antwort:
    return _nachgewiesen(
        ergebnis, "erhebungsplanung",
        "Der Fall sagt nicht, wie erhoben wurde und ob die Aufgaben vorher aufgelistet waren.",
    )  # fmt: skip


def _verfahrenswahl(ergebnis: Ergebnis) -> Antwort:
    ohne = [b for b in messende(ergebnis) if not b.begruendung]
    sonst = "Nach welchen Kriterien die Verfahren gewählt sind, sagt der Fall nicht."
    if ohne:
        sonst = f"{_namen(ergebnis, _posten(ergebnis, ohne))}: Das Verfahren ist nicht begründet. {sonst}"
    antwort = _nachgewiesen(ergebnis, "verfahrenswahl", sonst)
    return Antwort(Stand.NICHT_ERFUELLT, sonst) if ohne and antwort.stand is not Stand.ERFUELLT else antwort


def _anerkannt(ergebnis: Ergebnis) -> Antwort:
    andere = [b for b in ergebnis.modell.bemessungen if b.grundlage != BEMESSEN]
    if not andere:
        namen = dict.fromkeys(VERFAHREN[b.bemessung.verfahren].titel for b in ergebnis.modell.einzelbemessungen)
        return Antwort(Stand.ERFUELLT, f"Alle Stellen sind bemessen ({', '.join(namen)}).")
    je_grundlage: dict[str, list[BemessungsErgebnis]] = {}
    for b in andere:
        je_grundlage.setdefault(b.grundlage, []).append(b)
    teile = [f"{_namen(ergebnis, _posten(ergebnis, b))}: {g}" for g, b in je_grundlage.items()]
    return Antwort(Stand.NICHT_ERFUELLT, f"Nicht nach einem anerkannten Verfahren bemessen sind: {'; '.join(teile)}.")


def _begruendet(ergebnis: Ergebnis) -> Antwort:
    offen = [b for b in messende(ergebnis) if not b.bemessung.erlaeuterung_abweichung and _weicht_ab(ergebnis, b)]
    if offen:
        namen = _namen(ergebnis, _posten(ergebnis, offen))
        return Antwort(Stand.NICHT_ERFUELLT, f"{namen}: Beantragt ist anderes als berechnet, ohne Erläuterung.")
    gesetzt = {
        id(p) for p in _posten(ergebnis, (b for b in ergebnis.modell.bemessungen if b not in messende(ergebnis)))
    }
    posten = [p for p in ergebnis.modell.posten if id(p) in gesetzt or p.position.luecke]
    if posten:
        text = f"{_namen(ergebnis, posten)}: begründet, aber nicht oder nicht vollständig nachrechenbar."
        return Antwort(Stand.OFFEN, text)
    return Antwort(Stand.ERFUELLT, "Jede Bemessung ist nachrechenbar; jede Abweichung des Antrags ist erläutert.")


def _weicht_ab(ergebnis: Ergebnis, bemessung: BemessungsErgebnis) -> bool:
    """Tell whether more or less is asked for than computed; what only rounding makes does not count."""
    posten = ergebnis.modell.posten_von(bemessung)
    if any(p.position.beantragt is None for p in posten):
        return False
    beantragt: Fraction = ergebnis.werte[beantragt_id(bemessung, posten)]
    return halb_auf(beantragt - ergebnis.werte[bemessung.ergebnis], 2) != 0


def _aufgabenkatalog(ergebnis: Ergebnis) -> Antwort:
    ohne = [p for p in ergebnis.modell.posten if not p.position.aufgaben]
    if ohne:
        return Antwort(Stand.NICHT_ERFUELLT, f"{_namen(ergebnis, ohne)}: Aufgaben sind nicht aufgeführt.")
    grob = [p for p in ergebnis.modell.posten if any(a.anteil is None for a in p.position.aufgaben)]
    if grob:
        text = f"{_namen(ergebnis, grob)}: Die Aufgaben sind genannt, aber nicht mit Zeitanteilen unterlegt."
        return Antwort(Stand.OFFEN, f"{text} Ob die Gliederung fein genug ist, bleibt offen.")
    return Antwort(Stand.ERFUELLT, "Alle Positionen gliedern ihre Aufgaben mit Zeitanteilen.")


def _datenschutz(ergebnis: Ergebnis) -> Antwort:
    return _nachgewiesen(ergebnis, "datenschutz", "Zum Datenschutz bei der Erhebung macht der Fall keine Angabe.")


def _auslastung(ergebnis: Ergebnis) -> Antwort:
    return _nachgewiesen(
        ergebnis, "auslastung", "Einen Nachweis, dass das vorhandene Personal ausgelastet ist, enthält der Fall nicht."
    )


def _vermerk(ergebnis: Ergebnis) -> Antwort:
    unbelegt = [b for b in ergebnis.modell.bemessungen if b.grundlage != BEMESSEN]
    gesucht = {id(p) for p in _posten(ergebnis, unbelegt)} | {
        id(p) for p in ergebnis.modell.posten if p.position.luecke
    }
    posten = [p for p in ergebnis.modell.posten if id(p) in gesucht]
    ohne = [p for p in posten if not p.position.vermerk.casefold().startswith("kw")]
    if not posten:
        return Antwort(Stand.ENTFAELLT, "Alle Stellen sind bemessen und ohne gemeldete Lücke.")
    if ohne:
        text = f"{_namen(ergebnis, ohne)}: Der Bedarf ist nicht vollständig belegt, ein kw-Vermerk fehlt."
        return Antwort(Stand.NICHT_ERFUELLT, text)
    return Antwort(Stand.ERFUELLT, f"{_namen(ergebnis, posten)}: Nicht belegter Bedarf trägt einen kw-Vermerk.")


def _stichtag(ergebnis: Ergebnis) -> Antwort:
    ohne = [f for f in ergebnis.modell.faelle if f.kopf.stichtag is None]
    if ohne:
        return Antwort(Stand.NICHT_ERFUELLT, f"{', '.join(f.datei for f in ohne)}: Ein Stichtag ist nicht genannt.")
    return _nachgewiesen(
        ergebnis, "fortschreibung", "Ein Stichtag ist genannt; ob und wie fortgeschrieben wird, sagt der Fall nicht."
    )


def _verteilzeit(ergebnis: Ergebnis) -> Antwort:
    mit_zeit = [e for b in messende(ergebnis) for e in b.einzelne if _zeiten(ergebnis, e)]
    if not mit_zeit:
        return Antwort(Stand.ENTFAELLT, "Keine Bemessung beruht auf Bearbeitungszeiten.")
    maengel = Befunde()
    check_verteilzeit(ergebnis, maengel)
    if len(maengel):
        return Antwort(Stand.NICHT_ERFUELLT, " ".join(f"{m.text}." for m in maengel))
    if all(b.bemessung.zeitart for b in mit_zeit):
        arten = " und ".join(dict.fromkeys(b.bemessung.zeitart for b in mit_zeit))
        return Antwort(Stand.ERFUELLT, f"Die Bearbeitungszeiten sind als {arten} angegeben; Verteilzeit zählt einmal.")
    return _nachgewiesen(
        ergebnis, "verteilzeit",
        f"{_namen(ergebnis, _posten(ergebnis, mit_zeit))}: Ob die Bearbeitungszeiten Verteilzeit enthalten, sagt der "
        "Fall nicht.",
    )  # fmt: skip


def ist_bearbeitungszeit(groesse: Groesse) -> bool:
    """Tell whether a quantity is a time per unit of work (`min je Fall`), unlike the hours of a post in a year."""
    zeit, _, je = groesse.einheit.anzeige.partition(" je ")
    return zeit in ZEITEINHEITEN and bool(je) and not groesse.einheit.passt(JAHRESARBEITSZEIT)


def _zeiten(ergebnis: Ergebnis, bemessung: BemessungsErgebnis) -> list[Groesse]:
    return [g for g in ausgangswerte(ergebnis, [bemessung]) if ist_bearbeitungszeit(g)]


def _schaetzung(ergebnis: Ergebnis) -> Antwort:
    geschaetzt = [
        g
        for b in (e for m in messende(ergebnis) for e in m.einzelne)
        for g in _zeiten(ergebnis, b)
        if b.bemessung.variante == SCHAETZVARIANTE or (g.herkunft and g.herkunft.status == "geschätzt")
    ]
    if not geschaetzt:
        return Antwort(Stand.ENTFAELLT, "Keine Bearbeitungszeit ist als geschätzt gekennzeichnet.")
    stunden = [g for g in geschaetzt if not g.einheit.anzeige.startswith("min")]
    if stunden:
        return Antwort(Stand.NICHT_ERFUELLT, f"Nicht in Minuten geschätzt: {_genannt(stunden)}.")
    return _nachgewiesen(ergebnis, "schaetzung", f"Wie geschätzt wurde, sagt der Fall nicht ({_genannt(geschaetzt)}).")


_BWV = "Bundesrechnungshof, BWV-Schriftenreihe Bd. 4, 2017"
_LEITSATZ_2013 = "Bundesrechnungshof, Leitsatz 02/03, 2013"
_LEITSATZ_2016 = "Bundesrechnungshof, Leitsatz 02/05, 2016"
_HANDBUCH = "Organisationshandbuch BMI/BVA"

PRUEFPUNKTE: tuple[Pruefpunkt, ...] = (
    Pruefpunkt("aufgabenkritik", "Aufgaben und Organisation sind vor der Bemessung überprüft.", f"{_BWV}, Nr. 2",
               _aufgabenkritik),
    Pruefpunkt("dokumentation", "Alle Schritte sind lückenlos dokumentiert und nachprüfbar, vor allem die Festlegung "
               "der zentralen Werte.", f"{_BWV}, Nr. 3", _dokumentation),
    Pruefpunkt("erhebungsplanung", "Erhebungen sind geplant, die Aufgaben vorher aufgelistet.",
               f"{_BWV}, Zusammenfassung", _erhebungsplanung),
    Pruefpunkt("anerkannt", "Der Bedarf ist nach anerkannten Verfahren ermittelt.",
               "§ 69 Abs. 6 SGB IV, § 79 Abs. 3 SGB VIII, § 7 BHO, VV Nr. 4.4.1 zu § 17 BHO", _anerkannt),
    Pruefpunkt("verfahrenswahl", "Das Verfahren ist nach Kriterien gewählt: Anlass, Art der Aufgaben, Tiefe, Dauer, "
               "Aufwand, Risiken.", f"{_HANDBUCH}, 2.4.3.5.1", _verfahrenswahl),
    Pruefpunkt("begruendet", "Das Ergebnis ist begründet und nachvollziehbar.", _LEITSATZ_2013, _begruendet),
    Pruefpunkt("aufgabenkatalog", "Der Aufgabenkatalog ist so fein, dass er die wesentlichen Arbeitsschritte zeigt.",
               _LEITSATZ_2013, _aufgabenkatalog),
    Pruefpunkt("datenschutz", "Der Datenschutz ist beachtet.", _LEITSATZ_2013, _datenschutz),
    Pruefpunkt("auslastung", "Der Mehrbedarf ist unabweisbar, das vorhandene Personal nachweislich ausgelastet.",
               _LEITSATZ_2016, _auslastung),
    Pruefpunkt("vermerk", "Nicht nachgewiesener Bedarf trägt einen kw-Vermerk oder ist gesperrt.", _LEITSATZ_2016,
               _vermerk),
    Pruefpunkt("verteilzeit", "Die Verteilzeit ist getrennt ausgewiesen und nicht doppelt gezählt.",
               f"{_HANDBUCH}, 2.4.3.5.4.3", _verteilzeit),
    Pruefpunkt("stichtag", "Das Ergebnis gilt für einen Stichtag und wird fortgeschrieben.", f"{_HANDBUCH}, 2.4.3.7",
               _stichtag),
    Pruefpunkt("schaetzung", "Schätzungen sind nach Aufgaben gegliedert, moderiert und in Minuten.",
               f"{_HANDBUCH}, 2.4.3.11.3", _schaetzung),
)  # fmt: skip
