"""Proofs that constraints contradict one another: weighted products that sum to zero.

If f1, ... >= 0 and g1, ... > 0, and non-negative weights on products of them sum to the zero
polynomial with a positive weight on some product of strict ones, no point satisfies all
(Krivine 1964; Handelman 1988; Schmuedgen 1991 say when such products exist). The weights are
found in float64 by non-negative least squares (Lawson and Hanson 1974) and then computed exactly
on their support; a failure of the search proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.polynomials.ring import Polynomial, fraction
from gametheory_dprk.regions.columns import Column, Columns, Row
from gametheory_dprk.regions.condition import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]

Extra: TypeAlias = "tuple[Row | None, tuple[Condition, ...], Polynomial | None]"

MAX_COLUMNS = 900
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Term:
    """A weight on the product of a row (or none) and conditions; of any sign on an equality.

    An equality may be multiplied by a polynomial as well.
    """

    weight: Fraction
    row: Row | None
    factors: tuple[Condition, ...]
    multiplier: Polynomial | None = None


@dataclass(frozen=True, slots=True)
class Refutation:
    """Terms that sum to zero once the absent unknowns are dropped."""

    terms: tuple[Term, ...]

    def conditions(self) -> frozenset[str]:
        """Return the keys of all conditions used."""
        return frozenset(factor.key for term in self.terms for factor in term.factors)


@dataclass(frozen=True, slots=True)
class SignSplit:
    """A contradiction on either side of a surface that a strict condition rules out.

    Attributes
    ----------
    source : Condition
        Strict; the product of the factor and the quotient.
    above, below : Refutation or SignSplit
        Where the factor and the quotient are positive, and where both are negative.
    """

    factor: Condition
    source: Condition
    quotient: Polynomial
    above: Refutation | SignSplit
    below: Refutation | SignSplit


@dataclass(frozen=True, slots=True)
class Product:
    """A candidate column."""

    row: Row | None
    factors: tuple[Condition, ...]
    multiplier: Polynomial | None
    strict: bool
    free: bool
    column: Column


def refute(
    columns: Columns,
    rows: Sequence[Row],
    conditions: Sequence[Condition],
    absent: frozenset[str] = frozenset(),
    depths: Iterable[tuple[int, int]] = ((0, 1), (1, 2)),
    extra: Sequence[Extra] = (),
) -> Refutation | None:
    """Look for a proof that rows and conditions contradict one another.

    Parameters
    ----------
    columns
        Remembers products between calls.
    rows
        Constraints with unknowns; `==` may be weighted negatively.
    conditions
        Constraints on the parameters alone, which may multiply one another and the rows.
    absent
        Unknowns known to be zero.
    depths
        Pairs (conditions that multiply a row, conditions in a product of their own), tried in
        turn.
    extra
        Further products to be tried: a row (or none), conditions, and for an equality a
        polynomial or None.

    Examples
    --------
    >>> from gametheory_dprk.polynomials import Ring
    >>> from gametheory_dprk.regions.condition import condition
    >>> ring = Ring(["a", "b"])
    >>> a, b = ring.generators.values()
    >>> given = [condition(a, ">"), condition(b - a, ">"), condition(-b, ">=")]
    >>> [str(term.weight) for term in refute(Columns(ring), [], given).terms]
    ['1/2', '1/2', '1/2']
    """
    tried = -1
    further = [_product(columns, *one) for one in extra]
    for on_row, alone in depths:
        found = _products(columns, rows, conditions, on_row, alone) + further
        if len(found) > MAX_COLUMNS:
            return None
        if len(found) == tried:
            continue
        tried = len(found)
        refutation = _combine(columns, found, absent)
        if refutation is not None:
            return refutation
    return None


def _products(
    columns: Columns,
    rows: Sequence[Row],
    conditions: Sequence[Condition],
    on_row: int,
    alone: int,
) -> list[Product]:
    """List the candidate products up to some depths."""
    ordered = sorted({c.key: c for c in conditions}.values(), key=lambda c: c.key)
    found: list[Product] = []
    for size in range(max(on_row, alone) + 1):
        if len(found) > MAX_COLUMNS:
            break
        for factors in combinations_with_replacement(ordered, size):
            if size <= on_row:
                found += [_product(columns, row, factors) for row in rows]
            if size <= alone:
                found.append(_product(columns, None, factors))
    return found


def _product(
    columns: Columns,
    row: Row | None,
    factors: tuple[Condition, ...],
    multiplier: Polynomial | None = None,
) -> Product:
    """Describe a product, each once."""
    key = (
        row.key if row else "",
        tuple(factor.key for factor in factors),
        "" if multiplier is None else str(multiplier),
    )
    known = columns.described.get(key)
    if known is None:
        known = columns.described[key] = _described(columns, row, factors, multiplier)
    return known


def _described(
    columns: Columns,
    row: Row | None,
    factors: tuple[Condition, ...],
    multiplier: Polynomial | None,
) -> Product:
    """Multiply out."""
    relations = [factor.relation for factor in factors] + ([row.relation] if row else [])
    strict = all(relation == ">" for relation in relations)
    free = "==" in relations
    column = columns.column(row, factors, multiplier)
    return Product(row, factors, multiplier, strict, free, column)


def _combine(
    columns: Columns, products: list[Product], absent: frozenset[str]
) -> Refutation | None:
    """Find weights for some products."""
    import numpy as np

    if not products:
        return None
    matrix = _matrix(columns, [p.column for p in products], absent)
    strict = np.array([p.strict for p in products])
    free = np.array([p.free for p in products])
    kept = _useful(matrix, free)
    if not (strict & kept).any():
        return None
    chosen = np.flatnonzero(kept)
    reduced = matrix[:, chosen]
    reduced = reduced[np.abs(reduced).max(axis=1) > 0]
    picked = _solve(reduced, strict[chosen], free[chosen])
    if picked is None:
        return None
    return _exact(columns, [products[chosen[j]] for j in picked], absent)


def _matrix(columns: Columns, found: Sequence[Column], absent: frozenset[str]) -> Numbers:
    """Put columns side by side, without the places of absent unknowns."""
    import numpy as np

    places = np.concatenate([column.places for column in found])
    values = np.concatenate([column.values for column in found])
    across = np.repeat(np.arange(len(found)), [len(column.places) for column in found])
    if absent:
        gone = np.array([owner in absent for owner in columns.owner])
        keep = ~gone[places]
        places, values, across = places[keep], values[keep], across[keep]
    used, down = np.unique(places, return_inverse=True)
    matrix = np.zeros((len(used), len(found)))
    matrix[down, across] = values
    return matrix


def _useful(matrix: Numbers, free: Numbers) -> Numbers:
    """Drop, again and again, columns with a number that no other column can cancel."""
    import numpy as np

    plus, minus = matrix > 0, matrix < 0
    either = (plus | minus) & free
    plus, minus = plus | either, minus | either
    kept = np.ones(matrix.shape[1], dtype=bool)
    while True:
        has_plus, has_minus = plus[:, kept].any(axis=1), minus[:, kept].any(axis=1)
        stuck = has_plus ^ has_minus
        # a free column alone in its row cannot be cancelled either
        lone = (has_plus & has_minus) & ((plus | minus)[:, kept].sum(axis=1) == 1)
        bad = (plus | minus)[stuck | lone].any(axis=0) & kept
        if not bad.any():
            return kept
        kept &= ~bad


def _solve(matrix: Numbers, strict: Numbers, free: Numbers) -> list[int] | None:
    """Find the support of non-negative weights that sum the columns to zero."""
    import numpy as np
    from scipy.optimize import nnls

    equal = np.flatnonzero(free)
    full = np.hstack([matrix, -matrix[:, equal]]) if len(equal) else matrix
    goal = np.zeros(full.shape[0] + 1)
    goal[-1] = 1.0
    last = np.concatenate([strict.astype(float), np.zeros(len(equal))])
    try:
        weights, rest = nnls(np.vstack([full, last]), goal, maxiter=10 * full.shape[1] + 100)
    except RuntimeError:
        return None
    if rest > 1e-7:
        return None
    count = matrix.shape[1]
    used = [int(j) for j in np.flatnonzero(weights > TINY)]
    support = {j if j < count else int(equal[j - count]) for j in used}
    return sorted(support)


def _exact(
    columns: Columns, products: Sequence[Product], absent: frozenset[str]
) -> Refutation | None:
    """Solve for the weights exactly, scaled so that those on strict products sum to one."""
    from flint import fmpq, fmpq_mat

    places = {
        place
        for product in products
        for place in map(int, product.column.places)
        if columns.owner[place] not in absent
    }
    rank = {place: i for i, place in enumerate(sorted(places))}
    count = len(products)
    table = [[fmpq(0)] * (count + 1) for _ in range(len(rank) + 1)]
    for j, product in enumerate(products):
        for place, number in zip(product.column.places, product.column.exact, strict=True):
            if int(place) in rank:
                table[rank[int(place)]][j] = number
        if product.strict:
            table[-1][j] = fmpq(1)
    table[-1][count] = fmpq(1)
    reduced, size = fmpq_mat(table).rref()
    weights = [Fraction(0)] * count
    for i in range(size):
        pivot = next(j for j in range(count + 1) if reduced[i, j] != 0)
        if pivot == count:
            return None
        weights[pivot] = fraction(reduced[i, count])
    if any(w < 0 and not p.free for w, p in zip(weights, products, strict=True)):
        return None
    return Refutation(
        tuple(
            Term(weight, product.row, product.factors, product.multiplier)
            for weight, product in zip(weights, products, strict=True)
            if weight
        )
    )
