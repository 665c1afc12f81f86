"""Logit equilibria from the planner: the flagship's counts, invariances, scale, and refusals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from kernels.logit_games import games, normal_game, tree_game

from gametheory_dprk.analysis.logit_limit import logit_limit
from gametheory_dprk.errors import SolveError
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, NormalGame, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values

DPRK = {"n_G": 0.3, "n_P": 1.0, "s": 0.5, "R": 1.0, "r_q": 0.5}
US = {"v": 2.0, "k": 0.5, "b": 0.1, "d": 1.0}


def flagship(cost: str):
    scenario = read("dprk/agreed_framework_1994")
    return scenario.game.at(parameter_values(scenario, {"p": "0.1", "c": cost}))


def sigmoid(x):
    return np.exp(log_sigmoid(x))


def log_sigmoid(x):
    return -np.logaddexp(0, -x)


def relief_gap(logit, cost: float, dprk: float, us: float):
    """Logit response to relief less relief, in log odds: all else follows from relief alone."""
    relief = sigmoid(logit)
    logs, comply = [], []
    for worth in (DPRK["n_G"], DPRK["n_P"]):
        kept = sigmoid(dprk * (DPRK["R"] - worth - DPRK["r_q"]))
        met = kept * DPRK["R"] + (1 - kept) * (worth + DPRK["r_q"]) - cost
        held = worth - DPRK["s"] - cost
        provoke = worth - DPRK["s"]
        logs.append(log_sigmoid(dprk * (relief * met + (1 - relief) * held - provoke)))
        comply.append(kept)
    genuine = sigmoid(np.log(1 / 9) + logs[0] - logs[1])
    kept = genuine * comply[0] + (1 - genuine) * comply[1]
    gain = kept * US["v"] - (1 - kept) * US["d"] - US["k"] - (US["b"] - US["d"])
    return us * gain - logit


def relief_roots(cost: float, dprk: float, us: float) -> list[float]:
    """Every equilibrium probability of relief, by the signs of the gap on a fine grid."""
    grid = np.linspace(-1000, 1000, 400_001)
    signs = np.sign(relief_gap(grid, cost, dprk, us))
    return sorted(sigmoid(grid[:-1][signs[1:] != signs[:-1]]))


@pytest.mark.parametrize(
    ("rationality", "count"), [(1, 1), (10, 1), (20, 1), (40, 3), (100, 3), (300, 3)]
)
def test_the_flagship_has_one_equilibrium_then_three(rationality, count):
    roots = relief_roots(0.2, rationality, rationality)
    options = {"lambda": str(rationality), "all": "yes"}
    solution = solve(flagship("0.2"), "qre", options=options)
    found = sorted(each.strategies["US"]["after_talk"]["relief"] for each in solution)
    assert len(roots) == len(solution) == count
    assert found == pytest.approx(roots, abs=2e-3)
    assert not solution.complete
    assert solution.status == "partial"


@pytest.mark.parametrize(("rationality", "count"), [(15, 1), (20, 3), (25, 1), (40, 3)])
def test_rescaled_equilibria_come_go_and_come_again(rationality, count):
    """At c = 1.1 the principal branch turns back twice between lambda 15 and 25."""
    game = flagship("1.1")
    roots = relief_roots(1.1, rationality / 1.8, rationality / 3)
    options = {"lambda": str(rationality), "rescale": "yes"}
    everywhere = solve(game, "qre", options={**options, "all": "yes"})
    found = sorted(each.strategies["US"]["after_talk"]["relief"] for each in everywhere)
    assert len(roots) == count
    assert found == pytest.approx(roots, abs=2e-3)
    (principal,) = solve(game, "qre", options=options)
    first = everywhere.equilibria[0]
    assert principal.strategies["US"]["after_talk"] == first.strategies["US"]["after_talk"]
    assert principal.rationality == pytest.approx(
        {"DPRK": rationality / 1.8, "US": rationality / 3}
    )


def test_the_limit_may_be_what_the_intuitive_criterion_rejects():
    """Selection and refinement are two questions, and lambda is not scale free."""
    as_given, rescaled = (logit_limit(flagship("1.1"), rescale=each) for each in (False, True))
    assert as_given.equilibrium is not None
    assert rescaled.equilibrium is not None
    assert as_given.equilibrium.values["US"] == -1
    assert as_given.equilibrium.refinements["intuitive"].survives is False
    assert rescaled.equilibrium.values["US"] == Fraction(-3, 4)
    assert rescaled.equilibrium.refinements["intuitive"].survives is True
    assert max(as_given.distance, rescaled.distance) < 1e-4


def test_a_limit_that_is_not_told_apart_is_not_identified(monkeypatch):
    game = NormalGame.from_arrays([[2, 0], [0, 1]], [[2, 0], [0, 1]])
    assert logit_limit(game).equilibrium.outcome == {"r1.c1": 1}
    monkeypatch.setattr("gametheory_dprk.analysis.logit_limit.NEAR", 1.0)
    assert logit_limit(game).equilibrium is None
    assert "several" in logit_limit(game).reason
    monkeypatch.setattr("gametheory_dprk.analysis.logit_limit.NEAR", 0.0)
    assert "no equilibrium" in logit_limit(game).reason


def test_the_limit_of_a_bimatrix_game_is_an_exact_equilibrium():
    pennies = NormalGame.from_arrays([[4, 0], [0, 1]], [[0, 1], [1, 0]])
    limit = logit_limit(pennies)
    assert limit.equilibrium.strategies["column"]["column"] == {
        "c1": Fraction(1, 5),
        "c2": Fraction(4, 5),
    }


@pytest.mark.parametrize("game", games())
def test_every_form_is_solved_and_certified(game):
    for options in ({"lambda": "0"}, {"lambda": "2"}, {"lambda": "50", "rescale": "yes"}):
        (found,) = solve(game, "qre", options=options)
        assert found.certificate.valid
        assert not found.certificate.exact
        assert found.certificate.max_regret < 1e-9
        assert found.refinements == {}


def test_the_tree_of_a_signaling_game_has_its_equilibrium():
    from gametheory_dprk.transforms.signaling_to_extensive import to_tree

    game = games()[4]
    (compact,) = solve(game, "qre", options={"lambda": "3"})
    (tree,) = solve(to_tree(game).game, "qre", options={"lambda": "3"})
    for player, sets in compact.strategies.items():
        for label, chances in sets.items():
            assert chances == pytest.approx(tree.strategies[player][label], abs=1e-10)


@pytest.mark.parametrize("seed", range(4))
def test_adding_to_a_players_payoffs_changes_nothing(seed):
    game = normal_game(Random(seed), 3, 2, 2)
    raised = replace(
        game,
        payoffs={
            player: {profile: value + 10**20 * k for profile, value in table.items()}
            for k, (player, table) in enumerate(game.payoffs.items())
        },
    )
    one, other = (solve(each, "qre", options={"lambda": "3"}) for each in (game, raised))
    assert one.equilibria[0].strategies == other.equilibria[0].strategies


@pytest.mark.parametrize("seed", range(4))
def test_multiplying_payoffs_divides_lambda_and_rescaling_undoes_both(seed):
    game = normal_game(Random(seed), 3, 3)
    larger = game.map(lambda value: 7 * value)

    def play(which, **options):
        (found,) = solve(which, "qre", options=options)
        return found.strategies["row"]["row"]

    assert play(game, **{"lambda": "7"}) == pytest.approx(play(larger, **{"lambda": "1"}))
    scaled = {"lambda": "5", "rescale": "yes"}
    assert play(game, **scaled) == pytest.approx(play(larger, **scaled), abs=1e-12)


def test_renaming_and_reordering_permutes_the_answer():
    game = normal_game(Random(7), 3, 3)
    turned = NormalGame.from_arrays(
        *(
            [
                [game.payoffs[p][r, c] for r in reversed(game.moves["row"])]
                for c in ("c1", "c2", "c3")
            ]
            for p in ("column", "row")
        )
    )
    (one,) = solve(game, "qre", options={"lambda": "2"})
    (other,) = solve(turned, "qre", options={"lambda": "2"})
    rows = list(one.strategies["row"]["row"].values())
    assert list(other.strategies["column"]["column"].values()) == pytest.approx(rows[::-1])


def test_without_an_option_lambda_is_one_and_says_so():
    (found,) = (solution := solve(normal_game(Random(1), 2, 2), "qre"))
    assert found.rationality == {"row": 1.0, "column": 1.0}
    (notice,) = solution.warnings
    assert "lambda = 1 with payoffs as given" in notice.message


def test_symmetric_games_warn_of_crossing_curves():
    chicken = NormalGame.from_arrays([[0, 7], [2, 6]], [[0, 2], [7, 6]])
    codes = [each.code for each in solve(chicken, "qre", options={"lambda": "limit"}).warnings]
    assert codes == ["rationality", "crossing"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"lambda": "-1"}, "expected a number from 0 on"),
        ({"lambda": "nan"}, "expected a number from 0 on"),
        ({"lambda": "1e99"}, "expected at most"),
        ({"lambda": "limit", "all": "yes"}, "needs a value"),
        ({"rescale": "maybe"}, "expected yes or no"),
        ({"lamda": "3"}, "has no option 'lamda'; options: lambda, rescale, all"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, words):
    with pytest.raises(SolveError, match=words):
        solve(normal_game(Random(1), 2, 2), "qre", options=options)


def test_solvers_without_options_refuse_them():
    with pytest.raises(SolveError, match="has no option 'lambda'; options: none"):
        solve(normal_game(Random(1), 2, 2), "nash", options={"lambda": "1"})


def test_a_spent_budget_is_a_limit():
    solution = solve(tree_game(Random(3)), "qre", budget=Budget(0.0), options={"lambda": "9"})
    assert solution.status == "limit"
    assert len(solution) == 0


def test_players_who_cannot_be_paid_differently_play_uniformly():
    end = [Terminal({"A": Fraction(3)}) for _ in "xy"]
    coin = Chance(
        {"h": Fraction(1, 2), "t": Fraction(1, 2)},
        {side: Decision("A", side, dict(zip("xy", end, strict=True))) for side in "ht"},
    )
    for rescale in ("yes", "no"):
        options = {"lambda": "8", "rescale": rescale}
        (found,) = solve(ExtensiveGame(("A",), coin), "qre", options=options)
        assert found.strategies["A"]["h"] == pytest.approx({"x": 0.5, "y": 0.5})
