"""Papers for the checks: one neutral description, written as docx, pdf, html, md, txt or xlsx.

A paper is written with three functions and `papier`, which gives every block its place::

    vorlage = papier(
        h(1, "Beschlussantrag"),
        p("Für das Jobcenter werden 5,5 Stellen geschaffen.", "1."),
        t([["Stellenwert", "Stellen", "Aufwand EUR"], ["A 12", "0,5", "49.650"]], titel="Stellen"),
    )
    als_docx(vorlage)            # bytes
    schreibe(vorlage, tmp_path / "vorlage.pdf")   # the extension says the format

The description is a `Dokument` itself: what a perfect reader would deliver. So a check can be tested on it directly,
and a mutant is made with `dataclasses.replace` or with `ersetze`.
"""

import html
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from stellenbedarf.pruefung.dokument import Absatz, Block, Dokument, Stelle, Tabelle, Ueberschrift, Zelle
from stellenbedarf.pruefung.lesen.sammler import Sammler

_OHNE = Stelle("")


def h(ebene: int, text: str, nummer: str = "") -> Ueberschrift:
    """Return a heading: `h(2, "Ausgangslage", "1")`, `h(1, "", "Anlage 2")`."""
    return Ueberschrift(ebene, text, _OHNE, nummer)


def p(text: str, nummer: str = "", tiefe: int | None = None) -> Absatz:
    """Return a paragraph, or a list item where there is a number (`1.`, `a)`, `–`)."""
    return Absatz(text, _OHNE, nummer, tiefe if tiefe is not None else int(bool(nummer)))


def t(zeilen: Sequence[Sequence[str]], kopfzeilen: int = 1, titel: str = "") -> Tabelle:
    """Return a table."""
    return Tabelle(tuple(tuple(Zelle(text, _OHNE) for text in zeile) for zeile in zeilen), _OHNE, kopfzeilen, titel)


def papier(*bloecke: Block, datei: str = "vorlage.txt") -> Dokument:
    """Return the paper that a perfect reader would deliver: every block with its place."""
    sammler = Sammler(datei)
    ort = Stelle(datei)
    for block in bloecke:
        match block:
            case Ueberschrift():
                sammler.ueberschrift(block.text, ort, block.ebene, block.nummer)
            case Absatz():
                sammler.absatz(block.text, ort, block.nummer, block.tiefe)
            case Tabelle():
                zeilen = [[Zelle(z.text, ort) for z in zeile] for zeile in block.zeilen]
                sammler.tabelle(zeilen, ort, block.kopfzeilen, block.titel)
    return sammler.dokument(Path(datei).suffix.removeprefix("."))


def ersetze(dokument: Dokument, alt: str, neu: str, mal: int = 1) -> Dokument:
    """Return the paper with a text replaced in its first `mal` places; fails where it does not occur so often."""
    offen = mal

    def tausche(text: str) -> str:
        nonlocal offen
        while offen and alt in text:
            text = text.replace(alt, neu, 1)
            offen -= 1
        return text

    bloecke: list[Block] = []
    for block in dokument.bloecke:
        if isinstance(block, Tabelle):
            zeilen = tuple(tuple(replace(z, text=tausche(z.text)) for z in zeile) for zeile in block.zeilen)
            bloecke.append(replace(block, zeilen=zeilen))
        else:
            bloecke.append(replace(block, text=tausche(block.text)))
    assert offen == 0, f"„{alt}“ fehlt"
    return replace(dokument, bloecke=tuple(bloecke))


# --- Writing ----------------------------------------------------------------------------------------------------


def schreibe(dokument: Dokument, ziel: Path, **layout: Any) -> Path:
    """Write the paper in the format of the extension and return the path."""
    ziel.write_bytes(FORMATE[ziel.suffix.removeprefix(".")](dokument, **layout))
    return ziel


def _kopf(block: Ueberschrift | Absatz) -> str:
    """Return number and text on one line, as a heading or item is printed."""
    punkt = "." if isinstance(block, Ueberschrift) and block.nummer.isdigit() else ""
    trenner = ":" if block.nummer.startswith("Anlage") and block.text else ""
    return f"{block.nummer}{punkt}{trenner} {block.text}".strip()


def _texte(tabelle: Tabelle) -> list[list[str]]:
    return [[z.text for z in zeile] for zeile in tabelle.zeilen]


