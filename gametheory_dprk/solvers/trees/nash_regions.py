"""Regions of realization weights as components of behavior strategies.

A polytope of weights stands for more than its image: on a face at which own moves exclude an
information set, behavior there is free. As long as every face is convex in the probabilities of
moves, a component is told in these, face by face, with what is free. Else it is told in weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias, cast

from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Component,
    Distribution,
    SetKey,
    Vertex,
)
from gametheory_dprk.solvers.trees.assessment_region import Piece, Place, Region
from gametheory_dprk.solvers.trees.region_union import candidate, in_order, maximal
from gametheory_dprk.solvers.trees.tree_outline import Outline

ZERO = Fraction(0)
Table: TypeAlias = dict[SetKey, dict[str, Fraction]]
"""Weights, or chances, by information set and move."""

MOST_CORNERS = 2_000
"""Corners of a region up to which behavior that does not matter is shown as free."""


@dataclass
class Telling:
    """How regions of weights are told.

    Attributes
    ----------
    shortened : bool
        Whether some behavior that is free was not told as free.
    """

    game: ExtensiveGame[Fraction]
    outline: Outline
    budget: Budget
    shortened: bool = False

    def candidate(self, group: Sequence[Region]) -> Candidate:
        """The component that is the union of regions of weights that hang together."""
        straight: list[Region] = []
        for region in group:
            choices = [self.straight(piece) for piece in region.pieces]
            parts = [each for each in choices if each is not None]
            if len(parts) < len(choices):
                return self.curved(group)
            straight += (
                Region(tuple(piece for part in choice for piece in part))
                for choice in product(*parts)
            )
        shown = [self.bounded(region) for region in straight]
        found = maximal(in_order(shown, self.outline), self.budget)
        return candidate(found, self.outline)

    def bounded(self, region: Region) -> Region:
        """The region; with less shown as free where there would be too many corners to check."""
        if prod(len(piece.vertices) for piece in region.pieces) <= MOST_CORNERS:
            return region
        self.shortened = True
        pieces = (Piece(p.places, p.vertices[:1]) if is_free(p) else p for p in region.pieces)
        return Region(tuple(pieces))

    def straight(self, piece: Piece) -> list[tuple[Piece, ...]] | None:
        """The pieces for a polytope and for its faces that exclude more; None if one is curved."""
        found = [self.face(face) for face in faces(piece)]
        straight = [face for face in found if face is not None]
        return straight if len(straight) == len(found) else None

    def face(self, points: Sequence[Table]) -> tuple[Piece, ...] | None:
        """Behavior on a face, or None where it is curved.

        It is linear in weights where own moves let play come with the same weight everywhere.
        """
        found: list[Piece] = []
        varying: list[SetKey] = []
        for key in points[0]:
            reached = [table[key] for table in points if any(table[key].values())]
            behaviors = [chances(each) for each in reached]
            if not reached:
                found.append(free_piece(key, points[0][key]))
            elif all(each == behaviors[0] for each in behaviors):
                place: Place = ("strategies", key)
                found.append(Piece((place,), ({place: behaviors[0]},)))
            elif len({sum(table[key].values(), ZERO) for table in points}) == 1:
                varying.append(key)
            else:
                return None
        if self.follow(varying):
            return None
        return (*found, *([joint_piece(points, varying)] if varying else []))

    def follow(self, keys: Iterable[SetKey]) -> bool:
        """Whether some play passes two of these information sets."""
        sets = set(keys)
        return any(
            sum((step.player, step.information_set) in sets for step in play.steps) > 1
            for play in self.game.plays()
        )

    def curved(self, group: Sequence[Region]) -> Candidate:
        """A component that is told in weights."""
        cells = [Cell(tuple(b for p in region.pieces for b in blocks(p))) for region in group]
        first = {k: d for block in cells[0].blocks for k, d in block.strategies[0].items()}
        shown: dict[str, dict[str, Distribution]] = {player: {} for player in self.game.players}
        for player, label in self.outline.members:
            shown[player][label] = first[player, label]
        largest = max(region.dimension for region in group)
        found = Component(largest, tuple(cells), "realization_weights")
        return Candidate(Assessment(shown), found)


def tables(piece: Piece) -> Iterator[Table]:
    """The weights at each vertex of a piece."""
    for vertex in piece.vertices:
        yield {key: cast(dict[str, Fraction], dict(d)) for (_, key), d in vertex.items()}


def faces(piece: Piece) -> list[list[Table]]:
    """The vertices of a polytope, and of every face that excludes further information sets."""
    points = list(tables(piece))
    found = {frozenset(range(len(points)))}
    for key in points[0]:
        excluding = frozenset(k for k, each in enumerate(points) if not any(each[key].values()))
        found |= {each & excluding for each in found}
    order = sorted(found - {frozenset()}, key=lambda each: (-len(each), sorted(each)))
    return [[points[k] for k in sorted(face)] for face in order]


def chances(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The behavior that weights are."""
    total = sum(weights.values(), ZERO)
    return {move: weight / total for move, weight in weights.items()}


def free_piece(key: SetKey, moves: Iterable[str]) -> Piece:
    """Any behavior at an information set."""
    place: Place = ("strategies", key)
    names = list(moves)
    pure = ({place: {m: Fraction(m == chosen) for m in names}} for chosen in names)
    return Piece((place,), tuple(pure))


def is_free(piece: Piece) -> bool:
    """Whether a piece leaves all behavior at one information set open."""
    pure = all(1 in each.values() for vertex in piece.vertices for each in vertex.values())
    (place, *others), first = piece.places, piece.vertices[0]
    return pure and not others and len(piece.vertices) == len(first[place])


def joint_piece(points: Sequence[Table], keys: Sequence[SetKey]) -> Piece:
    """Behavior at several information sets, which varies together."""
    vertices: list[dict[Place, Distribution]] = []
    for table in points:
        vertex: dict[Place, Distribution] = {("strategies", k): chances(table[k]) for k in keys}
        if vertex not in vertices:
            vertices.append(vertex)
    return Piece(tuple(vertices[0]), tuple(vertices))


def blocks(piece: Piece) -> Iterator[Block]:
    """The blocks of a polytope of weights: what is fixed, and what varies.

    A set that a vertex excludes is shown as in the middle, or by its first move.
    """
    points = list(tables(piece))
    vertices: list[dict[SetKey, Distribution]] = [{} for _ in points]
    for key, moves in points[0].items():
        middle = {move: sum((each[key][move] for each in points), ZERO) for move in moves}
        pure = {move: Fraction(k == 0) for k, move in enumerate(moves)}
        rest = chances(middle) if any(middle.values()) else pure
        for vertex, each in zip(vertices, points, strict=True):
            vertex[key] = chances(each[key]) if any(each[key].values()) else rest
    varying = [key for key in points[0] if any(v[key] != vertices[0][key] for v in vertices)]
    for key in points[0]:
        if key not in varying:
            yield Block((key,), ({key: vertices[0][key]},))
    if varying:
        told: tuple[Vertex, ...] = tuple({key: v[key] for key in varying} for v in vertices)
        yield Block(tuple(varying), told)
