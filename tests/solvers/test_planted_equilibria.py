"""Equilibria known by construction, of two and of three players, are among those found."""

from __future__ import annotations

import pytest
from large_trees import random_layers
from planted_trees import by_bayes, lists, planted, trembling
from tree_games import random_tree

from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import ExtensiveGame, Terminal
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.assessment_supports import solve_by_supports

MOST_SETS = 5


def drawn(seed: int, players: str) -> ExtensiveGame | None:
    """A small random tree, with hidden moves or with subgames."""
    if seed % 2:
        game = random_layers(seed, len(players) + 1, size=3, players=players)
    else:
        game = random_tree(seed, players, depth=4)
    small = not isinstance(game.root, Terminal) and len(game.information_sets()) <= MOST_SETS
    return game if small else None


@pytest.mark.parametrize("players", ["AB", "ABC"])
@pytest.mark.parametrize("concept", ["pbe", "sequential"])
def test_what_was_planted_is_found(concept: str, players: str) -> None:
    found = whole = 0
    for seed in range(60):
        game = drawn(seed, players)
        if game is None:
            continue
        assessment, _ = trembling(Tree(game), seed)
        if concept == "pbe":
            assessment = by_bayes(Tree(game), assessment, seed)
        game = planted(game, assessment, seed)
        findings = solve_by_supports(game, concept, Budget(20))
        found += 1
        if findings.complete:
            whole += 1
            assert lists(Tree(game), findings.candidates, assessment), seed
    assert whole > 0.9 * found > 12
