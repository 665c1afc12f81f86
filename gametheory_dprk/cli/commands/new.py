"""`gtd new`: a template file to start from."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from gametheory_dprk.cli.options import common_options
from gametheory_dprk.cli.running import Run

KINDS = "gametheory_dprk.scenario.kinds"


def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Kinds that begin so."""
    from gametheory_dprk.registry import discover

    return [CompletionItem(name) for name in discover(KINDS) if name.startswith(incomplete)]


@click.command("new")
@click.argument("kind", shell_complete=complete)
@common_options("yaml")
def COMMAND(run: Run, kind: str) -> None:  # noqa: N802
    """Write a template file of a kind, such as signaling."""
    from gametheory_dprk.registry import discover

    kinds = discover(KINDS)
    if kind not in kinds:
        raise click.BadParameter(f"{kind!r} is not a kind; kinds are {', '.join(kinds)}")
    run.emit_text(kinds[kind].template_text)
