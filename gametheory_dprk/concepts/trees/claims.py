"""Claims over a whole cell of assessments, decided at finitely many points.

The two sides of a claim are polynomials in the distributions at some information sets. A cell is
a product of *factors*: for each block the polytope of its strategies and that of its beliefs.

Where a claim is affine in each factor it touches, the difference of its sides is least at a tuple
of vertices: move one factor at a time, on which the difference is affine. So it holds on the
cell if it holds at every tuple of vertices of the factors it touches, and the others do not
matter: that keeps the number of tuples small.

Where the information sets of one factor multiply (they can be passed in one play, or a claim
takes powers), an inequality is checked with each of them varying freely, which is sufficient;
an equation of degree d in a factor is checked at all mixtures of d vertices in shares of 1/d,
which determine a polynomial of degree d on the polytope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product
from math import prod
from typing import Literal, TypeAlias

from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.number import Number
from gametheory_dprk.solution import (
    Assessment,
    Cell,
    Check,
    Distribution,
    Relation,
    SetKey,
    Vertex,
)

CORNER_LIMIT = 20_000
"""Tuples of vertices a claim may need; beyond it the claim counts as not proved."""

POINT = Cell(())
"""The cell in which nothing varies."""

Kind: TypeAlias = Literal["strategies", "beliefs"]
Sides: TypeAlias = tuple[Number, Number]


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation between two polynomials in the distributions it touches.

    Attributes
    ----------
    sides : callable
        `sides(evaluation) -> (left, right)`, or None where the claim says nothing.
    strategies, beliefs : Mapping[SetKey, int]
        The information sets whose distributions the sides depend on, with their degrees.
    multiplying : bool
        Whether distributions of one kind multiply even where no play passes both.
    """

    text: str
    relation: Relation
    sides: Callable[[Evaluation], Sides | None]
    strategies: Mapping[SetKey, int]
    beliefs: Mapping[SetKey, int]
    multiplying: bool = False

    def check(self, sides: Sides) -> Check:
        """The claim with both sides evaluated."""
        return Check(self.text, sides[0], self.relation, sides[1])


@dataclass(frozen=True, slots=True)
class Variety:
    """A cell of assessments around a member; a single assessment where the cell has no blocks."""

    tree: Tree
    member: Assessment
    cell: Cell = POINT

    def factors(self) -> Iterator[tuple[Kind, tuple[Vertex, ...]]]:
        """The polytopes of which the cell is the product."""
        for block in self.cell.blocks:
            yield "strategies", block.strategies
            yield "beliefs", block.beliefs

    def vertices_at(self, kind: Kind, key: SetKey) -> list[Distribution]:
        """The distributions at one information set from which the cell mixes."""
        found = [
            vertex[key]
            for each, vertices in self.factors()
            if each == kind
            for vertex in vertices
            if key in vertex
        ]
        table = self.member.strategies if kind == "strategies" else self.member.beliefs
        return found or [table.get(key[0], {}).get(key[1], {})]

    def names(self, kind: Kind, key: SetKey) -> bool:
        """Whether a block of the cell gives the distribution at an information set."""
        return any(each == kind and key in v for each, vs in self.factors() for v in vs)

    def support(self, kind: Kind, key: SetKey) -> list[str]:
        """The names of positive probability somewhere in the cell, hence in its interior."""
        vertices = self.vertices_at(kind, key)
        return [name for name in vertices[0] if any(vertex[name] for vertex in vertices)]

    def interior(self) -> Evaluation:
        """The assessment in the middle of the cell."""
        return self.at([(kind, average(vertices)) for kind, vertices in self.factors() if vertices])

    def choices(self, claim: Claim) -> list[list[tuple[Kind, Vertex]]]:
        """For each factor a claim touches, the points of it that decide the claim."""
        found: list[list[tuple[Kind, Vertex]]] = []
        for kind, vertices in self.factors():
            degrees = claim.strategies if kind == "strategies" else claim.beliefs
            touched = restricted(vertices, degrees)
            varying = [k for k in degrees if len(restricted(vertices, {k: 1})) > 1]
            degree = self.degree(claim, kind, varying)
            if degree > 1 and claim.relation == ">=":
                parts = [restricted(vertices, {key: 1}) for key in degrees]
            else:
                parts = [mixtures(touched, degree)]
            found += [[(kind, vertex) for vertex in part] for part in parts if part]
        return found

    def degree(self, claim: Claim, kind: Kind, varying: list[SetKey]) -> int:
        """The degree of a claim in one factor."""
        degrees = claim.strategies if kind == "strategies" else claim.beliefs
        multiply = claim.multiplying or kind == "beliefs" or any(
            self.tree.follow(one, other) for one, other in combinations(varying, 2)
        )  # fmt: skip
        return (sum if multiply else max)([degrees[key] for key in varying] or [1])

    def decide(self, claim: Claim, base: Evaluation) -> Check | None:
        """The claim judged at the points that decide it, or None where it says nothing."""
        choices = self.choices(claim)
        count = prod(map(len, choices))
        if count > CORNER_LIMIT:
            text = f"{claim.text}: points to check, at most {CORNER_LIMIT}"
            return Check(text, Fraction(CORNER_LIMIT), ">=", Fraction(count))
        points = (self.at(list(point)) if point else base for point in product(*choices))
        found = (claim.sides(point) for point in points)
        return self.judged(claim, (sides for sides in found if sides is not None))

    def judged(self, claim: Claim, sides: Iterable[Sides]) -> Check | None:
        """The claim at the point where it holds least."""
        return min(map(claim.check, sides), key=lambda check: check.slack, default=None)

    def at(self, point: list[tuple[Kind, Vertex]]) -> Evaluation:
        """The assessment at a point of the cell."""
        strategies: dict[SetKey, Distribution] = {}
        beliefs: dict[SetKey, Distribution] = {}
        for kind, vertex in point:
            (strategies if kind == "strategies" else beliefs).update(vertex)
        return Evaluation(self.tree, self.member.replace(strategies, beliefs))


def decided(variety: Variety, claims: Iterator[Claim]) -> Iterator[Check]:
    """Each claim where it holds least."""
    base = Evaluation(variety.tree, variety.member)
    for claim in claims:
        check = variety.decide(claim, base)
        if check is not None:
            yield check


def restricted(vertices: tuple[Vertex, ...], keys: Mapping[SetKey, int]) -> list[Vertex]:
    """The distinct vertices, as far as they concern some information sets."""
    found: list[Vertex] = []
    for vertex in vertices:
        part = {key: vertex[key] for key in keys if key in vertex}
        if part and part not in found:
            found.append(part)
    return found


def mixtures(vertices: list[Vertex], degree: int) -> list[Vertex]:
    """All mixtures of vertices in shares that are multiples of one over the degree.

    Examples
    --------
    >>> yes, no = Fraction(1), Fraction(0)
    >>> ends = [{("A", "x"): {"l": yes}}, {("A", "x"): {"l": no}}]
    >>> [str(each["A", "x"]["l"]) for each in mixtures(ends, 2)]
    ['1', '1/2', '0']
    """
    if degree == 1 or len(vertices) < 2:
        return vertices
    return [average(chosen) for chosen in combinations_with_replacement(vertices, degree)]


def average(vertices: tuple[Vertex, ...]) -> Vertex:
    """The mean of some vertices."""
    return {
        key: {
            name: sum((vertex[key][name] for vertex in vertices), Fraction(0)) / len(vertices)
            for name in distribution
        }
        for key, distribution in vertices[0].items()
    }
