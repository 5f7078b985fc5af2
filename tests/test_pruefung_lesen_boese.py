"""Bad input: every file that is no readable paper gets a German message, fast and in little memory."""

import io
import random
import re
import subprocess
import sys
import textwrap
import time
import zipfile
import zlib
from pathlib import Path

import docx
import pikepdf
import pytest
from pruefpapiere import FORMATE, als_docx, als_html, als_pdf, als_txt, als_xlsx
from test_pruefung_lesen import VORLAGE, inhalt

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.pruefung.lesen.einlesen import read
from stellenbedarf.pruefung.pruefen import pruefe

SEKUNDEN = 10


def meldung(pfad: Path) -> str:
    with pytest.raises(StellenbedarfFehler) as fehler:
        read(pfad)
    befund = fehler.value.befunde[0]
    assert befund.fundstelle is not None
    assert pfad.name in befund.fundstelle.datei
    assert befund.abhilfe.endswith(".")
    return str(befund)


def datei(ordner: Path, name: str, daten: bytes) -> Path:
    (ordner / name).write_bytes(daten)
    return ordner / name


def umgepackt(daten: bytes, teil: str, inhalt_neu: bytes, anhaengen: bool = False) -> bytes:
    """Return an Office file with one part replaced or added."""
    puffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(daten)) as alt, zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as neu:
        for info in alt.infolist():
            if info.filename != teil:
                neu.writestr(info.filename, alt.read(info))
            elif anhaengen:
                neu.writestr(teil, alt.read(info) + inhalt_neu)
        if not anhaengen:
            neu.writestr(teil, inhalt_neu)
    return puffer.getvalue()


def verschluesselt(daten: bytes) -> bytes:
    puffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(daten)) as pdf:
        pdf.save(puffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return puffer.getvalue()


def gescannt(seiten: int = 2) -> bytes:
    """Return a PDF whose pages show a picture and no text."""
    puffer = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(seiten):
            bild = pdf.make_stream(b"\x80" * 10_000, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=100,
                                   Height=100, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray)  # fmt: skip
            seite = pdf.add_blank_page(page_size=(595, 842))
            seite.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Bild=bild))
            seite.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Bild Do Q")
        pdf.save(puffer)
    return puffer.getvalue()


