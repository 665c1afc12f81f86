"""Polynomials in a positive infinitesimal, compared by the first power in which they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.number import Number
from gametheory_dprk.solution import Series

Infinitesimal: TypeAlias = Mapping[int, Number]
"""The coefficient of every power, zeros left out."""

UNIT: Infinitesimal = {0: Fraction(1)}


def from_series(series: Series) -> Infinitesimal:
    """Leave the zeros of a series out.

    Examples
    --------
    >>> from_series((Fraction(0), Fraction(2)))
    {1: Fraction(2, 1)}
    """
    return {power: value for power, value in enumerate(series) if value}


def accumulate(total: dict[int, Number], other: Infinitesimal, factor: Number) -> None:
    """Add a multiple of a polynomial to another, in place."""
    for power, value in other.items():
        new = total.get(power, Fraction(0)) + factor * value
        if new:
            total[power] = new
        else:
            total.pop(power, None)


def difference(one: Infinitesimal, other: Infinitesimal) -> Infinitesimal:
    """One polynomial less another."""
    total = dict(one)
    accumulate(total, other, Fraction(-1))
    return total


def multiply(factors: Iterable[Infinitesimal]) -> Infinitesimal:
    """The product of some polynomials.

    Examples
    --------
    >>> one = Fraction(1)
    >>> [str(value) for value in multiply([{0: one, 1: one}, {0: one, 1: -one}]).values()]
    ['1', '-1']
    """
    product = UNIT
    for factor in factors:
        if product is UNIT:
            product = factor
            continue
        total: dict[int, Number] = {}
        for power, value in product.items():
            shifted = {power + other: entry for other, entry in factor.items()}
            accumulate(total, shifted, value)
        product = total
    return product


def leading(polynomial: Infinitesimal) -> Number:
    """The coefficient that decides the sign; zero where there is none."""
    return polynomial[min(polynomial)] if polynomial else Fraction(0)


def limit_shares(weights: Mapping[str, Infinitesimal]) -> dict[str, Number]:
    """What share of their sum each of some polynomials, all positive, has in the limit.

    Examples
    --------
    >>> one, four = Fraction(1), Fraction(4)
    >>> limit_shares({"a": {1: one}, "b": {1: four, 2: one}, "c": {3: one}})
    {'a': Fraction(1, 5), 'b': Fraction(4, 5), 'c': Fraction(0, 1)}
    """
    power = min(min(weight) for weight in weights.values())
    parts = {name: weight.get(power, Fraction(0)) for name, weight in weights.items()}
    total = sum(parts.values(), Fraction(0))
    return {name: part / total for name, part in parts.items()}
