"""Repeated games: a stage game played for ever, and automata that say how."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from gametheory_dprk.errors import ConsistencyError, SchemaError, UnknownNameError, nearest_name
from gametheory_dprk.expr import Binary, Expr
from gametheory_dprk.games import NOTHING, Automaton, NormalGame, RepeatedGame
from gametheory_dprk.scenario.automata import ONE, read_automaton
from gametheory_dprk.scenario.distributions import DistributionCheck
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import (
    Anything,
    MoveList,
    Name,
    Payoff,
    Player,
    Text,
    describe,
    read_number,
    wrong,
)
from gametheory_dprk.scenario.head import Block, Head
from gametheory_dprk.scenario.kinds.normal import build_table
from gametheory_dprk.scenario.kinds.spec import KindSpec
from gametheory_dprk.scenario.model import Interval
from gametheory_dprk.scenario.nodes import Mapping, Scalar
from gametheory_dprk.scenario.numbers import check_within, read_for_players

MAX_LAG = 3
"""Periods that a move may stay unseen."""

BELOW_ONE = Interval(Fraction(0), Fraction(1), high_open=True)
UNIT = Interval(Fraction(0), Fraction(1))


def read_mapping(node: Any) -> Mapping:
    """Accept a mapping; its entries are read where more is known."""
    if not isinstance(node, Mapping):
        raise wrong(f"expected a mapping, found {describe(node)}")
    return node


def read_lag(node: Any) -> int:
    """Accept a small whole number."""
    value = read_number(node)
    if value.denominator != 1 or not 0 <= value <= MAX_LAG:
        raise wrong(f"expected a whole number from 0 to {MAX_LAG}, found {value}")
    return int(value)


AutomatonState: TypeAlias = Annotated[
    Mapping,
    PlainValidator(read_mapping),
    WithJsonSchema({"type": "object", "properties": {"next": {"type": "object"}}}),
]
Lag: TypeAlias = Annotated[int, PlainValidator(read_lag), WithJsonSchema({"type": "integer"})]


class StageBlock(Block):
    """The game of one period."""

    moves: dict[Player, MoveList] = Field(description="What each player can do in a period.")


class RepeatedFile(Head):
    """A stage game that is played for ever."""

    kind: Literal["repeated"] = Field(description="Repeated game: one game, played for ever.")
    stage: StageBlock = Field(description="The game of one period; payoffs are those of a period.")
    discount: Payoff = Field(
        description="Weight of the next period, from 0 to below 1: a formula, or one a player."
    )
    seen: dict[Text, Anything] = Field(
        {},
        description="PLAYER.move to the probability that it is seen at all, or to the "
        "probabilities with which it is taken for another move or for nothing. All other moves are "
        "seen for sure.",
    )
    lag: Lag = Field(0, description="Periods after which moves are shown, beyond their own.")
    turnover: Payoff | None = Field(
        None,
        description="Probability that a player is replaced after a period, by another with the "
        "same payoffs and part: what comes later weighs so much less.",
    )
    automata: dict[Name, dict[Name, AutomatonState]] = Field(
        min_length=1,
        description="Strategy profiles by name. Each has states, the first where play begins: "
        "every player's move, and next: conditions on moves seen, or else, to a state.",
    )


def build(draft: Draft, file: RepeatedFile) -> RepeatedGame[Expr]:
    """Make the template of the game."""
    stage = build_table(draft, file.stage.moves, file.payoffs, draft.at("stage"))
    if len(draft.players) < 2:
        draft.report(ConsistencyError, draft.at("players"), "expected two players or more")
    seen = _read_seen(draft, file, stage)
    automata: dict[str, Automaton[Expr]] = {}
    for name, states in file.automata.items():
        if not states:
            draft.report(ConsistencyError, name, f"automaton {name} has no state")
        elif all(stage.moves.values()):
            automata[str(name)] = read_automaton(draft, states, stage.moves)
    _declare(draft, file)
    if file.lag:
        _require_pure(draft, file, automata)
    _check_chosen(draft, file)
    return RepeatedGame(stage, _read_discount(draft, file), seen, automata, file.lag)


def _read_discount(draft: Draft, file: RepeatedFile) -> dict[str, Expr]:
    """Discount factors, less what turnover takes from them."""
    factors = read_for_players(draft, file.discount, "discount factor", BELOW_ONE)
    if file.turnover is None:
        return factors
    rates = read_for_players(draft, file.turnover, "turnover", UNIT, all_of=False)
    return {
        player: Binary("*", factor, Binary("-", ONE, rates[player])) if player in rates else factor
        for player, factor in factors.items()
    }


def _read_seen(
    draft: Draft, file: RepeatedFile, stage: NormalGame[Expr]
) -> dict[tuple[str, str], AbstractMapping[str, Expr]]:
    """What moves are seen as."""
    found: dict[tuple[str, str], AbstractMapping[str, Expr]] = {}
    for key, node in file.seen.items():
        player, _, move = str(key).rpartition(".")
        if player not in stage.moves or move not in stage.moves[player]:
            known = [f"{p}.{m}" for p, moves in stage.moves.items() for m in moves]
            hint = nearest_name(key, known) or f"moves are {', '.join(known)}"
            draft.report(UnknownNameError, key, f"{str(key)!r:.60} is no move of a player", hint)
        elif isinstance(node, Mapping):
            found[player, move] = _read_mistakes(draft, key, node, move, stage.moves[player])
        elif isinstance(node, Scalar) and node.strip():
            chance = draft.formula(node)
            check_within(draft, node, chance, f"probability that {key} is seen", UNIT)
            found[player, move] = {move: chance, NOTHING: Binary("-", ONE, chance)}
        else:
            message = f"expected a probability, found {describe(node)}"
            draft.report(SchemaError, key, message)
    return found


def _read_mistakes(
    draft: Draft, key: Scalar, node: Mapping, move: str, moves: tuple[str, ...]
) -> dict[str, Expr]:
    """What a move is mistaken for; otherwise it is seen as what it is."""
    chances: dict[Scalar, Expr] = {}
    left: Expr = ONE
    for other, text in node.items():
        if (other not in moves and other != "nothing") or other == move:
            message = f"{move} cannot be mistaken for {str(other)!r:.60}"
            known = [each for each in (*moves, "nothing") if each != move]
            draft.report(UnknownNameError, other, message, f"write {' or '.join(known)}")
        elif isinstance(text, Scalar):
            chances[other] = draft.formula(text)
            left = Binary("-", left, chances[other])
        else:
            draft.report(SchemaError, text, f"expected a probability, found {describe(text)}")
    DistributionCheck(draft).check({**chances, key: left})
    named = {NOTHING if name == "nothing" else str(name): each for name, each in chances.items()}
    return {move: left, **named}


def _declare(draft: Draft, file: RepeatedFile) -> None:
    """Make automata and their states known to claims."""
    states = {str(name): tuple(map(str, body)) for name, body in file.automata.items()}
    for name in file.automata:
        if name in draft.scope.moves or name in draft.scope.numbers:
            message = f"{str(name)!r} is an automaton and a player, parameter or definition at once"
            draft.report(ConsistencyError, name, message, "rename one of them")
    moves = {**draft.scope.moves, **states}
    draft.scope = replace(draft.scope, profiles=frozenset(states), moves=moves)


def _require_pure(
    draft: Draft, file: RepeatedFile, automata: AbstractMapping[str, Automaton[Expr]]
) -> None:
    """Refuse mixed moves where moves are shown with a lag."""
    for name in file.automata:
        states = automata[str(name)].states.values() if str(name) in automata else ()
        if any(len(each) > 1 for state in states for each in state.plays.values()):
            message = f"{name} mixes moves, which a lag does not allow"
            draft.report(ConsistencyError, name, message, "let every player make one move")


def _check_chosen(draft: Draft, file: RepeatedFile) -> None:
    """Refuse an unknown profile in `solve`."""
    chosen = (file.solve.__pydantic_extra__ or {}).get("profile")
    known = draft.scope.profiles
    if chosen is not None and chosen not in known:
        hint = nearest_name(chosen, known) or f"profiles are {', '.join(sorted(known))}"
        draft.report(UnknownNameError, chosen, f"unknown profile {str(chosen)!r:.60}", hint)


TEMPLATE = """\
gtd: 1
kind: repeated
title: A freeze for aid that nobody enforces
players: {NK: DPRK, US: United States}
parameters:
  delta: {value: 0.9, range: "[0, 1)", about: patience per year, source: assumption}
  a: {value: 2, range: [0, 5], about: yearly aid, source: assumption}
  f: {value: 3, range: [0, 5], about: yearly value to the US of a freeze, source: assumption}
  g: {value: 4, range: [0, 9], about: gain from a year of cheating, source: assumption}
  m: {value: 0.7, range: [0, 1], about: chance that cheating is seen, source: assumption}
stage: {moves: {NK: [comply, cheat], US: [aid, withhold]}}
payoffs:                                     # of one year; a move is 1 when it happened, else 0
  NK: a*aid + g*cheat - 5*withhold
  US: f*comply - a*aid - cheat
discount: delta                              # or one a player: {NK: 0.9, US: 0.8}
seen: {NK.cheat: m}                          # everything not listed is seen for sure
automata:
  grim:
    deal:     {NK: comply, US: aid, next: {NK.cheat: collapse, US.withhold: collapse, else: deal}}
    collapse: {NK: cheat, US: withhold, next: {else: collapse}}
solve: {concept: public_perfect, profile: grim}
"""

SPEC = KindSpec(
    name="repeated",
    about="one game played for ever, and automata that say how it is played",
    model=RepeatedFile,
    build=build,
    concept="public_perfect",
    template_text=TEMPLATE,
)
