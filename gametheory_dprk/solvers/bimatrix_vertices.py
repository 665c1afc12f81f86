"""All Nash equilibria of a two-player game, exactly, by vertex enumeration.

The extreme equilibria are the pairs of vertices of the two best-reply polytopes whose labels are
all moves (Mangasarian 1964). Join the two vertices of each pair: the maximal bicliques of the graph
are the maximal Nash subsets, each a product of two polytopes, and the connected unions of these
subsets are the components of the set of equilibria (Winkels 1979; Avis, Rosenberg, Savani and
von Stengel 2010). Nothing is assumed of the game: ties and duplicated moves only add labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.bimatrix.best_reply_vertices import best_reply_vertices
from gametheory_dprk.solvers.bimatrix.completeness import certify
from gametheory_dprk.solvers.bimatrix.extreme_pairs import extreme_pairs
from gametheory_dprk.solvers.bimatrix.nash_components import candidates_of
from gametheory_dprk.solvers.bimatrix.two_players import accept_enumerable
from gametheory_dprk.solvers.spec import Findings, SolverSpec, collected


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
    vertices = [best_reply_vertices(game, player, tick) for player in game.players]
    pairs = extreme_pairs(game, vertices, tick)
    yield from candidates_of(game, pairs.row_strategies, pairs.column_strategies, pairs.edges, tick)


SPEC = SolverSpec(
    name="vertex_enumeration",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accept_enumerable,
    rank=20,
    prove=certify,
    about="all equilibria of a two-player game, with components, from the vertices of the "
    "best-reply polytopes",
    source="Mangasarian 1964; Winkels 1979; Avis, Rosenberg, Savani and von Stengel 2010",
)
