"""How findings are worded in every output: order of severities, counts, figures, possible explanations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.ergebnis import Bestaetigung, Hypothese, Pruefbefund, Pruefergebnis

STUFEN = (Stufe.FEHLER, Stufe.WIDERSPRUCH, Stufe.LUECKE, Stufe.HINWEIS)
MEHRZAHL = {
    Stufe.FEHLER: "Fehler", Stufe.WIDERSPRUCH: "Widersprüche", Stufe.LUECKE: "Lücken", Stufe.HINWEIS: "Hinweise",
}  # fmt: skip
_NUR_AUFBAU = ("nummerierung", "datumsfolge", "verweise", "leerer-abschnitt")
NICHTS_GERECHNET = (
    "Keine Zahl ließ sich nachrechnen. Das Papier nennt keine Summen, Stellen oder Kosten, die sich in Beziehung "
    "setzen lassen, oder sie sind nicht erkennbar: Tabellen brauchen Überschriften, Zahlen die deutsche Schreibweise."
)
_GEWICHTIG = (Stufe.FEHLER, Stufe.WIDERSPRUCH)


def hat_gewichtige(ergebnis: Pruefergebnis) -> bool:
    """Tell whether a finding is an error or a contradiction."""
    return any(b.stufe in _GEWICHTIG for b in ergebnis.befunde)


def ohne_rechnung(ergebnis: Pruefergebnis) -> bool:
    """Tell whether no figure could be recomputed: then a paper without findings is not a paper found right."""
    return not hat_gewichtige(ergebnis) and all(b.regel in _NUR_AUFBAU for b in ergebnis.bestaetigt)


def je_stufe(ergebnis: Pruefergebnis) -> Iterator[tuple[Stufe, list[Pruefbefund]]]:
    """Yield the severities that occur, the gravest first, each with its findings in reading order."""
    for stufe in STUFEN:
        befunde = [b for b in ergebnis.befunde if b.stufe is stufe]
        if befunde:
            yield stufe, befunde


def anzahl(stufe: Stufe, zahl: int) -> str:
    """Return `1 Widerspruch`, `3 Hinweise`."""
    return f"{zahl} {stufe.value if zahl == 1 else MEHRZAHL[stufe]}"


def zusammenfassung(ergebnis: Pruefergebnis) -> str:
    """Return the counts as one phrase."""
    zahlen = [anzahl(stufe, len(befunde)) for stufe, befunde in je_stufe(ergebnis)]
    rechts = len(ergebnis.bestaetigt)
    bestaetigt = f"{rechts} {'Angabe' if rechts == 1 else 'Angaben'} nachgerechnet und richtig"
    return f"{', '.join(zahlen) or 'keine Befunde'}; {bestaetigt}"


def gegenueberstellung(befund: Pruefbefund) -> str:
    """Return the figure stated and the one recomputed; empty where there is neither."""
    teile = [f"angegeben {befund.angegeben}"] if befund.angegeben else []
    teile += [f"nachgerechnet {befund.nachgerechnet}"] if befund.nachgerechnet else []
    return ", ".join(teile)


def moeglich(hypothese: Hypothese) -> str:
    """Return a hypothesis, always as a possibility."""
    text = hypothese.text.strip()
    text = text if text.lower().startswith("möglich") else f"Möglich wäre: {text}"
    return f"{text} Rechnung: {hypothese.rechnung}" if hypothese.rechnung else text


def ort(stelle: Stelle, datei: str) -> str:
    """Return a place; the name of the file is left out where it is the checked one."""
    fundstelle = str(stelle.fundstelle())
    return fundstelle.removeprefix(f"{datei}, ") if stelle.datei == datei else fundstelle


def dazu(befund: Pruefbefund, datei: str) -> list[str]:
    """Return the other places of a finding, each once; rows of one table together."""
    gruppen: dict[Stelle, list[int]] = {}
    for stelle in befund.weitere:
        if stelle != befund.stelle:
            tabelle = stelle if stelle.zelle else replace(stelle, zeile=None, spalte=None, zeile_im_text=None)
            zeilen = gruppen.setdefault(tabelle if stelle.tabelle is not None else stelle, [])
            if stelle.zeile is not None and stelle.zeile not in zeilen:
                zeilen.append(stelle.zeile)
    einzeln = {(s.datei, s.block): s for s in befund.weitere}
    texte = []
    for stelle, zeilen in gruppen.items():
        if len(zeilen) < 2 or stelle.zelle:
            allein = stelle if not zeilen or stelle.zelle else einzeln[stelle.datei, stelle.block]
            texte.append(ort(allein, datei))
        else:
            texte.append(f"{ort(stelle, datei)}, Zeilen {bereiche(zeilen)}")
    return texte


def bereiche(nummern: Iterable[int]) -> str:
    """Return `2–6, 9`."""
    teile: list[list[int]] = []
    for n in sorted(nummern):
        if teile and n == teile[-1][1] + 1:
            teile[-1][1] = n
        else:
            teile.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in teile)


def je_regel(bestaetigt: Iterable[Bestaetigung]) -> list[tuple[str, int]]:
    """Return how many figures each rule confirmed, in order of appearance."""
    return list(Counter(b.regel for b in bestaetigt).items())
