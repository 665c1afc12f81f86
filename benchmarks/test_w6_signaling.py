"""W6: equilibria of structured signaling games on grids, with certificates; Blotto.

Shapes are asked for one by one and, where there is separation, both that and pooling at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from workloads import peer, run, smoke

import gametheory_dprk as gt
from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.concepts.signaling.grid import check_grid_signaling
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.compact_pure import run as find
from gametheory_dprk.solvers.signaling_path import run as follow

SHAPES = {
    "separating": "separating",
    "pooling": "pooling",
    "separating, pooling": "both",
    "partition": "cheap talk",
}


def spence(size, responses):
    """Separating at message = type; responses reach as far as types do."""
    steps = range(1, size + 1)
    return gt.GridSignalingGame.from_formulas(
        types=("t", steps),
        signals=("m", steps),
        responses=("r", [Fraction(k * size, responses) for k in range(1, responses + 1)]),
        sender="r - m^2/(2*t)",
        receiver="-(r - t)^2",
    )


def cheap_talk(size, responses):
    """Crawford and Sobel's uniform example with bias 1/50."""
    steps = [Fraction(k, size - 1) for k in range(size)]
    return gt.GridSignalingGame.from_formulas(
        types=("t", steps),
        signals=("m", steps),
        responses=("a", [Fraction(k, responses - 1) for k in range(responses)]),
        sender="-(a - t - 0.02)^2",
        receiver="-(a - t)^2",
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("size", "responses"), [(64, 64), (256, 256), (1000, 1000), (1000, 100)], ids=str
)
def test_structured(benchmark, request, shape, size, responses):
    if smoke(request):
        size, responses = 16, 16
    if "separating" in shape and responses < size:
        pytest.skip("too few responses to tell all types apart")
    if shape == "partition" and size > 256:
        pytest.skip("takes minutes: play comes to rest slowly")
    make = cheap_talk if shape == "partition" else spence

    def solve():
        game = make(size, responses)
        found = find(game, "pbe", Budget(), {"shapes": shape}).candidates
        assert all(check_grid_signaling(game, candidate).valid for candidate in found)
        return found

    size_text = f"{size} x {size} x {responses}, {SHAPES[shape]}"
    found = run(benchmark, "W6", size_text, 0, "ours", solve)
    assert len(found) == len(shape.split(","))


def costly_claims(size, random):
    """Cho and Kreps' case with many types: single crossing, whole payoffs drawn anew."""
    slope, cost = random.integers(1, 9, 2)
    return (
        {"t": range(1, size + 1), "m": range(size), "r": range(1, size + 1)},
        f"{slope}*r - {cost}*m^2/(2*t)", "-(r - t)^2",
    )  # fmt: skip


def crossing(size, random):
    """Costs of signals on random grids, falling with random types at random rates."""
    grids = {name: np.cumsum(random.integers(1, 10, size)).tolist() for name in "tm"}
    return (
        grids | {"r": grids["t"]},
        f"{random.integers(1, 9)}*r - m*({random.integers(1, 9)} + m)/t", "-(r - t)^2",
    )  # fmt: skip


def demands(size, random):
    """A claimant of hidden strength asks for a share; what is granted follows the strength."""
    half = random.integers(2, 5)
    return (
        {name: [Fraction(k, size) for k in range(1, size + 1)] for name in "tmr"},
        f"r - {half}*(m - r)^2/(1 + t) - m/(4*t)", "-(r - t)^2",
    )  # fmt: skip


def talk(size, random):
    """Cheap talk with a random small bias (Crawford and Sobel 1982)."""
    steps = [Fraction(k, size - 1) for k in range(size)]
    bias = Fraction(int(random.integers(1, 5)), 100)
    return dict.fromkeys("tmr", steps), f"-(r - t - {bias})^2", "-(r - t)^2"


FAMILIES = [costly_claims, crossing, demands, talk]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
@pytest.mark.parametrize("size", [64, 256])
def test_families(benchmark, request, size, family, seed):
    """Every shape that is found in games of a family, all certified."""
    if smoke(request) and (size > 64 or seed):
        pytest.skip("smoke")
    axes, sender, receiver = family(16 if smoke(request) else size, np.random.default_rng(seed))

    def solve():
        game = gt.GridSignalingGame.from_formulas(
            *((name, axes[name]) for name in "tmr"), sender=sender, receiver=receiver
        )
        found = find(game, "pbe", Budget(60)).candidates
        assert all(check_grid_signaling(game, candidate).valid for candidate in found)
        return found

    name = family.__name__.replace("_", " ")
    slow = size > 64 and family is talk
    found = run(benchmark, "W6", f"{size} x {size} x {size}, {name}", seed, "ours", solve, slow)
    benchmark.extra_info["equilibria"] = len(found)
    assert found


RANDOM = {8: 20, 12: 20, 16: 20}
"""Seeds for each number of types, signals and responses."""

LIMIT = 60
GAMBIT = 6
"""The largest size at which Gambit's branch is followed, which takes a process of its own."""

