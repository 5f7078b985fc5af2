"""What all commands share: lazy import, German help and messages, exit codes 0, 1 (content) and 2 (usage)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NoReturn

import click

INHALT_FALSCH = 1
AUFRUF_FALSCH = 2


class _Deutsch(click.Command):
    """Help in German."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        teile = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[OPTIONEN]")
        formatter.write_usage(ctx.command_path, teile.replace("COMMAND [ARGS]...", "BEFEHL …"), prefix="Aufruf: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        zeilen = [z for p in self.get_params(ctx) if (z := p.get_help_record(ctx)) is not None]
        with formatter.section("Optionen"):
            formatter.write_dl(
                [(a, b.replace("[default:", "[Vorgabe:").replace("[required]", "[Pflicht]")) for a, b in zeilen]
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with a German text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Diese Hilfe anzeigen."
        return option


class Befehl(_Deutsch):
    """A command."""


class Befehlsgruppe(_Deutsch, click.Group):
    """The group of all commands; a command's module is imported when it is called."""

    def __init__(self, name: str, befehle: Mapping[str, str], hilfe: str) -> None:
        """Keep the table of commands: name and short help."""
        super().__init__(name=name, help=hilfe)
        self._befehle = befehle
        self.params.append(
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version,
                help="Die Version anzeigen.",
            )
        )  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names in the order of the table."""
        return list(self._befehle)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        if cmd_name not in self._befehle:
            return None
        befehl: click.Command = getattr(import_module(f"stellenbedarf.cli.{cmd_name}"), cmd_name)
        return befehl

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and the table of commands (without importing them)."""
        super().format_options(ctx, formatter)
        with formatter.section("Befehle"):
            formatter.write_dl(list(self._befehle.items()))


class Gruppe(_Deutsch, click.Group):
    """A command with commands of its own; they share a module and are light, so all are there at once."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        super().format_options(ctx, formatter)
        with formatter.section("Befehle"):
            formatter.write_dl([(name, b.get_short_help_str(100)) for name, b in self.commands.items()])


def befehl(**optionen: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Decorate a function as a command with German help."""
    return click.command(cls=Befehl, **optionen)


def _version(ctx: click.Context, _: click.Parameter, gesetzt: bool) -> None:
    if gesetzt:
        from stellenbedarf import __version__

        click.echo(f"stellenbedarf {__version__}")
        ctx.exit()


def run(gruppe: click.Group) -> NoReturn:
    """Run the group and turn every exception into a message and an exit code."""
    for strom in (sys.stdout, sys.stderr):  # a German Windows console is not UTF-8 by default
        reconfigure = getattr(strom, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = gruppe.main(standalone_mode=False)
    except click.UsageError as fehler:
        _melde_aufruf(fehler)
        sys.exit(AUFRUF_FALSCH)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Abgebrochen.", err=True)
        sys.exit(INHALT_FALSCH)
    except BrokenPipeError:  # `stellenbedarf … | head` closes the pipe early
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        sys.exit(0)
    except Exception as fehler:
        _melde_inhalt(fehler)
        sys.exit(INHALT_FALSCH)
    sys.exit(code if isinstance(code, int) else 0)


def _melde_aufruf(fehler: click.UsageError) -> None:
    name = fehler.option_name if isinstance(fehler, click.NoSuchOption) else ""
    parameter = getattr(fehler, "param", None)
    if name:
        text = f"Die Option „{name}“ gibt es nicht."
    elif isinstance(fehler, click.MissingParameter) and parameter is not None:
        option = f"{parameter.opts[0]} " if isinstance(parameter, click.Option) else ""
        text = f"Die Angabe {option}{parameter.make_metavar(fehler.ctx) if fehler.ctx else parameter.name} fehlt."
    elif isinstance(fehler, click.BadParameter) and parameter is not None:
        text = f"Die Angabe zu {parameter.opts[0]} ist nicht möglich: {_uebersetzt(fehler.message)}"
    else:
        text = _uebersetzt(fehler.message)
    click.echo(f"Aufruf nicht verstanden: {text}", err=True)
    if fehler.ctx is not None:
        click.echo(f"Hilfe: {fehler.ctx.command_path} --help", err=True)


_UEBERSETZUNGEN = (
    ("No such command ", "Diesen Befehl gibt es nicht: "),
    ("Missing command.", "Es fehlt der Befehl."),
    ("Got unexpected extra argument", "Zu viele Angaben"),
    ("requires an argument.", "braucht einen Wert."),
    ("is not in the range", "liegt nicht im erlaubten Bereich"),
    ("is not one of", "ist keine der Möglichkeiten"),
    ("Did you mean", "Meinten Sie"),
    ("Option ", "Die Option "),
)


def _uebersetzt(text: str) -> str:
    for englisch, deutsch in _UEBERSETZUNGEN:
        text = text.replace(englisch, deutsch)
    return text


def _melde_inhalt(fehler: Exception) -> None:
    from stellenbedarf.fehler import StellenbedarfFehler, systemgrund

    if os.environ.get("STELLENBEDARF_DEBUG"):
        raise fehler
    if isinstance(fehler, StellenbedarfFehler):
        for befund in fehler.befunde:
            click.echo(str(befund), err=True)
        return
    if isinstance(fehler, OSError):
        wo = f" [{fehler.filename}]" if fehler.filename else ""
        click.echo(f"Fehler: {systemgrund(fehler)}{wo}\n    → Prüfen Sie Pfad und Zugriffsrechte.", err=True)
        return
    click.echo(
        f"Fehler: Das Programm ist auf etwas Unerwartetes gestoßen ({type(fehler).__name__}: {fehler}).\n"
        "    → Bitte melden Sie den Fall; mit STELLENBEDARF_DEBUG=1 erscheinen die Einzelheiten.",
        err=True,
    )
