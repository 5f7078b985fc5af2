"""Posts of the resolution: their sum as stated, and against the tables of reasons and annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.regeln.abgleich import gleiche_ab, hat_verrutschte_namen, je_amt, summe
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, aufzaehlung, stellen, zahl
from stellenbedarf.pruefung.regeln.teiljahr import beweis_durch_teiljahr
from stellenbedarf.pruefung.verstehen.mengen import STELLEN, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.posten import Posten
from stellenbedarf.pruefung.verstehen.saetze import Textblock
from stellenbedarf.pruefung.verstehen.spalten import Rolle
from stellenbedarf.pruefung.verstehen.teile import Teil

_INSGESAMT = re.compile(r"(?:insgesamt|gesamt|zusammen|summe|umfang von)\W{0,3}(?:\w+\W){0,4}$", re.I)


def stellenzahl(papier: Papier) -> Ergebnisse:
    """The number of posts that the resolution states is the sum of the posts that it lists."""
    posten = papier.beschlussposten()
    if len(posten) < 2:
        return
    erster = min(p.stelle.block or 0 for p in posten)
    listen = {p.punkt for p in posten}
    ueber = [t for t in papier.texte if t.teil is Teil.BESCHLUSS and _nennt_gesamtzahl(papier, t, erster)]
    if not ueber or len(listen) > 1:
        return
    text = ueber[-1]
    mengen = [m for m in text.nach(STELLEN) if m.bis is None and not m.je]
    soll = summe(posten)
    gesamt = next((m for m in mengen if _INSGESAMT.search(text.text[: m.von])), None)
    werte = [m.wert for m in mengen]
    if soll in werte or soll == sum(werte):
        wie = stellen(soll) if soll in werte else f"{' + '.join(zahl(w) for w in werte)} = {stellen(soll)}"
        yield Richtig(f"Die {len(posten)} aufgeführten Posten ergeben {wie}", text.stelle)
        return
    angegeben = stellen(gesamt.wert) if gesamt else " + ".join(zahl(w) for w in werte)
    yield Fund(
        f"Der Beschluss nennt {angegeben}{'' if gesamt else ' Stellen'}, die {len(posten)} aufgeführten Posten "
        f"ergeben {stellen(soll)}.",
        text.stelle,
        angegeben,
        stellen(soll),
        tuple(p.stelle for p in posten),
    )


def _nennt_gesamtzahl(papier: Papier, text: Textblock, erster: int) -> bool:
    if (text.stelle.block or 0) >= erster or not text.nach(STELLEN) or text.bewertungen:
        return False
    return not (_ist_listenkopf(text) and papier.aemter.aus_titel(text.text))


def _ist_listenkopf(text: Textblock) -> bool:
    return text.text.rstrip(" *").endswith(":") and len(text.text) < 100


def listenkopf(papier: Papier) -> Ergebnisse:
    """A line such as „Jobcenter (Amt 29), 5,5 Stellen:“ states the sum of the posts listed below it."""
    for kopf, posten in _koepfe(papier):
        mengen = [m for m in kopf.nach(STELLEN) if m.bis is None]
        if len(mengen) == 1 and posten:
            yield from _vergleiche(kopf, mengen[0], posten)


def _koepfe(papier: Papier) -> Iterator[tuple[Textblock, list[Posten]]]:
    je_block: dict[int, list[Posten]] = {}
    for p in papier.textposten:
        je_block.setdefault(p.stelle.block or 0, []).append(p)
    kopf: Textblock | None = None
    gesammelt: list[Posten] = []
    for text in papier.texte:
        posten = je_block.get(text.stelle.block or 0, [])
        if posten and not _ist_listenkopf(text):
            gesammelt += posten
            continue
        if kopf is not None:
            yield kopf, gesammelt
        kopf, gesammelt = (text if _ist_listenkopf(text) else None), []
    if kopf is not None:
        yield kopf, gesammelt


def _vergleiche(kopf: Textblock, menge: Menge, posten: list[Posten]) -> Ergebnisse:
    soll = summe(posten)
    if soll == menge.wert:
        yield Richtig(f"„{kopf.text[:60]}“: {stellen(soll)}", kopf.stelle)
    else:
        yield Fund(
            f"„{kopf.text[:80]}“ nennt {stellen(menge.wert)}, die {len(posten)} Posten darunter ergeben "
            f"{stellen(soll)}.",
            kopf.stelle,
            stellen(menge.wert),
            stellen(soll),
            tuple(p.stelle for p in posten),
        )


_SCHAFFEN = re.compile(
    r"einricht|eingerichtet|schaff|geschaffen|beschließt|besetz|bewilligt|genehmigt|zustimm|stimmt", re.I
)


def _nur_zahl(papier: Papier) -> Ergebnisse:
    """Compare the one number of posts that a resolution without a list states with the sums of the tables."""
    summen = {
        summe([p for p in papier.tabellenposten if p.punkt == n]) for n in {p.punkt for p in papier.tabellenposten}
    }
    gesamt = summe(papier.tabellenposten)
    for satz in papier.saetze_mit_zahlen:
        mengen = [m for m in satz.nach(STELLEN) if m.bis is None and not m.je]
        if satz.teil is not Teil.BESCHLUSS or len(mengen) != 1 or not summen or not satz.nennt(_SCHAFFEN):
            continue
        wert = mengen[0].wert
        if wert in summen or wert == gesamt:
            yield Richtig(f"{stellen(wert)} im Beschluss wie in den Tabellen", satz.stelle)
        elif not any(b.stelle.block != satz.stelle.block for b in papier.nennt(wert, STELLEN)):
            nah = len(summen) == 1 and abs(wert - gesamt) * 2 <= gesamt
            yield Fund(
                f"Der Beschluss nennt {stellen(wert)}, die Tabellen ergeben {stellen(gesamt)}.",
                satz.stelle,
                stellen(wert),
                stellen(gesamt),
                tuple(p.stelle for p in papier.tabellenposten),
                stufe=None if nah else Stufe.HINWEIS,
            )


def stellen_beschluss_anlage(papier: Papier) -> Ergebnisse:
    """The resolution asks for the posts that the tables list, office by office."""
    if not papier.beschlussposten():
        yield from _nur_zahl(papier)
        return
    abgleich = gleiche_ab(papier)
    if abgleich is None:
        return
    beschluss = papier.beschlussposten()
    ort = beschluss[0].stelle
    if summe(beschluss) == summe(abgleich.tabellen):
        yield Richtig(f"Beschluss und Tabellen nennen übereinstimmend {stellen(summe(beschluss))}", ort)
    in_beschluss, in_tabellen = je_amt(beschluss), je_amt(abgleich.tabellen)
    for amt in in_beschluss.keys() & in_tabellen.keys() - {""}:
        if in_beschluss[amt] == in_tabellen[amt]:
            name = papier.aemter.nennung(amt)
            yield Richtig(
                f"{name}: {stellen(Fraction(in_beschluss[amt]))} im Beschluss und in der Tabelle",
                next(p.stelle for p in beschluss if p.amt == amt),
            )
    for a, b in abgleich.paare:
        if a.anteil != b.anteil:
            yield Fund(
                f"Der Beschluss nennt für „{a.funktion}“ {stellen(a.anteil)}, die Tabelle „{b.funktion}“ mit "
                f"{stellen(b.anteil)}.",
                a.stelle,
                stellen(a.anteil),
                stellen(b.anteil),
                (b.stelle,),
            )
    teilweise = len(abgleich.nur_tabellen) > len(abgleich.paare)
    unsicher = Stufe.HINWEIS if teilweise or _hat_unleserliche_zeilen(papier) else None
    for p in abgleich.nur_beschluss:
        yield Fund(
            f"Der Beschluss enthält {stellen(p.anteil)} „{p.funktion}“{_grad(p)}, die Tabellen nicht.",
            p.stelle,
            stellen(p.anteil),
            "keine Zeile",
            stufe=unsicher,
        )
    for p in () if teilweise else abgleich.nur_tabellen:
        yield Fund(
            f"Die Tabelle enthält {stellen(p.anteil)} „{p.funktion}“{_grad(p)}, der Beschluss nicht.",
            p.stelle,
            "kein Posten",
            stellen(p.anteil),
            stufe=unsicher,
        )


def _hat_unleserliche_zeilen(papier: Papier) -> bool:
    """Tell whether a row with a grade has something else than a figure where its posts should stand."""
    return any(
        (b := blatt.spalte(Rolle.BEWERTUNG)) is not None
        and zeile.bewertung(b) is not None
        and zeile.menge(spalte) is None
        and not zeile.ist_leer(spalte)
        for blatt, spalte in papier.stellentabellen
        for zeile in blatt.positionen
    )


def _grad(p: Posten) -> str:
    return f" ({p.bewertung.text})" if p.bewertung else ""


def bewertung_beschluss_anlage(papier: Papier) -> Ergebnisse:
    """A post has the same grade in the resolution and in the tables."""
    abgleich = gleiche_ab(papier)
    for a, b in abgleich.paare if abgleich else ():
        if a.bewertung and b.bewertung and a.bewertung.schluessel != b.bewertung.schluessel:
            yield Fund(
                f"„{a.funktion}“ ist im Beschluss mit {a.bewertung.text} bewertet, in der Tabelle "
                f"(„{b.funktion}“) mit {b.bewertung.text}.",
                a.stelle,
                a.bewertung.text,
                b.bewertung.text,
                (b.stelle,),
                beweis_durch_teiljahr(papier, a, b),
            )
    if abgleich and abgleich.paare and all(a.schluessel == b.schluessel for a, b in abgleich.paare):
        yield Richtig(
            f"Bewertung von {len(abgleich.paare)} Posten im Beschluss wie in der Tabelle", abgleich.paare[0][0].stelle
        )


def funktion_beschluss_anlage(papier: Papier) -> Ergebnisse:
    """A post has the same function in the resolution and in the tables."""
    abgleich = gleiche_ab(papier)
    for a, b in abgleich.paare if abgleich else ():
        if a.worte and b.worte and not a.verwandt(b) and not hat_verrutschte_namen(b):
            yield Fund(
                f"Der Beschluss nennt den Posten „{a.funktion}“, die Tabelle „{b.funktion}“; gemeint ist nach "
                "Anteil und "
                "Bewertung vermutlich derselbe.",
                a.stelle,
                a.funktion,
                b.funktion,
                (b.stelle,),
            )


def text_und_tabelle(papier: Papier) -> Ergebnisse:
    """A text that describes a post („20-4: 1,0 Stelle in A 10 …“) agrees with the row of the table beside it."""
    tabellen = [p for p in papier.tabellenposten if p.teil is not Teil.BESCHLUSS]
    for amt in dict.fromkeys(p.amt for p in papier.textposten if p.amt):
        zeilen = [p for p in tabellen if p.amt == amt]
        texte = [p for p in papier.textposten if p.amt == amt and p.teil is not Teil.BESCHLUSS]
        if not zeilen or not texte:
            continue
        offen = [z.schluessel for z in zeilen]
        for p in texte:
            passend = [z for z in zeilen if not p.org or z.org == p.org] or zeilen
            if p.schluessel in offen:
                offen.remove(p.schluessel)
                yield Richtig(
                    f"„{p.stelle.abschnitt[-1] if p.stelle.abschnitt else p.funktion}“: "
                    f"{stellen(p.anteil)}{_grad(p)} wie in der Tabelle",
                    p.stelle,
                )
            elif p.schluessel not in [z.schluessel for z in zeilen] and p.org and any(z.org == p.org for z in zeilen):
                yield Fund(
                    f"Der Text nennt für {p.org} {stellen(p.anteil)}{_grad(p)}, in der Tabelle steht für {p.org} "
                    f"{aufzaehlung(stellen(z.anteil) + _grad(z) for z in passend)}.",
                    p.stelle,
                    f"{stellen(p.anteil)}{_grad(p)}",
                    "; ".join(stellen(z.anteil) + _grad(z) for z in passend),
                    tuple(z.stelle for z in passend),
                )


def amtssumme(papier: Papier) -> Ergebnisse:
    """A heading such as „3.4 Stadtkämmerei (insgesamt 4,5 Stellen)“ agrees with the table of that office."""
    in_tabellen = je_amt([p for p in papier.tabellenposten if p.teil is Teil.ANLAGE] or papier.tabellenposten)
    for text in papier.texte:
        mengen = [m for m in text.nach(STELLEN) if m.bis is None and not m.je]
        amt = papier.aemter.aus_titel(text.text) if text.ist_ueberschrift else ""
        if not amt or len(mengen) != 1 or text.bewertungen or not in_tabellen.get(amt):
            continue
        soll = Fraction(in_tabellen[amt])
        if mengen[0].wert == soll:
            yield Richtig(f"Überschrift „{text.text}“ wie die Tabelle: {stellen(soll)}", text.stelle)
        else:
            yield Fund(
                f"Die Überschrift „{text.text}“ nennt {stellen(mengen[0].wert)}, die Tabelle des Amts {stellen(soll)}.",
                text.stelle,
                stellen(mengen[0].wert),
                stellen(soll),
                tuple(p.stelle for p in papier.tabellenposten if p.amt == amt),
            )
