"""Hold batches of small games against the exact complete solver; write docs/batches.md.

`python benchmarks/batch_agreement.py [GAMES]`: of every kind and size, 7500 unless told.
"""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import numpy as np

import gametheory_dprk as gt

PAGE = Path(__file__).parent.parent / "docs" / "batches.md"

KINDS = {
    "normal": "independent normal payoffs",
    "whole": "whole payoffs from 0 to 9",
    "tenths": "tenths from 0 to 2.9, which as binary fractions only look tied",
    "near ties": "0, 1 or 2, plus normal noise of size 1e-15",
}

SIZES = [(2, 2), (2, 3), (3, 3), (4, 4)]

DIGITS = 9
"""To which strategies are compared; the exact solver's are rounded once."""

ABOUT = """# Batches of small games beside the exact solver

Made by `python benchmarks/batch_agreement.py{argument}`: {total} random two-player games are solved
by `gt.solve_batch`, in floats with proved bounds on rounding, and each by `gt.all_nash`, over the
rationals. The sets of extreme equilibria are compared, strategies to {digits} digits. Where a
comparison is too close for floats, the batch solver turns to the rationals by itself: the share of
such games is told too.

| payoffs | size | games | extreme equilibria | solved in floats | same sets |
| --- | --- | --- | --- | --- | --- |
"""


def payoffs(kind, random, count, size):
    """Payoffs of both players, with and without ties."""
    shape = (2, count, *size)
    match kind:
        case "normal":
            return random.normal(size=shape)
        case "whole":
            return random.integers(0, 10, shape).astype(float)
        case "tenths":
            return random.integers(0, 30, shape) * 0.1
    return random.integers(0, 3, shape) + 1e-15 * random.normal(size=shape)


def as_set(pairs):
    """Pairs of strategies, rounded."""
    return {(*np.round(x, DIGITS), *np.round(y, DIGITS)) for x, y in pairs}


def agreement(kind, size, count):
    """Equilibria, games solved in floats, and games whose sets are the same."""
    first, second = payoffs(kind, np.random.default_rng(sum(size)), count, size)
    batch = gt.solve_batch(first, second)
    same = 0
    for g, pairs in enumerate(batch.pairs()):
        expected = gt.all_nash(first[g], second[g])
        found = as_set(zip(*pairs, strict=True))
        same += batch.counts[g] == len(expected) and found == as_set(expected)
    return int(batch.counts.sum()), int((~batch.exact).sum()), same


SIGNALING = """
## Signaling games

Games of two types, messages and replies with random priors, by `gt.solve_signaling_batch` and
each by `gt.pbe`. What is compared: the number of components, and for each the sender's strategy and
the replies to messages that are sent.

| payoffs | games | components | solved in floats | same sets |
| --- | --- | --- | --- | --- |
"""


def signaling_agreement(kind, count):
    """Components, games solved in floats, and games whose sets are the same."""
    random = np.random.default_rng(8)
    prior = random.integers(1, 100, (count, 2))
    sender, receiver = payoffs(kind, random, count, (2, 2, 2))
    batch = gt.solve_signaling_batch(prior, sender, receiver)
    starts, same = batch.starts(), 0
    for g in range(count):
        chances = [Fraction(int(weight), int(prior[g].sum())) for weight in prior[g]]
        expected = gt.pbe(gt.SignalingGame.from_arrays(chances, sender[g], receiver[g]))
        same += batch.counts[g] == len(expected) and (
            g in batch.solutions
            or {played(*row) for row in components(batch, starts, g)} == set(map(members, expected))
        )
    return int(batch.counts.sum()), count - len(batch.solutions), same


def components(batch, starts, g):
    """The sender's strategy and the least chances of the first reply, for each component."""
    rows = slice(starts[g], starts[g + 1])
    return zip(batch.sender[rows], batch.replies[rows, :, 0], strict=True)


def members(equilibrium):
    """The same of a component that was solved exactly."""
    plays = equilibrium.assessment.strategies
    sender = [plays["sender"][kind]["m1"] for kind in ("t1", "t2")]
    return played(sender, [plays["receiver"][message]["r1"] for message in ("m1", "m2")])


def played(sender, replies):
    """What is played, rounded; replies only to what is sent."""
    sent = max(sender) > 0, min(sender) < 1
    replies = (float(reply) if used else -1.0 for reply, used in zip(replies, sent, strict=True))
    return tuple(round(float(chance), DIGITS) for chance in (*sender, *replies))


def signaling_lines(count):
    """The table of signaling games."""
    for kind, about in KINDS.items():
        found, plain, same = signaling_agreement(kind, count)
        yield f"| {about} | {count} | {found} | {plain} | {same} of {count} |"


def main(argument=""):
    """Study all kinds and sizes, and write the page."""
    count = int(argument or 7500)
    lines = []
    for kind, about in KINDS.items():
        for size in SIZES:
            found, plain, same = agreement(kind, size, count)
            sizes = f"{size[0]} x {size[1]}"
            lines.append(f"| {about} | {sizes} | {count} | {found} | {plain} | {same} of {count} |")
            print(lines[-1], flush=True)
    head = ABOUT.format(
        argument=argument and f" {argument}", total=len(lines) * count, digits=DIGITS
    )
    signaling = "\n".join(signaling_lines(count // 15))
    PAGE.write_text(head + "\n".join(lines) + "\n" + SIGNALING + signaling + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
