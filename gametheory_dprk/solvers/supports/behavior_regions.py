"""The equilibria of a case as regions, without those that are only the border of others.

Where a case has no equations, its conditions are inequalities in chances that may be zero. A point
at which all of them hold strictly is then a limit of points with positive chances at which they do.
So sets of lower dimension matter only where some condition is an equation in disguise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any

from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Candidate, SetKey
from gametheory_dprk.solvers.trees.assessment_case import Case
from gametheory_dprk.solvers.trees.assessment_region import Piece, Region, fixed
from gametheory_dprk.solvers.trees.assessment_solution import Translation, regions_of
from gametheory_dprk.solvers.trees.polynomial import Polynomial
from gametheory_dprk.solvers.trees.polynomial_solutions import solutions
from gametheory_dprk.solvers.trees.polynomial_system import PolynomialSystem, Polytopes
from gametheory_dprk.solvers.trees.region_union import (
    Doubt,
    candidate,
    connected,
    in_order,
    maximal,
    products,
)
from gametheory_dprk.solvers.trees.surface_questions import Unsolved
from gametheory_dprk.solvers.trees.surface_solutions import disentangled
from gametheory_dprk.solvers.trees.tree_outline import Outline

MOST_CORNERS = 4096
"""Pure profiles at which a condition is tried."""


@dataclass(frozen=True)
class CaseRegions:
    """A case, its conditions, and the chances in it that may be zero.

    Attributes
    ----------
    case : Case
    system : PolynomialSystem
    threats : sequence of Polynomial
    """

    case: Case
    system: PolynomialSystem
    threats: Sequence[Polynomial]

    def regions(self, tick: Tick) -> tuple[list[Region], bool]:
        """The regions, and whether they are all of the equilibria of the case.

        Information sets that no condition joins are solved apart.
        """
        mixing = [key for key in self.case.outline.members if len(self.case.support(key)) > 1]
        sure = [key for key in self.case.outline.members if key not in mixing]
        parts, whole = [[Region(tuple(map(self.pure, sure)))]], True
        for keys in self.joined(mixing):
            found, all_of_it = self.part(keys, tick)
            parts.append(found)
            whole = whole and all_of_it
        return list(products(parts)), whole

    def pure(self, key: SetKey) -> Piece:
        """The behavior where a single move is made."""
        moves, (made,) = self.case.outline.moves[key], self.case.support(key)
        return fixed(("strategies", key), {move: Fraction(move == made) for move in moves})

    def conditions(self) -> list[Polynomial]:
        """The inequalities other than that chances are not negative."""
        return [p for p in self.system.at_least if p not in self.threats and not p.is_constant]

    def joined(self, keys: Iterable[SetKey]) -> list[set[SetKey]]:
        """Information sets that hang together by conditions."""
        groups = [{key} for key in keys]
        for each in (*self.system.equal, *self.conditions()):
            touched = [group for group in groups if group & places(each)]
            if touched:
                groups = [group for group in groups if group not in touched]
                groups.append(set().union(*touched))
        return groups

    def part(self, keys: set[SetKey], tick: Tick) -> tuple[list[Region], bool]:
        """The regions as far as some information sets are concerned, and whether they are all."""
        names = {name for each in self.system.conditions() for name in each.unknowns()}
        system = self.system.about({name for name in names if name[1:3] in keys})
        conditions = [each for each in self.conditions() if places(each) & keys]
        straight = not any(each.terms for each in system.equal)
        if straight and self.is_regular(conditions):
            threats = [each for each in self.threats if places(each) & keys]
            positive = [*system.positive, *threats]
            system = replace(system, at_least=conditions, positive=positive)
        found: list[Region] = []
        whole = True
        for solution in solutions(system, tick):
            for each in self.disjoined(solution, tick):
                regions, all_of_it = regions_of(self.case, {}, each, tick)
                found += (restricted(region, keys) for region in regions)
                whole = whole and all_of_it
        if straight and whole:
            full = sum(len(self.case.support(key)) - 1 for key in keys)
            found = [r for r in found if r.dimension == full or is_border(r, conditions)]
        return found, whole

    def disjoined(self, solution: Polytopes | None, tick: Tick) -> Iterator[Polytopes | None]:
        """A solution, with formulas for polytopes in which factors of one play vary jointly.

        Payoffs are not affine there. None where such formulas are not found.
        """
        joint = set() if solution is None else self.joint_parts(solution)
        if solution is None or not joint:
            yield solution
            return
        try:
            yield from list(disentangled(solution, joint, tick))
        except Unsolved:
            yield None

    def joint_parts(self, solution: Polytopes) -> set[int]:
        """The polytopes with information sets that one play passes."""
        pieces = Translation(self.case, {}, solution).pieces
        return {
            k
            for k, part in enumerate(solution.parts)
            if any(self.follow({key for _, key in each.places}) for each in pieces(part))
        }

    def follow(self, keys: set[SetKey]) -> bool:
        """Whether some play passes two of several information sets."""
        outline = self.case.outline
        return len(keys) > 1 and any(
            sum(key in keys for key, _ in outline.decisions(path, 0)) > 1 for path in outline.nodes
        )

    def is_regular(self, conditions: Sequence[Polynomial]) -> bool:
        """Whether conditions are seen to hold strictly next to wherever they hold.

        They concern different information sets, and none is zero at a pure profile. A condition is
        multi-affine: where it is zero and positive nowhere near, it is zero all over a face.
        """
        sets = [places(each) for each in conditions]
        if any(one & other for one, other in combinations(sets, 2)):
            return False
        return all(self.is_clear(each) for each in conditions)

    def is_clear(self, condition: Polynomial) -> bool:
        """Whether a condition is zero at no pure profile of a bearable number."""
        keys = sorted(places(condition))
        choices = [self.case.support(key) for key in keys]
        if prod(map(len, choices)) > MOST_CORNERS:
            return False
        for choice in product(*choices):
            made = set(zip(keys, choice, strict=True))
            pure = {n: Fraction((n[1:3], n[3]) in made) for n in condition.unknowns()}
            if not condition.at(pure).constant:
                return False
        return True


def joined(
    regions: Iterable[Region],
    outline: Outline,
    budget: Budget,
    doubts: list[Doubt] | None = None,
) -> tuple[Candidate, ...]:
    """One candidate for each connected set of equilibria.

    It is seen through a rational member where there is one, as formulas ask for.
    """
    groups = connected(maximal(in_order(regions, outline), budget), budget, doubts)
    return tuple(candidate(sorted(group, key=is_irrational), outline) for group in groups)


def is_irrational(region: Region) -> bool:
    """Whether a region is, in part, a point with irrational coordinates."""
    return not all(piece.is_rational for piece in region.pieces)


def places(condition: Polynomial) -> set[SetKey]:
    """The information sets that a condition concerns."""
    return {(player, label) for _, player, label, _ in condition.unknowns()}


def restricted(region: Region, keys: set[SetKey]) -> Region:
    """A region as far as some information sets are concerned."""
    pieces = (each for each in region.pieces if keys.intersection(key for _, key in each.places))
    return Region(tuple(pieces), curves=region.curves)


def is_border(region: Region, conditions: Sequence[Polynomial]) -> bool:
    """Whether some condition is zero in the middle of a region."""
    inner: dict[Any, Any] = {
        (kind, *key, move): chance
        for each in (*(p.middle() for p in region.pieces), *(c.sample() for c in region.curves))
        for (kind, key), chances in each.items()
        for move, chance in chances.items()
    }
    return not all(each.at(inner).constant > 0 for each in conditions)
