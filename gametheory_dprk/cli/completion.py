"""Types of arguments that a shell can complete: scenarios, concepts, refinements, parameters.

A shell completes `gtd` after, for bash, `eval "$(_GTD_COMPLETE=bash_source gtd)"`; zsh and fish
use `zsh_source` and `fish_source`.
"""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem

from gametheory_dprk.errors import GtdError


class ScenarioName(click.ParamType):  # type: ignore[type-arg]
    """A path, `-`, or the name of a shipped scenario."""

    name = "scenario"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Shipped names that begin so, and files."""
        from gametheory_dprk.scenario.source import catalog

        names = [CompletionItem(name) for name in catalog() if name.startswith(incomplete)]
        return [*names, CompletionItem(incomplete, type="file")]


class PluginName(click.ParamType):  # type: ignore[type-arg]
    """The name of a plug-in of a package, such as a concept."""

    def __init__(self, what: str, package: str) -> None:
        self.name = what
        self.package = package

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Names that begin so, each with what it is."""
        from gametheory_dprk.registry import discover

        cards = discover(self.package)
        found = [name for name in cards if name.startswith(incomplete)]
        return [CompletionItem(name, help=cards[name].about) for name in found]


class ParameterValue(click.ParamType):  # type: ignore[type-arg]
    """`NAME=VALUE`, read into a pair."""

    name = "name=value"
    example = "p=1/3"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the first equals sign."""
        if isinstance(value, tuple):
            return value
        name, equals, text = value.partition("=")
        if not (name.strip() and equals and text.strip()):
            self.fail(f"expected NAME=VALUE such as {self.example}, got {value!r:.60}", param, ctx)
        return name.strip(), text.strip()

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Parameters of the scenario that stands before on the line, with their values."""
        from gametheory_dprk.scenario.reader import read

        try:
            scenario = ctx.params.get("scenario") or ctx.args[0]
            parameters = read(scenario).parameters.values()
        except (GtdError, IndexError):
            return []
        return [
            CompletionItem(f"{each.name}={each.value}", help=each.about)
            for each in parameters
            if f"{each.name}={each.value}".startswith(incomplete)
        ]


class OptionValue(ParameterValue):
    """`NAME=VALUE` for an option of a solver."""

    example = "lambda=2"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Options of all solvers."""
        from gametheory_dprk.registry import discover

        cards = discover("gametheory_dprk.solvers").values()
        known = {name: about for card in cards for name, about in card.options.items()}
        return [
            CompletionItem(f"{name}=", help=about)
            for name, about in known.items()
            if f"{name}=".startswith(incomplete)
        ]
