from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest
from criteria import random_game, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st
from signaling_games import beer_quiche, solve
from tree_games import end, flagship, horse, implementation, pure

from gametheory_dprk.games import Decision, ExtensiveGame, NormalGame
from gametheory_dprk.planner import solve as solve_game
from gametheory_dprk.solution import Candidate
from gametheory_dprk.transforms.signaling_to_extensive import to_tree

F = Fraction


def judged(game, concept="nash"):
    found = solve_game(game, concept)
    return [(each, each.refinements["perfect"]) for each in found]


def by_values(game):
    return {tuple(each.values.values()): verdict.survives for each, verdict in judged(game)}


def test_a_dominated_pair_is_not_perfect():
    """Selten's point: (r2, c2) is an equilibrium only as long as nobody ever trembles."""
    assert by_values(NormalGame.from_arrays([[1, 0], [0, 0]], [[1, 0], [0, 0]])) == {
        (1, 1): True,
        (0, 0): False,
    }


def test_domination_by_a_mixture_is_found():
    """Half r1 and half r2 pay 1 everywhere, r3 pays 1/2, 1 and 1/2, and neither r1 nor r2 alone
    is always as good as r3."""
    row = [[2, 1, 0], [0, 1, 2], ["1/2", 1, "1/2"]]
    game = NormalGame.from_arrays(row, [[0, 1, 0]] * 3)
    component = judged(game)
    assert len(component) == 1
    equilibrium, verdict = component[0]
    assert verdict.survives is None
    assert "row: r3 is weakly dominated by" in verdict.reason
    point = Candidate(
        equilibrium.assessment.replace({("row", "row"): sure("r3", row="r", n=3)}, {})
    )
    (alone,) = verdicts("perfect", game, [point])
    assert alone.survives is False
    assert all(check.holds for check in alone.checks)
    assert max(check.left for check in alone.checks) > 0


def sure(move, row, n):
    return {f"{row}{k}": F(f"{row}{k}" == move) for k in range(1, n + 1)}


def test_perfect_verdicts_show_the_trembles():
    verdict = judged(NormalGame.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]]))[0][1]
    assert verdict.survives is True
    assert verdict.checks
    assert all(check.holds for check in verdict.checks)


def dominated_moves(game, player):
    """Of two moves, those that the other one weakly dominates."""
    own, other = game.players.index(player), 1 - game.players.index(player)
    rows = {
        m: [value for profile, value in game.payoffs[player].items() if profile[own] == m]
        for m in game.moves[player]
    }
    assert other in (0, 1)
    return {
        m
        for m, n in product(rows, rows)
        if all(a <= b for a, b in zip(rows[m], rows[n], strict=True)) and rows[m] != rows[n]
    }


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-1, 1), min_size=8, max_size=8))
def test_two_by_two_by_weak_domination(entries):
    """With two moves a player, a strategy is dominated exactly if it uses a dominated move."""
    game = NormalGame.from_arrays([entries[:2], entries[2:4]], [entries[4:6], entries[6:]])
    bad = {player: dominated_moves(game, player) for player in game.players}
    for equilibrium, verdict in judged(game):
        cells = equilibrium.component.cells if equilibrium.component else (None,)
        somewhere, everywhere = [], []
        for cell in cells:
            uses = {p: [equilibrium.strategies[p][p]] for p in game.players}
            for block in cell.blocks if cell else ():
                for (player, _), _ in block.strategies[0].items():
                    uses[player] = [vertex[player, player] for vertex in block.strategies]
            wrong = {p: [any(d[m] for m in bad[p]) for d in uses[p]] for p in game.players}
            somewhere.append(any(map(any, wrong.values())))
            everywhere.append(any(map(all, wrong.values())))
        expected = False if all(everywhere) else (None if any(somewhere) else True)
        assert verdict.survives is expected


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_a_signaling_game_and_its_tree_agree(seed):
    """Equilibria of random signaling games, judged as they are and as trees."""
    game = random_game(seed, 2, 2, 2, 1)
    rewritten = to_tree(game).game
    for candidate in solve(game):
        alone = Candidate(candidate.assessment)
        (here,) = verdicts("perfect", game, [alone])
        (there,) = verdicts("perfect", rewritten, [alone])
        assert here.survives is there.survives


def test_beer_and_quiche_are_both_perfect():
    """Trembles may come from any type, so threats after unsent signals are perfect."""
    found = verdicts("perfect", beer_quiche(F(9, 10)), solve(beer_quiche(F(9, 10))))
    assert [verdict.survives for verdict in found] == [True, True]


ENTRY = ExtensiveGame(
    ("A", "B"),
    Decision(
        "A",
        "start",
        {
            "out": end("AB", 0, 2),
            "enter": Decision(
                "B", "entered", {"fight": end("AB", -1, -1), "yield": end("AB", 1, 1)}
            ),
        },
    ),
)


