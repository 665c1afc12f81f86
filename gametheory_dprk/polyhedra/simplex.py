"""Exact linear programming: a feasible point or an optimum, each with a proof.

Feasibility is restored by the dual simplex method on an auxiliary objective that falls in every
nonbasic variable; the primal simplex method then optimises. Pivots follow the largest coefficient
or violation, but after a degenerate pivot the least index (Bland 1977) until one makes
progress, so no cycle is possible: a cycle would consist of degenerate pivots alone, hence of pivots
by Bland's rule alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from gametheory_dprk.polyhedra.dictionary import OBJECTIVE, Dictionary
from gametheory_dprk.polyhedra.system import LinearSystem, V
from gametheory_dprk.polyhedra.ticks import Tick, never_stop


@dataclass(frozen=True, slots=True)
class Multipliers:
    """One number for each row of a system; those of inequalities are not negative."""

    equalities: tuple[Fraction, ...]
    inequalities: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No point satisfies the system, by the lemma of Farkas.

    The rows, each times its multiplier, add up to a form with constant -1 and with coefficient 0
    for every free and at most 0 for every nonnegative variable: a form that would have to be at
    least 0 at a solution and is below 0 there.
    """

    multipliers: Multipliers


@dataclass(frozen=True, slots=True)
class Optimal(Generic[V]):
    """A maximiser, the maximum, and multipliers that prove it.

    The objective plus the rows, each times its multiplier, is a form with constant `value` and with
    coefficient 0 for every free and at most 0 for every nonnegative variable.
    """

    point: dict[V, Fraction]
    value: Fraction
    multipliers: Multipliers


@dataclass(frozen=True, slots=True)
class Unbounded(Generic[V]):
    """A feasible point, and a ray along which one may go for ever and the objective rises."""

    point: dict[V, Fraction]
    ray: dict[V, Fraction]


def feasible_point(
    system: LinearSystem[V], tick: Tick = never_stop
) -> dict[V, Fraction] | Infeasible:
    """Find a point that satisfies a system, or prove that there is none.

    Parameters
    ----------
    system
        The system.
    tick
        Called before every pivot; may raise to stop.

    Examples
    --------
    >>> from gametheory_dprk.polyhedra.system import linear_system
    >>> half = linear_system("x", at_least=[({"x": 2}, -1), ({"x": -2}, 1)])
    >>> feasible_point(half)
    {'x': Fraction(1, 2)}

    That x is at least 1 and at most 0 is refuted by adding up the two rows:

    >>> answer = feasible_point(linear_system("x", at_least=[({"x": 1}, -1), ({"x": -1}, 0)]))
    >>> isinstance(answer, Infeasible), answer.multipliers.inequalities
    (True, (Fraction(1, 1), Fraction(1, 1)))
    """
    dictionary = Dictionary(system)
    refutation = find_feasible_basis(dictionary, tick)
    return dictionary.point() if refutation is None else _infeasible(dictionary, refutation)


def maximize(
    objective: Mapping[V, Fraction], system: LinearSystem[V], tick: Tick = never_stop
) -> Optimal[V] | Infeasible | Unbounded[V]:
    """Maximise a linear form over the solutions of a system.

    Parameters
    ----------
    objective
        The coefficients of the form.
    system
        The system.
    tick
        Called before every pivot; may raise to stop.

    Examples
    --------
    >>> from gametheory_dprk.polyhedra.system import linear_system
    >>> interval = linear_system("x", at_least=[({"x": -3}, 1)], nonnegative="x")
    >>> answer = maximize({"x": Fraction(2)}, interval)
    >>> answer.value, answer.multipliers.inequalities
    (Fraction(2, 3), (Fraction(2, 3),))
    >>> maximize({"x": Fraction(1)}, linear_system("x", nonnegative="x")).ray
    {'x': Fraction(1, 1)}
    """
    dictionary = Dictionary(system, objective)
    refutation = find_feasible_basis(dictionary, tick)
    if refutation is not None:
        return _infeasible(dictionary, refutation)
    goal = dictionary.rows[-1]
    for column in dictionary.lines:
        if goal[column]:
            sign = 1 if goal[column] > 0 else -1
            return Unbounded(dictionary.point(), dictionary.direction(column, sign))
    unlimited = _improve(dictionary, tick)
    if unlimited is not None:
        return Unbounded(dictionary.point(), dictionary.direction(unlimited))
    goal = dictionary.rows[-1]
    value = Fraction(goal[-2], goal[-1])
    return Optimal(dictionary.point(), value, _multipliers(dictionary, -1, Fraction(1, goal[-1])))


