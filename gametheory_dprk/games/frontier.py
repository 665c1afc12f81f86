"""Bargaining problems: what two players can agree on, and what they have if they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value

RULES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
"""Solutions of a bargaining problem."""

RECEIVES = "receives"
"""What a solution says of each player."""


@dataclass(frozen=True, slots=True)
class Curve(Generic[Value]):
    """A frontier on which the second player's payoff is a polynomial of degree two in the first's.

    Attributes
    ----------
    low, high : Value
        The least and the most the first player can receive.
    coefficients : tuple of (Value, Value, Value)
        Constant, linear and quadratic, the last not positive.
    """

    low: Value
    high: Value
    coefficients: tuple[Value, Value, Value]

    def map(self, change: Callable[[Value], Other]) -> Curve[Other]:
        """Apply `change` to every number."""
        constant, linear, quadratic = self.coefficients
        coefficients = (change(constant), change(linear), change(quadratic))
        return Curve(change(self.low), change(self.high), coefficients)


@dataclass(frozen=True, slots=True)
class FrontierGame(Game[Value]):
    """A bargaining problem of two players (Nash 1950).

    Attributes
    ----------
    players : tuple of str
    agreements : Mapping[str, Mapping[str, Value]] or Curve
        Named agreements with what each pays, between which lots may be drawn; or a curve. Players
        may also throw payoffs away.
    disagreement : Mapping[str, Value]

    Notes
    -----
    The information sets are the solutions, in each of which a player `receives` so much.
    """

    players: tuple[str, ...]
    agreements: Mapping[str, Mapping[str, Value]] | Curve[Value]
    disagreement: Mapping[str, Value]

    def map(self, change: Callable[[Value], Other]) -> FrontierGame[Other]:
        """Apply `change` to every number."""
        agreements: Mapping[str, Mapping[str, Other]] | Curve[Other]
        if isinstance(self.agreements, Curve):
            agreements = self.agreements.map(change)
        else:
            agreements = {
                name: {player: change(value) for player, value in each.items()}
                for name, each in self.agreements.items()
            }
        disagreement = {player: change(value) for player, value in self.disagreement.items()}
        return FrontierGame(self.players, agreements, disagreement)

    def information_sets(self) -> tuple[InformationSet, ...]:
        """Each solution, as it concerns each player."""
        return tuple(
            InformationSet(player, rule, (RECEIVES,), (rule,))
            for rule in RULES
            for player in self.players
        )

    def plays(self) -> Iterator[Play[Value]]:
        """The named agreements, or the best on a curve for the first player, and disagreement."""
        if isinstance(self.agreements, Curve):
            one, two = self.players
            best = {one: self.agreements.high, two: self.disagreement[two]}
            yield Play((Step(CHANCE, CHANCE, "agreement"),), best)
        else:
            for name, payoffs in self.agreements.items():
                yield Play((Step(CHANCE, CHANCE, name),), payoffs)
        yield Play((Step(CHANCE, CHANCE, "disagreement"),), self.disagreement)
