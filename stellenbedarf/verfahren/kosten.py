"""From posts to cost: rounding rules, rates, part-years, refunds and totals, as formulas like all others."""

from __future__ import annotations

from functools import cache, reduce
from operator import add

from stellenbedarf.formel import (
    Ausdruck,
    Formel,
    Rundung,
    abrunden_auf,
    aufrunden_auf,
    einheit,
    formel,
    groesstes,
    monate_ab,
    monate_zwischen,
    nachschlagen,
    runden_auf,
    summe,
    wenn,
)
from stellenbedarf.formel.baum import Symbol, symbole

_CENT = Rundung(2, "Beträge werden in Cent geführt; Summen addieren die ausgewiesenen Beträge")
_EURO = Rundung(0, "Vergleichswert; so genau wie auf den Cent ist der rechnerische Bedarf nicht")
_REGEL = "Rundungsregel der Position"
_KGST = "KGSt, Kosten eines Arbeitsplatzes: Personalkosten + Sachkosten + Gemeinkostenzuschlag auf die Personalkosten"


@formel(einheit="VZÄ", quelle="Verteilung einer gemeinsamen Bemessung im Verhältnis der beantragten Stellen",
        bezeichnung="Anteil an der gemeinsamen Bemessung")  # fmt: skip
def anteilige_stellen(bedarf: Ausdruck, beantragt: Ausdruck, beantragt_gemeinsam: Ausdruck) -> Ausdruck:
    """Rechnerische Stellen einer Position, deren Bedarf gemeinsam mit anderen Positionen bemessen wurde."""
    return bedarf * beantragt / beantragt_gemeinsam


