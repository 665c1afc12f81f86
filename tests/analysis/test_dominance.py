"""Dominated moves: textbook traces, agreement with HiGHS, and proofs that can fail."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import numpy
import pytest
from scipy.optimize import linprog

import gametheory_dprk as gt
from gametheory_dprk.analysis.dominance import eliminate, normal_form
from gametheory_dprk.analysis.dominance.orders import compare_orders
from gametheory_dprk.analysis.dominance.programs import judge
from gametheory_dprk.concepts.dominance import Elimination, elimination_checks, survival_checks
from gametheory_dprk.errors import NoSolverError
from gametheory_dprk.games import Decision, NormalGame, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve

MIXED = NormalGame.from_arrays([[3, 0], [0, 3], [1, 1]], [[0, 1], [0, 1], [2, 0]])
ORDERED = NormalGame.from_arrays([[1, 0], [1, 2], [0, 2]], [[1, 0], [1, 1], [0, 1]])
"""r2 weakly dominates r1 and r3; which column then ties depends on which of them goes first."""


def steps(found) -> list[tuple[int, str, dict[str, str]]]:
    return [
        (number, gone.move, {move: str(share) for move, share in gone.mixture.items()})
        for number, each in enumerate(found.rounds, 1)
        for gone in each.eliminations
    ]


def random_games(count: int, seed: int, most: int = 6):
    random = Random(seed)
    for _ in range(count):
        sizes = [random.randint(2, 4) for _ in range(random.choice([2, 2, 3]))]
        if len(sizes) == 3:
            sizes = [2, 2, 3]
        tables = [
            numpy.array([random.randint(0, most) for _ in range(int(numpy.prod(sizes)))])
            .reshape(sizes)
            .tolist()
            for _ in sizes
        ]
        yield NormalGame.from_arrays(*tables)


def highs_advantage(game, player: str, move: str, kind: str) -> float:
    """Most of the least advantage, or of the sum of advantages that are not negative."""
    k = game.players.index(player)
    others = [m for m in game.moves[player] if m != move]
    table = game.payoffs[player]
    profiles = list(product(*(game.moves[p] for p in game.players if p != player)))

    def pay(own, rest):
        return float(table[(*rest[:k], own, *rest[k:])])

    gains = numpy.array([[pay(o, s) - pay(move, s) for o in others] for s in profiles])
    if kind == "strict":
        goal = [0.0] * len(others) + [-1.0]
        rows = numpy.hstack([-gains, numpy.ones((len(profiles), 1))])
        bounds = [(0, None)] * len(others) + [(None, None)]
        whole = [[1.0] * len(others) + [0.0]]
    else:
        goal, rows = list(-gains.sum(axis=0)), -gains
        bounds, whole = [(0, None)] * len(others), [[1.0] * len(others)]
    found = linprog(goal, rows, [0.0] * len(profiles), whole, [1.0], bounds=bounds)
    return -found.fun if found.status == 0 else -1.0


def test_a_mixture_dominates_where_no_move_does() -> None:
    """Against c1 and c2 equal shares of r1 and r2 pay 3/2 and r3 pays 1; then c2 is better for the
    column player always, and then r2 pays 3 against 0."""
    found = eliminate(MIXED)
    assert steps(found) == [
        (1, "r3", {"r1": "1/2", "r2": "1/2"}),
        (2, "c1", {"c2": "1"}),
        (3, "r1", {"r2": "1"}),
    ]
    assert found.rounds[0].eliminations[0].least == Fraction(1, 2)
    assert found.remaining == {"row": ("r2",), "column": ("c2",)}
    assert found.order.matters is False
    assert found.certificate.valid


def test_guessing_half_the_average_is_solved_by_dominance() -> None:
    """Two players name 0 to 3 and win 1 if they are nearest to half of the mean, ties shared. In
    a game of two the lower number is nearer, so 0 is at least as good as any other."""
    pays = [
        [Fraction(1, 2) if a == b else Fraction(int(a < b)) for b in range(4)] for a in range(4)
    ]
    other = [[1 - x for x in row] for row in pays]
    game = NormalGame.from_arrays(pays, other)
    assert eliminate(game, "weak").remaining == {"row": ("r1",), "column": ("c1",)}
    assert len(eliminate(game, "strict").rounds) == 3


def test_order_of_weak_dominance_matters() -> None:
    """r2 weakly dominates r1 and r3. Both at a time: columns tie against r2. Without r3, c1 is
    better than c2 against r1 and ties against r2; without r1, c2 is better against r3."""
    found = eliminate(ORDERED, "weak")
    assert found.remaining == {"row": ("r2",), "column": ("c1", "c2")}
    assert found.order.matters is True
    other = found.order.otherwise
    assert other in ({"row": ("r2",), "column": ("c1",)}, {"row": ("r2",), "column": ("c2",)},
                     {"row": ("r1", "r2"), "column": ("c1",)},
                     {"row": ("r2", "r3"), "column": ("c2",)})  # fmt: skip
    assert eliminate(ORDERED, "strict").rounds == ()


def test_order_is_not_claimed_irrelevant_where_not_all_are_tried(monkeypatch) -> None:
    pennies = NormalGame.from_arrays([[1, -1, -1], [-1, 1, -1]], [[-1, 1, 0], [1, -1, 0]])
    left = eliminate(pennies, "weak").remaining
    assert compare_orders(pennies, left, lambda: None).matters is False
    monkeypatch.setattr("gametheory_dprk.analysis.dominance.orders.MOST_POSITIONS", 0)
    assert compare_orders(pennies, left, lambda: None).matters == "unknown"


def test_verdicts_agree_with_highs() -> None:
    gone = dict.fromkeys(("strict", "weak"), 0)
    for game, kind in product(random_games(25, 1984, 3), gone):
        for player in game.players:
            for move in game.moves[player]:
                found = judge(game, kind, game.moves, player, move, lambda: None)
                dominated = isinstance(found, Elimination)
                assert dominated == (highs_advantage(game, player, move, kind) > 1e-9)
                gone[kind] += dominated
    assert min(gone.values()) > 10


def test_every_step_and_every_survivor_is_proved_and_nash_equilibria_survive_strict() -> None:
    for game in random_games(30, 42):
        for kind in ("strict", "weak"):
            found = eliminate(game, kind)
            assert found.certificate.valid
            proved = {(p, m) for p, moves in found.beliefs.items() for m in moves}
            assert proved == {(p, m) for p, moves in found.remaining.items() for m in moves}
        strict = eliminate(game).remaining
        if len(game.players) == 2:
            for each in solve(game, "nash"):
                for player in game.players:
                    played = each.strategies[player][player]
                    assert {m for m, x in played.items() if x} <= set(strict[player])


def test_names_and_payoff_scales_do_not_matter() -> None:
    for game in random_games(15, 9, 3):
        names = {p: {m: f"{m}'" for m in moves} for p, moves in game.moves.items()}
        tables = {
            player: {
                tuple(names[p][m] for p, m in zip(game.players, profile, strict=True)): 2 * x - 7
                for profile, x in table.items()
            }
            for player, table in game.payoffs.items()
        }
        moves = {p: tuple(names[p].values()) for p in game.players}
        changed = NormalGame(game.players, moves, tables)
        for kind in ("strict", "weak"):
            before, after = eliminate(game, kind), eliminate(changed, kind)
            assert len(before.rounds) == len(after.rounds)
            renamed = {p: tuple(names[p][m] for m in each) for p, each in before.remaining.items()}
            assert after.remaining == renamed


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        ({"mixture": {"r1": Fraction(1)}}, "row: mixture pays at least as much as r3 against c2"),
        ({"mixture": {"r1": Fraction(1, 2)}}, "row: mixture against r3: probabilities sum to 1"),
        ({"mixture": {"r3": Fraction(1)}}, "row: mixture against r3: faults in one exact number"),
        ({"least": Fraction(1)}, "row: least advantage over r3"),
        ({"most": Fraction(0)}, "row: most advantage over r3"),
        ({"move": "r9"}, "row: r9 was left"),
    ],
)
def test_changed_steps_fail_by_name(change, claim: str) -> None:
    step = eliminate(MIXED).rounds[0].eliminations[0]
    assert all(check.holds for check in elimination_checks(MIXED, "strict", MIXED.moves, step))
    wrong = replace(step, **change)
    checks = list(elimination_checks(MIXED, "strict", MIXED.moves, wrong))
    assert any(not check.holds and check.claim.startswith(claim) for check in checks)


def test_weak_dominance_is_not_taken_for_strict() -> None:
    step = eliminate(ORDERED, "weak").rounds[0].eliminations[0]
    failed = [
        check.claim
        for check in elimination_checks(ORDERED, "strict", ORDERED.moves, step)
        if not check.holds
    ]
    assert failed == ["row: profiles at which the mixture beats r1"]


def test_changed_beliefs_fail_by_name() -> None:
    half, none = Fraction(1, 2), Fraction(0)
    moves = MIXED.moves

    def failed(kind, move, belief):
        checks = survival_checks(MIXED, kind, moves, "row", move, belief)
        return [check.claim for check in checks if not check.holds]

    assert failed("strict", "r1", {("c1",): 1 + none, ("c2",): none}) == []
    assert failed("weak", "r1", {("c1",): 1 + none, ("c2",): none}) == [
        "row: belief for r1: profiles excluded"
    ]
    assert failed("strict", "r3", {("c1",): half, ("c2",): half}) == [
        "row: belief for r3: r3 pays at least as much as r1",
        "row: belief for r3: r3 pays at least as much as r2",
    ]
    assert failed("strict", "r1", {("c1",): half}) == [
        "row: belief for r1: faults in one number a profile"
    ]
    assert failed("strict", "r1", {("c1",): 1 + half, ("c2",): -half}) == [
        "row: belief for r1: least probability >= 0"
    ]


def test_trees_are_looked_at_as_plans() -> None:
    """Entering and then fighting is worse than staying out: the plan to fight is weakly dominated,
    and without it entering is better."""
    leave, fight, share = (end({"A": a, "B": b}) for a, b in ((0, 2), (-1, -1), (1, 1)))
    answer = Decision("B", "enter", {"fight": fight, "share": share})
    tree = gt.ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "enter": answer}))
    found = gt.dominance(tree, "weak")
    assert found.remaining == {"A": ("start: enter",), "B": ("enter: share",)}
    assert gt.dominance(tree).rounds == ()


def end(payoffs):
    return Terminal({player: Fraction(value) for player, value in payoffs.items()})


def test_rounds_and_limits() -> None:
    once = eliminate(MIXED, most_rounds=1)
    assert (len(once.rounds), once.beliefs, once.limit) == (1, {}, None)
    assert eliminate(MIXED, budget=Budget(0.0)).limit is not None


def test_forgetful_players_are_refused() -> None:
    stop = end({"A": 0})
    again = Decision("A", "same", {"l": stop, "r": stop})
    with pytest.raises(NoSolverError, match="recall"):
        normal_form(gt.ExtensiveGame(("A",), Decision("A", "same", {"l": again, "r": stop})))
