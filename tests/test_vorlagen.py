"""`stellenbedarf vorlagen` and text blocks of a town's own: names, findings, samples, and which files a paper used."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from dokumentproben import WURZEL
from test_kommandos import run

from stellenbedarf.ausgabe.formate import render
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.namen import NAMEN, Name
from stellenbedarf.ausgabe.inhalt.namen_je_art import NAMEN_JE_ART
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.stellensicht import Stellensicht
from stellenbedarf.ausgabe.inhalt.texte import Textvorlagen
from stellenbedarf.ausgabe.sandkasten import Sandkasten
from stellenbedarf.ausgabe.vorlagen import check_vorlage, muster
from stellenbedarf.ausgabe.word.vorlage import FELDER
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne

FALL = WURZEL / "inputs" / "stuttgart-jobcenter.yaml"
ART = BERICHTSARTEN["beschlussvorlage"]
TEXTE = sorted((WURZEL / "templates").rglob("*.md"))


@cache
def ergebnis(name: str = "stuttgart-jobcenter") -> Ergebnis:
    modell, befunde = load([WURZEL / "inputs" / f"{name}.yaml"])
    return rechne(modell, befunde=befunde)


def alle() -> list[Ergebnis]:
    return [ergebnis(n) for n in ("stuttgart-jobcenter", "prosoz-freistellung", "berlin-leistungskoordination")]


# --- Names -------------------------------------------------------------------------------------------------------


KONTEXTE: dict[str, Callable[[Ergebnis], Mapping[str, Any]]] = {
    art: (
        (lambda e: Stellensicht(e, e.modell.posten).kontext())
        if BERICHTSARTEN[art].je_position
        else (lambda e, art=art: BERICHTSARTEN[art].eigenes(Sicht(e)))
    )
    for art in NAMEN_JE_ART
}
BEISPIEL = {"freistellung": "prosoz-freistellung", "beschlussvorlage-ris": "stuttgart-jobcenter",
            "bemessungsnachweis": "stuttgart-jobcenter"}  # fmt: skip


def test_every_name_of_the_context_is_documented_and_no_other() -> None:
    assert list(NAMEN) == list(Sicht(ergebnis()).kontext())


@pytest.mark.parametrize("szenario", ["basis", "hoch"])
def test_every_part_of_a_name_is_documented_and_no_other(szenario: str) -> None:
    kontext = Sicht(rechne(ergebnis().modell, szenario)).kontext()
    gesehen = [n for name, eintrag in NAMEN.items() for n in teile(name, eintrag, kontext[name])]
    assert {"aemter", "aemter.posten", "aemter.posten.aufgaben", "tabellen", "kopf", "abweichungen"} <= set(gesehen)


@pytest.mark.parametrize("art", BERICHTSARTEN)
def test_every_name_of_a_kind_is_documented(art: str) -> None:
    if art not in NAMEN_JE_ART:
        assert not BERICHTSARTEN[art].zusaetze
        assert not BERICHTSARTEN[art].je_position
        return
    kontext = KONTEXTE[art](ergebnis(BEISPIEL.get(art, "berlin-leistungskoordination")))
    eigene = {n: w for n, w in kontext.items() if n not in NAMEN or n in NAMEN_JE_ART[art]}
    assert set(eigene) == set(NAMEN_JE_ART[art])
    assert [n for name, eintrag in NAMEN_JE_ART[art].items() for n in teile(name, eintrag, kontext[name])]


def teile(name: str, eintrag: Name, wert: Any) -> list[str]:
    """Assert that a value has the documented parts; return the paths of what was looked at."""
    if isinstance(wert, (list, tuple)) and eintrag.teile:
        return [n for w in wert if w is not None for n in teile(name, eintrag, w)]
    if wert is None or not eintrag.teile:
        assert not isinstance(wert, Mapping) or not all(k.isidentifier() for k in map(str, wert)), f"{name} has parts"
        return []
    if isinstance(wert, Mapping):
        assert set(wert) == set(eintrag.teile), name
        return [name, *(n for t, u in eintrag.teile.items() for n in teile(f"{name}.{t}", u, wert[t]))]
    assert dataclasses.is_dataclass(wert), name
    felder = {f.name for f in dataclasses.fields(wert)}
    assert set(eintrag.teile) <= felder, name
    return [name, *(n for t, u in eintrag.teile.items() for n in teile(f"{name}.{t}", u, getattr(wert, t)))]


def test_calls_in_the_list_of_names_work() -> None:
    kontext = Sicht(ergebnis()).kontext()
    aufrufe = [e.aufruf for n, e in NAMEN.items() if callable(kontext[n])]
    assert all(aufrufe)
    for aufruf in aufrufe:
        assert Sandkasten().compile_expression(aufruf)(**kontext) is not None


def test_names_are_listed_with_examples() -> None:
    fertig = run("vorlagen", "namen")
    assert fertig.returncode == 0, fertig.stderr
    zeilen = fertig.stdout.splitlines()
    for feld in FELDER:
        (zeile,) = [z for z in zeilen if z.startswith(f"  {{{{ {feld} }}}} ")]
        assert "  – " in zeile
    for name, eintrag in NAMEN.items():
        assert any(z.startswith(f"  {eintrag.aufruf or name} ") for z in zeilen), name
    assert any(".kosten" in z and "117.210,00" in z for z in zeilen)
    assert "object at 0x" not in fertig.stdout
    for art, namen in NAMEN_JE_ART.items():
        assert re.search(rf"^Nur in .*{art}", fertig.stdout, re.MULTILINE)
        assert all(any(z.startswith(f"  {n} ") for z in zeilen) for n in namen)
    eigener = run("vorlagen", "namen", "inputs/prosoz-freistellung.yaml")
    assert "Jugendamt (Beispiel)" in eigener.stdout


# --- Checking ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("datei", TEXTE, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_shipped_text_templates_use_known_names(datei: Path) -> None:
    assert list(check_vorlage(datei, [])) == []


@pytest.mark.parametrize("name", ["bausteine/antrag.md", "freistellung/inhalt.md", "bausteine/stelle_kopf.md"])
def test_shipped_text_templates_have_no_findings_in_their_papers(name: str) -> None:
    assert list(check_vorlage(WURZEL / "templates" / name, alle())) == []


def test_a_fault_that_shows_only_in_one_kind_of_paper_is_found(tmp_path: Path) -> None:
    datei = tmp_path / "bausteine" / "stelle_kopf.md"
    datei.parent.mkdir()
    datei.write_text("{{ s.profil.gibtesnicht }}\n", encoding="utf-8")
    (befund,) = check_vorlage(datei, alle())
    assert "„gibtesnicht“" in befund.text
    assert befund.fundstelle is not None
    assert (befund.fundstelle.datei, befund.fundstelle.zeile) == (str(datei), 1)


@pytest.mark.parametrize("name", ["vorlage", "briefkopf"])
def test_shipped_word_templates_have_no_findings(name: str) -> None:
    datei = WURZEL / "templates" / "word" / f"{name}.docx"
    assert list(check_vorlage(datei, alle())) == []


def test_findings_of_a_text_template_come_at_once_with_lines(tmp_path: Path) -> None:
    datei = tmp_path / "meine.md"
    datei.write_text(
        "# Titel\n{{ sume('kosten') }}\n{% for a in aemter %}\n{% for p in a.posten %}{{ p.stelen }}{% endfor %}\n"
        "{% endfor %}\n{{ kopf.__class__ }}\n{% for i in range(3) %}{% endfor %}\n{{ tabellen.je_amdt }}\n",
        encoding="utf-8",
    )
    gefunden = {(b.fundstelle.zeile, b.text, b.abhilfe) for b in check_vorlage(datei, [ergebnis()]) if b.fundstelle}
    assert {(z, a) for z, _, a in gefunden if "Meinten Sie" in a} == {
        (2, "Meinten Sie „summe“?"), (4, "Meinten Sie „stellen“?"), (8, "Meinten Sie „je_amt“?"),
    }  # fmt: skip
    assert {z for z, t, _ in gefunden if "nicht erlaubt" in t or "range" in t} == {6, 7}


def test_a_block_inside_a_sentence_is_said_in_german(tmp_path: Path) -> None:
    datei = tmp_path / "meine.md"
    datei.write_text("Text {{ tabellen.je_amt }} Text\n", encoding="utf-8")
    (befund,) = check_vorlage(datei, [ergebnis()])
    assert "allein in einem Absatz" in befund.text


def test_word_findings_name_missing_styles_but_allow_the_template(tmp_path: Path) -> None:
    doc = Document()
    for name in ("Heading 1", "List Bullet"):
        doc.styles.element.remove(doc.styles[name]._element)
    doc.add_paragraph("{{ inhalt }}")
    doc.save(str(tmp_path / "eigene.docx"))
    (befund,) = check_vorlage(tmp_path / "eigene.docx", [ergebnis()])
    assert befund.stufe.value == "Hinweis"
    assert "„Überschrift 1“, „Aufzählungszeichen“" in befund.text
    fertig = run("vorlagen", "pruefen", str(tmp_path / "eigene.docx"))
    assert (fertig.returncode, "lässt sich verwenden" in fertig.stdout) == (0, True)


def test_what_shows_only_without_details_is_found(tmp_path: Path) -> None:
    doc = Document()
    doc.add_paragraph("{{ inhalt }}")
    doc.add_paragraph("{{ angaben[0].wert }}")
    doc.save(str(tmp_path / "eigene.docx"))
    (befund,) = check_vorlage(tmp_path / "eigene.docx", [ergebnis()])
    assert "Absatz 2" in str(befund)


@pytest.mark.parametrize(
    ("name", "inhalt", "erwartet"),
    [
        ("meine.docx", b"", "Datei ist leer"),
        ("meine.txt", b"x", "keine Vorlage"),
        ("meine.md", "Größe".encode("latin-1"), "UTF-8"),
        ("meine.md", b"x" * 600_000, "größer als"),
        ("meine.md", b"{{ x", "Klammern"),
        ("meine.md", b"{{ kopf.titel|gibtesnicht }}", "Den Filter „gibtesnicht“ gibt es nicht"),
    ],
)
def test_wrong_files_end_with_exit_code_one(tmp_path: Path, name: str, inhalt: bytes, erwartet: str) -> None:
    (tmp_path / name).write_bytes(inhalt)
    fertig = run("vorlagen", "pruefen", str(tmp_path / name))
    assert fertig.returncode == 1
    assert erwartet in fertig.stdout + fertig.stderr
    assert "Unerwartetes" not in fertig.stderr
    assert "→" in fertig.stdout + fertig.stderr


def test_a_missing_file_is_a_message(tmp_path: Path) -> None:
    for name in ("fehlt.docx", "fehlt.md"):
        fertig = run("vorlagen", "pruefen", str(tmp_path / name))
        assert fertig.returncode == 1
        assert "lässt sich nicht lesen" in fertig.stderr


# --- Samples -----------------------------------------------------------------------------------------------------


def test_samples_are_written_and_kept(tmp_path: Path) -> None:
    assert run("vorlagen", "schreiben", str(tmp_path / "brief.docx")).returncode == 0
    assert Document(str(tmp_path / "brief.docx")).paragraphs
    fertig = run("vorlagen", "schreiben", "templates", ordner=tmp_path)
    assert fertig.returncode == 0, fertig.stderr
    geschrieben = {p.relative_to(tmp_path / "templates").as_posix() for p in (tmp_path / "templates").rglob("*.*")}
    assert geschrieben == set(muster())
    assert (tmp_path / "templates" / "bausteine" / "antrag.md").read_bytes() == muster()["bausteine/antrag.md"]
    nochmal = run("vorlagen", "schreiben", "templates", ordner=tmp_path)
    assert (nochmal.returncode, "gibt es schon" in nochmal.stderr) == (1, True)


def test_single_text_blocks_are_written(tmp_path: Path) -> None:
    fertig = run("vorlagen", "schreiben", "eigene", "--nur", "bausteine/antrag.md", ordner=tmp_path)
    assert fertig.returncode == 0
    assert [p.name for p in tmp_path.rglob("*.*")] == ["antrag.md"]
    falsch = run("vorlagen", "schreiben", "eigene", "--nur", "bausteine/antrg.md", ordner=tmp_path)
    assert (falsch.returncode, "Meinten Sie „bausteine/antrag.md“" in falsch.stderr) == (1, True)


# --- Text blocks of the town's own -----------------------------------------------------------------------------------


def eigener_baustein(ordner: Path, text: str = "Wir beantragen {{ summe('kosten') }} EUR.") -> Path:
    (ordner / "bausteine").mkdir(parents=True)
    (ordner / "bausteine" / "antrag.md").write_text(f"{text}\n", encoding="utf-8")
    return ordner


def test_an_own_text_block_replaces_the_shipped_one_and_only_this(tmp_path: Path) -> None:
    inhalt = baue_inhalt(ergebnis(), ART, vorlagen=Textvorlagen(eigener_baustein(tmp_path)))
    assert inhalt.eigene_texte == ("bausteine/antrag.md",)
    html = render(inhalt, ("html",))["html"].decode()
    assert "Wir beantragen" in html
    assert "1. Ausgangslage" in html, "the other blocks are the shipped ones"
    assert baue_inhalt(ergebnis(), ART).eigene_texte == ()


def test_lookup_order_is_option_then_current_folder_then_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eigener_baustein(tmp_path / "templates", "Aus dem aktuellen Ordner.")
    eigener_baustein(tmp_path / "woanders", "Aus dem genannten Ordner.")
    monkeypatch.chdir(tmp_path)
    assert Textvorlagen().read("bausteine/antrag.md")[0] == "Aus dem aktuellen Ordner.\n"
    assert Textvorlagen(Path("woanders")).read("bausteine/antrag.md")[0] == "Aus dem genannten Ordner.\n"
    assert "Ausgangslage" in Textvorlagen(Path("woanders")).read("bausteine/ausgangslage.md")[0]


def test_an_unchanged_copy_is_not_reported(tmp_path: Path) -> None:
    eigener_baustein(tmp_path).joinpath("bausteine", "antrag.md").write_bytes(muster()["bausteine/antrag.md"])
    assert baue_inhalt(ergebnis(), ART, vorlagen=Textvorlagen(tmp_path)).eigene_texte == ()


def test_the_paper_and_the_terminal_say_which_own_text_blocks_were_used(tmp_path: Path) -> None:
    import io

    import pikepdf

    eigener_baustein(tmp_path / "templates")
    fertig = run("bericht", str(FALL), "-o", "papier", ordner=tmp_path)
    assert fertig.returncode == 0, fertig.stderr
    assert "Mit eigenen Textbausteinen: bausteine/antrag.md" in fertig.stdout
    satz = "Eigener Textbaustein: bausteine/antrag.md"
    assert Document(str(tmp_path / "papier.docx")).core_properties.comments == satz
    with pikepdf.open(io.BytesIO((tmp_path / "papier.pdf").read_bytes())) as pdf:
        assert satz in str(pdf.docinfo["/Keywords"])
    assert f'<meta name="keywords" content="{satz}">' in (tmp_path / "papier.html").read_text(encoding="utf-8")


def test_a_faulty_own_text_block_is_named_with_its_line(tmp_path: Path) -> None:
    eigener_baustein(tmp_path / "templates", "Erste Zeile\n\n{{ sume }}")
    fertig = run("bericht", str(FALL), "-o", "papier", "--format", "html", ordner=tmp_path)
    assert fertig.returncode == 1
    assert "antrag.md, Zeile 3" in fertig.stderr
    assert "„sume“" in fertig.stderr
    assert not (tmp_path / "papier.html").exists()


def test_a_folder_that_does_not_exist_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(StellenbedarfFehler, match="gibt es nicht"):
        Textvorlagen(tmp_path / "fehlt")
