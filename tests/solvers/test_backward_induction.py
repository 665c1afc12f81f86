"""Games of perfect information: textbook games, ties, and a brute force."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_games import centipede, end, horse, random_tree, wedge

from gametheory_dprk.concepts.play import outcome, values
from gametheory_dprk.concepts.trees.assessment import check_sequential
from gametheory_dprk.concepts.trees.subgames import check_subgame_perfect
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.backward_induction import SPEC, solve_backwards

F = Fraction


def solve(game):
    found = solve_backwards(game, "subgame_perfect", Budget())
    for candidate in found.candidates:
        assert check_subgame_perfect(game, candidate).failures() == ()
        assert check_sequential(game, candidate).failures() == ()
    return found


def unique(game):
    found = solve(game)
    assert found.complete
    (only,) = found.candidates
    assert only.component is None
    return only.assessment.strategies


def test_entry_deterrence_leaves_no_empty_threat():
    players = ("E", "I")
    answer = Decision("I", "enter", {"fight": end(players, -1, 0), "share": end(players, 1, 1)})
    game = ExtensiveGame(
        players, Decision("E", "start", {"out": end(players, 0, 2), "enter": answer})
    )
    play = unique(game)
    assert play["E"]["start"]["enter"] == play["I"]["enter"]["share"] == 1


def test_chain_store_shares_in_both_towns():
    """Selten 1978 with two towns: out (5, 1), share (2, 2), fight (0, 0); store, then entrant."""
    players = ("store", "one", "two")
    pays = {"out": (5, 1), "share": (2, 2), "fight": (0, 0)}

    def town(name, history, then):
        answers = {m: then((*history, m)) for m in ("share", "fight")}
        answer = Decision("store", ".".join((*history, name)), answers)
        return Decision(name, ".".join((*history, name)), {"out": then((*history, "out")),
                                                           "in": answer})  # fmt: skip

    def total(history):
        first, second = (pays[m] for m in history)
        return end(players, first[0] + second[0], first[1], second[1])

    game = ExtensiveGame(players, town("one", (), lambda h: town("two", h, total)))
    play = unique(game)
    assert outcome(game, play) == {"in.share.in.share": 1}
    assert values(game, play) == {"store": 4, "one": 2, "two": 2}
    assert all(chances.get("fight", 0) == 0 for chances in play["store"].values())


@pytest.mark.parametrize("length", [1, 6, 40])
def test_the_centipede_stops_at_once(length):
    game = centipede(length)
    play = unique(game)
    assert outcome(game, play) == {"stop": 1}
    assert all(chances["stop"] == 1 for sets in play.values() for chances in sets.values())


@pytest.mark.parametrize(
    ("parameters", "charm", "answers"),
    [
        # pivotal: consent without charm (w < l), refusal with it (l < w + e), and c < W
        ({"c": 1, "W": 5, "l_K": 2, "w_K": 1, "e_K": 2}, 1, ("refuse", "consent")),
        # dearer than a strike
        ({"c": 6, "W": 5, "l_K": 2, "w_K": 1, "e_K": 2}, 0, ("refuse", "consent")),
        # Seoul would have refused anyway (l < w)
        ({"c": 1, "W": 5, "l_K": 1, "w_K": 2, "e_K": 2}, 0, ("refuse", "refuse")),
        # charm does not change Seoul's mind (w + e < l)
        ({"c": 1, "W": 5, "l_K": 4, "w_K": 1, "e_K": 2}, 0, ("consent", "consent")),
    ],
)
def test_the_wedge_by_hand(parameters, charm, answers):
    play = unique(wedge(**parameters))
    assert play["DPRK"]["start"]["charm"] == charm
    assert (play["ROK"]["charm"][answers[0]], play["ROK"]["none"][answers[1]]) == (1, 1)


def test_a_tie_that_matters_to_nobody_else_is_one_component():
    players = ("A",)
    game = ExtensiveGame(
        players,
        Decision("A", "a", {m: end(players, x) for m, x in zip("xyz", (1, 1, 0), strict=True)}),
    )
    found = solve(game)
    (only,) = found.candidates
    assert found.complete
    assert only.component.dimension == 1
    assert len(only.component.cells) == 1


def test_ties_that_multiply_are_components_with_formulas():
    """A goes in if both B and then C, indifferent, are kind often enough: a product of chances."""
    players = ("A", "B", "C")
    last = Decision("C", "c", {"kind": end(players, 3, 0, 0), "harsh": end(players, 0, 0, 0)})
    middle = Decision("B", "b", {"kind": last, "harsh": end(players, 0, 0, 0)})
    game = ExtensiveGame(players, Decision("A", "a", {"in": middle, "out": end(players, 1, 0, 0)}))
    found = solve(game)
    assert found.complete
    assert any(each.component and each.component.is_curved for each in found.candidates)
    assert sum(each.component is None for each in found.candidates) == 0
    moved = replace(game, root=Decision("A", "a", {"in": middle, "out": end(players, 2, 0, 0)}))
    curved = next(each for each in found.candidates if each.component and each.component.is_curved)
    assert check_subgame_perfect(moved, curved).failures()


def test_too_many_ties_are_a_limit():
    players = ("A",)
    idle = {
        f"m{k}": Decision("A", f"s{k}", {"x": end(players, 0), "y": end(players, 0)})
        for k in range(14)
    }
    moves = {m: F(1, 14) for m in idle}
    found = solve_backwards(ExtensiveGame(players, Chance(moves, idle)), "pbe", Budget())
    assert (found.candidates, found.complete) == ((), False)
    assert found.limit == "more than 10000 pure subgame-perfect equilibria"


def test_a_spent_budget_is_a_limit():
    found = solve_backwards(centipede(3), "subgame_perfect", Budget(0.0))
    assert found.limit == "time limit of 0 seconds reached"


def test_imperfect_information_is_refused():
    assert SPEC.accepts(horse()) == "3 does not observe everything at three"
    assert SPEC.accepts(centipede(3)) == ""


def perfect(game):
    """The same tree with every node an information set of its own."""

    def split(path, node):
        if isinstance(node, Terminal):
            return node
        moves = {m: split((*path, m), child) for m, child in node.moves.items()}
        if isinstance(node, Chance):
            return Chance(node.probabilities, moves)
        return Decision(node.player, "/".join(path) or "start", moves)

    return ExtensiveGame(game.players, split((), game.root))


def worth(node, chosen):
    if isinstance(node, Terminal):
        return node.payoffs
    later = {m: worth(child, chosen) for m, child in node.moves.items()}
    if isinstance(node, Chance):
        return {p: sum(node.probabilities[m] * v[p] for m, v in later.items()) for p in "AB"}
    return later[chosen[node.player, node.information_set]]


def is_subgame_perfect(game, chosen):
    """No move at any node earns its mover more, the rest of the profile as it is."""
    return all(
        worth(node, chosen)[node.player] >= worth(child, chosen)[node.player]
        for _, node in game.nodes()
        if isinstance(node, Decision)
        for child in node.moves.values()
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1, 20]))
def test_pure_equilibria_against_brute_force(seed, size):
    game = perfect(random_tree(seed, size=size))
    places = game.information_sets()
    if isinstance(game.root, Terminal) or len(places) > 7:
        return
    found = solve(game)
    expected = [
        dict(zip(((p.player, p.label) for p in places), choice, strict=True))
        for choice in product(*(place.moves for place in places))
    ]
    expected = [chosen for chosen in expected if is_subgame_perfect(game, chosen)]
    assert expected
    listed = {frozenset(corner.items()) for c in found.candidates for corner in pure_corners(c)}
    assert {frozenset(chosen.items()) for chosen in expected} <= listed
    if found.complete and len(expected) == 1:
        assert len(listed) == 1


def pure_corners(candidate):
    """The pure profiles among the corners of a candidate."""
    member = candidate.assessment
    cells = candidate.component.cells if candidate.component else ()
    corners = [c for cell in cells for c in product(*(b.strategies for b in cell.blocks))]
    for corner in corners or [()]:
        strategies = member
        for vertex in corner:
            strategies = strategies.replace(vertex, {})
        chosen = {
            (player, label): move
            for player, sets in strategies.strategies.items()
            for label, chances in sets.items()
            for move, chance in chances.items()
            if chance == 1
        }
        if len(chosen) == sum(map(len, strategies.strategies.values())):
            yield chosen
