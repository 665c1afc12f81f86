"""W3: all extreme equilibria of games with whole payoffs, exactly, with ties and without."""

from __future__ import annotations

import pytest
from workloads import integers, lrsnash, run, smoke

import gametheory_dprk as gt

CASES = [
    (most, size, seed)
    for most, sizes in ((99, (6, 12, 16, 18)), (9, (12, 16)), (1, (8, 10)))
    for size in sizes
    for seed in range(3 if size < 16 else 2 if size < 18 else 1)
]


@pytest.mark.parametrize(("most", "size", "seed"), CASES)
def test_all_exactly(benchmark, request, most, size, seed):
    if smoke(request) and size > 6:
        pytest.skip("smoke")
    first, second = integers(size, seed, most)
    named = f"{size}, payoffs 0 to {most}"
    found = run(
        benchmark, "W3", named, seed, "ours", lambda: gt.all_nash(first, second, exact=True)
    )
    benchmark.extra_info["equilibria"] = len(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("most", "size", "seed"), CASES)
def test_lrsnash(benchmark, request, most, size, seed):
    if smoke(request) and size > 6:
        pytest.skip("smoke")
    first, second = integers(size, seed, most)
    named = f"{size}, payoffs 0 to {most}"
    found = run(benchmark, "W3", named, seed, "lrsnash", lambda: lrsnash(first, second), slow=True)
    assert found == set(gt.all_nash(first, second, exact=True))


@pytest.mark.parametrize("size", [20, 22, 24])
def test_all_exactly_beyond_the_peers(benchmark, request, size):
    if smoke(request):
        pytest.skip("smoke")
    first, second = integers(size, 0)
    found = run(
        benchmark,
        "W3",
        f"{size}, payoffs 0 to 99",
        0,
        "ours",
        lambda: gt.all_nash(first, second),
        slow=True,
    )
    benchmark.extra_info["equilibria"] = len(found)
    assert len({(*x, *y) for x, y in found}) == len(found)
