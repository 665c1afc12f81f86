"""Games with odd names and numbers, for tests of file formats."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, NormalGame, Terminal
from gametheory_dprk.interchange.names import move_name, player_name

NAMES = (
    "left",
    "right",
    "2.5",
    "U.S.",
    "1",
    "_1",
    "a b",
    'say "no"',
    "back\\",
    "\\\\",
    "min",
    "é·",
)
PLAYERS = ("Player 1", "chance", 'the "other"', "3", "nobody")


def number(random: Random) -> Fraction:
    return Fraction(random.randint(-9, 9), random.choice((1, 1, 3, 10)))


def moves(random: Random) -> list[str]:
    """Different names, spelled as games spell them."""
    return [move_name(name) for name in random.sample(NAMES, random.randint(1, 3))]


def tree(seed: int) -> ExtensiveGame[Fraction]:
    """A tree with perfect recall: whoever moves second or later sees some of what happened."""
    random = Random(seed)
    players = tuple(map(player_name, random.sample(PLAYERS, random.randint(1, 4))))
    hidden = {depth: moves(random) for depth in range(4)}  # moves at sets that cannot tell
    blind = {players[0]: random.random() < 0.5}

    def grow(depth, path, seen):
        if depth == 0 or (path and random.random() < 0.2):
            return Terminal({player: number(random) for player in players})
        owner = random.choice((*players, None))
        if owner is None:
            names = moves(random)
            weights = [random.randint(0, 3) for _ in names]
            weights[0] += 1
            below = {m: grow(depth - 1, (*path, m), seen) for m in names}
            chances = [Fraction(weight, sum(weights)) for weight in weights]
            return Chance(dict(zip(names, chances, strict=True)), below)
        if blind.get(owner):  # knows own past only
            own = seen.get(owner, ())
            names, label = hidden[len(own) % 4], f"after: {'; '.join(own) or 'nothing'}"
        else:
            names, label = moves(random), ".".join(path) or "start"
            own = (*seen.get(owner, ()), label)
        below = {
            m: grow(depth - 1, (*path, m), {**seen, owner: (*own, f"{label}={m}")}) for m in names
        }
        return Decision(owner, label, below)

    return ExtensiveGame(players, grow(4, (), {}))


def normal(seed: int) -> NormalGame[Fraction]:
    random = Random(seed)
    players = tuple(map(player_name, random.sample(PLAYERS, random.randint(1, 4))))
    names = {player: tuple(moves(random)) for player in players}
    profiles = tuple(product(*names.values()))
    return NormalGame(
        players, names, {p: {profile: number(random) for profile in profiles} for p in players}
    )
