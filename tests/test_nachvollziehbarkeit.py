"""One figure, one origin: every figure of every paper reads the same in every format and leads to where it comes from.

The figures are read out of the finished files. Planted errors show that the comparison would notice one.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streuungsprobe import gestreut, umgekehrt
from zahlenlese import aus_docx, aus_html, aus_mappe, aus_pdf, figuren_des_inhalts, verweise_im_pdf, zeigt

from stellenbedarf.ausgabe.formate import render
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import Absatz, Inhalt, TabellenBlock, Zahl
from stellenbedarf.ausgabe.inhalt.daten import als_daten
from stellenbedarf.ausgabe.inhalt.freitext import KENNUNG
from stellenbedarf.ausgabe.inhalt.stellenpapier import PFLICHT
from stellenbedarf.ausgabe.json_text import als_text
from stellenbedarf.ausgabe.mappe.anlage import RECHENWEG
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rechnung.summen import GESAMT
from stellenbedarf.stellenplan import NICHT_ANGEGEBEN, stellenplan
from stellenbedarf.tabellen import LEER, Tabellen
from stellenbedarf.zahlen import format_fest, format_prozent, format_zahl

INPUTS = Path(__file__).parent.parent / "inputs"
EINZELN = sorted(p.name for p in INPUTS.glob("*.yaml"))
FAELLE = [*((n,) for n in EINZELN), ("stuttgart-jobcenter.yaml", "stuttgart-it-personal.yaml")]
GESETZT = "gewicht"  # the kind of column with numbers that the case sets and nothing computes
ART_ZU_JEDEM_FALL = "beschlussvorlage"


@cache
def ergebnis(fall: tuple[str, ...]) -> Ergebnis:
    modell, befunde = load([INPUTS / n for n in fall])
    return rechne(modell, befunde=befunde)


@dataclass(frozen=True)
class Papier:
    """A paper of a case in all formats."""

    fall: tuple[str, ...]
    inhalt: Inhalt

    @cached_property
    def zahlen(self) -> list[Zahl]:
        return figuren_des_inhalts(self.inhalt)

    @property
    def gerechnet(self) -> list[Zahl]:
        """Figures of the engine; those that people wrote into texts lead to their origin but are not computed."""
        return [z for z in self.zahlen if not z.id.startswith(KENNUNG)]

    @cached_property
    def dateien(self) -> dict[str, bytes]:
        return dict(render(self.inhalt, ("docx", "pdf", "html")))


@cache
def papier(fall: tuple[str, ...], art: str) -> Papier | None:
    """Return a paper; None where the kind does not suit the case, which says so by a finding."""
    try:
        return Papier(fall, baue_inhalt(ergebnis(fall), BERICHTSARTEN[art]))
    except StellenbedarfFehler:
        return None


def passt(fall: tuple[str, ...], art: str) -> bool:
    """Job papers need a profile, which the Berlin cases have; every other kind suits every case."""
    return art not in PFLICHT or all(name.startswith("berlin-") for name in fall)


PAARE = pytest.mark.parametrize(
    ("fall", "art"),
    [(f, a) for f in FAELLE for a in BERICHTSARTEN if passt(f, a)],
    ids=lambda x: x if isinstance(x, str) else "+".join(x),
)


def vorhanden(fall: tuple[str, ...], art: str) -> Papier:
    gefunden = papier(fall, art)
    assert gefunden is not None
    return gefunden


def test_every_kind_has_a_case_and_every_case_a_paper() -> None:
    """What is left out above is what the program refuses."""
    assert len(FAELLE) > 3
    assert all((papier(f, a) is not None) is passt(f, a) for f in FAELLE for a in BERICHTSARTEN)
    assert all(any(papier(f, a) for f in FAELLE) for a in BERICHTSARTEN)
    assert all(papier(f, ART_ZU_JEDEM_FALL) for f in FAELLE)


# --- What the formats say against what the content says ---------------------------------------------------------


def abweichungen_docx(zahlen: list[Zahl], datei: bytes) -> list[str]:
    figuren, ziele = aus_docx(datei)
    fehler = [f"{f.text} [{f.marke}] leads nowhere" for f in figuren if f.ziel not in ziele]
    return fehler + _verschieden(
        [(_umbrochen(z.text), z.marke) for z in zahlen], [(_umbrochen(f.text), f.marke) for f in figuren]
    )


def _umbrochen(text: str) -> str:
    """Narrow cells of Word allow a break before the unit."""
    return text.replace("\u00a0", " ")


def abweichungen_html(zahlen: list[Zahl], datei: bytes) -> list[str]:
    figuren, ids = aus_html(datei)
    fehler = [f"{f.text} [{f.marke}] leads nowhere" for f in figuren if f.ziel not in ids]
    gerechnet = [f for f in figuren if not f.groesse.startswith(KENNUNG)]
    fehler += [f"{f.text} is not {f.wert}" for f in gerechnet if not zeigt(f.text, Fraction(f.wert))]
    soll = [(z.text, z.marke, z.id, z.szenario, z.wert) for z in zahlen]
    return fehler + _verschieden(soll, [(f.text, f.marke, f.groesse, f.szenario, f.wert) for f in figuren])


def abweichungen_pdf(zahlen: list[Zahl], datei: bytes) -> list[str]:
    gefunden = aus_pdf(datei, {z.marke for z in zahlen})
    erwartet = Counter((z.text, z.marke) for z in zahlen)
    return [
        f"{was}: {zahl}" for was, zahl in (("missing", erwartet - gefunden), ("surplus", gefunden - erwartet)) if zahl
    ]


def _verschieden(soll: list[Any], ist: list[Any]) -> list[str]:
    fehler = [f"{a} reads {b}" for a, b in zip(soll, ist, strict=False) if a != b]
    return fehler + ([f"{len(ist)} of {len(soll)} figures"] if len(soll) != len(ist) else [])


PRUEFUNGEN: dict[str, Callable[[list[Zahl], bytes], list[str]]] = {
    "docx": abweichungen_docx, "html": abweichungen_html, "pdf": abweichungen_pdf,
}  # fmt: skip


@pytest.mark.echt("pdftotext")
@PAARE
@pytest.mark.parametrize("format_", PRUEFUNGEN)
def test_the_figures_of_a_file_are_those_of_the_content_and_lead_to_their_origin(
    fall: tuple[str, ...], art: str, format_: str
) -> None:
    blatt = vorhanden(fall, art)
    assert len(blatt.zahlen) > 0
    assert PRUEFUNGEN[format_](blatt.zahlen, blatt.dateien[format_]) == []


def test_there_is_something_to_compare() -> None:
    anzahl = {f: len(p.zahlen) for f in FAELLE if (p := papier(f, ART_ZU_JEDEM_FALL))}
    assert min(anzahl.values()) > 20
    assert max(anzahl.values()) > 250


@PAARE
def test_every_figure_has_an_origin_in_the_document(fall: tuple[str, ...], art: str) -> None:
    blatt = vorhanden(fall, art)
    ziele = {z["ziel"] for z in _zahlen(als_daten(blatt.inhalt))}
    assert "" not in ziele
    assert all(z.marke and z.id.partition("@")[0] in ergebnis(fall).modell.netz for z in blatt.gerechnet)


def _zahlen(daten: Any) -> Iterator[dict[str, Any]]:
    if isinstance(daten, dict):
        if daten.get("art") == "zahl":
            yield daten
        for wert in daten.values():
            yield from _zahlen(wert)
    elif isinstance(daten, list):
        for wert in daten:
            yield from _zahlen(wert)


@pytest.mark.echt("pdftotext")
@PAARE
def test_links_of_the_pdf_lead_to_the_label_they_show(fall: tuple[str, ...], art: str) -> None:
    blatt = vorhanden(fall, art)
    marken = {z.marke for z in blatt.zahlen}
    geprueft: Counter[str] = Counter()
    for marke, am_ziel in verweise_im_pdf(blatt.dateien["pdf"], marken):
        if marke:
            titel = f"Position {marke.removeprefix('P')}:"  # job papers name the position and not the label
            dort = re.search(rf"{re.escape(marke)}(?![\w.])", am_ziel) or titel in am_ziel
            assert dort, f"[{marke}] leads to {am_ziel[:80]!r}"
            geprueft[marke] += 1
    assert geprueft.keys() == marken


@PAARE
def test_no_figure_of_a_table_lacks_its_origin(fall: tuple[str, ...], art: str) -> None:
    """A cell in a column of figures is a figure with origin or says that there is none; a listed input is an origin."""
    geprueft, angegeben = 0, angaben(fall)
    for block in vorhanden(fall, art).inhalt.bloecke:
        if not isinstance(block, TabellenBlock):
            continue
        marken = (*block.marken, *[""] * len(block.zeilen))
        for marke, zeile in zip(marken, block.zeilen, strict=False):
            for spalte, zelle in zip(block.spalten, zeile, strict=True):
                if not spalte.rechts or marke or spalte.art == GESETZT:
                    continue
                texte = [lauf.text for lauf in zelle if not isinstance(lauf, Zahl)]
                texte = [t for t in texte if t not in angegeben and not _angenommen(t, zeile, ergebnis(fall))]
                assert all(t in (LEER, NICHT_ANGEGEBEN) for t in texte), f"{block.titel}: {texte}"
                geprueft += 1
    assert geprueft > 0 or not any(_rechenspalten(b) for b in vorhanden(fall, art).inhalt.bloecke)


@cache
def angaben(fall: tuple[str, ...]) -> set[str]:
    """Return every number that the case itself states, as papers write it."""

    def zahlen(ding: Any) -> Iterator[Fraction]:
        if isinstance(ding, Fraction):
            yield ding
        elif is_dataclass(ding):
            for feld in fields(ding):
                yield from zahlen(getattr(ding, feld.name))
        elif isinstance(ding, Mapping | tuple):
            for teil in ding.values() if isinstance(ding, Mapping) else ding:
                yield from zahlen(teil)

    modell = ergebnis(fall).modell
    werte = {*zahlen(modell.faelle), *(g.wert for g in modell.netz if isinstance(g.wert, Fraction))}
    return {text for w in werte for text in (format_zahl(w), format_prozent(w), format_fest(w, 2))}


def _angenommen(text: str, zeile: Iterable[Iterable[object]], e: Ergebnis) -> bool:
    """Tell whether a text is the value that a row assumes for an input, or what this changes in a figure of the row."""
    for z in (z for zelle in zeile for z in zelle if isinstance(z, Zahl)):
        if z.szenario and zeigt(text, in_szenario(e, z.szenario)[z.id] - e.werte[z.id]):
            return True
        if "=" not in z.id.partition("@")[2]:
            continue
        ersatz = Fraction(z.id.rpartition("=")[2])
        unterschied = ersetzt(z.id, e) - e.werte[z.id.partition("@")[0]]
        if text in (format_zahl(ersatz), format_prozent(ersatz)):
            return True
        if re.fullmatch(r"[+−]?[\d.]+(,\d+)?", text) and zeigt(text, unterschied):
            return True
    return False


def in_szenario(e: Ergebnis, name: str) -> Mapping[str, Any]:
    return rechne(e.modell, name).werte


def _rechenspalten(block: object) -> list[str]:
    if not isinstance(block, TabellenBlock) or any(block.marken):
        return []
    return [s.name for s in block.spalten if s.rechts and s.art != GESETZT]


# --- One value for one quantity in workbook, JSON and papers ------------------------------------------------------


def widersprueche(zahlen: Iterable[Zahl], mappe: dict[tuple[str, str], Fraction], e: Ergebnis) -> list[str]:
    fehler = []
    for z in zahlen:
        if (art := z.id.partition("@")[2]) and "=" not in art:
            if not gestreut(z, e):
                fehler.append(f"{z.id}: the paper says {z.text}")
            continue
        if art.startswith("umkehr:"):
            if not umgekehrt(z, e):
                fehler.append(f"{z.id}: the paper says {z.text}, which does not lead there")
            continue
        wert = ersetzt(z.id, e) if art else mappe.get((z.id, z.szenario))
        if wert is None or not zeigt(z.text, wert):
            fehler.append(f"{z.id} {z.szenario}: the paper says {z.text}, the workbook {wert}")
    return fehler


def ersetzt(id_: str, e: Ergebnis) -> Fraction:
    """Return a quantity with one assumption replaced (`summe.gesamt.bedarf@annahme.a=4`), computed anew."""
    groesse, _, ersatz = id_.partition("@")
    name, _, zahl = ersatz.rpartition("=")
    werte: dict[str, Any] = {}
    e.modell.netz.rechne({name: Fraction(zahl)}, werte)
    return Fraction(werte[groesse])


@PAARE
def test_the_workbook_holds_every_figure_of_the_papers(fall: tuple[str, ...], art: str) -> None:
    blatt = vorhanden(fall, art)
    assert widersprueche(blatt.gerechnet, mappe(fall), ergebnis(fall)) == []


@cache
def mappe(fall: tuple[str, ...]) -> dict[tuple[str, str], Fraction]:
    return aus_mappe(render_workbook(ergebnis(fall)), ergebnis(fall))


@pytest.mark.parametrize("fall", FAELLE, ids="+".join)
def test_a_quantity_reads_the_same_in_all_papers_of_a_case(fall: tuple[str, ...]) -> None:
    texte: dict[tuple[str, str], set[str]] = {}
    for art in BERICHTSARTEN:
        if (blatt := papier(fall, art)) is not None:
            for z in blatt.gerechnet:
                if z.hergeleitet or z.text.startswith("≈"):
                    continue  # the derivation shows more decimals; that they are the same value is tested above
                texte.setdefault((z.id, z.szenario), set()).add(z.text.lstrip("+"))
    assert {k: t for k, t in texte.items() if len(t) > 1} == {}


def zahlen_im_json(e: Ergebnis, text: str) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return id and number of every figure in the JSON, by its place there."""
    daten, modell = json.loads(text), e.modell
    gefunden: dict[tuple[str, ...], tuple[str, str]] = {}

    def merke(wo: tuple[str, ...], eintrag: dict[str, Any], ids: dict[str, str | None]) -> None:
        for name, id_ in ids.items():
            if id_ is not None and eintrag[name] is not None:
                gefunden[*wo, name] = (id_, eintrag[name])

    masse = {"stellen": "stellen", "kosten_eur": "kosten", "erstattung_eur": "erstattung", "netto_eur": "netto"}
    alle = {**masse, "stellen_rechnerisch": "bedarf"}
    merke(("summe",), daten["summe"], {n: e.summen_id(m) for n, m in alle.items()})
    for dimension in ("amt", "teilhaushalt", "bewertung"):
        for eintrag in daten[f"je_{dimension}"]:
            schluessel = eintrag[dimension]
            ids = {n: e.summen_id(m, dimension, schluessel) for n, m in masse.items()}
            merke((dimension, schluessel), eintrag, ids)
    for eintrag in daten["je_jahr"]:
        ids = {n: e.summen_id(f"{m}.{eintrag['jahr']}", GESAMT) for n, m in masse.items() if n != "stellen"}
        merke(("jahr", str(eintrag["jahr"])), eintrag, ids)
    rollen = {"stellen_rechnerisch": "bedarf", "stellen": "stellen", "kosten_eur": "kosten"}
    for nummer, (eintrag, posten) in enumerate(zip(daten["positionen"], modell.posten, strict=True)):
        merke(("position", str(nummer)), eintrag, {n: posten.ids[r] for n, r in rollen.items()})
    for nummer, (eintrag, sach) in enumerate(zip(daten["sachkosten"], modell.sachposten, strict=True)):
        merke(("sachkosten", str(nummer)), eintrag, {"kosten_eur": sach.id})
    zeilen = stellenplan(Tabellen(e)).zeilen
    for eintrag, zeile in zip(daten["stellenplan"], zeilen, strict=True):
        namen = ("stellen_bisher", "stellen_kuenftig", "stellen_veraenderung")
        merke(
            ("stellenplan", eintrag["bewertung"]),
            eintrag,
            {n: z.id or None for n, z in zip(namen, zeile[1:], strict=True)},
        )
    return gefunden


