"""Refuting which nodes a case believes together: no order of trembles explains it.

The moves that are not played would need positive costs such that in each information set exactly
the nodes of least cost are believed (Kreps and Wilson 1982). That is a linear system with names,
whose multipliers make a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from gametheory_dprk.completeness import Case, Reason
from gametheory_dprk.games import Path
from gametheory_dprk.polyhedra import Infeasible, feasible_point, linear_system
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.completeness import Refutation
from gametheory_dprk.solvers.trees.case_systems import believes, place, plays
from gametheory_dprk.solvers.trees.optimality_blocks import Move
from gametheory_dprk.solvers.trees.tree_outline import Outline

TREMBLES = "orders of trembles"
"""The name of the system."""


@dataclass(frozen=True, slots=True)
class Order:
    """A row: one path costs no less than another, or more.

    Attributes
    ----------
    costs : Mapping
        Moves of the dearer path less those of the other.
    """

    name: str
    costs: dict[Move, int]
    strict: bool
    facts: Case


def cost(move: Move) -> str:
    """The variable for the cost of a move."""
    return f"cost of {move[1]} of {place(move[0])}"


def refute_order(outline: Outline, case: Case, tick: Tick) -> Refutation | None:
    """Refute what a case says of beliefs, if no costs explain it.

    Parameters
    ----------
    case : Case
        Decides every move.
    """
    orders = list(case_orders(outline, case))
    if not orders:
        return None
    free = [m for m in all_moves(outline) if not case[plays(m)]]
    signs = [Order(f"{cost(m)} > 0", {m: 1}, True, {plays(m): False}) for m in free]
    rows = [*orders, *signs]
    form = linear_system(
        free,
        at_least=[
            ({m: n for m, n in row.costs.items() if m in free}, -int(row.strict)) for row in rows
        ],
        nonnegative=free,
    )
    answer = feasible_point(form, tick)
    if not isinstance(answer, Infeasible):
        return None
    used = zip(rows, answer.multipliers.inequalities, strict=True)
    return explained([(row, x) for row, x in used if x], set(free))


def explained(used: list[tuple[Order, Fraction]], free: set[Move]) -> Refutation:
    """Make the combination of rows vanish by the signs of costs."""
    multipliers = {row.name: x for row, x in used}
    facts = {fact: holds for row, _ in used for fact, holds in row.facts.items()}
    total: Counter[Move] = Counter()
    for row, x in used:
        for move, count in row.costs.items():
            total[move] += x * count  # type: ignore[assignment]
    for move, rest in total.items():
        if rest:
            name = f"{cost(move)} >= 0" if move in free else f"{cost(move)} = 0"
            multipliers[name] = Fraction(-rest)
            facts |= {} if move in free else {plays(move): True}
    return Refutation(Reason(TREMBLES, multipliers), facts)


def case_orders(outline: Outline, case: Case) -> Iterator[Order]:
    """What the nodes say of which a case says whether they are believed."""
    for key, paths in outline.members.items():
        for path, other in permutations(paths, 2):
            believed, less = believes(key, path), believes(key, other)
            if case.get(believed):
                costs = dearer(outline, other, path)
                strict = case.get(less) is False
                facts = {believed: True, less: False} if strict else {believed: True}
                words = "less than" if strict else "no more than"
                here, there = ".".join(path), ".".join(other)
                yield Order(f"{place(key)}: {here} costs {words} {there}", costs, strict, facts)


def dearer(outline: Outline, path: Path, other: Path) -> dict[Move, int]:
    """Moves on one path less those on another."""
    counts = Counter(outline.decisions(path, len(outline.root)))
    counts.subtract(outline.decisions(other, len(outline.root)))
    return {move: count for move, count in counts.items() if count}


def all_moves(outline: Outline) -> Iterator[Move]:
    """Every move at every information set."""
    for key, moves in outline.moves.items():
        yield from ((key, move) for move in moves)
