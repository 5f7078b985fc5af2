"""Two written readers of a tree: spreadsheet text with cell addresses, German text with names or values."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stellenbedarf.formel.baum import Anwendung, Ausdruck, Konstante, Symbol
from stellenbedarf.formel.funktionen import ATOM, FUNKTIONEN, Funktion
from stellenbedarf.zahlen import dezimal, format_zahl


def tabellentext(baum: Ausdruck, bezuege: Mapping[str, str]) -> str:
    """Return the spreadsheet formula (file syntax, without the equals sign).

    Args:
        baum: the formula's tree.
        bezuege: cell address, range or literal for every symbol.
    """
    return _schreiben(baum, bezuege, lambda f: f.tabelle, ",", lambda k: dezimal(k.wert))


def rechentext(baum: Ausdruck, teile: Mapping[str, str]) -> str:
    """Return the formula in German, with names (symbolic) or values (substituted) in place of the symbols.

    The function names are those of the German spreadsheet, which the readers know.
    """
    return _schreiben(baum, teile, lambda f: f.text, "; ", lambda k: format_zahl(k.wert))


def _schreiben(
    baum: Ausdruck,
    teile: Mapping[str, str],
    muster: Callable[[Funktion], str],
    trenner: str,
    konstante: Callable[[Konstante], str],
) -> str:
    if isinstance(baum, Symbol):
        return teile[baum.name]
    if isinstance(baum, Konstante):
        return konstante(baum)
    assert isinstance(baum, Anwendung)
    funktion = FUNKTIONEN[baum.funktion]
    texte = []
    for stelle, kind in enumerate(baum.argumente):
        text = _schreiben(kind, teile, muster, trenner, konstante)
        if funktion.vorrang < ATOM and _braucht_klammern(funktion, kind, stelle):
            text = f"({text})"
        texte.append(text)
    return muster(funktion).format(*texte, alle=trenner.join(texte))


def _braucht_klammern(aussen: Funktion, kind: Ausdruck, stelle: int) -> bool:
    if not isinstance(kind, Anwendung):
        return False
    innen = FUNKTIONEN[kind.funktion].vorrang
    return innen < aussen.vorrang or (innen == aussen.vorrang and stelle == 1 and aussen.rechts_klammern)
