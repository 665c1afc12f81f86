"""Games of three and more players whose equilibria are worked out by hand in the comments."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from nplayer_games import firsts, gains_of, game_of_gains, point, solved

from gametheory_dprk.expr import to_text
from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import read_number

F = Fraction


def test_a_unique_irrational_equilibrium():
    # First moves gain 3 - 4q - 2qr, 3 - 4r - 2rp and 3 - 4p - 2pq. A gains if q is 0 and loses if
    # q is 1, whatever r is; in the same way B answers to r and C to p. If p were 1, r would be 0,
    # hence q 1, hence p 0; so nobody plays purely. Then q = 3 / (4 + 2r) and so on round: the
    # slopes are at most 6/16, so there is one solution, with p = q = r: 2t*t + 4t = 3.
    game = game_of_gains(
        gains_of(lambda q, r: 3 - 4 * q - 2 * q * r),
        gains_of(lambda p, r: 3 - 4 * r - 2 * r * p),
        gains_of(lambda p, q: 3 - 4 * p - 2 * p * q),
    )
    (candidate,) = solved(game)
    assert candidate.component is None
    assert firsts(game, candidate) == (read_number("-1 + sqrt(10)/2"),) * 3


def test_a_unique_irrational_equilibrium_without_symmetry():
    # As above: q = 3 / (4 + 2r), r = 5 / (6 + 3p), p = 4 / (5 + 2q), with slopes below one. Put
    # into one another they are a Moebius map, whose fixed points solve a quadratic.
    game = game_of_gains(
        gains_of(lambda q, r: 3 - 4 * q - 2 * r * q),
        gains_of(lambda p, r: 5 - 6 * r - 3 * r * p),
        gains_of(lambda p, q: 4 - 5 * p - 2 * p * q),
    )
    (candidate,) = solved(game)
    p, q, r = firsts(game, candidate)
    assert q * (4 + 2 * r) == 3
    assert r * (6 + 3 * p) == 5
    assert p * (5 + 2 * q) == 4
    assert p.field.degree == 2


# First moves gain (2q - 1)(12r - 3), (2p - 1)(12r - 4) and 26pq - 8p - 8q + 2.
# r = 1: A and B coordinate, on (1, 1), (0, 0) or halves, and C gains 12, 2 or 1/2.
# r = 0: they avoid each other, at (1, 0) or (0, 1), where C gains -6; at halves C would gain.
# Between: p = 0 needs q = 1/4 for C and r = 1/3 for B, and A gains -1/2: right. p = 1 needs q = 1/3
# and r = 1/3, and A gains -1/3: wrong. q = 1 needs p = 1/3 and r = 1/4, and B gains 1/3: right.
# q = 0 needs p = 1/4 and r = 1/4, and B gains 1/2: wrong. With p and q mixed, r = 1/3 with q = 1/2
# and p = 2/5, or r = 1/4 with p = 1/2 and q = 2/5; at halves C would gain 1/2.
NINE = {
    (1, 1, 1),
    (0, 0, 1),
    (F(1, 2), F(1, 2), 1),
    (1, 0, 0),
    (0, 1, 0),
    (0, F(1, 4), F(1, 3)),
    (F(1, 3), 1, F(1, 4)),
    (F(2, 5), F(1, 2), F(1, 3)),
    (F(1, 2), F(2, 5), F(1, 4)),
}


def test_nine_equilibria_of_two_by_two_by_two():
    game = game_of_gains(
        gains_of(lambda q, r: (2 * q - 1) * (12 * r - 3)),
        gains_of(lambda p, r: (2 * p - 1) * (12 * r - 4)),
        gains_of(lambda p, q: 26 * p * q - 8 * p - 8 * q + 2),
    )
    candidates = solved(game)
    assert len(candidates) == 9
    assert {firsts(game, each) for each in candidates} == NINE


def test_two_irrational_equilibria_are_conjugate():
    # p = q = r solves 2t*t - 2t + 1/4 = 0 twice: t = 1/2 -+ sqrt(2)/4. First moves gain by the
    # next player's chance and the one after it: g(q, r) = q + r - 2qr - 1/4 is symmetric, so
    # from g(q, r) = g(r, p) = 0 and (1 - 2r)(q - p) = 0 the three are equal. (At 1/2, g is 1/4.)
    def gain(one, two):
        return one + two - 2 * one * two - F(1, 4)

    game = game_of_gains(*(gains_of(gain) for _ in "ABC"))
    mixed = [e for e in solved(game) if all(0 < x < 1 for x in firsts(game, e))]
    expected = {read_number("1/2 - sqrt(2)/4"), read_number("1/2 + sqrt(2)/4")}
    assert {firsts(game, each) for each in mixed} == {(t, t, t) for t in expected}


def test_all_want_to_be_alone():
    # Each of three gets 1 where the two others choose alike and oneself differs. If two play x and
    # y for sure, the third gets nothing anyway; an edge of such mixtures joins two profiles that
    # are not unanimous, and the two stay right: one who joined the other would leave the third
    # alone at best. So six edges make a ring. If nobody is sure, a gain of (1 - q)(1 - r) - qr = 0
    # for everyone means q + r = 1 and so on: halves.
    game = NormalGame.from_arrays(
        *(
            [[[int((a, b, c)[k] != (a, b, c)[k - 1] == (a, b, c)[k - 2]) for c in "xy"]
              for b in "xy"] for a in "xy"]
            for k in range(3)
        )
    )  # fmt: skip
    candidates = solved(game)
    halves = ((F(1, 2), F(1, 2)),) * 3
    assert [point(game, e) for e in candidates if e.component is None] == [halves]
    (ring,) = (each for each in candidates if each.component is not None)
    assert ring.component.dimension == 1
    assert len(ring.component.cells) == 6


PENNIES = [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]


def with_a_bystander(arrays, moves):
    """A third player who gets nothing and matters to nobody."""
    grown = [[[[entry] * moves for entry in row] for row in array] for array in arrays]
    zero = [[[0] * moves for _ in row] for row in arrays[0]]
    return NormalGame.from_arrays(*grown, zero)


def test_a_bystander_makes_a_simplex():
    game = with_a_bystander(PENNIES, 3)
    (candidate,) = solved(game)
    assert candidate.component.dimension == 2
    (cell,) = candidate.component.cells
    assert [len(block.strategies) for block in cell.blocks] == [1, 1, 3]


def test_products_of_signs_are_cells():
    # A gains (2q - 1)(2r - 1); B and C get nothing. A's first move is right on two quarters of the
    # square of (q, r), the second on the other two, a mixture on the lines between.
    game = game_of_gains(
        gains_of(lambda q, r: (2 * q - 1) * (2 * r - 1)),
        gains_of(lambda p, r: 0),
        gains_of(lambda p, q: 0),
    )
    (candidate,) = solved(game)
    assert candidate.component.dimension == 2
    cells = candidate.component.cells
    assert len(cells) == 6
    quarters = [c for c in cells if [len(b.strategies) for b in c.blocks] == [1, 2, 2]]
    assert len(quarters) == 4


def test_a_curved_set_has_formulas():
    # A gains 2qr - 1; B and C get nothing: the first move is right beyond a hyperbola, the second
    # before it, a mixture on it.
    game = game_of_gains(
        gains_of(lambda q, r: 2 * q * r - 1), gains_of(lambda p, r: 0), gains_of(lambda p, q: 0)
    )
    (candidate,) = solved(game)
    assert candidate.component.dimension == 2
    bent = [cell.formulas for cell in candidate.component.cells if cell.formulas]
    assert sorted(each.dimension for each in bent) == [1, 2, 2]
    hyperbola = next(each for each in bent if each.dimension == 1)
    texts = {to_text(f["p1"]) for f in hyperbola.strategies.values()}
    assert texts == {"p", "1/(2*p)"}


def test_four_players_who_want_to_be_few():
    # Each gets 1 for the first move if nobody else makes it, else -1; the second move pays 0.
    # With k firsts among the others, the gain is 1 or -1. Pure: exactly one goes first. Mixed
    # among m >= 2 players while the others stay out: (1 - t)**(m - 1) = 1/2. A bystander's gain is
    # 2(1 - t)**m - 1 < 0 then. One sure first leaves no room for others.
    gains = {choice: 1 if all(choice) else -1 for choice in product((0, 1), repeat=3)}
    game = game_of_gains(gains, gains, gains, gains)
    candidates = solved(game)
    sizes = sorted(sum(x > 0 for x in firsts(game, each)) for each in candidates)
    assert sizes == [1] * 4 + [2] * 6 + [3] * 4 + [4]
    chances = {x for each in candidates for x in firsts(game, each)}
    assert chances == {
        F(0),
        F(1),
        F(1, 2),
        1 - read_number("sqrt(2)/2"),
        1 - read_number("CRootOf(2*x**3 - 1, 0)"),
    }


@pytest.mark.parametrize("moves", [1, 3])
def test_one_player(moves):
    game = NormalGame.from_arrays([4] * moves)
    (candidate,) = solved(game)
    assert (candidate.component is None) == (moves == 1)


def test_players_without_choice():
    game = NormalGame.from_arrays([[[1], [2]]], [[[1], [2]]], [[[5], [5]]])
    (candidate,) = solved(game)
    assert point(game, candidate) == ((1,), (0, 1), (1,))


def test_huge_and_fractional_payoffs():
    third, big = F(1, 3), 10**30
    game = game_of_gains(
        gains_of(lambda q, r: third * (3 - 4 * q - 2 * q * r)),
        gains_of(lambda p, r: big * (3 - 4 * r - 2 * r * p)),
        gains_of(lambda p, q: F(3 - 4 * p - 2 * p * q, big)),
    )
    (candidate,) = solved(game)
    assert firsts(game, candidate) == (read_number("-1 + sqrt(10)/2"),) * 3
