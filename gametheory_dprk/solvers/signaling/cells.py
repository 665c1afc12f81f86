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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra import vertices
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


@dataclass(frozen=True, slots=True)
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

    def within(self, other: EquilibriumCell) -> bool:
        """Whether another cell contains this one."""
        return (
            all(corner.used <= other.sends for corner in self.senders)
            and all(corner.used <= other.answers for corner in self.receivers)
            and all(other.answers <= corner.optimal for corner in self.senders)
            and all(other.sends <= corner.optimal for corner in self.receivers)
            and all(extreme_within(other.case[m], held) for m, held in self.beliefs.items())
        )

    def meets(self, other: EquilibriumCell) -> bool:
        """Whether two cells share a point."""
        return any(
            corner.used <= other.sends and other.answers <= corner.optimal
            for corner in self.senders
        ) and any(
            corner.used <= other.answers and other.sends <= corner.optimal
            for corner in self.receivers
        )


def extreme_within(state: State, held: tuple[ExtremeBelief, ...]) -> bool:
    """Whether beliefs go with a state: best replies, on its types if it has any."""
    return all(e.kinds <= (state.kinds or e.kinds) and state.replies <= e.best for e in held)


def receiver_corners(game: SignalingGame[Fraction], case: Case, tick: Tick) -> tuple[Corner, ...]:
    """Vertices of the receiver's strategies in a case."""
    found = vertices(sender_polytope(game, case), tick)
    return tuple(receiver_corner(game, point) for point in found)


def receiver_corner(game: SignalingGame[Fraction], point: dict[Pair, Fraction]) -> Corner:
    """Name a strategy of the receiver and find the best signals of each type."""
    plays = {
        m: {r: point.get((m, r), Fraction(0)) for r in responses}
        for m, responses in game.responses.items()
    }
    best = (pair for kind in game.types for pair in best_signals(game, kind, plays))
    return Corner(plays, frozenset(v for v, chance in point.items() if chance), frozenset(best))


def best_signals(game: SignalingGame[Fraction], kind: str, plays: Plays) -> Iterator[Pair]:
    """Every best signal of a type, with the type."""
    pays = game.payoffs[game.sender]
    worth = {
        m: sum((x * pays[kind, m, r] for r, x in chances.items() if x), Fraction(0))
        for m, chances in plays.items()
    }
    most = max(worth.values())
    return ((m, kind) for m, value in worth.items() if value == most)


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


def build_cell(
    game: SignalingGame[Fraction],
    case: Case,
    wider: Case,
    receivers: tuple[Corner, ...],
    beliefs: Mapping[str, BestReplies],
    tick: Tick,
) -> EquilibriumCell:
    """Find the sender's vertices and the beliefs of a case, widened as far as it goes."""
    senders = sender_corners(game, wider, tick)
    while (narrower := allowing(case, used_by(senders), beliefs)) != wider:
        wider = narrower
        senders = sender_corners(game, wider, tick)
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


def maximal(cells: list[EquilibriumCell]) -> list[EquilibriumCell]:
    """Drop every cell that another one contains; of equal ones keep the first."""
    kept: list[EquilibriumCell] = []
    for cell in cells:
        if not any(cell.within(other) for other in kept):
            kept = [other for other in kept if not other.within(cell)] + [cell]
    return kept


def connected(cells: list[EquilibriumCell]) -> list[list[EquilibriumCell]]:
    """Group cells that are joined by shared points, directly or through others."""
    groups: list[list[EquilibriumCell]] = []
    for cell in cells:
        joined = [any(cell.meets(other) for other in group) for group in groups]
        touched = [group for group, meets in zip(groups, joined, strict=True) if meets]
        groups = [group for group, meets in zip(groups, joined, strict=True) if not meets]
        groups.append([*(member for group in touched for member in group), cell])
    return groups
