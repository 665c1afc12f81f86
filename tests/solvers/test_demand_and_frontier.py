from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.bargains.demand import check_demand
from gametheory_dprk.concepts.bargains.frontier import check_frontier
from gametheory_dprk.games import DemandGame, FrontierGame
from gametheory_dprk.games.demand import Kind, Spread
from gametheory_dprk.games.frontier import RULES, Curve
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.demand import solve_demand
from gametheory_dprk.solvers.frontier import solve_frontier

ZERO, ONE = Fraction(0), Fraction(1)
numbers = st.fractions(-1, 1, max_denominator=8)


def simulated(game: DemandGame[Fraction], offer: float, draws: int = 400) -> float:
    """Expected payoff of an offer by adding up over a fine grid of types."""
    types, total = game.types, 0.0
    assert isinstance(types, Spread)
    for k in range(draws):
        kind = float(types.low) + (k + 0.5) / draws * float(types.high - types.low)
        worth = {p: float(b) + float(s) * kind for p, (b, s) in types.outside.items()}
        refuses = worth[game.responder] > offer
        total += worth[game.proposer] if refuses else float(game.pie) - offer
    return total / draws


@settings(max_examples=40, deadline=None)
@given(numbers, numbers, numbers, numbers.filter(bool))
def test_no_offer_on_a_grid_beats_the_one_found(
    own: Fraction, gain: Fraction, base: Fraction, slope: Fraction
) -> None:
    outside = {"A": (own, gain), "B": (base, slope)}
    game = DemandGame(("A", "B"), "A", "B", ONE, ZERO, Spread("c", ZERO, ONE, outside))
    found = solve(game, "bargaining")
    assert found.complete
    value = float(found.equilibria[0].values["A"])
    best = max(simulated(game, k / 100) for k in range(101))
    assert value == pytest.approx(best, abs=0.02)
    assert value > best - 0.005


def test_the_published_trade_off_on_random_draws() -> None:
    """Fearon 1995: the demand pi + (C - c_A)/2, refused with 1/2 - c_A/(2C)."""
    scenario, random, inside = read("dprk/risk_return"), Random(2), 0
    for _ in range(200):
        pi, c, top = (Fraction(random.randrange(1, 50), 50) for _ in range(3))
        game = scenario.game.at({"pi": pi, "c_A": c, "C": top})
        [found] = solve(game, "bargaining").equilibria
        demand = 1 - found.strategies["US"]["US"]["offers"]
        closed = min(max(pi + (top - c) / 2, pi), ONE)
        assert demand == closed
        inside += pi < closed < 1
    assert inside > 50


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), numbers, numbers), min_size=1, max_size=4))
def test_named_types_against_all_offers(drawn: list[tuple[int, Fraction, Fraction]]) -> None:
    total = sum(weight for weight, _, _ in drawn)
    types = {
        f"t{k}": Kind(Fraction(weight, total), {"A": own, "B": other})
        for k, (weight, own, other) in enumerate(drawn)
    }
    game = DemandGame(("A", "B"), "A", "B", ONE, ZERO, types)
    [found] = solve(game, "bargaining").equilibria
    for k in range(57):
        offer = Fraction(k, 56)
        worth = sum(
            t.probability * (t.outside["A"] if t.outside["B"] > offer else 1 - offer)
            for t in types.values()
        )
        assert found.values["A"] >= worth


def test_other_demands_and_answers_are_refuted() -> None:
    for name in ("dprk/risk_return", "dprk/risk_return_types"):
        scenario = read(name)
        game = scenario.game.at({n: p.value for n, p in scenario.parameters.items()})
        assert isinstance(game, DemandGame)
        good = solve_demand(game, "bargaining", Budget()).candidates[0].assessment.strategies
        for player, sets in good.items():
            for label, amounts in sets.items():
                for word, amount in amounts.items():
                    for step in (Fraction(1, 50), Fraction(-1, 50), Fraction(2)):
                        table = {**sets, label: {word: amount + step}}
                        bad = Assessment({**good, player: table})
                        assert not check_demand(game, Candidate(bad)).valid
        assert not check_demand(game, Candidate(Assessment({"US": good["US"]}))).valid


@pytest.mark.parametrize("step", [Fraction(1, 50), Fraction(-1, 50)])
def test_other_demands_with_fitting_answers_are_refuted(step: Fraction) -> None:
    scenario = read("dprk/risk_return")
    game = scenario.game.at({n: p.value for n, p in scenario.parameters.items()})
    assert isinstance(game, DemandGame)
    assert isinstance(game.types, Spread)
    good = solve_demand(game, "bargaining", Budget()).candidates[0].assessment.strategies
    offer = good["US"]["US"]["offers"] + step
    base, slope = game.types.outside["DPRK"]
    answers = {"c_B": {"indifferent": (offer - base) / slope}}
    moved = Assessment({"US": {"US": {"offers": offer}}, "DPRK": answers})
    failures = check_demand(game, Candidate(moved)).failures()
    assert [each.claim for each in failures] == ["US: value >= that of offering 1/4"] or step < 0
    assert failures


