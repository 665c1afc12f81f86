from __future__ import annotations

import json
import math
from fractions import Fraction

import numpy as np
import pytest

from analysis.flagship_record import compare_plainly as compare
from analysis.flagship_record import noisy, talk_chances, with_record
from gametheory_dprk.analysis.compare import Comparison, Settings
from gametheory_dprk.analysis.compare.averages import Averaged, Spread, spread_notices
from gametheory_dprk.analysis.compare.batches.arrays import Floats
from gametheory_dprk.analysis.compare.contenders import contenders
from gametheory_dprk.analysis.compare.draws import ORDINAL, WIDTHS, draw_points, uncertain
from gametheory_dprk.analysis.compare.monte_carlo import (
    average,
    factor_bounds,
    factor_error,
    posterior_errors,
)
from gametheory_dprk.analysis.compare.priors import parameter_prior
from gametheory_dprk.analysis.compare.sides import make_sides
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.model import Interval, Parameter
from gametheory_dprk.scenario.values import broken_relations, parameter_values

TALK = with_record(("DPRK", "talk"))
BASE = parameter_values(TALK)
COUNT = 16


def drawn(width: str, count: int, seed: int, **held: Fraction) -> list[dict[str, Fraction]]:
    sides = make_sides([TALK], Settings(values=held), Budget())
    space = uncertain(sides)
    points = draw_points(space, contenders(sides, None), width, count, seed)
    return [{**BASE, **point} for point in points]


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(TALK, draws=COUNT, seed=3)


def average_of(found: Comparison, width: str, name: str) -> Averaged:
    spread = next(each for each in found.spreads if each.width == width)
    return next(each for each in spread.hypotheses if each.id == name)


@pytest.mark.parametrize("width", [*WIDTHS, ORDINAL])
def test_every_draw_has_the_likelihood_of_hand_algebra(found: Comparison, width: str) -> None:
    points = drawn(width, COUNT, 3)
    assert len(points) == COUNT
    chances = [tuple(map(noisy, talk_chances(point))) for point in points]
    genuine, ploy = zip(*chances, strict=True)
    result = average_of(found, width, "ploy")
    assert result.factor == pytest.approx(math.log10(sum(ploy) / sum(genuine)))
    assert result.average.effective == pytest.approx(sum(ploy) ** 2 / sum(x * x for x in ploy))
    assert result.posterior == pytest.approx(sum(ploy) / (sum(ploy) + sum(genuine)))
    # nobody talks in the other equilibrium, so the greatest factor is found with one of the two
    assert result.bounds[0] is not None
    assert result.bounds[1] is not None
    assert result.bounds[0] <= result.factor <= result.bounds[1]


@pytest.mark.parametrize("width", ["default", "wide"])
def test_the_talk_factor_is_that_of_an_independent_simulation(
    found: Comparison, width: str
) -> None:
    random = np.random.default_rng(11)
    low = dict.fromkeys(BASE, 0.0)
    high = {"p": 1, "R": 3, "q": 1, "c": 3, "v": 4, "d": 3}
    share = float(WIDTHS[width])
    chances = []
    while len(chances) < 2000:
        at = {}
        for name, value in BASE.items():
            whole = random.uniform(low[name], high.get(name, 2))
            at[name] = float(value) + share * (whole - float(value))
        worth = at["r"] - at["q"]
        if (
            at["n_G"] + worth < at["R"] < at["n_P"] + worth
            and at["k"] + at["b"] < at["v"] + at["d"]
        ):
            chances.append(tuple(map(noisy, talk_chances(at))))  # type: ignore[arg-type]
    genuine, ploy = (sum(column) for column in zip(*chances, strict=True))
    result = average_of(found, width, "ploy")
    assert result.factor is not None
    assert result.factor_error is not None
    assert 0 < result.factor_error < 0.25
    assert abs(result.factor - math.log10(ploy / genuine)) < 3 * result.factor_error


def draw_labels(**held: Fraction) -> list[dict[str, Fraction]]:
    sides = make_sides([TALK], Settings(values=held), Budget())
    return list(draw_points(uncertain(sides), contenders(sides, None), "wide", 1, 0))


def test_points_keep_assumptions_and_ranges_and_are_common_to_widths() -> None:
    points = drawn("wide", 10, 5, c=Fraction(1, 3))
    assert all(point["c"] == BASE["c"] for point in points)
    assert "c" not in next(iter(draw_labels(c=Fraction(1, 3))))
    assert not any(broken_relations(TALK.assume, point) for point in points)
    assert all(0 < point["p"] < 1 for point in points)


def test_widths_are_shares_of_the_way_from_the_default() -> None:
    for name, width in WIDTHS.items():
        points = drawn(name, 40, 5)
        costs = [point["c"] for point in points]  # from 0 to 3, by default 1/5
        assert max(costs) <= BASE["c"] + width * (3 - BASE["c"])
        assert min(costs) >= BASE["c"] - width * BASE["c"]
        assert max(costs) > BASE["c"] + width * Fraction(3, 4) * (3 - BASE["c"])


