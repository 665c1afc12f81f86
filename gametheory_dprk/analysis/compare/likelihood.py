"""How likely a record is, clue by clue, under given play: in exact numbers, or for many points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any, Generic, Protocol, TypeVar

from gametheory_dprk.analysis.compare.record import Episode, Match, Offers
from gametheory_dprk.concepts.play import step_probability
from gametheory_dprk.games import CHANCE, Play
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.model import Event
from gametheory_dprk.solution import Assessment

Chance = TypeVar("Chance")
"""A probability: an exact number, or an array of one float a point."""


class Likelihood(Protocol):
    """How a move that an equilibrium makes with some probability comes to be observed."""

    def share(self, event: Event) -> Fraction:
        """Probability that the report of an event says nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Noise:
    """With probability `eta` a report says nothing: every move is then as likely as any other.

    Pr(observed) = (1 - eta) sigma + eta/|A|. An event's own `eta` goes before the common one.

    Examples
    --------
    >>> Noise(Fraction(1, 20)).share(Event("2018-01", "DPRK", "talk"))
    Fraction(1, 20)
    """

    eta: Fraction

    def share(self, event: Event) -> Fraction:
        """The event's own share, or the common one."""
        return self.eta if event.eta is None else event.eta


@dataclass(frozen=True, slots=True)
class EpisodeMatch:
    """An episode held against every play of a game.

    Attributes
    ----------
    prefixes : tuple
        For each number of clues the plays that agree with them, by number, with their events.
    """

    episode: Episode
    prefixes: tuple[tuple[tuple[int, Match], ...], ...]

    @classmethod
    def of(cls, offers: Offers, episode: Episode) -> EpisodeMatch:
        """Match the first n clues for every n."""
        plays = list(enumerate(offers.game.plays()))
        return cls(
            episode,
            tuple(
                tuple(
                    (number, found)
                    for number, play in plays
                    if (found := offers.match(play, episode[:n])) is not None
                )
                for n in range(len(episode) + 1)
            ),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """How a record is read as plays of one game.

    Attributes
    ----------
    offers : Offers
        The game, with its moves.
    matches : tuple of EpisodeMatch
    likelihood : Likelihood
    persistent : bool
        Whether one type plays all episodes.
    """

    offers: Offers
    matches: tuple[EpisodeMatch, ...]
    likelihood: Likelihood
    persistent: bool

    @classmethod
    def of(
        cls, offers: Offers, episodes: Sequence[Episode], likelihood: Likelihood, persistent: bool
    ) -> Reading:
        """Match every episode."""
        matches = tuple(EpisodeMatch.of(offers, each) for each in episodes)
        return cls(offers, matches, likelihood, persistent)

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """The events, play by play."""
        return tuple(each.episode for each in self.matches)


@dataclass(frozen=True, slots=True)
class Telling(Generic[Chance]):
    """What is played, as far as likelihoods need it.

    Attributes
    ----------
    plays : sequence of Play
        Every play of the game.
    step : callable
        Probability of a step, by the number of its play and its position.
    one : Chance
    impossible : callable
        Whether a probability is zero, so that nothing more need be multiplied.
    number : callable
        An exact number as a probability.
    """

    plays: Sequence[Play[Any]]
    moves: Callable[[int, int], int]
    step: Callable[[int, int], Chance]
    one: Chance
    impossible: Callable[[Chance], bool]
    number: Callable[[Fraction], Any]

    def weight(self, play: int, events: Match, likelihood: Likelihood) -> Chance:
        """Probability of a play, its events as they are observed."""
        product: Any = self.one
        for position in range(len(self.plays[play].steps)):
            if self.impossible(product):
                break
            chance: Any = self.step(play, position)
            if position in events:
                chance = self.observed(play, position, chance, likelihood.share(events[position]))
            product = product * chance
        found: Chance = product
        return found

    def observed(self, play: int, position: int, chance: Any, eta: Fraction) -> Any:
        """Mix a move's own probability with a uniform one."""
        share = self.number(eta / self.moves(play, position))
        return self.number(1 - eta) * chance + share


def exact_telling(offers: Offers, assessment: Assessment) -> Telling[Number]:
    """The play of an assessment, in exact numbers."""
    plays = list(offers.game.plays())
    return Telling(
        plays,
        move_counts(offers, plays),
        lambda play, position: step_probability(plays[play].steps[position], assessment.strategies),
        Fraction(1),
        lambda chance: not chance,
        lambda number: number,
    )


def move_counts(offers: Offers, plays: Sequence[Play[Any]]) -> Callable[[int, int], int]:
    """How many moves there are where a step is taken."""

    def count(play: int, position: int) -> int:
        step = plays[play].steps[position]
        return len(offers.moves[step.player, step.information_set])

    return count


def cumulative(
    telling: Telling[Chance], reading: Reading, types: tuple[str, ...]
) -> tuple[Chance, ...]:
    """Probability of the first n clues of a record, for n from 0 on.

    With persistent types one type plays all episodes. Otherwise every episode draws anew and
    a hypothesis about types speaks of the last one, so that earlier ones are averaged over types.

    Parameters
    ----------
    telling : Telling
    reading : Reading
    types : tuple of str
        Moves of chance that a hypothesis holds to be drawn; empty if it says nothing.
    """
    if reading.persistent:
        return mixed_over_types(telling, reading, types)
    earlier = whole_record(telling, reading, (), reading.matches[:-1])
    latest = whole_record(telling, reading, types, reading.matches[-1:])
    last: Any = earlier[-1]
    return (*earlier, *(last * chance for chance in latest[1:]))


def mixed_over_types(
    telling: Telling[Chance], reading: Reading, types: tuple[str, ...]
) -> tuple[Chance, ...]:
    """Probability of the first n clues when one type, drawn once, plays all episodes."""
    groups: list[tuple[str, ...]] = [(kind,) for kind in drawn_types(telling, types)] or [()]
    weights: list[Any] = [type_weight(telling, reading, group) for group in groups]
    runs = [whole_record(telling, reading, group, reading.matches) for group in groups]
    whole = reduce(add, weights)
    columns = zip(*runs, strict=True)
    return tuple(
        reduce(add, (w * p for w, p in zip(weights, column, strict=True))) / whole
        for column in columns
    )


def whole_record(
    telling: Telling[Chance],
    reading: Reading,
    types: tuple[str, ...],
    matches: Sequence[EpisodeMatch],
) -> tuple[Chance, ...]:
    """Probability of the first n clues, each episode drawing from the same types."""
    found: list[Any] = [telling.one]
    known: dict[tuple[object, ...], tuple[Any, ...]] = {}
    for match in matches:
        key = tuple((e.player, e.words, reading.likelihood.share(e)) for e in match.episode)
        if key not in known:
            known[key] = episode_chances(telling, match, types, reading.likelihood)
        found += [found[-1] * chance for chance in known[key][1:]]
    return tuple(found)


def episode_chances(
    telling: Telling[Chance], match: EpisodeMatch, types: tuple[str, ...], likelihood: Likelihood
) -> tuple[Chance, ...]:
    """Probability of the first n clues of one episode, given its types.

    The sum over all plays that agree with these clues; a move between clues that nobody reported
    counts with its equilibrium probability.
    """
    drawn = {k for k, play in enumerate(telling.plays) if draws(play, types)}
    sums: list[Any] = [
        reduce(
            add,
            (telling.weight(k, events, likelihood) for k, events in prefix if k in drawn),
            telling.number(Fraction(0)),
        )
        for prefix in match.prefixes
    ]
    return tuple(chance / sums[0] for chance in sums)


def draws(play: Play[Any], types: Sequence[str]) -> bool:
    """Tell whether chance draws one of the types, or none is asked for."""
    return not types or any(s.player == CHANCE and s.move in types for s in play.steps)


def drawn_types(telling: Telling[Chance], types: tuple[str, ...]) -> tuple[str, ...]:
    """The types of a hypothesis, or all that the game's opening move of chance may draw."""
    first = (play.steps[0] for play in telling.plays)
    drawn = (s.move for s in first if s.player == CHANCE and s.probability != 0)
    return types or tuple(dict.fromkeys(drawn))


def type_weight(telling: Telling[Chance], reading: Reading, types: tuple[str, ...]) -> Chance:
    """Probability that chance draws one of the types."""
    weights: Any = (
        telling.weight(number, {}, reading.likelihood)
        for number, play in enumerate(telling.plays)
        if draws(play, types)
    )
    found: Chance = reduce(add, weights, telling.number(Fraction(0)))
    return found
