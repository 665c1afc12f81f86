"""What becomes of the alternatives: contradictions, further choices, families."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.analysis.atlas.checker.systems import Alternative
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.signaling.constraints import Label
from gametheory_dprk.analysis.atlas.systems.solving import Inconsistent
from gametheory_dprk.polynomials import Polynomial, Ratio
from gametheory_dprk.regions import Condition, Refutation, Row, SignSplit


@dataclass(frozen=True, slots=True)
class Reduced:
    """An inequality with the formulas put in.

    Attributes
    ----------
    name : str
        Under which the certificate refers to it.
    raw : Polynomial or None
        None where free unknowns remain.
    core : Condition or None
        Without factors of known sign; None where it holds anyway, or has free unknowns.
    row : Row or None
        With free unknowns.
    """

    name: str
    label: Label
    raw: Polynomial | None
    core: Condition | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class Path:
    """Choices made so far, and what they imply; `weak` says why that may not be enough."""

    chosen: tuple[Any, ...] = ()
    blocks: tuple[ClosedForm, ...] = ()
    reduced: tuple[Reduced, ...] = ()
    weak: str = ""

    def conditions(self) -> list[Condition]:
        """Return what is implied for the parameters, each condition once."""
        found = {r.core.key: r.core for r in self.reduced if r.core is not None}
        return list(found.values())

    def rows(self) -> list[Row]:
        """Return the inequalities in which free unknowns remain."""
        return [r.row for r in self.reduced if r.row is not None]

    @property
    def free(self) -> tuple[str, ...]:
        """Unknowns that the equalities leave open."""
        return tuple(unknown for block in self.blocks for unknown in block.free)


@dataclass(frozen=True, slots=True)
class SystemFamily:
    """All equilibria in which the same choices are made.

    Attributes
    ----------
    id : int
    path : Path
    conditions : tuple of Condition
        Where it exists.
    witness : Mapping[str, Fraction]
        Parameters at which it exists.
    choice : Mapping[str, Ratio]
        Values of free unknowns that work in the whole region.
    """

    id: int
    path: Path
    conditions: tuple[Condition, ...]
    witness: Mapping[str, Fraction]
    choice: Mapping[str, Ratio] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closed:
    """What is implied contradicts itself; None where a proof was not found."""

    proof: Refutation | SignSplit | None


@dataclass(frozen=True, slots=True)
class Refuted:
    """Constraints of an alternative that contradict one another before they are solved.

    Attributes
    ----------
    labels : Mapping[str, Label]
        By the keys of the rows.
    """

    proof: Refutation
    labels: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Unsolved:
    """An alternative that was not decided."""

    chosen: tuple[Any, ...]
    reason: str


Outcome: TypeAlias = (
    "Closed | Refuted | Inconsistent | Unsolved | SystemFamily | tuple[Branch, ...]"
)


@dataclass(frozen=True, slots=True)
class Branch:
    """An alternative, and what became of it."""

    alternative: Alternative
    path: Path
    own: tuple[ClosedForm, ...]
    outcome: Outcome
