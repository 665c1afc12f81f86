"""Which exact equilibrium the principal branch of logit equilibria leads to.

The branch ends in floats close to its limit, which is a Nash equilibrium, in a tree a sequential
one (McKelvey and Palfrey 1995, Theorem 2; 1998, Theorem 4). The exact solvers find equilibria
independently; the one that the branch comes close to is its limit. In large games of two players
and large signaling games, the supports that the end shows are solved exactly instead: what comes
out is the only equilibrium on them, and others are not looked for. Selection and refinement are
two questions: the limit may be an equilibrium that the intuitive criterion rejects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.errors import SolveError
from gametheory_dprk.games import ExtensiveGame, Game, NormalGame, SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.planning.cards import CONCEPTS as CARDS
from gametheory_dprk.planning.cards import find
from gametheory_dprk.planning.judgement import certify, large, refined, refinement_cards
from gametheory_dprk.solution import Cell, Distribution, Equilibrium, PerSet, SetKey, Solution
from gametheory_dprk.solvers.logit_supports import supported
from gametheory_dprk.transforms.preparation import prepare

CONCEPTS: Mapping[type, str] = {
    NormalGame: "nash",
    SignalingGame: "pbe",
    ExtensiveGame: "sequential",
}
"""The concept of which the limit is an equilibrium."""

NEAR = 0.01
"""Largest difference of a probability between the end of a branch and its limit."""


@dataclass(frozen=True, slots=True)
class LogitLimit:
    """The limit of a principal branch.

    Attributes
    ----------
    concept : str
        Of the exact equilibrium: nash, pbe or sequential.
    end : Equilibrium
        The logit equilibrium at which the branch was left, with its rationality.
    equilibrium : Equilibrium or None
        The exact equilibrium, or component, that it leads to, with what refinements say of
        it; None where it was not identified.
    distance : float or None
        Largest difference between a probability at the end and in the exact equilibrium.
    reason : str
        Why the limit was not identified.
    """

    concept: str
    end: Equilibrium
    equilibrium: Equilibrium | None
    distance: float | None
    reason: str = ""


def logit_limit(
    game: Game[Any],
    *,
    values: Mapping[str, Any] | None = None,
    rescale: bool = False,
    budget: Budget | None = None,
) -> LogitLimit:
    """Follow the principal branch to its limit, and identify that among the exact equilibria.

    Parameters
    ----------
    game : Game
        A template, to be filled with `values`, or an exact game (`values` None).
    values : Mapping[str, Fraction], optional
    rescale : bool
        Whether each player's payoffs are measured by their range.
    budget : Budget, optional

    Raises
    ------
    SolveError
        If the branch cannot be followed to its limit.

    Examples
    --------
    >>> stag_hunt = NormalGame.from_arrays([[9, 0], [8, 7]], [[9, 8], [0, 7]])
    >>> limit = logit_limit(stag_hunt)
    >>> limit.concept, limit.equilibrium.outcome
    ('nash', {'r2.c2': Fraction(1, 1)})
    """
    budget = budget or Budget()
    options = {"lambda": "limit", "rescale": "yes" if rescale else "no"}
    solution = solve(game, "qre", values=values, budget=budget, options=options)
    return limit_of(game if values is None else game.at(values), solution, budget)


def limit_of(game: Game[Any], solution: Solution, budget: Budget) -> LogitLimit:
    """Identify the limit of a branch that was followed to it.

    Parameters
    ----------
    game : Game[Fraction]
    solution : Solution
        Of concept qre, with the option `lambda=limit`.
    budget : Budget

    Raises
    ------
    SolveError
        If the branch was lost on the way.
    """
    if not solution.equilibria:
        reasons = "; ".join(each.message for each in solution.warnings)
        raise SolveError(f"the principal branch did not reach its limit ({reasons})")
    end = solution.equilibria[0]
    prepared, _ = prepare(game)
    concept = CONCEPTS[type(prepared)]
    if large(prepared) and (found := on_its_supports(prepared, concept, end, budget)):
        return found
    try:
        exact = solve(prepared, concept, budget=budget)
    except SolveError as error:
        return LogitLimit(concept, end, None, None, str(error))
    near = sorted((distance(each, end), each.id) for each in exact)
    if not near or near[0][0] > NEAR:
        reason = "no equilibrium that the exact solver found is close to the end of the branch"
        return LogitLimit(concept, end, None, near[0][0] if near else None, reason)
    if len(near) > 1 and near[1][0] <= NEAR:
        reason = "several equilibria are close to the end of the branch"
        return LogitLimit(concept, end, None, near[0][0], reason)
    chosen = next(each for each in exact if each.id == near[0][1])
    return LogitLimit(concept, end, chosen, near[0][0])


def on_its_supports(
    game: Game[Any], concept: str, end: Equilibrium, budget: Budget
) -> LogitLimit | None:
    """The limit as the certified equilibrium on the supports that the end shows, if that is near.

    Raises
    ------
    LimitReached
        If the budget is spent.
    """
    checker = find(CARDS, concept, type(game), "checks", "concept")
    for candidate in supported(game, end.strategies, budget.tick):
        played = Cell(()), candidate.assessment.strategies, end.strategies
        if (gap := cell_distance(*played)) <= NEAR:
            certified = certify(game, checker, (candidate,))
            judges = refinement_cards(game, checker, ())
            (limit,), _ = refined(game, certified, judges, (), budget)
            return LogitLimit(concept, end, limit, gap)
    return None


def distance(exact: Equilibrium, end: Equilibrium) -> float:
    """Largest difference of a probability, where the exact one may vary within a component."""
    cells = exact.component.cells if exact.component else (Cell(()),)
    return min(cell_distance(cell, exact.strategies, end.strategies) for cell in cells)


def cell_distance(cell: Cell, member: PerSet, played: PerSet) -> float:
    """Largest amount by which a probability lies outside the bounds that a cell has for it."""
    varying: dict[SetKey, list[Distribution]] = {}
    for block in cell.blocks:
        for vertex in block.strategies:
            for key, each in vertex.items():
                varying.setdefault(key, []).append(each)
    return max(
        outside(varying.get((player, label), [member[player][label]]), chances)
        for player, sets in played.items()
        for label, chances in sets.items()
    )


def outside(vertices: list[Distribution], chances: Distribution) -> float:
    """Largest amount by which a probability lies outside the bounds that vertices have for it.

    Examples
    --------
    >>> outside([{"hold": 1, "give": 0}, {"hold": 0.5, "give": 0.5}], {"hold": 0.25, "give": 0.75})
    0.25
    """
    return max(
        max(
            float(min(vertex[move] for vertex in vertices)) - float(chance),
            float(chance) - float(max(vertex[move] for vertex in vertices)),
            0.0,
        )
        for move, chance in chances.items()
    )
