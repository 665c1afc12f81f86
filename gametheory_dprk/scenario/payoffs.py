"""Reads payoffs, a formula or a table for each player, and applies them to outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping

from gametheory_dprk.errors import ConsistencyError, SchemaError, UnknownNameError, nearest_name
from gametheory_dprk.expr import Expr
from gametheory_dprk.scenario.conditional import Conditional, Happened
from gametheory_dprk.scenario.draft import BROKEN, Draft
from gametheory_dprk.scenario.fields import describe
from gametheory_dprk.scenario.moves import check_player
from gametheory_dprk.scenario.nodes import Mapping, Node, Scalar, Sequence

Levels = tuple[tuple[str, ...], ...]
"""What can happen first, second, ... in a game whose outcomes are all of one length."""


class PayoffRule:
    """What one player receives in each outcome.

    Parameters
    ----------
    draft
        The scenario being read.
    node
        A formula, or a table.
    levels
        Names for the positions of nested lists; empty where lists are not allowed.
    """

    def __init__(self, draft: Draft, node: Node, levels: Levels = ()) -> None:
        self._draft = draft
        self._node = node
        self._entries: dict[tuple[str, ...], Conditional] = {}
        self._used: set[tuple[str, ...]] = set()
        self._outcomes: set[str] = set()
        self._is_missing = False
        for beginning, text in self._read(node, (), levels):
            if beginning in self._entries:
                draft.report(ConsistencyError, text, f"{'.'.join(beginning)} has a payoff already")
            self._entries[beginning] = Conditional(draft, text)

    def payoff(self, path: tuple[str, ...], past: Happened) -> Expr:
        """Return the payoff of an outcome, by the entry for its shortest beginning."""
        for length in range(len(path) + 1):
            if entry := self._entries.get(path[:length]):
                self._used.add(path[:length])
                return entry.given(past)
        self._report_missing(path)
        return BROKEN

    def finish(self) -> None:
        """Report the entries that no outcome has used."""
        for beginning in self._entries.keys() - self._used:
            name = ".".join(beginning)
            hint = nearest_name(name, self._outcomes) if self._is_missing else ""
            message = f"{name!r} is no outcome, or a shorter entry covers it"
            self._draft.report(UnknownNameError, self._entries[beginning].text, message, hint)

    def _report_missing(self, path: tuple[str, ...]) -> None:
        """Report the first outcome without a payoff."""
        self._outcomes.add(".".join(path))
        if not self._is_missing:
            self._is_missing = True
            message = f"no payoff for the outcome {'.'.join(path)}"
            self._draft.report(ConsistencyError, self._node, message)

    def _read(
        self, node: Node, before: tuple[str, ...], levels: Levels
    ) -> Iterator[tuple[tuple[str, ...], Scalar]]:
        """Yield the entries of a table with the beginnings they are for."""
        if isinstance(node, Mapping):
            for key, value in node.items():
                yield from self._read(value, (*before, *key.split(".")), levels)
        elif isinstance(node, Sequence) and len(before) < len(levels):
            yield from self._read_list(node, before, levels)
        elif isinstance(node, Scalar) and node.strip():
            yield before, node
        else:
            message = f"expected a formula or a table, found {describe(node)}"
            self._draft.report(SchemaError, node, message)
            self._is_missing = True

    def _read_list(
        self, node: Sequence, before: tuple[str, ...], levels: Levels
    ) -> Iterator[tuple[tuple[str, ...], Scalar]]:
        """Give the positions of a list the names of the moves at its level."""
        moves = levels[len(before)]
        if len(node) != len(moves):
            message = f"expected {len(moves)} entries, for {', '.join(moves)}; found {len(node)}"
            self._draft.report(ConsistencyError, node, message)
            self._is_missing = True
        for move, value in zip(moves, node, strict=False):
            yield from self._read(value, (*before, move), levels)


def read_payoffs(
    draft: Draft, payoffs: AbstractMapping[Scalar, Node], levels: Levels = ()
) -> dict[str, PayoffRule]:
    """Read the payoffs of the players; a player the file does not know is refused."""
    rules: dict[str, PayoffRule] = {}
    for player, node in payoffs.items():
        if check_player(draft, player):
            rules[str(player)] = PayoffRule(draft, node, levels)
    return rules


def require_payoffs(draft: Draft, rules: dict[str, PayoffRule]) -> None:
    """Refuse a game in which a player has no payoffs."""
    missing = [player for player in draft.players if player not in rules]
    if missing:
        node = draft.at("payoffs")
        for player in missing:
            draft.report(ConsistencyError, node, f"no payoffs for player {player}")
