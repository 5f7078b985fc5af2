"""Finding shipped files and writing results: beside first, then renamed, so that nothing already written is lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler, systemgrund

_PAKET = Path(__file__).parent / "_daten"
_QUELLBAUM = Path(__file__).parent.parent


def find(name: str) -> Path:
    """Return a shipped file or folder (`templates/…`, `inputs/…`), or the one that replaces it in the current folder.

    Looked for in the current folder, in the source tree, then in the installed package.
    """
    return _finde(name, (Path(), _QUELLBAUM, _PAKET))


def shipped(name: str) -> Path:
    """Return a shipped file or folder, whatever lies in the current folder."""
    return _finde(name, (_QUELLBAUM, _PAKET))


def _finde(name: str, orte: Sequence[Path]) -> Path:
    for basis in orte:
        if (basis / name).exists():
            return basis / name
    raise StellenbedarfFehler.einzeln(
        f"„{name}“ fehlt", None, "Installieren Sie das Programm neu oder legen Sie die Datei in den aktuellen Ordner."
    )


def write(ziel: Path, inhalt: bytes, ueberschreiben: bool) -> None:
    """Write a file beside its target and rename it.

    Args:
        ziel: path of the file; missing folders are made.
        inhalt: the bytes.
        ueberschreiben: whether an existing file may be replaced.

    Raises:
        StellenbedarfFehler: where the file exists and must not be replaced, or cannot be written.
    """
    check_ziel(ziel, ueberschreiben)
    ort = Fundstelle(str(ziel))
    neben = ""
    try:
        ziel.parent.mkdir(parents=True, exist_ok=True)
        griff, neben = tempfile.mkstemp(dir=ziel.parent, prefix=f".{ziel.name}.")
        with os.fdopen(griff, "wb") as datei:
            datei.write(inhalt)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(neben, 0o666 & ~umask)
        os.replace(neben, ziel)
    except OSError as fehler:
        if neben and os.path.exists(neben):
            os.unlink(neben)
        raise StellenbedarfFehler.einzeln(
            f"Die Datei lässt sich nicht schreiben ({systemgrund(fehler)})",
            ort,
            "Schließen Sie sie in Word oder Excel, prüfen Sie die Zugriffsrechte oder wählen Sie einen anderen Ort.",
        ) from None


def check_ziel(ziel: Path, ueberschreiben: bool) -> None:
    """Raise a finding if the target exists and must not be replaced, before any work is done."""
    if ziel.is_dir():
        raise StellenbedarfFehler.einzeln("Das Ziel ist ein Ordner", Fundstelle(str(ziel)), "Nennen Sie eine Datei.")
    if ziel.exists() and not ueberschreiben and "reports" not in ziel.resolve().parts:
        raise StellenbedarfFehler.einzeln(
            "Die Datei gibt es schon",
            Fundstelle(str(ziel)),
            "Wählen Sie einen anderen Namen oder ersetzen Sie sie mit --ueberschreiben.",
        )
