"""Reads a YAML file into the raw tree; every scalar stays the text that the user wrote (no floats, no dates)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Liste, Text
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler, systemgrund

MAX_BYTES = 20_000_000
MAX_TIEFE = 40
_NICHTS = {"~", "null", "Null", "NULL"}


def read_yaml(pfad: Path) -> Knoten:
    """Return the raw tree of a YAML file.

    Raises:
        StellenbedarfFehler: where the file cannot be read or is no valid YAML; the message names line and remedy.
    """
    import yaml

    datei = pfad.name
    text = read_text(pfad)
    lader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        wurzel = yaml.compose(text, Loader=lader)
    except yaml.YAMLError as fehler:
        marke = getattr(fehler, "problem_mark", None)
        raise StellenbedarfFehler.einzeln(
            "Die Datei ist kein gültiges YAML" + (f" (Spalte {marke.column + 1})" if marke else ""),
            Fundstelle(datei, zeile=marke.line + 1 if marke else None),
            "Prüfen Sie an dieser Stelle Einrückung, Doppelpunkte und Anführungszeichen; "
            "Texte mit Doppelpunkt gehören in Anführungszeichen.",
        ) from None
    except RecursionError:
        raise StellenbedarfFehler.einzeln(
            "Die Datei ist zu tief verschachtelt", Fundstelle(datei), "Ein Fall braucht höchstens sechs Ebenen."
        ) from None
    if wurzel is None:
        raise StellenbedarfFehler.einzeln(
            "Die Datei ist leer", Fundstelle(datei), "Beginnen Sie mit einem der Beispiele in inputs/."
        )
    befunde = Befunde()
    baum = _Umwandlung(datei, befunde).knoten(wurzel, "")
    befunde.raise_on_error()
    return baum


def read_text(pfad: Path) -> str:
    """Return the text of a UTF-8 file or raise a finding that says why it cannot be read."""
    try:
        return read_bytes(pfad).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StellenbedarfFehler.einzeln(
            "Die Datei ist kein Text in UTF-8",
            Fundstelle(str(pfad)),
            "Speichern Sie sie im Editor mit der Kodierung UTF-8.",
        ) from None


def read_bytes(pfad: Path, grenze: int = MAX_BYTES) -> bytes:
    """Return the content of a file of at most `grenze` bytes or raise a finding that says why it cannot be read."""
    datei = Fundstelle(str(pfad))
    try:
        if pfad.stat().st_size > grenze:
            raise StellenbedarfFehler.einzeln(
                f"Die Datei ist größer als {grenze // 1_000_000} MB", datei, "Teilen Sie den Fall auf."
            )
        return pfad.read_bytes()
    except FileNotFoundError:
        raise StellenbedarfFehler.einzeln("Die Datei gibt es nicht", datei, "Prüfen Sie Pfad und Namen.") from None
    except IsADirectoryError:
        raise StellenbedarfFehler.einzeln("Das ist ein Ordner, keine Datei", datei, "Nennen Sie die Datei.") from None
    except OSError as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die Datei lässt sich nicht lesen ({systemgrund(fehler)})", datei, "Prüfen Sie die Zugriffsrechte."
        ) from None


class _Umwandlung:
    """Turns composed YAML nodes into the raw tree; anchors and repeated keys are findings."""

    def __init__(self, datei: str, befunde: Befunde) -> None:
        self.datei = datei
        self.befunde = befunde
        self.gesehen: set[int] = set()

    def knoten(self, knoten: Any, ort: str, tiefe: int = 0) -> Knoten:
        import yaml

        stelle = Fundstelle(self.datei, ort, knoten.start_mark.line + 1)
        if isinstance(knoten, yaml.ScalarNode):
            leer = not knoten.style and knoten.value in _NICHTS
            return Text("" if leer else knoten.value, stelle)
        if id(knoten) in self.gesehen or tiefe > MAX_TIEFE:
            self.befunde.fehler(
                "Verweise (& und *) und tiefe Verschachtelung sind in Falldateien nicht vorgesehen",
                stelle,
                "Schreiben Sie den Wert an jeder Stelle aus.",
            )
            return Text("", stelle)
        self.gesehen.add(id(knoten))
        if isinstance(knoten, yaml.SequenceNode):
            return Liste(
                tuple(self.knoten(k, f"{ort}[{n}]", tiefe + 1) for n, k in enumerate(knoten.value, start=1)), stelle
            )
        eintraege: dict[str, Knoten] = {}
        schluessel: dict[str, Fundstelle] = {}
        for name, wert in knoten.value:
            wo = Fundstelle(self.datei, ort, name.start_mark.line + 1)
            if not isinstance(name, yaml.ScalarNode):
                self.befunde.fehler("Ein Feldname ist kein einfacher Text", wo, "Setzen Sie ihn in Anführungszeichen.")
                continue
            if any(ord(z) < 32 for z in name.value):
                self.befunde.fehler("Ein Feldname enthält Steuerzeichen", wo, "Tippen Sie ihn neu ein.")
                continue
            if name.value in eintraege:
                self.befunde.fehler(f"Das Feld „{name.value}“ kommt doppelt vor", wo, "Löschen Sie eines der beiden.")
                continue
            pfad = f"{ort}.{name.value}" if ort else name.value
            eintraege[name.value] = self.knoten(wert, pfad, tiefe + 1)
            schluessel[name.value] = Fundstelle(self.datei, pfad, name.start_mark.line + 1)
        return Abbildung(eintraege, stelle, schluessel)