def als_docx(dokument: Dokument, fett: bool = False, listen: bool = True, linien: bool = True) -> bytes:
    """Return a Word file.

    Args:
        dokument: the paper.
        fett: headings are bold lines without a style.
        listen: items with a dash or bullet become Word lists; otherwise the dash is typed.
        linien: tables have rules; without them figures stand to the right.
    """
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    datei = docx.Document()
    for block in dokument.bloecke:
        match block:
            case Ueberschrift() if fett:
                lauf = datei.add_paragraph().add_run(_kopf(block))
                lauf.bold = True
                lauf.font.size = Pt(15 - block.ebene)
            case Ueberschrift():
                datei.add_heading(_kopf(block), block.ebene)
            case Absatz() if listen and block.nummer in ("–", "-", "•"):
                datei.add_paragraph(block.text, style="List Bullet" + (f" {block.tiefe}" if block.tiefe > 1 else ""))
            case Absatz():
                datei.add_paragraph(_kopf(block))
            case Tabelle():
                if block.titel:
                    datei.add_paragraph(block.titel, style="Caption")
                stil = "Table Grid" if linien else "Normal Table"
                tabelle = datei.add_table(len(block.zeilen), len(block.zeilen[0]), style=stil)
                for zeile, texte in zip(tabelle.rows, _texte(block), strict=True):
                    for zelle, text in zip(zeile.cells, texte, strict=True):
                        zelle.text = text
                        if not linien and text and _ZAHL.fullmatch(text):
                            zelle.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if not linien:
                    for spalte, teil in zip(tabelle.columns, _breiten(block), strict=True):
                        for zelle in spalte.cells:
                            zelle.width = int(teil * 5_500_000)  # EMU: of 15 cm
    puffer = io.BytesIO()
    datei.save(puffer)
    return puffer.getvalue()


_TYPST = """
#let d = json(bytes(sys.inputs.daten))
#set document(title: "Vorlage")
#set text(lang: "de", font: "Liberation Sans", size: SCHRIFT, hyphenate: true)
#set par(justify: true)
#set page(paper: "a4", header: d.kopfzeile,
  footer: context [Entwurf · Seite #counter(page).display("1 von 1", both: true)])
#let linien = if d.linien == "gitter" { 0.5pt } else if d.linien == "waagrecht" { (x: none, y: 0.5pt) } else { none }
#for b in d.bloecke {
  if b.art == "h" { heading(level: b.ebene, outlined: false, b.text) }
  else if b.art == "p" and b.nummer != "" {
    pad(left: 8mm * (b.tiefe - 1), grid(columns: (8mm, 1fr), b.nummer, b.text)) }
  else if b.art == "p" { par(b.text) }
  else {
    if b.titel != "" { par(strong(b.titel)) }
    table(columns: b.breiten.map(n => n * 1fr), stroke: linien, inset: RAND,
      align: (x, y) => if y >= b.kopfzeilen and b.rechts.at(x) { right } else { left },
      table.header(..b.kopf.map(t => strong(par(justify: false, t)))),
      ..b.zellen.map(t => par(justify: false, t)))
  }
}
"""
_ZAHL = re.compile(r"-?[\d.]+(?:,\d+)?(?: (?:EUR|€|%))?|[–-]?")


