"""Bargaining: offers and answers over rounds, one demand under private information, a frontier."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from gametheory_dprk.errors import ConsistencyError, SchemaError
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import CHANCE, Game
from gametheory_dprk.games.bargaining import AGREEMENT, BREAKDOWN, WALKOUT
from gametheory_dprk.scenario.bargains import (
    ONE,
    ZERO,
    Terms,
    demand_game,
    frontier_problem,
    read_numbers,
    read_outside,
    rounds_game,
    tell_beyond,
)
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import (
    Formula,
    Payoff,
    Player,
    describe,
    read_number,
    read_text,
    wrong,
)
from gametheory_dprk.scenario.head import Head
from gametheory_dprk.scenario.kinds.spec import KindSpec
from gametheory_dprk.scenario.model import Interval
from gametheory_dprk.scenario.moves import check_player
from gametheory_dprk.scenario.nodes import Mapping, Scalar, Sequence
from gametheory_dprk.scenario.numbers import read_for_players, read_within

MAX_ROUNDS = 400
"""Rounds that a finite game may have."""

MAX_ORDER = 4
"""Proposers after whom the order begins again."""

UNIT = Interval(Fraction(0), Fraction(1))
NOT_NEGATIVE = Interval(Fraction(0), None)
FOREVER = "forever"


def read_rounds(node: Any) -> int | None:
    """Accept a number of rounds; None stands for ever."""
    if read_text(node) == FOREVER:
        return None
    value = read_number(node)
    if value.denominator != 1 or not 1 <= value <= MAX_ROUNDS:
        raise wrong(f"expected forever or a whole number from 1 to {MAX_ROUNDS}, found {value}")
    return int(value)


Rounds: TypeAlias = Annotated[
    int | None,
    PlainValidator(read_rounds),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"const": FOREVER}]}),
]


class BargainingFile(Head):
    """Two players who share a pie."""

    kind: Literal["bargaining"] = Field(description="Bargaining between two players.")
    pie: Formula | None = Field(None, description="What there is to share; 1 by default.")
    order: list[Player] | None = Field(None, description="Who proposes, in turn, over and over.")
    rounds: Rounds = Field(1, description="Number of rounds, or forever.")
    agreement: Literal["final", "round"] = Field(
        "final", description="Whether an agreement ends the game, or shares one round's pie."
    )
    discount: Payoff | None = Field(
        None, description="Weight of the next round: a formula, or one a player; 1 by default."
    )
    breakdown: Formula | None = Field(
        None, description="Probability that talks end after a refusal; 0 by default."
    )
    delay_cost: Payoff | None = Field(
        None, description="What each player pays for a refusal; 0 by default."
    )
    disagreement: Payoff | None = Field(
        None, description="What each player receives when talks end without one; 0 by default."
    )
    outside: Payoff | None = Field(
        None,
        description="What each player receives when somebody leaves after a refusal: a formula a "
        "player, or a list by round, whose last entry holds from then on.",
    )
    leaves: Player | None = Field(None, description="Who may leave; by default who responds.")
    types: Payoff | None = Field(
        None,
        description="What only the responder knows, with one round: {PLAYER: {TYPE: probability}}, "
        "or {PLAYER: {NAME: [low, high]}} for a number that is uniform and that outside may use.",
    )
    frontier: Payoff | None = Field(
        None,
        description="Instead of offers, what can be agreed on: {NAME: {PLAYER: payoff}}, or a "
        "range for the first player and a formula in it for the second.",
    )


def build(draft: Draft, file: BargainingFile) -> Game[Expr]:
    """Make the template of the game."""
    if len(draft.players) != 2:
        draft.fail(ConsistencyError, draft.at("players"), "expected two players")
    if file.payoffs:
        message = "bargaining takes no payoffs; say what there is to share"
        draft.report(SchemaError, draft.at("payoffs"), message, "pie, outside, disagreement")
    if isinstance(file.frontier, Mapping) and file.frontier:
        draft.scope = replace(draft.scope, moves={CHANCE: (AGREEMENT, "disagreement")})
        disagreement = read_numbers(draft, file.disagreement, "disagreement payoff")
        return frontier_problem(draft, file.frontier, disagreement)
    if file.frontier is not None:
        message = f"expected agreements, found {describe(file.frontier)}"
        draft.fail(SchemaError, file.frontier, message)
    pie = ONE if file.pie is None else read_within(draft, file.pie, "pie", NOT_NEGATIVE)
    order = _read_order(draft, file)
    if file.types is not None:
        return _build_demand(draft, file, order[0], pie)
    _declare(draft, ())
    terms = _read_terms(draft, file, order, pie)
    tell_beyond(draft, file.outside, terms)
    return rounds_game(draft.players, terms, file.rounds)


def _read_order(draft: Draft, file: BargainingFile) -> tuple[str, ...]:
    """The order of proposers."""
    if not file.order:
        draft.fail(ConsistencyError, draft.root, "key 'order' is missing", "write order: [A, B]")
    if len(file.order) > MAX_ORDER:
        message = f"expected at most {MAX_ORDER} proposers before the order begins again"
        draft.fail(ConsistencyError, file.order[MAX_ORDER], message)
    known = [check_player(draft, player) for player in file.order]
    if not all(known):
        draft.fail(ConsistencyError, draft.at("order"), "expected players who propose in turn")
    return tuple(map(str, file.order))


def _read_terms(draft: Draft, file: BargainingFile, order: tuple[str, ...], pie: Expr) -> Terms:
    """Read what holds in every round."""
    if file.rounds is None and not (file.discount or file.breakdown or file.delay_cost):
        message = "talks for ever need discounting, a risk of breakdown or costs of delay"
        draft.report(ConsistencyError, draft.at("rounds"), message, "write discount: 0.9")
    discount: dict[str, Expr] = dict.fromkeys(draft.players, ONE)
    if file.discount is not None:
        discount = read_for_players(draft, file.discount, "discount factor", UNIT)
    breakdown: Expr = ZERO
    if file.breakdown is not None:
        breakdown = read_within(draft, file.breakdown, "probability of breakdown", UNIT)
    if file.leaves is not None:
        check_player(draft, file.leaves)
    return Terms(
        order,
        pie,
        discount,
        read_outside(draft, file.outside),
        None if file.leaves is None else str(file.leaves),
        read_numbers(draft, file.delay_cost, "delay cost"),
        breakdown,
        read_numbers(draft, file.disagreement, "disagreement payoff"),
        file.agreement == "final",
    )


def _build_demand(draft: Draft, file: BargainingFile, proposer: str, pie: Expr) -> Game[Expr]:
    """Make a game of one offer to a responder with types."""
    if not isinstance(file.types, Mapping) or not file.types:
        message = f"expected types, found {describe(file.types)}"
        draft.fail(SchemaError, draft.at("types"), message)
    if file.rounds != 1 or file.outside is None:
        message = "types go with rounds: 1 and with outside"
        draft.fail(ConsistencyError, draft.at("types"), message)
    for key in ("breakdown", "delay_cost", "disagreement", "leaves", "discount"):
        if getattr(file, key) is not None:
            message = f"{key} does not go with types: a refusal ends the talks"
            draft.report(ConsistencyError, draft.at(key), message)
    named = [
        str(name)
        for body in file.types.values()
        for name, entry in (body.items() if isinstance(body, Mapping) else ())
        if not isinstance(entry, Sequence)
    ]
    _declare(draft, named)
    return demand_game(draft, proposer, pie, file.types, file.outside)


def _declare(draft: Draft, types: tuple[str, ...] | list[str]) -> None:
    """Make the ways in which talks end, and types, known to formulas and claims."""
    moves = (*types, AGREEMENT, WALKOUT, BREAKDOWN)
    for name in moves:
        if name in draft.scope.numbers:
            place: Scalar | Any = draft.at("parameters")
            message = f"{name!r} is a parameter or definition and an outcome at once"
            draft.report(ConsistencyError, place, message, "rename one of them")
    draft.scope = replace(draft.scope, moves={CHANCE: moves})


TEMPLATE = """\
gtd: 1
kind: bargaining
title: Splitting the gains of a deal
players: {NK: DPRK, US: United States}
parameters:
  delta: {value: 0.9, range: "[0, 1)", about: patience per round, source: assumption}
  s: {value: 0.05, range: [0, 1], about: cost of sanctions to NK per refusal, source: assumption}
  k: {value: 0.02, range: [0, 1], about: cost of crisis to the US per refusal, source: assumption}
pie: 1
order: [US, NK]                              # who proposes, in turn
rounds: forever
discount: delta
delay_cost: {NK: s, US: k}
solve: {concept: bargaining}
"""

SPEC = KindSpec(
    name="bargaining",
    about="offers and answers over rounds, one demand under private information, or a frontier",
    model=BargainingFile,
    build=build,
    concept="bargaining",
    template_text=TEMPLATE,
)
