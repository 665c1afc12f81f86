"""What is evaluated of a family: its region, and what it plays, believes and earns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.settling import settled
from gametheory_dprk.analysis.atlas.view import FamilyView, Option
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Every, Formula, Some

Key: TypeAlias = tuple[str, ...]
"""Where a quantity stands: "values" and a player, or "strategies", player, set and move."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A formula, or several of which the first whose region holds is meant."""

    key: Key
    ways: tuple[tuple[Formula, Ratio], ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A family as it is evaluated."""

    view: FamilyView
    region: Formula
    quantities: tuple[Quantity, ...]


def compiled(view: FamilyView, ring: Ring) -> Compiled:
    """Prepare a family; what its free unknowns leave open stays nan."""
    known = settled(view, ring)
    if known is None:
        return Compiled(view, view.region, ())
    return Compiled(view, view.region, tuple(quantities(known)))


def quantities(view: FamilyView) -> Iterator[Quantity]:
    """List what a family plays, believes and earns."""
    for what, tables in (("strategies", view.strategies), ("beliefs", view.beliefs)):
        for player, sets in tables.items():
            for label, chances in sets.items():
                ways = options_at(view, player, label)
                for name, ratio in chances.items():
                    key = (what, player, label, name)
                    yield Quantity(key, tuple(formulas(ways, key)) or ((True, ratio),))
    for player, value in view.values.items():
        yield Quantity(("values", player), ((True, value),))


def options_at(view: FamilyView, player: str, label: str) -> tuple[Option, ...]:
    """The ways to play at a place off the path; none on the path."""
    for options in view.options:
        sets = {*options[0].strategies.get(player, ()), *options[0].beliefs.get(player, ())}
        if label in sets:
            return options
    return ()


def formulas(ways: Sequence[Option], key: Key) -> Iterator[tuple[Formula, Ratio]]:
    """A quantity off the path in each of the ways to play there."""
    what, player, label, name = key
    for way in ways:
        table = way.strategies if what == "strategies" else way.beliefs
        yield way.region, table[player][label][name]


def atoms(formula: Formula) -> Iterator[Condition]:
    """Yield the conditions of a formula."""
    if isinstance(formula, Condition):
        yield formula
    elif isinstance(formula, Every | Some):
        for part in formula.parts:
            yield from atoms(part)
