"""The checker of logit equilibria: right ones pass, and every kind of wrong one fails by name."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from math import exp

import pytest
from kernels.logit_games import games

from gametheory_dprk.concepts.qre import check_logit
from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify


def dilemma(share: float, rationality: float = 1.0) -> tuple[NormalGame, Candidate]:
    """Both play the move that always gains 2 with a given probability."""
    play = {
        "row": {"row": {"r1": 1 - share, "r2": share}},
        "column": {"column": {"c1": 1 - share, "c2": share}},
    }
    lambdas = {"row": rationality, "column": rationality}
    game = NormalGame.from_arrays([[3, 0], [5, 2]], [[3, 5], [0, 2]])
    return game, Candidate(Assessment(play), rationality=lambdas)


def test_a_closed_form_passes_and_its_neighbours_fail():
    share = 1 / (1 + exp(-2))
    assert check_logit(*dilemma(share)).valid
    for wrong in (share + 1e-7, share - 1e-7):
        certificate = check_logit(*dilemma(wrong))
        assert not certificate.valid
        assert certificate.max_regret == pytest.approx(1e-7, rel=1e-3)
        assert all("logit response" in each.claim for each in certificate.failures())


def solved(game) -> Candidate:
    (found,) = solve(game, "qre", options={"lambda": "2"})
    return Candidate(found.assessment, None, found.rationality)


@pytest.mark.parametrize("game", games()[2:])
def test_every_probability_and_belief_matters(game):
    right = solved(game)
    assert check_logit(game, right).valid
    for part in ("strategies", "beliefs"):
        for player, sets in getattr(right.assessment, part).items():
            for label, chances in sets.items():
                first, second, *_ = chances
                changed = deepcopy(getattr(right.assessment, part))
                changed[player][label][first] -= 1e-4
                changed[player][label][second] += 1e-4
                wrong = replace(right, assessment=replace(right.assessment, **{part: changed}))
                assert not check_logit(game, wrong).valid


def test_what_is_malformed_fails_by_name():
    game, right = dilemma(1 / (1 + exp(-2)))
    strategies = deepcopy(right.assessment.strategies)
    del strategies["row"]["row"]["r1"]
    strategies["column"]["column"]["c1"] = float("nan")
    strategies["row"]["road"] = {"x": 1.0}
    failures = check_logit(game, replace(right, assessment=Assessment(strategies))).failures()
    assert [each.claim for each in failures] == [
        "row at road: an information set of the game",
        "row: probabilities are given, each between 0 and 1",
        "column: probabilities are given, each between 0 and 1",
    ]


@pytest.mark.parametrize("stated", [{}, {"row": 1.0}, {"row": 1.0, "column": float("nan")}])
def test_lambda_has_to_be_stated(stated):
    game, right = dilemma(1 / (1 + exp(-2)))
    (failure,) = check_logit(game, replace(right, rationality=stated)).failures()
    assert "lambda" in failure.claim


def test_beliefs_are_needed_where_there_are_several_nodes():
    game = games()[3]
    right = solved(game)
    bare = replace(right, assessment=Assessment(right.assessment.strategies))
    assert all("beliefs" in each.claim for each in check_logit(game, bare).failures())
    assert not check_logit(game, bare).valid


def document(game):
    solution = solve(game, "qre", options={"lambda": "2"})
    return {"solution": encode_solution(solution)}


def test_a_saved_solution_is_verified_and_changes_are_noticed():
    game = games()[3]
    assert verify(game, document(game)).valid
    changes = {
        "values": lambda e: e["values"].update(S=e["values"]["S"] + 1e-6),
        "lambda": lambda e: e["rationality"].update(S=2.001),
        "exact": lambda e: e["certificate"].update(exact=True, valid=False),
        "regret": lambda e: e["certificate"].update(max_regret=1.0),
        "label": lambda e: e.update(label="pooling"),
    }
    for change in changes.values():
        changed = document(game)
        change(changed["solution"]["equilibria"][0])
        assert not verify(game, changed).valid


def test_floats_do_not_pass_for_an_exact_concept():
    game, _ = dilemma(0.5)
    written = {"solution": encode_solution(solve(game, "nash"))}
    assert verify(game, written).valid
    for part in ("strategies", "values"):
        changed = deepcopy(written)
        body = changed["solution"]["equilibria"][0]
        if part == "values":
            body["values"]["row"] = 2.0
        else:
            body["strategies"]["row"]["row"] = {"r1": 0.0, "r2": 1.0}
        assert not verify(game, changed).valid
