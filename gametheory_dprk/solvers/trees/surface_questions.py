"""Whether polynomial conditions can hold together, with what was found before at hand.

The decision is by z3's procedure for real polynomials (Jovanovic and de Moura 2012); where it takes
too long, `Unsolved` is raised and nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.samples import holds
from gametheory_dprk.regions.smt import Smt

MOST_STEPS = 200
"""Cases into which one system may fall before it is given up."""


class Unsolved(Exception):
    """A system that this method does not solve."""


@dataclass(slots=True)
class Questions:
    """Decides whether conditions can hold; remembers points and contradictions.

    Attributes
    ----------
    smt : Smt
    tick : callable
        May raise to stop.
    steps : int
        Cases so far.
    points : list of Mapping
        At which something held.
    contradictions : list of frozenset
        Keys of conditions that cannot hold together.
    """

    smt: Smt
    tick: Tick
    steps: int = 0
    points: list[Mapping[str, Fraction]] = field(default_factory=list)
    contradictions: list[frozenset[str]] = field(default_factory=list)
    atoms: dict[str, Any] = field(default_factory=dict)

    def step(self) -> None:
        """Begin a case."""
        self.tick()
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Unsolved("too many cases")

    def point(self, conditions: Sequence[Condition]) -> Mapping[str, Fraction] | None:
        """A point at which conditions hold; None if there is none.

        Raises
        ------
        Unsolved
            If that stays unknown, or no such point is rational.
        """
        possible, point = self.ask(conditions)
        if possible and point is None:
            raise Unsolved("only irrational points")
        return point

    def is_possible(self, conditions: Sequence[Condition]) -> bool:
        """Whether conditions can hold.

        Raises
        ------
        Unsolved
            If that stays unknown.
        """
        return self.ask(conditions)[0]

    def ask(self, conditions: Sequence[Condition]) -> tuple[bool, Mapping[str, Fraction] | None]:
        """Whether conditions can hold, and where if that is rational: first what is known."""
        key = frozenset(each.key for each in conditions)
        if any(each <= key for each in self.contradictions):
            return False, None
        known = next((p for p in self.points if self.all_hold(conditions, p)), None)
        if known is not None:
            return True, known
        self.tick()
        for each in conditions:
            if each.key not in self.atoms:
                self.atoms[each.key] = self.smt.atom(each)
        possible, point = self.smt.check([self.atoms[name] for name in sorted(key)])
        if possible is None:
            raise Unsolved("undecided")
        if not possible:
            self.contradictions.append(key)
        elif point is not None:
            self.points.append(point)
        return possible, point

    def all_hold(self, conditions: Sequence[Condition], point: Mapping[str, Fraction]) -> bool:
        """Whether conditions hold at a point."""
        coordinates = self.smt.ring.coordinates(point)
        return all(holds(each, coordinates) for each in conditions)
