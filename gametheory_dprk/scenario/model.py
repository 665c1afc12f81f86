"""A scenario as data: what a file says, read and checked, before anything is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from gametheory_dprk.errors import Span
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import Game
from gametheory_dprk.solution import Notice


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of values; a bound of None is infinite."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Fraction) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = (
            self.high is None or value < self.high or (value == self.high and not self.high_open)
        )
        return above and below


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named number that payoffs and probabilities may use."""

    name: str
    value: Fraction
    range: Interval | None = None
    about: str = ""
    source: str = ""
    unit: str = ""
    prior: Any = None
    """What the file says of a prior distribution, for comparisons under uncertainty."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about equilibria: a formula under a quantifier.

    `some` holds where some (surviving) equilibrium satisfies the formula, `every` where all
    do, `selected` where the selected one does.
    """

    text: str
    quantifier: Literal["some", "every", "selected"]
    formula: Expr
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One dated move of the record."""

    date: str
    """ISO date; month or year alone where no more is known."""
    player: str
    plays: str
    note: str = ""
    source: str = ""
    eta: Fraction | None = None
    """Probability that the report of this move is noise; None where the file is silent."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Further coding: cost, observable, reversible, ..."""
    span: Span | None = None
    absent: bool = False
    """Whether it is on record that the player did *not* make this move."""

    @property
    def words(self) -> str:
        """The move, or that it was not made."""
        return f"not {self.plays}" if self.absent else self.plays


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A rival explanation: types of a player, a restriction of parameters, or both."""

    id: str
    claim: str
    set: Mapping[str, Fraction]
    types: tuple[str, ...]
    prior: Expr | None
    predicts: Claim | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """A result the file promises: re-derived by `gtd check`."""

    that: Claim
    exactly_when: Expr | None
    value: Expr | None
    at: Mapping[str, Fraction]
    source: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SolveBlock:
    """The defaults of `gtd solve` for this scenario."""

    concept: str
    refine: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    """Of the solver for this concept, such as `lambda` for qre."""

    def options_for(self, concept: str | None, given: Mapping[str, str]) -> dict[str, str]:
        """Options given, and the file's own for the rest where its own concept is used."""
        own = self.options if concept in (None, self.concept) else {}
        return {**own, **given}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario file, read.

    Attributes
    ----------
    id : str
        Shipped name such as `dprk/singapore_2018`, or the stem of the file.
    kind, title, about : str
    players : Mapping[str, str]
        What each player's name stands for.
    sources : Mapping[str, Mapping[str, str]]
    parameters : Mapping[str, Parameter]
    assume : tuple of Expr
        Relations between parameters that hold throughout.
    let : Mapping[str, Expr]
        Named formulas, in the parameters alone (already substituted into the game).
    game : Game[Expr]
        The template: payoffs and probabilities are formulas in the parameters.
    digest : str
        SHA-256 of the file's bytes, hexadecimal.
    """

    id: str
    kind: str
    title: str
    about: str
    players: Mapping[str, str]
    sources: Mapping[str, Mapping[str, str]]
    parameters: Mapping[str, Parameter]
    assume: tuple[Expr, ...]
    let: Mapping[str, Expr]
    game: Game[Expr]
    solve: SolveBlock
    observed: tuple[Event, ...]
    hypotheses: tuple[Hypothesis, ...]
    expect: tuple[Expectation, ...]
    digest: str
    warnings: tuple[Notice, ...] = ()
    span: Span | None = None
    tags: tuple[str, ...] = ()
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What each player, and `chance`, can do anywhere in the game: the names claims use."""
    profiles: tuple[str, ...] = ()
    """Names of the strategy profiles that the file spells out."""
