"""Batches of small signaling games against the exact solver, above all at ties and near them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

import gametheory_dprk as gt

TYPES, MESSAGES, REPLIES = ("t1", "t2"), ("m1", "m2"), ("r1", "r2")


def exact_solution(prior, sender, receiver):
    weights = [Fraction(float(weight)) for weight in prior]
    chances = [weight / sum(weights) for weight in weights]
    return gt.pbe(gt.SignalingGame.from_arrays(chances, sender, receiver))


def corners(equilibrium):
    """For every cell of a component the extreme pairs of strategies and beliefs."""
    component = equilibrium.component
    cells = ((),) if component is None else [cell.blocks for cell in component.cells]
    found = set()
    for blocks in cells:
        points = set()
        for changes in product(*(block.corners() for block in blocks)):
            point = equilibrium.assessment
            for strategies, beliefs in changes:
                point = point.replace(strategies, beliefs)
            points.add(numbers(point))
        found.add(frozenset(points))
    return frozenset(found)


def numbers(point):
    sends, answers = point.strategies["sender"], point.strategies["receiver"]
    believes = point.beliefs["receiver"]
    chances = [
        *(sends[t]["m1"] for t in TYPES),
        *(answers[m]["r1"] for m in MESSAGES),
        *(believes[m]["t1"] for m in MESSAGES),
    ]
    return tuple(round(float(chance), 8) for chance in chances)


def row_cells(batch, row, receiver):
    """The same from a row of a batch: what its documentation says that it stands for."""
    parts = [after_message(batch, row, m, receiver[:, m]) for m in range(2)]
    return frozenset(
        frozenset(
            tuple(round(float(x), 8) for x in (*batch.sender[row], a[0], b[0], a[1], b[1]))
            for a, b in product(first, second)
        )
        for first, second in product(*parts)
    )


def after_message(batch, row, m, pays):
    """Segments of replies and beliefs after a message."""
    low, high = batch.replies[row, m]
    beliefs, critical = batch.beliefs[row, m], batch.critical[row, m]
    if low == high:
        return [[(low, belief) for belief in beliefs]]
    segments = [[(low, critical), (high, critical)]]
    for belief in {0.0, 1.0} & set(beliefs):
        kind = 0 if belief else 1
        best = float(pays[kind, 0] > pays[kind, 1])
        assert best in (low, high)
        segments.append([(best, critical), (best, belief)])
    return segments


def assert_complete(prior, sender, receiver):
    batch = gt.solve_signaling_batch(prior, sender, receiver)
    starts = batch.starts()
    for g, count in enumerate(batch.counts):
        expected = exact_solution(prior[g], sender[g], receiver[g])
        assert count == len(expected)
        rows = range(starts[g], starts[g + 1])
        assert len(rows) == (0 if g in batch.solutions else count)
        if g not in batch.solutions:
            found = {row_cells(batch, row, receiver[g]) for row in rows}
            assert found == {corners(each) for each in expected}
    return batch


def draw(seed, games):
    random = np.random.default_rng(seed)
    return random, random.random((games, 2)) + 0.05


def test_plain_games_need_no_fractions():
    random, prior = draw(0, 25)
    assert not assert_complete(prior, *random.normal(size=(2, 25, 2, 2, 2))).solutions


@pytest.mark.parametrize("most", [2, 9])
def test_ties_are_never_answered_wrongly(most):
    random, prior = draw(most, 12)
    batch = assert_complete(prior, *random.integers(0, most + 1, (2, 12, 2, 2, 2)))
    assert batch.solutions


def test_every_kind_of_equilibrium_is_met():
    """Both pooling, both separating, four semi-separating and the fully mixed kind."""
    random, prior = draw(3, 20000)
    batch = gt.solve_signaling_batch(prior, *random.normal(size=(2, 20000, 2, 2, 2)))
    inside = (batch.sender > 0) & (batch.sender < 1)
    kinds = {(*np.where(mixed, 2, row),) for mixed, row in zip(inside, batch.sender, strict=True)}
    assert kinds == {(0, 0), (1, 1), (0, 1), (1, 0), (2, 0), (2, 1), (0, 2), (1, 2), (2, 2)}


def test_fully_mixed_equilibria_are_found():
    random, prior = draw(3, 20000)
    games = random.normal(size=(2, 20000, 2, 2, 2))
    batch = gt.solve_signaling_batch(prior, *games)
    rows = np.flatnonzero(((batch.sender > 0) & (batch.sender < 1)).all(axis=1))[:10]
    some = np.searchsorted(batch.starts(), rows, side="right") - 1
    assert len(some) == 10
    assert_complete(prior[some], *games[:, some])


@pytest.mark.parametrize("size", [1e-17, 1e-15, 1e-8])
def test_near_ties_are_never_answered_wrongly(size):
    random, prior = draw(7, 8)
    shape = (2, 8, 2, 2, 2)
    assert_complete(prior, *(random.integers(0, 3, shape) + size * random.normal(size=shape)))


def test_priors_that_all_but_make_both_replies_best():
    """Only the error bound notices: without it some of these games are answered wrongly."""
    random, prior = draw(11, 30)
    receiver = random.normal(size=(30, 2, 2, 2))
    gains = receiver[:, :, 0, 0] - receiver[:, :, 0, 1]
    some = np.flatnonzero(gains[:, 0] * gains[:, 1] < 0)
    prior[some, 1] = -prior[some, 0] * gains[some, 0] / gains[some, 1]
    sender = random.normal(size=(30, 2, 2, 2))
    batch = gt.solve_signaling_batch(prior[some], sender[some], receiver[some])
    assert set(batch.solutions) == set(range(len(some)))


def test_signals_that_cost_the_same_after_every_reply():
    """Lines of indifference are parallel, and that is no tie."""
    random, prior = draw(5, 15)
    sender = np.repeat(random.normal(size=(15, 2, 1, 2)), 2, axis=2)
    sender[:, :, 1] -= random.random((15, 2, 1))
    batch = assert_complete(prior, sender, random.normal(size=(15, 2, 2, 2)))
    assert len(batch.solutions) < 8


def test_no_games_no_answers():
    batch = gt.solve_signaling_batch(np.ones((0, 2)), *np.zeros((2, 0, 2, 2, 2)))
    assert batch.counts.shape == (0,)
    assert batch.replies.shape == (0, 2, 2)


GAME = np.arange(8.0).reshape(1, 2, 2, 2)
HALF = [[1, 1]]


@pytest.mark.parametrize(
    ("prior", "sender", "receiver", "message"),
    [
        ([1, 1], GAME, GAME, r"^prior: shape \(2,\); expected \(games, 2\)"),
        ([[1, 1, 1]], GAME, GAME, r"^prior: shape \(1, 3\); expected \(games, 2\)"),
        (HALF, GAME[0], GAME, r"^sender: shape \(2, 2, 2\); expected \(1, 2, 2, 2\), as prior has"),
        (HALF, GAME, np.zeros((2, 2, 2, 2)), r"^receiver: shape \(2, 2, 2, 2\); expected \(1, 2,"),
        (HALF, GAME, np.full((1, 2, 2, 2), np.nan), "^receiver: nan is not .* in shape"),
        (HALF, np.full((1, 2, 2, 2), np.inf), GAME, "^sender: inf is not a finite number"),
        ([[np.nan, 1]], GAME, GAME, "^prior: nan is not a finite number"),
        ([[1, -1]], GAME, GAME, r"^prior: -1.0 is not a positive weight, in shape \(1, 2\)"),
        ([[1, 0]], GAME, GAME, "^prior: 0.0 is not a positive weight"),
        ([[2**53 + 1, 1]], GAME, GAME, r"^prior: integers beyond 2\*\*53"),
        (HALF, [["a"]], GAME, r"^sender: expected numbers of shape \(games, types"),
        (HALF, GAME, None, "^receiver: expected"),
    ],
)
def test_wrong_batches_are_refused_by_name(prior, sender, receiver, message):
    with pytest.raises(ValueError, match=message):
        gt.solve_signaling_batch(prior, sender, receiver)


def test_time_limits_are_obeyed():
    with pytest.raises(gt.GtdError, match="time limit of 0 seconds"):
        gt.solve_signaling_batch(HALF, GAME, GAME, limit_seconds=0.0)
