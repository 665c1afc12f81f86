"""Cells of equilibria: the closure of a case, as vertices of two polytopes.

A cell holds every sigma and rho of its case. Where a signal is not sent, any belief that makes
all its allowed replies best completes them; where a signal that some types may send happens
not to be sent, so does any such belief *on those types*. Hence every point of a cell is an
equilibrium, positive or not, and:

- a cell contains another if and only if it allows what the other's vertices play, and what it
  allows is optimal at each of them (and its beliefs include the other's);
- two cells share a point if and only if a vertex of each polytope of one does both with
  respect to the other, for the intersection of two such polytopes is a face of either.

Two equilibria that differ only in beliefs off the path are joined by a segment of equilibria,
so sharing sigma and rho is enough for cells to be connected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra import vertices, vertices_with_tight
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.signaling.beliefs import (
    BestReplies,
    ExtremeBelief,
    optimal_replies,
)
from gametheory_dprk.solvers.signaling.case import (
    Case,
    Pair,
    State,
    receiver_polytope,
    sender_polytope,
)

ZERO = Fraction(0)
Plays: TypeAlias = dict[str, dict[str, Fraction]]
"""For each type its chances of signals, or for each signal the chances of responses."""


@dataclass(frozen=True, slots=True)
class Corner:
    """A vertex of a polytope of strategies of one player.

    Attributes
    ----------
    plays : Plays
    used : frozenset of Pair
        Signal and type, or signal and response, of positive probability.
    optimal : frozenset of Pair
        What the other player may do in reply: signal and response, or signal and type.
    """

    plays: Plays
    used: frozenset[Pair]
    optimal: frozenset[Pair]


@dataclass(frozen=True)
class EquilibriumCell:
    """The closure of a case.

    Attributes
    ----------
    case : Case
    senders, receivers : tuple of Corner
        Vertices of the sender's and of the receiver's strategies.
    sends, answers : frozenset of Pair
        What the case allows. An answer that no point uses still has to be optimal.
    beliefs : dict of str to tuple of ExtremeBelief
        For every signal that is not sent somewhere in the cell, the extreme points of the
        beliefs there.
    """

    case: Case
    senders: tuple[Corner, ...]
    receivers: tuple[Corner, ...]
    sends: frozenset[Pair]
    answers: frozenset[Pair]
    beliefs: dict[str, tuple[ExtremeBelief, ...]]

    @cached_property
    def sent(self) -> frozenset[Pair]:
        """All that some vertex of the sender's strategies uses."""
        return used_by(self.senders)

    @cached_property
    def answered(self) -> frozenset[Pair]:
        """All that some vertex of the receiver's strategies uses."""
        return used_by(self.receivers)

    @cached_property
    def replies(self) -> frozenset[Pair]:
        """Responses that are optimal at all vertices."""
        return frozenset.intersection(*(corner.optimal for corner in self.senders))

    @cached_property
    def signals(self) -> frozenset[Pair]:
        """Signals that are optimal at all vertices, with the types for which they are."""
        return frozenset.intersection(*(corner.optimal for corner in self.receivers))

    def believed_within(self, other: EquilibriumCell, known: dict[tuple[int, State], bool]) -> bool:
        """Whether the beliefs go with another cell; cells have many of them in common."""
        for m, held in self.beliefs.items():
            key = id(held), other.case[m]
            if key not in known:
                known[key] = extreme_within(other.case[m], held)
            if not known[key]:
                return False
        return True

    def within(self, other: EquilibriumCell) -> bool:
        """Whether another cell contains this one."""
        return (
            self.sent <= other.sends
            and self.answered <= other.answers
            and other.answers <= self.replies
            and other.sends <= self.signals
            and all(extreme_within(other.case[m], held) for m, held in self.beliefs.items())
        )


def extreme_within(state: State, held: tuple[ExtremeBelief, ...]) -> bool:
    """Whether beliefs go with a state: best replies, on its types if it has any."""
    return all(e.kinds <= (state.kinds or e.kinds) and state.replies <= e.best for e in held)


def receiver_corners(game: SignalingGame[Fraction], case: Case, tick: Tick) -> tuple[Corner, ...]:
    """Vertices of the receiver's strategies in a case, in which every type sends something."""
    sent = frozenset((m, t) for m, state in case.items() for t in state.kinds)
    others = [(m, t) for t in game.types for m in case if (m, t) not in sent]
    found = vertices_with_tight(sender_polytope(game, case), tick)
    return tuple(
        receiver_corner(game, case, point, sent.union(others[k] for k in tight))
        for point, tight in found
    )


