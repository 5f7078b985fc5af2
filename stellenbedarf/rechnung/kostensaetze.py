"""Puts rates into the net: the tables, the case's own rates, and what increases make of them year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from stellenbedarf.formel.einheit import DATUM, EUR, PROZENT, TEXT, VZAE
from stellenbedarf.modell.kostenplan import ALLE, Erhoehung
from stellenbedarf.netz import EINGABE, PARAMETER, Bindung, Herkunft, Reihe
from stellenbedarf.parameter.bewertung import gruppe
from stellenbedarf.parameter.tabellen import PAUSCHAL, Kostensatztabelle, load_kostensaetze
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.rechnung.entgelte import Entgeltbau
from stellenbedarf.verfahren import kosten as k
from stellenbedarf.zahlen import format_datum, tageszahl

EUR_JE_STELLE = EUR / VZAE


@dataclass(frozen=True)
class Tafel:
    """Rates to look up, one per grade; `rolle` is the role of a position's rate that is looked up here.

    `ab` is the id of the day from which on the rates hold; None before any increase. A table after an increase holds
    the grades in use that it concerns, so that a grade of the other group is no value and never a wrong one.
    """

    rolle: str
    name: str
    grade: frozenset[str]
    bewertungen: Reihe
    saetze: Reihe
    ab: str | None = None

    def bindung(self, bewertung: str) -> dict[str, Bindung]:
        """Return what the look-up of a grade (id) is bound to."""
        return {"bewertung": bewertung, "bewertungen": self.bewertungen, "kostensaetze": self.saetze}


@dataclass
class Kostenplan:
    """All rates of a case: the table for annual cost, and for years in which rates change the tables of each year."""

    tafel: Tafel
    tabellen: tuple[Kostensatztabelle, ...]
    je_jahr: dict[int, tuple[Tafel, ...]] = field(default_factory=dict)

    def tafeln(self, jahr: int, bewertung: str) -> tuple[Tafel, ...]:
        """Return the rates of a grade in a Haushaltsjahr as they follow each other; none where they never change."""
        return tuple(t for t in self.je_jahr.get(jahr, ()) if bewertung in t.grade)


def add_kostensaetze(bau: Bau) -> Kostenplan | None:
    """Add all rates of a case; None (and findings) where there are none."""
    fall = bau.fall
    tabellen = []
    eigene = _add_eigene(bau)
    if fall.kostensaetze.tabelle:
        tabellen.append(load_kostensaetze(fall.kostensaetze.tabelle, fall.kostensaetze.orte.get("tabelle")))
    saetze = [_Saetze(bau, "", tabellen[0] if tabellen else None, eigene)]
    if not saetze[0].ids:
        bau.befunde.fehler("Der Fall nennt weder eine Kostensatztabelle noch eigene Sätze",
                           fall.kostensaetze.orte.get(""), "Ergänzen Sie „tabelle“ oder „eigene“.")  # fmt: skip
        return None
    for eintrag in fall.kostentabellen:
        tabellen.append(load_kostensaetze(eintrag.tabelle, eintrag.orte.get("tabelle")))
        saetze.append(_Saetze(bau, f"ab {eintrag.ab.year}", tabellen[-1], eigene))
    plan = Kostenplan(saetze[0].tafel(), tuple(tabellen))
    if bau.befunde.hat_fehler or not (fall.kostentabellen or fall.erhoehungen):
        return plan
    erhoehungen = [_add_erhoehung(bau, n, e) for n, e in enumerate(fall.erhoehungen, start=1)]
    tafeln = [(teil.tafel(), *teil.erhoehte(fall.erhoehungen, erhoehungen)) for teil in saetze]
    for jahr in fall.kopf.haushaltsjahre:
        plan.je_jahr[jahr] = tafeln[sum(t.ab.year <= jahr for t in fall.kostentabellen)]
    return plan


def _add_eigene(bau: Bau) -> dict[str, str]:
    """Add the case's own rates; they come before those of any table."""
    ids: dict[str, str] = {}
    for satz in bau.fall.kostensaetze.eigene:
        if satz.bewertung in ids:
            bau.befunde.fehler(f"Der eigene Kostensatz „{satz.bewertung}“ steht zweimal im Fall",
                               satz.orte.get("bewertung"), "Nennen Sie jede Bewertung nur einmal.")  # fmt: skip
            continue
        if satz.bewertung in _BESTANDTEILE:
            bau.befunde.fehler(f"Der eigene Kostensatz „{satz.bewertung}“ heißt wie ein Bestandteil der Tabelle",
                               satz.orte.get("bewertung"), "Nennen Sie eine Bewertung.")  # fmt: skip
            continue
        herkunft = Herkunft(EINGABE, satz.orte.get("satz"), satz.quelle, satz.stand, satz.status)
        ids[satz.bewertung] = bau.netz.add_wert(
            bau.id("kostensatz", satz.bewertung), f"Kostensatz {satz.bewertung}", EUR_JE_STELLE, satz.satz, herkunft
        )
        if not satz.quelle:
            bau.befunde.hinweis(f"Der eigene Kostensatz {satz.bewertung} hat keine Quelle", satz.orte.get("satz"),
                                "Ergänzen Sie „quelle“ und „stand“.")  # fmt: skip
    return ids


