"""Questions that samples and products leave open, put to z3.

Every question gets a fresh `qfnra-nlsat` solver and a short time; what it cannot decide stays
unknown. Its word decides what is printed, never what is certified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.polynomials.ring import Polynomial, Ring
from gametheory_dprk.regions.condition import Condition

MILLISECONDS = 2000


class Smt:
    """z3 on the polynomials of one ring."""

    def __init__(self, ring: Ring) -> None:
        import z3

        self.ring = ring
        self.variables = [z3.Real(f"x{j}") for j in range(len(ring.names))]
        self.questions = 0

    def term(self, polynomial: Polynomial) -> Any:
        """Translate a polynomial."""
        import z3

        terms = []
        for exponents, number in self.ring.terms(polynomial):
            term = z3.RatVal(int(number.p), int(number.q))
            for variable, exponent in zip(self.variables, exponents, strict=False):
                for _ in range(exponent):
                    term = term * variable
            terms.append(term)
        return z3.Sum(terms) if terms else z3.RealVal(0)

    def atom(self, given: Condition) -> Any:
        """Translate a condition."""
        term = self.term(given.polynomial)
        if given.relation == "==":
            return term == 0
        return term > 0 if given.relation == ">" else term >= 0

    def conjunction(self, conditions: Iterable[Condition]) -> Any:
        """Translate conditions that all hold."""
        import z3

        return z3.And([z3.BoolVal(True), *map(self.atom, conditions)])

    def check(
        self, formulas: Sequence[Any], milliseconds: int = MILLISECONDS
    ) -> tuple[bool | None, Mapping[str, Fraction] | None]:
        """Ask whether formulas can all hold; with a rational point where one is at hand."""
        import z3

        self.questions += 1
        solver = z3.Tactic("qfnra-nlsat").solver()
        solver.set("timeout", milliseconds)
        solver.add(*formulas)
        result = solver.check()
        if result == z3.unsat:
            return False, None
        if result != z3.sat:
            return None, None
        return True, self._point(solver.model())

    def _point(self, model: Any) -> Mapping[str, Fraction] | None:
        """Read a model, if it is rational."""
        import z3

        point = {}
        for name, variable in zip(self.ring.names, self.variables, strict=True):
            value = model.eval(variable, model_completion=True)
            if not z3.is_rational_value(value):
                return None
            point[name] = Fraction(value.numerator_as_long(), value.denominator_as_long())
        return point
