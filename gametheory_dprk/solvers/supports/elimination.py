"""Solutions of square systems that are linear in each player's odds, by one elimination matrix.

Multiply every equation by monomials until all products fit into a box of degrees, and read each as
a row over the monomials of the box. If the rows determine every monomial of the box by some `N`
monomials of a smaller box, the next power of one unknown, the eliminant, is a combination of the
lower ones: its minimal polynomial has at most degree `N`. If the powers below `N` are independent,
every other unknown is a polynomial in the eliminant as well. All of this holds for every solution,
so that no other solutions exist (the method of Macaulay 1902, in a box as for sparse resultants).

Ranks are first found modulo a prime. They can only be larger over the rationals, so what is
determined modulo the prime is determined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from math import comb, prod
from random import Random
from typing import Any, TypeAlias

from gametheory_dprk.algebraic.algebra import points_of, univariate
from gametheory_dprk.algebraic.element import Real
from gametheory_dprk.solvers.supports.groebner import Exponents, raised

Shape: TypeAlias = tuple[int, ...]
"""Number of unknowns of each player."""

Terms: TypeAlias = dict[Exponents, int]
"""A polynomial: a coefficient for each monomial."""

PRIME = 2**61 - 1
"""Ranks are found modulo this first."""

MOST_MONOMIALS = 250
"""Largest matrix: one linear solve, which cannot be interrupted, then takes some seconds."""

MOST_DEGREE = 4
"""Largest degree of a box in one player's unknowns."""


class NotDetermined(Exception):
    """The matrix does not determine the solutions: they may be infinitely many, or multiple."""


def finite_solutions(polynomials: Sequence[Any], shape: Shape) -> Iterator[tuple[Real, ...]]:
    """The real solutions of a system that has the generic number of them.

    Parameters
    ----------
    polynomials : sequence of fmpz_mpoly
        For each player as many as the player has unknowns, linear in the unknowns of each other
        player, without the player's own.
    shape : tuple of int
        The number of unknowns of each player; the unknowns are in the order of the players.

    Yields
    ------
    tuple of Number
        A value for each unknown.

    Raises
    ------
    NotDetermined

    Examples
    --------
    >>> from flint import fmpz_mpoly_ctx
    >>> x, y, z = fmpz_mpoly_ctx.get(["x", "y", "z"], "degrevlex").gens()
    >>> system = [y * z - y - z - 1, x * z - 2 * x - 1, 2 * x * y - x - 3]
    >>> for point in finite_solutions(system, (1, 1, 1)):
    ...     print(*point)
    1 2 3
    -3/5 -2 1/3
    """
    box = elimination_box(shape)
    if box is None:
        raise NotDetermined
    system = [terms_of(each) for each in polynomials]
    table = Macaulay(shape, box)
    pivots, rows = table.pivots(system)
    if not table.suffices(pivots):
        raise NotDetermined
    free = [k for k in range(len(table.columns)) if k not in set(pivots)]
    if not free:
        return
    found = univariate(*table.images(system, pivots, rows, free))
    if found is None:
        raise NotDetermined
    yield from points_of(*found)


def terms_of(polynomial: Any) -> Terms:
    """The terms of a polynomial."""
    return {tuple(powers): int(coefficient) for powers, coefficient in polynomial.terms()}


@cache
def elimination_box(shape: Shape) -> Shape | None:
    """The smallest box of degrees, one a player, that is enough for random equations.

    It holds every unknown itself. None if no box within bounds is enough.

    Examples
    --------
    >>> elimination_box((1, 1, 1))
    (1, 1, 1)
    """
    system = list(random_system(shape))
    boxes = product(*(range(1, MOST_DEGREE + 1) if size else (0,) for size in shape))
    sized = ((Macaulay(shape, box).size, box) for box in boxes)
    for _, box in sorted(each for each in sized if each[0] <= MOST_MONOMIALS):
        table = Macaulay(shape, box)
        if table.suffices(table.pivots(system)[0]):
            return box
    return None


def random_system(shape: Shape) -> Iterator[Terms]:
    """Equations of a shape with random coefficients, the same ones whenever they are made."""
    random = Random(1)
    blocks = [block_monomials(size, 1) for size in shape]
    for player, size in enumerate(shape):
        none = [(0,) * size]
        parts = [*blocks[:player], none, *blocks[player + 1 :]]
        for _ in range(size):
            yield {sum(each, ()): random.randrange(1, PRIME) for each in product(*parts)}


@cache
def block_monomials(size: int, degree: int) -> list[Exponents]:
    """Monomials in some unknowns up to a degree."""
    every = product(range(degree + 1), repeat=size)
    return [powers for powers in every if sum(powers) <= degree]


