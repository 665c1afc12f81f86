"""Shares of variance and grids, against sums over closed forms."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from analysis.flagship_record import compare_plainly as plainly
from analysis.flagship_record import with_record
from gametheory_dprk.analysis.compare import Comparison
from gametheory_dprk.analysis.compare.indices import Index, index
from gametheory_dprk.errors import AnalysisError

TALK = with_record(("DPRK", "talk"))
HELD = {
    "n_G": "0.3", "n_P": "1", "s": "0.5", "R": "1", "r": "0.6",
    "q": "0.1", "c": "0.2", "v": "2", "b": "0.1", "d": "1",
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Comparison:
    values = {name: Fraction(each) for name, each in HELD.items()}
    return plainly(TALK, values=values, sensitivity=True)


def test_indices_are_those_of_a_dense_grid(found: Comparison) -> None:
    # half way from the defaults: p from .05 to .55, k from .25 to 1.25; mu = (k + .1)/3
    share = (np.arange(2000) + 0.5) / 2000
    p, k = (0.05 + 0.5 * share)[:, None], (0.25 + share)[None, :]
    belief = (k + 0.1) / 3
    ploy = np.where(p > belief, 1.0, p * (1 - belief) / ((1 - p) * belief))
    factor = np.log10((0.95 * ploy + 0.025) / 0.975)
    whole = factor.var()
    first = {"p": factor.mean(axis=1).var() / whole, "k": factor.mean(axis=0).var() / whole}
    total = {"p": factor.var(axis=0).mean() / whole, "k": factor.var(axis=1).mean() / whole}
    assert found.sensitivity is not None
    assert found.sensitivity.indices is not None
    assert found.sensitivity.indices.variance["ploy"] == pytest.approx(whole, rel=0.02)
    for each in found.sensitivity.indices.of["ploy"]:
        assert 0 < each.first_error < 0.05
        assert each.first == pytest.approx(first[each.parameter], abs=3 * each.first_error)
        assert each.total == pytest.approx(total[each.parameter], abs=3 * each.total_error)


def test_indices_of_a_sum() -> None:
    # x + 2 y: shares 1/5 and 4/5, first order and total alike
    random = np.random.default_rng(2)
    x, y, other_x, other_y = random.normal(size=(4, 200_000))
    result = index("x", x + 2 * y, x + 2 * other_y, other_x + 2 * y)
    assert result is not None
    variance, each = result
    assert variance == pytest.approx(5, rel=0.02)
    assert isinstance(each, Index)
    assert each.first == pytest.approx(0.2, abs=4 * each.first_error)
    assert each.total == pytest.approx(0.2, abs=4 * each.total_error)
    assert each.total_error < each.first_error < 0.01


def test_the_usual_grid_is_that_of_bayes_rule(found: Comparison) -> None:
    grid = found.grid
    assert grid is not None
    assert grid.axes == ("prior", "eta")
    for prior, row in zip(grid.values[0], grid.posteriors, strict=True):
        for eta, chance in zip(grid.values[1], row, strict=True):
            one, other = (1 - eta) * 1 + eta / 2, (1 - eta) * Fraction(4, 9) + eta / 2
            expected = prior * one / (prior * one + (1 - prior) * other)
            assert chance == pytest.approx(float(expected))


def test_a_grid_over_parameters() -> None:
    grid = plainly(TALK, grid=("p=0.1:0.3:2", "c=0.2:1.3:3")).grid
    assert grid is not None
    # p = .1: 9/13 with noise is 351/512; c = .75 is below g_P = 1 too; at c = 1.3 nobody talks
    assert grid.posteriors[0] == pytest.approx((351 / 512, 351 / 512, 0.5))
    assert grid.posteriors[1] == pytest.approx((0.5, 0.5, 0.5))
    limited = plainly(TALK, grid=("n_G=0.1:1.5:3", "prior")).grid
    assert limited is not None
    # R > n_G + r - q fails from n_G = 1/2 on
    assert [row[0] is None for row in limited.posteriors] == [False, True, True]


@pytest.mark.parametrize(
    ("axes", "told"),
    [
        (("p", "p"), "two different axes"),
        (("p", "nothing"), "'nothing' is no uncertain parameter"),
        (("p=1:0:3", "eta"), "expected p=LOW:HIGH:N"),
        (("eta=0:2:3", "p"), "eta is a probability"),
        (("p",), "two axes"),
    ],
)
def test_bad_grids(axes: tuple[str, ...], told: str) -> None:
    with pytest.raises(AnalysisError, match=told):
        plainly(TALK, grid=axes)
