"""Run all benchmarks, print a line each and write `reports/benchmark.json`; `--lang` adds those that take minutes."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import dokumente
import lesen
import mappe
import pruefung
import start
import szenarien

MODULE = (start, mappe, lesen, dokumente, pruefung, szenarien)


def main() -> None:
    ergebnisse = []
    laeufe = [modul.messungen for modul in MODULE] + ([szenarien.lang] if "--lang" in sys.argv else [])
    for lauf in laeufe:
        for ergebnis in lauf():
            print(ergebnis.zeile(), flush=True)
            ergebnisse.append(dataclasses.asdict(ergebnis))
    ziel = Path("reports") / "benchmark.json"
    ziel.parent.mkdir(exist_ok=True)
    ziel.write_text(json.dumps(ergebnisse, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
