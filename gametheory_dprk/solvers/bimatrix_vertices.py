"""All Nash equilibria of a two-player game, exactly, by vertex enumeration.

The extreme equilibria are the pairs of vertices of the two best-reply polytopes whose labels are
all moves (Mangasarian 1964). Join the two vertices of each pair: the maximal bicliques of the graph
are the maximal Nash subsets, each a product of two polytopes, and the connected unions of these
subsets are the components of the set of equilibria (Winkels 1979; Avis, Rosenberg, Savani and
von Stengel 2010). Nothing is assumed of the game: ties and duplicated moves only add labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from operator import and_

from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.bimatrix.best_reply_vertices import (
    Label,
    LabelledVertex,
    best_reply_vertices,
)
from gametheory_dprk.solvers.bimatrix.bicliques import Edge
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


def candidates(game: NormalGame[Fraction], tick: Callable[[], None]) -> Iterator[Candidate]:
    """One candidate for each component, ordered by its first extreme equilibrium."""
    first, second = (best_reply_vertices(game, player, tick) for player in game.players)
    labels = [(player, move) for player in game.players for move in game.moves[player]]
    pairs = list(complementary_pairs(first, second, labels))
    rows = OrderedStrategies(first, {row for row, _ in pairs})
    columns = OrderedStrategies(second, {column for _, column in pairs})
    edges = ((rows.rank[row], columns.rank[column]) for row, column in pairs)
    yield from candidates_of(game, rows.strategies, columns.strategies, edges, tick)


def complementary_pairs(
    first: Sequence[LabelledVertex], second: Sequence[LabelledVertex], labels: Sequence[Label]
) -> Iterator[Edge]:
    """Positions of vertices that together have all labels.

    Each label knows the second player's vertices that carry it, as the bits of an integer; the
    partners of a vertex carry every label it lacks, which is one `and` a label.
    """
    bearers = dict.fromkeys(labels, 0)
    for position, vertex in enumerate(second):
        for label in vertex.labels:
            bearers[label] |= 1 << position
    everyone = (1 << len(second)) - 1
    for position, vertex in enumerate(first):
        missing = (bearers[label] for label in labels if label not in vertex.labels)
        partners = reduce(and_, missing, everyone)
        while partners:
            last = partners & -partners
            yield position, last.bit_length() - 1
            partners ^= last


class OrderedStrategies:
    """The strategies at some of the vertices, those with more weight on earlier moves first.

    Attributes
    ----------
    strategies : list of dict
    rank : dict
        Where the strategy at a vertex, given by its position, comes in the order.
    """

    def __init__(self, vertices: Sequence[LabelledVertex], positions: Iterable[int]) -> None:
        found = {position: vertices[position].strategy() for position in positions}
        order = sorted(found, key=lambda position: [-chance for chance in found[position].values()])
        self.strategies = [found[position] for position in order]
        self.rank = {position: rank for rank, position in enumerate(order)}


SPEC = SolverSpec(
    name="vertex_enumeration",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accept_enumerable,
    rank=20,
    about="all equilibria of a two-player game, with components, from the vertices of the "
    "best-reply polytopes",
    source="Mangasarian 1964; Winkels 1979; Avis, Rosenberg, Savani and von Stengel 2010",
)
