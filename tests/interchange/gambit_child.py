"""What pygambit says of game files; run in a process of its own, which may be stopped.

Prints one JSON document: for each file its players, its tree or table, and, for two players, its
extreme Nash equilibria in mixed strategies. Nodes are named by the positions of moves.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MOST_STRATEGIES = 12
"""Most strategies a player may have where equilibria are enumerated."""


def describe(file: str) -> dict[str, Any]:
    import pygambit

    read = pygambit.read_efg if file.endswith(".efg") else pygambit.read_nfg
    game = read(file)
    found: dict[str, Any] = {"players": [player.label for player in game.players]}
    paths = walk(game, found) if game.is_tree else {}
    if not game.is_tree:
        found["payoffs"] = table(game)
    strategies = [list(player.strategies) for player in game.players]
    small = len(strategies) == 2 and max(map(len, strategies)) <= MOST_STRATEGIES
    if small and (not game.is_tree or game.is_perfect_recall):
        solved = pygambit.nash.enummixed_solve(game, rational=True).equilibria
        meaning = [[plan(game, s, paths) for s in own] for own in strategies]
        found["equilibria"] = [
            [
                sorted([str(profile[s]), m] for s, m in zip(own, means, strict=True) if profile[s])
                for own, means in zip(strategies, meaning, strict=True)
            ]
            for profile in solved
        ]
    return found


def walk(game: Any, found: dict[str, Any]) -> dict[int, list[Any]]:
    """Note the tree, and return the information sets by their pygambit numbers."""
    zero = [0] * len(game.players)
    waiting = [((), game.root, zero)]
    sets: dict[Any, list[Any]] = {}
    found["ends"], found["chance"], found["nodes"] = {}, {}, 0
    while waiting:
        path, node, total = waiting.pop()
        found["nodes"] += 1
        name = ".".join(map(str, path))
        if node.outcome is not None and node.outcome in game.outcomes:
            total = [t + node.outcome[p] for t, p in zip(total, game.players, strict=True)]
        if node.is_terminal:
            found["ends"][name] = [str(fraction(value)) for value in total]
            continue
        if node.infoset.is_chance:
            chances = [action.prob for action in node.infoset.actions]
            found["chance"][name] = [str(fraction(chance)) for chance in chances]
        else:
            key = (node.player.number, node.infoset.number)
            sets.setdefault(key, []).append(name)
        waiting += [((*path, k), child, total) for k, child in enumerate(node.children)]
    found["sets"] = sorted([key[0], sorted(nodes)] for key, nodes in sets.items())
    return {key: sorted(nodes) for key, nodes in sets.items()}


def fraction(value: Any) -> Any:
    from fractions import Fraction

    return Fraction(str(value))


def table(game: Any) -> dict[str, list[str]]:
    """Payoffs by the positions of strategies."""
    from itertools import product

    found = {}
    for profile in product(*(range(len(player.strategies)) for player in game.players)):
        outcome = game[list(profile)]
        values = [outcome[p] if outcome is not None else 0 for p in game.players]
        found[".".join(map(str, profile))] = [str(fraction(value)) for value in values]
    return found


def plan(game: Any, strategy: Any, paths: dict[Any, list[Any]]) -> list[Any]:
    """What a strategy is: its position, or the move at each information set it does not exclude."""
    if not game.is_tree:
        return [strategy.number]
    made = []
    for infoset in strategy.player.infosets:
        action = strategy.action(infoset)
        if action is not None:
            made.append([paths[strategy.player.number, infoset.number], action.number])
    return sorted(made)


if __name__ == "__main__":
    print(json.dumps({file: describe(file) for file in sys.argv[1:]}))
