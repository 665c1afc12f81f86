"""What completeness certificates of trees are checked against.

Facts: each player plays each move at each information set, with positive probability, or does not;
and each node of an information set of several is believed, or is not. Rows are those of
`case_rows`, which hold for perfect Bayesian and for sequential equilibria, and for the latter those
of `case_trembles` too.

A case that decides every move is shown to be listed as follows. Its conditions are polynomials
(`case_conditions`, for sequential equilibrium also `case_ratios`); what is linear in them, once all
that they determine has been put in, leaves polytopes that contain its equilibria
(`case_polynomials`). If the corners of these lie in the polytopes of a cell, all its equilibria do:
a cell is a product of polytopes, and polytopes are convex. Beliefs that follow by Bayes' rule at a
corner are mixed, between corners, in proportion to the weights of the information set. A cell that
does not state a belief has it by Bayes' rule from the start of the subgame, or from an earlier
belief; so must the case, unless that belief is the same throughout the cell. Place 0 of equilibrium
0 stands for a case that is left no equilibrium at all.

Conditions that stay products are not used, and in curved cells no case is listed. So some cases may
have to be left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from gametheory_dprk.completeness import Case, Listed
from gametheory_dprk.concepts.completeness import Account
from gametheory_dprk.concepts.hull import hull_distance
from gametheory_dprk.concepts.trees.belief_source import source
from gametheory_dprk.concepts.trees.case_conditions import Supports
from gametheory_dprk.concepts.trees.case_polynomials import (
    Point,
    Polynomial,
    Polytopes,
    bounded,
    constant,
    evaluated,
    is_linear,
    multiplied,
    plus,
)
from gametheory_dprk.concepts.trees.case_ratios import ratio_equations
from gametheory_dprk.concepts.trees.case_rows import belief_fact, fact, row_systems, set_name
from gametheory_dprk.concepts.trees.case_trembles import TREMBLES, tremble_rows
from gametheory_dprk.concepts.trees.claims import Kind, Variety
from gametheory_dprk.concepts.trees.constant_beliefs import constant_belief
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import ExtensiveGame
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Cell, Distribution, SetKey, Vertex

ZERO, ONE = Fraction(0), Fraction(1)
NOWHERE = Listed(0, 0)
"""Where a case is listed that has no equilibria."""


def tree_account(
    game: ExtensiveGame[Number], listed: Mapping[int, Candidate], *, consistent: bool = False
) -> Account:
    """Facts and rows of a tree, and the test whether a case is listed.

    Parameters
    ----------
    game : ExtensiveGame
        With perfect recall; chance gives every move positive probability.
    listed : Mapping[int, Candidate]
        By id, the equilibria of a document; each has been checked.
    consistent : bool
        Whether beliefs must be consistent: of sequential equilibria.
    """
    tree = Tree(game)
    moves = [fact((key, move)) for key, place in tree.places.items() for move in place.moves]
    nodes = [belief_fact(key, p) for key, ps in tree.members.items() if len(ps) > 1 for p in ps]
    systems = row_systems(tree) | ({TREMBLES: tremble_rows(tree)} if consistent else {})

    def outside(case: Case, place: Listed) -> str:
        """Say why a case is not in a cell."""
        if not case.keys() >= set(moves):
            return "listed, but it is left open what is played"
        supports = Supports(tree, case)
        for key in tree.places:
            if not supports.played(key):
                return f"listed, but nothing is played by {set_name(key)}"
            if not supports.possible(key):
                return f"listed, but nothing is believed by {set_name(key)}"
        conditions = supports.conditions()
        conditions.equal.extend(ratio_equations(supports) if consistent else ())
        left = bounded(conditions)
        if place == NOWHERE:
            return "" if left is None else "not shown to have no equilibrium"
        if left is None:
            return "listed, but it has no equilibrium"
        return in_cell(tree, supports, left, listed.get(place.equilibrium), place)

    return Account(tuple(moves), systems, outside, partial=True, further=tuple(nodes))


def sequential_account(game: ExtensiveGame[Number], listed: Mapping[int, Candidate]) -> Account:
    """The same for sequential equilibria."""
    return tree_account(game, listed, consistent=True)


def perfect_information_account(
    game: ExtensiveGame[Number], listed: Mapping[int, Candidate]
) -> Account:
    """The same for subgame-perfect equilibria, which are perfect Bayesian if no set has two nodes.

    Raises
    ------
    AnalysisError
        If some information set has.
    """
    if any(len(place.nodes) > 1 for place in game.information_sets()):
        raise AnalysisError(
            "solution.completeness: subgame_perfect has certificates only for games of perfect "
            "information"
        )
    return tree_account(game, listed)


def in_cell(
    tree: Tree, supports: Supports, left: Polytopes, candidate: Candidate | None, place: Listed
) -> str:
    """Why what is left of a case is not in a cell, or "" where it is."""
    if candidate is None:
        return f"no equilibrium with id {place.equilibrium} is listed"
    component = candidate.component
    cells = (Cell(()),) if component is None else component.cells
    if not 1 <= place.cell <= len(cells):
        return f"equilibrium {place.equilibrium} has no cell {place.cell}"
    if cells[place.cell - 1].formulas is not None:
        return f"cell {place.cell} of equilibrium {place.equilibrium} is curved"
    variety = Variety(tree, candidate.assessment, cells[place.cell - 1])
    faults = Closure(supports, left, variety).outside()
    name = f"cell {place.cell} of equilibrium {place.equilibrium}"
    return next((f"{fault} outside {name}" for fault in faults), "")


@dataclass(frozen=True)
class Closure:
    """What is left of a case, held against a cell."""

    supports: Supports
    left: Polytopes
    variety: Variety

    @cached_property
    def inner(self) -> Point:
        """The values in the middle of all polytopes."""
        found = dict(self.left.known)
        for part in self.left.parts:
            for name in part[0]:
                found[name] = sum((vertex[name] for vertex in part), ZERO) / len(part)
        return found

    def outside(self) -> Iterator[str]:
        """Whose strategies or beliefs are not in the cell."""
        tree = self.variety.tree
        for kind in ("strategies", "beliefs"):
            stated = [each for each in self.stated(kind) if each]
            single = {key for keys in stated for key in keys}
            keys = tree.places if kind == "strategies" else self.believing()
            stated += [[key] for key in keys if key not in single]
            for group in stated:
                if not self.holds(kind, group):
                    yield f"{kind} of {' and '.join(map(set_name, group))}"

    def believing(self) -> list[SetKey]:
        """Information sets of several nodes."""
        return [key for key, paths in self.variety.tree.members.items() if len(paths) > 1]

    def stated(self, kind: Kind) -> Iterator[list[SetKey]]:
        """The information sets of which each factor of the cell says something."""
        for each, vertices in self.variety.factors():
            if each == kind and vertices:
                yield list(vertices[0])

    def holds(self, kind: Kind, keys: list[SetKey]) -> bool:
        """Whether distributions at some information sets are among those of the cell."""
        if kind == "beliefs" and self.follows(keys):
            return True
        targets = self.targets(kind, keys)
        found = self.distributions(kind, keys)
        if found is None or not targets:
            return False
        names = [(key, name) for key in keys for name in targets[0][key]]
        flat = [[each[key][name] for key, name in names] for each in targets]
        points = ([each[key].get(name, ZERO) for key, name in names] for each in found)
        return all(point in flat or hull_distance(point, flat) == 0 for point in points)

    def follows(self, keys: list[SetKey]) -> bool:
        """Whether a belief follows by Bayes' rule in the cell, and in the same way in the case.

        An earlier belief from which it follows is looked at as well.
        """
        (key, *others) = keys
        if others or self.supports.is_unknown(key):
            return False
        return source(self.variety, key) == ("earlier" if self.supports.is_free(key) else "start")

    def targets(self, kind: Kind, keys: list[SetKey]) -> list[Vertex]:
        """The vertices of the cell at some information sets; none where it states nothing."""
        for each, vertices in self.variety.factors():
            if each == kind and vertices and keys[0] in vertices[0]:
                return [{key: vertex[key] for key in keys} for vertex in vertices]
        if kind == "beliefs" and source(self.variety, keys[0]) not in ("stated", "member"):
            belief = constant_belief(self.variety, keys[0])
            return [{keys[0]: belief}] if belief else []
        member = self.variety.member
        table = member.strategies if kind == "strategies" else member.beliefs
        return [{key: table[key[0]][key[1]] for key in keys}]

    def distributions(self, kind: Kind, keys: list[SetKey]) -> list[Vertex] | None:
        """Distributions of which those of the case are mixtures; None where that is not shown."""
        shares = {key: self.shares(kind, key) for key in keys}
        if not all(is_linear(each) for table in shares.values() for each in table.values()):
            return None
        names = {
            name
            for table in shares.values()
            for each in table.values()
            for product_ in each
            for name in product_
        }
        touched = [part for part in self.left.parts if names & part[0].keys()]
        if names - {name for part in touched for name in part[0]}:
            return None
        found: list[Vertex] = []
        for choice in product(*touched):
            point = {name: value for vertex in choice for name, value in vertex.items()}
            each = {key: at_point(table, point) for key, table in shares.items()}
            if len(keys) > 1 and any(sum(e.values(), ZERO) != 1 for e in each.values()):
                return None
            scaled = {key: normalised(table) for key, table in each.items()}
            if all(scaled.values()):
                found.append(scaled)
        return found

    def shares(self, kind: Kind, key: SetKey) -> Mapping[str, Polynomial]:
        """A strategy; or a belief, up to a positive factor."""
        if kind == "strategies":
            known = self.supports.strategy(key).items()
            return {name: evaluated(each, self.left.known) for name, each in known}
        table = {".".join(path): w for path, w in self.supports.weights(key).items()}
        table = {name: evaluated(each, self.left.known) for name, each in table.items()}
        return table if self.supports.is_unknown(key) else self.constant_shares(table) or table

    def constant_shares(self, table: Mapping[str, Polynomial]) -> dict[str, Polynomial] | None:
        """Weights in the same proportion everywhere, as numbers that sum to one."""
        middle = normalised(at_point(table, self.inner))
        total: Polynomial = {}
        for weight in table.values():
            total = plus(total, weight)
        for name, share in middle.items():
            if plus(table[name], multiplied(total, constant(share)), -ONE):
                return None
        return {name: constant(share) for name, share in middle.items()} or None


def at_point(table: Mapping[str, Polynomial], point: Point) -> dict[str, Number]:
    """Polynomials at a point."""
    return {name: evaluated(each, point).get((), ZERO) for name, each in table.items()}


def normalised(weights: Mapping[str, Number]) -> Distribution:
    """Weights as shares; nothing where all are zero."""
    total = sum(weights.values(), ZERO)
    return {name: each / total for name, each in weights.items()} if total else {}
