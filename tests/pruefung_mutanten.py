"""Plants one error at a marked place of a clean paper and tells whether the checks find it and name the place."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pruefpapiere import papier
from pruefung_saubere import SAUBER, Ort, dokument, orte, setze

from stellenbedarf.pruefung.dokument import Block, Dokument, Stelle, Ueberschrift
from stellenbedarf.pruefung.ergebnis import Pruefbefund
from stellenbedarf.pruefung.pruefen import pruefe

_DATUM = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_GRAD = re.compile(r"(A|EG|E|S) (\d+)(.*)")
_ZAHL = re.compile(r"-?\d[\d.]*(?:,\d+)?")


@dataclass(frozen=True)
class Mutant:
    """A paper with one planted error."""

    art: str
    papier: str
    alt: str
    neu: str
    dokument: Dokument
    block: int
    zeile: int | None


def falsch(text: str, art: str, zufall: random.Random) -> str:
    """Return a figure, day or grade that is wrong but looks right: a neighbour, a slip of the keys, another step."""
    if treffer := _DATUM.fullmatch(text):
        tag, monat, jahr = (int(x) for x in treffer.groups())
        if art == "datum_wochentag":
            return f"{tag % 28 + 1:02d}.{monat:02d}.{jahr}"
        return f"{tag:02d}.{monat:02d}.{jahr - 1}"
    if treffer := _GRAD.fullmatch(text):
        stufe = int(treffer[2])
        return f"{treffer[1]} {stufe + zufall.choice([-1, 1])}{'' if treffer[1] == 'EG' else treffer[3]}"
    if art.startswith("nummer"):
        return re.sub(r"\d+", lambda m: str(int(m[0]) + zufall.choice([1, 2])), text)
    if art == "schwelle":  # an error only where the average no longer reaches it
        return _tausender(int(text.replace(".", "")) * zufall.randrange(2, 30))
    if art == "gleiche_angabe":  # what the rule promises to find: swapped digits
        ziffern = list(text.replace(".", ""))
        k = zufall.choice(
            [n for n in range(len(ziffern) - 1) if ziffern[n] != ziffern[n + 1] and ziffern[n + 1] != "0"]
        )
        ziffern[k], ziffern[k + 1] = ziffern[k + 1], ziffern[k]
        return _tausender(int("".join(ziffern)))
    if art == "fallrechnung":  # an error only outside the plausible hours a year
        return zufall.choice(["0,5", "0,6", "1,5", "1,8", "2,0", "3,0"])
    if art == "verweis":
        return str(int(text) + zufall.choice([2, 5]))
    zahl = _ZAHL.search(text)
    assert zahl is not None, text
    return text[: zahl.start()] + _falsche_zahl(zahl[0], zufall) + text[zahl.end() :]


def _tausender(zahl: int) -> str:
    return f"{zahl:,}".replace(",", ".")


def _falsche_zahl(text: str, zufall: random.Random) -> str:
    vorzeichen = "-" if text[0] == "-" else ""
    ganz, komma, bruch = text.removeprefix("-").partition(",")
    wert = int(ganz.replace(".", "") + bruch)
    stellen = len(bruch)
    neu = wert
    while neu == wert or neu <= 0:
        ziffern = list(str(wert).zfill(stellen + 1))
        match zufall.randrange(3):
            case 0:  # one digit mistyped, not the last two of long figures: those may be rounding
                k = zufall.randrange(max(1, len(ziffern) - (2 if len(ziffern) > 4 else 0)))
                ziffern[k] = str(zufall.randrange(1, 10))
                neu = int("".join(ziffern))
            case 1:  # two neighbours swapped
                if len(ziffern) > 1:
                    k = zufall.randrange(len(ziffern) - 1)
                    ziffern[k], ziffern[k + 1] = ziffern[k + 1], ziffern[k]
                    neu = int("".join(ziffern))
            case 2:  # a step more or less
                schritt = max(1, wert // zufall.choice([4, 8, 15]))
                neu = wert + zufall.choice([-1, 1]) * schritt
    gesamt = str(neu).zfill(stellen + 1)
    ganz_neu = (
        f"{int(gesamt[: len(gesamt) - stellen]):,}".replace(",", ".") if stellen else f"{neu:,}".replace(",", ".")
    )
    if "." not in ganz and len(ganz) > 3:
        ganz_neu = ganz_neu.replace(".", "")
    return f"{vorzeichen}{ganz_neu}{komma}{gesamt[len(gesamt) - stellen :] if stellen else ''}"


def mutiere(bloecke: list[Block], ort: Ort, zufall: random.Random) -> tuple[Dokument, str]:
    """Return the paper with an error at the place, and what stands there now."""
    if ort.art == "leer":
        rein = setze(bloecke)
        ende = next((k for k in range(ort.block + 1, len(rein)) if isinstance(rein[k], Ueberschrift)), len(rein))
        return papier(*rein[: ort.block + 1], *rein[ende:]), "(leer)"
    neu = falsch(ort.text, ort.art, zufall)
    return papier(*setze(bloecke, ort, neu)), neu


def mutanten(je_ort: int, saat: int) -> Iterator[Mutant]:
    """Return `je_ort` different mutants of every marked place, the same for the same seed."""
    for bau in SAUBER:
        bloecke = bau()
        for ort in orte(bloecke):
            zufall = random.Random(f"{saat}/{bau.__name__}/{ort}")
            gesehen: set[str] = set()
            for _ in range(je_ort * 4):
                mutant, neu = mutiere(bloecke, ort, zufall)
                if neu not in gesehen and len(gesehen) < je_ort:
                    gesehen.add(neu)
                    yield Mutant(ort.art, bau.__name__, ort.text, neu, mutant, ort.block, ort.zeile)


def nennt_ort(befund: Pruefbefund, mutant: Mutant) -> bool:
    """Tell whether a finding names the planted place, first or among the others."""
    return any(_dort(s, mutant) for s in (befund.stelle, *befund.weitere))


def _dort(stelle: Stelle, mutant: Mutant) -> bool:
    return stelle.block == mutant.block + 1 and (mutant.zeile is None or stelle.zeile in (None, mutant.zeile + 1))


def ist_gefunden(mutant: Mutant, vorher: frozenset[Pruefbefund]) -> bool:
    """Tell whether a finding that the clean paper does not have names the planted place."""
    return any(nennt_ort(b, mutant) for b in pruefe(mutant.dokument).befunde if b not in vorher)


def quoten(je_ort: int, saat: int) -> tuple[Counter[str], Counter[str], list[Mutant]]:
    """Return per kind how many errors were planted and found, and those that were not."""
    vorher = {bau.__name__: frozenset(pruefe(dokument(bau())).befunde) for bau in SAUBER}
    gesamt: Counter[str] = Counter()
    gefunden: Counter[str] = Counter()
    verfehlt = []
    for mutant in mutanten(je_ort, saat):
        gesamt[mutant.art] += 1
        if ist_gefunden(mutant, vorher[mutant.papier]):
            gefunden[mutant.art] += 1
        else:
            verfehlt.append(mutant)
    return gesamt, gefunden, verfehlt
