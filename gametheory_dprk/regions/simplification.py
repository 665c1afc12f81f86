"""Shorter descriptions of regions: what the other conditions imply is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gametheory_dprk.polynomials import Ring
from gametheory_dprk.regions.condition import Condition, condition
from gametheory_dprk.regions.space import Space


def cost(given: Condition) -> tuple[int, int, int, str]:
    """Rank conditions: few terms, low degree and short names first."""
    f = given.polynomial
    return (len(f), int(f.total_degree()), len(given.key), given.key)


def simplified(
    space: Space, conditions: Iterable[Condition], given: Sequence[Condition] = ()
) -> list[Condition] | None:
    """Normalize a conjunction and drop what the rest implies, the longest first.

    A condition is dropped only where a product proof shows that it may be; what that costs is a
    longer list, never a wrong one.

    Parameters
    ----------
    given
        Conditions that hold anyway.

    Returns
    -------
    list of Condition or None
        The simplest first; None where a condition is false under the assumptions.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> from gametheory_dprk.regions import condition
    >>> ring = Ring(["a", "b"])
    >>> a, b = ring.generators.values()
    >>> space = Space(ring, [condition(a, ">"), condition(b, ">")])
    >>> longer = [condition(a - b, ">"), condition(2 * a - b, ">"), condition(a * b, ">")]
    >>> [c.key for c in simplified(space, longer)]
    ['> a - b']
    """
    found = space.normalized(conditions)
    if found is None:
        return None
    found = divided(space, found, given)
    kept = sorted(found, key=cost)
    for candidate in sorted(found, key=cost, reverse=True):
        rest = [c for c in kept if c is not candidate]
        if space.implies([*given, *rest], candidate):
            kept = rest
    return kept


def divided(
    space: Space, conditions: Sequence[Condition], given: Sequence[Condition] = ()
) -> list[Condition]:
    """Take out of conditions the factors that other, strict ones make positive or negative."""
    positive = {c.text for c in [*given, *conditions] if c.relation == ">"}
    found: dict[str, Condition] = {}
    for one in conditions:
        shorter = _divided(space, one, positive - {one.text})
        found[shorter.key] = shorter
    return list(found.values())


def _divided(space: Space, one: Condition, positive: set[str]) -> Condition:
    """Take positive and negative factors out of one condition."""
    content, powers = one.polynomial.factor()
    if len(powers) < 2 or one.relation == "==":
        return one
    core = space.ring.one if content > 0 else -space.ring.one
    for factor, exponent in powers:
        if str(factor) in positive:
            continue
        if str(-factor) in positive:
            core = -core if int(exponent) % 2 else core
        else:
            core *= factor ** int(exponent)
    if core.is_constant():
        return one
    return condition(Ring.primitive(core)[1], one.relation)
