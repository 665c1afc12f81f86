"""Systems of polynomial equations and inequalities that are linear in disguise.

Every monomial is treated as an unknown of its own. The linear system so obtained is a relaxation:
where it has no solution neither has the polynomial one. An unknown whose value follows from its
equations is put in, which lowers the degree of what is left, and so on. Three ends are possible:
no solution; a linear system, solved exactly as a product of polytopes; or products of unknowns
that remain, which is reported and not guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory_dprk.polyhedra import (
    Optimal,
    linear_system,
    maximize,
    vertices,
)
from gametheory_dprk.polyhedra.ticks import Tick, never_stop
from gametheory_dprk.solvers.trees.polynomial import Monomial, Polynomial
from gametheory_dprk.solvers.trees.surface import Surface

Point = Mapping[Any, Any]
"""Values, which are rational but for isolated solutions."""

SLACK = "slack"


@dataclass(frozen=True, slots=True)
class Polytopes:
    """A set of solutions: known values, and sets that vary independently of each other.

    Attributes
    ----------
    known : Mapping
        Unknowns with a single value.
    parts : tuple of tuple of Mapping
        The vertices of each polytope.
    surfaces : tuple of Surface
        What is curved.
    linear : PolynomialSystem or None
        The conditions of the polytopes.
    """

    known: Point
    parts: tuple[tuple[Point, ...], ...]
    surfaces: tuple[Surface, ...] = ()
    linear: PolynomialSystem | None = None


@dataclass(slots=True)
class PolynomialSystem:
    """Equations (polynomial == 0), inequalities (>= 0) and strict ones (> 0).

    `implied` holds polynomials that are nonnegative because the others are, such as products of
    probabilities; they only sharpen the relaxation.

    Solutions are those of the equations and weak inequalities, provided that some solution
    satisfies the strict ones too: the closure of the strict system where all is linear.

    Examples
    --------
    >>> from gametheory_dprk.solvers.trees.polynomial import number, unknown
    >>> x, y = unknown("x"), unknown("y")
    >>> system = PolynomialSystem([x * number(2) - number(1), x * y - number(1)], [], [x, y])
    >>> known, _ = system.reduced()
    >>> {name: str(value) for name, value in known.items()}
    {'x': '1/2', 'y': '2'}
    """

    equal: list[Polynomial] = field(default_factory=list)
    at_least: list[Polynomial] = field(default_factory=list)
    positive: list[Polynomial] = field(default_factory=list)
    implied: list[Polynomial] = field(default_factory=list)

    def reduced(self, tick: Tick = never_stop) -> tuple[Point, PolynomialSystem] | None:
        """What is determined, and the system with that put in; None without a solution."""
        known: dict[Any, Fraction] = {}
        while True:
            system = self.at(known)
            if system is None or not system.is_possible(tick):
                return None
            values = values_from_equations(system.equal)
            if not values:
                return known, system
            known |= values

    def at(self, known: Point) -> PolynomialSystem | None:
        """Put in values; None where that breaks a condition. Conditions on nothing disappear."""
        equal = [each.at(known) for each in self.equal]
        at_least = [each.at(known) for each in self.at_least]
        positive = [each.at(known) for each in self.positive]
        broken = (
            any(each.is_constant and each.constant for each in equal)
            or any(each.is_constant and each.constant < 0 for each in at_least)
            or any(each.is_constant and each.constant <= 0 for each in positive)
        )
        if broken:
            return None
        system = PolynomialSystem(*(distinct(group) for group in (equal, at_least, positive)))
        system.implied = system.relevant(each.at(known) for each in self.implied)
        return system

    def relevant(self, implied: Iterable[Polynomial]) -> list[Polynomial]:
        """Those that bear on products which the conditions contain."""
        products = {m for each in self.conditions() for m in each.terms if len(m) > 1}
        found = []
        for each in implied:
            used = {m for m in each.terms if len(m) > 1}
            if used and used <= products:
                found.append(each)
        return distinct(found)

    def is_possible(self, tick: Tick = never_stop) -> bool:
        """Whether the relaxation has a solution that is strict where it must be."""
        if not self.positive:
            form = linear_system(
                self.monomials(),
                equal=rows(self.equal),
                at_least=rows([*self.at_least, *self.implied]),
            )
            return isinstance(maximize({}, form, tick), Optimal)
        strict = [({**row, SLACK: Fraction(-1)}, constant) for row, constant in rows(self.positive)]
        form = linear_system(
            [*self.monomials(), SLACK],
            equal=rows(self.equal),
            at_least=[*rows([*self.at_least, *self.implied]), *strict, ({SLACK: -1}, 1)],
        )
        best = maximize({SLACK: Fraction(1)}, form, tick)
        return isinstance(best, Optimal) and best.value > 0

    def monomials(self) -> list[Monomial]:
        """Every monomial but the constant, in sorted order."""
        found = {m for each in [*self.conditions(), *self.implied] for m in each.terms if m}
        return sorted(found)

    def conditions(self) -> list[Polynomial]:
        """All polynomials of the system, but for the implied ones."""
        return [*self.equal, *self.at_least, *self.positive]

    def ranges(self, tick: Tick) -> dict[Any, tuple[Fraction, Fraction]]:
        """The least and the highest value, in the relaxation, of unknowns that are multiplied."""
        form = linear_system(
            self.monomials(),
            equal=rows(self.equal),
            at_least=rows([*self.at_least, *self.positive, *self.implied]),
        )
        found = {}
        for name in sorted({n for each in self.conditions() for n in each.multiplied()}):
            high = maximize({(name,): Fraction(1)}, form, tick)
            low = maximize({(name,): Fraction(-1)}, form, tick)
            if isinstance(high, Optimal) and isinstance(low, Optimal):
                found[name] = -low.value, high.value
        return found

    def about(self, names: set[Any]) -> PolynomialSystem:
        """The conditions on some unknowns."""
        groups = (self.equal, self.at_least, self.positive)
        return PolynomialSystem(*([e for e in group if e.unknowns() & names] for group in groups))

    def split(self, tick: Tick) -> tuple[tuple[Point, ...], ...]:
        """The vertices of each group of unknowns that share a linear condition; others are left."""
        parts = []
        for group in connected_by_unknowns(each for each in self.conditions() if each.is_linear):
            form = linear_system(
                sorted({m for each in group for m in each.terms if m}),
                equal=rows(each for each in self.equal if each in group),
                at_least=rows(e for e in [*self.at_least, *self.positive] if e in group),
            )
            parts.append(tuple({m[0]: v for m, v in p.items()} for p in vertices(form, tick)))
        return tuple(parts)


def connected_by_unknowns(conditions: Iterable[Polynomial]) -> list[list[Polynomial]]:
    """Conditions that hang together by unknowns."""
    groups: list[tuple[set[Any], list[Polynomial]]] = []
    for each in conditions:
        names, members = each.unknowns(), [each]
        for group in [group for group in groups if group[0] & names]:
            groups.remove(group)
            names |= group[0]
            members = group[1] + members
        groups.append((names, members))
    return [members for _, members in sorted(groups, key=lambda group: sorted(group[0]))]


def distinct(polynomials: Iterable[Polynomial]) -> list[Polynomial]:
    """Those with unknowns, each once."""
    found: list[Polynomial] = []
    for each in polynomials:
        if not each.is_constant and each not in found:
            found.append(each)
    return found


def rows(polynomials: Iterable[Polynomial]) -> list[tuple[dict[Any, Fraction], Fraction]]:
    """Polynomials as linear forms in their monomials."""
    return [({m: c for m, c in each.terms.items() if m}, each.constant) for each in polynomials]


def values_from_equations(equations: Iterable[Polynomial]) -> dict[Any, Fraction]:
    """Unknowns whose value follows from the linear equations in monomials, by elimination."""
    return {
        monomial[0]: each.constant
        for monomial, each in solved_for_monomials(equations).items()
        if len(monomial) == 1 and each.is_constant
    }


def solved_for_monomials(equations: Iterable[Polynomial]) -> dict[Monomial, Polynomial]:
    """Monomials in terms of others, those of high degree first."""
    solved: dict[Monomial, Polynomial] = {}
    for equation in equations:
        rest = reduced(equation, solved)
        leads = sorted((m for m in rest.terms if m), key=lambda m: (-len(m), m))
        if leads:
            lead, coefficient = leads[0], rest.terms[leads[0]]
            value = Polynomial({m: -c / coefficient for m, c in rest.terms.items() if m != lead})
            solved = {m: reduced(each, {lead: value}) for m, each in solved.items()}
            solved[lead] = value
    return solved


def reduced(polynomial: Polynomial, solved: Mapping[Monomial, Polynomial]) -> Polynomial:
    """Replace monomials that are solved for."""
    result = Polynomial({m: c for m, c in polynomial.terms.items() if m not in solved})
    for monomial, coefficient in polynomial.terms.items():
        if monomial in solved:
            result = result + solved[monomial] * Polynomial({(): coefficient})
    return result
