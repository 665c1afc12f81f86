"""What the reader makes of the head, and the warnings it gives."""

from __future__ import annotations

import pickle
import subprocess
import sys
from fractions import Fraction

import pytest
from computing import computed_within

from gametheory_dprk.errors import ConsistencyError, ScenarioError, SchemaError, UnknownNameError
from gametheory_dprk.expr import parse, to_text
from gametheory_dprk.scenario.model import Interval
from gametheory_dprk.scenario.reader import read

from .examples import BEER_QUICHE, FLAGSHIP, FLAGSHIP_AS_TREE, NORMAL

FULL = (
    BEER_QUICHE
    + """
about: A classic
tags: [classic, signaling]
sources: {ck: {title: Signaling Games, year: 1987}, note: A remark}
solve: {concept: pbe, refine: [intuitive, d1], profile: x}
let: {odds: p/(1 - p), twice: 2*odds}
assume: [p < 1, twice > 0]
observed:
  - {date: 1986, player: A, plays: beer, note: no, cost: low, source: "@ck p. 3"}
  - {date: 1986-05, plays: B.walk, eta: 1/20}
  - {date: 1987-01-02, player: chance, plays: surly}
hypotheses:
  shy:
    {claim: it hides, set: {p: 0.4}, types: wimp, prior: 1 - p, predicts: "every: not separating"}
  open: {claim: all is told}
expect:
  - {that: pooling(beer), exactly_when: odds >= 1, source: hand}
  - {that: P(surly | beer), value: p, at: {p: 2/3}}
"""
)


def test_head() -> None:
    scenario = read(FULL)
    assert (scenario.about, scenario.tags) == ("A classic", ("classic", "signaling"))
    assert scenario.players == {"A": "", "B": ""}
    assert scenario.sources == {
        "ck": {"title": "Signaling Games", "year": "1987"},
        "note": {"title": "A remark"},
    }
    assert scenario.solve.concept == "pbe"
    assert (scenario.solve.refine, scenario.solve.options) == (
        ("intuitive", "d1"),
        {"profile": "x"},
    )
    assert scenario.parameters["p"].range == Interval(Fraction(0), Fraction(1))


def test_definitions_are_filled_in_everywhere() -> None:
    scenario = read(FULL)
    assert scenario.let["twice"] == parse("2*(p/(1 - p))")
    assert to_text(scenario.assume[1]) == "2*(p/(1 - p)) > 0"
    assert to_text(scenario.expect[0].exactly_when) == "p/(1 - p) >= 1"  # type: ignore[arg-type]


def test_record() -> None:
    first, second, third = read(FULL).observed
    assert (first.player, first.plays, first.note) == ("A", "beer", "no")
    assert first.details == {"cost": "low"}
    assert (second.player, second.plays, second.eta) == ("B", "walk", Fraction(1, 20))
    assert (third.player, third.plays) == ("chance", "surly")


def test_hypotheses_and_expectations() -> None:
    scenario = read(FULL)
    shy, open_ = scenario.hypotheses
    assert (shy.set, shy.types) == ({"p": Fraction(2, 5)}, ("wimp",))
    assert shy.predicts is not None
    assert shy.predicts.quantifier == "every"
    assert (open_.set, open_.types, open_.prior, open_.predicts) == ({}, (), None, None)
    assert scenario.expect[1].at == {"p": Fraction(2, 3)}
    assert scenario.expect[1].value == parse("p")


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("[0, 1]", Interval(Fraction(0), Fraction(1))),
        ('"[0, 1)"', Interval(Fraction(0), Fraction(1), high_open=True)),
        ('"(0, inf)"', Interval(Fraction(0), None, low_open=True, high_open=True)),
        ("[-inf, 1/2]", Interval(None, Fraction(1, 2))),
        ("[0, .inf]", Interval(Fraction(0), None)),
    ],
)
def test_ranges(text: str, interval: Interval) -> None:
    changed = BEER_QUICHE.replace("value: 0.9, range: [0, 1]", f"value: 1/3, range: {text}")
    assert read(changed).parameters["p"].range == interval