def test_sanctions_against_every_demand_on_a_grid() -> None:
    """The best of many demands, with the threat carried out only where that pays."""
    scenario, random = read("dprk/sanctions_paradox"), Random(4)
    for _ in range(60):
        kappa = Fraction(random.randrange(1, 20), 20)
        s, t, stake = (Fraction(random.randrange(1, 40), 20) for _ in range(3))
        values = {"kappa": kappa, "s": s, "t": t, "X": stake}
        worth = solve(scenario.game.at(values), "bargaining").equilibria[0].values["US"]
        punishes = kappa * t > s
        best = ZERO
        for k in range(241):
            demand = stake * k / 240
            refusal = -t + kappa * s if punishes else ZERO
            if -(1 + kappa) * demand >= refusal:
                best = max(best, (1 + kappa) * demand)
        assert 0 <= worth - best <= (1 + kappa) * stake / 240


points = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=6, unique=True
)


@settings(max_examples=120, deadline=None)
@given(points)
def test_solutions_on_points_are_certified_and_best_on_a_grid(drawn: list[tuple[int, int]]) -> None:
    agreements = {f"a{k}": {"A": Fraction(x), "B": Fraction(y)} for k, (x, y) in enumerate(drawn)}
    game = FrontierGame(("A", "B"), agreements, {"A": ONE, "B": Fraction(2)})
    found = solve(game, "bargaining")
    for each in found.equilibria:
        assert each.values["A"] >= 1 or each.label == "utilitarian"
        for x, y in drawn:
            for u, v in drawn:
                for k in range(9):
                    one, two = Fraction(x * k + u * (8 - k), 8), Fraction(y * k + v * (8 - k), 8)
                    a, b = each.values["A"], each.values["B"]
                    if each.label == "nash" and one >= 1 and two >= 2:
                        assert (one - 1) * (two - 2) <= (a - 1) * (b - 2)
                    if each.label == "utilitarian":
                        assert one + two <= a + b
                    assert not (one > a and two > b)


@settings(max_examples=60, deadline=None)
@given(
    st.fractions(-2, 1, max_denominator=4),
    st.fractions(-2, 0, max_denominator=4),
    st.fractions(-1, 0, max_denominator=4),
)
def test_solutions_on_curves_are_certified(
    linear: Fraction, quadratic: Fraction, base: Fraction
) -> None:
    curve = Curve(ZERO, ONE, (Fraction(2), linear, quadratic))
    game = FrontierGame(("A", "B"), curve, {"A": base, "B": base})
    found = solve(game, "bargaining")
    assert {"nash", "egalitarian"} <= {each.label for each in found.equilibria}
    nash = next(each for each in found.equilibria if each.label == "nash").values
    product = float(nash["A"] - base) * float(nash["B"] - base)
    for k in range(101):
        x = k / 100
        y = 2 + float(linear) * x + float(quadratic) * x * x
        assert (x - float(base)) * (y - float(base)) <= product + 1e-12


def test_perturbed_solutions_are_refuted() -> None:
    scenario = read("textbook/nash_1950")
    game = scenario.game.at({})
    assert isinstance(game, FrontierGame)
    found = solve_frontier(game, "bargaining", Budget(), {})
    assert len(found.candidates) == len(RULES)
    for candidate in found.candidates:
        assert check_frontier(game, candidate).valid
        strategies = candidate.assessment.strategies
        [(rule, amounts)] = strategies["A"].items()
        for step in (Fraction(1, 100), Fraction(-1, 100)):
            moved = {**strategies, "A": {rule: {"receives": amounts["receives"] + step}}}
            assert not check_frontier(game, Candidate(Assessment(moved))).valid
        for other in set(RULES) - {rule, "egalitarian", "kalai_smorodinsky"}:
            renamed = {p: {other: sets[rule]} for p, sets in strategies.items()}
            assert not check_frontier(game, Candidate(Assessment(renamed))).valid


def test_no_gain_from_agreement() -> None:
    agreements = {"only": {"A": ZERO, "B": ONE}}
    game = FrontierGame(("A", "B"), agreements, {"A": ONE, "B": ZERO})
    found = solve(game, "bargaining")
    assert found.status == "none"
    assert found.warnings[0].code == "no_gain"
