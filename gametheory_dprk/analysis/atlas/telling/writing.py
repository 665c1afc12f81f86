"""Families written out for readers: titles, conditions and formulas in the scenario's names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.cells import atoms
from gametheory_dprk.analysis.atlas.telling.thresholds import Thresholds
from gametheory_dprk.analysis.atlas.telling.titles import Title, family_titles
from gametheory_dprk.analysis.atlas.view import Charted, FamilyView, Ratios
from gametheory_dprk.expr import Expr
from gametheory_dprk.polynomials import Ratio

Chances: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Expr]]]
"""By player, information set and move (or node); without what is zero."""


@dataclass(frozen=True, slots=True)
class Written:
    """One family as readers see it.

    Attributes
    ----------
    title : Title
    condition : Expr or bool
        Where the family exists; True for everywhere.
    strategies, beliefs : Chances
    values : Mapping[str, Expr]
        By player.
    """

    title: Title
    condition: Expr | bool
    strategies: Chances
    beliefs: Chances
    values: Mapping[str, Expr]


class Writer:
    """Writes the families of an atlas, and remembers which names it used.

    Attributes
    ----------
    names : Thresholds
        `names.where` says what the names in use stand for.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.atlas import atlas
    >>> from gametheory_dprk.expr import to_text
    >>> from gametheory_dprk.scenario.reader import read
    >>> written = Writer(atlas(read("dprk/agreed_framework_1994"))).families()
    >>> to_text(written[4].condition), to_text(written[4].strategies["DPRK"]["ploy"]["talk"])
    ('c < g_P and p < mu', 'p*(1 - mu)/(mu*(1 - p))')
    """

    def __init__(self, found: Charted) -> None:
        self.found = found
        self.names = thresholds_of(found)

    def families(self) -> dict[int, Written]:
        """Write all families, by number."""
        titles = family_titles(self.found)
        return {view.id: self.written(view, titles[view.id]) for view in self.found.views}

    def written(self, view: FamilyView, title: Title) -> Written:
        """Write one family."""
        return Written(
            title,
            self.names.formula(view.region),
            self.table(view, view.strategies),
            self.table(view, view.beliefs),
            {player: self.ratio(view, value) for player, value in view.values.items()},
        )

    def table(self, view: FamilyView, given: Ratios) -> Chances:
        """Write what is not zero."""
        return {
            player: {
                label: {
                    move: self.ratio(view, chance)
                    for move, chance in chances.items()
                    if not chance.is_zero()
                }
                for label, chances in sets.items()
            }
            for player, sets in given.items()
        }

    def ratio(self, view: FamilyView, value: Ratio) -> Expr:
        """Write one formula."""
        return self.names.ratio(value, view.ring)

    def where(self) -> Iterator[tuple[str, str]]:
        """Yield the names in use with what they stand for."""
        yield from self.names.where.items()


def thresholds_of(found: Charted) -> Thresholds:
    """Return the names of the thresholds of an atlas."""
    names = Thresholds(found.space, found.definitions)
    names.share(list(atoms(view.region)) for view in found.views)
    return names
