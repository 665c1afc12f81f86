"""Reads the dated record of moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gametheory_dprk.errors import ConsistencyError, UnknownNameError, nearest_name
from gametheory_dprk.expr import Name
from gametheory_dprk.scenario.dates import read_date
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.head import EventBlock, Head
from gametheory_dprk.scenario.model import Event
from gametheory_dprk.scenario.nodes import Scalar


def read_record(draft: Draft, head: Head) -> tuple[Event, ...]:
    """Read `observed`: real dates in order, and moves that the game has."""
    _check_dates(draft, head)
    return tuple(_events(draft, head))


def _check_dates(draft: Draft, head: Head) -> None:
    """Refuse dates that do not exist, or that go back in time."""
    latest = date.min
    for block in head.observed:
        try:
            period = read_date(block.date)
        except ValueError as error:
            draft.report(ConsistencyError, block.date, str(error))
            continue
        if period.last < latest:
            message = f"{block.date} stands after {latest}, but was before"
            draft.report(ConsistencyError, block.date, message, "list events in the order of time")
        latest = max(latest, period.first)


def _events(draft: Draft, head: Head) -> Iterator[Event]:
    """Read each event."""
    for block in head.observed:
        if block.eta is not None and not 0 <= block.eta <= 1:
            message = f"eta is {block.eta}, not a probability"
            draft.report(ConsistencyError, block.date, message)
        if (move := _move(draft, block)) is None:
            continue
        yield Event(
            str(block.date),
            *move,
            note=str(block.note or ""),
            source=str(block.source or ""),
            eta=block.eta,
            details=block.further(),
            span=block.date.span,
        )


def _move(draft: Draft, block: EventBlock) -> tuple[str, str] | None:
    """The player and the move of an event, either of which may name the player."""
    owner, _, move = str(block.plays).rpartition(".")
    if block.player is not None and owner and owner != block.player:
        message = f"{block.plays} is not a move of {block.player}"
        draft.report(ConsistencyError, block.plays, message)
        return None
    place = block.player or block.plays
    player = str(block.player or owner)
    if not player:
        return _owned(draft, block.plays)
    moves = draft.scope.moves
    if player not in moves:
        hint = nearest_name(player, moves) or f"players are {', '.join(draft.players)}"
        draft.report(UnknownNameError, place, f"unknown player {player!r:.60}", hint)
    elif move not in moves[player]:
        hint = nearest_name(move, moves[player]) or f"moves are {', '.join(moves[player])}"
        message = f"{player} has no move {move!r:.60}"
        draft.report(UnknownNameError, block.plays, message, hint)
    else:
        return player, move
    return None


def _owned(draft: Draft, plays: Scalar) -> tuple[str, str] | None:
    """The one player who has a move."""
    if draft.check_names(Name(str(plays), plays.inside), plays, draft.scope.check_indicator):
        return draft.scope.owners(plays)[0], str(plays)
    return None
