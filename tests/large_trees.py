"""Trees of any size that tests of large trees share."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from random import Random

from tree_games import end

from gametheory_dprk.games import Chance, Decision, ExtensiveGame
from gametheory_dprk.solvers.markov.stage_size import largest_stage

PLAYERS = ("A", "B")


def poker(cards):
    """Kuhn's poker (Kuhn 1950) with that many cards; 12 information sets with three."""
    deals = {}
    for own in range(cards):
        for other in range(cards):
            if own != other:
                wins = 1 if own > other else -1
                asked = {"fold": (-1, 1), "call": (2 * wins, -2 * wins)}
                called = Decision(
                    "A", f"{own}.check.bet", {m: end(PLAYERS, *pays) for m, pays in asked.items()}
                )
                checked = {"check": end(PLAYERS, wins, -wins), "bet": called}
                answers = {"fold": end(PLAYERS, 1, -1),
                           "call": end(PLAYERS, 2 * wins, -2 * wins)}  # fmt: skip
                moves = {"check": Decision("B", f"{other}.check", checked),
                         "bet": Decision("B", f"{other}.bet", answers)}  # fmt: skip
                deals[f"{own}-{other}"] = Decision("A", str(own), moves)
    return ExtensiveGame(PLAYERS, Chance(dict.fromkeys(deals, Fraction(1, len(deals))), deals))


def rounds(number, p="1/10", c="1/5"):
    """Talks in rounds: A, genuine or a ploy, talks or provokes in public, B answers talk.

    3 (3^n - 1) / 2 information sets in n rounds, and no proper subgame.
    """
    p, cost, discount = Fraction(p), Fraction(c), Fraction(9, 10)
    gains = {"genuine": Fraction(6, 5), "ploy": Fraction(1)}

    def after(kind, past, first, second):
        if len(past) == number:
            return end(PLAYERS, first, second)
        weight, name = discount ** len(past), ".".join(past) or "start"
        relief = Fraction(3, 2) if kind == "genuine" else Fraction(-3, 2)

        def on(move, gain, answer):
            return after(kind, (*past, move), first + weight * gain, second + weight * answer)

        answers = {"relief": on("relief", gains[kind] - cost, relief),
                   "hold": on("hold", -cost, Fraction(-9, 10))}  # fmt: skip
        moves = {"talk": Decision("B", name, answers), "provoke": on("provoke", 0, -1)}
        return Decision("A", f"{kind}.{name}", moves)

    kinds = {kind: after(kind, (), Fraction(0), Fraction(0)) for kind in gains}
    return ExtensiveGame(PLAYERS, Chance({"genuine": p, "ploy": 1 - p}, kinds))


def random_layers(seed, layers, widest=2, size=20, players=PLAYERS, types=2):
    """A random tree in which players move in turn and see some of what was done before.

    Chance draws a type that the first player learns. Everyone recalls what was once seen: a move
    is public or hidden, which depends on its layer, and where play ends everybody knows.
    """
    rng = Random(seed)
    public = [rng.random() < 0.7 for _ in range(layers)]
    width = [rng.randint(2, widest) for _ in range(layers)]
    ends: dict[object, bool] = {}

    def seen_by(player, past):
        return tuple(
            move if mover == player or open_to_all or (layer < 0 and player == players[0]) else "?"
            for layer, mover, move, open_to_all in past
        )

    def after(past):
        layer = len(past) - 1
        player = players[layer % len(players)]
        seen = ".".join(seen_by(player, past)) or "start"
        if layer == layers or (layer and ends.setdefault(seen, rng.random() < 0.25)):
            return end(players, *(rng.randint(-size, size) for _ in players))
        moves = {}
        for k in range(width[layer]):
            move = f"{'abcdefgh'[layer]}{k}"
            moves[move] = after((*past, (layer, player, move, public[layer])))
        return Decision(player, seen, moves)

    shares = [Fraction(rng.randint(1, 3)) for _ in range(types)]
    kinds = {f"t{k}": after(((-1, None, f"t{k}", False),)) for k in range(types)}
    chances = {name: share / sum(shares) for name, share in zip(kinds, shares, strict=True)}
    return ExtensiveGame(tuple(players), Chance(chances, kinds))


def random_stage(seed, sets, widest=2, **more):
    """A random tree of two players with that many information sets and no proper subgame."""
    for attempt in count(seed * 10_000):
        game = random_layers(attempt, 3 + attempt % 4, widest, **more)
        if len(game.information_sets()) == sets == largest_stage(game):
            return game
    raise AssertionError("the attempts do not end")


def haggling(number, seed=0, offers=2):
    """Bargaining in rounds with random payoffs: A, of one of two kinds, offers, and B answers.

    B takes an offer, which ends play, or turns it down. No proper subgame, and with two offers
    4 (2^n - 1) information sets in n rounds.
    """
    rng = Random(seed)

    def pay():
        return end(PLAYERS, *(rng.randint(-20, 20) for _ in PLAYERS))

    def after(kind, past):
        if len(past) == number:
            return pay()
        name = ".".join(past) or "start"
        moves = {}
        for k in range(offers):
            turned_down = after(kind, (*past, f"o{k}"))
            answers = {"take": pay(), "no": turned_down}
            moves[f"o{k}"] = Decision("B", f"{name}.o{k}", answers)
        return Decision("A", f"{kind}.{name}", moves)

    kinds = {kind: after(kind, ()) for kind in ("low", "high")}
    return ExtensiveGame(PLAYERS, Chance({"low": Fraction(2, 5), "high": Fraction(3, 5)}, kinds))
