"""Signaling games too large to write out: types, signals and responses stay axes of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.errors import ConsistencyError
from gametheory_dprk.expr import Expr, names
from gametheory_dprk.games import CHANCE, Axis, GridSignalingGame
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.grids import step_names
from gametheory_dprk.scenario.nodes import Node, Scalar

MAX_EXPANDED = 4_000
"""Outcomes up to which games are written out, and all equilibria looked for."""

Grids = Mapping[Scalar, tuple[Fraction, ...]]


def axis_of(owner: str, members: Sequence[str], grids: Grids) -> Axis:
    """The axis of what a player, or chance, can do: a grid, or names that are 1 or 0.

    Examples
    --------
    >>> axis_of("NK", ["e_0", "e_1"], {Scalar("e", None): (Fraction(0), Fraction(1))}).numbers
    {'e': (Fraction(0, 1), Fraction(1, 1))}
    >>> sorted(axis_of("NK", ["stop", "test"], {}).numbers)
    ['NK.stop', 'NK.test', 'stop', 'test']
    """
    for grid, numbers in grids.items():
        if tuple(members) == step_names(grid, numbers):
            return Axis.grid(str(grid), numbers)
    axis = Axis.listed(members)
    own = {f"{owner}.{member}": numbers for member, numbers in axis.numbers.items()}
    return Axis(axis.names, {**axis.numbers, **own})


def large_game(
    draft: Draft,
    players: tuple[str, str],
    prior: Mapping[str, Expr],
    moves: tuple[Sequence[str], Sequence[str]],
    grids: Grids,
    payoffs: Mapping[Scalar, Node],
) -> GridSignalingGame[Expr]:
    """The template of a game whose payoffs are formulas in the numbers of its axes."""
    members = (list(prior), *moves)
    axes = [axis_of(who, own, grids) for who, own in zip((CHANCE, *players), members, strict=True)]
    known = frozenset(name for axis in axes for name in axis.numbers)
    formulas = {str(p): formula_of(draft, node, known) for p, node in payoffs.items()}
    for player in players:
        if player not in formulas:
            draft.fail(ConsistencyError, draft.at("payoffs"), f"no payoffs for player {player}")
    types, signals, responses = axes
    chances = tuple(prior.values())
    return GridSignalingGame(*players, chances, types, signals, responses, formulas)


def formula_of(draft: Draft, node: Node, known: frozenset[str]) -> Expr:
    """One formula for all outcomes."""
    if not isinstance(node, Scalar):
        message = f"a game of more than {MAX_EXPANDED} outcomes needs one formula a player"
        draft.fail(ConsistencyError, node, message)
    formula = draft.formula(node, draft.scope.check_any)
    if unknown := sorted(names(formula) - draft.scope.numbers - known):
        draft.fail(
            ConsistencyError,
            node,
            f"{unknown[0]!r} is a single step of a grid, in a game of more than {MAX_EXPANDED} "
            "outcomes",
            "use the grid's own name, which is the number",
        )
    return formula
