"""The member and the cells of a candidate, and the claim that they are well formed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from gametheory_dprk.concepts.component import cell_distance, cells_of, misnamed
from gametheory_dprk.concepts.play import distribution_checks, place_name, simplex_checks
from gametheory_dprk.concepts.trees.claims import Variety
from gametheory_dprk.concepts.trees.formula_variety import formula_checks, formula_variety
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Check, Vertex

ZERO, ONE = Fraction(0), Fraction(1)


def varieties(tree: Tree, candidate: Candidate) -> Iterator[tuple[str, Variety]]:
    """The member as a point, then every cell of its component, each with a prefix for claims."""
    member = candidate.assessment
    yield "", Variety(tree, member)
    for number, cell in enumerate(cells_of(candidate), 1):
        yield f"cell {number}: ", variety_of(tree, member, cell)


def variety_of(tree: Tree, member: Assessment, cell: Cell) -> Variety:
    """A cell around a member, straight or curved."""
    if cell.formulas is not None:
        return formula_variety(tree, member, cell)
    return Variety(tree, member, cell)


def form_checks(tree: Tree, candidate: Candidate, *, beliefs: bool) -> Iterator[Check]:
    """Claim that a candidate consists of distributions, and that its member lies in a cell.

    Parameters
    ----------
    beliefs : bool
        Whether every information set of several nodes needs a belief.
    """
    yield from distribution_checks(tree.game, candidate.assessment)
    if beliefs:
        yield from belief_checks(tree, candidate.assessment)
    cells = cells_of(candidate)
    faults = []
    for number, cell in enumerate(cells, 1):
        faults += list(cell_checks(tree, f"cell {number}", cell))
        faults += list(formula_checks(tree, f"cell {number}", cell, candidate.assessment))
    yield from faults
    if candidate.component is not None and all(check.holds for check in faults):
        near = (cell_distance(cell, candidate.assessment) for cell in cells)
        yield Check(
            "distance of the member from its component",
            min(near, default=ONE),
            "==",
            ZERO,
            form=True,
        )


def belief_checks(tree: Tree, assessment: Assessment) -> Iterator[Check]:
    """Claim that there is a belief wherever one is needed."""
    for (player, label), place in tree.places.items():
        if len(place.nodes) > 1:
            given = label in assessment.beliefs.get(player, {})
            yield Check(
                f"beliefs of {place_name(place)}: given", Fraction(given), "==", ONE, form=True
            )


def cell_checks(tree: Tree, name: str, cell: Cell) -> Iterator[Check]:
    """Claim that blocks concern different information sets, each by distributions."""
    for kind in ("strategies", "beliefs"):
        named = Counter(chain.from_iterable(named_sets(block, kind) for block in cell.blocks))
        most = max(named.values(), default=0)
        yield Check(
            f"{name}: {kind} in several blocks", Fraction(max(most, 1)), "==", ONE, form=True
        )
    for number, block in enumerate(cell.blocks, 1):
        where = f"{name}, block {number}"
        yield Check(f"{where}: misnamed vertices", Fraction(misnamed(block)), "==", ZERO, form=True)
        for vertex in block.strategies:
            yield from vertex_checks(tree, where, vertex, beliefs=False)
        for vertex in block.beliefs:
            yield from vertex_checks(tree, where, vertex, beliefs=True)


def named_sets(block: Block, kind: str) -> set[tuple[str, str]]:
    """Information sets of which a block gives strategies, or beliefs."""
    vertices = block.strategies if kind == "strategies" else block.beliefs
    return set(chain.from_iterable(vertices))


def vertex_checks(tree: Tree, where: str, vertex: Vertex, *, beliefs: bool) -> Iterator[Check]:
    """Claim that a vertex consists of distributions at information sets of the game."""
    for key, distribution in vertex.items():
        place = tree.places.get(key)
        text = f"{where}: {' at '.join(key)}"
        if place is None:
            yield Check(f"{text}: an information set of the game", ZERO, "==", ONE, form=True)
        elif beliefs:
            yield from simplex_checks(f"{text}, belief", "node", place.nodes, distribution)
        else:
            yield from simplex_checks(text, "move", place.moves, distribution)
