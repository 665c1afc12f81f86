"""Numbers known between two rationals: what is computed with them holds the true result."""

from __future__ import annotations

from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.algebraic.enclosed import Enclosed, decimal, outward
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.number import decode_number, encode_number, read_number

FRACTIONS = st.fractions(-9, 9, max_denominator=12)
WIDTHS = st.fractions(0, 1, max_denominator=12)


@settings(max_examples=150, deadline=None)
@given(FRACTIONS, FRACTIONS, WIDTHS, WIDTHS, st.sampled_from([add, sub, mul, truediv]))
def test_results_hold_what_they_stand_for(one, other, left, right, operation):
    low, high = Enclosed(one - left, one + right), Enclosed(other - right, other + left)
    if operation is truediv and high.low <= 0 <= high.high:
        with pytest.raises(ZeroDivisionError):
            operation(low, high)
        return
    found = operation(low, high)
    assert found.low <= operation(one, other) <= found.high
    assert operation(one, high).low <= operation(one, other) if other or operation != truediv else 1


def test_an_irrational_number_meets_an_enclosed_one():
    root = read_number("sqrt(2)")
    third = Enclosed(Fraction("0.3333"), Fraction("0.3334"))
    assert (root * third).low < Fraction("0.47140") < (third + root - 1).high
    assert third < root


def test_an_order_that_the_ends_do_not_settle_is_not_guessed():
    number = Enclosed(Fraction(1, 4), Fraction(1, 2))
    assert number > 0
    assert number <= Fraction(3, 4)
    for doubtful in (Fraction(1, 3), Fraction(1, 2), number, read_number("sqrt(2)/4")):
        with pytest.raises(LimitReached):
            assert number < doubtful


def test_equal_ends_are_no_equal_numbers_but_one_document():
    number = outward(Fraction(1, 3), Fraction(1, 3), 20)
    assert number != Fraction(1, 3)
    assert decode_number(encode_number(number)) == number
    assert decimal(number.low) == "0." + 20 * "3"


@pytest.mark.parametrize(
    "document",
    [
        {"low": "0.4", "high": "0.3", "approx": 0.35},
        {"low": "0.3", "high": "0.4", "approx": 0.3},
        {"low": "0.3", "high": "sqrt(2)", "approx": 0.3},
        {"low": 0.3, "high": "0.4", "approx": 0.35},
        {"low": "3/10", "high": "0.4", "approx": 0.35},
    ],
)
def test_what_is_no_pair_of_ends_is_refused(document):
    with pytest.raises(ValueError, match=r"does not show|expected an exact number"):
        decode_number(document)
