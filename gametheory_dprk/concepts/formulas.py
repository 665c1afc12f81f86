"""Cells given by formulas: read into ratios of their parameters, and which points they contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.errors import AnalysisError, ExpressionError
from gametheory_dprk.expr import Binary, Compare, Expr, children, evaluate
from gametheory_dprk.expr import Number as Constant
from gametheory_dprk.formula_cell import Entry, FormulaCell, Kind
from gametheory_dprk.number import Number
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring, ratio_of
from gametheory_dprk.polynomials.quantity import Quantity
from gametheory_dprk.regions import Condition, condition
from gametheory_dprk.solution import Assessment, SetKey

MAX_PARAMETERS = 24
MAX_DEGREE = 24
"""The largest degree that a formula may have as it is written."""

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Formulas:
    """What a cell's formulas say.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> strike = {"strike": parse("q"), "wait": parse("1 - q")}
    >>> cell = FormulaCell({"q": ("strategies", "US", "crisis", "strike")},
    ...                    {("US", "crisis"): strike}, {}, (parse("q <= 1/2"),),
    ...                    ({"q": Fraction(1, 4)},))
    >>> reading = Formulas(cell)
    >>> [each.key for each in reading.conditions], [each.key for each in reading.positive]
    (['>=-2*q + 1'], ['> q', '> -q + 1'])
    """

    cell: FormulaCell

    @cached_property
    def ring(self) -> Ring:
        """Polynomials in the parameters."""
        return Ring(list(self.cell.parameters))

    @cached_property
    def ratios(self) -> dict[Kind, dict[SetKey, dict[str, Ratio]]]:
        """Every formula as a ratio.

        Raises
        ------
        AnalysisError
            If one is not rational, or names something that is no parameter.
        """
        tables: dict[Kind, Mapping[SetKey, Mapping[str, Expr]]] = {
            "strategies": self.cell.strategies,
            "beliefs": self.cell.beliefs,
        }
        return {
            kind: {
                key: {name: self.ratio(each) for name, each in formula.items()}
                for key, formula in table.items()
            }
            for kind, table in tables.items()
        }

    def ratio(self, formula: Expr) -> Ratio:
        """A formula of modest size as a ratio."""
        if degree(formula) > MAX_DEGREE:
            raise AnalysisError("a formula is of too high a degree")
        return ratio_of(formula, self.ring)

    def quantities(self, kind: Kind) -> dict[SetKey, dict[str, Quantity]]:
        """Strategies or beliefs as things to calculate with."""
        return {
            key: {name: Quantity(each) for name, each in formula.items()}
            for key, formula in self.ratios[kind].items()
        }

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions as polynomials that are not negative.

        Raises
        ------
        AnalysisError
            If one is no weak inequality of rational functions.
        """
        return tuple(condition(self.polynomial(each), ">=") for each in self.cell.conditions)

    def polynomial(self, given: Expr) -> Polynomial:
        """What is not negative, multiplied by the square of what is divided by."""
        if not isinstance(given, Compare) or given.operator not in ("<=", ">="):
            raise AnalysisError("a condition is no weak inequality")
        gap = self.ratio(given.left) - self.ratio(given.right)
        return signed(gap if given.operator == ">=" else -gap)

    @cached_property
    def positive(self) -> tuple[Condition, ...]:
        """What is positive by the meaning of a cell: all numbers that are not zero throughout."""
        forms = (
            signed(each)
            for table in self.ratios.values()
            for formula in table.values()
            for each in formula.values()
            if not each.is_zero()
        )
        found = {each.key: each for each in (condition(form, ">") for form in forms)}
        return tuple(each for each in found.values() if not each.polynomial.is_constant())

    def faults(self) -> Iterator[str]:
        """What is wrong with the formulas, besides the names of moves and nodes."""
        if not 0 < len(self.cell.parameters) <= MAX_PARAMETERS:
            yield f"parameters, from 1 to {MAX_PARAMETERS}"
            return
        try:
            yield from self._faults()
        except (AnalysisError, ExpressionError) as error:
            yield str(error)

    def _faults(self) -> Iterator[str]:
        """The same of formulas that can be read."""
        for symbol, entry in self.cell.parameters.items():
            given = self.given(entry)
            if given is None or given != Ratio(self.ring.generators[symbol], self.ring.one):
                yield f"{symbol} is not {' '.join(entry[1:])}"
        for table in self.ratios.values():
            for key, formula in table.items():
                total = sum((Quantity(each) for each in formula.values()), self.nothing)
                if total != 1:
                    yield f"formulas at {' '.join(key)} do not sum to 1"
        if not self.cell.members:
            yield "no member"
        for member in self.cell.members:
            if not self.is_inside(member):
                yield "a member is not inside"

    @property
    def nothing(self) -> Quantity:
        """Zero."""
        return Quantity(Ratio(self.ring.zero, self.ring.one))

    def given(self, entry: Entry) -> Ratio | None:
        """The formula of one number."""
        kind, player, label, name = entry
        return self.ratios[kind].get((player, label), {}).get(name) if kind in self.ratios else None

    def is_inside(self, member: Mapping[str, Fraction]) -> bool:
        """Whether all holds strictly at a point."""
        if set(member) != set(self.cell.parameters):
            return False
        held = (*self.conditions, *self.positive)
        return all(self.ring.value(each.polynomial, member) > 0 for each in held)


