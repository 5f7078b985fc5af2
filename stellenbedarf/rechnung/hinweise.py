"""Hints about a computed case: what differs, what is old, what is only set, what contradicts a stated figure."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.fehler import Befunde, Stufe
from stellenbedarf.modell.fall import BASIS, Behauptung, Fall
from stellenbedarf.parameter.tabellen import load_kennwerte
from stellenbedarf.rechnung.arbeitszeit_vergleich import vergleiche
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.freitext import add_freitext
from stellenbedarf.rechnung.summen import DIMENSION_TITEL, GESAMT
from stellenbedarf.rechnung.verteilzeit import check_verteilzeit
from stellenbedarf.rundung import halb_auf
from stellenbedarf.zahlen import format_datum, format_fest, format_prozent

ANZEIGE_STELLEN = 2
EIN_PROZENT = Fraction(1, 100)


def add_hinweise(ergebnis: Ergebnis, befunde: Befunde) -> None:
    """Add all hints about a result."""
    _abweichungen(ergebnis, befunde)
    _preisstand(ergebnis, befunde)
    _ueberdeckung(ergebnis, befunde)
    _prognosen(ergebnis, befunde)
    check_verteilzeit(ergebnis, befunde)
    for fall, praefix in zip(ergebnis.modell.faelle, ergebnis.modell.praefixe, strict=True):
        _kleine_prozente(fall, befunde)
        _kennwerte(fall, befunde)
        vergleiche(ergebnis, fall, praefix, befunde)
        for behauptung in fall.behauptungen:
            _behauptung(ergebnis, fall, behauptung, befunde)
    if ergebnis.szenario == BASIS:  # the texts of a case speak of its own values
        add_freitext(ergebnis, befunde)


def _abweichungen(ergebnis: Ergebnis, befunde: Befunde) -> None:
    for bemessung in ergebnis.modell.bemessungen:
        posten = ergebnis.modell.posten_von(bemessung)
        if any(p.position.beantragt is None for p in posten):
            continue
        beantragt = sum(ergebnis.werte[p.ids["beantragt"]] for p in posten)
        bedarf = ergebnis.werte[bemessung.ergebnis]
        nummern = ergebnis.modell.nummern(posten)
        if halb_auf(beantragt - bedarf, ANZEIGE_STELLEN) != 0:
            mehr = "mehr" if beantragt > bedarf else "weniger"
            stellen = "Stelle" if beantragt == 1 else "Stellen"
            wer = f"Position {nummern}" if len(posten) == 1 else f"Positionen {nummern}"
            berechnet = format_fest(bedarf, ANZEIGE_STELLEN)
            unterschied = format_fest(abs(beantragt - bedarf), ANZEIGE_STELLEN)
            befunde.hinweis(
                f"{wer}: beantragt {format_fest(beantragt, ANZEIGE_STELLEN)} {stellen}, berechnet {berechnet}; "
                f"das sind {unterschied} {mehr}",
                posten[0].position.orte.get("beantragt"),
                "" if bemessung.bemessung.erlaeuterung_abweichung else "Erläutern Sie die Abweichung.",
            )


def _preisstand(ergebnis: Ergebnis, befunde: Befunde) -> None:
    mit_erhoehungen = any(f.erhoehungen for f in ergebnis.modell.faelle)
    for tabelle in ergebnis.modell.tabellen:
        spaetestes = max(ergebnis.modell.jahre, default=tabelle.preisjahr)
        if mit_erhoehungen:
            pauschal = " Der Satz ist pauschal; die Erhöhungen wirken auch auf seinen Sachkostenanteil."
            befunde.hinweis(
                f"Die Kostensätze „{tabelle.titel}“ enthalten Erhöhungen bis {format_datum(tabelle.preisstand)}; die "
                "späteren des Falls wirken auf die Kosten der Haushaltsjahre, nicht auf die Jahreskosten."
                f"{pauschal if tabelle.art == 'pauschal' else ''}",
                ergebnis.modell.fall.kostensaetze.orte.get("tabelle"),
            )
        elif spaetestes > tabelle.preisjahr:
            befunde.hinweis(
                f"Die Kostensätze „{tabelle.titel}“ haben den Preisstand {tabelle.preisjahr}, gerechnet wird bis "
                f"{spaetestes}; Tarif- und Besoldungserhöhungen sind nicht enthalten",
                ergebnis.modell.fall.kostensaetze.orte.get("tabelle"),
            )


def _ueberdeckung(ergebnis: Ergebnis, befunde: Befunde) -> None:
    """Point out posts beyond the need; what is to become of them is for the administration to say."""
    for vergleich in ergebnis.modell.sollist:
        wert = halb_auf(ergebnis.werte[vergleich.ids["unterdeckung"]], ANZEIGE_STELLEN)
        if wert < 0:
            befunde.hinweis(
                f"{vergleich.name}: {format_fest(-wert, ANZEIGE_STELLEN)} Stellen mehr vorhanden als berechnet",
                vergleich.vorhanden.orte.get("stellen"),
                ""
                if vergleich.vorhanden.vorschlag
                else "Prüfen Sie einen kw- oder ku-Vermerk und tragen Sie ihn unter „vorschlag“ ein.",
            )


def _prognosen(ergebnis: Ergebnis, befunde: Befunde) -> None:
    """Point out forecasts below zero: the model does not suit the past years."""
    for prognose in ergebnis.modell.prognosen:
        jahre = [str(j) for j, ids in prognose.je_jahr.items() if any(ergebnis.werte[i] < 0 for i in ids.values())]
        if jahre:
            befunde.hinweis(
                f"Prognose „{prognose.annahme.bezeichnung}“: Wert oder untere Grenze liegt unter 0 "
                f"({', '.join(jahre)})", prognose.annahme.orte.get("prognose"),
                "Wählen Sie ein anderes Modell oder frühere Zieljahre, oder geben Sie die Werte vor.",
            )  # fmt: skip


def _kleine_prozente(fall: Fall, befunde: Befunde) -> None:
    """A share written as 0,03 in a field with the unit % counts as 0,03 %; that is seldom what was meant."""
    for annahme in fall.annahmen.values():
        if annahme.einheit.strip() == "%" and annahme.wert is not None and 0 < annahme.wert < EIN_PROZENT:
            gelesen, gemeint = format_prozent(annahme.wert), format_prozent(annahme.wert * 100)
            befunde.hinweis(
                f"„{annahme.bezeichnung}“ beträgt {gelesen}",
                annahme.orte.get("wert"),
                f"Wenn {gemeint} gemeint sind, schreiben Sie {gemeint}.",
            )


def _kennwerte(fall: Fall, befunde: Befunde) -> None:
    """A figure from elsewhere proves nothing by itself; the case says why it holds here."""
    for annahme in fall.annahmen.values():
        if annahme.parameter in load_kennwerte() and not annahme.erlaeuterung:
            kennwert = load_kennwerte()[annahme.parameter]
            befunde.hinweis(
                f"„{annahme.bezeichnung}“ ist ein Kennwert von anderer Stelle ({kennwert.herausgeber}, "
                f"{kennwert.stand}, {kennwert.art}); dass er hier gilt, ist nicht belegt",
                annahme.orte.get("parameter"),
                "Begründen Sie unter „erlaeuterung“, warum Fall und Aufgabe vergleichbar sind.",
            )


def groesse_id(ergebnis: Ergebnis, name: str) -> str | None:
    """Return the id of a total by its short name: `kosten`, `kosten.2011`, `stellen.amt.29`; None if unknown."""
    mass, *rest = name.split(".")
    if rest and rest[0] in DIMENSION_TITEL:
        return ergebnis.summen_id(mass, rest[0], ".".join(rest[1:]))
    return ergebnis.summen_id(".".join([mass, *rest]), GESAMT)


def _eigener_wert(ergebnis: Ergebnis, fall: Fall, groesse: str) -> Fraction | None:
    """Return what the positions of one case contribute to a total, where several cases are loaded."""
    mass, *rest = groesse.split(".")
    if mass == "netto":  # positions without a refund have no net of their own, but they cost
        kosten = _eigener_wert(ergebnis, fall, ".".join(["kosten", *rest]))
        erstattung = _eigener_wert(ergebnis, fall, ".".join(["erstattung", *rest]))
        return None if kosten is None else kosten - (erstattung or 0)
    eigene = {id(p) for p in fall.positionen}  # by identity: two cases may hold equal positions
    posten = [p for p in ergebnis.modell.posten if id(p.position) in eigene]
    if rest and rest[0] in DIMENSION_TITEL:
        posten = [p for p in posten if p.gruppen[rest[0]] == ".".join(rest[1:])]
    else:
        mass = ".".join([mass, *rest])
    werte = [ergebnis.werte[p.ids[mass]] for p in posten if mass in p.ids]
    return sum(werte, Fraction(0)) if werte else None


def _behauptung(ergebnis: Ergebnis, fall: Fall, behauptung: Behauptung, befunde: Befunde) -> None:
    """Compare a stated figure with the total of everything loaded, and with that of its own case."""
    id_ = groesse_id(ergebnis, behauptung.groesse)
    if id_ is None:
        befunde.fehler(
            f"Behauptung „{behauptung.text}“: Die Größe „{behauptung.groesse}“ gibt es nicht",
            behauptung.orte.get("groesse"),
            "Möglich sind stellen, kosten, erstattung, netto, kosten.JAHR, kosten.amt.AMT und "
            "stellen.bewertung.BEWERTUNG.",
        )
        befunde.raise_on_error()
        return
    wert = ergebnis.werte[id_]
    if behauptung.wert in (wert, _eigener_wert(ergebnis, fall, behauptung.groesse)):
        return
    befunde.hinweis(
        f"{behauptung.text}: angegeben {format_fest(behauptung.wert, 2)}, berechnet {format_fest(wert, 2)}, "
        f"Unterschied {format_fest(behauptung.wert - wert, 2)}",
        behauptung.orte.get("wert"),
        stufe=Stufe.WIDERSPRUCH,
    )
