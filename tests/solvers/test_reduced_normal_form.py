"""Nash equilibria of trees and of signaling games through the reduced normal form."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tree_games import centipede, flagship, horse, random_tree

from gametheory_dprk.games import Decision, ExtensiveGame, SignalingGame, Terminal
from gametheory_dprk.number import read_number
from gametheory_dprk.planner import solve

F = Fraction


def test_the_two_components_of_the_horse():
    # Selten 1975: 1 and 2 go across and 3 answers R with at least 3/4, or 1 goes down, 3 answers
    # L and 2 goes across with at most 1/3... whichever way the labels run, both are edges.
    solution = solve(horse(), "nash")
    assert solution.complete
    assert [each.component.dimension for each in solution] == [1, 1]
    across, down = sorted(solution, key=lambda each: each.strategies["1"]["one"]["D"])
    assert across.strategies["1"]["one"] == {"C": 1, "D": 0}
    assert down.strategies["1"]["one"] == {"C": 0, "D": 1}
    ends = {
        vertex["3", "three"]["L"]
        for block in across.component.cells[0].blocks
        if block.information_sets == (("3", "three"),)
        for vertex in block.strategies
    }
    assert ends == {F(0), F(1, 4)}


def test_every_equilibrium_of_the_centipede_stops_at_once():
    # The last mover's threats against passing multiply along the tree, so their set is convex in
    # realization weights only.
    solution = solve(centipede(4), "nash", solver="reduced_normal_form")
    assert solution.complete
    (only,) = solution
    assert only.component.mixing == "realization_weights"
    assert all(list(each.outcome.values()) == [1] for each in solution)
    assert len({tuple(each.outcome) for each in solution}) == 1


@pytest.mark.parametrize("seed", range(15))
def test_answers_for_random_trees_are_certified(seed):
    solution = solve(random_tree(seed), "nash")
    assert len(solution) > 0
    assert all(each.certificate.valid for each in solution)


def test_a_nash_profile_need_not_be_sequential():
    solution = solve(flagship("1/4", "1/4"), "nash")
    assert solution.complete
    assert solution.plan == ("sequence_form_vertices",)
    assert any(
        each.outcome.keys() == {"genuine.provoke", "ploy.provoke"} and each.component
        for each in solution
    )
    assert "one_of_equivalent" in [notice.code for notice in solution.warnings]


def test_beer_and_quiche_as_a_normal_form():
    # Cho and Kreps 1987: both pooling outcomes are Nash; each is supported by a segment of fights.
    beer_quiche = SignalingGame.from_arrays(
        ["1/10", "9/10"],
        [[[0, 2], [1, 3]], [[1, 3], [0, 2]]],
        [[[1, 0], [1, 0]], [[0, 1], [0, 1]]],
    )
    solution = solve(beer_quiche, "nash")
    assert solution.complete
    assert solution.plan == ("signaling_to_extensive", "sequence_form_vertices")
    assert [each.label for each in solution] == ["pooling", "pooling"]
    assert all(each.beliefs == {} for each in solution)
    fights = []
    for each in solution:
        (block,) = (
            b for b in each.component.cells[0].blocks if len(b.strategies) > 1
        )  # fmt: skip
        ((_, label),) = block.information_sets
        fights.append({vertex["receiver", label]["r1"] for vertex in block.strategies})
    assert fights == [{F(1, 2), F(1)}] * 2


def test_three_movers_who_mix_irrationally():
    # The game with the one equilibrium (t, t, t), t = -1 + sqrt(10)/2, played without being seen.
    def gain(x, y):
        return {(1, 1): -3, (1, 0): -1}.get((x, y), 3)

    def end(a, b, c):
        return Terminal(
            {"A": F(a * gain(b, c)), "B": F(b * gain(c, a)), "C": F(c * gain(a, b))}
        )  # fmt: skip

    tree = Decision("A", "A", {
        str(a): Decision("B", "B", {
            str(b): Decision("C", "C", {str(c): end(a, b, c) for c in (1, 0)}) for b in (1, 0)
        }) for a in (1, 0)
    })  # fmt: skip
    solution = solve(ExtensiveGame(("A", "B", "C"), tree), "nash")
    assert solution.complete
    (equilibrium,) = solution
    assert {p: equilibrium.strategies[p][p]["1"] for p in "ABC"} == dict.fromkeys(
        "ABC", read_number("-1 + sqrt(10)/2")
    )


def test_threats_of_three_players_mix_weights():
    # B leaves at once. A, who never comes to move, can threaten in two steps: first down, then
    # bad; B stays away as long as both are likely enough, a product of two chances. C watches.
    players = ("A", "B", "C")

    def ends(b):
        return Terminal({"A": F(0), "B": F(b), "C": F(0)})

    second = Decision("A", "second", {"bad": ends(-1), "good": ends(1)})
    first = Decision("A", "first", {"down": second, "up": ends(1)})
    tree = Decision("B", "start", {"away": ends(0), "come": first})
    solution = solve(ExtensiveGame(players, tree), "nash", solver="reduced_normal_form")
    assert solution.complete
    (only,) = solution
    assert only.component.mixing == "realization_weights"
    assert only.component.dimension == 2
    threats = {
        vertex["A", "first"]["down"] * vertex["A", "second"]["bad"]
        for cell in only.component.cells
        for block in cell.blocks
        for vertex in block.strategies
        if len(block.information_sets) == 2
    }
    assert {F(1), F(1, 2)} <= threats
