"""All that a comparison hangs on, as one object that can be written down and run again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, Literal

from gametheory_dprk.analysis.compare.rationality import GRID, RationalityPrior
from gametheory_dprk.analysis.compare.recorded import Recorded
from gametheory_dprk.errors import AnalysisError, ExpressionError
from gametheory_dprk.scenario.values import exact_number

ETA = Fraction(1, 20)
"""Share of reports that say nothing, where neither the file nor the caller says otherwise."""

FLOOR = Fraction(1, 20)
"""Least prior probability that none of the named hypotheses holds."""

Exact = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a comparison is asked.

    Attributes
    ----------
    values : Mapping[str, Fraction]
        Parameter values other than the files'; what a hypothesis sets goes before them.
    prior : Mapping[str, Fraction] or None
        The analyst's prior odds; None for those of the files, or else even odds. This is not
        the players' common prior, which is part of the game.
    other : Fraction
        Least prior probability of `other`, under which each move that is offered is as likely as
        any other; 0 leaves it out unless a file names it.
    eta : Fraction
        Probability that the report of a move says nothing; an event's own goes before it.
    as_of : str or None
        Use only what had happened by this year, month or day.
    types : {"redrawn", "persistent"}
        Where the record takes several plays: whether types are drawn anew for each, so that
        hypotheses about types speak of the last one, or one type plays them all.
    cross : bool or None
        Whether hypotheses that only name types are crossed with those that only set parameters;
        None to cross where a file has both.
    concept, refine : optional
        Instead of the scenarios' own.
    rationality : Mapping[Fraction, Fraction]
        Weights of values of lambda for agent quantal response, payoffs rescaled to a range of 1.
    draws : int or None
        Draws of the parameters from their priors, for each prior; None for as many as are fast.
    quantal_draws : int
        Draws at which quantal response is found too; no more than `draws`.
    seed : int
        Of the draws.
    sensitivity : bool
        Whether to ask which combinations of parameters are identified, what each parameter does
        over its range, which values tip the comparison, and what variance each one carries.
    grid : tuple of str
        Two axes of a grid of posteriors, each a parameter, `prior` or `eta`, with `=LOW:HIGH:N`
        where the range is not the usual one; empty for none.
    moves : Mapping[str, Mapping[str, str]]
        By scenario: what a move of the first scenario is called there, both as PLAYER.move.
    record : Recorded or None
        Events in place of those of the files, such as those of a ledger.
    """

    values: Exact = field(default_factory=dict)
    prior: Exact | None = None
    other: Fraction = FLOOR
    eta: Fraction = ETA
    as_of: str | None = None
    types: Literal["redrawn", "persistent"] = "redrawn"
    cross: bool | None = None
    concept: str | None = None
    refine: tuple[str, ...] | None = None
    rationality: RationalityPrior = field(default_factory=lambda: GRID)
    draws: int | None = None
    quantal_draws: int = 0
    seed: int = 0
    sensitivity: bool = False
    grid: tuple[str, ...] = ()
    moves: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    record: Recorded | None = None

    def __post_init__(self) -> None:
        for name in ("eta", "other"):
            if not 0 <= getattr(self, name) <= 1:
                raise AnalysisError(f"{name} is a probability, not {getattr(self, name)}")
        if len(self.grid) not in (0, 2):
            raise AnalysisError("a grid has two axes")
        if self.types not in ("redrawn", "persistent"):
            raise AnalysisError(f"types are redrawn or persistent, not {self.types!r}")

    def to_document(self) -> dict[str, Any]:
        """The settings as JSON, exact numbers as text; `of` reads it again.

        Examples
        --------
        >>> asked = Settings(eta=Fraction(1, 10), draws=1000)
        >>> asked.to_document()["eta"], Settings.of(asked.to_document()) == asked
        ('1/10', True)
        """
        return {each.name: written(getattr(self, each.name)) for each in fields(self)}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Settings:
        """Read settings that were written.

        Raises
        ------
        AnalysisError
            If a name or a value is none of a comparison.
        """
        known = {each.name for each in fields(cls)}
        if unknown := set(document) - known:
            raise AnalysisError(f"settings: unknown name {sorted(unknown)[0]!r}")
        return cls(**{name: read(name, value) for name, value in document.items()})


def written(value: Any) -> Any:
    """A setting as JSON."""
    if isinstance(value, Mapping):
        return {str(name): written(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Recorded):
        return value.to_document()
    return str(value) if isinstance(value, Fraction) else value


def read(name: str, value: Any) -> Any:
    """A setting from JSON."""
    try:
        return value if value is None else READ.get(name, lambda kept: kept)(value)
    except (ExpressionError, TypeError, ValueError, AttributeError, KeyError):
        raise AnalysisError(f"settings: {name} cannot be {value!r:.60}") from None


def exact_numbers(values: Mapping[str, Any]) -> dict[str, Fraction]:
    """Exact numbers by name."""
    return {name: exact_number(each) for name, each in values.items()}


READ: Mapping[str, Callable[[Any], Any]] = {
    "values": exact_numbers,
    "prior": exact_numbers,
    "other": exact_number,
    "eta": exact_number,
    "rationality": lambda given: {exact_number(k): exact_number(v) for k, v in given.items()},
    "refine": tuple,
    "grid": tuple,
    "record": Recorded.of,
    "draws": int,
    "quantal_draws": int,
    "seed": int,
}
"""How settings that JSON cannot hold as they are get read."""