_BESTANDTEILE = ("sachkosten", "gemeinkosten", "itkosten", "sachkosten mit IT")


def _add_erhoehung(bau: Bau, nummer: int, erhoehung: Erhoehung) -> tuple[str, str]:
    """Add the day and the share of an increase; return their ids."""
    name = f"Erhöhung {nummer} ({erhoehung.gruppe})"
    ids = []
    for feld, einheit, wert, titel in (
        ("ab", DATUM, tageszahl(erhoehung.ab), f"{name}, gilt ab"),
        ("satz", PROZENT, erhoehung.satz, name),
    ):
        ort = erhoehung.orte.get(feld)
        herkunft = Herkunft(EINGABE, ort, erhoehung.quelle, erhoehung.stand, erhoehung.status)
        ids.append(bau.netz.add_wert(bau.id("erhoehung", str(nummer), feld), titel, einheit, wert, herkunft))
    return ids[0], ids[1]


class _Saetze:
    """The rates of one table together with the case's own: ids by grade, and what increases make of them."""

    def __init__(self, bau: Bau, zusatz: str, tabelle: Kostensatztabelle | None, eigene: Mapping[str, str]) -> None:
        self.bau = bau
        self.zusatz = zusatz
        self.tabelle = tabelle
        self.eigene = eigene
        self.sachkosten: str | None = None
        self.ids: dict[str, str] = {}
        if tabelle is not None:
            self._add_tabelle(tabelle)
        for bewertung, id_ in eigene.items():
            self.ids[bewertung] = self._uebernommen(bewertung, id_) if zusatz else id_
        self.schluessel = [self._add_schluessel(zusatz, b) for b in self.ids]

    def _teil(self, name: str, zusatz: str) -> str:
        """Return the part of an id behind the kind: the table for annual cost has no addition."""
        return f"{zusatz}: {name}" if zusatz else name

    def _titel(self, bewertung: str, zusatz: str) -> str:
        return " ".join(t for t in ("Kostensatz", bewertung, zusatz) if t)

    def _add_schluessel(self, zusatz: str, bewertung: str) -> str:
        id_ = self.bau.id("bewertung", self._teil(bewertung, zusatz))
        name = self.tabelle.titel if self.tabelle else "eigene Kostensätze"
        return self.bau.netz.add_wert(id_, f"Bewertung {bewertung}", TEXT, bewertung, Herkunft(PARAMETER, quelle=name))

    def _uebernommen(self, bewertung: str, id_: str) -> str:
        neu = self.bau.id("kostensatz", self._teil(bewertung, self.zusatz))
        return self.bau.netz.add_schritt(neu, k.kostensatz_eigener, {"kostensatz": id_},
                                         self._titel(bewertung, self.zusatz))  # fmt: skip

    def _add_tabelle(self, tabelle: Kostensatztabelle) -> None:
        netz, basis = self.bau.netz, Herkunft(PARAMETER, quelle=tabelle.quelle, stand=tabelle.stand)
        gemeinsam: dict[str, Bindung] = {}
        if tabelle.art != PAUSCHAL:
            assert tabelle.sachkosten is not None
            assert tabelle.gemeinkostenanteil is not None
            sach, gemein, it, zusammen = (self.bau.id("kostensatz", self._teil(n, self.zusatz)) for n in _BESTANDTEILE)
            netz.add_wert(sach, "Sachkosten je Arbeitsplatz", EUR_JE_STELLE, tabelle.sachkosten, basis)
            netz.add_wert(gemein, "Gemeinkostenzuschlag", PROZENT, tabelle.gemeinkostenanteil, basis)
            if tabelle.itkosten is not None:
                netz.add_wert(it, "IT-Kosten je Arbeitsplatz", EUR_JE_STELLE, tabelle.itkosten, basis)
                teile: dict[str, Bindung] = {"sachkosten": sach, "itkosten": it}
                sach = netz.add_schritt(zusammen, k.sach_und_itkosten, teile, "Sach- und IT-Kosten je Arbeitsplatz")
            gemeinsam = {"sachkosten": sach, "gemeinkostenanteil": gemein}
            self.sachkosten = sach
        entgelte = Entgeltbau(self.bau, tabelle, self.zusatz)
        for bewertung, satz in tabelle.saetze.items():
            if bewertung in self.eigene:
                continue
            herkunft = Herkunft(PARAMETER, tabelle.orte.get(bewertung), tabelle.quelle, tabelle.stand)
            name, titel = self._teil(bewertung, self.zusatz), self._titel(bewertung, self.zusatz)
            id_ = self.bau.id("kostensatz", name)
            if gemeinsam:
                if bewertung in tabelle.entgelte:
                    personal = entgelte.add(bewertung, name)
                else:
                    personal = netz.add_wert(
                        self.bau.id("personalkosten", name), f"Personalkosten {bewertung} {self.zusatz}".rstrip(),
                        EUR_JE_STELLE, satz, herkunft,
                    )  # fmt: skip
                bindung: dict[str, Bindung] = {"personalkosten": personal, **gemeinsam}
                self.ids[bewertung] = netz.add_schritt(id_, k.kostensatz_aus_bestandteilen, bindung, titel)
            else:
                self.ids[bewertung] = netz.add_wert(id_, titel, EUR_JE_STELLE, satz, herkunft)

    def tafel(self) -> Tafel:
        """Return the rates before any increase."""
        rolle = f"kostensatz.{self.zusatz}" if self.zusatz else "kostensatz"
        return Tafel(
            rolle, self._titel("", self.zusatz), frozenset(self.ids),
            Reihe(tuple(self.schluessel), "Bewertungen"), Reihe(tuple(self.ids.values()), "Kostensätze"),
        )  # fmt: skip

    def erhoehte(self, erhoehungen: Sequence[Erhoehung], ids: Sequence[tuple[str, str]]) -> list[Tafel]:
        """Add the rates of the grades in use after each increase."""
        genutzt = list(dict.fromkeys(p.bewertung for p in self.bau.fall.positionen))
        preisstand = {b: self._preisstand(b) for b in genutzt}
        stand = {b: self.ids[b] for b in genutzt}
        tafeln = []
        for nummer, (erhoehung, (ab, satz)) in enumerate(zip(erhoehungen, ids, strict=True), start=1):
            zusatz = f"{self.zusatz} Erhöhung {nummer}".strip()
            name = f"{self.zusatz} nach der Erhöhung vom {format_datum(erhoehung.ab)}".strip()
            betroffen = [b for b in genutzt if self._betrifft(erhoehung, b)]
            schluessel = []
            for bewertung in betroffen:
                bindung: dict[str, Bindung] = {
                    "kostensatz": stand[bewertung], "erhoehung": satz, "ab": ab, "preisstand": preisstand[bewertung],
                }  # fmt: skip
                formel = k.kostensatz_erhoeht
                if self.sachkosten is not None and bewertung not in self.eigene:
                    formel = k.kostensatz_erhoeht_ohne_sachkosten
                    bindung["sachkosten"] = self.sachkosten
                id_ = self.bau.id("kostensatz", self._teil(bewertung, zusatz))
                stand[bewertung] = self.bau.netz.add_schritt(id_, formel, bindung, self._titel(bewertung, name))
                schluessel.append(self._add_schluessel(zusatz, bewertung))
            if betroffen:
                tafeln.append(Tafel(
                    f"kostensatz.{zusatz}", self._titel("", name), frozenset(betroffen),
                    Reihe(tuple(schluessel), "Bewertungen"),
                    Reihe(tuple(stand[b] for b in betroffen), "Kostensätze"), ab,
                ))  # fmt: skip
        return tafeln

    def _betrifft(self, erhoehung: Erhoehung, bewertung: str) -> bool:
        """Tell whether an increase holds for a grade; a grade of unknown kind is a finding."""
        if erhoehung.gruppe == ALLE:
            return True
        art = gruppe(bewertung)
        if art is None:
            ort = next(p.orte.get("bewertung") for p in self.bau.fall.positionen if p.bewertung == bewertung)
            self.bau.befunde.fehler(
                f"Ob „{bewertung}“ Tarif oder Besoldung ist, lässt sich nicht erkennen; die Erhöhung vom "
                f"{format_datum(erhoehung.ab)} gilt nur für {erhoehung.gruppe}",
                ort, "Schreiben Sie die Bewertung wie A 12, E 9b, EG 9, S 8b oder P 7, oder wählen Sie „alle“.",
            )  # fmt: skip
        return art == erhoehung.gruppe

    def _preisstand(self, bewertung: str) -> str:
        """Return the id of the day up to which increases are part of a rate."""
        if bewertung in self.eigene:
            id_ = self.bau.id("preisstand", "eigen", bewertung)
            satz = next(e for e in self.bau.fall.kostensaetze.eigene if e.bewertung == bewertung)
            if satz.preisstand is None:
                self.bau.befunde.fehler(
                    f"Der eigene Kostensatz {bewertung} nennt keinen Preisstand; ohne ihn ist offen, welche Erhöhungen "
                    "er schon enthält", satz.orte.get("satz"), "Tragen Sie „preisstand“ ein, zum Beispiel 31.12.2025.",
                )  # fmt: skip
            tag = tageszahl(satz.preisstand) if satz.preisstand else Fraction(0)
            herkunft = Herkunft(EINGABE, satz.orte.get("preisstand"), satz.quelle, satz.stand, satz.status)
            titel = f"Preisstand {bewertung}"
        else:
            assert self.tabelle is not None
            id_ = self.bau.id("preisstand", self._teil("Tabelle", self.zusatz))
            tag, titel = tageszahl(self.tabelle.preisstand), f"Preisstand der Kostensätze {self.zusatz}".rstrip()
            herkunft = Herkunft(PARAMETER, quelle=self.tabelle.quelle, stand=self.tabelle.stand)
        return id_ if id_ in self.bau.netz else self.bau.netz.add_wert(id_, titel, DATUM, tag, herkunft)
