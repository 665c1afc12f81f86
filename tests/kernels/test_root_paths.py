"""Paths of roots end in the roots of the equations that they lead to."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from nplayer_games import random_game

from gametheory_dprk.solvers.supports.homotopy import approximate_roots
from gametheory_dprk.solvers.supports.root_bound import assignments, root_bound
from gametheory_dprk.solvers.supports.system import support_system


# Ways to give every unknown an equation of another player: for n players with two moves each
# these are permutations without a fixed point (2, 9, 44); McKelvey and McLennan 1997.
@pytest.mark.parametrize(
    ("shape", "count"),
    [((1, 1, 1), 2), ((1,) * 4, 9), ((1,) * 5, 44), ((2, 2, 2), 10), ((3, 3, 3), 56), ((3, 1), 0)],
)
def test_the_bound_counts_assignments(shape, count):
    assert root_bound(shape) == count
    assert len(set(assignments(shape))) == count


@pytest.mark.parametrize("sizes", [(2, 2, 2, 2), (3, 3, 3), (1, 3, 2, 3)])
def test_paths_end_in_distinct_roots(sizes):
    game = random_game(Random(3), sizes, 50)
    system = support_system(game, tuple(game.moves.values()))
    context = system.context()
    roots = approximate_roots(system, 0, lambda: None)
    assert len(roots) == root_bound(tuple(size - 1 for size in sizes))
    for equation in (system.polynomial(each, context) for each in system.equal):
        terms = [(int(c), [k for k, e in enumerate(p) if e]) for p, c in equation.terms()]
        for root in roots:
            parts = [c * np.prod(root[unknowns]) for c, unknowns in terms]
            assert abs(sum(parts)) <= 1e-9 * max(map(abs, parts))
    gaps = [abs(a - b).max() for k, a in enumerate(roots) for b in roots[:k]]
    assert min(gaps, default=1.0) > 1e-6


def test_an_equation_that_says_nothing_has_no_paths():
    game = random_game(Random(3), (2, 2, 2), 0)
    assert (
        approximate_roots(support_system(game, tuple(game.moves.values())), 0, lambda: None) is None
    )