def _breiten(tabelle: Tabelle) -> list[float]:
    """Return the parts of the width that columns get: by their longest word, or half of their longest text."""
    spalten = list(zip(*_texte(tabelle), strict=True))
    lang = [min(max(max(len(w) for x in s for w in x.split() or [""]) + 2, max(map(len, s)) // 2), 30) for s in spalten]
    return [n / sum(lang) for n in lang]


def als_pdf(
    dokument: Dokument,
    linien: str = "gitter",
    kopfzeile: str = "Stadt Musterstadt – Vorlage 12/2025",
    schrift: str = "10pt",
    rand: str = "5pt",
) -> bytes:
    """Return a PDF with text, page header and footer.

    Args:
        dokument: the paper.
        linien: rules of tables: `gitter`, `waagrecht` or `keine`.
        kopfzeile: page header.
        schrift: type size.
        rand: distance of the text from the edge of its cell.
    """
    import typst

    bloecke: list[dict[str, Any]] = []
    for block in dokument.bloecke:
        match block:
            case Ueberschrift():
                bloecke.append({"art": "h", "ebene": block.ebene, "text": _kopf(block)})
            case Absatz():
                bloecke.append({"art": "p", "text": block.text, "nummer": block.nummer, "tiefe": max(block.tiefe, 1)})
            case Tabelle():
                texte = _texte(block)
                spalten = list(zip(*texte, strict=True))
                teile = _breiten(block)
                bloecke.append({
                    "art": "t", "titel": block.titel, "kopfzeilen": block.kopfzeilen,
                    "kopf": [x for z in texte[: block.kopfzeilen] for x in z],
                    "zellen": [x for z in texte[block.kopfzeilen :] for x in z],
                    "rechts": [all(_ZAHL.fullmatch(x) for x in s[block.kopfzeilen :]) for s in spalten],
                    "breiten": teile,
                })  # fmt: skip
    daten = json.dumps({"bloecke": bloecke, "linien": linien, "kopfzeile": kopfzeile}, ensure_ascii=False)
    quelle = _TYPST.replace("SCHRIFT", schrift).replace("RAND", rand)
    schriften = [str(Path(__file__).parent.parent / "templates" / "schriften")]
    return typst.compile(quelle.encode(), sys_inputs={"daten": daten}, font_paths=schriften, ignore_system_fonts=True)


def als_html(dokument: Dokument) -> bytes:
    """Return a web page."""
    teile = []
    for block in dokument.bloecke:
        match block:
            case Ueberschrift():
                teile.append(f"<h{block.ebene}>{html.escape(_kopf(block))}</h{block.ebene}>")
            case Absatz() if block.nummer in ("–", "-", "•"):
                teile.append(f"<ul><li>{html.escape(block.text)}</li></ul>")
            case Absatz():
                teile.append(f"<p>{html.escape(_kopf(block))}</p>")
            case Tabelle():
                titel = f"<caption>{html.escape(block.titel)}</caption>" if block.titel else ""
                zeilen = []
                for n, zeile in enumerate(_texte(block)):
                    art = "th" if n < block.kopfzeilen else "td"
                    zeilen.append("<tr>" + "".join(f"<{art}>{html.escape(x)}</{art}>" for x in zeile) + "</tr>")
                teile.append(f"<table>{titel}{''.join(zeilen)}</table>")
    return f"<!DOCTYPE html><html lang=de><title>x</title><body>{''.join(teile)}</body></html>".encode()


def als_md(dokument: Dokument) -> bytes:
    """Return Markdown with pipe tables."""
    return _als_text(dokument, "#", _pipe)


def als_txt(dokument: Dokument, spalten: str = "tab") -> bytes:
    """Return plain text; `spalten`: `tab` or `leerzeichen` (columns aligned with spaces)."""
    return _als_text(dokument, "", _tab if spalten == "tab" else _ausgerichtet)


def _als_text(dokument: Dokument, zeichen: str, tabelle: Callable[[Tabelle], Iterable[str]]) -> bytes:
    teile = []
    for block in dokument.bloecke:
        match block:
            case Ueberschrift():
                teile.append(f"{zeichen * block.ebene} {_kopf(block)}".strip())
            case Absatz():
                teile.append("   " * max(block.tiefe - 1, 0) + _kopf(block))
            case Tabelle():
                teile += [block.titel] if block.titel else []
                teile.append("\n".join(tabelle(block)))
    return ("\n\n".join(teile) + "\n").encode()


def _pipe(tabelle: Tabelle) -> Iterable[str]:
    for n, zeile in enumerate(_texte(tabelle)):
        yield "| " + " | ".join(x.replace("\n", "<br>").replace("|", "\\|") for x in zeile) + " |"
        if n == max(tabelle.kopfzeilen, 1) - 1:
            yield "|" + "---|" * len(zeile)


def _tab(tabelle: Tabelle) -> Iterable[str]:
    for zeile in _texte(tabelle):
        yield "\t".join(x.replace("\n", " ") for x in zeile)


def _ausgerichtet(tabelle: Tabelle) -> Iterable[str]:
    breiten = [max(len(x) for x in spalte) for spalte in zip(*_texte(tabelle), strict=True)]
    for zeile in _texte(tabelle):
        yield "   ".join(x.ljust(b) for x, b in zip(zeile, breiten, strict=True)).rstrip()


_DEZIMAL = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?( EUR| €| ?%)?")


def als_xlsx(dokument: Dokument, zahlen: bool = True) -> bytes:
    """Return a workbook with one sheet; `zahlen`: figures in tables are numbers with a format, otherwise text."""
    import openpyxl

    mappe = openpyxl.Workbook()
    blatt: Any = mappe.active
    blatt.title = "Vorlage"
    zeile = 1
    for block in dokument.bloecke:
        if isinstance(block, Tabelle):
            if block.titel:
                blatt.cell(zeile, 1, block.titel)
                zeile += 1
            for n, texte in enumerate(_texte(block)):
                for spalte, text in enumerate(texte, start=1):
                    if text:
                        _setze(blatt.cell(zeile, spalte), text, zahlen and n >= block.kopfzeilen)
                zeile += 1
        else:
            zelle = blatt.cell(zeile, 1, _kopf(block))
            if isinstance(block, Ueberschrift):
                zelle.font = openpyxl.styles.Font(bold=True)
            zeile += 1
        zeile += 1
    puffer = io.BytesIO()
    mappe.save(puffer)
    return puffer.getvalue()


def _setze(zelle: Any, text: str, zahl: bool) -> None:
    treffer = _DEZIMAL.fullmatch(text) if zahl else None
    if treffer is None:
        zelle.value = text
        return
    nachkomma, einheit = treffer[1] or "", (treffer[2] or "")
    ziffern = text.removesuffix(einheit)
    wert = Decimal(ziffern.replace(".", "").replace(",", "."))
    format_ = ("#,##0" if "." in ziffern else "0") + ("." + "0" * len(nachkomma) if nachkomma else "")
    if "%" in einheit:
        wert, format_ = wert / 100, format_ + einheit.replace(" ", "\\ ")
    elif einheit:
        format_ += f'"{einheit}"'
    zelle.value, zelle.number_format = float(wert), format_


FORMATE: Mapping[str, Callable[..., bytes]] = {
    "docx": als_docx, "pdf": als_pdf, "html": als_html, "md": als_md, "txt": als_txt, "xlsx": als_xlsx,
}  # fmt: skip
