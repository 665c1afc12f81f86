"""The principal branch of logit equilibria: from uniform play at lambda = 0 to wherever asked.

For almost every game the branch is unique and leads to one Nash equilibrium, in a tree to one
sequential equilibrium (McKelvey and Palfrey 1995, Theorem 3; 1998, Theorem 4).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gametheory_dprk.kernels.agent_form import Floats
from gametheory_dprk.kernels.logit_map import LogitGame, equations
from gametheory_dprk.kernels.logit_path import PathLost, Point, arrived, follow, start
from gametheory_dprk.kernels.logit_points import polish

STEPS = 20_000
"""Steps after which a branch counts as lost."""

EXACT = 1e-9
"""How far a probability at the end of a branch may be from the logit response."""

RETREAT = 100
"""Steps from the end in which a point that is as exact is looked for."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Where following the principal branch ended.

    Attributes
    ----------
    point : Point
    steps, folds : int
        Steps taken, and times that lambda turned back on the way.
    """

    point: Point
    steps: int
    folds: int


def principal(game: LogitGame) -> Point:
    """The start of the principal branch: at lambda = 0 every move is as likely as any other."""
    return start(game, game.form.uniform(), 0.0)


def branch_at(game: LogitGame, rationality: float, tick: Callable[[], None]) -> Branch:
    """Follow the principal branch until lambda first has a given value.

    Raises
    ------
    PathLost
    """
    point = principal(game)
    if rationality == 0:
        return Branch(point, 0, 0)
    folds = 0
    for steps, following in enumerate(bounded(game, point, tick), 1):
        if following.rationality >= rationality:
            return Branch(between(game, point, following, rationality), steps, folds)
        folds += turned(point, following)
        point = following
    raise AssertionError("a curve is followed without end")


def branch_to(game: LogitGame, tolerance: float, tick: Callable[[], None]) -> Branch:
    """Follow the principal branch until no agent could gain more than `tolerance`.

    It is left earlier where lambda is so large that rounding hides what the logit response is.

    Parameters
    ----------
    game : LogitGame
    tolerance : float
        As a share of the range of a player's payoffs.
    tick : callable
        Asked once a step whether to go on; raises to stop.

    Raises
    ------
    PathLost
    """
    point = principal(game)
    steps = folds = 0
    visited = deque([point], RETREAT)
    following = bounded(game, point, tick)
    while point.regret > tolerance:
        ahead = next(following)
        folds += turned(point, ahead)
        steps += 1
        point = ahead
        visited.append(point)
    return Branch(last_exact(game, visited), steps, folds)


def last_exact(game: LogitGame, visited: Sequence[Point]) -> Point:
    """The last of some points at which floats tell how likely every move is.

    Raises
    ------
    PathLost
        If there is none.
    """
    for point in reversed(visited):
        exact = polished(game, point, point.logs, point.rationality)
        residual = equations(game, exact.logs, exact.rationality).residual
        if float((np.abs(residual) * np.exp(exact.logs)).max()) < EXACT:
            return exact
    raise PathLost(f"rounding hides the branch at lambda = {visited[-1].rationality:.6g}")


def bounded(game: LogitGame, point: Point, tick: Callable[[], None]) -> Iterator[Point]:
    """The points of a curve, as long as there is time.

    Raises
    ------
    PathLost
        After very many steps.
    """
    for count, following in enumerate(follow(game, point)):
        tick()
        if count >= STEPS:
            raise PathLost(f"the curve was lost at lambda = {following.rationality:.6g}")
        yield following


def turned(point: Point, following: Point) -> bool:
    """Whether lambda turns back between two points."""
    return bool(point.direction[-1] * following.direction[-1] < 0)


def between(game: LogitGame, point: Point, following: Point, rationality: float) -> Point:
    """The point of a curve at a value of lambda that it passes between two points.

    Raises
    ------
    PathLost
        If the equations cannot be solved there.
    """
    whole = following.rationality - point.rationality
    share = (rationality - point.rationality) / whole if whole else 1.0
    middle = point.logs + share * (following.logs - point.logs)
    return polished(game, following, middle, rationality)


def polished(game: LogitGame, point: Point, logs: Floats, rationality: float) -> Point:
    """The exact point of a curve next to an approximate one at a value of lambda.

    Raises
    ------
    PathLost
        If the equations cannot be solved there.
    """
    exact = polish(game, logs, rationality)
    if exact is None:
        raise PathLost(f"no equilibrium was found at lambda = {rationality:.6g}")
    try:
        found = arrived(game, exact, rationality, np.append(np.zeros(len(exact)), 1.0))
    except np.linalg.LinAlgError:
        raise PathLost(f"the curve has no direction at lambda = {rationality:.6g}") from None
    return replace(found, crossings=point.crossings)
