"""Large zero-sum games: regret matching+ guesses the supports, an interior point settles them.

The averages of regret matching+ are near an equilibrium within a few hundred rounds. Moves that
they hardly use and that pay clearly less are put aside; on the rest a primal-dual interior point
method (Mehrotra 1992) tells used moves from unused ones, and the equations of the supports give
the strategies. What was put aside is compared in the end: that is the dual certificate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.blas import dsyrk

from gametheory_dprk.kernels.exact_bimatrix import Basis
from gametheory_dprk.kernels.implicit_polytope import Floats, Integers
from gametheory_dprk.kernels.regret_matching import play

Tick = Callable[[], None]

ROUNDS = 25
"""Rounds of regret matching+ between two looks at the gap and the clock."""

SMALLEST = 60
"""Moves of either player from which on this pays."""

GAP, MOST_ROUNDS, STEPS, REPAIRS = 3e-4, 2000, 60, 5
"""Gap of the guess, per range of payoffs; limits of the three loops."""

UNUSED = 1e-5
"""Average weights so much smaller than equal ones are taken for zero in the guess."""

DROPPED, LEAST_DROP = 3e-3, 0.02
"""Ratio of weight to slack below which moves are dropped, if they are so many in all."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Averages of both players, what each move gets against them, and the gap between."""

    x: Floats
    y: Floats
    pays: Floats
    costs: Floats
    rounds: int

    @property
    def gap(self) -> float:
        """How far the best replies to the averages are apart: a bound on the error."""
        return float(self.pays.max() - self.costs.min())


def is_zero_sum(first: Floats, second: Floats) -> bool:
    """Whether payoffs add up to a constant, but for rounding."""
    total = first + second
    spread = total.max() - total.min()
    return bool(spread <= 1e-13 * (first.max() - first.min()))


def guess(payoffs: Floats, gap: float, tick: Tick) -> Guess:
    """Play regret matching+ until the gap is small.

    Parameters
    ----------
    payoffs : ndarray, shape (rows, columns)
        What the column player pays the row player; contiguous by rows.
    gap : float
        In units of payoffs.
    tick : callable
        May raise `LimitReached`.

    Examples
    --------
    >>> pennies = np.array([[2.0, -1.0], [-1.0, 1.0]])
    >>> guess(pennies, 1e-3, lambda: None).x.round(2)
    array([0.4, 0.6])
    """
    rows, columns = payoffs.shape
    x, y = np.full(rows, 1 / rows), np.full(columns, 1 / columns)
    means, regrets = (x.copy(), y.copy()), (np.zeros(rows), np.zeros(columns))
    pays, costs, played = payoffs @ y, np.zeros(columns), 0
    while True:
        tick()
        play(payoffs, x, y, *means, *regrets, pays, costs, played, ROUNDS)
        played += ROUNDS
        found = Guess(*means, payoffs @ means[1], means[0] @ payoffs, played)
        if found.gap <= gap or played >= MOST_ROUNDS:
            return found


def find_zero_sum_bases(payoffs: Floats, tick: Tick) -> tuple[Basis, Basis] | None:
    """Find the supports of an equilibrium; None if it seems degenerate.

    Examples
    --------
    >>> find_zero_sum_bases(np.array([[2.0, -1.0], [-1.0, 1.0]]), lambda: None)
    (Basis(used=(0, 1), tight=(0, 1)), Basis(used=(0, 1), tight=(0, 1)))
    """
    low, high = payoffs.min(), payoffs.max()
    found = guess(payoffs, GAP * (high - low), tick)
    value, margin = (found.pays.max() + found.costs.min()) / 2, found.gap
    rows = np.flatnonzero((found.pays >= value - margin) | (found.x > UNUSED / len(found.x)))
    columns = np.flatnonzero((found.costs <= value + margin) | (found.y > UNUSED / len(found.y)))
    for _ in range(REPAIRS):
        tick()
        block = (payoffs[np.ix_(rows, columns)] - low) / (high - low)
        used = interior_supports(block, found.x[rows], found.y[columns], tick)
        if used is None:
            return None
        bases = rows[used[0]], columns[used[1]]
        better = improving(payoffs, *bases)
        if better is None:
            return None
        if not len(better[0]) and not len(better[1]):
            row, column = (tuple(part.tolist()) for part in bases)
            return Basis(row, column), Basis(column, row)
        rows, columns = np.union1d(rows, better[0]), np.union1d(columns, better[1])
    return None


def improving(payoffs: Floats, rows: Integers, columns: Integers) -> tuple[Integers, ...] | None:
    """Moves of both players that do better than the strategies on some supports."""
    block = payoffs[np.ix_(rows, columns)]
    shift = block.min() - (block.max() - block.min() + 1.0)
    try:
        y, x = (np.linalg.solve(side - shift, np.ones(len(side))) for side in (block, block.T))
    except np.linalg.LinAlgError:
        return None
    if min(x.min(), y.min()) < 0.0:
        return None
    pays = payoffs[:, columns] @ (y / y.sum())
    costs = (x / x.sum()) @ payoffs[rows]
    rounding = 1e-10 * (payoffs.max() - payoffs.min())
    return (
        np.flatnonzero(pays > pays[rows].max() + rounding),
        np.flatnonzero(costs < costs[columns].min() - rounding),
    )


