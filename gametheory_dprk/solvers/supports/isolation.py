"""Proof that a system has exactly so many roots, each in a box of its own, in ball arithmetic.

Let B be a box around c, and Y any matrix. If

    K = c - Y f(c) + (1 - Y f'(B)) (B - c)

lies inside of B, then f has exactly one root in B, and it is in K (Krawczyk 1969). This holds for
complex boxes, and for real ones and real roots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

from gametheory_dprk.polyhedra.ticks import Tick

Ball: TypeAlias = Any
"""A complex ball (`acb`), or a real one (`arb`)."""

Box: TypeAlias = list[Ball]
"""A ball for each unknown, all real or all complex."""

FIRST_BITS, MOST_BITS = 64, 1024
"""Precision of the proof of a root, and most that is used to settle a sign."""

REAL = 1e-7
"""A root all of whose imaginary parts are smaller than this, next to its size, is tried as real."""

WIDER = (4, 1024)
"""Radii of boxes that are tried, in units of Newton's step."""

NEWTON_STEPS = 4
"""Centers that are tried for a box."""


LEAST = 2.0**-45
"""Radius of a box around a root that is exact, next to the root's size."""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Compute balls with so many bits."""
    from flint import ctx

    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


@dataclass(frozen=True, slots=True)
class Equations:
    """Polynomials in which no unknown has a power, to be evaluated at balls.

    Attributes
    ----------
    terms : tuple
        For each polynomial its terms: a whole coefficient and the unknowns that it multiplies.
    """

    terms: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]

    @classmethod
    def of(cls, polynomials: Sequence[Any]) -> Equations:
        """From polynomials (`fmpz_mpoly`)."""
        return cls(
            tuple(
                tuple(
                    (int(coefficient), tuple(k for k, power in enumerate(powers) if power))
                    for powers, coefficient in each.terms()
                )
                for each in polynomials
            )
        )

    def values(self, point: Sequence[Ball]) -> list[Ball]:
        """Every polynomial at a point."""
        return [total(terms, point) for terms in self.terms]

    def derivatives(self, point: Sequence[Ball]) -> list[list[Ball]]:
        """Every polynomial's derivative by each unknown."""
        found = []
        for terms in self.terms:
            row: list[list[tuple[int, tuple[int, ...]]]] = [[] for _ in point]
            for coefficient, unknowns in terms:
                for k in unknowns:
                    row[k].append((coefficient, tuple(j for j in unknowns if j != k)))
            found.append([total(part, point) for part in row])
        return found


def total(terms: Sequence[tuple[int, tuple[int, ...]]], point: Sequence[Ball]) -> Ball:
    """A sum of terms at a point."""
    result = point[0] * 0
    for coefficient, unknowns in terms:
        term: Ball = coefficient
        for k in unknowns:
            term = point[k] * term
        result = result + term
    return result


def isolated_roots(
    equations: Equations, approximate: Sequence[Sequence[complex]], tick: Tick
) -> list[Box] | None:
    """Prove that each approximate root is near a root of its own; return the real ones.

    Parameters
    ----------
    equations : Equations
        As many as unknowns.
    approximate : sequence of sequence of complex
    tick : callable
        Called for every root; may raise `LimitReached`.

    Returns
    -------
    list of Box, or None
        One for each real root; None where the proof fails for some root, real or not.

    Examples
    --------
    >>> system = Equations((((1, (0, 1)), (-2, ())), ((1, (0,)), (-1, (1,)))))
    >>> (box, _) = isolated_roots(system, [(1.414214, 1.414213), (-1.4142, -1.4142)], lambda: None)
    >>> [round(float(each), 12) for each in box]
    [1.414213562373, 1.414213562373]
    """
    real: list[Box] = []
    others: list[Box] = []
    with precision(FIRST_BITS):
        for point in approximate:
            tick()
            center = centered(point)
            box = proved(equations, center)
            if box is None:
                return None
            if is_real(center):
                real.append(box)
            elif all(each.imag.contains(0) for each in box):
                return None
            else:
                others.append(box)
        distinct = all(apart(*pair) for kind in (real, others) for pair in combinations(kind, 2))
        return real if distinct else None