def widersprueche_json(e: Ergebnis, text: str, werte: dict[tuple[str, str], Fraction]) -> list[str]:
    return [
        f"{'.'.join(wo)}: {zahl}, the workbook says {werte[id_, '']}"
        for wo, (id_, zahl) in zahlen_im_json(e, text).items()
        if not _gleich(Fraction(zahl), werte[id_, ""])
    ]


def _gleich(genau: Fraction, gespeichert: Fraction) -> bool:
    """Compare with what a cell can store: 15 significant digits, ten decimals in the JSON."""
    return abs(genau - gespeichert) <= max(abs(genau) / 10**14, Fraction(1, 10**10))


@pytest.mark.parametrize("fall", FAELLE, ids="+".join)
def test_the_json_says_what_the_workbook_says(fall: tuple[str, ...]) -> None:
    text = als_text(ergebnis(fall))
    zahlen = zahlen_im_json(ergebnis(fall), text)
    ohne_wert = len(re.findall(r'"(?:erstattung|netto)_eur": "', text))
    alle = len(re.findall(r'"(?:stellen\w*|\w+_eur)": "', text))
    assert alle - ohne_wert <= len(zahlen) <= alle, "every number of the JSON is compared, except refunds that are not"
    assert widersprueche_json(ergebnis(fall), text, mappe(fall)) == []