def test_strict_wants_a_source_of_every_parameter() -> None:
    with pytest.raises(SchemaError, match=r"<text>:5:14: parameters\.p: parameter p has no source"):
        read(BEER_QUICHE.strip() + "\n", strict=True)
    sourced = BEER_QUICHE.replace("range: [0, 1]", "range: [0, 1], source: {}")
    assert read(sourced.replace("{}", "assumption"), strict=True)
    with pytest.raises(SchemaError):
        read(sourced.replace("{}", "a friend"), strict=True)


def test_all_problems_come_at_once_in_order() -> None:
    text = FULL.replace("prior: 1 - p", "prior: 1 - pp").replace("date: 1986-05", "date: 1985-05")
    text = text.replace("2*walk", "2*wlk").replace("about: A", "abuot: A")
    with pytest.raises(ScenarioError) as caught:
        read(text)
    lines = [problem.span.line for problem in caught.value.problems if problem.span]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_errors_of_one_class_keep_their_class() -> None:
    with pytest.raises(UnknownNameError):
        read(BEER_QUICHE.replace("2*walk", "2*wlk"))
    with pytest.raises(ConsistencyError):
        read(BEER_QUICHE.replace("value: 0.9", "value: 1.9"))


def messages(text: str, code: str) -> list[str]:
    return [notice.message for notice in read(text).warnings if notice.code == code]


def test_unused_parameter_is_a_warning() -> None:
    assert messages(BEER_QUICHE, "unused_parameter") == []
    changed = BEER_QUICHE.replace("parameters: {", "parameters: {z: 1, ")
    assert messages(changed, "unused_parameter") == ["parameter z is used nowhere"]


def test_knife_edges_are_warnings() -> None:
    assert messages(NORMAL, "knife_edge") == []
    # at x = 5 player A gets 5 in up.left as in down.left, but at no other x
    assert messages(NORMAL.replace("{x: 3}", "{x: 5}"), "knife_edge") == [
        "A is indifferent between up.left and down.left at the default values, but not in general",
        "B is indifferent between up.left and up.right at the default values, but not in general",
    ]
    assert messages(
        NORMAL.replace("{x: 3}", "{x: 3, y: 3}") + "assume: [x <= y]\n", "knife_edge"
    ) == ["the default values satisfy x <= y with equality"]
    assert messages(NORMAL.replace("{x: 3}", "{x: {value: 3, range: [3, 4]}}"), "knife_edge") == [
        "parameter x = 3 lies at the end of its range"
    ]


def test_formulas_that_are_equal_everywhere_are_no_knife_edge() -> None:
    assert (
        messages(NORMAL.replace("left: x, right: 5", "left: 2*x, right: x + x"), "knife_edge") == []
    )


def test_probabilities_that_may_leave_the_unit_interval_are_a_warning() -> None:
    text = BEER_QUICHE.replace(
        "{p: {value: 0.9,", "{q: {value: 0.1, range: [0.05, 9]}, p: {value: 0.8,"
    )
    text = text.replace("wimp: 1 - p", "wimp: 1 - p - q, shy: q").replace(
        "wimp: 2*d", "shy: 0, wimp: 2*d"
    )
    assert [found[:17] for found in messages(text, "improper_probability")] == ["game.types.surly:"]
    assert messages(BEER_QUICHE, "improper_probability") == []
    assert messages(text + "assume: [p + q <= 1]\n", "improper_probability") == []


def test_payoffs_without_an_exact_value_are_a_warning() -> None:
    (message,) = messages(NORMAL.replace("[5, 1]", "[5, 1/(x - 3)]"), "no_exact_value")
    assert "A in down.right" in message
    assert "division by zero" in message


@pytest.mark.parametrize("text", [FULL, FLAGSHIP, FLAGSHIP_AS_TREE, NORMAL])
def test_scenarios_can_be_sent_to_other_processes(text: str) -> None:
    scenario = read(text)
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_reading_is_fast() -> None:
    read(FLAGSHIP)
    with computed_within(0.06):
        read(FLAGSHIP)


def test_reading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from gametheory_dprk.scenario.reader import read;"
        "from gametheory_dprk.scenario.kinds.normal import SPEC; read(SPEC.template_text);"
        "print([m for m in ('numpy', 'sympy', 'rich', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
