"""From the polytopes that solve a case to regions of assessments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra import product_blocks
from gametheory_dprk.polyhedra.ticks import Tick, never_stop
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.assessment_beliefs import Belief, Beliefs
from gametheory_dprk.solvers.trees.assessment_case import Case, share
from gametheory_dprk.solvers.trees.assessment_region import (
    Curve,
    Distribution,
    Piece,
    Place,
    Region,
    fixed,
)
from gametheory_dprk.solvers.trees.polynomial import Polynomial, number
from gametheory_dprk.solvers.trees.polynomial_system import Point, Polytopes
from gametheory_dprk.solvers.trees.surface import Surface
from gametheory_dprk.solvers.trees.surface_questions import Unsolved
from gametheory_dprk.solvers.trees.surface_solutions import disentangled

Frozen = tuple[tuple[str, Number], ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A case, what solves it, and how its unknowns are read as distributions."""

    case: Case
    beliefs: Beliefs
    solution: Polytopes

    def formulas(self) -> dict[Place, dict[str, Polynomial]]:
        """Every strategy, and every free belief, as polynomials in the unknowns."""
        found: dict[Place, dict[str, Polynomial]] = {}
        for key, moves in self.case.outline.moves.items():
            names = self.case.support(key)
            found["strategies", key] = {m: share("strategies", key, names, m) for m in moves}
        for key, belief in self.beliefs.items():
            if len(belief.weights) > 1 and belief.free:
                found["beliefs", key] = {".".join(p): w for p, w in belief.weights.items()}
        return found

    def entangled(self) -> set[int]:
        """The parts in which strategies and free beliefs vary jointly."""
        return {
            k
            for k, part in enumerate(self.solution.parts)
            if any(len({kind for kind, _ in block.places}) > 1 for block in self.pieces(part))
        }

    def derived(self) -> dict[SetKey, Belief]:
        """The beliefs by Bayes' rule, at information sets of several nodes."""
        return {
            key: belief
            for key, belief in self.beliefs.items()
            if len(belief.weights) > 1 and not belief.free
        }

    def parts_of(self, belief: Belief) -> set[int]:
        """The parts on which a belief depends."""
        names = {name for weight in belief.weights.values() for name in weight.unknowns()}
        return {k for k, part in enumerate(self.solution.parts) if names & part[0].keys()}

    def curves(self) -> list[Curve]:
        """The surfaces with the distributions that are ratios of their parameters alone."""
        every = {**self.formulas(), **self.ratios()}
        return [
            Curve(
                {
                    place: shares
                    for place, formula in every.items()
                    if (shares := self.on(surface, formula)) is not None
                },
                surface,
            )
            for surface in self.solution.surfaces
        ]

    def on(self, surface: Surface, formula: Mapping[str, Polynomial]) -> dict[str, Ratio] | None:
        """A distribution from its weights as ratios of a surface's parameters.

        None where it varies with other unknowns too, or does not vary.
        """
        parts = {name: each.at(self.solution.known) for name, each in formula.items()}
        names = {name for each in parts.values() for name in each.unknowns()}
        if not names or not names <= surface.values.keys():
            return None
        shares = {name: surface.ratio(each) for name, each in parts.items()}
        total = added(shares.values())
        return {name: each / total for name, each in shares.items()}

    def ratios(self) -> dict[Place, dict[str, Polynomial]]:
        """The weights of beliefs by Bayes' rule."""
        return {
            ("beliefs", key): {".".join(path): weight for path, weight in belief.weights.items()}
            for key, belief in self.derived().items()
        }

    def has_constant_ratios(self, belief: Belief) -> bool:
        """Whether a belief is the same throughout."""
        weights = [weight.at(self.solution.known) for weight in belief.weights.values()]
        if all(weight.is_constant for weight in weights):
            return True
        bent = {name for each in self.solution.surfaces for name in each.values}
        if any(weight.unknowns() & bent for weight in weights):
            return False
        parts = [self.solution.parts[k] for k in sorted(self.parts_of(belief))]
        inner = {name: value for part in parts for name, value in middle(part).items()}
        shares = [weight.at(inner).constant for weight in weights]
        total = sum(shares, Fraction(0))
        whole = number(0)
        for weight in weights:
            whole = whole + weight
        # Normalised, a weight less its share is zero if it is so as a polynomial, or if it is
        # linear and zero at all vertices.
        gaps = [w * number(total) - whole * number(s) for w, s in zip(weights, shares, strict=True)]
        vertices = [dict(kv for p in choice for kv in p.items()) for choice in product(*parts)]
        return all(
            not gap.terms
            or (gap.is_linear and all(not gap.at(vertex).terms for vertex in vertices))
            for gap in gaps
        )

    def pieces(self, part: tuple[Point, ...]) -> list[Piece]:
        """A part as pieces that vary independently."""
        formulas = {
            place: formula
            for place, formula in self.formulas().items()
            if any(each.unknowns() & part[0].keys() for each in formula.values())
        }
        rows = [
            {place: self.frozen(formula, vertex) for place, formula in formulas.items()}
            for vertex in part
        ]
        return [
            Piece(
                block.keys,
                tuple({place: dict(row[place]) for place in block.keys} for row in block.vertices),
            )
            for block in product_blocks(rows, list(formulas))
        ]

    def frozen(self, formula: Mapping[str, Polynomial], vertex: Point) -> Frozen:
        """A distribution at a vertex, hashable."""
        values = {**self.solution.known, **vertex}
        return tuple((name, each.at(values).constant) for name, each in formula.items())

    def region(self) -> Region | None:
        """The region, if no part is entangled.

        None where a belief by Bayes' rule is undefined as its information set has weight zero.
        """
        pieces = [piece for part in self.solution.parts for piece in self.pieces(part)]
        curves = self.curves()
        named = {place for piece in pieces for place in piece.places}
        named |= {place for curve in curves for place in curve.places}
        for place, formula in self.formulas().items():
            if place not in named:
                pieces.append(fixed(place, dict(self.frozen(formula, {}))))
        inner: dict[Any, Number] = dict(self.solution.known)
        for part in self.solution.parts:
            inner |= middle(part)
        for surface in self.solution.surfaces:
            inner |= surface.point()
        for key, belief in self.derived().items():
            distribution = normalised(belief, inner)
            if distribution is None:
                return None
            if ("beliefs", key) not in named and self.has_constant_ratios(belief):
                pieces.append(fixed(("beliefs", key), distribution))
        bayes: frozenset[Place] = frozenset(("beliefs", key) for key in self.derived())
        pieces.sort(key=lambda piece: piece.places[0])
        return Region(tuple(pieces), bayes, tuple(curves))

    def at_vertices(self, entangled: set[int]) -> Iterator[Translation]:
        """The translation with the entangled parts fixed at each of their vertices."""
        parts = self.solution.parts
        rest = tuple(part for k, part in enumerate(parts) if k not in entangled)
        for choice in product(*(parts[k] for k in sorted(entangled))):
            known = dict(self.solution.known)
            for vertex in choice:
                known |= vertex
            solution = Polytopes(known, rest, self.solution.surfaces)
            yield Translation(self.case, self.beliefs, solution)


