"""Evidence of every hypothesis at many points: selected equilibria, and all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Floats, Integers, Truths, Values
from gametheory_dprk.analysis.compare.batches.charts import Charts, Played, Present
from gametheory_dprk.analysis.compare.batches.points import spread_out
from gametheory_dprk.analysis.compare.batches.telling import Replay
from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.draws import Space
from gametheory_dprk.analysis.selection import REFINEMENTS


@dataclass(frozen=True, slots=True)
class Member:
    """One equilibrium at the points where it exists.

    Attributes
    ----------
    where : ndarray of int
    last : Mapping[str, ndarray]
        By hypothesis, the probability of the whole record.
    """

    where: Integers
    last: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class GameEvidence:
    """Hypotheses that share a game and its parameters, at many points.

    Attributes
    ----------
    runs : Mapping[str, ndarray of shape (clues + 1, points)]
        In the selected equilibria; nan where there is none.
    members : tuple of Member
        All equilibria, corners of play off the path included.
    """

    runs: Mapping[str, Floats]
    members: tuple[Member, ...]


def game_evidence(
    charts: Charts, contenders: Sequence[Contender], space: Space, values: Values
) -> GameEvidence:
    """Weigh the record for hypotheses that set the same parameters of one scenario."""
    side, given = contenders[0].side, contenders[0].hypothesis.set
    size = len(next(iter(values.values())))
    point = spread_out(side, {**space.point(side, values), **given}, size)
    replay = Replay.of(side.reading, point)
    found = list(charts.present(point))
    chosen = selected(found, size)
    length = sum(map(len, side.reading.episodes)) + 1
    runs = {each.id: np.full((length, size), np.nan) for each in contenders}
    members = []
    for number, family in enumerate(found):
        own = {e.id: replay.run(types_of(e), family.played, family.where) for e in contenders}
        mine = chosen[family.where] == number
        for name, run in own.items():
            runs[name][:, family.where[mine]] = run[:, mine]
        members.append(Member(family.where, {name: run[-1] for name, run in own.items()}))
        members += [member(replay, contenders, *each) for each in family.variants]
    return GameEvidence(runs, tuple(members))


def member(
    replay: Replay, contenders: Sequence[Contender], where: Integers, played: Played
) -> Member:
    """An equilibrium that is not looked at clue by clue."""
    return Member(where, {e.id: replay.run(types_of(e), played, where)[-1] for e in contenders})


def types_of(contender: Contender) -> tuple[str, ...]:
    """The types that a hypothesis speaks of."""
    return contender.hypothesis.types


def selected(found: Sequence[Present], size: int) -> Integers:
    """The number of the selected family at each point; -1 where there is none.

    By the rule for single points: refinements, then Pareto, then the order of the atlas.
    """
    if not found:
        return np.full(size, -1)
    alive = np.zeros((len(found), size), dtype=bool)
    for number, family in enumerate(found):
        alive[number, family.where] = True
    for name in REFINEMENTS:
        keep = np.zeros_like(alive)
        for number, family in enumerate(found):
            keep[number, family.where] = family.survives[name]
        alive = narrowed(alive, keep)
    alive = narrowed(alive, ~dominated(found, alive))
    return np.where(alive.any(axis=0), alive.argmax(axis=0), -1)


def narrowed(alive: Truths, keep: Truths) -> Truths:
    """Keep those that pass, or all if none does."""
    passing = alive & keep
    return np.where(passing.any(axis=0), passing, alive)


def dominated(found: Sequence[Present], alive: Truths) -> Truths:
    """Where another family that is left makes nobody worse off and somebody better."""
    worse = np.zeros_like(alive)
    contested = np.flatnonzero(alive.sum(axis=0) > 1)
    if not len(contested):
        return worse
    payoffs = {number: at_points(family, alive.shape[1]) for number, family in enumerate(found)}
    for one in payoffs:
        for other in payoffs:
            both = contested[alive[one, contested] & alive[other, contested]]
            gain = payoffs[other][:, both] - payoffs[one][:, both]
            worse[one, both] |= (gain.min(axis=0) >= -TIE) & (gain.max(axis=0) > TIE)
    return worse


TIE = 1e-12
"""Payoffs closer than this are the same."""


def at_points(family: Present, size: int) -> Floats:
    """Payoffs of every player over all points, nan where the family does not exist."""
    found = np.full((len(family.values), size), np.nan)
    for row, values in zip(found, family.values.values(), strict=True):
        row[family.where] = values
    return found
