"""Arithmetic and order of algebraic numbers, against sympy and against the laws of a field."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.algebraic import Algebraic
from gametheory_dprk.algebraic.element import element, generator
from gametheory_dprk.algebraic.field import number_field
from gametheory_dprk.algebraic.roots import square_root
from gametheory_dprk.errors import LimitReached

F = Fraction
FIELDS = {
    "square root": number_field((-5, 0, 1), 1),
    "its negative": number_field((-5, 0, 1), 0),
    "cubic": number_field((-1, -1, 0, 1), 0),
    "quartic": number_field((1, 0, -10, 0, 1), 2),
    "quintic": number_field((1, -5, 0, 0, 0, 1), 1),
}
fractions = st.fractions(min_value=-9, max_value=9, max_denominator=7)


@st.composite
def numbers(draw, count):
    """Some elements of one field."""
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    lists = st.lists(fractions, min_size=1, max_size=field.degree)
    return [element(field, tuple(draw(lists))) for _ in range(count)]


@given(numbers(3))
@settings(max_examples=60, deadline=None)
def test_laws_of_a_field(three):
    a, b, c = three
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a * (b + c) == a * b + a * c
    assert a - a == 0
    assert a + 0 == a
    assert 1 * a == a
    if a:
        assert a / a == 1
        assert a * (1 / a) == 1
        assert b / a * a == b
        assert a**-2 == 1 / (a * a)


@given(numbers(3))
@settings(max_examples=60, deadline=None)
def test_order_is_total_and_goes_with_arithmetic(three):
    a, b, c = three
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a <= b) == (not a > b)
    if a < b:
        assert a + c < b + c
        assert a < (a + b) / 2 < b
        assert -b < -a
    assert abs(a) >= 0
    assert abs(a) in (a, -a)


def as_sympy(number):
    import sympy

    return sympy.sympify(str(number))


def test_arithmetic_agrees_with_sympy_to_fifty_digits():
    import sympy

    random = Random(7)
    for field in FIELDS.values():
        for _ in range(4):
            a, b = (
                element(field, tuple(F(random.randint(-9, 9), 6) for _ in range(field.degree)))
                for _ in "ab"
            )
            expected = as_sympy(a) * as_sympy(b) - as_sympy(a) / (as_sympy(b) ** 2 + 1)
            got = as_sympy(a * b - a / (b * b + 1))
            assert abs(sympy.N(got - expected, 50)) < sympy.Float(10) ** -40
            assert float(a) == pytest.approx(float(sympy.N(as_sympy(a), 30)), rel=1e-15)


def test_rational_results_are_fractions():
    root = square_root(5)
    golden = (1 + root) / 2
    assert golden**2 - golden == F(1)
    assert isinstance(golden**2 - golden, Fraction)
    assert isinstance(root * root, Fraction)
    assert isinstance(root - root, Fraction)
    assert isinstance(F(1, 2) + root, Algebraic)
    assert root**0 == 1


def test_order_where_floats_cannot_tell():
    # p/q is a convergent of the square root of 2 below it: p*p - 2*q*q = -1, so q*root > p.
    p, q = 1, 1
    for _ in range(60):
        p, q = p + 2 * q, p + q
    if p * p - 2 * q * q == 1:
        p, q = p + 2 * q, p + q
    root = square_root(2)
    assert p * p - 2 * q * q == -1
    assert float(root) == p / q
    assert root > F(p, q)
    assert max(F(p, q), root) is root
    assert F(p, q) < root < F(p, q) + F(1, q * q)


def test_numbers_of_different_fields():
    two, three = square_root(2), square_root(3)
    both = two + three
    assert both * both == 5 + 2 * square_root(6)
    assert two < three < both
    assert both - two == three
    assert hash(both - two) == hash(three)
    assert {three: "found"}[both - two] == "found"
    fourth = generator(number_field((-2, 0, 0, 0, 1), 1))
    assert fourth != two
    assert fourth * fourth == two
    # Both are roots of x**4 - 10*x**2 + 1, which has four.
    roots = [generator(number_field((1, 0, -10, 0, 1), k)) for k in range(4)]
    assert [both == each for each in roots] == [False, False, False, True]
    assert roots == sorted(set(roots))


def test_fields_of_a_degree_beyond_bounds_do_not_meet():
    high = generator(number_field((-2, *[0] * 10, 1), 0))
    other = generator(number_field((-3, *[0] * 10, 1), 0))
    assert high < other
    with pytest.raises(LimitReached):
        high + other


def test_equal_numbers_have_one_hash():
    for a, b in product((F(1, 2), F(2), square_root(2), square_root(3)), repeat=2):
        assert hash(a * b) == hash(b * a)
        assert (a * b) / b == a
        assert hash((a * b) / b) == hash(a)


def test_floats_are_no_exact_numbers():
    root = square_root(2)
    with pytest.raises(TypeError):
        root + 0.5
    with pytest.raises(TypeError):
        assert root < 0.5
    assert root != 1.4142135623730951


def test_division_by_zero():
    with pytest.raises(ZeroDivisionError):
        square_root(2) / 0


def test_copies_are_equal():
    number = 1 - generator(number_field((-1, -1, 0, 1), 0)) / 3
    assert pickle.loads(pickle.dumps(number)) == number
    assert copy.deepcopy(number) == number
    assert pickle.loads(pickle.dumps(number)).field is number.field


@pytest.mark.parametrize(
    ("coefficients", "index", "said"),
    [
        ((-4, 0, 1), 1, "irreducible"),
        ((-4, 0, 2), 1, "irreducible"),
        ((2, 0, -1), 1, "irreducible"),
        ((-2, 1), 0, "irreducible"),
        ((-2, 0, 1, 0), 1, "irreducible"),
        ((1, 0, 1), 0, "0 real roots"),
        ((-2, 0, 1), 2, "2 real roots"),
        ((-2, 0, 1), -1, "2 real roots"),
    ],
)
def test_what_generates_no_field(coefficients, index, said):
    with pytest.raises(ValueError, match=said):
        number_field(coefficients, index)


def test_roots_that_are_close_together_are_told_apart():
    # (x*x - 2)*(10**20*x - k) + 1 has a root very close to k / 10**20, near the square root of 2.
    near = 141421356237309504880
    from flint import fmpz_poly

    polynomial = fmpz_poly([-2, 0, 1]) * fmpz_poly([-near, 10**20]) + 1
    coefficients = tuple(int(c) for c in polynomial.coeffs())
    roots = []
    for index in range(3):
        try:
            roots.append(generator(number_field(coefficients, index)))
        except ValueError:
            break
    assert roots == sorted(roots)
    assert len(set(roots)) == len(roots)
    for root in roots:
        assert sum((c * root**k for k, c in enumerate(coefficients)), F(0)) == 0
