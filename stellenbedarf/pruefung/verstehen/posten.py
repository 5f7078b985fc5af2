"""Posts that a paper lists, in tables and in prose: share, grade, function, unit, office, amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.verstehen.aemter import Aemter
from stellenbedarf.pruefung.verstehen.bewertung import Bewertung, finde_bewertungen
from stellenbedarf.pruefung.verstehen.mengen import PROZENT, STELLEN, Menge, finde_mengen
from stellenbedarf.pruefung.verstehen.saetze import Textblock
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, Zeile
from stellenbedarf.pruefung.verstehen.teile import Teil
from stellenbedarf.pruefung.verstehen.zahlen_im_text import ZAHL, lies, ohne_marken
from stellenbedarf.pruefung.verstehen.zeit import finde_tage

_KOMPAKT = re.compile(rf"(?P<z>{ZAHL})\s?(?:x|×|\*)?\s?(?=(?:EG|E|A|S|B|Bes)[\s\u00a0.]?\d)")
_ORG = re.compile(r"^(?P<org>\d{1,3}(?:[-./]\d{1,3})*(?:[A-Z]{1,3})?)\s?:\s")
_VORZEITIG = re.compile(r"ab sofort|sofortige|vorzeitig|vorab|außerhalb des stellenplans|vor inkrafttreten", re.I)
_SATZENDE = re.compile(r"^\)|\.(?:\s|$)|;")
_FUELL = re.compile(
    r"^(?:Stellen?|Planstellen?|VZÄ|in|für|eine|einen|eine/n|einer|die|der|das|mit|je|à|im|Umfang|von|zur|als|"
    r"\d+)\b[\s/]*",
    re.I,
)
_WORT = re.compile(r"[A-Za-zÄÖÜäöüß]{4,}")
_OHNE_AUSSAGE = {"sach", "stel", "mita", "ange", "besc", "frau", "für", "inkl", "sowi", "unte", "teil"}


@dataclass(frozen=True, slots=True, eq=False)
class Posten:
    """A post or share of a post as one place of the paper lists it.

    `amt` is the key of its office (see `Aemter`), `punkt` the running number of the list or table, `zeile` and `betrag`
    are known for table rows. `vorzeitig` marks posts to be filled at once.
    """

    anteil: Fraction
    bewertung: Bewertung | None
    funktion: str
    amt: str
    teil: Teil
    stelle: Stelle
    punkt: int
    org: str = ""
    betrag: Menge | None = None
    blatt: Blatt | None = None
    zeile: Zeile | None = None
    vorzeitig: bool = False

    @property
    def schluessel(self) -> tuple[Fraction, str]:
        """Return what two places must agree in: share and grade."""
        return self.anteil, self.bewertung.schluessel if self.bewertung else ""

    @property
    def worte(self) -> frozenset[str]:
        """Return the telling words of the function in lower case."""
        return frozenset(w.lower() for w in _WORT.findall(self.funktion) if w[:4].lower() not in _OHNE_AUSSAGE)

    def verwandt(self, anderer: Posten) -> int:
        """Return how many words of the function another way of writing it has too."""
        return sum(any(_verwandt(a, b) for b in anderer.worte) for a in self.worte)


def _verwandt(a: str, b: str) -> bool:
    """Tell whether two words share their beginning or one contains the other."""
    kurz, lang = sorted((a, b), key=len)
    return (
        kurz[:5] == lang[:5] or kurz in lang or (len(kurz) >= 6 and kurz[:-2] in lang) or kurz[:4] == lang[:4] == "prüf"
    )


def posten_aus_tabelle(blatt: Blatt, aemter: Aemter, amt: str, spalte: Spalte) -> Iterator[Posten]:
    """Return the posts of a table that has columns for grade and posts; `spalte` is the one with the posts."""
    bewertung_spalte = blatt.spalte(Rolle.BEWERTUNG)
    funktion, org = blatt.alle(Rolle.FUNKTION), blatt.alle(Rolle.ORG)
    betraege = [s for s in blatt.alle(Rolle.BETRAG) if not s.differenz]
    if bewertung_spalte is None:
        return
    for zeile in blatt.positionen:
        anteil = zeile.wert(spalte)
        if anteil is None:
            continue
        einheit = zeile.text(org[0]) if org else ""
        yield Posten(
            anteil,
            zeile.bewertung(bewertung_spalte),
            " ".join(zeile.text(s) for s in funktion),
            aemter.aus_org(einheit) or (aemter.aus_titel(einheit) if einheit else "") or amt,
            blatt.teil,
            zeile.ort(bewertung_spalte),
            blatt.block,
            einheit,
            zeile.menge(betraege[0]) if len(betraege) == 1 else None,
            blatt,
            zeile,
        )


def ist_zusatz(text: str) -> bool:
    """Tell whether a paragraph is nothing but a remark about the post above: „(Einstellung ab sofort)“."""
    return text.startswith("(") and text.endswith(")") and _VORZEITIG.search(text) is not None


def posten_im_text(block: Textblock, amt: str, punkt: int) -> list[Posten]:
    """Return the posts that a paragraph or heading lists with share and grade."""
    text = ohne_marken(block.text)
    bewertungen = finde_bewertungen(text)
    if not bewertungen:
        return []
    vorzeitig = _VORZEITIG.search(text) is not None
    org = _ORG.match(text)
    anteile = _anteile(text, bewertungen)
    gefunden = []
    for n, (von, ende, anteil) in enumerate(anteile):
        schluss = anteile[n + 1][0] if n + 1 < len(anteile) else len(text)
        dahinter = [b for b in bewertungen if ende <= b.von < schluss]
        if len(dahinter) != 1:
            if len(anteile) == len(bewertungen) == 1:  # „EG 9: 0,5 Stellen“
                dahinter = list(bewertungen)
            else:
                continue
        bewertung = dahinter[0]
        dahinter_text = _SATZENDE.split(text[bewertung.ende : schluss], maxsplit=1)[0] if n + 1 == len(anteile) else ""
        funktion = f"{text[ende : bewertung.von]} {dahinter_text}"
        gefunden.append(
            Posten(
                anteil,
                bewertung,
                _funktion(funktion),
                amt,
                block.teil,
                block.stelle,
                punkt,
                org["org"] if org else "",
                vorzeitig=vorzeitig,
            )
        )
        del von
    return gefunden


def _anteile(text: str, bewertungen: tuple[Bewertung, ...]) -> list[tuple[int, int, Fraction]]:
    """Return place and value of the shares: posts, a leading percentage of a post, or a bare figure before a grade."""
    mengen = finde_mengen(text)
    stellen = [(m.von, m.ende, m.wert) for m in mengen if m.einheit == STELLEN and m.bis is None and not m.je]
    if stellen:
        return stellen
    if mengen and mengen[0].einheit == PROZENT and mengen[0].von <= 3 and len(bewertungen) == 1:
        return [(mengen[0].von, mengen[0].ende, mengen[0].wert / 100)]
    anfaenge = {b.von for b in bewertungen}
    return [
        (m.start(), m.end(), lies(m["z"])) for m in _KOMPAKT.finditer(text)
        if m.end() in anfaenge and ("," in m["z"] or m.end() - m.end("z") > 1)
    ]  # fmt: skip


def _funktion(text: str) -> str:
    text = text.strip(" ,;:.–-\t")
    while treffer := _FUELL.match(text):
        text = text[treffer.end() :].strip(" ,;:.–-")
        if not text:
            break
    return " ".join(text.split())[:160]


def ist_wiederholung(neu: list[Posten], alt: list[Posten]) -> bool:
    """Tell whether every post of a list stands in earlier lists already: then the list picks some out, it adds none."""
    rest = [p.schluessel for p in alt]
    for posten in neu:
        if posten.schluessel not in rest:
            return False
        rest.remove(posten.schluessel)
    return bool(neu) and len(neu) < len(alt)


def mark_vorzeitig(posten: list[Posten], wiederholt: list[Posten], texte: dict[int, str]) -> list[Posten]:
    """Return the posts with those marked that a later list picks out for an early start."""
    offen = [p for p in wiederholt if p.vorzeitig or finde_tage(texte.get(p.stelle.block or 0, ""))]
    fertig = []
    for p in posten:
        treffer = next((w for w in offen if w.schluessel == p.schluessel and w.verwandt(p)), None)
        if treffer is not None:
            offen.remove(treffer)
        fertig.append(replace(p, vorzeitig=p.vorzeitig or treffer is not None))
    return fertig
