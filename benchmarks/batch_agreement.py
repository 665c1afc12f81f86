"""Hold batches of small games against the exact complete solver; write docs/batches.md.

`python benchmarks/batch_agreement.py [GAMES]`: of every kind and size, 7500 unless told.
"""

from __future__ import annotations

import sys
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
    for g, number in enumerate(batch.counts):
        expected = gt.all_nash(first[g], second[g])
        found = as_set(zip(batch.x[g, :number], batch.y[g, :number], strict=True))
        same += number == len(expected) and found == as_set(expected)
    return int(batch.counts.sum()), int((~batch.exact).sum()), same


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
    PAGE.write_text(head + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
