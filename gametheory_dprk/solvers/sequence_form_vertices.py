"""All Nash equilibria of a two-player tree, exactly, by vertex enumeration in sequence form.

The reduced normal form of a tree grows exponentially with the tree; the sequence form does not.
The set of equilibria is a union of products of polytopes in realization weights, and these are
found as in normal form, from the vertices of two polyhedra and the labels that they bear.
"""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.nash_candidates import (
    ONE_OF_EQUIVALENT,
    leaves_open,
    nash_candidate,
)
from gametheory_dprk.solvers.trees.nash_certificate import certify
from gametheory_dprk.solvers.trees.nash_pairs import NashPairs
from gametheory_dprk.solvers.trees.sequence_form import (
    ForgottenMoves,
    sequence_form,
)
from gametheory_dprk.transforms.extensive_to_normal import refuse_reduction

MOST_SEQUENCES = 60
"""Moves at information sets up to which enumeration is tried whatever the reduced normal form."""


def solve(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all components of Nash equilibria of a two-player tree with perfect recall.

    References
    ----------
    B. von Stengel 1996, "Efficient Computation of Behavior Strategies", Games and Economic
    Behavior 14; D. Avis, G. Rosenberg, R. Savani and B. von Stengel 2010, "Enumeration of Nash
    Equilibria for Two-Player Games", Economic Theory 42.

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> leave, fight, share = (
    ...     Terminal({"A": Fraction(a), "B": Fraction(b)}) for a, b in ((0, 2), (-1, -1), (1, 1))
    ... )
    >>> answer = Decision("B", "enter", {"fight": fight, "share": share})
    >>> tree = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    >>> [candidate.component and candidate.component.dimension
    ...  for candidate in solve(tree, "nash", Budget()).candidates]
    [1, None]
    """
    form = sequence_form(game)
    found: list[Candidate] = []
    limit = None
    is_open = False
    try:
        pairs = NashPairs.of(form, budget.tick)
        for subsets in pairs.components(budget.tick):
            cells = [pairs.sides(*subset, budget.tick) for subset in subsets]
            found.append(nash_candidate(form, cells))
            is_open = is_open or any(leaves_open(form, cell) for cell in cells)
    except LimitReached as reached:
        limit = str(reached)
    warnings = (ONE_OF_EQUIVALENT,) if is_open else ()
    return Findings(tuple(found), limit is None, limit, warnings)


def outside(game: ExtensiveGame[Fraction]) -> str:
    """Why a game cannot be solved here, or an empty text."""
    if len(game.players) != 2:
        return f"needs two players, not {len(game.players)}"
    try:
        form = sequence_form(game)
    except ForgottenMoves as error:
        return str(error)
    count = sum(len(side.length) - 1 for side in form.sides)
    if count > MOST_SEQUENCES and (reason := refuse_reduction(game)):
        return f"has {count} sequences, all equilibria are listed up to {MOST_SEQUENCES}; {reason}"
    return ""


SPEC = SolverSpec(
    name="sequence_form_vertices",
    game=ExtensiveGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=outside,
    rank=35,
    prove=certify,
    about="all Nash equilibria of a two-player tree, with components, from the vertices of "
    "polyhedra in sequence form",
    source="von Stengel 1996; Avis, Rosenberg, Savani and von Stengel 2010",
)
