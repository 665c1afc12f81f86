"""The scenarios of a comparison, all of them about the same record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gametheory_dprk.analysis.compare.likelihood import Noise, Reading
from gametheory_dprk.analysis.compare.record import Offers, known_by, split
from gametheory_dprk.analysis.compare.settings import Settings
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.analysis.solved import Solver
from gametheory_dprk.errors import AnalysisError, Problem, nearest_name
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Event, Scenario
from gametheory_dprk.scenario.values import parameter_values


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One scenario, and the record as plays of its game.

    Attributes
    ----------
    name : str
        Short, and different for every side.
    base : Mapping[str, Fraction]
        Parameters where no hypothesis says otherwise.
    held : tuple of str
        Parameters that keep the value they were given.
    """

    name: str
    scenario: Scenario
    base: Point
    held: tuple[str, ...]
    reading: Reading
    solver: Solver


def make_sides(
    scenarios: Sequence[Scenario], settings: Settings, budget: Budget
) -> tuple[Side, ...]:
    """Read the record in the game of every scenario.

    Raises
    ------
    AnalysisError
        If there is no record, if an event cannot be taken, or if scenarios are about different
        records.
    """
    first, names = scenarios[0], side_names(scenarios)
    if not first.observed:
        raise AnalysisError(f"no event is on record in {first.id}")
    known = {name for each in scenarios for name in each.parameters}
    for name in settings.values:
        if name not in known:
            parameter_values(first, {name: settings.values[name]})
    check_moves(settings.moves, names[1:])
    return tuple(
        make_side(
            name,
            each,
            first.observed if each is first else shared(first, each, settings.moves.get(name, {})),
            settings,
            budget,
        )
        for name, each in zip(names, scenarios, strict=True)
    )


def make_side(
    name: str, scenario: Scenario, observed: Sequence[Event], settings: Settings, budget: Budget
) -> Side:
    """Read the record in the game of one scenario."""
    held = {n: each for n, each in settings.values.items() if n in scenario.parameters}
    base = parameter_values(scenario, held)
    record = known_by(observed, settings.as_of)
    if not record:
        raise AnalysisError(f"no event is on record by {settings.as_of}")
    offers = Offers.of(scenario.game)
    episodes = split(record, offers)
    reading = Reading.of(offers, episodes, Noise(settings.eta), settings.types == "persistent")
    solver = Solver(scenario, budget, settings.concept, settings.refine)
    return Side(name, scenario, base, tuple(held), reading, solver)


def side_names(scenarios: Sequence[Scenario]) -> list[str]:
    """Short names of scenarios: what follows the last slash, where that is unambiguous.

    Raises
    ------
    AnalysisError
        If a scenario is given twice.
    """
    ids = [each.id for each in scenarios]
    if len(set(ids)) < len(ids):
        raise AnalysisError("a scenario is given twice; compare hypotheses within one file")
    short = [each.rpartition("/")[2] for each in ids]
    return short if len(set(short)) == len(short) else ids


def check_moves(moves: Mapping[str, Mapping[str, str]], names: Sequence[str]) -> None:
    """Refuse names of moves in a scenario that is not compared."""
    for name in moves:
        if name not in names:
            hint = nearest_name(name, names)
            raise AnalysisError(f"moves: no other scenario is called {name!r} {hint}".rstrip())


def shared(first: Scenario, other: Scenario, moves: Mapping[str, str]) -> tuple[Event, ...]:
    """The record of the first scenario in the names of another one.

    Raises
    ------
    AnalysisError
        If the other scenario has a record of its own that tells of other events, or no such move.
    """
    record = tuple(
        translated(event, other, moves, row) for row, event in enumerate(first.observed, 1)
    )
    if not other.observed:
        return record
    for row, (mine, own) in enumerate(zip(record, other.observed, strict=False), 1):
        if (mine.date, mine.player, mine.words) != (own.date, own.player, own.words):
            raise differs(first, other, own, row, f"{mine.date} {mine.player} {mine.words}")
    if len(record) != len(other.observed):
        raise AnalysisError(
            f"not comparable: {first.id} has {len(record)} events and {other.id} "
            f"{len(other.observed)}; hypotheses must be held against the same record"
        )
    return tuple(
        replace(mine, details=own.details) for mine, own in zip(record, other.observed, strict=True)
    )


def translated(event: Event, other: Scenario, moves: Mapping[str, str], row: int) -> Event:
    """An event in the names of another scenario."""
    key = f"{event.player}.{event.plays}"
    player, _, move = moves.get(key, key).rpartition(".")
    if move not in other.moves.get(player, ()):
        message = (
            f"not comparable: {other.id} has no move {player}.{move}; say which move of it is {key}"
        )
        raise AnalysisError(Problem(event.span, f"observed row {row} ({event.date})", message))
    return replace(event, player=player, plays=move)


def differs(first: Scenario, other: Scenario, own: Event, row: int, mine: str) -> AnalysisError:
    """The error for records that are not the same."""
    message = (
        f"not comparable: row {row} is {mine} in {first.id}, but {own.date} {own.player} "
        f"{own.words} in {other.id}; hypotheses must be held against the same record"
    )
    return AnalysisError(Problem(own.span, f"observed row {row} ({own.date})", message))
