"""Grids: types, signals or responses that are evenly spaced numbers."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from gametheory_dprk.scenario.fields import describe, read_number, wrong
from gametheory_dprk.scenario.nodes import Mapping, Scalar, Sequence

MAX_STEPS = 10_000
"""Numbers a grid may have."""


def read_grid(node: Any) -> tuple[Fraction, ...]:
    """Read `[low, high, count]` as the evenly spaced numbers from low to high."""
    if not isinstance(node, Sequence) or len(node) != 3:
        raise wrong(f"expected a grid, found {describe(node)}", "write [low, high, count]")
    low, high, count = (read_number(part) for part in node)
    if count.denominator != 1 or not 2 <= count <= MAX_STEPS:
        raise wrong(f"a grid has 2 to {MAX_STEPS} numbers, not {count}")
    if low >= high:
        raise wrong(f"the grid from {low} to {high} is empty", "write the lower end first")
    return tuple(low + (high - low) * Fraction(k, int(count) - 1) for k in range(int(count)))


GridRange: TypeAlias = Annotated[
    tuple[Fraction, ...],
    PlainValidator(read_grid),
    WithJsonSchema(
        {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 3, "maxItems": 3}
    ),
]


def step_names(grid: str, numbers: tuple[Fraction, ...]) -> tuple[str, ...]:
    """Return the names of a grid's numbers.

    Examples
    --------
    >>> step_names("effort", (Fraction(0), Fraction(1, 2)))
    ('effort_0', 'effort_1')
    """
    return tuple(f"{grid}_{k}" for k in range(len(numbers)))


def step_values(
    grids: AbstractMapping[Scalar, tuple[Fraction, ...]],
) -> dict[str, dict[str, int | Fraction]]:
    """Return for each number's name what the grid's own name stands for in formulas."""
    return {
        name: {str(grid): value}
        for grid, numbers in grids.items()
        for name, value in zip(step_names(grid, numbers), numbers, strict=True)
    }


def expand_grids(block: Mapping) -> Mapping:
    """Write out the grids that the keys of a signaling block name."""
    grids = dict(_readable(block))
    result = Mapping(block.span)
    for key, value in block.items():
        is_side = key in ("signals", "responses") and isinstance(value, Mapping)
        if key == "types" and isinstance(value, Scalar) and value in grids:
            result[key] = _uniform(value, grids[value])
        elif is_side:
            result[key] = _side(value, grids)  # type: ignore[arg-type]
        else:
            result[key] = value
    return result


def _readable(block: Mapping) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The grids of a block that can be read; the others are reported where they stand."""
    given = next((value for key, value in block.items() if key == "grid"), None)
    for name, node in given.items() if isinstance(given, Mapping) else ():
        try:
            yield str(name), step_names(name, read_grid(node))
        except PydanticCustomError:
            continue


def _uniform(name: Scalar, steps: tuple[str, ...]) -> Mapping:
    """Types that are equally likely."""
    types = Mapping(name.span)
    for step in steps:
        types[Scalar(step, name.span)] = Scalar(f"1/{len(steps)}", name.span)
    return types


def _side(players: Mapping, grids: AbstractMapping[str, tuple[str, ...]]) -> Mapping:
    """The moves of the players of one side."""
    side = Mapping(players.span)
    for player, node in players.items():
        side[player] = node
        if isinstance(node, Scalar) and node in grids:
            moves = Sequence(node.span)
            moves += [Scalar(step, node.span) for step in grids[node]]
            side[player] = moves
    return side
