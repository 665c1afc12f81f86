"""The solutions of a polynomial system at which all unknowns are positive, branch by branch.

A factor whose coefficients have one sign vanishes nowhere there and is dropped; where several
factors may vanish, each is a branch of its own. A branch ends in no solution, in finitely many
complex ones, or in a set of positive dimension whose basis does not factor further.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.supports.groebner import groebner_basis, is_zero_dimensional
from gametheory_dprk.solvers.supports.system import coefficient_sign


def branches(polynomials: Sequence[Any], tick: Tick) -> Iterator[list[Any]]:
    """Groebner bases whose positive solutions are together those of a system.

    Parameters
    ----------
    polynomials : sequence of fmpz_mpoly
    tick : callable
        Called for every basis; may raise `LimitReached`.

    Raises
    ------
    TooLarge
        If a basis was given up.

    Examples
    --------
    >>> from flint import fmpz_mpoly_ctx
    >>> x, y = fmpz_mpoly_ctx.get(["x", "y"], "degrevlex").gens()
    >>> sorted(map(str, branches([(x + 1) * (x - 2) * (y - 3)], lambda: None)))
    ['[x - 2]', '[y - 3]']
    """
    system: list[Any] = []
    for position, polynomial in enumerate(polynomials):
        if not polynomial:
            continue
        found = list(vanishing_factors(polynomial))
        if len(found) != 1:
            for factor in found:
                yield from branches([*system, factor, *polynomials[position + 1 :]], tick)
            return
        if found[0] not in system:
            system.append(found[0])
    yield from solved(system, tick)


def solved(system: list[Any], tick: Tick) -> Iterator[list[Any]]:
    """The basis of a system of factors, or what it branches into."""
    tick()
    basis = groebner_basis(system) if system else []
    if not basis or is_zero_dimensional(basis):
        if not any(each.is_constant() for each in basis):
            yield basis
        return
    if all(is_settled(each) for each in basis):
        yield basis
    else:
        yield from branches(basis, tick)


def is_settled(polynomial: Any) -> bool:
    """Whether a polynomial is irreducible and may vanish, so that it gives no new branches."""
    found = list(vanishing_factors(polynomial))
    return len(found) == 1 and found[0].total_degree() == polynomial.total_degree()


def vanishing_factors(polynomial: Any) -> Iterator[Any]:
    """The irreducible factors of a polynomial that may vanish where the unknowns are positive."""
    for factor, _ in polynomial.factor()[1]:
        if coefficient_sign(factor) is None:
            yield factor
