"""All perfect Bayesian equilibria of a signaling game, by enumeration of supports.

An equilibrium decides, for each signal, which types send it and which responses answer it.
With that case fixed, its conditions are linear in the sender's weights p(t) sigma(m|t) and,
separately, in the receiver's strategy; after a signal that nobody sends, in the belief. The
search goes through the cases signal by signal and prunes by exact linear programs; the closure
of each case that survives is a product of polytopes. Every equilibrium lies in the case of its
own supports, so the union of these products is the whole set: degenerate games and signals
that pay the same included. Contained cells are dropped and connected ones are reported once.

In a signaling game perfect Bayesian and sequential equilibria coincide (Fudenberg and Tirole
1991): signals are chosen type by type, so any beliefs off the path are limits of Bayes' rule.
"""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.signaling.case import State
from gametheory_dprk.solvers.signaling.cells import (
    EquilibriumCell,
    build_cell,
    widened,
)
from gametheory_dprk.solvers.signaling.completeness import certify
from gametheory_dprk.solvers.signaling.components import Describer
from gametheory_dprk.solvers.signaling.deterrence import Realized
from gametheory_dprk.solvers.signaling.grouping import connected, maximal
from gametheory_dprk.solvers.signaling.search import Search
from gametheory_dprk.solvers.signaling.whole import whole_game
from gametheory_dprk.solvers.spec import Findings, SolverSpec

GRACE, MARGIN = 1.0, 64.0
"""Seconds and megabytes beyond a limit that describing what was found by then may take."""


def run(game: SignalingGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find every connected component of equilibria.

    Examples
    --------
    A signal that is dear to one type only, and a receiver who wants to know the type:

    >>> sender = [[[2, 0], [1, -1]], [[2, 0], [-1, -3]]]
    >>> receiver = [[[1, 0], [1, 0]], [[0, 1], [0, 1]]]
    >>> game = SignalingGame.from_arrays(["1/3", "2/3"], sender, receiver)
    >>> findings = run(game, "pbe", Budget())
    >>> [str(c.assessment.strategies["sender"]["t1"]["m2"]) for c in findings.candidates]
    ['1', '0']
    >>> findings.complete
    True
    """
    found: list[Realized] = []
    search = None
    try:
        search = Search(whole_game(game), budget.tick)
        for realized in search.cases():
            found.append(realized)
        cells = cells_of(search, found, budget.tick)
        return Findings(candidates(game, cells, budget.tick), True)
    except LimitReached as reached:
        part = partial(game, search, found, budget) if search else ()
        return Findings(part, False, str(reached))


def partial(
    game: SignalingGame[Fraction], search: Search, found: list[Realized], budget: Budget
) -> tuple[Candidate, ...]:
    """Describe as many of the cases found as a little more time and memory allow.

    Half of the time that is left goes to each attempt, which then has to do with an eighth of the
    cases, so that all attempts together take no more than `GRACE`.
    """
    megabytes = None if budget.megabytes is None else budget.megabytes + MARGIN
    seconds = GRACE
    while found:
        seconds /= 2
        tick = Budget(seconds, megabytes=megabytes).tick
        try:
            return candidates(game, cells_of(search, found, tick), tick)
        except LimitReached:
            found = found[: len(found) // 8]
    return ()


def cells_of(search: Search, found: list[Realized], tick: Tick) -> list[EquilibriumCell]:
    """The cell of every case found, each once, in a fixed order."""
    known = search.judge.corners
    known.tick = tick
    seen: set[tuple[State, ...]] = set()
    cells = []
    for realized in sorted(found, key=search.position):
        tick()
        wider = widened(realized.case, realized.receivers, search.beliefs)
        if tuple(wider.values()) not in seen:
            cell = build_cell(realized.case, wider, realized.receivers, search.beliefs, known)
            cells.append(cell)
            seen.add(tuple(cell.case.values()))
    return cells


def candidates(
    game: SignalingGame[Fraction], cells: list[EquilibriumCell], tick: Tick
) -> tuple[Candidate, ...]:
    """One candidate a connected component."""
    describer = Describer(game, tick)
    return tuple(map(describer.candidate, connected(maximal(cells, tick), tick)))


def prove(game: SignalingGame[Fraction], concept: str, budget: Budget) -> Completeness:
    """Certify that there are no equilibria but those that `run` finds.

    Raises
    ------
    LimitReached
        If the budget is spent.

    Examples
    --------
    Only m1 is sent, and answered by r1; after m2, which pays the same whatever the answer, r1, r2
    or both may answer. That makes three cases of supports:

    >>> from gametheory_dprk.completeness import Listed
    >>> game = SignalingGame.from_arrays([1], [[[2, 0], [1, 1]]], [[[1, 0], [0, 0]]])
    >>> certificate = prove(game, "pbe", Budget())
    >>> sum(isinstance(step, Listed) for step in certificate.tree)
    3
    """
    search = Search(whole_game(game), budget.tick)
    cells = cells_of(search, list(search.cases()), budget.tick)
    return certify(game, connected(maximal(cells, budget.tick), budget.tick), budget)


def outside(game: SignalingGame[Fraction]) -> str:
    """Say which types would have to be removed first."""
    absent = [kind for kind, chance in game.prior.items() if not chance]
    return f"types of probability 0: {', '.join(absent)}" if absent else ""


SPEC = SolverSpec(
    name="support_enumeration",
    game=SignalingGame,
    concepts=frozenset({"pbe", "sequential"}),
    run=run,
    prove=prove,
    accepts=outside,
    about="all equilibria by enumeration of who sends and who answers what, by exact linear "
    "programs",
)
