"""All Nash equilibria of a tree with any number of players, by supports on the path."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import Chance, ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.assessment_supports import (
    connection_notice,
    join_in_time,
    unresolved_notice,
)
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.supports.behavior_cases import BehaviorCases
from gametheory_dprk.solvers.supports.behavior_regions import CaseRegions, joined
from gametheory_dprk.solvers.trees.assessment_region import Region
from gametheory_dprk.solvers.trees.region_union import Doubt
from gametheory_dprk.solvers.trees.tree_outline import Outline, recall_problem


def accepts(game: ExtensiveGame[Fraction]) -> str:
    """Say why a tree is outside, or "".

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> accepts(ExtensiveGame(("A",), Decision("A", "x", {"go": Terminal({"A": Fraction(1)})})))
    'needs three players or more, not 1'
    """
    if len(game.players) < 3:
        return f"needs three players or more, not {len(game.players)}"
    outline = Outline(dict(game.nodes()))
    for node in outline.nodes.values():
        if isinstance(node, Chance) and any(chance <= 0 for chance in node.probabilities.values()):
            return "a move of chance has no positive probability"
    return recall_problem(outline)


def solve(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all components of Nash equilibria.

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> ends = [Terminal(dict(zip("ABC", map(Fraction, pay)))) for pay in ((1, 1, 1), (2, 0, 0))]
    >>> last = Decision("C", "c", dict(zip(("keep", "give"), reversed(ends))))
    >>> tree = ExtensiveGame(tuple("ABC"), Decision("A", "a", {"out": ends[0], "in": last}))
    >>> findings = solve(tree, "nash", Budget())
    >>> [each.component.dimension for each in findings.candidates], findings.complete
    ([1], True)
    """
    outline = Outline(dict(game.nodes()))
    found: list[Region] = []
    doubts: list[Doubt] = []
    unresolved, limit = 0, None
    try:
        cases = BehaviorCases(outline, budget.tick)
        for case, system in cases.complete({}):
            regions, whole = CaseRegions(case, system, cases.threats(case)).regions(budget.tick)
            found += regions
            unresolved += not whole
        candidates = joined(found, outline, budget, doubts)
    except LimitReached as error:
        limit = str(error)
        candidates = join_in_time(found, outline, budget, doubts)
    return Findings(
        candidates,
        complete=limit is None and not unresolved,
        limit=limit,
        warnings=(*unresolved_notice(unresolved), *connection_notice(found, doubts)),
    )


SPEC = SolverSpec(
    name="behavior_supports",
    game=ExtensiveGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accepts,
    rank=38,
    about="all Nash equilibria of a tree with three players or more, by what is played where play "
    "comes; threats off the path as sets",
    source="Kreps and Wilson 1982",
)
