"""The real points of a system of equations with finitely many solutions, exactly.

Polynomials modulo the equations form an algebra of finite dimension, given by the matrices of
multiplication by each coordinate. After its nilpotent elements are divided out (Seidenberg 1974: it
is enough to make every coordinate's minimal polynomial squarefree), its dimension is the number of
complex solutions. A linear form that takes different values at all of them generates it; every
coordinate is then a polynomial in that form, and the form's values are the roots of its minimal
polynomial (the univariate representation of Rouillier 1999, for simple points).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Any

from gametheory_dprk.algebraic.element import Real, reduced
from gametheory_dprk.algebraic.roots import real_roots


@dataclass(frozen=True, slots=True)
class FiniteAlgebra:
    """A commutative algebra over the rationals with a basis whose first element is one.

    Attributes
    ----------
    matrices : tuple of fmpq_mat
        For each coordinate, multiplication by it: the columns are the images of the basis.

    Examples
    --------
    The points with x * x = 2 and y = x, on the basis 1, x:

    >>> from flint import fmpq_mat
    >>> times_x = fmpq_mat([[0, 2], [1, 0]])
    >>> [tuple(map(str, point)) for point in FiniteAlgebra((times_x, times_x)).real_points()]
    [('-sqrt(2)', '-sqrt(2)'), ('sqrt(2)', 'sqrt(2)')]
    """

    matrices: tuple[Any, ...]

    @property
    def dimension(self) -> int:
        """Number of elements of the basis."""
        return int(self.matrices[0].nrows())

    def real_points(self) -> Iterator[tuple[Real, ...]]:
        """Every real point once: a value for each coordinate, all in one field."""
        simple = self.without_nilpotents()
        start = unit_vector(simple.dimension)
        images = [matrix * start for matrix in simple.matrices]
        for form in simple.forms():
            found = univariate(form, start, images)
            if found is not None:
                yield from points_of(*found)
                return

    def without_nilpotents(self) -> FiniteAlgebra:
        """The algebra with every nilpotent element set to zero."""
        columns = []
        for matrix in self.matrices:
            minimal = matrix.minpoly()
            squarefree = minimal // minimal.gcd(minimal.derivative())
            if squarefree != minimal:
                columns += at_matrix(squarefree, matrix).transpose().tolist()
        return self.modulo(columns) if columns else self

    def modulo(self, vectors: Sequence[Sequence[Any]]) -> FiniteAlgebra:
        """The quotient by a proper ideal that is spanned by some vectors.

        Basis elements are dropped from the end, so that the first, one, stays: it is not in the
        ideal, hence no vector of the ideal is a multiple of it.
        """
        from flint import fmpq_mat

        span, rank = fmpq_mat([list(reversed(vector)) for vector in vectors]).rref()
        last = self.dimension - 1
        dropped = [last - next(j for j in range(last + 1) if span[i, j]) for i in range(rank)]
        kept = [j for j in range(self.dimension) if j not in dropped]
        project = fmpq_mat(len(kept), self.dimension)
        include = fmpq_mat(self.dimension, len(kept))
        for new, old in enumerate(kept):
            project[new, old] = include[old, new] = 1
            for i, gone in enumerate(dropped):
                project[new, gone] = -span[i, last - old]
        return FiniteAlgebra(tuple(project * matrix * include for matrix in self.matrices))

    def forms(self) -> Iterator[Any]:
        """Multiplication by linear forms: the coordinates, then sums with growing weights."""
        yield from self.matrices
        for base in count(1):
            form = self.matrices[0]
            for power, matrix in enumerate(self.matrices[1:], 1):
                form = form + matrix * base**power
            yield form


def univariate(form: Any, start: Any, images: Sequence[Any]) -> tuple[Any, list[Any]] | None:
    """Write vectors as values of polynomials in a matrix, applied to one vector.

    Parameters
    ----------
    form : fmpq_mat
    start : fmpq_mat
        The vector, as a column.
    images : sequence of fmpq_mat
        Those to be written.

    Returns
    -------
    tuple or None
        The minimal polynomial and the polynomials (`fmpq_poly`); None where the powers of the
        matrix do not take the vector everywhere.
    """
    powers = [start]
    for _ in range(form.nrows()):
        powers.append(form * powers[-1])
    basis = joined(powers[:-1])
    if basis.rank() < basis.nrows():
        return None
    solved = basis.solve(joined([powers[-1], *images]), "dixon")
    last, *others = (as_polynomial(solved, k) for k in range(len(images) + 1))
    lead = (last * 0 + 1).left_shift(basis.nrows())
    return lead - last, others


def points_of(minimal: Any, coordinates: Sequence[Any]) -> Iterator[tuple[Real, ...]]:
    """The coordinates at every real root of a minimal polynomial."""
    for factor, _ in minimal.factor()[1]:
        for root in real_roots(factor):
            yield tuple(evaluate(coordinate, root) for coordinate in coordinates)


def evaluate(polynomial: Any, root: Real) -> Real:
    """The value of a rational polynomial at a number."""
    from flint import fmpq

    if isinstance(root, Fraction):
        value = polynomial(fmpq(root.numerator, root.denominator))
        return Fraction(int(value.p), int(value.q))
    return reduced(root.field, polynomial(root.polynomial) % root.field.modulus)


def at_matrix(polynomial: Any, matrix: Any) -> Any:
    """The value of a rational polynomial at a square matrix."""
    from flint import fmpq_mat

    size = matrix.nrows()
    one = fmpq_mat([[int(i == j) for j in range(size)] for i in range(size)])
    result = one * 0
    for coefficient in reversed(polynomial.coeffs()):
        result = result * matrix + one * coefficient
    return result


def unit_vector(size: int) -> Any:
    """One, in the basis whose first element it is."""
    from flint import fmpq_mat

    return fmpq_mat(size, 1, [1] + [0] * (size - 1))


def joined(columns: Sequence[Any]) -> Any:
    """The matrix with given columns."""
    from flint import fmpq_mat

    return fmpq_mat([[entry for (entry,) in column.tolist()] for column in columns]).transpose()


def as_polynomial(matrix: Any, column: int = 0) -> Any:
    """The polynomial whose coefficients are a column of a matrix."""
    from flint import fmpq_poly

    return fmpq_poly([row[column] for row in matrix.tolist()])
