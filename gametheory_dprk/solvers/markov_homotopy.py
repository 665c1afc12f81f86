"""One stationary equilibrium of a stochastic game of any size, as the limit of logit responses.

The branch of logit equilibria that begins at uniform play is followed until hardly anybody errs.
The strategies found there are written in fractions, and the most that a deviation gains is
computed exactly: it is the `epsilon` that the candidate states, 0 where it is an equilibrium.
"""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import StochasticGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate, Notice
from gametheory_dprk.solvers.markov_profiles import improper
from gametheory_dprk.solvers.spec import Findings, SolverSpec

RATIONALITIES = (1e6, 1e8, 1e10)
"""Where the branch is left, in units of the game's payoffs; the next one if one will not do."""

CLOSE = 1e-9
"""Epsilon that is good enough to stop, in units of the game's payoffs."""

FARTHEST = Fraction(1, 1_000_000)
"""Epsilon up to which anything is returned, in units of the least that is at stake for anybody."""

ONE_FOUND = Notice(
    "one_equilibrium",
    "one stationary equilibrium was looked for, along the branch of logit responses that begins "
    "at uniform play",
)


def solve_by_homotopy(game: StochasticGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Follow the logit branch to one equilibrium."""
    try:
        found = follow(game, budget)
    except LimitReached as error:
        return Findings((), complete=False, limit=str(error))
    if found is None:
        return Findings((), complete=False, limit="the logit branch could not be followed")
    return Findings((found,), complete=False, warnings=(ONE_FOUND,))


def follow(game: StochasticGame[Fraction], budget: Budget) -> Candidate | None:
    """The equilibrium at the end of the branch; None where the branch was lost."""
    from numpy.linalg import LinAlgError

    from gametheory_dprk.solvers.markov.logit_equations import float_game
    from gametheory_dprk.solvers.markov.logit_path import logit_path
    from gametheory_dprk.solvers.markov.near_equilibrium import nearest

    form = float_game(game)
    waiting = list(RATIONALITIES)
    best: Candidate | None = None
    try:
        for point in logit_path(form, budget):
            if point[-1] < waiting[0]:
                continue
            found = nearest(game, form, point)
            best = found if best is None else min(best, found, key=lambda each: each.epsilon)
            waiting = [each for each in waiting if each > point[-1]]
            if best.epsilon <= CLOSE * form.scale or not waiting:
                break
    except LinAlgError:
        pass
    return best if best is not None and best.epsilon <= FARTHEST * least_stake(game) else None


def least_stake(game: StochasticGame[Fraction]) -> Fraction:
    """The least of the players' ranges of payoffs, counted for ever; none of them for nothing."""
    found: list[Fraction] = []
    for player, factor in game.discount.items():
        pays = [v for state in game.states.values() for v in state.payoffs[player].values()]
        found.append((max(pays) - min(pays)) / (1 - factor))
    return min(filter(None, found), default=Fraction(0))


SPEC = SolverSpec(
    name="markov_homotopy",
    game=StochasticGame,
    concepts=frozenset({"markov_perfect"}),
    run=solve_by_homotopy,
    accepts=improper,
    exact=False,
    complete=False,
    rank=60,
    about="one stationary equilibrium of games with many states, within a bound checked exactly",
    source="Eibelshaeuser and Poensgen 2019",
)
