"""One sequential equilibrium of a large signaling game with arbitrary payoffs.

The logit equilibria of the agent form are followed from lambda = 0 (McKelvey and Palfrey 1998;
Turocy 2005), from uniform play and then from play that leans at random. On the way the supports
that show are solved exactly, and kept only if every condition holds. In a signaling game perfect
Bayesian and sequential equilibria coincide (Fudenberg and Tirole 1991).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate, Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec

if TYPE_CHECKING:
    from gametheory_dprk.kernels.signaling_path import MessageGame, Point
    from gametheory_dprk.solvers.compact_signaling.exact_game import ExactGame
    from gametheory_dprk.solvers.compact_signaling.supports import Supports

FEWEST = 150
"""Outcomes from which on all equilibria can hardly be enumerated."""

STEPS = 4000
"""Of one path; then another is begun."""

PATHS = 40
"""Begun in all."""

BETWEEN = 4
"""Steps between two looks at supports."""

LEVELS = (0.1, 0.03, 0.01, 0.003, 0.001)
"""Probabilities above which a move may belong to the support."""


def run(game: SignalingGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find one equilibrium.

    Examples
    --------
    >>> game = SignalingGame.from_arrays([1], [[[2, 0], [1, 1]]], [[[1, 0], [0, 0]]])
    >>> found = run(game, "pbe", Budget())
    >>> found.complete, found.candidates[0].assessment.strategies["sender"]["t1"]
    (False, {'m1': Fraction(1, 1), 'm2': Fraction(0, 1)})
    """
    try:
        for candidate in equilibria(game, budget.tick):
            notice = Notice("incomplete", "one equilibrium was looked for; there may be others")
            return Findings((candidate,), False, None, (notice,))
    except LimitReached as reached:
        return Findings((), False, str(reached))
    return Findings((), False, f"no exact supports showed on {PATHS} paths")


def equilibria(game: SignalingGame[Fraction], tick: Callable[[], None]) -> Iterator[Candidate]:
    """Exact equilibria as the paths pass near them."""
    from gametheory_dprk.solvers.compact_signaling.exact_game import ExactGame
    from gametheory_dprk.solvers.compact_signaling.supports import exact_equilibrium, promising

    exact = ExactGame(game)
    seen: set[Supports] = set()
    for number in range(PATHS):
        tick()
        for supports in suggestions(leaning_game(exact, number), tick):
            if supports not in seen:
                seen.add(supports)
                found = None
                if promising(exact, supports):
                    found = exact_equilibrium(exact, supports, tick)
                if found is not None:
                    yield found


def leaning_game(exact: ExactGame, number: int) -> MessageGame:
    """The game with uniform play to start from, or with play that leans at random."""
    import numpy as np

    from gametheory_dprk.kernels.signaling_path import MessageGame

    leaning = np.random.default_rng(number).normal(size=exact.sender.shape[:2])
    leaning *= LEANING if number else 0.0
    return MessageGame(exact.prior, exact.sender, exact.receiver, exact.absent, leaning)


LEANING = 2.0
"""How far logits lean at the start of later paths."""


def suggestions(game: MessageGame, tick: Callable[[], None]) -> Iterator[Supports]:
    """Supports that show along a path."""
    from gametheory_dprk.kernels.signaling_path import follow

    for step, point in enumerate(follow(game, tick)):
        if step >= STEPS:
            return
        if step % BETWEEN == 0:
            yield from likely(point)


def likely(point: Point) -> Iterator[Supports]:
    """Moves above each level."""
    from gametheory_dprk.solvers.compact_signaling.supports import Supports

    for level in LEVELS:
        supports = Supports.above(point.sends, point.answers, level)
        if supports is not None:
            yield supports


def outside(game: SignalingGame[Fraction]) -> str:
    """Say why a game is left to others, or "" where it is taken."""
    absent = [kind for kind, chance in game.prior.items() if not chance]
    if absent:
        return f"types of probability 0: {', '.join(absent)}"
    outcomes = len(game.prior) * sum(map(len, game.responses.values()))
    return "" if outcomes >= FEWEST else "is small enough for all equilibria to be enumerated"


SPEC = SolverSpec(
    name="signaling_path",
    game=SignalingGame,
    concepts=frozenset({"pbe", "sequential"}),
    run=run,
    accepts=outside,
    complete=False,
    rank=45,
    about="one equilibrium of a large signaling game: logit equilibria are followed until "
    "supports show, which are solved exactly",
    source="McKelvey and Palfrey 1998; Turocy 2005; Fudenberg and Tirole 1991",
)
