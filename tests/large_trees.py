"""Trees of any size that tests of large trees share."""

from __future__ import annotations

from fractions import Fraction

from tree_games import end

from gametheory_dprk.games import Chance, Decision, ExtensiveGame

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
