"""List numbering of generated content: two multi-level definitions and one instance per numbered list."""

from __future__ import annotations

from stellenbedarf.ausgabe.word.xml import Element, W, aus_text, el, etree, q

EINZUG = 397  # 7 mm
MAX_EBENE = 8
_ZEICHEN = ("•", "–", "▪")
_ZAHLEN = (("decimal", "%{}."), ("lowerLetter", "%{})"), ("lowerRoman", "%{}."))


class Nummern:
    """Adds list definitions to the root of a template's `numbering.xml`."""

    def __init__(self, wurzel: Element) -> None:
        """Bind to the root; definitions that are already there stay as they are."""
        self._wurzel = wurzel
        self._strich = self._zahl = self._punkte = 0

    def punkte(self) -> int:
        """Return the id of the bulleted list; all bulleted lists share it."""
        if not self._punkte:
            self._strich = self._definiere("5B1F0A01", [("bullet", z) for z in _ZEICHEN])
            self._punkte = self._instanz(self._strich)
        return self._punkte

    def zahlen(self, ebene: int, start: int) -> int:
        """Return the id for one numbered list, which counts for itself from `start`."""
        if not self._zahl:
            self._zahl = self._definiere("5B1F0A02", _ZAHLEN)
        # Without an override every list of the same definition would go on counting where the last one stopped.
        beginn = el("lvlOverride", el("startOverride", val=start), ilvl=ebene)
        return self._instanz(self._zahl, beginn)

    def _definiere(self, kennung: str, stufen: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> int:
        vorhandene = self._wurzel.findall(q("abstractNum"))
        nummer = 1 + max((int(a.get(q("abstractNumId"))) for a in vorhandene), default=-1)
        ebenen = "".join(_ebene(n, *stufen[n % len(stufen)]) for n in range(MAX_EBENE + 1))
        (neu,) = aus_text(
            f'<w:abstractNum w:abstractNumId="{nummer}"><w:nsid w:val="{kennung}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{kennung}"/>{ebenen}</w:abstractNum>'
        )
        # All definitions stand before all instances.
        ort = self._wurzel.index(vorhandene[-1]) + 1 if vorhandene else len(self._wurzel.findall(q("numPicBullet")))
        self._wurzel.insert(ort, neu)
        return nummer

    def _instanz(self, definition: int, *abweichung: Element) -> int:
        vorhandene = self._wurzel.findall(q("num"))
        nummer = 1 + max((int(n.get(q("numId"))) for n in vorhandene), default=0)
        neu = el("num", el("abstractNumId", val=definition), *abweichung, numId=nummer)
        davor = vorhandene or self._wurzel.findall(q("abstractNum"))
        davor[-1].addnext(neu)
        return nummer


def leer() -> bytes:
    """Return a `numbering.xml` without definitions, for templates that have none."""
    return bytes(etree.tostring(etree.Element(q("numbering"), nsmap={"w": W}), xml_declaration=True, encoding="UTF-8"))


def _ebene(ebene: int, form: str, muster: str) -> str:
    return (
        f'<w:lvl w:ilvl="{ebene}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{muster.format(ebene + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{EINZUG * (ebene + 1)}" w:hanging="{EINZUG}"/></w:pPr></w:lvl>'
    )
