"""Repeated games with imperfect public monitoring, and the automata that are played in them.

The same stage game is played for ever. After each period every player's move is seen by all, or
mistaken for another, or not seen, independently of the others; nobody learns more (payoffs too
are learned late), though everybody remembers his own moves. With a lag, what is seen is shown only
some periods later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import add, mul
from typing import Any, NamedTuple

from gametheory_dprk.games.automaton import NOTHING, Automaton
from gametheory_dprk.games.game import CHANCE, Game, InformationSet, Other, Play, Step, Value
from gametheory_dprk.games.normal import NormalGame, Profile
from gametheory_dprk.games.stochastic import State, StochasticGame


class Position(NamedTuple):
    """A moment of play as one player knows it.

    Attributes
    ----------
    state : str
        Of the automaton.
    past : tuple of str
        The states whose moves are yet to be shown, oldest first.
    own : tuple of str
        What the player did in them.
    """

    state: str
    past: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatedGame(Game[Value]):
    """A stage game played for ever, with the automata that a study names.

    Attributes
    ----------
    stage : NormalGame
    discount : Mapping[str, Value]
        For each player, from 0 to below 1.
    seen : Mapping[tuple (str, str), Mapping[str, Value]]
        After a player's move, the probability of each move it is seen as; `NOTHING` stands for a
        move that is not seen. A move that is not listed is seen for sure.
    automata : Mapping[str, Automaton]
    lag : int
        Periods after which moves are shown, beyond the end of the period itself.

    Notes
    -----
    The information sets are the states of all automata, called `automaton.state`; with a lag also
    what a player knows of his own moves that are yet to be shown.
    """

    stage: NormalGame[Value]
    discount: Mapping[str, Value]
    seen: Mapping[tuple[str, str], Mapping[str, Value]]
    automata: Mapping[str, Automaton[Value]]
    lag: int = 0

    @property
    def players(self) -> tuple[str, ...]:  # type: ignore[override]
        """The players of the stage game."""
        return self.stage.players

    def map(self, change: Callable[[Value], Other]) -> RepeatedGame[Other]:
        """Apply `change` to every payoff, probability and discount factor."""
        return RepeatedGame(
            self.stage.map(change),
            {player: change(value) for player, value in self.discount.items()},
            {key: {m: change(v) for m, v in d.items()} for key, d in self.seen.items()},
            {name: automaton.map(change) for name, automaton in self.automata.items()},
            self.lag,
        )

    def information_sets(self) -> tuple[InformationSet, ...]:
        """Every state of every automaton, as each player knows it."""
        return tuple(
            InformationSet(player, label, self.stage.moves[player], (label,))
            for name in self.automata
            for player in self.players
            for label in self.labels(name, player)
        )

    def plays(self) -> Iterator[Play[Value]]:
        """Every period that can be while nobody has deviated unseen."""
        for name in self.automata:
            labels = {self.label(name, *position[:2]) for position in self.moments(name)}
            for label, profile in product(sorted(labels), self.stage.profiles()):
                moves = zip(self.players, profile, strict=True)
                steps: tuple[Step[Value], ...] = (
                    Step(CHANCE, CHANCE, label),
                    *(Step(player, label, move) for player, move in moves),
                )
                yield Play(steps, {p: self.stage.payoffs[p][profile] for p in self.players})

    def label(
        self, name: str, state: str, past: tuple[str, ...] = (), hidden: tuple[str, ...] = ()
    ) -> str:
        """The name of an information set."""
        text = f"{name}.{state}"
        if self.lag:
            text += f" after {', '.join(past) or 'nothing'}"
        return f"{text}, hiding {', '.join(hidden)}" if any(hidden) else text

    def labels(self, name: str, player: str) -> tuple[str, ...]:
        """The information sets of a player under an automaton, without repetition."""
        found = (self.label_of(name, player, each) for each in self.positions(name, player))
        return tuple(dict.fromkeys(found))

    def label_of(self, name: str, player: str, position: Position) -> str:
        """The name of a position: with the player's own unseen deviations, if there are any."""
        states = self.automata[name].states
        hidden = tuple(
            "" if move in states[state].plays[player] else move
            for state, move in zip(position.past, position.own, strict=True)
        )
        return self.label(name, position.state, position.past, hidden)

    def name_of(self, strategies: Mapping[str, Mapping[str, object]]) -> str:
        """The automaton whose information sets strategies speak of; empty where there is none."""
        for name in self.automata:
            if all(set(strategies.get(p, ())) == set(self.labels(name, p)) for p in self.players):
                return name
        return ""

    def moments(self, name: str) -> list[Position]:
        """Every public moment that some history of what was seen leads to, without own moves."""
        automaton = self.automata[name]

        def following(moment: Position) -> Iterable[Position]:
            here, past = automaton.states[moment.state], (*moment.past, moment.state)
            if len(past) <= self.lag:
                nothing = dict.fromkeys(self.players, NOTHING)
                return [Position(state, past) for state in here.target(nothing)]
            return [Position(state, past[1:]) for rule in here.rules for state in rule.target]

        return reached([Position(automaton.start)], following)

    def positions(self, name: str, player: str) -> list[Position]:
        """Every position of one player, own deviations included."""
        states = self.automata[name].states
        first = [
            Position(moment.state, moment.past, own)
            for moment in self.moments(name)
            for own in product(*(states[state].plays[player] for state in moment.past))
        ]
        return reached(
            first,
            lambda position: [
                later
                for move in self.stage.moves[player]
                for later, _ in self.following(name, player, position, move)
            ],
        )

    def following(
        self, name: str, player: str, position: Position, move: str
    ) -> Iterator[tuple[Position, list[Value]]]:
        """The positions that can follow a move, each with the factors of its probability.

        A position comes up once for every way that leads there.
        """
        state = self.automata[name].states[position.state]
        past, own = (*position.past, position.state), (*position.own, move)
        if len(past) <= self.lag:
            for later, chance in state.target(dict.fromkeys(self.players, NOTHING)).items():
                yield Position(later, past, own), [chance]
            return
        for seen, factors in self.sight(name, past[0], player, own[0]):
            for later, chance in state.target(seen).items():
                yield Position(later, past[1:], own[1:]), [*factors, chance]

    def sight(
        self, name: str, state: str, player: str, move: str
    ) -> Iterator[tuple[dict[str, str], list[Value]]]:
        """What may be seen of a period in which a player made a move; factors of its chance."""
        plays = self.automata[name].states[state].plays
        for others, factors in self.others(plays, player):
            made = {**others, player: move}
            shown = [self.seen.get((p, made[p]), {made[p]: None}) for p in self.players]
            for seen in product(*shown):
                chances = (d[s] for d, s in zip(shown, seen, strict=True))
                known = [chance for chance in chances if chance is not None]
                yield dict(zip(self.players, seen, strict=True)), [*factors, *known]

    def others(
        self, plays: Mapping[str, Mapping[str, Value]], player: str
    ) -> Iterator[tuple[dict[str, str], list[Value]]]:
        """The moves of all others that may be made, with the probability of each."""
        rest = [other for other in self.players if other != player]
        for moves in product(*(plays[other] for other in rest)):
            made = dict(zip(rest, moves, strict=True))
            yield made, [plays[other][move] for other, move in made.items()]

    def process(self, name: str, player: str) -> StochasticGame[Value]:
        """The decision process of one player while all others follow an automaton.

        Its states are the player's information sets; what he earns in one is the expected payoff
        of one period. A player gains by no deviation exactly if his policy is optimal in it.
        """
        states: dict[str, State[Value]] = {}
        for position in self.positions(name, player):
            moves = self.stage.moves[player]
            plays = self.automata[name].states[position.state].plays
            payoffs: dict[Profile, Value] = {}
            later: dict[Profile, Mapping[str, Value]] = {}
            for move in moves:
                payoffs[move,] = self.payoff(plays, player, move)
                later[move,] = self._later(name, player, position, move)
            label = self.label_of(name, player, position)
            states[label] = State({player: moves}, {player: payoffs}, later)
        start = self.label(name, self.automata[name].start)
        return StochasticGame((player,), states, {player: self.discount[player]}, start)

    def payoff(self, plays: Mapping[str, Mapping[str, Value]], player: str, move: str) -> Value:
        """What a move pays on average in one period against what the others play."""
        terms: list[Any] = []
        for others, factors in self.others(plays, player):
            made = {**others, player: move}
            profile = tuple(made[each] for each in self.players)
            terms.append(product_of([*factors, self.stage.payoffs[player][profile]]))
        value: Value = sum_of(terms)
        return value

    def _later(self, name: str, player: str, position: Position, move: str) -> dict[str, Value]:
        """The information sets after a move, each with its probability."""
        found: dict[str, Any] = {}
        for later, factors in self.following(name, player, position, move):
            label, chance = self.label_of(name, player, later), product_of(factors)
            found[label] = sum_of([found[label], chance]) if label in found else chance
        return found


def reached(
    first: list[Position], following: Callable[[Position], Iterable[Position]]
) -> list[Position]:
    """Everything that can follow on some positions, in the order in which it is met."""
    found = dict.fromkeys(first)
    waiting = list(found)
    while waiting:
        for later in following(waiting.pop(0)):
            if later not in found:
                found[later] = None
                waiting.append(later)
    return list(found)


def product_of(factors: list[Any]) -> Any:
    """Multiply numbers of any type; there is at least one."""
    return reduce(mul, factors)


def sum_of(terms: list[Any]) -> Any:
    """Add numbers of any type; there is at least one."""
    return reduce(add, terms)
