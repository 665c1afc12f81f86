from __future__ import annotations

import json
from collections.abc import Callable

from cli_runner import Outcome

Gtd = Callable[..., Outcome]
BREAKFAST = ("compare", "breakfast.yaml")


def test_draws_and_seed_reach_the_document(here: Gtd) -> None:
    options = ("--draws", "3", "--seed", "5", "--json")
    document = json.loads(here(*BREAKFAST, *options).out)
    assert document["provenance"]["seed"] == 5
    assert [each["width"] for each in document["payoff_priors"]] == ["narrow", "default", "wide"]
    assert all(each["draws"] == 3 for each in document["payoff_priors"])
    assert here(*BREAKFAST, *options).out == here(*BREAKFAST, *options).out


def test_without_draws_there_is_no_seed(here: Gtd) -> None:
    document = json.loads(here(*BREAKFAST, "--draws", "0", "--json").out)
    assert document["payoff_priors"] == []
    assert document["provenance"]["seed"] is None


def test_rationality_is_read(here: Gtd) -> None:
    document = json.loads(here(*BREAKFAST, "--draws", "0", "--rationality", "0", "--json").out)
    factors = [each["log10_bayes_factor"] for each in document["quantal"]["hypotheses"]]
    assert factors == [0, 0]
    assert document["settings"]["rationality"] == {"0": "1"}
    refused = here(*BREAKFAST, "--rationality", "fast")
    assert refused.code == 3
    assert "expected LAMBDA or LAMBDA:WEIGHT" in refused.err


def test_tables_name_every_part(here: Gtd) -> None:
    text = here(*BREAKFAST, "--draws", "2", "--sensitivity").out
    for title in (
        "quantal response, clues in decibels",
        "uncertain parameters, wide priors, 2 draws",
        "Identified by outcomes",
        "one parameter at a time",
    ):
        assert title in text
    rows = here(*BREAKFAST, "--draws", "2", "--csv").out
    assert "is_weak,quantal_log10_bayes_factor," in rows
    assert "is_weak,wide_effective_sample_size," in rows
