"""Parts of a component that are curved: probabilities and beliefs as formulas in some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from gametheory_dprk.expr import Expr, evaluate

Kind: TypeAlias = Literal["strategies", "beliefs"]

Entry: TypeAlias = tuple[Kind, str, str, str]
"""One number of an assessment: strategies or beliefs, player, information set, move or node."""

Formulas: TypeAlias = Mapping[tuple[str, str], Mapping[str, Expr]]
"""A formula for each name, by player and information set."""

Numbers: TypeAlias = Mapping[tuple[str, str], Mapping[str, Fraction]]
"""A number for each name, by player and information set."""


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """The curved part of a cell.

    Its points are those at which the conditions hold and every probability or belief that is not
    zero throughout is positive, and the limits of such points. Each parameter is itself a
    probability or a belief, so the dimension is their number.

    Attributes
    ----------
    parameters : Mapping[str, Entry]
        What each parameter is.
    strategies, beliefs : Formulas
        The distributions that vary with the parameters, as rational functions of them.
    conditions : tuple of Expr
        Weak inequalities between rational functions of the parameters.
    members : tuple of Mapping[str, Fraction]
        Parameters at which all conditions hold strictly, of at least one point.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse, to_text
    >>> strike = {"strike": parse("q"), "wait": parse("1 - q")}
    >>> cell = FormulaCell({"q": ("strategies", "US", "crisis", "strike")},
    ...                    {("US", "crisis"): strike}, {}, (parse("q <= 1/2"),),
    ...                    ({"q": Fraction(1, 4)},))
    >>> [to_text(each) for each in cell.conditions], cell.dimension
    (['q <= 1/2'], 1)
    """

    parameters: Mapping[str, Entry]
    strategies: Formulas
    beliefs: Formulas
    conditions: tuple[Expr, ...]
    members: tuple[Mapping[str, Fraction], ...] = field(default=())

    def at(self, member: Mapping[str, Fraction]) -> tuple[Numbers, Numbers]:
        """Strategies and beliefs at a point.

        Raises
        ------
        ExpressionError
            If a formula is not defined there.
        """
        strategies, beliefs = (
            {
                key: {name: evaluate(each, member) for name, each in formula.items()}
                for key, formula in table.items()
            }
            for table in (self.strategies, self.beliefs)
        )
        return strategies, beliefs

    @property
    def dimension(self) -> int:
        """The number of parameters."""
        return len(self.parameters)
