"""Surfaces that are faces of others, and need not be listed besides them."""

from __future__ import annotations

from collections.abc import Mapping

from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.polynomials.ring import fraction
from gametheory_dprk.regions import condition
from gametheory_dprk.solvers.trees.surface import Surface, value_at
from gametheory_dprk.solvers.trees.surface_questions import Questions


def is_face(face: Surface, of: Surface, questions: Questions) -> bool:
    """Whether all points of a surface are seen to be limits of points of another.

    They are if the formulas of the other give them, and its conditions hold there, but that some of
    its parameters are 0 or 1 throughout: these can be moved inward, if conditions that depend on
    them hold strictly.

    Parameters
    ----------
    face, of : Surface
        On one ring.
    questions : Questions
    """
    if face.dimension >= of.dimension:
        return False
    own = {name: face.values[unknown] for name, unknown in of.parameters.items()}
    ring = of.ring
    try:
        agree = all(composed(of.values[n], own, ring) == each for n, each in face.values.items())
    except ZeroDivisionError:
        return False
    if not agree:
        return False
    moved = {name for name, ratio in own.items() if is_end(ratio)}
    free = [ring.generators[name] for name in own if name not in moved]
    forms = [form for each in free for form in (each, 1 - each)]
    demands = [(form, True) for form in forms]
    demands += [(form, bool(ring.variables(form) & moved)) for form in of.conditions]
    return all(
        holds_on(composed(Ratio(form, ring.one), own, ring), face, questions, strictly=strictly)
        for form, strictly in demands
    )


def is_end(ratio: Ratio) -> bool:
    """Whether a probability is zero throughout, or one."""
    return ratio.is_zero() or (ratio.numerator - ratio.denominator).is_zero()


def holds_on(ratio: Ratio, surface: Surface, questions: Questions, *, strictly: bool) -> bool:
    """Whether a ratio is positive, or not negative, all over the inside of a surface."""
    ring = surface.ring
    at_sample = value_at(ring, ratio, surface.sample)
    if at_sample < 0 or (strictly and at_sample == 0):
        return False
    inside = [condition(form, ">=") for form in surface.conditions]
    for name in surface.parameters:
        generator = ring.generators[name]
        inside += [condition(generator, ">"), condition(1 - generator, ">")]
    opposite = condition(-ratio.numerator * ratio.denominator, ">=" if strictly else ">")
    return not questions.is_possible([*inside, opposite])


def composed(ratio: Ratio, values: Mapping[str, Ratio], ring: Ring) -> Ratio:
    """A ratio with others put in for its parameters.

    Raises
    ------
    ZeroDivisionError
        If it is not defined there.
    """
    return put(ratio.numerator, values, ring) / put(ratio.denominator, values, ring)


def put(form: Form, values: Mapping[str, Ratio], ring: Ring) -> Ratio:
    """A polynomial with ratios put in."""
    total = Ratio(ring.zero, ring.one)
    for exponents, coefficient in ring.terms(form):
        term = Ratio(ring.constant(fraction(coefficient)), ring.one)
        for name, power in ring.monomial(exponents):
            for _ in range(power):
                term = term * values[name]
        total = total + term
    return total
