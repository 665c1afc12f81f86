"""A claim as questions about each family: where it is true, and of which members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from gametheory_dprk.analysis.atlas.claims.arena import Arena, arena_of
from gametheory_dprk.analysis.atlas.claims.logic import conjunctions, limited
from gametheory_dprk.analysis.atlas.claims.meaning import Meaning
from gametheory_dprk.analysis.atlas.claims.playing import members
from gametheory_dprk.analysis.atlas.claims.unknowns import Key, open_members, with_unknowns
from gametheory_dprk.analysis.atlas.settling import settled
from gametheory_dprk.analysis.atlas.signaling.refinements import NAMES as REFINEMENTS
from gametheory_dprk.analysis.atlas.view import FamilyView, Shown
from gametheory_dprk.analysis.profiles import speaks_of_profiles
from gametheory_dprk.expr import And, Call, Expr, Name, Not, Number, Or
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


def refined(statement: Statement, quantifier: str, names: Sequence[str]) -> Statement:
    """Let a statement speak of those equilibria only that survive refinements.

    What holds of every survivor holds or the equilibrium does not survive; what holds of some
    holds and it survives. An equilibrium that is selected may be any.
    """
    if not names or quantifier == "selected":
        return statement
    survives = tuple(Call("survives", (Name(name),)) for name in names)
    together = And((statement.formula, *survives))
    either = Or((statement.formula, *(Not(one) for one in survives)))
    of_all = (quantifier == "every") is not statement.denied
    return replace(statement, formula=either if of_all else together)


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


@dataclass(frozen=True, slots=True)
class Failures:
    """The cases in which a family makes a statement false, and where they are decided."""

    arena: Arena
    cases: Cases


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

    def arena(self, view: FamilyView, places: frozenset[Key] = frozenset()) -> Arena:
        """Where questions about a family are decided, with unknowns for places off its path."""
        return with_unknowns(arena_of(self.found.space, view), view, places)

    def scope(self, ring: Ring) -> Formula:
        """Where the statement is made."""
        given = self.statement.scope
        if given is None:
            return True
        true = Meaning(ring, self.names).truth(given).true
        return opposite(true) if self.statement.outside else true

    def surviving(self, view: FamilyView, arena: Arena, name: str) -> Formula | None:
        """Where a family survives a refinement, in an arena."""
        if name not in REFINEMENTS:
            return None
        found = self.found.surviving(view.id, name)
        return None if found is None else arena.formula(found)

    def reading(self, view: FamilyView, arena: Arena) -> Reading:
        """Where the statement is true of a family."""
        game = arena.game(self.found.game)
        profiles = {name: arena.formula(region) for name, region in self.profiles.items()}
        parts: list[Formula] = []
        for exists, playing in members(game, view):
            surviving = partial(self.surviving, view, arena)
            meaning = Meaning(arena.ring, self.names, playing, view.values, profiles, surviving)
            true = meaning.truth(self.statement.formula).true
            where = opposite(true) if self.statement.denied else true
            if not playing.touched:
                return Reading(where, True)
            parts.append(every([arena.formula(exists), where]))
        return Reading(some(parts), False)

    def failures(self, view: FamilyView) -> Failures | None:
        """List the cases in which a family makes the statement false.

        Where the statement speaks of play or beliefs off the path, these are unknowns, and a case
        is one of what can be answered there.

        Returns
        -------
        Failures or None
            None where that cannot be said, since it is not known what can be played off the path.
        """
        known = {place.key for place in view.unsent}
        places: frozenset[Key] = frozenset()
        while True:
            found, touched = self.failing(view, places)
            if touched <= places:
                return found
            if not touched <= known:
                return None
            places |= touched

    def failing(self, view: FamilyView, places: frozenset[Key]) -> tuple[Failures, frozenset[Key]]:
        """List the cases with unknowns at some places; also the places that were spoken of."""
        arena = self.arena(view, places)
        game = arena.game(self.found.game)
        profiles = {name: arena.formula(region) for name, region in self.profiles.items()}
        values = {player: arena.wider(x, view.ring) for player, x in view.values.items()}
        free = [arena.wider_condition(c, view.ring) for c in view.free_conditions]
        region = [] if self.alone else [arena.formula(view.region), *free]
        cases: Cases = []
        touched: frozenset[Key] = frozenset()
        for exists, playing in open_members(game, view, arena, places):
            surviving = partial(self.surviving, view, arena)
            meaning = Meaning(arena.ring, self.names, playing, values, profiles, surviving)
            true = meaning.truth(self.statement.formula).true
            false = true if self.statement.denied else opposite(true)
            touched |= playing.touched
            given = every([*region, exists, self.scope(arena.ring), false])
            cases = limited([*cases, *conjunctions(given)])
        return Failures(arena, cases), touched

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
