"""How far completeness certificates of trees reach; writes docs/tree_certificates.md.

    python benchmarks/tree_certificates.py                solves, certifies and rechecks every tree
    python benchmarks/tree_certificates.py --trees 40     of each random family that many

Every document is rechecked as `gtd verify` does. Exit code 1 if one is refused.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tree_certificates.md"
sys.path.insert(0, str(ROOT / "tests"))

from large_trees import random_stage  # noqa: E402
from tree_games import random_tree  # noqa: E402

from gametheory_dprk.completeness import Open, decode_completeness  # noqa: E402
from gametheory_dprk.games import ExtensiveGame, Terminal  # noqa: E402
from gametheory_dprk.limits import Budget  # noqa: E402
from gametheory_dprk.planner import solve  # noqa: E402
from gametheory_dprk.scenario.reader import read  # noqa: E402
from gametheory_dprk.scenario.source import catalog  # noqa: E402
from gametheory_dprk.scenario.values import parameter_values  # noqa: E402
from gametheory_dprk.solution_json import encode_solution  # noqa: E402
from gametheory_dprk.verification import verify  # noqa: E402

Tree: TypeAlias = ExtensiveGame[Any]
CONCEPTS = ("pbe", "sequential")
SECONDS = 20.0
"""For solving and certifying one tree."""

TREES = 80
"""Of each random family."""


def shipped(count: int) -> Iterator[tuple[str, Tree]]:
    """Every scenario that is a tree, at its base case."""
    for name in catalog():
        scenario = read(name)
        game = scenario.game.at(parameter_values(scenario, {}))
        if isinstance(game, ExtensiveGame):
            yield name, game


def drawn(players: str) -> Any:
    """Small random trees of perfect recall with some players."""

    def family(count: int) -> Iterator[tuple[str, Tree]]:
        for seed in range(count):
            game = random_tree(seed, players)
            if not isinstance(game.root, Terminal):
                yield f"seed {seed}", game

    return family


def staged(sets: int, widest: int) -> Any:
    """Random trees with that many information sets and no proper subgame."""

    def family(count: int) -> Iterator[tuple[str, Tree]]:
        for seed in range(count):
            yield f"seed {seed}", random_stage(seed, sets, widest)

    return family


FAMILIES = {
    "shipped trees": shipped,
    "two players, payoffs -3 to 3": drawn("AB"),
    "three players, payoffs -3 to 3": drawn("ABC"),
    "5 information sets, no subgame": staged(5, 2),
    "8 information sets, no subgame": staged(8, 2),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one tree."""

    name: str
    status: str
    seconds: tuple[float, float] = (0.0, 0.0)
    steps: int = 0
    opened: int = 0
    size: int = 0


def tried(name: str, game: Tree, concept: str) -> Trial:
    """Solve, certify and recheck a tree."""
    started = time.process_time()
    solution = solve(game, concept, budget=Budget(SECONDS), certify_complete=True)
    if solution.completeness is None:
        return Trial(name, solution.status if not solution.complete else "no certificate")
    body = encode_solution(solution)
    between = time.process_time()
    verification = verify(game, {"solution": body})
    ended = time.process_time()
    tree = decode_completeness(body["completeness"], "here").tree
    opened = sum(isinstance(step, Open) for step in tree)
    status = "part" if opened else "whole"
    if not verification.valid or ("rechecked in part" in verification.completeness) != bool(opened):
        status = "REFUSED"
    size = len(json.dumps(body["completeness"]))
    return Trial(name, status, (between - started, ended - between), len(tree), opened, size)


def row(family: str, concept: str, trials: list[Trial]) -> str:
    """A row of the table."""
    made = [each for each in trials if each.status in ("whole", "part", "REFUSED")]
    count = [sum(each.status == status for each in trials) for status in ("whole", "part")]
    cells = [family, f"`{concept}`", str(len(trials)), str(len(made)), *map(str, count)]
    cells.append(str(sum(each.opened for each in made)))
    steps = [each.steps for each in made] or [0]
    cells += [f"{median(steps):g}", str(max(steps))]
    cells.append(f"{max((each.size for each in made), default=0) / 1000:.1f}")
    cells += [f"{max((each.seconds[k] for each in made), default=0.0):.2f}" for k in (0, 1)]
    return f"| {' | '.join(cells)} |"


def head() -> Iterator[str]:
    """What the table is about."""
    yield "# Completeness certificates of trees"
    yield ""
    yield (
        "Made by `python benchmarks/tree_certificates.py`, which solves trees with `--certify` and "
        "rechecks every document. *Complete*: the solver proved its list complete, so there is a "
        "certificate; *whole*: the certificate closes every case; *in part*: it leaves some "
        "open, in so many branches. Steps are the splits and ends of the tree of cases."
    )
    yield ""
    names = (
        "family", "concept", "trees", "complete", "whole", "in part", "open branches",
        "steps, median", "most", "kB at most", "solve and certify, s at most",
        "recheck, s at most",
    )  # fmt: skip
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"


def main() -> int:
    """Try every tree, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trees", type=int, default=TREES)
    parser.add_argument("--page", type=Path, default=PAGE)
    chosen = parser.parse_args()
    lines, refused = list(head()), 0
    for family, games in FAMILIES.items():
        for concept in CONCEPTS:
            trials = [tried(name, game, concept) for name, game in games(chosen.trees)]
            lines.append(row(family, concept, trials))
            print(lines[-1], flush=True)
            for each in trials:
                if each.status != "whole":
                    print(f"  {each.name}: {each.status}, open {each.opened}", flush=True)
            refused += sum(each.status == "REFUSED" for each in trials)
    chosen.page.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