# --- The comparison sees errors ------------------------------------------------------------------------------------

JOBCENTER = ("stuttgart-jobcenter.yaml",)


def _im_paket(datei: bytes, name: str, alt: str, neu: str, anzahl: int = 1) -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(datei)) as quelle, zipfile.ZipFile(puffer, "w") as ziel:
        for teil in quelle.namelist():
            inhalt = quelle.read(teil)
            if teil == name:
                assert alt.encode() in inhalt
                inhalt = inhalt.replace(alt.encode(), neu.encode(), anzahl)
            ziel.writestr(teil, inhalt)
    return puffer.getvalue()


@pytest.mark.parametrize(
    ("alt", "neu"), [(">42.350,00<", ">42.351,00<"), ('w:anchor="S3"', 'w:anchor="S3x"'), (">S3<", ">S4<")]
)
def test_an_error_in_word_is_noticed(alt: str, neu: str) -> None:
    blatt = vorhanden(JOBCENTER, ART_ZU_JEDEM_FALL)
    assert abweichungen_docx(blatt.zahlen, _im_paket(blatt.dateien["docx"], "word/document.xml", alt, neu)) != []


@pytest.mark.parametrize(
    ("alt", "neu"),
    [(">42.350,00<", ">42.351,00<"), ('data value="42350"', 'data value="42351"'), ('id="S3"', 'id="S3x"'),
     ('data-herkunft="S3"', 'data-herkunft="S4"')],
)  # fmt: skip
def test_an_error_in_html_is_noticed(alt: str, neu: str) -> None:
    blatt = vorhanden(JOBCENTER, ART_ZU_JEDEM_FALL)
    html = blatt.dateien["html"].decode()
    assert alt in html
    assert abweichungen_html(blatt.zahlen, html.replace(alt, neu, 1).encode()) != []


