"""The largest trees that each concept completes in a given time, beside Gambit; writes a page.

    python benchmarks/trees.py                 measures everything and writes docs/large_trees.md
    python benchmarks/trees.py --seconds 20    the same with another limit
    python benchmarks/trees.py --only pbe      one row; the others stay as they were measured

Solvers run in a process of their own, which is ended at the limit. Sizes are tried upwards from
one that most methods manage, and downwards where that is too large. Results are kept in
.benchmarks/trees.json as soon as they are there; the page is written from what there is.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path
from typing import Any

from peers import NotInstalled, OverLimit, Worker

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / ".benchmarks" / "trees.json"
PAGE = ROOT / "docs" / "large_trees.md"
sys.path.insert(0, str(ROOT / "tests"))

from large_trees import haggling, random_stage, rounds  # noqa: E402

from gametheory_dprk.games import ExtensiveGame  # noqa: E402
from gametheory_dprk.interchange import efg  # noqa: E402
from gametheory_dprk.interchange.spec import Document  # noqa: E402
from gametheory_dprk.limits import Budget  # noqa: E402
from gametheory_dprk.solvers import (  # noqa: E402
    assessment_supports,
    sequence_form_pivot,
    sequence_form_vertices,
    subgame_nash,
)

SEEDS = 2
SECONDS = 60.0
"""Of the processor, for one tree, by default."""
SOLVERS = {
    "nash": sequence_form_vertices.SPEC,
    "subgame_perfect": subgame_nash.SPEC,
    "pbe": assessment_supports.SPEC,
    "sequential": assessment_supports.SPEC,
    "quasi_perfect": sequence_form_pivot.SPEC,
}
GAMBIT = ("enummixed_solve", "enumpoly_solve", "lcp_solve")
METHODS = (*SOLVERS, *GAMBIT)


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
    """Measure, and write the page after every row."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--only", nargs="*", choices=METHODS, default=list(METHODS))
    chosen = parser.parse_args()
    RESULTS.parent.mkdir(exist_ok=True)
    rows = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for method in chosen.only:
        found = {name: climb(method, name, chosen.seconds) for name in FAMILIES}
        rows[method] = {"limit": chosen.seconds, "found": found}
        RESULTS.write_text(json.dumps(rows, indent=1), encoding="utf-8")
        PAGE.write_text(page(rows), encoding="utf-8")


def prepared(method: str, family: str, size: int, seed: int) -> Callable[[], dict[str, Any]]:
    """A tree, and what solves it: number of equilibria, whether done and complete."""
    game = FAMILIES[family].tree(size, seed)
    about = {"size": size, "sets": len(game.information_sets())}
    if method in GAMBIT:
        import pygambit

        read = pygambit.read_efg(StringIO(efg.write(Document(game))))
        solver = getattr(pygambit.nash, method)
        return lambda: {**about, "found": len(solver(read).equilibria), "complete": False}

    def solve() -> dict[str, Any]:
        findings = SOLVERS[method].run(game, method, Budget())
        return {**about, "found": len(findings.candidates), "complete": findings.complete}

    return solve


def run(method: str, family: str, size: int, seed: int, limit: float) -> dict[str, Any] | None:
    """One tree; None where it did not end in time."""
    worker = Worker()
    try:
        seconds, result = worker.timed(prepared, (method, family, size, seed), limit)
    except (OverLimit, NotInstalled, ChildProcessError, RuntimeError) as failure:
        print(method, family, size, seed, repr(failure)[:100], flush=True)
        return None
    finally:
        worker.stop()
    return {**result, "seconds": seconds}


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
        results.append(result)
    return results


def cell(results: list[dict[str, Any]], top: int) -> str:
    """What a table says of the largest size."""
    if not results:
        return "none"
    slowest = max(each["seconds"] for each in results)
    sets = results[0]["sets"]
    mark = "+" if results[0]["size"] == top else ""
    return f"{sets}{mark} ({slowest:.2g} s)"


def page(rows: dict[str, Any]) -> str:
    """The page, of the rows that were measured."""
    lines = []
    for method in METHODS:
        if method not in rows:
            continue
        found = rows[method]["found"]
        cells = (cell(found[name], FAMILIES[name].sizes[-1]) for name in FAMILIES)
        every = [each for results in found.values() for each in results]
        whole = f"{sum(each['complete'] for each in every)} of {len(every)}"
        title = f"`pygambit.nash.{method}`" if method in GAMBIT else f"`{method}`"
        lines.append(f"| {title} | {' | '.join(cells)} | {'' if method in GAMBIT else whole} |")
    missing = [method for method in METHODS if method not in rows]
    note = ["", f"Not measured: {', '.join(missing)}."] if missing else []
    return "\n".join([*head(rows), *lines, *note, *tail(), ""])


def head(rows: dict[str, Any]) -> Iterator[str]:
    """What the table is about."""
    limits = sorted({row["limit"] for row in rows.values()})
    yield "# Large trees"
    yield ""
    yield (
        "Information sets of the largest tree that was solved, and in brackets the processor "
        f"seconds of the slowest; the limit is {' or '.join(f'{x:g}' for x in limits)} processor "
        "seconds a tree, completeness certificates not counted. "
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
        "unknown probabilities are tied by products that no formula solves; a slice of each such "
        "set is listed and a warning says so. For `quasi_perfect` nothing is claimed."
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
