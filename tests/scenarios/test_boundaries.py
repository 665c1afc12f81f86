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
    # c = pi W at pi = 1/25; net = g_P = 1 and net = g_G = 1.2; mu = .2
    "dprk/war_fear_talks": [
        {"pi": "1/25"},
        {"c": "1.5"},
        {"c": "1.7"},
        {"p": "0.2", "pi": "0.01"},
        {"p": "0.2", "pi": "1/25"},
        {"p": "0.2", "c": "1.5"},
    ],
    # c1 = pi W at pi = 1/50; c2_G = v, w = c2_P, p_G b = p_P l
    "dprk/nested_2018": [
        {"pi": "0.02"},
        {"v": "0.8"},
        {"w": "1.8"},
        {"w": "2.4", "p_G": "0.4"},
    ],
    # 4 p = .4 (1 - p) 6 at p = 3/8
    "dprk/buy_time": [{"completion": "0", "p": "3/8"}, {"completion": "0.75"}],
    # 2 unit = B
    "dprk/china_coalition": [{"B": "2"}],
    "dprk/opposition_signal": [{"z": "1"}, {"q": "0.5"}, {"z": "1", "q": "0.5"}],
    # v_I = m, v_R - w_R = m; rho = 2/3
    "dprk/hands_or_costs": [
        {"m": "1"},
        {"v_R": "2.5"},
        {"q": "2/3"},
    ],
    "dprk/threat_selection": [{"q": "2/3"}, {"q": "8/15"}],
    # T_P/L_P = 1, 1/L_G = 2, S/(1 + S) = 1/2
    "dprk/trust_reassurance": [
        {"alpha": "1"},
        {"alpha": "2"},
        {"alpha": "0.6", "p": "0.5"},
        {"alpha": "1", "p": "0.5"},
        {"alpha": "0.6", "L_P": "0.75"},
    ],
    "dprk/trust_game": [{"T_D": "1"}, {"T_D": "1", "T_U": "1"}],
    # (1 - a) w/gain = 5/9; h a x_H + (1 - h a) w_US = x_L at h = 5/14
    "dprk/mediator_bias": [{"beta": "5/9"}, {"h": "5/14"}, {"h": "5/14", "beta": "5/9"}],
    "dprk/mediator_cheap_talk": [{"bias": "1/4"}, {"bias": "1/12"}],
    # B = .75 c_P, B = 1.5 c_G
    "dprk/costly_dismantlement": [{"B": "1.275"}, {"B": "0.9"}],
    "textbook/kreps_wilson_1982": [{"p": "1/4"}, {"p": "1/2"}],
    "textbook/spence_1973": [{"year": "1"}, {"year": "2"}, {"year": "0.5"}],
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
