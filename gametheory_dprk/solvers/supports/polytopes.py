"""Branches of positive dimension: products of one polytope a player, where they are that.

If every equation is linear in the odds of one player, the branch is a product of flats. An
inequality that concerns one player, once those with a single strategy are put in, cuts that
player's flat. One that concerns several is least at a combination of vertices, because it is affine
in each player's strategy; if it holds at all of them it cuts nothing. Else the branch is not a
product, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, product
from typing import Any, TypeAlias

from gametheory_dprk.games import NormalGame
from gametheory_dprk.polyhedra import LinearSystem, linear_system, vertices
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.supports.conditions import Condition, condition, sign_cases
from gametheory_dprk.solvers.supports.equilibrium_cells import Polytope, ProductCell
from gametheory_dprk.solvers.supports.system import SupportSystem

Row: TypeAlias = tuple[dict[str, Fraction], Fraction]
"""Coefficients and a constant."""

ONE, ZERO = Fraction(1), Fraction(0)


class Undecided(Exception):
    """A branch that is not a product of polytopes."""


def product_cells(
    game: NormalGame[Fraction],
    system: SupportSystem,
    basis: Sequence[Any],
    limits: Sequence[Any],
    tick: Tick,
) -> Iterator[ProductCell]:
    """The equilibria of a branch: where its basis vanishes and no limit is negative.

    Raises
    ------
    Undecided
    """
    if not all(is_flat(each) for each in basis):
        raise Undecided
    equal = [condition(system, each) for each in basis]
    if any(len(each.players) > 1 for each in equal):
        raise Undecided
    for cases in product(*(tuple(sign_cases(each)) for each in limits)):
        tick()
        at_least = [condition(system, each) for each in chain.from_iterable(cases)]
        cell = Branch(game, system, equal).cell(at_least, tick)
        if cell is not None:
            yield cell


def is_flat(polynomial: Any) -> bool:
    """Whether no two unknowns are multiplied."""
    return bool(polynomial.total_degree() <= 1)


@dataclass(slots=True)
class Branch:
    """A product of flats, and the polytopes that inequalities cut out of it."""

    game: NormalGame[Fraction]
    system: SupportSystem
    equal: Sequence[Condition]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    polytopes: dict[str, Polytope] = field(default_factory=dict)

    def cell(self, at_least: Sequence[Condition], tick: Tick) -> ProductCell | None:
        """What inequalities leave, or None where some move of a support cannot be played.

        Raises
        ------
        Undecided
        """
        self.rows = {player: [] for player in self.system.players}
        waiting, before = list(at_least), len(at_least) + 1
        while len(waiting) < before:
            self.polytopes = {p: self.polytope(p, tick) for p in self.system.players}
            if not self.is_interior():
                return None
            waiting, before = self.cut(waiting), len(waiting)
        if not all(self.holds(each) for each in waiting):
            raise Undecided
        return self.polytopes

    def polytope(self, player: str, tick: Tick) -> Polytope:
        """A player's strategies, as far as rows of that player limit them."""
        moves = self.game.moves[player]
        support = self.system.supports[self.system.players.index(player)]
        flats = (row_of(each) for each in self.equal if each.players == (player,))
        unused: list[Row] = [({move: ONE}, ZERO) for move in moves if move not in support]
        total: Row = (dict.fromkeys(moves, ONE), -ONE)
        system: LinearSystem[str] = linear_system(
            moves, equal=[total, *unused, *flats], at_least=self.rows[player], nonnegative=moves
        )
        return Polytope(vertices(system, tick), system)

    def is_interior(self) -> bool:
        """Whether every move of a support is played somewhere."""
        return all(
            any(vertex[move] > 0 for vertex in self.polytopes[player].vertices)
            for player, support in zip(self.system.players, self.system.supports, strict=True)
            for move in support
        )

    def cut(self, conditions: Sequence[Condition]) -> list[Condition]:
        """Turn conditions on one player into rows; return the others."""
        single = {p: t.vertices[0] for p, t in self.polytopes.items() if len(t.vertices) == 1}
        mixed = []
        for each in conditions:
            rest = each.at(single)
            if len(rest.players) > 1:
                mixed.append(each)
            elif rest.players:
                self.rows[rest.players[0]].append(row_of(rest))
            else:
                self.rows[each.players[0]].append(({}, rest.weights[()]))
        return mixed

    def holds(self, inequality: Condition) -> bool:
        """Whether an inequality holds at all combinations of vertices."""
        corners = product(*(self.polytopes[player].vertices for player in inequality.players))
        return all(
            inequality.at(dict(zip(inequality.players, corner, strict=True))).weights[()] >= 0
            for corner in corners
        )


def row_of(each: Condition) -> Row:
    """A condition on one player as a row."""
    return {move: weight for (move,), weight in each.weights.items()}, ZERO