def test_the_same_seed_gives_the_same_bytes() -> None:
    texts = [
        json.dumps(compare(TALK, draws=2, seed=seed).to_document()["payoff_priors"])
        for seed in (1, 1, 2)
    ]
    assert texts[0] == texts[1] != texts[2]


def test_no_draws_unless_asked() -> None:
    found = compare(TALK)
    assert found.spreads == ()
    assert found.settings["draws"] == 0


def test_effective_draws_and_the_flag_by_hand() -> None:
    even = average(np.ones(20))
    assert (even.effective, even.largest_share) == pytest.approx((20, 0.05))
    # 21^2 / (19 + 4)
    odd = average(np.array([1.0] * 19 + [2.0]))
    assert odd.effective == pytest.approx(441 / 23)
    assert odd.largest_share == pytest.approx(2 / 21)
    assert average(np.zeros(2)).effective == 0


def averaged(evidence: list[float]) -> Averaged:
    return Averaged("a", average(np.array(evidence)), 0.0, 0.0, 0.0, (0.0, 0.0), 0.5, 0.0)


def test_one_draw_that_decides_is_flagged() -> None:
    assert not averaged([1.0] * 20).flagged
    assert averaged([1.0] * 19 + [2.0]).flagged
    even = Spread("wide", 20, 0, (averaged([1.0] * 20),))
    odd = Spread("wide", 20, 1, (averaged([1.0] * 19 + [2.0]),))
    assert spread_notices((even,), 20) == []
    assert [each.code for each in spread_notices((odd,), 21)] == ["few_draws_decide", "fewer_draws"]


def test_errors_by_hand() -> None:
    # ratios to the mean 1/2, 3/2 against 1, 1: differences -1/2, 1/2, so sqrt(1/2 / 2) = 1/2
    ones, others = np.array([1.0, 3.0]), np.array([1.0, 1.0])
    assert factor_error(ones, others) == pytest.approx(0.5 / math.log(10))
    # of 2/3: 2/3 * 1/3 times the error of the logarithm of the odds
    errors = posterior_errors({"a": 2 / 3, "b": 1 / 3}, {"a": ones, "b": others})
    assert errors["a"] == pytest.approx(2 / 9 * 0.5)
    assert errors["b"] == pytest.approx(2 / 9 * 0.5)


def test_bounds_are_those_of_all_choices() -> None:
    draws = [[(1.0, 1.0), (0.2, 0.1)], [(0.5, 1.0), (0.9, 0.2)], [(1.0, 3.0)]]
    sums = [
        (a[0] + b[0] + c[0]) / (a[1] + b[1] + c[1])
        for a in draws[0]
        for b in draws[1]
        for c in draws[2]
    ]
    low, high = factor_bounds(*padded(draws))
    assert low == pytest.approx(math.log10(min(sums)))
    assert high == pytest.approx(math.log10(max(sums)))
    assert factor_bounds(*padded([[(1.0, 0.0)]])) == (math.inf, math.inf)
    assert factor_bounds(*padded([[(0.0, 0.0)]])) == (None, None)


def padded(draws: list[list[tuple[float, float]]]) -> tuple[Floats, Floats]:
    height = max(map(len, draws))
    table = np.full((2, height, len(draws)), np.nan)
    for column, pairs in enumerate(draws):
        for row, pair in enumerate(pairs):
            table[:, row, column] = pair
    return table[0], table[1]


def parameter(prior: object) -> Parameter:
    return Parameter("x", Fraction(2), Interval(Fraction(1), Fraction(4)), prior=prior)


def test_priors_of_a_file() -> None:
    half = Fraction(1, 2)
    uniform = parameter_prior(parameter(None), Fraction(2))
    assert uniform is not None
    assert uniform.quantile(half) == Fraction(5, 2)
    logarithmic = parameter_prior(parameter("loguniform"), Fraction(2))
    assert logarithmic is not None
    assert logarithmic.quantile(half) == 2
    own = parameter_prior(parameter({"uniform": ["0", "3"]}), Fraction(2))
    assert own is not None
    assert own.quantile(half) == Fraction(3, 2)
    assert parameter_prior(parameter("fixed"), Fraction(2)) is None
    assert parameter_prior(Parameter("x", Fraction(2)), Fraction(2)) is None


@pytest.mark.parametrize("prior", ["normal", {"uniform": ["3", "4"]}, {"beta": ["1", "2"]}, ["1"]])
def test_a_bad_prior_is_refused(prior: object) -> None:
    with pytest.raises(AnalysisError, match="prior of x"):
        parameter_prior(parameter(prior), Fraction(2))
