"""Polynomials and rational functions back as short formulas in the parameters' names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from gametheory_dprk.expr import Binary, Expr, Name, Negate, Number, to_text
from gametheory_dprk.polynomials.ratio import Ratio
from gametheory_dprk.polynomials.ring import Polynomial, Ring, fraction

Negative: TypeAlias = Callable[[Polynomial], bool | None]
"""Whether a polynomial is negative, so that its opposite is written instead; None if unknown."""

Powers: TypeAlias = list[tuple[Polynomial, int]]

Sums: TypeAlias = Callable[[Polynomial, Ring], Expr]
"""Writes a polynomial as a sum."""

Addends: TypeAlias = list[tuple[bool, Expr]]
"""Parts of a sum, each with whether it is taken away."""


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
    return _sum(_terms(polynomial, ring))


def gathered_expr(polynomial: Polynomial, ring: Ring) -> Expr:
    """Write a polynomial with common factors of some terms taken out, where that is shorter.

    Examples
    --------
    >>> from gametheory_dprk.expr import to_text
    >>> ring = Ring(["p", "b", "l"])
    >>> p, b, l = ring.generators.values()
    >>> to_text(gathered_expr(p * b + p * l - l, ring))
    'p*(b + l) - l'
    """
    return _sum(_gathered(polynomial, ring))


def _gathered(polynomial: Polynomial, ring: Ring) -> Addends:
    """Return the parts of a sum; the parameter of most terms is taken out if that is shorter."""
    plain = _terms(polynomial, ring)
    name = _commonest(polynomial, ring)
    if name is None:
        return plain
    inside, outside = _parted(polynomial, ring, name)
    content, powers = _oriented(inside, ring, unknown)
    product = product_expr(abs(content), powers, ring, gathered_expr)
    candidate = [(content < 0, product), *_gathered(outside, ring)]
    return candidate if _length(candidate) <= _length(plain) else plain


def _commonest(polynomial: Polynomial, ring: Ring) -> str | None:
    """Return the parameter that is in most terms, but not in all and in more than one."""
    terms = [exponents for exponents, _ in ring.terms(polynomial)]
    counts = {
        name: sum(exponents[i] > 0 for exponents in terms) for i, name in enumerate(ring.names)
    }
    shared = {name: count for name, count in counts.items() if 1 < count < len(terms)}
    return max(shared, key=lambda name: shared[name]) if shared else None


def _parted(polynomial: Polynomial, ring: Ring, name: str) -> tuple[Polynomial, Polynomial]:
    """Part the terms that have a parameter from the others."""
    at_zero = polynomial.subs({name: 0})
    return polynomial - at_zero, at_zero


def _length(addends: Addends) -> int:
    """Return how long a sum is."""
    return len(to_text(_sum(addends)))


def _terms(polynomial: Polynomial, ring: Ring) -> Addends:
    """Return the terms of a polynomial."""
    terms = [(fraction(c), exponents) for exponents, c in ring.terms(polynomial)]
    return [(c < 0, _term(abs(c), exponents, ring)) for c, exponents in terms]


def _sum(addends: Addends) -> Expr:
    """Add up, what is added before what is taken away."""
    if not addends:
        return Number(Fraction(0))
    (negative, first), *rest = sorted(addends, key=lambda addend: addend[0])
    total = Negate(first) if negative else first
    for taken, part in rest:
        total = Binary("-" if taken else "+", total, part)
    return total


def ratio_expr(
    ratio: Ratio, ring: Ring, negative: Negative = unknown, sums: Sums | None = None
) -> Expr:
    """Write a rational function with factored numerator and denominator.

    Parameters
    ----------
    negative
        Factors that are negative are written with the opposite sign: ``1 - p`` for ``p - 1``.
    sums
        How to write the factors, such as `gathered_expr`.

    Examples
    --------
    >>> from gametheory_dprk.expr import to_text
    >>> ring = Ring(["p", "b"])
    >>> p, b = ring.generators.values()
    >>> to_text(ratio_expr(Ratio.of(b, (b + 1) * (p - 1)), ring, lambda f: f == p - 1))
    '-(b/((1 - p)*(b + 1)))'
    >>> to_text(ratio_expr(Ratio.of(b * (p - 1), -ring.one), ring))
    'b*(1 - p)'
    """
    if ratio.is_zero():
        return Number(Fraction(0))
    top_content, top = _oriented(ratio.numerator, ring, negative)
    bottom_content, bottom = _oriented(ratio.denominator, ring, negative)
    content = top_content / bottom_content
    if content < 0 and (_turned(top, negative) or _turned(bottom, negative)):
        content = -content
    above = product_expr(abs(content.numerator), top, ring, sums)
    below = product_expr(content.denominator, bottom, ring, sums)
    whole = above if below == Number(Fraction(1)) else Binary("/", above, below)
    return Negate(whole) if content < 0 else whole


def product_expr(
    content: Fraction | int, powers: Powers, ring: Ring, sums: Sums | None = None
) -> Expr:
    """Write a number times powers of polynomials."""
    write = sums or polynomial_expr
    parts: list[Expr] = [_powered(write(f, ring), e) for f, e in powers]
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


def _turned(powers: Powers, negative: Negative) -> bool:
    """Turn a difference whose sign varies, so that no minus stands before the whole."""
    for i, (factor, exponent) in enumerate(powers):
        signs = {c > 0 for c in factor.coeffs()}
        if len(signs) == 2 and exponent % 2 and negative(factor) is None:
            powers[i] = (-factor, exponent)
            return True
    return False


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
