"""The architecture holds: imports point down only, rounding has one place, formulas are complete, start-up is light."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from stellenbedarf.cli import BEFEHLE
from stellenbedarf.formel import Formel
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren import arbeitsvorgang as arbeitsvorgang_modul
from stellenbedarf.verfahren import arbeitszeit as arbeitszeit_modul
from stellenbedarf.verfahren import kosten as kosten_modul
from stellenbedarf.verfahren import vergleich as vergleich_modul

PROJEKT = Path(__file__).parent.parent
PAKET = PROJEKT / "stellenbedarf"
MAX_ZEILEN = 320

# Lowest first; a module may import from its own level and from those below. A new module needs a place here.
EBENEN: tuple[tuple[str, ...], ...] = (
    ("__init__", "fehler", "rundung", "zahlen"),
    ("formel",),
    ("netz",),
    ("verfahren",),
    ("eingabe",),
    ("parameter",),
    ("modell",),
    ("rechnung",),
    ("szenarien",),
    ("schreibweise", "rechenweg"),
    ("tabellen", "stellenplan"),
    ("szenarientabellen", "rastertabellen"),
    ("pruefung",),
    ("vergleichstabellen",),
    ("ablage", "ausgabe"),
    ("cli",),
    ("__main__",),
)
EBENE = {name: stufe for stufe, namen in enumerate(EBENEN) for name in namen}
DATEIEN = sorted(PAKET.rglob("*.py"))


def bereich(datei: Path) -> str:
    """Return the top-level part of the package that a file belongs to."""
    return datei.relative_to(PAKET).parts[0].removesuffix(".py")


def baum(datei: Path) -> ast.Module:
    return ast.parse(datei.read_text(encoding="utf-8"), str(datei))


def importe(datei: Path) -> Iterator[tuple[int, str]]:
    """Return line and dotted name of everything that is imported from the package, inside functions too."""
    for knoten in ast.walk(baum(datei)):
        if isinstance(knoten, ast.Import):
            yield from ((knoten.lineno, n.name) for n in knoten.names if n.name.split(".")[0] == "stellenbedarf")
        elif isinstance(knoten, ast.ImportFrom):
            assert knoten.level == 0, f"{datei}:{knoten.lineno}: a relative import hides the direction"
            if knoten.module == "stellenbedarf":
                yield from ((knoten.lineno, f"stellenbedarf.{n.name}") for n in knoten.names)
            elif knoten.module and knoten.module.startswith("stellenbedarf."):
                yield knoten.lineno, knoten.module


def test_every_part_of_the_package_has_its_level() -> None:
    assert {bereich(d) for d in DATEIEN} == EBENE.keys()


def test_imports_point_down_only() -> None:
    aufwaerts = []
    for datei in DATEIEN:
        for zeile, name in importe(datei):
            ziel = name.split(".")[1]
            ziel = ziel if ziel in EBENE else "__init__"  # `from stellenbedarf import __version__`
            if EBENE[ziel] > EBENE[bereich(datei)]:
                aufwaerts.append(f"{datei.relative_to(PROJEKT)}:{zeile} imports {name}")
    assert aufwaerts == []


def test_the_import_check_sees_imports() -> None:
    """The check above would pass with nothing to look at."""
    gesehen = {(bereich(d), name.split(".")[1]) for d in DATEIEN for _, name in importe(d)}
    assert {("formel", "zahlen"), ("rechnung", "verfahren"), ("cli", "rechnung"), ("cli", "ausgabe")} <= gesehen


def aufrufe(datei: Path) -> Iterator[tuple[int, str]]:
    for knoten in ast.walk(baum(datei)):
        if isinstance(knoten, ast.Call):
            if isinstance(knoten.func, ast.Name):
                yield knoten.lineno, knoten.func.id
            elif isinstance(knoten.func, ast.Attribute):
                yield knoten.lineno, knoten.func.attr


def test_rounding_has_one_place() -> None:
    """Python's `round` and numpy's fail on exact ties; only `rundung` rounds."""
    verboten = {"round", "around", "rint", "quantize", "fix", "trunc"}
    gefunden = [
        f"{datei.relative_to(PROJEKT)}:{zeile} {name}()"
        for datei in DATEIEN if datei.name != "rundung.py"
        for zeile, name in aufrufe(datei) if name in verboten
    ]  # fmt: skip
    assert gefunden == []


def test_nothing_is_evaluated_from_text() -> None:
    gefunden = [
        f"{datei.relative_to(PROJEKT)}:{zeile} {name}()"
        for datei in DATEIEN
        for zeile, name in aufrufe(datei) if name in {"eval", "exec", "unsafe_load", "full_load"}
    ]  # fmt: skip
    assert gefunden == []


def test_no_file_is_too_long() -> None:
    laengen = {str(d.relative_to(PROJEKT)): len(d.read_text(encoding="utf-8").splitlines()) for d in DATEIEN}
    assert {name: n for name, n in laengen.items() if n > MAX_ZEILEN} == {}


def formeln() -> dict[str, Formel]:
    """Return every formula of the package: those of all variants and those from posts to cost."""
    alle = {
        f"{name}/{variante}/{f.name}": f
        for name, v in VERFAHREN.items() for variante, satz in v.varianten.items() for f in satz.formeln
    }  # fmt: skip
    module = {
        "kosten": kosten_modul,
        "arbeitsvorgang": arbeitsvorgang_modul,
        "arbeitszeit": arbeitszeit_modul,
        "vergleich": vergleich_modul,
    } | {n: import_module(f"stellenbedarf.verfahren.{n}") for n in VERFAHREN}
    alle |= {f"{n}.{k}": f for n, modul in module.items() for k, f in vars(modul).items() if isinstance(f, Formel)}
    return alle


def test_every_formula_is_complete() -> None:
    alle = formeln()
    assert len(alle) > 40
    for name, formel in alle.items():
        for text in (formel.name, formel.bezeichnung, formel.quelle, formel.beschreibung):
            assert text.strip(), name
        assert formel.beschreibung.rstrip().endswith("."), f"{name}: the docstring is a sentence for the reader"
        assert formel.einheit.dimensionen or formel.einheit.anzeige in ("%", "", "Jahr"), name
        assert formel.argumente, name
        if formel.rundung is not None:
            assert formel.rundung.grund.strip(), name


def test_every_formula_of_a_verfahren_is_used_in_a_variant() -> None:
    benutzt = {id(f) for v in VERFAHREN.values() for satz in v.varianten.values() for f in satz.formeln}
    for name in VERFAHREN:
        for k, f in vars(import_module(f"stellenbedarf.verfahren.{name}")).items():
            assert not isinstance(f, Formel) or id(f) in benutzt, f"{name}.{k}"


# --- Start-up ---------------------------------------------------------------------------------------------------

SCHWER = {
    "yaml",
    "numpy",
    "pandas",
    "openpyxl",
    "xlsxwriter",
    "jinja2",
    "docx",
    "docxtpl",
    "typst",
    "lxml",
    "pypdfium2",
    "holidays",
}
MESSEN = """
import json, sys
code = 0
try:
    {tun}
