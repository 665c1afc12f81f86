"""Criteria for unsent signals in trees that are signaling games: the flagship as a full tree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from criteria import SIGNALING, random_game, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st
from signaling_games import solve as solve_signaling
from tree_games import flagship, horse

from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import Chance, ExtensiveGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Assessment, Candidate, Component
from gametheory_dprk.transforms.signaling_to_extensive import to_tree
from gametheory_dprk.transforms.tree_as_signaling import signaling_shape

REGIONS = [
    # p, c, what the intuitive criterion and D1 say of silence: g_G = 6/5, g_P = 1, mu = 1/5
    ("1/10", "1/5", True, False),  # semi-separating
    ("2/5", "1/5", True, False),  # pooling
    ("1/10", "11/10", False, False),  # separating
    ("1/10", "13/10", True, True),  # nobody would talk
]


def is_silent(equilibrium):
    return all(equilibrium.strategies["DPRK"][kind]["provoke"] == 1 for kind in ("genuine", "ploy"))


@pytest.mark.parametrize(("p", "c", "intuitive", "d1"), REGIONS)
def test_silence_in_every_region_of_the_full_tree(p, c, intuitive, d1):
    """No talk is an equilibrium everywhere; the intuitive criterion kills it in the separating
    region only, D1 wherever g_G > g_P and c < g_G."""
    found = [each for each in solve(flagship(p, c), "sequential") if is_silent(each)]
    assert len(found) == 1
    assert found[0].refinements["intuitive"].survives is intuitive
    assert found[0].refinements["d1"].survives is d1


@pytest.mark.parametrize(("p", "c", "_", "d1"), REGIONS)
def test_demanding_d1_sets_silence_aside(p, c, _, d1):
    kept = solve(flagship(p, c), "sequential", refine=["d1"])
    assert [is_silent(each) for each, name in kept.removed if name == "d1"] == [True] * (not d1)
    assert [is_silent(each) for each in kept.equilibria] == [d1]


def test_a_tree_that_is_no_signaling_game_is_refused_by_name():
    with pytest.raises(NoSolverError, match=r"refinement 'd1' does not judge this game.*it judges"):
        solve(horse(), "sequential", refine=["d1"])
    assert "d1" not in solve(horse(), "sequential").equilibria[0].refinements


def test_numerical_equilibria_are_not_judged():
    with pytest.raises(NoSolverError, match="numerical"):
        solve(flagship("1/10", "1/5"), "qre", refine=["d1"])


def test_types_must_be_unknown_to_the_receiver():
    """With the receiver told the type there is no signaling game left."""
    game = flagship("1/10", "1/5")
    assert signaling_shape(game) is not None
    told = {k: rename(node, k) for k, node in game.root.moves.items()}
    assert (
        signaling_shape(ExtensiveGame(game.players, Chance(game.root.probabilities, told))) is None
    )


def rename(node, kind):
    talk = node.moves["talk"]
    own = type(talk)(talk.player, f"{kind} talks", talk.moves)
    return type(node)(node.player, node.information_set, {**node.moves, "talk": own})


def test_continuations_that_vary_are_not_judged():
    """A component in which what follows relief varies has no one signaling game."""
    game = flagship("1/10", "1/5")
    silent = next(each for each in solve(game, "sequential") if is_silent(each))
    (block, *_), rest = silent.component.cells[0].blocks, silent.component.cells[0]
    key = ("DPRK", "ploy.relief")
    vertices = ({key: {"comply": Fraction(0), "defect": Fraction(1)}},)
    cell = type(rest)((*rest.blocks, type(block)((key,), vertices)))
    varied = Candidate(silent.assessment, Component(1, (cell,)))
    (verdict,) = verdicts("d1", game, [varied])
    assert verdict.survives is None
    assert verdict.reason.startswith("continuations after the responses vary")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_a_signaling_game_and_its_tree_agree(seed):
    game = random_game(seed, 2, 2, 2)
    tree = to_tree(game).game
    members = [each.assessment for each in solve_signaling(game)]
    trees = [Candidate(Assessment(each.strategies, in_nodes(each.beliefs))) for each in members]
    for name in SIGNALING:
        here = verdicts(name, game, [Candidate(each) for each in members])
        assert [v.survives for v in here] == [v.survives for v in verdicts(name, tree, trees)]


def in_nodes(beliefs):
    return {
        player: {m: {f"{t}.{m}": x for t, x in belief.items()} for m, belief in sets.items()}
        for player, sets in beliefs.items()
    }
