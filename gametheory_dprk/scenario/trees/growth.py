"""What both ways of writing an extensive game share: ends of play, and caps on the size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gametheory_dprk.errors import ConsistencyError
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import Path, Terminal
from gametheory_dprk.scenario.conditional import Conditional, Happened
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.nodes import Node, Scalar
from gametheory_dprk.scenario.payoffs import read_payoffs

MAX_TREE_NODES = 200_000
"""Nodes a game tree may have."""

MAX_MOVES = 200
"""Moves a play may have."""

START = "start"
"""Label of an information set whose owner has seen no move."""


class Place(NamedTuple):
    """What in the file a decision node stems from, and whether its label stands there."""

    written: Scalar
    is_labelled: bool


class Growth:
    """A tree that is growing.

    Attributes
    ----------
    places : dict of Path to Place
        For each decision node.
    """

    def __init__(self, draft: Draft, payoffs: Mapping[Scalar, Node]) -> None:
        self.places: dict[Path, Place] = {}
        self._draft = draft
        self._rules = read_payoffs(draft, payoffs)
        self._without: set[str] = set()
        self._count = 0

    def foresee(self, size: int, key: str) -> None:
        """Refuse a tree that will go beyond the cap on nodes."""
        if size > MAX_TREE_NODES:
            message = f"the game tree has more than {MAX_TREE_NODES} nodes"
            self._draft.fail(ConsistencyError, self._draft.at(key), message)

    def count(self, path: Path, key: str) -> None:
        """Count one more node, and refuse a tree beyond the caps."""
        self._count += 1
        self.foresee(self._count, key)
        if len(path) > MAX_MOVES:
            message = f"a play has more than {MAX_MOVES} moves"
            self._draft.fail(ConsistencyError, self._draft.at(key), message)

    def end(
        self, path: Path, past: Happened, own: Mapping[str, Conditional] | None = None
    ) -> Terminal[Expr]:
        """End a play with the payoffs written there, or else the general ones."""
        payoffs: dict[str, Expr] = {}
        for player in self._draft.players:
            if own and player in own:
                payoffs[player] = own[player].given(past)
            elif player in self._rules:
                payoffs[player] = self._rules[player].payoff(path, past)
            else:
                self._report_without(player, path)
        return Terminal(payoffs)

    def finish(self) -> None:
        """Report entries of payoff tables that no play has used."""
        for rule in self._rules.values():
            rule.finish()

    def _report_without(self, player: str, path: Path) -> None:
        """Report the first end at which a player gets nothing."""
        if player not in self._without:
            self._without.add(player)
            message = f"no payoffs for player {player} where play ends at {'.'.join(path)}"
            self._draft.report(ConsistencyError, self._draft.at("payoffs"), message)