@dataclass(frozen=True)
class Macaulay:
    """The matrix of a shape and a box.

    Attributes
    ----------
    shape : Shape
    box : Shape
        Degrees, one a player, of monomials that are to be determined by some of them. The matrix
        allows the eliminant's player one degree more.
    """

    shape: Shape
    box: Shape

    @cached_property
    def player(self) -> int:
        """Whose first unknown is the eliminant: one with fewest unknowns."""
        return min((size, k) for k, size in enumerate(self.shape) if size)[1]

    @cached_property
    def eliminant(self) -> int:
        """The position of the eliminant."""
        return sum(self.shape[: self.player])

    @cached_property
    def whole(self) -> Shape:
        """Degrees of the matrix."""
        return tuple(d + (k == self.player) for k, d in enumerate(self.box))

    @property
    def size(self) -> int:
        """Number of monomials."""
        return prod(comb(d + n, n) for d, n in zip(self.whole, self.shape, strict=True))

    @cached_property
    def columns(self) -> dict[Exponents, int]:
        """The place of each monomial: those beyond the box first, then from high to low degree."""
        inner = set(self.monomials(self.box))
        ordered = sorted(self.monomials(self.whole), key=lambda m: (m in inner, -sum(m), m))
        return {monomial: place for place, monomial in enumerate(ordered)}

    @property
    def beyond(self) -> int:
        """Number of monomials that are not in the box."""
        return len(self.columns) - len(self.monomials(self.box))

    def monomials(self, degrees: Shape) -> list[Exponents]:
        """All monomials of a box."""
        blocks = (block_monomials(n, d) for n, d in zip(self.shape, degrees, strict=True))
        return [sum(parts, ()) for parts in product(*blocks)]

    def rows(self, system: Sequence[Terms]) -> Iterator[dict[int, int]]:
        """Every product of an equation and a monomial that fits, as sparse rows."""
        owners = [player for player, size in enumerate(self.shape) for _ in range(size)]
        for owner, terms in zip(owners, system, strict=True):
            room = tuple(
                degree - (player != owner and self.shape[player] > 0)
                for player, degree in enumerate(self.whole)
            )
            if min(room) >= 0:
                for factor in self.monomials(room):
                    yield {
                        self.columns[tuple(map(sum, zip(powers, factor, strict=True)))]: value
                        for powers, value in terms.items()
                    }

    def pivots(self, system: Sequence[Terms]) -> tuple[list[int], list[int]]:
        """Columns and rows of a largest regular part, modulo the prime."""
        from flint import nmod_mat

        rows = list(self.rows(system))
        if not rows:
            return [], []
        width = range(len(self.columns))
        dense = [row.get(k, 0) % PRIME for row in rows for k in width]
        matrix = nmod_mat(len(rows), len(width), dense, PRIME)
        return leading(matrix), leading(matrix.transpose())

    def suffices(self, pivots: Sequence[int]) -> bool:
        """Whether the monomials that are not determined are all in the box, with room to spare."""
        return pivots[: self.beyond] == list(range(self.beyond)) and self.beyond > 0

    def images(
        self, system: Sequence[Terms], pivots: Sequence[int], rows: Sequence[int], free: list[int]
    ) -> tuple[Any, Any, list[Any]]:
        """Multiplication by the eliminant, one, and all unknowns, on the free monomials."""
        from flint import fmpq, fmpq_mat, fmpz_mat

        every = list(self.rows(system))
        regular = fmpq_mat(fmpz_mat([[every[i].get(j, 0) for j in pivots] for i in rows]))
        others = fmpq_mat(fmpz_mat([[-every[i].get(j, 0) for j in free] for i in rows]))
        solved = regular.solve(others, "dixon").tolist()
        forms = dict(zip(pivots, solved, strict=True))
        forms |= {j: [fmpq(int(j == k)) for k in free] for j in free}
        monomials = list(self.columns)
        nothing = (0,) * sum(self.shape)

        def image(monomial: Exponents) -> list[Any]:
            return forms[self.columns[monomial]]

        columns = [image(raised(monomials[j], self.eliminant)) for j in free]
        unknowns = [column(image(raised(nothing, k))) for k in range(len(nothing))]
        return fmpq_mat(columns).transpose(), column(image(nothing)), unknowns


def column(entries: Sequence[Any]) -> Any:
    """A matrix of one column."""
    from flint import fmpq_mat

    return fmpq_mat([[entry] for entry in entries])


def leading(matrix: Any) -> list[int]:
    """The columns in which the rows of the echelon form begin."""
    echelon, rank = matrix.rref()
    found: list[int] = []
    for row in range(rank):
        start = found[-1] + 1 if found else 0
        found.append(next(j for j in range(start, echelon.ncols()) if echelon[row, j]))
    return found
