"""Whether sets of equilibria of which some are curved have a point in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import count

from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions import Condition, Relation, condition
from gametheory_dprk.regions.smt import Smt
from gametheory_dprk.solvers.trees.assessment_region import (
    Curve,
    Piece,
    Place,
    Region,
    rational_coordinates,
)
from gametheory_dprk.solvers.trees.surface import moved, moved_ratio

Values = Mapping[tuple[Place, str], Ratio]
"""Every number of an assessment as a ratio of unknowns."""


def curves_meet(region: Region, other: Region) -> bool | None:
    """Whether two regions have a point in common; None where that stays open.

    Points at which a formula is not defined are left out, but for beliefs by Bayes' rule.
    """
    shared = set(region.places()) & set(other.places())
    sides = [Side(k, each, shared) for k, each in enumerate((region, other))]
    ring = Ring([name for side in sides for name in side.names])
    one, two = (side.values(ring) for side in sides)
    conditions = [each for side in sides for each in side.conditions(ring)]
    for entry in one.keys() & two.keys():
        gap = one[entry] - two[entry]
        if not gap.is_zero():
            conditions.append(condition(gap.numerator, "=="))
    smt = Smt(ring)
    return smt.check([smt.conjunction(conditions)])[0]


@dataclass(frozen=True)
class Side:
    """One of two regions, as far as some places are concerned."""

    number: int
    region: Region
    places: set[Place]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The pieces that matter; irrational points are not compared."""
        near = (each for each in self.region.pieces if self.places.intersection(each.places))
        return [each for each in near if each.is_rational]

    @cached_property
    def curves(self) -> list[Curve]:
        """The curves that matter."""
        return [each for each in self.region.curves if self.places.intersection(each.places)]

    @cached_property
    def symbols(self) -> dict[tuple[str, int, object], str]:
        """What the parameters of curves and the shares of vertices are called."""
        number = count()
        keys: list[tuple[str, int, object]] = [
            ("curve", k, name)
            for k, each in enumerate(self.curves)
            for name in each.surface.parameters
        ]
        keys += [
            ("piece", k, j)
            for k, each in enumerate(self.pieces)
            if len(each.vertices) > 1
            for j in range(len(each.vertices))
        ]
        return {key: f"y{self.number}_{next(number)}" for key in keys}

    @property
    def names(self) -> list[str]:
        """The unknowns of this side."""
        return list(self.symbols.values())

    def values(self, ring: Ring) -> dict[tuple[Place, str], Ratio]:
        """The numbers of the assessment at the places."""
        found: dict[tuple[Place, str], Ratio] = {}
        for k, piece in enumerate(self.pieces):
            shares = self.shares(k, piece, ring)
            points = [rational_coordinates(vertex) for vertex in piece.vertices]
            for entry in points[0]:
                total = ring.zero
                for share, point in zip(shares, points, strict=True):
                    total = total + share * ring.constant(point[entry])
                found[entry] = Ratio(total, ring.one)
        for k, curve in enumerate(self.curves):
            for place, formula in curve.formulas.items():
                for name, each in formula.items():
                    ratio = moved_ratio(each, curve.surface.ring, ring, self.letters(k))
                    found[place, name] = ratio
        return found

    def shares(self, k: int, piece: Piece, ring: Ring) -> list[Form]:
        """The unknown shares of the vertices of a piece."""
        if len(piece.vertices) == 1:
            return [ring.one]
        return [ring.generators[self.symbols["piece", k, j]] for j in range(len(piece.vertices))]

    def letters(self, k: int) -> dict[str, str]:
        """What the parameters of a curve are called."""
        return {n: self.symbols["curve", k, n] for n in self.curves[k].surface.parameters}

    def conditions(self, ring: Ring) -> Iterator[Condition]:
        """What holds on this side: weakly, but for what formulas are divided by."""
        for k, piece in enumerate(self.pieces):
            if len(piece.vertices) > 1:
                shares = self.shares(k, piece, ring)
                yield condition(sum(shares, ring.constant(-1)), "==")
                yield from (condition(share, ">=") for share in shares)
        for k, curve in enumerate(self.curves):
            surface, letters = curve.surface, self.letters(k)
            for form in surface.conditions:
                yield condition(moved(form, surface.ring, ring, letters), ">=")
            for letter in letters.values():
                yield condition(ring.generators[letter], ">=")
                yield condition(1 - ring.generators[letter], ">=")
            for form, relation in self.divided(curve):
                yield condition(moved(form, surface.ring, ring, letters), relation)

    def divided(self, curve: Curve) -> Iterator[tuple[Form, Relation]]:
        """What formulas are divided by; it is positive inside the curve.

        Where Bayes' rule stops to apply any belief near it is taken for a limit.
        """
        ring = curve.surface.ring
        known = {name: curve.surface.sample.get(name, Fraction(0)) for name in ring.names}
        found: dict[str, tuple[Form, Relation]] = {}
        for place, formula in curve.formulas.items():
            for ratio in formula.values():
                form = ratio.denominator
                if not form.is_constant() and (
                    place not in self.region.bayes or str(form) not in found
                ):
                    sign = 1 if ring.value(form, known) > 0 else -1
                    relation: Relation = ">=" if place in self.region.bayes else ">"
                    found[str(form)] = form * sign, relation
        yield from found.values()