def centered(point: Sequence[complex]) -> Box:
    """An approximate root as exact numbers, real ones if it looks real."""
    from flint import acb, arb

    size = max(map(abs, point))
    if all(abs(each.imag) <= REAL * size for each in map(complex, point)):
        return [arb(float(each.real)) for each in map(complex, point)]
    return [acb(complex(each)) for each in point]


def is_real(box: Box) -> bool:
    """Whether a box is one of real balls."""
    from flint import arb

    return isinstance(box[0], arb)


def proved(equations: Equations, center: Box) -> Box | None:
    """A box around a center that is proved to hold exactly one root, or None."""
    try:
        for _ in range(NEWTON_STEPS):
            newton = Newton.at(equations, center)
            for wider in WIDER:
                box = newton.around(wider)
                found = newton.image(box)
                if all(inside(*pair) for pair in zip(found, box, strict=True)):
                    return found
            center = [(c - s).mid() for c, s in zip(center, newton.step, strict=True)]
    except ZeroDivisionError:
        return None
    return None


@dataclass(frozen=True, slots=True)
class Newton:
    """Equations near a center.

    Attributes
    ----------
    equations : Equations
    center : Box
        Exact numbers.
    inverse : arb_mat or acb_mat
        Of the derivative at the center, nearly.
    step : Box
        The inverse times the values at the center.
    """

    equations: Equations
    center: Box
    inverse: Any
    step: Box

    @classmethod
    def at(cls, equations: Equations, center: Box) -> Newton:
        """Linearize equations.

        Raises
        ------
        ZeroDivisionError
            If the derivative is not seen to be regular.
        """
        matrix = matrix_type(center)
        inverse = matrix(equations.derivatives(center)).inv().mid()
        values = matrix([[each] for each in equations.values(center)])
        return cls(equations, center, inverse, entries(inverse * values))

    def around(self, wider: int) -> Box:
        """A box around the center, larger than the step by a factor, and than rounding."""
        return [
            ball(c, wider * s.abs_upper() + (abs(c) + LEAST).abs_upper() * LEAST)
            for c, s in zip(self.center, self.step, strict=True)
        ]

    def image(self, box: Box) -> Box:
        """The box K for a box B around the center, with the inverse for Y."""
        matrix = matrix_type(box)
        one = matrix([[int(i == j) for j in range(len(box))] for i in range(len(box))])
        rest = one - self.inverse * matrix(self.equations.derivatives(box))
        spread = matrix([[b - c] for b, c in zip(box, self.center, strict=True)])
        moved = zip(self.center, self.step, entries(rest * spread), strict=True)
        return [c - s + each for c, s, each in moved]


def refined(equations: Equations, box: Box, bits: int) -> Box:
    """A box in which a proved root lies, with so many bits or nearly so."""
    with precision(2 * bits):
        while True:
            closer = Newton.at(equations, [each.mid() for each in box]).image(box)
            if all(2 * each.rad() >= old.rad() for each, old in zip(closer, box, strict=True)):
                return box
            box = [
                each.intersection(old) if each.overlaps(old) else old
                for each, old in zip(closer, box, strict=True)
            ]
            if all(each.rel_accuracy_bits() >= bits for each in box):
                return box


def matrix_type(box: Box) -> Any:
    """The class of matrices of a box's balls."""
    from flint import acb_mat, arb_mat

    return arb_mat if is_real(box) else acb_mat


def entries(column: Any) -> Box:
    """The entries of a matrix of one column."""
    return [row[0] for row in column.tolist()]


def ball(center: Ball, radius: Any) -> Ball:
    """A ball with an exact center, of a complex box in both directions."""
    from flint import acb, arb

    if isinstance(center, arb):
        return arb(center, radius)
    return acb(arb(center.real, radius), arb(center.imag, radius))


def inside(inner: Ball, outer: Ball) -> bool:
    """Whether a ball lies in the interior of another."""
    from flint import arb

    if isinstance(inner, arb):
        return bool(outer.contains_interior(inner))
    return inside(inner.real, outer.real) and inside(inner.imag, outer.imag)


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes have no point in common."""
    return not all(a.overlaps(b) for a, b in zip(one, other, strict=True))
