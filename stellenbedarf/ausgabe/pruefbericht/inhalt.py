"""The report of a check as blocks, for Word and HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import count

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
    Block,
    Inhalt,
    Kopfangaben,
    Laeufe,
    Liste,
    Punkt,
    TabellenBlock,
    Text,
    Ueberschrift,
)
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
from stellenbedarf.tabellen import Spalte
from stellenbedarf.zahlen import format_datum


def baue_pruefbericht(
    ergebnis: Pruefergebnis, tag: dt.date, hinweise: Sequence[str] = (), weitere: Sequence[str] = ()
) -> Inhalt:
    """Return the report.

    Args:
        ergebnis: the findings.
        tag: day of the check.
        hinweise: what could not be read.
        weitere: names of the papers given for comparison.
    """
    angaben = [("Entwurf", ergebnis.datei)] + [("Herangezogen", name) for name in weitere]
    return Inhalt(
        titel="Prüfung der Zahlen",
        untertitel=ergebnis.datei,
        kopf=Kopfangaben("", tuple(angaben), format_datum(tag), "Prüfbericht", f"Prüfbericht · {ergebnis.datei}"),
        bloecke=tuple(_bloecke(ergebnis, hinweise)),
    )


def _absatz(text: str) -> Absatz:
    return Absatz((Text(schuetze(text)),))


def _zelle(text: str) -> Laeufe:
    return (Text(schuetze(text)),) if text else ()


def _bloecke(ergebnis: Pruefergebnis, hinweise: Sequence[str]) -> Iterator[Block]:
    yield Ueberschrift(1, "Ergebnis")
    yield _absatz(f"Ergebnis der Prüfung: {zusammenfassung(ergebnis)}.")
    if hinweise:
        yield _absatz("Nicht geprüft werden konnte:")
        yield Liste(tuple(Punkt(_zelle(h)) for h in hinweise))
    if ergebnis.befunde:
        yield _uebersicht(ergebnis)
        yield Ueberschrift(1, "Befunde")
        if any(b.hypothesen for b in ergebnis.befunde):
            yield _absatz(
                "Erklärungen, die mit „Möglich wäre“ beginnen, sind Vermutungen: Sie zeigen eine Rechnung, die zur "
                "angegebenen Zahl führt, und belegen nicht, dass so gerechnet wurde."
            )
        nummern = count(1)
        for stufe, befunde in je_stufe(ergebnis):
            yield Ueberschrift(2, MEHRZAHL[stufe] if len(befunde) > 1 else stufe.value)
            for befund in befunde:
                yield from _befund(next(nummern), befund, ergebnis)
    yield from _bestaetigt(ergebnis)
    if ergebnis.regeln:
        yield Ueberschrift(1, "Angewandte Regeln")
        yield TabellenBlock(
            "Angewandte Regeln",
            (Spalte("regel", "Regel"), Spalte("erklaerung", "Was verglichen wird"), Spalte("quelle", "Quelle")),
            tuple((_zelle(r.name), _zelle(r.erklaerung), _zelle(r.quelle)) for r in ergebnis.regeln),
            (24, 46, 30),
        )


def _uebersicht(ergebnis: Pruefergebnis) -> TabellenBlock:
    geordnet = [b for _, befunde in je_stufe(ergebnis) for b in befunde]
    return TabellenBlock(
        "Übersicht der Befunde",
        (Spalte("nr", "Nr."), Spalte("stufe", "Stufe"), Spalte("regel", "Regel"), Spalte("stelle", "Stelle"),
         Spalte("angegeben", "angegeben"), Spalte("nachgerechnet", "nachgerechnet")),
        tuple(
            (_zelle(str(n)), _zelle(b.stufe.value), _zelle(b.regel), _zelle(ort(b.stelle, ergebnis.datei)),
             _zelle(b.angegeben), _zelle(b.nachgerechnet))
            for n, b in enumerate(geordnet, start=1)
        ),
        (6, 16, 20, 30, 18, 18),
    )  # fmt: skip


def _befund(nummer: int, befund: Pruefbefund, ergebnis: Pruefergebnis) -> Iterator[Block]:
    yield Absatz((Text(f"{nummer}. ", fett=True), Text(schuetze(befund.text), fett=True)))
    punkte = [f"Stelle: {ort(befund.stelle, ergebnis.datei)}"]
    punkte += [f"Dazu: {'; '.join(weitere)}"] if (weitere := dazu(befund, ergebnis.datei)) else []
    punkte += [f"Zahlen: {zahlen}"] if (zahlen := gegenueberstellung(befund)) else []
    punkte += [moeglich(h) for h in befund.hypothesen]
    yield Liste(tuple(Punkt(_zelle(p)) for p in punkte))


def _bestaetigt(ergebnis: Pruefergebnis) -> Iterator[Block]:
    if not ergebnis.bestaetigt:
        return
    yield Ueberschrift(1, "Nachgerechnet und richtig")
    yield _absatz(", ".join(f"{zahl} × {regel}" for regel, zahl in je_regel(ergebnis.bestaetigt)) + ".")
    yield TabellenBlock(
        "Nachgerechnete Angaben",
        (Spalte("regel", "Regel"), Spalte("angabe", "Angabe"), Spalte("stelle", "Stelle")),
        tuple((_zelle(b.regel), _zelle(b.text), _zelle(ort(b.stelle, ergebnis.datei))) for b in ergebnis.bestaetigt),
        (22, 46, 32),
    )
