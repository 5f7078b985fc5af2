"""Pictures in Word: the chart as SVG, with a bitmap for programs that do not read SVG, and an alternative text."""

from __future__ import annotations

import io
from typing import Any

from stellenbedarf.ablage import find
from stellenbedarf.ausgabe.word.xml import Element, einzeilig, etree, q

EMU_JE_TWIP = 635
_BREITENANTEIL = 92  # per cent of the text width, as in the PDF
_PPI = 200
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ERWEITERUNG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_MAX_TEXT = 2000


class Bilder:
    """Adds pictures to a document (python-docx) and returns the runs that show them."""

    def __init__(self, dokument: Any, breite: int) -> None:
        """Bind to a document and to the width of its text in twentieths of a point."""
        self._teil = dokument.part
        self._naechste = self._teil.next_id  # python-docx sees only what is in the document already
        self._breite = breite * _BREITENANTEIL // 100 * EMU_JE_TWIP

    def lauf(self, svg: str, titel: str, beschreibung: str) -> Element:
        """Return a run with the picture.

        Args:
            svg: the picture; its size is taken from `viewBox`.
            titel: what it is called.
            beschreibung: what it shows, for readers who do not see it.
        """
        from docx.shared import Emu

        inline = self._teil.new_pic_inline(io.BytesIO(_png(svg)), Emu(self._breite), None)
        angaben = inline.docPr
        angaben.id, self._naechste = self._naechste, self._naechste + 1
        angaben.set("title", einzeilig(titel))
        angaben.set("descr", einzeilig(beschreibung)[:_MAX_TEXT])
        self._add_svg(inline, svg)
        lauf = etree.Element(q("r"))
        etree.SubElement(lauf, q("drawing")).append(inline)
        return lauf

    def _add_svg(self, inline: Any, svg: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.part import Part

        paket = self._teil.package
        name = paket.next_partname("/word/media/diagramm%d.svg")
        teil = Part(name, "image/svg+xml", svg.encode(), paket)
        verweis = self._teil.relate_to(teil, RELATIONSHIP_TYPE.IMAGE)
        (bild,) = inline.iter(f"{{{_A}}}blip")
        bild.append(
            etree.fromstring(
                f'<a:extLst xmlns:a="{_A}"><a:ext uri="{_ERWEITERUNG}"><asvg:svgBlip xmlns:asvg="{_SVG}" '
                f'xmlns:r="{_R}" r:embed="{verweis}"/></a:ext></a:extLst>'
            )
        )


def _png(svg: str) -> bytes:
    """Return the picture as a bitmap, set in the shipped font."""
    import typst

    vorlage = find("templates/typst/bild.typ").resolve()
    png = typst.compile(
        vorlage,
        root=vorlage.parent,
        font_paths=[find("templates/schriften")],
        ignore_system_fonts=True,
        sys_inputs={"svg": svg},
        format="png",
        ppi=_PPI,
    )
    assert isinstance(png, bytes)
    return png
