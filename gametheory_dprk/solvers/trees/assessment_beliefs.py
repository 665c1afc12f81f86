"""Beliefs in one case: by Bayes' rule from play, from an earlier belief, or free.

A belief is kept as *weights* of the nodes, not normalised. They come from the start of the
smallest subgame where the information set has positive weight there; else from the belief at its
owner's previous information set where it has positive weight there; else they are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from gametheory_dprk.games import Path
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.assessment_case import Case, share
from gametheory_dprk.solvers.trees.polynomial import ONE, Polynomial


@dataclass(frozen=True, slots=True)
class Belief:
    """The weights of the nodes of an information set.

    Attributes
    ----------
    weights : Mapping[Path, Polynomial]
        Zero polynomials where the belief is zero in this case.
    free : bool
        Whether the weights are unknowns that sum to one.
    strict : bool
        Whether all weights that are not the zero polynomial are to be positive.
    """

    weights: Mapping[Path, Polynomial]
    free: bool = False
    strict: bool = True

    def believed(self) -> list[Path]:
        """The nodes that can have positive belief."""
        return [path for path, weight in self.weights.items() if weight.terms]


Beliefs = Mapping[SetKey, Belief]


def belief_cases(
    case: Case, *, supports: bool, possible: Callable[[Beliefs], bool] = lambda found: True
) -> Iterator[dict[SetKey, Belief]]:
    """Every way in which beliefs can hang together, given the supports of strategies.

    Parameters
    ----------
    case : Case
    supports : bool
        Whether to tell apart the supports of all free beliefs; if not, only those that an
        owner's later belief may depend on are told apart.
    possible : callable
        Whether beliefs at some information sets can be part of a case.
    """
    outline = case.outline
    order = sorted(outline.members, key=lambda key: len(outline.members[key][0]))
    passed_on = {
        earlier
        for key, earlier in outline.previous.items()
        if earlier is not None and len(outline.members[key]) > 1
    }

    def extend(found: dict[SetKey, Belief], rest: list[SetKey]) -> Iterator[dict[SetKey, Belief]]:
        if not rest:
            yield {key: found[key] for key in outline.members}
            return
        key, *later = rest
        belief = derived_belief(case, key, found)
        choices = [belief] if belief else free_beliefs(case, key, supports or key in passed_on)
        for choice in choices:
            extended = {**found, key: choice}
            if belief or possible(extended):
                yield from extend(extended, later)

    yield from extend({}, order)


def derived_belief(case: Case, key: SetKey, found: Beliefs) -> Belief | None:
    """The belief that Bayes' rule gives, if it gives one."""
    paths = case.outline.members[key]
    if len(paths) == 1:
        return Belief({paths[0]: ONE})
    if any(weight.terms for weight in case.start_weights(key).values()):
        start = fork(paths)
        return Belief({path: case.weight(path, start, key[0]) for path in paths})
    belief, earlier = Belief({}), case.outline.previous[key]
    if earlier is not None:
        belief = Belief(updated_weights(case, key, found[earlier].weights))
    return belief if belief.believed() else None


def updated_weights(
    case: Case, key: SetKey, earlier: Mapping[Path, Polynomial]
) -> dict[Path, Polynomial]:
    """Weights of the nodes of an information set from those of its owner's previous one."""
    weights = {}
    for path in case.outline.members[key]:
        start = origin(path, earlier)
        weights[path] = earlier[start] * case.weight(path, start, key[0])
    return weights


def origin(path: Path, earlier: Container[Path]) -> Path:
    """The node of an earlier information set that a path passes."""
    return next(path[:k] for k in range(len(path)) if path[:k] in earlier)


def free_beliefs(case: Case, key: SetKey, supports: bool) -> Iterator[Belief]:
    """Unknown beliefs, one for each set of nodes believed possible if supports matter."""
    paths = case.outline.members[key]
    for size in range(len(paths), 0, -1) if supports else [len(paths)]:
        for chosen in combinations(paths, size):
            names = tuple(".".join(path) for path in chosen)
            weights = {path: share("beliefs", key, names, ".".join(path)) for path in paths}
            yield Belief(weights, free=True, strict=supports)


def fork(paths: list[Path]) -> Path:
    """The node at which paths part."""
    first = paths[0]
    length = min(len(path) for path in paths)
    return first[: next((k for k in range(length) if len({p[k] for p in paths}) > 1), length)]
