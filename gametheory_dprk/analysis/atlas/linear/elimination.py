"""Parametric Gauss elimination: linear equations whose coefficients are polynomials.

The elimination works over the field of rational functions without fractions, so no case is
split. Each row remembers from which multiples of the equations it comes, and anybody can check
the result by multiplying out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions.columns import CONSTANT

Key = TypeVar("Key", str, int)

Equation = Mapping[str, Polynomial]
"""Coefficients by unknown; the constant under ""; the sum is zero."""

Preference = Callable[[Polynomial], int]
"""How gladly a coefficient is divided by: small is good."""


@dataclass(slots=True)
class Line:
    """A combination of the equations.

    Attributes
    ----------
    coefficients : dict of str to Polynomial
        By unknown, none of them zero.
    origin : dict of int to Polynomial
        Multiples of the equations whose sum this is.
    """

    coefficients: dict[str, Polynomial]
    origin: dict[int, Polynomial] = field(default_factory=dict)

    def unknowns(self) -> list[str]:
        """Return the unknowns that occur."""
        return [unknown for unknown in self.coefficients if unknown != CONSTANT]


@dataclass(frozen=True, slots=True)
class Elimination:
    """Solved equations.

    Attributes
    ----------
    solved : dict of str to Line
        For each unknown that the equations determine, the line that determines it; the other
        unknowns in a line are free.
    contradiction : Line or None
        A line without unknowns, which states that a polynomial is zero.
    """

    solved: dict[str, Line]
    contradiction: Line | None


def eliminate(equations: Sequence[Equation], ring: Ring, prefer: Preference) -> Elimination:
    """Solve equations for as many unknowns as they determine.

    Examples
    --------
    >>> ring = Ring(["a", "b"])
    >>> a, b = ring.generators.values()
    >>> lines = [{"x": a, "y": ring.one, "": -b}, {"x": ring.one, "y": -ring.one}]
    >>> found = eliminate(lines, ring, lambda f: 0).solved
    >>> {unknown: line.coefficients for unknown, line in found.items()}
    {'x': {'x': a + 1, '': -b}, 'y': {'y': a + 1, '': -b}}
    """
    waiting = [
        Line({u: f for u, f in equation.items() if not f.is_zero()}, {i: ring.one})
        for i, equation in enumerate(equations)
    ]
    done: dict[str, Line] = {}
    while waiting:
        plain = [line for line in waiting if not line.unknowns()]
        for line in plain:
            if line.coefficients:
                return Elimination(done, line)
        waiting = [line for line in waiting if line.unknowns()]
        if not waiting:
            break
        pivot, unknown = _pivot(waiting, prefer)
        waiting = [_cleared(line, pivot, unknown) for line in waiting if line is not pivot]
        done = {u: _cleared(line, pivot, unknown) for u, line in done.items()}
        done[unknown] = pivot
    return Elimination(done, None)


def _pivot(lines: Sequence[Line], prefer: Preference) -> tuple[Line, str]:
    """Choose the coefficient that is best to divide by."""
    choices = [
        ((prefer(f), len(f), int(f.total_degree()), len(line.coefficients)), i, unknown)
        for i, line in enumerate(lines)
        for unknown, f in line.coefficients.items()
        if unknown != CONSTANT
    ]
    _, best, unknown = min(choices)
    return lines[best], unknown


def _cleared(line: Line, pivot: Line, unknown: str) -> Line:
    """Take an unknown out of a line."""
    here = line.coefficients.get(unknown)
    if here is None:
        return line
    there = pivot.coefficients[unknown]
    common = here.gcd(there)
    scale, other = there // common, here // common
    mixed = _mixed(line.coefficients, pivot.coefficients, scale, other)
    origin = _mixed(line.origin, pivot.origin, scale, other)
    return _reduced(Line(mixed, origin))


def _mixed(
    one: dict[Key, Polynomial],
    other: dict[Key, Polynomial],
    scale: Polynomial,
    factor: Polynomial,
) -> dict[Key, Polynomial]:
    """Return scale * one - factor * other without zeros."""
    result = {key: f * scale for key, f in one.items()}
    for key, f in other.items():
        known = result.get(key)
        result[key] = -(f * factor) if known is None else known - f * factor
    return {key: f for key, f in result.items() if not f.is_zero()}


def _reduced(line: Line) -> Line:
    """Divide a line and its origin by their common factor."""
    parts = [*line.coefficients.values(), *line.origin.values()]
    common = parts[0]
    for part in parts[1:]:
        if common.is_constant():
            return line
        common = common.gcd(part)
    if common.is_constant():
        return line
    return Line(
        {key: f // common for key, f in line.coefficients.items()},
        {key: f // common for key, f in line.origin.items()},
    )
