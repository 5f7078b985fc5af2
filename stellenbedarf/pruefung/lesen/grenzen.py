"""What readers share about bad input: bounds, and one German message for whatever a library raises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler

MAX_ZELLEN = 300_000
MAX_TIEFE = 40
_NEU = "Öffnen und speichern Sie sie neu, oder lassen Sie sie sich noch einmal schicken."


def zu_gross(datei: str, text: str) -> NoReturn:
    """Raise the finding that a file exceeds a bound."""
    raise StellenbedarfFehler.einzeln(text, Fundstelle(datei), "Teilen Sie den Entwurf auf.")


@contextmanager
def fremde_fehler(datei: str, was: str) -> Iterator[None]:
    """Turn whatever a library raises about a malformed file into one message."""
    try:
        yield
    except StellenbedarfFehler:
        raise
    except (MemoryError, RecursionError):
        raise StellenbedarfFehler.einzeln(
            f"Die {was} ist zu groß oder zu tief verschachtelt", Fundstelle(datei), "Teilen Sie den Entwurf auf."
        ) from None
    except Exception as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die {was} ist beschädigt und lässt sich nicht lesen ({type(fehler).__name__})", Fundstelle(datei), _NEU
        ) from fehler
