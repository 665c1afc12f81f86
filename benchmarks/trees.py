"""The largest trees that each concept completes in a given time, beside Gambit; writes a page.

    python benchmarks/trees.py                 measures everything and writes docs/large_trees.md
    python benchmarks/trees.py --seconds 60    the same with another limit

Every run is a process of its own, which is ended at the limit. Sizes are tried upwards from one
that most methods manage, and downwards where that is too large.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "large_trees.md"
sys.path.insert(0, str(ROOT / "tests"))

from large_trees import haggling, random_stage, rounds  # noqa: E402

from gametheory_dprk.games import ExtensiveGame  # noqa: E402
from gametheory_dprk.interchange import efg  # noqa: E402
from gametheory_dprk.interchange.spec import Document  # noqa: E402
from gametheory_dprk.limits import Budget  # noqa: E402
from gametheory_dprk.solvers import (  # noqa: E402
    assessment_supports,
    reduced_normal_form,
    sequence_form_pivot,
    subgame_nash,
)

SEEDS = 2
SECONDS = 20.0
"""For one tree, by default."""
SOLVERS = {
    "nash": reduced_normal_form.SPEC,
    "subgame_perfect": subgame_nash.SPEC,
    "pbe": assessment_supports.SPEC,
    "sequential": assessment_supports.SPEC,
    "quasi_perfect": sequence_form_pivot.SPEC,
}
GAMBIT = ("enummixed_solve", "enumpoly_solve", "lcp_solve")
SPARE = 5.0
"""Seconds for a process to start and to build its tree."""


@dataclass(frozen=True, slots=True)
class Family:
    """Trees that grow.

    Attributes
    ----------
    about : str
    sizes : tuple of int
    tree : callable
        `tree(size, seed)`.
    start : int
        The position of the size that is tried first.
    seeds : int
    """

    about: str
    sizes: tuple[int, ...]
    tree: Callable[[int, int], ExtensiveGame[Any]]
    start: int
    seeds: int = SEEDS


FAMILIES = {
    "random": Family(
        "two types, players in turn, 2 or 3 moves, some hidden, whole payoffs from -20 to 20, no "
        "proper subgame",
        (4, 6, 8, 10, 12, 14, 16, 20, 24),
        lambda size, seed: random_stage(seed, size, 3),
        3,
    ),
    "talks": Family(
        "signaling in rounds, all moves public; n rounds have 3(3^n - 1)/2 information sets",
        (1, 2, 3, 4, 5, 6, 7, 8),
        lambda size, seed: rounds(size),
        1,
        1,
    ),
    "haggling": Family(
        "bargaining in rounds with random payoffs; n rounds have 4(2^n - 1) information sets",
        (1, 2, 3, 4, 5, 6, 8, 10),
        haggling,
        1,
    ),
}


def main() -> None:
    """Measure, or be one of the measured processes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--run", nargs=4, metavar=("METHOD", "FAMILY", "SIZE", "SEED"))
    chosen = parser.parse_args()
    if chosen.run:
        method, family, size, seed = chosen.run
        game = FAMILIES[family].tree(int(size), int(seed))
        print(json.dumps(measured(method, game, chosen.seconds)))
    else:
        PAGE.write_text(page(chosen.seconds), encoding="utf-8")


def measured(method: str, game: ExtensiveGame[Any], limit: float) -> dict[str, Any]:
    """Solve a tree; seconds, number of equilibria, whether done and complete."""
    started = time.perf_counter()
    if method in GAMBIT:
        import pygambit

        text = efg.write(Document(game))
        read = pygambit.read_efg(StringIO(text))
        started = time.perf_counter()
        found = len(getattr(pygambit.nash, method)(read).equilibria)
        done, complete = True, False
    else:
        findings = SOLVERS[method].run(game, method, Budget(limit))
        found, complete = len(findings.candidates), findings.complete
        done = findings.limit is None
    return {
        "seconds": time.perf_counter() - started,
        "found": found,
        "done": done,
        "complete": complete,
        "sets": len(game.information_sets()),
    }


