"""Documents for the tests of renderers: the Stuttgart case, a hostile one, and an empty one."""

from functools import cache
from pathlib import Path

from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
    Block,
    Inhalt,
    Kopfangaben,
    Liste,
    Punkt,
    SchritteBlock,
    Seitenumbruch,
    TabellenBlock,
    Text,
    Ueberschrift,
    Unterschriften,
    Verweis,
    Zahl,
)
from stellenbedarf.rechenweg import Bezug, Rechenschritt
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.tabellen import Spalte

WURZEL = Path(__file__).parent.parent
SONDERZEICHEN = (
    '#import "x" #panic() $x^2$ *fett* _k_ `r` <label> @ref {{ 7*7 }} {% raw %} \\ & "q" \' // c /* d */ = H'
    " &amp; <script>alert(1)</script> </style> <img src=x onerror=alert(2)>"
)
FREMDES = "Emoji 😀👨‍👩‍👧 Haken ✓ Han 漢字 שלום עולם مرحبا Steuer\x00\x07 privat \ue000 halb \ud800 \u202eRTL\u202c"
BOESE = f"{SONDERZEICHEN} {FREMDES}"


@cache
def stuttgart() -> Inhalt:
    modell, befunde = load([WURZEL / "inputs" / "stuttgart-jobcenter.yaml"])
    return baue_inhalt(rechne(modell, befunde=befunde), BERICHTSARTEN["beschlussvorlage"])


def dokument(*bloecke: Block, titel: str = "Titel", text: str = "") -> Inhalt:
    return Inhalt(titel, text, Kopfangaben(text, (("Nr", text),) if text else (), text, text, text), bloecke)


def absatz(text: str) -> Absatz:
    return Absatz((Text(text),))


def tabelle(zeilen: int, summenzeile: bool = True, text: str = "Zeile") -> TabellenBlock:
    rumpf = [((Text(f"{text} {n}"),), (Zahl(f"{n},00", "S1", "s", str(n)),)) for n in range(1, zeilen + 1)]
    summe = [((Text("Gesamt"),), (Zahl("9,00", "S1", "s", "9"),))] if summenzeile else []
    spalten = (Spalte("a", "Kopf links"), Spalte("b", "Kopf rechts", "eur"))
    return TabellenBlock("Lange Tabelle", spalten, (*rumpf, *summe), (3, 1), summenzeile)


def schritt(marke: str, text: str, bezuege: int = 3) -> Rechenschritt:
    quellen = tuple(Bezug(text, "1", "R1" if n % 2 else "", "id") for n in range(bezuege))
    return Rechenschritt(marke, "id", text, text, text, text, False, text, text, quellen)


def boese() -> Inhalt:
    breit = tuple(Spalte(f"s{n}", f"Donaudampfschifffahrtsgesellschaft {n}", "eur") for n in range(14))
    return dokument(
        Ueberschrift(3, f"Zu tief {BOESE}", "P1"),
        Ueberschrift(3, "Doppelte Marke", "P1"),
        absatz(BOESE),
        absatz("wort " * 2000),
        absatz("x" * 10_000),
        absatz("https://example.org/" + "pfad/teil-eins_zwei?a=b&c.d/" * 30),
        Absatz((Zahl("1,00", "X99", "ohne.ziel", "1"), Verweis("Q77"), Zahl("2,00", "", "ohne.marke", "2"))),
        Absatz((Text(BOESE, fett=True), Verweis("R 1/2 <b>"), Zahl("3,00", "R 1/2 <b>", "id", "3"))),
        Liste(
            (Punkt((Text(BOESE),)), Punkt((), (absatz("nur Block"),)), Punkt((Text("Ansage:"),), (_geschachtelt(),)))
        ),
        tabelle(300, text=BOESE),
        TabellenBlock("Breit", breit, (tuple((Zahl("1.234.567,00", "S1", "z", "1"),) for _ in range(14)),), ()),
        TabellenBlock(
            BOESE, breit[:2], (((Text("zu kurz"),),), ((Text(BOESE),), ())), (0, 0), True, ("R1", "R1", "zu viel")
        ),
        SchritteBlock(BOESE, (schritt("R 1/2 <b>", BOESE), schritt("R2", "a + " * 3000, 30), schritt("R2", "doppelt"))),
        Unterschriften(()),
        Unterschriften(tuple(f"Amt {n} {'x' * 60}" for n in range(7))),
        Seitenumbruch(),
        Seitenumbruch(),
        titel=BOESE,
        text=BOESE,
    )


def _geschachtelt() -> Liste:
    return Liste((Punkt((Text("sieben"),)), Punkt((Text("acht"),))), nummeriert=True, start=7)
