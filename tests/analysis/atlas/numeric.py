"""Atlases of all kinds held against the point-wise exact solvers and checkers."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

from gametheory_dprk.analysis.atlas.kinds import AnyAtlas, atlas_of
from gametheory_dprk.expr import evaluate, parse
from gametheory_dprk.games import (
    BargainingGame,
    DemandGame,
    ExtensiveGame,
    NormalGame,
    RepeatedGame,
)
from gametheory_dprk.planner import solve
from gametheory_dprk.registry import discover
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.solution import Assessment, Candidate

CONCEPT = {
    NormalGame: "nash",
    ExtensiveGame: "sequential",
    RepeatedGame: "public_perfect",
    BargainingGame: "bargaining",
    DemandGame: "bargaining",
}

Point = dict[str, Fraction]


@cache
def made(name: str) -> AnyAtlas:
    """Make the atlas of a shipped scenario once."""
    return atlas_of(read(name))


def points(found: AnyAtlas, count: int, seed: int) -> list[Point]:
    """Draw points inside the assumptions: on coarse grids, so that many lie on boundaries."""
    random = Random(seed)
    drawn: list[Point] = []
    while len(drawn) < count:
        grid = random.choice([4, 8, 60])
        top = random.choice([1, 1, 2, 3])
        point = {name: Fraction(random.randint(0, top * grid), grid) for name in found.parameters}
        if found.space.contains(point):
            drawn.append(point)
    return drawn


def on_knife_edge(found: AnyAtlas, point: Point) -> bool:
    """Whether some equality that the atlas sets aside holds."""
    texts = (text.removesuffix(" == 0") for text in found.knife_edges)
    return any(evaluate(parse(text), point) == 0 for text in texts)


@dataclass
class Outcome:
    """What was compared."""

    points: int = 0
    on_edges: int = 0
    equilibria: int = 0
    wrong: list[tuple[str, Point]] = field(default_factory=list)


def compare(name: str, count: int, seed: int) -> Outcome:
    """Compare an atlas with the exact solver at random points.

    Everywhere each family must be an equilibrium by the concept's own checker, with the values
    that the atlas gives; off the knife edges the solver must find these and no others.
    """
    found, outcome = made(name), Outcome()
    template = read(name).game
    concept = CONCEPT[type(template)]
    for point in points(found, count, seed):
        outcome.points += 1
        exact: Any = template.map(lambda f, at=point: evaluate(f, at))  # type: ignore[misc]
        families = found.at(**point)
        check = discover("gametheory_dprk.concepts")[concept].checks[type(exact)]
        for each in families:
            outcome.equilibria += 1
            candidate = Candidate(Assessment(each.strategies, each.beliefs))
            if not check(exact, candidate).valid:
                outcome.wrong.append((f"family {each.family.id} is none", point))
        if on_knife_edge(found, point):
            outcome.on_edges += 1
            continue
        solved = solve(exact, concept)
        wanted = sorted(plays(e.assessment.strategies) for e in solved.equilibria)
        if sorted({plays(each.strategies) for each in families}) != wanted:
            outcome.wrong.append(("the solver finds others", point))
    return outcome


def plays(strategies: Any) -> str:
    """A profile as text, so that profiles can be compared."""
    return str(
        sorted(
            (player, label, move, chance)
            for player, sets in strategies.items()
            for label, chances in sets.items()
            for move, chance in chances.items()
            if chance
        )
    )
