"""The named selection among equilibria: refinements first, then Pareto, then the order found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gametheory_dprk.solution import Equilibrium

REFINEMENTS = ("d1", "intuitive")
"""Refinements that a selected equilibrium survives wherever some equilibrium does."""

RULE = (*REFINEMENTS, "pareto", "first")
"""Each step narrows what the step before left, and is skipped where it would leave nothing."""


def select(equilibria: Sequence[Equilibrium]) -> Equilibrium | None:
    """Select one equilibrium, None where there is none.

    Those that D1 keeps, among them those that the intuitive criterion keeps, among them those
    that no other one dominates (everybody at least as well off and somebody better), and of
    these the first.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> from gametheory_dprk.planner import solve
    >>> hunt = NormalGame.from_arrays([[3, 0], [2, 2]], [[3, 2], [0, 2]])
    >>> select(solve(hunt, "nash").equilibria).outcome
    {'r1.c1': Fraction(1, 1)}
    """
    left = list(equilibria)
    for name in REFINEMENTS:
        left = narrowed(left, survivor(name))
    left = narrowed(left, lambda one: not any(dominates(other, one) for other in left))
    return left[0] if left else None


def narrowed(
    equilibria: list[Equilibrium], keep: Callable[[Equilibrium], bool]
) -> list[Equilibrium]:
    """Keep those that pass, or all if none does."""
    return [each for each in equilibria if keep(each)] or equilibria


def survivor(name: str) -> Callable[[Equilibrium], bool]:
    """Tell whether an equilibrium survives a refinement; one not judged does."""
    return lambda each: name not in each.refinements or each.refinements[name].survives is not False


def dominates(one: Equilibrium, other: Equilibrium) -> bool:
    """Tell whether all players are at least as well off, and some player better."""
    gains = [one.values[player] - value for player, value in other.values.items()]
    return min(gains) >= 0 and max(gains) > 0
