from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.bimatrix.bicliques import connected_parts, maximal_bicliques

EDGES = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1)


def subsets(nodes):
    nodes = sorted(nodes)
    return chain.from_iterable(combinations(nodes, size) for size in range(1, len(nodes) + 1))


def brute_force(edges):
    """Maximal bicliques straight from the definition."""
    lefts, rights = ({edge[side] for edge in edges} for side in (0, 1))
    full = [
        (a, b)
        for a in subsets(lefts)
        for b in subsets(rights)
        if all((left, right) in edges for left in a for right in b)
    ]
    return {
        (a, b)
        for a, b in full
        if not any((a, b) != (c, d) and set(a) <= set(c) and set(b) <= set(d) for c, d in full)
    }


@given(EDGES)
@settings(max_examples=60, deadline=None)
def test_maximal_bicliques_by_brute_force(edges):
    found = maximal_bicliques(edges, Budget().tick)
    assert found == sorted(found)
    assert len(found) == len(set(found))
    assert set(found) == brute_force(edges)


@given(EDGES)
@settings(max_examples=100, deadline=None)
def test_parts_partition_the_edges(edges):
    parts = connected_parts(edges)
    assert sorted(chain.from_iterable(parts)) == sorted(edges)
    assert parts == sorted(parts)
    for one, other in combinations(parts, 2):
        assert not {left for left, _ in one} & {left for left, _ in other}
        assert not {right for _, right in one} & {right for _, right in other}


@given(EDGES)
@settings(max_examples=100, deadline=None)
def test_parts_are_connected(edges):
    for part in connected_parts(edges):
        lefts, rights = {part[0][0]}, {part[0][1]}
        for _ in part:
            lefts |= {left for left, right in part if right in rights}
            rights |= {right for left, right in part if left in lefts}
        assert {edge for edge in edges if edge[0] in lefts} == set(part)


def test_many_bicliques_can_be_stopped():
    crown = [(i, j) for i in range(24) for j in range(24) if i != j]
    with pytest.raises(LimitReached):
        maximal_bicliques(crown, Budget(0.05).tick)
