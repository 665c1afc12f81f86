"""What every game form offers: players, information sets, and its complete plays.

A game is data, generic in the type of its payoffs and probabilities: formulas in a
template, `Fraction` in an exact game, arrays in a batch, sympy objects in a symbolic one.
`map` carries one into another, so that structure is described once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gametheory_dprk.expr import Expr, compile_vector, evaluate, names

if TYPE_CHECKING:
    from collections.abc import Set

Value = TypeVar("Value")
Other = TypeVar("Other")

CHANCE = "chance"
"""The player name under which moves of nature appear in a play."""


@dataclass(frozen=True, slots=True)
class InformationSet:
    """Where a player moves without telling some histories apart.

    Attributes
    ----------
    player, label : str
        Who moves, and the name of the set, unique for that player.
    moves : tuple of str
        What the player can do there.
    nodes : tuple of str
        The histories in the set: dotted paths of a tree, or types in a signaling game.
    """

    player: str
    label: str
    moves: tuple[str, ...]
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step(Generic[Value]):
    """One move of a play: by a player at an information set, or by chance."""

    player: str
    information_set: str
    move: str
    probability: Value | None = None
    """Of a move of chance; None where a player decides."""


@dataclass(frozen=True, slots=True)
class Play(Generic[Value]):
    """One complete play: its moves in order and what it pays each player."""

    steps: tuple[Step[Value], ...]
    payoffs: Mapping[str, Value]

    @property
    def path(self) -> str:
        """The moves joined by dots, the name of the outcome."""
        return ".".join(step.move for step in self.steps)


class Game(ABC, Generic[Value]):
    """Base of all game forms."""

    __slots__ = ()

    players: tuple[str, ...]

    @abstractmethod
    def map(self, change: Callable[[Value], Other]) -> Game[Other]:
        """Apply `change` to every payoff and probability."""

    @abstractmethod
    def information_sets(self) -> tuple[InformationSet, ...]:
        """All information sets, in the order in which they appear."""

    @abstractmethod
    def plays(self) -> Iterator[Play[Value]]:
        """All complete plays, in the order of the moves."""

    def at(self: Game[Expr], values: Mapping[str, Fraction]) -> Game[Fraction]:
        """Fill a template with exact parameter values."""
        return self.map(lambda formula: evaluate(formula, values))

    def batch(self: Game[Expr], values: Mapping[str, Any]) -> Game[Any]:
        """Fill a template with arrays of parameter values (float64, broadcast together)."""
        return self.map(lambda formula: compile_vector(formula, tuple(values))(values))

    def symbolic(self: Game[Expr]) -> Game[Any]:
        """Turn a template into a game of sympy expressions."""
        from gametheory_dprk.expr.symbolic import to_sympy

        return self.map(to_sympy)

    def parameters(self: Game[Expr]) -> Set[str]:
        """Names that the formulas of a template leave open."""
        found: set[str] = set()
        self.map(lambda formula: found.update(names(formula)))
        return found
