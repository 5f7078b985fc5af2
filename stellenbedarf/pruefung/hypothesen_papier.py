"""A second paper that may explain a gap: its posts with the rates of the first, one unknown rate solved for."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.pruefung.ergebnis import Hypothese
from stellenbedarf.pruefung.verstehen.kostensaetze import saetze_je_bewertung
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.posten import Posten
from stellenbedarf.zahlen import format_zahl


def _eur(wert: Fraction) -> str:
    return f"{format_zahl(wert, 0 if wert.denominator == 1 else 2, 2)} EUR"


def erklaere_durch_weitere(papier: Papier, luecke: Fraction) -> tuple[Hypothese, ...]:
    """Return how the posts of another paper would close a gap between a stated sum and its rows."""
    if luecke <= 0:
        return ()
    saetze = dict(saetze_je_bewertung(papier))
    gefunden = []
    for anderes in papier.weitere:
        for posten in _stellenlisten(anderes):
            hypothese = _schliesst(posten, saetze_je_bewertung(anderes) | saetze, luecke, anderes.datei)
            if hypothese is not None:
                gefunden.append(hypothese)
                break
    return tuple(gefunden)


def _stellenlisten(papier: Papier) -> list[list[Posten]]:
    """Return the lists of posts of a paper, each of them complete on its own: tables, then prose."""
    listen = [list(papier.tabellenposten), list(papier.beschlussposten()), list(papier.textposten)]
    listen += [
        [p for p in papier.tabellenposten if p.punkt == n]
        for n in dict.fromkeys(p.punkt for p in papier.tabellenposten)
    ]
    return [liste for liste in listen if liste and all(p.bewertung for p in liste)]


def _schliesst(posten: list[Posten], saetze: dict[str, Fraction], luecke: Fraction, datei: str) -> Hypothese | None:
    je_grad: dict[str, Fraction] = {}
    for p in posten:
        if p.bewertung:
            je_grad[p.bewertung.schluessel] = je_grad.get(p.bewertung.schluessel, Fraction(0)) + p.anteil
    unbekannt = [g for g in je_grad if g not in saetze]
    bekannt = sum((n * saetze[g] for g, n in je_grad.items() if g in saetze), Fraction(0))
    teile = [f"{format_zahl(n, 1)} × {_eur(saetze[g])} ({g})" for g, n in je_grad.items() if g in saetze]
    umfang = format_zahl(sum(je_grad.values(), Fraction(0)), 1)
    if not unbekannt and bekannt == luecke:
        return Hypothese(
            f"Der Unterschied entspricht genau den {umfang} Stellen aus {datei}; möglicherweise umfasst der "
            "Betrag beide Papiere.",
            f"{' + '.join(teile)} = {_eur(luecke)}",
        )
    if len(unbekannt) != 1 or bekannt >= luecke:
        return None
    grad = unbekannt[0]
    satz = (luecke - bekannt) / je_grad[grad]
    if satz.denominator != 1 or not _plausibel(satz, saetze):
        return None
    rechnung = f"({_eur(luecke)} − {_eur(bekannt)}) / {format_zahl(je_grad[grad], 1)} = {_eur(satz)} je Stelle {grad}"
    return Hypothese(
        f"Der Unterschied entspricht den {umfang} Stellen aus {datei}, wenn eine Stelle {grad} {_eur(satz)} "
        "kostet. Dieser Satz "
        "steht in keinem der Papiere, er ist erschlossen; möglicherweise umfasst der Betrag beide Papiere.",
        f"{' + '.join([*teile, f'{format_zahl(je_grad[grad], 1)} × {_eur(satz)} ({grad})'])} = {_eur(luecke)}; "
        f"{rechnung}",
    )


def _plausibel(satz: Fraction, saetze: dict[str, Fraction]) -> bool:
    """Tell whether an inferred rate lies where rates of the paper lie (half the lowest to twice the highest)."""
    return not saetze or min(saetze.values()) / 2 <= satz <= max(saetze.values()) * 2
