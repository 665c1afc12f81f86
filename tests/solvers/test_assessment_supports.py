"""All perfect Bayesian and sequential equilibria of trees: hand algebra and other solvers."""

import json
import subprocess
import sys
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signaling_games import build
from tree_games import (
    end,
    flagship,
    horse,
    implementation,
    random_tree,
    two_observers,
    wedge,
)

from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.concepts.play import outcome, values
from gametheory_dprk.concepts.trees.assessment import (
    check_perfect_bayesian,
    check_sequential,
)
from gametheory_dprk.concepts.trees.subgames import check_subgame_perfect
from gametheory_dprk.expr import to_text
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers.assessment_supports import SPEC, solve_by_supports
from gametheory_dprk.solvers.signaling_supports import run as solve_signaling
from gametheory_dprk.transforms.preparation import prepare
from gametheory_dprk.transforms.signaling_to_extensive import to_tree

F = Fraction
CHECKS = {"pbe": check_perfect_bayesian, "sequential": check_sequential}


def solve(game, concept, complete=True):
    game, _ = prepare(game)
    found = solve_by_supports(game, concept, Budget())
    assert found.complete is complete
    for candidate in found.candidates:
        assert CHECKS[concept](game, candidate).failures() == ()
    return found.candidates


def chance_of(candidate, player, label, move):
    return candidate.assessment.strategies[player][label][move]


def by_talk(game, concept):
    """The flagship's equilibria with talk, and the component without."""
    found = solve(game, concept)
    quiet = [c for c in found if chance_of(c, "DPRK", "genuine", "talk") == 0]
    assert len(quiet) == 1
    return [c for c in found if c not in quiet], quiet[0]


@pytest.mark.parametrize("concept", ["pbe", "sequential"])
@pytest.mark.parametrize(
    ("p", "c", "ploy", "relief", "belief", "pay"),
    [
        ("1/10", "1/5", "4/9", "1/5", "1/5", ("217/500", "-19/20")),
        ("2/5", "1/5", "1", "1", "2/5", ("11/10", "-3/10")),
        ("1/10", "11/10", "0", "1", "1", ("11/25", "-3/4")),
    ],
)
def test_the_flagship_in_its_three_regions(concept, p, c, ploy, relief, belief, pay):
    """models.md 2: ploy talks with p(1 - mu)/((1 - p) mu), relief with c/g_P, belief mu."""
    game = flagship(p, c)
    talking, quiet = by_talk(game, concept)
    (one,) = talking
    assert one.component is None
    assert chance_of(one, "DPRK", "genuine", "talk") == 1
    assert chance_of(one, "DPRK", "ploy", "talk") == F(ploy)
    assert chance_of(one, "US", "after_talk", "relief") == F(relief)
    assert one.assessment.beliefs["US"]["after_talk"]["genuine.talk"] == F(belief)
    strategies = one.assessment.strategies
    assert values(game, strategies) == dict(zip(("DPRK", "US"), map(F, pay), strict=True))
    assert quiet.component.dimension == 1
    assert chance_of(one, "DPRK", "ploy.relief", "defect") == 1


def test_the_probability_of_talk_in_the_semi_separating_equilibrium_is_one_half():
    game = flagship("1/10", "1/5")
    ((one,), _) = by_talk(game, "sequential")
    happens = outcome(game, one.assessment.strategies)
    assert sum(chance for play, chance in happens.items() if ".talk" in play) == F(1, 2)


def test_the_no_talk_component_of_the_flagship():
    """Hold with any belief up to mu = 1/5; relief up to c/g_G = 1/6 at that belief."""
    _, quiet = by_talk(flagship("1/10", "1/5"), "sequential")
    seen = set()
    for cell in quiet.component.cells:
        (block,) = cell.blocks
        assert block.information_sets == (("US", "after_talk"),)
        ((key,),) = {tuple(vertex) for vertex in block.strategies}
        reliefs = frozenset(vertex[key]["relief"] for vertex in block.strategies)
        beliefs = frozenset(vertex[key]["genuine.talk"] for vertex in block.beliefs)
        seen.add((reliefs, beliefs))
    fifth, sixth = F(1, 5), F(1, 6)
    assert seen == {
        (frozenset({F(0)}), frozenset({F(0), fifth})),
        (frozenset({F(0), sixth}), frozenset({fifth})),
    }


