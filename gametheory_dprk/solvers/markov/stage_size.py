"""How large the parts of a tree are that have to be solved at once."""

from __future__ import annotations

from collections import Counter
from typing import Any

from gametheory_dprk.games import Decision, ExtensiveGame, Node, Terminal
from gametheory_dprk.solution import SetKey


def largest_stage(game: ExtensiveGame[Any]) -> int:
    """Number of information sets in the largest subgame, each without the subgames within it.

    One walk through the tree: nodes are numbered so that a subtree is a range of numbers, and a
    subgame begins where no information set crosses the border of that range.

    Examples
    --------
    >>> end = Terminal({"A": 0, "B": 0})
    >>> answer = Decision("B", "asked", {"yes": end, "no": end})
    >>> largest_stage(ExtensiveGame(("A", "B"), Decision("A", "start", {"ask": answer, "go": end})))
    1
    """
    nodes, parents = numbered(game)
    sets: dict[SetKey, list[int]] = {}
    for number, node in enumerate(nodes):
        if isinstance(node, Decision):
            sets.setdefault((node.player, node.information_set), []).append(number)
    homes = subgame_of(parents, list(sets.values()))
    return max(Counter(homes[members[0]] for members in sets.values()).values(), default=0)


def numbered(game: ExtensiveGame[Any]) -> tuple[list[Node[Any]], list[int]]:
    """All nodes, each subtree in a row, and the number of each one's parent; -1 for the root."""
    nodes: list[Node[Any]] = []
    parents: list[int] = []
    waiting = [(game.root, -1)]
    while waiting:
        node, parent = waiting.pop()
        number = len(nodes)
        nodes.append(node)
        parents.append(parent)
        if not isinstance(node, Terminal):
            waiting += [(child, number) for child in node.moves.values()]
    return nodes, parents


def subgame_of(parents: list[int], sets: list[list[int]]) -> list[int]:
    """For each node the root of the smallest subgame that contains it."""
    last = list(range(len(parents)))
    lowest, highest = list(last), list(last)
    for members in sets:
        for number in members:
            lowest[number], highest[number] = members[0], members[-1]
    for number in range(len(parents) - 1, 0, -1):
        parent = parents[number]
        last[parent] = max(last[parent], last[number])
        lowest[parent] = min(lowest[parent], lowest[number])
        highest[parent] = max(highest[parent], highest[number])
    homes: list[int] = []
    for number, parent in enumerate(parents):
        closed = lowest[number] >= number and highest[number] <= last[number]
        homes.append(number if closed or parent < 0 else homes[parent])
    return homes
