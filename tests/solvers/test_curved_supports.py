"""Sets of equilibria that are curved: formulas that hold all of them and nothing else."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from nplayer_games import found, gains_of, game_of_gains, is_member, random_game

from gametheory_dprk.concepts.nash import deviation_checks
from gametheory_dprk.games import NormalGame
from gametheory_dprk.solution import Assessment


def grid_strategies(moves, parts: int):
    """All mixtures of moves in shares that are multiples of one part."""
    for shares in product(range(parts + 1), repeat=len(moves)):
        if sum(shares) == parts:
            yield {m: Fraction(k, parts) for m, k in zip(moves, shares, strict=True)}


def grid(game: NormalGame, parts: int):
    """All profiles of such mixtures."""
    choices = (list(grid_strategies(game.moves[player], parts)) for player in game.players)
    for profile in product(*choices):
        yield Assessment({p: {p: d} for p, d in zip(game.players, profile, strict=True)})


def is_listed(assessment: Assessment, candidates) -> bool:
    """Whether a profile is a listed point or a member of a cell."""
    return any(is_member(candidate, assessment) for candidate in candidates)


@pytest.mark.parametrize(
    ("sizes", "parts"), [((2, 2, 2), 4), ((3, 2, 2), 2), ((3, 3, 2), 2), ((2, 2, 2, 2), 2)]
)
@pytest.mark.parametrize("seed", range(6))
def test_every_equilibrium_on_a_grid_is_listed(sizes, parts, seed):
    """Games with many ties; each profile of a grid is tried against the definition."""
    game = random_game(Random(seed), sizes, 1)
    findings = found(game)
    assert findings.complete
    for assessment in grid(game, parts):
        if all(check.holds for check in deviation_checks(game, assessment)):
            assert is_listed(assessment, findings.candidates), assessment.strategies


def test_a_hyperbola_of_equilibria():
    """Player 3 always ties, 1 and 2 never care: they may do anything with p q = 1/2 if 3 mixes.

    Player 3 gains p q - 1/2 from moving first, 1 and 2 gain nothing from anything: equilibria are
    all (p, q, 1) with p q >= 1/2, all (p, q, 0) with p q <= 1/2, and all (p, q, r) on p q = 1/2.
    """
    nothing = gains_of(lambda q, r: 0)
    game = game_of_gains(nothing, nothing, gains_of(lambda p, q: p * q - Fraction(1, 2)))
    findings = found(game)
    assert findings.complete
    (candidate,) = findings.candidates
    assert candidate.component.dimension == 2
    curved = [cell for cell in candidate.component.cells if cell.formulas is not None]
    assert {cell.formulas.dimension for cell in curved} == {1, 2}

    def point(p, q, r):
        chances = {"player1": ("p", p), "player2": ("q", q), "player3": ("r", r)}
        names = [game.moves[player] for player in game.players]
        return Assessment(
            {
                player: {player: dict(zip(moves, (x, 1 - x), strict=True))}
                for (player, (_, x)), moves in zip(chances.items(), names, strict=True)
            }
        )

    half, some = Fraction(1, 2), Fraction(1, 3)
    listed = [(half, 1, some), (Fraction(2, 3), Fraction(3, 4), some), (1, 1, 1), (0, some, 0)]
    for p, q, r in listed:
        assert is_listed(point(Fraction(p), Fraction(q), Fraction(r)), findings.candidates)
    for p, q, r in [(half, half, some), (half, half, 1), (1, 1, 0)]:
        assert not is_listed(point(Fraction(p), Fraction(q), Fraction(r)), findings.candidates)
