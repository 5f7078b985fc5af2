"""`stellenbedarf pruefen`: all findings about a case, or about a paper that others wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stellenbedarf.cli.optionen import FALLZAHLEN, FEHLERLISTE, JSON, UEBERSCHREIBEN, fehlerliste_schreiben
from stellenbedarf.cli.rahmen import INHALT_FALSCH, befehl

if TYPE_CHECKING:
    from stellenbedarf.pruefung.dokument import Dokument
    from stellenbedarf.pruefung.ergebnis import Pruefergebnis


@befehl(name="pruefen")
@click.argument("dateien", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DATEI…")
@click.option(
    "--mit",
    type=click.Path(path_type=Path),
    metavar="PAPIER",
    multiple=True,
    help="Weiteres Papier, in dem nach Erklärungen gesucht wird; mehrfach möglich. Nur für Entwürfe.",
)
@JSON
@click.option("--html", type=click.Path(path_type=Path), metavar="X.html", help="Prüfbericht als HTML. Nur Entwürfe.")
@click.option("--docx", type=click.Path(path_type=Path), metavar="X.docx", help="Prüfbericht als Word. Nur Entwürfe.")
@click.option(
    "--kommentare",
    type=click.Path(path_type=Path),
    metavar="X.docx",
    help="Kopie des Entwurfs mit den Befunden als Word-Kommentare. Nur für Entwürfe in Word.",
)
@click.option("--ausfuehrlich", "-v", is_flag=True, help="Auch jede bestätigte Angabe zeigen. Nur Entwürfe.")
@FALLZAHLEN
@FEHLERLISTE
@UEBERSCHREIBEN
@click.pass_context
def pruefen(
    ctx: click.Context,
    dateien: tuple[Path, ...],
    mit: tuple[Path, ...],
    als_json: bool,
    html: Path | None,
    docx: Path | None,
    kommentare: Path | None,
    ausfuehrlich: bool,
    fallzahlen: Path | None,
    fehlerliste: Path | None,
    ueberschreiben: bool,
) -> None:  # fmt: skip
    """Prüft Fälle, oder die Zahlen eines fremden Entwurfs (docx, pdf, html, xlsx, md, txt).

    Eine YAML-Datei oder Mappe mit den Blättern eines Falls ist ein Fall; alles andere ist ein Entwurf.
    """
    from stellenbedarf.modell.erkennen import ist_fall

    faelle = [ist_fall(d) for d in dateien]
    if all(faelle):
        if mit or als_json or html or docx or kommentare or ausfuehrlich:
            raise click.UsageError(
                "--mit, --json, --html, --docx, --kommentare und --ausfuehrlich gelten nur für Entwürfe."
            )
        _pruefe_faelle(ctx, dateien, fallzahlen, fehlerliste, ueberschreiben)
        return
    if len(dateien) > 1:
        raise click.UsageError("Entwürfe werden einzeln geprüft; ein zweites Papier nennen Sie mit --mit.")
    if fallzahlen or fehlerliste:
        raise click.UsageError("--fallzahlen und --fehlerliste gelten nur für Fälle.")
    ziele = {"html": html, "docx": docx, "kommentare": kommentare}
    _pruefe_entwurf(
        ctx, dateien[0], mit, {n: z for n, z in ziele.items() if z is not None}, als_json, ausfuehrlich, ueberschreiben
    )


def _pruefe_faelle(
    ctx: click.Context,
    faelle: tuple[Path, ...],
    fallzahlen: Path | None,
    fehlerliste: Path | None,
    ueberschreiben: bool,
) -> None:
    from stellenbedarf.fehler import Stufe
    from stellenbedarf.modell.fall import BASIS
    from stellenbedarf.rechnung.lauf import load, rechne, szenarien

    with fehlerliste_schreiben(fehlerliste, faelle, ueberschreiben) as gesammelt:
        modell, befunde = load(faelle, fallzahlen)
        hinweise = {str(h): h for h in rechne(modell, BASIS, befunde).hinweise}
        for hinweis in hinweise.values():
            gesammelt.add(hinweis)
        for name in szenarien(modell):  # an error in a scenario counts; its hints would only repeat those of the base
            rechne(modell, name)
    for text in hinweise:
        click.echo(text)
    widersprueche = sum(h.stufe is Stufe.WIDERSPRUCH for h in hinweise.values())
    click.echo(
        f"{len(modell.posten)} Positionen geprüft: keine Fehler, {widersprueche} "
        f"{'Widerspruch' if widersprueche == 1 else 'Widersprüche'}, {len(hinweise) - widersprueche} weitere Hinweise."
    )
    if widersprueche:
        ctx.exit(INHALT_FALSCH)


def _pruefe_entwurf(
    ctx: click.Context,
    entwurf: Path,
    mit: tuple[Path, ...],
    ziele: dict[str, Path],
    als_json: bool,
    ausfuehrlich: bool,
    ueberschreiben: bool,
) -> None:
    from stellenbedarf.ablage import write
    from stellenbedarf.ausgabe.pruefbericht.wortlaut import NICHTS_GERECHNET, hat_gewichtige, ohne_rechnung
    from stellenbedarf.pruefung.lesen.einlesen import read
    from stellenbedarf.pruefung.pruefen import pruefe

    _check_ziele(entwurf, mit, ziele, ueberschreiben)
    dokument = read(entwurf)
    weitere = [read(m) for m in mit]
    ergebnis = pruefe(dokument, weitere)
    hinweise = (*dokument.hinweise, *(f"{w.datei}: {h}" for w in weitere for h in w.hinweise))
    if ohne_rechnung(ergebnis):
        hinweise = (*hinweise, NICHTS_GERECHNET)
    for name, ziel in ziele.items():
        write(ziel, _bericht(name, entwurf, dokument, weitere, ergebnis, hinweise), ueberschreiben)
        click.echo(f"Geschrieben: {ziel}", err=True)
    if als_json:
        from stellenbedarf.ausgabe.pruefbericht.json_text import als_text

        click.echo(als_text(ergebnis, hinweise))
    else:
        from stellenbedarf.ausgabe.pruefbericht.konsole import pruefbericht_text

        click.echo(pruefbericht_text(ergebnis, hinweise, ausfuehrlich))
    if hat_gewichtige(ergebnis) or ohne_rechnung(ergebnis):
        ctx.exit(INHALT_FALSCH)


def _check_ziele(entwurf: Path, mit: tuple[Path, ...], ziele: dict[str, Path], ueberschreiben: bool) -> None:
    """Refuse targets that cannot be meant, before anything is read."""
    from stellenbedarf.ablage import check_ziel

    gelesen = {p.resolve() for p in (entwurf, *mit)}
    for name, ziel in ziele.items():
        endung = ".html" if name == "html" else ".docx"
        if ziel.suffix.lower() != endung:
            raise click.UsageError(f"--{name} braucht einen Namen mit der Endung {endung}.")
        if ziel.resolve() in gelesen:
            raise click.UsageError(
                f"--{name} würde ein gelesenes Papier überschreiben; wählen Sie einen anderen Namen."
            )
        check_ziel(ziel, ueberschreiben)
    if len({z.resolve() for z in ziele.values()}) < len(ziele):
        raise click.UsageError("Zwei Ausgaben haben denselben Namen.")


def _bericht(
    name: str, entwurf: Path, dokument: Dokument, weitere: list[Dokument], ergebnis: Pruefergebnis,
    hinweise: tuple[str, ...],
) -> bytes:  # fmt: skip
    if name == "kommentare":
        from stellenbedarf.ausgabe.pruefbericht.kommentare import kommentiere
        from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler

        if dokument.art != "docx":
            raise StellenbedarfFehler.einzeln(
                "Kommentare gibt es nur für Entwürfe in Word (docx)", Fundstelle(entwurf.name),
                "Verwenden Sie --html oder --docx für einen Prüfbericht.",
            )  # fmt: skip
        return kommentiere(entwurf.read_bytes(), entwurf.name, ergebnis)
    import datetime as dt

    from stellenbedarf.ausgabe.formate import render
    from stellenbedarf.ausgabe.pruefbericht.inhalt import baue_pruefbericht

    inhalt = baue_pruefbericht(ergebnis, dt.date.today(), hinweise, [w.datei for w in weitere])
    return render(inhalt, (name,))[name]
