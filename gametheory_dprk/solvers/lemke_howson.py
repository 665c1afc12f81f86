"""One equilibrium of a two-player game of any size, exactly, by Lemke-Howson paths.

Compiled paths in floats find supports; the strategies are then solved for over the rationals and
every comparison is made exactly. Nothing is said of other equilibria.
"""

from __future__ import annotations

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Notice
from gametheory_dprk.solvers.bimatrix.payoff_matrices import accept_rational, named, payoff_matrices
from gametheory_dprk.solvers.bimatrix.two_players import accept_two_players, assessment_of
from gametheory_dprk.solvers.spec import Findings, SolverSpec

INCOMPLETE = Notice("incomplete", "one equilibrium was looked for; there may be others")


def accepts(game: NormalGame[Number]) -> str:
    """Say why a game is outside, or "" if it has two players and rational payoffs.

    Examples
    --------
    >>> accepts(NormalGame.from_arrays([[0]], [[1]]))
    ''
    """
    return accept_two_players(game) or accept_rational(game)


def solve(game: NormalGame[Number], concept: str, budget: Budget) -> Findings:
    """Find one Nash equilibrium.

    Examples
    --------
    >>> pennies = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> (candidate,) = solve(pennies, "nash", Budget()).candidates
    >>> candidate.assessment.strategies["row"]["row"]
    {'r1': Fraction(1, 2), 'r2': Fraction(1, 2)}
    """
    from gametheory_dprk.kernels.one_equilibrium import find_exact_pair

    first, second = payoff_matrices(game)
    try:
        pair = find_exact_pair(first, second, budget.tick)
    except LimitReached as limit:
        return Findings((), complete=False, limit=str(limit))
    row, column = game.players
    member = assessment_of(
        game,
        named(game, row, pair.x.fractions(len(game.moves[row]))),
        named(game, column, pair.y.fractions(len(game.moves[column]))),
    )
    return Findings((Candidate(member),), complete=False, warnings=(INCOMPLETE,))


SPEC = SolverSpec(
    name="lemke_howson",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accepts,
    complete=False,
    rank=25,
    about="one equilibrium of a two-player game of any size, by complementary pivoting from many "
    "labels and an exact solution on the supports found",
    source="Lemke and Howson 1964",
)