DOCX, PDF = als_docx(VORLAGE), als_pdf(VORLAGE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:document/>'


@pytest.mark.parametrize(
    ("name", "daten", "erwartet"),
    [
        ("leer.docx", b"", "Die Datei ist leer"),
        ("leer.txt", b" \n\t\n", "Die Datei ist leer"),
        ("kennwort.pdf", verschluesselt(PDF), "mit einem Kennwort verschlüsselt"),
        ("scan.pdf", gescannt(), "keinen Text, nur Bilder"),
        ("halb.pdf", PDF[:400], "beschädigt"),
        ("kennwort.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort verschlüsselt"),
        ("alt.doc", OLE, "altes Office-Format"),
        ("alt.xls.xlsx", OLE + "Workbook".encode("utf-16-le"), "alte Format .xls"),
        ("halb.docx", DOCX[: len(DOCX) // 2], "beschädigt"),
        ("dtd.docx", umgepackt(DOCX, "word/document.xml", DTD), "Dokumenttypdefinition"),
        ("kein.docx", umgepackt(DOCX, "word/document.xml", b"<w:document"), "beschädigt"),
        ("bombe.docx", umgepackt(DOCX, "word/document.xml", b"<a>" + b" " * 60_000_000), "entpackt zu groß"),
        ("makro.docx", umgepackt(DOCX, "word/vbaProject.bin", b"x"), "enthält Makros"),
        ("text.docx", b"Nur Text", "keine Word-Datei"),
        ("bild.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100), "kein PDF"),
        ("binaer.txt", bytes(range(256)) * 20, "kein lesbarer Text"),
        ("text.odt", umgepackt(DOCX, "mimetype", b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        ("text.rtf", rb"{\rtf1 Hallo}", "Rich-Text-Format"),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "werden nicht gelesen"),
        ("archiv.zip", umgepackt(DOCX, "word/document.xml", b"")[:40], "ZIP-Archiv oder beschädigt"),
        ("leer.html", b"<html><head><title>x</title></head><body><script>1</script></body></html>", "keinen Text"),
    ],
)  # fmt: skip
def test_every_unreadable_file_has_its_message(tmp_path: Path, name: str, daten: bytes, erwartet: str) -> None:
    assert erwartet in meldung(datei(tmp_path, name, daten))


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    puffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf, pikepdf.open(io.BytesIO(gescannt(1))) as bild:
        pdf.pages.extend(bild.pages)
        anzahl = len(pdf.pages)
        pdf.save(puffer)
    gelesen = read(datei(tmp_path, "gemischt.pdf", puffer.getvalue()))
    assert gelesen.hinweise == (f"Ohne Text und deshalb nicht geprüft (nur Bild): Seite {anzahl}",)


def test_a_paper_protected_against_changes_only_is_read(tmp_path: Path) -> None:
    puffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as pdf:
        pdf.save(puffer, encryption=pikepdf.Encryption(owner="a", user=""))
    assert inhalt(read(datei(tmp_path, "geschuetzt.pdf", puffer.getvalue()))) == inhalt(VORLAGE)


BOMBEN = {
    "strom.pdf": b"%PDF-1.4\n1 0 obj<</Length 9/Filter/FlateDecode>>stream\n"
    + zlib.compress(bytes(400_000_000), 9) + b"\nendstream endobj",
    "doppelt.pdf": b"%PDF-1.4\n1 0 obj<</Length 9/Filter[/FlateDecode/FlateDecode]>>stream\nxxx\nendstream endobj",
    "tief.html": b"<div>" * 100_000 + b"Text",
    "breit.html": b"<table><tr>" + b"<td colspan=1000 rowspan=1000>x</td>" * 1_000 + b"</tr></table>",
    "viel.html": b"<i>x" * 1_100_000,
    "tief.docx": umgepackt(DOCX, "word/document.xml",
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + b"<w:tbl><w:tr><w:tc><w:p/><w:p/></w:tc><w:tc>" * 60 + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
        + b"</w:tc></w:tr></w:tbl>" * 60 + b"</w:body></w:document>"),
    "breit.docx": umgepackt(DOCX, "word/document.xml",
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
        + b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>' * 50
        + b"</w:tbl></w:body></w:document>"),
    "elemente.docx": umgepackt(DOCX, "word/document.xml",
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % n for n in range(560_000)) + b"</w:body></w:document>"),
    "zeilen.txt": b"a  b  1\n" * 2_000_000,
    "sterne.md": b"*" * 300_000 + b"a" + b"[" * 300_000 + b"\n\n" + b"_a " * 200_000,
    "tabellen.md": b"|" * 400_000,
    "absatz.txt": b"Im Jahr 2026 werden 1,5 Stellen in EG 9b mit 68.400 EUR geschaffen " * 10_000,
    "klammern.txt": b"1." * 500_000 + b"\n" + b"(" * 500_000,
}  # fmt: skip
MESSEN = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from spitzenspeicher import spitze_mb
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.pruefung.lesen.einlesen import read
from stellenbedarf.pruefung.pruefen import pruefe
try:
    pruefe(read(Path(sys.argv[1])))
except StellenbedarfFehler as fehler:
    print(fehler)
print(spitze_mb(), time.process_time())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with resource")
@pytest.mark.parametrize("name", BOMBEN)
def test_bombs_end_soon_and_in_bounded_memory(tmp_path: Path, name: str) -> None:
    pfad = datei(tmp_path, name, BOMBEN[name])
    fertig = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MESSEN), str(pfad), str(Path(__file__).parent)],
        capture_output=True, encoding="utf-8", timeout=12 * SEKUNDEN, check=False,
    )  # fmt: skip
    assert fertig.returncode == 0, fertig.stderr[-500:]
    megabyte, sekunden = fertig.stdout.splitlines()[-1].split()
    assert int(megabyte) < 500
    assert float(sekunden) < SEKUNDEN


def beschaedigt(daten: bytes, zufall: random.Random) -> bytes:
    """Return a file with random damage: cut, bytes changed, pieces doubled or swapped, parts of the archive mixed."""
    art = zufall.randrange(6)
    a, b = sorted(zufall.randrange(len(daten)) for _ in range(2))
    if art == 0:
        return daten[:a]
    if art == 1:
        neu = bytearray(daten)
        for _ in range(zufall.choice((1, 5, 50, 500))):
            neu[zufall.randrange(len(neu))] = zufall.randrange(256)
        return bytes(neu)
    if art == 2:
        return daten[:a] + daten[b:]
    if art == 3:
        return daten[:b] + daten[a:]
    if art == 4 and daten.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(daten)) as archiv:
            namen = [n for n in archiv.namelist() if n.endswith((".xml", ".rels"))]
            teil, quelle = zufall.choice(namen), zufall.choice(namen)
            text = archiv.read(quelle)
        if zufall.random() < 0.7:  # well-formed XML that means something else
            text = re.sub(rb'="\d+"', lambda _: b'="%d"' % zufall.choice((-1, 0, 7, 10**9)), archiv_text(daten, teil))
        return umgepackt(daten, teil, text)
    return bytes(zufall.randrange(256) for _ in range(zufall.choice((1, 20, 3000))))


def archiv_text(daten: bytes, teil: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(daten)) as archiv:
        return archiv.read(teil)


VORLAGEN = {"docx": DOCX, "pdf": PDF, "html": als_html(VORLAGE), "xlsx": als_xlsx(VORLAGE), "txt": als_txt(VORLAGE)}


@pytest.mark.parametrize("endung", sorted(VORLAGEN))
def test_damaged_files_never_end_in_a_traceback(tmp_path: Path, endung: str) -> None:
    """Fifty damaged files of each format: read, or refused with a message; nothing else, and nothing slow."""
    zufall = random.Random(f"2026-{endung}")
    gelesen = abgelehnt = 0
    for n in range(50):
        pfad = datei(tmp_path, f"schaden-{n}.{endung}", beschaedigt(VORLAGEN[endung], zufall))
        beginn = time.process_time()
        try:
            pruefe(read(pfad))
            gelesen += 1
        except StellenbedarfFehler as fehler:
            abgelehnt += all(b.text and b.abhilfe for b in fehler.befunde)
        assert time.process_time() - beginn < SEKUNDEN, pfad
    assert abgelehnt >= 5
    assert gelesen + abgelehnt == 50


def test_the_damage_leaves_readable_files_too() -> None:
    """The loop above would prove little if every file failed at its first byte."""
    assert set(FORMATE) >= set(VORLAGEN)
    assert docx.Document(io.BytesIO(DOCX)).paragraphs
