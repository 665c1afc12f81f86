"""The hypothesis that none of the named ones holds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gametheory_dprk.analysis.compare.likelihood import Reading
from gametheory_dprk.analysis.compare.record import Offers
from gametheory_dprk.analysis.compare.rivals import Run
from gametheory_dprk.scenario.model import Event

CLAIM = "none of these: every move on offer is as likely as any other"


def other_run(reading: Reading) -> Run:
    """Probability of the first n clues where each move on offer is as likely as any other.

    Such play says nothing of types or payoffs, and noise in reports does not change it.
    """
    found = [Fraction(1)]
    for event in (event for episode in reading.episodes for event in episode):
        found.append(found[-1] * chance(reading.offers, event))
    return tuple(found)


def chance(offers: Offers, event: Event) -> Fraction:
    """One divided by the number of moves on offer, or the rest of one for an absence."""
    share = Fraction(1, len(offered(offers, event)))
    return 1 - share if event.absent else share


def offered(offers: Offers, event: Event) -> Sequence[str]:
    """The moves at the first place of the game where the player may make this one."""
    return next(
        moves
        for (player, _), moves in offers.moves.items()
        if player == event.player and event.plays in moves
    )
