"""Answers and beliefs after signals that nobody sends: what deters, and what justifies it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq

from gametheory_dprk.polyhedra import feasible_point, linear_system
from gametheory_dprk.polyhedra.simplex import Infeasible
from gametheory_dprk.solvers.compact_signaling.exact_game import ExactGame, rational

CLOSE = 1e-8
"""By how much a response may seem to fail to deter and still be tried exactly."""


def unsent(
    game: ExactGame, suggested: tuple[int, ...], signal: int, values: Any, tick: Callable[[], None]
) -> tuple[Any, Any] | None:
    """An answer that deters from a signal, and a belief to which it is a best reply."""
    for chosen in guesses(game, suggested, signal, values):
        answer = deterring(game.exact[0][signal], chosen, values, tick)
        belief = None if answer is None else justifying(game.exact[1][signal], chosen, tick)
        if answer is not None and belief is not None:
            return answer, belief
    return None


def guesses(
    game: ExactGame, suggested: tuple[int, ...], signal: int, values: Any
) -> Iterator[tuple[int, ...]]:
    """Supports of an answer: the one suggested, then every response that deters by itself."""
    yield suggested
    limit = np.array([float(value.p) / float(value.q) for value in values]) + CLOSE
    for response in np.flatnonzero(~game.absent[signal]).tolist():
        if (game.sender[signal][:, response] <= limit).all():
            yield (response,)


def deterring(rows: Any, chosen: tuple[int, ...], values: Any, tick: Any) -> Any:
    """Probabilities of some responses with which no type earns more than its value."""
    if len(chosen) == 1:
        (response,) = chosen
        fits = all(row[response] <= value for row, value in zip(rows, values, strict=True))
        return {response: fmpq(1)} if fits else None
    at_least = [
        ({r: -rational(row[r]) for r in chosen}, rational(value))
        for row, value in zip(rows, values, strict=True)
    ]
    return distribution(chosen, at_least, [], tick)


def justifying(rows: Any, chosen: tuple[int, ...], tick: Any) -> Any:
    """A belief to which some responses are best replies."""
    base = chosen[0]
    gaps = {
        r: ({t: rational(row[base] - row[r]) for t, row in enumerate(rows)}, Fraction(0))
        for r in range(len(rows[0]))
        if r != base
    }
    equal = [gap for r, gap in gaps.items() if r in chosen]
    at_least = [gap for r, gap in gaps.items() if r not in chosen]
    return distribution(range(len(rows)), at_least, equal, tick)


def distribution(members: Any, at_least: Any, equal: Any, tick: Any) -> Any:
    """Probabilities that meet linear conditions, or None."""
    total = (dict.fromkeys(members, Fraction(1)), Fraction(-1))
    system = linear_system(members, equal=[*equal, total], at_least=at_least, nonnegative=members)
    point = feasible_point(system, tick)
    if isinstance(point, Infeasible):
        return None
    return {k: fmpq(x.numerator, x.denominator) for k, x in point.items() if x}
