"""Formulas that depend on what has happened: types and moves are 1 or 0, parameters stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.expr import Expr, Name, names, substitute
from gametheory_dprk.scenario.draft import BROKEN, Draft
from gametheory_dprk.scenario.nodes import Scalar

Happened = Mapping[str, int | Fraction]
"""What has happened so far: each move by its bare name and as `PLAYER.move`, with 1."""


def happened(player: str, move: str) -> dict[str, int | Fraction]:
    """Return the names under which formulas know a move.

    Examples
    --------
    >>> sorted(happened("NK", "cheat"))
    ['NK.cheat', 'cheat']
    """
    return {str(move): 1, f"{player}.{move}": 1}


class Conditional:
    """A formula of the file, filled in for one history after another.

    Each combination of the types and moves that the formula names is worked out once.

    Parameters
    ----------
    draft, text
        The scenario being read, and the formula as the file has it.
    arguments
        What the arguments of a subtree stand for.
    """

    def __init__(
        self, draft: Draft, text: Scalar, arguments: Mapping[str, Expr] | None = None
    ) -> None:
        self.text = text
        self._draft = draft
        self._arguments = arguments or {}
        formula = draft.parse(text, self._check)
        self.formula = BROKEN if formula is None else self._fill(formula)
        self._names = tuple(sorted(names(self.formula) - draft.scope.numbers))
        self._known: dict[tuple[int | Fraction, ...], Expr] = {}

    def given(self, past: Happened) -> Expr:
        """Return the formula after a history, in the parameters alone."""
        pattern = tuple([past.get(name, 0) for name in self._names])
        if pattern not in self._known:
            values = dict(zip(self._names, pattern, strict=True))
            self._known[pattern] = self._try(lambda: substitute(self.formula, values))
        return self._known[pattern]

    def names(self) -> tuple[str, ...]:
        """Return the types and moves that the formula names."""
        return self._names

    def _check(self, name: Name) -> None:
        """Accept arguments, parameters, types and moves."""
        if name.name not in self._arguments:
            self._draft.scope.check_any(name)

    def _fill(self, formula: Expr) -> Expr:
        """Put arguments and definitions in place."""
        meanings = {**self._draft.definitions, **self._arguments}
        return self._try(lambda: substitute(formula, meanings))

    def _try(self, make: Callable[[], Expr]) -> Expr:
        """Report a formula that grows too large."""
        try:
            return make()
        except ScenarioError as error:
            self._draft.adopt(error, self.text)
            return BROKEN
