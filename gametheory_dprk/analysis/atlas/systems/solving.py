"""The equalities of an alternative, solved for its unknowns in several linear steps.

Equalities that share no unknowns are solved apart. An equality that multiplies unknowns is kept
until some of them are known; where none becomes linear, the alternative is left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory_dprk.analysis.atlas.linear.elimination import Line, Preference, eliminate
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm, assemble
from gametheory_dprk.analysis.atlas.signaling.constraints import Label
from gametheory_dprk.analysis.atlas.systems.expressions import (
    Expression,
    coefficients,
    is_linear,
    substituted,
    unknowns_of,
)
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Space
from gametheory_dprk.regions.columns import CONSTANT


class NotLinear(Exception):
    """Equalities multiply unknowns by one another."""


@dataclass(frozen=True, slots=True)
class Inconsistent:
    """Equalities that say that a polynomial in the parameters is zero.

    Attributes
    ----------
    blocks : tuple of ClosedForm
        Formulas that were found before.
    """

    blocks: tuple[ClosedForm, ...]
    value: Polynomial
    multipliers: Mapping[Label, Polynomial]


def solve(
    space: Space,
    unknowns: Sequence[str],
    equalities: Mapping[Label, Expression],
    before: Sequence[ClosedForm],
    prefer: Preference,
) -> tuple[ClosedForm, ...] | Inconsistent:
    """Solve for all unknowns.

    Raises
    ------
    NotLinear
        If that takes more than linear steps.
    """
    found: list[ClosedForm] = []
    open_labels, waiting = list(equalities), list(unknowns)
    while open_labels or waiting:
        now = {
            label: substituted([*before, *found], equalities[label], space.ring)
            for label in open_labels
        }
        now = {label: each for label, each in now.items() if each}
        if any(unknowns_of(each) - set(waiting) for each in now.values()):
            raise NotLinear("a tie depends on what an earlier choice leaves open")
        step = next_step(now, waiting)
        if step is None:
            raise NotLinear("unknowns are multiplied by one another")
        labels, names = step
        lines = [coefficients(now[label]) for label in labels]
        solved = eliminate(lines, space.ring, prefer)
        if solved.contradiction is not None:
            return inconsistent(found, solved.contradiction, labels)
        found.append(assemble(space, solved.solved, names, labels))
        open_labels = [label for label in now if label not in labels]
        waiting = [name for name in waiting if name not in names]
    return tuple(found)


def inconsistent(found: Sequence[ClosedForm], line: Line, labels: Sequence[Label]) -> Inconsistent:
    """Say what the equalities claim to be zero."""
    multiples = {labels[i]: f for i, f in line.origin.items()}
    return Inconsistent(tuple(found), line.coefficients[CONSTANT], multiples)


def next_step(
    equalities: Mapping[Label, Expression], waiting: Sequence[str]
) -> tuple[list[Label], list[str]] | None:
    """Choose linear equalities that hang together, and the unknowns in them."""
    linear = {label: unknowns_of(e) for label, e in equalities.items() if is_linear(e)}
    for start, own in linear.items():
        names, labels = set(own), [start]
        grown = True
        while grown:
            more = [lab for lab, u in linear.items() if lab not in labels and names & u]
            labels += more
            names = names.union(*(linear[label] for label in more))
            grown = bool(more)
        return labels, [name for name in waiting if name in names]
    loose = [
        name for name in waiting if not any(name in unknowns_of(e) for e in equalities.values())
    ]
    return ([], loose) if loose else None
