"""From a support profile to the equilibria that have it, as cells.

Most systems have the generic number of solutions. If there may be many, each is proved to be in a
ball of its own, and exact numbers are computed only where some is an equilibrium, by elimination.
Other systems are taken branch by branch: one with finitely many complex solutions gives points with
algebraic coordinates; one of positive dimension is a product of polytopes, or remains undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.supports.branches import branches
from gametheory_dprk.solvers.supports.elimination import NotDetermined, finite_solutions
from gametheory_dprk.solvers.supports.enclosed_points import Unsettled, enclosed_points
from gametheory_dprk.solvers.supports.equilibrium_cells import ProductCell, Strategy, point_cell
from gametheory_dprk.solvers.supports.groebner import (
    TooLarge,
    is_zero_dimensional,
    quotient_algebra,
)
from gametheory_dprk.solvers.supports.polytopes import Undecided, product_cells
from gametheory_dprk.solvers.supports.root_bound import root_bound
from gametheory_dprk.solvers.supports.system import SupportSystem, coefficient_sign

AT_ONCE_EXACT = 2
"""Systems with at most so many isolated roots are solved exactly without asking for more."""

MOST_EXACT = 10
"""Systems with more isolated roots give enclosed probabilities: exact ones are long."""


@dataclass(slots=True)
class SupportCells:
    """The equilibria of one support profile.

    Attributes
    ----------
    cells : list of ProductCell
    undecided : bool
        Whether there may be others.
    """

    cells: list[ProductCell] = field(default_factory=list)
    undecided: bool = False


def support_cells(game: NormalGame[Fraction], system: SupportSystem, tick: Tick) -> SupportCells:
    """Find the equilibria in which exactly the moves of a support profile are played.

    Polytopes include their boundaries, where fewer moves are played.

    Examples
    --------
    >>> from gametheory_dprk.solvers.supports.system import support_system
    >>> game = NormalGame.from_arrays([[3, 0], [0, 1]], [[1, 0], [0, 3]])
    >>> system = support_system(game, (("r1", "r2"), ("c1", "c2")))
    >>> (cell,) = support_cells(game, system, lambda: None).cells
    >>> {player: str(polytope.vertices[0]["r1" if player == "row" else "c1"])
    ...  for player, polytope in cell.items()}
    {'row': '3/4', 'column': '1/4'}
    """
    found = SupportCells()
    if not system.unknowns:
        found.cells.append(point_cell(strategies(game, system, ())))
        return found
    context = system.context()
    equations = [system.polynomial(each, context) for each in system.equal]
    limits = [system.polynomial(each, context) for each in system.at_least]
    tick()
    if is_impossible(equations, limits):
        return found
    shape = tuple(len(each) - 1 for each in system.supports)
    many = root_bound(shape) > MOST_EXACT
    if root_bound(shape) > AT_ONCE_EXACT:
        with suppress(Unsettled):
            enclosed = enclosed_points(game, system, equations, limits, tick)
            if many or not enclosed:
                return SupportCells(list(map(point_cell, enclosed)))
    try:
        solutions = finite_solutions(equations, shape)
        found.cells += points(game, system, solutions, equations, limits, tick)
    except NotDetermined:
        return branch_cells(game, system, equations, limits, tick)
    return found


def is_impossible(equations: Sequence[Any], limits: Sequence[Any]) -> bool:
    """Whether the signs of coefficients alone show that some condition never holds."""
    never_zero = any(coefficient_sign(each) in (1, -1) for each in equations)
    return never_zero or any(coefficient_sign(each) == -1 for each in limits)


def branch_cells(
    game: NormalGame[Fraction],
    system: SupportSystem,
    equations: Sequence[Any],
    limits: Sequence[Any],
    tick: Tick,
) -> SupportCells:
    """The equilibria of a support profile, branch by branch."""
    found = SupportCells()
    try:
        for basis in branches(equations, tick):
            if basis and is_zero_dimensional(basis):
                solutions = quotient_algebra(basis).real_points()
                found.cells += points(game, system, solutions, (), limits, tick)
                continue
            try:
                found.cells += product_cells(game, system, basis, limits, tick)
            except Undecided:
                found.undecided = True
    except TooLarge:
        found.undecided = True
    return found


def points(
    game: NormalGame[Fraction],
    system: SupportSystem,
    solutions: Iterable[Sequence[Number]],
    equations: Sequence[Any],
    limits: Sequence[Any],
    tick: Tick,
) -> Iterator[ProductCell]:
    """Those solutions with positive odds at which equations hold and no limit is negative."""
    for odds in solutions:
        tick()
        if (
            all(each > 0 for each in odds)
            and all(value(each, odds) >= 0 for each in limits)
            and all(value(each, odds) == 0 for each in equations)
        ):
            yield point_cell(strategies(game, system, odds))


def value(polynomial: Any, odds: Sequence[Number]) -> Number:
    """A polynomial in which no unknown has a power, at a point."""
    total: Number = Fraction(0)
    for powers, coefficient in polynomial.terms():
        term: Number = Fraction(int(coefficient))
        for power, each in zip(powers, odds, strict=True):
            if power:
                term = term * each
        total = total + term
    return total


def strategies(
    game: NormalGame[Fraction], system: SupportSystem, odds: Sequence[Number]
) -> dict[str, Strategy]:
    """The strategies with given odds."""
    often = dict(zip(system.unknowns, odds, strict=True))
    found: dict[str, Strategy] = {}
    for player, support in zip(system.players, system.supports, strict=True):
        weights = {move: often.get((player, move), Fraction(1)) for move in support}
        unit = 1 / sum(weights.values(), Fraction(0))
        found[player] = {
            move: weights[move] * unit if move in weights else Fraction(0)
            for move in game.moves[player]
        }
    return found
