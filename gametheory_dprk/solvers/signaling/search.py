"""Depth-first search for the cases of a signaling game, signal by signal.

A signal's state is (the types that send it, a closed set of best replies to beliefs on them);
for a signal that is not sent, best replies to any belief. States of two signals that no answers
of the receiver reconcile are never combined; longer partial cases are pruned by one linear
program in the receiver's strategy, complete ones by one in the sender's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.signaling.beliefs import BestReplies, Kinds, best_replies
from gametheory_dprk.solvers.signaling.case import (
    Case,
    Pair,
    State,
    receiver_feasible,
    sender_feasible,
)


@dataclass(slots=True)
class Search:
    """The search on one game, with what it has learned so far.

    Attributes
    ----------
    beliefs : dict of str to BestReplies
        For each signal.
    reconciled : dict
        Whether two states of two signals fit together.
    """

    game: SignalingGame[Fraction]
    tick: Tick
    beliefs: dict[str, BestReplies] = field(init=False)
    reconciled: dict[tuple[tuple[str, State], ...], bool] = field(default_factory=dict)
    positive: dict[tuple[str, State], frozenset[Pair]] = field(default_factory=dict)
    bounds: dict[tuple[str, State], dict[str, tuple[Fraction, Fraction]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self.beliefs = {m: best_replies(self.game, m, self.tick) for m in self.game.signals}

    def cases(self) -> Iterator[Case]:
        """Every case that some equilibrium realizes exactly, up to closure of the replies."""
        yield from self.extend({})

    def extend(self, case: dict[str, State]) -> Iterator[Case]:
        """Decide the next signal in every way that may still succeed."""
        self.tick()
        waiting = self.game.signals[len(case) :]
        if not waiting:
            if receiver_feasible(self.game, case, self.tick):
                yield case
            return
        unsent = frozenset(self.game.types).difference(*(s.kinds for s in case.values()))
        for state in self.states(waiting[0], unsent if len(waiting) == 1 else frozenset()):
            longer = case | {waiting[0]: state}
            if self.fits(longer, waiting[0]):
                yield from self.extend(longer)

    def states(self, signal: str, needed: Kinds) -> Iterator[State]:
        """States of a signal that some types, at least, must send."""
        types = self.game.types
        for size in range(len(types) + 1):
            for kinds in map(frozenset, combinations(types, size)):
                if needed <= kinds:
                    for replies in self.beliefs[signal].closed_sets(kinds or frozenset(types)):
                        yield State(kinds, replies)

    def fits(self, case: dict[str, State], last: str) -> bool:
        """Whether the state of the last signal agrees with the others, by pairs and jointly."""
        others = [m for m in case if m != last]
        if not all(self.reconcile((m, case[m]), (last, case[last])) for m in others):
            return False
        return len(others) < 2 or self.sender_fits(case)

    def reconcile(self, one: tuple[str, State], other: tuple[str, State]) -> bool:
        """Whether some answers make the types that send each of two signals prefer it."""
        key = (one, other)
        if key not in self.reconciled:
            self.reconciled[key] = self.within_bounds(one, other) and self.sender_fits(dict(key))
        return self.reconciled[key]

    def within_bounds(self, one: tuple[str, State], other: tuple[str, State]) -> bool:
        """A cheap necessary condition: nobody forgoes a sure gain."""
        ones, others = self.range(one), self.range(other)
        return all(ones[kind][1] >= others[kind][0] for kind in one[1].kinds) and all(
            others[kind][1] >= ones[kind][0] for kind in other[1].kinds
        )

    def range(self, given: tuple[str, State]) -> dict[str, tuple[Fraction, Fraction]]:
        """The least and the most each type can earn from a signal in a state."""
        if given not in self.bounds:
            signal, state = given
            pays = self.game.payoffs[self.game.sender]
            earns = {t: [pays[t, signal, r] for r in state.replies] for t in self.game.types}
            self.bounds[given] = {t: (min(values), max(values)) for t, values in earns.items()}
        return self.bounds[given]

    def sender_fits(self, case: Case) -> bool:
        """Whether some answers, positive where they must be, fit the signals so far."""
        positive = frozenset[Pair]().union(*(self.must_answer(*given) for given in case.items()))
        return sender_feasible(self.game, case, positive, self.tick)

    def must_answer(self, signal: str, state: State) -> frozenset[Pair]:
        """Answers without which a state would be another state."""
        key = (signal, state)
        if key not in self.positive:
            kinds = state.kinds or frozenset(self.game.types)
            required = self.beliefs[signal].required(kinds, state.replies)
            self.positive[key] = frozenset((signal, reply) for reply in required)
        return self.positive[key]
