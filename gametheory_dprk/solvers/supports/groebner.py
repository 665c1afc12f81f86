"""Groebner bases over the rationals, and the finite algebra that one describes.

FLINT does the reductions; what is here bounds them, because the coefficients of a basis in the
making can grow without measure, and reads the basis as a table of multiplication.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from gametheory_dprk.algebraic.algebra import FiniteAlgebra

Exponents: TypeAlias = tuple[int, ...]
"""The powers of the unknowns in a monomial."""

LIMITS = (100, 2_000, 5_000)
"""Polynomials of a basis in the making, terms of one, and bits of a coefficient, at most."""


class TooLarge(Exception):
    """A basis was given up because it grew beyond `LIMITS`."""


def groebner_basis(polynomials: Sequence[Any]) -> list[Any]:
    """The reduced Groebner basis, up to constant factors.

    Parameters
    ----------
    polynomials : sequence of fmpz_mpoly
        In one context, whose ordering the basis refers to; none of them zero, at least one.

    Raises
    ------
    TooLarge

    Examples
    --------
    >>> from flint import fmpz_mpoly_ctx
    >>> x, y = fmpz_mpoly_ctx.get(["x", "y"], "degrevlex").gens()
    >>> sorted(map(str, groebner_basis([x * y - 1, y * y - x])))
    ['x*y - 1', 'x^2 - y', 'y^2 - x']
    """
    from flint import fmpz_mpoly_vec

    vector: Any = fmpz_mpoly_vec(list(polynomials), polynomials[0].context())
    basis, done = vector.buchberger_naive(limits=LIMITS)
    if not done:
        raise TooLarge
    return list(basis.autoreduction(groebner=True))


def is_zero_dimensional(basis: Sequence[Any]) -> bool:
    """Whether finitely many complex points satisfy a basis: some power of each unknown leads."""
    powers = [lead(each) for each in basis]
    unknowns = range(len(powers[0]))
    return all(any(sum(power) == power[k] for power in powers) for k in unknowns)


def lead(polynomial: Any) -> Exponents:
    """The leading monomial."""
    monomials: list[Exponents] = polynomial.monoms()
    return monomials[0]


def quotient_algebra(basis: Sequence[Any]) -> FiniteAlgebra:
    """Polynomials modulo a zero-dimensional ideal other than the whole ring.

    Examples
    --------
    >>> from flint import fmpz_mpoly_ctx
    >>> x, y = fmpz_mpoly_ctx.get(["x", "y"], "degrevlex").gens()
    >>> quotient_algebra(groebner_basis([x * y - 1, y * y - x])).dimension
    3
    """
    from flint import fmpq_mat

    table = NormalForms(basis)
    size = range(len(table.standard))
    matrices = []
    for unknown in range(len(table.standard[0])):
        columns = [table.of(raised(each, unknown)) for each in table.standard]
        matrices.append(fmpq_mat([[columns[j][i] for j in size] for i in size]))
    return FiniteAlgebra(tuple(matrices))


class NormalForms:
    """Monomials modulo an ideal, as vectors in the monomials that no leading one divides."""

    def __init__(self, basis: Sequence[Any]) -> None:
        self.standard = standard_monomials([lead(each) for each in basis])
        self.place = {monomial: k for k, monomial in enumerate(self.standard)}
        self.known = {lead(each): self.tail(each) for each in basis}

    def tail(self, polynomial: Any) -> list[Any]:
        """What the leading monomial of a reduced polynomial equals."""
        from flint import fmpq

        vector = [fmpq(0)] * len(self.standard)
        first, *others = polynomial.terms()
        for monomial, coefficient in others:
            vector[self.place[monomial]] = fmpq(-coefficient, first[1])
        return vector

    def of(self, monomial: Exponents) -> list[Any]:
        """The normal form of a standard monomial or of a product of one with an unknown."""
        from flint import fmpq

        if monomial in self.place:
            return [fmpq(int(k == self.place[monomial])) for k in range(len(self.standard))]
        if monomial not in self.known:
            self.known[monomial] = self.composed(monomial)
        return self.known[monomial]

    def composed(self, monomial: Exponents) -> list[Any]:
        """From the normal form of a divisor that is not standard either."""
        from flint import fmpq

        unknown, divisor = next(
            (k, lowered)
            for k, power in enumerate(monomial)
            if power and (lowered := raised(monomial, k, -1)) not in self.place
        )
        total = [fmpq(0)] * len(self.standard)
        for standard, coefficient in zip(self.standard, self.of(divisor), strict=True):
            if coefficient:
                image = self.of(raised(standard, unknown))
                total = [one + coefficient * other for one, other in zip(total, image, strict=True)]
        return total


def raised(monomial: Exponents, unknown: int, by: int = 1) -> Exponents:
    """A monomial with another power of one unknown."""
    return (*monomial[:unknown], monomial[unknown] + by, *monomial[unknown + 1 :])


def standard_monomials(leads: Sequence[Exponents]) -> list[Exponents]:
    """Monomials that no leading one divides, one first."""
    found: list[Exponents] = []
    waiting = [(0,) * len(leads[0])]
    seen = set(waiting)
    while waiting:
        monomial = waiting.pop(0)
        if any(all(a <= b for a, b in zip(each, monomial, strict=True)) for each in leads):
            continue
        found.append(monomial)
        fresh = [raised(monomial, k) for k in range(len(monomial))]
        waiting += [each for each in fresh if each not in seen]
        seen.update(fresh)
    return found
