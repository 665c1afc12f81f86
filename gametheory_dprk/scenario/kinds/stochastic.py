"""Stochastic games: states, moves in them, and where play goes next."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Literal

from pydantic import Field

from gametheory_dprk.errors import ConsistencyError, SchemaError, UnknownNameError, nearest_name
from gametheory_dprk.expr import Binary, Expr, Number
from gametheory_dprk.games import CHANCE, State, StochasticGame
from gametheory_dprk.games.normal import Profile
from gametheory_dprk.scenario.conditional import Conditional, Happened, happened
from gametheory_dprk.scenario.distributions import DistributionCheck
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.fields import Formula, MoveList, Name, Payoff, Player, describe
from gametheory_dprk.scenario.head import Block, Head
from gametheory_dprk.scenario.kinds.spec import KindSpec
from gametheory_dprk.scenario.model import Interval
from gametheory_dprk.scenario.moves import check_player, declare_moves
from gametheory_dprk.scenario.nodes import Mapping, Scalar
from gametheory_dprk.scenario.numbers import read_for_players

BELOW_ONE = Interval(Fraction(0), Fraction(1), high_open=True)
ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))
ELSE = "else"

MAX_PROFILES = 10_000
"""Profiles of moves that a state may have."""


class StateBlock(Block):
    """A state: what can be done, what a period pays, and what follows."""

    moves: dict[Player, MoveList] = Field({}, description="What each player can do, all at once.")
    payoffs: dict[Player, Formula] = Field(
        {}, description="What a period pays; a move is 1 where it is made, else 0. Otherwise 0."
    )
    next: Payoff | None = Field(
        None,
        description="The next state, or the probability of each as a formula in moves; else takes "
        "the rest. Without it play stays.",
    )
    instant: Literal["yes", "no"] = Field(
        "no", description="Whether no time passes: what follows is not discounted."
    )


class StochasticFile(Head):
    """States between which moves lead."""

    kind: Literal["stochastic"] = Field(description="Stochastic game: moves decide what is next.")
    states: dict[Name, StateBlock] = Field(
        min_length=1, description="States; play begins in the first."
    )
    discount: Payoff = Field(
        description="Weight of the next period, from 0 to below 1: a formula, or one a player."
    )


def build(draft: Draft, file: StochasticFile) -> StochasticGame[Expr]:
    """Make the template of the game."""
    discount = read_for_players(draft, file.discount, "discount factor", BELOW_ONE)
    if file.payoffs:
        message = "payoffs stand in the states"
        draft.report(SchemaError, draft.at("payoffs"), message, "move them there")
    _declare(draft, file)
    check = DistributionCheck(draft)
    states = {
        str(name): _Reader(draft, file, check, name, block).state()
        for name, block in file.states.items()
    }
    game = StochasticGame(draft.players, states, discount, next(iter(states)))
    if loop := game.timeless_loop():
        key = next(name for name in file.states if name == loop)
        message = f"{loop} is instant and may come back without time passing"
        draft.report(ConsistencyError, key, message, "let a period pass somewhere")
    return game


def _declare(draft: Draft, file: StochasticFile) -> None:
    """Make states and moves known to formulas and claims."""
    moves: dict[str, list[Scalar]] = {CHANCE: list(file.states)}
    for block in file.states.values():
        for player, own in block.moves.items():
            if not own:
                message = f"{player} has no move; leave out who has nothing to choose"
                draft.report(ConsistencyError, player, message)
            elif check_player(draft, player):
                moves.setdefault(str(player), []).extend(own)
    declare_moves(draft, moves)
    known = {player: draft.scope.moves.get(player, ()) for player in draft.players}
    draft.scope = replace(draft.scope, moves={CHANCE: draft.scope.moves[CHANCE], **known})


class _Reader:
    """Reads one state."""

    def __init__(
        self,
        draft: Draft,
        file: StochasticFile,
        check: DistributionCheck,
        name: Scalar,
        block: StateBlock,
    ) -> None:
        self._draft = draft
        self._states = list(file.states)
        self._check = check
        self._name = name
        self._block = block
        own = {str(player): tuple(map(str, moves)) for player, moves in block.moves.items()}
        self._moves = {player: own[player] for player in draft.players if own.get(player)}

    def state(self) -> State[Expr]:
        """Read the state."""
        payoffs = self._payoffs()
        later = self._next()
        if prod(map(len, self._moves.values())) > MAX_PROFILES:
            message = f"{self._name} has more than {MAX_PROFILES} profiles of moves"
            self._draft.fail(ConsistencyError, self._name, message)
        pay: dict[str, dict[Profile, Expr]] = {player: {} for player in self._draft.players}
        following: dict[Profile, AbstractMapping[str, Expr]] = {}
        for profile in product(*self._moves.values()):
            past = self._past(profile)
            for player, table in pay.items():
                rule = payoffs.get(player)
                table[profile] = ZERO if rule is None else rule.given(past)
            following[profile] = self._distribution(later, past)
        return State(self._moves, pay, following, self._block.instant == "yes")

    def _past(self, profile: Profile) -> Happened:
        """What has happened when a profile was played."""
        steps = [(CHANCE, str(self._name)), *zip(self._moves, profile, strict=True)]
        return {name: value for step in steps for name, value in happened(*step).items()}

    def _payoffs(self) -> dict[str, Conditional]:
        """The payoff formulas."""
        return {
            str(player): Conditional(self._draft, text)
            for player, text in self._block.payoffs.items()
            if check_player(self._draft, player)
        }

    def _next(self) -> dict[Scalar, Conditional | None]:
        """The formulas of the next states; None for the rest, or for a sure state."""
        node = self._block.next
        if node is None:
            return {self._name: None}
        if isinstance(node, Scalar):
            self._require_state(node)
            return {node: None}
        if not isinstance(node, Mapping) or not node:
            found_instead = describe(node) if node else "none"
            message = f"expected a state or probabilities, found {found_instead}"
            self._draft.report(SchemaError, node, message, "write next: STATE")
            return {self._name: None}
        found: dict[Scalar, Conditional | None] = {}
        rest: Scalar | None = None
        for state, text in node.items():
            if not isinstance(text, Scalar):
                message = f"expected a formula, found {describe(text)}"
                self._draft.report(SchemaError, text, message)
            elif state == ELSE:
                self._require_state(text)
                rest = text
            else:
                self._require_state(state)
                found[state] = Conditional(self._draft, text)
        if rest is not None and rest in found:
            message = f"{rest} has a probability already"
            self._draft.report(ConsistencyError, rest, message)
        if rest is not None:
            found[rest] = None
        return found

    def _require_state(self, name: Scalar) -> None:
        """Refuse an unknown state."""
        if name not in self._states:
            hint = nearest_name(name, self._states) or f"states are {', '.join(self._states)}"
            self._draft.report(UnknownNameError, name, f"unknown state {str(name)!r:.60}", hint)

    def _distribution(
        self, later: AbstractMapping[Scalar, Conditional | None], past: Happened
    ) -> dict[str, Expr]:
        """The probabilities of the next states after some moves."""
        chances = {name: rule.given(past) for name, rule in later.items() if rule is not None}
        for name, rule in later.items():
            if rule is None:
                chances[name] = self._rest(list(chances.values()))
        if chances:
            self._check.check(chances)
        return {str(name): chance for name, chance in chances.items() if chance != ZERO}

    def _rest(self, chances: list[Expr]) -> Expr:
        """What is left of one."""
        rest: Expr = ONE
        for chance in chances:
            if chance == ONE:
                return ZERO
            if chance != ZERO:
                rest = Binary("-", rest, chance)
        return rest


TEMPLATE = """\
gtd: 1
kind: stochastic
title: Sanctions, relief, and back
players: {NK: DPRK, US: United States}
parameters:
  delta: {value: 0.9, range: "[0, 1)", about: patience per period, source: assumption}
  d: {value: 0.3, range: [0, 1], about: chance that cheating is detected, source: assumption}
  s: {value: 1, range: [0, 5], about: cost of sanctions to NK, source: assumption}
  r: {value: 2, range: [0, 5], about: relief, source: assumption}
states:                                      # play begins in the first
  sanctions:
    moves: {US: [lift, keep]}
    payoffs: {NK: -s, US: -0.5}
    next: {relief: lift, sanctions: keep}    # probabilities; a move is 1 where it is made
  relief:
    moves: {NK: [comply, cheat]}
    payoffs: {NK: r + cheat, US: comply - 2*cheat}
    next: {sanctions: d*cheat, else: relief}
discount: delta
solve: {concept: markov_perfect}
"""

SPEC = KindSpec(
    name="stochastic",
    about="states, moves in them, and probabilities of the next state",
    model=StochasticFile,
    build=build,
    concept="markov_perfect",
    template_text=TEMPLATE,
)
