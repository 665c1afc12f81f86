"""Polynomials in named unknowns as FLINT's, and back."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from gametheory_dprk.solvers.trees.polynomial import Polynomial


def ring(size: int) -> Any:
    """Polynomials in some unknowns with whole coefficients."""
    from flint import fmpz_mpoly_ctx

    return fmpz_mpoly_ctx.get([f"x{k}" for k in range(size)], "degrevlex")


def flint_form(polynomial: Polynomial, names: list[Any], context: Any) -> Any:
    """A polynomial with whole coefficients, up to a positive factor."""
    scale = lcm(*(c.denominator for c in polynomial.terms.values()))
    return context.from_dict(
        {
            tuple(monomial.count(name) for name in names): int(coefficient * scale)
            for monomial, coefficient in polynomial.terms.items()
        }
    )


def own_form(polynomial: Any, names: list[Any]) -> Polynomial:
    """A polynomial from one with whole coefficients."""
    return Polynomial(
        {
            tuple(
                n for n, power in zip(names, powers, strict=True) for _ in range(power)
            ): Fraction(int(coefficient))
            for powers, coefficient in polynomial.terms()
        }
    )
