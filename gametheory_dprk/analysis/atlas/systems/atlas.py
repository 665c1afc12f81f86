"""The atlas of games that are solved choice by choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from gametheory_dprk.analysis.atlas.charting import Charting
from gametheory_dprk.analysis.atlas.checker import check
from gametheory_dprk.analysis.atlas.checker.verdict import READERS
from gametheory_dprk.analysis.atlas.preparing.sources import (
    Source,
    Template,
    definitions_of,
    ordered_names,
    templates,
)
from gametheory_dprk.analysis.atlas.proving.certificate import Writer
from gametheory_dprk.analysis.atlas.proving.whole import Proofs, proofs_of
from gametheory_dprk.analysis.atlas.systems.documents import system_document
from gametheory_dprk.analysis.atlas.systems.families import Branch, SystemFamily, Unsolved
from gametheory_dprk.analysis.atlas.systems.games import system_data
from gametheory_dprk.analysis.atlas.systems.ground import Ground, build_ground
from gametheory_dprk.analysis.atlas.systems.points import SystemAtPoint, at_point, read_point
from gametheory_dprk.analysis.atlas.systems.search import Search
from gametheory_dprk.analysis.atlas.systems.showing import family_view
from gametheory_dprk.analysis.atlas.systems.writing import BranchWriter
from gametheory_dprk.analysis.atlas.telling.thresholds import Thresholds
from gametheory_dprk.analysis.atlas.view import FamilyView
from gametheory_dprk.errors import AnalysisError, LimitReached
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import (
    FrontierGame,
    Game,
    GridSignalingGame,
    NormalGame,
    StochasticGame,
)
from gametheory_dprk.limits import Budget
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.regions.coverage import Gap, Tree, cover
from gametheory_dprk.regions.formula import Formula
from gametheory_dprk.regions.space import EmptySpaceError
from gametheory_dprk.scenario.model import Scenario


@dataclass(frozen=True)
class SystemAtlas(Charting):
    """Every equilibrium of a tree, of automata, or of bargaining by rounds.

    Attributes
    ----------
    ground : Ground
    game : Game of Expr
    branches : tuple of Branch
        What became of every alternative.
    families : tuple of SystemFamily
    unsolved : tuple of Unsolved
    coverage : Tree, Gap or None
        Why some family exists everywhere; None where that is not claimed.
    fixed : Mapping[str, Fraction]
    definitions : Mapping[str, Expr]
    limit : str or None
        Why the search ended early, if it did.
    scenario : Scenario or None
        Where the game is from.
    """

    ground: Ground
    game: Game[Expr]
    branches: tuple[Branch, ...]
    families: tuple[SystemFamily, ...]
    unsolved: tuple[Unsolved, ...]
    coverage: Tree | Gap | None
    fixed: Mapping[str, Fraction] = field(default_factory=dict)
    definitions: Mapping[str, Expr] = field(default_factory=dict)
    limit: str | None = None
    scenario: Scenario | None = None

    @property
    def space(self) -> Space:
        """The parameters and what is assumed of them."""
        return self.ground.space

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that are left open."""
        return self.ground.ring.names

    @cached_property
    def views(self) -> tuple[FamilyView, ...]:
        """The families in the names of the game."""
        return tuple(family_view(self.ground, self.game, each) for each in self.families)

    @cached_property
    def _certified(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The certificate, and what it leaves open."""
        if self.limit:
            return {"surfaces": []}, (self.limit,)
        return certify(self)

    @property
    def certificate(self) -> dict[str, Any]:
        """What the standalone checker needs to recheck the atlas."""
        return self._certified[0]

    @cached_property
    def proofs(self) -> Proofs:
        """What the standalone checker accepts."""
        certificate, left = self._certified
        report = check(self.ground.data, certificate) if "branches" in certificate else None
        return proofs_of(report, left, asked=self.ground.source.exhaustive)

    @cached_property
    def thresholds(self) -> Thresholds:
        """Short names for the thresholds in the conditions."""
        found = Thresholds(self.space, self.definitions)
        found.share(family.conditions for family in self.families)
        return found

    @property
    def knife_edges(self) -> tuple[str, ...]:
        """Equalities on which there may be equilibria that the atlas does not list."""
        return tuple(f"{text} == 0" for text in self.certificate["surfaces"])

    def surviving(self, number: int, refinement: str) -> Formula | None:
        """No formula is known."""
        return None

    def to_document(self) -> dict[str, Any]:
        """Return the atlas as data for a JSON document, certificate included."""
        return system_document(self)

    def at(self, **parameters: Fraction | int | str) -> tuple[SystemAtPoint, ...]:
        """Return the families that exist at a point, with exact values.

        Raises
        ------
        AnalysisError
            If a parameter is missing or unknown, or an assumption does not hold.
        """
        point = self.point(parameters)
        found = (at_point(self, each, point) for each in self.families)
        return tuple(one for one in found if one is not None)

    def point(self, parameters: Mapping[str, Fraction | int | str]) -> dict[str, Fraction]:
        """Read and check the values of the parameters."""
        return read_point(self.space, parameters)


def grounds_of(
    source: Source,
    assume: Sequence[Expr] = (),
    fixed: Mapping[str, Fraction | int] | None = None,
    budget: Budget | None = None,
) -> list[tuple[Ground, Game[Expr]]]:
    """Read a source as a game that is solved choice by choice, or one a piece.

    Raises
    ------
    AnalysisError
        If it is none, or no parameters satisfy the assumptions.
    """
    found, empty = [], EmptySpaceError("no parameters satisfy the assumptions")
    for template in templates(source, assume, fixed or {}):
        try:
            found.append((ground_of(source, template, budget), template[0]))
        except EmptySpaceError as error:
            empty = error
    if not found:
        raise empty
    return found


def ground_of(source: Source, template: Template, budget: Budget | None = None) -> Ground:
    """Read one piece."""
    game, relations, start = template
    ring = Ring(ordered_names(source, game, relations))
    found = system_data(game, relations, ring)
    if found is None:
        raise AnalysisError(uncovered(game))
    known = all(name in start for name in ring.names)
    inner = {name: start[name] for name in ring.names} if known else None
    data, payoffs = found
    return build_ground(data, relations, ring, payoffs, inner, budget)


COVERED = (
    "the atlas covers signaling games, two players in normal form, trees, automata of repeated "
    "games, bargaining by rounds, and one offer under private information"
)

AT_POINTS = "gtd solve finds its equilibria where -p puts the parameters"


def uncovered(game: Game[Expr]) -> str:
    """Say why a game has no atlas, and what to use.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> uncovered(gt.load("textbook/nash_1950").model.game)[:54]
    'a solution of a bargaining problem is one agreement at'
    """
    match game:
        case StochasticGame():
            return (
                "a stochastic game has no atlas: who acts how changes the values of all states at "
                f"once, and no elimination is at hand for mixed play; {AT_POINTS}"
            )
        case FrontierGame():
            return (
                "a solution of a bargaining problem is one agreement at all parameters and has no "
                "regions to be found: gtd solve states it where -p puts the parameters"
            )
        case GridSignalingGame():
            return f"types and signals on a grid are too many for formulas; {AT_POINTS}"
        case NormalGame():
            return (
                "with more than two players mixed equilibria are not given by linear equations; "
                f"{AT_POINTS}"
            )
    return COVERED


def system_atlases(
    source: Source,
    assume: Sequence[Expr] = (),
    fixed: Mapping[str, Fraction | int] | None = None,
    budget: Budget | None = None,
) -> tuple[SystemAtlas, ...]:
    """Find every equilibrium as formulas in the parameters; one atlas a piece of them.

    Parameters
    ----------
    source
        A scenario (its relations, and the signs that its ranges imply, are assumed), or a
        template: two players in normal form (Nash equilibria), a tree (subgame by subgame), a
        repeated game (its automata), or bargaining by rounds.
    assume
        Further relations between the parameters.
    fixed
        Parameters to be replaced by numbers.

    Examples
    --------
    >>> from gametheory_dprk.expr import parse
    >>> from gametheory_dprk.games import NormalGame
    >>> moves = {"A": ("swerve", "straight"), "B": ("swerve", "straight")}
    >>> pays = {("swerve", "swerve"): ("0", "0"), ("swerve", "straight"): ("-1", "w"),
    ...         ("straight", "swerve"): ("w", "-1"), ("straight", "straight"): ("-c", "-c")}
    >>> tables = {p: {k: parse(v[i]) for k, v in pays.items()} for i, p in enumerate("AB")}
    >>> game = NormalGame(("A", "B"), moves, tables)
    >>> (found,) = system_atlases(game, [parse("w > 0"), parse("c > 1")])
    >>> [family.label for family in found.views], found.proofs.complete
    (['pure', 'pure', 'mixed'], True)
    >>> found.at(w=1, c=10)[2].strategies["A"]["A"]["straight"]
    Fraction(1, 10)
    """
    return tuple(
        explored(source, ground, game, fixed or {})
        for ground, game in grounds_of(source, assume, fixed, budget)
    )


def explored(
    source: Source, ground: Ground, game: Game[Expr], fixed: Mapping[str, Fraction | int]
) -> SystemAtlas:
    """Make the atlas of one piece."""
    search = Search(ground)
    limit: str | None = None
    branches: tuple[Branch, ...] = ()
    coverage: Tree | Gap | None = None
    try:
        branches = search.branches()
        if ground.source.exhaustive:
            coverage = covering(ground.space, [f.conditions for f in search.families])
    except LimitReached as reached:
        limit = str(reached)
        ground.space.budget = Budget()  # what was found is still to be written
    numbers = {name: Fraction(value) for name, value in fixed.items()}
    return SystemAtlas(
        ground,
        game,
        branches,
        tuple(search.families),
        tuple(search.unsolved),
        coverage,
        numbers,
        definitions_of(source, numbers),
        limit,
        source if isinstance(source, Scenario) else None,
    )


def covering(space: Space, regions: Sequence[Sequence[Condition]]) -> Tree | Gap:
    """Prove that some family exists everywhere, if need be off the knife edges."""
    found = cover(space, regions)
    if not isinstance(found, Gap) or found.point is not None:
        return found
    return cover(space, regions, interior=True)


def certify(found: SystemAtlas) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Write the certificate; also what has no proof, one line each."""
    writer = Writer(found.ground)
    branches = BranchWriter(writer).branches(found.branches)
    coverage = None
    if isinstance(found.coverage, Gap):
        writer.open.append("that some family exists everywhere")
    elif found.coverage is not None:
        regions = [list(family.conditions) for family in found.families]
        coverage = writer.tree(found.coverage, regions, writer.assumed)
    data = found.ground.data
    scales = writer.scales()
    certificate = {
        "assumptions": writer.assumptions(data, READERS[data["kind"]][0](data)),
        "facts": writer.facts(),
        "surfaces": [writer.text(f) for f in writer.surfaces.values()],
        "scales": scales,
        "branches": branches,
        "coverage": coverage,
    }
    return certificate, tuple(dict.fromkeys(writer.open))
