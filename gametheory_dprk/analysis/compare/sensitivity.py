"""What one parameter at a time does to a comparison: a tornado, and values that tip it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.draws import allowed
from gametheory_dprk.analysis.compare.experiment import Experiment, Factors
from gametheory_dprk.analysis.compare.indices import Indices
from gametheory_dprk.analysis.compare.numbers import json_number, rounded

HALVINGS = 12
"""Halvings of the way to a value that tips the comparison."""

MARGIN = Fraction(1, 2**13)
"""How far, as a share of its range, a value stays from an end, which may not belong to it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What happens when one parameter goes to either end of its range.

    Attributes
    ----------
    low, high : Fraction
        The furthest values at which the assumptions hold, all else at its default.
    at_low, at_high : Factors
    """

    parameter: str
    low: Fraction
    high: Fraction
    at_low: Factors
    at_high: Factors

    def swing(self, middle: Factors) -> float:
        """The largest change of a factor between the ends and the default."""
        values = [
            abs(each[name] - middle[name])  # type: ignore[operator]
            for each in (self.at_low, self.at_high)
            for name in each
            if each[name] != middle[name] and None not in (each[name], middle[name])
        ]
        return max(values, default=0.0)

    def to_document(self) -> dict[str, Any]:
        """One bar as JSON."""
        return {
            "parameter": self.parameter,
            "low": str(self.low),
            "high": str(self.high),
            "at_low": {name: json_number(rounded(each)) for name, each in self.at_low.items()},
            "at_high": {name: json_number(rounded(each)) for name, each in self.at_high.items()},
        }


@dataclass(frozen=True, slots=True)
class Tipping:
    """Where a hypothesis ceases to be on its side of even odds.

    Attributes
    ----------
    hypothesis, parameter : str
    kept, tipped : Fraction
        Neighbouring values on either side of the change: exact, and solved.
    value : Fraction
        The simplest fraction from one to the other.
    becomes : str
        What the posterior of the hypothesis is beyond: above, at or below 1/2, or undefined.
    """

    hypothesis: str
    parameter: str
    kept: Fraction
    tipped: Fraction
    becomes: str

    @property
    def value(self) -> Fraction:
        """The simplest fraction between the two values."""
        return simplest(min(self.kept, self.tipped), max(self.kept, self.tipped))

    def to_document(self) -> dict[str, Any]:
        """One value as JSON."""
        return {
            "hypothesis": self.hypothesis,
            "parameter": self.parameter,
            "value": str(self.value),
            "between": [str(self.kept), str(self.tipped)],
            "becomes": self.becomes,
        }


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The tornado, widest bar first, tipping values, and shares of variance.

    Attributes
    ----------
    indices : Indices or None
        None where equilibria are not known as formulas.
    """

    tornado: tuple[Bar, ...]
    tipping: tuple[Tipping, ...]
    indices: Indices | None = None

    def to_document(self) -> dict[str, Any]:
        """The block as JSON."""
        return {
            "tornado": [each.to_document() for each in self.tornado],
            "tipping": [each.to_document() for each in self.tipping],
            "indices": self.indices and self.indices.to_document(),
        }


def tornado(experiment: Experiment, reaches: Reaches) -> tuple[Bar, ...]:
    """Move one parameter at a time to the ends of its range, all others at their defaults."""
    points = [{**experiment.base, name: end} for name, ends in reaches.items() for end in ends]
    middle, *factors = experiment.factors([experiment.base, *points])
    bars = [
        Bar(name, *ends, *factors[2 * k : 2 * k + 2])
        for k, (name, ends) in enumerate(reaches.items())
    ]
    return tuple(sorted(bars, key=lambda each: -round(each.swing(middle), 9)))


Reaches = Mapping[str, tuple[Fraction, Fraction]]
"""For each parameter the furthest values at which the assumptions hold."""


def reaches_of(experiment: Experiment) -> Reaches:
    """How far each parameter can go, all others at their defaults."""
    return {
        name: (
            furthest(experiment, name, inside(prior.low, prior.high)),
            furthest(experiment, name, inside(prior.high, prior.low)),
        )
        for name, prior in experiment.drawing.space.priors.items()
    }


def inside(end: Fraction, other: Fraction) -> Fraction:
    """A value next to the end of an interval, which may not belong to it."""
    return end + (other - end) * MARGIN


def furthest(experiment: Experiment, name: str, end: Fraction) -> Fraction:
    """The value closest to an end of the range up to which the assumptions hold."""
    drawing, base = experiment.drawing, experiment.base

    def holds(value: Fraction) -> bool:
        return allowed(drawing.space, drawing.contenders, {**base, name: value})

    return end if holds(end) else halved(base[name], end, holds)[0]


def halved(
    kept: Fraction, other: Fraction, holds: Callable[[Fraction], bool]
) -> tuple[Fraction, Fraction]:
    """Bisect between a value at which something holds and one at which it does not.

    Examples
    --------
    >>> low, high = halved(Fraction(0), Fraction(1), lambda value: value < Fraction(1, 3))
    >>> low < Fraction(1, 3) <= high, high - low == Fraction(1, 2**12)
    (True, True)
    """
    for _ in range(HALVINGS):
        middle = (kept + other) / 2
        kept, other = (middle, other) if holds(middle) else (kept, middle)
    return kept, other


def tippings(experiment: Experiment, reaches: Reaches) -> Iterator[Tipping]:
    """Values at which the posterior of a hypothesis comes to another side of 1/2.

    Of two hypotheses only the first is looked at, as the other mirrors it.
    """
    named = [each.id for each in experiment.drawing.contenders]
    ways = [(name, end) for name, ends in reaches.items() for end in ends]
    points = [{**experiment.base, name: end} for name, end in ways]
    for hypothesis in named[:1] if len(named) == 2 else named:
        now = experiment.side(experiment.base, hypothesis)
        sides = experiment.sides(points, hypothesis)
        for (name, end), side in zip(ways, sides, strict=True):
            if side != now:
                yield tipping(experiment, hypothesis, name, end, now)


def tipping(experiment: Experiment, hypothesis: str, name: str, end: Fraction, now: str) -> Tipping:
    """The value on the way to an end that is on another side.

    Where equilibria are known as formulas they say where to look; what is reported is solved.
    """
    start = experiment.base[name]

    def side(value: Fraction) -> str:
        return experiment.side({**experiment.base, name: value}, hypothesis)

    bracket = start, start
    if experiment.drawing.fast:
        steps = 2**HALVINGS
        sides = experiment.sides_along(name, start, end, steps, hypothesis)
        place = halved(Fraction(0), Fraction(steps), lambda k: sides[int(k)] == now)
        bracket = start + (end - start) * place[0] / steps, start + (end - start) * place[1] / steps
    if side(bracket[0]) != now or side(bracket[1]) == now:
        bracket = halved(start, end, lambda value: side(value) == now)
    kept, tipped = bracket
    return Tipping(hypothesis, name, kept, tipped, side(tipped))


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of least denominator in an interval (Stern 1858, Brocot 1861).

    Examples
    --------
    >>> str(simplest(Fraction(1999, 10000), Fraction(2001, 10000)))
    '1/5'
    """
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = low.__floor__()
    if low == whole:
        return Fraction(whole)
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))
