"""Judging partial cases: a guide in floats refutes most, exact programs decide what it leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.signaling.beliefs import BestReplies, Kinds
from gametheory_dprk.solvers.signaling.case import (
    Case,
    Pair,
    State,
    sender_feasible,
)
from gametheory_dprk.solvers.signaling.cells import KnownCorners, used_by
from gametheory_dprk.solvers.signaling.guide import Guide, is_loaded

REFUTED, LIKELY = 0, 1
"""What a guide says; anything else is left to the exact program."""

MANY = 3000
"""From so many pairs of states on, a guide is worth the time of loading it, if it is not loaded."""

Bounds = dict[str, tuple[Fraction, Fraction]]


@dataclass(slots=True)
class Judge:
    """What is known about the states of a game's signals.

    Attributes
    ----------
    menus : dict of str to tuple of State
        The states of each signal, those in which it is not sent first.
    """

    game: SignalingGame[Fraction]
    beliefs: dict[str, BestReplies]
    menus: dict[str, tuple[State, ...]]
    tick: Tick
    guide: Guide | None = field(init=False)
    rows: dict[tuple[str, int, str], int] = field(default_factory=dict)
    pairs: dict[tuple[tuple[str, State], ...], bool] = field(default_factory=dict)
    positive: dict[tuple[str, State], frozenset[Pair]] = field(default_factory=dict)
    bounds: dict[str, tuple[Bounds, ...]] = field(default_factory=dict)
    corners: KnownCorners = field(init=False)

    def __post_init__(self) -> None:
        sizes = [len(menu) for menu in self.menus.values()]
        pairs = (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2
        if pairs >= MANY or is_loaded():
            self.guide = Guide(self.game, self.menus)
        else:
            self.guide = None
            ranges = {m: tuple(self.range(m, s) for s in menu) for m, menu in self.menus.items()}
            self.bounds = ranges
        self.corners = KnownCorners(self.game, self.tick)

    def beside(self, signal: str, position: int, other: str) -> int:
        """The states of another signal, as a bit mask, that may go with one state."""
        key = (signal, position, other)
        if key not in self.rows:
            self.tick()
            self.rows[key] = self.guide.beside(*key) if self.guide else self.within_bounds(*key)
        return self.rows[key]

    def within_bounds(self, signal: str, position: int, other: str) -> int:
        """A cheap necessary condition: nobody forgoes a sure gain."""
        kinds, ones = self.menus[signal][position].kinds, self.bounds[signal][position]
        return sum(
            1 << k
            for k, (state, others) in enumerate(
                zip(self.menus[other], self.bounds[other], strict=True)
            )
            if all(ones[kind][1] >= others[kind][0] for kind in kinds)
            and all(others[kind][1] >= ones[kind][0] for kind in state.kinds)
        )

    def range(self, signal: str, state: State) -> Bounds:
        """The least and the most each type can earn from a signal in a state."""
        pays = self.game.payoffs[self.game.sender]
        earns = {t: [pays[t, signal, r] for r in state.replies] for t in self.game.types}
        return {t: (min(values), max(values)) for t, values in earns.items()}

    def sender_fits(self, case: Case) -> bool:
        """Whether answers, positive where they must be, may fit the signals of a case.

        True may be wrong, false is proved.
        """
        verdict = self.guide.sender_verdict(case) if self.guide else None
        if verdict in (REFUTED, LIKELY):
            return verdict == LIKELY
        if len(case) != 2:
            return self.answered(case)
        key = tuple(sorted(case.items(), key=lambda given: given[0]))
        if key not in self.pairs:
            self.pairs[key] = self.answered(case)
        return self.pairs[key]

    def answered(self, case: Case) -> bool:
        """Whether some answers fit the signals of a case, exactly."""
        return sender_feasible(self.game, case, self.required(case), self.tick)

    def weights_fit(self, case: Case, elsewhere: Kinds) -> bool:
        """Whether weights, positive on all that a case sends, may make its answers best.

        Some types may also send signals that are not decided. True may be wrong if there are
        any; false is proved.
        """
        verdict = self.guide.weight_verdict(case, elsewhere) if self.guide else None
        if verdict == REFUTED or elsewhere:
            return verdict != REFUTED
        every = {(m, kind) for m, state in case.items() for kind in state.kinds}
        return every <= used_by(self.corners.of(case))

    def required(self, case: Case) -> frozenset[Pair]:
        """Answers without which a case would be another case."""
        return frozenset[Pair]().union(*(self.must_answer(*given) for given in case.items()))

    def must_answer(self, signal: str, state: State) -> frozenset[Pair]:
        """Answers without which a state would be another state."""
        key = (signal, state)
        if key not in self.positive:
            kinds = state.kinds or frozenset(self.game.types)
            required = self.beliefs[signal].required(kinds, state.replies)
            self.positive[key] = frozenset((signal, reply) for reply in required)
        return self.positive[key]
