"""Equilibria of two-player games on plain arrays."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from gametheory_dprk.games import NormalGame
from gametheory_dprk.solution import Equilibrium
from gametheory_dprk.solve import solve

Pair = tuple[Any, Any]
"""The mixed strategies of the row and of the column player."""


def all_nash(A: Any, B: Any, exact: bool = False) -> list[Pair]:  # noqa: N803
    """Find all extreme Nash equilibria of a two-player game.

    The set of all equilibria is the union of finitely many products of polytopes; the extreme
    equilibria are the pairs of their vertices (Mangasarian 1964). A nondegenerate game has no
    others. Each is certified in exact arithmetic, and the list is complete.

    Parameters
    ----------
    A, B : array_like, shape (rows, columns)
        Payoffs of the row and of the column player. Floats are taken as the exact binary
        fractions they stand for; integers, `Fraction` and text such as "1/3" are read exactly.
    exact : bool
        Give tuples of `Fraction` instead of arrays of floats.

    Returns
    -------
    list of tuple
        Pairs `(x, y)` of mixed strategies.

    Raises
    ------
    ValueError
        If shapes differ or an entry is not a finite number.

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
    game = bimatrix(A, B)
    solution = solve(game, "nash")
    pairs = dict.fromkeys(pair for each in solution for pair in extreme_pairs(game, each))
    return list(pairs) if exact else [float_pair(pair) for pair in pairs]


def nash(A: Any, B: Any, exact: bool = False) -> Pair:  # noqa: N803
    """Find one Nash equilibrium of a two-player game.

    Parameters
    ----------
    A, B : array_like, shape (rows, columns)
        Payoffs of the row and of the column player.
    exact : bool
        Give tuples of `Fraction` instead of arrays of floats.

    Returns
    -------
    tuple
        `(x, y)`, the first of `all_nash`.

    Raises
    ------
    ValueError
        If shapes differ or an entry is not a finite number.

    Examples
    --------
    >>> nash([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    (array([0.5, 0.5]), array([0.5, 0.5]))
    """
    return all_nash(A, B, exact)[0]


def bimatrix(A: Any, B: Any) -> NormalGame[Fraction]:  # noqa: N803
    """Read two payoff arrays.

    Raises
    ------
    ValueError
        Naming the array at fault.

    Examples
    --------
    >>> bimatrix([[float("nan")]], [[0]])
    Traceback (most recent call last):
    ...
    ValueError: A: nan is not a finite number
    """
    try:
        return NormalGame.from_arrays(A, B)
    except ValueError as error:
        message = str(error).replace("payoffs[0]", "A").replace("payoffs[1]", "B")
        raise ValueError(message) from None


def extreme_pairs(game: NormalGame[Fraction], equilibrium: Equilibrium) -> Iterator[Pair]:
    """The extreme equilibria of a component, or the isolated equilibrium itself."""
    first, second = game.players
    if equilibrium.component is None:
        profile = equilibrium.strategies
        yield mixed(profile[first][first]), mixed(profile[second][second])
        return
    for cell in equilibrium.component.cells:
        sides: dict[str, list[Any]] = {
            player: [mixed(equilibrium.strategies[player][player])] for player in game.players
        }
        for block in cell.blocks:
            for key in block.information_sets:
                sides[key[0]] = [mixed(vertex[key]) for vertex in block.strategies]
        yield from ((x, y) for x in sides[first] for y in sides[second])


def mixed(distribution: Any) -> tuple[Fraction, ...]:
    """A mixed strategy in the order of the moves."""
    return tuple(distribution.values())


def float_pair(pair: Pair) -> Pair:
    """The same strategies as arrays of floats."""
    import numpy as np

    x, y = (np.array([float(chance) for chance in side]) for side in pair)
    return x, y
