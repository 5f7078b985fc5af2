"""A case of any size, the same for the same size."""

from __future__ import annotations

import random

BEWERTUNGEN = ("E 6", "E 9a", "E 11", "A 12")


def yaml(positionen: int) -> str:
    rng = random.Random(1)
    teile = [
        "kopf: {titel: Großer Fall, koerperschaft: Beispiel, haushaltsjahre: [2025, 2026]}",
        "annahmen:",
        "  jaz: {bezeichnung: Jahresarbeitszeit, parameter: kgst-2022-41h, einheit: h je VZÄ}",
    ]
    for n in range(50):
        menge = rng.randint(100, 90000)
        teile.append(f"  f{n}: {{bezeichnung: Fälle {n}, wert: {menge}, einheit: Fälle, quelle: Messung}}")
    teile += ["kostensaetze: {tabelle: kgst-2025-26}", "aemter:"]
    teile += [f'  "{n}": {{name: Amt {n}, teilhaushalt: "{n}0"}}' for n in range(20)]
    teile.append("positionen:")
    for n in range(1, positionen + 1):
        fall = f"f{rng.randrange(50)}"
        bemessung = rng.choice((
            f"verfahren: fallzahl, fallzahl: {fall}, mittlere_bearbeitungszeit_min: {rng.randint(1, 90)}, "
            "jahresarbeitszeit_h: jaz, quelle: Messung",
            "verfahren: setzung, stellen: 0.5, begruendung: Vorgabe",
            f"verfahren: schluessel, bezugsmenge: {fall}, einheiten_je_stelle: {rng.randint(10, 900)}, quelle: Messung",
        ))  # fmt: skip
        quote = ", erstattungsquote: 50 %" if rng.random() < 0.3 else ""
        teile.append(
            f'- {{nr: {n}, amt: "{rng.randrange(20)}", funktion: Funktion {n}, bewertung: {rng.choice(BEWERTUNGEN)}, '
            f"beginn: 01.0{rng.randint(1, 9)}.2025{quote}, bemessung: {{{bemessung}}}}}"
        )
    return "\n".join(teile) + "\n"
