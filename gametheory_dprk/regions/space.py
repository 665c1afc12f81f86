"""A parameter space: assumptions, what is known of signs, and decisions about conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.limits import Budget
from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.polynomials.ring import fraction
from gametheory_dprk.regions.columns import Columns, Row
from gametheory_dprk.regions.components import Components
from gametheory_dprk.regions.condition import Condition, condition, keys, negation
from gametheory_dprk.regions.crossing import crossed
from gametheory_dprk.regions.refutation import Refutation, SignSplit, Term, refute
from gametheory_dprk.regions.samples import Samples, holds
from gametheory_dprk.regions.sampling import Sampler
from gametheory_dprk.regions.signs import Fact, Signs
from gametheory_dprk.regions.smt import Smt

MAX_SPLITS = 2
"""Surfaces at which one contradiction may be split."""

DEPTHS = ((0, 1), (0, 2), (0, 3))
"""How far products go in questions about the parameters alone."""


class EmptySpaceError(AnalysisError):
    """No parameters satisfy the assumptions."""


class Space:
    """The parameters that satisfy some assumptions.

    Parameters
    ----------
    ring : Ring
    assumptions : sequence of Condition
        Inequalities.
    start : Mapping[str, Fraction], optional
        A point inside, where one is known.
    budget : Budget, optional

    Raises
    ------
    AnalysisError
        If no point satisfies the assumptions.

    Examples
    --------
    >>> ring = Ring(["p", "b", "l"])
    >>> p, b, l = ring.generators.values()
    >>> space = Space(ring, [condition(f, ">") for f in (p, 1 - p, b, l)])
    >>> space.sign(p * b + l), space.sign(p - 1), space.sign(p - b)
    ('+', '-', '?')
    >>> space.empty([condition(p - 2 * b, ">"), condition(b - p, ">")])
    True
    """

    def __init__(
        self,
        ring: Ring,
        assumptions: Sequence[Condition],
        start: Mapping[str, Fraction] | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.ring = ring
        self.assumptions = tuple(assumptions)
        self.budget = budget or Budget()
        self.columns = Columns(ring)
        self.favored: frozenset[str] = frozenset()
        self._smt: Smt | None = None
        self._empty: dict[frozenset[str], bool | None] = {}
        self._refuted: dict[frozenset[str], Refutation | None] = {}
        self.components = Components(ring, self.assumptions)
        self.samples = self._draw(start)
        self.signs = Signs(ring, self.assumptions, self.samples, self._never)
        self.sign = self.signs.sign
        self.negative = self.signs.negative
        self.strip = self.signs.strip
        self.normal = self.signs.normal
        self.normalized = self.signs.normalized

    def _draw(self, start: Mapping[str, Fraction] | None) -> Samples:
        """Draw the sample points."""
        sampler = Sampler(self.ring, self.assumptions)
        inner = sampler.start(start)
        if inner is None:
            decided, point = self.smt.check([self.smt.conjunction(self.assumptions)])
            if decided is False:
                raise EmptySpaceError("no parameters satisfy the assumptions")
            inner = sampler.start(point)
        if inner is None:
            raise AnalysisError("found no parameters that satisfy the assumptions")
        return Samples(self.ring, sampler.draw(inner))

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Polynomials known to be positive, by their text."""
        return self.signs.facts

    def _never(self, given: Condition) -> Refutation | bool:
        """Refute a condition, or let z3 say whether it is never true."""
        return self.refutation([given]) or self._ask([given])[0] is False

    @property
    def smt(self) -> Smt:
        """z3, loaded when it is first needed."""
        if self._smt is None:
            self._smt = Smt(self.ring)
        return self._smt

    def relevant(self, polynomials: Iterable[Polynomial]) -> list[Condition]:
        """Return the assumptions that share parameters with some polynomials, directly or not."""
        names = self.components.connected(polynomials)
        return [a for a in self.assumptions if self.components.variables(a) & names]

    def refutation(
        self,
        conditions: Sequence[Condition],
        rows: Sequence[Row] = (),
        absent: frozenset[str] = frozenset(),
        depths: Iterable[tuple[int, int]] = DEPTHS,
        *,
        crossing: bool = True,
    ) -> Refutation | None:
        """Look for a proof that conditions and rows contradict the assumptions.

        Parameters
        ----------
        crossing
            Whether to try, besides products up to some depths, those that elimination needs.
        """
        self.budget.tick()
        for one in conditions:
            if (proof := constant_refutation(one)) is not None:
                return proof
        if not rows:
            parts = self.components.parts(conditions)
            proofs = (self._refute_part(part, depths) for _, part in parts)
            return next((found for found in proofs if found is not None), None)
        polynomials = [f for row in rows for f in row.coefficients.values()]
        polynomials += [c.polynomial for c in conditions]
        given = [*self.relevant(polynomials), *conditions]
        extra = crossed(self, rows, conditions, absent) if crossing else []
        return refute(self.columns, rows, given, absent, depths, extra)

    def _refute_part(
        self, conditions: Sequence[Condition], depths: Iterable[tuple[int, int]]
    ) -> Refutation | None:
        """Refute conditions that hang together, each set once."""
        key = keys(conditions)
        if key not in self._refuted:
            given = [*self.relevant(c.polynomial for c in conditions), *conditions]
            self._refuted[key] = refute(self.columns, (), given, frozenset(), depths)
        return self._refuted[key]

    def contradiction(
        self, conditions: Sequence[Condition], splits: int = MAX_SPLITS
    ) -> Refutation | SignSplit | None:
        """Refute conditions, if need be on either side of factors of strict ones."""
        direct = self.refutation(conditions)
        if direct is not None or not splits:
            return direct
        for _, part in self.components.parts(conditions):
            for source in part:
                found = self._split_at(part, source, splits - 1)
                if found is not None:
                    return found
        return None

    def _split_at(
        self, part: Sequence[Condition], source: Condition, splits: int
    ) -> SignSplit | None:
        """Refute conditions on either side of a factor of one of them."""
        powers = source.polynomial.factor()[1] if source.relation == ">" else []
        for factor, _ in powers if len(powers) > 1 else ():
            quotient = source.polynomial // factor
            rest = [c for c in part if c is not source]
            sides = []
            for side in (1, -1):
                signs = [condition(f * side, ">") for f in (factor, quotient)]
                proof = self.contradiction([*rest, *signs], splits)
                if proof is None:
                    break
                sides.append(proof)
            if len(sides) == 2:
                return SignSplit(condition(factor, ">"), source, quotient, *sides)
        return None

    def witness(self, conditions: Sequence[Condition]) -> dict[str, Fraction] | None:
        """Find a point at which conditions hold, part by part from the samples."""
        point = self.samples.witness([])
        if point is None or any(map(constant_refutation, conditions)):
            return None
        for names, part in self.components.parts(conditions):
            found = self.samples.witness(part)
            if found is None:
                return None
            point |= {name: found[name] for name in names}
        return point

    def empty(self, conditions: Sequence[Condition]) -> bool | None:
        """Decide whether no parameters satisfy conditions; None where this stays unknown."""
        if any(map(constant_refutation, conditions)):
            return True
        answers = [self._empty_part(part) for _, part in self.components.parts(conditions)]
        return True if True in answers else None if None in answers else False

    def _empty_part(self, conditions: Sequence[Condition]) -> bool | None:
        """Decide conditions that hang together, each set once."""
        key = keys(conditions)
        if key not in self._empty:
            self._empty[key] = self._decide_empty(conditions)
        return self._empty[key]

    def _decide_empty(self, conditions: Sequence[Condition]) -> bool | None:
        """Try the samples, then products, then z3."""
        if self.samples.found(conditions) is not None:
            return False
        if self.contradiction(conditions) is not None:
            return True
        satisfiable, point = self._ask(conditions)
        if point is not None:
            self.samples.add(point)
        return None if satisfiable is None else not satisfiable

    def point(self, conditions: Sequence[Condition]) -> Mapping[str, Fraction] | None:
        """Find a rational point at which conditions hold, by samples or z3."""
        return self.witness(conditions) or self._ask(conditions)[1]

    def _ask(
        self, conditions: Sequence[Condition]
    ) -> tuple[bool | None, Mapping[str, Fraction] | None]:
        """Put a conjunction to z3."""
        self.budget.tick()
        return self.smt.check([self.smt.conjunction([*self.assumptions, *conditions])])

    def implies(self, conditions: Sequence[Condition], claim: Condition) -> bool:
        """Whether a product proof shows that conditions imply an inequality."""
        if any(c.key == claim.key for c in conditions):
            return True
        opposite = negation(claim)
        for _, part in self.components.parts([*conditions, opposite]):
            if any(c is opposite for c in part):
                if self.samples.found(part) is not None:
                    return False
                return self._refute_part(part, DEPTHS) is not None
        return False

    def contains(self, point: Mapping[str, Fraction]) -> bool:
        """Whether a point satisfies the assumptions."""
        coordinates = self.ring.coordinates(point)
        return all(holds(a, coordinates) for a in self.assumptions)


class ProductSpace(Space):
    """A space in which z3 is never asked: what products do not decide stays unknown.

    Whoever makes it again from the same assumptions gets the same answers.
    """

    def _ask(
        self, conditions: Sequence[Condition]
    ) -> tuple[bool | None, Mapping[str, Fraction] | None]:
        """Leave a conjunction open."""
        return None, None


def constant_refutation(given: Condition) -> Refutation | None:
    """Refute a condition without parameters, if it is false."""
    if not given.polynomial.is_constant():
        return None
    value = Fraction(0) if given.polynomial.is_zero() else fraction(given.polynomial.coeffs()[0])
    itself = Term(Fraction(1), None, (given,))
    if value < 0 and given.relation != "==":
        return Refutation((itself, Term(-value, None, ())))
    return Refutation((itself,)) if value == 0 and given.relation == ">" else None
