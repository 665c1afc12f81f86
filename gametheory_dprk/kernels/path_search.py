"""One equilibrium of a two-player game by compiled Lemke-Howson paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np

from gametheory_dprk.kernels import lemke_howson as paths
from gametheory_dprk.kernels.exact_bimatrix import Basis
from gametheory_dprk.kernels.implicit_polytope import Floats, Integers, Side, make_side, refresh
from gametheory_dprk.kernels.lemke_howson import follow
from gametheory_dprk.kernels.payoff_scan import find_pure, transposed

ALLOWANCE = 400
"""Pivots between two looks at the clock, after which the inverses are computed anew."""

PERTURBATION = 1e-9
"""Right sides differ by up to so much, so that ties are broken at random and no path cycles."""


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a search.

    Attributes
    ----------
    rows, columns : Basis
        Of both players.
    pivots, paths : int
        All that was done; both zero for a pure equilibrium that was seen at once.
    """

    rows: Basis
    columns: Basis
    pivots: int
    paths: int


def find_bases(
    first: Floats,
    second: Floats,
    tick: Callable[[], None],
    seed: int = 0,
    pure: bool = True,
    most: float = inf,
) -> Found | None:
    """Find the bases of an equilibrium, unless this takes more than so many pivots.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Finite payoffs, contiguous by rows.
    tick : callable
        Called after every few hundred pivots; may raise `LimitReached`.
    seed : int
        Of the order of labels and of the perturbation.
    pure : bool
        Whether pure equilibria are looked for first.
    most : float
        Pivots.

    Examples
    --------
    >>> pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    >>> find_bases(pennies, -pennies, lambda: None)
    Found(rows=Basis(used=(0, 1), tight=(0, 1)), columns=Basis(used=(0, 1), tight=(0, 1)), ...
    """
    if pure:
        row, column = find_pure(first, second)
        if row >= 0:
            return Found(Basis((row,), (column,)), Basis((column,), (row,)), 0, 0)
    rows, columns = first.shape
    random = np.random.default_rng(seed)
    sides = (
        make_side(second, second.min(), second.max(), perturbed(random, columns)),
        make_side(transposed(first), first.min(), first.max(), perturbed(random, rows)),
    )
    state = search(sides, random.permutation(rows + columns), tick, most)
    if state[paths.STATUS] == paths.RUNNING:
        return None
    return Found(basis(sides[0]), basis(sides[1]), int(state[paths.PIVOTS]), int(state[paths.RUNS]))


def perturbed(random: np.random.Generator, size: int) -> Floats:
    """Right sides that break ties."""
    bounds: Floats = 1.0 + PERTURBATION * random.random(size)
    return bounds


def search(
    sides: tuple[Side, Side], order: Integers, tick: Callable[[], None], most: float
) -> Integers:
    """Follow paths until one ends, looking at the clock between bounded stretches."""
    state = np.zeros(9, np.int64)
    state[paths.COUNT], state[paths.CAP] = len(order), paths.FIRST_CAP
    state[paths.ENTERING] = -1
    while state[paths.STATUS] == paths.RUNNING and state[paths.PIVOTS] < most:
        tick()
        follow(*sides, order, state, ALLOWANCE)
        if state[paths.STATUS] == paths.RUNNING:
            for side in sides:
                refresh(side)
    return state


def basis(side: Side) -> Basis:
    """Moves in use and best replies of a vertex, ascending."""
    size = int(side.size[0])
    used, tight = (np.sort(part[:size]).tolist() for part in (side.used, side.tight))
    return Basis(tuple(used), tuple(tight))
