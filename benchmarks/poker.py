"""Leduc poker and liar's dice in sequence form, by the rules that OpenSpiel plays by default."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

from gametheory_dprk.kernels.treeplex import Builder, SequenceGame

CARDS = 6
RAISES = 2


def leduc() -> SequenceGame:
    """Two players, six cards of three ranks; bets of 2 and then 4, at most two raises a round."""
    builder = Builder()
    chance = Fraction(1, CARDS * (CARDS - 1) * (CARDS - 2))
    for deal in permutations(range(CARDS), 3):
        betting(builder, deal, chance, [], "", (1, 1), 0, 0, 0)
    return builder.game()


def betting(builder, deal, chance, visits, history, pot, player, raises, stage):
    """Every play from a decision on: fold if a bet is open, call or check, raise."""
    own, other = pot[player], pot[1 - player]
    moves = (("fold",) if own < other else ()) + ("call",)
    moves += ("raise",) if raises < RAISES else ()
    shown = f"/{deal[2]}" if stage else ""
    label = f"{deal[player]}{shown}:{history}"
    for move in moves:
        after = [*visits, (player, label, move, moves)]
        if move == "fold":
            builder.add(after, chance * (-own if player == 0 else own))
            continue
        if move == "raise":
            bets = changed(pot, player, other + (2 if stage == 0 else 4))
            betting(
                builder, deal, chance, after, history + "r", bets, 1 - player, raises + 1, stage
            )
            continue
        bets = changed(pot, player, other)
        acted = own < other or history.split("|")[-1] == "c"
        if not acted:
            betting(builder, deal, chance, after, history + "c", bets, 1 - player, raises, stage)
        elif stage == 0:
            betting(builder, deal, chance, after, history + "c|", bets, 0, 0, 1)
        else:
            builder.add(after, chance * showdown(deal) * bets[0])


def changed(pot, player, amount):
    """The chips that both have put in, after one puts in more."""
    return (amount, pot[1]) if player == 0 else (pot[0], amount)


def showdown(deal):
    """Who wins: 1 the first player, -1 the second, 0 nobody."""
    one, two, public = (card // 2 for card in deal)
    if public in (one, two):
        return 1 if one == public else -1
    return (one > two) - (one < two)


def liars_dice(faces: int = 6) -> SequenceGame:
    """One die each, the highest face wild; bids rise until somebody calls the other a liar."""
    builder = Builder()
    bids = [(count, face) for count in (1, 2) for face in range(1, faces + 1)]
    for dice in product(range(1, faces + 1), repeat=2):
        chance = Fraction(1, faces**2)
        waiting = [([], (), 0)]
        while waiting:
            visits, made, player = waiting.pop()
            least = made[-1] + 1 if made else 0
            moves = tuple(map(str, range(least, len(bids)))) + (("liar",) if made else ())
            label = f"{dice[player]}:{made}"
            for move in moves:
                after = [*visits, (player, label, move, moves)]
                if move != "liar":
                    waiting.append((after, (*made, int(move)), 1 - player))
                    continue
                count, face = bids[made[-1]]
                true = sum(die in (face, faces) for die in dice) >= count
                winner = 1 - player if true else player
                builder.add(after, chance * (1 if winner == 0 else -1))
    return builder.game()
