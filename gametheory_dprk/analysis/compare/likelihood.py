"""How likely the record is, clue by clue, under one equilibrium: exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from gametheory_dprk.analysis.compare.record import Episode, Offers
from gametheory_dprk.concepts.play import step_probability, weight
from gametheory_dprk.games import CHANCE, Play
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Event
from gametheory_dprk.solution import Assessment


class Likelihood(Protocol):
    """How a move that an equilibrium makes with some probability comes to be observed."""

    def observe(self, event: Event, chance: Number, moves: int) -> Number:
        """Probability of observing a move.

        Parameters
        ----------
        event : Event
        chance : Fraction
            Probability of the move where it is made.
        moves : int
            Number of moves there are at that place.
        """
        ...


@dataclass(frozen=True, slots=True)
class Noise:
    """With probability `eta` a report says nothing: every move is then as likely as any other.

    Pr(observed) = (1 - eta) sigma + eta/|A|. An event's own `eta` goes before the common one.

    Examples
    --------
    >>> Noise(Fraction(1, 20)).observe(Event("2018-01", "DPRK", "talk"), Fraction(1), 2)
    Fraction(39, 40)
    """

    eta: Fraction

    def observe(self, event: Event, chance: Number, moves: int) -> Number:
        """Mix the move's own probability with a uniform one."""
        eta = self.eta if event.eta is None else event.eta
        return (1 - eta) * chance + eta / moves


@dataclass(frozen=True, slots=True)
class World:
    """What one hypothesis says of the record's game.

    Attributes
    ----------
    offers : Offers
        The exact game and its moves.
    types : tuple of str
        Moves of chance that the hypothesis holds to be drawn; empty if it says nothing.
    """

    offers: Offers
    types: tuple[str, ...]


def cumulative(
    world: World,
    assessment: Assessment,
    episodes: Sequence[Episode],
    likelihood: Likelihood,
    persistent: bool,
) -> tuple[Number, ...]:
    """Probability of the first n clues of a record, for n from 0 on.

    With persistent types one type plays all episodes. Otherwise every episode draws anew and
    a hypothesis about types speaks of the last one, so that earlier ones are averaged over types.
    """
    if persistent:
        return mixed_over_types(world, assessment, episodes, likelihood)
    earlier = whole_record(world.offers, (), assessment, episodes[:-1], likelihood)
    latest = whole_record(world.offers, world.types, assessment, episodes[-1:], likelihood)
    return (*earlier, *(earlier[-1] * chance for chance in latest[1:]))


def mixed_over_types(
    world: World, assessment: Assessment, episodes: Sequence[Episode], likelihood: Likelihood
) -> tuple[Number, ...]:
    """Probability of the first n clues when one type, drawn once, plays all episodes."""
    groups: list[tuple[str, ...]] = [(kind,) for kind in drawn_types(world)] or [()]
    weights = [type_weight(world.offers, assessment, group) for group in groups]
    runs = [whole_record(world.offers, g, assessment, episodes, likelihood) for g in groups]
    whole = sum(weights, Fraction(0))
    return tuple(
        sum((w * p for w, p in zip(weights, column, strict=True)), Fraction(0)) / whole
        for column in zip(*runs, strict=True)
    )


def whole_record(
    offers: Offers,
    types: tuple[str, ...],
    assessment: Assessment,
    episodes: Sequence[Episode],
    likelihood: Likelihood,
) -> tuple[Number, ...]:
    """Probability of the first n clues, each episode drawing from the same types."""
    found: list[Number] = [Fraction(1)]
    for episode in episodes:
        chances = episode_chances(offers, types, assessment, episode, likelihood)
        found += [found[-1] * chance for chance in chances[1:]]
    return tuple(found)


def episode_chances(
    offers: Offers,
    types: tuple[str, ...],
    assessment: Assessment,
    episode: Episode,
    likelihood: Likelihood,
) -> tuple[Number, ...]:
    """Probability of the first n clues of one episode, given its types.

    The sum over all plays that make these moves; a move between clues that nobody reported
    counts with its equilibrium probability.
    """
    plays = [play for play in offers.game.plays() if draws(play, types)]
    sums = [
        sum(
            (observed(offers, play, assessment, episode[:n], likelihood) for play in plays),
            Fraction(0),
        )
        for n in range(len(episode) + 1)
    ]
    return tuple(chance / sums[0] for chance in sums)


def observed(
    offers: Offers,
    play: Play[Number],
    assessment: Assessment,
    clues: Sequence[Event],
    likelihood: Likelihood,
) -> Number:
    """Weight of a play in which the clues are observed; 0 if it is another play."""
    matched = offers.match(play, clues)
    if matched is None:
        return Fraction(0)
    events = dict(zip(matched, in_play_order(play, matched, clues), strict=True))
    product: Number = Fraction(1)
    for position, step in enumerate(play.steps):
        if not product:
            break
        chance = step_probability(step, assessment.strategies)
        if position in events:
            moves = len(offers.moves[step.player, step.information_set])
            chance = likelihood.observe(events[position], chance, moves)
        product *= chance
    return product


def in_play_order(
    play: Play[Number], matched: Sequence[int], clues: Sequence[Event]
) -> Iterator[Event]:
    """The clues in the order in which a play makes them."""
    waiting = list(clues)
    for position in matched:
        player = play.steps[position].player
        found = next(event for event in waiting if event.player == player)
        waiting.remove(found)
        yield found


def draws(play: Play[Number], types: Sequence[str]) -> bool:
    """Tell whether chance draws one of the types, or none is asked for."""
    return not types or any(s.player == CHANCE and s.move in types for s in play.steps)


def drawn_types(world: World) -> tuple[str, ...]:
    """The types of a hypothesis, or all that the game's opening move of chance may draw."""
    first = (play.steps[0] for play in world.offers.game.plays())
    drawn = (step.move for step in first if step.player == CHANCE and step.probability)
    return world.types or tuple(dict.fromkeys(drawn))


def type_weight(offers: Offers, assessment: Assessment, types: tuple[str, ...]) -> Number:
    """Probability that chance draws one of the types."""
    plays = (play for play in offers.game.plays() if draws(play, types))
    return sum((weight(play, assessment.strategies) for play in plays), Fraction(0))
