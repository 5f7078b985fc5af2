"""Paired timing of commands and functions: both sides in turn, the median ratio counts."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ergebnis:
    """One benchmark: ratio of the measured side to the reference side, and the goal for it."""

    name: str
    ratio: float
    goal: float

    def zeile(self) -> str:
        erreicht = "erreicht" if self.ratio <= self.goal else "verfehlt"
        return f"{self.name}: {self.ratio:.2f} (Ziel höchstens {self.goal:.2f}, {erreicht})"


def _dauer(aufruf: Callable[[], object]) -> float:
    beginn = time.perf_counter()
    aufruf()
    return time.perf_counter() - beginn


def paar(gemessen: Callable[[], object], vergleich: Callable[[], object], runden: int = 7) -> float:
    """Return the median ratio of both sides, run in turn after one warm-up each."""
    gemessen()
    vergleich()
    return statistics.median(_dauer(gemessen) / _dauer(vergleich) for _ in range(runden))


def befehl(argumente: Sequence[str]) -> Callable[[], object]:
    """Return a function that runs Python with these arguments and fails if the command fails."""
    return lambda: subprocess.run([sys.executable, *argumente], check=True, capture_output=True)
