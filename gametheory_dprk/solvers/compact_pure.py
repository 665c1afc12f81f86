"""Some sequential equilibria of large signaling games: separating, pooling, partly pooling.

Only pure play is looked for: the separating equilibrium of least cost (Riley 1979), pooling with
beliefs that deter from all other signals, and intervals of types that share signals, as in cheap
talk (Crawford and Sobel 1982). Time and memory grow with types times signals plus signals times
responses where the receiver's payoff rises and falls along the responses; where that fails, every
outcome is looked at once. The checker proves what is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.errors import LimitReached, SolveError
from gametheory_dprk.games.grid_signaling import GridSignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec

if TYPE_CHECKING:
    from gametheory_dprk.solvers.compact_signaling.profile import PureProfile

SHAPES = ("separating", "pooling", "partition")


def run(
    game: GridSignalingGame[Fraction],
    concept: str,
    budget: Budget,
    options: Mapping[str, str] | None = None,
) -> Findings:
    """Find equilibria of each shape asked for.

    Examples
    --------
    >>> game = GridSignalingGame.from_formulas(
    ...     types=("skill", [1, 2, 3]), signals=("school", range(7)), responses=("wage", [1, 2, 3]),
    ...     sender="wage - school/(2*skill)", receiver="-(wage - skill)^2")
    >>> findings = run(game, "pbe", Budget())
    >>> [{kind: next(iter(sends)) for kind, sends in each.assessment.strategies["sender"].items()}
    ...  for each in findings.candidates]
    [{'skill_0': 'school_0', 'skill_1': 'school_2', 'skill_2': 'school_6'},
     {'skill_0': 'school_0', 'skill_1': 'school_0', 'skill_2': 'school_0'}]
    """
    from gametheory_dprk.solvers.compact_signaling.search import search

    shapes = wanted((options or {}).get("shapes", "all"))
    found: dict[str, PureProfile] = {}
    limit = None
    try:
        for shape, profile in search(game, shapes, budget.tick):
            found[shape] = profile
    except LimitReached as reached:
        limit = str(reached)
    missing = f"no {' or '.join(shapes)} equilibrium in pure strategies was found"
    notices = () if found or limit else (Notice("none_found", missing),)
    candidates = tuple(found[shape].candidate(game) for shape in SHAPES if shape in found)
    return Findings(candidates, False, limit, notices)


def wanted(text: str) -> tuple[str, ...]:
    """The shapes that an option names.

    Raises
    ------
    SolveError
        If it names another.

    Examples
    --------
    >>> wanted("pooling, separating")
    ('separating', 'pooling')
    """
    chosen = set(SHAPES if text == "all" else (part.strip() for part in text.split(",")))
    if unknown := sorted(chosen - set(SHAPES)):
        raise SolveError(f"shapes: unknown {unknown[0]!r}; there are {', '.join(SHAPES)} and all")
    return tuple(shape for shape in SHAPES if shape in chosen)


SPEC = SolverSpec(
    name="compact_pure",
    game=GridSignalingGame,
    concepts=frozenset({"pbe", "sequential"}),
    run=run,
    about="pure equilibria of signaling games on large grids: separating, pooling, partitions",
    source="Riley 1979; Crawford and Sobel 1982",
    complete=False,
    rank=50,
    options={
        "shapes": "what to look for: separating, pooling, partition, several of them, or all, "
        "which looks for a partition only where nothing separates (default all)"
    },
)
