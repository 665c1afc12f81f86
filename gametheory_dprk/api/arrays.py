"""Equilibria of two-player games on plain arrays."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.api.payoffs import read_payoffs
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.bimatrix.two_players import MOST_MOVES
from gametheory_dprk.solvers.label_enumeration import MOST_LABELS

if TYPE_CHECKING:
    from gametheory_dprk.api.payoffs import Matrix

Pair = tuple[Any, Any]
"""The mixed strategies of the row and of the column player."""


class NashPair(tuple[Any, Any]):
    """One equilibrium, to be unpacked as `x, y`.

    Attributes
    ----------
    certified : bool
        Whether the strategies were solved for and compared in exact arithmetic. Floats are then
        the exact probabilities, rounded once.
    regret : float
        The most that a player gains by deviating, per range of the player's payoffs: computed
        from the payoffs and the strategies given, zero where these are exact.
    pivots : int
        Steps on Lemke-Howson paths; zero where a pure equilibrium was seen at once.
    """

    certified: bool
    regret: float
    pivots: int

    def __new__(cls, x: Any, y: Any, certified: bool, regret: float, pivots: int) -> NashPair:
        """Put the strategies in a tuple and note what is known of them."""
        pair = super().__new__(cls, (x, y))
        pair.certified, pair.regret, pair.pivots = certified, regret, pivots
        return pair


def all_nash(
    A: Any,  # noqa: N803
    B: Any,  # noqa: N803
    exact: bool = False,
    *,
    limit_seconds: float | None = None,
) -> list[Pair]:
    """Find all extreme Nash equilibria of a two-player game.

    The set of all equilibria is the union of finitely many products of polytopes; the extreme
    equilibria are the pairs of their vertices (Mangasarian 1964). A nondegenerate game has no
    others. Each is computed and compared in exact arithmetic, and the list is complete.

    Parameters
    ----------
    A, B : array_like, shape (rows, columns)
        Payoffs of the row and of the column player. Floats are taken as the exact binary
        fractions they stand for; integers, `Fraction` and text such as "1/3" are read exactly.
    exact : bool
        Give tuples of `Fraction` instead of arrays of floats.
    limit_seconds : float, optional
        Give up after so long.

    Returns
    -------
    list of tuple
        Pairs `(x, y)` of mixed strategies, those with more weight on earlier moves first.

    Raises
    ------
    ValueError
        If shapes differ or an entry is not a finite number.
    LimitReached
        If the time is up, or the game too large for complete enumeration even without the moves
        that iterated strict dominance by single moves eliminates.

    Examples
    --------
    >>> for x, y in all_nash([[0, 7], [2, 6]], [[0, 2], [7, 6]], exact=True):
    ...     print([str(chance) for chance in x], [str(chance) for chance in y])
    ['1', '0'] ['0', '1']
    ['1/3', '2/3'] ['1/3', '2/3']
    ['0', '1'] ['1', '0']
    >>> import numpy as np
    >>> all_nash(np.eye(2), np.eye(2))[0]
    (array([1., 0.]), array([1., 0.]))
    """
    first, second = read_payoffs(A, B)
    tick = Budget(limit_seconds).tick
    if not enumerable(first):
        return within_undominated(first, second, exact, tick)
    from gametheory_dprk.kernels.integer_payoffs import integer_rows
    from gametheory_dprk.solvers.bimatrix.label_equilibria import extreme_equilibria

    found = extreme_equilibria(integer_rows(first), integer_rows(second), tick)
    xs, ys = (
        [given(corner.chances(), exact) for corner in side] for side in (found.rows, found.columns)
    )
    return [(xs[row], ys[column]) for row, column in found.pairs]


def enumerable(payoffs: Matrix) -> bool:
    """Whether a game is small enough for all its equilibria to be enumerated."""
    return min(payoffs.shape) <= MOST_MOVES and sum(payoffs.shape) <= MOST_LABELS


def within_undominated(
    first: Matrix, second: Matrix, exact: bool, tick: Callable[[], None]
) -> list[Pair]:
    """All extreme equilibria of a large game, which use no strictly dominated moves.

    Raises
    ------
    LimitReached
        If too many moves survive the elimination of dominated ones.
    """
    import numpy as np

    from gametheory_dprk.kernels.dominated import undominated

    kept = undominated(first, second, tick)
    block = np.ix_(*kept)
    if not enumerable(first[block]):
        rows, columns = first.shape
        raise LimitReached(
            f"{rows} x {columns} moves: {len(kept[0])} x {len(kept[1])} are not strictly "
            f"dominated; all equilibria are enumerated up to {MOST_MOVES} moves of one player and "
            f"{MOST_LABELS} of both; nash() finds one"
        )
    return [
        tuple(
            spread(chances, places, size)
            for chances, places, size in zip(pair, kept, first.shape, strict=True)
        )
        for pair in all_nash(first[block], second[block], exact)
    ]


def spread(chances: Any, places: Matrix, size: int) -> Any:
    """Probabilities of some moves, and zero for the others."""
    import numpy as np

    if isinstance(chances, tuple):
        known = dict(zip(places.tolist(), chances, strict=True))
        return tuple(known.get(k, Fraction(0)) for k in range(size))
    whole = np.zeros(size)
    whole[places] = chances
    return whole


def nash(
    A: Any,  # noqa: N803
    B: Any,  # noqa: N803
    exact: bool = False,
    *,
    certify: bool = False,
    limit_seconds: float | None = None,
) -> NashPair:
    """Find one Nash equilibrium of a two-player game of any size.

    Pure equilibria are looked for first; then paths of Lemke and Howson (1964) are followed from
    many labels, a short way each at first.

    Parameters
    ----------
    A, B : array_like, shape (rows, columns)
        Payoffs of the row and of the column player, as in `all_nash`.
    exact : bool
        Solve over the rationals and give tuples of `Fraction` instead of arrays of floats.
    certify : bool
        Solve over the rationals even if floats are given.
    limit_seconds : float, optional
        Give up after so long. Paths can be exponentially long.

    Returns
    -------
    NashPair
        `(x, y)`, with the attributes `certified`, `regret` and `pivots`.

    Raises
    ------
    ValueError
        If shapes differ or an entry is not a finite number.
    LimitReached
        If the time is up.

    Examples
    --------
    >>> nash([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    (array([0.5, 0.5]), array([0.5, 0.5]))
    >>> found = nash([[0, 7], [2, 6]], [[0, 2], [7, 6]], exact=True)
    >>> found.certified, found.regret
    (True, 0.0)
    """
    first, second = read_payoffs(A, B)
    tick = Budget(limit_seconds).tick
    return (
        exact_nash(first, second, exact, tick)
        if exact or certify
        else float_nash(first, second, tick)
    )


def float_nash(first: Matrix, second: Matrix, tick: Any) -> NashPair:
    """One equilibrium in floats, with its regret."""
    from gametheory_dprk.kernels.one_equilibrium import find_float_pair, nearest_floats

    found = find_float_pair(nearest_floats(first), nearest_floats(second), tick)
    return NashPair(found.x, found.y, False, found.regret, found.pivots)


def exact_nash(first: Matrix, second: Matrix, exact: bool, tick: Any) -> NashPair:
    """One equilibrium over the rationals, rounded once if floats are wanted."""
    from gametheory_dprk.kernels.one_equilibrium import find_exact_pair, nearest_floats, regret_of

    found = find_exact_pair(first, second, tick)
    x, y = found.x.fractions(len(first)), found.y.fractions(len(first[0]))
    if exact:
        return NashPair(x, y, True, 0.0, found.pivots)
    rounded = given(x, False), given(y, False)
    regret = regret_of(nearest_floats(first), nearest_floats(second), *rounded)
    return NashPair(*rounded, True, regret, found.pivots)


def given(chances: Any, exact: bool) -> Any:
    """A mixed strategy as a tuple of `Fraction`, or rounded to an array of floats."""
    if exact:
        return tuple(chances)
    import numpy as np

    return np.array([float(chance) for chance in chances])
