"""Equilibria of plain arrays: what is read, what is refused, and what an answer says of itself."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import LimitReached

CHICKEN = np.array([[0.0, 7.0], [2.0, 6.0]])


def hard_game(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Opposed payoffs, on which all paths are long."""
    random = np.random.default_rng(0)
    first, noise = random.normal(size=(2, size, size))
    return first, -0.8 * first + 0.6 * noise


@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.float32, np.float64, object])
def test_numbers_of_every_kind_are_read(kind: type) -> None:
    A, B = CHICKEN.astype(kind), CHICKEN.T.astype(kind)
    assert len(gt.all_nash(A, B)) == 3
    assert gt.nash(A, B, exact=True) in gt.all_nash(A, B, exact=True)


def test_views_are_read_as_they_look() -> None:
    large = np.random.default_rng(1).random((2, 60, 60))
    A, B = large[0, ::3, ::-2], large[1].T[::3, ::-2]
    for view in (A, np.asfortranarray(A)):
        plain = gt.nash(np.ascontiguousarray(A), np.ascontiguousarray(B))
        for side, other in zip(gt.nash(view, B), plain, strict=True):
            np.testing.assert_array_equal(side, other)
    assert gt.all_nash(A[:4, :5], B[:4, :5], exact=True) == gt.all_nash(
        A[:4, :5].tolist(), B[:4, :5].tolist(), exact=True
    )


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1)])
def test_players_with_one_move(shape: tuple[int, int]) -> None:
    A, B = np.random.default_rng(2).random((2, *shape))
    x, y = gt.nash(A, B)
    np.testing.assert_array_equal([x.max(), y.max()], [1.0, 1.0])
    assert gt.nash(A, B, exact=True) == gt.all_nash(A, B, exact=True)[0]


@pytest.mark.parametrize("function", [gt.nash, gt.all_nash])
@pytest.mark.parametrize(
    ("A", "B", "message"),
    [
        (np.array([[np.nan]]), np.zeros((1, 1)), "^A: nan is not a finite number"),
        (np.zeros((1, 1)), np.array([[-np.inf]]), "^B: -inf is not a finite number"),
        (np.zeros((2, 2)), np.zeros((2, 3)), r"^B: shape \(2, 3\); expected 2 arrays of one shape"),
        (np.zeros((0, 2)), np.zeros((0, 2)), r"^A: shape \(0, 2\); expected"),
        (np.zeros(3), np.zeros(3), r"^A: shape \(3,\); expected"),
        (np.zeros((2, 2, 2)), np.zeros((2, 2, 2)), "^A: shape"),
        (np.array([[1j]]), np.zeros((1, 1)), "^A: .* is not a finite number"),
    ],
)
def test_wrong_arrays_are_refused_by_name(function, A, B, message) -> None:
    with pytest.raises(ValueError, match=message):
        function(A, B)


def test_an_answer_says_how_good_it_is() -> None:
    A, B = np.random.default_rng(3).random((2, 40, 40))
    plain, certified = gt.nash(A, B), gt.nash(A, B, certify=True)
    assert (plain.certified, certified.certified) == (False, True)
    assert 0 <= plain.regret < 1e-12
    assert 0 <= certified.regret < 1e-12
    np.testing.assert_allclose(plain, certified, atol=1e-12)
    exact = gt.nash(A, B, exact=True)
    assert (exact.certified, exact.regret) == (True, 0.0)
    assert all(isinstance(chance, Fraction) for side in exact for chance in side)
    np.testing.assert_array_equal([[float(chance) for chance in side] for side in exact], certified)


def test_nobody_hangs() -> None:
    with pytest.raises(LimitReached, match=r"time limit of 0\.2 seconds"):
        gt.nash(*hard_game(300), limit_seconds=0.2)
    with pytest.raises(LimitReached, match="time limit"):
        gt.all_nash(*hard_game(28), limit_seconds=0.2)
    with pytest.raises(LimitReached, match=r"40 x 40 moves: .* nash\(\) finds one"):
        gt.all_nash(*hard_game(40))


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_control_c_ends_a_search() -> None:
    program = """
import os, signal, threading, time, numpy as np, gametheory_dprk as gt
random = np.random.default_rng(0)
A, noise = random.normal(size=(2, 300, 300))
gt.nash(A[:3, :3], noise[:3, :3])

def press():  # again and again: a compiler at work may catch the first
    while True:
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=press, daemon=True).start()
try:
    gt.nash(A, 0.6 * noise - 0.8 * A)
except KeyboardInterrupt:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("stopped")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120
    )
    assert done.stdout == "stopped\n"
