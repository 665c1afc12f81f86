"""The conditions of equilibrium in a large signaling game, one claim a type and one a signal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial

import numpy as np

from gametheory_dprk.concepts.signaling.grid_bounds import ZERO, Duels, Lottery
from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment, Check

Exact = Callable[[int, int, int], Fraction]

BLOCK = 1 << 20
"""Outcomes whose payoffs are worked out at a time."""


def sender_claims(game: GridSignalingGame[Number], member: Assessment) -> Iterator[Check]:
    """Each type earns at least what any signal would bring it."""
    types, signals, responses = (axis.names for axis in game.axes)
    sends = Lottery.read(member.strategies[game.sender], types, signals)
    answers = Lottery.read(member.strategies[game.receiver], signals, responses)
    sent, enclosed = answers.places(), game.enclosure(game.sender)
    exact = game.exact(game.sender)
    for first, stop in grouped([len(sent)] * len(types), 1):
        kinds = np.arange(first, stop)
        known = enclosed(kinds[None, :], sent[:, None], answers.members[:, None])
        values, errors = answers.mean(*known, 0, len(signals))
        duels = Duels.between(values.T, errors.T, sends, first)
        for k in range(first, stop):
            exactly = partial(sender_worth, exact, answers, k)
            yield duels.claim(
                k - first, f"{types[k]}: value >= payoff of any other signal", exactly
            )


def receiver_claims(game: GridSignalingGame[Number], member: Assessment) -> Iterator[Check]:
    """What answers a signal, sent or not, earns at least as much as any response."""
    types, signals, responses = (axis.names for axis in game.axes)
    beliefs = Lottery.read(member.beliefs[game.receiver], signals, types)
    answers = Lottery.read(member.strategies[game.receiver], signals, responses)
    sent, enclosed = beliefs.places(), game.enclosure(game.receiver)
    exact = game.exact(game.receiver)
    every = np.arange(len(responses))[None, :]
    for first, stop in grouped(np.bincount(sent).tolist(), len(responses)):
        span = slice(beliefs.span(first).start, beliefs.span(stop - 1).stop)
        known = enclosed(beliefs.members[span, None], sent[span, None], every)
        duels = Duels.between(*beliefs.mean(*known, first, stop), answers, first)
        for k in range(first, stop):
            exactly = partial(receiver_worth, exact, beliefs, k)
            claim = f"{game.receiver} at {signals[k]}: what is played >= any other response"
            yield duels.claim(k - first, claim, exactly)


def sender_worth(exact: Exact, answers: Lottery, kind: int, signal: int) -> Fraction:
    """What a signal brings a type, exactly."""
    return sum(
        (
            answers.chances[e] * exact(kind, signal, int(answers.members[e]))
            for e in answers.span(signal)
        ),
        ZERO,
    )


def receiver_worth(exact: Exact, beliefs: Lottery, signal: int, response: int) -> Fraction:
    """What a response earns, exactly."""
    return sum(
        (
            beliefs.chances[e] * exact(int(beliefs.members[e]), signal, response)
            for e in beliefs.span(signal)
        ),
        ZERO,
    )


def grouped(sizes: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """Consecutive places whose entries together have few outcomes."""
    first, total = 0, 0
    for place, size in enumerate(sizes):
        if total and (total + size) * width > BLOCK:
            yield first, place
            first, total = place, 0
        total += size
    yield first, len(sizes)
