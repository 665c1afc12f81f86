"""Vectorised values against exact ones."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.polynomials import Ring
from gametheory_dprk.polynomials.evaluation import compile_polynomial

RING = Ring(["x", "y"])
terms = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(terms, st.lists(st.tuples(st.integers(-8, 8), st.integers(-8, 8)), min_size=1, max_size=5))
def test_dyadic_points_have_exact_values(
    parts: list[tuple[int, int, int]], rows: list[tuple[int, int]]
) -> None:
    x, y = RING.generators.values()
    polynomial = RING.zero
    for number, i, j in parts:
        polynomial += number * x**i * y**j
    found = compile_polynomial(polynomial, RING)(np.array(rows, dtype=float) / 4)
    for value, (a, b) in zip(found, rows, strict=True):
        point = {"x": Fraction(a, 4), "y": Fraction(b, 4)}
        assert Fraction(float(value)) == RING.value(polynomial, point)
