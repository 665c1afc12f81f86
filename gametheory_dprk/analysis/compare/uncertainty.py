"""The record under uncertain payoffs: evidence at draws of the parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.draws import ORDINAL, WIDTHS, Space, draw_points
from gametheory_dprk.analysis.compare.rivals import Rival, Run, make_rival
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.errors import LimitReached, SolveError
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Scenario

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare.batches.arrays import Floats, Values
    from gametheory_dprk.analysis.compare.batches.charts import Charts
    from gametheory_dprk.analysis.compare.drawn import Drawn

PRIORS = (*WIDTHS, ORDINAL)
"""The priors under which the record is weighed."""

FAST_DRAWS = 2**14
"""Draws that are made for each prior where nobody says how many and they are fast."""

CHUNK = 2**15
"""Draws that are weighed at a time, between looks at the clock."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the evidence at draws is found.

    Attributes
    ----------
    charts : Mapping[Side, Charts]
        Where every game has one, draws are fast; empty where each is solved exactly.
    """

    space: Space
    contenders: tuple[Contender, ...]
    charts: Mapping[Side, Charts]
    seed: int
    budget: Budget

    @property
    def fast(self) -> bool:
        """Whether equilibria are known as formulas."""
        return bool(self.charts)

    def points(self, width: str, count: int) -> Values:
        """Draws of every axis."""
        from gametheory_dprk.analysis.compare.batches.points import draw_arrays

        return draw_arrays(self.space, self.contenders, width, count, self.seed, self.budget)

    def parts(self, width: str, count: int) -> Iterator[Drawn]:
        """Yield the evidence at draws, some of them at a time.

        Raises
        ------
        LimitReached
            If time is spent.
        """
        from gametheory_dprk.analysis.compare.batches.points import chunks

        if not self.fast:
            yield from self.one_by_one(width, count)
            return
        values = self.points(width, count)
        size = len(next(iter(values.values())))
        for part in chunks(size, CHUNK):
            self.budget.tick()
            yield self.at({label: each[part] for label, each in values.items()})

    def at(self, values: Values) -> Drawn:
        """The evidence at points, by the formulas of equilibria."""
        import numpy as np

        from gametheory_dprk.analysis.compare.batches.evidence import game_evidence
        from gametheory_dprk.analysis.compare.drawn import Drawn

        size = len(next(iter(values.values())))
        runs: dict[str, Floats] = {}
        members: dict[str, Floats] = {}
        games: dict[str, int] = {}
        for number, group in enumerate(groups(self.contenders)):
            found = game_evidence(self.charts[group[0].side], group, self.space, values)
            for each in group:
                table = np.full((max(len(found.members), 1), size), np.nan)
                for row, member in zip(table, found.members, strict=False):
                    row[member.where] = member.last[each.id]
                runs[each.id], members[each.id] = found.runs[each.id], table
                games[each.id] = number
        names = [each.id for each in self.contenders]
        return Drawn({n: runs[n] for n in names}, {n: members[n] for n in names}, games)

    def one_by_one(self, width: str, count: int) -> Iterator[Drawn]:
        """Solve the games of every draw exactly."""
        for point in draw_points(self.space, self.contenders, width, count, self.seed):
            yield self.exactly(point)

    def exactly(self, point: Mapping[str, Fraction]) -> Drawn:
        """The evidence at one draw, every game being solved exactly."""
        import numpy as np

        from gametheory_dprk.analysis.compare.drawn import Drawn

        rivals = rivals_at(self.space, self.contenders, point)
        runs = {
            each.id: rivals[each.id].run if each.id in rivals else None for each in self.contenders
        }
        length = sum(map(len, self.contenders[0].side.reading.episodes)) + 1
        games = {
            each.id: number
            for number, group in enumerate(groups(self.contenders))
            for each in group
        }
        return Drawn(
            {name: column(run, length) for name, run in runs.items()},
            {
                each.id: np.array([[float(run[-1])] for run in rivals[each.id].runs])
                if each.id in rivals
                else np.full((1, 1), np.nan)
                for each in self.contenders
            },
            games,
        )


def column(run: Run | None, length: int) -> Floats:
    """A run as a column of floats; nan where there is none."""
    import numpy as np

    return np.array([[np.nan]] * length if run is None else [[float(each)] for each in run])


def groups(found: Sequence[Contender]) -> list[list[Contender]]:
    """Hypotheses that share a game and its parameters."""
    kept: dict[tuple[Side, tuple[tuple[str, Fraction], ...]], list[Contender]] = {}
    for each in found:
        key = (each.side, tuple(sorted(each.hypothesis.set.items())))
        kept.setdefault(key, []).append(each)
    return list(kept.values())


def rivals_at(
    space: Space, found: Sequence[Contender], point: Mapping[str, Fraction]
) -> dict[str, Rival]:
    """The hypotheses at one point; none where one of their games was not solved."""
    try:
        return {each.id: make_rival(each, space.point(each.side, point)) for each in found}
    except LimitReached:
        raise
    except SolveError:
        return {}


def find_charts(
    sides: Sequence[Side], concept: str | None, refined: bool, budget: Budget
) -> dict[Side, Charts]:
    """The atlases of all scenarios; none where one of them has none."""
    found: dict[Side, Charts] = {}
    for side in sides:
        charts = None if refined else charts_of(side.scenario, concept, budget)
        if charts is None:
            return {}
        found[side] = charts
    return found


MOST_KNOWN = 8
_known: dict[tuple[int, str | None], tuple[Scenario, Charts | None]] = {}
"""The latest charts by scenario, held with it so that nothing else takes its identity."""


def charts_of(scenario: Scenario, concept: str | None, budget: Budget) -> Charts | None:
    """The atlas of a scenario, if its game is of a kind that has one; not made twice in a row."""
    if scenario.kind not in ("signaling", "extensive"):
        return None
    from gametheory_dprk.analysis.compare.batches.charts import Charts

    key = (id(scenario), concept)
    if key not in _known:
        found = Charts.of(scenario, concept, budget)
        budget.tick()
        while len(_known) >= MOST_KNOWN:
            _known.pop(next(iter(_known)))
        _known[key] = scenario, found
    return _known[key][1]
