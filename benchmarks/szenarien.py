"""Many scenarios: the plan against the best hand-written numpy, LibreOffice, more positions and more processes.

`--lang` runs 10^7 and 10^8 scenarios instead, some minutes long, and measures peak memory and time per scenario.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "tests"))  # the driver of LibreOffice
from libreoffice import python_with_uno
from messen import Ergebnis, paar

from stellenbedarf.ausgabe.mappe.plan import Plan
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.plan import Rechenplan, als_zahl
from stellenbedarf.szenarien.unsicherheit import Unsicherheit

SZENARIEN = 1_000_000
LANG = (10**7, 10**8)
LIBREOFFICE_SZENARIEN = 50
LIBREOFFICE = {"datei": "Mappe je Szenario geöffnet und neu berechnet", "alles": "Mappe offen, alle Formeln",
               "offen": "Mappe offen, nur Abhängiges"}  # fmt: skip
SAETZE = {"E 6": "63123.45", "E 9a": "71456.78", "A 12": "99301.17"}
ZIELE = ("summe.gesamt.stellen", "summe.gesamt.kosten")
WAECHTER = 1 + 8 * 2.0**-52
Feld = Any


def yaml(positionen: int, mengen: int) -> str:
    """Return a case in which every position has its own time and grade; caseloads and working time vary."""
    import random

    rng = random.Random(2)
    teile = ["kopf: {titel: B, koerperschaft: K, haushaltsjahre: []}", "annahmen:"]
    for n in range(mengen):
        menge = rng.randint(1000, 90000)
        teile.append(f"  f{n}: {{bezeichnung: F{n}, wert: {menge}, einheit: Fälle, quelle: Q, "
                     f"niedrig: {menge * 4 // 5}, hoch: {menge * 6 // 5}, verteilung: gleich}}")  # fmt: skip
    teile.append("  jaz: {bezeichnung: J, wert: 1590, einheit: h je VZÄ, quelle: Q, niedrig: 1500, hoch: 1700}")
    saetze = ", ".join(f"{{bewertung: {b}, satz: {s}, quelle: Q}}" for b, s in SAETZE.items())
    teile.append(f"kostensaetze: {{eigene: [{saetze}]}}")
    teile += ['aemter: {"1": {name: A}}', "positionen:"]
    for n in range(1, positionen + 1):
        teile.append(
            f'- {{nr: {n}, amt: "1", funktion: F, bewertung: {rng.choice(list(SAETZE))}, bemessung: {{verfahren: '
            f"fallzahl, fallzahl: f{rng.randrange(mengen)}, "
            f"mittlere_bearbeitungszeit_min: {rng.randint(300, 9000) / 100}, "
            "verteilzeit: 10 %, jahresarbeitszeit_h: jaz, quelle: M}}"
        )
    return "\n".join(teile) + "\n"


def modell_von(positionen: int, mengen: int) -> Rechenmodell:
    with tempfile.TemporaryDirectory() as ordner:
        pfad = Path(ordner) / "fall.yaml"
        pfad.write_text(yaml(positionen, mengen), encoding="utf-8")
        return load((pfad,))[0]


def gezogen(modell: Rechenmodell, mengen: int, szenarien: int) -> tuple[list[str], Feld]:
    """Return inputs as arbitrary floats: caseloads ±20 %, 1.500 to 1.700 hours."""
    rng = np.random.default_rng(1)
    werte = np.empty((mengen + 1, szenarien))
    for n in range(mengen):
        werte[n] = rng.uniform(0.8, 1.2, szenarien) * float(modell.netz[f"annahme.f{n}"].wert)  # type: ignore[arg-type]
    werte[mengen] = rng.uniform(1500, 1700, szenarien)
    return [*(f"annahme.f{n}" for n in range(mengen)), "annahme.jaz"], werte


class Handgeschrieben:
    """The same model written by hand: constants folded, quotients shared, buffers reused, chunks that fit.

    Rounding is the same: half up with a guard of 8 units in the last place. With `nachsehen` it finds the scenarios
    that lie so near to a boundary that float64 cannot be sure, which the plan then decides exactly; without it, those
    would be rounded by chance.
    """

    def __init__(self, modell: Rechenmodell, chunk: int, nachsehen: bool) -> None:
        self.chunk, self.nachsehen = chunk, nachsehen
        self.zeilen = []
        for posten in modell.posten:
            argumente = posten.bemessung.argumente
            zeit = float(argumente["mittlere_bearbeitungszeit_min"].wert or 0)
            satz = float(SAETZE[posten.position.bewertung])
            faktor = zeit * 1.1 / 60 * 100 * WAECHTER
            self.zeilen.append((int(argumente["fallzahl"].name[1:]), faktor, satz * WAECHTER))
        self.zeilen.sort()
        self.fraglich = 0

    def __call__(self, werte: Feld, aus: Feld) -> None:
        puffer, quote, invers, rest = (np.empty(self.chunk) for _ in range(4))
        for a in range(0, werte.shape[1], self.chunk):
            teil = werte[:, a : a + self.chunk]
            y, q, i, r = (p[: teil.shape[1]] for p in (puffer, quote, invers, rest))
            stellen, kosten = aus[0, a : a + self.chunk], aus[1, a : a + self.chunk]
            stellen.fill(0)
            kosten.fill(0)
            np.divide(1.0, teil[-1], i)
            vorher = -1
            for menge, faktor, satz in self.zeilen:
                if menge != vorher:
                    np.multiply(teil[menge], i, q)
                    vorher = menge
                np.multiply(q, faktor, y)
                np.add(y, 0.5, y)
                if self.nachsehen:
                    np.floor(y, r)
                    np.subtract(y, r, y)
                    if np.minimum.reduce(y) < 1e-10:
                        self.fraglich += int(np.count_nonzero(y < 1e-10))
                    y, r = r, y
                else:
                    np.floor(y, y)
                np.add(stellen, y, stellen)
                np.multiply(y, satz, y)
                np.add(y, 0.5, y)
                np.floor(y, y)
                np.add(kosten, y, kosten)
            np.divide(stellen, 100, stellen)
            np.divide(kosten, 100, kosten)


def messungen() -> list[Ergebnis]:
    modell = modell_von(20, 5)
    eingaben, werte = gezogen(modell, 5, SZENARIEN)
    plan, aus, vergleich = Rechenplan(modell, eingaben, ZIELE), np.empty((2, SZENARIEN)), np.empty((2, SZENARIEN))
    ergebnisse = []
    for nachsehen, titel in ((True, "mit Nachsehen an Rundungsgrenzen"), (False, "ohne Nachsehen, zur Kenntnis")):
        hand = _beste(lambda c, n=nachsehen: Handgeschrieben(modell, c, n), werte, vergleich)
        verhaeltnis = paar(lambda: plan.rechne(werte, aus), lambda h=hand: h(werte, vergleich), runden=15)
        assert (aus == vergleich).all()
        name = f"10^6 Szenarien, 20 Positionen gegen handgeschriebenes numpy ({titel})"
        ergebnisse.append(Ergebnis(name, verhaeltnis, 1.3 if nachsehen else 1.6))
    _check_stichprobe(plan, werte, aus)
    je_szenario = _dauer(lambda: plan.rechne(werte, aus)) / SZENARIEN
    libreoffice = _libreoffice(modell, eingaben, werte[:, :LIBREOFFICE_SZENARIEN])
    for art, titel in LIBREOFFICE.items():
        name = f"1.000.000 Szenarien gegen eines in LibreOffice ({titel}, {libreoffice[art] * 1000:.1f} ms)"
        ergebnisse.append(Ergebnis(name, je_szenario * 1e6 / libreoffice[art], 1.0))
    ergebnisse.append(_grosser_fall(je_szenario / 20))
    return ergebnisse


def _beste(bau: Callable[[int], Handgeschrieben], werte: Feld, aus: Feld) -> Handgeschrieben:
    """Return the fastest chunk size of the hand-written version."""
    kandidaten = [bau(c) for c in (4096, 8192, 16384, 32768, 65536)]
    return min(kandidaten, key=lambda h: min(_dauer(lambda h=h: h(werte, aus)) for _ in range(3)))


def _dauer(aufruf: Callable[[], object]) -> float:
    beginn = time.perf_counter()
    aufruf()
    return time.perf_counter() - beginn


def _check_stichprobe(plan: Rechenplan, werte: Feld, aus: Feld) -> None:
    """Compare 1.000 scenarios with the exact reader; every one must agree."""
    for n in np.random.default_rng(3).integers(0, SZENARIEN, 1000):
        exakt = plan.exakt([als_zahl(w) for w in werte[:, n]])
        assert [float(w) for w in exakt[:2]] == aus[:, n].tolist(), n


def _libreoffice(modell: Rechenmodell, eingaben: Sequence[str], werte: Feld) -> dict[str, float]:
    """Return the seconds that LibreOffice takes per scenario, in three ways; starting is not counted."""
    ergebnis = rechne(modell)
    anlage = Plan([ergebnis], ergebnis).anlage
    orte = [anlage.ort(i, ergebnis.szenario) for i in (*eingaben, ZIELE[1])]
    with tempfile.TemporaryDirectory() as ordner:
        mappe, auftrag, antwort = (Path(ordner) / n for n in ("m.xlsx", "auftrag.json", "antwort.json"))
        mappe.write_bytes(render_workbook(ergebnis))
        zellen = [[o.blatt, o.zeile, o.spalte] for o in orte]
        auftrag.write_text(json.dumps({"datei": str(mappe), "eingaben": zellen[:-1], "ergebnis": zellen[-1],
                                       "werte": werte.T.tolist()}), encoding="utf-8")  # fmt: skip
        skript = Path(__file__).with_name("calc_messen.py")
        subprocess.run([python_with_uno(), str(skript), str(auftrag), str(antwort)], check=True, timeout=600)
        gemessen = json.loads(antwort.read_text(encoding="utf-8"))
    kosten = Rechenplan(modell, eingaben, ZIELE).rechne(werte)[1]
    for weg in gemessen.values():
        assert np.abs(np.array(weg["ergebnisse"]) - kosten).max() < 0.01, "both computed the same scenarios"
    return {art: statistics.median(weg["sekunden"]) for art, weg in gemessen.items()}


def _grosser_fall(klein: float) -> Ergebnis:
    modell = modell_von(10_000, 50)
    eingaben, werte = gezogen(modell, 50, 1000)
    plan = Rechenplan(modell, eingaben, ZIELE)
    plan.rechne(werte)
    gross = statistics.median(_dauer(lambda: plan.rechne(werte)) for _ in range(9)) / 1000 / 10_000
    return Ergebnis(
        "10.000 Positionen × 1.000 Szenarien je Position und Szenario gegen den kleinen Fall", gross / klein, 1.3
    )


def lang() -> list[Ergebnis]:
    """Run 10^7 and 10^8 scenarios, drawing included: memory must stay, time must grow with them alone.

    Two processes are measured at 10^8 as well: what they take to start counts, and at 10^7 it is a sixth of the time.
    """
    modell = modell_von(20, 5)
    last = os.getloadavg()[0]
    rechenzeit, spitzen = [], []
    dauer = 0.0
    for szenarien in LANG:
        lauf = Unsicherheit(modell, szenarien, 1)
        beginn = time.process_time()  # other processes shall not count in minutes of computing
        dauer = _dauer(lauf.laufe)
        rechenzeit.append((time.process_time() - beginn) / szenarien)
        spitzen.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    zu_zweit = _dauer(lambda: Unsicherheit(modell, LANG[-1], 1).laufe(2))
    je = " und ".join(f"{d * 1e9:.0f}" for d in rechenzeit)
    return [
        Ergebnis(f"10^8 Szenarien: Spitzenspeicher in MB (nach 10^7: {spitzen[0]:.0f})", spitzen[1], 400),
        Ergebnis(f"Rechenzeit je Szenario bei 10^8 gegen 10^7 ({je} ns)", rechenzeit[1] / rechenzeit[0], 1.1),
        Ergebnis(f"Zwei Prozesse gegen einen bei 10^8 (Last davor {last:.1f} auf {os.cpu_count()} Kernen)",
                 zu_zweit / dauer, 1 / 1.7),
    ]  # fmt: skip


if __name__ == "__main__":
    for ergebnis in lang() if "--lang" in sys.argv else messungen():
        print(ergebnis.zeile(), flush=True)
