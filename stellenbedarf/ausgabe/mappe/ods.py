"""The workbook as OpenDocument: converted by LibreOffice where it is installed, since nothing else keeps everything."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from stellenbedarf.fehler import StellenbedarfFehler

_PROGRAMME = ("soffice", "libreoffice")
_WINDOWS = Path("C:/Program Files/LibreOffice/program/soffice.exe")
FRIST_S = 300


def convert_ods(xlsx: bytes) -> bytes:
    """Return an xlsx workbook as ods.

    Raises:
        StellenbedarfFehler: where LibreOffice is not installed or does not convert the workbook in time.
    """
    programm = next((p for name in _PROGRAMME if (p := shutil.which(name))), None)
    if programm is None and _WINDOWS.is_file():
        programm = str(_WINDOWS)
    if programm is None:
        raise StellenbedarfFehler.einzeln(
            "Für ODS wird LibreOffice gebraucht, und es ist nicht installiert",
            None,
            "Schreiben Sie die Mappe als .xlsx; auch LibreOffice öffnet sie so.",
        )
    with tempfile.TemporaryDirectory() as ordner:
        quelle = Path(ordner) / "mappe.xlsx"
        quelle.write_bytes(xlsx)
        profil = (Path(ordner) / "profil").as_uri()
        befehl = [programm, f"-env:UserInstallation={profil}", "--headless", "--norestore", "--convert-to", "ods"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [*befehl, "--outdir", ordner, str(quelle)], capture_output=True, timeout=FRIST_S, check=False
            )
        ziel = quelle.with_suffix(".ods")
        if not ziel.is_file():
            raise StellenbedarfFehler.einzeln(
                "LibreOffice hat die Mappe nicht umgewandelt",
                None,
                "Schließen Sie offene LibreOffice-Fenster oder schreiben Sie die Mappe als .xlsx.",
            )
        return ziel.read_bytes()
