"""Findings on the terminal: grouped by severity, each with place, figures and possible explanations."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from stellenbedarf.ausgabe.pruefbericht.wortlaut import (
    MEHRZAHL,
    dazu,
    gegenueberstellung,
    je_regel,
    je_stufe,
    moeglich,
    ort,
    zusammenfassung,
)
from stellenbedarf.pruefung.ergebnis import Pruefbefund, Pruefergebnis

_BREITE = 100


def pruefbericht_text(ergebnis: Pruefergebnis, hinweise: Sequence[str] = (), ausfuehrlich: bool = False) -> str:
    """Return the result of a check.

    Args:
        ergebnis: the findings.
        hinweise: what could not be read.
        ausfuehrlich: list every confirmed figure instead of counts.
    """
    teile = [f"{ergebnis.datei}: {zusammenfassung(ergebnis)}."]
    teile += ["\n".join(f"Nicht geprüft: {h}" for h in hinweise)] if hinweise else []
    for stufe, befunde in je_stufe(ergebnis):
        titel = f"{stufe.value if len(befunde) == 1 else MEHRZAHL[stufe]}"
        teile.append("\n".join([f"{titel}\n{'─' * len(titel)}", *("\n".join(_befund(b, ergebnis)) for b in befunde)]))
    if ergebnis.bestaetigt:
        teile.append("\n".join(_bestaetigt(ergebnis, ausfuehrlich)))
    return "\n\n".join(teile)


def _befund(befund: Pruefbefund, ergebnis: Pruefergebnis) -> Iterator[str]:
    yield _umbrochen(befund.text, "• ", "  ")
    yield _umbrochen(ort(befund.stelle, ergebnis.datei), "  Stelle: ", "          ")
    for n, stelle in enumerate(dazu(befund, ergebnis.datei)):
        yield _umbrochen(stelle, "          " if n else "  Dazu:   ", "          ")
    if zahlen := gegenueberstellung(befund):
        yield _umbrochen(zahlen, "  Zahlen: ", "          ")
    for hypothese in befund.hypothesen:
        yield _umbrochen(moeglich(hypothese), "  → ", "    ")


def _bestaetigt(ergebnis: Pruefergebnis, ausfuehrlich: bool) -> Iterator[str]:
    yield "Nachgerechnet und richtig\n─────────────────────────"
    if not ausfuehrlich:
        yield _umbrochen(", ".join(f"{zahl} × {regel}" for regel, zahl in je_regel(ergebnis.bestaetigt)), "", "")
        return
    for eintrag in ergebnis.bestaetigt:
        yield _umbrochen(f"{eintrag.text} [{ort(eintrag.stelle, ergebnis.datei)}]", "• ", "  ")


def _umbrochen(text: str, erste: str, weitere: str) -> str:
    return textwrap.fill(
        " ".join(text.split(" ")), _BREITE, initial_indent=erste, subsequent_indent=weitere, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip
