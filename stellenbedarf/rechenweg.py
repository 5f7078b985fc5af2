"""The Rechenweg: every step as symbolic = substituted = result, with the origin of each number, as plain data.

Labels: `A3` an Annahme, `K2` a rate, `P7` what the case states about position 7, `R7.2` the second step of position 7,
`B1.2` a step of a Bemessung that several positions share, `S4` a total, `V1` another value of the case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from stellenbedarf.formel.schrift import rechentext
from stellenbedarf.netz import Groesse, Reihe
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.positionen import Posten, abweichung_id, beantragt_id
from stellenbedarf.schreibweise import Schreibweise

MAX_GLIEDER = 40


@dataclass(frozen=True, slots=True)
class Bezug:
    """One number that a step uses: its name, its value as text, and the label and id of its origin."""

    bezeichnung: str
    wert: str
    marke: str
    id: str


@dataclass(frozen=True, slots=True)
class Rechenschritt:
    """One step: `symbolisch` = `eingesetzt` = `ergebnis`; `genau` is False where the result is shown rounded."""

    marke: str
    id: str
    bezeichnung: str
    symbolisch: str
    eingesetzt: str
    ergebnis: str
    genau: bool
    rundung: str
    quelle: str
    bezuege: tuple[Bezug, ...]


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """The steps of a position, of a shared Bemessung or of the totals: ids, and their derivation where asked for."""

    marke: str
    titel: str
    ids: tuple[str, ...]
    schritte: tuple[Rechenschritt, ...] = ()
    posten: Posten | None = None
    bemessung: BemessungsErgebnis | None = None


class Rechenweg:
    """All steps of a result and the labels of all quantities."""

    def __init__(self, ergebnis: Ergebnis) -> None:
        """Bind to a result."""
        self.ergebnis = ergebnis
        self.schreibweise = Schreibweise(ergebnis)

    @cached_property
    def marken(self) -> dict[str, str]:
        """Label of every quantity that has one."""
        modell = self.ergebnis.modell
        marken: dict[str, str] = {}
        zaehler = dict.fromkeys(_ZEICHEN.values(), 0)
        for groesse in modell.netz:
            art = self._art(groesse.id)
            if art in _ZEICHEN:
                zeichen = _ZEICHEN[art]
                zaehler[zeichen] += 1
                marken[groesse.id] = f"{zeichen}{zaehler[zeichen]}"
        for posten, marke, _ in self._positionsbloecke:
            marken.update({g.id: f"P{marke}" for g in self.angaben(posten)})
        for a in self._prognoseabschnitte:
            eigene = [i for i in a.ids if i not in marken]  # the value of the first year is an Annahme
            marken.update({id_: f"{a.marke}.{n}" for n, id_ in enumerate(eigene, start=1)})
        for marke, _, schritte in self._bloecke:
            marken.update({id_: f"{marke}.{n}" for n, id_ in enumerate(schritte, start=1)})
        marken.update({id_: f"S{n}" for n, id_ in enumerate(self._summen, start=1)})
        weitere = [g for g in modell.netz if g.id not in marken and g.herkunft and self._art(g.id) in _WEITERE]
        marken.update({g.id: f"V{n}" for n, g in enumerate(weitere, start=1)})
        return marken

    def angaben(self, posten: Posten) -> tuple[Groesse, ...]:
        """Return what the case states about a position itself, and about its Bemessung if it has one of its own."""
        netz = self.ergebnis.modell.netz
        basis = posten.ids["kosten"].removesuffix("kosten")
        ids = [
            f"{basis}{rolle}" for rolle in ("beantragt", "bewertung", "beginn", "ende", "erstattungsquote", "schritt")
        ]
        bemessung = self.bemessung_von(posten)
        if len(self.ergebnis.modell.posten_von(bemessung)) == 1:
            for einzelne in (bemessung, *bemessung.teile):
                eigene = f"{einzelne.ergebnis.rpartition('.')[0]}."
                for ziel in einzelne.argumente.values():
                    mitglieder = ziel.mitglieder if isinstance(ziel, Reihe) else (ziel,)
                    ids += [m for m in mitglieder if m.startswith(eigene) and not netz[m].ist_schritt]
        ids += [f"{basis}umfang", *(f"{basis}anteil.{n}" for n, _ in enumerate(posten.position.aufgaben, start=1))]
        return tuple(netz[i] for i in ids if i in netz)

    def bemessung_von(self, posten: Posten) -> BemessungsErgebnis:
        """Return the Bemessung that a position rests on."""
        return self._nach_bemessung[id(posten.bemessung)]

    @cached_property
    def _nach_bemessung(self) -> dict[int, BemessungsErgebnis]:
        return {id(b.bemessung): b for b in self.ergebnis.modell.bemessungen}

    def _art(self, id_: str) -> str:
        for praefix in self.ergebnis.modell.praefixe:
            if praefix and id_.startswith(praefix):
                id_ = id_.removeprefix(praefix)
        return id_.partition(".")[0]

    @cached_property
    def _positionsbloecke(self) -> list[tuple[Posten, str, tuple[str, ...]]]:
        """Positions with the number in their labels and their steps, own Bemessung first."""
        modell = self.ergebnis.modell
        bloecke = []
        for posten in modell.posten:
            bemessung = self.bemessung_von(posten)
            eigene = bemessung.schritte if len(modell.posten_von(bemessung)) == 1 else ()
            bloecke.append((posten, modell.nummer(posten), (*eigene, *posten.schritte)))
        return bloecke

    @cached_property
    def _geteilte(self) -> list[tuple[BemessungsErgebnis, tuple[str, ...]]]:
        modell = self.ergebnis.modell
        geteilte = []
        for bemessung in modell.bemessungen:
            posten = modell.posten_von(bemessung)
            if len(posten) > 1:
                eigene = (beantragt_id(bemessung, posten), abweichung_id(bemessung, posten))
                geteilte.append((bemessung, (*bemessung.schritte, *(i for i in eigene if i))))
        return geteilte

    @cached_property
    def _bloecke(self) -> list[tuple[str, str, tuple[str, ...]]]:
        bloecke = [
            (f"B{n}", b.bemessung.bezeichnung or b.bemessung.schluessel, schritte)
            for n, (b, schritte) in enumerate(self._geteilte, start=1)
        ]
        bloecke += [(f"R{nummer}", p.position.funktion, schritte) for p, nummer, schritte in self._positionsbloecke]
        sachkosten = tuple(s.id for s in self.ergebnis.modell.sachposten)
        eigen = tuple(i for e in self.ergebnis.modell.eigenposten for i in e.ids.values())
        vergleich = tuple(i for s in self.ergebnis.modell.sollist for i in s.schritte)
        weitere = (("M", "Sachkosten", sachkosten), ("G", "Eigenleistung statt Vergabe", eigen),
                   ("I", "Soll-Ist-Vergleich", vergleich))  # fmt: skip
        return [*bloecke, *(b for b in weitere if b[2])]

    @cached_property
    def _prognoseabschnitte(self) -> tuple[Abschnitt, ...]:
        return tuple(
            Abschnitt(f"T{n}", f"Prognose: {p.annahme.bezeichnung}", p.schritte)
            for n, p in enumerate(self.ergebnis.modell.prognosen, start=1)
        )

    @cached_property
    def _summen(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.ergebnis.modell.summen.values()))

    def gliederung(self) -> tuple[Abschnitt, ...]:
        """Return forecasts, derived Annahmen, Bemessungen, positions, Sachkosten and totals, with ids only."""
        prognosen = {i for a in self._prognoseabschnitte for i in a.ids}
        abgeleitet = tuple(
            g.id for g in self.ergebnis.modell.netz
            if g.ist_schritt and self._art(g.id) in _ABGELEITET and g.id not in prognosen
        )  # fmt: skip
        teile = list(self._prognoseabschnitte)
        if abgeleitet:
            teile.append(Abschnitt("A", "Abgeleitete Annahmen und Kostensätze", abgeleitet))
        bemessungen = [b for b, _ in self._geteilte]
        posten = [p for p, _, _ in self._positionsbloecke]
        for stelle, (marke, titel, ids) in enumerate(self._bloecke):
            ort = stelle - len(bemessungen)
            teile.append(
                Abschnitt(
                    marke, titel, ids,
                    posten=posten[ort] if 0 <= ort < len(posten) else None,
                    bemessung=bemessungen[stelle] if ort < 0 else None,
                )
            )  # fmt: skip
        return (*teile, Abschnitt("S", "Summen", self._summen))

    def abschnitte(self) -> tuple[Abschnitt, ...]:
        """Return the same sections with the derivation of every step."""
        return tuple(replace(a, schritte=tuple(self.schritt(i) for i in a.ids)) for a in self.gliederung())

    def symbolisch(self, id_: str) -> str:
        """Return the formula of a computed quantity with the names of its quantities."""
        groesse = self.ergebnis.modell.netz[id_]
        assert groesse.formel is not None
        namen = {
            a: z.name if isinstance(z, Reihe) else self.ergebnis.modell.netz[z].bezeichnung for a, z in groesse.bindung
        }
        return rechentext(groesse.formel.baum, namen)

    def marke(self, id_: str) -> str:
        """Return the label of a quantity; empty for constants, which are written out."""
        return self.marken.get(id_, "")

    def stellvertreter(self, id_: str) -> str:
        """Return the quantity under which this one is derived in documents.

        A total of a single member is that member; one that repeats an earlier calculation on the same quantities (the
        total of a Teilhaushalt with the positions of one Amt) is the earlier one. All others stand for themselves.
        """
        return self._stellvertreter.get(id_, id_)

    @cached_property
    def _stellvertreter(self) -> dict[str, str]:
        summen = set(self._summen)
        ersatz: dict[str, str] = {}
        fruehere: dict[tuple[str, ...], str] = {}
        for groesse in self.ergebnis.modell.netz:
            if groesse.formel is None or groesse.formel.name not in _ZUSAMMENFASSEND:
                continue
            glieder = tuple(ersatz.get(v, v) for v in groesse.vorgaenger())
            merkmal = (groesse.formel.name, *glieder)
            if groesse.id in summen and len(glieder) == 1:
                ersatz[groesse.id] = glieder[0]
            elif groesse.id in summen and merkmal in fruehere:
                ersatz[groesse.id] = fruehere[merkmal]
            else:
                fruehere.setdefault(merkmal, groesse.id)
        return ersatz

    def schritt(self, id_: str) -> Rechenschritt:
        """Return the derivation of one computed quantity."""
        groesse = self.ergebnis.modell.netz[id_]
        formel = groesse.formel
        assert formel is not None
        werte: dict[str, str] = {}
        bezuege: list[Bezug] = []
        for argument, ziel in groesse.bindung:
            if isinstance(ziel, Reihe):
                werte[argument] = self._reihe(ziel)
                if groesse.formel is not None and formel.name != "kostensatz":
                    bezuege += [self._bezug(m) for m in ziel.mitglieder]
            else:
                werte[argument] = self._eingesetzt(ziel)
                bezuege.append(self._bezug(ziel))
        if formel.name == "kostensatz":
            bezuege.append(self._bezug(self.satz_id(id_)))
        return Rechenschritt(
            marke=self.marke(id_),
            id=id_,
            bezeichnung=groesse.bezeichnung,
            symbolisch=self.symbolisch(id_),
            eingesetzt=rechentext(formel.baum, werte),
            ergebnis=self.schreibweise.rechenwert(id_),
            genau=self.schreibweise.exakt(id_),
            rundung=str(formel.rundung) if formel.rundung else "",
            quelle=formel.quelle,
            bezuege=tuple(bezuege),
        )

    def satz_id(self, id_: str) -> str:
        """Return the id of the rate that a look-up (the quantity `kostensatz` of a position) finds."""
        bindung = dict(self.ergebnis.modell.netz[id_].bindung)
        schluessel, reihe, saetze = (bindung[n] for n in ("bewertung", "bewertungen", "kostensaetze"))
        assert isinstance(schluessel, str)
        assert isinstance(reihe, Reihe)
        assert isinstance(saetze, Reihe)
        werte = self.ergebnis.werte
        return next(
            s for b, s in zip(reihe.mitglieder, saetze.mitglieder, strict=True) if werte[b] == werte[schluessel]
        )

    def genutzte_saetze(self) -> set[str]:
        """Return the ids of all rates that positions look up."""
        return {
            self.satz_id(id_)
            for posten in self.ergebnis.modell.posten
            for rolle, id_ in posten.ids.items()
            if rolle.partition(".")[0] == "kostensatz"
        }

    def _eingesetzt(self, id_: str) -> str:
        text = self.schreibweise.rechenwert(id_)
        return f"({text})" if text.startswith("\u2212") else text

    def _reihe(self, reihe: Reihe) -> str:
        """Return the members of a row for the substituted text; long rows and tables by their name."""
        if len(reihe.mitglieder) > MAX_GLIEDER or reihe.name in ("Bewertungen", "Kostensätze"):
            return reihe.name
        return "; ".join(self._eingesetzt(m) for m in reihe.mitglieder)

    def _bezug(self, id_: str) -> Bezug:
        groesse = self.ergebnis.modell.netz[id_]
        return Bezug(groesse.bezeichnung, self.schreibweise.rechenwert(id_), self.marke(id_), id_)


_ZEICHEN = {"annahme": "A", "kostensatz": "K"} | dict.fromkeys(
    ("personalkosten", "stufenentgelt", "stufenanteil", "monatsentgelt", "jahresentgelt", "arbeitgeberkosten"), "L"
)
_ABGELEITET = ("annahme", "monatsentgelt", "jahresentgelt", "personalkosten", "kostensatz")
_ZUSAMMENFASSEND = ("summe_stellen", "summe_betraege", "nettokosten")
_WEITERE = (
    "bemessung",
    "sachkosten",
    "erhoehung",
    "preisstand",
    "eigenleistung",
    "sollist",
    "verlauf",
    "wachstumsrate",
    "stellenbestand",
)
