"""Small random systems and an independent brute-force oracle for their vertices."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from operator import itemgetter

from flint import fmpq, fmpq_mat
from hypothesis import strategies as st

from gametheory_dprk.polyhedra import LinearSystem, linear_system

Pair = tuple[dict[str, int], int]


@st.composite
def systems(draw: st.DrawFn, *, dimension: int = 4, rows: int = 6) -> LinearSystem[str]:
    """Draw a system with few small coefficients, so that ties and empty sets are common."""
    names = [f"x{i}" for i in range(draw(st.integers(1, dimension)))]
    number = st.integers(-3, 3)
    row = st.tuples(st.fixed_dictionaries(dict.fromkeys(names, number)), number)
    equalities = draw(st.lists(row, max_size=2))
    slack = st.tuples(row.map(itemgetter(0)), st.integers(-1, 3))
    inequalities = draw(st.lists(slack, max_size=rows))
    return linear_system(
        names,
        equal=[({n: Fraction(v, 2) for n, v in form.items()}, c) for form, c in equalities],
        at_least=inequalities,
        nonnegative=draw(st.sets(st.sampled_from(names))),
    )


@st.composite
def bounded_systems(draw: st.DrawFn) -> LinearSystem[str]:
    """Draw a system inside the box where every variable is between -2 and 2."""
    system = draw(systems(dimension=3, rows=5))
    box = [({name: sign}, 2) for name in system.variables for sign in (1, -1)]
    return system.extended(at_least=box)


def all_inequalities(system: LinearSystem[str]) -> list[tuple[list[Fraction], Fraction]]:
    """Return every inequality, signs included, as a dense row and a constant."""
    rows = [
        ([row.coefficients.get(name, Fraction(0)) for name in system.variables], row.constant)
        for row in system.inequalities
    ]
    for name in system.nonnegative:
        rows.append(([Fraction(int(other == name)) for other in system.variables], Fraction(0)))
    return rows


def brute_force_vertices(system: LinearSystem[str]) -> list[tuple[Fraction, ...]]:
    """Solve every choice of tight inequalities and keep the feasible unique solutions."""
    equalities = [
        ([row.coefficients.get(name, Fraction(0)) for name in system.variables], row.constant)
        for row in system.equalities
    ]
    inequalities = all_inequalities(system)
    found: set[tuple[Fraction, ...]] = set()
    for size in range(len(system.variables) + 1):
        for chosen in combinations(inequalities, size):
            found.update(_unique_solution(equalities + list(chosen), len(system.variables)))
    return sorted(
        point
        for point in found
        if all(_value(row, point) == 0 for row in equalities)
        and all(_value(row, point) >= 0 for row in inequalities)
    )


def _value(row: tuple[list[Fraction], Fraction], point: tuple[Fraction, ...]) -> Fraction:
    return row[1] + sum(a * x for a, x in zip(row[0], point, strict=True))


def _unique_solution(
    rows: list[tuple[list[Fraction], Fraction]], dimension: int
) -> Iterator[tuple[Fraction, ...]]:
    """Yield the solution of some equations if there is exactly one."""
    if len(rows) < dimension or not rows:
        return
    entries = [[*row, -constant] for row, constant in rows]
    matrix = fmpq_mat([[fmpq(v.numerator, v.denominator) for v in row] for row in entries])
    reduced, rank = matrix.rref()
    if rank == dimension and all(reduced[i, i] == 1 for i in range(dimension)):
        solution = [reduced[i, dimension] for i in range(dimension)]
        yield tuple(Fraction(int(v.p), int(v.q)) for v in solution)
