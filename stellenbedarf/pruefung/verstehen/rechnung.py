"""Equations printed in a text („365 − 104 − 10 = 251“), evaluated exactly within their rounding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.pruefung.verstehen.zahlen_im_text import lies, nachkommastellen_von, ohne_marken
from stellenbedarf.rundung import halb_auf

_Z = r"(?:\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_TEIL = re.compile(
    rf"\s*(?:(?P<zahl>(?<![\d.,]){_Z}(?![\d]|[.,]\d))\s*(?P<prozent>%|v\.\s?H\.)?"
    r"(?P<einheit>\s*(?:(?:Mio|Tsd|Mrd)\.?\s?)?(?:EUR|€|Euro|Stellen?|VZÄ|Stunden|Std\.|h|Minuten|Min\.|min|"
    r"Tagen?|Arbeitstagen?|Monaten?|"
    r"Fällen?|Wochen?|Jahren?|Personen|Vorgänge|Anträge|Bescheide)(?:\s(?:je|pro)\s[A-Za-zÄÖÜäöü]+|/[A-Za-z]+)?(?!\w))?"
    r"(?P<wort>\s+(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]+|[a-zäöü]+\s[A-ZÄÖÜ][a-zäöüß-]+))?"
    r"|(?P<op>[+×x*·/÷\u2212–-]|(?<=\s):(?=\s)|(?<=\d):(?=\d))|(?P<klammer>[()]))"
)  # fmt: skip
_OPERATOR = tuple("+×x*·/÷\u2212–-")
_KETTE = re.compile(r"[=≈]")
_WORTFAKTOR = re.compile(r"(Mio|Tsd|Mrd)")


@dataclass(frozen=True, slots=True)
class Spanne:
    """An interval of exact numbers: what a rounded figure may stand for."""

    tief: Fraction
    hoch: Fraction


@dataclass(frozen=True, slots=True)
class Gleichung:
    """Left side as printed, its exact value as an interval, and the result as printed."""

    links: str
    wert: Spanne
    rechts: str
    angegeben: Fraction
    feinheit: Fraction
    ungefaehr: bool

    @property
    def stimmt(self) -> bool:
        """Tell whether the result can be the rounded value of the left side."""
        spiel = (
            self.feinheit / 2 if self.ungefaehr or self.wert.tief != self.wert.hoch or self._gerundet else Fraction(0)
        )
        return self.wert.tief - spiel <= self.angegeben <= self.wert.hoch + spiel

    @property
    def _gerundet(self) -> bool:
        """Tell whether the exact value has more decimals than the result shows: then the result is rounded."""
        return (self.wert.tief / self.feinheit).denominator != 1


def finde_gleichungen(roh: str) -> Iterator[Gleichung]:
    """Return the equations of a text whose left side is a chain of figures and operators."""
    if "=" not in roh and "≈" not in roh:
        return
    text = ohne_marken(roh)
    zeichen = [m.start() for m in _KETTE.finditer(text)]
    for stelle in zeichen:
        links = _rueckwaerts(text[:stelle])
        rechts = _TEIL.match(text, stelle + 1)
        if links is None or rechts is None or not rechts["zahl"]:
            continue
        rest = text[rechts.end() :].lstrip()
        if rest[:1] in ("×", "x", "*", "·", "/", "÷", "+", "\u2212") and rest[:1]:
            continue  # the right side goes on calculating; the next sign is its result
        faktor = _faktor(rechts)
        yield Gleichung(
            links[0],
            links[1],
            rechts[0].strip(),
            lies(rechts["zahl"]) * faktor,
            faktor / Fraction(10) ** nachkommastellen_von(rechts["zahl"]),
            text[stelle] == "≈",
        )


def _faktor(teil: re.Match[str]) -> Fraction:
    if teil["prozent"]:
        return Fraction(1, 100)
    wort = _WORTFAKTOR.search(teil["einheit"] or "")
    return Fraction({"Tsd": 10**3, "Mio": 10**6, "Mrd": 10**9}[wort[1]]) if wort else Fraction(1)


def _rueckwaerts(text: str) -> tuple[str, Spanne] | None:
    """Return the longest calculation that ends where the text ends, and its value; it needs an operator."""
    if aufruf := _AUFRUF.search(text):
        wert = _SUMME_ODER_RUNDEN[aufruf["f"]](aufruf["x"].split(";"))
        return (aufruf[0].strip(), wert) if wert is not None else None
    ab = max(text.rfind("="), text.rfind("≈"), text.rfind(";"), text.rfind("\n")) + 1
    if len(text) - ab > 300:
        ab = len(text) - 300
    for start in [m.start() for m in re.finditer(rf"(?<![\w.,/]){_Z}|\(", text[ab:])]:
        if text[ab : ab + start].rstrip()[-1:] in _OPERATOR:
            continue  # the chain began earlier with something that is no figure
        teile = _zerlege(text[ab + start :])
        if teile is None or not any(t[0] == "op" for t in teile):
            continue
        wert = _rechne(teile)
        if wert is not None:
            return text[ab + start :].strip(), wert
    return None


def _summe(teile: Sequence[str]) -> Spanne | None:
    werte = [_ausdruck(t) for t in teile]
    spannen = [w for w in werte if w is not None]
    if len(spannen) != len(werte):
        return None
    return Spanne(sum((w.tief for w in spannen), Fraction(0)), sum((w.hoch for w in spannen), Fraction(0)))


def _runden(teile: Sequence[str]) -> Spanne | None:
    wert = _ausdruck(teile[0])
    if wert is None or len(teile) != 2 or not teile[1].strip().isdigit():
        return None
    stellen = int(teile[1])
    return Spanne(halb_auf(wert.tief, stellen), halb_auf(wert.hoch, stellen))


def _ausdruck(text: str) -> Spanne | None:
    teile = _zerlege(text)
    return _rechne(teile) if teile else None


_AUFRUF = re.compile(r"(?<!\w)(?P<f>SUMME|RUNDEN)\((?P<x>[^()]*)\)\s*$")
_SUMME_ODER_RUNDEN = {"SUMME": _summe, "RUNDEN": _runden}
_Teilchen = tuple[str, str, Spanne | None]


def _zerlege(text: str) -> list[_Teilchen] | None:
    teile: list[_Teilchen] = []
    ab, text = 0, text.rstrip()
    while ab < len(text):
        m = _TEIL.match(text, ab)
        if m is None or m.end() == ab:
            return None
        ab = m.end()
        if m["zahl"]:
            teile.append(("zahl", m["zahl"], _spanne(m)))
        elif m["op"]:
            teile.append(
                (
                    "op",
                    {"x": "×", "*": "×", "·": "×", ":": "/", "÷": "/", "–": "-", "\u2212": "-"}.get(m["op"], m["op"]),
                    None,
                )
            )
        else:
            teile.append(("klammer", m["klammer"], None))
    return teile


def _spanne(m: re.Match[str]) -> Spanne:
    wert, faktor = lies(m["zahl"]), _faktor(m)
    stellen = nachkommastellen_von(m["zahl"])
    spiel = Fraction(1, 2 * 10**stellen) if stellen >= 3 else Fraction(0)  # long decimals are rounded results
    return Spanne((wert - spiel) * faktor, (wert + spiel) * faktor)


def _rechne(teile: list[_Teilchen]) -> Spanne | None:
    """Return the value of a calculation with the usual precedence; None where it is none."""
    wert, rest = _strich(teile)
    return wert if not rest else None


def _strich(teile: list[_Teilchen]) -> tuple[Spanne | None, list[_Teilchen]]:
    wert, rest = _punkt(teile)
    while wert is not None and rest and rest[0][0] == "op" and rest[0][1] in "+-":
        rechts, weiter = _punkt(rest[1:])
        if rechts is None:
            return None, rest
        wert = (
            Spanne(wert.tief + rechts.tief, wert.hoch + rechts.hoch)
            if rest[0][1] == "+"
            else Spanne(wert.tief - rechts.hoch, wert.hoch - rechts.tief)
        )
        rest = weiter
    return wert, rest


def _punkt(teile: list[_Teilchen]) -> tuple[Spanne | None, list[_Teilchen]]:
    wert, rest = _atom(teile)
    while wert is not None and rest and rest[0][0] == "op" and rest[0][1] in "×/":
        rechts, weiter = _atom(rest[1:])
        if rechts is None or (rest[0][1] == "/" and rechts.tief <= 0):
            return None, rest
        if rest[0][1] == "×":
            wert = Spanne(wert.tief * rechts.tief, wert.hoch * rechts.hoch)
        else:
            wert = Spanne(wert.tief / rechts.hoch, wert.hoch / rechts.tief)
        rest = weiter
    return wert, rest


def _atom(teile: list[_Teilchen]) -> tuple[Spanne | None, list[_Teilchen]]:
    if not teile:
        return None, teile
    art, text, wert = teile[0]
    if art == "zahl":
        return wert, teile[1:]
    if art == "klammer" and text == "(":
        innen, rest = _strich(teile[1:])
        if innen is not None and rest and rest[0][1] == ")":
            return innen, rest[1:]
    return None, teile
