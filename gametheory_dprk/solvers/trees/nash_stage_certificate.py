"""The completeness certificate of subgame perfection in a two-player tree, stage by stage.

A stage is a subgame with the subgames below replaced by what they are worth in equilibria that were
carried up. The certificate splits on where play is, and below each stage is the one of Nash
equilibrium of that stage by itself, whose cases lie in cells of equilibria of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import cast

from gametheory_dprk.completeness import Completeness, Listed, Reason, Refuted, Split, Step
from gametheory_dprk.errors import NotCertifiedError
from gametheory_dprk.games import Path
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Candidate, Cell, Distribution, SetKey
from gametheory_dprk.solvers.trees.assessment_region import Place, expected
from gametheory_dprk.solvers.trees.nash_certificate import grown
from gametheory_dprk.solvers.trees.nash_pairs import Positions, is_mixture
from gametheory_dprk.solvers.trees.nash_subgames import Stage
from gametheory_dprk.solvers.trees.nash_vertices import Weights
from gametheory_dprk.solvers.trees.sequence_form import Side
from gametheory_dprk.solvers.trees.tree_outline import Outline

ONE = Fraction(1)


def stage_certificate(
    outline: Outline, stages: Sequence[Stage], candidates: Sequence[Candidate], tick: Tick
) -> Completeness:
    """The certificate, given all that was solved and all equilibria in their order.

    Raises
    ------
    LimitReached
        If the budget is spent.
    """
    told = list(cells_told(outline, candidates))
    steps: list[Step] = []
    reasons: list[Reason] = []
    for stage in stages:
        name = stage_name(stage, outline.players)
        finder = Finder(stage, told, tick)
        proof = grown(stage.game, stage.pairs, f", {name}", finder.find, tick)
        steps.append(Split(name))
        steps += [
            Refuted(step.reason + len(reasons)) if isinstance(step, Refuted) else step
            for step in proof.tree
        ]
        reasons += proof.reasons
    return Completeness((*steps, Listed(0, 0)), tuple(reasons))


def stage_name(stage: Stage, players: Sequence[str]) -> str:
    """The fact that play is at a stage."""
    told = [
        f"{'.'.join(path)} worth " + ", ".join(f"{p} {each[p]}" for p in players)
        for path, each in sorted(stage.worth.items())
    ]
    where = f"at {'.'.join(stage.root) or 'start'}"
    return ", with ".join([where, "; ".join(told)] if told else [where])


@dataclass(frozen=True, slots=True)
class Told:
    """A cell of a candidate: where it is listed, and its strategies."""

    place: Listed
    outline: Outline
    fixed: Mapping[SetKey, Distribution]
    cell: Cell

    def corners(self, keys: set[SetKey]) -> Iterator[dict[SetKey, Distribution]]:
        """Strategies at some information sets and those that vary with them, at every corner."""
        blocks = [b for b in self.cell.blocks if keys.intersection(b.information_sets)]
        for choice in product(*(block.strategies for block in blocks)):
            varied = {key: each for vertex in choice for key, each in vertex.items()}
            yield {**self.fixed, **varied}

    def is_worth(self, path: Path, worth: Mapping[str, Fraction]) -> bool:
        """Whether a subgame has this worth at the first corner, and so at all."""
        first = next(self.corners(set(self.fixed)))
        corner: dict[Place, Distribution] = {
            ("strategies", key): each for key, each in first.items()
        }
        return expected(self.outline, path, corner) == worth

    def points(self, side: Side) -> list[Weights]:
        """The realization weights of a player in a stage, at every corner."""
        found: dict[Weights, None] = {}
        for corner in self.corners(set(side.keys)):
            weights = [ONE] * len(side.length)
            for key, before, own in zip(side.keys, side.before, side.own, strict=True):
                for move, sequence in own.items():
                    weights[sequence] = weights[before] * cast(Fraction, corner[key][move])
            found[tuple(weights)] = None
        return list(found)


def cells_told(outline: Outline, candidates: Sequence[Candidate]) -> Iterator[Told]:
    """The cells of all candidates."""
    for number, candidate in enumerate(candidates, 1):
        cells = (Cell(()),) if candidate.component is None else candidate.component.cells
        fixed = {
            (player, label): each
            for player, sets in candidate.assessment.strategies.items()
            for label, each in sets.items()
        }
        for position, cell in enumerate(cells, 1):
            yield Told(Listed(number, position), outline, fixed, cell)


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the cell that a maximal Nash subset of a stage lies in."""

    stage: Stage
    told: Sequence[Told]
    tick: Tick

    def find(self, number: int, position: int, lefts: Positions, rights: Positions) -> Listed:
        """Where the subset is listed.

        Raises
        ------
        NotCertifiedError
            If it is nowhere, by an error of the program.
        """
        sides = self.stage.pairs.sides(lefts, rights, self.tick)
        for told in self.told:
            worth = self.stage.worth.items()
            if all(told.is_worth(path, each) for path, each in worth) and all(
                self.within(points, told.points(side))
                for side, points in zip(self.stage.form.sides, sides, strict=True)
            ):
                return told.place
        raise NotCertifiedError(
            "some equilibria of a subgame are in no cell; "
            "this is an error of the program, please report it with the scenario"
        )

    def within(self, points: Sequence[Weights], others: Sequence[Weights]) -> bool:
        """Whether some points are mixtures of others."""
        return all(p in others or is_mixture(p, others, self.tick) for p in points)
