"""Equilibria at many parameter points: the families of an atlas, those off the path included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice, product

import numpy as np

from gametheory_dprk.analysis.atlas.atlas import Atlas, atlases
from gametheory_dprk.analysis.atlas.settling import settled
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.analysis.atlas.signaling.offpath import Unresolved
from gametheory_dprk.analysis.atlas.signaling.refinements import Judgement
from gametheory_dprk.analysis.atlas.view import FamilyView, Option
from gametheory_dprk.analysis.compare.batches.arrays import Floats, Integers, Truths, Values
from gametheory_dprk.analysis.compare.batches.conditions import Sampled
from gametheory_dprk.analysis.compare.batches.threats import threats
from gametheory_dprk.analysis.selection import REFINEMENTS
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.limits import Budget
from gametheory_dprk.regions.formula import Formula, Within, every
from gametheory_dprk.scenario.model import Scenario

Played = Mapping[tuple[str, str, str], Floats]
"""Probability of each move, by player, information set and move, at each of some points."""

CONCEPTS = ("pbe", "sequential")
"""The concepts whose equilibria an atlas lists; of a signaling game they are the same."""

MOST_VARIANTS = 64
"""Ways to play off the path of one family that are looked at."""


@dataclass(frozen=True, slots=True)
class Present:
    """A family at the points where it exists.

    Attributes
    ----------
    where : ndarray of int
        Positions of the points.
    played : Mapping
        What is played there, off the path as the family's first way has it.
    survives : Mapping[str, ndarray of bool]
        By refinement.
    values : Mapping[str, ndarray]
        Expected payoffs.
    variants : tuple of (ndarray of int, Mapping)
        The corners of what may be played off the path: positions of points, and what is played.
    """

    where: Integers
    played: Played
    survives: Mapping[str, Truths]
    values: Mapping[str, Floats]
    variants: tuple[tuple[Integers, Played], ...]


@dataclass(frozen=True)
class Charts:
    """The atlases of a scenario, ready to be evaluated."""

    scenario: Scenario
    atlases: tuple[Atlas, ...]

    @classmethod
    def of(cls, scenario: Scenario, concept: str | None, budget: Budget) -> Charts | None:
        """The atlases of a scenario; None where there are none, or not for this concept."""
        if (concept or scenario.solve.concept) not in CONCEPTS or scenario.solve.refine:
            return None
        try:
            found = cls(scenario, atlases(scenario, budget=budget))
        except AnalysisError:
            return None
        return found if found.usable else None

    @property
    def usable(self) -> bool:
        """Whether all families are known, with numbers for all that is played."""
        sets = {(each.player, each.label) for each in self.scenario.game.information_sets()}
        return bool(self.atlases) and all(
            each.limit is None
            and not each.unsolved
            and all(view.exact and settled(view, each.form.ring) for view in each.views)
            and all(sets <= played_sets(view) for view in each.views)
            for each in self.atlases
        )

    @cached_property
    def survival(self) -> tuple[tuple[Mapping[str, Formula], ...], ...]:
        """By atlas, family and refinement: where the family survives."""
        return tuple(
            tuple({n: survives(each, family, n) for n in REFINEMENTS} for family in each.families)
            for each in self.atlases
        )

    @cached_property
    def ways(self) -> tuple[tuple[tuple[tuple[Option, ...], ...], ...], ...]:
        """By atlas and family: the corners of play after each signal off the path."""
        return tuple(
            tuple(threats(each, family) for family in each.families) for each in self.atlases
        )

    def present(self, values: Values) -> Iterator[Present]:
        """Yield the families that exist at some of the points, in the order of the atlas."""
        for each, ways, kept in zip(self.atlases, self.ways, self.survival, strict=True):
            points = {name: values[name] for name in each.parameters}
            found = each.compile().evaluate(points)
            columns = np.stack(list(points.values()), axis=1)
            for number, family in enumerate(each.families):
                where = np.flatnonzero(found.masks[family.id])
                if len(where):
                    here = Sampled(each.form.ring, columns[where])
                    arrays = {key: a[where] for key, a in found.arrays[family.id].items()}
                    yield present(arrays, where, here, kept[number], ways[number])


def played_sets(view: FamilyView) -> set[tuple[str, str]]:
    """The information sets at which a family says what is played."""
    return {(player, label) for player, sets in view.strategies.items() for label in sets}


def present(
    arrays: Mapping[tuple[str, ...], Floats],
    where: Integers,
    here: Sampled,
    survival: Mapping[str, Formula],
    ways: Sequence[Sequence[Option]],
) -> Present:
    """A family where it exists."""
    played = {
        (player, label, move): chances
        for (what, *rest), chances in arrays.items()
        if what == "strategies"
        for player, label, move in [rest]
    }
    return Present(
        where,
        played,
        {name: here.truth(formula) for name, formula in survival.items()},
        {key[1]: each for key, each in arrays.items() if key[0] == "values"},
        tuple(variants(ways, here, played, where)),
    )


def survives(atlas: Atlas, family: Family, name: str) -> Formula:
    """Where a family survives a refinement; everywhere where that is not known."""
    constraints = atlas.lemmas.constraints
    within = Within(constraints.form.space, family.conditions)
    try:
        return every(
            Judgement(constraints, family, signal, within).survives(name)
            for signal in family.solved.unsent
        )
    except Unresolved:
        return True


def variants(
    ways: Sequence[Sequence[Option]], here: Sampled, played: Played, where: Integers
) -> Iterator[tuple[Integers, Played]]:
    """Every corner of play off the path, where it deters and some belief supports it."""
    if not ways:
        return
    for picked in islice(product(*ways), MOST_VARIANTS):
        mask = reduce(np.logical_and, (here.truth(option.region) for option in picked))
        rows = np.flatnonzero(mask)
        if len(rows):
            some = here.at(rows)
            kept = {key: chances[rows] for key, chances in played.items()}
            for option in picked:
                kept |= some.played(option.strategies)
            yield where[rows], kept
