"""Subgame-perfect equilibria of trees with imperfect information.

From the end of the tree to its start every proper subgame, with those below it replaced by what
they are worth, is solved completely for Nash equilibrium: of two players in sequence form, of more
through its reduced normal form. Every value that equilibria of a subgame can have is a branch of
the tree above.

Where values vary over a continuum of equilibria of a subgame, only the ends of that continuum
become branches; with more than two players, where they are irrational, none do. Then the answer
does not claim to be complete, and says which subgame that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import (
    ExtensiveGame,
    NormalGame,
    Path,
)
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate
from gametheory_dprk.solvers import nplayer_supports
from gametheory_dprk.solvers.assessment_supports import join, join_in_time, join_regions
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.trees.assessment_region import (
    Piece,
    Region,
    constant_value,
    passed_places,
)
from gametheory_dprk.solvers.trees.mixture_regions import MixtureRegions
from gametheory_dprk.solvers.trees.nash_candidates import ONE_OF_EQUIVALENT
from gametheory_dprk.solvers.trees.nash_notices import (
    CURVED,
    IRRATIONAL,
    UNDECIDED,
    VARYING,
    notices,
)
from gametheory_dprk.solvers.trees.nash_regions import MOST_CORNERS, Telling, is_free
from gametheory_dprk.solvers.trees.nash_stage_certificate import stage_certificate
from gametheory_dprk.solvers.trees.nash_subgames import WeightSubgames, rebuilt
from gametheory_dprk.solvers.trees.region_union import maximal
from gametheory_dprk.solvers.trees.subgames import (
    Alternatives,
    Stage,
    SubgameSolver,
    alternatives,
    rational_value,
)
from gametheory_dprk.solvers.trees.tree_outline import Outline, recall_problem
from gametheory_dprk.transforms.extensive_to_normal import reduced_form, refuse_reduction


@dataclass
class NashSubgames(SubgameSolver):
    """Folds every proper subgame.

    Attributes
    ----------
    varying, irrational : list of Path
        The subgames with a continuum of equilibria over which values vary, and those with an
        equilibrium that has irrational values.
    """

    varying: list[Path] = field(default_factory=list)
    irrational: list[Path] = field(default_factory=list)

    def fold(self, part: Outline) -> dict[Path, Alternatives]:
        """Fold a subgame; where values vary, the ends of what varies are carried up."""
        regions = maximal(self.with_folded(part, self.fold_below(part)), self.budget)
        if any(constant_value(part, region) is None for region in regions):
            self.varying.append(part.root)
            regions = [end for region in regions for end in ends(part, region)]
        rational = [region for region in regions if rational_value(part, region) is not None]
        if len(rational) < len(regions):
            self.irrational.append(part.root)
        found = alternatives(part, rational)
        assert found is not None, "at an end of a region nothing on the path varies"
        return {part.root: found}


def ends(part: Outline, region: Region) -> list[Region]:
    """The region where its value is constant, or its corners as far as the path is concerned."""
    if constant_value(part, region) is not None:
        return [region]
    passed = passed_places(part, region)
    touched = [piece for piece in region.pieces if passed.intersection(piece.places)]
    others = tuple(piece for piece in region.pieces if piece not in touched)
    choices = product(*([Piece(p.places, (v,)) for v in p.vertices] for p in touched))
    return [Region((*others, *choice)) for choice in choices]


def solve_subgame_perfect(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find the subgame-perfect equilibria of a tree with perfect recall.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
    concept : str
        "subgame_perfect".
    budget : Budget

    Examples
    --------
    An entrant leaves, or both then choose at once between two standards:

    >>> from gametheory_dprk.games import Decision, Terminal
    >>> pays = {"A": {"a": {"a": (3, 1), "b": (0, 0)}, "b": {"a": (0, 0), "b": (1, 3)}}}["A"]
    >>> def answer(own):
    ...     ends = {m: Terminal(dict(zip("AB", map(Fraction, pays[own][m])))) for m in "ab"}
    ...     return Decision("B", "in", ends)
    >>> inside = Decision("A", "in", {own: answer(own) for own in "ab"})
    >>> leave = Terminal({"A": Fraction(2), "B": Fraction(0)})
    >>> tree = ExtensiveGame(("A", "B"), Decision("A", "start", {"out": leave, "in": inside}))
    >>> found = solve_subgame_perfect(tree, "subgame_perfect", Budget())
    >>> found.complete, [str(each.assessment.strategies["A"]["start"]["in"])
    ...                  for each in found.candidates]
    (True, ['1', '0', '0'])
    """
    outline = Outline(dict(game.nodes()))
    if len(game.players) == 2:
        return solve_two_players(game, outline, budget)
    doubts = Doubts()

    def solve_stage(part: Outline) -> Stage:
        return Stage(stage_regions(part, doubts, budget), lambda: 0)

    solver = NashSubgames(solve_stage, budget)
    found: list[Region] = []
    limit = None
    try:
        found.extend(solver.regions(outline))
    except LimitReached as error:
        limit = str(error)
    shown = [bounded(region) for region in found]
    warnings = [
        *notices(VARYING, solver.varying),
        *notices(IRRATIONAL, solver.irrational),
        *notices(CURVED, doubts.curved),
        *notices(UNDECIDED, doubts.undecided),
    ]
    if shown != found:
        warnings.append(ONE_OF_EQUIVALENT)
    try:
        joined = (join if limit is None else join_in_time)(shown, outline, budget)
    except LimitReached as error:
        limit = str(error)
        joined = join_in_time(shown, outline, budget)
    return Findings(joined, limit is None and not warnings, limit, tuple(warnings))


