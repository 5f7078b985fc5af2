"""Lists in papers: a table per list in which every result is derived once, under the label that other steps name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from test_ganze_faelle import GUTE, GanzerFall, ergebnis
from zahlenlese import figuren_des_inhalts

from stellenbedarf.ausgabe.formate import render
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import TabellenBlock
from stellenbedarf.ausgabe.inhalt.listentabellen import Listentabellen
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.zahlen import dezimal

FAELLE = {f.pfad.stem: f for f in GUTE if f.pfad.parent.name == "verfahren"}
MIT_LISTE = ("alles-prozess", "alles-wisn", "alles-tagesprofil")


@pytest.fixture(params=MIT_LISTE)
def gerechnet(request: pytest.FixtureRequest, tmp_path: Path) -> Ergebnis:
    fall: GanzerFall = FAELLE[request.param]
    return ergebnis(fall.write(tmp_path))


def test_every_result_of_an_entry_is_derived_once(gerechnet: Ergebnis) -> None:
    inhalt = baue_inhalt(gerechnet, BERICHTSARTEN["bemessungsnachweis"])
    hergeleitet = [z for z in figuren_des_inhalts(inhalt) if z.hergeleitet]
    assert max(Counter(z.id for z in hergeleitet).values()) == 1
    gezeigt, rechenweg = {z.id: z for z in hergeleitet}, Rechenweg(gerechnet)
    (bemessung,) = gerechnet.modell.bemessungen
    formeln = {f.name for liste in bemessung.satz.listen for f in liste.formeln}
    je_eintrag = [i for i in bemessung.schritte if i.rpartition(".")[2] in formeln]
    assert Listentabellen(rechenweg).ids == set(je_eintrag) != set()
    for id_ in je_eintrag:
        assert (gezeigt[id_].wert, gezeigt[id_].marke) == (dezimal(gerechnet.werte[id_]), rechenweg.marke(id_))


def test_the_paper_is_complete_in_every_format(gerechnet: Ergebnis) -> None:
    """Typst refuses a reference without target and a target that occurs twice."""
    inhalt = baue_inhalt(gerechnet, BERICHTSARTEN["bemessungsnachweis"])
    dateien = dict(render(inhalt, ("pdf", "html", "docx")))
    html = dateien["html"].decode("utf-8")
    marken = Rechenweg(gerechnet).marken
    for id_ in Listentabellen(Rechenweg(gerechnet)).ids:
        assert html.count(f'id="{marken[id_]}"') == 1, id_
    for bemessung in gerechnet.modell.bemessungen:
        for liste in bemessung.bemessung.listen.values():
            assert all(e.bezeichnung in html for e in liste)


def test_wide_tables_are_divided(tmp_path: Path) -> None:
    e = ergebnis(FAELLE["alles-tagesprofil"].write(tmp_path))
    bloecke = Listentabellen(Rechenweg(e)).bloecke(e.modell.bemessungen[0])
    titel = [b.titel for b in bloecke if isinstance(b, TabellenBlock)]
    assert titel == ["Intervalle (1 von 3)", "Intervalle (2 von 3)", "Intervalle (3 von 3)"]
