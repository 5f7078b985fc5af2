"""The styles that generated content uses: found by name in the template, added from here where it lacks them.

Word keeps the English names of its own styles in every language version, so `heading 1` is found in a template that
shows „Überschrift 1“. Their ids differ, hence the look-up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stellenbedarf.ausgabe.word.xml import Element, W, aus_text, el, etree, q

SPRACHE = "de-DE"
ZELLRAND = 80
EINZUG_SCHRITT = 709
GRAU = "595959"  # 7:1 on white
_LINIE = 'w:val="single" w:space="0"'
_DUNKEL, _HELL = f'{_LINIE} w:sz="8" w:color="404040"', f'{_LINIE} w:sz="4" w:color="BFBFBF"'
_RAND = "".join(
    f'<w:{seite} w:w="{breite}" w:type="dxa"/>'
    for seite, breite in (("top", 25), ("left", ZELLRAND), ("bottom", 25), ("right", ZELLRAND))
)


@dataclass(frozen=True, slots=True)
class Stil:
    """A style: name, kind, the names of the styles it is based on and that follow it, and its properties as XML."""

    name: str
    art: str = "paragraph"
    basis: str = ""
    folge: str = ""
    ppr: str = ""
    rpr: str = ""
    weiteres: str = ""
    vorgabe: bool = False


def _ueberschrift(ebene: int, vor: int, nach: int, groesse: int) -> Stil:
    return Stil(
        f"heading {ebene}",
        basis="Normal",
        folge="Normal",
        ppr=f'<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before="{vor}" w:after="{nach}"/>'
        f'<w:outlineLvl w:val="{ebene - 1}"/>',
        rpr=f'<w:b/><w:bCs/><w:sz w:val="{groesse}"/><w:szCs w:val="{groesse}"/>',
    )


def _schrift(groesse: int, davor: str = "", farbe: str = "") -> str:
    ton = f'<w:color w:val="{farbe}"/>' if farbe else ""
    return f'{davor}{ton}<w:sz w:val="{groesse}"/><w:szCs w:val="{groesse}"/>'


def _abstand(vor: int, nach: int, zeile: int = 240) -> str:
    return f'<w:spacing w:before="{vor}" w:after="{nach}" w:line="{zeile}" w:lineRule="auto"/>'


_FETT = "<w:b/><w:bCs/>"
_EIGENE = ("Tabelle", "Rechenschritt", "Unterschrift", "Herkunft", "Verweis", "Stellenbedarf", "Vorlage")
# Bold text in tables is formatted directly: bold in a table style and in a paragraph style would cancel each other out.
INHALT = (
    Stil("Normal", ppr=f"<w:widowControl/>{_abstand(0, 110, 257)}", vorgabe=True),
    Stil("Default Paragraph Font", "character", vorgabe=True),
    Stil(
        "Normal Table", "table", vorgabe=True,
        weiteres='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>",
    ),
    Stil("No List", "numbering", vorgabe=True),
    _ueberschrift(1, 360, 120, 28),
    _ueberschrift(2, 240, 80, 23),
    _ueberschrift(3, 200, 60, 20),
    Stil("caption", basis="Normal", folge="Normal", ppr=f"<w:keepNext/><w:keepLines/>{_abstand(200, 60)}",
         rpr=_schrift(19, _FETT)),
    Stil("List Bullet", basis="Normal", ppr=_abstand(0, 50, 252)),
    Stil("List Number", basis="Normal", ppr=_abstand(60, 60, 252)),
    Stil("List Continue", basis="Normal", ppr=_abstand(0, 60, 252)),
    Stil("Tabelle Text", basis="Normal", ppr=_abstand(0, 0), rpr=_schrift(18)),
    Stil("Tabelle Zahl", basis="Tabelle Text", ppr='<w:suppressAutoHyphens/><w:jc w:val="right"/>'),
    Stil("Tabelle Kopf", basis="Tabelle Text", ppr="<w:keepNext/>"),
    Stil("Rechenschritt", basis="Normal", folge="Rechenschritt Herkunft", rpr=_schrift(16),
         ppr='<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before="60" w:after="0" w:line="230" '
         f'w:lineRule="auto"/><w:ind w:left="{EINZUG_SCHRITT}" w:hanging="{EINZUG_SCHRITT}"/>'),
    Stil("Rechenschritt Herkunft", basis="Normal", folge="Rechenschritt", rpr=_schrift(15, farbe=GRAU),
         ppr='<w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before="0" w:after="0" w:line="230" '
         f'w:lineRule="auto"/><w:ind w:left="{EINZUG_SCHRITT}"/>'),
    Stil("Unterschrift Amt", basis="Normal", ppr=f"<w:suppressAutoHyphens/>{_abstand(40, 0)}", rpr=_schrift(19)),
    Stil("Herkunftszeichen", "character",
         rpr=f'<w:noProof/><w:color w:val="{GRAU}"/><w:vertAlign w:val="superscript"/>'),
    Stil("Verweiszeichen", "character", rpr=f'<w:noProof/><w:color w:val="{GRAU}"/>'),
    Stil(
        "Stellenbedarf Tabelle", "table", basis="Normal Table",
        weiteres=f"<w:tblPr><w:tblBorders><w:top {_DUNKEL}/><w:bottom {_DUNKEL}/><w:insideH {_HELL}/></w:tblBorders>"
        f"<w:tblCellMar>{_RAND}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {_DUNKEL}/></w:tcBorders>'
        '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/></w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders><w:top {_DUNKEL}/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr>",
    ),
)  # fmt: skip
# Used by the shipped template alone.
VORLAGE = (
    Stil("Title", basis="Normal", folge="Subtitle",
         ppr=f"<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>{_abstand(0, 80, 252)}", rpr=_schrift(34, _FETT)),
    Stil("Subtitle", basis="Normal", folge="Normal", ppr=f"<w:keepLines/>{_abstand(0, 200)}",
         rpr=_schrift(23, farbe="404040")),
    Stil("Vorlage Körperschaft", basis="Normal", ppr=_abstand(0, 100), rpr=_schrift(26, _FETT)),
    Stil("Vorlage Angabe", basis="Normal", ppr=_abstand(0, 20), rpr=_schrift(19)),
    Stil("Vorlage Datum", basis="Vorlage Angabe", ppr='<w:jc w:val="right"/>'),
    Stil("Vorlage Art", basis="Normal", folge="Title", ppr=f"<w:keepNext/>{_abstand(480, 100)}",
         rpr='<w:b/><w:bCs/><w:color w:val="595959"/><w:spacing w:val="20"/><w:sz w:val="22"/><w:szCs w:val="22"/>'),
    Stil("footer", basis="Normal", ppr=f"<w:suppressAutoHyphens/>{_abstand(0, 0)}", rpr=_schrift(15, farbe=GRAU)),
)  # fmt: skip


class Stile:
    """Style ids of a template by name; styles it lacks are added when asked for the first time."""

    def __init__(self, wurzel: Element, definitionen: tuple[Stil, ...] = INHALT) -> None:
        """Bind to the root of a template's `styles.xml`."""
        self._wurzel = wurzel
        self._definitionen = {(d.art, d.name): d for d in definitionen}
        self._ids: dict[tuple[str, str], str] = {}
        for stil in wurzel.iter(q("style")):
            name = stil.find(q("name"))
            if name is not None:
                self._ids.setdefault((stil.get(q("type"), ""), _schluessel(name.get(q("val"), ""))), _id(stil))
        self._vergeben = {i.lower() for i in self._ids.values()}

    def namen(self) -> frozenset[tuple[str, str]]:
        """Return kind and name (in lower case) of every style there is."""
        return frozenset(self._ids)

    def __getitem__(self, name: str) -> str:
        """Return the id of a paragraph style."""
        return self.id("paragraph", name)

    def id(self, art: str, name: str) -> str:
        """Return the id of a style of a kind."""
        gefunden = self._ids.get((art, _schluessel(name)))
        return self._ergaenze(self._definitionen[art, name]) if gefunden is None else gefunden

    def _ergaenze(self, stil: Stil) -> str:
        stamm = re.sub(r"[^A-Za-z0-9]", "", "".join(w[:1].upper() + w[1:] for w in stil.name.split()))
        id_, zaehler = stamm, 1
        while id_.lower() in self._vergeben:
            zaehler += 1
            id_ = f"{stamm}{zaehler}"
        self._vergeben.add(id_.lower())
        self._ids[stil.art, _schluessel(stil.name)] = id_
        knoten = el("style", el("name", val=stil.name), type=stil.art, styleId=id_)
        if stil.vorgabe:
            knoten.set(q("default"), "1")
        elif stil.name.startswith(_EIGENE):
            knoten.set(q("customStyle"), "1")
        if stil.basis:
            knoten.append(el("basedOn", val=self.id(stil.art, stil.basis)))
        elif stil.art == "character" and not stil.vorgabe:
            knoten.append(el("basedOn", val=self.id("character", "Default Paragraph Font")))
        self._wurzel.append(knoten)
        if stil.folge:
            knoten.append(el("next", val=self.id(stil.art, stil.folge)))
        knoten.extend(aus_text(f"{_versteckt(stil)}{_in('pPr', stil.ppr)}{_in('rPr', stil.rpr)}{stil.weiteres}"))
        return id_


