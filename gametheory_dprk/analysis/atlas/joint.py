"""An atlas in several parts: where min, max or a later move splits the parameters.

Each part is an atlas of its own, under relations of its own. Together they are shown as one: the
families are numbered through, and the relations of its part are among the conditions of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.charting import Charting
from gametheory_dprk.analysis.atlas.checker import PARTS
from gametheory_dprk.analysis.atlas.claims.arena import Arena
from gametheory_dprk.analysis.atlas.claims.deciding import Decision, combined, decide
from gametheory_dprk.analysis.atlas.proving.whole import Proofs
from gametheory_dprk.analysis.atlas.systems.atlas import SystemAtlas
from gametheory_dprk.analysis.atlas.systems.points import read_point
from gametheory_dprk.analysis.atlas.view import FamilyView, Free, Option, Ratios
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, to_text
from gametheory_dprk.games import Game
from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions import Condition, Space
from gametheory_dprk.regions.formula import Every, Formula, every
from gametheory_dprk.regions.wording import condition_expr
from gametheory_dprk.scenario.model import Scenario

Part = Atlas | SystemAtlas


@dataclass(frozen=True)
class JointAtlas(Charting):
    """Atlases of the same game under relations that split the parameters.

    Attributes
    ----------
    parts : tuple of Atlas or SystemAtlas
        At least two.
    exhaustive : bool
        Whether it is proved that no parameters lie outside all parts, off their borders.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.kinds import atlas_of
    >>> from gametheory_dprk.expr import parse
    >>> from gametheory_dprk.games import Decision, ExtensiveGame, Terminal
    >>> def end(x): return Terminal({"A": parse(x)})
    >>> choice = Decision("A", "start", {"go": end("max(x, 1)"), "stay": end("2")})
    >>> found = atlas_of(ExtensiveGame(("A",), choice))
    >>> [(view.id, view.label) for view in found.views], len(found.parts)
    ([(1, 'pure'), (2, 'pure'), (3, 'pure')], 2)
    """

    parts: tuple[Part, ...]
    exhaustive: bool = True

    @property
    def game(self) -> Game[Expr]:
        """The game, with the formulas of the first part."""
        return self.parts[0].game

    @property
    def definitions(self) -> Mapping[str, Expr]:
        """Named formulas of the scenario."""
        return self.parts[0].definitions

    @property
    def fixed(self) -> Mapping[str, Fraction]:
        """Parameters that were replaced by numbers."""
        return self.parts[0].fixed

    @property
    def scenario(self) -> Scenario | None:
        """Where the game is from."""
        return self.parts[0].scenario

    @property
    def limit(self) -> str | None:
        """Why the search of some part ended early, if it did."""
        return next((part.limit for part in self.parts if part.limit is not None), None)

    @property
    def unsolved(self) -> tuple[Any, ...]:
        """Cases that could not be decided."""
        return tuple(one for part in self.parts for one in part.unsolved)

    @cached_property
    def ring(self) -> Ring:
        """The parameters of all parts."""
        found = dict.fromkeys(name for part in self.parts for name in part.parameters)
        if self.scenario is None:
            return Ring(sorted(found))
        return Ring([name for name in self.scenario.parameters if name in found])

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that are left open."""
        return self.ring.names

    @cached_property
    def space(self) -> Space:
        """The parameters and what all parts assume of them."""
        return Space(self.ring, list(self.shared.values()), self.start, self.parts[0].space.budget)

    @cached_property
    def start(self) -> dict[str, Fraction]:
        """A point in some part."""
        values = {} if self.scenario is None else self.scenario.parameters
        inner = self.parts[0].space.samples.witness([]) or {}
        return {
            name: inner.get(name, values[name].value if name in values else Fraction(1))
            for name in self.ring.names
        }

    def lifted(self, part: Part) -> dict[str, Condition]:
        """What a part assumes, over all parameters, by key."""
        arena = Arena(part.space, self.ring, {})
        found = [arena.condition(given) for given in part.space.assumptions]
        return {given.key: given for given in found}

    @cached_property
    def assumed(self) -> tuple[dict[str, Condition], ...]:
        """What each part assumes."""
        return tuple(self.lifted(part) for part in self.parts)

    @cached_property
    def shared(self) -> dict[str, Condition]:
        """What all parts assume."""
        first, *others = self.assumed
        return {key: c for key, c in first.items() if all(key in other for other in others)}

    @cached_property
    def own(self) -> tuple[tuple[Condition, ...], ...]:
        """What only some parts assume, by part."""
        return tuple(
            tuple(c for key, c in found.items() if key not in self.shared) for found in self.assumed
        )

    @cached_property
    def numbered(self) -> tuple[tuple[int, FamilyView], ...]:
        """The families, each after the place of its part."""
        return tuple((k, view) for k, part in enumerate(self.parts) for view in part.views)

    @cached_property
    def views(self) -> tuple[FamilyView, ...]:
        """The families of all parts, numbered through."""
        return tuple(
            replace(self.widened(k, view), id=number)
            for number, (k, view) in enumerate(self.numbered, start=1)
        )

    def widened(self, k: int, view: FamilyView) -> FamilyView:
        """Read the family of a part over all parameters, its part's relations among its own."""
        names = list(view.free)
        ring = Ring([*self.ring.names, *names]) if names else self.ring
        plain = Arena(self.parts[k].space, self.ring, {})
        wide = Arena(over(view.ring, self.parts[k].space), ring, {})
        return replace(
            view,
            region=every([*self.own[k], *conjuncts(plain.formula(view.region))]),
            strategies=mapped(wide, view.strategies),
            beliefs=mapped(wide, view.beliefs),
            values={player: wide.ratio(value) for player, value in view.values.items()},
            witness={**self.start, **view.witness},
            ring=ring,
            free={
                name: Free(free.unknown, None if free.value is None else plain.ratio(free.value))
                for name, free in view.free.items()
            },
            free_conditions=tuple(wide.condition(c) for c in view.free_conditions),
            options=tuple(
                tuple(
                    Option(
                        plain.formula(way.region),
                        mapped(wide, way.strategies),
                        mapped(wide, way.beliefs),
                    )
                    for way in ways
                )
                for ways in view.options
            ),
        )

    @cached_property
    def proofs(self) -> Proofs:
        """What is proved in every part."""
        each = [part.proofs for part in self.parts]
        said: dict[str, Any] = {}
        for what in PARTS:
            answers = [getattr(proofs, what) for proofs in each]
            said[what] = next((answer for answer in answers if answer is not True), True)
        if not self.exhaustive:
            said |= {what: "unknown" for what in ("complete", "covered") if said[what] is True}
        return Proofs(
            **said,
            claims=sum(proofs.claims for proofs in each),
            open=tuple(dict.fromkeys(text for proofs in each for text in proofs.open)),
        )

    @property
    def borders(self) -> tuple[str, ...]:
        """Equalities between parts."""
        found: dict[str, Polynomial] = {}
        for given in (c for own in self.own for c in own):
            if str(-given.polynomial) not in found:
                found.setdefault(given.text, given.polynomial)
        return tuple(f"{text} == 0" for text in found)

    @property
    def knife_edges(self) -> tuple[str, ...]:
        """Equalities on which there may be equilibria that the atlas does not list."""
        inside = (text for part in self.parts for text in part.knife_edges)
        return tuple(dict.fromkeys([*self.borders, *inside]))

    def at(self, **parameters: Fraction | int | str) -> tuple[Any, ...]:
        """Return the families that exist at a point, with exact values; see `Atlas.at`.

        On a border between parts the families of both are listed, which may be the same twice.
        """
        point = read_point(self.space, parameters)
        found: list[Any] = []
        for part in self.parts:
            own = {name: point[name] for name in part.parameters}
            if part.space.contains(own):
                found += part.at(**own)
        return tuple(found)

    def prove(self, claim: str) -> Decision:
        """Decide a claim over all parameters, part by part."""
        return combined(claim, [decide(part, claim) for part in self.parts])

    def relation_texts(self, k: int) -> list[str]:
        """Write the relations of a part."""
        return [to_text(condition_expr(self.space, c)) for c in self.own[k]]

    def surviving(self, number: int, refinement: str) -> Formula | None:
        """No formula is known."""
        return None

    def to_document(self) -> dict[str, Any]:
        """Return all parts as data for one JSON document."""
        parts = [part.to_document() for part in self.parts]
        proofs = self.proofs
        shared = [text for text in parts[0]["assume"] if all(text in p["assume"] for p in parts)]
        return {
            "assume": shared,
            "fixed": parts[0]["fixed"],
            "families": list(joined_families(parts)),
            "where": {n: text for part in parts for n, text in part["where"].items()},
            "knife_edges": list(self.knife_edges),
            "unsolved": [one for part in parts for one in part["unsolved"]],
            "proofs": {what: getattr(proofs, what) for what in (*PARTS, "claims")}
            | {"open": list(proofs.open)},
            "parts": parts,
        }


