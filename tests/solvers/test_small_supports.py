"""One equilibrium of larger games with several players, exactly."""

from __future__ import annotations

from random import Random

import pytest
from nplayer_games import random_game

from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.planning.plans import make_plan
from gametheory_dprk.solvers.small_supports import SPEC


@pytest.mark.parametrize("sizes", [(6, 6, 6), (3, 3, 3, 3, 3), (4, 4, 4, 4)])
@pytest.mark.parametrize("seed", range(4))
def test_one_equilibrium_is_found_and_certified(sizes: tuple[int, ...], seed: int) -> None:
    solution = solve(random_game(Random(seed), sizes, 99), "nash")
    assert solution.plan == ("small_supports",)
    assert len(solution) == 1
    assert solution.status == "partial"
    assert solution.equilibria[0].certificate.exact
    assert solution.equilibria[0].certificate.valid
    assert any("there may be others" in notice.message for notice in solution.warnings)


def test_mixed_equilibria_are_found_where_there_is_no_pure_one() -> None:
    """Matching pennies in a circle of three: each wants to match the next, the last to differ."""
    signs = [[[[a == b, b == c, c != a] for c in range(2)] for b in range(2)] for a in range(2)]
    pennies = NormalGame.from_arrays(
        *[[[[int(x[k]) for x in row] for row in side] for side in signs] for k in range(3)]
    )
    (found,) = SPEC.run(pennies, "nash", Budget()).candidates
    for player in pennies.players:
        assert set(map(str, found.assessment.strategies[player][player].values())) == {"1/2"}


def test_a_spent_budget_is_a_limit() -> None:
    findings = SPEC.run(random_game(Random(0), (6, 6, 6), 99), "nash", Budget(0))
    assert findings.limit
    assert not findings.candidates


def test_small_games_and_two_players_are_left_to_others() -> None:
    assert "all are examined" in SPEC.accepts(random_game(Random(0), (2, 2, 2), 9))
    assert "three players" in SPEC.accepts(random_game(Random(0), (9, 9), 9))


def test_supports_of_a_large_two_player_game_are_refused_with_what_to_use() -> None:
    game = random_game(Random(0), (12, 12), 9)
    with pytest.raises(NoSolverError, match="label_enumeration and vertex_enumeration"):
        make_plan(game, "nash", "polynomial_supports")
