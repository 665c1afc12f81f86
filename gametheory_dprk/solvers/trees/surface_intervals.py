"""Curves cut into the stretches that hang together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from gametheory_dprk.algebraic import Algebraic, Real
from gametheory_dprk.algebraic.roots import real_roots
from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.polynomials.ring import fraction, rational
from gametheory_dprk.solvers.trees.surface import Surface, coefficients


def stretches(surface: Surface, positive: Sequence[Form]) -> Iterator[Surface]:
    """The connected parts of a curve; other surfaces are left as they are.

    Parameters
    ----------
    surface : Surface
    positive : sequence of Form
        What is positive on it besides its conditions.
    """
    forms = [*surface.conditions, *positive]
    if len(surface.parameters) == 1:
        (name,) = surface.parameters
        line = Line(surface.ring, name, forms)
        runs = line.runs()
        alone = not line.has_single_points(runs, positive)
        for number, run in enumerate(runs):
            conditions = line.limits(run, positive)
            if conditions is None or not alone:
                later = runs[number + 1] if number + 1 < len(runs) else None
                conditions = [*surface.conditions, *line.cuts(run, later, first=number == 0)]
            inner = {name: line.between[run[0]]}
            yield replace(surface, conditions=tuple(conditions), sample=inner, whole=alone)
    else:
        yield surface


Run = tuple[int, int]
"""The first and the last of the intervals between roots that touch."""


@dataclass
class Line:
    """Polynomials in one unknown, and the intervals between their roots."""

    ring: Ring
    name: str
    forms: Sequence[Form]

    def __post_init__(self) -> None:
        self.roots = self.sorted_roots()
        self.between = points_between(self.roots)
        self.holds = [self.all_positive(point) for point in self.between]

    def all_positive(self, point: Fraction) -> bool:
        """Whether all polynomials are positive at a point."""
        return all(self.value(form, point) > 0 for form in self.forms)

    def value(self, form: Form, point: Real) -> Real:
        """A polynomial at a number."""
        origin = dict.fromkeys(self.ring.names, Fraction(0))
        total: Real = Fraction(0)
        for each in reversed(coefficients(form, self.name, self.ring)):
            total = total * point + self.ring.value(each, origin)
        return total

    def sorted_roots(self) -> list[Real]:
        """All real roots, in order."""
        from flint import fmpz_poly

        origin = dict.fromkeys(self.ring.names, Fraction(0))
        found: list[Real] = []
        for form in self.forms:
            powers = coefficients(self.ring.primitive(form)[1], self.name, self.ring)
            whole = fmpz_poly([int(self.ring.value(each, origin)) for each in powers])
            for factor, _ in whole.factor()[1]:
                found += [root for root in real_roots(factor) if root not in found]
        return sorted(found)

    def runs(self) -> list[Run]:
        """Where all polynomials are positive; intervals that touch count as one."""
        found: list[Run] = []
        for k, holds in enumerate(self.holds):
            if holds and found and found[-1][1] == k - 1:
                found[-1] = (found[-1][0], k)
            elif holds:
                found.append((k, k))
        return found

    def has_single_points(self, runs: Sequence[Run], positive: Sequence[Form]) -> bool:
        """Whether at some root that bounds no run no polynomial is negative, and some positive."""
        ends = {k for first, last in runs for k in range(first - 1, last + 1)}
        return any(
            all(self.value(form, root) >= 0 for form in self.forms)
            and all(self.value(form, root) > 0 for form in positive)
            for k, root in enumerate(self.roots)
            if k not in ends
        )

    def limits(self, run: Run, positive: Sequence[Form]) -> list[Form] | None:
        """The bounds of a run, but for those that are positive anyhow; None if irrational."""
        generator = self.ring.generators[self.name]
        found: list[Form] = []
        for k, sign in ((run[0] - 1, 1), (run[1], -1)):
            if 0 <= k < len(self.roots):
                root = self.roots[k]
                if isinstance(root, Algebraic):
                    return None
                found.append(self.ring.primitive((generator - rational(root)) * sign)[1])
        return [each for each in found if each not in positive]

    def cuts(self, run: Run, later: Run | None, *, first: bool) -> list[Form]:
        """Bounds that part a run from its neighbors, and take in what lies next to it."""
        generator = self.ring.generators[self.name]
        found = [] if first else [generator - rational(self.between[run[0] - 1])]
        if later is not None:
            found.append(rational(self.between[later[0] - 1]) - generator)
        return found


def points_between(roots: Sequence[Real]) -> list[Fraction]:
    """A rational before all, between each two, and after all."""
    if not roots:
        return [Fraction(1, 2)]
    inner = [middle(one, other) for one, other in pairwise(roots)]
    return [bounds(roots[0], 4)[0] - 1, *inner, bounds(roots[-1], 4)[1] + 1]


def middle(low: Real, high: Real) -> Fraction:
    """A rational between two numbers."""
    bits = 4
    while bounds(low, bits)[1] >= bounds(high, bits)[0]:
        bits *= 2
    return (bounds(low, bits)[1] + bounds(high, bits)[0]) / 2


def bounds(number: Real, bits: int) -> tuple[Fraction, Fraction]:
    """Rationals around a number; itself if it is one."""
    if isinstance(number, Algebraic):
        low, high = number.interval(bits)
        return fraction(low), fraction(high)
    return number, number
