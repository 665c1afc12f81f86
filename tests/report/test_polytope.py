"""What may vary in a component, in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.number import read_number
from gametheory_dprk.report.formats.latex import number
from gametheory_dprk.report.numbers import number_words, phrase_text, short_number
from gametheory_dprk.report.polytope import (
    beliefs_phrase,
    bounds_phrase,
    component_phrases,
    strategies_phrase,
)
from gametheory_dprk.solution import Block, Cell, Component, Distribution

HOLD = {"relief": Fraction(0), "hold": Fraction(1)}
FIFTH = {"relief": Fraction(1, 5), "hold": Fraction(4, 5)}
HALF = {"relief": Fraction(1, 2), "hold": Fraction(1, 2)}
RELIEF = {"relief": Fraction(1), "hold": Fraction(0)}
THREE = [
    {"a": Fraction(int(k == 0)), "b": Fraction(int(k == 1)), "c": Fraction(int(k == 2))}
    for k in range(3)
]
SOME = {"a": Fraction(2, 3), "b": Fraction(1, 3), "c": Fraction(0)}


@pytest.mark.parametrize(
    ("vertices", "words"),
    [
        ([HOLD], "hold"),
        ([FIFTH], "relief 1/5 (0.2), hold 4/5 (0.8)"),
        ([HOLD, FIFTH], "relief up to 1/5 (0.2)"),
        ([FIFTH, HOLD], "relief up to 1/5 (0.2)"),
        ([RELIEF, HALF], "hold up to 1/2 (0.5)"),
        ([FIFTH, HALF], "relief from 1/5 (0.2) to 1/2 (0.5)"),
        ([HOLD, RELIEF], "any mix of relief and hold"),
        (THREE, "any mix of a, b and c"),
        (THREE[:2], "any mix of a and b"),
        ([THREE[0], SOME], "b up to 1/3 (0.3333), else a"),
    ],
)
def test_moves(vertices: list[Distribution], words: str) -> None:
    assert phrase_text(strategies_phrase(vertices)) == words


@pytest.mark.parametrize(
    ("vertices", "words"),
    [
        ([FIFTH], "belief in relief exactly 1/5 (0.2)"),
        ([HOLD, FIFTH], "belief in relief up to 1/5 (0.2)"),
        ([FIFTH, RELIEF], "belief in relief at least 1/5 (0.2)"),
        ([HOLD, RELIEF], "any belief"),
        (THREE, "any mix of beliefs a, b and c"),
    ],
)
def test_beliefs(vertices: list[Distribution], words: str) -> None:
    assert phrase_text(beliefs_phrase(vertices)) == words


def test_cells_at_different_places_are_told_apart() -> None:
    first, second = ("A", "x"), ("B", "y")
    cells = (
        Cell((Block((first,), ({first: HOLD}, {first: RELIEF})),)),
        Cell((Block((second,), ({second: HOLD}, {second: FIFTH})),)),
    )
    assert [phrase_text(each) for each in component_phrases(Component(1, cells))] == [
        "A at x: any mix of relief and hold",
        "B at y: relief up to 1/5 (0.2)",
    ]


def test_joint_blocks_name_both_sets() -> None:
    first, second = ("A", "A"), ("B", "y")
    block = Block((first, second), ({first: HOLD, second: HOLD}, {first: RELIEF, second: RELIEF}))
    (phrase,) = component_phrases(Component(1, (Cell((block,)),)))
    assert phrase_text(phrase) == (
        "A and B at y: any mix of [A: hold; B at y: hold] and [A: relief; B at y: relief]"
    )


def test_numbers_never_claim_a_rounded_value_exact() -> None:
    assert short_number(Fraction(1, 8)) == "0.125"
    assert short_number(Fraction(10**6 + 1, 10**6)) == "~1"
    assert number_words(Fraction(10**20 + 1, 3)) == "~3.333e+19"
    assert number_words(Fraction(10**400)) == "~1e400"


def test_irrational_numbers_stand_with_their_decimal() -> None:
    root = read_number("sqrt(2)/2")
    assert number_words(root) == "sqrt(2)/2 (0.7071)"
    assert number(root) == r"$\frac{\sqrt{2}}{2}$"
    assert phrase_text(bounds_phrase("x", Fraction(0), root)) == "x up to sqrt(2)/2 (0.7071)"
