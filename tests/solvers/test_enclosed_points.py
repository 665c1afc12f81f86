"""Supports that are decided by proving every root of their equations, complex ones included."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from nplayer_games import found, game_of_gains, point, random_game

from gametheory_dprk.algebraic import Enclosed
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.solvers.supports.cells import support_cells
from gametheory_dprk.solvers.supports.elimination import finite_solutions
from gametheory_dprk.solvers.supports.enclosed_points import (
    Unsettled,
    enclosed_points,
    real_roots,
    settled,
)
from gametheory_dprk.solvers.supports.isolation import Equations, isolated_roots
from gametheory_dprk.solvers.supports.system import support_system


def never():
    """Go on."""


def everything(game: NormalGame):
    """The profile in which everybody plays every move: its system, and its equations."""
    system = support_system(game, tuple(game.moves.values()))
    context = system.context()
    return system, [system.polynomial(each, context) for each in system.equal]


@pytest.mark.parametrize("sizes", [(2, 2, 2), (2, 2, 2, 2), (3, 3, 3), (3, 3, 2)])
@pytest.mark.parametrize("seed", range(3))
def test_boxes_hold_the_exact_roots(sizes, seed):
    """Elimination matrices find the same real roots exactly."""
    system, equations = everything(random_game(Random(seed), sizes, 50))
    exact = list(finite_solutions(equations, tuple(size - 1 for size in sizes)))
    boxes = real_roots(system, Equations.of(equations), never)
    assert len(boxes) == len(exact)
    for root in ([float(each) for each in root] for root in exact):
        near = [
            box
            for box in boxes
            if all(abs(float(b) - x) <= 1e-9 * (1 + abs(x)) for b, x in zip(box, root, strict=True))
        ]
        assert len(near) == 1


def planted(random: Random, sizes, chances) -> NormalGame[Fraction]:
    """A random game in which given mixed strategies leave everybody indifferent."""
    game = random_game(random, sizes, 50)
    payoffs = {player: dict(table) for player, table in game.payoffs.items()}
    mixture = dict(zip(game.players, chances, strict=True))
    for position, player in enumerate(game.players):
        others = [name for name in game.players if name != player]
        for move in game.moves[player]:
            expected = Fraction(0)
            for choice in product(*(game.moves[name] for name in others)):
                share = Fraction(1)
                for name, other in zip(others, choice, strict=True):
                    share *= mixture[name][game.moves[name].index(other)]
                profile = (*choice[:position], move, *choice[position:])
                expected += share * payoffs[player][profile]
            for choice in product(*(game.moves[name] for name in others)):
                payoffs[player][(*choice[:position], move, *choice[position:])] -= expected
    return NormalGame(game.players, game.moves, payoffs)


@pytest.mark.parametrize("seed", range(2))
def test_a_rational_equilibrium_of_four_moves_each_is_found_exactly(seed):
    tenth = Fraction(1, 10)
    chances = [
        [tenth, 2 * tenth, 3 * tenth, 4 * tenth],
        [Fraction(1, 4)] * 4,
        [Fraction(1, 3), Fraction(1, 6), Fraction(2, 7), Fraction(3, 14)],
    ]
    system, equations = everything(game := planted(Random(seed), (4, 4, 4), chances))
    points = enclosed_points(game, system, equations, (), never)
    assert [
        [[*strategies[player].values()] for player in game.players] for strategies in points
    ].count(chances) == 1


def test_five_players_who_are_alike():
    """Gains of 3, -2, 1, -2, 1 from moving first where 0, 1, .. others do: all of p with
    3 q^4 - 8 p q^3 + 6 p^2 q^2 - 8 p^3 q + p^4 = 0 for q = 1 - p is an equilibrium of all."""
    gains = {c: (3, -2, 1, -2, 1)[4 - sum(c)] for c in product((0, 1), repeat=4)}
    game = game_of_gains(*[gains] * 5)
    low, high = symmetric_root()
    equilibria = found(game).candidates
    alike = [
        p
        for p in (point(game, each) for each in equilibria)
        if len(set(p)) == 1 and all(0 < float(x) < 1 for x in p[0])
    ]
    assert any(low < float(p[0][0]) < high for p in alike)


def symmetric_root() -> tuple[float, float]:
    """Between which floats the polynomial of the symmetric game changes its sign, by bisection."""

    def value(p: float) -> float:
        q = 1 - p
        return 3 * q**4 - 8 * p * q**3 + 6 * p**2 * q**2 - 8 * p**3 * q + p**4

    low, high = 0.0, 0.5
    assert value(low) > 0 > value(high)
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if value(middle) > 0 else (low, middle)
    return low - 1e-9, high + 1e-9


def test_all_equilibria_of_four_moves_each_are_found_and_complete():
    """Their number is odd, as in all generic games (Wilson 1971)."""
    findings = found(random_game(Random(5), (3, 3, 3, 2), 1000))
    assert findings.complete
    assert len(findings.candidates) % 2 == 1
    assert all(each.component is None for each in findings.candidates)


def test_a_missing_or_repeated_root_is_no_proof():
    equations = Equations((((1, (0, 1)), (-2, ())), ((1, (0,)), (-1, (1,)))))
    root = 2.0**0.5
    assert len(isolated_roots(equations, [(root, root), (-root, -root)], never)) == 2
    assert isolated_roots(equations, [(root, root), (root, root)], never) is None
    assert isolated_roots(equations, [(0.0, 0.0)], never) is None


def test_a_tie_that_no_precision_settles_is_left_open():
    """At the root of x = 1 the value 1 - x is zero, which balls never show."""
    from flint import arb

    exact = Equations((((1, (0,)), (-1, ())),))
    with pytest.raises(Unsettled):
        settled(exact, Equations((((1, ()), (-1, (0,))),)), [arb(1, 1e-9)], never)


def test_a_double_root_is_left_to_exact_methods():
    """Everybody gains (p - 1/2)(q - 1/2) and the like: one root, which counts twice."""
    half = {(0, 0): 1, (0, 1): -1, (1, 0): -1, (1, 1): 1}
    system, equations = everything(game := game_of_gains(half, half, half))
    with pytest.raises(Unsettled):
        enclosed_points(game, system, equations, (), never)


def test_a_spent_budget_ends_the_search_for_roots():
    game = random_game(Random(0), (4, 4, 4), 50)

    def stop():
        raise LimitReached("enough")

    with pytest.raises(LimitReached):
        support_cells(game, support_system(game, tuple(game.moves.values())), stop)


def test_probabilities_are_between_close_rationals():
    findings = found(random_game(Random(1), (3, 3, 3, 2), 999))
    enclosed = [
        chance
        for candidate in findings.candidates
        for strategy in point_values(candidate)
        for chance in strategy
        if isinstance(chance, Enclosed)
    ]
    assert enclosed
    assert all(0 < each.low < each.high < 1 for each in enclosed)
    assert all(each.high - each.low < each.low / 10**19 for each in enclosed)


def point_values(candidate):
    return [list(sets[player].values()) for player, sets in candidate.assessment.strategies.items()]
