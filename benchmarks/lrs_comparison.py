"""Hold the extreme equilibria of 308 games against lrsnash and Gambit; write docs/agreement.md.

    python benchmarks/lrs_comparison.py

needs `lrsnash` (Debian: lrslib) and pygambit. Every game is solved as `gtd solve --certify` solves
it, and its document rechecked. Exit code 1 if any set of extreme equilibria differs.
"""

from __future__ import annotations

import json
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.solution import Equilibrium
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.solvers.bimatrix.completeness import certify
from gametheory_dprk.verification import verify

PAGE = Path(__file__).parent.parent / "docs" / "agreement.md"
CHILD = Path(__file__).with_name("gambit_extreme.py")
SIZES = range(2, 9)
DRAWS = 11
"""Games of each family and size."""

PATIENCE = 20.0
"""Seconds that a peer has for one game."""

Arrays: TypeAlias = list[list[list[int]]]
Pair: TypeAlias = tuple[tuple[Fraction, ...], ...]

FAMILIES = {
    "generic": "whole payoffs from -10000 to 10000",
    "small": "whole payoffs from -2 to 2",
    "binary": "payoffs 0 and 1",
    "repeated": "whole payoffs from -2 to 2; the last row repeats the first, for both players",
}


def draw(family: str, size: int, seed: int) -> Arrays:
    """A game of a family."""
    source = random.Random(f"{family} {size} {seed}")
    low, high = {"generic": (-10_000, 10_000), "binary": (0, 1)}.get(family, (-2, 2))
    arrays = [[[source.randint(low, high) for _ in range(size)] for _ in range(size)] for _ in "ab"]
    if family == "repeated":
        for array in arrays:
            array[-1] = list(array[0])
    return arrays


@dataclass(slots=True)
class Result:
    """What came out for one game."""

    family: str
    size: int
    arrays: Arrays
    pairs: set[Pair]
    seconds: dict[str, float]
    components: int
    steps: int
    reasons: int
    characters: int
    verified: bool
    lrs: bool = False
    gambit: bool | None = None


def solved(family: str, size: int, arrays: Arrays) -> Result:
    """Solve, certify and recheck a game."""
    game = NormalGame.from_arrays(*arrays)
    begun = time.perf_counter()
    plain = solve(game, "nash")
    ended = time.perf_counter()
    certify(game, "nash", Budget())
    certified = time.perf_counter()
    solution = solve(game, "nash", certify_complete=True)
    document = json.loads(json.dumps({"solution": encode_solution(solution)}))
    read = time.perf_counter()
    verification = verify(game, document)
    checked = time.perf_counter()
    proof = document["solution"]["completeness"]
    seconds = {
        "solve": ended - begun,
        "certify": certified - ended,
        "verify": checked - read,
    }
    return Result(
        family,
        size,
        arrays,
        {pair for each in plain for pair in extreme(game, each)},
        seconds,
        sum(each.component is not None for each in plain),
        len(proof["tree"].split()),
        len(proof["reasons"]),
        len(json.dumps(proof)),
        verification.valid and verification.completeness.startswith("rechecked"),
    )


def extreme(game: NormalGame[Fraction], equilibrium: Equilibrium) -> Iterator[Pair]:
    """The extreme equilibria of a component."""
    component = equilibrium.component
    cells = () if component is None else component.cells
    corners = (
        equilibrium.assessment.replace({**first, **second}, {})
        for cell in cells
        for first, second in product(*(block.strategies for block in cell.blocks))
    )
    for point in corners if cells else [equilibrium.assessment]:
        yield tuple(
            tuple(Fraction(str(point.strategies[p][p][move])) for move in game.moves[p])
            for p in game.players
        )


def lrsnash_answer(arrays: Arrays) -> str:
    """What lrsnash writes about a game."""
    size = f"{len(arrays[0])} {len(arrays[0][0])}"
    bodies = ("\n".join(" ".join(map(str, row)) for row in array) for array in arrays)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n\n".join([size, *bodies]) + "\n")
        file.flush()
        done = subprocess.run(
            ["lrsnash", file.name], capture_output=True, text=True, timeout=PATIENCE, check=True
        )
    return done.stdout


def lrsnash(arrays: Arrays) -> set[Pair]:
    """The extreme equilibria by lrsnash.

    It writes blocks: strategies of the second player, then those of the first that go with each.
    """
    found: set[Pair] = set()
    for block in lrsnash_answer(arrays).split("\n\n"):
        lines = [line.split() for line in block.splitlines() if line[:1] in ("1", "2")]
        sides = [
            [tuple(map(Fraction, line[1:-1])) for line in lines if line[0] == player]
            for player in "12"
        ]
        found |= set(product(*sides))
    return found


