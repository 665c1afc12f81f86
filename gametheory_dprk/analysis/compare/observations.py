"""What could be observed next, and how much it would tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.analysis.compare.evidence import information
from gametheory_dprk.analysis.compare.likelihood import EpisodeMatch, Reading, episode_chances
from gametheory_dprk.analysis.compare.record import Episode, next_moves
from gametheory_dprk.analysis.compare.rivals import Rival, normalised
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Event

COST = "cost"
"""The key of an event that says what it cost whoever made the move."""

FREE = "none"
"""What it says of a move that cost nothing."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A choice that may be observed next.

    Attributes
    ----------
    observation : str
        Who chooses, and among what.
    bits : float
        Expected information about the hypotheses in seeing what is chosen, times the
        probability that it comes to that: what the observation is worth from here.
    reached : float
        Probability that it comes to that.
    cost_free : tuple of str
        Moves of the choice that the record, where it last codes them, says cost nothing, so that
        words could be all there is to them.
    """

    observation: str
    bits: float
    reached: float
    cost_free: tuple[str, ...] = ()

    def to_document(self) -> dict[str, Any]:
        """One observation as JSON."""
        return {
            "observation": self.observation,
            "bits": self.bits,
            "reached": self.reached,
            "cost_free": list(self.cost_free),
        }


def next_observations(
    rivals: Sequence[Rival], reading: Reading, weights: Mapping[str, Number]
) -> tuple[Observation, ...]:
    """The choices that may follow the record, most informative first.

    Where the last play is over, a new play by the same type is looked at. Where hypotheses are
    different games, the choices are those of the first; another game that does not offer one
    of the moves has nothing to say of it, so that the choice is left out.

    Parameters
    ----------
    rivals : sequence of Rival
    reading : Reading
        Of the first game.
    weights : Mapping[str, Fraction]
        Probability of each hypothesis after the record; empty if that is impossible.
    """
    if not weights:
        return ()
    episode, prefix = reading.episodes[-1], ""
    choices = tuple(next_moves(reading.offers, episode))
    if not choices:
        episode, prefix = (), "in a new play, "
        choices = tuple(next_moves(reading.offers, episode))
    free = cost_free(reading)
    found = []
    for player, moves in choices:
        chances = {
            rival.id: choice_chances(rival, last_episode(rival, episode), player, moves)
            for rival in rivals
        }
        if all(map(bool, chances.values())):
            named = observation(f"{prefix}{player}: {' or '.join(moves)}", weights, chances)
            costless = tuple(move for move in moves if (player, move) in free)
            found.append(Observation(named.observation, named.bits, named.reached, costless))
    return tuple(sorted(found, key=lambda each: (-each.bits, each.observation)))


def last_episode(rival: Rival, episode: Episode) -> Episode:
    """The same episode in the names of a hypothesis's own game."""
    return rival.reading.episodes[-1] if episode else ()


def cost_free(reading: Reading) -> frozenset[tuple[str, str]]:
    """Moves that the latest event which says so codes as costing nothing."""
    coded: dict[tuple[str, str], str] = {}
    for event in (event for episode in reading.episodes for event in episode):
        if COST in event.details and not event.absent:
            coded[event.player, event.plays] = event.details[COST]
    return frozenset(key for key, cost in coded.items() if cost == FREE)


def observation(
    name: str, weights: Mapping[str, Number], chances: Mapping[str, Mapping[str, Number]]
) -> Observation:
    """How much a choice tells, for those hypotheses under which it is reached."""
    reached = {h: sum(each.values(), Fraction(0)) for h, each in chances.items()}
    joint = {h: weight * reached[h] for h, weight in weights.items() if weight * reached[h]}
    if not joint:
        return Observation(name, 0.0, 0.0)
    given = {h: {m: chance / reached[h] for m, chance in chances[h].items()} for h in joint}
    bits = information(normalised(joint), given)
    comes_to_it = float(sum(joint.values()))
    return Observation(name, comes_to_it * bits, comes_to_it)


def choice_chances(
    rival: Rival, episode: Episode, player: str, moves: tuple[str, ...]
) -> dict[str, Number]:
    """Probability of observing each move next, given the episode so far; empty if none is there."""
    return dict(move_chances(rival, episode, player, moves))


def move_chances(
    rival: Rival, episode: Episode, player: str, moves: tuple[str, ...]
) -> Iterator[tuple[str, Number]]:
    """Each move with its probability."""
    telling = rival.telling(rival.selected.assessment)
    for move in moves:
        clue = Event(date="", player=player, plays=move)
        if not rival.offers.possible((*episode, clue)):
            return
        match = EpisodeMatch.of(rival.offers, (*episode, clue))
        run = episode_chances(telling, match, rival.types, rival.reading.likelihood)
        yield move, run[-1] / run[-2] if run[-2] else Fraction(0)
