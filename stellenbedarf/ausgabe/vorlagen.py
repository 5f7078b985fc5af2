"""Templates of an office's own: what they may use, what is wrong with them, and samples to start from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from stellenbedarf.ablage import shipped
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt, kopfangaben
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt, Kopfangaben
from stellenbedarf.ausgabe.inhalt.daten import Daten, als_daten
from stellenbedarf.ausgabe.inhalt.namen import NAMEN, Name, beispiel
from stellenbedarf.ausgabe.inhalt.namen_je_art import NAMEN_JE_ART, STELLENPAPIER
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.stellensicht import Stellensicht
from stellenbedarf.ausgabe.inhalt.texte import Textvorlagen
from stellenbedarf.ausgabe.inhalt.textpruefung import check_text, gesetzte_namen
from stellenbedarf.ausgabe.sandkasten import FILTERNAMEN, Sandkasten
from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler
from stellenbedarf.rechnung.ergebnis import Ergebnis

MAX_BEISPIEL = 60
WORD_MUSTER = "word/briefkopf.docx"
WORD_ENDUNGEN = (".docx", ".dotx", ".docm", ".dotm", ".doc", ".dot", ".odt", ".rtf")


def namen_text(ergebnis: Ergebnis, stellen: Ergebnis) -> str:
    """Return the names for Word and text templates with meaning and example, for the terminal.

    Args:
        ergebnis: the result that the examples come from.
        stellen: one with job papers, for the names that only these have.
    """
    from stellenbedarf.ausgabe.word.vorlage import FELDER, beispiele

    sicht = Sicht(ergebnis)
    werte = beispiele(_word_daten(ergebnis))
    teile = [
        "Felder einer Word-Vorlage (bericht --vorlage MEINE.docx)",
        *_zeilen([(f"{{{{ {name} }}}}", bedeutung, werte[name]) for name, bedeutung in FELDER.items()]),
        "",
        "Namen in Textbausteinen (Ordner templates/)",
        *_abschnitt(NAMEN, sicht.kontext()),
    ]
    for art, namen in NAMEN_JE_ART.items():
        if namen is not STELLENPAPIER:
            teile += ["", f"Nur in {art}", *_abschnitt(namen, BERICHTSARTEN[art].eigenes(sicht))]
    papiere = [art for art, namen in NAMEN_JE_ART.items() if namen is STELLENPAPIER]
    kontext = Stellensicht(stellen, stellen.modell.posten).kontext()
    teile += ["", f"Nur in {', '.join(papiere)}", *_abschnitt(STELLENPAPIER, kontext)]
    return "\n".join([*teile, "", f"Filter: {', '.join(FILTERNAMEN)}"])


def _abschnitt(namen: Mapping[str, Name], kontext: Mapping[str, Any]) -> list[str]:
    zeilen: list[str] = []
    gezeigt: set[int] = set()
    for name, eintrag in namen.items():
        if eintrag.aufruf:
            wert = Sandkasten().compile_expression(eintrag.aufruf)(**kontext)
            zeilen += _zeilen([(eintrag.aufruf, eintrag.bedeutung, beispiel(wert))])
        else:
            zeilen += _zeilen(_eintraege(name, eintrag, kontext[name], gezeigt))
    return zeilen


def _eintraege(name: str, eintrag: Name, wert: Any, gezeigt: set[int]) -> Iterator[tuple[str, str, str]]:
    """Yield a name and its parts, each with meaning and example; parts that were listed before only once."""
    bekannt = id(eintrag.teile) in gezeigt
    text = "Teile wie oben" if bekannt else "" if eintrag.teile else beispiel(wert)
    yield name, eintrag.bedeutung, text
    if bekannt or not eintrag.teile:
        return
    gezeigt.add(id(eintrag.teile))
    erster = wert[0] if isinstance(wert, (list, tuple)) and wert else wert
    for teil, unter in eintrag.teile.items():
        inhalt = erster.get(teil) if isinstance(erster, Mapping) else getattr(erster, teil, None)
        for unterteil, bedeutung, muster_ in _eintraege(f".{teil}", unter, inhalt, gezeigt):
            yield f"  {unterteil}", bedeutung, muster_


def _zeilen(eintraege: Iterable[tuple[str, str, str]]) -> list[str]:
    return [f"  {name:28} {bedeutung}{_kurz(wert)}" for name, bedeutung, wert in eintraege]


def _kurz(wert: str) -> str:
    gekuerzt = wert if len(wert) <= MAX_BEISPIEL else f"{wert[: MAX_BEISPIEL - 1].rstrip()}…"
    return f"  – {gekuerzt}" if gekuerzt else ""


def check_vorlage(datei: Path, ergebnisse: Sequence[Ergebnis]) -> Befunde:
    """Return all findings about a Word or text template, tried with the given results.

    Raises:
        StellenbedarfFehler: where the file is neither.
    """
    if datei.suffix.lower() == ".md":
        return _check_text(datei, ergebnisse)
    if datei.suffix.lower() not in WORD_ENDUNGEN:
        raise StellenbedarfFehler.einzeln(
            "Das ist keine Vorlage",
            Fundstelle(str(datei)),
            "Möglich sind Word-Dateien (.docx) und Texte (.md).",
        )
    from stellenbedarf.ausgabe.word.vorlage import check_vorlage as check_word

    leer = als_daten(Inhalt("Titel", "", Kopfangaben("", (), "", "Art", "")))
    return check_word(datei, [*(_word_daten(e) for e in ergebnisse), leer])


def _check_text(datei: Path, ergebnisse: Sequence[Ergebnis]) -> Befunde:
    texte = {name: inhalt.decode("utf-8") for name, inhalt in muster().items() if name.endswith(".md")}
    name = next((n for n in texte if datei.as_posix().endswith(f"/{n}") or datei.as_posix() == n), "")
    bekannt = dict(NAMEN)
    for art, namen in NAMEN_JE_ART.items():
        bekannt |= namen if name.partition("/")[0] in (art, "bausteine", "") else {}
    lokale = (
        {n for text in texte.values() for n in gesetzte_namen(text)} if name and not name.endswith("/inhalt.md") else ()
    )
    befunde = check_text(datei, bekannt, lokale)
    if not befunde.hat_fehler:
        for ergebnis in ergebnisse:
            _probiere(datei, name, ergebnis, befunde)
    return befunde


def _probiere(datei: Path, name: str, ergebnis: Ergebnis, befunde: Befunde) -> None:
    """Write the documents that use a text template; one that replaces no shipped template is tried by itself."""
    if not name:
        _melde(lambda: Textvorlagen(ersetzt={datei.name: datei}).render(datei.name, Sicht(ergebnis).kontext()), befunde)
        return
    for art in BERICHTSARTEN.values():
        vorlagen = Textvorlagen()
        try:
            baue_inhalt(ergebnis, art, vorlagen=vorlagen)
        except StellenbedarfFehler:
            if not vorlagen.gelesen:
                continue  # the case lacks what this kind needs
        if name in vorlagen.gelesen:
            _melde(partial(baue_inhalt, ergebnis, art, vorlagen=Textvorlagen(ersetzt={name: datei})), befunde)


def _melde(schreibe: Callable[[], object], befunde: Befunde) -> None:
    try:
        schreibe()
    except StellenbedarfFehler as fehler:
        for befund in fehler.befunde:
            befunde.add(befund)


def _word_daten(ergebnis: Ergebnis) -> Daten:
    kopf, art = ergebnis.modell.fall.kopf, next(iter(BERICHTSARTEN.values()))
    return als_daten(Inhalt(kopf.titel, kopf.untertitel, kopfangaben(kopf, art.titel)))


def muster(namen: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the sample letterhead and the text templates by their path below `templates/`.

    Args:
        namen: only these, where given.

    Raises:
        StellenbedarfFehler: where a name does not exist.
    """
    ordner = shipped("templates")
    texte = sorted(p.relative_to(ordner).as_posix() for p in ordner.rglob("*.md"))
    alle = (WORD_MUSTER, *texte)
    for name in namen:
        if name not in alle:
            raise StellenbedarfFehler.einzeln(f"Die Vorlage „{name}“ gibt es nicht", None, vorschlag(name, alle))
    return {name: (ordner / name).read_bytes() for name in namen or alle}
