"""Shared test setup: tests marked ``echt`` drive a real external program.

``@pytest.mark.echt("soffice")`` skips a test whose program is not on PATH. With
STELLENBEDARF_ECHT=1 (as in ``.ci/run``) such a test fails instead, and so does an
``echt`` test that is skipped for any other reason.
"""

import os
import shutil
from collections.abc import Generator

import pytest


def _required() -> bool:
    return os.environ.get("STELLENBEDARF_ECHT") == "1"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: an archive holds the time of writing, and parallel runs need equal names."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("echt"):
        if not mark.args:
            raise pytest.UsageError(f"{item.nodeid}: Die Markierung „echt“ muss ein Programm nennen.")
        missing = [program for program in mark.args if shutil.which(program) is None]
        if missing:
            reason = f"Programm nicht gefunden: {', '.join(missing)}"
            if _required():
                pytest.fail(f"{reason} (STELLENBEDARF_ECHT=1 verlangt es)", pytrace=False)
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    expected_failure = hasattr(report, "wasxfail")
    if report.skipped and not expected_failure and _required() and item.get_closest_marker("echt"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        report.outcome = "failed"
        report.longrepr = f"Übersprungen, obwohl STELLENBEDARF_ECHT=1 gesetzt ist: {reason}"
    return report
