"""Builds docs/verfahren/: one page per Bemessungsverfahren from its formulas, a worked case, and the audit points.

Run from the source tree: python scripts/build_verfahren_docs.py
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from stellenbedarf.ausgabe.verzeichnis import symbolisch
from stellenbedarf.formel import Eingabe, Einheit, Formelsatz
from stellenbedarf.formel.abfolge import abfolge
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.formel.satz import AUS_AUFGABEN, KONSTANTEN
from stellenbedarf.formel.schrift import rechentext
from stellenbedarf.rechnung.pruefpunkte import PRUEFPUNKTE
from stellenbedarf.schreibweise import RECHEN_STELLEN, zahltext
from stellenbedarf.verfahren import VERFAHREN, Verfahren
from stellenbedarf.verfahren.fallzahl import BEARBEITUNGSZEIT, GETRENNTE_VERTEILZEIT, VERTEILZEIT
from stellenbedarf.zahlen import format_prozent, format_zahl, ist_exakt_geschrieben, read_zahl

PROJEKT = Path(__file__).parent.parent
ZIEL = PROJEKT / "docs" / "verfahren"
FAELLE = PROJEKT / "tests" / "faelle"
VERMERK = "<!-- Erzeugt mit scripts/build_verfahren_docs.py; Änderungen gehören in das Verfahren oder den Fall. -->"
_MIT_VERTEILZEIT = {e.name for e in (VERTEILZEIT, *GETRENNTE_VERTEILZEIT)}


def _eingaben(verfahren: Verfahren) -> set[str]:
    saetze = verfahren.varianten.values()
    return {e.name for s in saetze for e in (*s.eingaben, *(e for li in s.listen for e in li.eingaben))}


# How a method meets an audit point: key of the point, for which methods, and what it contributes.
BEITRAEGE: tuple[tuple[str, Callable[[Verfahren], bool], str], ...] = (
    ("dokumentation", lambda _: True,
     "Jeder Schritt steht mit Formel, eingesetzten Werten und Herkunft im Rechenweg; die Werte brauchen eine Quelle."),
    ("anerkannt", lambda v: v.misst, "Das Verfahren ist mit Quelle benannt."),
    ("anerkannt", lambda v: not v.misst,
     "Erfüllt den Punkt nicht: Eine Setzung ist keine Bemessung und wird so benannt."),
    ("verfahrenswahl", lambda _: True, "Wann es passt und wann nicht, steht oben; die Wahl begründet der Fall."),
    ("begruendet", lambda v: bool(v.texte), "Der Fall muss eine Begründung enthalten, sonst wird nicht gerechnet."),
    ("verteilzeit", lambda v: bool(_eingaben(v) & _MIT_VERTEILZEIT),
     "Verteilzeit ist eine eigene Eingabe; mit „zeitart“ fällt auf, wenn sie doppelt zählt."),
    ("verteilzeit", lambda v: BEARBEITUNGSZEIT.name not in _eingaben(v) and "jahresarbeitszeit_h" in _eingaben(v)
     and not _eingaben(v) & _MIT_VERTEILZEIT,
     "Hat keine Eingabe für Verteilzeit: Sie steckt in den Zeiten oder mindert die Jahresarbeitszeit, nie beides."),
    ("aufgabenkatalog", lambda v: any(e.reihe == AUS_AUFGABEN for s in v.varianten.values() for e in s.eingaben),
     "Beruht auf den Aufgaben der Position mit ihren Zeitanteilen."),
    ("schaetzung", lambda v: "dreipunktschaetzung" in v.varianten,
     "Die Variante dreipunktschaetzung nimmt Mindest-, Normal- und Höchstzeit in Minuten auf."),
    ("aufgabenkatalog", lambda v: any(s.listen for s in v.varianten.values()),
     "Gliedert die Arbeit in einzeln benannte Einträge, jeder mit eigener Quelle."),
    ("verfahrenswahl", lambda v: v.name == "kombination",
     "Jede Art von Aufgaben wird mit dem Verfahren bemessen, das zu ihr passt; der Rechenweg zeigt jeden Teil."),
    ("stichtag", lambda v: v.name == "fortschreibung", "Schreibt ein früheres Ergebnis mit der neuen Menge fort."),
    ("vermerk", lambda v: not v.misst, "Gesetzter Bedarf gilt als nicht nachgewiesen; er braucht einen kw-Vermerk."),
)  # fmt: skip


def seiten() -> dict[str, str]:
    """Return every page by file name."""
    return {"README.md": _index(), **{f"{v.name}.md": _seite(v) for v in VERFAHREN.values()}}


def _index() -> str:
    zeilen = [
        VERMERK, "", "# Bemessungsverfahren", "",
        "Je Verfahren eine Seite mit Formeln, Eingaben, Quellen, gerechnetem Beispiel und Prüfpunkten. Im Programm",
        "zeigt `stellenbedarf verfahren` Eingaben, Formeln und Quellen.", "",
        "| Verfahren | Schlüssel | geeignet für | Varianten |", "|---|---|---|---|",
    ]  # fmt: skip
    for v in VERFAHREN.values():
        varianten = ", ".join(f"`{name}`" for name in v.varianten)
        zeilen.append(f"| [{v.titel}]({v.name}.md) | `{v.name}` | {_zelle(v.geeignet)} | {varianten} |")
    return "\n".join(zeilen) + "\n"


def _seite(v: Verfahren) -> str:
    teile = [
        VERMERK, f"# {v.titel}", v.beschreibung, f"Schlüssel im Fall: `verfahren: {v.name}`. Quelle: {v.quelle}.",
        "## Wann es passt", f"- **Geeignet:** {v.geeignet}.", f"- **Grenzen:** {v.grenzen}.",
    ]  # fmt: skip
    if v.texte:
        teile.append(f"Der Fall muss dazu angeben: {', '.join(f'`{t}`' for t in v.texte)}.")
    for name, satz in v.varianten.items():
        teile += _variante(v, name, satz)
    teile += [
        "## Prüfpunkte",
        "Was das Verfahren zu den Prüfpunkten der Rechnungshöfe und des Organisationshandbuchs beiträgt:",
    ]
    teile.append("\n".join(["| Prüfpunkt | Quelle | Beitrag |", "|---|---|---|", *_pruefpunkte(v)]))
    return "\n\n".join(teile).replace(".\n\n- **Grenzen", ".\n- **Grenzen") + "\n"


def _pruefpunkte(v: Verfahren) -> Iterator[str]:
    for punkt in PRUEFPUNKTE:
        for schluessel, gilt, beitrag in BEITRAEGE:
            if schluessel == punkt.schluessel and gilt(v):
                yield f"| {_zelle(punkt.anforderung)} | {_zelle(punkt.quelle)} | {_zelle(beitrag)} |"


def _variante(v: Verfahren, name: str, satz: Formelsatz) -> list[str]:
    vorgabe = " (gilt ohne Angabe)" if name == v.standardvariante and len(v.varianten) > 1 else ""
    titel = f"## Variante `{name}`{vorgabe}" if len(v.varianten) > 1 else "## Eingaben und Formeln"
    kopf = ["| Eingabe | Schlüssel | Einheit | erlaubt | Bedeutung |", "|---|---|---|---|---|"]
    zeilen = [_eingabe(e) for e in satz.eingaben]
    listen = []
    for liste in satz.listen:
        fehlt = "" if liste.pflicht else " Kann fehlen."
        listen += [f"Liste `{liste.name}`: {liste.beschreibung}.{fehlt} Je Eintrag:",
                   "\n".join([*kopf, *(_eingabe(e) for e in liste.eingaben)])]  # fmt: skip
    formeln = ["| Größe | Formel | Einheit | Regel und Rundung |", "|---|---|---|---|"]
    for f in satz.formeln:
        regel = "; ".join(t for t in (f.quelle, str(f.rundung) if f.rundung else "") if t)
        formeln.append(f"| {f.bezeichnung} | {_zelle(symbolisch(satz, f))} | {f.einheit} | {_zelle(regel)} |")
    return [titel, "\n".join([*kopf, *zeilen]), *listen, "\n".join(formeln), *_beispiel(v.name, name, satz)]


def _eingabe(e: Eingabe) -> str:
    zeige = format_prozent if e.einheit.prozent else format_zahl
    grenzen = []
    if e.minimum is not None:
        grenzen.append(f"{'mehr als' if e.ueber_minimum else 'mindestens'} {zeige(e.minimum)}")
    if e.maximum is not None:
        grenzen.append(f"höchstens {zeige(e.maximum)}")
    bedeutung = e.beschreibung
    if e.vorgabe is not None:
        bedeutung += f". Ohne Angabe {zeige(e.vorgabe)}: {e.vorgabe_grund}"
    elif e.optional:
        bedeutung += ". Kann fehlen; davon abhängige Nebenrechnungen entfallen dann"
    elif e.reihe:
        bedeutung += f". Stammt {e.reihe}"
    return f"| {e.bezeichnung} | `{e.name}` | {e.einheit} | {', '.join(grenzen)} | {_zelle(bedeutung)} |"


def _beispiel(verfahren: str, variante: str, satz: Formelsatz) -> list[str]:
    """Return a case of a variant with every step: the one marked as example, else the first by file name."""
    pfade = sorted((FAELLE / verfahren).glob("*.yaml"))
    alle = [yaml.load(p.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for p in pfade]
    faelle = [f for f in alle if f["variante"] == variante]
    if not faelle:
        raise ValueError(f"no case for {verfahren}/{variante}")
    fall = next((f for f in faelle if f.get("beispiel") == "ja"), faelle[0])
    kopf = f"**Beispiel:** {fall['titel']}. {' '.join(fall['quelle'].split())}"
    return [kopf, "```text\n" + "\n\n".join(_schritte(satz, fall["eingaben"])) + "\n```"]


def lies_eingaben(
    satz: Formelsatz, eingaben: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, tuple[int, ...]], dict[str, str]]:
    """Return what the formulas of a case start from.

    Returns:
        Values by name (those of entries as in `abfolge`), to which entry each entry of a list belongs, and the names
        of the entries by list and number (`schritte.2`).
    """
    werte: dict[str, Any] = {e.name: e.vorgabe for e in satz.eingaben if e.vorgabe is not None}
    werte |= {k.name: k.wert for k in KONSTANTEN.values()}
    eintraege: dict[str, tuple[int, ...]] = {}
    namen: dict[str, str] = {}
    for liste in satz.listen:
        zeilen = eingaben.get(liste.name, [])
        ziele = [z["bezeichnung"] for z in eingaben.get(liste.je, [])]
        eintraege[liste.name] = tuple(ziele.index(z["variante"]) + 1 if "variante" in z else 0 for z in zeilen)
        werte |= {f"{liste.name}.0.{e.name}": e.vorgabe for e in liste.neutral}
        for nummer, zeile in enumerate(zeilen, start=1):
            namen[f"{liste.name}.{nummer}"] = zeile["bezeichnung"]
            for e in liste.eingaben:
                if e.name in zeile or e.vorgabe is not None:
                    wert = read_zahl(zeile[e.name]) if e.name in zeile else e.vorgabe
                    werte[f"{liste.name}.{nummer}.{e.name}"] = wert
    for name in eingaben.keys() - {liste.name for liste in satz.listen}:
        angabe = eingaben[name]
        werte[name] = tuple(map(read_zahl, angabe)) if isinstance(angabe, list) else read_zahl(angabe)
    return werte, eintraege, namen


def _schritte(satz: Formelsatz, eingaben: dict[str, Any]) -> Iterator[str]:
    werte, eintraege, namen = lies_eingaben(satz, eingaben)
    for schritt in abfolge(satz, werte, eintraege):
        formel = schritt.formel
        gebunden = {a: tuple(werte[b] for b in z) if isinstance(z, tuple) else werte[z]
                    for a, z in schritt.bezuege.items()}  # fmt: skip
        werte[schritt.name] = ergebnis = exakt(formel.baum, gebunden)
        eingesetzt = {a: _text(w, satz.einheit(a)) for a, w in gebunden.items()}
        genau = ist_exakt_geschrieben(ergebnis * 100 if formel.einheit.prozent else ergebnis, RECHEN_STELLEN)
        zusatz = f" ({namen[f'{schritt.liste.name}.{schritt.nummer}']})" if schritt.liste else ""
        yield "\n".join([
            f"{formel.bezeichnung}{zusatz}",
            f"  = {symbolisch(satz, formel)}",
            f"  = {rechentext(formel.baum, eingesetzt)}",
            f"  {'=' if genau else '≈'} {_text(ergebnis, formel.einheit)}",
        ])  # fmt: skip


def _text(wert: Fraction | tuple[Fraction, ...], einheit: Einheit) -> str:
    if isinstance(wert, tuple):
        return "; ".join(_text(w, einheit) for w in wert)
    text = zahltext(wert, einheit)
    return text if einheit.prozent or not einheit.anzeige else f"{text} {einheit}"


def _zelle(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write all pages and remove those of methods that are gone."""
    ZIEL.mkdir(parents=True, exist_ok=True)
    neu = seiten()
    for pfad in ZIEL.glob("*.md"):
        if pfad.name not in neu:
            pfad.unlink()
    for name, text in neu.items():
        (ZIEL / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
