"""Zero-sum trees by the sequence form: known values, exact certificates, what is refused."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal
from gametheory_dprk.kernels import sequence_program
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.solvers import zero_sum_sequence

KUHN = Fraction(-1, 18)
"""What the first player gets in Kuhn's poker (Kuhn 1950)."""


def kuhn() -> ExtensiveGame:
    return gt.load("textbook/kuhn_poker").game.at({})


def ends(amount) -> Terminal:
    return Terminal({"A": Fraction(amount), "B": Fraction(-amount)})


def hidden_numbers(size: int, matrix) -> ExtensiveGame:
    """A and B write down a number each; a matrix says what B pays."""
    replies = [
        Decision("B", "write", {f"b{j}": ends(int(matrix[i][j])) for j in range(size)})
        for i in range(size)
    ]
    return ExtensiveGame(
        ("A", "B"), Decision("A", "write", {f"a{i}": each for i, each in enumerate(replies)})
    )


def value(game: ExtensiveGame) -> Fraction:
    (found,) = solve(game, "nash", solver="zero_sum_sequence")
    assert found.certificate
    return found.values[game.players[0]]


def test_kuhn_poker():
    assert value(kuhn()) == KUHN
    solution = solve(kuhn(), "nash", solver="zero_sum_sequence")
    assert not solution.complete
    assert solution.status == "partial"
    assert "First gets exactly -1/18" in solution.warnings[-1].message
    bluff = solution.equilibria[0].strategies["Second"]["jack_checked"]
    assert bluff["raise"] == Fraction(1, 3)


def test_payoffs_may_add_up_to_any_constant():
    game = kuhn()

    def moved(node):
        match node:
            case Terminal(payoffs):
                return Terminal({**payoffs, "Second": payoffs["Second"] + 7})
            case Chance(probabilities, moves):
                return Chance(probabilities, {m: moved(each) for m, each in moves.items()})
        return Decision(
            node.player, node.information_set, {m: moved(c) for m, c in node.moves.items()}
        )

    (found,) = solve(
        ExtensiveGame(game.players, moved(game.root)), "nash", solver="zero_sum_sequence"
    )
    assert found.values == {"First": KUHN, "Second": 7 - KUHN}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("most", [1, 2, 50])
def test_matrices_have_the_value_of_the_exact_solver(most, seed):
    """Few values make ties, which leave weights that no equation settles."""
    matrix = np.random.default_rng(seed).integers(-most, most + 1, (4, 4))
    x, y = gt.nash(matrix, -matrix, exact=True)
    assert value(hidden_numbers(4, matrix)) == np.array(x) @ matrix.astype(object) @ np.array(y)


def test_other_games_are_refused():
    pays = Terminal({"A": Fraction(1), "B": Fraction(1)})
    game = ExtensiveGame(("A", "B"), Decision("A", "start", {"stay": pays, "go": ends(1)}))
    with pytest.raises(NoSolverError, match="payoffs do not always add up to the same"):
        solve(game, "nash", solver="zero_sum_sequence")
    again = Decision("A", "again", {"stay": ends(1), "go": ends(2)})
    forgetful = ExtensiveGame(("A", "B"), Decision("A", "start", {"stay": again, "go": again}))
    assert "forgets" in zero_sum_sequence.outside(forgetful)
    assert "two players" in zero_sum_sequence.outside(ExtensiveGame(("A",), pays))


def test_a_wrong_program_is_no_answer(monkeypatch):
    right = sequence_program.solve_program

    def wrong(game):
        x, y = right(game)
        return x, np.r_[1.0, np.roll(y[1:], 1)]

    monkeypatch.setattr(sequence_program, "solve_program", wrong)
    findings = zero_sum_sequence.solve(kuhn(), "nash", Budget())
    assert not findings.candidates
    assert findings.limit == zero_sum_sequence.UNSETTLED


def test_a_spent_budget_is_reported():
    assert "time limit" in zero_sum_sequence.solve(kuhn(), "nash", Budget(0)).limit
