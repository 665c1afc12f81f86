"""Signaling: chance draws the sender's type, the sender signals, the receiver responds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from gametheory_dprk.errors import ConsistencyError, UnknownNameError, nearest_name
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import CHANCE, GridSignalingGame, SignalingGame
from gametheory_dprk.games.signaling import Cell
from gametheory_dprk.scenario.conditional import Happened, happened
from gametheory_dprk.scenario.distributions import DistributionCheck
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.grids import step_values
from gametheory_dprk.scenario.head import Head
from gametheory_dprk.scenario.kinds.spec import KindSpec
from gametheory_dprk.scenario.large_grids import MAX_EXPANDED, large_game
from gametheory_dprk.scenario.moves import check_player, declare_grids, declare_moves
from gametheory_dprk.scenario.nodes import Scalar
from gametheory_dprk.scenario.payoffs import PayoffRule, read_payoffs, require_payoffs
from gametheory_dprk.scenario.signaling_block import SignalingBlock
from gametheory_dprk.scenario.tables import read_table

END = "end"
"""The one response after a signal that ends the game."""

MAX_CELLS = 200_000
"""Outcomes a game may have."""


class SignalingFile(Head):
    """A signaling game with one sender and one receiver."""

    kind: Literal["signaling"] = Field(description="Signaling game: a sender knows its type.")
    game: SignalingBlock = Field(description="Who can be, signal and respond what.")


def build(draft: Draft, file: SignalingFile) -> SignalingGame[Expr] | GridSignalingGame[Expr]:
    """Make the template of the game."""
    block = file.game
    if block.table is not None:
        return read_table(draft, block.table)
    sender = _only_player(draft, block.signals, "signals", "one sender and its signals")
    receiver = _only_player(draft, block.responses, "responses", "one receiver and its responses")
    _check_players(draft, sender, receiver)
    responses = _responses(draft, block.signals[sender], block.responses[receiver])
    _declare(draft, block, sender, receiver, responses)
    prior = {str(kind): draft.formula(text) for kind, text in block.types.items()}
    _check_block(draft, block, prior, responses)
    if is_large(block, len(prior) * sum(map(len, responses.values()))):
        moves = list(map(str, responses)), list(map(str, next(iter(responses.values()))))
        players = str(sender), str(receiver)
        return large_game(draft, players, prior, moves, block.grid, file.payoffs)
    rules = read_payoffs(draft, file.payoffs)
    require_payoffs(draft, rules)
    after = {str(m): tuple(map(str, replies)) for m, replies in responses.items()}
    game: SignalingGame[Expr] = SignalingGame(str(sender), str(receiver), prior, after, {})
    return replace(game, payoffs=_payoffs(game, rules, step_values(block.grid)))


def is_large(block: SignalingBlock, size: int) -> bool:
    """Whether a game on grids is too large to be written out."""
    same = all(isinstance(each, list) for each in block.responses.values())
    return bool(block.grid) and same and size > MAX_EXPANDED


def _only_player(draft: Draft, side: Mapping[Scalar, Any], key: str, what: str) -> Scalar:
    """The one player of a side."""
    if len(side) != 1:
        game = draft.at("game")
        node = next((v for k, v in game.items() if k == key), game)  # type: ignore[union-attr]
        draft.fail(ConsistencyError, node, f"expected {what}, found {len(side)} players")
    return next(iter(side))


def _check_players(draft: Draft, sender: Scalar, receiver: Scalar) -> None:
    """Refuse players who are unknown, the same, or left without a part."""
    known = [check_player(draft, player) for player in (sender, receiver)]
    if sender == receiver:
        draft.report(ConsistencyError, receiver, f"{receiver} is sender and receiver at once")
    for player in draft.players:
        if all(known) and player not in (sender, receiver):
            message = f"{player} neither signals nor responds"
            draft.report(ConsistencyError, draft.at("players"), message)


def _responses(
    draft: Draft, signals: list[Scalar], given: list[Scalar] | dict[Scalar, list[Scalar]]
) -> dict[Scalar, list[Scalar]]:
    """What the receiver can do after each signal."""
    if isinstance(given, list):
        return dict.fromkeys(signals, given)
    for signal in given:
        if signal not in signals:
            hint = nearest_name(signal, signals) or f"signals are {', '.join(signals)}"
            draft.report(UnknownNameError, signal, f"unknown signal {str(signal)!r}", hint)
    for signal in signals:
        if signal not in given:
            hint = "write an empty list where the signal ends the game"
            draft.report(ConsistencyError, signal, f"no responses to signal {signal}", hint)
    return {m: given.get(m) or [Scalar(END, m.span)] for m in signals}


def _declare(
    draft: Draft,
    block: SignalingBlock,
    sender: Scalar,
    receiver: Scalar,
    responses: dict[Scalar, list[Scalar]],
) -> None:
    """Make types and moves known to formulas; a type must not be called like a move."""
    replies = list({reply: reply for own in responses.values() for reply in own})
    for kind in block.types:
        if kind in responses or kind in replies:
            message = f"{str(kind)!r} is a type and a move at once"
            draft.report(ConsistencyError, kind, message, "rename one of them")
    moves = {CHANCE: list(block.types), str(sender): list(responses), str(receiver): replies}
    declare_moves(draft, moves)
    declare_grids(draft, block.grid)


def _check_block(
    draft: Draft,
    block: SignalingBlock,
    prior: dict[str, Expr],
    responses: dict[Scalar, list[Scalar]],
) -> None:
    """Refuse empty lists, sizes beyond the cap, and a prior that is none."""
    size = len(prior) * sum(map(len, responses.values()))
    if size == 0:
        message = "expected at least one type, one signal and one response"
        draft.fail(ConsistencyError, draft.at("game"), message)
    if size > MAX_CELLS and not is_large(block, size):
        message = f"the game has more than {MAX_CELLS} outcomes"
        draft.fail(ConsistencyError, draft.at("game"), message)
    DistributionCheck(draft).check(dict(zip(block.types, prior.values(), strict=True)))


def _payoffs(
    game: SignalingGame[Expr], rules: Mapping[str, PayoffRule], numbers: Mapping[str, Happened]
) -> dict[str, dict[Cell, Expr]]:
    """Apply the payoff rules to every outcome."""
    tables: dict[str, dict[Cell, Expr]] = {player: {} for player in rules}
    for cell in game.cells():
        kind, signal, response = cell
        past = happened(CHANCE, kind) | happened(game.sender, signal)
        past |= happened(game.receiver, response)
        for move in cell:
            past |= numbers.get(move, {})
        for player, rule in rules.items():
            tables[player][cell] = rule.payoff(cell, past)
    for rule in rules.values():
        rule.finish()
    return tables


TEMPLATE = """\
gtd: 1
kind: signaling
title: A costly sign of good faith
players: {NK: DPRK, US: United States}
parameters:
  p: {value: 0.5, range: [0, 1], about: prior that NK is genuine, source: assumption}
  b: {value: 1, range: [0, 3], about: gain to NK from relief, source: assumption}
  c: {value: 2, range: [0, 4], about: cost of dismantling to a ploy, source: assumption}
  v: {value: 1.5, range: [0, 5], about: gain to the US from a genuine deal, source: assumption}
game:
  types:     {genuine: p, ploy: 1 - p}       # drawn by chance, seen by NK only
  signals:   {NK: [dismantle, words]}
  responses: {US: [relief, hold]}
payoffs:                                     # a type or a move is 1 when it happened, else 0
  NK: b*relief - c*dismantle*ploy
  US: relief*(v*genuine - ploy)
solve: {concept: pbe, refine: [intuitive]}
"""

SPEC = KindSpec(
    name="signaling",
    about="chance draws the sender's type, the sender signals, the receiver responds",
    model=SignalingFile,
    build=build,
    concept="pbe",
    template_text=TEMPLATE,
)