CHILD = """
import json, sys, time
import numpy as np, pygambit
size, seed = int(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(seed)
pays = random.random((2, size, size, size))
game = pygambit.Game.new_tree(players=["S", "R"])
game.append_move(game.root, game.players.chance, [f"t{k}" for k in range(size)])
for node in game.root.children:
    game.append_move(node, "S", [f"m{k}" for k in range(size)])
for m in range(size):
    nodes = [list(node.children)[m] for node in game.root.children]
    game.append_move(nodes, "R", [f"r{k}" for k in range(size)])
for t, kind in enumerate(game.root.children):
    for m, sent in enumerate(kind.children):
        for r, end in enumerate(sent.children):
            outcome = game.add_outcome(f"{t} {m} {r}", pays[:, t, m, r].tolist())
            game.set_outcome(end, outcome)
started = time.process_time()
found = pygambit.nash.logit_solve(game, use_strategic=False)
print(json.dumps([time.process_time() - started, len(found.equilibria)]))
"""


def drawn(size, seed):
    """Independent uniform payoffs, all types alike."""
    pays = np.random.default_rng(seed).random((2, size, size, size))
    return gt.SignalingGame.from_arrays([Fraction(1, size)] * size, pays[0], pays[1])


@pytest.mark.parametrize(
    ("size", "seed"),
    [(4, 0), (4, 1), (GAMBIT, 0), (GAMBIT, 1), *((n, k) for n in RANDOM for k in range(RANDOM[n]))],
)
@pytest.mark.parametrize("solver", ["ours", "gambit"])
def test_random(benchmark, request, solver, size, seed):
    """W6b: one sequential equilibrium with arbitrary payoffs, exact and checked, or a limit."""
    if smoke(request) and size > 4:
        pytest.skip("smoke")
    shape = f"{size} x {size} x {size}"
    if solver == "gambit":
        if size > GAMBIT:
            pytest.skip("takes more than a minute")
        peer("pygambit")
        command = [sys.executable, "-c", CHILD, str(size), str(seed)]

        def solve():
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=LIMIT, check=True
            )
            return json.loads(done.stdout)

        try:
            seconds, equilibria = run(benchmark, "W6b", shape, seed, solver, solve, slow=True)
        except subprocess.TimeoutExpired:
            benchmark.extra_info["over"] = LIMIT
            pytest.skip(f"more than {LIMIT} s")
        benchmark.extra_info.update(seconds=seconds, equilibria=equilibria)
        return
    game = drawn(size, seed)
    found = run(
        benchmark, "W6b", shape, seed, solver, lambda: follow(game, "pbe", Budget(LIMIT)), slow=True
    )
    benchmark.extra_info["solved"] = len(found.candidates)
    assert found.candidates or found.limit
    assert all(check_signaling(game, candidate).valid for candidate in found.candidates)


BLOTTO = [(10, 8, [1, 2, 3, 4]), (12, 10, [1, 2, 3, 4]), (20, 15, [1, 2, 3, 4, 5, 6, 7, 8])]


@pytest.mark.parametrize("case", range(3))
@pytest.mark.parametrize("solver", ["ours", "highs"])
def test_blotto(benchmark, request, solver, case):
    """Double oracle beside the linear program of the whole matrix, where this can be written."""
    game = gt.Blotto.of(*BLOTTO[0 if smoke(request) else case])
    rows, columns = game.sizes
    if solver == "ours":
        found = run(
            benchmark, "W6-blotto", f"{rows} x {columns}", 0, "ours",
            lambda: gt.double_oracle(game), slow=True,
        )  # fmt: skip
        assert found.low == found.high
        return
    if rows * columns > 1_000_000:
        pytest.skip("the matrix has more than a million entries")
    table = whole_matrix(game)
    optimize = peer("scipy.optimize")

    def solve():
        return optimize.linprog(
            np.append(np.zeros(rows), -1.0),
            A_ub=np.column_stack([-table.T, np.ones(columns)]), b_ub=np.zeros(columns),
            A_eq=np.append(np.ones(rows), 0.0)[None], b_eq=[1.0],
            bounds=[(0, None)] * rows + [(None, None)], method="highs-ds",
        )  # fmt: skip

    found = run(benchmark, "W6-blotto", f"{rows} x {columns}", 0, "highs", solve, slow=True)
    assert abs(-found.fun - float(gt.double_oracle(game).value)) < 1e-6


def whole_matrix(game):
    """Payoffs of all pairs of strategies."""
    fields = len(game.values)
    sides = (spreads(game.first, fields), spreads(game.second, fields))
    values = np.array([float(value) for value in game.values])
    return np.array([np.sign(own - sides[1]) @ values for own in sides[0]])


def spreads(troops, fields):
    """Every way to spread troops, as rows."""
    if fields == 1:
        return np.array([[troops]])
    parts = [(k, spreads(troops - k, fields - 1)) for k in range(troops + 1)]
    return np.concatenate([np.column_stack([np.full(len(rest), k), rest]) for k, rest in parts])
