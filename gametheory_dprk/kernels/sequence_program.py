"""Zero-sum trees by linear programming on the sequence form, with an exact certificate.

A linear program in floats (Koller, Megiddo and von Stengel 1996) says which sequences are used
and which replies are best. With that the weights of one player solve linear equations that are
written down over the whole numbers: one unknown for each further move in use at a set, one
equation for each further best reply. Nothing is taken from the floats in the end: what both
players can be sure of is computed anew, exactly, and the answer counts if the two amounts agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.treeplex import Floats, SequenceGame, Treeplex

Whole = npt.NDArray[Any]
"""Whole numbers: machine integers where none can overflow, else Python's."""

NEAR = 1e-9
"""Weights and slacks that are taken for zero in floats."""

SIMPLEST = 1000
"""Largest denominator of weights that no equation settles."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """Optimal realization weights of both players.

    Attributes
    ----------
    weights : tuple of list of Fraction
    value : Fraction
        What the first player can be sure of, and the second player, too.
    """

    weights: tuple[list[Fraction], list[Fraction]]
    value: Fraction


def solve_program(game: SequenceGame) -> tuple[Floats, Floats] | None:
    """Optimal weights of both players in floats; None where the program fails."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, hstack

    first, second = game.sides
    pays = coo_array((game.floats(), (game.columns, game.rows)), shape=(second.size, first.size))
    own, other = constraints(first), constraints(second)
    total = own.shape[0]
    found = linprog(
        np.r_[np.zeros(first.size), -1.0, np.zeros(other.shape[0] - 1)],
        A_ub=hstack([-pays, other.T], format="csr"),
        b_ub=np.zeros(second.size),
        A_eq=hstack([own, coo_array((total, other.shape[0]))], format="csr"),
        b_eq=np.r_[1.0, np.zeros(total - 1)],
        bounds=[(0, None)] * first.size + [(None, None)] * other.shape[0],
        method="highs-ds",
    )
    if found.status != 0:
        return None
    return found.x[: first.size], -found.ineqlin.marginals


def constraints(side: Treeplex) -> Any:
    """The empty sequence weighs one; the moves of a set weigh as much as what leads there."""
    from scipy.sparse import coo_array

    sets = len(side.before)
    sizes = np.diff(side.starts)
    rows = np.r_[0, np.arange(1, sets + 1), np.repeat(np.arange(1, sets + 1), sizes)]
    columns = np.r_[0, side.before, np.arange(1, side.size)]
    entries = np.r_[1.0, -np.ones(sets), np.ones(side.size - 1)]
    return coo_array((entries, (rows, columns)), shape=(sets + 1, side.size)).tocsr()


def solve_exactly(game: SequenceGame, tick: Callable[[], None]) -> Optimum | None:
    """Optimal weights over the rationals, proved optimal; None where floats mislead.

    Examples
    --------
    >>> from gametheory_dprk.kernels.treeplex import sequence_game, treeplex
    >>> side = treeplex([0], [2])
    >>> pays = {(1, 1): Fraction(2), (1, 2): Fraction(-1), (2, 1): Fraction(-1)}
    >>> game = sequence_game((side, side), {**pays, (2, 2): Fraction(1)})
    >>> solve_exactly(game, lambda: None)
    Optimum(weights=([Fraction(1, 1), Fraction(2, 5), Fraction(3, 5)], ...), value=Fraction(1, 5))
    """
    tick()
    floats = solve_program(game)
    if floats is None:
        return None
    views = View(game, 0), View(game, 1)
    weights = []
    for view in views:
        tick()
        own = exact_weights(view, floats[view.number], floats[1 - view.number])
        if own is None:
            return None
        weights.append(own)
    sure = [view.assured(own) for view, own in zip(views, weights, strict=True)]
    if sure[0] != -sure[1]:
        return None
    return Optimum((weights[0], weights[1]), sure[0])


@dataclass(frozen=True, slots=True)
class View:
    """The game as one player sees it: the other's losses are the player's gains."""

    game: SequenceGame
    number: int

    @property
    def side(self) -> Treeplex:
        """The player's own sets."""
        return self.game.sides[self.number]

    @property
    def other(self) -> Treeplex:
        """The sets of the other player."""
        return self.game.sides[1 - self.number]

    def pays(self, weights: Any) -> Any:
        """What each sequence of the other brings against weights, times the scale.

        Parameters
        ----------
        weights : ndarray, shape (sequences,) or (sequences, columns)
        """
        own, other = (self.game.rows, self.game.columns)[:: 1 if self.number == 0 else -1]
        values = np.array(self.game.values, dtype=weights.dtype) * (1 - 2 * self.number)
        out = np.zeros((self.other.size, *weights.shape[1:]), dtype=weights.dtype)
        np.add.at(out, other, (values * weights[own].T).T)
        return out

    def assured(self, weights: list[Fraction]) -> Fraction:
        """What the player gets at least, whatever the other does.

        Raises
        ------
        AssertionError
            If these are no realization weights.
        """
        starts, before = self.side.starts.tolist(), self.side.before.tolist()
        assert weights[0] == 1
        assert min(weights) >= 0
        for place, sequence in enumerate(before):
            assert sum(weights[starts[place] : starts[place + 1]]) == weights[sequence]
        pays = self.pays(np.array(weights, dtype=object)).tolist()
        starts, before = self.other.starts.tolist(), self.other.before.tolist()
        for place in reversed(range(len(before))):
            pays[before[place]] += min(pays[starts[place] : starts[place + 1]])
        return Fraction(pays[0]) / self.game.scale


