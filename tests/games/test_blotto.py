"""Colonel Blotto: best replies without lists of strategies, and exact values."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached


def allocations(troops, fields):
    """Every way to spread troops."""
    ways = product(range(troops + 1), repeat=fields)
    return [way for way in ways if sum(way) == troops]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 5), st.integers(0, 5), st.integers(1, 3))
def test_best_replies_are_best(seed, first, second, fields):
    random = np.random.default_rng(seed)
    game = gt.Blotto.of(first, second, random.integers(-2, 4, fields).tolist())
    columns = allocations(second, fields)
    weights = random.integers(1, 5, len(columns)).tolist()
    mixture = {c: Fraction(w, sum(weights)) for c, w in zip(columns, weights, strict=True)}
    worth = {
        row: sum(chance * game.payoff(row, column) for column, chance in mixture.items())
        for row in allocations(first, fields)
    }
    row, value = game.best_row(mixture)
    assert worth[row] == value == max(worth.values())


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [(5, 4, [1, 1, 1]), (4, 6, [1, 2, 2]), (6, 6, ["1/2", 1, 3]), (3, 0, [1, 1])],
)
def test_the_value_is_that_of_the_whole_matrix(first, second, values):
    game = gt.Blotto.of(first, second, values)
    rows, columns = (allocations(troops, len(values)) for troops in (first, second))
    assert game.sizes == (len(rows), len(columns))
    table = np.array([[game.payoff(a, b) for b in columns] for a in rows], dtype=object)
    x, y = gt.nash(table, -table, exact=True)
    found = gt.double_oracle(game)
    assert found.low == found.high == x @ table @ y
    assert found.limit is None


def test_equal_armies_gain_nothing():
    assert gt.double_oracle(gt.Blotto.of(7, 7, [1, 2, 3])).value == 0


def test_the_certificate_can_be_checked_by_hand():
    """Each mixture is worth its bound against every strategy of the other."""
    game = gt.Blotto.of(6, 4, [1, 1, 2])
    found = gt.double_oracle(game)
    against = [
        sum(chance * game.payoff(row, column) for row, chance in found.x.items())
        for column in allocations(4, 3)
    ]
    assert min(against) == found.low
    assert sum(found.x.values()) == sum(found.y.values()) == 1


def test_limits_keep_the_bounds():
    with pytest.raises(LimitReached):
        gt.double_oracle(gt.Blotto.of(5, 4, [1, 1, 1]), limit_seconds=0.0)
    found = gt.double_oracle(gt.Blotto.of(30, 25, [1, 2, 3, 4, 5, 6, 7, 8]), limit_seconds=0.5)
    assert found.low <= found.high
    assert found.low < found.high or found.limit is None


@pytest.mark.parametrize(
    ("troops", "values", "words"),
    [((-1, 2), [1], "troops"), ((1, 2.5), [1], "troops"), ((1, 1), [], "at least one field"),
     ((1, 1), [float("inf")], "^values: inf is not a finite number")],
)  # fmt: skip
def test_wrong_games(troops, values, words):
    with pytest.raises(ValueError, match=words):
        gt.Blotto.of(*troops, values)
