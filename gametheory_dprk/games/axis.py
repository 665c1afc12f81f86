"""Numbers under names, along which the moves of a large game lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from gametheory_dprk.expr.enclosure import enclose


@dataclass(frozen=True)
class Axis:
    """The types, the signals or the responses, in order.

    Attributes
    ----------
    names : tuple of str
    numbers : Mapping[str, tuple of Fraction]
        What names in formulas stand for, at every place of the axis.

    Examples
    --------
    >>> Axis.grid("effort", ["0", "1/2", "1"]).names
    ('effort_0', 'effort_1', 'effort_2')
    >>> Axis.listed(["strong", "weak"]).numbers["weak"]
    (Fraction(0, 1), Fraction(1, 1))
    """

    names: tuple[str, ...]
    numbers: Mapping[str, tuple[Fraction, ...]]

    @classmethod
    def grid(cls, name: str, values: Sequence[Any]) -> Axis:
        """Numbers under one name, called name_0, name_1, ..."""
        exact = tuple(map(Fraction, values))
        return cls(tuple(f"{name}_{k}" for k in range(len(exact))), {name: exact})

    @classmethod
    def listed(cls, members: Sequence[str]) -> Axis:
        """Names each of which is 1 where it is the one that happened, else 0."""
        own = {name: tuple(Fraction(name == other) for other in members) for name in members}
        return cls(tuple(members), own)

    def __len__(self) -> int:
        return len(self.names)

    def at(self, places: Sequence[int]) -> Axis:
        """The axis at some places."""
        numbers = {name: tuple(each[k] for k in places) for name, each in self.numbers.items()}
        return Axis(tuple(self.names[k] for k in places), numbers)

    @cached_property
    def floats(self) -> Mapping[str, tuple[Any, Any]]:
        """The numbers as arrays of floats, with bounds on what rounding did to them."""
        import numpy as np

        found = {}
        for name, numbers in self.numbers.items():
            near, errors = zip(*map(enclose, numbers), strict=True)
            found[name] = np.array(near), np.array(errors)
        return found
