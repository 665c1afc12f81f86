"""Subgame-perfect equilibria of two-player trees in realization weights.

From the end of the tree to its start every subgame, with those below it replaced by what they are
worth, is a stage. Its equilibria are a union of products of polytopes in the realization weights of
the stage. So a region of the whole tree has a piece for each stage and player, whose vertices are
weights, not probabilities: what is asked of regions (which are parts of others, which meet) is
linear, and the answer is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Path, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.trees.assessment_region import Piece, Place, Region
from gametheory_dprk.solvers.trees.nash_pairs import NashPairs, Sides
from gametheory_dprk.solvers.trees.nash_vertices import Weights
from gametheory_dprk.solvers.trees.region_union import combine, maximal
from gametheory_dprk.solvers.trees.sequence_form import SequenceForm, Side, sequence_form
from gametheory_dprk.solvers.trees.tree_outline import Outline

Values: TypeAlias = tuple[tuple[str, Fraction], ...]
"""What each player expects."""

Alternatives: TypeAlias = list[tuple[Values, list[Region]]]
"""Regions of a subgame by what they are worth."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A subgame with the subgames below replaced by their worth, and its extreme equilibria."""

    root: Path
    worth: Mapping[Path, Mapping[str, Fraction]]
    game: ExtensiveGame[Fraction]
    form: SequenceForm
    pairs: NashPairs


@dataclass
class WeightSubgames:
    """Solves a tree subgame by subgame.

    Attributes
    ----------
    varying : list of Path
        The subgames with a continuum of equilibria over which values vary; only its corners are
        carried up.
    stages : list of Stage
        All that were solved, those of smaller subgames first.
    """

    budget: Budget
    varying: list[Path] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    def regions(self, outline: Outline) -> Iterator[Region]:
        """The regions of all equilibria of a tree."""
        for form, cell, rest in self.solved(outline):
            yield combine([region_of(form, cell), rest])

    def solved(self, part: Outline) -> Iterator[tuple[SequenceForm, Sides, Region]]:
        """The cells of a stage, for every choice of what the subgames below it are worth."""
        below = {root: self.fold(part.part(root)) for root in part.first_subgames()}
        for choice in product(*below.values()):
            worth = {root: dict(each) for root, (each, _) in zip(below, choice, strict=True)}
            stage = part.folded(worth)
            tree = ExtensiveGame(part.players, rebuilt(stage, stage.root))
            form = sequence_form(tree)
            pairs = NashPairs.of(form, self.budget.tick)
            self.stages.append(Stage(part.root, worth, tree, form, pairs))
            cells = [c for each in pairs.components(self.budget.tick) for c in each]
            for cell in cells:
                sides = pairs.sides(*cell, self.budget.tick)
                for rest in product(*(regions for _, regions in choice)):
                    yield form, sides, combine(rest)

    def fold(self, part: Outline) -> Alternatives:
        """The regions of a subgame by worth; where that varies in a cell, those of its corners."""
        found: dict[Values, list[Region]] = {}
        for form, cell, rest in self.solved(part):
            worth = {pair: expected(form, pair) for pair in product(*cell)}
            if len(set(worth.values())) == 1:
                whole = combine([region_of(form, cell), rest])
                found.setdefault(next(iter(worth.values())), []).append(whole)
                continue
            self.varying.append(part.root)
            for (first, second), values in worth.items():
                corner = region_of(form, ((first,), (second,)))
                found.setdefault(values, []).append(combine([corner, rest]))
        return [(values, maximal(each, self.budget)) for values, each in found.items()]


def rebuilt(part: Outline, path: Path) -> Node[Fraction]:
    """The tree of an outline, in which some subgames have become ends."""
    node = part.nodes[path]
    if isinstance(node, Terminal):
        return node
    moves = {move: rebuilt(part, (*path, move)) for move in node.moves}
    if isinstance(node, Chance):
        return Chance(node.probabilities, moves)
    return Decision(node.player, node.information_set, moves)


def expected(form: SequenceForm, pair: tuple[Weights, Weights]) -> Values:
    """What both players expect."""
    totals = [Fraction(0), Fraction(0)]
    for (first, second), payoffs in form.payoffs.items():
        chance = pair[0][first] * pair[1][second]
        if chance:
            for k, payoff in enumerate(payoffs):
                totals[k] += chance * payoff
    return tuple((side.player, each) for side, each in zip(form.sides, totals, strict=True))


def region_of(form: SequenceForm, cell: Sides) -> Region:
    """A cell of a stage as a region: one piece for each player who moves there."""
    pieces = [
        Piece(
            tuple(("strategies", key) for key in side.keys),
            tuple(corner(side, point) for point in points),
        )
        for side, points in zip(form.sides, cell, strict=True)
        if side.keys
    ]
    return Region(tuple(pieces))


def corner(side: Side, point: Weights) -> Mapping[Place, Mapping[str, Fraction]]:
    """Weights by information set and move."""
    return {
        ("strategies", key): {move: point[sequence] for move, sequence in own.items()}
        for key, own in zip(side.keys, side.own, strict=True)
    }
