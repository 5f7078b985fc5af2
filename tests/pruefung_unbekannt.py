"""Papers written without a look at the rules, and errors planted in them by a program that does not know the rules.

Every figure that a paper states redundantly (it follows from others, or stands elsewhere again) is marked in the text
as «kind:figure»; the kind says what it is in the paper, not which rule should find it. The papers in `offen` were
looked at while the rules were improved, those in `zurueckgehalten` were not: only their number tells how the checks do
on papers that nobody has seen.
"""

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from stellenbedarf.pruefung.dokument import Dokument, Stelle, Tabelle
from stellenbedarf.pruefung.ergebnis import Pruefbefund
from stellenbedarf.pruefung.lesen.text import read_text
from stellenbedarf.pruefung.pruefen import pruefe
from stellenbedarf.zahlen import format_zahl

ORDNER = Path(__file__).parent / "faelle/pruefung"
OFFEN = sorted((ORDNER / "offen").glob("*.md"))
ZURUECKGEHALTEN = sorted((ORDNER / "zurueckgehalten").glob("*.md"))
_MARKE = re.compile(r"«([a-z]+):([^»]*)»")
_GERUNDET = {"quotient", "prozent", "menge", "zeit", "vergleich", "bestand", "teiljahr"}
_MERKLICH = Fraction(3, 100)  # a smaller error can vanish in the rounding of what follows from the figure


@dataclass(frozen=True)
class Mutant:
    """A paper with one planted error: its kind, the figure before and after, and the line of text it stands in."""

    art: str
    datei: str
    alt: str
    neu: str
    dokument: Dokument
    zeile: int


def sauber(datei: Path) -> Dokument:
    """Return a paper without marks."""
    return _lies(_MARKE.sub(r"\2", datei.read_text(encoding="utf-8")), datei.name)


def _lies(text: str, name: str) -> Dokument:
    return read_text(text.encode(), name, "md")


def mutanten(dateien: list[Path], je_ort: int, saat: int) -> Iterator[Mutant]:
    """Return up to `je_ort` different mutants of every marked figure, the same for the same seed."""
    for datei in dateien:
        roh = datei.read_text(encoding="utf-8")
        for n, treffer in enumerate(_MARKE.finditer(roh)):
            zufall = random.Random(f"{saat}/{datei.name}/{n}")
            for neu in sorted({_falsch(treffer[2], treffer[1], zufall) for _ in range(je_ort)}):
                text = _MARKE.sub(r"\2", roh[: treffer.start()]) + neu + _MARKE.sub(r"\2", roh[treffer.end() :])
                zeile = roh.count("\n", 0, treffer.start()) + 1
                yield Mutant(treffer[1], datei.stem, treffer[2], neu, _lies(text, datei.name), zeile)


def _falsch(text: str, art: str, zufall: random.Random) -> str:
    """Return another figure, day or grade."""
    if treffer := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", text):
        tag = dt.date(int(treffer[3]), int(treffer[2]), int(treffer[1]))
        if art == "termin":  # one of several meetings in order
            return tag.replace(year=tag.year - 1).strftime("%d.%m.%Y")
        monat = zufall.choice([m for m in range(1, 13) if m != tag.month])
        return tag.replace(month=monat).strftime("%d.%m.%Y")
    if treffer := re.fullmatch(r"((?:A|EG|E|S) )(\d+)(.*)", text):
        return f"{treffer[1]}{int(treffer[2]) + zufall.choice([-1, 1])}{treffer[3]}"
    ganz, komma, bruch = text.partition(",")
    wert = int(ganz.replace(".", "") + bruch)
    while True:
        neu = _ziffern(wert, zufall)
        merklich = abs(neu - wert) >= max(_MERKLICH * wert, 1) if art in _GERUNDET else neu != wert
        if neu > 0 and merklich and not (art == "monate" and neu > 12):
            zahl = Fraction(neu, 10 ** len(bruch))
            return format_zahl(zahl, len(bruch), len(bruch)) if komma or "." in ganz or neu > 999 else str(neu)


def _ziffern(wert: int, zufall: random.Random) -> int:
    """Return the number after a slip: another digit, two swapped, one left out, or some percent more or less."""
    ziffern = list(str(wert))
    match zufall.randrange(4):
        case 0:
            ziffern[zufall.randrange(len(ziffern))] = str(zufall.randrange(10))
        case 1 if len(ziffern) > 1:
            k = zufall.randrange(len(ziffern) - 1)
            ziffern[k], ziffern[k + 1] = ziffern[k + 1], ziffern[k]
        case 2 if len(ziffern) > 2:
            del ziffern[zufall.randrange(len(ziffern))]
        case _:
            return wert + zufall.choice([-1, 1]) * max(1, wert * zufall.randrange(4, 30) // 100)
    return int("".join(ziffern))


def _nennt(befund: Pruefbefund, mutant: Mutant) -> bool:
    return any(_zeile(s, mutant.dokument) == mutant.zeile for s in (befund.stelle, *befund.weitere))


def _zeile(stelle: Stelle, dokument: Dokument) -> int | None:
    """Return the line of the text that a place stands in; a place that names a whole table names its rows too."""
    if stelle.zeile_im_text is None or stelle.block is None:
        return stelle.zeile_im_text
    block = dokument.bloecke[stelle.block - 1]
    if isinstance(block, Tabelle) and stelle.zeile is not None:
        return block.zeilen[stelle.zeile - 1][0].stelle.zeile_im_text
    return stelle.zeile_im_text


def messe(
    dateien: list[Path], je_ort: int = 3, saat: int = 20261121
) -> tuple[Counter[str], Counter[str], list[Mutant]]:
    """Return per kind how many errors were planted and found at their place, and those that were not."""
    vorher = {d.stem: {b.text for b in pruefe(sauber(d)).befunde} for d in dateien}
    gesamt: Counter[str] = Counter()
    gefunden: Counter[str] = Counter()
    verfehlt = []
    for mutant in mutanten(dateien, je_ort, saat):
        gesamt[mutant.art] += 1
        neue = [b for b in pruefe(mutant.dokument).befunde if b.text not in vorher[mutant.datei]]
        if any(_nennt(b, mutant) for b in neue):
            gefunden[mutant.art] += 1
        else:
            verfehlt.append(mutant)
    return gesamt, gefunden, verfehlt
