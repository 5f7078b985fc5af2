"""The formula language: an ordinary function is traced once; four readers make values, arrays, cells and text of it."""

from stellenbedarf.formel.baum import Ausdruck, FormelFehler
from stellenbedarf.formel.einheit import Einheit, einheit
from stellenbedarf.formel.formel import Formel, Rundung, formel
from stellenbedarf.formel.satz import Eingabe, Formelsatz, Liste
from stellenbedarf.formel.sprache import (
    abrunden,
    abrunden_auf,
    aufrunden,
    aufrunden_auf,
    erlang_plaetze,
    erlang_warten,
    exponential,
    gleich,
    groesstes,
    kleinstes,
    monate_ab,
    monate_zwischen,
    nachschlagen,
    normalquantil,
    nte_wurzel,
    runden,
    runden_auf,
    summe,
    und,
    wenn,
    wurzel,
)

__all__ = [
    "Ausdruck", "Eingabe", "Einheit", "Formel", "FormelFehler", "Formelsatz", "Liste", "Rundung", "abrunden",
    "abrunden_auf", "aufrunden", "aufrunden_auf", "einheit", "erlang_plaetze", "erlang_warten", "exponential", "formel",
    "gleich", "groesstes", "kleinstes", "monate_ab", "monate_zwischen", "nachschlagen", "normalquantil", "nte_wurzel",
    "runden", "runden_auf", "summe", "und", "wenn", "wurzel",
]  # fmt: skip
