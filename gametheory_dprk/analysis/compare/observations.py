"""What could be observed next, and how much it would tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.analysis.compare.evidence import information
from gametheory_dprk.analysis.compare.likelihood import episode_chances
from gametheory_dprk.analysis.compare.record import Episode, next_moves
from gametheory_dprk.analysis.compare.rivals import Reading, Rival, normalised
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Event


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
    """

    observation: str
    bits: float
    reached: float


def next_observations(
    rivals: Sequence[Rival], reading: Reading, weights: Mapping[str, Number]
) -> tuple[Observation, ...]:
    """The choices that may follow the record, most informative first.

    Where the last play is over, a new play by the same type is looked at.

    Parameters
    ----------
    rivals : sequence of Rival
    reading : Reading
    weights : Mapping[str, Fraction]
        Probability of each hypothesis after the record; empty if that is impossible.
    """
    if not weights:
        return ()
    offers, episode, prefix = rivals[0].world.offers, reading.episodes[-1], ""
    choices = tuple(next_moves(offers, episode))
    if not choices:
        episode, prefix = (), "in a new play, "
        choices = tuple(next_moves(offers, episode))
    found = []
    for player, moves in choices:
        chances = {
            rival.id: choice_chances(rival, reading, episode, player, moves) for rival in rivals
        }
        found.append(observation(f"{prefix}{player}: {' or '.join(moves)}", weights, chances))
    return tuple(sorted(found, key=lambda each: (-each.bits, each.observation)))


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
    rival: Rival, reading: Reading, episode: Episode, player: str, moves: tuple[str, ...]
) -> dict[str, Number]:
    """Probability of observing each move next, given the episode so far."""
    chances: dict[str, Number] = {}
    for move in moves:
        clue = Event(date="", player=player, plays=move)
        run = episode_chances(
            rival.world.offers,
            rival.world.types,
            rival.selected.assessment,
            (*episode, clue),
            reading.likelihood,
        )
        chances[move] = run[-1] / run[-2] if run[-2] else Fraction(0)
    return chances
