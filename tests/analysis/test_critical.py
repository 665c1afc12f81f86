from __future__ import annotations

from fractions import Fraction
from random import Random
from textwrap import dedent

import pytest

from gametheory_dprk.analysis.critical import critical_discounts
from gametheory_dprk.analysis.profiles import is_equilibrium
from gametheory_dprk.analysis.sign_sets import between, nonnegative_set
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import decide, evaluate, parse
from gametheory_dprk.number import read_number
from gametheory_dprk.scenario.reader import read, read_text
from gametheory_dprk.scenario.source import Source

DEAL = read("dprk/self_enforcing_agreement")
LATE = read("dprk/self_enforcing_lag")
DEFAULTS = {name: each.value for name, each in DEAL.parameters.items()}


def test_grim_has_the_closed_form_of_the_literature() -> None:
    nk, us = critical_discounts(DEAL.game, DEFAULTS, "grim")
    bound = evaluate(parse("g/(g + m*(a + s - g))"), DEFAULTS)
    assert [(s.low, s.high, s.high_open) for s in nk.values] == [(bound, 1, True)]
    assert str(us.values[0]) == "[1/2, 1)"
    assert us.words == "US: delta_U in [1/2, 1), from delta_U >= a/(f + x)"
    assert [(each.label, each.move) for each in nk.binding] == [("grim.deal", "cheat")]


def test_the_formula_is_the_hand_derived_one_on_random_draws() -> None:
    random = Random(7)
    by_hand = parse("delta_N >= g/(g + m*(a + s - g))")
    formula = critical_discounts(DEAL.game, DEFAULTS, "grim")[0].binding[0].condition
    assert formula is not None
    for _ in range(200):
        point = {
            name: Fraction(random.randrange(1, 50), 50 if name[:5] == "delta" or name == "m" else 9)
            for name in DEFAULTS
        }
        assert decide(formula, point) == decide(by_hand, point)


def test_three_years_end_in_a_root_of_a_cubic() -> None:
    """m (a + s - g)(d + d^2 + d^3) = g with 0.7 * 3 and 4: 21 (d + d^2 + d^3) = 40."""
    nk, us = critical_discounts(DEAL.game, DEFAULTS, "three_years")
    low = nk.values[0].low
    assert 21 * (low + low * low + low * low * low) == 40
    assert us.values[0].low ** 3 + us.values[0].low ** 2 + us.values[0].low == 1


def test_a_lag_of_one_year_takes_a_square_root() -> None:
    values = {name: each.value for name, each in LATE.parameters.items()}
    us = critical_discounts(LATE.game, values, "grim")[1]
    assert us.values[0].low == read_number("sqrt(2)/2")


@pytest.mark.parametrize("scenario", [DEAL, LATE], ids=lambda s: s.id)
def test_the_set_is_where_the_solver_finds_the_profile(scenario: object) -> None:
    """Slightly inside it is an equilibrium and slightly outside it is none."""
    values = {name: each.value for name, each in scenario.parameters.items()}  # type: ignore[attr-defined]
    game = scenario.game  # type: ignore[attr-defined]
    for profile in game.automata:
        lows = {c.player: c.values[0].low for c in critical_discounts(game, values, profile)}
        for player, name in (("NK", "delta_N"), ("US", "delta_U")):
            above = between(lows[player], Fraction(1))
            close = between(lows[player], between(lows[player], above))
            below = between(Fraction(0), lows[player])
            rest = {"delta_N": Fraction(99, 100), "delta_U": Fraction(99, 100)}
            for factor, expected in ((above, True), (close, True), (below, False)):
                point = {**values, **rest, name: factor}
                assert is_equilibrium(game.at(point), profile) is expected


def test_no_discount_factor_may_be_enough() -> None:
    never = {**DEFAULTS, "g": Fraction(9), "s": Fraction(1, 2)}
    nk = critical_discounts(DEAL.game, never, "grim")[0]
    assert nk.values == ()
    assert nk.words == "NK: under no discount factor"


def test_sets_may_have_holes_and_points() -> None:
    """(3d - 1)^2 (2d - 1) is nonnegative at 1/3 and from 1/2 on."""
    cubic = tuple(map(Fraction, (-1, 8, -21, 18)))
    assert list(map(str, nonnegative_set([cubic]))) == ["{1/3}", "[1/2, 1)"]
    assert list(map(str, nonnegative_set([tuple(map(Fraction, (1, -2)))]))) == ["[0, 1/2]"]
    assert list(map(str, nonnegative_set([]))) == ["[0, 1)"]


def test_unknown_profile_is_refused() -> None:
    with pytest.raises(AnalysisError, match="no automaton 'grin'"):
        critical_discounts(DEAL.game, DEFAULTS, "grin")


def test_a_discount_factor_that_is_a_number_is_told_in_words() -> None:
    """Grim punishment of the prisoner's dilemma with gain 1, loss 2: patience from 1/3 on."""
    text = """
        gtd: 1
        kind: repeated
        title: dilemma
        players: [A, B]
        stage: {moves: {A: [c, d], B: [c, d]}}
        payoffs: {A: 3*B.c + A.d, B: 3*A.c + B.d}
        discount: 0.6
        automata:
          grim:
            good: {A: c, B: c, next: {A.d: bad, B.d: bad, else: good}}
            bad: {A: d, B: d, next: {else: bad}}
    """
    scenario = read_text(Source(dedent(text), "dilemma.yaml", "dilemma", ""))
    first, _ = critical_discounts(scenario.game, {}, "grim")  # type: ignore[arg-type]
    assert first.words == "A: discount in [1/3, 1)"
