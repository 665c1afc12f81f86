from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.nash import SPEC, check_normal
from gametheory_dprk.concepts.play import values
from gametheory_dprk.games import NormalGame
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Component

F = Fraction
CROSS = NormalGame.from_arrays([[1, 1], [1, 0]], [[1, 1], [1, 0]])
ROW, COLUMN = ("row", "row"), ("column", "column")


def strategies(**vectors):
    """Strategies from vectors; the moves are the player's first letter and a number."""
    return {
        player: {player: {f"{player[0]}{k}": F(x) for k, x in enumerate(vector, 1)}}
        for player, vector in vectors.items()
    }


def candidate(**vectors):
    return Candidate(Assessment(strategies(**vectors)))


def block(player, *vectors):
    vertices = tuple({(player, player): strategies(**{player: v})[player][player]} for v in vectors)
    return Block(((player, player),), vertices)


def failed(game, answer):
    return [check.claim for check in check_normal(game, answer).failures()]


DILEMMA = NormalGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
SEXES = NormalGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])


def test_published_equilibria_pass():
    assert failed(DILEMMA, candidate(row=(0, 1), column=(0, 1))) == []
    assert failed(SEXES, candidate(row=(F(2, 3), F(1, 3)), column=(F(1, 3), F(2, 3)))) == []


def test_a_deviation_is_named_with_its_gain():
    certificate = check_normal(DILEMMA, candidate(row=(1, 0), column=(0, 1)))
    assert [check.claim for check in certificate.failures()] == ["row: value >= payoff of r2"]
    assert certificate.max_regret == 1
    assert certificate.exact


@pytest.mark.parametrize(
    ("row", "column", "claim"),
    [
        (
            (F(2, 3), F(1, 3)),
            (F(1, 3) + F(1, 10**9), F(2, 3) - F(1, 10**9)),
            "row: value >= payoff of r1",
        ),
        (
            (F(2, 3), F(1, 3)),
            (F(1, 3) - F(1, 10**9), F(2, 3) + F(1, 10**9)),
            "row: value >= payoff of r2",
        ),
        ((F(3, 4), F(1, 4)), (F(1, 3), F(2, 3)), "column: value >= payoff of c1"),
        ((F(1, 2), F(1, 2)), (F(1, 3), F(2, 3)), "column: value >= payoff of c2"),
        ((F(2, 3), F(1, 3)), (F(1, 3), F(1, 3)), "column: probabilities sum to 1"),
        ((F(5, 3), F(-2, 3)), (F(1, 3), F(2, 3)), "row: probability of r2 >= 0"),
    ],
)
def test_tampering_fails_by_name(row, column, claim):
    assert failed(SEXES, candidate(row=row, column=column)) == [claim]


def test_malformed_answers_fail_without_an_error():
    assert failed(SEXES, Candidate(Assessment({}))) == [
        "row: faults in one exact number a move",
        "column: faults in one exact number a move",
    ]


def test_three_players_by_hand():
    # Each gets 1 when alone in a room (p2 is the other room): one half each is an equilibrium.
    alone = [
        [
            [[int((i, j, k).count((i, j, k)[who]) == 1) for k in (0, 1)] for j in (0, 1)]
            for i in (0, 1)
        ]
        for who in range(3)
    ]
    game = NormalGame.from_arrays(*alone, players=("a", "b", "c"))
    half = (F(1, 2), F(1, 2))
    assert failed(game, candidate(a=half, b=half, c=half)) == []
    assert failed(game, candidate(a=(1, 0), b=(1, 0), c=(1, 0))) == [
        "a: value >= payoff of a2",
        "b: value >= payoff of b2",
        "c: value >= payoff of c2",
    ]
    # With a and b in different rooms c gets 0 anyway, and the others stay for any choice of c.
    free = Component(1, (Cell((block("c", (1, 0), (0, 1)),)),))
    member = candidate(a=(1, 0), b=(0, 1), c=half)
    assert failed(game, Candidate(member.assessment, free)) == []


def cross(*cells, row=(1, 0), column=(1, 0), dimension=1):
    return Candidate(candidate(row=row, column=column).assessment, Component(dimension, cells))


