"""Folding last moves whose best choice is beyond doubt.

A last information set is folded where one move, the one that is played, pays its owner most by a
strict margin at every node: then that is so whatever the others do, and for small trembles of
later moves that were folded before. Payoffs then stand for what follows, up to trembles.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Terminal
from gametheory_dprk.number import Number
from gametheory_dprk.refinements.perfection.local_payoffs import Supports
from gametheory_dprk.solution import SetKey


def fold_last_moves(game: ExtensiveGame[Number], supports: Supports) -> ExtensiveGame[Number]:
    """Fold last moves as long as there are any that leave no doubt.

    Examples
    --------
    >>> stay, leave = (Terminal({"A": Fraction(x)}) for x in (3, 1))
    >>> game = ExtensiveGame(("A",), Decision("A", "start", {"go": leave, "wait": stay}))
    >>> fold_last_moves(game, {("A", "start"): ["wait"]}).root
    Terminal(payoffs={'A': Fraction(3, 1)})
    """
    root = averaged(game.root)
    while sure := sure_moves(ExtensiveGame(game.players, root), supports):
        root = averaged(replaced(root, sure))
    return ExtensiveGame(game.players, root)


def last_sets(game: ExtensiveGame[Number]) -> dict[SetKey, list[Decision[Number]]]:
    """The nodes of every information set after which nobody moves."""
    found: dict[SetKey, list[Decision[Number]]] = {}
    for _, node in game.nodes():
        if isinstance(node, Decision):
            found.setdefault((node.player, node.information_set), []).append(node)
    return {
        key: nodes
        for key, nodes in found.items()
        if all(isinstance(child, Terminal) for node in nodes for child in node.moves.values())
    }


def end_payoffs(node: Decision[Number]) -> dict[str, Number]:
    """What the moves at a last node pay its owner."""
    ends = {m: end for m, end in node.moves.items() if isinstance(end, Terminal)}
    return {move: end.payoffs[node.player] for move, end in ends.items()}


def sure_moves(game: ExtensiveGame[Number], supports: Supports) -> dict[SetKey, str]:
    """The moves at last sets that are played for certain and strictly best at every node."""
    found = {}
    for key, nodes in last_sets(game).items():
        played, *others = supports[key]
        paid = [end_payoffs(node) for node in nodes]
        if not others and all(
            each[played] > value for each in paid for m, value in each.items() if m != played
        ):
            found[key] = played
    return found


def replaced(node: Node[Number], sure: Mapping[SetKey, str]) -> Node[Number]:
    """The tree with sure moves made."""
    if isinstance(node, Terminal):
        return node
    if isinstance(node, Decision) and (node.player, node.information_set) in sure:
        return node.moves[sure[node.player, node.information_set]]
    return with_moves(node, {move: replaced(child, sure) for move, child in node.moves.items()})


def averaged(node: Node[Number]) -> Node[Number]:
    """The tree with draws that end the game replaced by what they pay on average."""
    if isinstance(node, Terminal):
        return node
    moves = {move: averaged(child) for move, child in node.moves.items()}
    ends = {move: child for move, child in moves.items() if isinstance(child, Terminal)}
    if isinstance(node, Decision) or len(ends) < len(moves):
        return with_moves(node, moves)
    totals: dict[str, Number] = {}
    for move, end in ends.items():
        for player, value in end.payoffs.items():
            totals[player] = totals.get(player, Fraction(0)) + node.probabilities[move] * value
    return Terminal(totals)


def with_moves(
    node: Decision[Number] | Chance[Number], moves: Mapping[str, Node[Number]]
) -> Node[Number]:
    """The node with other successors."""
    if isinstance(node, Chance):
        return Chance(node.probabilities, moves)
    return Decision(node.player, node.information_set, moves)
