"""All Nash equilibria of a large two-player game of which strict dominance leaves little.

No equilibrium uses a strictly dominated move, and what such moves pay does not matter to those that
are left: the equilibria of the game are those of what survives, with probability zero elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate, Component, Distribution, Notice
from gametheory_dprk.solvers.bimatrix.payoff_matrices import accept_rational, payoff_matrices
from gametheory_dprk.solvers.bimatrix.two_players import accept_two_players
from gametheory_dprk.solvers.label_enumeration import accepts as accept_labels
from gametheory_dprk.solvers.label_enumeration import solve as solve_labels
from gametheory_dprk.solvers.spec import Findings, SolverSpec


def accepts(game: NormalGame[Fraction]) -> str:
    """Say why a game is outside, or "" if what survives can be solved.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[1] * 40] + [[0] * 40] * 40, [[1] + [0] * 39] * 41)
    >>> accepts(game)
    ''
    >>> accepts(NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    'is not too large as it is'
    """
    if reason := accept_two_players(game) or accept_rational(game):
        return reason
    if fits(game):
        return "is not too large as it is"
    left = surviving(game)
    rows, columns = (len(moves) for moves in left.moves.values())
    return "" if fits(left) else f"strict dominance leaves {rows} x {columns} moves"


def fits(game: NormalGame[Fraction]) -> bool:
    """Whether all equilibria are enumerated without further ado."""
    reason = accept_labels(game)
    return not reason or reason.endswith("the search pays")


def surviving(game: NormalGame[Fraction]) -> NormalGame[Fraction]:
    """The game of the moves that survive."""
    import numpy as np

    from gametheory_dprk.kernels.dominated import undominated

    first, second = (np.array(table, dtype=object) for table in payoff_matrices(game))
    kept = undominated(first, second)
    moves = {
        player: tuple(own[k] for k in places.tolist())
        for (player, own), places in zip(game.moves.items(), kept, strict=True)
    }
    small: NormalGame[Fraction] = NormalGame(game.players, moves, {})
    payoffs = {
        p: {each: table[each] for each in small.profiles()} for p, table in game.payoffs.items()
    }
    return replace(small, payoffs=payoffs)


def solve(game: NormalGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find all components of Nash equilibria.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[1] * 40] + [[0] * 40] * 40, [[1] + [0] * 39] * 41)
    >>> found = solve(game, "nash", Budget())
    >>> found.complete, found.candidates[0].assessment.strategies["row"]["row"]["r1"]
    (True, Fraction(1, 1))
    """
    small = surviving(game)
    found = solve_labels(small, concept, budget)
    sizes = " x ".join(str(len(moves)) for moves in small.moves.values())
    before = " x ".join(str(len(moves)) for moves in game.moves.values())
    note = Notice("dominance", f"strict dominance leaves {sizes} of {before} moves")
    widened = tuple(widen(game, candidate) for candidate in found.candidates)
    return replace(found, candidates=widened, warnings=(*found.warnings, note))


def widen(game: NormalGame[Fraction], candidate: Candidate) -> Candidate:
    """The same play in the whole game."""
    strategies = {
        player: {label: with_zeros(game.moves[player], each) for label, each in sets.items()}
        for player, sets in candidate.assessment.strategies.items()
    }
    component = candidate.component and widen_component(game, candidate.component)
    return replace(candidate, assessment=Assessment(strategies), component=component)


def widen_component(game: NormalGame[Fraction], component: Component) -> Component:
    """The same component in the whole game."""
    return replace(
        component,
        cells=tuple(
            replace(
                cell,
                blocks=tuple(
                    replace(
                        block,
                        strategies=tuple(
                            {
                                key: with_zeros(game.moves[key[0]], each)
                                for key, each in point.items()
                            }
                            for point in block.strategies
                        ),
                    )
                    for block in cell.blocks
                ),
            )
            for cell in component.cells
        ),
    )


def with_zeros(moves: tuple[str, ...], chances: Distribution) -> Mapping[str, Fraction]:
    """Probability zero for all moves that are not named."""
    return {move: chances.get(move, Fraction(0)) for move in moves}  # type: ignore[misc]


SPEC = SolverSpec(
    name="undominated_moves",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accepts,
    rank=16,
    about="all equilibria of a large two-player game of which iterated strict dominance by single "
    "moves leaves little, with components",
    source="Gilboa, Kalai and Zemel 1990; then as label_enumeration",
)
