"""Where the beliefs of a cell come from: stated, or from play by Bayes' rule.

A cell need not state a belief that follows from play. Then it varies with the strategies, and is
no polytope of its own; but the *weights* of the nodes from which it follows are polynomials in
them. The sources, in this order, for an information set of several nodes:

- *stated*: a block gives the belief (or there are no blocks: a single assessment states all);
- *start*: in the interior of the cell the set has positive weight from the start of the smallest
  subgame that contains it, its owner's moves taken as made;
- *earlier*: the same from the belief at its owner's previous information set;
- *member*: none of these; the belief is as in the component's member.

On the border of a cell, where a weight vanishes, the belief is any limit from the interior; what
holds in the interior then holds there by continuity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from gametheory_dprk.concepts.trees.claims import Variety
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.games import Path
from gametheory_dprk.number import Number
from gametheory_dprk.solution import SetKey

Source: TypeAlias = Literal["stated", "start", "earlier", "member"]
Weight: TypeAlias = Callable[[Evaluation, Path], Number]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the nodes of an information set are weighed, and what that depends on."""

    weight: Weight
    strategies: dict[SetKey, int] = field(default_factory=dict)
    beliefs: dict[SetKey, int] = field(default_factory=dict)


def stated_weighing(key: SetKey) -> Weighing:
    """The belief itself."""
    return Weighing(lambda evaluation, path: evaluation.belief(key, path), beliefs={key: 1})


def start_weighing(variety: Variety, key: SetKey) -> Weighing:
    """Probability from the start of the smallest subgame, the owner's moves taken as made."""
    tree, home = variety.tree, variety.tree.home(key)
    passed = {k for p in tree.members[key] for k, _ in tree.decisions(p, len(home))}
    return Weighing(
        lambda evaluation, path: evaluation.weight(home, path, key[0]),
        strategies={k: 1 for k in sorted(passed) if k[0] != key[0]},
    )


def earlier_weighing(variety: Variety, key: SetKey) -> Weighing | None:
    """Weight at the owner's previous information set in the same subgame, carried on."""
    tree, earlier = variety.tree, variety.tree.previous(key)
    if earlier is None or tree.home(earlier) != tree.home(key):
        return None
    before = weighing(variety, earlier)
    starts = {
        path: next(path[:k] for k in range(len(path)) if path[:k] in tree.members[earlier])
        for path in tree.members[key]
    }
    passed = {k for path, start in starts.items() for k, _ in tree.decisions(path, len(start))}
    return Weighing(
        lambda evaluation, path: (
            before.weight(evaluation, starts[path]) * evaluation.weight(starts[path], path, key[0])
        ),
        strategies=before.strategies | {k: 1 for k in sorted(passed) if k[0] != key[0]},
        beliefs=before.beliefs,
    )


def source(variety: Variety, key: SetKey) -> Source:
    """Where the belief at an information set comes from."""
    single = len(variety.tree.members[key]) == 1
    if single or not variety.cell.blocks or variety.names("beliefs", key):
        return "stated"
    if is_positive(variety, key, start_weighing(variety, key)):
        return "start"
    carried = earlier_weighing(variety, key)
    return "earlier" if carried and is_positive(variety, key, carried) else "member"


def is_positive(variety: Variety, key: SetKey, weighing: Weighing) -> bool:
    """Whether some node has positive weight in the interior."""
    inner = variety.interior()
    return any(weighing.weight(inner, path) for path in variety.tree.members[key])


def weighing(variety: Variety, key: SetKey) -> Weighing:
    """How the nodes of an information set are weighed in a cell."""
    where = source(variety, key)
    if where == "start":
        return start_weighing(variety, key)
    carried = earlier_weighing(variety, key) if where == "earlier" else None
    return carried or stated_weighing(key)


def believed(variety: Variety, key: SetKey) -> list[Path]:
    """The nodes of positive belief in the interior of a cell."""
    inner, how = variety.interior(), weighing(variety, key)
    return [path for path in variety.tree.members[key] if how.weight(inner, path)]


def share(how: Weighing, evaluation: Evaluation, paths: list[Path], node: Path) -> Number | None:
    """The weight of a node in that of its information set; None where that is zero."""
    weights = {path: how.weight(evaluation, path) for path in paths}
    total = sum(weights.values(), Fraction(0))
    return weights[node] / total if total else None
