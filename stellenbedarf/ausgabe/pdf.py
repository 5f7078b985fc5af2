"""Renders a document as PDF (PDF/UA-1 and PDF/A-2a) with Typst; all words travel as JSON, never as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from stellenbedarf.ablage import find
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt
from stellenbedarf.ausgabe.inhalt.daten import Daten, als_daten
from stellenbedarf.fehler import StellenbedarfFehler

ERSATZ = "\ufffd"
"""Stands for a character that no shipped font can show, an emoji for one."""

MAX_UEBERSCHRIFT = 4000

_VORLAGE = "templates/typst/dokument.typ"
_PROBE = "templates/typst/probe.typ"
_SCHRIFTEN = "templates/schriften"
# One fixed time, so that the same content gives the same bytes.
_ZEITPUNKT = datetime(2000, 1, 1, tzinfo=UTC)

# What the shipped font certainly has: printable Latin-1, Latin Extended-A, the usual punctuation and signs.
_BEKANNT = re.compile("[ -~\n\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030€™−≈√≤≥]+")

# A line can break after these; Typst itself breaks neither paths and addresses nor endless runs of letters.
_LANGES = re.compile(r"[^\s\u00a0]{20,}")
_TRENNER = re.compile(r"(?<=[/\\_?&=@;,:.\-])(?=[^\s\d])")
_ENDLOS = re.compile(r"[^\s\u200b-]{60,}")
# Short pairs stay on one line: a grade, the line of an input file.
_KENNUNGEN = ("anker", "ziel")
_PAAR = re.compile(r"\b(EG|[A-Z]|Zeile) (?=\d)")


def render_pdf(inhalt: Inhalt) -> bytes:
    """Return the document as PDF.

    Raises:
        StellenbedarfFehler: where Typst cannot set the document, with its own words.
    """
    daten = als_daten(inhalt)
    daten["bloecke"] = [_gekuerzt(b) if b["art"] == "ueberschrift" else b for b in daten["bloecke"]]
    fremd = _fremde_zeichen(daten)
    tabelle = str.maketrans(dict.fromkeys(fremd, ERSATZ))
    daten = _ersetze(daten, lambda text: text.translate(tabelle))
    metadaten = {
        "titel": daten["titel"], "autor": daten["kopf"]["koerperschaft"], "stichworte": daten["eigene_texte"],
    }  # fmt: skip
    return _setze({**_ersetze(daten, umbruchstellen, (*_KENNUNGEN, "svg")), "metadaten": metadaten})


def _gekuerzt(ueberschrift: Daten) -> Daten:
    """Return a heading that PDF/A can hold: it repeats each heading as a string of at most 32.767 bytes."""
    text = ueberschrift["text"]
    return {**ueberschrift, "text": f"{text[:MAX_UEBERSCHRIFT]}…"} if len(text) > MAX_UEBERSCHRIFT else ueberschrift


def fremde_zeichen(inhalt: Inhalt) -> list[str]:
    """Return the characters of a document that its PDF shows as `ERSATZ`, for a message to the user."""
    return _fremde_zeichen(als_daten(inhalt))


def _fremde_zeichen(daten: Any) -> list[str]:
    return _nicht_darstellbar(sorted(set(_BEKANNT.sub("", "".join(_texte(daten))))))


def umbruchstellen(text: str) -> str:
    """Put zero-width spaces where overlong words (addresses, paths, endless letters) may break, and none in pairs."""

    def trenne(wort: re.Match[str]) -> str:
        return _ENDLOS.sub(lambda e: "\u200b".join(e[0]), _TRENNER.sub("\u200b", wort[0]))

    return _LANGES.sub(trenne, _PAAR.sub("\\1\u00a0", text))


def _setze(daten: Any) -> bytes:
    try:
        pdf, warnungen = _typst(_VORLAGE, json.dumps(daten))
    except RuntimeError as fehler:
        raise _fehler(str(fehler)) from None
    if warnungen:
        raise _fehler("; ".join(warnungen))
    return pdf


def _typst(name: str, daten: str) -> tuple[bytes, list[str]]:
    """Return the PDF and the warnings of Typst."""
    import typst

    vorlage = find(name).resolve()
    pdf, warnungen = typst.compile_with_warnings(
        vorlage,
        root=vorlage.parent,
        font_paths=[find(_SCHRIFTEN)],
        ignore_system_fonts=True,
        sys_inputs={"daten": daten},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=_ZEITPUNKT,
    )
    assert isinstance(pdf, bytes)
    return pdf, [str(w) for w in warnungen]


def _fehler(grund: str) -> StellenbedarfFehler:
    return StellenbedarfFehler.einzeln(
        f"Das PDF lässt sich nicht setzen ({grund})",
        None,
        "Prüfen Sie eigene Vorlagen im Ordner templates/typst; die mitgelieferten liegen im Programm.",
    )


def _nicht_darstellbar(zeichen: list[str]) -> list[str]:
    """Return the characters that PDF/A cannot hold or the fonts cannot show, found by halving the suspects."""
    if not zeichen or _darstellbar(" ".join(zeichen)):
        return []
    if len(zeichen) == 1:
        return zeichen
    mitte = len(zeichen) // 2
    return _nicht_darstellbar(zeichen[:mitte]) + _nicht_darstellbar(zeichen[mitte:])


def _darstellbar(text: str) -> bool:
    try:
        _typst(_PROBE, text)
    except (RuntimeError, UnicodeError):
        return False
    return True


def _texte(daten: Any) -> Iterable[str]:
    """Yield all strings in the data."""
    if isinstance(daten, str):
        yield daten
    elif isinstance(daten, dict):
        for wert in daten.values():
            yield from _texte(wert)
    elif isinstance(daten, list):
        for wert in daten:
            yield from _texte(wert)


def _ersetze(daten: Any, wandle: Callable[[str], str], ausser: tuple[str, ...] = _KENNUNGEN) -> Any:
    """Return the data with every string changed, except those under the given keys."""
    if isinstance(daten, str):
        return wandle(daten)
    if isinstance(daten, dict):
        return {k: w if k in ausser else _ersetze(w, wandle, ausser) for k, w in daten.items()}
    if isinstance(daten, list):
        return [_ersetze(wert, wandle, ausser) for wert in daten]
    return daten
