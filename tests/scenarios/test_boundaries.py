"""The regions of the shipped scenarios on their very boundaries, where indifference rules."""

from __future__ import annotations

import pytest

from gametheory_dprk.analysis.claims import evaluate_claim
from gametheory_dprk.analysis.points import is_inside
from gametheory_dprk.analysis.solved import Solver
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values

BOUNDARIES = {
    # g_P = 1, g_G = 1.2 and mu = .2
    "dprk/agreed_framework_1994": [
        {"c": "1"},
        {"c": "1.2"},
        {"p": "0.2"},
        {"c": "1", "p": "0.4"},
        {"c": "1", "p": "0.2"},
    ],
    # d - k = .1, l/(b + l) = .5, d + h - k = 1.6, c - k = .3
    "dprk/singapore_2018": [
        {"w": "0.1"},
        {"p": "0.5"},
        {"w": "1.6"},
        {"v": "0.3"},
        {"p": "0.5", "w": "0.1"},
    ],
    # d*h = 1.6, and g = d*(g + f) at f = .25
    "dprk/verification": [{"c_I": "1.6"}, {"f": "0.25"}, {"f": "0.25", "c_I": "1.6"}],
    "dprk/alliance_wedge": [{"l_K": "1.5"}, {"l_K": "2.5"}, {"c": "5"}],
    # F/2 + w_U = 5, and (1 - q)*H = q*(V + 2*w_N) at H = 30
    "dprk/agreed_framework_implementation": [{"C": "5"}, {"H": "30"}, {"q": "0"}, {"q": "1"}],
    "textbook/cho_kreps_1987": [{"p": "1/2"}],
}


@pytest.mark.parametrize(
    ("name", "overrides"),
    [(name, point) for name, points in BOUNDARIES.items() for point in points],
)
def test_regions_hold_on_their_boundaries(name: str, overrides: dict[str, str]) -> None:
    scenario = read(name)
    point = parameter_values(scenario, overrides)
    solved = Solver(scenario, Budget()).at(point)
    for expectation in scenario.expect:
        if expectation.exactly_when is not None:
            found = evaluate_claim(expectation.that, solved.game, solved.solution, solved.values)
            assert found.settled
            expected = is_inside(scenario, expectation.exactly_when, point)
            assert found.holds == expected, expectation.that.text
