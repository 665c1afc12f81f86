"""Linear complementarity by complementary pivoting, exactly, with infinitesimal constants.

The problem is to find ``w == q + M z`` with ``w >= 0``, ``z >= 0`` and ``w[i] z[i] == 0`` for
every i. Each constant ``q[i]`` is a polynomial in an infinitesimal e > 0; numbers are compared by
the first power of e in which they differ.

Lemke's method (Lemke 1965) adds ``cover[i] * z0`` to every row. With z0 large, ``z == 0`` solves
the problem; a path of vertices, on each of which at most one pair of complements is missing from
the nonbasic variables, is followed until z0 is zero. Where constants do not tell rows apart, each
row i gets an infinitesimal of its own as well, smaller than any power of e and than those before
it (the lexicographic rule). Its coefficients are columns that the dictionary holds anyway. So no
two rows ever tie, no basis comes twice, and the path ends.

Rows are sparse: a pivot touches only rows that contain the entering variable. To keep them so z0,
on which nearly all rows depend, is never put into them. Where z0 is among the basic variables, the
dictionary has some nonbasic variable, the *held* one, in its place, and what would be in the rows
if z0 were solved for is computed from the row of the held variable when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.errors import SolveError
from gametheory_dprk.polyhedra.ticks import Tick, never_stop

if TYPE_CHECKING:
    from flint import fmpq

Infinitesimal: TypeAlias = Mapping[int, Fraction]
"""A polynomial in e: the coefficient of each power, zeros left out."""


Parts: TypeAlias = Callable[[int, list[int]], list[Any]]
"""One coefficient of the values of some rows."""


@dataclass(frozen=True, slots=True)
class Complementarity:
    """A problem ``w == constants + rows z + cover z0``, row by row.

    Attributes
    ----------
    rows : sequence of mapping
        For each w the coefficient of each z by its number, zeros left out.
    constants : sequence of Infinitesimal
    cover : sequence of Fraction
        Not negative; positive for every row whose constant is negative.
    """

    rows: Sequence[Mapping[int, int | Fraction]]
    constants: Sequence[Mapping[int, int | Fraction]]
    cover: Sequence[Fraction]


@dataclass(frozen=True, slots=True)
class ComplementarySolution:
    """Values of all variables, and how many pivots led to them."""

    w: tuple[Infinitesimal, ...]
    z: tuple[Infinitesimal, ...]
    pivots: int


class RayFound(SolveError):
    """The path left through an unbounded edge, which shows no solution."""


def solve_complementarity(
    problem: Complementarity, tick: Tick = never_stop
) -> ComplementarySolution:
    """Follow Lemke's path from z0 large to z0 zero.

    Raises
    ------
    RayFound
        If the path is unbounded; it never is where solutions of the covered problem are bounded
        for bounded z0, and unique for large z0.

    Examples
    --------
    One pair, ``w == -1 + e + 2 z``:

    >>> problem = Complementarity([{0: 2}], [{0: -1, 1: 1}], [Fraction(1)])
    >>> solve_complementarity(problem).z
    ({0: Fraction(1, 2), 1: Fraction(-1, 2)},)
    """
    path = Path(problem)
    entering, pivots = path.start(), 0
    while entering is not None:
        tick()
        entering, pivots = path.step(entering), pivots + 1
    values = path.values()
    return ComplementarySolution(tuple(values[: path.size]), tuple(values[path.size :]), pivots)


class Path:
    """A dictionary, and where Lemke's path is in it.

    Every row maps columns to coefficients. Columns are, in lexicographic order: the powers of e as
    negative numbers, the w from 0 on, the z from `size` on, and last z0.

    Attributes
    ----------
    basic : list of int
        The variable that each row is solved for.
    held : int
        The row of the variable that stands in for z0.
    """

    def __init__(self, problem: Complementarity) -> None:
        self.size = len(problem.rows)
        self.powers = 1 + max((k for each in problem.constants for k in each), default=0)
        self.artificial = 2 * self.size
        self.basic = list(range(self.size))
        self.held = 0
        self.rows = [self.entries(problem, i) for i in range(self.size)]
        self.holders: list[set[int]] = [set() for _ in range(2 * self.size + 1)]
        for i, entries in enumerate(self.rows):
            for column in entries:
                if column >= 0:
                    self.holders[column].add(i)

    def entries(self, problem: Complementarity, i: int) -> dict[int, fmpq]:
        """A row of the problem."""
        from flint import fmpq

        given = {self.size + j: value for j, value in problem.rows[i].items()}
        given |= {k - self.powers: value for k, value in problem.constants[i].items()}
        given[self.artificial] = problem.cover[i]
        return {
            column: fmpq(value.numerator, value.denominator)
            for column, value in given.items()
            if value
        }

    def start(self) -> int | None:
        """Bring z0 in, just large enough; the variable that enters next, if any need do."""
        if not any(self.is_negative(row) for row in self.rows):
            return None
        covered = {i: self.rows[i][self.artificial] for i in self.holders[self.artificial]}
        self.held = self.least(covered, self.parts)
        return self.complement(self.basic[self.held])

    def is_negative(self, row: Mapping[int, fmpq]) -> bool:
        """Whether the value of a row is negative where z0 is zero."""
        powers = [column for column in row if column < 0]
        return bool(powers) and row[min(powers)] < 0

    def complement(self, variable: int) -> int:
        """The z of a w, the w of a z."""
        return variable + self.size if variable < self.size else variable - self.size

    def step(self, entering: int) -> int | None:
        """Let a variable enter; the complement of what leaves, or None at the end.

        Raises
        ------
        RayFound
            If nothing leaves.
        """
        rates = self.rates(entering)
        if not rates:
            raise RayFound("complementary pivoting met an unbounded edge")
        i = self.least(rates, self.parts_with_z0)
        left, ended = self.basic[i], i == self.held
        if entering == self.basic[self.held]:
            self.held = i
        elif ended:
            self.pivot(i, entering)
        else:
            self.exchange(i, entering)
        return None if ended else self.complement(left)

    def exchange(self, i: int, entering: int) -> None:
        """Pivot in the row that leaves; or in that of the held variable, which the leaving one
        then replaces, where only that is possible or touches less.
        """
        row, held = self.rows[i], self.rows[self.held]
        if entering in row and (entering not in held or len(row) <= len(held)):
            self.pivot(i, entering)
        else:
            self.pivot(self.held, entering)
            self.held = i

    def rates(self, entering: int) -> dict[int, fmpq]:
        """How fast each row's variable falls as one enters; z0 has the row of the held one."""
        held, z0 = self.rows[self.held], self.artificial
        scale = held[z0]
        slope = -1 / scale if entering == self.basic[self.held] else held.get(entering, 0) / scale
        found = {i: -self.rows[i][entering] for i in self.holders[entering]}
        if slope:
            for i in self.holders[z0]:
                found[i] = found.get(i, 0) + self.rows[i][z0] * slope
        found[self.held] = slope
        return {i: rate for i, rate in found.items() if rate > 0}

    def least(self, rates: Mapping[int, fmpq], parts: Parts) -> int:
        """The row of the least value by rate, lexicographically; z0 where it is among equals.

        Rates are positive; `parts(column, rows)` are the coefficients that values consist of.
        """
        tied = list(rates)
        for column in range(-self.powers, 0):
            tied = least_in(column, tied, rates, parts)
            if len(tied) == 1:
                return tied[0]
        if parts == self.parts_with_z0 and self.held in tied:
            return self.held
        for column in self.own_columns([*tied, self.held]):
            tied = least_in(column, tied, rates, parts)
            if len(tied) == 1:
                break
        return tied[0]

    def own_columns(self, rows: list[int]) -> list[int]:
        """The rows' infinitesimals that matter to some rows."""
        own = {self.basic[i] for i in rows if self.basic[i] < self.size}
        return sorted(own | {c for i in rows for c in self.rows[i] if 0 <= c < self.size})

    def part(self, column: int, i: int) -> Any:
        """Coefficient in a row's value, of a power of e or the infinitesimal of a row.

        Where row j's own w is not basic, ``w - infinitesimal`` stands in its place.
        """
        if column >= 0:
            return 1 if self.basic[i] == column else -self.rows[i].get(column, 0)
        return self.rows[i].get(column, 0)

    def parts(self, column: int, rows: list[int]) -> list[Any]:
        """One coefficient of the values of some rows where z0 is zero."""
        return [self.part(column, i) for i in rows]

    def parts_with_z0(self, column: int, rows: list[int]) -> list[Any]:
        """The same with z0 solved for from the row of the held variable, which stands for z0."""
        z0 = -self.part(column, self.held) / self.rows[self.held][self.artificial]
        if not z0:
            return [0 if i == self.held else self.part(column, i) for i in rows]
        return [
            z0 if i == self.held
            else self.part(column, i) + self.rows[i].get(self.artificial, 0) * z0
            for i in rows
        ]  # fmt: skip

    def pivot(self, i: int, entering: int) -> None:
        """Solve row i for the entering variable and put that into all rows that contain it."""
        row = self.rows[i]
        left, self.basic[i] = self.basic[i], entering
        scale = -1 / row.pop(entering)
        solved = {column: value * scale for column, value in row.items()}
        solved[left] = -scale
        self.holders[left].add(i)
        touched = self.holders[entering]
        touched.discard(i)
        self.rows[i] = solved
        entries = list(solved.items())
        for other in touched:
            self.substitute(other, self.rows[other].pop(entering), entries)
        self.holders[entering] = set()

    def substitute(self, i: int, factor: fmpq, entries: list[tuple[int, fmpq]]) -> None:
        """Add a multiple of a row to another."""
        row, holders = self.rows[i], self.holders
        for column, value in entries:
            old = row.get(column)
            if old is None:
                row[column] = factor * value
                if column >= 0:
                    holders[column].add(i)
                continue
            new = old + factor * value
            if new:
                row[column] = new
            else:
                del row[column]
                if column >= 0:
                    holders[column].discard(i)

    def values(self) -> list[Infinitesimal]:
        """The value of every variable where z0 is zero."""
        found: list[Infinitesimal] = [{} for _ in range(2 * self.size)]
        for variable, row in zip(self.basic, self.rows, strict=True):
            found[variable] = {
                column + self.powers: Fraction(int(value.p), int(value.q))
                for column, value in sorted(row.items())
                if column < 0
            }
        return found


def least_in(column: int, rows: list[int], rates: Mapping[int, fmpq], parts: Parts) -> list[int]:
    """The rows of least coefficient by rate."""
    quotients = [part / rates[i] for i, part in zip(rows, parts(column, rows), strict=True)]
    least = min(quotients)
    return [i for i, each in zip(rows, quotients, strict=True) if each == least]
