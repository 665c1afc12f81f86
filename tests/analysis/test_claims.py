from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.analysis.claims import evaluate_claim, evaluate_equality
from gametheory_dprk.errors import AnalysisError, ExpressionError, UnknownNameError
from gametheory_dprk.games import Decision, ExtensiveGame, Node, NormalGame, SignalingGame, Terminal
from gametheory_dprk.number import read_number
from gametheory_dprk.solution import Assessment

from .talks import SEMI, SILENT, claim, equilibrium, game, semi_separating, solution

P, C = Fraction(1, 10), Fraction(1, 5)
GAME = game(P, C)
VALUES = {"p": P, "c": C, "mu": Fraction(1, 5)}


def holds(text: str) -> bool:
    return evaluate_claim(claim(text), GAME, semi_separating(), VALUES).holds


@pytest.mark.parametrize(
    "text",
    [
        "P(talk) == 1/2",
        "P(talk) == p/mu",
        "P(talk | ploy) == 4/9",
        "P(genuine | talk) == mu",
        "P(relief | talk) == 1/5",
        "P(relief, genuine) == 1/50",
        "P(relief and genuine) == 1/50",
        "P(not talk) == 1/2",
        "P(US.relief | DPRK.talk) == 1/5",
        "P(comply | relief) == 1/5",
        "value(DPRK) == 0.434 and value(US) == -0.95",
        "2*value(US) - P(talk)/2 == -2.15",
        "plays(DPRK.provoke)",
        "pooling(provoke)",
        "P(talk) == 0",
        "not separating",
        "every: not separating",
        "every: P(talk) == 0 or P(talk) == 1/2",
        "every: P(talk) > 0 or not survives(d1)",
        "selected: P(talk) == 1/2",
        "selected: survives(d1)",
    ],
)
def test_true_claims(text: str) -> None:
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "separating",
        "pooling(talk)",
        "plays(DPRK.talk)",
        "every: P(talk) == 1/2",
        "selected: P(talk) == 0",
        "every: survives(d1)",
        "plays(US.hold) and P(talk) > 0",
    ],
)
def test_false_claims(text: str) -> None:
    assert not holds(text)


def test_separation_by_hand() -> None:
    talking = {"talk": Fraction(1), "provoke": Fraction(0)}
    silent = {"talk": Fraction(0), "provoke": Fraction(1)}
    apart = SEMI.replace({("DPRK", "genuine"): talking, ("DPRK", "ploy"): silent}, {})
    values = {"DPRK": Fraction(0), "US": Fraction(0)}
    found = evaluate_claim(
        claim("separating and plays(US.relief)"), GAME, solution(equilibrium(1, apart, values)), {}
    )
    assert not found.holds  # relief has probability 1/5 only
    assert evaluate_claim(
        claim("separating"), GAME, solution(equilibrium(1, apart, values)), {}
    ).holds


def off_path(text: str) -> bool:
    values = {"DPRK": Fraction(0), "US": Fraction(-1)}
    beliefs = {("US", "after_talk"): {"genuine.talk": Fraction(1, 7), "ploy.talk": Fraction(6, 7)}}
    silent = SILENT.replace({}, beliefs)
    return evaluate_claim(claim(text), GAME, solution(equilibrium(1, silent, values)), {}).holds


def test_beliefs_answer_for_what_cannot_happen() -> None:
    assert off_path("P(genuine | talk) == 1/7")
    assert off_path("P(hold | talk) == 1")
    assert off_path("P(hold, ploy | talk) == 6/7")


def test_what_is_not_reached_is_not_played() -> None:
    assert not off_path("plays(US.hold)")


def test_strategies_go_before_later_beliefs() -> None:
    ends: dict[str, Node[Fraction]] = {move: Terminal({"A": Fraction(0)}) for move in ("l", "r")}
    last: dict[str, Node[Fraction]] = {move: Decision("C", "both", ends) for move in ("x", "y")}
    tree = ExtensiveGame(
        ("A", "B", "C"),
        Decision("A", "start", {"out": ends["l"], "in": Decision("B", "in", last)}),
    )
    sure, never = Fraction(1), Fraction(0)
    strategies = {
        "A": {"start": {"out": sure, "in": never}},
        "B": {"in": {"x": sure, "y": never}},
        "C": {"both": {"l": sure, "r": never}},
    }
    odd = Assessment(strategies, {"C": {"both": {"in.x": never, "in.y": sure}}})
    found = solution(equilibrium(1, odd, {"A": Fraction(0)}))
    assert evaluate_claim(claim("P(x | out == 0) == 1"), tree, found, {}).holds
    assert evaluate_claim(claim("P(l | y) == 1"), tree, found, {}).holds


def test_one_type_alone_does_not_separate() -> None:
    alone = SignalingGame.from_arrays([1], [[[0], [0]]], [[[0], [0]]])
    talks = {"t1": {"m1": Fraction(1), "m2": Fraction(0)}}
    answers = {"m1": {"r1": Fraction(1)}, "m2": {"r1": Fraction(1)}}
    one = Assessment({"sender": talks, "receiver": answers})
    found = solution(equilibrium(1, one, {"sender": Fraction(0), "receiver": Fraction(0)}))
    assert not evaluate_claim(claim("separating"), alone, found, {}).holds
    assert evaluate_claim(claim("pooling(m1)"), alone, found, {}).holds