@pytest.mark.echt("pdftotext")
def test_an_error_in_the_pdf_is_noticed() -> None:
    blatt = vorhanden(JOBCENTER, ART_ZU_JEDEM_FALL)
    stelle = next(n for n, b in enumerate(blatt.inhalt.bloecke) if isinstance(b, Absatz) and list(_in(b)))
    absatz = blatt.inhalt.bloecke[stelle]
    assert isinstance(absatz, Absatz)
    laeufe = tuple(replace(x, text="9.999,99") if isinstance(x, Zahl) else x for x in absatz.laeufe)
    bloecke = (*blatt.inhalt.bloecke[:stelle], Absatz(laeufe), *blatt.inhalt.bloecke[stelle + 1 :])
    falsch = render(replace(blatt.inhalt, bloecke=bloecke), ("pdf",))["pdf"]
    assert abweichungen_pdf(blatt.zahlen, falsch) != []


def _in(absatz: Absatz) -> Iterator[Zahl]:
    return (x for x in absatz.laeufe if isinstance(x, Zahl))


def test_an_error_in_workbook_or_json_is_noticed() -> None:
    blatt, e = vorhanden(JOBCENTER, ART_ZU_JEDEM_FALL), ergebnis(JOBCENTER)
    id_ = e.summen_id("kosten.2011") or ""
    falsch = {**mappe(JOBCENTER), (id_, ""): Fraction("42350.01")}
    assert len(widersprueche(blatt.gerechnet, falsch, e)) >= 2
    assert len(widersprueche_json(e, als_text(e), falsch)) == 1
    text = als_text(e).replace('"1128560"', '"1128561"', 1)
    assert text != als_text(e)
    assert len(widersprueche_json(e, text, mappe(JOBCENTER))) == 1
    geaendert = _im_paket(render_workbook(e), _rechenblatt(e), "<v>42350.0</v>", "<v>42351.0</v>", -1)
    assert widersprueche(blatt.gerechnet, aus_mappe(geaendert, e), e) != []


def _rechenblatt(e: Ergebnis) -> str:
    """Return the part of the workbook that holds the sheet Rechenweg."""
    namen = openpyxl.load_workbook(io.BytesIO(render_workbook(e)), read_only=True).sheetnames
    return f"xl/worksheets/sheet{namen.index(RECHENWEG) + 1}.xml"
