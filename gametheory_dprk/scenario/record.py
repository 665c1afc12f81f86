"""Reads the dated record of moves.

An event tells of a move that was made, or of one that was not: `plays: not talk`, or `plays: talk`
with `absent: yes`.
"""

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

ABSENT = "absent"
"""The key by which an event says that its move was not made."""

NOT = "not "
"""What says the same before the move."""

NO = "no"
YES, NO_WORDS = ("yes", "true"), (NO, "false")


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
        details = dict(block.further())
        said = _said_absent(draft, block, details.pop(ABSENT, NO))
        negated = str(block.plays).startswith(NOT)
        if (move := _move(draft, block)) is None:
            continue
        yield Event(
            str(block.date),
            *move,
            note=str(block.note or ""),
            source=str(block.source or ""),
            eta=block.eta,
            details=details,
            span=block.date.span,
            absent=negated or said,
        )


def _said_absent(draft: Draft, block: EventBlock, said: str) -> bool:
    """Whether an event says by `absent` that a move was not made."""
    if said.lower() not in (*YES, *NO_WORDS):
        message = f"absent is yes or no, not {said!r:.60}"
        draft.report(ConsistencyError, block.date, message)
    return said.lower() in YES


def _move(draft: Draft, block: EventBlock) -> tuple[str, str] | None:
    """The player and the move of an event, either of which may name the player."""
    owner, _, move = str(block.plays).removeprefix(NOT).strip().rpartition(".")
    if block.player is not None and owner and owner != block.player:
        message = f"{block.plays} is not a move of {block.player}"
        draft.report(ConsistencyError, block.plays, message)
        return None
    place = block.player or block.plays
    player = str(block.player or owner)
    if not player:
        return _owned(draft, block.plays, move)
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


def _owned(draft: Draft, plays: Scalar, move: str) -> tuple[str, str] | None:
    """The one player who has a move."""
    if draft.check_names(Name(move, plays.inside), plays, draft.scope.check_indicator):
        return draft.scope.owners(move)[0], move
    return None
