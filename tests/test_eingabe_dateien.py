"""Files that are no case: unreadable, no YAML, something else; each gives a German message and no traceback."""

from pathlib import Path

import pytest
from eingabehilfe import GUT, fehler_von, mit, rechne_datei, rechne_text

from stellenbedarf.eingabe.knoten import Abbildung, Text
from stellenbedarf.eingabe.yaml_datei import read_yaml
from stellenbedarf.fehler import StellenbedarfFehler, Stufe

OHNE_LISTE = mit(("positionen:\n  - nr", "positionen:\n  erste:\n    nr"), ('  - nr: "2"', '  zweite:\n    nr: "2"'))
DATEIEN: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "Die Datei ist leer", "Beispiele in inputs/"),
    "only a comment": (b"# nichts\n", "Die Datei ist leer", "Beispiele"),
    "latin-1": (GUT.encode("latin-1"), "kein Text in UTF-8", "Kodierung UTF-8"),
    "utf-16": (GUT.encode("utf-16"), "kein Text in UTF-8", "Kodierung UTF-8"),
    "binary": (bytes(range(256)) * 20, "kein Text in UTF-8", "UTF-8"),
    "zip": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff\xfe", "kein Text in UTF-8", "UTF-8"),
    "null bytes": (b"kopf:\x00\n", "kein gültiges YAML", "Einrückung, Doppelpunkte"),
    "open quotation": (b'kopf:\n  titel: "Testfall\n', "kein gültiges YAML", "Anführungszeichen"),
    "tab": (b"kopf:\n\ttitel: x\n", "kein gültiges YAML (Spalte 1)", "Einrückung"),
    "colon in a text": (mit(("titel: Testfall", "titel: Test: Fall")).encode(), "kein gültiges YAML", "Doppelpunkt"),
    "wrong indentation": (GUT.replace("    amt:", "   amt:", 1).encode(), "kein gültiges YAML", "Einrückung"),
    "two documents": (GUT.encode() + b"---\n" + GUT.encode(), "kein gültiges YAML", "Prüfen"),
    "undefined alias": (b"kopf: *nichts\n", "kein gültiges YAML", "Prüfen"),
    "anchor and alias": (mit(("kopf:\n", "kopf: &k\n"), ("  mehr:\n", "  mehr: *k\n  mehr2:\n")).encode(),
        "Verweise (& und *)", "Schreiben Sie den Wert an jeder Stelle aus"),
    "recursive alias": (b"kopf: &k\n  titel: *k\npositionen: []\n", "Verweise (& und *)", "aus"),
    "deep nesting": (b"positionen: " + b"[" * 60 + b"]" * 60, "tiefe Verschachtelung", "Schreiben Sie"),
    "very deep nesting": (b"positionen: " + b"[" * 5000 + b"]" * 5000, "tiefe Verschachtelung", "Schreiben Sie"),
    "billion laughs": (b"a: &a [x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\npositionen: [*c,*c]\n",
        "Verweise (& und *)", "aus"),
    "complex key": (b"? [a, b]\n: 1\npositionen: []\n", "Ein Feldname ist kein einfacher Text", "Anführungszeichen"),
    "a list": (b"- 1\n- 2\n", "Das ist kein Fall: Der Abschnitt „positionen“ fehlt", "Ein Fall hat die Abschnitte"),
    "a number": (b"42\n", "Das ist kein Fall", "Abschnitte"),
    "something else": (b"name: paket\nversion: 1\n", "Das ist kein Fall", "Beispiele stehen in inputs/"),
    "no positions": (GUT[: GUT.index("positionen:\n")].encode() + b"positionen: []\n", "Der Fall hat keine Position",
        "mindestens eine"),
    "positions are no list": (OHNE_LISTE.encode(), "„positionen“ muss eine Liste sein", "„- “"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(DATEIEN))
def test_a_file_that_is_no_case_is_reported(name: str, tmp_path: Path) -> None:
    inhalt, meldung, abhilfe = DATEIEN[name]
    pfad = tmp_path / "fall.yaml"
    pfad.write_bytes(inhalt)
    with pytest.raises(StellenbedarfFehler) as fehler:
        rechne_datei(pfad)
    befunde = [b for b in fehler.value.befunde if b.stufe is Stufe.FEHLER]
    assert any(meldung in b.text and abhilfe in b.abhilfe for b in befunde), [str(b) for b in befunde]
    assert all(b.fundstelle and "fall.yaml" in b.fundstelle.datei and b.abhilfe for b in befunde)


def test_a_syntax_error_names_line_and_column(tmp_path: Path) -> None:
    (befund,) = fehler_von(tmp_path, mit(("  titel: Testfall", "  titel: Test: Fall")))
    assert befund.fundstelle is not None
    assert befund.fundstelle.zeile == 2
    assert "(Spalte 14)" in befund.text


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    pfad = tmp_path / "fall.yaml"
    pfad.write_bytes(b"\xef\xbb\xbf" + GUT.replace("\n", "\r\n").encode())
    assert rechne_datei(pfad)["basis"].summe("stellen") == 4


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    pfad = tmp_path / "fall.yaml"
    with pfad.open("wb") as datei:
        datei.truncate(21_000_000)
    with pytest.raises(StellenbedarfFehler, match="größer als 20 MB"):
        rechne_datei(pfad)


def test_a_missing_file_and_a_folder_are_reported(tmp_path: Path) -> None:
    with pytest.raises(StellenbedarfFehler, match="Die Datei gibt es nicht"):
        rechne_datei(tmp_path / "fehlt.yaml")
    with pytest.raises(StellenbedarfFehler, match="Das ist ein Ordner"):
        rechne_datei(tmp_path)
    (tmp_path / "datei").write_text("x", encoding="utf-8")
    with pytest.raises(StellenbedarfFehler):
        rechne_datei(tmp_path / "datei" / "darin.yaml")


def test_yaml_types_stay_text(tmp_path: Path) -> None:
    """YAML would make 1_000 a number, `no` a boolean, 2011-10-01 a date and 1.10 a float."""
    text = mit(("titel: Testfall", "titel: no"), ("koerperschaft: Teststadt", "koerperschaft: 1.10"),
               ("beginn: 01.10.2011", "beginn: 2011-10-01"))  # fmt: skip
    kopf = rechne_text(tmp_path, text)["basis"].modell.fall.kopf
    assert (kopf.titel, kopf.koerperschaft) == ("no", "1.10")
    with pytest.raises(StellenbedarfFehler, match="„12_000“ ist keine Zahl"):
        rechne_text(tmp_path, mit(("wert: 12000", "wert: 12_000")))


@pytest.mark.parametrize("nichts", ["null", "~", ""])
def test_null_means_not_given(nichts: str, tmp_path: Path) -> None:
    pfad = tmp_path / "fall.yaml"
    pfad.write_text(f"a: {nichts}\nb: 'null'\n", encoding="utf-8")
    wurzel = read_yaml(pfad)
    assert isinstance(wurzel, Abbildung)
    a, b = wurzel.eintraege["a"], wurzel.eintraege["b"]
    assert isinstance(a, Text)
    assert isinstance(b, Text)
    assert (a.leer, b.leer) == (True, False)
