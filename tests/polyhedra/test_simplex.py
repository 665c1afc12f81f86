"""The simplex method against HiGHS, and every certificate by plain arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from gametheory_dprk.polyhedra import (
    Infeasible,
    LinearSystem,
    Multipliers,
    Optimal,
    Row,
    Unbounded,
    contains,
    feasible_point,
    linear_system,
    maximize,
)
from gametheory_dprk.polyhedra.dictionary import Dictionary
from gametheory_dprk.polyhedra.simplex import _repair
from gametheory_dprk.polyhedra.ticks import never_stop

from .systems import bounded_systems, systems

OPTIMAL, INFEASIBLE, UNBOUNDED, EITHER = 0, 2, 3, 4


def highs(system: LinearSystem[str], objective: dict[str, Fraction]) -> tuple[int, float]:
    """Solve in floating point; return the verdict and the value."""
    names = system.variables

    def dense(rows: tuple[Row[str], ...], sign: int) -> dict[str, list[Any]]:
        return {
            "A": [[sign * float(row.coefficients.get(n, 0)) for n in names] for row in rows],
            "b": [-sign * float(row.constant) for row in rows],
        }

    upper, equal = dense(system.inequalities, -1), dense(system.equalities, 1)
    answer = linprog(
        [-float(objective[name]) for name in names],
        A_ub=upper["A"] or None,
        b_ub=upper["b"] or None,
        A_eq=equal["A"] or None,
        b_eq=equal["b"] or None,
        bounds=[(0, None) if name in system.nonnegative else (None, None) for name in names],
        method="highs",
        options={"presolve": False},
    )
    return answer.status, -answer.fun if answer.fun is not None else 0.0


def combination(
    system: LinearSystem[str], multipliers: Multipliers, objective: dict[str, Fraction]
) -> tuple[dict[str, Fraction], Fraction]:
    """Add up objective and rows, each row times its multiplier."""
    total = {name: objective.get(name, Fraction(0)) for name in system.variables}
    constant = Fraction(0)
    assert all(value >= 0 for value in multipliers.inequalities)
    weighted = [
        *zip(multipliers.equalities, system.equalities, strict=True),
        *zip(multipliers.inequalities, system.inequalities, strict=True),
    ]
    for weight, row in weighted:
        constant += weight * row.constant
        for name, value in row.coefficients.items():
            total[name] += weight * value
    return total, constant


def assert_proof(
    system: LinearSystem[str],
    multipliers: Multipliers,
    objective: dict[str, Fraction],
    expected: Fraction,
) -> None:
    """Check that the combined form is a bound by `expected`."""
    total, constant = combination(system, multipliers, objective)
    assert constant == expected
    for name, value in total.items():
        assert value <= 0 if name in system.nonnegative else value == 0


def objectives(system: LinearSystem[str]) -> st.SearchStrategy[dict[str, Fraction]]:
    number = st.fractions(-3, 3, max_denominator=3)
    return st.fixed_dictionaries(dict.fromkeys(system.variables, number))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_maximize_agrees_with_highs_and_proves_it(data: st.DataObject) -> None:
    system = data.draw(systems(dimension=5, rows=8) | bounded_systems())
    objective = data.draw(objectives(system))
    status, value = highs(system, objective)
    match maximize(objective, system):
        case Optimal() as answer:
            assert status == OPTIMAL
            assert float(answer.value) == pytest.approx(value, abs=1e-6)
            assert contains(system, answer.point)
            assert answer.value == sum(objective[n] * answer.point[n] for n in system.variables)
            assert_proof(system, answer.multipliers, objective, answer.value)
        case Infeasible(multipliers):
            assert status in (INFEASIBLE, EITHER)
            assert_proof(system, multipliers, {}, Fraction(-1))
        case Unbounded(point, ray):
            assert status in (UNBOUNDED, EITHER)
            further = {name: point[name] + 1000 * ray[name] for name in system.variables}
            assert contains(system, point)
            assert contains(system, further)
            assert all(row.at(ray) - row.constant >= 0 for row in system.inequalities)
            assert sum(objective[name] * ray[name] for name in system.variables) > 0


@settings(max_examples=300, deadline=None)
@given(systems(dimension=5, rows=9))
def test_feasible_point_or_farkas_certificate(system: LinearSystem[str]) -> None:
    answer = feasible_point(system)
    if isinstance(answer, Infeasible):
        assert_proof(system, answer.multipliers, {}, Fraction(-1))
    else:
        assert list(answer) == list(system.variables)
        assert contains(system, answer)


@settings(max_examples=100, deadline=None)
@given(systems(dimension=4, rows=6))
def test_dual_simplex_keeps_the_objective_optimal(drawn: LinearSystem[str]) -> None:
    # A wrong ratio test would still repair most systems, but without a proof that it ends.
    system = linear_system(
        drawn.variables,
        at_least=[(row.coefficients, row.constant - 2) for row in drawn.inequalities],
        nonnegative=drawn.variables,
    )
    objective = {name: Fraction(-1 - i) for i, name in enumerate(system.variables)}
    dictionary = Dictionary(system, objective)
    if _repair(dictionary, never_stop) is None:
        *coefficients, constant, denominator = dictionary.rows[-1]
        assert max(coefficients) <= 0
        answer = maximize(objective, system)
        assert isinstance(answer, Optimal)
        assert answer.value == Fraction(constant, denominator)


def test_beale_cycling_example() -> None:
    # Beale's example cycles under the largest-coefficient rule alone; its maximum is 1/20.
    objective = {"a": Fraction(3, 4), "b": Fraction(-150), "c": Fraction(1, 50), "d": Fraction(-6)}
    system = linear_system(
        "abcd",
        at_least=[
            ({"a": Fraction(-1, 4), "b": 60, "c": Fraction(1, 25), "d": -9}, 0),
            ({"a": Fraction(-1, 2), "b": 90, "c": Fraction(1, 50), "d": -3}, 0),
            ({"c": -1}, 1),
        ],
        nonnegative="abcd",
    )
    answer = maximize(objective, system, stop_after(100))
    assert isinstance(answer, Optimal)
    assert answer.value == Fraction(1, 20)


def test_inconsistent_equalities_are_refuted() -> None:
    system = linear_system("xy", equal=[({"x": 1, "y": 1}, -1), ({"x": 2, "y": 2}, -3)])
    answer = feasible_point(system)
    assert isinstance(answer, Infeasible)
    assert_proof(system, answer.multipliers, {}, Fraction(-1))


def test_systems_without_variables() -> None:
    assert feasible_point(linear_system("", at_least=[({}, 0)])) == {}
    assert isinstance(feasible_point(linear_system("", at_least=[({}, -1)])), Infeasible)
    assert isinstance(feasible_point(linear_system("", equal=[({}, 1)])), Infeasible)


def test_redundant_equalities_keep_the_maximum() -> None:
    system = linear_system(
        "xy", equal=[({"x": 1, "y": 1}, -1), ({"x": 3, "y": 3}, -3)], nonnegative="xy"
    )
    answer = maximize({"x": Fraction(2), "y": Fraction(1)}, system)
    assert isinstance(answer, Optimal)
    assert answer.value == 2
    assert answer.point == {"x": 1, "y": 0}


def test_free_line_is_unbounded_in_both_directions() -> None:
    system = linear_system("xy", at_least=[({"x": 1}, 0)])
    for sign in (1, -1):
        answer = maximize({"y": Fraction(sign)}, system)
        assert isinstance(answer, Unbounded)
        assert answer.ray == {"x": 0, "y": sign}


def test_large_numbers_stay_exact() -> None:
    huge = 10**40
    system = linear_system("x", at_least=[({"x": -huge}, huge + 1)], nonnegative="x")
    answer = maximize({"x": Fraction(1)}, system)
    assert isinstance(answer, Optimal)
    assert answer.value == 1 + Fraction(1, huge)


def test_tick_stops_the_search() -> None:
    system = linear_system("xy", at_least=[({"x": 1, "y": 1}, -1)], nonnegative="xy")
    with pytest.raises(TimeoutError):
        feasible_point(system, stop_after(0))


def stop_after(calls: int) -> Callable[[], None]:
    """Return a tick that raises after so many calls."""
    left = [calls]

    def tick() -> None:
        if left[0] == 0:
            raise TimeoutError
        left[0] -= 1

    return tick
