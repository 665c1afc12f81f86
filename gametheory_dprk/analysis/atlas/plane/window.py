"""The rectangle that a phase diagram shows: two parameters with their ranges, the rest fixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.errors import AnalysisError, nearest_name
from gametheory_dprk.scenario.model import Parameter

Range = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Axis:
    """A parameter that varies, as it was asked for; without a range its own is shown."""

    name: str
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle in the space of parameters.

    Attributes
    ----------
    x, y : str
        The parameters that vary.
    width, height : tuple of Fraction
        From where to where.
    values : Mapping[str, Fraction]
        The other parameters.
    """

    x: str
    y: str
    width: Range
    height: Range
    values: Mapping[str, Fraction]


def read_plane(text: str) -> tuple[Axis, Axis]:
    """Read "X,Y" or "X=LOW:HIGH,Y=LOW:HIGH".

    Raises
    ------
    AnalysisError
        If the text is something else.

    Examples
    --------
    >>> read_plane("p, c=0:1.5")
    (Axis(name='p', range=None), Axis(name='c', range=(Fraction(0, 1), Fraction(3, 2))))
    """
    axes = [_axis(part.strip()) for part in text.split(",")]
    if len(axes) != 2 or axes[0].name == axes[1].name:
        raise AnalysisError(f"expected two parameters such as p,c=0:1.5, got {text!r}")
    return axes[0], axes[1]


def _axis(text: str) -> Axis:
    """Read one parameter with its range."""
    name, equals, span = text.partition("=")
    if not equals:
        return Axis(name.strip())
    low, colon, high = span.partition(":")
    try:
        ends = Fraction(low), Fraction(high)
    except (ValueError, ZeroDivisionError):
        ends = Fraction(0), Fraction(0)
    if not colon or ends[0] >= ends[1]:
        raise AnalysisError(f"expected a range such as {name.strip()}=0:1, got {text!r}")
    return Axis(name.strip(), ends)


def window(
    axes: Sequence[Axis], parameters: Mapping[str, Parameter], open_names: Sequence[str]
) -> Window:
    """Complete what was asked for with ranges and values of the scenario.

    Parameters
    ----------
    axes
        Two parameters.
    parameters
        Those of the scenario.
    open_names
        Parameters on which equilibria depend and that are not fixed.

    Raises
    ------
    AnalysisError
        If an axis is none of these.
    """
    for axis in axes:
        if axis.name not in open_names:
            raise AnalysisError(refusal(axis.name, parameters, open_names))
    first, second = axes
    others = [name for name in open_names if name not in (first.name, second.name)]
    return Window(
        first.name,
        second.name,
        first.range or shown(parameters[first.name]),
        second.range or shown(parameters[second.name]),
        {name: parameters[name].value for name in others},
    )


def refusal(name: str, parameters: Mapping[str, Parameter], open_names: Sequence[str]) -> str:
    """Say why a name cannot be an axis."""
    if name in parameters:
        return f"{name} cannot be an axis: it is fixed, or no equilibrium depends on it"
    return f"unknown parameter {name!r} {nearest_name(name, open_names)}".rstrip()


def shown(parameter: Parameter) -> Range:
    """Return a parameter's range; an infinite end is put where its value is in the middle.

    Examples
    --------
    >>> shown(Parameter("c", Fraction(2)))
    (Fraction(0, 1), Fraction(4, 1))
    """
    interval, value = parameter.range, parameter.value
    low = interval.low if interval else None
    high = interval.high if interval else None
    if low is None:
        low = Fraction(0) if value > 0 else 2 * value - (1 if high is None else high)
    if high is None:
        high = max(2 * value - low, low + 1)
    return (low, high) if low < high else (low, low + 1)
