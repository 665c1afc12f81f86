"""Signaling games: a sender knows its type and sends a signal, a receiver responds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value

Cell = tuple[str, str, str]
"""Type, signal and response, in this order."""


@dataclass(frozen=True, slots=True)
class SignalingGame(Game[Value]):
    """A game in which chance draws the sender's type, the sender signals, the receiver responds.

    Attributes
    ----------
    sender, receiver : str
    prior : Mapping[str, Value]
        Probability of each type, in order.
    responses : Mapping[str, tuple of str]
        What the receiver can do after each signal, in the order of the signals. A signal
        that ends the game has a single response.
    payoffs : Mapping[str, Mapping[Cell, Value]]
        For each player, the payoff of every type, signal and response.

    Examples
    --------
    >>> game = SignalingGame.from_arrays([0.5, 0.5], [[[1, 0]], [[1, 0]]], [[[1, 0]], [[0, 1]]])
    >>> game.types, game.signals, game.responses["m1"]
    (('t1', 't2'), ('m1',), ('r1', 'r2'))
    """

    sender: str
    receiver: str
    prior: Mapping[str, Value]
    responses: Mapping[str, tuple[str, ...]]
    payoffs: Mapping[str, Mapping[Cell, Value]]

    @classmethod
    def from_arrays(
        cls,
        prior: Any,
        sender: Any,
        receiver: Any,
        *,
        players: tuple[str, str] = ("sender", "receiver"),
    ) -> SignalingGame[Fraction]:
        """Build an exact game from arrays.

        Parameters
        ----------
        prior : array_like, shape (types,)
            Probabilities that sum to one exactly; text such as "1/3" is read exactly.
        sender, receiver : array_like, shape (types, signals, responses)
        players : pair of str

        Raises
        ------
        ValueError
            If shapes disagree or the prior is not a probability distribution.
        """
        from gametheory_dprk.games.arrays import exact_entry, flatten, shape_of
        from gametheory_dprk.games.signaling_arrays import signaling_names, signaling_shape

        shape = signaling_shape(sender, receiver)
        if shape_of(prior, "prior") != shape[:1]:
            raise ValueError(f"prior: expected shape {shape[:1]}, got {shape_of(prior, 'prior')}")
        chances = [exact_entry(chance, "prior") for chance in flatten(prior, 1)]
        if sum(chances) != 1 or min(chances) < 0:
            raise ValueError("prior: expected probabilities that sum to 1 exactly")
        types, signals, responses = signaling_names(shape)
        cells = [(t, m, r) for t in types for m in signals for r in responses]
        tables = {
            player: dict(
                zip(cells, (exact_entry(x, player) for x in flatten(array, 3)), strict=True)
            )
            for player, array in zip(players, (sender, receiver), strict=True)
        }
        after = dict.fromkeys(signals, responses)
        return SignalingGame(*players, dict(zip(types, chances, strict=True)), after, tables)

    @property
    def players(self) -> tuple[str, ...]:  # type: ignore[override]
        """Sender, then receiver."""
        return (self.sender, self.receiver)

    @property
    def types(self) -> tuple[str, ...]:
        """The sender's types, in order."""
        return tuple(self.prior)

    @property
    def signals(self) -> tuple[str, ...]:
        """The sender's signals, in order."""
        return tuple(self.responses)

    def cells(self) -> Iterator[Cell]:
        """Every type, signal and response, in order."""
        for kind in self.types:
            for signal, responses in self.responses.items():
                for response in responses:
                    yield kind, signal, response

    def map(self, change: Callable[[Value], Other]) -> SignalingGame[Other]:
        """Apply `change` to every payoff and prior probability."""
        prior = {kind: change(chance) for kind, chance in self.prior.items()}
        tables = {
            player: {cell: change(value) for cell, value in table.items()}
            for player, table in self.payoffs.items()
        }
        return SignalingGame(self.sender, self.receiver, prior, self.responses, tables)

    def information_sets(self) -> tuple[InformationSet, ...]:
        """The sender's sets are its types; the receiver's are the signals."""
        sending = tuple(InformationSet(self.sender, t, self.signals, (t,)) for t in self.types)
        receiving = tuple(
            InformationSet(self.receiver, signal, responses, self.types)
            for signal, responses in self.responses.items()
        )
        return sending + receiving

    def plays(self) -> Iterator[Play[Value]]:
        """Every type, signal and response as a play."""
        for kind, signal, response in self.cells():
            steps: tuple[Step[Value], ...] = (
                Step(CHANCE, CHANCE, kind, self.prior[kind]),
                Step(self.sender, kind, signal),
                Step(self.receiver, signal, response),
            )
            payoffs = {p: self.payoffs[p][kind, signal, response] for p in self.players}
            yield Play(steps, payoffs)
