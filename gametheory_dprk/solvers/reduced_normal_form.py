"""All Nash equilibria of a game tree, through its reduced normal form.

An answer is one behavior strategy profile for each class of profiles that differ only where a
player's own moves exclude an information set; there the first move is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain

from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate, Notice
from gametheory_dprk.solvers import bimatrix_vertices, nplayer_supports
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.behavior_components import WayBack
from gametheory_dprk.transforms.extensive_to_normal import reduced_form, refuse_reduction

EXTREME_POINTS = Notice(
    "extreme_points",
    "some component is curved in behavior strategies; its extreme points are listed one by one, "
    "and what lies between them is not",
)
ONE_OF_EQUIVALENT = Notice(
    "one_of_equivalent",
    "at information sets that a player's own moves exclude any behavior is as good; one is shown",
)


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
    method = bimatrix_vertices if len(form.players) == 2 else nplayer_supports
    found = method.solve(form, concept, budget)
    restored = [list(back.candidates(each)) for each in found.candidates]
    curved = any(len(each) > 1 for each in restored)
    candidates = distinct(chain.from_iterable(restored))
    warnings = (*found.warnings, *((EXTREME_POINTS,) if curved else ()))
    if any(back.leaves_open(each) for each in candidates):
        warnings = (*warnings, ONE_OF_EQUIVALENT)
    return Findings(
        tuple(candidates), found.complete and not curved, found.limit, warnings=warnings
    )


def distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each candidate once."""
    found: list[Candidate] = []
    for each in candidates:
        if each not in found:
            found.append(each)
    return found


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
