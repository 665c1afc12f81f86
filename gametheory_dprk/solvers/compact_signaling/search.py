"""Looking for one equilibrium of each shape: a guess in floats, kept if it is exactly right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.solvers.compact_signaling.completion import complete
from gametheory_dprk.solvers.compact_signaling.partition import resting_signals
from gametheory_dprk.solvers.compact_signaling.pooling import pooling_signals
from gametheory_dprk.solvers.compact_signaling.profile import PureProfile
from gametheory_dprk.solvers.compact_signaling.replies import Replies
from gametheory_dprk.solvers.compact_signaling.separating import separating_signals
from gametheory_dprk.solvers.compact_signaling.soundness import is_sound

SLACKS = (1e-12, -1e-12)
"""First a type that seems just indifferent is taken to be, then not."""

Guesses = Iterator[PureProfile]


def search(
    game: GridSignalingGame[Fraction], shapes: tuple[str, ...], tick: Callable[[], None]
) -> Iterator[tuple[str, PureProfile]]:
    """Equilibria of the shapes asked for, at most one of each.

    A partition is looked for only where separation was not found. If nothing at all is found by
    following slopes of payoffs along the responses, every outcome is looked at.
    """
    for peaked in (True, False):
        replies, found = Replies(game, peaked, tick), set()
        for shape in shapes:
            if shape == "partition" and "separating" in found:
                continue
            for profile in GUESSES[shape](replies):
                if is_sound(game, profile, tick):
                    found.add(shape)
                    yield shape, profile
                    if shape != "partition":
                        break
        if found:
            return


def separating(replies: Replies) -> Guesses:
    """Types in order, and in reverse order."""
    for step in (1, -1):
        order = replies.every_type[::step]
        for slack in SLACKS:
            sends = separating_signals(replies, order, slack)
            if sends is not None:
                profile = complete(replies, sends, (int(order[0]), int(order[-1])))
                if profile is not None:
                    yield profile


def pooling(replies: Replies) -> Guesses:
    """All types together on one signal."""
    suspects = (0, replies.types - 1)
    for signal in pooling_signals(replies, suspects):
        profile = complete(replies, np.full(replies.types, signal), suspects)
        if profile is not None:
            yield profile


def partition(replies: Replies) -> Guesses:
    """Intervals of types, more and more of them: the last one found tells most."""
    for sends in resting_signals(replies):
        for suspects in ((0, replies.types - 1), (replies.types - 1, 0)):
            profile = complete(replies, sends, suspects)
            if profile is not None:
                yield profile
                break


GUESSES: dict[str, Callable[[Replies], Guesses]] = {
    "separating": separating,
    "pooling": pooling,
    "partition": partition,
}
