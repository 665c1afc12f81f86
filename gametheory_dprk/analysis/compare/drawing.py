"""Draws from every prior, weighed one prior after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gametheory_dprk.analysis.compare.averages import Spread, averaged
from gametheory_dprk.analysis.compare.contenders import OTHER
from gametheory_dprk.analysis.compare.drawn import Drawn, together
from gametheory_dprk.analysis.compare.settings import Settings
from gametheory_dprk.analysis.compare.uncertainty import Drawing
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.number import Number


def spreads(
    drawing: Drawing,
    priors: Sequence[str],
    count: int,
    asked: Settings,
    prior: Mapping[str, Number],
    rest: Sequence[float] | None,
) -> Iterator[Spread]:
    """Yield the averages under every prior; at a limit, those of what was drawn, and raise.

    Parameters
    ----------
    rest : sequence of float, optional
        The run of `other`.

    Raises
    ------
    LimitReached
    """
    for width in priors:
        exact = Collected(drawing.parts(width, count), rest)
        if not exact.parts:
            exact.check()
            continue
        responses = Collected(response_parts(drawing, width, count, asked, exact), rest)
        found = responses.drawn if responses.parts else None
        yield averaged(width, exact.drawn, prior, found)
        exact.check()
        responses.check()


def response_parts(
    drawing: Drawing, width: str, count: int, asked: Settings, exact: Collected
) -> Iterator[Drawn]:
    """Quantal response at some of the draws; none where time is spent or none were asked."""
    wanted = min(count, asked.quantal_draws)
    if not wanted or exact.limit is not None:
        return
    from gametheory_dprk.analysis.compare.batches.quantal import quantal_parts

    yield from quantal_parts(drawing, width, wanted, asked.rationality)


class Collected:
    """Batches of draws, as many as there was time for."""

    def __init__(self, parts: Iterator[Drawn], rest: Sequence[float] | None) -> None:
        self.parts: list[Drawn] = []
        self.limit: LimitReached | None = None
        try:
            for each in parts:
                self.parts.append(each if rest is None else each.with_constant(OTHER, rest))
        except LimitReached as reached:
            self.limit = reached

    @property
    def drawn(self) -> Drawn:
        """All draws together."""
        return together(self.parts)

    def check(self) -> None:
        """Raise the limit that ended the draws, if one did."""
        if self.limit is not None:
            raise self.limit
