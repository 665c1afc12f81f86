"""`gtd solve --concept qre`: options, tables, JSON that verifies, and the limit."""

from __future__ import annotations

import json
from pathlib import Path

FLAGSHIP = "dprk/agreed_framework_1994"


def test_a_table_says_what_lambda_is_measured_in(here):
    outcome = here("solve", FLAGSHIP, "--concept", "qre", "--option", "lambda=40")
    assert outcome.code == 0
    assert "lambda = 40 with payoffs as given; lambda is not scale free" in " ".join(
        outcome.out.split()
    )


def test_json_holds_numbers_and_verifies(here, tmp_path: Path):
    saved = tmp_path / "qre.json"
    options = ("--option", "lambda=40", "--option", "all=yes", "-o", str(saved))
    assert here("solve", FLAGSHIP, "--concept", "qre", *options).code == 0
    body = json.loads(saved.read_text())["solution"]
    assert len(body["equilibria"]) == 3
    assert body["complete"] is False
    for each in body["equilibria"]:
        assert isinstance(each["strategies"]["US"]["after_talk"]["relief"], float)
        assert each["rationality"] == {"DPRK": 40.0, "US": 40.0}
        assert each["certificate"]["exact"] is False
    assert here("verify", FLAGSHIP, str(saved)).code == 0


def test_the_limit_is_exact_and_judged(here):
    asked = ("--concept", "qre", "--option", "lambda=limit", "-p", "c=1.1")
    outcome = here("solve", FLAGSHIP, *asked, "--json")
    limit = json.loads(outcome.out)["limit"]
    assert limit["concept"] == "sequential"
    assert limit["identified"] is True
    assert limit["equilibrium"]["values"] == {"DPRK": "43/100", "US": "-1"}
    assert limit["equilibrium"]["refinements"]["intuitive"] is False
    assert "Limit of the principal branch" in here("solve", FLAGSHIP, *asked).out


def test_a_scenario_may_set_the_options(here, tmp_path: Path):
    path = tmp_path / "pennies.yaml"
    path.write_text(
        "gtd: 1\nkind: normal\ntitle: Pennies\nplayers: {A: a, B: b}\n"
        "moves: {A: [h, t], B: [h, t]}\n"
        "payoffs: {A: 1 - 2*(A.h*B.t + A.t*B.h), B: 2*(A.h*B.t + A.t*B.h) - 1}\n"
        "solve: {concept: qre, lambda: 3}\n"
    )
    solved = json.loads(here("solve", str(path), "--json").out)["solution"]
    assert solved["equilibria"][0]["rationality"] == {"A": 3.0, "B": 3.0}
    given = here("solve", str(path), "--option", "lambda=5", "--json")
    (found,) = json.loads(given.out)["solution"]["equilibria"]
    assert found["rationality"] == {"A": 5.0, "B": 5.0}
    assert here("solve", str(path), "--concept", "nash").code == 0


def test_wrong_options_are_usage_or_solve_errors(here):
    assert here("solve", FLAGSHIP, "--option", "lambda").code == 2
    outcome = here("solve", FLAGSHIP, "--option", "lambda=3")
    assert outcome.code == 4
    assert "has no option 'lambda'" in outcome.err