@pytest.mark.parametrize("concept", ["pbe", "sequential"])
def test_implementation_by_hand(concept):
    """Deliver iff belief in compliance >= C/(F/2 + w_U) = 3/5; comply iff delivery >= 7/55.

    The mixed one: z/(z + (1 - z)(1 - q)) = 3/5 gives z = 3/8.
    """
    found = {
        (
            chance_of(c, "NK", "sign", "comply"),
            chance_of(c, "US", "after_quiet", "deliver"),
            c.assessment.beliefs["US"]["after_quiet"]["sign.comply.quiet"],
        )
        for c in solve(implementation(), concept)
    }
    assert found == {(1, 1, 1), (0, 0, 0), (F(3, 8), F(7, 55), F(3, 5))}
    assert all(chance_of(c, "US", "start", "sign") == 1 for c in solve(implementation(), concept))


@pytest.mark.parametrize("changes", [{"C": 7}, {"H": 40}])
def test_both_hypotheses_on_implementation_give_the_same_play(changes):
    """C = 7: delivery is never worth it. H = 40: cheating pays whatever the US does."""
    (only,) = solve(implementation(**changes), "sequential")
    assert (
        chance_of(only, "NK", "sign", "cheat") == chance_of(only, "US", "after_quiet", "stall") == 1
    )


@pytest.mark.parametrize("concept", ["pbe", "sequential"])
def test_horse_keeps_one_component(concept):
    """(C, c) with 3 playing L at most 1/4: 3 weighs 2 Pr(D) against Pr(C.d)."""
    (only,) = solve(horse(), concept)
    assert chance_of(only, "1", "one", "C") == chance_of(only, "2", "two", "c") == 1
    seen = {
        (vertex["3", "three"]["L"], belief["3", "three"]["D"])
        for cell in only.component.cells
        for block in cell.blocks
        for vertex in block.strategies
        for belief in block.beliefs
    }
    assert seen == {(0, 0), (0, F(1, 3)), (F(1, 4), F(1, 3))}


def test_inconsistent_beliefs_separate_pbe_from_sequential():
    """Out needs 2 to blame L and 3 to blame R; observers of one deviation cannot disagree."""
    for out in (0, 2):
        (only,) = solve(two_observers(out), "sequential")
        assert chance_of(only, "1", "start", "L") == 1
    outs = [chance_of(c, "1", "start", "out") for c in solve(two_observers(0), "pbe")]
    assert sorted(outs) == [0, 1]


def test_a_hyperbola_is_given_by_its_condition():
    """With out = 2, punishment times passing on must be at least 1/3, else L would pay more.

    L earns 3 (1 - pass * punish), which is at most 2 if the product is at least 1/3.
    """
    out, through = solve(two_observers(2), "pbe")
    assert [chance_of(c, "1", "start", "out") for c in (out, through)] == [1, 0]
    (curved,) = [cell for cell in out.component.cells if cell.formulas]
    assert {to_text(each) for each in curved.formulas.conditions} == {"3*p*q - 1 >= 0"}
    entries = {entry[1:] for entry in curved.formulas.parameters.values()}
    assert entries == {("2", "seen", "pass"), ("3", "told", "punish")}
    assert out.component.dimension == 2


@pytest.mark.parametrize("concept", ["pbe", "sequential"])
def test_an_owner_keeps_its_belief_through_its_own_move(concept):
    """A bets on where B has gone: x earns 1 - 4 Pr(r), y earns 1 - 4 Pr(l), no bet 0.

    B never goes. So x iff Pr(l) >= 1/2, the bet iff Pr(l) >= 3/4 or <= 1/4, at one belief.
    """
    players = ("A", "B")

    def bet(x, y):
        second = Decision("A", "second", {"x": end(players, x, 0), "y": end(players, y, 0)})
        return Decision("A", "first", {"on": second, "off": end(players, 0, 0)})

    moves = {"stay": end(players, 0, 1), "l": bet(1, -3), "r": bet(-3, 1)}
    (only,) = solve(ExtensiveGame(players, Decision("B", "start", moves)), concept)
    first, second = ("A", "first"), ("A", "second")
    spans = set()
    for cell in only.component.cells:
        vertices = [(v, b) for block in cell.blocks for v, b in block.corners()]
        beliefs = frozenset(b[first]["l"] for _, b in vertices if first in b)
        for_sure = {k: [v[k] for v, _ in vertices if k in v] for k in (first, second)}
        if all(chances[:1] * len(chances) == chances for chances in for_sure.values()):
            spans.add((for_sure[first][0]["on"], for_sure[second][0]["x"], beliefs))
    quarter, half = F(1, 4), F(1, 2)
    assert spans == {
        (1, 1, frozenset({3 * quarter, F(1)})),
        (0, 1, frozenset({half, 3 * quarter})),
        (0, 0, frozenset({quarter, half})),
        (1, 0, frozenset({F(0), quarter})),
    }


