"""Cards by name, verdicts by what the first type sends, and random signaling games."""

from __future__ import annotations

import random
from fractions import Fraction

from signaling_games import build, solve, text

from gametheory_dprk.registry import discover

CARDS = discover("gametheory_dprk.refinements")
SIGNALING = ("intuitive", "intuitive_one_type", "d1", "d2", "divine", "nwbr", "undefeated")


def verdicts(name, game, candidates):
    """What a refinement says of all candidates."""
    return list(CARDS[name].judges[type(game)](game, candidates))


def judged(name, game):
    """Verdicts keyed by what the first type sends; for games where that tells them apart."""
    candidates = solve(game)
    sends = [text(next(iter(c.assessment.strategies[game.sender].values()))) for c in candidates]
    keys = ["/".join(sent) for sent in sends]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, verdicts(name, game, candidates), strict=True))


def silence(name, game):
    """The verdict on the equilibria in which everybody stays out."""
    candidates = [
        each
        for each in solve(game)
        if all(sent["out"] == 1 for sent in each.assessment.strategies[game.sender].values())
    ]
    (verdict,) = verdicts(name, game, candidates)
    return verdict.survives


def random_game(seed, types=3, signals=2, responses=3, reach=3):
    draw = random.Random(seed)
    weights = [draw.randint(1, 4) for _ in range(types)]
    return build(
        {f"t{k}": Fraction(w, sum(weights)) for k, w in enumerate(weights)},
        {f"m{k}": tuple(f"r{j}" for j in range(responses)) for k in range(signals)},
        lambda *_: draw.randint(-reach, reach),
        lambda *_: draw.randint(-reach, reach),
    )


def going_out(gains, guess, prior=None):
    """Staying out pays 0 to all; a signal `in` brings gains by type and response."""
    types, responses = list(gains), list(next(iter(gains.values())))
    prior = prior or dict.fromkeys(types, Fraction(1, len(types)))
    return build(
        prior,
        {"out": ("end",), "in": tuple(responses)},
        lambda t, m, r: gains[t][r] if m == "in" else 0,
        lambda t, m, r: guess[t][r] if m == "in" else 0,
    )
