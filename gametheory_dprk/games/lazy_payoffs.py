"""Payoffs that are worked out when they are looked up, from a formula or an array."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Payoff: TypeAlias = Any
"""A formula in the numbers of the axes, or an array of floats `[type, signal, response]`."""


def is_table(payoff: Payoff) -> bool:
    """Whether payoffs are an array."""
    return hasattr(payoff, "shape")


@dataclass(frozen=True, slots=True)
class LazyPayoffs(Mapping[str, Any]):
    """What an outcome pays each player, worked out when it is looked up."""

    payoffs: Mapping[str, Callable[[int, int, int], Any]]
    place: tuple[int, int, int]

    def __getitem__(self, player: str) -> Any:
        return self.payoffs[player](*self.place)

    def __iter__(self) -> Iterator[str]:
        return iter(self.payoffs)

    def __len__(self) -> int:
        return len(self.payoffs)


def shape_at(places: tuple[Any, ...]) -> tuple[int, ...]:
    """The shape to which places on the axes broadcast."""
    import numpy as np

    return np.broadcast_shapes(*map(np.shape, places))
