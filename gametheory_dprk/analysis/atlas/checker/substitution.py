"""Formulas put into polynomials, and polynomials read as linear forms in unknowns."""

from __future__ import annotations

from fractions import Fraction

from .algebra import ONE, Poly, add, require, times
from .blocks import Block
from .claims import Row


def unknowns_of(f: Poly) -> set[str]:
    """Return the unknowns in a polynomial."""
    return {name for monomial in f for name, _ in monomial if "(" in name}


def substitute(block: Block, f: Poly) -> Poly:
    """Put the formulas of a block into a polynomial, times an even power of the denominator.

    The power is odd only where the denominator is known to be positive.
    """
    own = block.values
    degrees = {m: sum(e for name, e in m if name in own) for m in f}
    highest = max(degrees.values(), default=0)
    powers = [ONE]
    for _ in range(highest):
        powers.append(times(powers[-1], block.denominator))
    total: Poly = {}
    for monomial, number in f.items():
        term: Poly = {tuple((n, e) for n, e in monomial if n not in own): number}
        for name, exponent in monomial:
            for _ in range(exponent if name in own else 0):
                term = times(term, formula(own[name]))
        total = add(total, times(term, powers[highest - degrees[monomial]]))
    return times(total, block.denominator) if highest % 2 and not block.positive else total


def formula(parts: Row) -> Poly:
    """Write a linear form as a polynomial."""
    total: Poly = {}
    for unknown, f in parts.items():
        total = add(total, times(f, {((unknown, 1),): Fraction(1)} if unknown else ONE))
    return total


def row_of(f: Poly) -> Row:
    """Read a polynomial as a linear form in its unknowns."""
    row: Row = {}
    for monomial, number in f.items():
        inside = [(name, e) for name, e in monomial if "(" in name]
        require(len(inside) < 2 and all(e == 1 for _, e in inside), "a constraint is not linear")
        unknown = inside[0][0] if inside else ""
        rest = tuple((name, e) for name, e in monomial if "(" not in name)
        row[unknown] = add(row.get(unknown, {}), {rest: number})
    return row
