from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from analysis.flagship_record import noisy, talk_chances
from gametheory_dprk.analysis.calibration import Study, calibrate
from gametheory_dprk.analysis.calibration.confusion import UNDECIDED, confusion
from gametheory_dprk.analysis.calibration.outcomes import Outcomes, events
from gametheory_dprk.analysis.calibration.posteriors import Inference
from gametheory_dprk.analysis.calibration.ranks import LEAST_P, ranks
from gametheory_dprk.analysis.calibration.recovery import recovery
from gametheory_dprk.analysis.calibration.simulation import simulate
from gametheory_dprk.analysis.calibration.world import World
from gametheory_dprk.analysis.compare import Settings, compare
from gametheory_dprk.errors import AnalysisError, LimitReached
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.reader import read

FLAGSHIP = read("dprk/agreed_framework_1994")
EVEN = Settings(other=Fraction(0))
FEW = Study(EVEN, simulations=600, points=1024)
PLAY = ("exact", "quantal")


def world(study: Study) -> World:
    return World.of(FLAGSHIP, study, Budget())


@pytest.mark.parametrize("played", PLAY)
@pytest.mark.parametrize("types", ["redrawn", "persistent"])
def test_truth_ranks_uniformly(played: Any, types: Any) -> None:
    study = replace(FEW, played=played, asked=replace(EVEN, types=types))
    found = ranks(FLAGSHIP, study, episodes=3)
    assert found.calibrated
    assert all(abs(each.coverage - 0.9) < 4 * each.error for each in found.quantities)
    names = [each.name for each in found.quantities]
    assert names[0] == "hypothesis"
    assert ("lambda" in names) == (played == "quantal")
    assert {"p", "s", "c"} <= set(names)


NOISY = replace(FEW, asked=replace(EVEN, eta=Fraction(1, 2)))
SURE = {"genuine": Fraction(9), "ploy": Fraction(1)}


@pytest.mark.parametrize(
    ("made", "believed", "name"),
    [
        (NOISY, FEW, "lambda"),
        (FEW, replace(FEW, width="wide"), "s"),
        (FEW, replace(FEW, width="narrow"), "s"),
        (FEW, replace(FEW, asked=replace(EVEN, prior=SURE)), "hypothesis"),
    ],
)
def test_a_wrong_posterior_is_noticed(made: Study, believed: Study, name: str) -> None:
    found = ranks(FLAGSHIP, made, 3, believed)
    assert name in {each.name for each in found.quantities if each.p_value < LEAST_P}
    assert not found.calibrated


def test_walks_make_the_moves_that_equilibrium_and_noise_say() -> None:
    """Against hand algebra at the stated values: a ploy talks with probability 4/9."""
    study = replace(FEW, width="stated", played="exact")
    at = {name: each.value for name, each in FLAGSHIP.parameters.items()}
    chances = dict(zip(("genuine", "ploy"), talk_chances(at), strict=True))
    assert chances["ploy"] == pytest.approx(4 / 9)
    here, count = world(study), 4000
    provoke = here.outcomes.names.index((("DPRK", "provoke"),))
    for name, chance in chances.items():
        found = simulate(here, count, 1, name).episodes
        talked = float((found != provoke).mean())
        error = (noisy(chance) * (1 - noisy(chance)) / count) ** 0.5
        assert abs(talked - noisy(chance)) < 4 * error


@pytest.mark.parametrize("played", PLAY)
@pytest.mark.parametrize("types", ["redrawn", "persistent"])
def test_posteriors_are_those_of_a_comparison(played: Any, types: Any) -> None:
    """The same draws and a simulated record, weighed by `compare`."""
    count = 64
    asked = replace(EVEN, types=types, draws=count, quantal_draws=count, seed=3)
    inference = Inference.of(world(Study(asked, played=played, points=count)))
    outcomes = Outcomes.of(FLAGSHIP.game)
    for record in ((3, 0, 2), (1, 3, 3, 1)):
        every = np.eye(len(outcomes.names))
        found = inference.posterior(every[list(record[:-1])].sum(axis=0), every[record[-1]])
        scenario = replace(FLAGSHIP, observed=tuple(events(outcomes.names, record)))
        spread = compare(scenario, asked).spread("default")
        assert spread is not None
        averages = spread if played == "exact" else spread.quantal
        assert averages is not None
        expected = [each.posterior for each in averages.hypotheses]
        assert found.hypothesis.tolist() == pytest.approx(expected, abs=1e-9)


def test_more_episodes_tell_more_and_one_tells_little() -> None:
    study = replace(FEW, simulations=200, free=("s",), width="wide")
    one, many = recovery(FLAGSHIP, study, (1, 300))
    for name in ("s", "log lambda"):
        few, better = one.correlations[name], many.correlations[name]
        assert few is not None
        assert better is not None
        assert few < 0.5 < 0.8 < better
    assert many.effective < one.effective


def test_the_truth_is_found_most_often_where_it_can_be() -> None:
    study = Study(EVEN, simulations=300, width="stated", played="exact")
    for name in ("agreed_framework_1994", "singapore_2018", "alliance_wedge"):
        rows = confusion(read(f"dprk/{name}"), study)
        assert [row.verdict for row in rows] == ["found", "found"], name


def test_what_cannot_be_told_apart_is_said() -> None:
    study = Study(EVEN, simulations=50, width="stated", played="exact")
    for row in confusion(read("dprk/agreed_framework_implementation"), study, 5):
        assert row.found[UNDECIDED] == 1
        assert row.verdict.startswith("not identified from")


def test_one_type_that_plays_all_episodes_shows_itself() -> None:
    study = Study(replace(EVEN, types="persistent"), 200, width="stated", played="exact")
    shares = [min(row.found[row.truth] for row in confusion(FLAGSHIP, study, n)) for n in (1, 20)]
    assert shares[0] < 0.8 < shares[1]


def test_the_same_seed_gives_the_same_study() -> None:
    one, same, other = (
        calibrate(FLAGSHIP, "ranks", replace(FEW, simulations=50, asked=replace(EVEN, seed=seed)))
        for seed in (1, 1, 2)
    )
    assert one.to_document() == same.to_document()
    assert one.to_document()["calibration"] != other.to_document()["calibration"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"width": "vague"}, "priors are narrow, default, wide, ordinal, stated"),
        ({"free": ("z",)}, "'z' is not a parameter that can be drawn"),
        ({"played": "well"}, "play is quantal or exact"),
        ({"simulations": 0}, "at least one simulation"),
    ],
)
def test_bad_studies_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        ranks(FLAGSHIP, replace(FEW, **changes))


def test_time_is_limited() -> None:
    with pytest.raises(LimitReached):
        calibrate(FLAGSHIP, "recovery", FEW, (10,), Budget(0.0))
