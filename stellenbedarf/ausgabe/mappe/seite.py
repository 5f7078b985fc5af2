"""A worksheet of XlsxWriter that takes formulas as they are."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class Seite(Worksheet):  # type: ignore[misc]  # XlsxWriter has no type information
    """Writes what the function table makes: none of its functions needs a prefix such as `_xlfn.`."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        """Return the formula without its equals sign; XlsxWriter would try thirty expressions on each formula."""
        return formula.removeprefix("=")
