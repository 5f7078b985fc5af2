"""Which office a heading, a list or an organisational unit belongs to: names and numbers brought together."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MIT_NUMMER = re.compile(r"(?P<name>[A-ZÄÖÜ][\w .,/-]*?)\s*\((?:Amt|FB|Fachbereich|Amt-Nr\.)\s*(?P<nr>\d{1,3})\)")
_THH = re.compile(r"^(?:Teilhaushalt|THH|TH)\s*\d*\s*[-–]?\s*|^\d{2,4}\s*[-–]\s*")
_SCHNITT = re.compile(r"\s*[(:,]|\s[-–]\s|\s+insgesamt\b|\s+\d")
_ORG = re.compile(r"^(?P<nr>\d{1,3})(?:[-./A-Z ]|$)")
_BEHOERDE = re.compile(
    r"amt\b|ämter|jobcenter|referat|kämmerei|dezernat|fachbereich|kasse\b|bauhof|feuerwehr|bibliothek|bücherei|"
    r"museum|schule|kita|"
    r"betrieb|dienst\b|service|zentrum|büro\b|bürger",
    re.I,
)


class Aemter:
    """The offices that a paper names; brings „Jobcenter (Amt 29)“, „2. Jobcenter“ and „29-1“ to one key."""

    def __init__(self, texte: Iterable[str]) -> None:
        """Collect the offices that are named with their number."""
        self._nummer: dict[str, str] = {}
        self.name: dict[str, str] = {}
        for text in texte:
            for treffer in _MIT_NUMMER.finditer(text):
                name = treffer["name"].strip(" -–,")
                self._nummer.setdefault(_norm(name), treffer["nr"])
                self.name.setdefault(treffer["nr"], f"{name} (Amt {treffer['nr']})")

    @property
    def mit_nummer(self) -> frozenset[str]:
        """Return the keys of the offices whose number the paper names."""
        return frozenset(self._nummer.values())

    def aus_titel(self, text: str) -> str:
        """Return the key of the office that a heading or the head of a list names; empty where it names none."""
        text = _THH.sub("", text.strip(" *_#"))
        kurz = _SCHNITT.split(text, maxsplit=1)[0]
        if not kurz or len(kurz) > 60:
            return ""
        schluessel = _norm(kurz)
        if schluessel in self._nummer:
            return self._nummer[schluessel]
        if not _BEHOERDE.search(kurz) or len(kurz.split()) > 6:
            return ""
        self.name.setdefault(schluessel, kurz)
        return schluessel

    def aus_org(self, org: str) -> str:
        """Return the key of the office that an organisational unit („29-1“, „10-5.3“) belongs to."""
        treffer = _ORG.match(org.strip())
        if treffer and treffer["nr"] in self._nummer.values():
            return treffer["nr"]
        return ""

    def nennung(self, schluessel: str) -> str:
        """Return the office as a finding names it."""
        return self.name.get(schluessel, schluessel)


def _norm(name: str) -> str:
    return re.sub(r"[^a-zäöüß]+", " ", name.lower()).strip()
