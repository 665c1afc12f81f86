"""Logit quantal response equilibria of a tree, on the principal branch or wherever they are.

The logarithms of probabilities solve a smooth system for every lambda. At lambda = 0 the only
solution is uniform play; the curve that starts there is followed by predictor and corrector
(Turocy 2005) to the value of lambda that is asked for, or on to its limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import ExtensiveGame, Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.logit_options import OPTIONS, LogitOptions, read_options
from gametheory_dprk.solvers.spec import Findings, SolverSpec

if TYPE_CHECKING:
    from gametheory_dprk.kernels.agent_form import Floats
    from gametheory_dprk.kernels.logit_branch import Branch
    from gametheory_dprk.kernels.logit_map import LogitGame

NEGLIGIBLE = 1e-6
"""Gain, as a share of the range of payoffs, that the limit of a branch leaves to an agent."""

LARGE = 40
"""Moves of both players from which on compiling the kernel for two players pays."""


def solve(
    game: Game[Any], concept: str, budget: Budget, options: Mapping[str, str] | None = None
) -> Findings:
    """Find logit equilibria; which ones is said by the options.

    Raises
    ------
    SolveError
        If an option does not make sense.
    """
    from gametheory_dprk.kernels.agent_form import agent_form
    from gametheory_dprk.kernels.logit_map import logit_game

    asked = read_options(options or {})
    compiled = logit_game(agent_form(game), asked.rescale)
    if asked.everywhere:
        return search_findings(compiled, asked, budget)
    return branch_findings(compiled, asked, budget)


def accepts(game: Game[Any]) -> str:
    """Why a game is outside, or "" where it is inside."""
    from gametheory_dprk.kernels.agent_form import refusal

    return refusal(game)


def branch_findings(game: LogitGame, asked: LogitOptions, budget: Budget) -> Findings:
    """The equilibrium on the principal branch."""
    from gametheory_dprk.kernels import logit_branch, logit_two_players
    from gametheory_dprk.kernels.logit_path import PathLost

    large = logit_two_players.is_two_player(game) and game.form.size >= LARGE
    follower = logit_two_players if large else logit_branch
    try:
        if asked.rationality is None:
            branch = follower.branch_to(game, NEGLIGIBLE, budget.tick)
        else:
            branch = follower.branch_at(game, asked.rationality, budget.tick)
    except (PathLost, LimitReached) as stopped:
        return Findings((), False, str(stopped), (scale_notice(asked, asked.rationality),))
    point = branch.point
    found = candidate(game, point.logs, point.rationality, asked.rescale)
    return Findings((found,), False, None, tuple(branch_notices(branch, asked)))


def branch_notices(branch: Branch, asked: LogitOptions) -> Iterator[Notice]:
    """What the equilibrium on the principal branch is relative to."""
    yield scale_notice(asked, branch.point.rationality)
    if branch.point.crossings:
        yield Notice(
            "crossing",
            "another curve of equilibria crosses the principal branch before this point, as in "
            "games with symmetries; it was followed straight on, and a slightly different game "
            "may lead elsewhere",
        )


def search_findings(game: LogitGame, asked: LogitOptions, budget: Budget) -> Findings:
    """All equilibria that a search at one value of lambda leads to."""
    from gametheory_dprk.kernels.logit_points import index
    from gametheory_dprk.kernels.logit_search import search

    assert asked.rationality is not None
    found: list[Floats] = []
    limit = None
    try:
        found.extend(search(game, asked.rationality, budget.tick))
    except LimitReached as reached:
        limit = str(reached)
    notices = [scale_notice(asked, asked.rationality)]
    total = sum(index(game, logs, asked.rationality) for logs in found)
    if total != 1:
        notices.append(
            Notice("missed", f"the indices sum to {total}, not 1: some equilibrium was missed")
        )
    candidates = [candidate(game, logs, asked.rationality, asked.rescale) for logs in found]
    return Findings(tuple(candidates), False, limit, tuple(notices))


def scale_notice(asked: LogitOptions, rationality: float | None) -> Notice:
    """Say what lambda is measured in."""
    value = "to its limit" if rationality is None else f"= {rationality:.10g}"
    if asked.rescale:
        scale = "with each player's payoffs rescaled to a range of 1"
    else:
        scale = "with payoffs as given; lambda is not scale free"
    return Notice("rationality", f"lambda {value} {scale}")


def candidate(game: LogitGame, logs: Floats, rationality: float, rescale: bool) -> Candidate:
    """Name what is played and believed, and each player's lambda in its own payoffs."""
    import numpy as np

    from gametheory_dprk.kernels.agent_payoffs import move_payoffs

    form = game.form
    chances = np.exp(logs)
    chances /= np.add.reduceat(chances, form.starts)[form.agents]
    beliefs: Any = form.beliefs(move_payoffs(game.kernel, logs).beliefs.tolist())
    extents = form.ranges if rescale else np.ones(len(form.players))
    return Candidate(
        Assessment(form.strategies(chances.tolist()), beliefs),
        rationality={
            player: float(rationality / (extent or 1.0))
            for player, extent in zip(form.players, extents, strict=True)
        },
    )


def logit_spec(name: str, form: type) -> SolverSpec:
    """The card of the solver for one game form."""
    return SolverSpec(
        name=name,
        game=form,
        concepts=frozenset({"qre"}),
        run=solve,
        accepts=accepts,
        exact=False,
        complete=False,
        about="the principal branch of logit equilibria, followed from uniform play in floats",
        source="McKelvey and Palfrey 1995, 1998; Turocy 2005",
        options=OPTIONS,
    )


SPEC = logit_spec("logit_branch", ExtensiveGame)
