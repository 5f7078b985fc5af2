"""Reads Bemessungen: their arguments and lists belong to the Verfahren, which knows names, units and bounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Mappenstelle, Text
from stellenbedarf.eingabe.knoten import Liste as Listenknoten
from stellenbedarf.eingabe.leser import als_abbildung, als_liste, angabe, read_felder, text_von, vorschlag
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.formel import Eingabe, Formelsatz, Liste
from stellenbedarf.formel.satz import AUS_TEILEN
from stellenbedarf.modell import felder
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.bemessung import Bemessung, Eintrag
from stellenbedarf.verfahren import VERFAHREN, Verfahren
from stellenbedarf.zahlen import Zahlfehler, read_zahl

MAX_EINTRAEGE = 200
"""Entries of a list; a formula of a workbook can refer to as many separate cells."""
_FELDNAMEN = {f.name for f in felder.BEMESSUNG}


def read_argument(knoten: Knoten | None, befunde: Befunde, was: str, eingabe: Eingabe | None = None) -> Argument:
    """Return the name of an Annahme or the number that a node holds, for an input of a Verfahren if one is given."""
    ort = knoten.fundstelle if knoten else None
    text = knoten.text.strip() if isinstance(knoten, Text) else ""
    if text.isidentifier():
        return Argument(name=text, ort=ort)

    def melde(grund: str, abhilfe: str) -> None:
        wo = f"{was}, {eingabetitel(eingabe.name, ort)}" if eingabe is not None else was
        befunde.fehler(f"{wo}: {grund}", ort, abhilfe)

    if not isinstance(knoten, Text):
        melde("braucht eine Zahl oder den Namen einer Annahme", "Zum Beispiel: fallzahl: 22082")
        return Argument(ort=ort)
    prozent = eingabe is not None and eingabe.einheit.prozent
    try:
        wert = read_zahl(text)
    except Zahlfehler as fehler:
        melde(str(fehler), fehler.abhilfe)
        return Argument(ort=ort)
    if prozent and wert > 1 and "%" not in text:
        melde(f"„{text}“ ist als Anteil größer als 1", f"Schreiben Sie „{text} %“, wenn Prozent gemeint sind.")
    if not prozent and "%" in text:
        melde(f"„{text}“ ist eine Prozentangabe, gebraucht wird eine Zahl", "Lassen Sie das Prozentzeichen weg.")
    return Argument(wert=wert, ort=ort)


def read_bemessungen(knoten: Abbildung, schluessel: str, befunde: Befunde) -> dict[str, Bemessung]:
    """Read a Bemessung and the parts that stand inside it, by key; without it (but with findings) if it is no use."""
    gelesen: dict[str, Bemessung] = {}
    teile = knoten.eintraege.get("teile")
    if isinstance(teile, Listenknoten):
        elemente: list[Knoten] = []
        for nummer, element in enumerate(teile.elemente, start=1):
            if isinstance(element, Abbildung):
                name = teilname(schluessel, nummer)
                teil = _read_bemessung(element, name, befunde)
                gelesen |= {name: teil} if teil else {}
                element = Text(name, element.fundstelle)
            elemente.append(element)
        knoten = replace(knoten, eintraege={**knoten.eintraege, "teile": replace(teile, elemente=tuple(elemente))})
    bemessung = _read_bemessung(knoten, schluessel, befunde)
    return {schluessel: bemessung, **gelesen} if bemessung else gelesen


def check_teilnamen(bemessungen: Mapping[str, Bemessung], benannte: Collection[str], befunde: Befunde) -> None:
    """Report parts that do not exist; of those in `benannte` that could not be read, the findings are there already."""
    for bemessung in bemessungen.values():
        innere = {teilname(bemessung.schluessel, n) for n, _ in enumerate(bemessung.teile, start=1)}
        for name in bemessung.teile:
            if name not in bemessungen and name not in benannte and name not in innere:
                befunde.fehler(f"Bemessung {bemessung.schluessel}: Den Teil „{name}“ gibt es nicht",
                               bemessung.orte.get("teile"), vorschlag(name, bemessungen))  # fmt: skip


def teilname(schluessel: str, nummer: int) -> str:
    """Return the key of a part that stands inside a combination."""
    return f"{schluessel}.{nummer}"


def _read_bemessung(knoten: Abbildung, schluessel: str, befunde: Befunde) -> Bemessung | None:
    was = f"Bemessung {schluessel}"
    gewaehlt = _read_variante(knoten, befunde, was)
    if gewaehlt is None:
        return None
    verfahren, variante, satz = gewaehlt
    eingaben = _eingaben(verfahren.name, variante)
    listen = {liste.name for liste in satz.listen}
    braucht = f"Das Verfahren {verfahren.name}"
    ungebraucht = _melde_ungebrauchte(knoten, {*eingaben, *listen, *_FELDNAMEN}, braucht, befunde, was)
    angaben = read_felder(knoten, felder.BEMESSUNG, befunde, was, {*eingaben, *listen, *ungebraucht})
    argumente = _read_argumente(knoten, eingaben, befunde, was, verfahren.name)
    _check_teile(knoten, satz, angaben.werte.get("teile", ()), befunde, was)
    for feld in verfahren.texte:
        if feld not in angaben.werte:
            ort = knoten.leer.get(feld, knoten.fundstelle)
            befunde.fehler(f"{was}: Das Verfahren {verfahren.name} verlangt „{angabe(felder.BEMESSUNG, feld, ort)}“",
                           ort, "Begründen Sie den Wert in ein bis drei Sätzen.")  # fmt: skip
    return Bemessung(
        schluessel=schluessel,
        variante=variante,
        verfahren=verfahren.name,
        argumente=argumente,
        listen=_read_listen(knoten, satz, befunde, was, verfahren.name),
        orte={"": knoten.fundstelle, **angaben.orte},
        **angaben.ohne("verfahren", "variante"),
    )


def _check_teile(knoten: Abbildung, satz: Formelsatz, teile: Sequence[str], befunde: Befunde, was: str) -> None:
    """Report a combination with too few parts, and parts of what is no combination."""
    titel = angabe(felder.BEMESSUNG, "teile", knoten.fundstelle)
    ort = knoten.eintraege["teile"].fundstelle if "teile" in knoten.eintraege else knoten.leer.get("teile")
    if any(e.reihe == AUS_TEILEN for e in satz.eingaben):
        mindestens = 2 if len(satz.eingaben) == 1 else 1  # a sum of one is none; scaled up, one part will do
        if len(teile) < mindestens:
            zahl = "zwei Bemessungen" if mindestens > 1 else "eine Bemessung"
            befunde.fehler(
                f"{was}: Diese Kombination braucht unter „{titel}“ mindestens {zahl}",
                ort or knoten.fundstelle,
                "Nennen Sie je Teil eine Bemessung mit ihrem Verfahren.",
            )
    elif teile:
        befunde.fehler(f"{was}: „{titel}“ gehört nur zum Verfahren kombination", ort,
                       "Wählen Sie das Verfahren kombination, oder lassen Sie die Teile weg.")  # fmt: skip


def _read_variante(knoten: Abbildung, befunde: Befunde, was: str) -> tuple[Verfahren, str, Formelsatz] | None:
    name = text_von(knoten, "verfahren")
    verfahren = VERFAHREN.get(name)
    if verfahren is None:
        leer = knoten.leer.get("verfahren", knoten.fundstelle)
        ort = knoten.eintraege["verfahren"].fundstelle if "verfahren" in knoten.eintraege else leer
        fehlt = f"Die Angabe „{angabe(felder.BEMESSUNG, 'verfahren', ort)}“ fehlt"
        grund = f"Das Verfahren „{name}“ gibt es nicht" if name else fehlt
        befunde.fehler(f"{was}: {grund}", ort, vorschlag(name, VERFAHREN))
        return None
    variante = text_von(knoten, "variante") or verfahren.standardvariante
    satz = verfahren.varianten.get(variante)
    if satz is None:
        befunde.fehler(f"{was}: Das Verfahren {name} hat keine Variante „{variante}“",
                       knoten.eintraege["variante"].fundstelle, vorschlag(variante, verfahren.varianten))  # fmt: skip
        return None
    return verfahren, variante, satz


def _read_argumente(
    knoten: Abbildung, eingaben: Mapping[str, Eingabe], befunde: Befunde, was: str, verfahren: str
) -> dict[str, Argument]:
    argumente: dict[str, Argument] = {}
    for eingabe in eingaben.values():
        roh = knoten.eintraege.get(eingabe.name)
        if roh is not None and not _ist_leer(roh):
            argumente[eingabe.name] = read_argument(roh, befunde, was, eingabe)
        elif eingabe.vorgabe is None and not eingabe.optional:
            befunde.fehler(
                f"{was}: Für das Verfahren {verfahren} fehlt „{eingabetitel(eingabe.name, knoten.fundstelle)}“ "
                f"({eingabe.bezeichnung}, {eingabe.einheit})",
                knoten.leer.get(eingabe.name, knoten.fundstelle),
                "Tragen Sie eine Zahl oder den Namen einer Annahme ein; fehlt der Wert wirklich, wählen Sie das "
                "Verfahren setzung und nennen Sie die Lücke.",
            )
    return argumente


def _read_listen(
    knoten: Abbildung, satz: Formelsatz, befunde: Befunde, was: str, verfahren: str
) -> dict[str, tuple[Eintrag, ...]]:
    gelesen: dict[str, tuple[Eintrag, ...]] = {}
    for liste in satz.listen:
        wert = knoten.eintraege.get(liste.name)
        roh = als_liste(wert, befunde, f"{was}, „{liste.name}“")
        ort = wert.fundstelle if wert is not None else knoten.fundstelle
        if not roh and liste.pflicht and (wert is None or isinstance(wert, Listenknoten) or _ist_leer(wert)):
            befunde.fehler(f"{was}: Für das Verfahren {verfahren} fehlt die Liste „{liste.name}“ ({liste.mehrzahl})",
                           ort, f"Tragen Sie mindestens einen Eintrag ein ({liste.beschreibung}).")  # fmt: skip
        if len(roh) > MAX_EINTRAEGE:
            befunde.fehler(f"{was}: Die Liste „{liste.name}“ hat {len(roh)} Einträge, möglich sind {MAX_EINTRAEGE}",
                           ort, "Fassen Sie gleichartige Einträge zusammen.")  # fmt: skip
        eintraege = [_read_eintrag(k, n, liste, befunde, was, verfahren) for n, k in enumerate(roh, start=1)]
        if gefunden := tuple(e for e in eintraege if e is not None):
            gelesen[liste.name] = gefunden
    for liste in satz.listen:
        if liste.je:
            _check_zugehoerig(gelesen.get(liste.name, ()), gelesen.get(liste.je, ()), liste, befunde, was)
    return gelesen


def _ist_leer(knoten: Knoten) -> bool:
    return isinstance(knoten, Text) and knoten.leer


def _read_eintrag(
    knoten: Knoten, nummer: int, liste: Liste, befunde: Befunde, was: str, verfahren: str
) -> Eintrag | None:
    abbildung = als_abbildung(knoten, befunde, f"{was}, {liste.bezeichnung} {nummer}")
    if abbildung is None:
        return None
    wer = f"{was}, {liste.bezeichnung} {text_von(abbildung, 'bezeichnung') or nummer}"
    eingaben = {e.name: e for e in liste.eingaben}
    tabelle = felder.EINTRAG if liste.je else tuple(f for f in felder.EINTRAG if f.name != "variante")
    bekannt = {*eingaben, *(f.name for f in tabelle)}
    ungebraucht = _melde_ungebrauchte(abbildung, bekannt, f"Die Liste {liste.name}", befunde, wer)
    angaben = read_felder(abbildung, tabelle, befunde, wer, {*eingaben, *ungebraucht})
    argumente = _read_argumente(abbildung, eingaben, befunde, wer, verfahren)
    if "bezeichnung" not in angaben.werte:
        return None
    return Eintrag(argumente=argumente, orte={"": abbildung.fundstelle, **angaben.orte}, **angaben.werte)


def _check_zugehoerig(
    eintraege: Collection[Eintrag], ziele: Collection[Eintrag], liste: Liste, befunde: Befunde, was: str
) -> None:
    """Report entries that belong to one that does not exist, and names of those that occur twice."""
    namen: set[str] = set()
    for ziel in ziele:
        if ziel.bezeichnung in namen:
            befunde.fehler(f"{was}: „{ziel.bezeichnung}“ steht zweimal in der Liste „{liste.je}“",
                           ziel.orte.get("bezeichnung"), "Vergeben Sie jede Bezeichnung nur einmal.")  # fmt: skip
        namen.add(ziel.bezeichnung)
    for eintrag in eintraege:
        if eintrag.variante and eintrag.variante not in namen:
            befunde.fehler(f"{was}, {liste.bezeichnung} {eintrag.bezeichnung}: „{eintrag.variante}“ steht nicht in der "
                           f"Liste „{liste.je}“", eintrag.orte.get("variante"),
                           vorschlag(eintrag.variante, namen))  # fmt: skip


@cache
def _eingaben(verfahren: str, variante: str) -> dict[str, Eingabe]:
    return {e.name: e for e in VERFAHREN[verfahren].varianten[variante].eingaben if not e.reihe}


def eingabetitel(eingabe: str, ort: Fundstelle | None) -> str:
    """Return the name by which the user knows an input of a Verfahren: the heading in a workbook, else the key."""
    if not isinstance(ort, Mappenstelle):
        return eingabe
    from stellenbedarf.modell.mappenplan import plan  # only messages about workbooks need it

    spalten = (s for name in ("bemessungen", "eintraege", "arbeitszeit") for s in plan(name).spalten)
    return next((s.titel for s in spalten if s.name == eingabe), eingabe)


def _melde_ungebrauchte(knoten: Abbildung, bekannt: Collection[str], wer: str, befunde: Befunde, was: str) -> set[str]:
    """Report inputs of other Verfahren and lists, which have their columns in a workbook, and return their names."""
    if not isinstance(knoten.fundstelle, Mappenstelle):
        return set()
    ungebraucht = {n for n in knoten.eintraege if n not in bekannt}
    for name in sorted(ungebraucht):
        ort = knoten.eintraege[name].fundstelle
        befunde.fehler(f"{was}: {wer} braucht „{eingabetitel(name, ort)}“ nicht", ort,
                       "Leeren Sie die Zelle, oder wählen Sie das Verfahren, zu dem die Angabe gehört.")  # fmt: skip
    return ungebraucht
