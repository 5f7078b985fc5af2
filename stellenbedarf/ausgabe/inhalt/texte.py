"""Renders text templates (Jinja, sandboxed) into blocks; a town's own files come before those that are shipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound

from stellenbedarf.ablage import shipped
from stellenbedarf.ausgabe.inhalt.auszeichnung import Ablage, schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Laeufe, Text
from stellenbedarf.ausgabe.sandkasten import Sandkasten, grund, stelle
from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler, systemgrund

ORDNER = Path("templates")
"""The town's own folder, below the folder in which the program is started."""
MAX_DATEI = 500_000
_RAT = "„stellenbedarf vorlagen pruefen DATEI“ zeigt alle Fehler einer Textvorlage, „vorlagen namen“ was es gibt."


def ohne_pruefung(text: str) -> Laeufe:
    """Return a text as one run; the figures in it stay as they are."""
    return (Text(schuetze(text)),)


class Textvorlagen:
    """The text templates of one document; `eigene` names those of the town's own that were used, `gelesen` all."""

    def __init__(self, ordner: Path | None = None, ersetzt: Mapping[str, Path] = MappingProxyType({})) -> None:
        """Look for templates in `ordner` (where given), then in `./templates`, then among the shipped ones.

        Args:
            ordner: folder with templates of the town's own.
            ersetzt: files that stand for single templates, wherever they lie.

        Raises:
            StellenbedarfFehler: where the folder is given and does not exist.
        """
        if ordner is not None and not ordner.is_dir():
            raise StellenbedarfFehler.einzeln(
                "Den Ordner mit eigenen Textbausteinen gibt es nicht", Fundstelle(str(ordner)),
                "Nennen Sie den Ordner, in dem „bausteine“ liegt.",
            )  # fmt: skip
        self._mitgeliefert = shipped("templates")
        self._eigene_ordner = tuple(o for o in (ordner, ORDNER) if o is not None)
        self._ersetzt = ersetzt
        self.eigene: dict[str, Path] = {}
        self.gelesen: set[str] = set()

    def read(self, name: str) -> tuple[str, Path]:
        """Return text and path of a template, e.g. `bausteine/antrag.md`.

        Raises:
            TemplateNotFound: where there is none.
            StellenbedarfFehler: where the file cannot be read.
        """
        self.gelesen.add(name)
        if name in self._ersetzt:
            return read_text(self._ersetzt[name]), self._ersetzt[name]
        teile = [t for t in name.split("/") if t not in ("", ".")]
        if ".." in teile or "\\" in name or ":" in name:
            raise TemplateNotFound(name)
        mitgeliefert = self._mitgeliefert.joinpath(*teile)
        for ordner in self._eigene_ordner:
            datei = ordner.joinpath(*teile)
            if datei.is_file():
                text = read_text(datei)
                if not (mitgeliefert.is_file() and mitgeliefert.read_text(encoding="utf-8") == text):
                    self.eigene[name] = datei
                return text, datei
        if not mitgeliefert.is_file():
            raise TemplateNotFound(name)
        return mitgeliefert.read_text(encoding="utf-8"), mitgeliefert

    def render(
        self, name: str, kontext: Mapping[str, Any], freitext: Callable[[str], Laeufe] = ohne_pruefung
    ) -> tuple[Block, ...]:
        """Return the blocks of a text template.

        Args:
            name: path below `templates/`, e.g. `beschlussvorlage/inhalt.md`.
            kontext: what the template may use.
            freitext: turns a text of the case into runs.

        Raises:
            StellenbedarfFehler: where the template is missing, malformed, uses an unknown name or does not end.
        """
        umgebung = Sandkasten(loader=_Lader(self), keep_trailing_newline=True, autoescape=False)
        ablage = Ablage(umgebung.zahle, freitext)
        umgebung.finalize = lambda wert: "" if wert is None or wert == "" else ablage.merke(wert)
        try:
            return ablage.bloecke(umgebung.get_template(name).render(kontext))
        except StellenbedarfFehler:
            raise
        except TemplateNotFound as fehler:
            ort = stelle(fehler)
            raise StellenbedarfFehler.einzeln(
                f"Die Textvorlage „{fehler.name}“ fehlt", Fundstelle(*_ort(ort, name)),
                "Prüfen Sie den Namen; die Datei liegt unterhalb des Ordners templates/.",
            ) from None  # fmt: skip
        except Exception as fehler:  # a template is a program of the user's: it can raise anything
            datei, leer, zeile = _ort(stelle(fehler), name)
            raise StellenbedarfFehler.einzeln(
                f"Die Textvorlage lässt sich nicht verwenden: {grund(fehler)}", Fundstelle(datei, leer, zeile), _RAT
            ) from None


def _ort(stelle_: tuple[str, int | None], name: str) -> tuple[str, str, int | None]:
    datei, zeile = stelle_
    return datei or name, "", zeile


class _Lader(BaseLoader):
    def __init__(self, vorlagen: Textvorlagen) -> None:
        self._vorlagen = vorlagen

    def get_source(self, _: Any, template: str) -> tuple[str, str, None]:
        text, pfad = self._vorlagen.read(template)
        return text, str(pfad), None


def read_text(datei: Path) -> str:
    """Return the text of a template file.

    Raises:
        StellenbedarfFehler: where it cannot be read, is too long or no UTF-8.
    """
    ort = Fundstelle(str(datei))
    try:
        roh = datei.read_bytes()
    except OSError as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die Textvorlage lässt sich nicht lesen ({systemgrund(fehler)})",
            ort,
            "Prüfen Sie Name und Rechte.",
        ) from None
    if len(roh) > MAX_DATEI:
        raise StellenbedarfFehler.einzeln(
            f"Die Textvorlage ist größer als {MAX_DATEI // 1000} kB", ort, "Das ist sicher die falsche Datei."
        )
    try:
        return roh.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise StellenbedarfFehler.einzeln(
            "Die Textvorlage ist nicht in UTF-8 gespeichert", ort,
            "Speichern Sie sie im Editor mit „Speichern unter“, Codierung UTF-8.",
        ) from None  # fmt: skip
