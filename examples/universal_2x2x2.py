"""Every 2x2x2 signaling game without ties: a certified atlas.

Two types send one of two signals, and each signal is answered in one of two ways. Nobody is ever
quite indifferent: each type ranks the four outcomes (signal and answer) strictly, and against a
known type the receiver always prefers one answer. Renaming types, signals and answers turns every
such game into one of 612 classes. In each, all eleven numbers are symbols: the prior p, what the
receiver gains by the better answer (g11 to g22), and for each type the three gaps between
neighboring outcomes (a1 to a3, b1 to b3).

For each class the data file lists all families of perfect Bayesian equilibria with a certificate:
that each is one wherever its conditions hold, that each exists somewhere, that there are no others
off the surfaces listed, and that some family exists at all parameters off those surfaces. This
script rebuilds every game and rechecks every claim with nothing but the standard library.

Run: python examples/universal_2x2x2.py          (recheck; give a number n to take every n-th class)
     python examples/universal_2x2x2.py --write   (derive everything anew)
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import permutations, product
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "universal_2x2x2.json.gz"
GAINS = ("g11", "g12", "g21", "g22")
GAPS = (("a1", "a2", "a3"), ("b1", "b2", "b3"))
ASSUME = [f"{name} > 0" for name in (*GAPS[0], *GAPS[1], *GAINS)]

Outcome = tuple[int, int]
"""A signal and an answer."""
Ranking = tuple[Outcome, ...]
"""All outcomes, the worst first."""
Class = tuple[tuple[int, ...], Ranking, Ranking]
"""For each type and signal whether the first answer is better (1 or -1), and both rankings."""

OUTCOMES = tuple(product((0, 1), repeat=2))


def classes() -> list[Class]:
    """One game of every class: the first that no renaming turns into an earlier one."""
    seen: set[Class] = set()
    found = []
    for signs in product((1, -1), repeat=4):
        for rankings in product(permutations(OUTCOMES), repeat=2):
            one: Class = (signs, *rankings)
            if one not in seen:
                found.append(one)
                seen.update(renamed(one))
    return found


def renamed(one: Class) -> Iterator[Class]:
    """The game under all 16 ways of renaming types, signals, and the answers to each signal."""
    signs, *rankings = one
    for types, signals, *answers in product((0, 1), repeat=4):

        def moved(
            outcome: Outcome, signals: int = signals, answers: list[int] = answers
        ) -> Outcome:
            signal, answer = outcome
            return signal ^ signals, answer ^ answers[signal]

        new = [0] * 4
        for kind, signal in OUTCOMES:
            sign = -1 if answers[signal] else 1
            new[2 * (kind ^ types) + (signal ^ signals)] = sign * signs[2 * kind + signal]
        first, second = (tuple(moved(o) for o in rankings[kind ^ types]) for kind in (0, 1))
        yield tuple(new), first, second


def game_of(one: Class) -> dict[str, Any]:
    """The game as formulas, which is all that the checker takes as given."""
    signs, *rankings = one
    worth = [
        {outcome: " + ".join(gaps[:place]) or "0" for place, outcome in enumerate(ranking)}
        for ranking, gaps in zip(rankings, GAPS, strict=True)
    ]
    gain = {
        place: name if sign > 0 else f"-{name}"
        for place, name, sign in zip(OUTCOMES, GAINS, signs, strict=True)
    }

    def table(pays: Any) -> dict[str, Any]:
        return {
            f"t{t + 1}": {f"m{m + 1}": {f"r{r + 1}": pays(t, m, r) for r in (0, 1)} for m in (0, 1)}
            for t in (0, 1)
        }

    return {
        "sender": "S",
        "receiver": "R",
        "types": {"t1": "p", "t2": "1 - p"},
        "responses": {"m1": ["r1", "r2"], "m2": ["r1", "r2"]},
        "payoffs": {
            "S": table(lambda t, m, r: worth[t][m, r]),
            "R": table(lambda t, m, r: "0" if r else gain[t, m]),
        },
        "assume": ASSUME,
    }


def derive(one: Class) -> Mapping[str, Any]:
    """Find all equilibria of a class, with a certificate."""
    from gametheory_dprk.analysis.atlas.atlas import atlas
    from gametheory_dprk.expr import parse
    from gametheory_dprk.games import SignalingGame

    given = game_of(one)
    payoffs = {
        player: {
            (t, m, r): parse(text)
            for t, signals in table.items()
            for m, answers in signals.items()
            for r, text in answers.items()
        }
        for player, table in given["payoffs"].items()
    }
    prior = {kind: parse(text) for kind, text in given["types"].items()}
    game = SignalingGame("S", "R", prior, {"m1": ("r1", "r2"), "m2": ("r1", "r2")}, payoffs)
    found = atlas(game, [parse(text) for text in ASSUME])
    labels = [family.label for family in found.families]
    return {"class": one, "families": labels, "certificate": found.certificate}


def write() -> None:
    """Derive all classes and write the data file."""
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(derive, classes(), chunksize=8))
    text = json.dumps({"assume": ASSUME, "classes": found}, separators=(",", ":"))
    DATA.write_bytes(gzip.compress(text.encode(), mtime=0))


def recheck(step: int) -> int:
    """Recheck the data file, or every few classes of it; the exit code."""
    from gametheory_dprk.analysis.atlas.checker import check

    data = json.loads(gzip.decompress(DATA.read_bytes()))
    expected = classes()
    stored = [
        (tuple(signs), *(tuple(map(tuple, ranking)) for ranking in rankings))
        for signs, *rankings in (entry["class"] for entry in data["classes"])
    ]
    print(f"{len(expected)} classes, all of them in the file: {stored == expected}")
    claims, refused = 0, 0
    for one, entry in list(zip(expected, data["classes"], strict=True))[::step]:
        report = check(game_of(one), entry["certificate"])
        claims += report.claims
        refused += not report.accepted
    print(f"rechecked {len(expected[::step])} classes: {claims} claims, {refused} classes refused")
    counts = Counter(len(entry["families"]) for entry in data["classes"])
    print("families in a class: " + ", ".join(f"{n} in {counts[n]}" for n in sorted(counts)))
    labels = Counter(label for entry in data["classes"] for label in entry["families"])
    print("families in all: " + ", ".join(f"{n} {label}" for label, n in sorted(labels.items())))
    return 1 if refused or stored != expected else 0


def main() -> int:
    arguments = sys.argv[1:]
    if arguments == ["--write"]:
        write()
    return recheck(int(arguments[0]) if arguments and arguments[0].isdigit() else 1)


if __name__ == "__main__":
    sys.exit(main())
