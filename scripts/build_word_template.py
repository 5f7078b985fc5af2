"""Builds templates/word/vorlage.docx, the Word template that is used unless an office brings its own.

Run from the source tree: python scripts/build_word_template.py [TARGET]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from stellenbedarf.ausgabe.word.paket import als_bytes, set_eigenschaften
from stellenbedarf.ausgabe.word.stile import INHALT, VORLAGE, Stile
from stellenbedarf.ausgabe.word.xml import W, absatz, aus_text, el, etree, lauf

ZIEL = Path(__file__).parent.parent / "templates" / "word" / "vorlage.docx"
BREITE = 9355
# python-docx starts from a document with parts that nothing here uses.
_ENTBEHRLICH = (
    "numbering",
    "stylesWithEffects",
    "theme",
    "webSettings",
    "customXml",
    "thumbnail",
    "extended-properties",
)
_VORGABEN = f"""
<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/>
<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults></w:styles>"""
_EINSTELLUNGEN = f"""
<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/>
<w:hyphenationZone w:val="340"/><w:doNotHyphenateCaps/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""
_SCHRIFTEN = f"""
<w:fonts xmlns:w="{W}"><w:font w:name="Arial"><w:altName w:val="Liberation Sans"/><w:family w:val="swiss"/>
<w:pitch w:val="variable"/></w:font></w:fonts>"""
_SEITE = """
<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1134" w:right="1134" w:bottom="1077" w:left="1417" w:header="567" w:footer="567" w:gutter="0"/>
</w:sectPr>"""
_OHNE_RAND = """
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000"/>"""


def build() -> bytes:
    """Return the template."""
    dokument = Document()
    _entferne_entbehrliches(dokument)
    _ersetze(dokument.styles.element, _VORGABEN)
    _ersetze(dokument.settings.element, _EINSTELLUNGEN)
    schriften = dokument.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    schriften._blob = etree.tostring(etree.fromstring(_SCHRIFTEN), xml_declaration=True, encoding="UTF-8")
    stile = Stile(dokument.styles.element, (*INHALT, *VORLAGE))
    for stil in (*INHALT, *VORLAGE):
        stile.id(stil.art, stil.name)
    fuss = dokument.sections[0].footer
    fuss.is_linked_to_previous = False
    _ersetze(fuss._element, _fusszeile(stile))
    (verweis,) = dokument.element.body.iter(f"{{{W}}}footerReference")
    dokument.element.attrib.clear()
    koerper = dokument.element.body
    for kind in list(koerper):
        koerper.remove(kind)
    koerper.extend(_kopf(stile))
    (seite,) = aus_text(_SEITE)
    seite.insert(0, verweis)
    koerper.append(seite)
    set_eigenschaften(dokument, "", "")
    dokument.core_properties.comments = ""
    dokument.core_properties.keywords = ""
    return als_bytes(dokument)


def _entferne_entbehrliches(dokument: Any) -> None:
    for beziehungen in (dokument.part.rels, dokument.part.package.rels):
        for schluessel, beziehung in list(beziehungen.items()):
            if beziehung.reltype.rpartition("/")[2] in _ENTBEHRLICH:
                del beziehungen[schluessel]


def _ersetze(wurzel: Any, xml: str) -> None:
    """Replace the content of a part's root element, its attributes included."""
    for kind in list(wurzel):
        wurzel.remove(kind)
    wurzel.attrib.clear()
    for kind in etree.fromstring(xml, etree.XMLParser(remove_blank_text=True)):
        wurzel.append(kind)


def _fusszeile(stile: Stile) -> str:
    stil = stile["footer"]

    def feld(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def zelle(breite: int, ausrichtung: str, inhalt: str) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{breite}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{stil}"/>'
            f'<w:jc w:val="{ausrichtung}"/></w:pPr>{inhalt}</w:p></w:tc>'
        )

    def text(worte: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{worte}</w:t></w:r>'

    rechts = 1250
    return (
        f'<w:ftr xmlns:w="{W}"><w:tbl><w:tblPr><w:tblW w:w="{BREITE}" w:type="dxa"/>'
        '<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{BREITE - rechts}"/><w:gridCol w:w="{rechts}"/></w:tblGrid><w:tr>'
        f"{zelle(BREITE - rechts, 'left', text('{{ fusszeile }}'))}"
        f"{zelle(rechts, 'right', text('Seite ') + feld('PAGE') + text(' von ') + feld('NUMPAGES'))}"
        f'</w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="{stil}"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>'
        "</w:p></w:ftr>"
    )


def _kopf(stile: Stile) -> list[Any]:
    """Return the paragraphs above the content; lines with `{%p … %}` vanish when the template is filled in."""
    linie = el("pBdr", el("bottom", val="single", sz=8, space=6, color="404040"))
    normal = stile["Normal"]
    return [
        absatz(normal, [lauf("{%p if koerperschaft %}")]),
        absatz(stile["Vorlage Körperschaft"], [lauf("{{ koerperschaft }}")], linie),
        absatz(normal, [lauf("{%p endif %}")]),
        absatz(normal, [lauf("{%p if angaben %}")]),
        _angaben(stile),
        absatz(normal, [lauf("{%p elif ort_datum %}")]),
        absatz(stile["Vorlage Datum"], [lauf("{{ ort_datum }}")]),
        absatz(normal, [lauf("{%p endif %}")]),
        absatz(stile["Vorlage Art"], [lauf("{{ art }}")]),
        absatz(stile["Title"], [lauf("{{ titel }}")]),
        absatz(normal, [lauf("{%p if untertitel %}")]),
        absatz(stile["Subtitle"], [lauf("{{ untertitel }}")]),
        absatz(normal, [lauf("{%p endif %}")]),
        absatz(normal, [lauf("{{ inhalt }}")]),
    ]


def _angaben(stile: Stile) -> Any:
    """Return the table of Referat, number and the like; place and date stand right in its first row."""
    breiten = (5755, 3600)
    felder = (
        "{% if a.name %}{{ a.name }}: {% endif %}{{ a.wert }}",
        "{% if loop.first %}{{ ort_datum }}{% endif %}",
    )
    arten = ("Vorlage Angabe", "Vorlage Datum")

    def zeile(texte: tuple[str, ...]) -> Any:
        return el(
            "tr",
            *(
                el("tc", el("tcPr", el("tcW", w=b, type="dxa")), absatz(stile[s], [lauf(t)] if t else []))
                for b, s, t in zip(breiten, arten, texte, strict=True)
            ),
        )

    (merkmale,) = aus_text(
        f'<w:tblPr><w:tblW w:w="{BREITE}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_OHNE_RAND}</w:tblPr>'
    )
    return el(
        "tbl", merkmale, el("tblGrid", *(el("gridCol", w=b) for b in breiten)),
        zeile(("{%tr for a in angaben %}", "")), zeile(felder), zeile(("{%tr endfor %}", "")),
    )  # fmt: skip


if __name__ == "__main__":
    ziel = Path(sys.argv[1]) if len(sys.argv) > 1 else ZIEL
    ziel.parent.mkdir(parents=True, exist_ok=True)
    ziel.write_bytes(build())
    print(f"Geschrieben: {ziel}")
