from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.analysis.cheap_talk import Partition, most_intervals, partition, partitions
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.reader import read

biases = st.fractions(Fraction(1, 400), Fraction(1, 2), max_denominator=400)


def integral_of_square(low: Fraction, high: Fraction, center: Fraction) -> Fraction:
    """The integral of (x - center)^2."""
    return ((high - center) ** 3 - (low - center) ** 3) / 3


def loss(found: Partition, bias: Fraction) -> Fraction:
    """Expected square of the distance between action and state + bias, interval by interval."""
    pieces = zip(found.cuts, found.cuts[1:], found.actions, strict=False)
    return sum((integral_of_square(low, high, act - bias) for low, high, act in pieces), Fraction())


def longest_chain(bias: Fraction) -> int:
    """How many intervals fit if the first is (nearly) empty: the arbitrage condition, forward."""
    one, two, count = Fraction(0), Fraction(0), 0
    while two < 1:
        one, two, count = two, 2 * two - one + 4 * bias, count + 1
    return count


@settings(max_examples=200, deadline=None)
@given(biases)
def test_every_partition_is_an_equilibrium(bias: Fraction) -> None:
    for found in partitions(bias):
        assert found.cuts[0] == 0
        assert found.cuts[-1] == 1
        assert all(low < high for low, high in zip(found.cuts, found.cuts[1:], strict=False))
        for cut, near, far in zip(found.cuts[1:], found.actions, found.actions[1:], strict=False):
            assert cut + bias - near == far - cut - bias
        assert found.receiver == -loss(found, Fraction())
        assert found.sender == -loss(found, bias)


@settings(max_examples=200, deadline=None)
@given(biases)
def test_no_longer_partition_exists(bias: Fraction) -> None:
    assert most_intervals(bias) == longest_chain(bias)
    with pytest.raises(AnalysisError):
        partition(bias, most_intervals(bias) + 1)


def test_bias_of_one_twentieth() -> None:
    """By hand: at bias 1/20 there are up to three intervals, with
    cuts 2/15 and 7/15; 2 N (N - 1) bias < 1 at N = 3 and not at N = 4."""
    *_, finest = partitions(Fraction(1, 20))
    assert [str(cut) for cut in finest.cuts] == ["0", "2/15", "7/15", "1"]


def test_a_sender_who_wants_less_is_the_mirror_image() -> None:
    more, less = partition(Fraction(1, 10), 2), partition(Fraction(-1, 10), 2)
    assert less.cuts == tuple(1 - cut for cut in reversed(more.cuts))
    assert less.receiver == more.receiver


def test_without_bias_any_number_of_intervals_will_do() -> None:
    assert partition(Fraction(), 4).cuts == tuple(Fraction(k, 4) for k in range(5))
    with pytest.raises(AnalysisError):
        partitions(Fraction())


@pytest.mark.parametrize("bias", ["0.2", "0.24", "0.26"])
def test_two_words_work_in_the_finite_game_where_they_do_in_the_continuum(bias: str) -> None:
    """In the three-state game one state apart needs bias <= 1/4, two intervals bias < 1/4."""
    scenario = read("dprk/mediator_cheap_talk")
    solution = solve(scenario.game, "pbe", values={"bias": Fraction(bias)})
    told = any(each.values["US"] > Fraction(-2, 27) for each in solution)
    assert solution.complete
    assert told is (most_intervals(Fraction(bias)) >= 2)