except SystemExit as ende:
    code = ende.code or 0
print(json.dumps({{"code": code, "module": sorted(m for m in sys.modules if "." not in m)}}), file=sys.stderr)
"""


def geladen(tun: str, *argumente: str) -> set[str]:
    """Return the top-level modules that are loaded after running a statement in a fresh interpreter."""
    umgebung = {**os.environ, "PYTHONPATH": str(PROJEKT)}
    befehl = [sys.executable, "-c", MESSEN.format(tun=tun), *argumente]
    fertig = subprocess.run(befehl, cwd=PROJEKT, env=umgebung, capture_output=True, encoding="utf-8", check=True)
    ergebnis = json.loads(fertig.stderr.splitlines()[-1])
    assert ergebnis["code"] == 0, fertig.stderr
    return set(ergebnis["module"])


def test_the_command_line_itself_loads_nothing_heavy() -> None:
    module = geladen("import stellenbedarf.cli")
    assert "click" in module
    assert module & SCHWER == set()


def test_help_loads_nothing_heavy() -> None:
    module = geladen("from stellenbedarf.cli import main; main()", "--help")
    assert module & SCHWER == set()


@pytest.mark.parametrize("argumente", [("rechnen", "--json"), ("rechnen",), ("pruefen",), ("rechenweg",)])
def test_computing_loads_only_the_reader(argumente: tuple[str, ...]) -> None:
    befehl, *optionen = argumente
    fall = "inputs/stuttgart-it-personal.yaml"
    module = geladen("from stellenbedarf.cli import main; main()", befehl, fall, *optionen)
    assert module & SCHWER == {"yaml"}


def test_every_command_exists() -> None:
    for name in BEFEHLE:
        assert getattr(import_module(f"stellenbedarf.cli.{name}"), name).name == name