def receiver_corner(
    game: SignalingGame[Fraction], case: Case, point: dict[Pair, Fraction], optimal: frozenset[Pair]
) -> Corner:
    """Name answers to the signals of a case."""
    plays = {m: {r: point.get((m, r), ZERO) for r in game.responses[m]} for m in case}
    return Corner(plays, frozenset(v for v, chance in point.items() if chance), optimal)


def sender_corners(game: SignalingGame[Fraction], case: Case, tick: Tick) -> tuple[Corner, ...]:
    """Vertices of the sender's strategies in a case."""
    found = vertices(receiver_polytope(game, case), tick)
    return tuple(sender_corner(game, point) for point in found)


def sender_corner(game: SignalingGame[Fraction], point: dict[Pair, Fraction]) -> Corner:
    """Turn weights into a strategy and find the best replies to each signal."""
    plays = {
        t: {m: point.get((m, t), Fraction(0)) / chance for m in game.signals}
        for t, chance in game.prior.items()
    }
    weights = {m: {t: x for (n, t), x in point.items() if n == m and x} for m in game.signals}
    optimal = ((m, r) for m, given in weights.items() for r in optimal_replies(game, m, given))
    return Corner(plays, frozenset(v for v, weight in point.items() if weight), frozenset(optimal))


@dataclass(slots=True)
class KnownCorners:
    """The sender's vertices, each set found once: signals that nobody sends do not change them."""

    game: SignalingGame[Fraction]
    tick: Tick
    found: dict[tuple[tuple[str, State], ...], tuple[Corner, ...]] = field(default_factory=dict)

    def of(self, case: Case) -> tuple[Corner, ...]:
        """Vertices of the sender's strategies in a case."""
        played = tuple((m, state) for m, state in case.items() if state.kinds)
        if played not in self.found:
            self.found[played] = sender_corners(self.game, dict(played), self.tick)
        return self.found[played]


def build_cell(
    case: Case,
    wider: Case,
    receivers: tuple[Corner, ...],
    beliefs: Mapping[str, BestReplies],
    known: KnownCorners,
) -> EquilibriumCell:
    """Find the sender's vertices and the beliefs of a case, widened as far as it goes."""
    senders = known.of(wider)
    while (narrower := allowing(case, used_by(senders), beliefs)) != wider:
        wider = narrower
        senders = known.of(wider)
    unsent = [m for m in case if any(all(n != m for n, _ in c.used) for c in senders)]
    held = {m: held_beliefs(wider[m], beliefs[m]) for m in unsent}
    sends = frozenset((m, t) for m, state in wider.items() for t in state.kinds)
    answers = frozenset((m, r) for m, state in wider.items() for r in state.replies)
    return EquilibriumCell(wider, senders, receivers, sends, answers, held)


def widened(case: Case, receivers: tuple[Corner, ...], beliefs: Mapping[str, BestReplies]) -> Case:
    """Let every type send what is best for it against all answers of the case.

    This changes none of the answers. A signal that was not sent stays so where its beliefs
    would have to be given up.
    """
    best = frozenset.intersection(*(corner.optimal for corner in receivers))
    return allowing(case, best, beliefs)


def used_by(corners: tuple[Corner, ...]) -> frozenset[Pair]:
    """All that some vertex uses."""
    return frozenset[Pair]().union(*(corner.used for corner in corners))


def held_beliefs(state: State, beliefs: BestReplies) -> tuple[ExtremeBelief, ...]:
    """Extreme points of the beliefs that go with a state where its signal is not sent."""
    return beliefs.extreme(state.kinds or beliefs.everyone, state.replies)


def allowing(case: Case, sends: frozenset[Pair], beliefs: Mapping[str, BestReplies]) -> Case:
    """The case in which types may send some signals, except where beliefs would be lost."""
    result = {}
    for signal, state in case.items():
        wider = State(frozenset(kind for m, kind in sends if m == signal), state.replies)
        keeps = state.kinds or extreme_within(wider, held_beliefs(state, beliefs[signal]))
        result[signal] = wider if keeps else state
    return result