def test_what_nothing_defines_is_not_satisfied() -> None:
    assert not off_path("P(comply | relief) > 0")
    assert not off_path("not P(comply | relief) > 0")
    text = "P(comply | relief) > 0"
    values = {"DPRK": Fraction(0), "US": Fraction(-1)}
    result = evaluate_claim(claim(text), GAME, solution(equilibrium(1, SILENT, values)), {})
    assert "probability zero" in result.findings[0].detail
    assert off_path("P(talk) == 0 or P(comply | relief) > 0")


def test_component_corners_count() -> None:
    silent = solution(semi_separating().equilibria[1])
    somewhere = evaluate_claim(claim("P(relief | talk) == 1/6"), GAME, silent, {})
    assert somewhere.holds
    center = evaluate_claim(claim("P(genuine | talk) == 1/10"), GAME, silent, {})
    assert center.holds
    assert not evaluate_claim(claim("every: P(relief | talk) == 0"), GAME, silent, {}).holds
    everywhere = evaluate_claim(claim("every: P(relief | talk) <= 1/6"), GAME, silent, {})
    assert everywhere.holds
    assert "corners" in everywhere.findings[0].detail
    linear = evaluate_claim(claim("every: P(talk) == 0"), GAME, silent, {})
    assert linear.holds
    assert linear.findings[0].detail == ""


def test_incomplete_solutions_settle_only_what_they_can() -> None:
    known = solution(semi_separating().equilibria[0], complete=False)
    found = evaluate_claim(claim("P(talk) == 1/2"), GAME, known, {})
    assert (found.holds, found.settled) == (True, True)
    found = evaluate_claim(claim("P(talk) == 0"), GAME, known, {})
    assert (found.holds, found.settled) == (False, False)
    found = evaluate_claim(claim("every: P(talk) == 1/2"), GAME, known, {})
    assert (found.holds, found.settled) == (True, False)
    found = evaluate_claim(claim("every: P(talk) == 0"), GAME, known, {})
    assert (found.holds, found.settled) == (False, True)


def test_equality_is_exact() -> None:
    quantity = claim("P(talk | ploy)")
    assert evaluate_equality(quantity, Fraction(4, 9), GAME, semi_separating(), {}).holds
    near = Fraction(4, 9) + Fraction(1, 10**30)
    assert not evaluate_equality(quantity, near, GAME, semi_separating(), {}).holds


def test_normal_games_have_no_types() -> None:
    pennies = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    half = Fraction(1, 2)
    mixed = Assessment(
        {"row": {"row": {"r1": half, "r2": half}}, "column": {"column": {"c1": half, "c2": half}}}
    )
    found = solution(equilibrium(1, mixed, {"row": half, "column": half}))
    assert evaluate_claim(claim("P(r1, c1) == 1/4 and P(r1 | c1) == 1/2"), pennies, found, {}).holds
    with pytest.raises(AnalysisError, match="does not begin with a type"):
        evaluate_claim(claim("separating"), pennies, found, {})


@pytest.mark.parametrize(
    "text", ["P(tolk) > 0", "plays(US.relif)", "value(USA) > 0", "pooling(hold)", "P(talk) > q"]
)
def test_unknown_names_are_told(text: str) -> None:
    with pytest.raises(UnknownNameError):
        holds(text)


def test_refinements_that_do_not_judge_are_told() -> None:
    with pytest.raises(AnalysisError, match="divine"):
        holds("survives(divine)")


def test_irrational_equilibria_are_exact_too() -> None:
    root = read_number("sqrt(2)/2")
    pennies = NormalGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    mixed = Assessment(
        {
            "row": {"row": {"r1": root, "r2": 1 - root}},
            "column": {"column": {"c1": root, "c2": 1 - root}},
        }
    )
    found = solution(equilibrium(1, mixed, {"row": root, "column": root}))

    def holds_of(text: str) -> bool:
        return evaluate_claim(claim(text), pennies, found, {}).holds

    # row wins where both choose alike: x^2 + (1 - x)^2 = 2 - 2x at x = sqrt(2)/2
    assert holds_of("P(r1, c1) == 1/2 and P(r1)*P(c1) == 1/2 and P(r1)^2 == 1/2")
    assert holds_of("value(row) == 2 - 2*P(r1)")
    assert holds_of("0.7071 < P(r1) and P(r1) < 0.7072 and -P(r1) < max(P(r2), 0.1)")
    assert not holds_of("P(r1) == 0.7071067811865476")
    assert holds_of("P(r1 | c1) == P(r1)")
    with pytest.raises(ExpressionError, match="no exact value"):
        holds_of("sqrt(P(r1)) > 0")
    with pytest.raises(ExpressionError, match="no exact value"):
        holds_of("P(r1)/0 > 0")
