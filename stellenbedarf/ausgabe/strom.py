"""Writes long tables block by block to CSV or Parquet: beside the target first, renamed when all or enough is there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

from stellenbedarf.ablage import check_ziel
from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler, systemgrund

Feld = Any  # numpy.ndarray, one per column
ENDUNGEN = (".csv", ".parquet")


class _Schreiber(Protocol):
    def write(self, spalten: Sequence[Feld]) -> None: ...

    def close(self) -> None: ...


class Strom:
    """An open target. Leaving the context renames it; after an interruption what was finished is kept as `X.teil.csv`.

    A CSV file is cut back to its last whole block when the disk is full; a Parquet file can only be read when it was
    closed, so it is kept after Ctrl-C, but not when the disk is full.
    """

    def __init__(self, ziel: Path, spalten: Sequence[str], ueberschreiben: bool) -> None:
        """Open the file beside its target.

        Args:
            ziel: path that ends in `.csv` or `.parquet`.
            spalten: names of the columns.
            ueberschreiben: whether an existing file may be replaced.

        Raises:
            StellenbedarfFehler: where the target exists or cannot be written, or pyarrow is missing.
        """
        check_ziel(ziel, ueberschreiben)
        self.ziel = ziel
        self.teil = ziel.with_name(f"{ziel.stem}.teil{ziel.suffix}")
        self.fertig = 0  # rows that are certainly in the file
        self.behalten: Path | None = None
        self._gesichert = 0
        art = _Parquet if ziel.suffix.lower() == ".parquet" else _Csv
        self._neben: str | None = None
        try:
            ziel.parent.mkdir(parents=True, exist_ok=True)
            griff, self._neben = tempfile.mkstemp(dir=ziel.parent, prefix=f".{ziel.name}.")
            self._datei: IO[bytes] = os.fdopen(griff, "wb")
            self._schreiber: _Schreiber = art(self._datei, spalten)
        except OSError as fehler:
            raise self._fehler(fehler) from None
        except BaseException:
            self._verwirf()
            raise

    def write(self, spalten: Sequence[Feld]) -> None:
        """Append one block of rows.

        Raises:
            StellenbedarfFehler: where the disk is full or the file cannot be written any more.
        """
        try:
            self._schreiber.write(spalten)
            self._datei.flush()
        except OSError as fehler:
            raise self._fehler(fehler) from None
        self.fertig += len(spalten[0])
        self._gesichert = self._datei.tell()

    def __enter__(self) -> Strom:
        """Return itself."""
        return self

    def __exit__(self, art: type[BaseException] | None, fehler: BaseException | None, _: TracebackType | None) -> None:
        """Rename the file to its target, or to a name that says that it is only a part."""
        try:
            if isinstance(self._schreiber, _Csv) and fehler is not None:
                self._kuerze()
            self._schreiber.close()
            self._datei.close()
        except OSError as grund:
            self._verwirf()
            if fehler is None:
                raise self._fehler(grund) from None
            return
        if fehler is not None and not self.fertig:
            self._verwirf()
            return
        assert self._neben is not None
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(self._neben, 0o666 & ~umask)
        self.behalten = self.ziel if fehler is None else self.teil
        os.replace(self._neben, self.behalten)

    def _kuerze(self) -> None:
        """Cut the file back to its last whole block, whatever the buffer still holds."""
        with suppress(OSError):
            self._datei.close()
        assert self._neben is not None
        os.truncate(self._neben, self._gesichert)

    def _verwirf(self) -> None:
        if self._neben and os.path.exists(self._neben):
            os.unlink(self._neben)

    def _fehler(self, fehler: OSError) -> StellenbedarfFehler:
        return StellenbedarfFehler.einzeln(
            f"Die Datei lässt sich nicht weiter schreiben ({systemgrund(fehler)})", Fundstelle(str(self.ziel)),
            "Schaffen Sie Platz oder wählen Sie einen anderen Ort; eine vorhandene Datei bleibt unverändert.",
        )  # fmt: skip


class _Csv:
    """Semicolons and decimal commas, as German spreadsheets read them; numbers in full, marks as ja or nein."""

    def __init__(self, datei: IO[bytes], spalten: Sequence[str]) -> None:
        self.datei = datei
        datei.write(("\ufeff" + ";".join(spalten) + "\r\n").encode())

    def write(self, spalten: Sequence[Feld]) -> None:
        texte = [_spaltentexte(s) for s in spalten]
        self.datei.write("".join(";".join(zeile) + "\r\n" for zeile in zip(*texte, strict=True)).encode())

    def close(self) -> None:
        pass


def _spaltentexte(spalte: Feld) -> list[str]:
    if spalte.dtype.kind == "b":
        return ["ja" if w else "nein" for w in spalte.tolist()]
    return [repr(w).removesuffix(".0").replace(".", ",") for w in spalte.tolist()]


class _Parquet:
    def __init__(self, datei: IO[bytes], spalten: Sequence[str]) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError:
            raise StellenbedarfFehler.einzeln(
                "Für Parquet fehlt das Paket pyarrow", None,
                "Installieren Sie stellenbedarf[parquet] oder schreiben Sie eine Datei mit der Endung .csv.",
            ) from None  # fmt: skip
        self.pa, self.pq, self.datei, self.namen = pa, pq, datei, list(spalten)
        self.schreiber: Any = None

    def write(self, spalten: Sequence[Feld]) -> None:
        tabelle = self.pa.table([self.pa.array(s) for s in spalten], names=self.namen)
        if self.schreiber is None:
            self.schreiber = self.pq.ParquetWriter(self.datei, tabelle.schema, compression="zstd")
        self.schreiber.write_table(tabelle)

    def close(self) -> None:
        if self.schreiber is not None:
            self.schreiber.close()
