"""Solutions of systems with products that remain, as polytopes times curved sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_dprk.algebraic import Algebraic
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.trees.polynomial_system import (
    Point,
    PolynomialSystem,
    Polytopes,
    connected_by_unknowns,
)
from gametheory_dprk.solvers.trees.surface import Surface, joined
from gametheory_dprk.solvers.trees.surface_questions import Unsolved
from gametheory_dprk.solvers.trees.surface_solving import surfaces

Piece: TypeAlias = tuple[Point, ...] | Surface


def curved(system: PolynomialSystem, known: Point, tick: Tick) -> Iterator[Polytopes]:
    """The solutions of a system, group by group of unknowns that hang together.

    Raises
    ------
    Unsolved
        If some group has solutions that cannot be given.
    """
    if any(isinstance(value, Algebraic) for value in known.values()):
        raise Unsolved("irrational values")
    choices: list[list[Piece]] = []
    for group in connected_by_unknowns(system.conditions()):
        part = system.about({name for each in group for name in each.unknowns()})
        if all(each.is_linear for each in group):
            choices.append([*part.split(tick)])
        else:
            choices.append([*surfaces(part, known, tick)])
    for choice in product(*choices):
        yield assembled(known, choice, system)


def assembled(known: Point, pieces: Sequence[Piece], linear: PolynomialSystem) -> Polytopes:
    """Known values, polytopes and one curved set; sets of one point are known values."""
    points: dict[object, Fraction] = dict(known)
    parts: list[tuple[Point, ...]] = []
    found: list[Surface] = []
    for piece in pieces:
        if not isinstance(piece, Surface):
            parts.append(piece)
        elif piece.parameters:
            found.append(piece)
        else:
            points |= piece.point()
    return Polytopes(points, tuple(parts), (joined(found),) if found else (), linear)


def disentangled(solution: Polytopes, entangled: set[int], tick: Tick) -> Iterator[Polytopes]:
    """Solutions of which some polytopes are given as curved sets are.

    Raises
    ------
    Unsolved
    """
    if solution.linear is None or any(isinstance(v, Algebraic) for v in solution.known.values()):
        raise Unsolved("no conditions, or irrational values")
    choices: list[list[Piece]] = []
    for k, part in enumerate(solution.parts):
        if k in entangled:
            choices.append([*surfaces(solution.linear.about(set(part[0])), solution.known, tick)])
        else:
            choices.append([part])
    for choice in product(*choices):
        yield assembled(solution.known, (*solution.surfaces, *choice), solution.linear)
