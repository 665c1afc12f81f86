"""Unions of regions: which are parts of others, which hang together, and how to report them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Any, TypeAlias

from gametheory_dprk.algebraic import Algebraic
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra import Infeasible, feasible_point, linear_system
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Component,
    SetKey,
    Vertex,
)
from gametheory_dprk.solvers.trees.assessment_region import (
    Corner,
    Distribution,
    Kind,
    Piece,
    Place,
    Region,
    bayes_belief,
    corners,
    is_rational,
    rational_coordinates,
)
from gametheory_dprk.solvers.trees.curve_meeting import curves_meet
from gametheory_dprk.solvers.trees.formula_cells import formulas_of
from gametheory_dprk.solvers.trees.tree_outline import Outline

Doubt: TypeAlias = tuple[Region, Region]
"""Two regions that may or may not have a point in common."""

CORNERS_TRIED = 64
"""Vertices of a region looked at for one that can stand for it."""


def maximal(regions: Iterable[Region], budget: Budget) -> list[Region]:
    """The regions that are not part of another, each once, in order."""
    kept: list[tuple[Region, Fixed]] = []
    for region in regions:
        budget.tick()
        own = fixed_places(region)
        if not any(theirs <= own and is_within(region, other) for other, theirs in kept):
            kept = [each for each in kept if not (own <= each[1] and is_within(each[0], region))]
            kept.append((region, own))
    return [region for region, _ in kept]


Fixed = frozenset[tuple[Place, tuple[tuple[str, Number], ...]]]
"""Places at which nothing varies, each with its distribution."""


FixedBy = Mapping[Place, tuple[tuple[str, Number], ...]]
"""The same by place."""


def fixed_places(region: Region) -> Fixed:
    """What is the same throughout a region; no region within it can differ there."""
    return frozenset(
        (place, tuple(distribution.items()))
        for piece in region.pieces
        if len(piece.vertices) == 1
        for place, distribution in piece.vertices[0].items()
    )


def is_within(region: Region, other: Region) -> bool:
    """Whether one region is part of another; in cases of doubt it is not said to be.

    A belief that varies by Bayes' rule in the other must follow by Bayes' rule in the one. Nothing
    is said to be part of what is curved.
    """
    if other.curves or not other.varying_bayes() <= region.bayes:
        return False
    varying = region.varying_bayes()
    bent = {place for curve in region.curves for place in curve.places}
    if any((varying | bent).intersection(piece.places) for piece in other.pieces):
        return False
    return all(
        is_mixture(corner, piece)
        for piece in other.pieces
        for corner in corners(region, set(piece.places))
    )


def is_mixture(corner: Corner, piece: Piece) -> bool:
    """Whether a corner lies in the polytope of a piece."""
    if corner in piece.vertices or len(piece.vertices) == 1 or not is_rational(corner):
        return corner in piece.vertices
    target = rational_coordinates(corner)
    vertices = [rational_coordinates(vertex) for vertex in piece.vertices]
    shares = range(len(vertices))
    equal: list[tuple[dict[int, Fraction], Fraction]] = [
        ({k: vertices[k][name] for k in shares}, -value) for name, value in target.items()
    ]
    equal.append((dict.fromkeys(shares, Fraction(1)), Fraction(-1)))
    form = linear_system(shares, equal=equal, nonnegative=shares)
    return not isinstance(feasible_point(form), Infeasible)


def meet(region: Region, other: Region) -> bool | None:
    """Whether two regions have a point in common; None where that stays open.

    Beliefs that vary by Bayes' rule in one of them are not compared: where strategies and all
    other beliefs agree, either Bayes' rule applies to both regions or the information set is
    not reached, where beliefs that support the same play are taken to hang together.
    """
    if region.curves or other.curves:
        return curves_meet(region, other)
    rows: dict[Any, dict[Any, Fraction]] = {}
    equal: list[tuple[dict[Any, Fraction], Fraction]] = []
    for sign, each in ((1, region), (-1, other)):
        for piece in filter(lambda piece: piece.is_rational, each.pieces):
            shares = [(sign, piece.places, k) for k in range(len(piece.vertices))]
            equal.append((dict.fromkeys(shares, Fraction(1)), Fraction(-1)))
            for share, vertex in zip(shares, piece.vertices, strict=True):
                for name, value in rational_coordinates(vertex).items():
                    rows.setdefault(name, {})[share] = sign * value
    names = [share for row, _ in equal for share in row]
    compared = set(region.places()) & set(other.places())
    equal += [(row, Fraction(0)) for (place, _), row in rows.items() if place in compared]
    form = linear_system(names, equal=equal, nonnegative=names)
    return not isinstance(feasible_point(form), Infeasible)


def differ(region: Region, fixed: FixedBy, other: Region, others: FixedBy) -> bool:
    """Whether a place that is fixed in two regions shows that they have no point in common.

    An irrational point is isolated: it is no part of a polytope in which the place varies.
    """
    if any(others.get(place, own) != own for place, own in fixed.items()):
        return True
    if region.curves or other.curves:
        return False
    return any(
        isinstance(chance, Algebraic) and place not in theirs and place not in bayes
        for mine, theirs, bayes in (
            (fixed, others, other.varying_bayes()),
            (others, fixed, region.varying_bayes()),
        )
        for place, distribution in mine.items()
        for _, chance in distribution
    )


def connected(
    regions: Sequence[Region], budget: Budget, doubts: list[Doubt] | None = None
) -> list[list[Region]]:
    """Group the regions that hang together, in order of their first members.

    Two that may hang together are taken to, and added to `doubts`.
    """

    def touch(one: Region, other: Region) -> bool:
        found = meet(one, other)
        if found is None and doubts is not None:
            doubts.append((one, other))
        return found is not False

    groups: list[list[int]] = []
    fixed = [dict(fixed_places(region)) for region in regions]
    for k, region in enumerate(regions):
        budget.tick()
        near = {j for j in range(k) if not differ(region, fixed[k], regions[j], fixed[j])}
        touching = [g for g in groups if any(touch(region, regions[j]) for j in g if j in near)]
        groups = [group for group in groups if group not in touching]
        groups.append([*(j for group in touching for j in group), k])
    return [[regions[j] for j in sorted(group)] for group in sorted(groups, key=min)]


def in_order(regions: Iterable[Region], outline: Outline) -> list[Region]:
    """Regions by what is played and believed, from the end of the tree to its start.

    At each information set few moves come before many, and first moves before later ones; where
    everything that is played agrees, many nodes that are believed come before few.
    """
    sets = list(reversed(outline.members))
    return sorted(regions, key=lambda region: order_key(region, sets, outline))


def order_key(region: Region, sets: Sequence[SetKey], outline: Outline) -> tuple[Any, ...]:
    """What regions are sorted by."""
    supports = {}
    for place in region.places():
        possible = set(region.support(place))
        names = region.names(place)
        supports[place] = [k for k, name in enumerate(names) if name in possible]
    played = [supports["strategies", key] for key in sets]
    believed = [supports.get(("beliefs", key), []) for key in sets]
    return (
        [(len(each), each) for each in played],
        [(-len(each), each) for each in believed],
    )


def candidate(group: Sequence[Region], outline: Outline) -> Candidate:
    """A candidate from regions that hang together; the member is a vertex of the first."""
    keys = list(outline.members)
    member = choose_member(group[0], outline)
    varying = {
        key
        for region in group
        for piece in region.pieces
        for vertex in piece.vertices
        for (kind, key), distribution in vertex.items()
        if distribution != member[kind, key]
    }
    varying |= {key for region in group for curve in region.curves for _, key in curve.places}
    component = None
    if varying:
        varied = [key for key in keys if key in varying]
        cells = tuple(cell(region, varied) for region in group)
        component = Component(max(region.dimension for region in group), cells)
    return Candidate(assessment(member, keys), component)


def choose_member(region: Region, outline: Outline) -> Corner:
    """A vertex at which Bayes' rule gives all beliefs that it should; the middle if need be."""
    everywhere = set(region.places())
    inside = {place: each for curve in region.curves for place, each in curve.sample().items()}
    for corner in islice(corners(region, everywhere), CORNERS_TRIED):
        corner |= inside
        if complete_beliefs(corner, region, outline):
            return corner
    inner = {place: each for piece in region.pieces for place, each in piece.middle().items()}
    inner |= inside
    complete_beliefs(inner, region, outline)
    return inner


