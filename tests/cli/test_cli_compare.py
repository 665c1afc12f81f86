from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from cli_runner import Outcome

Gtd = Callable[..., Outcome]
BREAKFAST = ("compare", "breakfast.yaml")


def test_draws_and_seed_reach_the_document(here: Gtd) -> None:
    options = ("--draws", "3", "--seed", "5", "--json")
    document = json.loads(here(*BREAKFAST, *options).out)
    assert document["provenance"]["seed"] == 5
    widths = [each["width"] for each in document["payoff_priors"]]
    assert widths == ["narrow", "default", "wide", "ordinal"]
    assert all(each["draws"] == 3 for each in document["payoff_priors"])
    assert here(*BREAKFAST, *options).out == here(*BREAKFAST, *options).out


def test_without_draws_there_is_no_seed(here: Gtd) -> None:
    document = json.loads(here(*BREAKFAST, "--draws", "0", "--json").out)
    assert document["payoff_priors"] == []
    assert document["provenance"]["seed"] is None


def test_rationality_is_read(here: Gtd) -> None:
    options = ("--draws", "0", "--other", "0", "--rationality", "0", "--json")
    document = json.loads(here(*BREAKFAST, *options).out)
    factors = [each["log10_bayes_factor"] for each in document["quantal"]["hypotheses"]]
    assert factors == [0, 0]
    assert document["settings"]["rationality"] == {"0": "1"}
    refused = here(*BREAKFAST, "--rationality", "fast")
    assert refused.code == 3
    assert "expected LAMBDA or LAMBDA:WEIGHT" in refused.err


def test_a_summary_comes_first_and_details_if_asked(here: Gtd) -> None:
    short = here(*BREAKFAST, "--draws", "2").out
    long = here(*BREAKFAST, "--draws", "2", "--sensitivity", "--details").out
    assert len(short.splitlines()) < 60
    for title in (
        "quantal response, clues in decibels",
        "uncertain parameters, wide priors, 2 draws",
        "uncertain parameters, ordinal priors, 2 draws",
        "clues as tests",
        "log10 Bayes factor by selection",
        "Identified by outcomes",
        "one parameter at a time",
    ):
        assert title in long
        assert title not in short
    assert short.splitlines()[1].startswith("Factor for ")
    rows = here(*BREAKFAST, "--draws", "2", "--csv").out
    assert "is_weak,quantal_log10_bayes_factor," in rows
    assert "is_weak,wide_effective_sample_size," in rows


def test_a_result_is_asked_again_from_its_own_file(here: Gtd, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    asked = ("--draws", "4", "--seed", "2", "--eta", "0.1", "--prior", "is_weak=1")
    names = [
        each["id"]
        for each in json.loads(here(*BREAKFAST, "--draws", "0", "--json").out)["hypotheses"]
        if each["id"] not in ("other", "is_weak")
    ]
    weights = [part for name in names for part in ("--prior", f"{name}=2")]
    here(*BREAKFAST, *asked, *weights, "-o", str(file), "--quiet")
    again = here(*BREAKFAST, "--settings", str(file), "--json").out
    assert again == file.read_text(encoding="utf-8")
    changed = here(*BREAKFAST, "--settings", str(file), "--seed", "3", "--json").out
    assert json.loads(changed)["settings"]["rerun"]["seed"] == 3
    assert json.loads(changed)["settings"]["rerun"]["eta"] == "1/10"


def test_figures_are_written(here: Gtd, tmp_path: Path) -> None:
    for name, start in (("w.svg", "<?xml"), ("w.txt", "is_weak against")):
        file = tmp_path / name
        assert here(*BREAKFAST, "--draws", "0", "--figure", str(file)).code == 0
        assert file.read_text(encoding="utf-8").startswith(start)
    refused = here(*BREAKFAST, "--figure", str(tmp_path / "w.png"))
    assert (refused.code, "a figure is .svg or .txt" in refused.err) == (2, True)


def test_a_grid_is_shown(here: Gtd) -> None:
    out = here(*BREAKFAST, "--draws", "0", "--grid", "prior=0.2:0.8:3,eta=0:0.2:2").out
    assert "prior \\ eta" in out
    assert here(*BREAKFAST, "--grid", "prior").code == 2


def test_bad_words_are_usage_errors(here: Gtd) -> None:
    for option, word, told in (
        ("--eta", "often", "eta: expected a number"),
        ("--prior", "is_weak", "--prior: expected ID=W"),
        ("--move", "x=y", "--move: expected SCENARIO:PLAYER.MOVE=PLAYER.MOVE"),
    ):
        refused = here(*BREAKFAST, option, word)
        assert (refused.code, told in refused.err) == (2, True)


def test_a_spent_limit_still_tells_the_stated_values(here: Gtd) -> None:
    outcome = here(*BREAKFAST, "--draws", "3000000", "--limit-seconds", "2", "--json")
    assert outcome.code == 5
    document = json.loads(outcome.out)
    assert document["status"] == "limit"
    assert document["hypotheses"][0]["evidence"]
