"""Findings: what is wrong or worth knowing, where it stands, and what to do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MAX_FEHLER = 1_000


class Stufe(StrEnum):
    """Severity of a finding, in the words the user reads."""

    FEHLER = "Fehler"
    WIDERSPRUCH = "Widerspruch"
    LUECKE = "Lücke"
    HINWEIS = "Hinweis"


@dataclass(frozen=True, slots=True)
class Fundstelle:
    """Place of a value in the user's input: file, place inside it (sheet and cell, or path) and line."""

    datei: str
    ort: str = ""
    zeile: int | None = None

    def __str__(self) -> str:
        """Return the place as one German phrase."""
        teile = [self.datei]
        if self.zeile is not None:
            teile.append(f"Zeile {self.zeile}")
        if self.ort:
            teile.append(self.ort)
        return ", ".join(teile)


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding: severity, what and why (`text`), where, and the remedy (`abhilfe`)."""

    stufe: Stufe
    text: str
    fundstelle: Fundstelle | None = None
    abhilfe: str = ""

    def __str__(self) -> str:
        """Return the finding as the user reads it in the terminal."""
        ort = f" [{self.fundstelle}]" if self.fundstelle else ""
        rat = f"\n    → {self.abhilfe}" if self.abhilfe else ""
        return f"{self.stufe.value}: {self.text}{ort}{rat}"


class Befunde:
    """Collects findings so that all of them can be reported at once."""

    def __init__(self) -> None:
        """Start with an empty list."""
        self._liste: dict[Befund, None] = {}
        self._fehler = 0

    def __iter__(self) -> Iterator[Befund]:
        """Iterate over the findings in the order in which they were added."""
        return iter(self._liste)

    def __len__(self) -> int:
        """Return the number of findings."""
        return len(self._liste)

    def add(self, befund: Befund) -> None:
        """Add one finding; the same finding twice counts once.

        Raises:
            StellenbedarfFehler: with everything collected so far, where there are more errors than anybody reads.
        """
        if befund in self._liste:
            return
        self._liste[befund] = None
        self._fehler += befund.stufe is Stufe.FEHLER
        if self._fehler > MAX_FEHLER:
            anzahl = f"{MAX_FEHLER:_}".replace("_", ".")
            ende = Befund(Stufe.FEHLER, f"Die Prüfung endet nach {anzahl} Fehlern; es kann weitere geben",
                          befund.fundstelle and Fundstelle(befund.fundstelle.datei),
                          "Beheben Sie zuerst die genannten.")  # fmt: skip
            raise StellenbedarfFehler([*self._liste, ende])

    def fehler(self, text: str, fundstelle: Fundstelle | None, abhilfe: str) -> None:
        """Add a finding that makes the content wrong."""
        self.add(Befund(Stufe.FEHLER, text, fundstelle, abhilfe))

    def hinweis(
        self, text: str, fundstelle: Fundstelle | None = None, abhilfe: str = "", stufe: Stufe = Stufe.HINWEIS
    ) -> None:
        """Add a finding that does not stop the computation."""
        self.add(Befund(stufe, text, fundstelle, abhilfe))

    @property
    def hat_fehler(self) -> bool:
        """Tell whether one of the findings stops the computation."""
        return self._fehler > 0

    def raise_on_error(self) -> None:
        """Raise `StellenbedarfFehler` with all findings if one of them is an error."""
        if self.hat_fehler:
            raise StellenbedarfFehler(self._liste)


class StellenbedarfFehler(Exception):
    """The content is wrong: carries all findings; the command line turns it into exit code 1."""

    def __init__(self, befunde: Iterable[Befund]) -> None:
        """Keep the findings; their texts become the message."""
        self.befunde = tuple(befunde)
        super().__init__("\n".join(str(b) for b in self.befunde))

    def __reduce__(self) -> tuple[type[StellenbedarfFehler], tuple[tuple[Befund, ...]]]:
        """Keep the findings when the exception comes back from another process."""
        return type(self), (self.befunde,)

    @classmethod
    def einzeln(cls, text: str, fundstelle: Fundstelle | None = None, abhilfe: str = "") -> StellenbedarfFehler:
        """Return the exception for a single finding."""
        return cls([Befund(Stufe.FEHLER, text, fundstelle, abhilfe)])


_SYSTEMFEHLER = {
    errno.ENOENT: "Datei oder Ordner gibt es nicht",
    errno.EACCES: "kein Zugriff",
    errno.EPERM: "kein Zugriff",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    errno.ENOSPC: "der Datenträger ist voll",
    errno.EFBIG: "die Datei würde größer, als der Datenträger erlaubt",
    errno.EISDIR: "das ist ein Ordner",
    errno.ENOTDIR: "ein Teil des Pfads ist kein Ordner",
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.EBUSY: "die Datei ist in Gebrauch",
}


def systemgrund(fehler: OSError) -> str:
    """Return in German why the operating system refused."""
    return _SYSTEMFEHLER.get(fehler.errno or 0, fehler.strerror or "unbekannter Grund")
