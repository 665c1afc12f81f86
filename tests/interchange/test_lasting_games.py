"""Games that go on, and bargaining problems, as scenario files: what is written reads the same."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

import gametheory_dprk as gt
from gametheory_dprk.cli.conversion import check_readable, content_of
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.interchange import json as json_format
from gametheory_dprk.interchange import yaml as yaml_format
from gametheory_dprk.interchange.spec import Document

SHIPPED = [
    "dprk/power_shift",
    "dprk/pressure_attrition",
    "dprk/provocation_cycle",
    "dprk/risk_return",
    "dprk/risk_return_types",
    "dprk/sanctioned_bargaining",
    "dprk/sanctioned_settlement",
    "dprk/sanctions_paradox",
    "dprk/self_enforcing_agreement",
    "dprk/self_enforcing_lag",
    "dprk/self_enforcing_noise",
    "textbook/nash_1950",
    "textbook/repeated_prisoners",
]


def document(scenario: gt.Scenario) -> Document:
    model = scenario.model
    solve = model.solve
    game = model.game.at(scenario.values())
    return Document(game, concept=solve.concept, refine=solve.refine, options=solve.options)


def solved(scenario: gt.Scenario) -> dict[str, Any]:
    return dict(scenario.solve().to_dict()["solution"])


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_games_solve_the_same_after_writing(name: str) -> None:
    before = gt.load(name)
    whole = document(before)
    yaml, text = yaml_format.write(whole), json_format.write(whole)
    check_readable(whole, yaml_format.SPEC, yaml)
    check_readable(whole, json_format.SPEC, text)
    assert json.loads(text)["gtd"] == 1
    assert solved(gt.load(yaml)) == solved(before)


ROUNDS = """
gtd: 1
kind: bargaining
title: Talks with everything
players: {A: one, B: the other}
pie: 3/2
order: [A, A, B]
rounds: forever
discount: {A: 0.9, B: 4/5}
breakdown: 1/7
delay_cost: {B: 0.1}
disagreement: {A: -1}
outside: {A: [0, 1/3, 1/4], B: [1/2, -1]}
leaves: A
"""
FINITE = ROUNDS.replace("rounds: forever", "rounds: 5")
SPLIT = """
gtd: 1
kind: bargaining
title: A demand on three types
players: {A: one, B: the other}
order: [B]
types: {A: {soft: 1/2, firm: 1/3, hard: 1/6}}
outside: {A: 1/4*firm + 1/2*hard - 1/8, B: -1/10 - soft}
"""
LINE = """
gtd: 1
kind: bargaining
title: A frontier that bends
players: {A: one, B: the other}
frontier: {A: [0, 2], B: 4 - A^2}
disagreement: {A: 1/2}
"""
MISTAKES = """
gtd: 1
kind: repeated
title: Moves mistaken for others, and lots
players: {A: one, B: the other}
stage: {moves: {A: [x, y, z], B: [l, r]}}
payoffs: {A: A.x - 2*B.r, B: A.z*B.l}
discount: {A: 1/2, B: 2/3}
seen: {A.x: {y: 1/3, nothing: 1/6}, B.l: 3/4}
automata:
  one:
    first: {A: {x: 1/2, z: 1/2}, B: l, next:
      {A.x and not B.l: first, B.r or A.z: last, else: {first: 1/4, last: 3/4}}}
    last: {A: y, B: r, next: {else: last}}
"""
CHAIN = """
gtd: 1
kind: stochastic
title: Three states
players: {A: one, B: the other}
states:
  calm: {moves: {A: [x, y], B: [x, z]}, payoffs: {A: A.x*B.x - 3*A.y, B: 2},
    next: {storm: A.x*B.x/3, else: calm}}
  storm: {moves: {B: [z, w]}, payoffs: {B: -B.w/2}, instant: yes,
    next: {calm: 1/2 + B.z/4, end: 1/2 - B.z/4}}
  end: {}
discount: {A: 1/2, B: 9/10}
"""


@pytest.mark.parametrize("text", [ROUNDS, FINITE, SPLIT, LINE, MISTAKES, CHAIN])
def test_every_part_of_a_file_comes_back(text: str) -> None:
    whole = document(gt.load(text))
    check_readable(whole, yaml_format.SPEC, yaml_format.write(whole))
    check_readable(whole, json_format.SPEC, json_format.write(whole))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (ROUNDS, "1/4]", "1/5]"),
        (FINITE, "[A, A, B]", "[A, B, A]"),
        (LINE, "4 - A^2", "4 - A^2/2"),
        (MISTAKES, "nothing: 1/6", "nothing: 1/7"),
        (MISTAKES, "A.x and not B.l: first", "A.x and not B.l: last"),
        (CHAIN, "calm: 1/2 + B.z/4", "calm: 1/2 + B.w/4"),
    ],
)
def test_a_file_that_says_something_else_is_refused(text: str, old: str, new: str) -> None:
    if "B.w/4" in new:
        new, old = f"{new}, end: 1/2 - B.w/4", f"{old}, end: 1/2 - B.z/4"
    one, other = document(gt.load(text)), document(gt.load(text.replace(old, new)))
    assert content_of(one.game) != content_of(other.game)
    with pytest.raises(AnalysisError, match="read differently"):
        check_readable(one, yaml_format.SPEC, yaml_format.write(other))


def test_options_of_the_solver_are_kept() -> None:
    freeze = document(gt.load("dprk/self_enforcing_agreement"))
    assert freeze.options == {"profile": "grim"}
    again = gt.load(yaml_format.write(freeze))
    assert again.model.solve.options == {"profile": "grim"}
    assert again.model.game.at({}).discount["NK"] == Fraction(9, 10)
