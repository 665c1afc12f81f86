"""Evidence at many points under agent quantal response, lambda averaged at every point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np

from gametheory_dprk.analysis.compare.batches.arrays import Floats, Values
from gametheory_dprk.analysis.compare.batches.evidence import types_of
from gametheory_dprk.analysis.compare.batches.points import chunks, spread_out
from gametheory_dprk.analysis.compare.batches.responses import Responses
from gametheory_dprk.analysis.compare.batches.telling import Replay
from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.drawn import Drawn
from gametheory_dprk.analysis.compare.rationality import RationalityPrior
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.compare.uncertainty import Drawing, groups

CHUNK = 1024
"""Draws whose branches are followed between looks at the clock."""


def quantal_parts(
    drawing: Drawing, width: str, count: int, rationality: RationalityPrior
) -> Iterator[Drawn]:
    """Yield the evidence at draws under quantal response, some of them at a time.

    Nothing where some game is too large.

    Raises
    ------
    LimitReached
        If time is spent.
    """
    compiled = {each.side: Responses.of(each.side.scenario.game) for each in drawing.contenders}
    ready = {side: each for side, each in compiled.items() if each is not None}
    if len(ready) < len(compiled):
        return
    values = drawing.points(width, count)
    for part in chunks(len(next(iter(values.values()))), CHUNK):
        drawing.budget.tick()
        some = {label: each[part] for label, each in values.items()}
        yield responses_at(drawing, ready, some, rationality)


def responses_at(
    drawing: Drawing,
    compiled: Mapping[Side, Responses],
    values: Values,
    rationality: RationalityPrior,
) -> Drawn:
    """The evidence at points."""
    size = len(next(iter(values.values())))
    runs: dict[str, Floats] = {}
    games: dict[str, int] = {}
    for number, group in enumerate(groups(drawing.contenders)):
        side, given = group[0].side, group[0].hypothesis.set
        point = spread_out(side, {**drawing.space.point(side, values), **given}, size)
        found = averaged_runs(compiled[side], group, point, rationality)
        runs |= found
        games |= dict.fromkeys(found, number)
    names = [each.id for each in drawing.contenders]
    members = {name: runs[name][-1:] for name in names}
    return Drawn({name: runs[name] for name in names}, members, games)


def averaged_runs(
    compiled: Responses, group: Sequence[Contender], point: Values, rationality: RationalityPrior
) -> dict[str, Floats]:
    """Runs of hypotheses that share a game, averaged over lambda."""
    ordered: list[Fraction] = sorted(rationality)
    played = compiled.played(point, [float(value) for value in ordered])
    replay = Replay.of(group[0].side.reading, point)
    where = np.arange(len(next(iter(point.values()))))
    total: dict[str, Floats] = {}
    for value, each in zip(ordered, played, strict=True):
        for contender in group:
            run = replay.run(types_of(contender), each, where) * float(rationality[value])
            known = total.get(contender.id)
            total[contender.id] = run if known is None else known + run
    return total
