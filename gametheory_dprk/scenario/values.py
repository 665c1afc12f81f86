"""The values of a scenario's parameters at one point, checked against ranges and assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from gametheory_dprk.errors import (
    ConsistencyError,
    ExpressionError,
    Problem,
    ScenarioError,
    UnknownNameError,
    nearest_name,
)
from gametheory_dprk.expr import Expr, decide, evaluate, names, parse, to_text
from gametheory_dprk.scenario.model import Interval, Parameter, Scenario


def parameter_values(
    scenario: Scenario, overrides: Mapping[str, str | Fraction | int] | None = None
) -> dict[str, Fraction]:
    """Return the value of every parameter: the file's default, or the value given instead.

    Parameters
    ----------
    scenario
        What was read.
    overrides
        Exact numbers, or text such as `0.3` or `1/3`, by parameter.

    Raises
    ------
    ScenarioError
        Telling every unknown name, bad number, value out of range and broken assumption.
    """
    problems: list[tuple[type[ScenarioError], str, str, str]] = []
    values = {name: parameter.value for name, parameter in scenario.parameters.items()}
    for name, given in (overrides or {}).items():
        if name not in values:
            hint = nearest_name(name, values) or f"parameters are {', '.join(values)}"
            problems.append((UnknownNameError, name, "unknown parameter", hint))
            continue
        try:
            values[name] = exact_number(given)
        except ExpressionError as error:
            problems.append((ExpressionError, name, error.problems[0].message, "write 0.3 or 1/3"))
            continue
        if problem := outside(scenario.parameters[name], values[name]):
            problems.append((ConsistencyError, name, problem, ""))
    if not problems:
        broken = broken_relations(scenario.assume, values)
        problems = [(ConsistencyError, "assume", problem, "") for problem in broken]
    if problems:
        raise common_error([(kind, Problem(None, *parts)) for kind, *parts in problems])
    return values


def exact_number(given: str | Fraction | int) -> Fraction:
    """Read an exact number, or a formula of numbers.

    Raises
    ------
    ExpressionError

    Examples
    --------
    >>> exact_number("1/3"), exact_number("0.1")
    (Fraction(1, 3), Fraction(1, 10))
    """
    if not isinstance(given, str):
        return Fraction(given)
    formula = parse(given)
    if names(formula):
        raise ExpressionError(f"expected a number, found {given!r:.40}")
    return evaluate(formula, {})


def outside(parameter: Parameter, value: Fraction) -> str:
    """Say that a value is outside the range of a parameter; empty where it is inside.

    Examples
    --------
    >>> outside(Parameter("p", Fraction(1, 2), Interval(Fraction(0), Fraction(1))), Fraction(2))
    '2 is outside the range [0, 1]'
    """
    if parameter.range is None or value in parameter.range:
        return ""
    return f"{value} is outside the range {interval_text(parameter.range)}"


def interval_text(interval: Interval) -> str:
    """Write a range.

    Examples
    --------
    >>> interval_text(Interval(Fraction(0), None, low_open=True))
    '(0, inf)'
    """
    low = "-inf" if interval.low is None else str(interval.low)
    high = "inf" if interval.high is None else str(interval.high)
    opening = "(" if interval.low_open or interval.low is None else "["
    closing = ")" if interval.high_open or interval.high is None else "]"
    return f"{opening}{low}, {high}{closing}"


def broken_relations(relations: Iterable[Expr], values: Mapping[str, Fraction]) -> list[str]:
    """Say which relations do not hold, or cannot be decided, at some values."""
    broken = []
    for relation in relations:
        try:
            if not decide(relation, values):
                broken.append(f"{to_text(relation)} does not hold")
        except ExpressionError as error:
            broken.append(f"{to_text(relation)}: {error.problems[0].message}")
    return broken


def common_error(problems: Iterable[tuple[type[ScenarioError], Problem]]) -> ScenarioError:
    """Make one error of many problems: of their class, where they share one."""
    found = list(problems)
    kinds = {kind for kind, _ in found}
    kind = kinds.pop() if len(kinds) == 1 else ScenarioError
    return kind(*(problem for _, problem in found))
