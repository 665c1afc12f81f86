"""Parameter points drawn from priors: a scrambled Sobol sequence, common to all hypotheses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice

from gametheory_dprk.analysis.compare.priors import ParameterPrior, parameter_prior
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.scenario.model import Hypothesis, Scenario
from gametheory_dprk.scenario.values import broken_relations

WIDTHS: Mapping[str, Fraction] = {
    "narrow": Fraction(1, 4),
    "default": Fraction(1, 2),
    "wide": Fraction(1),
}
"""How far draws lie from the default values, as a share of how far the priors reach."""

CELLS = 2**12
"""Cells of equal weight that each prior is cut into; a draw is the middle of one, so that it is
a short fraction and never an end of the range."""

DOUBLINGS = 6
"""Points that break an assumption are refused; so many times the sequence is made twice as long
to replace them."""


def uncertain(scenario: Scenario, base: Point, held: Sequence[str]) -> dict[str, ParameterPrior]:
    """Priors of the parameters that have one, but for those whose values are held."""
    found = {
        name: parameter_prior(parameter, base[name])
        for name, parameter in scenario.parameters.items()
        if name not in held
    }
    return {name: prior for name, prior in found.items() if prior is not None}


def draw_points(
    scenario: Scenario,
    hypotheses: Sequence[Hypothesis],
    base: Point,
    priors: Mapping[str, ParameterPrior],
    width: Fraction,
    count: int,
    seed: int,
) -> tuple[Point, ...]:
    """Draw points at which the assumptions hold under every hypothesis; at most `count`.

    The same seed gives the same points, and points of different widths lie in the same
    directions from the default values.
    """
    points = (
        {
            **base,
            **{n: prior.draw(u, width) for (n, prior), u in zip(priors.items(), row, strict=True)},
        }
        for row in shares(len(priors), count, seed)
    )
    return tuple(islice((each for each in points if allowed(scenario, hypotheses, each)), count))


def allowed(scenario: Scenario, hypotheses: Sequence[Hypothesis], point: Point) -> bool:
    """Tell whether the assumptions hold at a point, whatever a hypothesis sets."""
    settings = {tuple(each.set.items()) for each in hypotheses}
    return not any(broken_relations(scenario.assume, {**point, **dict(s)}) for s in settings)


def shares(dimension: int, count: int, seed: int) -> Iterator[tuple[Fraction, ...]]:
    """Points of the unit cube, many more than `count`: the sequence of Sobol (1967), scrambled.

    Examples
    --------
    >>> list(shares(2, 1, 7)) == list(shares(2, 1, 7)) != list(shares(2, 1, 8))
    True
    >>> len(list(shares(2, 4, 7)))
    256
    """
    from scipy.stats.qmc import Sobol

    sequence = Sobol(dimension, scramble=True, rng=seed)
    power = max(count - 1, 1).bit_length()
    for size in (power, *range(power, power + DOUBLINGS)):
        for row in (sequence.random_base2(size) * CELLS).astype(int).tolist():
            yield tuple(Fraction(2 * cell + 1, 2 * CELLS) for cell in row)