def lrsnash_version() -> str:
    """The version that lrsnash writes above its answers."""
    words = lrsnash_answer([[[0]], [[0]]]).split()
    return next(word for word in words if "v." in word).split(":")[-1]


class Gambit:
    """Gambit in a child process, which is replaced where it takes too long."""

    def __init__(self) -> None:
        self.child = self.started()

    def started(self) -> subprocess.Popen[str]:
        """A child that waits for games."""
        return subprocess.Popen(
            [sys.executable, str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def extreme(self, arrays: Arrays) -> set[Pair] | None:
        """The extreme equilibria; None where they took too long."""
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        self.child.stdin.write(json.dumps(arrays) + "\n")
        self.child.stdin.flush()
        ready, _, _ = select.select([self.child.stdout], [], [], PATIENCE)
        if not ready:
            self.child.kill()
            self.child.wait()
            self.child = self.started()
            return None
        answer = json.loads(self.child.stdout.readline())
        return {tuple(tuple(map(Fraction, side)) for side in pair) for pair in answer}


def compare() -> list[Result]:
    """Solve every game in all three ways."""
    gambit, results = Gambit(), []
    for size, family, seed in product(SIZES, FAMILIES, range(DRAWS)):
        result = solved(family, size, draw(family, size, seed))
        result.lrs = lrsnash(result.arrays) == result.pairs
        answer = gambit.extreme(result.arrays)
        result.gambit = None if answer is None else answer == result.pairs
        if not result.lrs or result.gambit is False:
            print("differs:", family, size, seed, file=sys.stderr)
        results.append(result)
    gambit.child.kill()
    gambit.child.wait()
    return results


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def agreement(results: list[Result]) -> str:
    """How many sets of extreme equilibria are identical."""
    rows = []
    for family, about in FAMILIES.items():
        own = [each for each in results if each.family == family]
        ended = [each for each in own if each.gambit is not None]
        rows.append(
            (
                f"{family}: {about}",
                len(own),
                sum(len(each.pairs) for each in own),
                sum(each.components > 0 for each in own),
                f"{sum(each.lrs for each in own)} of {len(own)}",
                f"{sum(bool(each.gambit) for each in ended)} of {len(ended)}",
                f"{sum(each.verified for each in own)} of {len(own)}",
            )
        )
    head = (
        "family",
        "games",
        "extreme equilibria",
        "with a component",
        "as lrsnash",
        "as Gambit",
        "certificate rechecked",
    )
    return table(head, rows)


def growth(results: list[Result]) -> str:
    """How certificates grow with the size of the game."""
    rows = []
    for size in SIZES:
        for family in FAMILIES:
            own = [each for each in results if (each.size, each.family) == (size, family)]
            rows.append(
                (
                    f"{size} x {size}",
                    family,
                    f"{median(each.steps for each in own):g}",
                    f"{median(each.reasons for each in own):g}",
                    f"{max(each.characters for each in own) / 1000:.1f}",
                    *(
                        f"{median(each.seconds[part] for each in own):.3f}"
                        for part in ("solve", "certify", "verify")
                    ),
                )
            )
    head = (
        "size", "family", "steps", "reasons", "kB at most",
        "solve, s", "certificate, s", "recheck, s",
    )  # fmt: skip
    return table(head, rows)


def page(results: list[Result]) -> str:
    """The whole page."""
    late = sum(each.gambit is None for each in results)
    return f"""# Agreement with other programs

Made by `python benchmarks/lrs_comparison.py`, which draws {len(results)} two-player games, finds
the extreme equilibria of each by this program, by lrsnash {lrsnash_version()} and by
`enummixed_solve(rational=True)` of pygambit {version("pygambit")}, and compares them as sets of
exact fractions. A peer has {PATIENCE:g} seconds a game; Gambit did not end in that time on {late}
of them. Each solution is certified complete, and its document rechecked.

{agreement(results)}

## How completeness certificates grow

Medians over {DRAWS} games of each size and family, and the largest certificate as JSON text. Steps
are the splits and ends of the tree of cases, reasons its different infeasibility proofs. Payoffs
that tie make components with more parts, so that more branches end in a cell.

{growth(results)}
"""


if __name__ == "__main__":
    if shutil.which("lrsnash") is None:
        sys.exit("lrsnash is missing (Debian: lrslib)")
    RESULTS = compare()
    PAGE.write_text(page(RESULTS), encoding="utf-8")
    ALIKE = all(each.lrs and each.gambit is not False and each.verified for each in RESULTS)
    sys.exit(0 if ALIKE else 1)
