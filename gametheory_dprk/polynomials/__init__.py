"""Polynomials and rational functions in named parameters, exact over the rationals."""

from __future__ import annotations

from gametheory_dprk.polynomials.conversion import ratio_of
from gametheory_dprk.polynomials.ratio import Ratio
from gametheory_dprk.polynomials.rendering import (
    polynomial_expr,
    product_expr,
    ratio_expr,
)
from gametheory_dprk.polynomials.ring import Polynomial, Ring

__all__ = [
    "Polynomial",
    "Ratio",
    "Ring",
    "polynomial_expr",
    "product_expr",
    "ratio_expr",
    "ratio_of",
]
