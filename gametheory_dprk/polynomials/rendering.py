"""Polynomials and rational functions back as short formulas in the parameters' names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from gametheory_dprk.expr import Binary, Expr, Name, Negate, Number
from gametheory_dprk.polynomials.ratio import Ratio
from gametheory_dprk.polynomials.ring import Polynomial, Ring, fraction

Negative: TypeAlias = Callable[[Polynomial], bool | None]
"""Whether a polynomial is negative, so that its opposite is written instead; None if unknown."""

Powers: TypeAlias = list[tuple[Polynomial, int]]


def unknown(polynomial: Polynomial) -> None:
    """Know nothing about signs."""


def polynomial_expr(polynomial: Polynomial, ring: Ring) -> Expr:
    """Write a polynomial as a sum of terms, beginning with a positive one if there is any.

    Examples
    --------
    >>> from gametheory_dprk.expr import to_text
    >>> ring = Ring(["p", "b"])
    >>> p, b = ring.generators.values()
    >>> to_text(polynomial_expr(b**2 * 3 - p, ring))
    '3*b^2 - p'
    """
    terms = [(fraction(c), exponents) for exponents, c in ring.terms(polynomial)]
    if not terms:
        return Number(Fraction(0))
    terms.sort(key=lambda term: term[0] < 0)
    total = _term(terms[0][0], terms[0][1], ring)
    for coefficient, exponents in terms[1:]:
        term = _term(abs(coefficient), exponents, ring)
        total = Binary("+" if coefficient > 0 else "-", total, term)
    return total


def ratio_expr(ratio: Ratio, ring: Ring, negative: Negative = unknown) -> Expr:
    """Write a rational function with factored numerator and denominator.

    Parameters
    ----------
    negative
        Factors that are negative are written with the opposite sign: ``1 - p`` for ``p - 1``.

    Examples
    --------
    >>> from gametheory_dprk.expr import to_text
    >>> ring = Ring(["p", "b"])
    >>> p, b = ring.generators.values()
    >>> to_text(ratio_expr(Ratio.of(b, (b + 1) * (p - 1)), ring, lambda f: f == p - 1))
    '-(b/((1 - p)*(b + 1)))'
    """
    if ratio.is_zero():
        return Number(Fraction(0))
    top_content, top = _oriented(ratio.numerator, ring, negative)
    bottom_content, bottom = _oriented(ratio.denominator, ring, negative)
    content = top_content / bottom_content
    above = product_expr(abs(content.numerator), top, ring)
    below = product_expr(content.denominator, bottom, ring)
    whole = above if below == Number(Fraction(1)) else Binary("/", above, below)
    return Negate(whole) if content < 0 else whole


def product_expr(content: Fraction | int, powers: Powers, ring: Ring) -> Expr:
    """Write a number times powers of polynomials."""
    parts: list[Expr] = [_powered(polynomial_expr(f, ring), e) for f, e in powers]
    if content != 1 or not parts:
        parts.insert(0, Number(Fraction(content)))
    return reduce(lambda left, right: Binary("*", left, right), parts)


def _oriented(polynomial: Polynomial, ring: Ring, negative: Negative) -> tuple[Fraction, Powers]:
    """Factor, with every factor turned so that it reads best; short factors first."""
    content, found = polynomial.factor()
    constant, powers = fraction(content), []
    for factor, exponent in found:
        scale, primitive = Ring.primitive(factor)
        constant *= scale ** int(exponent)
        known = negative(primitive)
        if known or (known is None and _reads_badly(primitive)):
            primitive = -primitive
            constant *= (-1) ** int(exponent)
        powers.append((primitive, int(exponent)))
    powers.sort(key=lambda power: (len(power[0]), str(power[0])))
    return constant, powers


def _reads_badly(polynomial: Polynomial) -> bool:
    """Whether more of the terms are negative than not."""
    signs = [c > 0 for c in polynomial.coeffs()]
    return 2 * sum(signs) < len(signs)


def _powered(base: Expr, exponent: int) -> Expr:
    """Write a power, leaving out the exponent 1."""
    return base if exponent == 1 else Binary("^", base, Number(Fraction(exponent)))


def _term(coefficient: Fraction, exponents: Sequence[int], ring: Ring) -> Expr:
    """Write one term."""
    powers = [_powered(Name(name), e) for name, e in ring.monomial(exponents)]
    size = abs(coefficient)
    top: list[Expr] = [*powers]
    if size.numerator != 1 or not top:
        top.insert(0, Number(Fraction(size.numerator)))
    product = reduce(lambda left, right: Binary("*", left, right), top)
    if size.denominator != 1:
        product = Binary("/", product, Number(Fraction(size.denominator)))
    return Negate(product) if coefficient < 0 else product
