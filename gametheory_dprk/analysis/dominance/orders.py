"""Whether it matters in which order dominated moves are eliminated.

Not for strict dominance: in a finite game every order ends with the same moves (Gilboa, Kalai and
Zemel 1990). For weak dominance it can. Here all orders are followed that eliminate, again and
again, any set of moves that are dominated at the time, until they are shown to agree, one of them
ends differently, or too many positions have been met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations
from typing import Literal

from gametheory_dprk.analysis.dominance.programs import judge
from gametheory_dprk.concepts.dominance import Elimination, Moves
from gametheory_dprk.games import NormalGame

MOST_POSITIONS = 300
"""Sets of remaining moves that are looked at."""

MOST_AT_ONCE = 8
"""Dominated moves of one time of which all subsets are tried."""


@dataclass(frozen=True, slots=True)
class OrderResult:
    """Whether the order matters.

    Attributes
    ----------
    matters : bool or "unknown"
    otherwise : Moves or None
        What another order leaves.
    """

    matters: bool | Literal["unknown"]
    otherwise: Moves | None = None


def compare_orders(
    game: NormalGame[Fraction], left: Moves, tick: Callable[[], None]
) -> OrderResult:
    """Look for an order of eliminating weakly dominated moves that leaves other moves.

    Parameters
    ----------
    left : Moves
        What one order leaves.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[1, 0], [1, 2], [0, 2]], [[1, 0], [1, 1], [0, 1]])
    >>> both = {"row": ("r2",), "column": ("c1", "c2")}
    >>> compare_orders(game, both, lambda: None).matters
    True
    """
    waiting, whole = [dict(game.moves)], True
    seen: set[tuple[tuple[str, ...], ...]] = set()
    while waiting:
        moves = waiting.pop()
        if tuple(moves.values()) in seen:
            continue
        if len(seen) == MOST_POSITIONS:
            return OrderResult("unknown")
        seen.add(tuple(moves.values()))
        dominated = dominated_moves(game, moves, tick)
        if not dominated and moves != left:
            return OrderResult(True, moves)
        whole = whole and len(dominated) <= MOST_AT_ONCE
        waiting += [without(moves, gone) for gone in choices(dominated)]
    return OrderResult(False if whole else "unknown")


def dominated_moves(
    game: NormalGame[Fraction], moves: Moves, tick: Callable[[], None]
) -> list[tuple[str, str]]:
    """Players with their moves that are weakly dominated among the moves left."""
    return [
        (player, move)
        for player in game.players
        for move in moves[player]
        if isinstance(judge(game, "weak", moves, player, move, tick), Elimination)
    ]


def choices(dominated: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Nonempty sets of dominated moves: all, or only single ones where there are many."""
    largest = len(dominated) if len(dominated) <= MOST_AT_ONCE else 1
    return chain.from_iterable(combinations(dominated, size) for size in range(1, largest + 1))


def without(moves: Moves, gone: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    """The moves that are left without some."""
    return {
        player: tuple(move for move in each if (player, move) not in gone)
        for player, each in moves.items()
    }
