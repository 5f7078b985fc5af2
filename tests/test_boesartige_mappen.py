"""Broken and hostile workbooks are read correctly or refused with a message; nothing else ever happens."""

from __future__ import annotations

import time
from dataclasses import fields
from pathlib import Path

import pytest
from mappenschaden import CASE, EITHER, GROUPS, REFUSED, SAME, zipped
from mappenxml import spellings

from stellenbedarf.ausgabe.mappe import eingabeblaetter, eingabeszenarien
from stellenbedarf.ausgabe.mappe.eingabemappe import render_eingabemappe
from stellenbedarf.eingabe.vorpruefung import check_mappe
from stellenbedarf.fehler import Befunde, StellenbedarfFehler
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.lesen import read_fall

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SECONDS, MEGABYTES = 10, 500
PARTS = 3
SECTIONS = [f.name for f in fields(Fall) if f.name != "datei"]
CORPUS = {**GROUPS, "spellings": spellings}
ABOUT_LOSS = ("fehlen Spalten", "fehlen Zeilen", "wird nicht gelesen", "als Notiz")
SHEET_OF = {"beratungsfolge": "Beratungsfolge", "texte": "Texte", "sachkosten": "Sachkosten", "szenarien": "Szenarien",
            "behauptungen": "Behauptungen", "positionen": "Aufgaben"}  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("fall") / "fall.yaml"
    path.write_text(CASE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:  # few empty rows: most of the time goes into reading and writing them
        patch.setattr(eingabeblaetter, "LEERZEILEN", {})
        patch.setattr(eingabeblaetter, "STANDARD_LEERZEILEN", 2)
        patch.setattr(eingabeszenarien, "LEERZEILEN", 2)
        return render_eingabemappe(read_fall(path)[0])


@pytest.fixture(scope="module")
def original(good: bytes, tmp_path_factory: pytest.TempPathFactory) -> Fall:
    path = tmp_path_factory.mktemp("fall") / "fall.xlsx"
    path.write_bytes(good)
    return read_fall(path)[0]


def megabytes() -> int:
    return 0 if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def judge(label: str, path: Path, outcome: object, original: Fall) -> str:
    """Return what went wrong with one workbook, or an empty text."""
    before, start = megabytes(), time.monotonic()
    try:
        case, findings = read_fall(path)
    except StellenbedarfFehler as error:
        problem = f"refused: {error}" if outcome is SAME else ""
        if not error.befunde or not all(b.abhilfe for b in error.befunde if b.stufe.value == "Fehler"):
            problem = f"a finding without remedy: {error}"
    else:
        changed = [s for s in SECTIONS if getattr(case, s) != getattr(original, s)]
        told = any(part in b.text for b in findings for part in ABOUT_LOSS)
        deleted = label.startswith(("deleted", "without")) and all(s in SHEET_OF for s in changed)
        problem = ""
        if outcome is REFUSED:
            problem = "read although it must be refused"
        elif changed and not (outcome is EITHER and (told or deleted)):
            problem = f"silently different: {changed}"
    if time.monotonic() - start > SECONDS or megabytes() - before > MEGABYTES:
        problem += " too slow or too large"
    return f"{label}: {problem}" if problem else ""


# split, so that the groups run on several processors
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("group", CORPUS)
def test_every_damaged_workbook_is_read_right_or_refused(
    group: str, part: int, good: bytes, original: Fall, tmp_path: Path
) -> None:
    problems = []
    for number, (label, content, outcome) in enumerate(CORPUS[group](good)):
        if number % PARTS == part:
            path = tmp_path / "fall.xlsx"
            path.write_bytes(content() if callable(content) else content)
            problems.append(judge(label, path, outcome, original))
    assert [p for p in problems if p] == []


def test_the_corpus_is_large(good: bytes) -> None:
    assert sum(1 for group in CORPUS.values() for _ in group(good)) >= 900


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.xls"),
        (b"a;b\n1;2", "keine Excel-Arbeitsmappe"),
        (b"PK\x03\x04", "beschädigt"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "keine Excel-Arbeitsmappe"),
        (zipped({"[Content_Types].xml": b"<x/>", "xl/vbaProject.bin": b""}), "Makros"),
        (zipped({"[Content_Types].xml": b"<!DOCTYPE x><x/>"}), "Dokumenttypdefinition"),
        (zipped({"[Content_Types].xml": b"<x/>", "x.xml": b"0" * 50_000_000}), "zu groß"),
    ],
)
def test_what_is_no_workbook_is_refused_at_once(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "fall.xlsx"
    path.write_bytes(content)
    start = time.monotonic()
    with pytest.raises(StellenbedarfFehler, match=message):
        read_fall(path)
    assert time.monotonic() - start < 0.5, "0,2 s on an idle machine"


def test_truncated_files_are_refused_by_the_precheck(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "fall.xlsx"
    for part in range(50):
        path.write_bytes(good[: len(good) * part // 50])
        with pytest.raises(StellenbedarfFehler):
            check_mappe(path, Befunde())
