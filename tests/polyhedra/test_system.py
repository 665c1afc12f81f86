"""What a system accepts and refuses."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from gametheory_dprk.polyhedra import LinearSystem, Row, linear_system


def test_unknown_variables_are_all_named() -> None:
    with pytest.raises(ValueError, match="'y', 'z'"):
        linear_system("x", equal=[({"y": 1}, 0)], nonnegative="z")


def test_a_variable_counts_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        LinearSystem(("x", "x"))


@pytest.mark.parametrize("pair", [({"x": 0.5}, 0), ({"x": 1}, 0.5)])
def test_floats_are_refused(pair: tuple[Any, Any]) -> None:
    with pytest.raises(TypeError, match=r"0\.5"):
        linear_system("x", at_least=[pair])


def test_extended_keeps_what_was_there() -> None:
    first = linear_system("x", at_least=[({"x": 1}, 0)], nonnegative="x")
    more = first.extended(equal=[({"x": 2}, -1)], at_least=[({}, 3)])
    assert more.nonnegative == {"x"}
    assert more.equalities == (Row({"x": Fraction(2)}, Fraction(-1)),)
    assert more.inequalities == (*first.inequalities, Row({}, Fraction(3)))
