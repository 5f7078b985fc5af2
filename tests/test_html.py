"""The web page: self-contained, accessible, every figure machine-readable and linked to its derivation."""

import re
import subprocess
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from dokumentproben import SONDERZEICHEN, absatz, boese, dokument, stuttgart

from stellenbedarf.ausgabe.html import gliederung, render_html
from stellenbedarf.ausgabe.inhalt.bloecke import Absatz, Inhalt, Ueberschrift, Zahl
from stellenbedarf.fehler import StellenbedarfFehler

OHNE_ENDE = {"meta"}
ERLAUBT = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "footer", "div", "p", "span",
    "ol", "ul", "li", "h1", "h2", "h3", "h4", "data", "strong", "table", "caption", "thead", "tbody", "tfoot", "tr",
    "th", "td", "figure", "figcaption", "svg", "desc", "rect", "path", "text",
}  # fmt: skip
CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Leser(HTMLParser):
    """Collects what the tests ask for, and insists that every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elemente: list[tuple[str, dict[str, str | None]]] = []
        self.texte: Counter[str] = Counter()
        self.in_data: list[tuple[dict[str, str | None], list[dict[str, str | None]]]] = []
        self.text = ""
        self._offen: list[str] = []
        self.feed(html)
        self.close()
        assert self._offen == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attribute = dict(attrs)
        assert len(attribute) == len(attrs)
        self.elemente.append((tag, attribute))
        if tag == "data":
            self.in_data.append((attribute, []))
        elif tag == "a" and "data" in self._offen:
            self.in_data[-1][1].append(attribute)
        if tag not in OHNE_ENDE:
            self._offen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._offen.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._offen:
            self.text += data
        if self._offen:
            self.texte[self._offen[-1]] += len(data.strip())

    def attribute(self, name: str) -> list[str]:
        return [a[name] or "" for _, a in self.elemente if name in a]


@cache
def gelesen(name: str) -> Leser:
    inhalt = {"stuttgart": stuttgart, "boese": boese, "leer": dokument}[name]()
    return Leser(render_html(inhalt).decode("utf-8"))


ALLE = pytest.mark.parametrize("name", ["stuttgart", "boese", "leer"])


@ALLE
def test_nothing_comes_from_elsewhere_and_nothing_runs(name: str) -> None:
    leser = gelesen(name)
    assert {tag for tag, _ in leser.elemente} <= ERLAUBT
    assert all(h.startswith("#") for h in leser.attribute("href"))
    namen = {n for _, a in leser.elemente for n in a}
    assert not [n for n in namen if n.startswith("on") or n in ("src", "srcset", "style", "action")]


def test_the_style_loads_nothing() -> None:
    stil = re.search(r"<style>(.*?)</style>", render_html(dokument()).decode(), re.DOTALL)
    assert stil is not None
    assert not re.search(r"url\(|@import|https?:|&[a-z]+;", stil[1])


@ALLE
def test_ids_are_unique_and_every_link_has_a_target(name: str) -> None:
    leser = gelesen(name)
    ids = Counter(leser.attribute("id"))
    assert [i for i, n in ids.items() if n > 1] == []
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", i) for i in ids)
    assert {h.removeprefix("#") for h in leser.attribute("href")} <= set(ids)


def test_every_figure_says_its_value_and_origin() -> None:
    leser = gelesen("stuttgart")
    ids = set(leser.attribute("id"))
    assert len(leser.in_data) > 200
    for data, verweise in leser.in_data:
        assert data["value"]
        assert data["data-herkunft"]
        assert [v["href"] for v in verweise] == [f"#{data['data-herkunft']}"]
        assert data["data-herkunft"] in ids
    werte = {d["value"]: d["data-herkunft"] for d, _ in leser.in_data}
    assert werte["1128560"][:1] == "S"
    assert werte["42350"][:1] == "S"


def test_the_text_of_a_figure_is_the_figure_alone() -> None:
    html = render_html(dokument(Ueberschrift(1, "Ziel", "S1"), Absatz((Zahl("42.350,00", "S1", "summe", "42350"),))))
    assert Leser(html.decode()).text.split()[-1] == "42.350,00"


def test_a_figure_without_target_keeps_value_and_origin() -> None:
    html = render_html(dokument(Absatz((Zahl("7,50", "X9", "id.a", "7.5"), Zahl("8", "", "id.b", "8")))))
    assert [(d["value"], d["data-herkunft"], v) for d, v in Leser(html.decode()).in_data] == [
        ("7.5", "X9", []),
        ("8", "id.b", []),
    ]


@ALLE
def test_headings_descend_step_by_step(name: str) -> None:
    ebenen = [int(tag[1]) for tag, _ in gelesen(name).elemente if re.fullmatch("h[1-6]", tag)]
    assert ebenen[0] == 1
    assert ebenen.count(1) == 1
    assert all(neu <= alt + 1 for alt, neu in pairwise(ebenen))


def test_the_page_has_language_title_landmarks_and_skip_link() -> None:
    leser = gelesen("stuttgart")
    tags = Counter(tag for tag, _ in leser.elemente)
    tags["title"] -= tags["svg"]  # each chart has one of its own
    assert dict(leser.elemente)["html"] == {"lang": "de"}
    assert {t: tags[t] for t in ("title", "header", "nav", "main", "footer")} == dict.fromkeys(
        ("title", "header", "nav", "main", "footer"), 1
    )
    erster = next(a for tag, a in leser.elemente if tag == "a")
    assert erster["href"] == "#inhalt"
    assert next(a for tag, a in leser.elemente if tag == "main")["id"] == "inhalt"


def test_the_contents_list_every_heading() -> None:
    leser = gelesen("stuttgart")
    ueberschriften = [a["id"] for tag, a in leser.elemente if tag in ("h2", "h3", "h4")]
    tags = [tag for tag, _ in leser.elemente]
    im_verzeichnis = leser.elemente[tags.index("nav") : tags.index("main")]
    assert [a["href"] for tag, a in im_verzeichnis if tag == "a"] == [f"#{u}" for u in ueberschriften]


def test_tables_are_tables() -> None:
    leser = gelesen("stuttgart")
    tags = Counter(tag for tag, _ in leser.elemente)
    assert tags["table"] == tags["caption"] == tags["thead"] > 10
    assert all(a["scope"] in ("col", "row") for tag, a in leser.elemente if tag == "th")
    regionen = [a for _, a in leser.elemente if a.get("role") == "region"]
    assert len(regionen) == tags["table"]
    assert all(a["tabindex"] == "0" for a in regionen)
    assert len({a["aria-label"] for a in regionen}) == len(regionen)


def test_what_a_user_wrote_is_text() -> None:
    html = render_html(dokument(absatz(SONDERZEICHEN), titel=SONDERZEICHEN, text=SONDERZEICHEN)).decode()
    assert "<script" not in html
    assert "<img" not in html
    assert Leser(html).text.count(SONDERZEICHEN) == 9


def test_gliederung_nests_by_level() -> None:
    flach = [{"ebene": e, "text": t, "anker": t} for e, t in ((1, "a"), (2, "b"), (3, "c"), (2, "d"), (1, "e"))]

    def knapp(baum: list[dict[str, object]]) -> str:
        return "".join(f"{e['text']}({knapp(e['unter'])})" for e in baum)  # type: ignore[arg-type]

    assert knapp(gliederung(flach)) == "a(b(c())d())e()"


def test_rendering_twice_gives_the_same_bytes() -> None:
    assert render_html(stuttgart()) == render_html(stuttgart())


@pytest.mark.parametrize("quelle", ["{{ gibt_es_nicht }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_broken_template_of_ones_own_is_a_finding(
    quelle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vorlage = tmp_path / "templates" / "html" / "dokument.html"
    vorlage.parent.mkdir(parents=True)
    vorlage.write_text(quelle, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StellenbedarfFehler, match="HTML-Vorlage"):
        render_html(dokument())


def _chromium(tmp_path: Path, html: str, *optionen: str) -> str:
    datei = tmp_path / "seite.html"
    datei.write_text(html, encoding="utf-8")
    befehl = [*CHROMIUM, f"--user-data-dir={tmp_path / 'profil'}", *optionen, datei.as_uri()]
    return subprocess.run(befehl, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.echt("chromium")
@pytest.mark.parametrize("inhalt", [stuttgart, boese])
def test_a_browser_reads_the_same_and_nothing_overflows_a_phone(inhalt: object, tmp_path: Path) -> None:
    assert callable(inhalt)
    probe: Inhalt = inhalt()
    html = render_html(probe).decode()
    # The measuring script is the test's own; the page itself forbids scripts.
    ohne_csp = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    skript = "<script>document.title = innerWidth + ' ' + document.documentElement.scrollWidth</script></body>"
    dom = _chromium(tmp_path, ohne_csp.replace("</body>", skript), "--window-size=360,800", "--dump-dom")
    gefunden = re.search(r"<title>(\d+) (\d+)</title>", dom)
    assert gefunden is not None
    assert int(gefunden[2]) <= int(gefunden[1]) <= 500
    assert dom.count("<data ") == html.count("<data ")


@pytest.mark.echt("chromium")
def test_a_browser_runs_no_script_of_a_user(tmp_path: Path) -> None:
    html = render_html(boese()).decode()
    dom = _chromium(tmp_path, html.replace("</body>", "<script>document.title = 'lief'</script></body>"), "--dump-dom")
    assert "<title>lief</title>" not in dom
