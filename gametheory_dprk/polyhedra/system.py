"""Linear systems over the rationals, keyed by the names of their variables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, TypeVar

V = TypeVar("V", bound=Hashable)
Rational = int | Fraction
RowLike = tuple[Mapping[V, Rational], Rational]


@dataclass(frozen=True, slots=True)
class Row(Generic[V]):
    """An affine form: the sum of coefficient times variable, plus a constant.

    Examples
    --------
    >>> Row({"x": Fraction(2)}, Fraction(-1)).at({"x": Fraction(3)})
    Fraction(5, 1)
    """

    coefficients: Mapping[V, Fraction]
    constant: Fraction = Fraction(0)

    def at(self, point: Mapping[V, Fraction]) -> Fraction:
        """Evaluate the form at a point."""
        return self.constant + sum(
            (value * point[name] for name, value in self.coefficients.items()), Fraction(0)
        )


@dataclass(frozen=True, slots=True)
class LinearSystem(Generic[V]):
    """Equalities (form == 0) and inequalities (form >= 0) in named variables.

    Parameters
    ----------
    variables
        The names, in the order used wherever an order matters.
    equalities, inequalities
        The rows. A row may leave out variables whose coefficient is zero.
    nonnegative
        Variables that are at least 0; all others may take any sign. The same could be said by
        inequality rows, but costs less this way.

    Raises
    ------
    ValueError
        If a variable is listed twice, or a row or `nonnegative` names an unknown one.
    """

    variables: tuple[V, ...]
    equalities: tuple[Row[V], ...] = ()
    inequalities: tuple[Row[V], ...] = ()
    nonnegative: frozenset[V] = frozenset()

    def __post_init__(self) -> None:
        known = frozenset(self.variables)
        if len(known) < len(self.variables):
            raise ValueError("a variable is listed twice")
        unknown = set(self.nonnegative - known)
        for row in (*self.equalities, *self.inequalities):
            unknown.update(row.coefficients.keys() - known)
        if unknown:
            raise ValueError(f"unknown variables: {', '.join(sorted(map(repr, unknown)))}")

    def extended(
        self,
        *,
        equal: Iterable[RowLike[V]] = (),
        at_least: Iterable[RowLike[V]] = (),
    ) -> LinearSystem[V]:
        """Return the system with further rows, given as in `linear_system`.

        Examples
        --------
        >>> simplex = linear_system("xy", equal=[({"x": 1, "y": 1}, -1)], nonnegative="xy")
        >>> len(simplex.extended(at_least=[({"x": 2}, -1)]).inequalities)
        1
        """
        return replace(
            self,
            equalities=self.equalities + _rows(equal),
            inequalities=self.inequalities + _rows(at_least),
        )


def linear_system(
    variables: Iterable[V],
    *,
    equal: Iterable[RowLike[V]] = (),
    at_least: Iterable[RowLike[V]] = (),
    nonnegative: Iterable[V] = (),
) -> LinearSystem[V]:
    """Build a system from plain mappings of whole numbers or Fractions.

    Parameters
    ----------
    variables
        The names, each once.
    equal, at_least
        Pairs (coefficients, constant): the form is 0, or at least 0.
    nonnegative
        The variables that are at least 0.

    Examples
    --------
    Two probabilities, the first at least one half:

    >>> system = linear_system(
    ...     ["a", "b"],
    ...     equal=[({"a": 1, "b": 1}, -1)],
    ...     at_least=[({"a": 2}, -1)],
    ...     nonnegative=["a", "b"],
    ... )
    >>> system.equalities[0].constant
    Fraction(-1, 1)
    """
    return LinearSystem(tuple(variables), _rows(equal), _rows(at_least), frozenset(nonnegative))


def _rows(pairs: Iterable[RowLike[V]]) -> tuple[Row[V], ...]:
    """Turn pairs into rows of Fractions."""
    return tuple(
        Row({name: _exact(value) for name, value in coefficients.items()}, _exact(constant))
        for coefficients, constant in pairs
    )


def _exact(value: Rational) -> Fraction:
    """Make a Fraction; a float, whose digits may not be meant, is refused."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int):
        return Fraction(value)
    raise TypeError(f"expected a whole number or a Fraction, got {value!r}")
