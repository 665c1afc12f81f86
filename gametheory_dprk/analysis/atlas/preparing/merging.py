"""Moves of one player that follow one another directly, taken together as one move.

Nobody learns or does anything in between, so whoever makes the first move may as well choose both
at once: what the game can lead to, and with which beliefs, stays the same.
"""

from __future__ import annotations

from collections import Counter

from gametheory_dprk.games import Chance, Decision, ExtensiveGame, Node, Terminal
from gametheory_dprk.games.game import Value

Members = Counter[tuple[str, str]]
"""How many nodes each information set has."""


def merged_moves(game: ExtensiveGame[Value]) -> ExtensiveGame[Value]:
    """Take together moves of one player that follow one another.

    The second decision must be the only node of its information set; joint moves are called like
    both, with a dot between.

    Examples
    --------
    >>> def end(a): return Terminal({"A": a})
    >>> later = Decision("A", "later", {"step": end(1), "stay": end(2)})
    >>> game = ExtensiveGame(("A",), Decision("A", "first", {"talk": later, "provoke": end(0)}))
    >>> list(merged_moves(game).root.moves)
    ['talk.step', 'talk.stay', 'provoke']
    """
    nodes = (node for _, node in game.nodes() if isinstance(node, Decision))
    members = Counter((node.player, node.information_set) for node in nodes)
    return ExtensiveGame(game.players, merged(game.root, members))


def merged(node: Node[Value], members: Members) -> Node[Value]:
    """Take moves together at and below a node."""
    if isinstance(node, Terminal):
        return node
    moves = {move: merged(child, members) for move, child in node.moves.items()}
    if isinstance(node, Chance):
        return Chance(node.probabilities, moves)
    joined: dict[str, Node[Value]] = {}
    for move, child in moves.items():
        if (
            isinstance(child, Decision)
            and child.player == node.player
            and members[child.player, child.information_set] == 1
        ):
            joined |= {f"{move}.{later}": after for later, after in child.moves.items()}
        else:
            joined[move] = child
    return Decision(node.player, node.information_set, joined)
