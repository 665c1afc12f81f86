"""All perfect Bayesian and sequential equilibria of a tree, by supports, exactly.

Proper subgames are solved first (`subgames`). In what is left every choice of supports that
necessary conditions allow (`support_search`) is a case: its conditions are polynomials in the
probabilities of moves and in free beliefs (`assessment_case`, `assessment_beliefs`), solved exactly
(`polynomial_solutions`), sets that are curved by formulas (`surface_solving`). For sequential
equilibrium the free beliefs are told apart by which nodes are believed possible, and consistency
is decided case by case (`assessment_consistency`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import Chance, ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate, Notice
from gametheory_dprk.solvers.markov.stage_size import largest_stage
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.assessment_region import Region
from gametheory_dprk.solvers.trees.assessment_search import Search
from gametheory_dprk.solvers.trees.case_places import Places
from gametheory_dprk.solvers.trees.certificate import grow_certificate
from gametheory_dprk.solvers.trees.region_union import (
    Doubt,
    candidate,
    connected,
    in_order,
    maximal,
)
from gametheory_dprk.solvers.trees.subgames import Stage, SubgameSolver
from gametheory_dprk.solvers.trees.tree_outline import Outline, recall_problem

STAGE_LIMIT = 30
"""Information sets that no subgame separates, of two players, up to which all supports are
tried; beyond it the search would not end, and one equilibrium can be had by pivoting."""

GRACE = 0.2
"""The part of a budget that may be spent once more to put together what was found."""


def solve_by_supports(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all perfect Bayesian or sequential equilibria.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        With perfect recall; chance gives every move positive probability.
    concept : {"pbe", "sequential"}
    budget : Budget

    Examples
    --------
    >>> from fractions import Fraction
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> leave, fight, share = (
    ...     Terminal({"A": Fraction(a), "B": Fraction(b)}) for a, b in ((0, 2), (-1, -1), (1, 1))
    ... )
    >>> answer = Decision("B", "enter", {"fight": fight, "share": share})
    >>> game = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    >>> found = solve_by_supports(game, "sequential", Budget())
    >>> found.complete, [dict(each.assessment.strategies["B"]) for each in found.candidates]
    (True, [{'enter': {'fight': Fraction(0, 1), 'share': Fraction(1, 1)}}])
    """
    outline = Outline(dict(game.nodes()))
    solver = stage_solver(concept, budget)
    found: list[Region] = []
    doubts: list[Doubt] = []
    limit = None
    try:
        for region in solver.regions(outline):
            found.append(region)
        candidates = join(found, outline, budget, doubts)
    except LimitReached as error:
        limit = str(error)
        candidates = join_in_time(found, outline, budget, doubts)
    return Findings(
        candidates,
        complete=limit is None and not solver.unresolved,
        limit=limit,
        warnings=(*unresolved_notice(solver.unresolved), *connection_notice(found, doubts)),
    )


def stage_solver(concept: str, budget: Budget) -> SubgameSolver:
    """What solves a tree subgame by subgame."""

    def solve_stage(part: Outline) -> Stage:
        search = Search(part, concept == "sequential", budget)
        return Stage(search.regions(), lambda: search.unresolved)

    return SubgameSolver(solve_stage, budget)


def certify(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Completeness:
    """Certify a complete run, as far as linear reasoning goes.

    Raises
    ------
    LimitReached
        If the budget is spent.
    """
    outline = Outline(dict(game.nodes()))
    regions = list(stage_solver(concept, budget).regions(outline))
    groups = join_regions(regions, outline, budget)
    places = Places(outline, groups, concept == "sequential", budget)
    return grow_certificate(outline, places.find, budget)


def join_regions(
    regions: Sequence[Region],
    outline: Outline,
    budget: Budget,
    doubts: list[Doubt] | None = None,
) -> list[list[Region]]:
    """The regions of each connected set of equilibria, in their natural order."""
    return connected(maximal(in_order(regions, outline), budget), budget, doubts)


def join(
    regions: Sequence[Region],
    outline: Outline,
    budget: Budget,
    doubts: list[Doubt] | None = None,
) -> tuple[Candidate, ...]:
    """One candidate for each connected set of equilibria."""
    groups = join_regions(regions, outline, budget, doubts)
    return tuple(candidate(group, outline) for group in groups)


def join_in_time(
    regions: Sequence[Region],
    outline: Outline,
    budget: Budget,
    doubts: list[Doubt] | None = None,
) -> tuple[Candidate, ...]:
    """The same on a spent budget: of as many regions as a fifth of it, or a second, allows."""
    left = list(regions)
    allowance = None if budget.seconds is None else max(GRACE * budget.seconds, 1.0) / 2
    while len(left) > 1:
        try:
            return join(left, outline, Budget(allowance), doubts)
        except LimitReached:
            left = left[: len(left) // 2]
            allowance = None if allowance is None else allowance / 2
    return join(left, outline, Budget(), doubts)


def unresolved_notice(count: int) -> tuple[Notice, ...]:
    """Say how many cases are not represented in full."""
    if not count:
        return ()
    return (
        Notice(
            "unresolved_cases",
            f"{count} {'case' if count == 1 else 'cases'} of supports not represented in full: "
            "unknown probabilities are tied by products that no formula solves; what is listed "
            "of it is a slice, or corners",
        ),
    )


def connection_notice(regions: Sequence[Region], doubts: Sequence[Doubt]) -> tuple[Notice, ...]:
    """Say how many curved cells are not known to be connected, in themselves or to others."""
    count = sum(not curve.surface.whole for region in regions for curve in region.curves)
    count += len({id(region) for pair in doubts for region in pair if region.curves})
    if not count:
        return ()
    cells = "cell that is" if count == 1 else "cells that are"
    text = (
        f"{count} {cells} given by formulas may fall apart, or not touch others listed with "
        "them, so that there are more components"
    )
    return (Notice("unproved_connection", text),)


def outside(game: ExtensiveGame[Fraction]) -> str:
    """Why a game cannot be solved here, or an empty text."""
    outline = Outline(dict(game.nodes()))
    for node in outline.nodes.values():
        if isinstance(node, Chance) and any(chance <= 0 for chance in node.probabilities.values()):
            return "a move of chance has no positive probability"
    size = largest_stage(game) if len(game.players) == 2 else 0
    if size > STAGE_LIMIT:
        return f"{size} information sets that no subgame separates, more than {STAGE_LIMIT}"
    return recall_problem(outline)


SPEC = SolverSpec(
    name="assessment_supports",
    game=ExtensiveGame,
    concepts=frozenset({"pbe", "sequential"}),
    run=solve_by_supports,
    accepts=outside,
    prove=certify,
    rank=50,
    about="all assessments of a tree by supports of strategies and beliefs, subgame by subgame; "
    "exact, components included",
    source="Kreps and Wilson 1982",
)
