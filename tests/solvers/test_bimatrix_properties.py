"""What any complete solver of two-player games must satisfy, on small games full of ties."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from bimatrix_games import cells_of, extreme_equilibria, game_of, solved, structure
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.nash import check_normal
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.bimatrix_vertices import SPEC, solve


@st.composite
def games(draw, most=2):
    """Two payoff arrays of up to three by three small whole numbers."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    row = st.lists(st.integers(0, most), min_size=columns, max_size=columns)
    return tuple(draw(st.lists(row, min_size=rows, max_size=rows)) for _ in range(2))


@given(games())
@settings(max_examples=120, deadline=None)
def test_every_answer_verifies_at_every_corner(arrays):
    game = game_of(*arrays)
    candidates = solved(game)
    assert candidates
    for candidate in candidates:
        assert check_normal(game, candidate).failures() == ()


@given(games())
@settings(max_examples=120, deadline=None)
def test_components_are_connected_and_apart(arrays):
    game = game_of(*arrays)
    components = [cells_of(game, candidate) for candidate in solved(game)]
    for one, other in combinations(components, 2):
        assert not frozenset.union(*one) & frozenset.union(*other)
    for cells in components:
        reached, waiting = set(cells[:1]), list(cells[:1])
        while waiting:
            cell = waiting.pop()
            fresh = [other for other in cells if other & cell and other not in reached]
            reached.update(fresh)
            waiting += fresh
        assert reached == set(cells)


@given(games(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_reordering_moves_permutes_answers(arrays, random):
    rows, columns = len(arrays[0]), len(arrays[0][0])
    new_rows, new_columns = random.sample(range(rows), rows), random.sample(range(columns), columns)
    shuffled = [[[array[i][j] for j in new_columns] for i in new_rows] for array in arrays]
    expected = {
        (tuple(x[i] for i in new_rows), tuple(y[j] for j in new_columns))
        for x, y in extreme_equilibria(game_of(*arrays))
    }
    assert extreme_equilibria(game_of(*shuffled)) == expected


@given(games())
@settings(max_examples=60, deadline=None)
def test_names_are_only_names(arrays):
    rows, columns = len(arrays[0]), len(arrays[0][0])
    names = {"DPRK": [f"move {k}" for k in range(rows)], "US": ["same", "b", "a"][:columns]}
    renamed = game_of(*arrays, players=("DPRK", "US"), moves=names)
    assert structure(renamed) == structure(game_of(*arrays))


@given(games(), st.fractions("1/7", 9, max_denominator=7), st.fractions(-20, 20, max_denominator=5))
@settings(max_examples=80, deadline=None)
def test_positive_affine_payoffs_change_nothing(arrays, factor, shift):
    first, second = arrays
    changed = [[factor * Fraction(payoff) + shift for payoff in row] for row in first]
    assert structure(game_of(changed, second)) == structure(game_of(first, second))


@given(games())
@settings(max_examples=80, deadline=None)
def test_swapping_the_players_swaps_the_answers(arrays):
    first, second = ([list(column) for column in zip(*array, strict=True)] for array in arrays)
    swapped = {
        (dimension, frozenset(frozenset((y, x) for x, y in cell) for cell in cells))
        for dimension, cells in structure(game_of(second, first))
    }
    assert swapped == structure(game_of(*arrays))


def test_a_spent_budget_is_reported_and_claims_nothing():
    findings = solve(game_of([[1, 0], [0, 1]], [[1, 0], [0, 1]]), "nash", Budget(0.0))
    assert not findings.complete
    assert findings.limit == "time limit of 0 seconds reached"


class Countdown(Budget):
    """A budget of a number of ticks."""

    def __init__(self, ticks):
        super().__init__(None)
        self.ticks = ticks

    def tick(self):
        self.ticks -= 1
        if self.ticks == 0:
            raise LimitReached("no ticks left")


def test_a_budget_spent_between_components_keeps_the_first():
    coordination = [[1, 1, 0, 0], [0, 0, 1, 1]] * 2
    game, generous = game_of(coordination, coordination), 10**6
    budget = Countdown(generous)
    full = solve(game, "nash", budget)
    cut = solve(game, "nash", Countdown(generous - budget.ticks))
    assert full.complete
    assert len(full.candidates) > 1
    assert (cut.complete, cut.limit) == (False, "no ticks left")
    assert cut.candidates == full.candidates[:-1]


def test_three_players_are_outside():
    three = game_of([[0]], [[0]]).from_arrays([[[0]]], [[[0]]], [[[0]]])
    assert SPEC.accepts(three) == "needs two players, not 3"
