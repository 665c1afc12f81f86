"""Posteriors over two numbers: how fragile a comparison is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.draws import allowed
from gametheory_dprk.analysis.compare.evidence import posterior
from gametheory_dprk.analysis.compare.likelihood import Noise
from gametheory_dprk.analysis.compare.numbers import rounded
from gametheory_dprk.analysis.compare.settings import ETA
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.compare.uncertainty import Drawing, rivals_at
from gametheory_dprk.errors import AnalysisError, ExpressionError, nearest_name
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.values import exact_number

PRIOR, NOISE = "prior", "eta"
USUAL: Mapping[str, tuple[Fraction, ...]] = {
    PRIOR: tuple(Fraction(k, 10) for k in (1, 3, 5, 7, 9)),
    NOISE: (Fraction(0), Fraction(1, 100), ETA, Fraction(1, 10), Fraction(1, 5)),
}
"""Values where an axis says none."""

COUNT = 5
"""Values of a parameter where an axis says none."""

MOST = 101


@dataclass(frozen=True, slots=True)
class Grid:
    """The posterior of the first hypothesis over two numbers.

    Attributes
    ----------
    hypothesis : str
        Relative to the other named ones; `prior` is its own.
    axes : pair of str
    values : pair of tuple of Fraction
    posteriors : tuple of tuple of float or None
        A row for every value of the first axis; None where assumptions fail or nothing is found.
    """

    hypothesis: str
    axes: tuple[str, str]
    values: tuple[tuple[Fraction, ...], tuple[Fraction, ...]]
    posteriors: tuple[tuple[float | None, ...], ...]

    def to_document(self) -> dict[str, Any]:
        """The grid as JSON."""
        return {
            "hypothesis": self.hypothesis,
            "axes": list(self.axes),
            "values": [list(map(str, each)) for each in self.values],
            "posterior": [[rounded(each) for each in row] for row in self.posteriors],
        }


def grid(drawing: Drawing, prior: Mapping[str, Number], axes: Sequence[str]) -> Grid:
    """Find the posterior of the first hypothesis over two numbers, exactly at every point.

    Parameters
    ----------
    drawing : Drawing
    prior : Mapping[str, Fraction]
        The analyst's, of the named hypotheses relative to each other.
    axes : pair of str
        Each `NAME` or `NAME=LOW:HIGH:N`, where the name is that of an uncertain parameter,
        `prior` or `eta`.

    Raises
    ------
    AnalysisError
        If an axis is none.
    """
    (x, first), (y, second) = (read_axis(drawing, text) for text in axes)
    if x == y:
        raise AnalysisError(f"a grid has two different axes, not {x} twice")
    known: dict[tuple[tuple[str, Fraction], ...], dict[str, Number]] = {}

    def cell(at: Mapping[str, Fraction]) -> float | None:
        own = {name: value for name, value in at.items() if name != PRIOR}
        key = tuple(own.items())
        if key not in known:
            known[key] = evidence(drawing, own)
        name = drawing.contenders[0].id
        odds = with_prior(prior, name, at[PRIOR]) if PRIOR in at else prior
        after = posterior(odds, known[key]) if known[key] else {}
        return float(after[name]) if after else None

    rows = tuple(tuple(cell({x: one, y: other}) for other in second) for one in first)
    return Grid(drawing.contenders[0].id, (x, y), (first, second), rows)


def evidence(drawing: Drawing, at: Mapping[str, Fraction]) -> dict[str, Number]:
    """The evidence of every hypothesis at a point; empty where assumptions fail."""
    named = noisy(drawing.contenders, at[NOISE]) if NOISE in at else drawing.contenders
    own = {name: value for name, value in at.items() if name != NOISE}
    point = {**drawing.space.base, **own}
    if not allowed(drawing.space, named, point):
        return {}
    rivals = rivals_at(drawing.space, named, point)
    return {name: each.run[-1] for name, each in rivals.items()}


def read_axis(drawing: Drawing, text: str) -> tuple[str, tuple[Fraction, ...]]:
    """The name and the values of an axis."""
    name, _, said = text.partition("=")
    priors = drawing.space.priors
    if name not in (*USUAL, *priors):
        hint = nearest_name(name, (*USUAL, *priors))
        message = f"grid: {name!r} is no uncertain parameter, prior or eta {hint}"
        raise AnalysisError(message.rstrip())
    if not said:
        return name, USUAL[name] if name in USUAL else middles(priors[name].low, priors[name].high)
    try:
        low, high, count = said.split(":")
        found = spaced(exact_number(low), exact_number(high), int(count))
    except (ValueError, ExpressionError):
        raise AnalysisError(f"grid: expected {name}=LOW:HIGH:N, got {text!r:.60}") from None
    if name in USUAL and (min(found) < 0 or max(found) > 1):
        raise AnalysisError(f"grid: {name} is a probability")
    return name, found


def middles(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """The middles of equal parts of a range, whose ends may not belong to it."""
    return tuple(low + (high - low) * Fraction(2 * k + 1, 2 * COUNT) for k in range(COUNT))


def spaced(low: Fraction, high: Fraction, count: int) -> tuple[Fraction, ...]:
    """Evenly spaced values from one to another.

    Raises
    ------
    ValueError
    """
    if not 2 <= count <= MOST or low >= high:
        raise ValueError
    return tuple(low + (high - low) * Fraction(k, count - 1) for k in range(count))


def noisy(named: Sequence[Contender], eta: Fraction) -> tuple[Contender, ...]:
    """The same hypotheses where another share of reports says nothing."""
    sides: dict[Side, Side] = {
        side: replace(side, reading=replace(side.reading, likelihood=Noise(eta)))
        for side in {each.side for each in named}
    }
    return tuple(replace(each, side=sides[each.side]) for each in named)


def with_prior(prior: Mapping[str, Number], first: str, share: Fraction) -> dict[str, Number]:
    """The prior with another share of the first hypothesis, the rest in proportion."""
    rest = 1 - prior[first]
    others = len(prior) - 1
    return {
        name: share
        if name == first
        else (1 - share) * (each / rest if rest else Fraction(1, others))
        for name, each in prior.items()
    }
