"""Sets of assessments that are products of polytopes and curves: what a case is solved by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, Literal, TypeAlias, cast

from gametheory_dprk.algebraic import Algebraic
from gametheory_dprk.games import Chance, Decision, Path, Terminal
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra import affine_dimension
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.polynomials.quantity import Quantity
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.surface import Surface, value_at
from gametheory_dprk.solvers.trees.tree_outline import Outline

Distribution: TypeAlias = Mapping[str, Number]
Kind: TypeAlias = Literal["strategies", "beliefs"]
Place: TypeAlias = tuple[Kind, SetKey]
Corner: TypeAlias = Mapping[Place, Distribution]


@dataclass(frozen=True, slots=True)
class Piece:
    """Distributions at some places that vary together, as the vertices of a polytope."""

    places: tuple[Place, ...]
    vertices: tuple[Corner, ...]

    @property
    def dimension(self) -> int:
        """Of the polytope."""
        if not self.is_rational:
            return 0
        return affine_dimension([rational_coordinates(vertex) for vertex in self.vertices])

    @property
    def is_rational(self) -> bool:
        """Whether all vertices are rational; a piece that is not is a single point."""
        return all(is_rational(vertex) for vertex in self.vertices)

    def middle(self) -> dict[Place, Distribution]:
        """The mean of the vertices."""
        if len(self.vertices) == 1:
            return dict(self.vertices[0])
        count = len(self.vertices)
        return {
            place: {
                name: sum((vertex[place][name] for vertex in self.vertices), Fraction(0)) / count
                for name in self.vertices[0][place]
            }
            for place in self.places
        }


@dataclass(frozen=True, slots=True)
class Curve:
    """Distributions at some places that vary together, as ratios of the parameters of a surface."""

    formulas: Mapping[Place, Mapping[str, Ratio]]
    surface: Surface

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that vary."""
        return tuple(self.formulas)

    def sample(self) -> dict[Place, Distribution]:
        """A point inside."""
        ring, point = self.surface.ring, self.surface.sample
        return {
            place: {name: value_at(ring, each, point) for name, each in formula.items()}
            for place, formula in self.formulas.items()
        }

    def quantities(self) -> dict[Place, Any]:
        """The formulas as things to calculate with."""
        return {
            place: {name: Quantity(each) for name, each in formula.items()}
            for place, formula in self.formulas.items()
        }


@dataclass(frozen=True, slots=True)
class Region:
    """A product of pieces and curves that name every place of a tree, but for some beliefs.

    Attributes
    ----------
    pieces : tuple of Piece
    bayes : frozenset of Place
        The beliefs that follow from the rest by Bayes' rule; those that vary need not be named.
    curves : tuple of Curve
    """

    pieces: tuple[Piece, ...]
    bayes: frozenset[Place] = frozenset()
    curves: tuple[Curve, ...] = ()

    @property
    def dimension(self) -> int:
        """Of the product."""
        straight = sum(piece.dimension for piece in self.pieces)
        return straight + sum(curve.surface.dimension for curve in self.curves)

    def of(self, place: Place) -> Piece:
        """The piece that names a place."""
        return next(piece for piece in self.pieces if place in piece.places)

    def curve_of(self, place: Place) -> Curve | None:
        """The curve that names a place, if one does."""
        return next((curve for curve in self.curves if place in curve.places), None)

    def names(self, place: Place) -> list[str]:
        """The moves or nodes at a place."""
        curve = self.curve_of(place)
        return list(curve.formulas[place] if curve else self.of(place).vertices[0][place])

    def support(self, place: Place) -> list[str]:
        """The names of positive probability somewhere at a place."""
        curve = self.curve_of(place)
        if curve is not None:
            return [name for name, each in curve.formulas[place].items() if not each.is_zero()]
        vertices = self.of(place).vertices
        return [name for name in vertices[0][place] if any(v[place][name] for v in vertices)]

    def places(self) -> Iterator[Place]:
        """Every place that a piece or a curve names."""
        for piece in self.pieces:
            yield from piece.places
        for curve in self.curves:
            yield from curve.places

    def varying_bayes(self) -> set[Place]:
        """The beliefs that vary with the strategies from which they follow."""
        return set(self.bayes.difference(self.places()))


def coordinates(corner: Corner) -> dict[Any, Number]:
    """A corner as a point."""
    return {
        (place, name): chance
        for place, distribution in corner.items()
        for name, chance in distribution.items()
    }


def rational_coordinates(corner: Corner) -> dict[Any, Fraction]:
    """A corner of which all coordinates are rational, as a point."""
    return cast(dict[Any, Fraction], coordinates(corner))


