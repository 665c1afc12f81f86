"""Claims about named profiles of a repeated game, which hold or not whatever else is played."""

from __future__ import annotations

from typing import Any

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Call, Expr, Name
from gametheory_dprk.expr.tree import nodes
from gametheory_dprk.games import Game, RepeatedGame
from gametheory_dprk.planner import solve

ASSESSED = frozenset({"P", "value", "plays", "pooling", "survives"})
"""What only a given equilibrium decides."""


def is_equilibrium(game: Game[Any], name: str) -> bool:
    """Tell whether a named automaton is a perfect public equilibrium.

    Raises
    ------
    AnalysisError
        If the game has no automata.
    """
    if not isinstance(game, RepeatedGame):
        raise AnalysisError("equilibrium(...) speaks of the automata of a repeated game")
    return bool(solve(game, "public_perfect", options={"profile": name}).equilibria)


def speaks_of_profiles(formula: Expr) -> bool:
    """Tell whether a claim is about named profiles alone, and not about what was found.

    Examples
    --------
    >>> from gametheory_dprk.scenario.claims import parse_claim
    >>> speaks_of_profiles(parse_claim("equilibrium(grim) and g > 1").formula)
    True
    """
    parts = [node for node, _ in nodes(formula)]
    calls = {part.function for part in parts if isinstance(part, Call)}
    return "equilibrium" in calls and not calls & ASSESSED and not any(map(is_atom, parts))


def is_atom(part: Expr) -> bool:
    """Tell whether a part is the claim that an equilibrium separates types."""
    return part == Name("separating")