def degree(formula: Expr) -> int:
    """A bound on the degrees of what a formula is multiplied out to.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> degree(parse("p*(1 - q)/(p + 1)")), degree(parse("((p + q)^20)^20"))
    (3, 400)
    """
    if isinstance(formula, Binary) and formula.operator == "^":
        power = formula.right.value if isinstance(formula.right, Constant) else MAX_DEGREE + 1
        return degree(formula.left) * max(1, abs(int(power)))
    below = [degree(each) for each in children(formula)]
    if not below:
        return 0 if isinstance(formula, Constant) else 1
    if isinstance(formula, Binary) and formula.operator in ("*", "/"):
        return sum(below)
    return max(below) + (sum(below) - max(below) if divides(formula) else 0)


def divides(formula: Expr) -> bool:
    """Whether something is divided anywhere in a formula."""
    if isinstance(formula, Binary) and formula.operator == "/":
        return degree(formula.right) > 0
    return any(map(divides, children(formula)))


def signed(ratio: Ratio) -> Polynomial:
    """A polynomial with the sign of a ratio, with coprime coefficients."""
    if ratio.denominator.is_constant():
        return Ring.primitive(ratio.numerator)[1]
    return Ring.primitive(ratio.numerator * ratio.denominator)[1]


def formula_distance(cell: FormulaCell, member: Assessment) -> Number:
    """How far a member is from what formulas give at its own parameters.

    One, and more, where it has not the parameters or breaks a condition.
    """
    tables = {"strategies": member.strategies, "beliefs": member.beliefs}
    point: dict[str, Fraction] = {}
    for symbol, (kind, player, label, name) in cell.parameters.items():
        value = tables[kind].get(player, {}).get(label, {}).get(name)
        if not isinstance(value, Fraction):
            return ONE
        point[symbol] = value
    try:
        return gaps(cell, tables, point)
    except (AnalysisError, ExpressionError):
        return ONE


def gaps(
    cell: FormulaCell,
    tables: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Number]]]],
    point: Mapping[str, Fraction],
) -> Number:
    """The differences between numbers and formulas, and by how much conditions are broken."""
    total: Number = ZERO
    for each in cell.conditions:
        assert isinstance(each, Compare)
        excess = evaluate(each.left, point) - evaluate(each.right, point)
        total += max(ZERO, excess if each.operator == "<=" else -excess)
    for kind, formulas in (("strategies", cell.strategies), ("beliefs", cell.beliefs)):
        for (player, label), formulas_at in formulas.items():
            given = tables[kind].get(player, {}).get(label, {})
            for name, formula in formulas_at.items():
                gap = given.get(name, ZERO) - evaluate(formula, point)
                total += gap if gap >= 0 else -gap
    return total
