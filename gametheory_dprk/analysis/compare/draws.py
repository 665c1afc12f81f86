"""Parameter points drawn from priors: a scrambled Sobol sequence, common to all hypotheses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from gametheory_dprk.analysis.compare.contenders import Contender
from gametheory_dprk.analysis.compare.priors import ParameterPrior, ordinal_prior, parameter_prior
from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.points import Point
from gametheory_dprk.scenario.values import broken_relations

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare.batches.arrays import Floats

Value = TypeVar("Value")

WIDTHS: Mapping[str, Fraction] = {
    "narrow": Fraction(1, 4),
    "default": Fraction(1, 2),
    "wide": Fraction(1),
}
"""How far draws lie from the default values, as a share of how far the priors reach."""

ORDINAL = "ordinal"
"""The prior that keeps nothing of the numbers in a file but which of them are larger."""

BITS = 26
"""Binary digits of a share of a prior; a draw is the middle of a cell of equal weight, so that it
is a short fraction, never an end of the range and hardly ever on a knife edge."""

DOUBLINGS = 6
"""Points that break an assumption are refused; so many times the sequence is made twice as long
to replace them."""


LARGEST_BLOCK = 16
"""Points that are drawn together, as a power of two."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An uncertain number of one scenario or several.

    Attributes
    ----------
    names : Mapping[str, str]
        By side, the name of the parameter that it is there.
    """

    label: str
    prior: ParameterPrior
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Space:
    """The uncertain parameters of all scenarios.

    Parameters of one name are one number where their priors are the same, else two.
    """

    sides: tuple[Side, ...]
    axes: tuple[Axis, ...]

    def point(self, side: Side, values: Mapping[str, Value]) -> dict[str, Value | Fraction]:
        """The parameters of one scenario where axes have some values."""
        own = {
            axis.names[side.name]: values[axis.label]
            for axis in self.axes
            if side.name in axis.names and axis.label in values
        }
        return {**side.base, **own}

    @property
    def base(self) -> dict[str, Fraction]:
        """The default values of the axes."""
        return {axis.label: axis.prior.value for axis in self.axes}

    @property
    def priors(self) -> dict[str, ParameterPrior]:
        """The priors by label."""
        return {axis.label: axis.prior for axis in self.axes}


def uncertain(sides: Sequence[Side]) -> Space:
    """The parameters that have a prior, but for those whose values are held."""
    found: dict[str, list[Axis]] = {}
    for side in sides:
        for name, parameter in side.scenario.parameters.items():
            prior = None if name in side.held else parameter_prior(parameter, side.base[name])
            if prior is None:
                continue
            same = [axis for axis in found.setdefault(name, []) if axis.prior == prior]
            names = {**(same[0].names if same else {}), side.name: name}
            label = f"{side.name}:{name}" if found[name] else name
            if same:
                found[name][found[name].index(same[0])] = Axis(same[0].label, prior, names)
            else:
                found[name].append(Axis(label, prior, names))
    return Space(tuple(sides), tuple(axis for axes in found.values() for axis in axes))


def draw_points(
    space: Space, named: Sequence[Contender], width: str, count: int, seed: int
) -> Iterator[dict[str, Fraction]]:
    """Draw points at which the assumptions hold under every hypothesis; at most `count`.

    The same seed gives the same points, and points of different widths lie in the same
    directions from the default values.
    """
    points = (
        {axis.label: drawn(axis, u, width) for axis, u in zip(space.axes, row, strict=True)}
        for rows in shares(len(space.axes), count, seed)
        for row in exact_rows(rows)
    )
    return islice((each for each in points if allowed(space, named, each)), count)


def drawn(axis: Axis, share: Fraction, width: str) -> Fraction:
    """The value of an axis at a share of its prior."""
    if width == ORDINAL:
        return ordinal_prior(axis.prior).quantile(share)
    return axis.prior.draw(share, WIDTHS[width])


def exact_rows(rows: Floats) -> Iterator[tuple[Fraction, ...]]:
    """The same points as fractions."""
    for row in rows.tolist():
        yield tuple(map(Fraction, row))


def allowed(space: Space, named: Sequence[Contender], values: Point) -> bool:
    """Tell whether the assumptions hold at a point, whatever a hypothesis sets."""
    settings = {(each.side, tuple(each.hypothesis.set.items())) for each in named}
    return not any(
        broken_relations(side.scenario.assume, {**space.point(side, values), **dict(given)})
        for side, given in settings
    )


def shares(dimension: int, count: int, seed: int) -> Iterator[Floats]:
    """Points of the unit cube, many more than `count`: the sequence of Sobol (1967), scrambled.

    Yields
    ------
    ndarray, shape (points, dimension)
        Blocks of the sequence, one after the other.

    Examples
    --------
    >>> sum(len(block) for block in shares(2, 4, 7))
    256
    >>> bool((next(shares(2, 4, 7)) == next(shares(2, 4, 7))).all())
    True
    """
    from scipy.stats.qmc import Sobol

    sequence = Sobol(dimension, scramble=True, bits=BITS, rng=seed)
    power = max(count - 1, 1).bit_length()
    size = 2 ** min(power, LARGEST_BLOCK)
    for _ in range(2 ** (power + DOUBLINGS) // size):
        yield sequence.random(size) + 2.0 ** -(BITS + 1)
