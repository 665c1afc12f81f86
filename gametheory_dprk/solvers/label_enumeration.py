"""All Nash equilibria of a two-player game, exactly, by depth-first search over labels.

Cases are split by which player's strategy has a label, and cut off where one of the two polytopes
is proved empty (Audet, Hansen, Jaumard and Savard 2001). The vertices left make the maximal Nash
subsets and components as in vertex enumeration (Avis, Rosenberg, Savani and von Stengel 2010).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.bimatrix.completeness import certify
from gametheory_dprk.solvers.bimatrix.label_equilibria import extreme_equilibria
from gametheory_dprk.solvers.bimatrix.nash_components import Strategies, candidates_of
from gametheory_dprk.solvers.bimatrix.payoff_matrices import accept_rational, named, payoff_matrices
from gametheory_dprk.solvers.bimatrix.two_players import accept_enumerable
from gametheory_dprk.solvers.spec import Findings, SolverSpec, collected

if TYPE_CHECKING:
    from gametheory_dprk.kernels.exact_faces import Corner

MOST_LABELS = 62
"""Moves of both players together that the search takes."""

FEWEST_PROFILES = 90
"""Profiles from which on compiled code pays for being loaded."""


def accepts(game: NormalGame[Fraction]) -> str:
    """Say why a game is outside, or "" if its size and payoffs fit.

    Examples
    --------
    >>> accepts(NormalGame.from_arrays([[0] * 60] * 3, [[0] * 60] * 3))
    'has 63 moves; up to 62 are taken'
    >>> accepts(NormalGame.from_arrays([[0]], [[0]]))
    'has 1 profiles; from 90 on the search pays'
    """
    if reason := accept_enumerable(game) or accept_rational(game):
        return reason
    moves = [len(names) for names in game.moves.values()]
    if sum(moves) > MOST_LABELS:
        return f"has {sum(moves)} moves; up to {MOST_LABELS} are taken"
    profiles = moves[0] * moves[1]
    few = profiles < FEWEST_PROFILES
    return f"has {profiles} profiles; from {FEWEST_PROFILES} on the search pays" if few else ""


def solve(game: NormalGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all components of Nash equilibria of a two-player game.

    Examples
    --------
    >>> chicken = NormalGame.from_arrays([[0, 7], [2, 6]], [[0, 2], [7, 6]])
    >>> for candidate in solve(chicken, "nash", Budget()).candidates:
    ...     print({p: [str(x) for x in s[p].values()]
    ...            for p, s in candidate.assessment.strategies.items()})
    {'row': ['1', '0'], 'column': ['0', '1']}
    {'row': ['1/3', '2/3'], 'column': ['1/3', '2/3']}
    {'row': ['0', '1'], 'column': ['1', '0']}
    """
    return collected(candidates(game, budget.tick))


def candidates(game: NormalGame[Fraction], tick: Tick) -> Iterator[Candidate]:
    """One candidate for each component, ordered by its first extreme equilibrium."""
    from gametheory_dprk.kernels.integer_payoffs import integer_rows

    first, second = payoff_matrices(game)
    found = extreme_equilibria(integer_rows(first), integer_rows(second), tick)
    row, column = game.players
    sides = strategies(game, row, found.rows), strategies(game, column, found.columns)
    yield from candidates_of(game, *sides, found.pairs, tick)


def strategies(game: NormalGame[Fraction], player: str, corners: list[Corner]) -> Strategies:
    """The players' strategies by the names of their moves."""
    return [named(game, player, corner.chances()) for corner in corners]


SPEC = SolverSpec(
    name="label_enumeration",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accepts,
    rank=15,
    prove=certify,
    about="all equilibria of a two-player game, with components, by depth-first search over labels "
    "with every cut proved",
    source="Audet, Hansen, Jaumard and Savard 2001; Avis, Rosenberg, Savani and von Stengel 2010",
)
