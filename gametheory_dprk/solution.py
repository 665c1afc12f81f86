"""What solving a game yields: assessments, components, certificates, solutions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any, Literal, TypeAlias

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.formula_cell import FormulaCell
from gametheory_dprk.number import Number

Distribution: TypeAlias = Mapping[str, Number]
"""A probability for each name: moves, or the nodes or types of an information set."""

PerSet: TypeAlias = Mapping[str, Mapping[str, Distribution]]
"""A distribution for each player's information sets: `{player: {information set: ...}}`."""

SetKey: TypeAlias = tuple[str, str]
"""A player and the label of one of that player's information sets."""

Vertex: TypeAlias = Mapping[SetKey, Distribution]
"""Distributions at the information sets of one block."""

Series: TypeAlias = tuple[Number, ...]
"""A polynomial in an infinitesimal: the coefficients of its powers, from 0 up."""

Trembles: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Series]]]
"""For each player, information set and move a polynomial that is positive near zero."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A behavior strategy profile and a system of beliefs (empty for plain Nash).

    Attributes
    ----------
    strategies : PerSet
        For each player and information set, a probability for every move.
    beliefs : PerSet
        For each player and information set of more than one node, a probability for every
        node (a dotted path) or type.
    joint : Distribution
        Where moves are drawn together (correlated equilibrium), a probability for every profile,
        named by its moves joined by dots; the strategies are then its marginals. Empty where
        every player draws alone.
    """

    strategies: PerSet
    beliefs: PerSet = field(default_factory=dict)
    joint: Distribution = field(default_factory=dict)

    def replace(self, strategies: Vertex, beliefs: Vertex) -> Assessment:
        """The assessment with other distributions at some information sets."""
        return Assessment(
            overlay(self.strategies, strategies), overlay(self.beliefs, beliefs), self.joint
        )


def overlay(base: PerSet, changes: Vertex) -> PerSet:
    """Replace the distributions of some information sets."""
    result = {player: dict(sets) for player, sets in base.items()}
    for (player, label), distribution in changes.items():
        result.setdefault(player, {})[label] = distribution
    return result


@dataclass(frozen=True, slots=True)
class Block:
    """Information sets that vary together: any mixture of the strategy vertices goes with
    any mixture of the belief vertices.

    Attributes
    ----------
    information_sets : tuple of SetKey
    strategies, beliefs : tuple of Vertex
        Vertices of the two polytopes; one vertex where nothing varies, none where the
        block says nothing.
    """

    information_sets: tuple[SetKey, ...]
    strategies: tuple[Vertex, ...]
    beliefs: tuple[Vertex, ...] = ()

    def corners(self) -> Iterator[tuple[Vertex, Vertex]]:
        """Every pair of a strategy vertex and a belief vertex."""
        nothing: tuple[Vertex, ...] = ({},)
        return product(self.strategies or nothing, self.beliefs or nothing)


@dataclass(frozen=True, slots=True)
class Cell:
    """A product of blocks; a strategy that no block names is as in the component's member.

    A belief that no block names follows by Bayes' rule wherever that applies inside the cell
    (at its edge, as a limit from inside), and is as in the member elsewhere. Where a cell is
    curved it has formulas, for what no block names.
    """

    blocks: tuple[Block, ...]
    formulas: FormulaCell | None = None


Mixing: TypeAlias = Literal["behavior", "realization_weights"]


