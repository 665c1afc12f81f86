"""Numbers of different fields: whether they are equal, their order, and a field for both."""

from __future__ import annotations

from functools import cache
from typing import Any

from gametheory_dprk.algebraic.algebra import FiniteAlgebra
from gametheory_dprk.algebraic.element import FIRST_BITS, Algebraic, Real, reduced
from gametheory_dprk.algebraic.field import NumberField, root_intervals
from gametheory_dprk.errors import LimitReached

MAX_COMMON_DEGREE = 64
"""Largest product of two degrees for which a common field is looked for."""


def minimal_polynomial(number: Algebraic) -> tuple[int, ...]:
    """Coefficients of a number's primitive minimal polynomial, constant first.

    It is that of multiplication by the number, as a linear map of the field.

    Examples
    --------
    >>> from gametheory_dprk.algebraic.element import generator
    >>> from gametheory_dprk.algebraic.field import number_field
    >>> minimal_polynomial(generator(number_field((-2, 0, 1), 1)) + 1)
    (-1, -2, 1)
    """
    from flint import fmpq_mat

    degree = number.field.degree
    images = [number.polynomial]
    for _ in range(degree - 1):
        images.append(images[-1].left_shift(1) % number.field.modulus)
    rows = [[image[k] for k in range(degree)] for image in images]
    return tuple(int(c) for c in primitive(fmpq_mat(rows).minpoly()).coeffs())


def primitive(polynomial: Any) -> Any:
    """The primitive integer multiple of a rational polynomial, with a positive leading term."""
    numerator = polynomial.numer()
    content = numerator.content()
    return numerator // (content if numerator.leading_coefficient() > 0 else -content)


def root_index(number: Algebraic) -> int:
    """Which real root of its minimal polynomial a number is, counted from 0."""
    roots = root_intervals(number.minimal_polynomial())
    bits = FIRST_BITS
    while True:
        low, high = number.interval(bits)
        for index, (left, right) in enumerate(roots):
            if left <= low and high <= right:
                return index
        bits *= 2


def order(one: Algebraic, two: Algebraic, bits: int) -> int:
    """The sign of a difference, or 0 where so many bits do not tell."""
    (low, high), (left, right) = one.interval(bits), two.interval(bits)
    return int(low > right) - int(high < left)


def same_root(one: Algebraic, two: Algebraic) -> bool:
    """Whether numbers of different fields are equal: the same root of the same polynomial."""
    if order(one, two, FIRST_BITS):
        return False
    alike = one.minimal_polynomial() == two.minimal_polynomial()
    return alike and root_index(one) == root_index(two)


def compare_apart(one: Algebraic, two: Algebraic) -> int:
    """The sign of the difference of numbers of different fields.

    Examples
    --------
    >>> from gametheory_dprk.algebraic.element import generator
    >>> from gametheory_dprk.algebraic.field import number_field
    >>> root = generator(number_field((-2, 0, 1), 1))
    >>> fourth = generator(number_field((-2, 0, 0, 0, 1), 1))
    >>> compare_apart(root, fourth), compare_apart(root, fourth * fourth)
    (1, 0)
    """
    if same_root(one, two):
        return 0
    bits = FIRST_BITS
    while not (sign := order(one, two, bits)):
        bits *= 2
    return sign


def in_common_field(one: Algebraic, two: Algebraic) -> tuple[Algebraic, Algebraic]:
    """The same two numbers as elements of one field."""
    first, second = common_generators(one.field, two.field)
    return substituted(one, first), substituted(two, second)


def substituted(number: Algebraic, root: Algebraic) -> Algebraic:
    """A number with its field's generator written in another field."""
    result = reduced(root.field, number.polynomial(root.polynomial) % root.field.modulus)
    assert isinstance(result, Algebraic)
    return result


@cache
def common_generators(one: NumberField, two: NumberField) -> tuple[Algebraic, Algebraic]:
    """The generators of two fields as elements of the field that both generate.

    Raises
    ------
    LimitReached
        If the field may have a degree beyond `MAX_COMMON_DEGREE`.

    Examples
    --------
    >>> from gametheory_dprk.algebraic.field import number_field
    >>> two, three = (number_field((-k, 0, 1), 1) for k in (2, 3))
    >>> first, second = common_generators(two, three)
    >>> first.field is second.field, (first * second) ** 2
    (True, Fraction(6, 1))
    """
    if one.degree * two.degree > MAX_COMMON_DEGREE:
        raise LimitReached(
            f"numbers of degrees {one.degree} and {two.degree} meet in a field of a degree "
            f"beyond {MAX_COMMON_DEGREE}"
        )
    for first, second in tensor_product(one, two).real_points():
        if is_root(first, one) and is_root(second, two):
            assert isinstance(first, Algebraic)
            assert isinstance(second, Algebraic)
            return first, second
    raise ArithmeticError(f"no common field of {one} and {two}")


def is_root(number: Real, field: NumberField) -> bool:
    """Whether a root of a field's minimal polynomial is the field's generator."""
    low, high = field.bounds()
    return low < number < high


def tensor_product(one: NumberField, two: NumberField) -> FiniteAlgebra:
    """All pairs of a root of one minimal polynomial and a root of the other."""
    from flint import fmpq_mat

    def kronecker(left: Any, right: Any) -> Any:
        rows = range(left.nrows() * right.nrows())
        size = right.nrows()
        return fmpq_mat(
            [[left[i // size, j // size] * right[i % size, j % size] for j in rows] for i in rows]
        )

    first, second = (companion(field) for field in (one, two))
    return FiniteAlgebra(
        (kronecker(first, identity(two.degree)), kronecker(identity(one.degree), second))
    )


def companion(field: NumberField) -> Any:
    """Multiplication by a field's generator, on the powers of the generator."""
    from flint import fmpq, fmpq_mat

    matrix = fmpq_mat(field.degree, field.degree)
    lead = field.coefficients[-1]
    for k in range(field.degree):
        matrix[k, field.degree - 1] = fmpq(-field.coefficients[k], lead)
        if k:
            matrix[k, k - 1] = 1
    return matrix


def identity(size: int) -> Any:
    """The identity matrix."""
    from flint import fmpq_mat

    return fmpq_mat([[int(i == j) for j in range(size)] for i in range(size)])
