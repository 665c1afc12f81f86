from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from gametheory_dprk.analysis.payoff_set import decomposed, generates_itself, payoff_set
from gametheory_dprk.analysis.polygons import contains, cut, hull
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import NormalGame, RepeatedGame

PRISONERS = NormalGame.from_arrays([[2, -1], [3, 0]], [[2, 3], [-1, 0]])


def repeated(stage: NormalGame[Fraction], *factors: Fraction) -> RepeatedGame[Fraction]:
    return RepeatedGame(stage, dict(zip(stage.players, factors, strict=True)), {}, {})


def points(*pairs: tuple[int | Fraction, int | Fraction]) -> tuple[tuple[Fraction, Fraction], ...]:
    return hull((Fraction(x), Fraction(y)) for x, y in pairs)


def test_patient_prisoners_reach_everything_feasible_and_individually_rational() -> None:
    """At 1/2: (8/3, 0) by (D, C) now and (7/3, 1) later, on the same edge; (2, 2) by (C, C)."""
    half = Fraction(1, 2)
    game = repeated(PRISONERS, half, half)
    edge = Fraction(8, 3)
    everything = points((0, 0), (edge, 0), (2, 2), (0, edge))
    assert generates_itself(game, everything)
    found = payoff_set(game)
    assert all(contains(found.outer, corner) for corner in everything)
    assert all(contains(everything, corner) for corner in found.inner)
    assert found.gap is not None
    assert found.gap < Fraction(1, 1000)


def test_players_of_unlike_patience_trade_early_payoffs_for_late_ones() -> None:
    """Lehrer and Pauzner 1999: payoffs outside the hull of the stage's, whose sums are at most 4.
    A coarse outer bound has to hold what a fine inner one proves to be equilibrium payoffs."""
    game = repeated(PRISONERS, Fraction(9, 10), Fraction(8, 10))
    coarse, fine = payoff_set(game, Fraction(4000)), payoff_set(game, Fraction(1, 10))
    assert max(x + y for x, y in fine.inner) > 4
    assert coarse.steps < fine.steps
    assert all(contains(coarse.outer, corner) for corner in fine.inner)


def test_impatient_prisoners_only_defect() -> None:
    quarter = Fraction(1, 4)
    found = payoff_set(repeated(PRISONERS, quarter, quarter))
    assert found.inner == points((0, 0))
    assert found.gap is not None
    assert found.gap < Fraction(1, 1000)


def test_without_pure_equilibria_there_may_be_nothing() -> None:
    pennies = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    found = payoff_set(repeated(pennies, Fraction(1, 10), Fraction(1, 10)))
    assert found.outer == ()
    assert found.inner == ()
    assert found.gap is None


@pytest.mark.parametrize("seed", [0, 1, 2, 5, 7, 10, 11])
def test_bounds_on_random_games(seed: int) -> None:
    """Static equilibria lie in the outer bound, which the operator maps into itself; the inner
    one generates itself and lies inside."""
    random = Random(seed)
    arrays = [[[random.randrange(-4, 5) for _ in range(2)] for _ in range(2)] for _ in range(2)]
    stage = NormalGame.from_arrays(*arrays)
    game = repeated(
        stage, Fraction(random.randrange(1, 9), 10), Fraction(random.randrange(1, 9), 10)
    )
    found = payoff_set(game, Fraction(1, 100))
    for profile in stage.profiles():
        row, column = profile
        values = [stage.payoffs[p] for p in stage.players]
        best = (
            max(values[0][r, column] for r in stage.moves["row"]),
            max(values[1][row, c] for c in stage.moves["column"]),
        )
        if best == (values[0][profile], values[1][profile]):
            assert contains(found.outer, best)
    assert found.gap is None or found.gap <= Fraction(1, 50)
    if found.inner:
        image = decomposed(game, found.inner)
        assert all(contains(image, corner) for corner in found.inner)
        assert all(contains(found.outer, corner) for corner in found.inner)


def test_other_games_are_refused() -> None:
    game = repeated(PRISONERS, Fraction(1, 2), Fraction(1, 2))
    with pytest.raises(AnalysisError, match="all seen"):
        payoff_set(replace(game, lag=1))
    sure = {("row", "r2"): {"r2": Fraction(1), "": Fraction(0)}}
    assert payoff_set(replace(game, seen=sure)) == payoff_set(game)
    blurred = {("row", "r2"): {"r2": Fraction(1, 2), "": Fraction(1, 2)}}
    with pytest.raises(AnalysisError, match=r"row.r2 is seen for what it is with probability 1/2"):
        payoff_set(replace(game, seen=blurred))


def test_polygons() -> None:
    square = points((0, 0), (2, 0), (2, 2), (0, 2))
    assert cut(square, 0, Fraction(1)) == points((1, 0), (2, 0), (2, 2), (1, 2))
    assert cut(square, 1, Fraction(3)) == ()
    assert cut(square, 1, Fraction(2)) == points((0, 2), (2, 2))
    assert contains(square, (Fraction(2), Fraction(1)))
    assert not contains(square, (Fraction(2), Fraction(5, 2)))
    segment = points((0, 0), (2, 2))
    assert contains(segment, (Fraction(1), Fraction(1)))
    assert not contains(segment, (Fraction(1), Fraction(1, 2)))
