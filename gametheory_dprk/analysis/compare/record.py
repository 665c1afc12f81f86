"""The dated record as plays of the game.

Events in a row belong to one play as long as some play of the game makes these moves in this
order; moves between them may go unreported. A play that cannot go on with the next event is over,
and the event begins a new *episode*; so does an event whose `episode:` differs from the one before.

An absence says that, where the player came to have the move, it was not made; a play that never
comes there agrees with it too. It belongs to a play that may still come there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gametheory_dprk.errors import AnalysisError, Problem
from gametheory_dprk.games import Game, NormalGame, Play, Step
from gametheory_dprk.number import Number
from gametheory_dprk.scenario.dates import read_date
from gametheory_dprk.scenario.model import Event
from gametheory_dprk.solution import SetKey

Episode = tuple[Event, ...]
"""Events that one play of the game makes."""

Match = Mapping[int, Event]
"""The events of a play by the position of their step."""

EPISODE = "episode"
"""The key of an event by which a file says which play it belongs to."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The moves that each information set of a game offers."""

    game: Game[Any]
    moves: Mapping[SetKey, tuple[str, ...]]

    @classmethod
    def of(cls, game: Game[Any]) -> Offers:
        """Read them off a game."""
        return cls(game, {(s.player, s.label): s.moves for s in game.information_sets()})

    def takes(self, step: Step[Number], event: Event) -> bool:
        """Tell whether an event can be what happened where a step was taken."""
        offered = self.moves.get((step.player, step.information_set), ())
        return step.player == event.player and event.plays in offered

    def match(self, play: Play[Any], events: Sequence[Event]) -> Match | None:
        """The steps that are the events; None where the play is another one.

        Each event is the next step of its player that offers the move. Where all move at once,
        the order of the events does not matter.
        """
        if isinstance(self.game, NormalGame):
            order = {player: k for k, player in enumerate(self.game.players)}
            events = sorted(events, key=lambda event: order.get(event.player, 0))
        found: dict[int, Event] = {}
        begin = 0
        for event in events:
            steps = range(begin, len(play.steps))
            place = next((k for k in steps if self.takes(play.steps[k], event)), None)
            if place is None and event.absent:
                continue
            if place is None or (play.steps[place].move == event.plays) == event.absent:
                return None
            found[place] = event
            begin = place + 1
        return found

    def possible(self, events: Sequence[Event]) -> bool:
        """Tell whether some play comes to the place of the last event, all before as observed."""
        return any(
            found is not None and events[-1] in found.values()
            for found in (self.match(play, events) for play in self.game.plays())
        )


def known_by(record: Sequence[Event], as_of: str | None) -> tuple[Event, ...]:
    """The events that had surely happened by a date.

    Examples
    --------
    >>> events = [Event("2016-09", "A", "talk"), Event("2017", "A", "talk")]
    >>> [event.date for event in known_by(events, "2017-06")]
    ['2016-09']
    """
    if as_of is None:
        return tuple(record)
    limit = last_day(as_of)
    return tuple(event for event in record if last_day(event.date) <= limit)


def last_day(text: str) -> date:
    """The last day that a date may mean.

    Raises
    ------
    AnalysisError
        If the text is not a year, a month or a day.

    Examples
    --------
    >>> str(last_day("2018")), str(last_day("2016-02"))
    ('2018-12-31', '2016-02-29')
    """
    try:
        return read_date(text).last
    except ValueError as error:
        raise AnalysisError(str(error)) from None


def split(record: Sequence[Event], offers: Offers) -> tuple[Episode, ...]:
    """Split a record into episodes.

    Raises
    ------
    AnalysisError
        Naming the event that no play of the game can make, with its row.
    """
    episodes: list[list[Event]] = []
    for row, event in enumerate(record, start=1):
        current = episodes[-1] if episodes else []
        if current and same_episode(current[-1], event) and offers.possible([*current, event]):
            current.append(event)
        elif offers.possible([event]):
            episodes.append([event])
        else:
            raise unplayable(event, row)
    return tuple(map(tuple, episodes))


def same_episode(one: Event, other: Event) -> bool:
    """Tell whether the file puts two events in one episode, or does not say."""
    label = other.details.get(EPISODE)
    return label is None or label == one.details.get(EPISODE)


def unplayable(event: Event, row: int) -> AnalysisError:
    """The error for an event that no play of the game can make."""
    message = f"no play of the game has {event.player} come to play {event.plays!r}"
    return AnalysisError(Problem(event.span, f"observed row {row} ({event.date})", message))


def next_moves(offers: Offers, episode: Sequence[Event]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who may move next in an episode, and what is offered; nothing where the play is over."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for play in offers.game.plays():
        matched = offers.match(play, episode)
        if matched is None:
            continue
        for step in play.steps[max(matched, default=-1) + 1 :]:
            choice = (step.player, offers.moves.get((step.player, step.information_set), ()))
            if choice[1] and choice not in seen:
                seen.add(choice)
                yield choice