def joined_families(parts: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the families of all parts, numbered through, with the relations of their parts."""
    number = 0
    for k, part in enumerate(parts, start=1):
        others = [set(p["assume"]) for p in parts if p is not part]
        own = [text for text in part["assume"] if not all(text in other for other in others)]
        for family in part["families"]:
            number += 1
            yield dict(family) | {
                "id": number,
                "part": k,
                "conditions": [*own, *family["conditions"]],
                "conditions_short": [*own, *family.get("conditions_short", ())],
            }


def conjuncts(formula: Formula) -> tuple[Formula, ...]:
    """Return the parts of which all must hold."""
    return formula.parts if isinstance(formula, Every) else (formula,)


def over(ring: Ring, space: Space) -> Any:
    """Stand for a space in reading formulas over another ring."""
    return space if ring.names == space.ring.names else _Over(ring)


@dataclass(frozen=True, slots=True)
class _Over:
    """A ring in the place of a space: only its names are read."""

    ring: Ring


def mapped(arena: Arena, given: Ratios) -> Ratios:
    """Read tables over another ring."""
    return {
        player: {
            label: {name: arena.ratio(value) for name, value in row.items()}
            for label, row in sets.items()
        }
        for player, sets in given.items()
    }


def joint(parts: Sequence[Part], exhaustive: bool) -> JointAtlas:
    """Put the parts of an atlas together.

    Raises
    ------
    AnalysisError
        If there are none.
    """
    if not parts:
        raise AnalysisError("no parameters satisfy the assumptions")
    return JointAtlas(tuple(parts), exhaustive)
