"""The checkers' vertices are those of the producers' polyhedra."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.completeness import UNIT, Row
from gametheory_dprk.concepts.generation import vertices
from gametheory_dprk.polyhedra import linear_system
from gametheory_dprk.polyhedra import vertices as produced

NAMES = "abcd"
numbers = st.lists(st.integers(-2, 2).map(Fraction), min_size=5, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(numbers, max_size=4), st.lists(numbers, max_size=2))
def test_vertices_are_those_of_the_producers(
    at_least: list[list[Fraction]], equal: list[list[Fraction]]
) -> None:
    one = [Fraction(1)] * 4 + [Fraction(-1)]
    rows = [Row(form(one), "==", {}), *(Row(form(row), "==", {}) for row in equal)]
    rows += [Row(form(row), ">=", {}) for row in at_least]
    system = linear_system(
        NAMES,
        equal=[(dict(zip(NAMES, row, strict=False)), row[-1]) for row in [one, *equal]],
        at_least=[(dict(zip(NAMES, row, strict=False)), row[-1]) for row in at_least],
        nonnegative=NAMES,
    )
    expected = {frozenset((v, x) for v, x in point.items() if x) for point in produced(system)}
    found = [frozenset((v, x) for (v,), x in point.items()) for point in vertices(rows)]
    assert set(found) == expected
    assert len(found) == len(expected)


def form(row: list[Fraction]) -> dict[tuple[str, ...], Fraction]:
    return dict(zip((*zip(NAMES), UNIT), row, strict=True))


def test_a_negative_single_variable_is_a_condition_not_a_sign() -> None:
    total = Row({("a",): Fraction(1), ("b",): Fraction(1), UNIT: Fraction(-1)}, "==", {})
    assert vertices([total, Row({("a",): Fraction(-1)}, ">=", {})]) == [{("b",): 1}]
