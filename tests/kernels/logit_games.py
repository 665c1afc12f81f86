"""Random games of every form for the tests of logit kernels and solvers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from gametheory_dprk.games import (
    Chance,
    Decision,
    ExtensiveGame,
    Game,
    NormalGame,
    SignalingGame,
    Terminal,
)


def normal_game(random: Random, *shape: int, most: int = 9) -> NormalGame[Fraction]:
    return NormalGame.from_arrays(*(table(random, shape, most) for _ in shape))


def table(random: Random, shape: tuple[int, ...], most: int):
    if not shape:
        return random.randint(0, most)
    return [table(random, shape[1:], most) for _ in range(shape[0])]


def signaling_game(random: Random, types: int, signals: int, responses: int, most: int = 9):
    shares = [random.randint(1, 5) for _ in range(types)]
    prior = [Fraction(share, sum(shares)) for share in shares]
    shape = (types, signals, responses)
    return SignalingGame.from_arrays(
        prior, table(random, shape, most), table(random, shape, most), players=("S", "R")
    )


def tree_game(random: Random) -> ExtensiveGame[Fraction]:
    """Three players; B does not see whether A moved, C sees only what B did; A moves twice."""

    def end() -> Terminal[Fraction]:
        return Terminal({player: Fraction(random.randint(0, 9)) for player in "ABC"})

    def third(seen: str, again: bool):
        first = Decision("A", f"again.{seen}", {"x": end(), "y": end()}) if again else end()
        return Decision("C", seen, {"u": first, "v": end(), "w": end()})

    def second():
        return Decision("B", "dark", {"l": third("l", True), "r": third("r", False)})

    bold = Decision("A", "start", {"in": second(), "on": second(), "out": end()})
    return ExtensiveGame(
        ("A", "B", "C"),
        Chance({"sun": Fraction(1, 3), "rain": Fraction(2, 3)}, {"sun": bold, "rain": second()}),
    )


def games() -> list[Game[Fraction]]:
    random = Random(1995)
    return [
        normal_game(random, 2, 2),
        normal_game(random, 3, 4),
        normal_game(random, 2, 3, 2),
        signaling_game(random, 2, 2, 2),
        signaling_game(random, 3, 2, 4),
        tree_game(random),
        tree_game(random),
    ]
