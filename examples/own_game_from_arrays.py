"""Your own game from arrays, the answer as a data frame.

Research code often has payoffs in arrays already. Here: a state that would keep a deal or break it
dismantles in steps, after Spence (1973). A step costs the one who means to break the deal three
times as much; relief is worth 5 to both. Needs pandas: pip install 'gametheory_dprk[frame]'

Run: python examples/own_game_from_arrays.py
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

import gametheory_dprk as gt

STEPS = 4  # signals m1..m4 dismantle 0, 1, 2, 3 steps
COST = {"t1": 1, "t2": 3}  # of a step, to the genuine type t1 and to the ploy t2
RELIEF = 5


def payoffs() -> tuple[np.ndarray, np.ndarray]:
    """Arrays [type, signal, response]: the sender's and the receiver's."""
    steps = np.arange(STEPS)
    relief = np.array([RELIEF, 0])  # responses r1 relief, r2 none
    cost = np.array(list(COST.values()))
    sender = relief[None, None, :] - (cost[:, None] * steps[None, :])[:, :, None]
    receiver = np.zeros((2, STEPS, 2), dtype=int)
    receiver[0, :, 0], receiver[1, :, 0] = 1, -1  # relief is right for the genuine type only
    return sender, receiver


def main() -> None:
    game = gt.SignalingGame.from_arrays(["1/3", "2/3"], *payoffs())
    everything = gt.pbe(game)
    print(f"{everything!r}")
    refined = gt.pbe(game, refine=["intuitive"])
    print(f"after the intuitive criterion: {refined!r}\n")

    frame = refined.to_frame()
    # The column `value` holds exact numbers and the words of verdicts: select before comparing.
    sender = frame[(frame.quantity == "strategy") & (frame.player == "sender")]
    print(sender.pivot(index="information_set", columns="name", values="value").to_string())

    # By hand: the ploy would mimic k steps as long as 3k <= 5, so that separation takes 2 steps;
    # the genuine type pays 1 each. The least costly separating outcome is 2 steps (Riley 1979).
    least = next(k for k in range(STEPS) if COST["t2"] * k >= RELIEF)
    best = max(refined, key=lambda each: each.values["sender"])
    genuine = best.strategies["sender"]["t1"]
    print(f"\nleast number of steps that the ploy would not mimic: {least}")
    print(f"steps that the genuine type takes: {[k for k, x in enumerate(genuine.values()) if x]}")
    by_hand = Fraction(1, 3) * (RELIEF - COST["t1"] * least)
    print(f"the sender's value: {best.values['sender']} (by hand {by_hand})")


if __name__ == "__main__":
    main()