def middle(part: tuple[Point, ...]) -> dict[Any, Fraction]:
    """The mean of the vertices of a part."""
    return {name: sum((v[name] for v in part), Fraction(0)) / len(part) for name in part[0]}


def normalised(belief: Belief, values: Point) -> Distribution | None:
    """A belief from its weights; None where all are zero."""
    weights = {".".join(path): w.at(values).constant for path, w in belief.weights.items()}
    total = sum(weights.values(), Fraction(0))
    return {name: weight / total for name, weight in weights.items()} if total else None


def regions_of(
    case: Case, beliefs: Beliefs, solution: Polytopes | None, tick: Tick = never_stop
) -> tuple[list[Region], bool]:
    """The regions that a solution consists of, and whether they are all of it."""
    if solution is None:
        return [], False
    translation = Translation(case, beliefs, solution)
    entangled = translation.entangled()
    choices: Iterable[Translation] = [translation]
    whole = True
    if entangled:
        try:
            bent = list(disentangled(solution, entangled, tick))
            choices = [Translation(case, beliefs, each) for each in bent]
        except Unsolved:
            choices, whole = translation.at_vertices(entangled), False
    return [region for each in choices if (region := each.region()) is not None], whole


def added(ratios: Iterable[Ratio]) -> Ratio:
    """The sum."""
    first, *others = ratios
    for each in others:
        first = first + each
    return first