def find_feasible_basis(dictionary: Dictionary[V], tick: Tick = never_stop) -> int | None:
    """Pivot until the basic solution is feasible; return a row that refutes the system, if any."""
    if dictionary.contradiction is not None:
        return dictionary.contradiction
    auxiliary = [0] * (dictionary.width + 1) + [1]
    for column in dictionary.open:
        auxiliary[column] = -1
    dictionary.rows.append(auxiliary)
    dictionary.basic.append(OBJECTIVE)
    refutation = _repair(dictionary, tick)
    dictionary.rows.pop()
    dictionary.basic.pop()
    return refutation


def _repair(dictionary: Dictionary[V], tick: Tick) -> int | None:
    """Run the dual simplex method on the last row; return a row that cannot be repaired."""
    degenerate = False
    while (leaving := _violated_row(dictionary, degenerate)) is not None:
        tick()
        entering = _repairing_column(dictionary, leaving)
        if entering is None:
            return leaving
        degenerate = dictionary.rows[-1][entering] == 0
        dictionary.pivot(leaving, entering)
    return None


def _violated_row(dictionary: Dictionary[V], least_index: bool) -> int | None:
    """Choose a row with a negative value: the least variable, or the largest violation."""
    rows, basic = dictionary.rows, dictionary.basic
    violated = [i for i in dictionary.limits if rows[i][-2] < 0]
    if not violated:
        return None
    if least_index:
        return min(violated, key=basic.__getitem__)
    best = violated[0]
    for i in violated:
        if rows[i][-2] * rows[best][-1] < rows[best][-2] * rows[i][-1]:
            best = i
    return best


def _repairing_column(dictionary: Dictionary[V], leaving: int) -> int | None:
    """Choose the column that raises a row at the least cost; ties to the least variable."""
    row, cost, nonbasic = dictionary.rows[leaving], dictionary.rows[-1], dictionary.nonbasic
    best = None
    for j in dictionary.open:
        if row[j] > 0:
            if best is not None:
                gap = cost[j] * row[best] - cost[best] * row[j]
                if gap < 0 or (gap == 0 and nonbasic[j] > nonbasic[best]):
                    continue
            best = j
    return best


def _improve(dictionary: Dictionary[V], tick: Tick) -> int | None:
    """Run the primal simplex method on the last row; return a column without limit."""
    degenerate = False
    while (entering := _improving_column(dictionary, degenerate)) is not None:
        tick()
        leaving = _limiting_row(dictionary, entering)
        if leaving is None:
            return entering
        degenerate = dictionary.rows[leaving][-2] == 0
        dictionary.pivot(leaving, entering)
    return None


def _improving_column(dictionary: Dictionary[V], least_index: bool) -> int | None:
    """Choose a column that raises the objective: the least variable, or the steepest."""
    goal = dictionary.rows[-1]
    improving = [j for j in dictionary.open if goal[j] > 0]
    if not improving:
        return None
    if least_index:
        return min(improving, key=dictionary.nonbasic.__getitem__)
    return max(improving, key=goal.__getitem__)


def _limiting_row(dictionary: Dictionary[V], entering: int) -> int | None:
    """Choose the row that first reaches 0; ties to the least variable."""
    rows, basic = dictionary.rows, dictionary.basic
    best = None
    for i in dictionary.limits:
        row = rows[i]
        if row[entering] < 0:
            if best is not None:
                gap = row[-2] * rows[best][entering] - rows[best][-2] * row[entering]
                if gap < 0 or (gap == 0 and basic[i] > basic[best]):
                    continue
            best = i
    return best


def _infeasible(dictionary: Dictionary[V], refutation: int) -> Infeasible:
    """Read the multipliers off the row that refutes the system, scaled to constant -1."""
    constant = dictionary.rows[refutation][-2]
    return Infeasible(_multipliers(dictionary, refutation, Fraction(-1, constant)))


def _multipliers(dictionary: Dictionary[V], row: int, scale: Fraction) -> Multipliers:
    """Read off a row's identity: denominator * basic - sum(coefficient * nonbasic) == constant."""
    numbers = dictionary.rows[row]
    weights = dict(zip(dictionary.nonbasic, (-number for number in numbers), strict=False))
    weights[dictionary.basic[row]] = numbers[-1]
    return Multipliers(
        tuple(scale * weights.get(slack, 0) for slack in dictionary.equality_slacks()),
        tuple(scale * weights.get(slack, 0) for slack in dictionary.inequality_slacks()),
    )