def test_a_tie_below_is_solved_together_with_the_move_above():
    """B is indifferent and A goes in iff B shares with probability at least 1/3: by hand,
    in with sharing in [1/3, 1], out with sharing in [0, 1/3], and mixing at 1/3."""
    players = ("A", "B")
    answer = Decision("B", "b", {"share": end(players, 2, 0), "take": end(players, -1, 0)})
    game = ExtensiveGame(players, Decision("A", "a", {"in": answer, "out": end(players, 0, 5)}))
    (only,) = solve(game, "sequential")
    assert only.component.dimension == 1
    seen = {
        (vertex.get(("A", "a"), {}).get("in"), vertex.get(("B", "b"), {}).get("share"))
        for cell in only.component.cells
        for block in cell.blocks
        for vertex in block.strategies
    }
    assert {share for _, share in seen if share is not None} == {0, F(1, 3), 1}
    assert {enter for enter, _ in seen if enter is not None} == {0, 1}


def test_a_subgame_with_two_equilibria_gives_two_above():
    """Entry, then a coordination game with a seat each way; staying out pays 3/2.

    (2, 1) makes entry pay and (1, 2) does not; the mixed one pays A 2/3.
    """
    players = ("A", "B")

    def row(pay):
        ends = {f"b{k}": end(players, *each) for k, each in enumerate(pay, 1)}
        return Decision("B", "second", ends)

    battle = Decision("A", "first", {"a1": row([(2, 1), (0, 0)]), "a2": row([(0, 0), (1, 2)])})
    out = end(players, "3/2", 3)
    game = ExtensiveGame(players, Decision("A", "start", {"out": out, "in": battle}))
    found = {
        (chance_of(c, "A", "start", "in"), chance_of(c, "A", "first", "a1"))
        for c in solve(game, "sequential")
    }
    assert found == {(1, 1), (0, 0), (0, F(2, 3))}


def test_the_wedge_through_this_solver_too():
    (only,) = solve(wedge(c=1, W=5, l_K=2, w_K=1, e_K=2), "sequential")
    assert chance_of(only, "DPRK", "start", "charm") == 1


def test_a_spent_budget_is_a_limit():
    found = solve_by_supports(flagship("1/10", "1/5"), "pbe", Budget(0.0))
    assert not found.complete
    assert found.limit == "time limit of 0 seconds reached"


def test_games_outside_are_refused_with_a_reason():
    players = ("A",)
    again = {m: Decision("A", "last", {"l": end(players, 1), "r": end(players, 0)}) for m in "ab"}
    assert SPEC.accepts(ExtensiveGame(players, Decision("A", "start", again))) == (
        "A forgets own moves at last"
    )
    assert "no positive probability" in SPEC.accepts(implementation())
    assert SPEC.accepts(horse()) == ""


def test_a_game_that_is_over_at_once():
    (only,) = solve(ExtensiveGame(("A",), Terminal({"A": F(1)})), "pbe")
    assert only.assessment.strategies == {}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["ab", "abc"]), st.integers(1, 3))
def test_signaling_games_have_the_same_equilibria_as_trees(seed, signals, weight):
    """Two types, two or three signals, two responses, payoffs full of ties."""
    cells = list(product("tu", signals, "xy"))
    rng = Random(seed)
    sender, receiver = ({cell: rng.randint(-3, 3) for cell in cells} for _ in "SR")
    game = build(
        {"t": F(weight, 4), "u": 1 - F(weight, 4)},
        dict.fromkeys(signals, ("x", "y")),
        lambda *cell: sender[cell],
        lambda *cell: receiver[cell],
    )
    tree = to_tree(game)
    theirs = solve_signaling(game, "pbe", Budget()).candidates
    for concept in ("pbe", "sequential"):
        ours = [tree.restore(each) for each in solve(tree.game, concept)]
        assert len(ours) == len(theirs)
        assert sorted(map(dimension, ours)) == sorted(map(dimension, theirs))
        assert all(any(same_component(one, other) for other in theirs) for one in ours)


