"""What moves pay where no play passes more than two information sets: linear in all the others.

Think of every information set as an agent of its own with its owner's payoffs (the agent normal
form of Selten 1975). What a move of an agent pays then is a sum over plays with at most one
further probability in each, so it is a linear form in everybody else's behavior.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from gametheory_dprk.games import CHANCE, Game, InformationSet, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import PerSet, SetKey

Move: TypeAlias = tuple[SetKey, str] | None
"""A move at an information set; None stands for what no move of others multiplies."""

Linear: TypeAlias = Mapping[Move, Number]
Supports: TypeAlias = Mapping[SetKey, Collection[str]]


def longest_play(game: Game[Number]) -> int:
    """The most moves of players on a play."""
    return max((len(decisions(play)) for play in game.plays()), default=0)


def decisions(play: Play[Number]) -> list[tuple[SetKey, str]]:
    """The moves of players on a play."""
    steps = (step for step in play.steps if step.player != CHANCE)
    return [((step.player, step.information_set), step.move) for step in steps]


@dataclass(frozen=True)
class LocalPayoffs:
    """What every move pays its owner, as a linear form in the behavior at other sets.

    Attributes
    ----------
    places : Mapping[SetKey, InformationSet]
    forms : Mapping[Move, Linear]
    """

    places: Mapping[SetKey, InformationSet]
    forms: Mapping[Move, Linear]

    @cached_property
    def circles(self) -> tuple[tuple[tuple[SetKey, ...], tuple[SetKey, ...]], ...]:
        """Information sets whose payoffs depend on the same others, and these others.

        What is asked in one circle has nothing to do with what is asked in another.
        """
        found: list[tuple[tuple[SetKey, ...], tuple[SetKey, ...]]] = []
        for key, place in self.places.items():
            names = (name for move in place.moves for name in self.forms[key, move])
            agents: tuple[SetKey, ...] = (key,)
            others = tuple(dict.fromkeys(name[0] for name in names if name))
            linked = [circle for circle in found if not set(circle[1]).isdisjoint(others)]
            for circle in linked:
                found.remove(circle)
                agents, others = (*circle[0], *agents), tuple(dict.fromkeys((*circle[1], *others)))
            found.append((agents, others))
        watched = {key for _, others in found for key in others}
        return (*found, ((), tuple(key for key in self.places if key not in watched)))

    def advantage(self, key: SetKey, move: str, other: str) -> Linear:
        """By how much a move pays more than another at the same information set."""
        total = dict(self.forms[key, move])
        for name, value in self.forms[key, other].items():
            total[name] = total.get(name, Fraction(0)) - value
        return {name: value for name, value in total.items() if value}

    def paid(self, key: SetKey, move: str, behavior: PerSet) -> Number:
        """What a move pays its owner given the behavior at other sets."""
        return evaluated(self.forms[key, move], behavior)


def evaluated(form: Linear, behavior: PerSet) -> Number:
    """A linear form at some behavior."""
    return sum(
        (
            value if name is None else value * behavior[name[0][0]][name[0][1]][name[1]]
            for name, value in form.items()
        ),
        Fraction(0),
    )


def local_payoffs(game: Game[Number]) -> LocalPayoffs:
    """Collect the payoffs of all moves; no play may pass more than two information sets."""
    places = {(each.player, each.label): each for each in game.information_sets()}
    forms: dict[Move, dict[Move, Number]] = {
        (key, move): {} for key, place in places.items() for move in place.moves
    }
    for play in game.plays():
        chance: Number = Fraction(1)
        for step in play.steps:
            chance *= step.probability if step.probability is not None else 1
        moves = decisions(play)
        for made, other in zip(moves, [*moves[1:], *moves[:1]], strict=True):
            form = forms[made]
            rest: Move = other if len(moves) > 1 else None
            form[rest] = form.get(rest, Fraction(0)) + chance * play.payoffs[made[0][0]]
    return LocalPayoffs(places, forms)
