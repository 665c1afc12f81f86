"""Families whose free unknowns are given the values that work in their whole region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gametheory_dprk.analysis.atlas.view import FamilyView, Ratios
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring


def settled(view: FamilyView, ring: Ring) -> FamilyView | None:
    """Put the known values in place of free unknowns; None where one has none.

    Parameters
    ----------
    ring
        Of the parameters.
    """
    if not view.free:
        return view
    values = {name: free.value for name, free in view.free.items()}
    known = {name: value for name, value in values.items() if value is not None}
    if len(known) < len(values):
        return None
    every = {name: Ratio(f, ring.one) for name, f in ring.generators.items()} | known

    def put(given: Ratio) -> Ratio:
        return at_ratios(given, view.ring, every, ring)

    def table(given: Ratios) -> Ratios:
        return {
            player: {
                label: {move: put(each) for move, each in chances.items()}
                for label, chances in sets.items()
            }
            for player, sets in given.items()
        }

    return replace(
        view,
        strategies=table(view.strategies),
        beliefs=table(view.beliefs),
        values={player: put(value) for player, value in view.values.items()},
        ring=ring,
        free={},
        free_conditions=(),
    )


def at_ratios(given: Ratio, own: Ring, values: Mapping[str, Ratio], ring: Ring) -> Ratio:
    """Put rational functions in place of the variables of a quotient.

    Examples
    --------
    >>> ring, own = Ring(["p"]), Ring(["p", "x"])
    >>> p, half = Ratio(ring.generators["p"], ring.one), Ratio(ring.one, ring.constant(2))
    >>> f = Ratio(own.generators["p"] * own.generators["x"], own.one)
    >>> at_ratios(f, own, {"p": p, "x": half}, ring).numerator
    1/2*p
    """

    def at(f: Polynomial) -> Ratio:
        total = Ratio(ring.zero, ring.one)
        for exponents, number in own.terms(f):
            term = Ratio(ring.one * number, ring.one)
            for name, exponent in own.monomial(exponents):
                for _ in range(exponent):
                    term = term * values[name]
            total = total + term
        return total

    top, bottom = at(given.numerator), at(given.denominator)
    return Ratio.of(top.numerator, top.denominator) / bottom