def is_curved(candidate):
    return candidate.component is not None and candidate.component.is_curved


def dimension(candidate):
    return candidate.component.dimension if candidate.component else 0


def same_component(one, other):
    """Whether the strategies of one member lie in some cell of the other's component."""
    return contains(other, one.assessment.strategies)


def contains(candidate, strategies):
    """Whether strategies belong to a candidate or its component."""
    if candidate.component is None:
        return candidate.assessment.strategies == strategies
    return any(in_cell(candidate, cell, strategies) for cell in candidate.component.cells)


def in_cell(candidate, cell, strategies):
    named = set()
    for block in cell.blocks:
        keys = [key for key in block.information_sets if block.strategies]
        named |= set(keys)

        def flat(table, keys=keys):
            return [table[key][move] for key in keys for move in sorted(table[key])]

        point = {key: strategies[key[0]][key[1]] for key in keys}
        if keys and hull_distance(flat(point), [flat(v) for v in block.strategies]):
            return False
    return all(
        candidate.assessment.strategies[player][label] == distribution
        for player, sets in strategies.items()
        for label, distribution in sets.items()
        if (player, label) not in named
    )


def believable(game, candidate_moves):
    """Pure profiles that some beliefs make perfect Bayesian, in games where no belief off the
    path is tied to an earlier one, from the definition."""
    places = {(place.player, place.label): place for place in game.information_sets()}
    nodes = {".".join(path): node for path, node in game.nodes()}

    def worth(node):
        if isinstance(node, Terminal):
            return node.payoffs
        if isinstance(node, Chance):
            later = {m: worth(child) for m, child in node.moves.items()}
            return {
                p: sum(node.probabilities[m] * v[p] for m, v in later.items()) for p in game.players
            }
        return worth(node.moves[candidate_moves[node.player, node.information_set]])

    def weight(path, owner):
        chance, node = F(1), game.root
        for move in path.split(".") if path else []:
            if isinstance(node, Chance):
                chance *= node.probabilities[move]
            elif node.player != owner:
                chance *= candidate_moves[node.player, node.information_set] == move
            node = node.moves[move]
        return chance

    for key, place in places.items():
        gains = {
            path: {
                m: worth(nodes[path].moves[candidate_moves[key]])[key[0]]
                - worth(nodes[path].moves[m])[key[0]]
                for m in place.moves
            }
            for path in place.nodes
        }
        weights = {path: weight(path, key[0]) for path in place.nodes}
        if any(weights.values()):
            best = all(sum(weights[p] * gains[p][m] for p in gains) >= 0 for m in place.moves)
        else:
            best = some_mixture_is_nonnegative([list(g.values()) for g in gains.values()])
        if not best:
            return False
    return True


def some_mixture_is_nonnegative(rows):
    """Whether a convex combination of rows is nonnegative, for up to two rows or two columns."""
    columns = [c for c in zip(*rows, strict=True) if any(c)]
    if not columns:
        return True
    if len(columns) == 1:
        return max(columns[0]) >= 0
    assert len(rows) <= 2
    low, high = F(0), F(1)
    for column in columns:
        first, last = column[0], column[-1]
        if first == last:
            high = high if first >= 0 else F(-1)
        elif first > last:
            low = max(low, F(-last, first - last))
        else:
            high = min(high, F(last, last - first))
    return low <= high


def is_plain(game):
    """No information set of several nodes below one of its owner's, or within a subgame."""
    roots = [path for path, node in game.nodes() if path and not isinstance(node, Terminal)]
    sets = game.information_sets()
    for place in sets:
        if len(place.nodes) == 1:
            continue
        first = place.nodes[0].split(".")
        node = game.root
        for move in first:
            if isinstance(node, Decision) and node.player == place.player:
                return False
            node = node.moves[move]
        for root in roots:
            prefix = ".".join(root) + "."
            if all(name.startswith(prefix) for name in place.nodes):
                return False
    return True


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["AB", "ABC"]))
def test_random_trees(seed, players):
    """Existence, certificates, sequential within pbe within subgame perfect, and all pure pbe."""
    game = random_tree(seed, players)
    if isinstance(game.root, Terminal) or len(game.information_sets()) > 6:
        return
    found = {c: solve_by_supports(game, c, Budget()) for c in ("pbe", "sequential")}
    for concept, each in found.items():
        for candidate in each.candidates:
            assert CHECKS[concept](game, candidate).failures() == ()
            assert check_perfect_bayesian(game, candidate).failures() == ()
            member = candidate if not is_curved(candidate) else Candidate(candidate.assessment)
            assert check_subgame_perfect(game, member).failures() == ()
        assert each.candidates or not each.complete
    if found["pbe"].complete and is_plain(game):
        places = game.information_sets()
        for choice in product(*(place.moves for place in places)):
            moves = {(p.player, p.label): m for p, m in zip(places, choice, strict=True)}
            strategies = {}
            for place in places:
                strategies.setdefault(place.player, {})[place.label] = {
                    m: F(m == moves[place.player, place.label]) for m in place.moves
                }
            listed = any(contains(c, strategies) for c in found["pbe"].candidates)
            assert listed == believable(game, moves)


