"""One equilibrium of a two-player game: floats find its supports, exact arithmetic has the say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from gametheory_dprk.kernels.exact_bimatrix import Basis, Weights, exact_pair
from gametheory_dprk.kernels.implicit_polytope import Floats
from gametheory_dprk.kernels.integer_payoffs import Matrix
from gametheory_dprk.kernels.path_search import Found, find_bases
from gametheory_dprk.kernels.tableau_paths import follow_tableau
from gametheory_dprk.kernels.zero_sum import SMALLEST, find_zero_sum_bases, is_zero_sum

SEEDS = 3
"""Perturbations tried before the exact path, which is slow."""

LONG_PATHS, MOST_PIVOTS = 100, 30_000
"""Moves from which on paths can take too long, and pivots after which they do."""

LARGEST_REGRET = 1e-9
"""Gain from deviating, per range of payoffs, up to which floats are an equilibrium."""

SCALES = (1.5, 2.0, 0.5, 1.0)
"""Units of the column player's payoffs, which leave equilibria as they are but not the branch:
where payoffs are opposed, that of players who are equally exact is longer."""

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class FloatPair:
    """An equilibrium in floats.

    Attributes
    ----------
    x, y : ndarray
    regret : float
        The most that a player gains by deviating, per range of the player's payoffs.
    pivots : int
    """

    x: Floats
    y: Floats
    regret: float
    pivots: int


@dataclass(frozen=True, slots=True)
class ExactPair:
    """An equilibrium in whole numbers, every comparison made exactly."""

    x: Weights
    y: Weights
    pivots: int


def find_float_pair(first: Floats, second: Floats, tick: Tick) -> FloatPair:
    """Find an equilibrium up to rounding; its regret is computed anew from the payoffs.

    Examples
    --------
    >>> pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    >>> find_float_pair(pennies, -pennies, lambda: None).x
    array([0.5, 0.5])
    """
    for found in searches(first, second, tick):
        x = float_weights(second, found.rows)
        y = float_weights(first.T, found.columns)
        regret = regret_of(first, second, x, y)
        if regret <= LARGEST_REGRET:
            return FloatPair(x, y, regret, found.pivots)
    exact = exact_path(first, second, tick)
    rows, columns = first.shape
    x = np.array(exact.x.fractions(rows), dtype=float)
    y = np.array(exact.y.fractions(columns), dtype=float)
    return FloatPair(x, y, regret_of(first, second, x, y), exact.pivots)


def find_exact_pair(first: Matrix, second: Matrix, tick: Tick) -> ExactPair:
    """Find an equilibrium and solve for it over the rationals.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Payoffs as integers, floats (the binary fractions they are) or `Fraction` objects.
    tick : callable
        May raise `LimitReached`.

    Examples
    --------
    >>> chicken = np.array([[0, 7], [2, 6]])
    >>> find_exact_pair(chicken, chicken.T, lambda: None).x.fractions(2)
    (Fraction(1, 1), Fraction(0, 1))
    """
    for found in searches(nearest_floats(first), nearest_floats(second), tick):
        pair = exact_pair(first, second, found.rows, found.columns)
        if pair is not None:
            return ExactPair(*pair, found.pivots)
    return exact_path(first, second, tick)


def searches(first: Floats, second: Floats, tick: Tick) -> Iterator[Found]:
    """Supports that may carry an equilibrium, the most promising first.

    Large zero-sum games have a way of their own. Then come short paths, for large games the limit
    of logit equilibria, and paths of any length under several perturbations; a pure equilibrium
    only the first time.
    """
    if min(first.shape) >= SMALLEST and is_zero_sum(first, second):
        bases = find_zero_sum_bases(first, tick)
        if bases is not None:
            yield Found(*bases, 0, 0)
    start = 0
    if min(first.shape) >= LONG_PATHS:
        found = find_bases(first, second, tick, most=MOST_PIVOTS)
        if found is not None:
            start = 1
            yield found
        else:
            yield from logit_limits(first, second, tick)
    for seed in range(start, SEEDS):
        found = find_bases(first, second, tick, seed, pure=seed == 0)
        if found is not None:
            yield found


def logit_limits(first: Floats, second: Floats, tick: Tick) -> Iterator[Found]:
    """Supports at the end of the principal branch of logit equilibria, if it gets there.

    Where a branch is lost, others are followed: those of other units of one player's payoffs.
    """
    from gametheory_dprk.kernels.logit_path import PathLost
    from gametheory_dprk.kernels.logit_two_players import limit_bases

    tables = unit_range(first), unit_range(second)
    for scale in SCALES:
        with suppress(PathLost):
            for bases in limit_bases(tables[0], scale * tables[1], tick):
                yield Found(*bases, MOST_PIVOTS, 0)


def unit_range(payoffs: Floats) -> Floats:
    """Payoffs between 0 and 1."""
    moved: Floats = (payoffs - payoffs.min()) / (np.ptp(payoffs) or 1.0)
    return moved


def exact_path(first: Matrix, second: Matrix, tick: Tick) -> ExactPair:
    """Follow a path over the rationals, which always ends at an equilibrium."""
    tables = positive_fractions(first), positive_fractions(second)
    rows, columns, path = follow_tableau(*tables, 0, tick)
    pair = exact_pair(first, second, rows, columns)
    assert pair is not None, "a lexicographic path ends at an equilibrium"
    return ExactPair(*pair, len(path))


def positive_fractions(payoffs: Matrix) -> Matrix:
    """Exact payoffs, shifted so that the least is one."""
    rows = [[Fraction(entry) for entry in row] for row in payoffs.tolist()]
    shift = 1 - min(map(min, rows))
    return np.array([[entry + shift for entry in row] for row in rows], dtype=object)


def nearest_floats(payoffs: Matrix) -> Floats:
    """Payoffs as contiguous floats; exact numbers are first moved and scaled to the unit interval.

    Examples
    --------
    >>> nearest_floats(np.array([[Fraction(10**400), Fraction(0)]]))
    array([[1., 0.]])
    """
    if payoffs.dtype.kind != "O":
        return np.ascontiguousarray(payoffs, dtype=np.float64)
    least, most = payoffs.min(), payoffs.max()
    return np.ascontiguousarray((payoffs - least) / ((most - least) or 1), dtype=np.float64)


def float_weights(payoffs: Floats, basis: Basis) -> Floats:
    """The strategy on a basis, in floats; what rounding made negative is zero."""
    used, tight = list(basis.used), list(basis.tight)
    weights = np.zeros(len(payoffs))
    weights[used] = 1.0
    if len(used) > 1:
        low, high = payoffs.min(), payoffs.max()
        block = payoffs[np.ix_(used, tight)].T - (low - 0.1 * (high - low))
        weights[used] = np.maximum(np.linalg.solve(block, np.full(len(tight), high - low)), 0.0)
    total: Floats = weights / weights.sum()
    return total


def regret_of(first: Floats, second: Floats, x: Floats, y: Floats) -> float:
    """The most that a player gains by deviating, per range of the player's payoffs.

    Examples
    --------
    >>> pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    >>> regret_of(pennies, -pennies, np.array([1.0, 0.0]), np.array([0.5, 0.5]))
    0.5
    """
    row_pays, column_pays = first @ y, x @ second
    gains = (
        (pays.max() - pays @ weights) / ((payoffs.max() - payoffs.min()) or 1.0)
        for pays, weights, payoffs in ((row_pays, x, first), (column_pays, y, second))
    )
    return float(max(gains))