def is_rational(corner: Corner) -> bool:
    """Whether all coordinates of a corner are rational."""
    return not any(isinstance(each, Algebraic) for each in coordinates(corner).values())


def corners(region: Region, places: set[Place]) -> Iterator[dict[Place, Distribution]]:
    """Every vertex of a region, as far as some places are concerned."""
    choices = []
    for piece in region.pieces:
        if touched := places.intersection(piece.places):
            parts: list[Corner] = []
            for vertex in piece.vertices:
                part = {place: vertex[place] for place in piece.places if place in touched}
                if part not in parts:
                    parts.append(part)
            choices.append(parts)
    for choice in product(*choices):
        yield {place: each for part in choice for place, each in part.items()}


def passed_places(outline: Outline, region: Region) -> set[Place]:
    """The places of strategies that some play of a region passes."""
    found: set[Place] = set()
    waiting: list[Path] = [outline.root]
    while waiting:
        path = waiting.pop()
        node = outline.nodes[path]
        if isinstance(node, Chance):
            waiting += [(*path, move) for move in node.moves]
        elif isinstance(node, Decision):
            place: Place = ("strategies", (node.player, node.information_set))
            found.add(place)
            possible = region.support(place)
            waiting += [(*path, move) for move in node.moves if move in possible]
    return found


def constant_value(outline: Outline, region: Region) -> dict[str, Number] | None:
    """What everybody expects at the root, if that is the same throughout a region.

    Expected payoffs are multi-affine in the pieces, unless one play passes two places of one
    piece; so they are constant if they are equal at all corners. Pieces of which one play passes
    several places are refused. Of a curve they are ratios, which are equal if they are constant.
    """
    passed = passed_places(outline, region)
    curves = [curve for curve in region.curves if passed.intersection(curve.places)]
    if len(curves) > 1:
        return None
    for piece in region.pieces:
        if len(piece.vertices) > 1 and len(passed.intersection(piece.places)) > 1:
            return None
    bent = {place: each for curve in curves for place, each in curve.quantities().items()}
    found = [
        constants(expected(outline, outline.root, {**corner, **bent}))
        for corner in corners(region, passed)
    ]
    return found[0] if all(each == found[0] for each in found) else None


def constants(values: Mapping[str, Any]) -> dict[str, Number] | None:
    """Values without formulas; None where one varies."""
    found: dict[str, Number] = {}
    for player, value in values.items():
        number = value.constant if isinstance(value, Quantity) else value
        if number is None:
            return None
        found[player] = number
    return found


def expected(outline: Outline, path: Path, corner: Corner) -> dict[str, Number]:
    """Expected payoffs from a node on."""
    node = outline.nodes[path]
    if isinstance(node, Terminal):
        return dict(node.payoffs)
    if isinstance(node, Chance):
        chances: Distribution = node.probabilities
    else:
        chances = corner["strategies", (node.player, node.information_set)]
    totals: dict[str, Number] = dict.fromkeys(outline.players, Fraction(0))
    for move, chance in chances.items():
        if chance:
            later = expected(outline, (*path, move), corner)
            for player in totals:
                totals[player] += chance * later[player]
    return totals


def fixed(place: Place, distribution: Distribution) -> Piece:
    """A piece in which nothing varies."""
    return Piece((place,), ({place: distribution},))


def bayes_belief(outline: Outline, key: SetKey, corner: Corner) -> Distribution | None:
    """The belief by Bayes' rule from the start of the subgame, or the owner's last belief.

    None where the information set has weight zero from either.
    """
    home, earlier = outline.homes[key], outline.previous[key]
    starts = dict.fromkeys(outline.members[key], home)
    weights = {path: reach(outline, home, path, key[0], corner) for path in starts}
    if not any(weights.values()) and earlier is not None:
        for path in starts:
            start = next(path[:k] for k in range(len(path)) if path[:k] in outline.members[earlier])
            believed = corner.get(("beliefs", earlier), {}).get(".".join(start), Fraction(1))
            weights[path] = believed * reach(outline, start, path, key[0], corner)
    total = sum(weights.values(), Fraction(0))
    return {".".join(path): each / total for path, each in weights.items()} if total else None


def reach(outline: Outline, start: Path, path: Path, without: str, corner: Corner) -> Number:
    """Probability of the moves between two nodes that are not one player's own."""
    product: Number = outline.chance(path, len(start))
    for key, move in outline.decisions(path, len(start)):
        if key[0] != without:
            product *= corner["strategies", key][move]
    return product
