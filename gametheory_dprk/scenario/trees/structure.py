"""Checks how nodes and subtrees hang together, before any of them is expanded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from gametheory_dprk.errors import ConsistencyError, SchemaError, UnknownNameError, nearest_name
from gametheory_dprk.games import CHANCE
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.moves import check_player, declare_moves
from gametheory_dprk.scenario.nodes import Scalar
from gametheory_dprk.scenario.trees.blocks import SubtreeBlock, TreeBlock

Subtrees = Mapping[Scalar, SubtreeBlock]


def blocks(root: TreeBlock) -> Iterator[TreeBlock]:
    """Yield every node below and including one, as written."""
    waiting = [root]
    while waiting:
        block = waiting.pop()
        yield block
        waiting += reversed((block.moves or {}).values())


def check_structure(draft: Draft, tree: TreeBlock, subtrees: Subtrees) -> bool:
    """Report unknown players and subtrees, circles, and moves that do not match.

    Also makes all moves known to formulas. Returns whether the tree can be expanded.
    """
    before = len(draft.problems)
    written = [block for root in (tree, *subtrees.values()) for block in blocks(root)]
    for block in written:
        _check_block(draft, block, subtrees)
    _check_circles(draft, subtrees)
    _check_used(draft, written, subtrees)
    _declare(draft, written)
    for subtree in subtrees.values():
        _check_arguments(draft, subtree)
    return len(draft.problems) == before


def count_nodes(tree: TreeBlock, subtrees: Subtrees) -> int:
    """Return how many nodes a tree has once its subtrees, which form no circle, are expanded."""
    uses = {str(name): _uses(subtree) for name, subtree in subtrees.items()}
    sizes: dict[str, int] = {}
    by_name = {str(name): subtree for name, subtree in subtrees.items()}
    for name in TopologicalSorter(uses).static_order():
        sizes[name] = _size(by_name[name], sizes)
    return _size(tree, sizes)


def _size(root: TreeBlock, sizes: Mapping[str, int]) -> int:
    """Count the nodes below one, given the sizes of the subtrees that it uses."""
    return sum(1 if block.use is None else sizes[block.use] for block in blocks(root))


def _uses(root: TreeBlock) -> set[str]:
    """The subtrees that stand in a part of the tree."""
    return {str(block.use) for block in blocks(root) if block.use}


def _declare(draft: Draft, written: list[TreeBlock]) -> None:
    """Make the moves known: those of the players in their order, then those of chance."""
    moves: dict[str, list[Scalar]] = {player: [] for player in (*draft.players, CHANCE)}
    for block in written:
        owner = CHANCE if block.chance else str(block.player)
        moves.setdefault(owner, []).extend(block.moves or ())
    declare_moves(draft, {player: own for player, own in moves.items() if own})


def _check_block(draft: Draft, block: TreeBlock, subtrees: Subtrees) -> None:
    """Check one node."""
    for player in (*([block.player] if block.player else ()), *(block.payoffs or ())):
        check_player(draft, player)
    if block.moves is not None and not block.moves:
        node = block.player or draft.root
        draft.report(SchemaError, node, "nothing can happen here", "write end instead")
    if block.chance is not None:
        _check_chance(draft, block.chance, block.moves or {})
    if block.use is not None:
        _check_use(draft, block.use, block.with_ or {}, subtrees)


def _check_chance(
    draft: Draft, chance: Mapping[Scalar, Scalar], moves: Mapping[Scalar, TreeBlock]
) -> None:
    """Match the probabilities of a chance move with what follows."""
    for name in chance:
        if name not in moves:
            hint = nearest_name(name, moves) or f"write {name}: end under moves"
            draft.report(ConsistencyError, name, f"nothing follows chance move {name}", hint)
    for name in moves:
        if name not in chance:
            message = f"chance move {name} has no probability"
            draft.report(ConsistencyError, name, message, nearest_name(name, chance))


def _check_use(
    draft: Draft, use: Scalar, given: Mapping[Scalar, Scalar], subtrees: Subtrees
) -> None:
    """Match the arguments given to a subtree with those it takes."""
    subtree = next((block for name, block in subtrees.items() if name == use), None)
    if subtree is None:
        hint = nearest_name(use, subtrees) or "add it under subtrees"
        draft.report(UnknownNameError, use, f"unknown subtree {str(use)!r}", hint)
        return
    for name in given:
        if name not in subtree.args:
            hint = nearest_name(name, subtree.args)
            draft.report(UnknownNameError, name, f"{use} takes no argument {str(name)!r}", hint)
    for name in subtree.args:
        if name not in given:
            hint = f"write with: {{{name}: ...}}"
            draft.report(ConsistencyError, use, f"{use} needs the argument {str(name)!r}", hint)


def _check_circles(draft: Draft, subtrees: Subtrees) -> None:
    """Refuse subtrees that contain themselves."""
    uses = {str(name): _uses(subtree) for name, subtree in subtrees.items()}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        circle = [str(name) for name in reversed(error.args[1])]
        name = next(name for name in subtrees if name == circle[0])
        message = f"subtrees form a circle: {' -> '.join(circle)}"
        draft.report(ConsistencyError, name, message, "a game tree must be finite")


def _check_used(draft: Draft, written: list[TreeBlock], subtrees: Subtrees) -> None:
    """Refuse subtrees, and with them information sets, that no play can reach."""
    used = {block.use for block in written}
    for name, subtree in subtrees.items():
        if name in used:
            continue
        message = f"subtree {name} is never used"
        labels = sorted({str(block.info) for block in blocks(subtree) if block.info})
        if labels:
            message += f", so information set {', '.join(labels)} cannot be reached"
        draft.report(ConsistencyError, name, message, f"write use: {name}, or remove it")


def _check_arguments(draft: Draft, subtree: SubtreeBlock) -> None:
    """Refuse arguments that would hide another name."""
    for argument in subtree.args:
        if argument in draft.scope.numbers or draft.scope.owners(argument):
            message = f"argument {str(argument)!r} is a parameter or move already"
            draft.report(ConsistencyError, argument, message, "rename it")
