"""What solves what: solvers, transforms, concepts and refinements as a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gametheory_dprk.registry import discover
from gametheory_dprk.report.blocks import Records, Report, Table, table_of
from gametheory_dprk.report.document import envelope

SOLVERS = ("solver", "game", "concepts", "exact", "complete", "options", "about", "source")
CONCEPTS = ("concept", "games", "about", "source")
REFINEMENTS = ("refinement", "games", "about", "source")
TRANSFORMS = ("transform", "from", "to", "concepts", "about")


def solvers_report() -> Report:
    """List every plug-in that takes part in solving."""
    solvers = tuple(map(solver_row, cards("solvers")))
    listed = {
        "solvers": (SOLVERS, solvers),
        "transforms": (TRANSFORMS, tuple(map(transform_row, cards("transforms")))),
        "concepts": (CONCEPTS, tuple(card_row(c, c.checks) for c in cards("concepts"))),
        "refinements": (REFINEMENTS, tuple(card_row(c, c.judges) for c in cards("refinements"))),
    }
    document = {
        **envelope("solvers"),
        **{
            name: [dict(zip(columns, row, strict=True)) for row in rows]
            for name, (columns, rows) in listed.items()
        },
    }
    blocks = tuple(readable(name, columns, rows) for name, (columns, rows) in listed.items())
    return Report(document, blocks, Records(SOLVERS, solvers))


def readable(name: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    """A table without sources and options, which are long."""
    kept = [k for k, column in enumerate(columns) if column not in {"source", "options"}]
    return table_of(name, (columns[k] for k in kept), ([row[k] for k in kept] for row in rows))


def cards(package: str) -> Iterable[Any]:
    """The plug-ins of a package."""
    return discover(f"gametheory_dprk.{package}").values()


def solver_row(card: Any) -> tuple[str, ...]:
    """One solver."""
    exact, complete = ("yes" if flag else "no" for flag in (card.exact, card.complete))
    concepts = ", ".join(sorted(card.concepts))
    options = ", ".join(card.options)
    return (card.name, form(card.game), concepts, exact, complete, options, card.about, card.source)


def transform_row(card: Any) -> tuple[str, ...]:
    """One transform."""
    concepts = ", ".join(sorted(card.concepts))
    return (card.name, form(card.source), form(card.target), concepts, card.about)


def card_row(card: Any, forms: Iterable[type]) -> tuple[str, ...]:
    """One concept or refinement."""
    return (card.name, ", ".join(sorted(map(form, forms))), card.about, card.source)


def form(game: type) -> str:
    """A game form by its short name.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> form(NormalGame)
    'normal'
    """
    return game.__name__.removesuffix("Game").lower()
