"""What is wrong with a text template, all at once, each with its line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from stellenbedarf.ausgabe.inhalt.namen import Name
from stellenbedarf.ausgabe.inhalt.texte import read_text
from stellenbedarf.ausgabe.sandkasten import grund, lies
from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde, Fundstelle

_ERLAUBT = frozenset({"namespace"})
_RAT = "Prüfen Sie Klammern und Schreibweise, zum Beispiel {{ kopf.titel }} oder {% if … %} … {% endif %}."
_RAT_SCHLEIFE = "Schleifen laufen über Listen des Falls, zum Beispiel {% for amt in aemter %} … {% endfor %}."


def check_text(datei: Path, bekannt: Mapping[str, Name], lokale: Collection[str]) -> Befunde:
    """Return what is wrong with the syntax and the names of a text template.

    Args:
        datei: the file.
        bekannt: the names that exist.
        lokale: names that the templates around it may bring.

    Raises:
        StellenbedarfFehler: where the file cannot be read.
    """
    befunde, quelle = Befunde(), read_text(datei)
    try:
        baum, namen = lies(quelle)
    except TemplateSyntaxError as fehler:
        befunde.fehler(grund(fehler), Fundstelle(str(datei), zeile=fehler.lineno), _RAT)
        return befunde
    unbekannt = namen - bekannt.keys() - _ERLAUBT - set(lokale)
    for knoten in baum.find_all(nodes.Name):
        if knoten.name in unbekannt and knoten.ctx == "load":
            rat = _RAT_SCHLEIFE if knoten.name == "range" else _rat(knoten.name, bekannt)
            befunde.fehler(f"Den Namen „{knoten.name}“ gibt es nicht", _ort(datei, knoten), rat)
    _check_teile(baum, dict(bekannt), datei, befunde)
    return befunde


def gesetzte_namen(quelle: str) -> set[str]:
    """Return the names that a template sets itself, which those that it includes may use."""
    baum, _ = lies(quelle)
    return {n.name for n in baum.find_all(nodes.Name) if n.ctx in ("store", "param")}


def _rat(name: str, bekannt: Collection[str]) -> str:
    """Return the nearest name; all of them would be a long list."""
    rat = vorschlag(name, bekannt)
    return rat if rat.startswith("Meinten") else "„stellenbedarf vorlagen namen“ zeigt alle Namen."


def _ort(datei: Path, knoten: nodes.Node) -> Fundstelle:
    return Fundstelle(str(datei), zeile=knoten.lineno)


def _check_teile(knoten: nodes.Node, bekannt: dict[str, Name], datei: Path, befunde: Befunde) -> None:
    """Report unknown parts of known names; a loop makes its variable an entry of what it goes through."""
    if isinstance(knoten, nodes.Getattr):
        ding = _name(knoten.node, bekannt)
        if knoten.attr.startswith("_"):
            befunde.fehler(f"Der Zugriff auf „{knoten.attr}“ ist nicht erlaubt", _ort(datei, knoten), _RAT)
        elif ding is not None and ding.teile and knoten.attr not in ding.teile:
            rat = vorschlag(knoten.attr, ding.teile)
            befunde.fehler(f"„{knoten.attr}“ gibt es an dieser Stelle nicht", _ort(datei, knoten), rat)
    if isinstance(knoten, nodes.For):
        eintrag = _name(knoten.iter, bekannt)
        ziele = [n.name for n in (knoten.target, *knoten.target.find_all(nodes.Name)) if isinstance(n, nodes.Name)]
        bekannt = {n: w for n, w in bekannt.items() if n not in ziele}
        if eintrag is not None and isinstance(knoten.target, nodes.Name):
            bekannt[knoten.target.name] = eintrag
    for kind in knoten.iter_child_nodes():
        _check_teile(kind, bekannt, datei, befunde)


def _name(knoten: nodes.Node, bekannt: Mapping[str, Name]) -> Name | None:
    """Return what an expression stands for, where it is a known name or a part of one, filtered or indexed."""
    match knoten:
        case nodes.Name(name=name):
            return bekannt.get(name)
        case nodes.Getattr(node=ding, attr=teil):
            gefunden = _name(ding, bekannt)
            return gefunden.teile.get(teil) if gefunden else None
        case nodes.Filter(node=ding) | nodes.Getitem(node=ding) if ding is not None:
            return _name(ding, bekannt)
    return None
