"""Trials of a formula of a scenario file at random parameter values, against a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from gametheory_dprk.analysis.claims import evaluate_claim
from gametheory_dprk.analysis.points import definitions_at, is_inside
from gametheory_dprk.analysis.solved import Solver
from gametheory_dprk.expr import And, Compare, Expr, evaluate, to_text
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Expectation, Scenario
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import broken_relations

CELLS = 200
"""Values that a parameter takes within its range."""

TIE = 1e-9
"""Margins this small say nothing: the draw lies on the boundary."""

Point = Mapping[str, Fraction]
Oracle = Callable[[Mapping[str, float]], float]


@dataclass(frozen=True)
class Trial:
    """One draw: how far the formula and the independent answer are apart."""

    point: Point
    difference: float
    agrees: bool
    tie: bool = False


@dataclass(frozen=True)
class Study:
    """One closed form.

    `tries` makes a trial of a random generator, None where no formula speaks of the draw;
    `program` says whether the program finds at a point what the formula says.
    """

    title: str
    tries: Callable[[Random], Trial | None]
    program: Callable[[Point], bool] | None = None


def draw(scenario: Scenario, generator: Random) -> Point:
    """A random point of the ranges at which the assumptions hold."""
    while True:
        point = {}
        for name, parameter in scenario.parameters.items():
            interval = parameter.range
            assert interval is not None
            assert interval.low is not None
            assert interval.high is not None
            share = Fraction(generator.randrange(1, CELLS), CELLS)
            point[name] = interval.low + share * (interval.high - interval.low)
        if not broken_relations(scenario.assume, point):
            return point


def floats(point: Point) -> dict[str, float]:
    """The point in floats."""
    return {name: float(value) for name, value in point.items()}


def holds(solver: Solver, expectation: Expectation, point: Point) -> bool:
    """Whether the program finds what a promise says at a point."""
    at = solver.at(point)
    return evaluate_claim(expectation.that, at.game, at.solution, at.values).holds


def region(title: str, name: str, that: str, oracle: Oracle) -> Study:
    """A region of parameters against a margin that is positive inside."""
    scenario = read(name)
    solver = Solver(scenario, Budget())
    (promise,) = (e for e in scenario.expect if e.exactly_when and e.that.text == that)
    assert promise.exactly_when is not None
    where = promise.exactly_when

    def tries(generator: Random) -> Trial:
        point = draw(scenario, generator)
        margin = oracle(floats(point))
        tie = abs(margin) < TIE
        agrees = tie or (margin > 0) == is_inside(scenario, where, point)
        return Trial(point, 0.0 if agrees else abs(margin), agrees, tie)

    return Study(
        title,
        tries,
        lambda point: holds(solver, promise, point) == is_inside(scenario, where, point),
    )


def value(title: str, name: str, quantity: str, oracle: Oracle, tolerance: float = 1e-8) -> Study:
    """Formulas for a quantity, each in its region, against a number."""
    scenario = read(name)
    solver = Solver(scenario, Budget())
    every = [(e, formula) for e in scenario.expect if (formula := formula_of(e, quantity))]
    stated = [(e, formula) for e, formula in every if e.exactly_when] or every

    def speaking(point: Point) -> Iterator[tuple[Expectation, Expr]]:
        for promise, formula in stated:
            if promise.exactly_when is None or is_inside(scenario, promise.exactly_when, point):
                yield promise, formula

    def tries(generator: Random) -> Trial | None:
        point = draw(scenario, generator)
        values = definitions_at(scenario, point)
        found = [float(evaluate(formula, values)) for _, formula in speaking(point)]
        if not found:
            return None
        number = oracle(floats(point))
        difference = max(abs(each - number) for each in found)
        return Trial(point, difference, difference <= tolerance)

    def program(point: Point) -> bool:
        return all(
            holds(solver, promise, point) for promise, _ in speaking(point) if promise.exactly_when
        )

    return Study(title, tries, program)


def formula_of(promise: Expectation, quantity: str) -> Expr | None:
    """What a promise says that a quantity is: within a region, or everywhere if it has no place."""
    if promise.exactly_when is None:
        everywhere = promise.value is not None and not promise.at
        return promise.value if everywhere and promise.that.text == quantity else None
    formula = promise.that.formula
    for part in formula.parts if isinstance(formula, And) else (formula,):
        if isinstance(part, Compare) and part.operator == "==" and to_text(part.left) == quantity:
            return part.right
    return None
