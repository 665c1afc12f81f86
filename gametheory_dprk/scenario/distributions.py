"""Checks that what is meant as a probability distribution is one, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.errors import ConsistencyError, ExpressionError
from gametheory_dprk.expr import Expr, evaluate, names
from gametheory_dprk.number import number_text
from gametheory_dprk.scenario.draft import BROKEN, Draft
from gametheory_dprk.scenario.nodes import Scalar
from gametheory_dprk.scenario.points import sample_points
from gametheory_dprk.scenario.values import outside
from gametheory_dprk.solution import Notice


class DistributionCheck:
    """Checks chance moves of one scenario, the same one only once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._checked: set[tuple[int, tuple[Expr, ...]]] = set()

    @cached_property
    def _points(self) -> tuple[dict[str, Fraction], ...]:
        """The default values, then other points."""
        return sample_points(self._draft.parameters, self._draft.assume)

    def check(self, probabilities: Mapping[Scalar, Expr]) -> None:
        """Refuse probabilities outside [0, 1] at the defaults, or whose sum is not always 1."""
        formulas = tuple(probabilities.values())
        first = next(iter(probabilities))
        key = (id(first), formulas)
        if key in self._checked or any(formula is BROKEN for formula in formulas):
            return
        if any(outside(each, each.value) for each in self._draft.parameters.values()):
            return  # told already, and more than one probability may follow from it
        self._checked.add(key)
        if self._check_range(probabilities):
            used = frozenset().union(*map(names, formulas))
            for point in self._points:
                if not self._check_sum(first, formulas, {n: point[n] for n in used}):
                    break

    def _check_range(self, probabilities: Mapping[Scalar, Expr]) -> bool:
        """Check each probability at the default values."""
        before = len(self._draft.problems)
        for name, formula in probabilities.items():
            try:
                value = evaluate(formula, self._points[0])
            except ExpressionError as error:
                message = f"no probability at the default values: {error.problems[0].message}"
                self._draft.report(ConsistencyError, name, message)
                continue
            if not 0 <= value <= 1:
                message = f"the probability of {name} is {number_text(value)} at the default values"
                self._draft.report(ConsistencyError, name, message)
        return len(self._draft.problems) == before

    def _check_sum(
        self, first: Scalar, formulas: tuple[Expr, ...], point: Mapping[str, Fraction]
    ) -> bool:
        """Check the sum at one point; a point at which a formula has no value says nothing.

        A distribution that leaves [0, 1] away from the defaults is worth a warning.
        """
        try:
            values = [evaluate(formula, point) for formula in formulas]
        except ExpressionError:
            return True
        where = ", ".join(f"{name} = {number_text(point[name])}" for name in sorted(point))
        where = f" at {where}" if where else ""
        total = sum(values, Fraction(0))
        if total != 1:
            message = f"the probabilities sum to {number_text(total)}{where}, not 1"
            self._draft.report(ConsistencyError, first, message)
        elif not all(0 <= value <= 1 for value in values):
            self._draft.notices.append(
                Notice(
                    "improper_probability",
                    f"{self._draft.path(first)}: probabilities leave [0, 1]{where}, which ranges "
                    "and assume allow",
                )
            )
            return False
        return total == 1
