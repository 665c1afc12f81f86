"""Compiled families: a million points a second, and the exact solver at ten thousand points."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from workloads import smoke

from gametheory_dprk.analysis.atlas.signaling.points import exact_game
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.signaling_supports import run as solve
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points
from tests.analysis.atlas.test_points import corners, on_knife_edge, support_of

POINTS = 1_000_000
STUDIED = 10_000
FLAGSHIP = "dprk/agreed_framework_1994"


def inside(count):
    """Points at which all assumptions of the flagship hold."""
    random = np.random.default_rng(0)
    p, mu = random.uniform(0.01, 0.99, (2, count))
    genuine, more, s, c, v, d, k = random.uniform(0.05, 2, (7, count))
    r, q = random.uniform(0.05, 0.95, (2, count))
    ploy = genuine + 1 + more
    reward = random.uniform(genuine + r - q, ploy + r - q)
    b = np.maximum(mu * (v + d) - k, 0.001)
    fixed = {"n_G": genuine, "n_P": ploy, "R": reward}
    return fixed | {"p": p, "s": s, "r": r, "q": q, "c": c, "v": v, "k": k, "b": b, "d": d}


def test_a_million_points(benchmark, request):
    count = 1000 if smoke(request) else POINTS
    compiled = atlas_of(FLAGSHIP).compile()
    points = {n: x for n, x in inside(count).items() if n in compiled.parameters}
    result = benchmark.pedantic(
        compiled.evaluate, args=(points,), rounds=5, iterations=1, warmup_rounds=1
    )
    benchmark.extra_info.update(
        workload="W10", size="a million points of the flagship's families", seed=0, solver="ours"
    )
    assert result.inside.mean() > 0.5
    at = result.parameters
    mu, gain = (at["k"] + at["b"]) / (at["v"] + at["d"]), at["r"] - at["q"] + at["s"]
    mixing = result.inside & (at["c"] < gain) & (at["p"] < mu)
    assert (result.masks[4] == mixing).mean() > 1 - 1e-6
    talk = at["p"] * (1 - mu) / ((1 - at["p"]) * mu)
    found = result.strategies[4]["DPRK"]["ploy"]["talk"]
    both = mixing & result.masks[4]
    np.testing.assert_allclose(found[both], talk[both], rtol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("name", [FLAGSHIP, "dprk/singapore_2018"])
def test_the_exact_solver_agrees(name, request):
    found = atlas_of(name)
    drawn = random_points(found, 50 if smoke(request) else STUDIED, seed=20)
    points = [{n: Fraction(repr(float(x))) for n, x in point.items()} for point in drawn]
    points = [point for point in points if found.space.contains(point)]
    result = found.evaluate({n: np.array([float(p[n]) for p in points]) for n in found.parameters})
    supports = {family.id: case_support(found, family) for family in found.families}
    edges = 0
    for i, point in enumerate(points):
        game = exact_game(found.form, point)
        findings = solve(game, "pbe", Budget())
        assert findings.complete
        theirs = {
            support_of(game, sending, answering)
            for candidate in findings.candidates
            for sending, answering in corners(game, candidate)
        }
        mine = {supports[number] for number, mask in result.masks.items() if mask[i]}
        edge = on_knife_edge(found, point)
        edges += edge
        assert mine <= theirs if edge else mine == theirs, point
    print(f"{name}: {len(points)} points, {edges} of them on knife edges")


def case_support(found, family):
    """Who sends what and what answers it, as a key."""
    types = found.form.types
    sends = tuple(frozenset(m for m, s in family.case.items() if t in s.kinds) for t in types)
    return sends, tuple((m, s.replies) for m, s in family.case.items() if s.kinds)
