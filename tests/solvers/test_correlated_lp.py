"""Correlated equilibria: values by hand, by HiGHS, and what must not matter."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import numpy
import pytest
from bimatrix_games import game_of, random_arrays
from scipy.optimize import linprog

from gametheory_dprk.concepts.correlated import check_correlated
from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.polyhedra import contains
from gametheory_dprk.solvers.correlated_lp import correlated_polytope, solve_correlated

CHICKEN = game_of([[6, 2], [7, 0]], [[6, 7], [2, 0]])


def worth(game, objective: str = "welfare") -> dict[str, Fraction]:
    (best,) = solve(game, "correlated", options={"objective": objective}).equilibria
    return dict(best.values)


def extreme(game) -> list:
    return list(solve(game, "correlated", options={"extreme_points": "yes"}))


def random_games(count: int, seed: int):
    random = Random(seed)
    for _ in range(count):
        sizes = [random.randint(2, 3) for _ in range(random.randint(2, 3))]
        tables = [
            numpy.array([random.randint(0, 9) for _ in range(int(numpy.prod(sizes)))])
            .reshape(sizes)
            .tolist()
            for _ in sizes
        ]
        yield NormalGame.from_arrays(*tables)


def highs_welfare(game) -> float:
    """The largest sum of values, from a program written down anew."""
    profiles = list(product(*game.moves.values()))
    rows = []
    for k, player in enumerate(game.players):
        for told, other in product(game.moves[player], repeat=2):
            rows.append([
                float(game.payoffs[player][(*p[:k], other, *p[k + 1:])] - game.payoffs[player][p])
                if p[k] == told else 0.0
                for p in profiles
            ])  # fmt: skip
    goal = [-float(sum(game.payoffs[p][profile] for p in game.players)) for profile in profiles]
    found = linprog(goal, rows, [0] * len(rows), [[1] * len(profiles)], [1])
    assert found.status == 0
    return -found.fun


def test_chicken_by_hand() -> None:
    """Most welfare: 12a + 9(b + c) with 2b >= a, 2c >= a, so a = 1/2 and each gets 21/4. The five
    extreme points: both pure equilibria, the mixed one (2/3, 1/3), (1/2, 1/4, 1/4, 0) and
    (0, 2/5, 2/5, 1/5)."""
    assert worth(CHICKEN) == {"row": Fraction(21, 4), "column": Fraction(21, 4)}
    found = {tuple(map(str, each.assessment.joint.values())) for each in extreme(CHICKEN)}
    assert found == {
        ("0", "1", "0", "0"),
        ("0", "0", "1", "0"),
        ("4/9", "2/9", "2/9", "1/9"),
        ("1/2", "1/4", "1/4", "0"),
        ("0", "2/5", "2/5", "1/5"),
    }


def test_objectives() -> None:
    assert worth(CHICKEN, "row") == {"row": 7, "column": 2}
    assert worth(CHICKEN, "column - row/2") == {"row": 2, "column": 7}
    least = worth(CHICKEN, "-row - column")
    assert least == {"row": Fraction(18, 5), "column": Fraction(18, 5)}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"objective": "rwo"}, "did you mean 'row'"),
        ({"objective": "row*column"}, "not linear"),
        ({"objective": "row/0"}, "division by zero"),
        ({"objective": "row +"}, "objective"),
        ({"objective": "3"}, "no player"),
        ({"objective": "row > column"}, "not linear"),
        ({"extreme_points": "maybe"}, "yes or no"),
        ({"extrem": "yes"}, "no option 'extrem'"),
    ],
)
def test_wrong_options_are_refused(options, words: str) -> None:
    with pytest.raises(NoSolverError, match=words):
        solve(CHICKEN, "correlated", options=options)


def test_welfare_agrees_with_highs() -> None:
    better = 0
    for game in random_games(40, 1987):
        value = sum(worth(game).values())
        assert float(value) == pytest.approx(highs_welfare(game), abs=1e-7)
        if len(game.players) == 2:
            nash = max(sum(each.values.values()) for each in solve(game, "nash"))
            assert nash <= value
            better += nash < value
    assert better


def test_nash_equilibria_are_correlated_equilibria() -> None:
    random = Random(5)
    for _ in range(25):
        game = game_of(*random_arrays(random, (3, 3), 5))
        polytope = correlated_polytope(game)
        for each in solve(game, "nash"):
            row, column = (each.strategies[p][p] for p in game.players)
            assert contains(polytope, {(r, c): row[r] * column[c] for r in row for c in column})


def test_the_best_is_an_extreme_value_and_mixtures_stay_inside() -> None:
    random = Random(11)
    for _ in range(8):
        game = game_of(*random_arrays(random, (2, 3), 9))
        points = extreme(game)
        values = [sum(each.values.values()) for each in points]
        assert values[0] == max(values) == sum(worth(game).values())
        assert values == sorted(values, reverse=True)
        polytope = correlated_polytope(game)
        mean = {
            profile: sum(each.assessment.joint[".".join(profile)] for each in points) / len(points)
            for profile in game.profiles()
        }
        assert contains(polytope, mean)


def test_every_yield_is_certified_and_moves_may_be_renamed() -> None:
    for game in random_games(15, 3):
        (best,) = solve_correlated(game, "correlated", Budget(), {}).candidates
        assert check_correlated(game, best).valid
        names = {p: tuple(f"{p}-{k}" for k in range(len(m))) for p, m in game.moves.items()}
        renamed = NormalGame(
            game.players,
            names,
            {
                player: dict(zip(product(*names.values()), table.values(), strict=True))
                for player, table in game.payoffs.items()
            },
        )
        again = worth(renamed)
        assert again == worth(game)


def test_complete_only_where_there_is_one() -> None:
    """Matching pennies has one correlated equilibrium, the Nash one; chicken has a polytope."""
    pennies = game_of([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    for every in ("yes", "no"):
        only = solve(pennies, "correlated", options={"extreme_points": every})
        assert (only.complete, only.warnings) == (True, ())
    assert set(only.equilibria[0].assessment.joint.values()) == {Fraction(1, 4)}
    many = solve(CHICKEN, "correlated", options={"extreme_points": "yes"})
    assert not many.complete
    assert many.warnings[0].code == "extreme_points"
    one = solve(CHICKEN, "correlated")
    assert (one.complete, one.warnings[0].code) == (False, "one_of_many")
    random, alone = Random(8), 0
    for _ in range(20):
        game = game_of(*random_arrays(random, (2, 3), 9))
        single = len(extreme(game)) == 1
        assert solve(game, "correlated").complete == single
        alone += single
    assert 0 < alone < 20


def test_names_that_run_together_are_refused() -> None:
    moves = {"row": ["a", "a.b"], "column": ["b.c", "c"]}
    game = NormalGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]], moves=moves)
    with pytest.raises(NoSolverError, match="dots"):
        solve(game, "correlated")


def test_limit_is_told() -> None:
    found = solve(CHICKEN, "correlated", budget=Budget(0.0))
    assert (found.status, len(found)) == ("limit", 0)
