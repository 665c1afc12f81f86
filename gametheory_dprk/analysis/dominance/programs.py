"""Is a move dominated by a mixture of others? One exact linear program a move.

The variables are the shares of all moves, the one in question included, so that there is always
a solution. For strict dominance the least advantage is made as large as possible, for weak
dominance the sum of all advantages, none of which may be negative. Where the maximum is positive,
the shares of the other moves dominate; where it is zero, the multipliers of the rows are a belief
to which the move is a best reply (linear programming duality).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from gametheory_dprk.concepts.dominance import (
    Belief,
    Elimination,
    Kind,
    Moves,
    advantages,
    other_profiles,
    payoff,
)
from gametheory_dprk.games import NormalGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.polyhedra import Optimal, linear_system, maximize

LEAST = ("least advantage",)
"""The variable of strict dominance; a move is a text, so no move is called like it."""

Variable = str | tuple[str]
Gains = dict[Profile, dict[Variable, Fraction]]


def judge(
    game: NormalGame[Fraction],
    kind: Kind,
    moves: Moves,
    player: str,
    move: str,
    tick: Callable[[], None],
) -> Elimination | Belief:
    """What dominates a move, or a belief to which it is a best reply.

    Examples
    --------
    The move m pays 1 always; equal shares of the others pay 3/2:

    >>> game = NormalGame.from_arrays([[3, 0], [0, 3], [1, 1]], [[0, 0]] * 3,
    ...                               moves={"row": ("t", "b", "m")})
    >>> found = judge(game, "strict", game.moves, "row", "m", lambda: None)
    >>> {move: str(share) for move, share in found.mixture.items()}, str(found.least)
    ({'t': '1/2', 'b': '1/2'}, '1/2')
    """
    single = by_one_move(game, kind, moves, player, move)
    if single is not None:
        return single
    gains: Gains = {
        others: {
            other: payoff(game, player, other, others) - payoff(game, player, move, others)
            for other in moves[player]
        }
        for others in other_profiles(game, moves, player)
    }
    best = best_mixture(kind, moves[player], gains, tick)
    if best.value > 0:
        return elimination(game, moves, player, move, shares_of_others(best, moves[player], move))
    raised = Fraction(kind == "weak")
    weights = [raised + each for each in best.multipliers.inequalities]
    total = sum(weights, Fraction(0))
    return {others: weight / total for others, weight in zip(gains, weights, strict=True)}


def best_mixture(
    kind: Kind, moves: tuple[str, ...], gains: Gains, tick: Callable[[], None]
) -> Optimal[Variable]:
    """The mixture with the largest advantage, and multipliers that prove it."""
    further: dict[Variable, Fraction] = {LEAST: Fraction(-1)} if kind == "strict" else {}
    whole: dict[Variable, int] = dict.fromkeys(moves, 1)
    system = linear_system(
        [*whole, *further],
        equal=[(whole, -1)],
        at_least=[(row | further, 0) for row in gains.values()],
        nonnegative=list(whole),
    )
    goal: dict[Variable, Fraction] = {LEAST: Fraction(1)}
    if kind == "weak":
        goal = {move: sum((row[move] for row in gains.values()), Fraction(0)) for move in moves}
    best = maximize(goal, system, tick)
    assert isinstance(best, Optimal), "the move itself is a mixture, and payoffs are bounded"
    return best


def shares_of_others(
    best: Optimal[Variable], moves: tuple[str, ...], move: str
) -> dict[str, Fraction]:
    """The shares of the other moves, which dominate if the whole mixture does."""
    rest = 1 - best.point[move]
    return {
        other: best.point[other] / rest for other in moves if other != move and best.point[other]
    }


def by_one_move(
    game: NormalGame[Fraction], kind: Kind, moves: Moves, player: str, move: str
) -> Elimination | None:
    """The single move that dominates with the largest least advantage, if one does."""
    found = [
        elimination(game, moves, player, move, {other: Fraction(1)})
        for other in moves[player]
        if other != move
    ]
    dominating = [each for each in found if dominates(kind, each)]
    return max(dominating, key=lambda each: (each.least, each.most), default=None)


def dominates(kind: Kind, found: Elimination) -> bool:
    """Whether the advantages are those of dominance."""
    return found.least > 0 if kind == "strict" else found.least >= 0 and found.most > 0


def elimination(
    game: NormalGame[Fraction], moves: Moves, player: str, move: str, mixture: dict[str, Fraction]
) -> Elimination:
    """A mixture against a move, with its least and its largest advantage."""
    gains = advantages(game, moves, player, mixture, move).values()
    return Elimination(player, move, mixture, min(gains), max(gains))
