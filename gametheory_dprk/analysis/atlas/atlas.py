"""The atlas of a game: every equilibrium as formulas, with the region where each exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from gametheory_dprk.analysis.atlas.charting import Charting
from gametheory_dprk.analysis.atlas.document import atlas_document
from gametheory_dprk.analysis.atlas.preparing.sources import (
    Chart,
    Source,
    charts,
    definitions_of,
    the_chart,
)
from gametheory_dprk.analysis.atlas.proving.whole import Proofs, certify, judge
from gametheory_dprk.analysis.atlas.signaling.enumeration import Search
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.form import Form
from gametheory_dprk.analysis.atlas.signaling.leaves import Empty, Leaves, Undeterred, Unsolved
from gametheory_dprk.analysis.atlas.signaling.lemmas import Lemmas
from gametheory_dprk.analysis.atlas.signaling.points import FamilyAtPoint, family_at
from gametheory_dprk.analysis.atlas.signaling.refinements import Survival, Survivors
from gametheory_dprk.analysis.atlas.signaling.view import Names, signaling_view
from gametheory_dprk.analysis.atlas.telling.thresholds import Thresholds
from gametheory_dprk.analysis.atlas.view import FamilyView
from gametheory_dprk.errors import AnalysisError, LimitReached, nearest_name
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget
from gametheory_dprk.regions import Space
from gametheory_dprk.regions.coverage import Gap, Tree, cover
from gametheory_dprk.regions.formula import Formula
from gametheory_dprk.regions.space import EmptySpaceError
from gametheory_dprk.scenario.model import Scenario

EMPTY: dict[str, Any] = {"surfaces": []}
"""The certificate of an atlas that ended early: none."""


@dataclass(frozen=True)
class Atlas(Charting):
    """Every equilibrium of a signaling game over a parameter space.

    Attributes
    ----------
    form : Form
    families : tuple of Family
        In a deterministic order.
    impossible : tuple
        Finished cases that turned out to have no equilibria.
    unsolved : tuple of Unsolved
        Cases that could not be decided.
    coverage : Tree or Gap
        Why some family exists everywhere, or a point where none does.
    interior : bool
        Whether the coverage leaves out knife edges.
    game : Game of Expr
        The game that was asked about; in a tree not the folded one.
    fixed : Mapping[str, Fraction]
        Parameters that were replaced by numbers.
    continuations : Mapping[tuple of str, str]
        In a tree, what is played after the responses, by player and information set.
    definitions : Mapping[str, Expr]
        Named formulas of the scenario.
    limit : str or None
        Why the search ended early, if it did; then the families are only some of them.
    scenario : Scenario or None
        Where the game is from.
    """

    form: Form
    families: tuple[Family, ...]
    impossible: tuple[Empty | Undeterred, ...]
    unsolved: tuple[Unsolved, ...]
    lemmas: Lemmas
    coverage: Tree | Gap
    interior: bool
    game: Game[Expr]
    fixed: Mapping[str, Fraction] = field(default_factory=dict)
    continuations: Mapping[tuple[str, str], str] = field(default_factory=dict)
    definitions: Mapping[str, Expr] = field(default_factory=dict)
    limit: str | None = None
    scenario: Scenario | None = None

    @cached_property
    def _certified(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The certificate, and what it leaves open."""
        return (EMPTY, (self.limit,)) if self.limit else certify(self)

    @property
    def certificate(self) -> dict[str, Any]:
        """What the standalone checker needs to recheck the atlas; made when first asked for."""
        return self._certified[0]

    @cached_property
    def proofs(self) -> Proofs:
        """What the standalone checker accepts."""
        proofs = judge(self.form, *self._certified)
        return replace(proofs, complete="unknown") if self.unsolved else proofs

    def survival(self, family: Family, refinement: str) -> Survival:
        """Return where a family survives a refinement, "intuitive" or "d1"."""
        return self._survivors.known(family.id, refinement)

    @cached_property
    def _survivors(self) -> Survivors:
        """Where families survive, by products alone."""
        return Survivors(self.form, self.families)

    def surviving(self, number: int, refinement: str) -> Formula | None:
        """Where a family survives, by products alone; None where no formula is known."""
        return self._survivors.formula(number, refinement)

    @cached_property
    def thresholds(self) -> Thresholds:
        """Short names for the thresholds in the conditions."""
        found = Thresholds(self.form.space, self.definitions)
        found.share(family.conditions for family in self.families)
        return found

    @property
    def knife_edges(self) -> tuple[str, ...]:
        """Equalities on which there may be equilibria that the atlas does not list."""
        return tuple(f"{text} == 0" for text in self.certificate["surfaces"])

    def to_document(self) -> dict[str, Any]:
        """Return the atlas as data for a JSON document, certificate included."""
        return atlas_document(self)

    @property
    def space(self) -> Space:
        """The parameters and what is assumed of them."""
        return self.form.space

    @cached_property
    def views(self) -> tuple[FamilyView, ...]:
        """The families as every kind of game shows them, in the names of `game`."""
        names = Names(self.form, self.game, self.continuations)
        return tuple(signaling_view(self.form, family, names) for family in self.families)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that are left open."""
        return self.form.ring.names

    def at(self, **parameters: Fraction | int | str) -> tuple[FamilyAtPoint, ...]:
        """Return the families that exist at a point, with exact values.

        Raises
        ------
        AnalysisError
            If a parameter is missing or unknown, or an assumption does not hold.
        """
        point = self.point(parameters)
        found = (family_at(self.form, family, point) for family in self.families)
        return tuple(one for one in found if one is not None)

    def point(self, parameters: Mapping[str, Fraction | int | str]) -> dict[str, Fraction]:
        """Read and check the values of the parameters."""
        for name in parameters:
            if name not in self.parameters:
                hint = nearest_name(name, self.parameters)
                raise AnalysisError(f"unknown parameter {name!r} {hint}".rstrip())
        missing = [name for name in self.parameters if name not in parameters]
        if missing:
            raise AnalysisError(f"no value for {', '.join(missing)}")
        point = {name: Fraction(parameters[name]) for name in self.parameters}
        if not self.form.space.contains(point):
            raise AnalysisError("the point is outside the assumptions")
        return point


def atlas(
    source: Source,
    assume: Sequence[Expr] = (),
    fixed: Mapping[str, Fraction | int] | None = None,
    budget: Budget | None = None,
) -> Atlas:
    """Find every perfect Bayesian equilibrium of a signaling game as formulas in its parameters.

    Parameters
    ----------
    source
        A scenario (its relations, and the signs that its ranges imply, are assumed), or a
        template. In a tree what follows the responses is folded first.
    assume
        Further relations between the parameters.
    fixed
        Parameters to be replaced by numbers.

    Raises
    ------
    AnalysisError
        If the game is none that the atlas covers.
    LimitReached
        If the budget is spent before the search begins; later, what was found is returned.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> from gametheory_dprk.games import SignalingGame
    >>> pays = {"A": {}, "B": {}}
    >>> for kind in ("strong", "weak"):
    ...     for meal in ("beer", "quiche"):
    ...         liked = int((kind == "strong") == (meal == "beer"))
    ...         pays["A"][kind, meal, "duel"] = parse(f"{liked}")
    ...         pays["A"][kind, meal, "walk"] = parse(f"{liked} + 2")
    ...         pays["B"][kind, meal, "duel"] = parse(str(int(kind == "weak")))
    ...         pays["B"][kind, meal, "walk"] = parse(str(int(kind == "strong")))
    >>> replies = {"beer": ("duel", "walk"), "quiche": ("duel", "walk")}
    >>> prior = {"strong": parse("p"), "weak": parse("1 - p")}
    >>> found = atlas(SignalingGame("A", "B", prior, replies, pays))
    >>> [(family.label, [c.key for c in family.conditions]) for family in found.families]
    [('pooling', ['>=2*p - 1']), ('pooling', ['>=2*p - 1']), ('semi-separating', ['> -2*p + 1'])]
    >>> [each.strategies["A"]["weak"]["beer"] for each in found.at(p=Fraction(1, 3))]
    [Fraction(1, 2)]
    """
    return draw(source, the_chart(charts(source, assume, fixed or {})), fixed or {}, budget)


def atlases(
    source: Source,
    assume: Sequence[Expr] = (),
    fixed: Mapping[str, Fraction | int] | None = None,
    budget: Budget | None = None,
) -> tuple[Atlas, ...]:
    """Return one atlas for each way of playing on after the responses of a tree.

    The assumptions of each include the relations under which its moves are best; where two moves
    pay the same is a knife edge between atlases.
    """
    found = []
    for chart in charts(source, assume, fixed or {}):
        try:
            found.append(draw(source, chart, fixed or {}, budget))
        except EmptySpaceError:
            continue
    return tuple(found)


def draw(
    source: Source, chart: Chart, fixed: Mapping[str, Fraction | int], budget: Budget | None
) -> Atlas:
    """Make the atlas of one signaling game."""
    numbers = {name: Fraction(value) for name, value in fixed.items()}
    found = explore(chart.form(source, budget), chart.whole, numbers, chart.moves)
    scenario = source if isinstance(source, Scenario) else None
    return replace(found, definitions=definitions_of(source, fixed), scenario=scenario)


def explore(
    form: Form,
    game: Game[Expr],
    fixed: Mapping[str, Fraction],
    continuations: Mapping[tuple[str, str], str],
) -> Atlas:
    """Search, solve what the search leaves, and prove that the regions cover."""
    lemmas = Lemmas(form)
    leaves = Leaves(lemmas)
    families: list[Family] = []
    impossible: list[Empty | Undeterred] = []
    unsolved: list[Unsolved] = []
    limit: str | None = None
    coverage: Tree | Gap = Gap(None)
    interior = False
    try:
        for case in Search(form, lemmas).cases():
            leaf = leaves.solve(case, len(families) + 1)
            if isinstance(leaf, Family):
                families.append(leaf)
            elif isinstance(leaf, Empty | Undeterred):
                impossible.append(leaf)
            elif isinstance(leaf, Unsolved):
                unsolved.append(leaf)
        coverage, interior = covering(form, families)
    except LimitReached as reached:
        limit = str(reached)
        form.space.budget = Budget()  # what was found is still to be written
    return Atlas(
        form,
        tuple(families),
        tuple(impossible),
        tuple(unsolved),
        lemmas,
        coverage,
        interior,
        game,
        fixed,
        continuations,
        limit=limit,
    )


def covering(form: Form, families: Iterable[Family]) -> tuple[Tree | Gap, bool]:
    """Prove that some family exists everywhere, if need be off the knife edges."""
    regions = [conditions for family in families for conditions in family.disjuncts()]
    found = cover(form.space, regions)
    if not isinstance(found, Gap) or found.point is not None:
        return found, False
    return cover(form.space, regions, interior=True), True
