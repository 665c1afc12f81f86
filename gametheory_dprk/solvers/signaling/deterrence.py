"""Answers to signals that are not sent, such that nobody wants to send them.

Where what is sent fixes the receiver's answers on the path, it fixes what each type earns. Then
the answers to each signal that is not sent are a polytope of their own, and all of them together
are the product: its vertices are the combinations of vertices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import cast

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra import LinearSystem, Row
from gametheory_dprk.polyhedra.vertices import Vertex, vertices_with_tight
from gametheory_dprk.solvers.signaling.case import Case, Pair, State
from gametheory_dprk.solvers.signaling.cells import Corner, receiver_corners, used_by
from gametheory_dprk.solvers.signaling.judge import Judge
from gametheory_dprk.solvers.signaling.whole import ONE, ZERO

Options = Mapping[str, Sequence[State]]


@dataclass(frozen=True, slots=True)
class Realized:
    """A case that an equilibrium realizes, with the vertices of the receiver's strategies."""

    case: Case
    receivers: tuple[Corner, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A vertex of the answers to one signal; `optimal` are the types that do not mind sending."""

    chances: dict[str, Fraction]
    used: frozenset[Pair]
    optimal: frozenset[Pair]


def deterring(
    game: SignalingGame[Fraction],
    sent: Case,
    corners: tuple[Corner, ...],
    options: Options,
    judge: Judge,
) -> Iterator[Realized]:
    """All cases in which some signals are sent as given and the others not at all.

    Parameters
    ----------
    game : SignalingGame
    sent : Case
        The states of the signals that are sent.
    corners : tuple of Corner
        Vertices of the answers to them.
    options : Mapping[str, sequence of State]
        For each of the other signals the states to try.
    judge : Judge
    """
    if len(corners) == 1:
        yield from apart(game, sent, corners[0], options, judge)
    else:
        yield from together(game, sent, options, judge)


def together(
    game: SignalingGame[Fraction], case: Case, options: Options, judge: Judge
) -> Iterator[Realized]:
    """Add one signal after another, with all answers in one system."""
    judge.tick()
    signal = next((m for m in options if m not in case), None)
    if signal is None:
        ordered = {m: case[m] for m in game.signals}
        corners = receiver_corners(game, ordered, judge.tick)
        if judge.required(ordered) <= used_by(corners):
            yield Realized(ordered, corners)
        return
    for state in options[signal]:
        longer = {**case, signal: state}
        if judge.sender_fits(longer):
            yield from together(game, longer, options, judge)


def apart(
    game: SignalingGame[Fraction], sent: Case, corner: Corner, options: Options, judge: Judge
) -> Iterator[Realized]:
    """Answer every signal on its own and combine the answers."""
    worth = earned(game, sent, corner)
    found = {}
    for signal, states in options.items():
        judge.tick()
        tried = ((state, answers(game, signal, state, worth, judge)) for state in states)
        found[signal] = [(s, held) for s, held in tried if positive(signal, s, held, judge)]
        if not found[signal]:
            return
    for choice in product(*found.values()):
        judge.tick()
        case = dict(sent) | {m: state for m, (state, _) in zip(found, choice, strict=True)}
        held = {m: answers for m, (_, answers) in zip(found, choice, strict=True)}
        yield Realized({m: case[m] for m in game.signals}, joined(game, corner, held))


def earned(game: SignalingGame[Fraction], sent: Case, corner: Corner) -> dict[str, Fraction]:
    """What each type earns from a signal that it sends."""
    pays = game.payoffs[game.sender]
    result: dict[str, Fraction] = {}
    for m, state in sent.items():
        chances = [(r, x) for r, x in corner.plays[m].items() if x]
        for kind in state.kinds - result.keys():
            result[kind] = sum((x * pays[kind, m, r] for r, x in chances), Fraction(0))
    return result


def positive(signal: str, state: State, held: tuple[Answer, ...], judge: Judge) -> bool:
    """Whether some answers use all that a state requires."""
    used = frozenset[Pair]().union(*(answer.used for answer in held))
    return bool(held) and judge.must_answer(signal, state) <= used


def answers(
    game: SignalingGame[Fraction],
    signal: str,
    state: State,
    worth: Mapping[str, Fraction],
    judge: Judge,
) -> tuple[Answer, ...]:
    """Vertices of the answers within a state that bring no type more than it earns."""
    pays, replies = game.payoffs[game.sender], sorted(state.replies)
    rows = {t: [short(worth[t], pays[t, signal, r]) for r in replies] for t in game.types}
    if any(max(row) < 0 for row in rows.values()):
        return ()
    binding = [t for t, row in rows.items() if min(row) < 0]
    if len(replies) == 1:
        found: tuple[Vertex[str], ...] = (Vertex({replies[0]: Fraction(1)}, frozenset()),)
    else:
        at_least = tuple(Row(dict(zip(replies, rows[t], strict=True)), ZERO) for t in binding)
        total = Row(dict.fromkeys(replies, ONE), -ONE)
        system = LinearSystem(tuple(replies), (total,), at_least, frozenset(replies))
        found = vertices_with_tight(system, judge.tick)
    nothing = Fraction(0)
    return tuple(
        Answer(
            {r: point.get(r, nothing) for r in game.responses[signal]},
            frozenset((signal, r) for r, x in point.items() if x),
            frozenset(
                (signal, t)
                for t, row in rows.items()
                if (binding.index(t) in tight if t in binding else earns_all(row, point, replies))
            ),
        )
        for point, tight in found
    )


def short(worth: Fraction, pays: Fraction) -> Fraction:
    """How much less than its worth a type is paid, times the denominator of the worth."""
    return cast(Fraction, worth.numerator - worth.denominator * pays.numerator)


def earns_all(row: Sequence[Fraction], point: Mapping[str, Fraction], replies: list[str]) -> bool:
    """Whether a type that never earns more earns its worth from all replies in use."""
    return not any(x for x, r in zip(row, replies, strict=True) if point[r])


def joined(
    game: SignalingGame[Fraction], corner: Corner, held: Mapping[str, tuple[Answer, ...]]
) -> tuple[Corner, ...]:
    """Vertices of the receiver's strategies from those of the parts."""
    nothing: dict[str, Fraction] = {}
    known = {m: corner.plays.get(m, nothing) for m in game.signals}
    parts = [(known, corner.used, corner.optimal)]
    for m, answers in held.items():
        parts = [
            ({**plays, m: answer.chances}, used | answer.used, optimal | answer.optimal)
            for plays, used, optimal in parts
            for answer in answers
        ]
    return tuple(Corner(*part) for part in parts)
