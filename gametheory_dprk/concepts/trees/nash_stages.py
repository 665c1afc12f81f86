"""What completeness certificates for subgame perfection of two-player trees are checked against.

A *stage* is a subgame in which the subgames below are replaced by what they are worth in listed
equilibria. Facts: play is at a stage, for each of them; and each player plays each move there. Rows
are those of `nash_cases` for the stage as a game of its own, and rest on the stage besides. A case
of one stage is listed if its strategies, in the realization weights of the stage, lie in a cell
that is worth as much below.

That all stages are complete proves that there are no other equilibria, by induction from the end
of the tree. What an equilibrium does in the largest proper subgames lies in listed cells; with
their worth the whole is a stage that is looked at, so that what is done there lies in a listed
cell, too. It remains that these cells put together lie in one that is listed. That is checked for
every such choice of cells, and is what ends the branch of no stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TypeAlias

from gametheory_dprk.completeness import Case, Listed
from gametheory_dprk.concepts.completeness import Account, Row
from gametheory_dprk.concepts.trees.nash_cases import Rows, moves_of, plays, weight
from gametheory_dprk.concepts.trees.nash_polytopes import Point, rational_vertices
from gametheory_dprk.concepts.trees.nash_told import Told
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Path, Terminal
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Cell

ZERO = Fraction(0)
Game = ExtensiveGame[Number]
Worth: TypeAlias = Mapping[Path, tuple[Number, ...]]
"""What each of the largest proper subgames of a subgame is worth to the players, in their order."""

NOWHERE = Listed(0, 0)
"""Where the branch of no stage is listed."""


def stage_account(game: Game, listed: Mapping[int, Candidate]) -> Account:
    """Facts and rows of the stages of a two-player tree, and the test whether a case is listed.

    Parameters
    ----------
    game : ExtensiveGame
        With perfect recall.
    listed : Mapping[int, Candidate]
        By id, the equilibria of a document; each has been checked.
    """
    return Stages(game, listed).account()


@dataclass(frozen=True, slots=True)
class Stage:
    """A subgame with the subgames below replaced by their worth."""

    root: Path
    name: str
    game: Game
    worth: Worth


@dataclass(frozen=True)
class Stages:
    """The stages of a tree and the cells that are listed."""

    game: Game
    listed: Mapping[int, Candidate]
    points: dict[tuple[str, str, frozenset[str]], list[Point]] = field(default_factory=dict)

    @cached_property
    def parts(self) -> dict[Path, Game]:
        """Every subgame by its root, the whole game first."""
        tree = Tree(self.game)
        return {
            root: ExtensiveGame(self.game.players, tree.nodes[root]) for root in tree.subgame_roots
        }

    def below(self, root: Path) -> list[Path]:
        """The roots of the largest proper subgames of a subgame."""
        inside = [r for r in self.parts if r != root and r[: len(root)] == root]
        return [r for r in inside if not any(r != o and r[: len(o)] == o for o in inside)]

    @cached_property
    def told(self) -> dict[Listed, Told]:
        """Every listed cell by its place."""
        found: dict[Listed, Told] = {}
        for number, candidate in self.listed.items():
            cells = (Cell(()),) if candidate.component is None else candidate.component.cells
            for position, cell in enumerate(cells, 1):
                found[Listed(number, position)] = Told(candidate, cell)
        return found

    @cached_property
    def worths(self) -> dict[Path, dict[Listed, tuple[Number, ...] | None]]:
        """What every proper subgame is worth in each cell."""
        return {
            root: {place: told.worth(part) for place, told in self.told.items()}
            for root, part in self.parts.items()
            if root
        }

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """Every stage by the fact that play is there."""
        found: dict[str, Stage] = {}
        for root in self.parts:
            roots = self.below(root)
            choices = (dict.fromkeys(w for w in self.worths[r].values() if w) for r in roots)
            for choice in product(*choices):
                stage = self.stage(root, dict(zip(roots, choice, strict=True)))
                found[stage.name] = stage
        return found

    def stage(self, root: Path, worth: Worth) -> Stage:
        """The subgame at a root with its own largest subgames replaced."""

        def built(path: Path, node: Node[Number]) -> Node[Number]:
            if path in worth:
                return Terminal(dict(zip(self.game.players, worth[path], strict=True)))
            if isinstance(node, Terminal):
                return node
            moves = {move: built((*path, move), child) for move, child in node.moves.items()}
            if isinstance(node, Chance):
                return Chance(node.probabilities, moves)
            return Decision(node.player, node.information_set, moves)

        tree = built(root, self.parts[root].root)
        name = stage_name(root, worth, self.game.players)
        return Stage(root, name, ExtensiveGame(self.game.players, tree), worth)

    @cached_property
    def systems(self) -> dict[str, dict[str, Row]]:
        """The rows of every stage and player."""
        return {
            f"strategies of {player}, {name}": {
                text: Row(row.form, row.relation, {**row.facts, name: True})
                for text, row in Rows(stage.game, player).named()
            }
            for name, stage in self.stages.items()
            for player in self.game.players
        }

    def account(self) -> Account:
        """Facts, rows and the test whether a case is listed."""
        moves = (plays(m) for player in self.game.players for m in moves_of(self.game, player))
        return Account((*self.stages, *moves), self.systems, self.outside)

    def outside(self, case: Case, place: Listed) -> str:
        """Why the equilibria of a case are not shown to be in a cell, or "" where they are."""
        names = [name for name in self.stages if case.get(name)]
        if place == NOWHERE:
            left = [name for name in self.stages if case.get(name) is not False]
            return f"{left[0]} is left open" if left else self.missing()
        if len(names) != 1:
            return "listed, but not of one stage"
        stage = self.stages[names[0]]
        told = self.told.get(place)
        if told is None:
            return f"equilibrium {place.equilibrium} has no cell {place.cell}"
        where = f"cell {place.cell} of equilibrium {place.equilibrium}"
        if stage.root and self.worths[stage.root][place] is None:
            return f"what {where} is worth is not known"
        if any(self.worths[root][place] != worth for root, worth in stage.worth.items()):
            return f"{where} is worth something else below"
        for player in self.game.players:
            hull = told.hull(stage.game, stage.root, player)
            if not all(map(hull.holds, self.vertices(case, stage, player))):
                return f"strategies of {player} outside {where}"
        return ""

    def vertices(self, case: Case, stage: Stage, player: str) -> Iterator[tuple[Number, ...]]:
        """The extreme weights that a case leaves a player in a stage."""
        rows = self.systems[f"strategies of {player}, {stage.name}"]
        active = {text: row for text, row in rows.items() if row.facts.items() <= case.items()}
        key = (stage.name, player, frozenset(active))
        if key not in self.points:
            self.points[key] = rational_vertices(active.values())
        moves = list(moves_of(stage.game, player))
        for point in self.points[key]:
            yield tuple(point.get(weight(move), ZERO) for move in moves)

    def missing(self) -> str:
        """A choice of listed cells that together are in none, in words; or ""."""
        for stage in self.stages.values():
            tops = self.largest(self.matching(stage), [stage.root])
            choices = []
            for root, worth in stage.worth.items():
                places = [place for place, each in self.worths[root].items() if each == worth]
                choices.append(self.largest(places, self.inside(root)))
            for top, *rest in product(tops, *choices):
                if not self.together(stage, top, rest):
                    return f"some equilibria put together {stage.name} are in no cell"
        return ""

    def inside(self, root: Path) -> list[Path]:
        """The roots of a subgame and of those in it."""
        return [each for each in self.parts if each[: len(root)] == root]

    def largest(self, places: Sequence[Listed], roots: Sequence[Path]) -> list[Listed]:
        """Cells that contain all others of some, as far as stages at some roots are concerned."""
        kept: list[Listed] = []
        for new in places:
            if not any(all(self.contains(old, new, root) for root in roots) for old in kept):
                kept = [
                    old for old in kept
                    if not all(self.contains(new, old, root) for root in roots)
                ]  # fmt: skip
                kept.append(new)
        return kept

    def matching(self, stage: Stage) -> list[Listed]:
        """The cells that are worth below what a stage says."""
        return [
            place
            for place in self.told
            if all(self.worths[root][place] == worth for root, worth in stage.worth.items())
        ]

    def together(self, stage: Stage, top: Listed, rest: Sequence[Listed]) -> bool:
        """Whether a cell contains what one does at a stage and others in the subgames below."""
        wanted = {stage.root: top}
        for root, place in zip(stage.worth, rest, strict=True):
            wanted |= dict.fromkeys(self.inside(root), place)
        return any(
            all(self.contains(place, other, root) for root, other in wanted.items())
            for place in self.told
        )

    def contains(self, place: Listed, other: Listed, root: Path) -> bool:
        """Whether what a cell does at a stage contains what another one does there."""
        if place == other:
            return True
        key = (place, other, root)
        if key not in self.inclusions:
            stage = self.outlines[root]
            self.inclusions[key] = all(
                bool(points := self.told[other].hull(stage, root, player).points)
                and all(
                    self.told[place].hull(stage, root, player).holds(tuple(point))
                    for point in points
                )
                for player in self.game.players
            )
        return self.inclusions[key]

    @cached_property
    def inclusions(self) -> dict[tuple[Listed, Listed, Path], bool]:
        """What has been found of `contains`."""
        return {}

    @cached_property
    def outlines(self) -> dict[Path, Game]:
        """Some stage at every root: they have the same moves."""
        return {stage.root: stage.game for stage in self.stages.values()}


def stage_name(root: Path, worth: Worth, players: Sequence[str]) -> str:
    """The fact that play is at a stage.

    Examples
    --------
    >>> stage_name((), {("in",): (Fraction(3), Fraction(1, 2))}, ("A", "B"))
    'at start, with in worth A 3, B 1/2'
    """
    told = [
        f"{'.'.join(path)} worth "
        + ", ".join(f"{p} {x}" for p, x in zip(players, each, strict=True))
        for path, each in sorted(worth.items())
    ]
    where = f"at {'.'.join(root) or 'start'}"
    return ", with ".join([where, "; ".join(told)] if told else [where])
