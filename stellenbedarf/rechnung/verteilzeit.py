"""Guards against counting Verteilzeit twice or not at all."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.fehler import Befunde, Fundstelle, Stufe
from stellenbedarf.modell.felder import GRUNDZEIT, MBZ
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.verfahren.arbeitszeit import VERTEILZEITABZUG, jahresarbeitszeit_ohne_verteilzeit_h
from stellenbedarf.verfahren.fallzahl import GETRENNTE_VERTEILZEIT, JAHRESARBEITSZEIT, VERTEILZEIT
from stellenbedarf.zahlen import format_prozent

_EINGABEN = (VERTEILZEIT, *GETRENNTE_VERTEILZEIT)


def check_verteilzeit(ergebnis: Ergebnis, befunde: Befunde) -> None:
    """Report every Bemessung whose Verteilzeit is counted twice, or is missing although only the Grundzeit is given."""
    for bemessung in ergebnis.modell.einzelbemessungen:
        angesetzt = _angesetzt(ergebnis, bemessung)
        abzug = _abzug(ergebnis, bemessung)
        zeitart, schluessel = bemessung.bemessung.zeitart, bemessung.bemessung.schluessel
        ort = _ort(bemessung)
        if zeitart == MBZ and angesetzt:
            befunde.hinweis(
                f"Bemessung {schluessel}: Die Zeit je Fall ist als mBZ angegeben und enthält schon Verteilzeit; "
                f"{format_prozent(angesetzt)} kommen ein zweites Mal hinzu",
                ort, "Setzen Sie keine Verteilzeit an, oder geben Sie die Grundzeit an (zeitart: Grundzeit).",
                Stufe.WIDERSPRUCH,
            )  # fmt: skip
        if abzug and (angesetzt or zeitart == MBZ):
            schon = f"mit {format_prozent(angesetzt)} angesetzt" if angesetzt else "in der Zeit je Fall enthalten (mBZ)"
            befunde.hinweis(
                f"Bemessung {schluessel}: Die Jahresarbeitszeit ist schon um {format_prozent(abzug)} Verteilzeit "
                f"gemindert; sie ist außerdem {schon}",
                ort, "Rechnen Sie Verteilzeit nur einmal: als Zuschlag auf den Bedarf oder als Minderung des Angebots.",
                Stufe.WIDERSPRUCH,
            )  # fmt: skip
        if zeitart == GRUNDZEIT and not angesetzt and not abzug:
            befunde.hinweis(
                f"Bemessung {schluessel}: Die Zeit je Fall ist Grundzeit, Verteilzeit ist nirgends angesetzt",
                bemessung.bemessung.orte.get("zeitart"),
                "Setzen Sie Verteilzeit an oder begründen Sie, warum keine anfällt.",
                Stufe.LUECKE,
            )


def _angesetzt(ergebnis: Ergebnis, bemessung: BemessungsErgebnis) -> Fraction:
    """Return the Verteilzeit of a Bemessung; 0 where its Verfahren knows none."""
    ids = [bemessung.argumente.get(e.name) for e in _EINGABEN]
    return sum((ergebnis.werte[i] for i in ids if isinstance(i, str)), Fraction(0))


def _abzug(ergebnis: Ergebnis, bemessung: BemessungsErgebnis) -> Fraction:
    """Return the Verteilzeit that the working time is already reduced by, however it got into the Bemessung."""
    ziel = bemessung.argumente.get(JAHRESARBEITSZEIT.name)
    offen = [ziel] if isinstance(ziel, str) else []
    while offen:
        groesse = ergebnis.modell.netz[offen.pop()]
        if groesse.formel is jahresarbeitszeit_ohne_verteilzeit_h:
            wert: Fraction = ergebnis.werte[str(dict(groesse.bindung)[VERTEILZEITABZUG.name])]
            return wert
        offen.extend(groesse.vorgaenger())
    return Fraction(0)


def _ort(bemessung: BemessungsErgebnis) -> Fundstelle | None:
    argumente = bemessung.bemessung.argumente
    orte = [argumente[e.name].ort for e in _EINGABEN if e.name in argumente]
    return orte[0] if orte else bemessung.bemessung.orte.get("zeitart", bemessung.bemessung.orte.get(""))
