"""The make-up of the paper: empty sections, numbering, references, dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Block, Ueberschrift
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Textblock
from stellenbedarf.pruefung.verstehen.teile import Teil, reiner_titel
from stellenbedarf.pruefung.verstehen.zeit import finde_tage, wochentag_name
from stellenbedarf.zahlen import format_datum

_UNTERSCHRIFT = re.compile(
    r"(?:ober|erster? )?bürgermeister(?:in)?\b|landr[aä]t|stadtr[aä]t|referent|dezernent|beigeordnete|"
    r"stadtdirektor|kämmerer|amtsleit|unterschrift|gez\.",
    re.I,
)
_OHNE_INHALT = re.compile(
    r".*\(\s?\d+\s?%\)|anlagen?|anhang|anlagenverzeichnis|beschlu(?:ss|ß)vorlage|vorlage|.*:", re.I
)
_NAME = re.compile(r"(?:(?:Dr|Prof)\. )*(?:[A-ZÄÖÜ][a-zäöüß-]+ ?){2,3}")


def leerer_abschnitt(papier: Papier) -> Ergebnisse:
    """A section has content; names under a signature are none."""
    bloecke = papier.dokument.bloecke
    texte = {t.block: t for t in papier.texte}
    for n, block in enumerate(bloecke):
        if not isinstance(block, Ueberschrift):
            continue
        titel = reiner_titel(block.text)
        if (
            texte[n].teil is Teil.KOPF
            or _OHNE_INHALT.fullmatch(titel)
            or not titel
            or (block.text.rstrip(" *").endswith(":") and texte[n].teil is Teil.ANLAGE)
        ):
            continue
        ende = next((k for k in range(n + 1, len(bloecke)) if isinstance(bloecke[k], Ueberschrift)), len(bloecke))
        inhalt = [texte[k] for k in range(n + 1, ende) if k in texte]
        if ende < len(bloecke) and ende == n + 1 and bloecke[ende].ebene > block.ebene:  # type: ignore[union-attr]
            continue
        if ende - n - 1 == len(inhalt) and _sind_unterschriften(inhalt) and not _UNTERSCHRIFT.search(titel):
            yield Fund(f"Der Abschnitt „{titel}“ ist leer.", block.stelle, "", stufe=Stufe.LUECKE)


def _ist_aufzaehlung(bloecke: Sequence[Block], n: int) -> bool:
    """Tell whether numbered headings follow each other without text: items of a list that look like headings."""
    nachbarn = [bloecke[k] for k in (n - 1, n + 1) if 0 <= k < len(bloecke)]
    selbst = bloecke[n]
    return (
        isinstance(selbst, Ueberschrift)
        and bool(selbst.nummer)
        and any(isinstance(b, Ueberschrift) and b.nummer and b.ebene == selbst.ebene for b in nachbarn)
    )


def _sind_unterschriften(inhalt: Sequence[Textblock]) -> bool:
    """Tell whether paragraphs are nothing but names and titles of those who sign; nothing at all counts too."""
    titel = [t for t in inhalt if _ist_titel(t)]
    return not inhalt or (bool(titel) and all(t in titel or _NAME.fullmatch(t.text.strip()) for t in inhalt))


def _ist_titel(text: Textblock) -> bool:
    kurz = len(text.text) < 80 and not text.text.rstrip().endswith((".", ":", ";"))
    return kurz and _UNTERSCHRIFT.search(text.text) is not None


def nummerierung(papier: Papier) -> Ergebnisse:
    """Numbers of headings, annexes, items of the resolution and tables run on without gap or repetition."""
    for name, folge in _folgen(papier):
        zahlen = [z for z, _ in folge]
        stoerung = _stoerung(zahlen)
        if stoerung is None:
            if len(folge) > 2:
                yield Richtig(f"{name}: Nummern 1 bis {max(zahlen)} lückenlos", folge[0][1].stelle)
            continue
        yield Fund(
            f"{name}: Die Nummern lauten {', '.join(map(str, zahlen))}.",
            folge[stoerung][1].stelle,
            ", ".join(map(str, zahlen)),
            ", ".join(str(zahlen[0] + k) for k in range(len(zahlen))),
            tuple(t.stelle for k, (_, t) in enumerate(folge) if k != stoerung),
        )


def _stoerung(zahlen: Sequence[int]) -> int | None:
    """Return the first number that breaks the sequence; a new count from 1 that goes on with 2 is none."""
    for n in range(1, len(zahlen)):
        neu = zahlen[n] == 1 and (n + 1 == len(zahlen) or zahlen[n + 1] == 2)
        if zahlen[n] != zahlen[n - 1] + 1 and not neu:
            return n
    return None


def _folgen(papier: Papier) -> list[tuple[str, list[tuple[int, Textblock]]]]:
    """Return numbers that belong together: siblings of headings, items of the resolution, annexes, table titles."""
    gruppen: dict[tuple[str, ...], list[tuple[int, Textblock]]] = {}
    durchlaufend: dict[tuple[str, ...], list[tuple[int, Textblock]]] = {}  # headings whatever part they stand in
    for text in papier.texte:
        if text.ist_ueberschrift:
            nummer = text.nummer.rstrip(".)")
            anlage = re.fullmatch(r"(?:Anlage|Anhang)\s(\d+)", nummer)
            if anlage:
                gruppen.setdefault(("Anlagen",), []).append((int(anlage[1]), text))
            elif re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*", nummer):
                *oben, letzte = nummer.split(".")
                eltern = text.abschnitt[:-1] if not oben else ()
                schluessel = (f"Gliederung {'.'.join(oben)}".strip(), str(len(oben)), *eltern)
                durchlaufend.setdefault(schluessel, []).append((int(letzte), text))
                gruppen.setdefault((*schluessel, text.teil), []).append((int(letzte), text))
        elif text.teil is Teil.BESCHLUSS and text.tiefe <= 1 and re.fullmatch(r"\d{1,2}\.", text.nummer):
            gruppen.setdefault(("Punkte des Beschlusses", *text.abschnitt), []).append((int(text.nummer[:-1]), text))
        elif treffer := re.match(r"(?:Tabelle|Abbildung)\s(\d{1,2})\s?[:.–]", text.text):
            gruppen.setdefault((text.text.split()[0] + "n",), []).append((int(treffer[1]), text))
    for schluessel, folge in durchlaufend.items():
        if len(folge) > 1 and _stoerung([n for n, _ in folge]) is None:  # one count through all parts
            gruppen = {k: f for k, f in gruppen.items() if k[:-1] != schluessel} | {schluessel: folge}
    return [(schluessel[0], folge) for schluessel, folge in gruppen.items() if len(folge) > 1]


_VERWEIS = re.compile(r"(?<![\w.])(?P<was>Anlage|Tabelle)\s(?P<nr>\d{1,2})(?![\d/]|\.\d|\s(?:zu[mr]?|der|des)\s)")


def verweise(papier: Papier) -> Ergebnisse:
    """What the paper refers to (Anlage 3, Tabelle 2) exists in it."""
    anlagen = {
        int(m[1])
        for t in papier.texte
        if (m := re.match(r"(?:Anlage|Anhang)\s(\d+)", t.nummer or t.text)) and (t.ist_ueberschrift or len(t.text) < 80)
    }
    liste = [
        t
        for t in papier.texte
        if t.abschnitt
        and re.fullmatch(r"(?:\d+\.?\s)?Anlagen?(?:verzeichnis)?:?", t.abschnitt[-1])
        and re.fullmatch(r"\d{1,2}[.)]", t.nummer)
    ]
    anlagen |= {int(t.nummer[:-1]) for t in liste}
    for satz in papier.saetze:
        for m in _VERWEIS.finditer(satz.text):
            if (
                m["was"] == "Anlage"
                and anlagen
                and int(m["nr"]) not in anlagen
                and not re.search(
                    r"Drs|GRDrs|Vorlage|Rundschreiben|SGB|Gesetz|TV", satz.text[max(0, m.start() - 40) : m.start()]
                )
            ):
                if satz.block.ist_ueberschrift:
                    continue
                yield Fund(
                    f"Der Text verweist auf Anlage {m['nr']}; vorhanden sind nur "
                    f"{', '.join(f'Anlage {a}' for a in sorted(anlagen))}.",
                    satz.stelle,
                    m[0],
                )


_BIS = re.compile(r"\s?(?:bis|–|-)\s?(?:zum\s|einschließlich\s)?$", re.I)


def datumsfolge(papier: Papier) -> Ergebnisse:
    """Days exist, carry the right weekday, „von … bis“ runs forward, and sessions follow each other."""
    for text in papier.texte:
        tage = finde_tage(text.text)
        for tag in tage:
            if tag.datum is None:
                yield Fund(f"Den Tag {tag.text} gibt es im Kalender nicht.", text.stelle, tag.text)
            elif tag.wochentag is not None and tag.datum.weekday() != tag.wochentag:
                yield Fund(
                    f"Der {tag.text} ist ein {wochentag_name(tag.datum.weekday())}, kein "
                    f"{wochentag_name(tag.wochentag)}.",
                    text.stelle,
                    wochentag_name(tag.wochentag),
                    wochentag_name(tag.datum.weekday()),
                )
        for a, b in pairwise(tage):
            dazwischen, davor = text.text[a.ende : b.von], text.text[max(0, a.von - 12) : a.von]
            if (
                a.datum
                and b.datum
                and b.datum < a.datum
                and _BIS.fullmatch(dazwischen)
                and re.search(r"(?:vom?|ab|zwischen)\s(?:dem\s)?$", davor)
            ):
                yield Fund(
                    f"Der Zeitraum {a.text} bis {b.text} läuft rückwärts.", text.stelle, f"{a.text} bis {b.text}"
                )
    yield from _beratungsfolge(papier)


def _beratungsfolge(papier: Papier) -> Ergebnisse:
    datum = next(
        (t.datum for text in papier.texte[:12] if text.teil is Teil.KOPF for t in finde_tage(text.text) if t.datum),
        None,
    )
    for blatt in papier.blaetter:
        termine = next((s for s in blatt.spalten if re.search(r"termin|datum|sitzung.*am|^am$", s.kopf, re.I)), None)
        if termine is None or not re.search(
            r"vorlage an|gremium|ausschuss|beratung", " ".join(s.kopf for s in blatt.spalten), re.I
        ):
            continue
        folge = [(t.datum, z.ort(termine)) for z in blatt.zeilen for t in finde_tage(z.text(termine)) if t.datum]
        falsch = False
        for (a, ort_a), (b, ort_b) in pairwise(folge):
            if b < a:
                falsch = True
                yield Fund(
                    f"Die Sitzung am {format_datum(b)} steht nach der am {format_datum(a)}.",
                    ort_b,
                    format_datum(b),
                    f"nach dem {format_datum(a)}",
                    (ort_a,),
                )
        for tag, ort in folge:
            if datum and tag < datum and (datum - tag) > dt.timedelta(days=0):
                falsch = True
                yield Fund(
                    f"Die Sitzung am {format_datum(tag)} liegt vor dem Datum der Vorlage ({format_datum(datum)}).",
                    ort,
                    format_datum(tag),
                    f"ab {format_datum(datum)}",
                    stufe=Stufe.HINWEIS,
                )
        if folge and not falsch:
            yield Richtig(f"Beratungsfolge mit {len(folge)} Terminen in zeitlicher Reihenfolge", folge[0][1])
