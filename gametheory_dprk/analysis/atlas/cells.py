"""Which families exist together: all combinations, each with a point, and proof of no others.

The conditions of all regions split the parameters into parts by the signs of their polynomials.
Signs are chosen one after the other, only as far as they decide which families exist; where no
sample has the signs chosen so far, a product certificate shows that no parameters do, and the
signs that it used are remembered as a contradiction. Only parts of full dimension count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.atlas.view import Charted
from gametheory_dprk.number import number_text
from gametheory_dprk.polynomials import Polynomial
from gametheory_dprk.regions import Condition, Space, condition
from gametheory_dprk.regions.formula import Every, Formula, Some
from gametheory_dprk.regions.refutation import Refutation, SignSplit

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_PARTS = 4000
"""Choices of signs that are looked at."""

Families = tuple[int, ...]
Signs = Mapping[str, int]
"""1 or -1 by the text of a polynomial."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A combination of families that exist together on a part of full dimension."""

    families: Families
    witness: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Cells:
    """All combinations of families.

    Attributes
    ----------
    cells : tuple of Cell
        In the order of their families.
    undecided : tuple of Families
        Combinations that were neither found nor refuted; an empty one if the search ended early.
    refuted : int
        Contradictions between signs that were proved.
    """

    cells: tuple[Cell, ...]
    undecided: tuple[Families, ...]
    refuted: int

    @property
    def complete(self) -> bool:
        """Whether it is proved that there are no other combinations."""
        return not self.undecided


def find_cells(atlas: Charted) -> Cells:
    """Find every combination of families that exist together.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.atlas import atlas
    >>> from gametheory_dprk.scenario.reader import read
    >>> found = find_cells(atlas(read("dprk/agreed_framework_1994")))
    >>> [cell.families for cell in found.cells], found.complete
    ([(1,), (1, 2), (1, 3), (1, 4)], True)
    """
    return _Search(atlas.space, {view.id: view.region for view in atlas.views}).run()


class _Full(Exception):
    """Too many parts."""


class _Search:
    """Chooses signs until every family is decided."""

    def __init__(self, space: Space, regions: Mapping[int, Formula]) -> None:
        self.space = space
        self.regions = regions
        self.polynomials: dict[str, Polynomial] = {}
        self.found: dict[Families, Mapping[str, Fraction]] = {}
        self.undecided: dict[Families, None] = {}
        self.contradictions: list[frozenset[tuple[str, int]]] = []
        self.parts = 0
        for region in regions.values():
            for atom in atoms(region):
                self.polynomials.setdefault(*key_of(atom.polynomial)[:2])

    def run(self) -> Cells:
        """Look at all parts."""
        import numpy as np

        try:
            self.part({}, np.ones(len(self.space.samples), dtype=bool))
        except _Full:
            self.undecided[()] = None
        cells = [Cell(families, point) for families, point in sorted(self.found.items())]
        undecided = tuple(sorted(set(self.undecided) - set(self.found)))
        return Cells(tuple(cells), undecided, len(self.contradictions))

    def part(self, signs: dict[str, int], samples: NDArray[Any]) -> None:
        """Look at the part on which polynomials have given signs."""
        self.parts += 1
        self.space.budget.tick()
        if self.parts > MAX_PARTS:
            raise _Full
        if not samples.any() and self.contradicted(signs):
            return
        truths = {number: truth(region, signs) for number, region in self.regions.items()}
        open_regions = [self.regions[n] for n, known in truths.items() if known is None]
        if not open_regions:
            self.decided(tuple(n for n, known in truths.items() if known), signs)
            return
        text = next(name for name in undecided_atoms(open_regions[0], signs))
        values = self.space.samples.values(self.polynomials[text], text)
        for sign in (1, -1):
            self.part({**signs, text: sign}, samples & (values * sign > 0))

    def decided(self, families: Families, signs: Signs) -> None:
        """Find a point of a part on which the families are known, unless one is known."""
        if families in self.found:
            return
        conditions = self.conditions(signs)
        point = self.space.point(conditions)
        if point is not None:
            self.found[families] = point
        elif not self.contradicted(signs):
            self.undecided[families] = None

    def conditions(self, signs: Signs) -> list[Condition]:
        """State that polynomials have given signs."""
        return [condition(self.polynomials[text] * sign, ">") for text, sign in signs.items()]

    def contradicted(self, signs: Signs) -> bool:
        """Whether no parameters give polynomials such signs, as far as products show."""
        chosen = set(signs.items())
        if any(known <= chosen for known in self.contradictions):
            return True
        conditions = self.conditions(signs)
        proof = self.space.contradiction(conditions)
        if proof is None:
            return False
        needed = set(keys_used(proof))
        used = [s for c, s in zip(conditions, signs.items(), strict=True) if c.key in needed]
        self.contradictions.append(frozenset(used or chosen))
        return True


def keys_used(proof: Refutation | SignSplit) -> Iterable[str]:
    """Return the conditions that a contradiction needs."""
    if isinstance(proof, Refutation):
        return proof.conditions()
    return {proof.source.key, *keys_used(proof.above), *keys_used(proof.below)}


def atoms(formula: Formula) -> Iterable[Condition]:
    """Yield the conditions of a region."""
    match formula:
        case Condition():
            yield formula
        case Every() | Some():
            for part in formula.parts:
                yield from atoms(part)


def key_of(polynomial: Polynomial) -> tuple[str, Polynomial, int]:
    """Return a polynomial up to its sign: a text, the polynomial, and by which sign it differs."""
    turned = -polynomial
    one, other = str(polynomial), str(turned)
    return (one, polynomial, 1) if one <= other else (other, turned, -1)


def truth(formula: Formula, signs: Signs) -> bool | None:
    """Decide a region off its boundary where some signs are known; None where it is open."""
    match formula:
        case bool():
            return formula
        case Condition():
            text, _, turned = key_of(formula.polynomial)
            known = signs.get(text)
            if formula.relation == "==":
                return False
            return None if known is None else known * turned > 0
        case Every():
            found = [truth(part, signs) for part in formula.parts]
            return False if False in found else None if None in found else True
        case Some():
            found = [truth(part, signs) for part in formula.parts]
            return True if True in found else None if None in found else False


def undecided_atoms(formula: Formula, signs: Signs) -> Iterable[str]:
    """Yield the polynomials on which a region still depends."""
    if truth(formula, signs) is not None:
        return
    match formula:
        case Condition():
            yield key_of(formula.polynomial)[0]
        case Every() | Some():
            for part in formula.parts:
                yield from undecided_atoms(part, signs)


def cells_document(found: Cells) -> dict[str, Any]:
    """Write the combinations, and whether there are no others."""
    return {
        "cells": [
            {
                "families": list(cell.families),
                "witness": {name: number_text(value) for name, value in cell.witness.items()},
            }
            for cell in found.cells
        ],
        "arrangement": {
            "complete": True if found.complete else "unknown",
            "undecided": [list(families) for families in found.undecided],
            "contradictions": found.refuted,
        },
    }
