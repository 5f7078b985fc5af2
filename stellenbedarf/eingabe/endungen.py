"""Tells by the name of a file how it is to be read, without importing any reader."""

from __future__ import annotations

from pathlib import Path

MAPPEN = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods")


def ist_mappe(pfad: Path) -> bool:
    """Tell whether the file is meant to be a workbook; the pre-check refuses all but `.xlsx`."""
    return pfad.suffix.lower() in MAPPEN
