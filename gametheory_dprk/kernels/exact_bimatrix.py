"""Equilibria of two-player games from their supports, in exact arithmetic.

Floats say which moves are used and which replies are best. The weights are then solved for over
the rationals, and the result is an equilibrium only if the exact comparisons say so: no weight is
negative, and every move in use pays the most against the other's strategy.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from gametheory_dprk.kernels.integer_payoffs import Matrix, integer_rows
from gametheory_dprk.kernels.lifting import common_fractions, exact_products

LARGE = 100
"""Moves in use from which on floats find digits faster than modular arithmetic."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A vertex of a best-reply polytope: the moves in use and as many replies that are best."""

    used: tuple[int, ...]
    tight: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """A mixed strategy in whole numbers, and the replies that are best against it.

    Attributes
    ----------
    used : tuple of int
        Moves of positive weight.
    shares : tuple of int
        Their weights, up to a common factor.
    best : frozenset of int
        Every best reply of the other player, all compared exactly.
    """

    used: tuple[int, ...]
    shares: tuple[int, ...]
    best: frozenset[int]

    def fractions(self, moves: int) -> tuple[Fraction, ...]:
        """The probability of every move.

        Examples
        --------
        >>> [str(chance) for chance in Weights((0, 2), (1, 3), frozenset()).fractions(3)]
        ['1/4', '0', '3/4']
        """
        total = sum(self.shares)
        chances = [Fraction(0)] * moves
        for move, share in zip(self.used, self.shares, strict=True):
            chances[move] = Fraction(share, total)
        return tuple(chances)


def exact_weights(payoffs: Matrix, basis: Basis) -> Weights | None:
    """Solve for the strategy on a basis.

    Parameters
    ----------
    payoffs : ndarray, shape (moves, replies)
        Of the other player.
    basis : Basis

    Returns
    -------
    Weights or None
        None if the basis is singular or a weight is negative.

    Examples
    --------
    >>> import numpy as np
    >>> exact_weights(np.array([[-1, 1], [1, -1]]), Basis((0, 1), (0, 1)))
    Weights(used=(0, 1), shares=(1, 1), best=frozenset({0, 1}))
    """
    if len(basis.used) >= LARGE and payoffs.dtype.kind in "iub":
        weights = lifted_weights(payoffs, basis)
        if weights is not None:
            return weights
    from flint import fmpz_mat

    block = integer_rows(payoffs[list(basis.used)].T)
    shift = 1 - min(map(min, block))
    positive = [[entry + shift for entry in row] for row in block]
    system = fmpz_mat([positive[reply] for reply in basis.tight])
    try:
        solved: Any = system.solve(fmpz_mat([[1]] * len(basis.tight)))
    except ZeroDivisionError:
        return None
    numerators, _ = solved.numer_denom()
    if any(int(share) < 0 for share in numerators.entries()):
        return None
    pays = [int(pay) for pay in (fmpz_mat(positive) * numerators).entries()]
    return weights_of(basis, [int(share) for share in numerators.entries()], pays)


def lifted_weights(payoffs: Matrix, basis: Basis) -> Weights | None:
    """The same for many moves and whole payoffs; None leaves the question open.

    The weights are right if they are not negative and all tight replies pay the same, which is
    compared exactly, however they were found.
    """
    block = payoffs[list(basis.used)].T.astype(np.float64)
    positive = block - block.min() + 1.0
    found = common_fractions(positive[list(basis.tight)])
    if found is None or min(found[0]) < 0:
        return None
    pays = exact_products(positive, found[0])
    if pays is None or len({pays[reply] for reply in basis.tight}) > 1:
        return None
    return weights_of(basis, found[0], pays)


def weights_of(basis: Basis, shares: list[int], pays: list[int]) -> Weights:
    """Positive shares and all best replies."""
    most = max(pays)
    positive = [(move, share) for move, share in zip(basis.used, shares, strict=True) if share]
    used, weights = zip(*positive, strict=True)
    return Weights(used, weights, frozenset(r for r, pay in enumerate(pays) if pay == most))


def exact_pair(
    first: Matrix, second: Matrix, rows: Basis, columns: Basis
) -> tuple[Weights, Weights] | None:
    """Solve for both strategies and check that each uses best replies only.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Payoffs of the row and of the column player, exact.
    rows, columns : Basis
        `rows.used` are rows and `rows.tight` columns; the other way round for `columns`.

    Examples
    --------
    >>> import numpy as np
    >>> chicken = np.array([[0, 7], [2, 6]])
    >>> both = Basis((0, 1), (0, 1))
    >>> x, y = exact_pair(chicken, chicken.T, both, both)
    >>> x.fractions(2)
    (Fraction(1, 3), Fraction(2, 3))
    """
    x, y = exact_weights(second, rows), exact_weights(first.T, columns)
    if x is None or y is None or not is_equilibrium(x, y):
        return None
    return x, y


def is_equilibrium(x: Weights, y: Weights) -> bool:
    """Whether every move in use is a best reply."""
    return y.best.issuperset(x.used) and x.best.issuperset(y.used)
