"""Splitting conditions into parts that share no parameters and can be decided apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions.condition import Condition


@dataclass(slots=True)
class Components:
    """Groups of parameters that assumptions connect, and what conditions connect further.

    Examples
    --------
    >>> from gametheory_dprk.regions.condition import condition
    >>> ring = Ring(["p", "a", "b", "c"])
    >>> p, a, b, c = ring.generators.values()
    >>> split = Components(ring, [condition(a - b, ">")])
    >>> parts = split.parts([condition(a - 1, ">"), condition(b - 2, ">"), condition(p - c, ">")])
    >>> [(sorted(names), len(conditions)) for names, conditions in parts]
    [(['a', 'b'], 2), (['c', 'p'], 1)]
    """

    ring: Ring
    assumptions: Sequence[Condition]
    groups: list[frozenset[str]] = field(init=False)
    _variables: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.groups = merged([], (self.variables(a) for a in self.assumptions))

    def variables(self, given: Condition) -> frozenset[str]:
        """Return the parameters of a condition."""
        known = self._variables.get(given.text)
        if known is None:
            known = self._variables[given.text] = self.ring.variables(given.polynomial)
        return known

    def connected(self, polynomials: Iterable[Polynomial]) -> frozenset[str]:
        """Return the parameters that assumptions connect with those of polynomials."""
        names = frozenset[str]().union(*map(self.ring.variables, polynomials))
        return names.union(*(group for group in self.groups if group & names))

    def parts(
        self, conditions: Sequence[Condition]
    ) -> list[tuple[frozenset[str], list[Condition]]]:
        """Split conditions; each part comes with its parameters."""
        groups = merged(self.groups, (self.variables(c) for c in conditions))
        found = []
        for group in groups:
            own = [c for c in conditions if self.variables(c) & group]
            if own:
                found.append((group, own))
        return found


def merged(
    groups: Sequence[frozenset[str]], further: Iterable[frozenset[str]]
) -> list[frozenset[str]]:
    """Join groups wherever a further set touches several of them."""
    result = list(groups)
    for names in further:
        touched = [group for group in result if group & names]
        if names and (len(touched) != 1 or not names <= touched[0]):
            result = [group for group in result if not group & names]
            result.append(names.union(*touched))
    return result
