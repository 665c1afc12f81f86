"""Linear programs in which more and more variables are held at zero, with reasons.

A search that fixes one variable after another asks a sequence of programs, each with a little less
room than the one before. The dual simplex method goes on from the last basis. Where the objective
can no longer exceed a bound, a row of the dictionary tells which of the fixed variables that rests
on: freed, all others would not help.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from fractions import Fraction
from typing import Any

from gametheory_dprk.polyhedra import LinearSystem
from gametheory_dprk.polyhedra.dictionary import Dictionary
from gametheory_dprk.polyhedra.ticks import Tick, never_stop


class FixingProgram:
    """Maximise an objective, some variables and slacks of inequalities being held at zero.

    Parameters
    ----------
    system : LinearSystem
        With equalities that have a solution.
    objective : Mapping
        No coefficient is positive, and each belongs to a nonnegative variable that no equality
        contains, so that the first basis is dual feasible.

    Examples
    --------
    Of x >= 1 - z and y >= x, with y held at zero z must be one:

    >>> from gametheory_dprk.polyhedra import linear_system
    >>> system = linear_system("xyz", at_least=[({"x": 1, "z": 1}, -1), ({"y": 1, "x": -1}, 0)],
    ...                        nonnegative="xyz")
    >>> program = FixingProgram(system, {"z": Fraction(-1)})
    >>> program.refutation(-1) is None
    True
    >>> program.fix([program.variable("y")])
    >>> program.refutation(-1)
    {1}
    """

    def __init__(self, system: LinearSystem[Any], objective: Mapping[Any, Fraction]) -> None:
        self.dictionary = Dictionary(system, objective)
        self.fixed: set[int] = set()

    def copied(self) -> FixingProgram:
        """The program for a branch of the search; rows are never changed in place."""
        other = copy(self)
        other.dictionary = copy(self.dictionary)
        other.dictionary.rows = list(self.dictionary.rows)
        other.dictionary.basic = list(self.dictionary.basic)
        other.dictionary.nonbasic = list(self.dictionary.nonbasic)
        other.fixed = set(self.fixed)
        return other

    def variable(self, name: Any) -> int:
        """The number of a variable."""
        return self.dictionary.system.variables.index(name)

    def slack(self, inequality: int) -> int:
        """The number of the slack of an inequality."""
        return self.dictionary.first_inequality + inequality

    def fix(self, variables: Iterable[int]) -> None:
        """Hold further variables at zero."""
        self.fixed.update(variables)

    def refutation(self, bound: int, tick: Tick = never_stop) -> set[int] | None:
        """The fixed variables for which the objective cannot exceed a bound; None if it can.

        Parameters
        ----------
        bound : int
        tick : callable
            Called before every pivot; may raise to stop.
        """
        rows, degenerate = self.dictionary.rows, False
        while True:
            goal = rows[-1]
            if goal[-2] <= bound * goal[-1]:
                return self.blamed(goal, 1)
            leaving = self.violated_row(degenerate)
            if leaving is None:
                return None
            tick()
            row = rows[leaving]
            sign = 1 if row[-2] < 0 else -1
            entering = self.repairing_column(row, sign)
            if entering is None:
                held = {self.dictionary.basic[leaving]} if sign < 0 else set()
                return self.blamed(row, sign) | held
            degenerate = goal[entering] == 0
            self.dictionary.pivot(leaving, entering)

    def blamed(self, row: list[int], sign: int) -> set[int]:
        """The fixed variables that would raise a row, or lower it if the sign is negative."""
        nonbasic = self.dictionary.nonbasic
        raising = (variable for j, variable in enumerate(nonbasic) if sign * row[j] > 0)
        return self.fixed.intersection(raising)

    def violated_row(self, least_index: bool) -> int | None:
        """A row below zero, or above it though held there: the least variable, or the worst."""
        rows, basic = self.dictionary.rows, self.dictionary.basic
        violated = [
            i
            for i in self.dictionary.limits
            if rows[i][-2] < 0 or (rows[i][-2] > 0 and basic[i] in self.fixed)
        ]
        if least_index:
            return min(violated, key=basic.__getitem__, default=None)
        return max(violated, key=lambda i: abs(rows[i][-2] / rows[i][-1]), default=None)

    def repairing_column(self, row: list[int], sign: int) -> int | None:
        """The column that moves a row the right way at the least cost; ties to the least."""
        cost, nonbasic = self.dictionary.rows[-1], self.dictionary.nonbasic
        best, ratio = None, (0, 1)
        for j in self.dictionary.open:
            weight = sign * row[j]
            if weight > 0 and nonbasic[j] not in self.fixed:
                gap = -1 if best is None else ratio[0] * weight + cost[j] * ratio[1]
                # The cost of a column is -cost[j] / weight; `ratio` is the least so far.
                if best is None or gap > 0 or (gap == 0 and nonbasic[j] < nonbasic[best]):
                    best, ratio = j, (-cost[j], weight)
        return best
