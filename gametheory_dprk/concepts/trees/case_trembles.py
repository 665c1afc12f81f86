"""Orders of trembles: which nodes can be believed together, as rows (Kreps and Wilson 1982).

If an assessment is consistent, every move has a *cost*, zero if it is played and else positive,
such that exactly the nodes of least cost along their paths are believed in each information set
(`consistency` has the proof). So facts on two nodes tell which path costs more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from gametheory_dprk.concepts.completeness import Row, Variable
from gametheory_dprk.concepts.trees.case_rows import (
    Move,
    NamedRow,
    belief_fact,
    fact,
    set_name,
)
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Path
from gametheory_dprk.number import Number

ONE = Fraction(1)
TREMBLES = "orders of trembles"
"""The name of the system."""


def tremble_rows(tree: Tree) -> dict[str, Row]:
    """The rows of the system, by name."""
    return {**dict(cost_rows(tree)), **dict(order_rows(tree))}


def cost_of(move: Move) -> Variable:
    """The variable for the cost of a move."""
    return (f"cost of {move[1]} of {set_name(move[0])}",)


def cost_rows(tree: Tree) -> Iterator[NamedRow]:
    """Moves that are played cost nothing, others something."""
    for key, place in tree.places.items():
        for move in place.moves:
            (name,) = variable = cost_of((key, move))
            form: dict[Variable, Number] = {variable: ONE}
            yield f"{name} >= 0", Row(form, ">=", {})
            yield f"{name} = 0", Row(form, "==", {fact((key, move)): True})
            yield f"{name} > 0", Row(form, ">", {fact((key, move)): False})


def order_rows(tree: Tree) -> Iterator[NamedRow]:
    """A node that is believed is no costlier than another, and cheaper if that is not believed."""
    for key, paths in tree.members.items():
        for path, other in permutations(paths, 2):
            here, there = (".".join(each) for each in (path, other))
            form = dearer(tree, other, path)
            believed, less = belief_fact(key, path), belief_fact(key, other)
            where = f"{set_name(key)}: {here}"
            yield f"{where} costs no more than {there}", Row(form, ">=", {believed: True})
            yield f"{where} costs less than {there}", Row(form, ">", {believed: True, less: False})


def dearer(tree: Tree, path: Path, other: Path) -> dict[Variable, Number]:
    """How much more one path costs than another."""
    counts = Counter(tree.decisions(path))
    counts.subtract(tree.decisions(other))
    return {cost_of(move): Fraction(count) for move, count in counts.items() if count}