def complete_beliefs(corner: dict[Place, Distribution], region: Region, outline: Outline) -> bool:
    """Add the beliefs that vary by Bayes' rule; tell whether it gives them all."""
    waiting = {key for _, key in region.varying_bayes()}
    for key in sorted(waiting, key=lambda key: len(outline.members[key][0])):
        belief = bayes_belief(outline, key, corner)
        if belief is None:
            return False
        corner["beliefs", key] = belief
    return True


def assessment(member: Corner, keys: Sequence[SetKey]) -> Assessment:
    """An assessment from distributions by place, in the order of the information sets."""

    def table(kind: Kind) -> dict[str, dict[str, Distribution]]:
        found: dict[str, dict[str, Distribution]] = {}
        for player, label in keys:
            if (kind, (player, label)) in member:
                found.setdefault(player, {})[label] = member[kind, (player, label)]
        return found

    return Assessment(table("strategies"), table("beliefs"))


def cell(region: Region, keys: Sequence[SetKey]) -> Cell:
    """A region as a cell, as far as some information sets are concerned."""
    groups: list[tuple[set[SetKey], list[Piece]]] = []
    for piece in region.pieces:
        sets, members = {key for _, key in piece.places}, [piece]
        if sets.isdisjoint(keys):
            continue
        for group in [group for group in groups if group[0] & sets]:
            groups.remove(group)
            sets |= group[0]
            members = group[1] + members
        groups.append((sets, members))
    order = {key: k for k, key in enumerate(keys)}
    blocks = [
        Block(
            tuple(sorted(sets.intersection(keys), key=order.__getitem__)),
            vertices(members, "strategies", keys),
            vertices(members, "beliefs", keys),
        )
        for sets, members in groups
    ]
    blocks.sort(key=lambda block: order[block.information_sets[0]])
    return Cell(tuple(blocks), formulas_of(region.curves) if region.curves else None)


def vertices(pieces: Sequence[Piece], kind: Kind, keys: Sequence[SetKey]) -> tuple[Vertex, ...]:
    """The vertices of the product of some pieces of one kind."""
    places: set[Place] = {(kind, key) for key in keys}
    found = [
        {key: distribution for (_, key), distribution in corner.items()}
        for corner in corners(Region(tuple(pieces)), places)
    ]
    return tuple(vertex for vertex in found if vertex)


def combine(parts: Sequence[Region]) -> Region:
    """The product of regions of different information sets."""
    bayes = frozenset(place for part in parts for place in part.bayes)
    curves = tuple(curve for part in parts for curve in part.curves)
    return Region(tuple(piece for part in parts for piece in part.pieces), bayes, curves)


def products(choices: Iterable[Sequence[Region]]) -> Iterable[Region]:
    """Every product of one region from each list."""
    return map(combine, product(*choices))
