"""Parametric Fourier-Motzkin elimination: what remains when free unknowns may take any value.

Needed only where equalities leave unknowns open (signals that pay the same, say). Each bound on an
unknown is divided by its coefficient; where the sign of that is not known, the parameters are
split, and the surface between is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gametheory_dprk.polynomials import Polynomial, Ratio
from gametheory_dprk.regions import Condition, Relation, Space, condition
from gametheory_dprk.regions.columns import CONSTANT

MAX_INEQUALITIES = 200


@dataclass(frozen=True, slots=True)
class Inequality:
    """A linear form in free unknowns that is positive, or not negative."""

    coefficients: Mapping[str, Polynomial]
    relation: Relation

    def unknowns(self) -> frozenset[str]:
        """Return the unknowns that occur."""
        return frozenset(self.coefficients) - {CONSTANT}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds on an unknown in terms of those eliminated after it."""

    unknown: str
    lower: tuple[Inequality, ...]
    upper: tuple[Inequality, ...]


@dataclass(frozen=True, slots=True)
class Shadow:
    """A region over which free unknowns have values, and how they are bounded there."""

    conditions: tuple[Condition, ...]
    bounds: tuple[Bounds, ...]


def project(
    space: Space, rows: Sequence[Inequality], given: Sequence[Condition] = ()
) -> Iterator[Shadow]:
    """Yield the regions over which inequalities have a solution.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> ring = Ring(["a"])
    >>> space, one = Space(ring, []), ring.one
    >>> rows = [Inequality({"x": one, "": -ring.generators["a"]}, ">="),
    ...         Inequality({"x": -one, "": one}, ">")]
    >>> [[c.key for c in shadow.conditions] for shadow in project(space, rows)]
    [['> -a + 1']]
    """
    plain = [r for r in rows if not r.unknowns()]
    zero = space.ring.zero
    fixed = [condition(r.coefficients.get(CONSTANT, zero), r.relation) for r in plain]
    reduced = space.normalized([*given, *fixed])
    if reduced is None or space.empty(reduced):
        return
    waiting = [r for r in rows if r.unknowns()]
    if not waiting:
        yield Shadow(tuple(reduced), ())
        return
    unknown, open_sign = choose(space, waiting, reduced)
    if open_sign is not None:
        for side in (open_sign, -open_sign):
            yield from project(space, waiting, [*reduced, condition(side, ">")])
        return
    signs = {
        id(r): sign_of(space, r.coefficients[unknown], reduced)
        for r in waiting
        if unknown in r.coefficients
    }
    lower = [r for r in waiting if signs.get(id(r)) == "+"]
    upper = [r for r in waiting if signs.get(id(r)) == "-"]
    rest = [r for r in waiting if id(r) not in signs]
    crossed = [_crossed(low, high, unknown) for low in lower for high in upper]
    if len(crossed) + len(rest) > MAX_INEQUALITIES:
        from gametheory_dprk.errors import LimitReached

        raise LimitReached("too many inequalities in free unknowns")
    for shadow in project(space, [*rest, *crossed], reduced):
        bounds = Bounds(unknown, tuple(lower), tuple(upper))
        yield Shadow(shadow.conditions, (bounds, *shadow.bounds))


def choose(
    space: Space, rows: Sequence[Inequality], given: Sequence[Condition]
) -> tuple[str, Polynomial | None]:
    """Choose the unknown that is cheapest to eliminate, and a coefficient to split by."""
    ranked = []
    for unknown in sorted(frozenset[str]().union(*(r.unknowns() for r in rows))):
        coefficients = [r.coefficients[unknown] for r in rows if unknown in r.coefficients]
        signs = [sign_of(space, f, given) for f in coefficients]
        unsigned = [f for f, sign in zip(coefficients, signs, strict=True) if sign == "?"]
        pairs = signs.count("+") * signs.count("-")
        ranked.append((len(unsigned), pairs, unknown, unsigned))
    _, _, unknown, unsigned = min(ranked, key=lambda entry: entry[:3])
    return unknown, unsigned[0] if unsigned else None


def sign_of(space: Space, f: Polynomial, given: Sequence[Condition]) -> str:
    """Return a sign under the assumptions and some conditions."""
    sign = space.sign(f)
    if sign in ("+", "-"):
        return sign
    for order, name in ((1, "+"), (-1, "-")):
        claim = space.normal(condition(f * order, ">"))
        if isinstance(claim, Condition) and space.implies(given, claim):
            return name
    return "?"


def _crossed(low: Inequality, high: Inequality, unknown: str) -> Inequality:
    """Put a lower bound below an upper bound."""
    up, down = -high.coefficients[unknown], low.coefficients[unknown]
    total = {u: f * up for u, f in low.coefficients.items() if u != unknown}
    for u, f in high.coefficients.items():
        if u != unknown:
            total[u] = total[u] + f * down if u in total else f * down
    strict = ">" in (low.relation, high.relation)
    kept = {u: f for u, f in total.items() if not f.is_zero()}
    return Inequality(kept, ">" if strict else ">=")


def inner_values(bounds: Bounds, known: Mapping[str, Ratio], one: Ratio) -> Iterator[Ratio]:
    """Yield values between the bounds on an unknown, given values of the other unknowns.

    The first are middles between two bounds; then, from each bound, a distance shorter than to
    all bounds on the other side: the inverse of the sum of their inverses.
    """
    lower = [bound_value(row, bounds.unknown, known) for row in bounds.lower]
    upper = [bound_value(row, bounds.unknown, known) for row in bounds.upper]
    for low in lower:
        yield from ((low + high) / (one + one) for high in upper)
    yield from (low + short([high - low for high in upper], one) for low in lower)
    yield from (high - short([high - low for low in lower], one) for high in upper)


def short(distances: Sequence[Ratio], one: Ratio) -> Ratio:
    """Return a distance shorter than all of some positive ones."""
    total = one - one
    for distance in distances:
        if distance.is_zero():
            return distance
        total = total + one / distance
    return one / total


def bound_value(row: Inequality, unknown: str, known: Mapping[str, Ratio]) -> Ratio:
    """Return the value of an unknown at which an inequality is tight."""
    slope = row.coefficients[unknown]
    total = Ratio(slope - slope, slope**0)
    for u, f in row.coefficients.items():
        if u != unknown:
            part = Ratio(f, f**0)
            total = total + (part if u == CONSTANT else part * known[u])
    return -(total / Ratio(slope, slope**0))
