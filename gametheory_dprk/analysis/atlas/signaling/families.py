"""Families: all equilibria of one case, as formulas over a region of the parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from gametheory_dprk.analysis.atlas.signaling.cases import Case
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.analysis.atlas.signaling.constraints import Label
from gametheory_dprk.analysis.atlas.signaling.offpath import Alternative
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.regions import Condition, Row
from gametheory_dprk.regions.columns import CONSTANT


@dataclass(frozen=True, slots=True)
class Solved:
    """A case whose equalities are solved.

    Attributes
    ----------
    case : Case
        A state for every signal.
    paths : Mapping[str, str]
        For each type a signal that it sends.
    sender, receiver : ClosedForm
        rho on the path, and sigma.
    conditions : Mapping[Label, Condition or bool]
        What each inequality on the path comes to, without factors of known sign.
    rows : Mapping[Label, Row]
        Inequalities in which free unknowns remain.
    """

    case: Case
    paths: Mapping[str, str]
    sender: ClosedForm
    receiver: ClosedForm
    conditions: Mapping[Label, Condition | bool]
    rows: Mapping[Label, Row]

    @property
    def unsent(self) -> tuple[str, ...]:
        """Signals off the path."""
        return tuple(signal for signal, state in self.case.items() if not state.kinds)

    @property
    def free(self) -> tuple[str, ...]:
        """Unknowns that the equalities leave open."""
        return self.sender.free + self.receiver.free

    def necessary(self) -> list[Condition]:
        """Return the conditions on the parameters alone, each once."""
        found = {c.key: c for c in self.conditions.values() if isinstance(c, Condition)}
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Family:
    """All equilibria with given supports on the path.

    Attributes
    ----------
    id : int
    label : str
        separating, pooling, semi-separating, pure or mixed.
    solved : Solved
    conditions : tuple of Condition
        What must hold on the path.
    alternatives : Mapping[str, tuple of Alternative]
        For each signal off the path, the ways to deter from it, of which one must be possible.
    witness : Mapping[str, Fraction]
        Parameters at which the family exists.
    choice : Mapping[str, Ratio]
        Values of free unknowns that work in the whole region.
    resolved : bool
        Whether the region is exact; false where something was left open.
    """

    id: int
    label: str
    solved: Solved
    conditions: tuple[Condition, ...]
    alternatives: Mapping[str, tuple[Alternative, ...]]
    witness: Mapping[str, Fraction]
    choice: Mapping[str, Ratio] = field(default_factory=dict)
    resolved: bool = True

    @property
    def case(self) -> Case:
        """Who sends each signal and what answers it."""
        return self.solved.case

    def disjuncts(self) -> Iterable[tuple[Condition, ...]]:
        """Yield conjunctions whose union is the region."""
        choices = [[a.conditions for a in found] for found in self.alternatives.values()]
        for picked in product(*choices):
            yield (*self.conditions, *(c for conditions in picked for c in conditions))


def substituted(form: ClosedForm, row: Row, ring: object) -> Row | Condition:
    """Put formulas into a row; a condition where no unknown remains."""
    from gametheory_dprk.polynomials import Ring
    from gametheory_dprk.regions import condition

    assert isinstance(ring, Ring)
    found = form.substitute(row.coefficients, ring)
    if not set(found) - {CONSTANT}:
        return condition(found.get(CONSTANT, ring.zero), row.relation)
    text = ";".join(f"{unknown}:{f}" for unknown, f in found.items())
    return Row(found, row.relation, f"{row.relation}{text}")


def strict_part(conditions: Sequence[Condition]) -> list[Condition]:
    """Return conditions without their boundaries."""
    from gametheory_dprk.regions.condition import strict

    return [strict(c) for c in conditions]
