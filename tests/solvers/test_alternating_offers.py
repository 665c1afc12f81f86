from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.concepts.bargains.bargaining_rounds import check_bargaining
from gametheory_dprk.games import BargainingGame, Round
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers.alternating_offers import solve_offers

ZERO, ONE = Fraction(0), Fraction(1)
NOTHING = {"A": ZERO, "B": ZERO}


def game(
    delta: tuple[Fraction, Fraction],
    count: int | None = None,
    cost: tuple[Fraction, Fraction] = (ZERO, ZERO),
    breakdown: Fraction = ZERO,
    outside: tuple[Fraction, Fraction] | None = None,
) -> BargainingGame[Fraction]:
    total = 2 if count is None else count
    rounds = {}
    for k in range(1, total + 1):
        one, two = ("A", "B") if k % 2 else ("B", "A")
        last = "round 1" if count is None else None
        following = f"round {k + 1}" if k < total else last
        own = None if outside is None else dict(zip("AB", outside, strict=True))
        rounds[f"round {k}"] = Round(
            one, two, ONE, two, own, dict(zip("AB", cost, strict=True)), breakdown, NOTHING,
            following, True, ZERO,
        )  # fmt: skip
    return BargainingGame(("A", "B"), rounds, dict(zip("AB", delta, strict=True)))


def value(found: BargainingGame[Fraction]) -> Fraction:
    solution = solve(found, "bargaining")
    assert len(solution) == 1
    return solution.equilibria[0].values["A"]  # type: ignore[return-value]


def by_horizon(found: BargainingGame[Fraction], rounds: int) -> dict[str, float]:
    """Float backward induction over a long horizon, written apart from the solver."""
    worth = {"A": 0.0, "B": 0.0}
    names = list(found.rounds)
    for k in reversed(range(rounds)):
        each = found.rounds[names[k % len(names)]]
        stay = {
            p: float(each.breakdown) * float(each.disagreement[p])
            + (1 - float(each.breakdown)) * float(found.discount[p]) * worth[p]
            - float(each.cost[p])
            for p in "AB"
        }
        refused = stay
        if each.outside and float(each.outside[each.responder]) > stay[each.responder]:
            refused = {p: float(each.outside[p]) for p in "AB"}
        least = max(refused[each.responder], 0.0)
        keep = float(each.pie) - least
        if least <= float(each.pie) and (least == 0 or keep >= refused[each.proposer]):
            worth = {each.proposer: keep, each.responder: least}
        else:
            worth = dict(refused)
    return worth


def test_one_and_two_rounds() -> None:
    """The last proposer takes all; before him the responder gets what that is worth to him."""
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert value(game((half, third), 1)) == 1
    assert value(game((half, third), 2)) == 1 - third
    assert value(game((half, third), 3)) == 1 - third * (1 - half)


def test_rubinstein_with_different_patience() -> None:
    """(1 - d_B)/(1 - d_A d_B)."""
    half, third = Fraction(1, 2), Fraction(1, 3)
    assert value(game((half, third))) == (1 - third) / (1 - half * third)


def test_risk_of_breakdown_replaces_impatience() -> None:
    """Binmore, Rubinstein and Wolinsky 1986: with risk b and no discounting, 1/(2 - b)."""
    assert value(game((ONE, ONE), breakdown=Fraction(1, 4))) == Fraction(4, 7)


def test_outside_options_matter_only_where_better_than_bargaining() -> None:
    """With patience 1/2 the responder gets 1/3 anyway: an option of 1/4 is worthless."""
    half = Fraction(1, 2)
    assert value(game((half, half), outside=(ZERO, Fraction(1, 4)))) == Fraction(2, 3)
    assert value(game((half, half), outside=(ZERO, Fraction(2, 5)))) == Fraction(3, 5)


def test_options_beyond_the_pie_end_the_talks() -> None:
    found = solve(
        game((Fraction(1, 2),) * 2, outside=(Fraction(3, 5), Fraction(3, 5))), "bargaining"
    )
    assert found.equilibria[0].label == "walkout"
    assert found.equilibria[0].values == {"A": Fraction(3, 5), "B": Fraction(3, 5)}
    assert not found.complete


