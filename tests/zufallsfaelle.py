"""Random valid cases: every Verfahren, odd texts, fractions, percentages and days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from stellenbedarf.formel import Eingabe, Liste
from stellenbedarf.modell.arbeitszeit import Arbeitszeit, Argument
from stellenbedarf.modell.bemessung import Bemessung, Eintrag
from stellenbedarf.modell.fall import (
    Amt,
    Annahme,
    Aufgabe,
    Behauptung,
    Beratung,
    Bestand,
    Fall,
    Kopf,
    Nachweis,
    Position,
    Rundungsregel,
    Sachkosten,
    Szenario,
)
from stellenbedarf.modell.felder import FEIERTAGSGEBIETE, LAENDER, NACHWEISE, ZEITARTEN
from stellenbedarf.modell.kostenplan import ALLE, EigenerSatz, Erhoehung, Jahrestabelle, Kostenwahl
from stellenbedarf.modell.lesen_positionen import VORGABE_RUNDUNG
from stellenbedarf.modell.profil import GEWICHTE, GRUPPEN, Ausschreibung, Leistungsmerkmal, Profil
from stellenbedarf.modell.vergleich import VorhandeneStellen
from stellenbedarf.parameter.bewertung import BESOLDUNG, TARIF
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren.arbeitszeit import ANGABEN
from stellenbedarf.zahlen import tageszahl

ODD = ("=1+1", "+49", "-5", "@x", "'a'", '"b"', "a: b", "# c", "- d", "null", "ja", "1,5", "22.082", "~", "1/6", "3 %",
       "Ärger – „Zitat“", "a\nb", "a\n\nb", "x # y", "{", "[z]", "%", "&a", "*b", "|", ">", "!c", "a\tb", "01.10.2011",
       "true", "12/2010", "http://x.de", "a\u00a0b", "a  b", "…", "\u202e", "_x0041_", "0x1F", ".5", "1e5", "?",
       ", ; ,", "Wort " * 60)  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\u2028\u2029\ufeff")
texts = (
    st.one_of(st.sampled_from(ODD), st.text(LETTERS, min_size=1, max_size=30)).map(str.strip).filter(bool)
)  # fmt: skip
plain = texts.map(lambda t: " ".join(t.split())).filter(bool)
paragraphs = st.lists(plain, max_size=3).map(tuple)
days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
numbers = st.one_of(
    st.sampled_from(
        [Fraction(n) for n in ("0", "1/6", "1.234", "22082", "0.125", "123456789012345678", "-7.5", "1/3")]
    ),
    st.decimals(-(10**6), 10**9, places=4).map(Fraction),
    st.fractions(0, 10**4, max_denominator=10**6),
)
positive = numbers.map(abs)
shares = st.one_of(
    st.sampled_from([Fraction(n, 1000) for n in (0, 1000, 848, 5)]), st.fractions(0, 1, max_denominator=999)
)
names = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
UNITS = ("%", "Fälle", "h je VZÄ", "min je Fall", "EUR", "Faktor")
empty_or_text = st.one_of(st.just(""), texts)


@st.composite
def assumptions(draw: st.DrawFn) -> dict[str, Annahme]:
    made: dict[str, Annahme] = {}
    for name in draw(st.lists(names, min_size=2, max_size=5, unique=True)):
        kind = draw(st.sampled_from(("wert", "parameter", "rechnung") if len(made) > 1 else ("wert", "parameter")))
        low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
        range_ = draw(st.booleans())
        made[name] = Annahme(
            name=name, bezeichnung=draw(texts), einheit=draw(st.sampled_from(UNITS)),
            wert=value if kind == "wert" else None, parameter="kgst-2022-41h" if kind == "parameter" else "",
            rechnung="summe" if kind == "rechnung" else "", aus=tuple(made) if kind == "rechnung" else (),
            quelle=draw(empty_or_text), stand=draw(empty_or_text), status=draw(st.sampled_from(("", "belegt"))),
            niedrig=low if range_ else None, hoch=high if range_ else None, erlaeuterung=draw(empty_or_text),
        )  # fmt: skip
    if draw(st.booleans()):  # a working time built from its parts, after which others may follow
        known = tuple(made)
        for name in ("gebaut", "danach")[: draw(st.integers(1, 2))]:
            made[name] = Annahme(
                name=name, bezeichnung=draw(texts), einheit=draw(st.sampled_from(UNITS)) if name == "danach"
                else "h je VZÄ", wert=draw(numbers) if name == "danach" else None, quelle=draw(empty_or_text),
                arbeitszeit=None if name == "danach" else draw(working_times(known)),
            )  # fmt: skip
    return made


@st.composite
def working_times(draw: st.DrawFn, known: tuple[str, ...]) -> Arbeitszeit:
    arguments = {}
    for field in ANGABEN:
        if field.optional and draw(st.booleans()):
            continue
        values = shares if field.einheit.prozent else positive
        arguments[field.name] = draw(st.one_of(st.sampled_from(known).map(lambda n: Argument(name=n)),
                                               values.map(lambda w: Argument(wert=w))))  # fmt: skip
    return Arbeitszeit(
        land=draw(st.sampled_from(LAENDER)), jahr=draw(st.integers(1991, 2100)), heiligabend_frei=draw(st.booleans()),
        silvester_frei=draw(st.booleans()), feiertagsgebiet=draw(st.sampled_from(("", *FEIERTAGSGEBIETE))),
        arbeitstage_je_woche=draw(st.sampled_from(("5", "6"))), argumente=arguments,
    )  # fmt: skip


@st.composite
def values_of(draw: st.DrawFn, fields: tuple[Eingabe, ...], known: tuple[str, ...]) -> dict[str, Argument]:
    arguments: dict[str, Argument] = {}
    for field in fields:
        if field.reihe or (field.optional and draw(st.booleans())):
            continue
        values = shares if field.einheit.prozent else positive
        arguments[field.name] = draw(st.one_of(st.sampled_from(known).map(lambda n: Argument(name=n)),
                                               values.map(lambda w: Argument(wert=w))))  # fmt: skip
    return arguments


@st.composite
def entries(draw: st.DrawFn, kind: Liste, known: tuple[str, ...], owners: list[str]) -> Eintrag:
    return Eintrag(
        bezeichnung=draw(texts), variante=draw(st.sampled_from(["", *owners])),
        argumente=draw(values_of(kind.eingaben, known)), quelle=draw(empty_or_text), stand=draw(empty_or_text),
        status=draw(st.sampled_from(("", "geschätzt"))),
    )  # fmt: skip


@st.composite
def sizing(draw: st.DrawFn, key: str, known: tuple[str, ...], method: str, variant: str) -> Bemessung:
    variant = variant or VERFAHREN[method].standardvariante
    formulas = VERFAHREN[method].varianten[variant]
    lists: dict[str, tuple[Eintrag, ...]] = {}
    for kind in formulas.listen:
        owners = [e.bezeichnung for e in lists.get(kind.je, ())]
        made = draw(st.lists(entries(kind, known, owners), min_size=int(kind.pflicht), max_size=3,
                             unique_by=lambda e: e.bezeichnung))  # fmt: skip
        if made:
            lists[kind.name] = tuple(made)
    return Bemessung(
        schluessel=key, verfahren=method, variante=variant, argumente=draw(values_of(formulas.eingaben, known)),
        listen=lists, bezeichnung=draw(empty_or_text),
        zeitart=draw(st.sampled_from(("", *ZEITARTEN))),
        quelle=draw(empty_or_text), begruendung=(*draw(paragraphs), "weil"), erlaeuterung_abweichung=draw(paragraphs),
    )  # fmt: skip


@st.composite
def tasks(draw: st.DrawFn, with_shares: bool) -> tuple[Aufgabe, ...]:
    if not with_shares and draw(st.booleans()):
        return tuple(Aufgabe(text=draw(texts), anrechenbar=draw(st.booleans())) for _ in range(draw(st.integers(0, 3))))
    share = draw(st.sampled_from([Fraction(1, 3), Fraction(55, 100), Fraction(1, 7)]))
    first = Aufgabe(
        text=draw(texts), bereich=draw(empty_or_text), anteil=share, quelle=draw(empty_or_text),
        status=draw(st.sampled_from(("", "geschätzt"))),
        bewertung=draw(empty_or_text), einzelheiten=draw(paragraphs),
    )  # fmt: skip
    return (first, Aufgabe(text=draw(texts), anteil=1 - share, anrechenbar=False))


@st.composite
def job_papers(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        return {}
    profile = Profil(
        arbeitsgebiet=(*draw(paragraphs), "x"), dienststelle=draw(paragraphs), stellenzeichen=draw(empty_or_text),
        stand=draw(empty_or_text), entgeltgruppe=draw(empty_or_text), bewertungsvermutung=draw(st.booleans()),
        anforderungen_tarif=draw(paragraphs), erwuenscht=draw(paragraphs), quelle=draw(empty_or_text),
    )  # fmt: skip
    competences = st.builds(
        Leistungsmerkmal, gruppe=st.sampled_from(tuple(GRUPPEN)), bezeichnung=texts, beschreibung=empty_or_text,
        gewicht=st.sampled_from(tuple(GEWICHTE)), aussagen=paragraphs,
    )  # fmt: skip
    dated = draw(st.booleans())
    advertisement = Ausschreibung(
        kennziffer=draw(empty_or_text), umfang=draw(st.one_of(st.none(), shares)),
        bewerbungsfrist=dt.date(2099, 1, 1) if dated else None, fristtext="" if dated else draw(empty_or_text),
        hinweise=draw(paragraphs),
    )  # fmt: skip
    return {
        "profil": profile,
        "leistungsmerkmale": tuple(draw(st.lists(competences, max_size=3))),
        "ausschreibung": draw(st.sampled_from((None, Ausschreibung(), advertisement))),
    }


@st.composite
def cases(draw: st.DrawFn) -> Fall:
    annahmen = draw(assumptions())
    known = tuple(annahmen)
    all_variants = [(m, v) for m, method in VERFAHREN.items() for v in method.varianten]
    chosen = draw(st.lists(st.sampled_from(all_variants), min_size=1, max_size=4))
    offices = draw(
        st.lists(st.sampled_from(("10", "29", "WFB", "a b", "1*", "Ä")), min_size=1, max_size=3, unique=True)
    )
    sizings: dict[str, Bemessung] = {}
    positions: list[Position] = []
    rounding = st.one_of(
        st.just(VORGABE_RUNDUNG), st.just(Rundungsregel(art="keine", schritt=Fraction(0))),
        st.sampled_from(("0.05", "1/6", "1.125")).map(lambda s: Rundungsregel(art="aufrunden", schritt=Fraction(s))),
    )  # fmt: skip
    for number, (method, variant) in enumerate(chosen, start=1):
        key = f"position_{number}" if draw(st.booleans()) else f"bemessung{number}"
        sizings[key] = draw(sizing(key, known, method, variant))
        if method == "kombination":
            inside = draw(st.booleans())
            parts = tuple(f"{key}.{n}" if inside else f"teil{number}_{n}" for n in (1, 2))
            sizings |= {p: draw(sizing(p, known, draw(st.sampled_from(("fallzahl", "schluessel"))), "")) for p in parts}
            sizings[key] = replace(sizings[key], teile=parts)
        shared = method != "zeitanteile" and draw(st.booleans())
        for extra in range(2 if shared else 1):
            begin = draw(days)
            positions.append(
                Position(
                    nr=f"{number}{'b' * extra}", amt=draw(st.sampled_from(offices)), funktion=draw(texts),
                    bewertung=draw(st.sampled_from(("EG 9", "A 12"))), bemessung=key, rundung=draw(rounding),
                    org_einheit=draw(empty_or_text), teilhaushalt=draw(empty_or_text),
                    beantragt=draw(positive) if shared or draw(st.booleans()) else None, beginn=begin,
                    ende=draw(st.one_of(st.none(), days.map(lambda d, b=begin: max(d, b)))),  # type: ignore[misc]
                    vorzeitig=draw(st.booleans()), vermerk=draw(empty_or_text),
                    erstattungsquote=draw(st.one_of(st.none(), shares)), begruendung=draw(paragraphs),
                    luecke=draw(empty_or_text), aufgaben=draw(tasks(method == "zeitanteile")), **draw(job_papers()),
                )
            )  # fmt: skip
    fixed = [n for n, a in annahmen.items() if not a.berechnet]
    first = positions[0]
    fields: dict[str, Fraction] = {"beginn": tageszahl(first.beginn)} if first.beginn else {}
    if first.erstattungsquote is not None:
        fields["erstattungsquote"] = draw(shares)
    scenario = Szenario(
        name=draw(st.sampled_from(("hoch", "10", "x y"))), beschreibung=draw(texts),
        annahmen={draw(st.sampled_from(fixed)): draw(numbers)}, positionen={first.nr: fields},
    )  # fmt: skip
    heir = Szenario(
        name="erbe",
        beschreibung=draw(texts),
        erbt_von=scenario.name,
        annahmen={draw(st.sampled_from(fixed)): Fraction(1)},
    )
    years = draw(st.sampled_from([(), (2011,), (2011, 2012)]))
    increases = [
        Erhoehung(ab=dt.date(2011, month, 1), satz=draw(shares), gruppe=draw(st.sampled_from((TARIF, BESOLDUNG, ALLE))),
                  quelle=draw(plain), stand=draw(empty_or_text), status=draw(st.sampled_from(("", "belegt"))))
        for month in sorted(draw(st.sets(st.integers(1, 12), max_size=3)))
    ]  # fmt: skip
    return Fall(
        datei="", kostentabellen=(Jahrestabelle(ab=dt.date(2012, 1, 1), tabelle="stuttgart-2010"),) if years else (),
        erhoehungen=tuple(increases) if years else (), kopf=Kopf(
            titel=draw(texts), koerperschaft=draw(texts), untertitel=draw(empty_or_text), nummer=draw(empty_or_text),
            datum=draw(st.one_of(st.none(), days)), haushaltsjahre=years,
            beteiligte=draw(paragraphs), unterschriften=draw(paragraphs),
        ),
        beratungsfolge=tuple(draw(st.lists(st.builds(Beratung, gremium=texts, zweck=texts), max_size=2))),
        texte={k: (*draw(paragraphs), "x") for k in draw(st.sets(st.sampled_from(("bedarf", "deckung"))))},
        annahmen=annahmen,
        kostensaetze=Kostenwahl(tabelle="stuttgart-2010", eigene=tuple(draw(st.lists(st.builds(
            EigenerSatz, bewertung=texts, satz=positive, quelle=empty_or_text,
            preisstand=st.one_of(st.none(), days)), max_size=2)))),
        aemter={o: Amt(schluessel=o, name=draw(texts), teilhaushalt=draw(empty_or_text), begruendung=draw(paragraphs))
                for o in offices},
        bemessungen=sizings, positionen=tuple(positions),
        vorhandene_stellen=tuple(
            VorhandeneStellen(position=p.nr, stellen=draw(positive), quelle=draw(texts), stand=draw(texts),
                              vorschlag=draw(empty_or_text)) for p in positions if draw(st.booleans())
        ),
        sachkosten=tuple(Sachkosten(name=draw(texts), menge=Argument(wert=draw(positive)), begruendung=draw(paragraphs),
                                    stueckpreis=Argument(name=draw(st.sampled_from(known))))
                         for _ in range(draw(st.integers(0, 2)))),
        szenarien=draw(st.sampled_from([{}, {scenario.name: scenario}, {scenario.name: scenario, heir.name: heir}]))
        if fields else {},
        behauptungen=tuple(draw(st.lists(
            st.builds(Behauptung, text=texts, groesse=st.just("kosten.2011"), wert=numbers), max_size=2))),
        nachweise={k: Nachweis(schluessel=k, erfuellt=draw(st.booleans()), text=draw(texts), quelle=draw(empty_or_text),
                               stand=draw(empty_or_text)) for k in draw(st.sets(st.sampled_from(list(NACHWEISE))))},
        stellenbestand=tuple(draw(st.lists(st.builds(
            Bestand, bewertung=st.sampled_from(("EG 9", "A 12", "EG 5")), stellen=positive, org_einheit=empty_or_text,
            quelle=empty_or_text, stand=empty_or_text, status=st.sampled_from(("", "belegt"))),
            max_size=3, unique_by=lambda b: (b.bewertung, b.org_einheit)))),
    )  # fmt: skip
