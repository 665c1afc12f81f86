"""Every answer and belief off the path that fits a family, as unknowns.

After a signal that nobody sends, play is not unique. A statement that speaks of it holds of the
family if it holds of all answers that deter every type, with any belief to which they are best
replies. Which answers are given divides that into cases; in each the chances are unknowns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from gametheory_dprk.analysis.atlas.claims.arena import Arena
from gametheory_dprk.analysis.atlas.claims.logic import related
from gametheory_dprk.analysis.atlas.claims.playing import Playing, overlaid
from gametheory_dprk.analysis.atlas.view import FamilyView, Ratios, Unsent
from gametheory_dprk.games import Game
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions.formula import Formula, every

Key = tuple[str, str]
Chances = Mapping[str, Ratio]

Way = tuple[Formula, Chances, Chances]
"""When it is possible, the answers, and the belief by type."""


def names_at(view: FamilyView, place: Unsent) -> tuple[list[str], list[str]]:
    """Name the unknowns of a place: chances of answers, and of types."""
    number = view.unsent.index(place) + 1
    answers = next(iter(place.losses.values()))
    return (
        [f"answer{number}_{i}" for i in range(1, len(answers))],
        [f"belief{number}_{i}" for i in range(1, len(place.losses))],
    )


def with_unknowns(arena: Arena, view: FamilyView, places: frozenset[Key]) -> Arena:
    """Add unknowns for what is played and believed at some places."""
    chosen = [place for place in view.unsent if place.key in places]
    added = [name for place in chosen for part in names_at(view, place) for name in part]
    if not added:
        return arena
    fresh = dict.fromkeys(added, Fraction(1, 3))
    return replace(arena, ring=Ring([*arena.ring.names, *added]), start={**arena.start, **fresh})


def open_members(
    game: Game[Ratio], view: FamilyView, arena: Arena, places: frozenset[Key]
) -> Iterator[tuple[Formula, Playing]]:
    """Yield what a family can play, for each choice of who answers what at some places."""
    chosen = [place for place in view.unsent if place.key in places]
    base = [widened(arena, view, table) for table in (view.strategies, view.beliefs)]
    for ways in product(*(tuple(ways_at(arena, view, place)) for place in chosen)):
        strategies, beliefs = base
        for place, (_, answers, belief) in zip(chosen, ways, strict=True):
            held = {node: belief[kind] for node, kind in place.nodes.items()}
            strategies = overlaid(strategies, {place.player: {place.label: answers}})
            beliefs = overlaid(beliefs, {place.player: {place.label: held}})
        exists = every(possible for possible, _, _ in ways)
        yield exists, Playing(game, arena.ring, strategies, beliefs, view.loose)


def widened(arena: Arena, view: FamilyView, given: Ratios) -> Ratios:
    """Read the tables of a family in an arena."""
    return {
        player: {
            label: {name: arena.wider(x, view.ring) for name, x in row.items()}
            for label, row in sets.items()
        }
        for player, sets in given.items()
    }


def ways_at(arena: Arena, view: FamilyView, place: Unsent) -> Iterator[Way]:
    """Yield the answers at a place, one way for each set of answers of positive chance."""
    mixed, held = names_at(view, place)
    kinds = list(place.losses)
    answers = list(next(iter(place.losses.values())))
    belief = distribution(arena, kinds, held)
    fits: list[Formula] = [related(">=", share) for share in belief.values()] if held else []
    losses, worth = (
        {t: {r: arena.wider(x, view.ring) for r, x in row.items()} for t, row in table.items()}
        for table in (place.losses, place.worth)
    )
    for size in range(1, len(answers) + 1):
        for support in combinations(answers, size):
            given = distribution(arena, support, mixed[: size - 1])
            zero = arena.ring.zero
            chances = {r: given.get(r, Ratio(zero, arena.ring.one)) for r in answers}
            positive = [related(">", given[r]) for r in support] if size > 1 else []
            deters = [related(">=", weighed(arena, given, losses[t])) for t in kinds]
            best = [
                related(
                    ">=",
                    weighed(arena, belief, {t: worth[t][r] - worth[t][other] for t in kinds}),
                )
                for r in support
                for other in answers
                if other != r
            ]
            yield every([*fits, *positive, *deters, *best]), chances, belief


def distribution(arena: Arena, over: Sequence[str], unknowns: Sequence[str]) -> dict[str, Ratio]:
    """Give each name but the last an unknown chance, and the last one what is left."""
    one = arena.ring.one
    found = {
        name: Ratio(arena.ring.generators[unknown], one)
        for name, unknown in zip(over, unknowns, strict=False)
    }
    rest = Ratio(one, one)
    for share in found.values():
        rest = rest - share
    return found | {over[-1]: rest}


def weighed(arena: Arena, chances: Chances, amounts: Chances) -> Ratio:
    """Average amounts."""
    total = Ratio(arena.ring.zero, arena.ring.one)
    for name, chance in chances.items():
        if not amounts[name].is_zero():
            total = total + chance * amounts[name]
    return total
