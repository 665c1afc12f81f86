"""A last offer to a responder whose outside option only he knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

from gametheory_dprk.games.bargaining import ACCEPTS_FROM, AGREEMENT, OFFERS, WALKOUT
from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value


@dataclass(frozen=True, slots=True)
class Kind(Generic[Value]):
    """A type of the responder.

    Attributes
    ----------
    probability : Value
    outside : Mapping[str, Value]
        What each player receives when this type refuses.
    """

    probability: Value
    outside: Mapping[str, Value]

    def map(self, change: Callable[[Value], Other]) -> Kind[Other]:
        """Apply `change` to every number."""
        outside = {player: change(value) for player, value in self.outside.items()}
        return Kind(change(self.probability), outside)


@dataclass(frozen=True, slots=True)
class Spread(Generic[Value]):
    """A type that is a number, drawn uniformly between two ends.

    Attributes
    ----------
    name : str
    low, high : Value
    outside : Mapping[str, tuple (Value, Value)]
        What each player receives after a refusal: a constant, and a multiple of the type.
    """

    name: str
    low: Value
    high: Value
    outside: Mapping[str, tuple[Value, Value]]

    def map(self, change: Callable[[Value], Other]) -> Spread[Other]:
        """Apply `change` to every number."""
        outside = {p: (change(base), change(slope)) for p, (base, slope) in self.outside.items()}
        return Spread(self.name, change(self.low), change(self.high), outside)


@dataclass(frozen=True, slots=True)
class DemandGame(Game[Value]):
    """One offer, take it or leave it, under private information (after Fearon 1995).

    Attributes
    ----------
    players : tuple of str
    proposer, responder : str
    pie, nothing : Value
        The most and the least that can be offered.
    types : Mapping[str, Kind] or Spread
        What the responder may be: named types with probabilities, or a number in an interval.

    Notes
    -----
    Strategies are amounts: the proposer `offers` so much; each named type `accepts_from` so much
    on. Of a responder whose type is a number, the type `indifferent` to the offer is told instead.
    """

    players: tuple[str, ...]
    proposer: str
    responder: str
    pie: Value
    nothing: Value
    types: Mapping[str, Kind[Value]] | Spread[Value]

    def map(self, change: Callable[[Value], Other]) -> DemandGame[Other]:
        """Apply `change` to every number."""
        types: Mapping[str, Kind[Other]] | Spread[Other]
        if isinstance(self.types, Spread):
            types = self.types.map(change)
        else:
            types = {name: kind.map(change) for name, kind in self.types.items()}
        return DemandGame(
            self.players,
            self.proposer,
            self.responder,
            change(self.pie),
            change(self.nothing),
            types,
        )

    def information_sets(self) -> tuple[InformationSet, ...]:
        """The proposer's one, and one for each named type."""
        own = InformationSet(self.proposer, self.proposer, (OFFERS,), (self.proposer,))
        if isinstance(self.types, Spread):
            name = self.types.name
            return own, InformationSet(self.responder, name, (INDIFFERENT,), (name,))
        return own, *(
            InformationSet(self.responder, name, (ACCEPTS_FROM,), (name,)) for name in self.types
        )

    def plays(self) -> Iterator[Play[Value]]:
        """How it can end for each type; an agreement is listed with all for the proposer."""
        agreed = {self.proposer: self.pie, self.responder: self.nothing}
        if isinstance(self.types, Spread):
            low = {player: base for player, (base, _) in self.types.outside.items()}
            yield settled(self.types.name, AGREEMENT, agreed)
            yield settled(self.types.name, WALKOUT, low)
            return
        for name, kind in self.types.items():
            yield settled(name, AGREEMENT, agreed)
            yield settled(name, WALKOUT, kind.outside)


INDIFFERENT = "indifferent"
"""What is told of a responder whose type is a number."""


def settled(name: str, how: str, payoffs: Mapping[str, Value]) -> Play[Value]:
    """The play in which a type is drawn and bargaining ends so."""
    return Play((Step(CHANCE, CHANCE, name), Step(CHANCE, CHANCE, how)), payoffs)
