"""What every atlas shows of its families, whatever kind of game it is of.

Claims, comparative statics, compiled families and figures are computed from these views and the
parameter space alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gametheory_dprk.analysis.atlas.proving.whole import Proofs
    from gametheory_dprk.expr import Expr
    from gametheory_dprk.games import Game
    from gametheory_dprk.regions import Space
    from gametheory_dprk.scenario.model import Scenario

Ratios: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Ratio]]]
"""By player, information set, and move (or node)."""


@dataclass(frozen=True, slots=True)
class Free:
    """An unknown that the equilibrium conditions leave open.

    Attributes
    ----------
    unknown : str
        What it stands for, such as "sigma(talk|ploy)".
    value : Ratio or None
        A value that works in the whole region, over the ring of the parameters, if one is known.
    """

    unknown: str
    value: Ratio | None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to play at information sets off the path.

    Attributes
    ----------
    region : Formula
        Where it works, given that the rest of the family exists.
    strategies, beliefs : Ratios
        At these information sets alone.
    """

    region: Formula
    strategies: Ratios
    beliefs: Ratios


@dataclass(frozen=True, slots=True)
class Unsent:
    """An information set off the path, with what any answer and belief there must satisfy.

    Attributes
    ----------
    player, label : str
    losses : Mapping[str, Mapping[str, Ratio]]
        For each type what it loses, compared with the path, if it is answered by a move.
    worth : Mapping[str, Mapping[str, Ratio]]
        For each type what a move is worth to the player who answers.
    nodes : Mapping[str, str]
        The type at each node.
    """

    player: str
    label: str
    losses: Mapping[str, Mapping[str, Ratio]]
    worth: Mapping[str, Mapping[str, Ratio]]
    nodes: Mapping[str, str]

    @property
    def key(self) -> tuple[str, str]:
        """The player and the information set."""
        return self.player, self.label


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One family of equilibria: its formulas, and where it exists.

    Attributes
    ----------
    id : int
    label : str
    region : Formula
        Over the parameters: where the family exists.
    strategies, beliefs : Ratios
        In the names of the game; off the path as the first option says.
    values : Mapping[str, Ratio]
        Expected payoff by player.
    witness : Mapping[str, Fraction]
        A point of the region.
    ring : Ring
        The parameters, then the free unknowns: the formulas are over it.
    free : Mapping[str, Free]
        Unknowns left open, by the name under which formulas mention them.
    free_conditions : tuple of Condition
        Over `ring`: what the free unknowns must satisfy.
    options : tuple of tuple of Option
        For each place off the path the ways to play there, of which one must work; the region
        says so too.
    exact : bool
        Whether the region is proved to be exactly where the family exists.
    unsent : tuple of Unsent
        Places off the path of which all is known that can be played there.
    """

    id: int
    label: str
    region: Formula
    strategies: Ratios
    beliefs: Ratios
    values: Mapping[str, Ratio]
    witness: Mapping[str, Fraction]
    ring: Ring
    free: Mapping[str, Free] = field(default_factory=dict)
    free_conditions: tuple[Condition, ...] = ()
    options: tuple[tuple[Option, ...], ...] = ()
    exact: bool = True
    unsent: tuple[Unsent, ...] = ()

    @property
    def loose(self) -> frozenset[tuple[str, str]]:
        """Information sets, after their player, at which play is not unique."""
        return frozenset(
            (player, label)
            for options in self.options
            for option in options
            for player, sets in (*option.strategies.items(), *option.beliefs.items())
            for label in sets
        )


class Shown(Protocol):
    """Families over a parameter space."""

    @property
    def space(self) -> Space:
        """The parameters and what is assumed of them."""

    @property
    def game(self) -> Game[Expr]:
        """The game in whose names the views are written."""

    @property
    def definitions(self) -> Mapping[str, Expr]:
        """Named formulas of the scenario."""

    @property
    def fixed(self) -> Mapping[str, Fraction]:
        """Parameters that were replaced by numbers."""

    @property
    def scenario(self) -> Scenario | None:
        """Where the game is from, if from a scenario."""

    @property
    def views(self) -> tuple[FamilyView, ...]:
        """The families."""

    def surviving(self, number: int, refinement: str) -> Formula | None:
        """Where a family survives, by products alone; None where no formula is known."""


@dataclass(frozen=True, slots=True)
class Reread:
    """Families as a saved certificate has them; see `Shown`."""

    space: Space
    game: Game[Expr]
    definitions: Mapping[str, Expr]
    fixed: Mapping[str, Fraction]
    scenario: Scenario | None
    views: tuple[FamilyView, ...]
    survivors: Callable[[int, str], Formula | None] | None = None

    def surviving(self, number: int, refinement: str) -> Formula | None:
        """Where a family survives, by products alone; None where no formula is known."""
        return None if self.survivors is None else self.survivors(number, refinement)


class Charted(Shown, Protocol):
    """What the atlas of any kind of game offers."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that are left open."""

    @property
    def proofs(self) -> Proofs:
        """What is proved of them."""

    @property
    def knife_edges(self) -> tuple[str, ...]:
        """Equalities on which there may be equilibria that are not listed."""

    def at(self, **parameters: Fraction | int | str) -> Sequence[Any]:
        """Return the families that exist at a point, with exact values."""

    def to_document(self) -> dict[str, Any]:
        """Return the atlas as data for a JSON document."""
