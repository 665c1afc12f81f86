from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from cli_runner import Outcome

Gtd = Callable[..., Outcome]
FLAGSHIP = ("calibrate", "dprk/agreed_framework_1994")
FEW = ("--simulations", "200", "--points", "512", "--play", "exact")


def test_ranks_are_told_with_their_settings(here: Gtd) -> None:
    found = here(*FLAGSHIP, *FEW, "--seed", "2", "--json")
    assert found.code == 0
    document = json.loads(found.out)
    assert document["command"] == "calibrate"
    assert document["provenance"]["seed"] == 2
    ranks = document["calibration"]["ranks"]
    assert ranks["episodes"] == 4
    assert ranks["simulations"] == sum(ranks["quantities"][0]["counts"]) == 200
    assert document["settings"]["simulations"] == 200
    assert found.out == here(*FLAGSHIP, *FEW, "--seed", "2", "--json").out


def test_tables_say_what_is_found(here: Gtd) -> None:
    told = here(*FLAGSHIP, *FEW).out
    assert "calibrated: 200 records of 4 episodes" in told
    told = here(*FLAGSHIP, "--what", "recovery", *FEW, "--free", "c", "--episodes", "1,20").out
    assert "1 episodes" in told
    assert "20 episodes" in told
    told = here("calibrate", "dprk/agreed_framework_implementation", "--what", "models").out
    assert "not identified from nk_cheated" in told


def test_records_are_tidy(here: Gtd) -> None:
    rows = here(*FLAGSHIP, "--what", "models", "--simulations", "50", "--csv").out.splitlines()
    assert rows[0] == "scenario,what,episodes,name,quantity,value"
    assert rows[1].startswith("dprk/agreed_framework_1994,models,4,genuine,found genuine,")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--episodes", "0"), 2, "numbers from 1 to 10000 with commas"),
        (("--episodes", "x"), 2, "--episodes: expected numbers"),
        (("--free", "zz"), 3, "'zz' is not a parameter that can be drawn"),
        (("--limit-seconds", "0"), 5, "time limit of 0 seconds reached"),
        (("--prior", "genuine=1"), 3, "a prior is needed for each"),
    ],
)
def test_what_cannot_be_asked(here: Gtd, options: tuple[str, ...], code: int, message: str) -> None:
    found = here(*FLAGSHIP, *FEW, *options)
    assert found.code == code
    assert message in found.err
    assert "Traceback" not in found.err


def test_a_scenario_without_hypotheses(here: Gtd) -> None:
    found = here("calibrate", "duel.nfg")
    assert found.code == 3
    assert "needs two hypotheses" in found.err
