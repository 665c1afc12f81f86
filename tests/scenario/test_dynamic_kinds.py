from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from gametheory_dprk.expr import to_text
from gametheory_dprk.games import NOTHING, BargainingGame, RepeatedGame, StochasticGame
from gametheory_dprk.planner import solve
from gametheory_dprk.scenario.kinds.spec import kinds
from gametheory_dprk.scenario.reader import read

EXAMPLES = Path(__file__).parents[2] / "scenarios" / "dprk"


@pytest.mark.parametrize("kind", ["repeated", "bargaining", "stochastic"])
def test_templates_read_strictly_and_solve(kind: str) -> None:
    scenario = read(kinds()[kind].template_text, strict=True)
    values = {each.name: each.value for each in scenario.parameters.values()}
    options = scenario.solve.options
    assert solve(scenario.game, scenario.solve.concept, values=values, options=options).equilibria


REPEATED = """\
gtd: 1
kind: repeated
title: T
players: [A, B]
parameters: {d: 0.5, m: 0.25, tau: 0.1}
stage: {moves: {A: [keep, break], B: [give, take]}}
payoffs: {A: give + 2*break, B: keep - give}
discount: {A: d, B: 1/3}
turnover: {B: tau}
seen: {A.break: m, B.take: {give: 0.2, nothing: m}}
automata:
  grim:
    deal: {A: keep, B: give, next: {"break or take": end, else: deal}}
    end:  {A: {keep: tau, break: 1 - tau}, B: take, next: {else: {end: 1 - m, deal: m}}}
"""


def test_repeated_block() -> None:
    game = read(REPEATED).game
    assert isinstance(game, RepeatedGame)
    assert {p: to_text(e) for p, e in game.discount.items()} == {"A": "d", "B": "1/3*(1 - tau)"}
    exact = game.at({"d": Fraction(1, 2), "m": Fraction(1, 4), "tau": Fraction(1, 10)})
    assert isinstance(exact, RepeatedGame)
    assert exact.seen["A", "break"] == {"break": Fraction(1, 4), NOTHING: Fraction(3, 4)}
    twenty = Fraction(1, 20)
    assert exact.seen["B", "take"] == {"take": 11 * twenty, "give": 4 * twenty, NOTHING: 5 * twenty}
    process = exact.process("grim", "A")
    assert process.states["grim.deal"].next["break",] == {
        "grim.end": Fraction(1, 4),
        "grim.deal": Fraction(3, 4),
    }
    end = process.states["grim.end"]
    assert end.next["keep",] == {"grim.end": Fraction(3, 4), "grim.deal": Fraction(1, 4)}
    assert exact.process("grim", "B").states["grim.end"].payoffs["B"]["give",] == Fraction(-9, 10)


def test_a_state_that_nothing_leads_to_is_a_warning() -> None:
    text = REPEATED.replace("end, else: deal", "deal, else: deal")
    notices = read(text).warnings
    assert [n.message for n in notices if n.code == "unreachable_state"] == [
        "automata.grim.end: no transition leads to this state"
    ]


def test_a_lag_goes_with_pure_moves() -> None:
    from gametheory_dprk.errors import ConsistencyError

    with pytest.raises(ConsistencyError, match="mixes moves"):
        read(REPEATED + "lag: 1\n")


BARGAINING = """\
gtd: 1
kind: bargaining
title: T
players: [A, B]
parameters: {d: 0.5}
order: [A, B]
rounds: forever
discount: {A: d, B: 0.9}
outside: {A: [1, 2, 3], B: 0}
"""


def test_outside_options_by_round_come_before_the_circle() -> None:
    game = read(BARGAINING).game
    assert isinstance(game, BargainingGame)
    named = {name: (r.proposer, r.next, to_text(r.outside["A"])) for name, r in game.rounds.items()}  # type: ignore[index]
    assert named == {
        "round 1": ("A", "round 2", "1"),
        "round 2": ("B", "round 3", "2"),
        "round 3": ("A", "round 4", "3"),
        "round 4": ("B", "round 3", "3"),
    }


STOCHASTIC = """\
gtd: 1
kind: stochastic
title: T
players: [A, B]
parameters: {d: 0.5}
states:
  war:
    moves: {A: [stop, go], B: [stop, go]}
    payoffs: {A: A.go - B.go}
    next: {peace: A.stop*B.stop, else: war}
  peace: {}
discount: d
"""


def test_stochastic_block() -> None:
    game = read(STOCHASTIC).game
    assert isinstance(game, StochasticGame)
    war, peace = game.states["war"], game.states["peace"]
    assert {k: set(v) for k, v in war.next.items()} == {
        ("stop", "stop"): {"peace"},
        ("stop", "go"): {"war"},
        ("go", "stop"): {"war"},
        ("go", "go"): {"war"},
    }
    assert peace.moves == {}
    assert list(peace.next[()]) == ["peace"]
    exact = game.at({"d": Fraction(1, 2)})
    assert isinstance(exact, StochasticGame)
    assert exact.states["war"].payoffs["A"]["go", "stop"] == 1
    assert exact.states["war"].payoffs["B"]["go", "stop"] == 0


TALKS = """\
gtd: 1
kind: bargaining
title: T
players: [A, B]
order: [A, B]
rounds: forever
discount: 0.9
outside: {A: [0, 0.7], B: 0.6}
"""


def test_leaving_for_more_than_the_pie_is_a_model_of_no_agreement_and_told() -> None:
    """Whoever refuses leaves, since 0.7 and 0.6 outside are more than the 1 inside."""
    scenario = read(TALKS)
    (notice,) = scenario.warnings
    assert notice.code == "beyond_the_pie"
    assert ":8:10: outside: leaving pays both together 13/10" in notice.message
    assert not read(TALKS.replace("0.7", "0.3")).warnings
    (found,) = solve(scenario.game, "bargaining", values={}).equilibria
    assert found.outcome == {"round 1.agreement": 1}  # round 1 pays 0 and 0.6 outside
    (found,) = solve(
        read(TALKS.replace("[0, 0.7]", "0.7")).game, "bargaining", values={}
    ).equilibria
    assert found.outcome == {"round 1.walkout": 1}


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (
            "order: [A]\ntypes: {B: {c: [1, 0]}}\noutside: {A: 0, B: c}",
            "6:16: types.B.c: the interval of c is empty",
        ),
        ("order: [A]\ntypes: {B: {c: [0, 1]}}\noutside: {A: c, B: 1}", "7:.*does not matter to B"),
        ("frontier: {A: [1, 0], B: 1 - A}", "5:.*range of A is empty"),
        ("frontier: {A: [0, 1], B: A^2}", "5:.*coefficient of A"),
        ("order: [A, B]\nrounds: forever", "6:.*costs of delay"),
    ],
)
def test_bargains_without_sense_are_refused_with_a_place(block: str, message: str) -> None:
    from gametheory_dprk.errors import ScenarioError

    head = "gtd: 1\nkind: bargaining\ntitle: T\nplayers: [A, B]\n"
    with pytest.raises(ScenarioError, match=message):
        read(head + block)