@formel(einheit="VZÄ", quelle=_REGEL, bezeichnung="Stellen, gerundet")
def stellen_kaufmaennisch(bedarf: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Rechnerische Stellen, kaufmännisch auf ein Vielfaches des Schritts gerundet."""
    return runden_auf(bedarf, schritt)


@formel(einheit="VZÄ", quelle=_REGEL, bezeichnung="Stellen, aufgerundet")
def stellen_aufgerundet(bedarf: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Rechnerische Stellen, auf ein Vielfaches des Schritts aufgerundet."""
    return aufrunden_auf(bedarf, schritt)


@formel(einheit="VZÄ", quelle=_REGEL, bezeichnung="Stellen, abgerundet")
def stellen_abgerundet(bedarf: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Rechnerische Stellen, auf ein Vielfaches des Schritts abgerundet."""
    return abrunden_auf(bedarf, schritt)


RUNDUNGSREGELN: dict[str, Formel] = {
    "kaufmännisch": stellen_kaufmaennisch,
    "aufrunden": stellen_aufgerundet,
    "abrunden": stellen_abgerundet,
}


@formel(einheit="VZÄ", quelle="beantragte abzüglich rechnerischer Stellen", bezeichnung="Abweichung")
def abweichung(beantragt: Ausdruck, bedarf: Ausdruck) -> Ausdruck:
    """Beantragte abzüglich rechnerischer Stellen; positiv heißt: mehr beantragt als berechnet."""
    return beantragt - bedarf


@formel(
    einheit="Einheiten je VZÄ",
    quelle="Bezugsmenge geteilt durch beantragte Stellen",
    bezeichnung="Betreuungsverhältnis",
)
def betreuungsverhaeltnis(bezugsmenge: Ausdruck, beantragt: Ausdruck) -> Ausdruck:
    """Einheiten, die auf eine beantragte Vollzeitstelle kommen; ohne beantragte Stellen 0."""
    return wenn(beantragt > 0, bezugsmenge / beantragt, 0)


@formel(einheit="EUR je VZÄ", quelle="Kostensatztabelle, die IT-Kosten gesondert ausweist",
        bezeichnung="Sach- und IT-Kosten je Arbeitsplatz")  # fmt: skip
def sach_und_itkosten(sachkosten: Ausdruck, itkosten: Ausdruck) -> Ausdruck:
    """Sachkosten eines Arbeitsplatzes einschließlich seiner IT-Kosten."""
    return sachkosten + itkosten


@formel(einheit="EUR je VZÄ", quelle=_KGST, bezeichnung="Kostensatz aus Bestandteilen")
def kostensatz_aus_bestandteilen(
    personalkosten: Ausdruck, sachkosten: Ausdruck, gemeinkostenanteil: Ausdruck
) -> Ausdruck:
    """Jährliche Kosten einer Stelle: Personalkosten, Sachkosten und Gemeinkosten als Anteil der Personalkosten."""
    return personalkosten + sachkosten + personalkosten * gemeinkostenanteil


@formel(einheit="EUR je VZÄ", quelle="Kostensatztabelle", bezeichnung="Kostensatz")
def kostensatz(bewertung: Ausdruck, bewertungen: Ausdruck, kostensaetze: Ausdruck) -> Ausdruck:
    """Jährliche Kosten einer Stelle der Bewertung nach der Kostensatztabelle."""
    return nachschlagen(bewertung, bewertungen, kostensaetze)


_ERHOEHUNG = "Erhöhung, soweit sie nach dem Preisstand des Satzes gilt; mehrere wirken nacheinander"


@formel(einheit="EUR je VZÄ", quelle=_ERHOEHUNG, bezeichnung="erhöhter Kostensatz")
def kostensatz_erhoeht(kostensatz: Ausdruck, erhoehung: Ausdruck, ab: Ausdruck, preisstand: Ausdruck) -> Ausdruck:
    """Pauschaler Kostensatz nach einer Erhöhung; sie wirkt auf den ganzen Satz."""
    return kostensatz * (1 + wenn(ab > preisstand, erhoehung, 0))


@formel(einheit="EUR je VZÄ", quelle=f"{_ERHOEHUNG}; Sachkosten bleiben gleich", bezeichnung="erhöhter Kostensatz")
def kostensatz_erhoeht_ohne_sachkosten(
    kostensatz: Ausdruck, sachkosten: Ausdruck, erhoehung: Ausdruck, ab: Ausdruck, preisstand: Ausdruck
) -> Ausdruck:
    """Kostensatz aus Bestandteilen nach einer Erhöhung; sie wirkt auf Personalkosten und Gemeinkosten."""
    return sachkosten + (kostensatz - sachkosten) * (1 + wenn(ab > preisstand, erhoehung, 0))


@formel(einheit="EUR je VZÄ", quelle="Eigene Sätze des Falls gehen jeder Tabelle vor", bezeichnung="Kostensatz")
def kostensatz_eigener(kostensatz: Ausdruck) -> Ausdruck:
    """Eigener Kostensatz des Falls, der auch neben einer späteren Tabelle gilt."""
    return kostensatz


@formel(einheit="EUR je h", quelle="Kostensatz / Jahresarbeitszeit", bezeichnung="Stundensatz", rundung=_CENT)
def stundensatz(kostensatz: Ausdruck, jahresarbeitszeit: Ausdruck) -> Ausdruck:
    """Kosten einer Arbeitsstunde aus den Kosten einer Stelle und ihrer Jahresarbeitszeit."""
    return kostensatz / jahresarbeitszeit


@formel(einheit="EUR", quelle="Stellen × Kostensatz", bezeichnung="Jahreskosten", rundung=_CENT)
def jahreskosten(stellen: Ausdruck, kostensatz: Ausdruck) -> Ausdruck:
    """Kosten der Position in einem vollen Jahr."""
    return stellen * kostensatz


@formel(
    einheit="EUR",
    quelle="rechnerische Stellen × Kostensatz",
    bezeichnung="Kosten des rechnerischen Bedarfs",
    rundung=_EURO,
)
def bedarfskosten(bedarf: Ausdruck, kostensatz: Ausdruck) -> Ausdruck:
    """Kosten der Position in einem vollen Jahr, wenn statt der beantragten die rechnerischen Stellen besetzt wären."""
    return bedarf * kostensatz


@formel(einheit="EUR", quelle="Kosten × Erstattungsquote", bezeichnung="Erstattung", rundung=_CENT)
def erstattung(kosten: Ausdruck, erstattungsquote: Ausdruck) -> Ausdruck:
    """Betrag, den ein Dritter erstattet."""
    return kosten * erstattungsquote


@formel(einheit="EUR", quelle="Kosten − Erstattung", bezeichnung="Nettokosten")
def nettokosten(kosten: Ausdruck, erstattung: Ausdruck) -> Ausdruck:
    """Kosten, die nach der Erstattung bei der Körperschaft bleiben."""
    return kosten - erstattung


_MONATE = "Monate des Haushaltsjahres, in denen die Stelle besteht; angefangene Monate zählen voll"


@formel(einheit="Monate", quelle=_MONATE, bezeichnung="Monate im Haushaltsjahr")
def monate_unbefristet(beginn: Ausdruck, haushaltsjahr: Ausdruck) -> Ausdruck:
    """Monate vom Beginn bis zum Ende des Haushaltsjahres, mindestens 0 und höchstens 12."""
    return monate_ab(beginn, haushaltsjahr)


@formel(einheit="Monate", quelle=_MONATE, bezeichnung="Monate im Haushaltsjahr")
def monate_befristet(beginn: Ausdruck, ende: Ausdruck, haushaltsjahr: Ausdruck) -> Ausdruck:
    """Monate zwischen Beginn und Ende, die in das Haushaltsjahr fallen."""
    return monate_zwischen(beginn, ende, haushaltsjahr)


@formel(einheit="EUR", quelle="Jahreskosten × Monate / 12", bezeichnung="Kosten im Haushaltsjahr", rundung=_CENT)
def kosten_im_jahr(jahreskosten: Ausdruck, monate: Ausdruck, monate_je_jahr: Ausdruck) -> Ausdruck:
    """Kosten der Position in einem Haushaltsjahr nach Monaten."""
    return jahreskosten * monate / monate_je_jahr


_AB_ERHOEHUNG = "Monate der Stelle im Haushaltsjahr, für die der erhöhte Kostensatz gilt"


@formel(einheit="Monate", quelle=_AB_ERHOEHUNG, bezeichnung="Monate ab der Erhöhung")
def erhoehte_monate_unbefristet(beginn: Ausdruck, ab: Ausdruck, haushaltsjahr: Ausdruck) -> Ausdruck:
    """Monate, in denen die Stelle besteht und die Erhöhung gilt."""
    return monate_ab(groesstes(beginn, ab), haushaltsjahr)


@formel(einheit="Monate", quelle=_AB_ERHOEHUNG, bezeichnung="Monate ab der Erhöhung")
def erhoehte_monate_befristet(beginn: Ausdruck, ab: Ausdruck, ende: Ausdruck, haushaltsjahr: Ausdruck) -> Ausdruck:
    """Monate, in denen die befristete Stelle besteht und die Erhöhung gilt."""
    return monate_zwischen(groesstes(beginn, ab), ende, haushaltsjahr)


@cache
def kosten_nach_monaten(erhoehungen: int) -> Formel:
    """Return the formula for the cost of a year in which rates change.

    Its arguments are `stellen`, `monate_je_jahr`, and for every state of the rate `kostensatz_n` and `monate_n`, the
    months from which on it holds (n = 0 is the rate before any increase); each state holds until the next begins.
    """
    saetze = [Symbol(f"kostensatz_{n}") for n in range(erhoehungen + 1)]
    monate = [Symbol(f"monate_{n}") for n in range(erhoehungen + 1)]
    teile: list[Ausdruck] = [(a - b) * satz for a, b, satz in zip(monate, monate[1:], saetze, strict=False)]
    teile.append(monate[-1] * saetze[-1])
    baum = Symbol("stellen") * reduce(add, teile) / Symbol("monate_je_jahr")
    return Formel(
        "kosten_nach_monaten", "Kosten im Haushaltsjahr", symbole(baum), _CENT.baum(baum), einheit("EUR"),
        "Stellen × Kostensatz × Monate / 12, je Kostensatz die Monate, in denen er gilt",
        "Kosten der Position in einem Haushaltsjahr, je Monat mit dem Kostensatz, der dann gilt.", _CENT,
    )  # fmt: skip


@formel(einheit="EUR", quelle="Menge × Preis", bezeichnung="Sachkosten", rundung=_CENT)
def sachkosten(menge: Ausdruck, stueckpreis: Ausdruck) -> Ausdruck:
    """Jährliche Sachkosten aus Menge und Preis je Einheit."""
    return menge * stueckpreis


@formel(einheit="VZÄ", quelle="Summe der Positionen", bezeichnung="Stellen")
def summe_stellen(stellen: Ausdruck) -> Ausdruck:
    """Summe von Stellen."""
    return summe(stellen)


@formel(einheit="VZÄ", quelle="Summe der Angaben zum Stellenbestand", bezeichnung="bisherige Stellen")
def bisherige_stellen(bestand: Ausdruck) -> Ausdruck:
    """Stellen, die der geltende Stellenplan ausweist."""
    return summe(bestand)


@formel(einheit="VZÄ", quelle="bisherige zuzüglich beantragter Stellen", bezeichnung="künftige Stellen")
def kuenftige_stellen(bisherige_stellen: Ausdruck, stellen: Ausdruck) -> Ausdruck:
    """Stellen, die der Stellenplan ausweist, wenn der Antrag angenommen wird."""
    return bisherige_stellen + stellen


@formel(einheit="EUR", quelle="Summe der Positionen", bezeichnung="Kosten")
def summe_betraege(betraege: Ausdruck) -> Ausdruck:
    """Summe von Beträgen."""
    return summe(betraege)
