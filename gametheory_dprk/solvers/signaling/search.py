"""Depth-first search for the cases of a signaling game: first what is sent, then what is not.

A signal's state is (the types that send it, a closed set of best replies to beliefs on them);
for a signal that is not sent, best replies to any belief. What is still possible for each signal
is a set of states. Deciding that a signal is sent, in a state, leaves to every other signal the
states that go with it; the next signal to decide is one with fewest states left. Signals that
are not sent keep a set of states until all that is sent is known: then, where it fixes what each
type earns, each of them is answered apart from the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.signaling.beliefs import BestReplies, Kinds, best_replies
from gametheory_dprk.solvers.signaling.case import State
from gametheory_dprk.solvers.signaling.cells import receiver_corners, used_by
from gametheory_dprk.solvers.signaling.deterrence import Realized, deterring
from gametheory_dprk.solvers.signaling.judge import Judge
from gametheory_dprk.solvers.signaling.masks import bits

Open = dict[str, int]
"""For each signal the states that are possible, as a bit mask of positions in its menu."""


@dataclass(slots=True)
class Search:
    """The search on one game, with what it has learned so far.

    Attributes
    ----------
    beliefs : dict of str to BestReplies
        For each signal.
    menus : dict of str to tuple of State
        The states of each signal, those in which it is not sent first.
    """

    game: SignalingGame[Fraction]
    tick: Tick
    beliefs: dict[str, BestReplies] = field(init=False)
    menus: dict[str, tuple[State, ...]] = field(init=False)
    judge: Judge = field(init=False)
    unsent: Open = field(init=False)
    sending: dict[tuple[str, str], int] = field(init=False)

    def __post_init__(self) -> None:
        self.beliefs = {m: best_replies(self.game, m, self.tick) for m in self.game.signals}
        self.menus = {m: tuple(self.states(m)) for m in self.game.signals}
        self.judge = Judge(self.game, self.beliefs, self.menus, self.tick)
        self.unsent = {
            m: sum(1 << k for k, state in enumerate(menu) if not state.kinds)
            for m, menu in self.menus.items()
        }
        self.sending = {
            (m, kind): sum(1 << k for k, state in enumerate(menu) if kind in state.kinds)
            for m, menu in self.menus.items()
            for kind in self.game.types
        }

    def states(self, signal: str) -> Iterator[State]:
        """All states of a signal, by how many send it."""
        types = self.game.types
        for size in range(len(types) + 1):
            for kinds in map(frozenset, combinations(types, size)):
                for replies in self.beliefs[signal].closed_sets(kinds or frozenset(types)):
                    yield State(kinds, replies)

    def cases(self) -> Iterator[Realized]:
        """Every case that some equilibrium realizes exactly, up to closure of the replies."""
        everything = {m: (1 << len(menu)) - 1 for m, menu in self.menus.items()}
        yield from self.extend({}, everything, self.game.signals)

    def position(self, realized: Realized) -> tuple[int, ...]:
        """The place of a case in a fixed order of all."""
        return tuple(self.menus[m].index(state) for m, state in realized.case.items())

    def extend(
        self, sent: dict[str, State], left: Open, waiting: tuple[str, ...]
    ) -> Iterator[Realized]:
        """Decide about one more signal in every way that may still succeed."""
        self.tick()
        elsewhere = self.may_send(left, waiting)
        missing = frozenset(self.game.types).difference(*(state.kinds for state in sent.values()))
        if not missing <= elsewhere or (sent and not self.judge.weights_fit(sent, elsewhere)):
            return
        if not waiting:
            yield from self.complete(sent, left)
            return
        signal = min(waiting, key=lambda m: left[m].bit_count())
        rest = tuple(m for m in waiting if m != signal)
        silent = left[signal] & self.unsent[signal]
        if silent:
            yield from self.extend(sent, left | {signal: silent}, rest)
        for position in bits(left[signal] & ~self.unsent[signal]):
            narrower = self.narrowed(sent, left, signal, position)
            longer = sent | {signal: self.menus[signal][position]}
            if all(narrower.values()) and (len(longer) < 2 or self.judge.sender_fits(longer)):
                yield from self.extend(longer, narrower, rest)

    def may_send(self, left: Open, waiting: tuple[str, ...]) -> Kinds:
        """Types that may yet send a signal that is not decided."""
        return frozenset(
            t for t in self.game.types if any(left[m] & self.sending[m, t] for m in waiting)
        )

    def narrowed(self, sent: dict[str, State], left: Open, signal: str, position: int) -> Open:
        """What is possible for the other signals once one is sent in a state."""
        narrower = {signal: 1 << position}
        for other, states in left.items():
            if other != signal:
                narrower[other] = (
                    states if other in sent else states & self.judge.beside(signal, position, other)
                )
        return narrower

    def complete(self, sent: dict[str, State], left: Open) -> Iterator[Realized]:
        """Answer the signals that are not sent, in all ways that keep them so."""
        played = {m: sent[m] for m in self.game.signals if m in sent}
        corners = receiver_corners(self.game, played, self.tick)
        if not self.judge.required(played) <= used_by(corners):
            return
        options = {
            m: [self.menus[m][k] for k in bits(left[m])] for m in self.game.signals if m not in sent
        }
        yield from deterring(self.game, played, corners, options, self.judge)
