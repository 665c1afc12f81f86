"""What the atlas refuses, and how it says so."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from gametheory_dprk.analysis.atlas.atlas import atlas, atlases
from gametheory_dprk.analysis.atlas.checker import check
from gametheory_dprk.analysis.atlas.proving.certificate import game_data
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import Expr, parse
from gametheory_dprk.games import (
    Chance,
    Decision,
    ExtensiveGame,
    NormalGame,
    SignalingGame,
    Terminal,
)
from gametheory_dprk.limits import Budget
from tests.analysis.atlas.games_for_atlas import atlas_of, beer_quiche, relations, template


def silly(payoff: str, prior: str = "p") -> SignalingGame[Expr]:
    """A game with one odd payoff."""
    return template(
        {"good": prior, "bad": f"1 - ({prior})"},
        ["talk", "wait"],
        ["yes", "no"],
        lambda t, m, r: payoff if (t, m, r) == ("good", "talk", "yes") else "0",
        lambda t, m, r: "1" if (t == "good") == (r == "yes") else "0",
    )


@pytest.mark.parametrize(
    ("payoff", "words"),
    [
        ("sqrt(a)", r"sqrt\(a\) is not a rational function"),
        ("exp(a)", r"exp\(a\) is not a rational function"),
        ("max(a, b)", r"max or abs splits the parameters: assume a >= b or the opposite"),
        ("a/(b - 1)", r"payoff of S as good: the denominator .* may be zero"),
        ("a^b", r"a\^b is not a rational function"),
    ],
)
def test_payoffs_that_are_no_rational_functions_are_refused(payoff: str, words: str) -> None:
    with pytest.raises(AnalysisError, match=words):
        atlas(silly(payoff))


def test_contradictory_assumptions_are_refused() -> None:
    with pytest.raises(AnalysisError, match="no parameters satisfy"):
        atlas(beer_quiche(), relations("f > 0", "f < 0"))
    with pytest.raises(AnalysisError, match="no parameters satisfy"):
        atlas(beer_quiche(), relations("f > 1"), fixed={"f": 1})


def test_an_equality_is_refused_as_an_assumption() -> None:
    with pytest.raises(AnalysisError, match="not an inequality"):
        atlas(beer_quiche(), relations("f == w"))


def test_other_games_are_refused() -> None:
    game = NormalGame.from_arrays([[1]], [[1]]).map(lambda x: parse(str(x)))
    with pytest.raises(AnalysisError, match="neither a signaling game nor a tree"):
        atlas(game)  # type: ignore[arg-type]


def test_a_spent_budget_is_a_limit() -> None:
    found = atlas(beer_quiche(), relations("f > 0", "w > 0", "s > 0"), budget=Budget(0.0))
    assert found.limit == "time limit of 0 seconds reached"
    assert found.proofs.complete == "unknown"


def test_points_are_checked() -> None:
    found = atlas_of("textbook/cho_kreps_1987")
    with pytest.raises(AnalysisError, match="unknown parameter 'q'"):
        found.at(q=1)
    with pytest.raises(AnalysisError, match="no value for p"):
        found.at()
    with pytest.raises(AnalysisError, match="outside the assumptions"):
        found.at(p=2)


def test_fixed_parameters_are_filled_in() -> None:
    found = atlas(beer_quiche(), relations("w > 0", "s > 0"), fixed={"f": 2})
    assert found.parameters == ("p", "s", "w")
    assert len(found.families) == 3  # f > 1: no separating family


def test_rational_payoffs_are_scaled_and_checked() -> None:
    game = silly("a/(1 + b) - 1/3", prior="p/(1 + p)")
    found = atlas(game, relations("a > 0", "b > 0", "p > 0"))
    report = check(game_data(found.form), found.certificate)
    assert report.accepted, report.complaints
    present = found.at(a=1, b=1, p=Fraction(1, 2))
    assert present


def tree(last: Callable[[str], Terminal[Expr]]) -> ExtensiveGame[Expr]:
    """Ask or wait; a yes lets the asker keep or break."""

    def end(asker: str, other: str) -> Terminal[Expr]:
        return Terminal({"A": parse(asker), "B": parse(other)})

    def opening(kind: str) -> Decision[Expr]:
        deal = Decision("A", f"{kind}.deal", {"keep": end("2", "2"), "break": last(kind)})
        reply = Decision("B", "asked", {"yes": deal, "no": end("0", "0")})
        return Decision("A", kind, {"ask": reply, "wait": end("1/2", "1/4")})

    root = Chance(
        {"good": parse("p"), "bad": parse("1 - p")},
        {"good": opening("good"), "bad": opening("bad")},
    )
    return ExtensiveGame(("A", "B"), root)


def test_open_continuations_are_named_or_give_one_atlas_each() -> None:
    def last(kind: str) -> Terminal[Expr]:
        gain = parse("1") if kind == "good" else parse("x")
        return Terminal({"A": gain, "B": parse("-1")})

    with pytest.raises(AnalysisError, match="assume 2 > x or the opposite"):
        atlas(tree(last), relations("x > 0"))
    kept, broken = atlases(tree(last), relations("x > 0"))
    assert kept.continuations["A", "bad.deal"] == "keep"
    assert broken.continuations["A", "bad.deal"] == "break"
    assert kept.proofs.covered is True
    assert broken.proofs.covered is True
    # whoever keeps is answered with yes; where the bad type breaks, a yes needs 2p - (1 - p) >= 0
    assert any(each.family.label == "pooling" for each in kept.at(p=Fraction(1, 4), x=1))
    separate = atlas(tree(last), relations("x > 2"))
    assert separate.continuations == broken.continuations
