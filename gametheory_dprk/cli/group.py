"""The group of all commands: file names are listed, files are imported when needed."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import click

from gametheory_dprk.cli import commands
from gametheory_dprk.errors import nearest_name
from gametheory_dprk.version import __version__


class LazyGroup(click.Group):
    """A group whose commands are the modules of a package, each exporting `COMMAND`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, from the names of the files."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{commands.__name__}.{cmd_name}")
        command: click.Command = module.COMMAND
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, with a hint where its name is mistyped."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            hint = nearest_name(args[0], known) or f"commands are {', '.join(known)}"
            raise click.UsageError(f"no command {args[0]!r} ({hint})", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    epilog='Shells complete names after: eval "$(_GTD_COMPLETE=bash_source gtd)" (or zsh_source; '
    "for fish, _GTD_COMPLETE=fish_source gtd | source).",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="gtd", message="%(prog)s %(version)s")
def GROUP() -> None:  # noqa: N802 - the object that click makes is a constant
    """Every equilibrium of bargaining and signaling games, exact and certified.

    A SCENARIO is a file, `-` for standard input, or the name of a shipped scenario such as
    dprk/agreed_framework_1994; `gtd catalog` lists them.
    """