def solve_two_players(game: ExtensiveGame[Fraction], outline: Outline, budget: Budget) -> Findings:
    """Find the equilibria of two players in realization weights."""
    solver = WeightSubgames(budget)
    telling = Telling(game, outline, budget)
    found: list[Region] = []
    candidates: list[Candidate] = []
    limit = None
    try:
        found.extend(solver.regions(outline))
        for group in join_regions(found, outline, budget):
            candidates.append(telling.candidate(group))
    except LimitReached as error:
        limit = str(error)
        unhurried = Telling(game, outline, Budget())
        candidates = [unhurried.candidate([region]) for region in maximal(found, Budget())]
    warnings = notices(VARYING, solver.varying)
    if telling.shortened or any(map(mixes_weights, candidates)):
        warnings.append(ONE_OF_EQUIVALENT)
    complete = limit is None and not solver.varying and not telling.shortened
    return Findings(tuple(candidates), complete, limit, tuple(warnings))


def certify(game: ExtensiveGame[Fraction], concept: str, budget: Budget) -> Completeness:
    """Certify a complete run for two players with imperfect information.

    Raises
    ------
    LimitReached
        If the budget is spent, or this solver has no certificates for the game.
    """
    outline = Outline(dict(game.nodes()))
    if len(game.players) != 2:
        raise LimitReached("subgame_nash makes one for two players only")
    if all(len(paths) == 1 for paths in outline.members.values()):
        raise LimitReached("subgame_nash makes none for games of perfect information")
    solver = WeightSubgames(budget)
    telling = Telling(game, outline, budget)
    groups = join_regions(list(solver.regions(outline)), outline, budget)
    found = [telling.candidate(group) for group in groups]
    return stage_certificate(outline, solver.stages, found, budget.tick)


def mixes_weights(candidate: Candidate) -> bool:
    """Whether a candidate is told in realization weights."""
    component = candidate.component
    return component is not None and component.mixing == "realization_weights"


@dataclass
class Doubts:
    """The subgames of which not all equilibria are represented.

    Attributes
    ----------
    curved, undecided : list of Path
        Where some set of them is curved in behavior strategies, and where the polynomial
        equations of some supports are not solved.
    """

    curved: list[Path] = field(default_factory=list)
    undecided: list[Path] = field(default_factory=list)


def stage_regions(part: Outline, doubts: Doubts, budget: Budget) -> Iterator[Region]:
    """All Nash equilibria of a tree, every part of it included."""
    tree = ExtensiveGame(part.players, rebuilt(part, part.root))
    form = reduced_form(tree)
    normal: NormalGame[Any] = form.game
    found = nplayer_supports.solve_straight(normal, "nash", budget)
    if not found.complete and found.limit is None:
        doubts.undecided.append(part.root)
    way_back = MixtureRegions(tree, form)
    for candidate in found.candidates:
        yield from way_back.regions(candidate)
    if way_back.curved:
        doubts.curved.append(part.root)
    if found.limit is not None:
        raise LimitReached(found.limit)


def bounded(region: Region) -> Region:
    """The region; with fewer than all corners shown where there would be too many to check."""
    if prod(len(piece.vertices) for piece in region.pieces) <= MOST_CORNERS:
        return region
    return Region(
        tuple(Piece(p.places, p.vertices[:1]) if is_free(p) else p for p in region.pieces)
    )


def outside(game: ExtensiveGame[Fraction]) -> str:
    """Why a game cannot be solved here, or an empty text."""
    if len(game.players) < 2:
        return "needs two players or more"
    outline = Outline(dict(game.nodes()))
    return recall_problem(outline) or next(filter(None, map(refuse_stage, stages(outline))), "")


def stages(outline: Outline) -> Iterator[Outline]:
    """The game and every subgame, each with the subgames in it taken out."""
    nothing = dict.fromkeys(outline.players, Fraction(0))
    for root in outline.roots:
        part = outline.part(root)
        yield part.folded(dict.fromkeys(part.first_subgames(), nothing))


def refuse_stage(stage: Outline) -> str:
    """Why a subgame cannot be solved by itself, or an empty text."""
    return refuse_reduction(ExtensiveGame(stage.players, rebuilt(stage, stage.root)))


SPEC = SolverSpec(
    name="subgame_nash",
    game=ExtensiveGame,
    concepts=frozenset({"subgame_perfect"}),
    run=solve_subgame_perfect,
    accepts=outside,
    rank=40,
    prove=certify,
    about="trees subgame by subgame from the end, all Nash equilibria of each in sequence form or "
    "its reduced normal form; components included",
    source="Selten 1965; Kuhn 1953; von Stengel 1996",
)
