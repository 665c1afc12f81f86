"""Curved cells: the conditions of equilibrium as claims about ratios of a cell's parameters.

An assessment given by formulas is a single assessment over the field of rational functions. Its
conditions are read off it as off any other, with quantities in place of numbers: two sides that
must be equal are so identically, and a side that must not be less is shown not to be by products
of the cell's conditions and of what is positive in it. So a claim that is shown holds at every
point inside the cell, and by continuity at its limits. Where a cell has blocks besides, claims are
affine in each of these, and are shown at their vertices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from typing import Any, cast

from gametheory_dprk.concepts.formulas import Formulas
from gametheory_dprk.concepts.trees.claims import Claim, Kind, Sides, Variety
from gametheory_dprk.concepts.trees.sign_proofs import Signs
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.polynomials.quantity import Quantity
from gametheory_dprk.solution import Assessment, Cell, Check, SetKey, Vertex

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class FormulaVariety(Variety):
    """A curved cell around a member whose distributions are quantities where they vary.

    Attributes
    ----------
    signs : Signs
        What follows from the cell's conditions.
    bent : frozenset
        Where formulas give strategies or beliefs.
    """

    signs: Signs | None = None
    bent: frozenset[tuple[Kind, SetKey]] = frozenset()

    def names(self, kind: Kind, key: SetKey) -> bool:
        """Whether a block of the cell, or a formula, gives a distribution."""
        return (kind, key) in self.bent or any(
            each == kind and key in v for each, vs in self.factors() for v in vs
        )

    def judged(self, claim: Claim, sides: Iterable[Sides]) -> Check | None:
        """The claim where it is not shown; if it is shown everywhere, that it is."""
        shown: Check | None = None
        for left, right in sides:
            shown = self.shown(claim, left - right)
            if not shown.holds:
                break
        return shown

    def shown(self, claim: Claim, gap: Any) -> Check:
        """The claim with its sides as numbers if they differ by one; else whether it is shown."""
        number = gap.constant if isinstance(gap, Quantity) else gap
        if number is not None:
            return claim.check((number, ZERO))
        assert self.signs is not None
        holds = claim.relation == ">=" and self.signs.is_at_least_zero(gap.ratio)
        text = f"{claim.text}, by formulas: shown at every point (1) or not (0)"
        return Check(text, Fraction(holds), "==", ONE)


def formula_variety(tree: Tree, member: Assessment, cell: Cell) -> FormulaVariety:
    """The variety of a cell with formulas that are well formed."""
    assert cell.formulas is not None
    formulas = Formulas(cell.formulas)
    strategies, beliefs = formulas.quantities("strategies"), formulas.quantities("beliefs")
    bent: set[tuple[Kind, SetKey]] = {("strategies", key) for key in strategies}
    bent |= {("beliefs", key) for key in beliefs}
    given = [*formulas.conditions, *formulas.positive]
    return FormulaVariety(
        tree,
        member.replace(cast(Vertex, strategies), cast(Vertex, beliefs)),
        replace(cell, formulas=None),
        Signs(formulas.ring, given),
        frozenset(bent),
    )


def formula_checks(tree: Tree, name: str, cell: Cell, member: Assessment) -> Iterator[Check]:
    """Claim that a cell's formulas are well formed, and concern what no block does."""
    if cell.formulas is None:
        return
    faults = [*Formulas(cell.formulas).faults(), *misplaced(tree, cell)]
    numbers = (x for sets in member.strategies.values() for d in sets.values() for x in d.values())
    blocks = (v for block in cell.blocks for v in (*block.strategies, *block.beliefs))
    inside = (x for vertex in blocks for d in vertex.values() for x in d.values())
    if not all(isinstance(number, Fraction) for number in chain(numbers, inside)):
        faults.append("irrational numbers beside formulas")
    text = f"{name}: faults in its formulas" + (f" ({'; '.join(faults)})" if faults else "")
    yield Check(text, Fraction(len(faults)), "==", ZERO, form=True)


def misplaced(tree: Tree, cell: Cell) -> Iterator[str]:
    """Formulas that are not one for each move or node of an information set, or are given twice."""
    assert cell.formulas is not None
    for kind, table in (
        ("strategies", cell.formulas.strategies),
        ("beliefs", cell.formulas.beliefs),
    ):
        for key, formula in table.items():
            place = tree.places.get(key)
            names = () if place is None else place.moves if kind == "strategies" else place.nodes
            if sorted(names) != sorted(formula):
                yield f"{kind} at {' '.join(key)} misnamed"
            if any(
                key in vertex
                for block in cell.blocks
                for vertex in (block.strategies if kind == "strategies" else block.beliefs)
            ):
                yield f"{kind} at {' '.join(key)} given twice"