ALONG_ROW = Cell((block("row", (1, 0)), block("column", (1, 0), (0, 1))))
ALONG_COLUMN = Cell((block("row", (1, 0), (0, 1)), block("column", (1, 0))))


def test_a_component_is_checked_at_every_corner():
    assert failed(CROSS, cross(ALONG_ROW, ALONG_COLUMN)) == []
    square = Cell((block("row", (1, 0), (0, 1)), block("column", (1, 0), (0, 1))))
    assert failed(CROSS, cross(ALONG_ROW, square, dimension=2)) == [
        "cell 2, corner 4: row: value >= payoff of r1",
        "cell 2, corner 4: column: value >= payoff of c1",
    ]


def test_a_member_inside_a_cell_passes_and_one_outside_fails():
    assert failed(CROSS, cross(ALONG_ROW, ALONG_COLUMN, column=(F(1, 7), F(6, 7)))) == []
    assert failed(CROSS, cross(ALONG_ROW, column=(1, 0), row=(0, 1))) == [
        "distance of the member from its component"
    ]
    assert failed(CROSS, cross(dimension=0)) == ["distance of the member from its component"]


def test_a_wrong_dimension_fails():
    for wrong in (0, 2):
        assert failed(CROSS, cross(ALONG_ROW, ALONG_COLUMN, dimension=wrong)) == [
            "dimension of the component"
        ]


def test_players_that_vary_together_are_refused():
    corner = {
        ROW: strategies(row=(1, 0))["row"]["row"],
        COLUMN: strategies(column=(1, 0))["column"]["column"],
    }
    other = {
        ROW: strategies(row=(0, 1))["row"]["row"],
        COLUMN: strategies(column=(0, 1))["column"]["column"],
    }
    joint = Block((ROW, COLUMN), (corner, other))
    agree = NormalGame.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    # Both ends are equilibria, the points between are not.
    refused = failed(agree, cross(Cell((joint,))))
    assert any("value >= payoff of" in claim for claim in refused)


def test_a_set_in_two_blocks_and_a_stray_vertex_are_refused():
    twice = Cell((block("column", (1, 0), (0, 1)), block("column", (1, 0))))
    assert failed(CROSS, cross(twice, dimension=1)) == [
        "cell 1: blocks that name one information set <= 1"
    ]
    stray = Block((ROW,), block("column", (1, 0)).strategies)
    assert failed(CROSS, cross(Cell((stray,)), dimension=0)) == [
        "cell 1, block 1: misnamed vertices"
    ]


def test_a_malformed_vertex_fails_by_name():
    assert failed(CROSS, cross(Cell((block("column", (1, 0), (1, 1)),)))) == [
        "cell 1, corner 2: column: probabilities sum to 1"
    ]


@given(
    st.lists(st.lists(st.integers(-2, 2), min_size=6, max_size=6), min_size=2, max_size=2),
    st.tuples(*[st.integers(0, 3)] * 2).filter(any),
    st.tuples(*[st.integers(0, 3)] * 3).filter(any),
)
@settings(max_examples=100, deadline=None)
def test_validity_is_the_definition(payoffs, rows, columns):
    game = NormalGame.from_arrays(*([p[:3], p[3:]] for p in payoffs))
    mixed = {
        "row": [F(x, sum(rows)) for x in rows],
        "column": [F(x, sum(columns)) for x in columns],
    }
    answer = strategies(**mixed)
    got = values(game, answer)
    pure = {"row": [(1, 0), (0, 1)], "column": [(1, 0, 0), (0, 1, 0), (0, 0, 1)]}
    gains = [
        values(game, answer | strategies(**{player: move}))[player] - got[player]
        for player, move in ((p, m) for p in pure for m in pure[p])
    ]
    certificate = check_normal(game, Candidate(Assessment(answer)))
    assert certificate.valid is (max(gains) <= 0)
    assert certificate.max_regret == max(gains)


def test_every_game_form_has_its_check():
    assert SPEC.name == "nash"
    assert {form.__name__ for form in SPEC.checks} == {
        "NormalGame",
        "ExtensiveGame",
        "SignalingGame",
    }
