"""Plug-in cards by name and game form."""

from __future__ import annotations

from typing import Any

from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.registry import discover

CONCEPTS = "gametheory_dprk.concepts"
REFINEMENTS = "gametheory_dprk.refinements"
SOLVERS = "gametheory_dprk.solvers"
TRANSFORMS = "gametheory_dprk.transforms"


def find(package: str, name: str, form: type, table: str, what: str) -> Any:
    """A plug-in by name that knows this game form.

    Raises
    ------
    NoSolverError
        Listing what there is for this form.
    """
    cards = discover(package)
    fitting = [each for each, card in cards.items() if form in getattr(card, table)]
    if name not in fitting:
        raise NoSolverError(
            f"{what} {name!r} is not available for this game ({describe(form)}); "
            f"available: {', '.join(fitting) or 'none'}"
        )
    return cards[name]


def describe(form: type) -> str:
    """A game form in words.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> describe(NormalGame)
    'normal form'
    """
    return form.__name__.removesuffix("Game").lower() + " form"