numbers = st.fractions(0, 1, max_denominator=10)


@settings(max_examples=120, deadline=None)
@given(
    numbers, numbers, numbers, numbers, numbers, st.one_of(st.none(), st.tuples(numbers, numbers))
)
def test_stationary_values_are_limits_of_long_horizons(
    one: Fraction,
    two: Fraction,
    cost: Fraction,
    other: Fraction,
    risk: Fraction,
    outside: tuple[Fraction, Fraction] | None,
) -> None:
    found = game((one * 9 / 10, two * 9 / 10), None, (cost / 2, other / 2), risk / 2, outside)
    solution = solve(found, "bargaining")
    if solution.complete:
        limit = by_horizon(found, 600)
        assert len(solution) == 1
        for player, worth in solution.equilibria[0].values.items():
            assert float(worth) == pytest.approx(limit[player], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(numbers, numbers, numbers, st.integers(1, 7))
def test_finite_horizons_agree_with_floats(
    one: Fraction, two: Fraction, cost: Fraction, count: int
) -> None:
    found = game((one, two), count, (cost / 3, cost / 2))
    values = solve(found, "bargaining").equilibria[0].values
    expected = by_horizon(found, count)
    assert {p: float(v) for p, v in values.items()} == pytest.approx(expected)


def test_published_interior_formula_and_its_ends_on_random_draws() -> None:
    scenario = read("dprk/sanctioned_bargaining")
    random, interior, clipped = Random(3), 0, 0
    for _ in range(300):
        delta, s, k = (Fraction(random.randrange(1, 60), 61 * d) for d in (1, 2, 2))
        exact = scenario.game.at({"delta": delta, "s": s, "k": k})
        worth = solve(exact, "bargaining").equilibria[0].values["US"]
        formula = (1 - delta + s - delta * k) / (1 - delta**2)
        if s <= delta * (1 - delta + k) and k <= delta * (1 - delta + s):
            interior += 1
            assert worth == formula
        else:
            clipped += 1
            assert worth != formula
            assert 0 <= worth <= 1
        assert float(worth) == pytest.approx(horizon_of(exact), abs=1e-9)
    assert min(interior, clipped) > 50


def horizon_of(found: object) -> float:
    assert isinstance(found, BargainingGame)
    renamed = BargainingGame(
        ("A", "B"),
        {name: rename(each) for name, each in found.rounds.items()},
        {"A": found.discount["US"], "B": found.discount["NK"]},
    )
    return by_horizon(renamed, 3000)["A"]


def rename(each: Round[Fraction]) -> Round[Fraction]:
    names = {"US": "A", "NK": "B"}
    return replace(
        each,
        proposer=names[each.proposer],
        responder=names[each.responder],
        leaver=names[each.leaver],
        cost={names[p]: v for p, v in each.cost.items()},
        disagreement={names[p]: v for p, v in each.disagreement.items()},
    )


def test_power_shift_agrees_with_an_independent_recursion() -> None:
    """War now or peace, against a long horizon; the familiar condition fails where war is dear."""
    scenario = read("dprk/power_shift")
    random, wrong = Random(5), 0
    for _ in range(300):
        delta, c = (Fraction(random.randrange(1, 40), 41) for _ in range(2))
        p1, p2 = sorted(random.sample([Fraction(k, 41) for k in range(1, 41)], 2))
        values = {"delta": delta, "p1": p1, "p2": p2, "c": c}
        label = solve(scenario.game.at(values), "bargaining").equilibria[0].label
        later = 0.0
        for _ in range(2000):
            later = max(float(1 - p2 - c) / float(1 - delta), float(delta) * later)
        now = float(1 - p1 - c) / float(1 - delta)
        gap = now - (1 + float(delta) * later)
        if abs(gap) > 1e-9:
            assert (label == "walkout") == (gap > 0)
        familiar = delta * p2 - p1 > (1 - delta) * c
        if c <= 1 - p2:
            assert (label == "walkout") == familiar
        else:
            wrong += (label == "walkout") != familiar
    assert wrong > 10


def test_a_larger_number_of_patient_rounds_is_refused_only_without_discounting() -> None:
    from gametheory_dprk.errors import NoSolverError

    with pytest.raises(NoSolverError, match="discounting, a risk of breakdown or costs of delay"):
        solve(game((ONE, ONE)), "bargaining")


def test_every_single_change_of_a_strategy_is_refuted() -> None:
    half = Fraction(1, 2)
    found = game((half, half), None, (ZERO, Fraction(1, 10)), ZERO, (ZERO, Fraction(2, 5)))
    good = solve_offers(found, "bargaining", Budget()).candidates[0]
    assert check_bargaining(found, good).valid
    strategies = good.assessment.strategies
    for player, sets in strategies.items():
        for label, amounts in sets.items():
            for name, amount in amounts.items():
                for changed in (amount + Fraction(1, 7), amount - Fraction(1, 7), 0.3):
                    table = {**amounts, name: changed}
                    bad = {**strategies, player: {**sets, label: table}}
                    assert not check_bargaining(found, Candidate(Assessment(bad))).valid  # type: ignore[arg-type]
    gone = {player: dict(sets) for player, sets in strategies.items()}
    del gone["A"]["round 1"]
    assert not check_bargaining(found, Candidate(Assessment(gone))).valid


def test_an_offer_that_leaves_the_pie_is_named() -> None:
    found = game((Fraction(1, 2),) * 2)
    strategies = solve_offers(found, "bargaining", Budget()).candidates[0].assessment.strategies
    greedy = {**strategies, "A": {**strategies["A"], "round 1": {"offers": Fraction(-1, 10)}}}
    failures = check_bargaining(found, Candidate(Assessment(greedy))).failures()
    assert [each.claim for each in failures] == ["round 1: the offer >= 0"]
    lavish = {**strategies, "A": {**strategies["A"], "round 1": {"offers": Fraction(11, 10)}}}
    failures = check_bargaining(found, Candidate(Assessment(lavish))).failures()
    assert [each.claim for each in failures] == ["round 1: the offer <= the pie"]


def test_a_responder_who_holds_out_for_more_is_refuted() -> None:
    """An offer that meets an incredible demand: the responder would rather accept less."""
    found = game((Fraction(1, 2),) * 2)
    good = solve_offers(found, "bargaining", Budget()).candidates[0].assessment.strategies
    more = good["B"]["round 1"]["accepts_from"] + Fraction(1, 10)
    bold = {
        "A": {**good["A"], "round 1": {"offers": more}},
        "B": {**good["B"], "round 1": {"accepts_from": more}},
    }
    failures = check_bargaining(found, Candidate(Assessment(bold))).failures()
    assert "round 1: B would lose by accepting less" in {each.claim for each in failures}


@pytest.mark.parametrize(
    ("costs", "values"),
    [(("1/10", "1/5"), {"1"}), (("1/5", "1/10"), {"1/10"}), (("1/10", "1/10"), {"1", "1/10"})],
)
def test_fixed_costs_of_delay_without_discounting(costs: tuple[str, str], values: set[str]) -> None:
    """Rubinstein 1982: whoever waits more cheaply takes all, or all but the other's cost; with
    equal costs c there are many equilibria, the first proposer gets between c and 1."""
    talks = game((ONE, ONE), cost=(Fraction(costs[0]), Fraction(costs[1])))
    found = solve(talks, "bargaining")
    assert {each.values["A"] for each in found} == {Fraction(each) for each in values}
    assert not found.complete


def test_talks_that_cost_one_player_nothing_are_refused_without_discounting() -> None:
    from gametheory_dprk.errors import NoSolverError

    with pytest.raises(NoSolverError, match="costs of delay"):
        solve(game((ONE, ONE), cost=(ZERO, ONE)), "bargaining")
