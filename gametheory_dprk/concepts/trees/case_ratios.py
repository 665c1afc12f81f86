"""What consistency adds to the conditions of a case (Kreps and Wilson 1982).

Along trembles the ratio of the beliefs in two nodes of an information set is the ratio of the
probabilities of the two paths. Where in a product of such ratios the moves that are not played
cancel, all that is left has a limit: multiplied out, so that zero beliefs do no harm, it is an
equation in beliefs and in probabilities of moves that are played.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gametheory_dprk.concepts.linear import integer_relations
from gametheory_dprk.concepts.trees.case_conditions import ONE, Supports
from gametheory_dprk.concepts.trees.case_polynomials import Polynomial, constant, multiplied, plus
from gametheory_dprk.concepts.trees.case_rows import Move, fact
from gametheory_dprk.games import Path
from gametheory_dprk.number import Number
from gametheory_dprk.solution import SetKey


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two nodes of an information set of unknown belief."""

    key: SetKey
    path: Path
    other: Path


def ratio_equations(supports: Supports) -> Iterator[Polynomial]:
    """Polynomials that are zero if beliefs are consistent."""
    ratios = list(unknown_ratios(supports))
    for relation in integer_relations([unlikely(supports, each) for each in ratios]):
        powers = [(each, power) for each, power in zip(ratios, relation, strict=True) if power]
        yield plus(side(supports, powers, 1), side(supports, powers, -1), -ONE)


def unknown_ratios(supports: Supports) -> Iterator[Ratio]:
    """Every node that may be believed beside one that surely is, if there is any."""
    for key in supports.tree.places:
        if supports.is_unknown(key):
            paths = supports.possible(key)
            sure = next((path for path in paths if supports.is_sure(key, path)), paths[0])
            yield from (Ratio(key, path, sure) for path in paths if path != sure)


def unlikely(supports: Supports, ratio: Ratio) -> dict[Move, int]:
    """Moves that are not played on one path less those on the other."""
    counts = {move: n for move, n in difference(supports, ratio).items() if n}
    return {move: n for move, n in counts.items() if not supports.case[fact(move)]}


def difference(supports: Supports, ratio: Ratio) -> Counter[Move]:
    """All moves on one path less those on the other."""
    counts = Counter(supports.tree.decisions(ratio.path))
    counts.subtract(supports.tree.decisions(ratio.other))
    return counts


def side(supports: Supports, powers: list[tuple[Ratio, int]], sign: int) -> Polynomial:
    """One side of a product of ratios: beliefs, and the probabilities of the other path."""
    total: Polynomial = constant(ONE)
    likely: Counter[Move] = Counter()
    for ratio, power in powers:
        up = power * sign > 0
        belief, across = supports.belief(ratio.key), ratio.other if up else ratio.path
        name = ".".join(ratio.path if up else ratio.other)
        factor = multiplied(belief[name], constant(chance(supports, across)))
        for _ in range(abs(power)):
            total = multiplied(total, factor)
        for move, count in difference(supports, ratio).items():
            likely[move] -= count * power * sign
    for (key, name), count in likely.items():
        for _ in range(count if supports.case[fact((key, name))] else 0):
            total = multiplied(total, supports.strategy(key)[name])
    return total


def chance(supports: Supports, path: Path) -> Number:
    """Probability of the moves of chance on a path."""
    product: Number = ONE
    for step in supports.tree.steps(path):
        if step.probability is not None:
            product *= step.probability
    return product