def run(method: str, family: str, size: int, seed: int, limit: float) -> dict[str, Any] | None:
    """One process; None where it did not end in time."""
    call = [sys.executable, __file__, "--seconds", str(limit), "--run", method, family]
    try:
        answer = subprocess.run(
            [*call, str(size), str(seed)],
            capture_output=True,
            text=True,
            timeout=limit + SPARE,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    result: dict[str, Any] = json.loads(answer.stdout)
    return result if result["done"] and result["seconds"] <= limit else None


def climb(method: str, family: str, limit: float) -> list[dict[str, Any]]:
    """The results at the largest size of which all trees were done."""
    first, sizes = FAMILIES[family].start, FAMILIES[family].sizes
    best: list[dict[str, Any]] = []
    for position in range(first, len(sizes)):
        results = at_size(method, family, sizes[position], limit)
        if not results:
            break
        best = results
    for position in reversed(range(first)):
        best = best or at_size(method, family, sizes[position], limit)
    print(method, family, [(each["size"], round(each["seconds"], 2)) for each in best], flush=True)
    return best


def at_size(method: str, family: str, size: int, limit: float) -> list[dict[str, Any]]:
    """The results at one size; none unless all trees were done."""
    results: list[dict[str, Any]] = []
    for seed in range(FAMILIES[family].seeds):
        result = run(method, family, size, seed, limit)
        if result is None:
            return []
        results.append({**result, "size": size})
    return results


def cell(results: list[dict[str, Any]], top: int) -> str:
    """What a table says of the largest size."""
    if not results:
        return "none"
    slowest = max(each["seconds"] for each in results)
    sets = results[0]["sets"]
    mark = "+" if results[0]["size"] == top else ""
    return f"{sets}{mark} ({slowest:.2g} s)"


def page(limit: float) -> str:
    """The page, measured."""
    rows = []
    for method in (*SOLVERS, *GAMBIT):
        found = {name: climb(method, name, limit) for name in FAMILIES}
        cells = (cell(found[name], FAMILIES[name].sizes[-1]) for name in FAMILIES)
        every = [each for results in found.values() for each in results]
        whole = f"{sum(each['complete'] for each in every)} of {len(every)}"
        title = f"`pygambit.nash.{method}`" if method in GAMBIT else f"`{method}`"
        rows.append(f"| {title} | {' | '.join(cells)} | {'' if method in GAMBIT else whole} |")
    return "\n".join([*head(limit), *rows, *tail(), ""])


def head(limit: float) -> Iterator[str]:
    """What the table is about."""
    yield "# Large trees"
    yield ""
    yield (
        "Information sets of the largest tree that was solved, and in brackets the seconds of the "
        f"slowest; the limit is {limit:g} seconds a tree, completeness certificates not counted. "
        f"A size counts if all of its {SEEDS} trees end in time (where payoffs are given there is "
        "only one), and the first size that does not ends the climb; `+` marks the largest size "
        "there is."
    )
    yield ""
    yield f"| | {' | '.join(FAMILIES)} | proved complete |"
    yield f"|---{'|---' * len(FAMILIES)}|---|"


def tail() -> Iterator[str]:
    """What the families are, and how to read the table."""
    yield ""
    for name, family in FAMILIES.items():
        yield f"- *{name}*: {family.about}."
    yield ""
    yield (
        "`nash`, `subgame_perfect`, `pbe` and `sequential` look for all equilibria, with their "
        "components; `quasi_perfect` for one. *Proved complete* counts the trees in the row of "
        "which the list is proved to have everything. Where it is not, though the search ended, "
        "a set of equilibria is curved: off the path a free belief and a later probability are "
        "tied by an equation in their product. A slice of each such set is listed and a warning "
        "says so; for `quasi_perfect` nothing is claimed."
    )
    yield ""
    yield (
        "Gambit has no perfect Bayesian, sequential or subgame-perfect solver: its rows are Nash "
        "equilibria of the same trees. `lcp_solve` looks for some of them, `enummixed_solve` for "
        "all extreme ones, `enumpoly_solve` for all isolated ones."
    )
    yield ""
    yield f"Python {platform.python_version()}, {platform.machine()}, pygambit {gambit_version()}."
    yield "Made by `python benchmarks/trees.py`."


def gambit_version() -> str:
    """Of the peer."""
    try:
        return version("pygambit")
    except PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    main()
