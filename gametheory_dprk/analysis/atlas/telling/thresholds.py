"""Short names for the thresholds that conditions compare parameters with.

A scenario's own definitions are used where a condition can be solved so that one of them stands on
the right, ``p < mu``, and wherever a formula becomes shorter by one. Other thresholds that several
families share are numbered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gametheory_dprk.analysis.atlas.telling.substitution import Definition, Shortener
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import And, Compare, Expr, Name, Or, names, to_text
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring, ratio_of
from gametheory_dprk.polynomials.rendering import Negative
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.regions.formula import Every, Formula, Some
from gametheory_dprk.regions.wording import FLIPPED, condition_expr, solved, square_root

LONG = 14
"""Characters that a threshold must have to be worth a name."""


@dataclass
class Thresholds:
    """The names of thresholds in one atlas.

    Attributes
    ----------
    definitions : Mapping[str, Expr]
        Named formulas of the scenario.
    where : dict of str to str
        The names in use, with what they stand for.
    """

    space: Space
    definitions: Mapping[str, Expr]
    where: dict[str, str] = field(default_factory=dict)
    _shared: dict[str, str] = field(init=False, default_factory=dict)

    @cached_property
    def defined(self) -> Mapping[str, Ratio]:
        """The definitions that are rational functions of the parameters."""
        found = {}
        for name, formula in self.definitions.items():
            try:
                value = ratio_of(formula, self.space.ring)
            except AnalysisError:
                continue
            if not value.numerator.is_constant() or not value.denominator.is_constant():
                found[name] = value
        return found

    def share(self, families: Iterable[Iterable[Condition]]) -> None:
        """Number the thresholds that the conditions of several families share."""
        listed = [list(conditions) for conditions in families]
        counts = Counter(
            text for given in listed for text in dict.fromkeys(self._right(c, given) for c in given)
        )
        taken = {*self.space.ring.names, *self.definitions}
        fresh = (
            name for i in range(1, len(counts) + len(taken) + 1) if (name := f"t{i}") not in taken
        )
        for text, count in counts.items():
            if text and count > 1:
                self._shared[text] = next(fresh)

    def _right(self, given: Condition, under: Sequence[Condition]) -> str:
        """Return the right side of a condition, if it deserves a name."""
        written = condition_expr(self.space, given, under)
        if self.by_definition(given) is not None or not isinstance(written, Compare):
            return ""
        text = to_text(written.right)
        return text if len(text) >= LONG else ""

    def by_definition(self, given: Condition) -> Compare | None:
        """Solve a condition so that a definition stands on the right, or one on either side."""
        if square_root(given) is not None:
            return None
        for parameter in self.space.ring.names:
            written = solved(self.space, given.polynomial, given.relation, parameter)
            if written is None:
                continue
            right = ratio_of(written.right, self.space.ring)
            for name, value in self.defined.items():
                if value == right:
                    return Compare(written.operator, written.left, Name(name))
        return next(self._between_definitions(given), None)

    def _between_definitions(self, given: Condition) -> Iterator[Compare]:
        """Yield comparisons of two definitions that say the same as a condition."""
        for one, left in self.defined.items():
            for other, right in self.defined.items():
                difference = left - right
                if one == other or not same_up_to_scale(difference.numerator, given.polynomial):
                    continue
                whole = difference.numerator * difference.denominator
                sign = self.space.sign(whole * given.polynomial)
                if sign in ("+", ">="):
                    yield Compare(given.relation, Name(one), Name(other))
                elif sign in ("-", "<="):
                    yield Compare(FLIPPED[given.relation], Name(one), Name(other))

    def relation(self, given: Condition, under: Sequence[Condition] = ()) -> Expr:
        """Write a condition with the names of thresholds."""
        written: Expr | None = self.by_definition(given)
        if written is None:
            written = self._numbered(condition_expr(self.space, given, under))
        self._mention(written)
        return written

    def _numbered(self, written: Expr) -> Expr:
        """Put the number of a shared threshold for it."""
        if isinstance(written, Compare):
            text = to_text(written.right)
            if text in self._shared:
                self.where.setdefault(self._shared[text], text)
                return Compare(written.operator, written.left, Name(self._shared[text]))
        return written

    def _mention(self, written: Expr) -> None:
        """List the definitions that a formula uses."""
        for name in self.definitions:
            if name in names(written) and name not in self.space.ring.names:
                self.where.setdefault(name, to_text(self.definitions[name]))

    def short(self, given: Condition, under: Sequence[Condition] = ()) -> str:
        """Write a condition with the names of thresholds, as text."""
        return to_text(self.relation(given, under))

    def formula(self, given: Formula) -> Expr | bool:
        """Write a region: its conditions joined by "and" and "or"."""
        match given:
            case bool():
                return given
            case Condition():
                return self.relation(given)
            case Every():
                under = [part for part in given.parts if isinstance(part, Condition)]
                parts = [
                    self.relation(p, under) if isinstance(p, Condition) else self.formula(p)
                    for p in given.parts
                ]
                return And(tuple(part for part in parts if not isinstance(part, bool)))
            case Some():
                parts = [self.formula(part) for part in given.parts]
                return Or(tuple(part for part in parts if not isinstance(part, bool)))

    def ratio(self, given: Ratio, ring: Ring, negative: Negative | None = None) -> Expr:
        """Write a rational function, with definitions where they make it shorter.

        Parameters
        ----------
        ring
            The parameters, and perhaps unknowns.
        """
        known = [Definition(name, value) for name, value in self.defined.items()]
        shortener = Shortener(self.space.ring, ring, known, negative or self.space.negative)
        written = shortener.shortest(given)
        self._mention(written)
        return written


def same_up_to_scale(one: Polynomial, other: Polynomial) -> bool:
    """Whether two polynomials differ by a number."""
    ours, theirs = Ring.primitive(one)[1], Ring.primitive(other)[1]
    return bool(ours in (theirs, -theirs))