def interior_supports(
    block: Floats, x: Floats, y: Floats, tick: Tick
) -> tuple[Integers, Integers] | None:
    """Moves used in the equilibrium in the interior of all equilibria; None if none is unique.

    Parameters
    ----------
    block : ndarray, shape (rows, columns)
        Payoffs between 0 and 1.
    x, y : ndarray
        Strategies to start from.
    """
    point = InteriorPoint(block, x, y)
    try:
        for _ in range(STEPS):
            tick()
            if point.step() < 1e-14:
                break
            point.drop()
    except np.linalg.LinAlgError:
        return None
    rows = point.rows[point.x > point.slack_x]
    columns = point.columns[point.y > point.slack_y]
    return (rows, columns) if len(rows) == len(columns) else None


class InteriorPoint:
    """Strategies and slacks, all positive, on their way to an equilibrium of a zero-sum game.

    Attributes
    ----------
    x, y : ndarray
        Strategies of both players.
    slack_x, slack_y : ndarray
        By how much each move is worse than the value.
    rows, columns : ndarray of int
        Which moves these are: some are dropped on the way.
    """

    def __init__(self, block: Floats, x: Floats, y: Floats) -> None:
        self.block = block
        rows, columns = block.shape
        self.rows, self.columns = np.arange(rows), np.arange(columns)
        self.x, self.y = x + 0.1 / rows, y + 0.1 / columns
        self.x, self.y = self.x / self.x.sum(), self.y / self.y.sum()
        pays, costs = block @ self.y, self.x @ block
        self.upper, self.lower = pays.max(), costs.min()
        mean = 0.1 * (self.upper - self.lower) + 1e-6
        self.slack_x, self.slack_y = self.upper - pays + mean, costs - self.lower + mean

    def step(self) -> float:
        """Take a Newton step with predictor and corrector; returns the mean complementarity."""
        size = len(self.x) + len(self.y)
        mean = (self.x @ self.slack_x + self.y @ self.slack_y) / size
        self.factor()
        target = -self.x * self.slack_x, -self.y * self.slack_y
        move = self.direction(*target)
        ahead = self.length(move, 1.0)
        later = (self.x + ahead * move[0]) @ (self.slack_x + ahead * move[2])
        later += (self.y + ahead * move[1]) @ (self.slack_y + ahead * move[3])
        center = mean * (later / size / mean) ** 3
        move = self.direction(
            center + target[0] - move[0] * move[2], center + target[1] - move[1] * move[3]
        )
        self.go(move, self.length(move, 0.995))
        return float(mean)

    def drop(self) -> None:
        """Leave out moves that are all but unused; if wrongly, they turn out to be improving."""
        rows, columns = self.x > DROPPED * self.slack_x, self.y > DROPPED * self.slack_y
        if rows.mean() + columns.mean() > 2 - LEAST_DROP:
            return
        self.block = self.block[np.ix_(rows, columns)]
        self.rows, self.columns = self.rows[rows], self.columns[columns]
        self.x, self.slack_x = self.x[rows], self.slack_x[rows]
        self.y, self.slack_y = self.y[columns], self.slack_y[columns]

    def factor(self) -> None:
        """Invert the normal equations, bordered by the two values."""
        self.weights = self.x / self.slack_x
        root = self.block * np.sqrt(self.weights)[:, None]
        normal = dsyrk(1.0, root.T, lower=1)
        normal.flat[:: len(normal) + 1] += self.slack_y / self.y
        self.normal = cho_factor(normal, lower=True, overwrite_a=True, check_finite=False)
        self.edge = self.weights @ self.block
        self.sides = cho_solve(self.normal, np.column_stack([self.edge, np.ones(len(normal))]))

    def direction(self, first: Floats, second: Floats) -> tuple[Floats, ...]:
        """The Newton direction to products of strategies and slacks changed by so much."""
        off = self.block @ self.y - self.upper + self.slack_x + first / self.x
        turned = self.x @ self.block - self.lower - self.slack_y
        right = second / self.y - turned - self.block.T @ (self.weights * off)
        base = cho_solve(self.normal, right)
        corner = np.array(
            [
                [self.edge @ self.sides[:, 0] - self.weights.sum(), self.edge @ self.sides[:, 1]],
                [self.sides[:, 0].sum(), self.sides[:, 1].sum()],
            ]
        )
        wanted = [
            1.0 - self.x.sum() - self.weights @ off - self.edge @ base,
            1.0 - self.y.sum() - base.sum(),
        ]
        values = np.linalg.solve(corner, wanted)
        y = base + self.sides @ values
        x = self.weights * (self.block @ y - values[0] + off)
        slack_x = (first - self.slack_x * x) / self.x
        slack_y = (second - self.slack_y * y) / self.y
        return x, y, slack_x, slack_y, values

    def length(self, move: tuple[Floats, ...], share: float) -> float:
        """How far all stay positive, times a share of it, at most one."""
        parts = zip((self.x, self.y, self.slack_x, self.slack_y), move, strict=False)
        most = min(
            float((-part[change < 0] / change[change < 0]).min(initial=np.inf))
            for part, change in parts
        )
        return min(1.0, share * most)

    def go(self, move: tuple[Floats, ...], length: float) -> None:
        """Take the step."""
        self.x, self.y = self.x + length * move[0], self.y + length * move[1]
        self.slack_x = self.slack_x + length * move[2]
        self.slack_y = self.slack_y + length * move[3]
        self.upper, self.lower = self.upper + length * move[4][0], self.lower + length * move[4][1]