def renamed(node, players):
    """Every move called otherwise and listed backwards, payoffs 2x + 3."""
    if isinstance(node, Terminal):
        return Terminal({p: 2 * x + 3 for p, x in node.payoffs.items()})
    moves = {f"{m}'": renamed(child, players) for m, child in reversed(node.moves.items())}
    if isinstance(node, Chance):
        return Chance({f"{m}'": x for m, x in node.probabilities.items()}, moves)
    return Decision(node.player, node.information_set, moves)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_names_order_and_units_do_not_matter(seed):
    game = random_tree(seed)
    other = ExtensiveGame(game.players, renamed(game.root, game.players))
    one, two = (solve_by_supports(g, "sequential", Budget()) for g in (game, other))
    assert one.complete == two.complete
    if one.complete:
        assert len(one.candidates) == len(two.candidates)
        assert sorted(map(dimension, one.candidates)) == sorted(map(dimension, two.candidates))
        for candidate in one.candidates:
            strategies = {
                player: {
                    label: {f"{m}'": x for m, x in chances.items()}
                    for label, chances in sets.items()
                }
                for player, sets in candidate.assessment.strategies.items()
            }
            assert any(contains(each, strategies) for each in two.candidates)


def test_same_input_same_answer():
    game = random_tree(11, "ABC")
    assert solve_by_supports(game, "pbe", Budget()) == solve_by_supports(game, "pbe", Budget())


def strategic_form(game):
    """Pure strategies of both players and payoff arrays in whole numbers."""
    sides = {p: [s for s in game.information_sets() if s.player == p] for p in game.players}
    plans = {p: list(product(*(s.moves for s in sets))) for p, sets in sides.items()}

    def profile(choice):
        return {
            p: {
                s.label: {m: F(m == move) for m in s.moves}
                for s, move in zip(sides[p], plan, strict=True)
            }
            for p, plan in zip(game.players, choice, strict=True)
        }

    first, second = game.players
    table = [[values(game, profile((a, b))) for b in plans[second]] for a in plans[first]]
    arrays = [[[int(64 * cell[p]) for cell in row] for row in table] for p in game.players]
    return arrays, [[outcome(game, profile((a, b))) for b in plans[second]] for a in plans[first]]


def test_isolated_equilibria_of_generic_trees_are_nash_outcomes_of_gambit():
    pytest.importorskip("pygambit")
    games = [random_tree(seed, size=1000) for seed in range(30)]
    games = [
        g
        for g in games
        if len(g.information_sets()) <= 5 and {s.player for s in g.information_sets()} == {"A", "B"}
    ][:8]
    forms = [strategic_form(game) for game in games]
    script = Path(__file__).with_name("gambit_batch.py")
    answer = subprocess.run(
        [sys.executable, str(script)],
        input=json.dumps([arrays for arrays, _ in forms]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    compared = 0
    for game, (_, table), profiles in zip(games, forms, json.loads(answer.stdout), strict=True):
        theirs = [mixed_outcome(table, *[[F(x) for x in side] for side in p]) for p in profiles]
        for candidate in solve(game, "sequential"):
            if candidate.component is None:
                assert outcome(game, candidate.assessment.strategies) in theirs
                compared += 1
    assert compared >= len(games) / 2


def mixed_outcome(table, rows, columns):
    """The distribution over plays that mixed strategies bring about."""
    total = {}
    for x, line in zip(rows, table, strict=True):
        for y, plays in zip(columns, line, strict=True):
            for play, chance in plays.items():
                if x * y:
                    total[play] = total.get(play, 0) + x * y * chance
    return total
