"""Zero-sum trees by the sequence form: known values, exact certificates, what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tree_games import random_tree

import gametheory_dprk as gt
from gametheory_dprk.concepts import nash
from gametheory_dprk.concepts.completeness import completeness_checks
from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal
from gametheory_dprk.kernels import sequence_program
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers import sequence_form_vertices, zero_sum_sequence
from gametheory_dprk.solvers.trees import nash_optimal

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
    """Kuhn 1950: the first player bluffs with the jack in a, from 0 to 1/3, bets the king in 3 a
    and calls with the queen in a + 1/3; the second has one strategy, with two chances of 1/3."""
    solution = solve(kuhn(), "nash", certify_complete=True)
    assert solution.plan == ("zero_sum_sequence",)
    assert solution.complete
    (family,) = solution
    assert family.values["First"] == KUHN
    assert (family.component.dimension, len(family.component.cells)) == (1, 1)
    (varying,) = (b for b in family.component.cells[0].blocks if len(b.strategies) > 1)
    found = []
    for vertex in varying.strategies:
        behavior = family.assessment.replace(vertex, {}).strategies["First"]
        found.append(
            (behavior["jack"]["bet"], behavior["king"]["bet"], behavior["queen_raised"]["call"])
        )
        assert (behavior["queen"]["bet"], behavior["jack_raised"]["call"]) == (0, 0)
        assert behavior["king_raised"]["call"] == 1
    third = Fraction(1, 3)
    assert found == [(0, 0, third), (third, 1, 2 * third)]
    second = family.strategies["Second"]
    assert second["jack_checked"]["raise"] == second["queen_bet"]["match"] == third


def test_a_forged_family_of_kuhn_poker_is_refused():
    """Its end moved inwards leaves equilibria out, and outwards is none."""
    game = kuhn()
    solution = solve(game, "nash", certify_complete=True)
    (family,) = solution
    (cell,) = family.component.cells
    (varying,) = (b for b in cell.blocks if len(b.strategies) > 1)
    start, finish = varying.strategies

    def moved(share):
        """The point of the line through both ends at a share of the way; nothing comes after."""
        return {
            key: {m: x + share * (finish[key][m] - x) for m, x in chances.items()}
            for key, chances in start.items()
        }

    def checks(vertices):
        blocks = (replace(b, strategies=vertices) if b is varying else b for b in cell.blocks)
        component = replace(family.component, cells=(replace(cell, blocks=tuple(blocks)),))
        forged = Candidate(family.assessment, component)
        account = nash.SPEC.accounts[ExtensiveGame](game, {1: forged})
        certificate = nash.SPEC.checks[ExtensiveGame](game, forged)
        every = completeness_checks(account, solution.completeness)
        return certificate.valid, all(check.holds for check in every)

    assert checks((start, finish)) == (True, True)
    assert checks((start, moved(Fraction(1, 2)))) == (True, False)
    assert checks((start, {**finish, ("First", "jack"): start["First", "jack"]}))[0] is False


def test_one_equilibrium_where_there_are_too_many_to_list(monkeypatch):
    monkeypatch.setattr(nash_optimal, "MOST_VERTICES", 1)
    solution = solve(kuhn(), "nash", solver="zero_sum_sequence")
    assert not solution.complete
    assert solution.status == "partial"
    assert "more than 1 extreme optimal strategies" in solution.warnings[-1].message
    assert "First gets exactly -1/18" in solution.warnings[-1].message
    bluff = solution.equilibria[0].strategies["Second"]["jack_checked"]
    assert bluff["raise"] == Fraction(1, 3)


def test_steps_are_bounded(monkeypatch):
    monkeypatch.setattr(zero_sum_sequence, "Patience", lambda tick: nash_optimal.Patience(tick, 3))
    (notice,) = solve(kuhn(), "nash", solver="zero_sum_sequence").warnings
    assert "steps to list the optimal strategies" in notice.message


def zero_sum(seed):
    """A random tree in which B pays A."""
    game = random_tree(seed, depth=3 + seed % 2, size=2 + seed % 3)

    def paid(node):
        match node:
            case Terminal(payoffs):
                return ends(payoffs["A"])
            case Chance(probabilities, moves):
                return Chance(probabilities, {m: paid(each) for m, each in moves.items()})
        return Decision(
            node.player, node.information_set, {m: paid(c) for m, c in node.moves.items()}
        )

    return ExtensiveGame(game.players, paid(game.root))


@pytest.mark.parametrize("seed", range(20))
def test_the_enumeration_of_any_tree_finds_the_same(seed):
    """That solver and the checker each find the vertices in ways of their own."""
    game = zero_sum(seed)
    found = zero_sum_sequence.solve(game, "nash", Budget())
    assert found.complete
    assert found.candidates == sequence_form_vertices.solve(game, "nash", Budget()).candidates
    account = nash.SPEC.accounts[ExtensiveGame](game, {1: found.candidates[0]})
    proof = zero_sum_sequence.certify(game, "nash", Budget())
    assert all(check.holds for check in completeness_checks(account, proof))
    for fewer in without_a_vertex(found.candidates[0]):
        account = nash.SPEC.accounts[ExtensiveGame](game, {1: fewer})
        assert not all(check.holds for check in completeness_checks(account, proof))


def without_a_vertex(candidate):
    """The candidate with one vertex of its cell less, whichever it is."""
    if candidate.component is None:
        return
    (cell,) = candidate.component.cells
    for number, block in enumerate(cell.blocks):
        for k in range(len(block.strategies) if len(block.strategies) > 1 else 0):
            left = block.strategies[:k] + block.strategies[k + 1 :]
            blocks = list(cell.blocks)
            blocks[number] = replace(block, strategies=left)
            cells = (replace(cell, blocks=tuple(blocks)),)
            yield replace(candidate, component=replace(candidate.component, cells=cells))


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
