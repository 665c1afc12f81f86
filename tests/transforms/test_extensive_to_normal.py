"""Reduced normal forms of trees, and behavior strategies from mixtures of plans."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from tree_games import centipede, flagship, horse, random_tree

from gametheory_dprk.concepts.play import values
from gametheory_dprk.games import Decision, ExtensiveGame, Terminal
from gametheory_dprk.transforms.extensive_to_normal import reduced_form, refuse_reduction

F = Fraction


def test_plans_leave_out_what_they_exclude():
    # The sender: talk and then comply or defect, or provoke, for each of two types.
    form = reduced_form(flagship("1/4", "1/4"))
    assert {player: len(moves) for player, moves in form.game.moves.items()} == {"DPRK": 9, "US": 2}


def test_the_centipede_has_one_plan_for_each_place_to_stop():
    form = reduced_form(centipede(6))
    assert [len(moves) for moves in form.game.moves.values()] == [4, 4]


def test_the_horse_is_its_own_normal_form():
    form = reduced_form(horse())
    assert [len(moves) for moves in form.game.moves.values()] == [2, 2, 2]


@pytest.mark.parametrize("seed", range(12))
def test_restored_behavior_pays_the_same(seed):
    tree = random_tree(seed)
    form = reduced_form(tree)
    places = tree.information_sets()
    for shift in range(3):
        mixed = {}
        for player in tree.players:
            moves = form.game.moves[player]
            weights = [F((3 * k + shift + seed) % 5) for k in range(len(moves))]
            total = sum(weights) or 1
            weights[0] += not any(weights)
            mixed[player] = {m: w / total for m, w in zip(moves, weights, strict=True)}
        behavior = {player: {} for player in tree.players}
        for place in places:
            behavior[place.player][place.label] = form.behavior(
                place.player, mixed[place.player], place.label, place.moves
            )
        profile = {player: {player: strategy} for player, strategy in mixed.items()}
        assert values(tree, behavior) == values(form.game, profile)


def test_pure_plans_pay_what_the_tree_pays():
    tree = flagship("1/3", "1/5")
    form = reduced_form(tree)
    for profile in product(*form.game.moves.values()):
        behavior = {
            player: {
                place.label: form.behavior(player, {move: F(1)}, place.label, place.moves)
                for place in tree.information_sets()
                if place.player == player
            }
            for player, move in zip(tree.players, profile, strict=True)
        }
        paid = values(tree, behavior)
        assert all(form.game.payoffs[player][profile] == paid[player] for player in tree.players)


def test_forgetful_players_are_refused():
    end = Terminal({"A": F(0)})
    second = Decision("A", "again", {"l": end, "r": end})
    tree = ExtensiveGame(("A",), Decision("A", "start", {"l": second, "r": second}))
    assert refuse_reduction(tree) == "A does not recall own moves"


def test_big_trees_are_refused_without_being_unfolded():
    end = Terminal({"A": F(0), "B": F(1)})
    node = end
    for depth in range(40):
        stay = Decision("B", f"b{depth}", {"l": end, "r": end})
        node = Decision("A", f"a{depth}", {"on": node, "off": stay})
    assert "profiles" in refuse_reduction(ExtensiveGame(("A", "B"), node))
