"""Curves of the solver as the formulas that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count
from typing import Any

from gametheory_dprk.expr import Compare, Expr, Number
from gametheory_dprk.formula_cell import Entry, FormulaCell
from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ratio, Ring, polynomial_expr, ratio_expr
from gametheory_dprk.polynomials.ring import fraction
from gametheory_dprk.solution import SetKey
from gametheory_dprk.solvers.trees.assessment_region import Curve, Kind
from gametheory_dprk.solvers.trees.surface import coefficients, moved, moved_ratio

LETTERS = {"strategies": ("p", "q", "r", "s", "t", "u", "v", "w"), "beliefs": ("mu", "nu")}
"""What parameters are called."""


def formulas_of(curves: Sequence[Curve]) -> FormulaCell:
    """Curves that vary independently as one set of formulas."""
    symbols = named_parameters(curves)
    ring = Ring(list(symbols.values()))
    sample = {
        symbols[k, name]: value
        for k, curve in enumerate(curves)
        for name, value in curve.surface.sample.items()
    }
    table: dict[Kind, dict[SetKey, dict[str, Expr]]] = {"strategies": {}, "beliefs": {}}
    conditions: list[Expr] = []
    for k, curve in enumerate(curves):
        own = {name: symbols[k, name] for name in curve.surface.parameters}
        writer = Writer(curve.surface.ring, ring, own, sample)
        for (kind, key), formula in curve.formulas.items():
            table[kind][key] = {name: writer.ratio(each) for name, each in formula.items()}
        conditions += [writer.condition(each) for each in curve.surface.conditions]
    return FormulaCell(
        {
            symbols[k, name]: entry(unknown)
            for k, curve in enumerate(curves)
            for name, unknown in curve.surface.parameters.items()
        },
        table["strategies"],
        table["beliefs"],
        tuple(conditions),
        (sample,),
    )


def entry(unknown: Any) -> Entry:
    """The number of an assessment that an unknown is."""
    kind, player, label, name = unknown
    return kind, player, label, name


def named_parameters(curves: Sequence[Curve]) -> dict[tuple[int, str], str]:
    """A letter for each parameter of each curve."""
    letters = {kind: letters_of(kind) for kind in LETTERS}
    return {
        (k, name): next(letters[unknown[0]])
        for k, curve in enumerate(curves)
        for name, unknown in curve.surface.parameters.items()
    }


def letters_of(kind: str) -> Iterator[str]:
    """The letters of a kind, then numbered ones."""
    yield from LETTERS[kind]
    yield from (f"{LETTERS[kind][0]}{k}" for k in count(1))


class Writer:
    """Writes polynomials of one ring as formulas in the letters of another.

    Parameters
    ----------
    source, target : Ring
    letters : Mapping[str, str]
        Names of the first ring that occur, and what they are called.
    sample : Mapping[str, Fraction]
        A point that tells which factors are negative.
    """

    def __init__(
        self,
        source: Ring,
        target: Ring,
        letters: Mapping[str, str],
        sample: Mapping[str, Fraction],
    ) -> None:
        self.source, self.target = source, target
        self.letters, self.sample = letters, sample

    def is_negative(self, form: Form) -> bool:
        """Whether a polynomial is negative at the sample."""
        return self.target.value(form, self.sample) < 0

    def ratio(self, ratio: Ratio) -> Expr:
        """A ratio as a formula."""
        own = moved_ratio(ratio, self.source, self.target, self.letters)
        return ratio_expr(own, self.target, self.is_negative)

    def condition(self, form: Form) -> Expr:
        """A condition, solved for a letter where that has a constant slope."""
        own = moved(form, self.source, self.target, self.letters)
        for name in sorted(self.target.variables(own)):
            parts = coefficients(own, name, self.target)
            if len(parts) == 2 and parts[1].is_constant():
                slope = fraction(parts[1].coeffs()[0])
                bound = parts[0] * self.target.constant(-1 / slope)
                letter = polynomial_expr(self.target.generators[name], self.target)
                side = polynomial_expr(bound, self.target)
                return Compare(">=" if slope > 0 else "<=", letter, side)
        whole = ratio_expr(Ratio(own, self.target.one), self.target, self.is_negative)
        return Compare(">=", whole, Number(Fraction(0)))
