"""Checks that information sets make sense: same moves, perfect recall, met once in a play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gametheory_dprk.errors import ConsistencyError
from gametheory_dprk.expr import Expr
from gametheory_dprk.games import Decision, ExtensiveGame, Node, Path, Terminal
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.nodes import Scalar
from gametheory_dprk.scenario.trees.growth import START, Place

Memory = tuple[tuple[str, str], ...]
"""The information sets a player has been at, each with the move made there."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A node of an information set."""

    path: Path
    moves: tuple[str, ...]
    memory: Memory
    is_labelled: bool


def check_information(
    draft: Draft, game: ExtensiveGame[Expr], places: Mapping[Path, Place]
) -> None:
    """Compare the nodes of each information set with its first one."""
    first: dict[tuple[str, str], _Member] = {}
    waiting: list[tuple[Path, Node[Expr], Mapping[str, Memory]]] = [((), game.root, {})]
    while waiting:
        path, node, memories = waiting.pop()
        if isinstance(node, Terminal):
            continue
        if isinstance(node, Decision):
            place = places[path]
            memory = memories.get(node.player, ())
            member = _Member(path, tuple(node.moves), memory, place.is_labelled)
            met = first.setdefault((node.player, node.information_set), member)
            _compare(draft, place.written, node.information_set, met, member)
        waiting += [
            ((*path, move), child, _remember(memories, node, move))
            for move, child in reversed(tuple(node.moves.items()))
        ]


def _remember(memories: Mapping[str, Memory], node: Node[Expr], move: str) -> Mapping[str, Memory]:
    """What the players remember after a move."""
    if not isinstance(node, Decision):
        return memories
    memory = (*memories.get(node.player, ()), (node.information_set, move))
    return {**memories, node.player: memory}


def _compare(draft: Draft, place: Scalar, label: str, met: _Member, member: _Member) -> None:
    """Report in what a node differs from the first of its information set."""
    both = f"after {_words(met.path)} and after {_words(member.path)}"
    if any(label == before for before, _ in member.memory):
        message = f"a play passes twice through information set {label}: {_words(member.path)}"
        draft.report(ConsistencyError, place, message, "give the later node another label")
    elif set(met.moves) != set(member.moves):
        message = (
            f"information set {label} has different moves {both}: "
            f"{', '.join(met.moves)} against {', '.join(member.moves)}"
        )
        draft.report(ConsistencyError, place, message, "a player would tell the histories apart")
    elif met.memory != member.memory:
        message = f"perfect recall is violated at information set {label}: {both} its owner "
        message += "has made different moves, or known different things, before"
        draft.report(ConsistencyError, place, message, "give the nodes different labels")
    elif met.path != member.path and not (met.is_labelled and member.is_labelled):
        message = f"label {label} is also the name of the information set after {label}"
        draft.report(ConsistencyError, place, message, "choose another label")


def _words(path: Path) -> str:
    """A history as text."""
    return ".".join(path) or START