@dataclass(frozen=True, slots=True)
class Component:
    """A connected set of equilibria: the union of its cells.

    Attributes
    ----------
    dimension : int
        Of the largest cell.
    cells : tuple of Cell
    mixing : {"behavior", "realization_weights"}
        What is averaged between the strategy vertices of a block: the probabilities of moves, or
        their realization weights in the block, which are for each move the product of the owner's
        probabilities at the block's information sets up to it (von Stengel 1996). Then behavior
        is the average with each vertex counted as much as it lets play come, and is free where
        none does; the dimension is that of the realization weights.
    """

    dimension: int
    cells: tuple[Cell, ...]
    mixing: Mixing = "behavior"

    @property
    def is_curved(self) -> bool:
        """Whether some cell has formulas."""
        return any(cell.formulas is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a solver claims: one assessment, and the component it belongs to if not isolated.

    Attributes
    ----------
    assessment : Assessment
    component : Component or None
    rationality : Mapping[str, float]
        Lambda of each player in units of its own payoffs, where equilibrium is relative to it
        (quantal response); empty elsewhere.
    trembles : Trembles
        Completely mixed play that comes as close to the assessment as one likes, where a solver
        shows some: for every move its realization weight, which is the probability of its
        owner's own moves up to it, in an infinitesimal. Empty elsewhere.
    epsilon : Fraction
        The most that a deviation may gain (stationary equilibria found numerically); 0 elsewhere.
    """

    assessment: Assessment
    component: Component | None = None
    rationality: Mapping[str, float] = field(default_factory=dict)
    trembles: Trembles = field(default_factory=dict)
    epsilon: Fraction = Fraction(0)


Relation: TypeAlias = Literal[">=", "=="]


@dataclass(frozen=True, slots=True)
class Check:
    """One claim: `left relation right`, exact unless it has a tolerance.

    A check of `form` says that an assessment is well formed (probabilities that sum to one,
    a member inside its component); the others say that it is an equilibrium.
    """

    claim: str
    left: Number
    relation: Relation
    right: Number
    tolerance: float = 0
    form: bool = False

    @property
    def slack(self) -> Number:
        """By how much the claim holds (negative where it fails)."""
        difference = self.left - self.right
        return difference if self.relation == ">=" or difference < 0 else -difference

    @property
    def holds(self) -> bool:
        """Whether the claim is true."""
        return float(self.slack) >= -self.tolerance if self.tolerance else self.slack >= 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """The claims that make an assessment an equilibrium, each evaluated exactly."""

    checks: tuple[Check, ...]
    exact: bool = True

    @property
    def valid(self) -> bool:
        """Whether every claim holds."""
        return all(check.holds for check in self.checks)

    @property
    def max_regret(self) -> Number:
        """The largest failure; zero in a valid certificate."""
        return max((-check.slack for check in self.checks), default=Fraction(0))

    def failures(self) -> tuple[Check, ...]:
        """The claims that do not hold."""
        return tuple(check for check in self.checks if not check.holds)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a refinement says of an equilibrium.

    Attributes
    ----------
    survives : bool or None
        None where some members of the component survive and others do not.
    reason : str
        Names the type, the deviation and the inequality.
    checks : tuple of Check
        The inequalities the verdict rests on.
    """

    survives: bool | None
    reason: str
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """A certified equilibrium, or a connected component of them seen through one member.

    Attributes
    ----------
    index : int or None
        +1 or -1 for an isolated regular Nash equilibrium of a two-player game in normal form
        (Shapley 1974); None elsewhere.
    rationality : Mapping[str, float]
        Of a quantal response equilibrium: lambda of each player.
    trembles : Trembles
        Completely mixed play close to it, where the solver showed some: see `Candidate`.
    epsilon : Fraction
        The most that a deviation gains, where it is an equilibrium only within that; else 0.
    """

    id: int
    label: str
    assessment: Assessment
    values: Mapping[str, Number]
    outcome: Mapping[str, Number]
    component: Component | None
    refinements: Mapping[str, Verdict]
    certificate: Certificate
    index: int | None = None
    rationality: Mapping[str, float] = field(default_factory=dict)
    trembles: Trembles = field(default_factory=dict)
    epsilon: Fraction = Fraction(0)

    @property
    def strategies(self) -> PerSet:
        """Behavior strategies: `{player: {information set: {move: probability}}}`."""
        return self.assessment.strategies

    @property
    def beliefs(self) -> PerSet:
        """Beliefs: `{player: {information set: {node or type: probability}}}`."""
        return self.assessment.beliefs


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning that travels with a result, as a value."""

    code: str
    message: str


Status: TypeAlias = Literal["ok", "none", "partial", "limit"]


@dataclass(frozen=True, slots=True)
class Solution:
    """All that was found for one game at one parameter point.

    Attributes
    ----------
    status : {"ok", "none", "partial", "limit"}
    complete : bool
        True only where it is proved that there are no other equilibria.
    plan : tuple of str
        The transforms and the solver, in the order in which they ran.
    removed : tuple of tuple (Equilibrium, str)
        Equilibria that a demanded refinement removed, with its name.
    completeness : Completeness or None
        Where it was asked for, the proof that there are no equilibria but these and those removed.
    """

    concept: str
    status: Status
    complete: bool
    equilibria: tuple[Equilibrium, ...]
    plan: tuple[str, ...]
    removed: tuple[tuple[Equilibrium, str], ...] = ()
    warnings: tuple[Notice, ...] = ()
    parameters: Mapping[str, Number] = field(default_factory=dict)
    seconds: float = 0.0
    provenance: Mapping[str, Any] = field(default_factory=dict)
    completeness: Completeness | None = None

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)
