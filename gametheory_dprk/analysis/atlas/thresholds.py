"""Short names for the thresholds that conditions compare parameters with.

A scenario's own definitions are used where a condition can be solved so that one of them stands on
the right: ``p < mu``. Other thresholds that several families share are numbered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Compare, Expr, Name, names, to_text
from gametheory_dprk.polynomials import Ratio, ratio_of
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.regions.wording import condition_expr, solved, square_root

LONG = 3
"""Parameters that a threshold must have to be worth a name."""


@dataclass(slots=True)
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
    _defined: dict[str, Ratio] = field(init=False, default_factory=dict)
    _shared: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, formula in self.definitions.items():
            try:
                self._defined[name] = ratio_of(formula, self.space.ring)
            except AnalysisError:
                continue

    def share(self, families: Iterable[Iterable[Condition]]) -> None:
        """Number the thresholds that the conditions of several families share."""
        counts = Counter(
            text for conditions in families for text in {self._right(c) for c in conditions}
        )
        for text, count in counts.items():
            if text and count > 1:
                self._shared[text] = f"t{len(self._shared) + 1}"

    def _right(self, given: Condition) -> str:
        """Return the right side of a condition, if it deserves a name."""
        written = condition_expr(self.space, given)
        if self.defined(given) is not None or not isinstance(written, Compare):
            return ""
        return to_text(written.right) if len(names(written.right)) >= LONG else ""

    def defined(self, given: Condition) -> Compare | None:
        """Solve a condition so that a definition of the scenario stands on the right."""
        if square_root(given) is not None:
            return None
        for parameter in self.space.ring.names:
            written = solved(self.space, given.polynomial, given.relation, parameter)
            if written is None:
                continue
            right = ratio_of(written.right, self.space.ring)
            for name, value in self._defined.items():
                if value == right:
                    return Compare(written.operator, written.left, Name(name))
        return None

    def short(self, given: Condition) -> str:
        """Write a condition with the names of thresholds."""
        written: Expr | None = self.defined(given)
        if isinstance(written, Compare) and isinstance(written.right, Name):
            name = written.right.name
            self.where.setdefault(name, to_text(self.definitions[name]))
            return to_text(written)
        written = condition_expr(self.space, given)
        if isinstance(written, Compare):
            text = to_text(written.right)
            if text in self._shared:
                self.where.setdefault(self._shared[text], text)
                short = Compare(written.operator, written.left, Name(self._shared[text]))
                return to_text(short)
        return to_text(written)
