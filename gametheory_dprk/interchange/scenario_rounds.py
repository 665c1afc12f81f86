"""Bargaining as the block of a scenario file: rounds, a demand on types, or a frontier."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory_dprk.games import BargainingGame, DemandGame, FrontierGame, Round
from gametheory_dprk.games.demand import Spread
from gametheory_dprk.games.frontier import Curve
from gametheory_dprk.interchange.scenario_tree import number
from gametheory_dprk.interchange.sums import Term, sum_text


def rounds_block(game: BargainingGame[Fraction]) -> dict[str, Any]:
    """Offers and answers: what the first round says, and what changes from round to round."""
    rounds = list(game.rounds.values())
    first = rounds[0]
    own = any(each.leaver != each.responder for each in rounds)
    return {
        "pie": number(first.pie),
        "order": proposers(game),
        "rounds": len(rounds) if rounds[-1].next is None else "forever",
        "agreement": "final" if first.lasting else "round",
        "discount": numbers(game.discount),
        "breakdown": number(first.breakdown),
        "delay_cost": numbers(first.cost),
        "disagreement": numbers(first.disagreement),
        **({"outside": outside(game)} if first.outside is not None else {}),
        **({"leaves": first.leaver} if own else {}),
    }


def numbers(values: Mapping[str, Fraction]) -> dict[str, int | str]:
    """A number for each player."""
    return {player: number(value) for player, value in values.items()}


def proposers(game: BargainingGame[Fraction]) -> list[str]:
    """Who proposes, as long as nobody comes again in the same order."""
    names = [each.proposer for each in game.rounds.values()]
    circle = len(names) - circle_start(game)
    fits = (k for k in range(1, len(names) + 1) if repeats(names, k))
    return names[: circle or next(fits)]


def repeats(names: list[str], period: int) -> bool:
    """Whether names come again after so many."""
    return all(name == names[k % period] for k, name in enumerate(names))


def circle_start(game: BargainingGame[Fraction]) -> int:
    """How many rounds come before those that come again and again; all where none do."""
    last = list(game.rounds.values())[-1].next
    return len(game.rounds) if last is None else list(game.rounds).index(last)


def outside(game: BargainingGame[Fraction]) -> dict[str, Any]:
    """What leaving pays: a number, or one a round as long as it changes."""
    rounds: list[Round[Fraction]] = list(game.rounds.values())
    pays = [each.outside or {} for each in rounds]
    count = circle_start(game) + 1 if rounds[-1].next is not None else len(rounds)
    while rounds[-1].next is None and count > 1 and pays[count - 1] == pays[count - 2]:
        count -= 1
    lists = {player: [number(pay[player]) for pay in pays[:count]] for player in game.players}
    return {player: each[0] if count == 1 else each for player, each in lists.items()}


def demand_block(game: DemandGame[Fraction]) -> dict[str, Any]:
    """One offer to a responder with types."""
    types: dict[str, Any]
    if isinstance(game.types, Spread):
        spread = game.types
        types = {spread.name: [number(spread.low), number(spread.high)]}
        terms = {
            player: [Term(base, ""), Term(slope, spread.name)]
            for player, (base, slope) in spread.outside.items()
        }
    else:
        types = {name: number(kind.probability) for name, kind in game.types.items()}
        terms = {
            player: [Term(kind.outside[player], name) for name, kind in game.types.items()]
            for player in game.players
        }
    return {
        "pie": number(game.pie),
        "order": [game.proposer],
        "types": {game.responder: types},
        "outside": {player: sum_text(each) for player, each in terms.items()},
    }


def frontier_block(game: FrontierGame[Fraction]) -> dict[str, Any]:
    """What can be agreed on, and what players have if they do not."""
    frontier: dict[str, Any]
    if isinstance(game.agreements, Curve):
        one, two = game.players
        powers = ("", one, f"{one}^2")
        terms = map(Term, game.agreements.coefficients, powers)
        ends = [number(game.agreements.low), number(game.agreements.high)]
        frontier = {one: ends, two: sum_text(terms)}
    else:
        frontier = {name: numbers(each) for name, each in game.agreements.items()}
    return {"frontier": frontier, "disagreement": numbers(game.disagreement)}
