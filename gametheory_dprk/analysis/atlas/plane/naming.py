"""The formulas of the curves in a phase diagram, in the names of the scenario."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.analysis.atlas.plane.curves import restricted
from gametheory_dprk.analysis.atlas.plane.phases import PhaseDiagram
from gametheory_dprk.analysis.atlas.telling.thresholds import Thresholds
from gametheory_dprk.expr import Compare, Expr, Number, parse, to_text
from gametheory_dprk.polynomials import polynomial_expr, ratio_of
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Every, Formula, Some


def curve_formula(diagram: PhaseDiagram, number: int, names: Thresholds) -> Expr:
    """Write the equation of a curve: that of a condition which it bounds, as short as possible."""
    reader = diagram.reader
    formulas: list[Formula] = [view.region for view in diagram.atlas.views]
    found: list[Expr] = []
    for given in atoms([*formulas, *diagram.atlas.space.assumptions]):
        powers = reader.product(given)[1]
        if any(curve == number for curve, _ in powers):
            written = names.relation(given)
            if isinstance(written, Compare):
                found.append(Compare("==", written.left, written.right))
    if found:
        return min(found, key=lambda one: len(to_text(one)))
    return polynomial_equation(diagram, number)


def polynomial_equation(diagram: PhaseDiagram, number: int) -> Expr:
    """Write that a curve's polynomial on the plane is zero."""
    polynomial = diagram.reader.curves[number].polynomial
    return Compare("==", polynomial_expr(polynomial, diagram.reader.plane), Number(Fraction(0)))


def atoms(formulas: list[Formula]) -> Iterator[Condition]:
    """Yield the conditions of formulas."""
    for each in formulas:
        match each:
            case Condition():
                yield each
            case Every() | Some():
                yield from atoms(list(each.parts))


def flat_edges(diagram: PhaseDiagram) -> list[str]:
    """Return the knife edges on which the whole plane lies.

    On them there may be equilibria that the diagram does not show.
    """
    found = []
    space, window = diagram.atlas.space, diagram.window
    for text in diagram.atlas.knife_edges:
        edge = parse(text)
        if isinstance(edge, Compare):
            f = (ratio_of(edge.left, space.ring) - ratio_of(edge.right, space.ring)).numerator
            if restricted(f, space.ring, diagram.reader.plane, window.values).is_zero():
                found.append(text)
    return found
