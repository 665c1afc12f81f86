"""Sets of realization weights as components of behavior strategies.

A vertex says nothing of information sets that it excludes by its owner's own moves: any behavior is
as good there. It is shown as in the middle of the polytope, where that lets play come; elsewhere
the first move is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.polyhedra import affine_dimension
from gametheory_dprk.solution import (
    Assessment,
    Block,
    Candidate,
    Cell,
    Component,
    Distribution,
    Mixing,
    Notice,
    SetKey,
)
from gametheory_dprk.solvers.trees.nash_pairs import Sides
from gametheory_dprk.solvers.trees.nash_vertices import Weights
from gametheory_dprk.solvers.trees.sequence_form import SequenceForm, Side

ONE_OF_EQUIVALENT = Notice(
    "one_of_equivalent",
    "at information sets that a player's own moves exclude any behavior is as good; one is shown",
)

Behavior: TypeAlias = dict[SetKey, Distribution]


@dataclass(frozen=True, slots=True)
class Factor:
    """One player's polytope in a cell.

    Attributes
    ----------
    blocks : tuple of Block
        What varies, in one block, after what does not.
    curved : bool
        Whether what varies comes at several sets of one play.
    dimension : int
    """

    blocks: tuple[Block, ...]
    curved: bool
    dimension: int


def nash_candidate(form: SequenceForm, cells: Sequence[Sides]) -> Candidate:
    """The component that is the union of some products, seen through its first corner.

    Parameters
    ----------
    form : SequenceForm
    cells : sequence of Sides
        The extreme points of the two polytopes of each.
    """
    factors = [[factor(s, p) for s, p in zip(form.sides, c, strict=True)] for c in cells]
    found = tuple(Cell(tuple(b for f in pair for b in f.blocks)) for pair in factors)
    dimension = max(sum(each.dimension for each in pair) for pair in factors)
    curved = any(each.curved for pair in factors for each in pair)
    member = Assessment(strategies(form, found[0]))
    if not dimension:
        return Candidate(member)
    mixing: Mixing = "realization_weights" if curved else "behavior"
    return Candidate(member, Component(dimension, found, mixing))


def strategies(form: SequenceForm, cell: Cell) -> dict[str, dict[str, Distribution]]:
    """Behavior at the first corner of a cell, in the order of the tree."""
    shown = {key: each for block in cell.blocks for key, each in block.strategies[0].items()}
    found: dict[str, dict[str, Distribution]] = {side.player: {} for side in form.sides}
    for player, label in form.places:
        found[player][label] = shown[player, label]
    return found


def factor(side: Side, points: Sequence[Weights]) -> Factor:
    """One player's polytope, given its extreme points."""
    middle = [sum(column, Fraction(0)) for column in zip(*points, strict=True)]
    rest = behavior(side, middle, {})
    vertices = [behavior(side, point, rest) for point in points]
    varying = [key for key in side.keys if any(v[key] != vertices[0][key] for v in vertices)]
    fixed = (Block((k,), ({k: vertices[0][k]},)) for k in side.keys if k not in varying)
    dimension = affine_dimension([dict(enumerate(point)) for point in points])
    if not varying:
        return Factor(tuple(fixed), False, dimension)
    joint = Block(tuple(varying), tuple({key: v[key] for key in varying} for v in vertices))
    return Factor((*fixed, joint), follow(side, varying), dimension)


def behavior(
    side: Side, weights: Sequence[Fraction], rest: Mapping[SetKey, Distribution]
) -> Behavior:
    """What weights say of every information set; where nothing, the rest or the first move."""
    found: Behavior = {}
    for key, before, own in zip(side.keys, side.before, side.own, strict=True):
        total = weights[before]
        first = {move: Fraction(position == 0) for position, move in enumerate(own)}
        reached = {move: weights[s] / total for move, s in own.items()} if total else None
        found[key] = reached or rest.get(key, first)
    return found


def follow(side: Side, keys: Iterable[SetKey]) -> bool:
    """Whether one of some information sets of a player comes after another."""
    places = {side.keys.index(key) for key in keys}
    starts = {sequence: place for place, own in enumerate(side.own) for sequence in own.values()}
    for place in places:
        before = side.before[place]
        while before:
            if starts[before] in places:
                return True
            before = side.before[starts[before]]
    return False


def leaves_open(form: SequenceForm, cell: Sides) -> bool:
    """Whether own moves exclude an information set at some extreme point of a cell."""
    return any(
        not point[before]
        for side, points in zip(form.sides, cell, strict=True)
        for point in points
        for before in side.before
    )
