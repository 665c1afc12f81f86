"""Unknowns as formulas: solved equalities of one block, and substitution into rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gametheory_dprk.analysis.atlas.linear.elimination import Equation, Line, Preference, eliminate
from gametheory_dprk.analysis.atlas.signaling.constraints import Constraints, Label
from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.polynomials.ring import exact_quotient
from gametheory_dprk.regions import Space
from gametheory_dprk.regions.columns import CONSTANT


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """The unknowns of a block over one denominator.

    Attributes
    ----------
    numerators : Mapping[str, Equation]
        For each unknown, coefficients by free unknown, the rest under ""; empty for zero.
    denominator : Polynomial
    multipliers : Mapping[str, Mapping[Label, Polynomial]]
        For each unknown that is not free, multiples of equalities that sum to
        denominator * unknown - numerator.
    free : tuple of str
        Unknowns that the equalities leave open.
    signed : bool
        Whether the denominator is known to be positive.
    """

    numerators: Mapping[str, Equation]
    denominator: Polynomial
    multipliers: Mapping[str, Mapping[Label, Polynomial]]
    free: tuple[str, ...]
    signed: bool

    def substitute(self, equation: Equation, ring: Ring) -> dict[str, Polynomial]:
        """Put the formulas in place of the unknowns; the result has the sign of the original.

        It is multiplied by the denominator, and once more where its sign is not known.
        """
        total: dict[str, Polynomial] = {}
        for unknown, f in equation.items():
            parts = self.numerators.get(unknown, {unknown: self.denominator})
            for key, g in parts.items():
                known = total.get(key)
                total[key] = f * g if known is None else known + f * g
        if not self.signed:
            total = {key: f * self.denominator for key, f in total.items()}
        return {key: f for key, f in total.items() if not f.is_zero()}


def solve_block(
    constraints: Constraints,
    labels: Sequence[Label],
    present: Sequence[str],
    absent: Sequence[str],
    prefer: Preference,
) -> ClosedForm | Line:
    """Solve equalities for the unknowns present, where some others are zero.

    Returns
    -------
    ClosedForm or Line
        A line where the equalities say that a polynomial in the parameters is zero.
    """
    space = constraints.form.space
    known = set(present) | {CONSTANT}
    equations = [
        {u: f for u, f in constraints.row(label).coefficients.items() if u in known}
        for label in labels
    ]
    found = eliminate(equations, space.ring, prefer)
    if found.contradiction is not None:
        return found.contradiction
    form = assemble(space, found.solved, present, labels)
    return replace(form, numerators={**form.numerators, **{u: {} for u in absent}})


def assemble(
    space: Space,
    solved: Mapping[str, Line],
    present: Sequence[str],
    labels: Sequence[Label],
) -> ClosedForm:
    """Bring solved unknowns to one denominator."""
    ring = space.ring
    denominator = ring.one
    for unknown, line in solved.items():
        own = line.coefficients[unknown]
        denominator *= own // denominator.gcd(own)
    stripped = space.strip(denominator)
    if space.sign(denominator) == "-":
        denominator = -denominator
    numerators: dict[str, Equation] = {}
    multipliers: dict[str, Mapping[Label, Polynomial]] = {}
    for unknown in present:
        if unknown not in solved:
            numerators[unknown] = {unknown: denominator}
            continue
        line = solved[unknown]
        factor = denominator // line.coefficients[unknown]
        numerators[unknown] = {
            u: -(f * factor) for u, f in line.coefficients.items() if u != unknown
        }
        multipliers[unknown] = {labels[i]: f * factor for i, f in line.origin.items()}
    free = tuple(unknown for unknown in present if unknown not in solved)
    return ClosedForm(numerators, denominator, multipliers, free, stripped.core.is_constant())


def square_factors(
    core: Polynomial, form: ClosedForm
) -> tuple[Polynomial, tuple[tuple[Polynomial, int], ...]]:
    """Take out of a polynomial the even powers of factors of a denominator.

    The denominator of a formula is not zero where the formula is used, so its factors' squares
    are positive there.
    """
    if form.signed or core.is_constant():
        return core, ()
    content, powers = core.factor()
    rest, squares = core**0 * content, []
    for factor, exponent in powers:
        even = int(exponent) - int(exponent) % 2
        if even and exact_quotient(form.denominator, factor) is not None:
            squares.append((factor, even))
            rest *= factor ** (int(exponent) - even)
        else:
            rest *= factor ** int(exponent)
    return rest, tuple(squares)


def unsigned_factors(space: Space, form: ClosedForm) -> list[Polynomial]:
    """Return the factors of a denominator that may be zero."""
    if form.signed:
        return []
    return [factor for factor, _ in space.strip(form.denominator).core.factor()[1]]
