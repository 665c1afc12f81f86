"""Search over labels against exact vertex enumeration and lrsnash, above all where ties are."""

from __future__ import annotations

import shutil
import subprocess
from fractions import Fraction
from random import Random

import pytest
from bimatrix_games import cells_of, extreme_equilibria, game_of, random_arrays, with_duplicates

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.kernels.label_cases import find_cases
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers import bimatrix_vertices, label_enumeration
from gametheory_dprk.solvers.bimatrix import label_equilibria, tied_equilibria


def no_limit() -> None:
    """Go on."""


def points(first, second):
    """Extreme equilibria as pairs of tuples of fractions."""
    found = label_equilibria.extreme_equilibria(first, second, no_limit)
    return {
        (tuple(found.rows[x].chances()), tuple(found.columns[y].chances())) for x, y in found.pairs
    }


def test_agrees_with_vertex_enumeration_on_2000_games():
    random = Random(2001)
    for k in range(2000):
        size = random.randint(1, 4), random.randint(1, 4)
        arrays = random_arrays(random, size, random.choice([1, 2, 3, 5, 100]))
        if k % 10 == 0:
            arrays = with_duplicates(arrays)
        assert points(*arrays) == extreme_equilibria(game_of(*arrays)), arrays


def near_ties(random: Random, arrays):
    """Payoffs that floats cannot, or can hardly, tell apart."""
    power = random.choice([9, 13, 16, 25, 60])
    return [
        [[entry * 10**power + random.randint(-1, 1) for entry in row] for row in array]
        for array in arrays
    ]


def test_floats_never_decide_where_they_cannot():
    random = Random(7)
    false_claims = 0
    for _ in range(300):
        size = random.randint(2, 4), random.randint(2, 4)
        arrays = near_ties(random, random_arrays(random, size, 2))
        assert points(*arrays) == extreme_equilibria(game_of(*arrays)), arrays
        polyhedron = label_equilibria.both_faces(*arrays, no_limit)[0].polyhedron
        claims = find_cases(*arrays, no_limit).claims
        false_claims += not all(label_equilibria.is_true(polyhedron, *each) for each in claims)
    assert false_claims > 30


def test_the_clock_is_looked_at_for_every_claim(monkeypatch):
    """Ties make about as many claims as cases, each of which exact arithmetic has to check."""
    monkeypatch.setattr(tied_equilibria, "RAYS", 0)
    arrays, looks = random_arrays(Random(3), (5, 12), 1), 0

    def look() -> None:
        nonlocal looks
        looks += 1

    claims = find_cases(*arrays, no_limit).claims
    label_equilibria.extreme_equilibria(*arrays, look)
    assert looks > len(claims) > 100


def test_a_search_ends_at_the_first_claims_that_are_not_believed():
    arrays, asked = random_arrays(Random(3), (5, 12), 1), []

    def doubt(claims) -> bool:
        asked.append(set(claims))
        return False

    assert find_cases(*arrays, no_limit, believe=doubt) is None
    assert len(asked) == 1
    assert asked[0]
    kept = find_cases(*arrays, no_limit, believe=lambda claims: True)
    assert not kept.claims
    assert kept.leaves == find_cases(*arrays, no_limit).leaves


def test_open_cases_are_settled_exactly():
    """Magnitudes from 1 to 10^60 in one game leave some cases open."""
    random, opens = Random(1), 0
    for _ in range(200):
        arrays = [
            [[entry * 10 ** random.randint(0, 60) for entry in row] for row in array]
            for array in random_arrays(random, (random.randint(2, 4), random.randint(2, 4)), 3)
        ]
        opens += len(find_cases(*arrays, no_limit).opens)
        assert points(*arrays) == extreme_equilibria(game_of(*arrays)), arrays
    assert opens > 0


def test_components_are_those_of_vertex_enumeration():
    random = Random(5)
    for _ in range(150):
        arrays = random_arrays(random, (random.randint(1, 4), random.randint(1, 4)), 2)
        game = game_of(*arrays)
        ours, theirs = (
            solver.solve(game, "nash", Budget())
            for solver in (label_enumeration, bimatrix_vertices)
        )
        assert ours.complete
        assert ours.candidates == theirs.candidates


def lrsnash(folder, first, second):
    """Extreme equilibria by lrsnash: lines 2 with y, then the lines 1 with x they go with."""
    rows, columns = len(first), len(first[0])
    blocks = "\n\n".join("\n".join(" ".join(map(str, r)) for r in t) for t in (first, second))
    file = folder / "game.txt"
    file.write_text(f"{rows} {columns}\n\n{blocks}\n")
    done = subprocess.run(["lrsnash", file], capture_output=True, text=True, timeout=60, check=True)
    found, partners = set(), []
    for line in done.stdout.splitlines():
        number, *values = line.split() or [""]
        if number == "2":
            partners.append(tuple(map(Fraction, values[:columns])))
        elif number == "1":
            found |= {(tuple(map(Fraction, values[:rows])), y) for y in partners}
            partners = []
    return found


@pytest.mark.skipif(shutil.which("lrsnash") is None, reason="lrsnash is not installed")
@pytest.mark.parametrize("most", [1, 2, 9, 99])
def test_agrees_with_lrsnash_on_larger_games(most, tmp_path):
    random = Random(most)
    for _ in range(12):
        size = random.randint(5, 8), random.randint(5, 8)
        arrays = random_arrays(random, size, most)
        assert points(*arrays) == lrsnash(tmp_path, *arrays), arrays


def test_a_cut_needs_a_proof(monkeypatch):
    """The number of equilibria of a nondegenerate game is odd (Lemke and Howson 1964)."""
    random = Random(11)
    for size in (9, 10, 11, 12):
        first, second = random_arrays(random, (size, size), 10**6)
        cases = find_cases(first, second, no_limit)
        assert not cases.opens
        assert len(points(first, second)) % 2 == 1


def test_a_spent_budget_is_reported_and_claims_nothing():
    game = game_of(*random_arrays(Random(0), (10, 10), 9))
    findings = label_enumeration.solve(game, "nash", Budget(0.0))
    assert (findings.candidates, findings.complete) == ((), False)
    assert findings.limit == "time limit of 0 seconds reached"
    with pytest.raises(LimitReached):
        label_equilibria.extreme_equilibria([[0]], [[0]], Budget(0.0).tick)


def test_every_member_of_a_large_component_is_found():
    """Payoffs all alike: every pair of pure strategies is an extreme equilibrium, in one cell."""
    game = game_of([[1] * 10] * 10, [[1] * 10] * 10)
    (candidate,) = label_enumeration.solve(game, "nash", Budget()).candidates
    (cell,) = cells_of(game, candidate)
    assert len(cell) == 100
