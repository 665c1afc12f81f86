"""All Nash equilibria of a normal form with any number of players, exactly, by supports.

Every support profile that conditional dominance leaves (Porter, Nudelman and Shoham 2008) is a
system of polynomial equations and inequalities, which is solved exactly: isolated equilibria are
points with algebraic coordinates, others are products of polytopes. What is neither is reported.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import never_stop
from gametheory_dprk.solution import Notice
from gametheory_dprk.solvers.assessment_supports import connection_notice
from gametheory_dprk.solvers.small_supports import support_count
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.supports.cells import support_cells
from gametheory_dprk.solvers.supports.completeness import certify_supports
from gametheory_dprk.solvers.supports.curved_supports import CurvedSupports, is_enclosed
from gametheory_dprk.solvers.supports.equilibrium_cells import ProductCell, candidates
from gametheory_dprk.solvers.supports.profiles import Support, support_profiles
from gametheory_dprk.solvers.supports.system import support_system

MOST_OF_TWO = 65_536
"""Support profiles of two players that are examined: for them there are better ways."""

MOST_OF_MANY = 10**9
"""Support profiles of more players that are examined."""

ENCLOSED = Notice(
    "enclosed",
    "some probabilities are irrational numbers of high degree: each is proved to lie between two "
    "rationals that agree on twenty digits or so, which the JSON states",
)

LISTED = 3
"""Undecided support profiles that a notice names; the others are counted."""


def accepts(game: NormalGame[Any]) -> str:
    """Say why a game is outside, or "" if its support profiles are not too many.

    Examples
    --------
    >>> accepts(NormalGame.from_arrays([[0] * 12] * 12, [[0] * 12] * 12)).split(" (")[0]
    'has 16769025 support profiles; up to 65536 are examined of two players'
    """
    count = support_count(game)
    if len(game.players) > 2:
        over = count > MOST_OF_MANY
        most = f"up to {MOST_OF_MANY} are examined (small_supports looks for one equilibrium)"
        return f"has {count} support profiles; {most}" if over else ""
    if count <= MOST_OF_TWO:
        return ""
    return (
        f"has {count} support profiles; up to {MOST_OF_TWO} are examined of two players "
        "(label_enumeration and vertex_enumeration find all equilibria, lemke_howson finds one)"
    )


def solve(game: NormalGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all components of Nash equilibria.

    Examples
    --------
    >>> pennies = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> for candidate in solve(pennies, "nash", Budget()).candidates:
    ...     print(candidate.assessment.strategies["row"]["row"])
    {'r1': Fraction(1, 2), 'r2': Fraction(1, 2)}
    """
    return enumerated(game, budget, CurvedSupports(game, budget))


def solve_straight(game: NormalGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find the components that are products of polytopes, and points with exact coordinates.

    What is neither is reported as undecided.
    """
    return enumerated(game, budget, None)


def enumerated(
    game: NormalGame[Fraction], budget: Budget, curved: CurvedSupports | None
) -> Findings:
    """Go through all support profiles; without `curved`, only for exact and straight answers."""
    cells: list[ProductCell] = []
    undecided: list[tuple[Support, ...]] = []
    limit = None
    try:
        for supports in support_profiles(game, budget.tick):
            found = support_cells(game, support_system(game, supports), budget.tick)
            if curved is not None and found.undecided and curved.solves(supports):
                continue
            kept = [each for each in found.cells if curved is not None or not is_enclosed(each)]
            cells += kept
            if found.undecided or len(kept) < len(found.cells):
                undecided.append(supports)
    except LimitReached as reached:
        limit = str(reached)
    listed = tuple(candidates(cells, never_stop))
    notices = [undecided_notice(game, undecided)] if undecided else []
    if curved is not None and curved.found:
        listed = tuple(curved.joined(cells, Budget()))
        notices += connection_notice(curved.found, curved.doubts)
    if any(is_enclosed(cell) for cell in cells):
        notices.append(ENCLOSED)
    return Findings(
        listed,
        complete=limit is None and not undecided,
        limit=limit,
        warnings=tuple(notices),
    )


def certify(game: NormalGame[Fraction], concept: str, budget: Budget) -> Completeness:
    """Certify a complete run, as far as linear reasoning goes.

    Raises
    ------
    LimitReached
        If the budget is spent, or there are too many moves.
    """
    return certify_supports(game, solve(game, concept, budget).candidates, budget.tick)


def undecided_notice(game: NormalGame[Fraction], undecided: list[tuple[Support, ...]]) -> Notice:
    """Say where equilibria may be missing."""
    named = "; ".join(
        ", ".join(f"{p} {'/'.join(s)}" for p, s in zip(game.players, supports, strict=True))
        for supports in undecided[:LISTED]
    )
    more = len(undecided) - LISTED
    return Notice(
        "undecided_supports",
        f"equilibria with these supports may be missing: {named}"
        + (f"; and {more} more" if more > 0 else ""),
    )


SPEC = SolverSpec(
    name="polynomial_supports",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accepts,
    prove=certify,
    rank=30,
    about="all equilibria of a normal form with any number of players, irrational ones too, from "
    "the polynomial equations of every support",
    source="Porter, Nudelman and Shoham 2008; Rouillier 1999",
)