def set_sprache(wurzel: Element) -> None:
    """Declare the text German where the template's defaults name another language or none; Austrian German stays."""
    for sprache in wurzel.iterfind(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}/{q('lang')}"):
        if not (sprache.get(q("val")) or "").lower().startswith("de"):
            sprache.set(q("val"), SPRACHE)
        return
    neu = etree.fromstring(
        f'<w:docDefaults xmlns:w="{W}"><w:rPrDefault><w:rPr><w:lang w:val="{SPRACHE}"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
    )
    for name in ("docDefaults", "rPrDefault", "rPr"):
        alt = wurzel.find(q(name))
        if alt is None:
            wurzel.insert(0, neu)
            return
        wurzel, neu = alt, neu[0]
    wurzel.append(neu)  # `lang` is the last property but for two of East Asian typography


def _schluessel(name: str) -> str:
    return name.strip().lower()


def _id(stil: Element) -> str:
    return str(stil.get(q("styleId"), ""))


def _in(name: str, xml: str) -> str:
    return f"<w:{name}>{xml}</w:{name}>" if xml else ""


def _versteckt(stil: Stil) -> str:
    """Keep what Word needs but nobody picks out of its list of styles."""
    if stil.vorgabe and stil.name != "Normal":
        return '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    return "<w:qFormat/>"
