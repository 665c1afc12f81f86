"""The simplex dictionary of a linear system, in integers.

A dictionary writes every *basic* variable as an affine form of the *nonbasic* ones. Each row
holds integers: one coefficient a column, then the constant, then a positive denominator; it
reads ``denominator * basic == sum(coefficient * nonbasic) + constant``. Rows are scaled apart and
kept primitive, so a pivot needs no fractions (compare the fraction-free elimination of Edmonds
1967, who keeps one common denominator instead) and rows that do not contain the entering variable
are left alone.

Variables are numbered: first the system's own, then one slack for each equality, then one for
each inequality. A slack is the value of its row. Slacks of equalities leave the basis at once and
never return; their columns stay, because they carry the multipliers of the equalities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import Generic

from gametheory_dprk.polyhedra.integers import primitive, scaled
from gametheory_dprk.polyhedra.system import LinearSystem, Row, V

OBJECTIVE = -1


class Dictionary(Generic[V]):
    """A dictionary in which equalities are eliminated and free variables are basic.

    Parameters
    ----------
    system
        The system to represent.
    objective
        A linear form to carry along as a last row, or None.

    Attributes
    ----------
    limits
        The rows whose basic variable must not be negative.
    open
        The columns whose nonbasic variable must not be negative.
    lines
        The columns of free variables that no limited row contains: lines of the solution set.
    contradiction
        A row that shows the equalities to be inconsistent, or None.
    """

    def __init__(self, system: LinearSystem[V], objective: Mapping[V, Fraction] | None = None):
        self.system = system
        self.width = len(system.variables)
        self.first_inequality = self.width + len(system.equalities)
        forms = [*system.equalities, *system.inequalities]
        self.basic = list(range(self.width, self.width + len(forms)))
        if objective is not None:
            forms.append(Row(objective))
            self.basic.append(OBJECTIVE)
        self.rows = self._integer_rows(forms)
        self.nonbasic = list(range(self.width))
        signed = system.nonnegative
        self._free = {j for j, name in enumerate(system.variables) if name not in signed}
        self.contradiction = self._eliminate_equalities()
        self._enter_free_variables()
        self.limits = [i for i, variable in enumerate(self.basic) if self.is_signed(variable)]
        self.open = [j for j, variable in enumerate(self.nonbasic) if self.is_signed(variable)]
        self.lines = [j for j, variable in enumerate(self.nonbasic) if variable in self._free]

    def is_signed(self, variable: int) -> bool:
        """Tell whether a variable must not be negative."""
        if 0 <= variable < self.width:
            return variable not in self._free
        return variable >= self.first_inequality

    def equality_slacks(self) -> range:
        """Return the numbers of the slacks of the equalities, in their order."""
        return range(self.width, self.first_inequality)

    def inequality_slacks(self) -> range:
        """Return the numbers of the slacks of the inequalities, in their order."""
        return range(self.first_inequality, self.first_inequality + len(self.system.inequalities))

    def pivot(self, leaving: int, entering: int) -> None:
        """Exchange the basic variable of a row with the nonbasic variable of a column."""
        rows = self.rows
        entered = solved_for(rows[leaving], entering)
        for i, row in enumerate(rows):
            factor = row[entering]
            if factor and i != leaving:
                rows[i] = substituted(row, entering, entered)
        rows[leaving] = entered
        self.basic[leaving], self.nonbasic[entering] = self.nonbasic[entering], self.basic[leaving]

    def point(self) -> dict[V, Fraction]:
        """Return the basic solution, in which every nonbasic variable is 0."""
        return self._named({}, [(row[-2], row[-1]) for row in self.rows])

    def direction(self, column: int, sign: int = 1) -> dict[V, Fraction]:
        """Return how the variables change when a nonbasic one rises (or, by sign, falls)."""
        change = {self.nonbasic[column]: Fraction(sign)}
        return self._named(change, [(sign * row[column], row[-1]) for row in self.rows])

    def _named(
        self, values: dict[int, Fraction], quotients: Sequence[tuple[int, int]]
    ) -> dict[V, Fraction]:
        """Give values by name: those of basic variables as quotients, 0 where nothing is said."""
        for variable, (numerator, denominator) in zip(self.basic, quotients, strict=True):
            if 0 <= variable < self.width:
                values[variable] = Fraction(numerator, denominator)
        zero = Fraction(0)
        return {name: values.get(j, zero) for j, name in enumerate(self.system.variables)}

    def _integer_rows(self, forms: Sequence[Row[V]]) -> list[list[int]]:
        """Scale the forms to integers, one column a variable."""
        column = {name: j for j, name in enumerate(self.system.variables)}
        rows = []
        for form in forms:
            numbers, denominator = scaled([*form.coefficients.values(), form.constant])
            row = [0] * self.width + [numbers.pop(), denominator]
            for name, number in zip(form.coefficients, numbers, strict=True):
                row[column[name]] = number
            rows.append(row if denominator == 1 else primitive(row))
        return rows

    def _eliminate_equalities(self) -> int | None:
        """Solve each equality for one variable, a free one if possible; return a contradiction."""
        for i in range(len(self.system.equalities)):
            row = self.rows[i]
            usable = [j for j, variable in enumerate(self.nonbasic) if variable < self.width]
            choices = [j for j in usable if row[j]]
            if choices:
                best = min(choices, key=lambda j: (self.nonbasic[j] not in self._free, abs(row[j])))
                self.pivot(i, best)
            elif row[-2]:
                return i
        return None

    def _enter_free_variables(self) -> None:
        """Make each free variable basic in place of a limited one, where there is any."""
        for j, variable in enumerate(self.nonbasic):
            if variable in self._free:
                rows = (i for i, row in enumerate(self.rows) if row[j])
                leaving = next((i for i in rows if self.is_signed(self.basic[i])), None)
                if leaving is not None:
                    self.pivot(leaving, j)


def solved_for(row: list[int], column: int) -> list[int]:
    """Solve a row for the variable of a column, whose place the basic variable takes."""
    pivot, denominator = row[column], row[-1]
    if pivot > 0:
        solved = [-number for number in row]
        solved[column], solved[-1] = denominator, pivot
    else:
        solved = row.copy()
        solved[column], solved[-1] = -denominator, -pivot
    return solved


def substituted(row: list[int], column: int, entered: list[int]) -> list[int]:
    """Replace in a row the variable of a column by its own row."""
    factor, denominator = row[column], entered[-1]
    common = gcd(factor, denominator)
    factor //= common
    denominator //= common
    # The last entry is set apart: the entered row adds nothing to this row's own denominator.
    changed = [denominator * own + factor * new for own, new in zip(row, entered, strict=True)]
    changed[column] = factor * entered[column]
    changed[-1] = denominator * row[-1]
    return primitive(changed)
