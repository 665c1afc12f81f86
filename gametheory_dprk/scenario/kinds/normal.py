"""Normal form: every player picks one move, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Literal

from pydantic import Field

from gametheory_dprk.errors import ConsistencyError
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import NormalGame
from gametheory_dprk.scenario.conditional import Happened, happened
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import MoveList, Player
from gametheory_dprk.scenario.head import Head
from gametheory_dprk.scenario.kinds.spec import KindSpec
from gametheory_dprk.scenario.moves import check_player, declare_moves
from gametheory_dprk.scenario.nodes import Node, Scalar
from gametheory_dprk.scenario.payoffs import read_payoffs, require_payoffs

MAX_PROFILES = 200_000
"""Profiles of moves a game may have."""


class NormalFile(Head):
    """A game in normal form, with any number of players."""

    kind: Literal["normal"] = Field(description="Normal form: all players move at once.")
    moves: dict[Player, MoveList] = Field(description="What each player can do.")


def build(draft: Draft, file: NormalFile) -> NormalGame[Expr]:
    """Make the template of the game."""
    return build_table(draft, file.moves, file.payoffs, draft.at("moves"))


def build_table(
    draft: Draft,
    given: Mapping[Scalar, list[Scalar]],
    payoffs: Mapping[Scalar, Node],
    place: Node,
) -> NormalGame[Expr]:
    """Make the template of a game in which all players move at once.

    Parameters
    ----------
    draft, given, payoffs
    place
        Where the moves stand in the file.
    """
    moves = _read_moves(draft, given)
    declare_moves(draft, {player: given[player] for player in given})
    rules = read_payoffs(draft, payoffs, tuple(moves.values()))
    require_payoffs(draft, rules)
    tables: dict[str, dict[tuple[str, ...], Expr]] = {player: {} for player in draft.players}
    if _is_complete(draft, moves, place):
        for profile in product(*moves.values()):
            past = _past(draft.players, profile)
            for player, rule in rules.items():
                tables[player][profile] = rule.payoff(profile, past)
        for rule in rules.values():
            rule.finish()
    return NormalGame(draft.players, moves, tables)


def _read_moves(draft: Draft, given: Mapping[Scalar, list[Scalar]]) -> dict[str, tuple[str, ...]]:
    """The moves of the players, in the order of the players."""
    for player in given:
        check_player(draft, player)
    found = {str(player): tuple(map(str, moves)) for player, moves in given.items()}
    return {player: found.get(player, ()) for player in draft.players}


def _is_complete(draft: Draft, moves: dict[str, tuple[str, ...]], node: Node) -> bool:
    """Refuse a player without moves, and games too large to write out."""
    size = 1
    for player, own in moves.items():
        size *= len(own)
        if not own:
            draft.report(ConsistencyError, node, f"no moves for player {player}")
    if size > MAX_PROFILES:
        draft.report(ConsistencyError, node, f"the game has more than {MAX_PROFILES} profiles")
    return 0 < size <= MAX_PROFILES


def _past(players: tuple[str, ...], profile: tuple[str, ...]) -> Happened:
    """What has happened when a profile was played."""
    steps = zip(players, profile, strict=True)
    return {name: one for step in steps for name, one in happened(*step).items()}


TEMPLATE = """\
gtd: 1
kind: normal
title: Freeze for aid, once
players: {NK: DPRK, US: United States}
parameters:
  f: {value: 3, range: [0, 5], about: value to the US of a freeze, source: assumption}
  a: {value: 2, range: [0, 5], about: aid, source: assumption}
  g: {value: 4, range: [0, 9], about: gain to NK from going on, source: assumption}
moves: {NK: [comply, cheat], US: [aid, withhold]}
payoffs:                                     # a move is 1 when it happened, else 0
  NK: a*aid + g*cheat
  US: f*comply - a*aid
solve: {concept: nash}
"""

SPEC = KindSpec(
    name="normal",
    about="every player picks one move, all at once",
    model=NormalFile,
    build=build,
    concept="nash",
    template_text=TEMPLATE,
)
