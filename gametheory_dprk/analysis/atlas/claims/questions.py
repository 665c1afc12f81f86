"""A claim as questions about each family: where it is true, and of which members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gametheory_dprk.analysis.atlas.claims.arena import Arena, arena_of
from gametheory_dprk.analysis.atlas.claims.logic import conjunctions
from gametheory_dprk.analysis.atlas.claims.meaning import Meaning
from gametheory_dprk.analysis.atlas.claims.playing import members
from gametheory_dprk.analysis.atlas.settling import settled
from gametheory_dprk.analysis.atlas.view import FamilyView, Shown
from gametheory_dprk.analysis.profiles import speaks_of_profiles
from gametheory_dprk.expr import Expr, Number
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Formula, every, opposite, some

Cases = list[list[Condition]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about one equilibrium, or its opposite, at parameters in some scope.

    Attributes
    ----------
    formula : Expr
    denied : bool
        Whether the opposite is meant; what is not defined counts as not true.
    scope : Expr or None
        A relation between the parameters.
    outside : bool
        Whether the scope is where that relation does not hold.
    """

    formula: Expr
    denied: bool = False
    scope: Expr | None = None
    outside: bool = False

    def opposite(self) -> Statement:
        """The opposite statement in the same scope."""
        return Statement(self.formula, not self.denied, self.scope, self.outside)


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a statement is true of a family.

    Attributes
    ----------
    where : Formula
    exact : bool
        Whether it is true there of all members and elsewhere of none; else it is true there of
        some.
    """

    where: Formula
    exact: bool


@dataclass(frozen=True)
class Questions:
    """What an atlas is asked about a statement."""

    found: Shown
    statement: Statement

    @cached_property
    def names(self) -> Mapping[str, Expr]:
        """Definitions, and parameters that are fixed."""
        fixed: dict[str, Expr] = {name: Number(value) for name, value in self.found.fixed.items()}
        return {**self.found.definitions, **fixed}

    @cached_property
    def profiles(self) -> dict[str, Formula]:
        """Where each label of a family occurs."""
        labels = dict.fromkeys(view.label for view in self.found.views)
        return {
            label: some(view.region for view in self.found.views if view.label == label)
            for label in labels
        }

    @property
    def alone(self) -> bool:
        """Whether the statement is about named profiles, whatever else is played."""
        return speaks_of_profiles(self.statement.formula)

    @property
    def views(self) -> tuple[FamilyView, ...]:
        """The families to be asked; any one of them stands for all where none matters."""
        return self.found.views[:1] if self.alone else self.found.views

    def arena(self, view: FamilyView) -> Arena:
        """Where questions about a family are decided."""
        return arena_of(self.found.space, view)

    def scope(self, ring: Ring) -> Formula:
        """Where the statement is made."""
        given = self.statement.scope
        if given is None:
            return True
        true = Meaning(ring, self.names).truth(given).true
        return opposite(true) if self.statement.outside else true

    def reading(self, view: FamilyView, arena: Arena) -> Reading:
        """Where the statement is true of a family."""
        game = arena.game(self.found.game)
        profiles = {name: arena.formula(region) for name, region in self.profiles.items()}
        parts: list[Formula] = []
        for exists, playing in members(game, view):
            meaning = Meaning(arena.ring, self.names, playing, view.values, profiles)
            true = meaning.truth(self.statement.formula).true
            where = opposite(true) if self.statement.denied else true
            if not playing.touched:
                return Reading(where, True)
            parts.append(every([arena.formula(exists), where]))
        return Reading(some(parts), False)

    def failures(self, view: FamilyView) -> Cases | None:
        """List the cases in which a family makes the statement false.

        Returns
        -------
        list of list of Condition, or None
            None where that cannot be said, since play off the path is not unique.
        """
        arena = self.arena(view)
        reading = self.reading(view, arena)
        if not reading.exact:
            return None
        region = [arena.formula(view.region), *view.free_conditions]
        scope = self.scope(arena.ring)
        return conjunctions(every([*region * (not self.alone), scope, opposite(reading.where)]))

    def successes(self, view: FamilyView) -> Cases:
        """List cases in which a family has a member of which the statement is true."""
        known = settled(view, self.found.space.ring)
        if known is None:
            return []
        reading = self.reading(known, self.arena(known))
        return conjunctions(every([self.alone or known.region, reading.where]))

    def regions(self) -> Cases:
        """List where some equilibrium makes the statement true."""
        return [case for view in self.views for case in self.successes(view)]

    def scopes(self) -> Cases:
        """List the cases of the scope."""
        return conjunctions(self.scope(self.found.space.ring))