def test_an_empty_threat_is_not_perfect():
    threat = pure(ENTRY, {"start": "out", "entered": "fight"})
    verdict, other = verdicts(
        "perfect", ENTRY, [threat, pure(ENTRY, {"start": "enter", "entered": "yield"})]
    )
    assert verdict.survives is False
    assert verdict.reason.startswith("B at entered: fight is weakly dominated by yield")
    assert other.survives is True


def three_steps(second):
    """A goes L or R, B goes on or ends; C, who has not seen A, chooses x or y. After L both pay C
    the same, after R only y pays."""
    players = ("A", "B", "C")

    def after(a, x, y):
        told = Decision("C", "told", {"x": end(players, a, 1, x), "y": end(players, a, 1, y)})
        return Decision("B", f"after {a}", {"on": told, "stop": end(players, a, 0, 0)})

    return ExtensiveGame(
        players, Decision("A", "start", {"L": after(2, 1, 1), "R": after(1, 0, second)})
    )


def test_sequential_need_not_be_perfect():
    """x is right for C, who is sure of L; but y is never worse, and better should A tremble."""
    game = three_steps(1)
    moves = {"start": "L", "after 2": "on", "after 1": "on"}
    belief = {"told": [1, 0]}
    bad, good = (pure(game, {**moves, "told": move}, belief) for move in "xy")
    found = verdicts("perfect", game, [bad, good])
    assert found[0].survives is False
    assert found[0].reason.startswith("C at told: x is weakly dominated by y")
    assert found[1].survives is not False


@pytest.mark.parametrize(("p", "c"), [("1/10", "1/5"), ("2/5", "1/5"), ("1/10", "11/10")])
def test_all_sequential_equilibria_of_the_flagship_are_perfect(p, c):
    """Only payoffs at the borders of the regions make a difference (Kreps and Wilson 1982)."""
    found = judged(flagship(p, c), "sequential")
    assert [verdict.survives for _, verdict in found] == [True] * len(found)
    assert all(check.holds for _, verdict in found for check in verdict.checks)


def test_longer_trees():
    """In the implementation game every equilibrium found is isolated, and moves are strictly best
    or mixed with equations that determine the mixture."""
    assert {v.survives for _, v in judged(implementation(), "sequential")} == {True}


def test_what_is_not_decided_is_said():
    """1 and 2 play C and c while 3 threatens R with 3/4 and more; Selten 1975: perfect."""
    for _, verdict in judged(horse(), "sequential"):
        assert verdict.survives in (True, None)
        assert verdict.survives or "not decided" in verdict.reason


def test_three_players_in_normal_form_are_not_judged():
    draw = random.Random(1)
    arrays = [[[[draw.randint(0, 3) for _ in "ab"] for _ in "ab"] for _ in "ab"] for _ in range(3)]
    assert list(verdicts("perfect", NormalGame.from_arrays(*arrays), [])) == []
    found = solve_game(NormalGame.from_arrays(*arrays), "nash")
    assert all("perfect" not in each.refinements for each in found)


def test_a_move_that_pays_less_whatever_happens_is_not_perfect():
    """Nobody else matters to A here, who gives away 1 off the path of B's choice."""
    inner = Decision("A", "last", {"keep": end("AB", 1, 0), "waste": end("AB", 0, 0)})
    game = ExtensiveGame(("A", "B"), Decision("B", "start", {"out": end("AB", 0, 1), "in": inner}))
    wasteful, thrifty = (pure(game, {"start": "out", "last": m}) for m in ("waste", "keep"))
    found = verdicts("perfect", game, [wasteful, thrifty])
    assert [verdict.survives for verdict in found] == [False, True]


def slippery(first):
    """B lets A in, who takes 1 for sure or goes for 1 that a tremble of its own may lose."""
    last = Decision("A", "last", {"keep": end("AB", 1, 1), "lose": end("AB", 0, 1)})
    choice = Decision("A", "choice", {"take": end("AB", 1, 1), "go": last})
    game = ExtensiveGame(("A", "B"), Decision("B", "start", {"in": choice, "out": end("AB", 0, 0)}))
    candidate = pure(game, {"start": "in", "choice": "take", "last": "keep"})
    mixed = {("A", "choice"): {"take": 1 - F(first), "go": F(first)}}
    return verdicts("perfect", game, [Candidate(candidate.assessment.replace(mixed, {}))])[0]


def test_ties_that_trembles_break_are_not_taken_for_perfect():
    """Going pays less than taking as soon as A may slip later, so only taking is perfect."""
    assert slippery("1/2").survives is not True
    assert slippery(1).survives is not True
