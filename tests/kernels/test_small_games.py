"""Batches of small games against exact enumeration, above all at ties and near them."""

from __future__ import annotations

import numpy as np
import pytest

import gametheory_dprk as gt


def as_set(x, y):
    return {(*np.round(a, 9), *np.round(b, 9)) for a, b in zip(x, y, strict=True)}


def assert_complete(A, B):
    batch = gt.solve_batch(A, B)
    pairs = list(batch.pairs())
    for g, count in enumerate(batch.counts):
        expected = gt.all_nash(A[g], B[g])
        assert count == len(expected)
        found = as_set(*pairs[g])
        assert found == as_set(*zip(*expected, strict=True))
    return batch


SIZES = [(1, 1), (1, 3), (2, 2), (3, 2), (3, 3), (2, 4), (4, 4), (5, 3), (2, 6)]


@pytest.mark.parametrize(("rows", "columns"), SIZES)
def test_plain_games_need_no_fractions(rows, columns):
    random = np.random.default_rng(rows * columns)
    batch = assert_complete(*random.normal(size=(2, 70, rows, columns)))
    assert not batch.exact.any()


@pytest.mark.parametrize(("rows", "columns"), SIZES)
@pytest.mark.parametrize("most", [1, 3, 9])
def test_ties_are_never_answered_wrongly(rows, columns, most):
    random = np.random.default_rng(most)
    batch = assert_complete(*random.integers(0, most + 1, (2, 70, rows, columns)))
    assert batch.exact.any() or rows == 1


@pytest.mark.parametrize("size", [1e-17, 1e-15, 1e-13, 1e-8])
def test_near_ties_are_never_answered_wrongly(size):
    random = np.random.default_rng(1)
    games = random.integers(0, 3, (2, 200, 3, 3)) + size * random.normal(size=(2, 200, 3, 3))
    assert_complete(*games)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_decimals_are_not_the_fractions_they_look_like(size):
    """Multiples of a tenth look tied, and as binary fractions they differ in the last bit."""
    tenths = np.random.default_rng(5).integers(0, 4, (2, 150, size, size)) * 0.1
    assert_complete(*tenths)


@pytest.mark.parametrize("scale", [1e-300, 1e-120, 1e120, 1e300])
def test_the_scale_of_payoffs_does_not_matter(scale):
    games = np.random.default_rng(2).normal(size=(2, 40, 4, 4))
    plain, scaled = gt.solve_batch(*games), gt.solve_batch(*(games * scale))
    np.testing.assert_array_equal(plain.counts, scaled.counts)


def test_equal_payoffs_have_every_pair_of_moves():
    """All sixteen pairs of pure strategies are extreme, one more than is kept room for."""
    batch = gt.solve_batch(np.zeros((2, 4, 4)), np.zeros((2, 4, 4)))
    assert batch.counts.tolist() == [16, 16]
    assert batch.x.shape == (32, 4)


def test_no_games_no_answers():
    batch = gt.solve_batch(np.zeros((0, 2, 2)), np.zeros((0, 2, 2)))
    assert batch.counts.shape == (0,)


def test_views_are_read_as_they_look():
    games = np.random.default_rng(3).normal(size=(2, 30, 3, 3))
    turned = gt.solve_batch(*(np.asfortranarray(each)[::-1] for each in games))
    np.testing.assert_array_equal(turned.counts[::-1], gt.solve_batch(*games).counts)


@pytest.mark.parametrize(
    ("A", "B", "message"),
    [
        (np.zeros((2, 2)), np.zeros((2, 2)), r"^A: shape \(2, 2\); expected \(games, rows"),
        (np.zeros((1, 7, 2)), np.zeros((1, 7, 2)), "^A: shape .* with 1 to 6 rows"),
        (np.zeros((1, 0, 2)), np.zeros((1, 0, 2)), "^A: shape"),
        (np.zeros((1, 2, 2)), np.zeros((1, 2, 3)), r"^B: shape \(1, 2, 3\); expected \(1, 2, 2\)"),
        (np.zeros((1, 2, 2)), np.full((1, 2, 2), np.nan), "^B: nan is not a finite number"),
        (np.full((1, 2, 2), -np.inf), np.zeros((1, 2, 2)), "^A: -inf is not a finite number"),
        ([[["a"]]], [[[1]]], "^A: expected numbers"),
        ([[[10**400]]], [[[1]]], "^A: expected .*numbers"),
        ([[[2**53 + 1]]], [[[1]]], r"^A: integers beyond 2\*\*53"),
        ([[[1], [2, 3]]], [[[1]]], "^A: expected numbers"),
        ([[[None]]], [[[1]]], "^A: expected"),
    ],
)
def test_wrong_batches_are_refused_by_name(A, B, message):
    with pytest.raises(ValueError, match=message):
        gt.solve_batch(A, B)


@pytest.mark.parametrize(("size", "most"), [(5, 99), (5, 3), (6, 99), (6, 9)])
def test_five_and_six_moves(size, most):
    random = np.random.default_rng(size)
    assert_complete(*random.integers(0, most + 1, (2, 20, size, size)))


def test_more_equilibria_than_there_is_room_for_are_all_found():
    """Equal unit matrices have an equilibrium on each of the 31 sets of moves."""
    batch = gt.solve_batch(np.eye(5)[None], np.eye(5)[None])
    assert batch.counts.tolist() == [31]
    assert batch.exact.all()


@pytest.mark.parametrize("size", [1e308, 1.7e308])
def test_sums_of_payoffs_may_overflow(size):
    games = size * np.array([[[1.0, -1.0], [-1.0, 1.0]], [[1.0, -0.5], [0.5, 1.0]]])
    assert_complete(games, -games[:, ::-1].transpose(0, 2, 1))


def test_time_limits_are_obeyed():
    with pytest.raises(gt.GtdError, match="time limit of 0 seconds"):
        gt.solve_batch(np.zeros((1, 2, 2)), np.zeros((1, 2, 2)), limit_seconds=0.0)


def mixtures(games, noise):
    """Games whose third row is a mixture of the others, rounded, and some noise."""
    random = np.random.default_rng(7)
    first, second = random.normal(size=(2, games, 3, 3))
    share = random.random((games, 1))
    first[:, 2] = share * first[:, 0] + (1 - share) * first[:, 1]
    first[:, 2] += noise * random.normal(size=(games, 3))
    return first, second


def test_mixtures_that_pay_the_same_but_for_rounding():
    """Only the error bounds notice: with them set to zero some games are answered wrongly."""
    assert assert_complete(*mixtures(300, 0.0)).exact.any()


def test_mixtures_that_pay_nearly_the_same():
    """Doubles tell these apart and singles do not: with their bounds zero some are lost.

    Only numbers are compared, since strategies of such games hang on the last digits of payoffs.
    """
    first, second = mixtures(150, 1e-9)
    batch = gt.solve_batch(first, second)
    assert not batch.exact.any()
    numbers = [len(gt.all_nash(*game)) for game in zip(first, second, strict=True)]
    assert batch.counts.tolist() == numbers
