"""Stochastic games: finitely many states, and moves that decide where play goes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Generic

from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value
from gametheory_dprk.games.normal import Profile


@dataclass(frozen=True, slots=True)
class State(Generic[Value]):
    """What can be done in a state, what it pays, and what follows.

    Attributes
    ----------
    moves : Mapping[str, tuple of str]
        For each player who has something to choose, all at once; empty where nobody has.
    payoffs : Mapping[str, Mapping[Profile, Value]]
        For each player, what one period pays after every profile of moves.
    next : Mapping[Profile, Mapping[str, Value]]
        After every profile, the probability of each state that can follow.
    instant : bool
        Whether no time passes in it: what follows is not discounted, and it is no period.
    """

    moves: Mapping[str, tuple[str, ...]]
    payoffs: Mapping[str, Mapping[Profile, Value]]
    next: Mapping[Profile, Mapping[str, Value]]
    instant: bool = False

    def profiles(self) -> Iterator[Profile]:
        """Every profile of moves, the last player's move varying fastest."""
        return product(*self.moves.values())

    def map(self, change: Callable[[Value], Other]) -> State[Other]:
        """Apply `change` to every payoff and probability."""
        payoffs = {p: {k: change(v) for k, v in t.items()} for p, t in self.payoffs.items()}
        later = {k: {s: change(v) for s, v in d.items()} for k, d in self.next.items()}
        return State(self.moves, payoffs, later, self.instant)


@dataclass(frozen=True, slots=True)
class StochasticGame(Game[Value]):
    """A discounted stochastic game (Shapley 1953), with any number of players.

    Attributes
    ----------
    players : tuple of str
    states : Mapping[str, State]
    discount : Mapping[str, Value]
        For each player the weight of the next period, from 0 to below 1.
    start : str
        The state in which play begins.

    Notes
    -----
    A play of this class is one period: the state, which counts as a move of chance, and the
    moves made in it.

    Examples
    --------
    >>> stay = State({"A": ("hold",)}, {"A": {("hold",): 2}}, {("hold",): {"peace": 1}})
    >>> game = StochasticGame(("A",), {"peace": stay}, {"A": 0}, "peace")
    >>> [play.path for play in game.plays()]
    ['peace.hold']
    """

    players: tuple[str, ...]
    states: Mapping[str, State[Value]]
    discount: Mapping[str, Value]
    start: str

    def timeless_loop(self) -> str:
        """An instant state that may come back without time passing; empty where there is none."""
        instant = {name: state for name, state in self.states.items() if state.instant}
        later = {
            name: {s for chances in state.next.values() for s in chances if s in instant}
            for name, state in instant.items()
        }
        for _ in instant:
            later = {name: {s for s in follow if later.get(s)} for name, follow in later.items()}
        return next((name for name, follow in later.items() if follow), "")

    def map(self, change: Callable[[Value], Other]) -> StochasticGame[Other]:
        """Apply `change` to every payoff, probability and discount factor."""
        states = {name: state.map(change) for name, state in self.states.items()}
        discount = {player: change(value) for player, value in self.discount.items()}
        return StochasticGame(self.players, states, discount, self.start)

    def information_sets(self) -> tuple[InformationSet, ...]:
        """One information set for every state and player who moves there, called like the state."""
        return tuple(
            InformationSet(player, name, moves, (name,))
            for name, state in self.states.items()
            for player, moves in state.moves.items()
        )

    def plays(self) -> Iterator[Play[Value]]:
        """Every period that can be: a state and a profile of moves there."""
        for name, state in self.states.items():
            for profile in state.profiles():
                made = zip(state.moves, profile, strict=True)
                steps: tuple[Step[Value], ...] = (
                    Step(CHANCE, CHANCE, name),
                    *(Step(player, name, move) for player, move in made),
                )
                yield Play(steps, {p: table[profile] for p, table in state.payoffs.items()})
