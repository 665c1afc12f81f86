"""A signaling game as a tree, and the way back."""

from fractions import Fraction

from signaling_games import beer_quiche, flagship

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.assessment_supports import solve_by_supports
from gametheory_dprk.transforms.signaling_to_extensive import SPEC, to_tree


def test_plays_and_payoffs_are_the_same():
    game = flagship("1/10", "1/5")
    tree = to_tree(game).game
    assert {play.path: dict(play.payoffs) for play in tree.plays()} == {
        play.path: dict(play.payoffs) for play in game.plays()
    }


def test_what_the_tree_solver_finds_is_certified_in_the_signaling_game():
    for game in (flagship("1/10", "1/5"), flagship("2/5", "1/5"), beer_quiche(Fraction(9, 10))):
        tree = SPEC.apply(game)
        found = solve_by_supports(tree.game, "pbe", Budget())
        assert found.complete
        for candidate in found.candidates:
            assert check_signaling(game, tree.restore(candidate)).failures() == ()


def test_a_single_type_is_believed():
    game = SignalingGame.from_arrays([1], [[[2, 0], [1, 1]]], [[[1, 0], [0, 0]]])
    tree = to_tree(game)
    for candidate in solve_by_supports(tree.game, "pbe", Budget()).candidates:
        restored = tree.restore(candidate)
        assert restored.assessment.beliefs == {"receiver": {"m1": {"t1": 1}, "m2": {"t1": 1}}}
        assert check_signaling(game, restored).failures() == ()
