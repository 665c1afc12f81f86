"""All Nash equilibria of a game tree, through its reduced normal form.

An answer is one behavior strategy profile for each class of profiles that differ only where a
player's own moves exclude an information set; there the first move is shown.
"""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers import bimatrix_vertices, nplayer_supports
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.behavior_components import WayBack
from gametheory_dprk.solvers.trees.nash_candidates import ONE_OF_EQUIVALENT
from gametheory_dprk.transforms.extensive_to_normal import reduced_form, refuse_reduction


def solve(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all components of Nash equilibria of a tree with perfect recall.

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> leave, fight, share = (Terminal({"A": a, "B": b}) for a, b in ((0, 2), (-1, -1), (1, 1)))
    >>> answer = Decision("B", "enter", {"fight": fight, "share": share})
    >>> tree = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    >>> [candidate.component and candidate.component.dimension
    ...  for candidate in solve(tree, "nash", Budget()).candidates]
    [1, None]
    """
    back = WayBack(game, reduced_form(game))
    form = back.form.game
    two = len(form.players) == 2
    method = bimatrix_vertices.solve if two else nplayer_supports.solve_straight
    found = method(form, concept, budget)
    candidates = tuple(map(back.candidate, found.candidates))
    is_open = any(map(back.leaves_open, candidates))
    warnings = (*found.warnings, *((ONE_OF_EQUIVALENT,) if is_open else ()))
    return Findings(candidates, found.complete, found.limit, warnings=warnings)


SPEC = SolverSpec(
    name="reduced_normal_form",
    game=ExtensiveGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=refuse_reduction,
    rank=40,
    about="all Nash equilibria of a tree with perfect recall, from its reduced normal form",
    source="Kuhn 1953",
)
