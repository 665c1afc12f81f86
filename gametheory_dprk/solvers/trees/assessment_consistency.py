"""Which beliefs of a case are limits of vanishing trembles (Kreps and Wilson 1982).

Supports are consistent if moves of probability zero can be given positive costs such that in
each information set the nodes of positive belief are those of least cost. The remaining
conditions are equations: whenever a product of ratios of beliefs has all coefficients of
trembles cancel, it equals the same product of ratios of probabilities in the support.

Only free beliefs need to be looked at; the others follow from them by Bayes' rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import lcm

from gametheory_dprk.games import Path
from gametheory_dprk.polyhedra import Infeasible, feasible_point, linear_system
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.assessment_beliefs import Belief, Beliefs
from gametheory_dprk.solvers.trees.assessment_case import Case
from gametheory_dprk.solvers.trees.polynomial import ONE, Polynomial, number

Move = tuple[SetKey, str]
Pair = tuple[SetKey, Path, Path]


def costs_exist(case: Case, beliefs: Beliefs) -> bool:
    """Whether some order of magnitude of trembles explains which nodes are believed possible."""
    equal: list[tuple[dict[Move, int], int]] = []
    at_least: list[tuple[dict[Move, int], int]] = []
    for belief in free(beliefs).values():
        believed = belief.believed()
        for path in belief.weights:
            gap = difference(case, path, believed[0])
            if path in believed:
                equal.append((gap, 0))
            else:
                at_least.append((gap, -1))
    used = sorted({move for gap, _ in equal + at_least for move in gap})
    at_least += [({move: 1}, -1) for move in used]
    form = linear_system(used, equal=equal, at_least=at_least, nonnegative=used)
    return not isinstance(feasible_point(form), Infeasible)


def free(beliefs: Beliefs) -> dict[SetKey, Belief]:
    """The beliefs on which Bayes' rule is silent, at information sets of several nodes."""
    return {k: each for k, each in beliefs.items() if each.free and len(each.weights) > 1}


def trembles(case: Case, path: Path) -> Counter[Move]:
    """The moves of probability zero on a path."""
    moves = case.outline.decisions(path, len(case.outline.root))
    return Counter(move for move in moves if move[1] not in case.supports[move[0]])


def difference(case: Case, path: Path, other: Path) -> dict[Move, int]:
    """Moves of probability zero on one path less those on another."""
    counts = trembles(case, path)
    counts.subtract(trembles(case, other))
    return {move: count for move, count in counts.items() if count}


def ratio_equations(case: Case, beliefs: Beliefs) -> Iterator[Polynomial]:
    """The equations that products of ratios of free beliefs must satisfy."""
    pairs: list[Pair] = []
    for key, belief in free(beliefs).items():
        first, *others = belief.believed()
        pairs += [(key, path, first) for path in others]
    for relation in relations([difference(case, path, first) for _, path, first in pairs]):
        left = right = ONE
        likely: Counter[Move] = Counter()
        for (key, path, first), power in zip(pairs, relation, strict=True):
            weights = beliefs[key].weights
            above, below = (path, first) if power > 0 else (first, path)
            for _ in range(abs(power)):
                left = left * weights[above] * chance(case, below)
                right = right * weights[below] * chance(case, above)
            add(likely, possible(case, first), power)
            add(likely, possible(case, path), -power)
        opposite = Counter({move: -count for move, count in likely.items()})
        yield times(case, left, likely) - times(case, right, opposite)


def possible(case: Case, path: Path) -> Counter[Move]:
    """The moves in the support on a path."""
    moves = case.outline.decisions(path, len(case.outline.root))
    return Counter(move for move in moves if move[1] in case.supports[move[0]])


def chance(case: Case, path: Path) -> Polynomial:
    """Probability of the moves of chance on a path."""
    return number(case.outline.chance(path, len(case.outline.root)))


def add(total: Counter[Move], moves: Counter[Move], power: int) -> None:
    """Add counts, which may be negative; what is on both sides of an equation cancels."""
    for move, count in moves.items():
        total[move] += power * count


def times(case: Case, product: Polynomial, moves: Counter[Move]) -> Polynomial:
    """Multiply by the probabilities of the moves whose count is positive."""
    for (key, move), count in moves.items():
        for _ in range(count):
            product = product * case.probability(key, move)
    return product


def relations(rows: Sequence[dict[Move, int]]) -> list[list[int]]:
    """A basis of the whole-number combinations of rows that vanish.

    Each has a row of its own, which it writes in terms of earlier ones that are independent.
    """
    from flint import fmpq_mat

    if not rows:
        return []
    names = sorted({name for row in rows for name in row})
    count = len(rows)
    table = fmpq_mat(
        [
            [row.get(name, 0) for name in names] + [int(i + j == count - 1) for j in range(count)]
            for i, row in enumerate(rows)
        ]
    )
    reduced, rank = table.rref()
    found = []
    for i in range(rank):
        entries = [reduced[i, j] for j in range(len(names) + count)]
        if not any(entries[: len(names)]):
            weights = entries[len(names) :][::-1]
            scale = lcm(*(int(weight.q) for weight in weights))
            found.append([int((weight * scale).p) for weight in weights])
    return found
