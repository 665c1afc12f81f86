"""Proofs of a condition factor by factor, where the factors are easier to prove than the whole."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.number import number_text
from gametheory_dprk.regions import Condition, condition


def by_factors(writer: Writer, given: Condition, prove: Callable[[Condition], Any]) -> Any:
    """Write that every factor of a polynomial has a sign, and that the signs multiply out.

    Parameters
    ----------
    prove
        Writes a proof of a condition, or returns None.

    Returns
    -------
    dict or None
        None where the polynomial has no factors, or some sign is not proved.
    """
    content, powers = given.polynomial.factor()
    factors = [factor for factor, exponent in powers for _ in range(int(exponent))]
    if len(factors) < 2:
        return None
    value, found = Fraction(int(content.p), int(content.q)), []
    for factor in factors:
        for side in (1, -1):
            how = prove(condition(factor * side, given.relation))
            if how is not None:
                value *= side
                found.append([writer.text(factor * side), how])
                break
        else:
            return None
    return {"content": number_text(value), "factors": found} if value > 0 else None
