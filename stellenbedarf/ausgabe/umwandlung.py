"""Converts a case between YAML and workbook and proves it by reading the result back."""

from __future__ import annotations

import tempfile
from dataclasses import fields, replace
from pathlib import Path

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.zerlegen import zerlege


def wandle_um(von: Path, endung: str) -> bytes:
    """Return the case in the format of a file ending.

    Raises:
        StellenbedarfFehler: where the case cannot be read, or the other format could not hold all of it.
    """
    fall, _ = read_fall(von)
    inhalt = render_fall(fall, endung)
    with tempfile.TemporaryDirectory() as ordner:
        probe = Path(ordner) / f"{von.stem}{endung}"
        probe.write_bytes(inhalt)
        gelesen, _ = read_fall(probe)
    verschieden = [
        f.name for f in fields(Fall) if f.name != "datei" and getattr(fall, f.name) != getattr(gelesen, f.name)
    ]
    if replace(fall, datei="") != replace(gelesen, datei=""):
        raise StellenbedarfFehler.einzeln(
            f"Die Umwandlung würde Angaben verlieren (Abschnitt {', '.join(verschieden)})",
            Fundstelle(von.name),
            "Prüfen Sie dort Namen mit Leerzeichen am Rand und leere Einträge.",
        )
    return inhalt


def render_fall(fall: Fall, endung: str) -> bytes:
    """Return the case as workbook (`.xlsx`) or YAML."""
    if endung == ".xlsx":
        from stellenbedarf.ausgabe.mappe.eingabemappe import render_eingabemappe

        return render_eingabemappe(fall)
    from stellenbedarf.ausgabe.yaml_text import yaml_text

    return yaml_text(zerlege(fall)).encode()
