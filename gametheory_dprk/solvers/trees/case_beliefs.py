"""Beliefs in a case that decides every move, and says of some nodes whether they are believed.

A belief follows from play by Bayes' rule, or from an earlier belief where some node is sure to have
weight so; else it is unknown, but for the nodes that the case says are not believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gametheory_dprk.completeness import Case as Facts
from gametheory_dprk.games import Path
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.assessment_beliefs import (
    Belief,
    derived_belief,
    origin,
)
from gametheory_dprk.solvers.trees.assessment_case import Case, share
from gametheory_dprk.solvers.trees.case_systems import believes
from gametheory_dprk.solvers.trees.polynomial import Polynomial


@dataclass
class CaseBeliefs:
    """The beliefs of a case.

    Attributes
    ----------
    facts : Mapping
        What is known of moves and of nodes.
    found : dict
        Every belief, in the order in which the tree meets the information sets.
    sure : dict
        The nodes of each information set that are sure to be believed.
    """

    case: Case
    facts: Facts
    found: dict[SetKey, Belief] = field(default_factory=dict)
    sure: dict[SetKey, set[Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        members = self.case.outline.members
        for key in sorted(members, key=lambda key: len(members[key][0])):
            self.add(key)
        self.found = {key: self.found[key] for key in members}

    def add(self, key: SetKey) -> None:
        """Find the belief at an information set, those before it being known."""
        paths = self.case.outline.members[key]
        start = self.case.start_weights(key)
        carried = self.carried_on(key)
        if len(paths) == 1 or any(weight.terms for weight in start.values()) or carried:
            belief = derived_belief(self.case, key, self.found)
            assert belief is not None
            self.found[key] = belief
            self.sure[key] = carried or set(belief.believed())
        else:
            self.found[key] = self.unknown(key)
            possible = self.found[key].believed()
            said = {path for path in possible if self.says(key, path)}
            self.sure[key] = set(possible) if len(possible) == 1 else said

    def says(self, key: SetKey, path: Path) -> bool | None:
        """Whether a node is believed, as far as the case says it."""
        return self.facts.get(believes(key, path))

    def carried_on(self, key: SetKey) -> set[Path]:
        """The nodes that are sure to have weight from the owner's previous information set."""
        earlier = self.case.outline.previous[key]
        if earlier is None or not self.is_free(key):
            return set()
        before, paths = self.found[earlier].weights, self.case.outline.members[key]
        starts = {path: origin(path, before) for path in paths}
        return {
            path
            for path, start in starts.items()
            if start in self.sure[earlier] and self.case.weight(path, start, key[0]).terms
        }

    def is_free(self, key: SetKey) -> bool:
        """Whether a belief does not follow from the start of the subgame."""
        start = self.case.start_weights(key).values()
        return len(start) > 1 and not any(weight.terms for weight in start)

    def unknown(self, key: SetKey) -> Belief:
        """An unknown belief; nodes that are sure to be believed come first."""
        paths = self.case.outline.members[key]
        names = tuple(".".join(path) for path in paths if self.says(key, path) is not False)
        order = sorted(paths, key=lambda path: not self.says(key, path))
        weights = {path: share("beliefs", key, names, ".".join(path)) for path in order}
        return Belief(weights, free=True, strict=False)

    def positive(self) -> Iterator[Polynomial]:
        """Beliefs that the case says are positive."""
        for key, belief in self.found.items():
            if belief.free:
                yield from (belief.weights[path] for path in sorted(self.sure[key]))

    def next_fact(self) -> str | None:
        """A fact on an unknown belief of which nothing is said.

        That of early information sets first, and last that the only node left is believed.
        """
        free = [(key, belief.believed()) for key, belief in self.found.items() if belief.free]
        for key, possible in sorted(free, key=lambda each: len(each[1]) == 1):
            for path in possible:
                if self.says(key, path) is None:
                    return believes(key, path)
        return None