def exact_weights(view: View, own: Floats, other: Floats) -> list[Fraction] | None:
    """Weights that use some sequences and make some replies equally good."""
    forms = weight_forms(view.side, own > NEAR)
    equations = indifference(view, forms, tight_replies(view, own, other))
    guess = [own[s] for s in range(view.side.size)]
    settled = solve_equations(equations, parameter_values(forms, guess))
    if settled is None:
        return None
    weights = [
        sum((int(c) * v for c, v in zip(row, settled, strict=True) if c), Fraction(0))
        for row in forms
    ]
    return weights if min(weights) >= 0 else None


def weight_forms(side: Treeplex, used: Any) -> Whole:
    """Weights as sums of unknowns, the constant last: the last move in use takes the rest.

    Where no move is in use, as behind a sequence of no weight, the first takes it.
    """
    moves = [
        [s for s in range(start, stop) if used[s]] or [start]
        for start, stop in zip(side.starts[:-1].tolist(), side.starts[1:].tolist(), strict=True)
    ]
    count = sum(len(each) - 1 for each in moves)
    forms = np.zeros((side.size, count + 1), dtype=np.int64)
    forms[0, count] = 1
    unknown = 0
    for before, chosen in zip(side.before.tolist(), moves, strict=True):
        rest = forms[before].copy()
        for s in chosen[:-1]:
            forms[s, unknown] = 1
            rest[unknown] -= 1
            unknown += 1
        forms[chosen[-1]] = rest
    return forms


def parameter_values(forms: Whole, weights: list[float]) -> list[Fraction]:
    """Simple values of the unknowns near weights in floats."""
    unknowns = forms.shape[1] - 1
    places = (forms[:, :unknowns] == 1) & (np.abs(forms).sum(axis=1) == 1)[:, None]
    return [
        Fraction(float(weights[int(np.argmax(places[:, k]))])).limit_denominator(SIMPLEST)
        for k in range(unknowns)
    ]


def tight_replies(view: View, own: Floats, other: Floats) -> Any:
    """Sequences of the other player that are best replies in floats, or in use."""
    side = view.other
    pays = view.pays(own) / view.game.scale
    tight = other > NEAR
    for place in reversed(range(len(side.before))):
        start, stop = side.starts[place], side.starts[place + 1]
        least = pays[start:stop].min()
        tight[start:stop] |= pays[start:stop] < least + NEAR
        pays[side.before[place]] += least
    return tight


def indifference(view: View, forms: Whole, tight: Any) -> Whole:
    """Rows that are zero where all tight replies of each set are equally good."""
    bound = float(np.abs(forms).max()) * sum(map(abs, view.game.values))
    pays = view.pays(forms if bound < 2**60 else forms.astype(object))
    side, rows = view.other, []
    for place in reversed(range(len(side.before))):
        best = [s for s in range(side.starts[place], side.starts[place + 1]) if tight[s]]
        rows += [pays[s] - pays[best[0]] for s in best[1:]]
        pays[side.before[place]] = pays[side.before[place]] + pays[best[0]]
    distinct = {tuple(row.tolist()) for row in rows if row.any()}
    return np.array(sorted(distinct), dtype=object).reshape(-1, forms.shape[1])


def solve_equations(equations: Whole, guess: list[Fraction]) -> list[Fraction] | None:
    """The unknowns and one; those that no equation settles are as guessed."""
    from flint import fmpz_mat

    unknowns = len(guess)
    values = [*guess, Fraction(1)]
    if not len(equations) or not unknowns:
        return values
    reduced, scale, rank = fmpz_mat(equations.tolist()).rref()
    for k in range(rank):
        row = [int(reduced[k, c]) for c in range(unknowns + 1)]
        pivot = next(c for c, entry in enumerate(row) if entry)
        if pivot == unknowns:
            return None
        rest = sum(
            (row[c] * values[c] for c in range(pivot + 1, unknowns + 1) if row[c]), Fraction(0)
        )
        values[pivot] = -rest / int(scale)
    return values
