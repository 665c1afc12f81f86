"""What one parameter at a time does to a comparison: a tornado, and values that tip it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.draws import CELLS, allowed
from gametheory_dprk.analysis.compare.evidence import bayes_factor, log10, posterior
from gametheory_dprk.analysis.compare.numbers import json_number, rounded
from gametheory_dprk.analysis.compare.priors import ParameterPrior
from gametheory_dprk.analysis.compare.rivals import PointSolver, Reading, Rival
from gametheory_dprk.analysis.compare.uncertainty import rivals_at
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Hypothesis

HALVINGS = 12
"""Halvings of the way to a value that tips the comparison."""

Factors = Mapping[str, float | None]
"""Log10 Bayes factors by hypothesis; empty where nothing was found."""


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
    """The tornado, widest bar first, and tipping values in the order of the parameters."""

    tornado: tuple[Bar, ...]
    tipping: tuple[Tipping, ...]

    def to_document(self) -> dict[str, Any]:
        """The block as JSON."""
        return {
            "tornado": [each.to_document() for each in self.tornado],
            "tipping": [each.to_document() for each in self.tipping],
        }


@dataclass(frozen=True, slots=True)
class Experiment:
    """A comparison that can be asked again at other parameter points."""

    solver: PointSolver
    hypotheses: Sequence[Hypothesis]
    base: Point
    reading: Reading
    prior: Mapping[str, Number]

    def rivals(self, point: Point) -> tuple[Rival, ...]:
        """The hypotheses at a point; none where one of their games was not solved."""
        return rivals_at(self.solver, self.hypotheses, point, self.reading)

    def factors(self, point: Point) -> Factors:
        """Log10 Bayes factors against the first hypothesis, in the selected equilibria."""
        found = self.rivals(point)
        return {each.id: log10(bayes_factor(each, found[0])) for each in found[1:]}

    def side(self, point: Point, hypothesis: str) -> str:
        """On which side of even odds a hypothesis is, exactly."""
        evidence = {each.id: each.run[-1] for each in self.rivals(point)}
        after = posterior(self.prior, evidence) if evidence else {}
        if hypothesis not in after:
            return "undefined"
        difference = after[hypothesis] - Fraction(1, 2)
        return "above" if difference > 0 else "below" if difference < 0 else "at"

    def allows(self, point: Point) -> bool:
        """Whether the assumptions hold at a point under every hypothesis."""
        return allowed(self.solver.scenario, self.hypotheses, point)


def sensitivity(experiment: Experiment, priors: Mapping[str, ParameterPrior]) -> Sensitivity:
    """Move one parameter at a time to the ends of its range, all others at their defaults."""
    reaches = {
        name: (
            furthest(experiment, name, inside(prior.low, prior.high)),
            furthest(experiment, name, inside(prior.high, prior.low)),
        )
        for name, prior in priors.items()
    }
    middle = experiment.factors(experiment.base)
    bars = [bar(experiment, name, *ends) for name, ends in reaches.items()]
    return Sensitivity(
        tuple(sorted(bars, key=lambda each: -each.swing(middle))),
        tuple(tippings(experiment, reaches)),
    )


def inside(end: Fraction, other: Fraction) -> Fraction:
    """A value next to the end of an interval, which may not belong to it."""
    return end + (other - end) / (2 * CELLS)


def furthest(experiment: Experiment, name: str, end: Fraction) -> Fraction:
    """The value closest to an end of the range up to which the assumptions hold."""
    base = experiment.base
    if experiment.allows({**base, name: end}):
        return end
    return halved(base[name], end, lambda value: experiment.allows({**base, name: value}))[0]


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


def bar(experiment: Experiment, name: str, low: Fraction, high: Fraction) -> Bar:
    """Solve at both ends of a parameter's reach."""
    ends = (experiment.factors({**experiment.base, name: value}) for value in (low, high))
    return Bar(name, low, high, *ends)


def tippings(
    experiment: Experiment, reaches: Mapping[str, tuple[Fraction, Fraction]]
) -> Iterator[Tipping]:
    """Values at which the posterior of a hypothesis comes to another side of 1/2.

    Of two hypotheses only the first is looked at, as the other mirrors it.
    """
    named = [each.id for each in experiment.hypotheses]
    for hypothesis in named[:1] if len(named) == 2 else named:
        now = experiment.side(experiment.base, hypothesis)
        for name, ends in reaches.items():
            for end in ends:
                found = tipping(experiment, hypothesis, name, end, now)
                if found is not None:
                    yield found


def tipping(
    experiment: Experiment, hypothesis: str, name: str, end: Fraction, now: str
) -> Tipping | None:
    """The value on the way to one end, None where that end is on the same side."""

    def side(value: Fraction) -> str:
        return experiment.side({**experiment.base, name: value}, hypothesis)

    if side(end) == now:
        return None
    kept, tipped = halved(experiment.base[name], end, lambda value: side(value) == now)
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
