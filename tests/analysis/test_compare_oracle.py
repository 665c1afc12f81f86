"""Bayes factors of the flagship against a simulation of its own: closed forms and plain draws."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from analysis.flagship_record import with_record
from gametheory_dprk.analysis.compare import Settings, compare

Floats = npt.NDArray[np.float64]

DEFAULTS = {
    "p": 0.1, "n_G": 0.3, "n_P": 1.0, "s": 0.5, "R": 1.0, "r": 0.6,
    "q": 0.1, "c": 0.2, "v": 2.0, "k": 0.5, "b": 0.1, "d": 1.0,
}  # fmt: skip
TOPS = {"p": 1.0, "R": 3.0, "q": 1.0, "c": 3.0, "v": 4.0, "d": 3.0}
WAY = {"narrow": 0.25, "default": 0.5, "wide": 1.0}
DRAWS = 400_000
RECORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "talk": (("DPRK", "talk"),),
    "talk, hold": (("DPRK", "talk"), ("US", "hold")),
    "talk, relief, defect": (("DPRK", "talk"), ("US", "relief"), ("DPRK", "defect")),
}


def parameters(width: str) -> dict[str, Floats]:
    random = np.random.default_rng(20)
    share = {name: random.uniform(size=DRAWS) for name in DEFAULTS}
    if width == "ordinal":
        found = share
    else:
        found = {
            name: value + WAY[width] * (TOPS.get(name, 2.0) * share[name] - value)
            for name, value in DEFAULTS.items()
        }
    n_g, n_p, worth = found["n_G"], found["n_P"], found["r"] - found["q"]
    good = (n_g < n_p) & (n_g + worth < found["R"]) & (found["R"] < n_p + worth)
    good &= found["k"] + found["b"] < found["v"] + found["d"]
    return {name: each[good] for name, each in found.items()}


def noisy(chance: Floats) -> Floats:
    return 0.95 * chance + 0.025


def likelihoods(width: str, record: str) -> tuple[Floats, Floats]:
    """Of the record for a genuine type and for a ploy, talk being believed where it can be."""
    at = parameters(width)
    gain = at["R"] - at["n_G"] + at["s"]
    pocket = at["r"] - at["q"] + at["s"]
    belief = (at["k"] + at["b"]) / (at["v"] + at["d"])
    silent, separate = at["c"] > gain, at["c"] > pocket
    mixed = at["p"] * (1 - belief) / ((1 - at["p"]) * belief)
    ploy = np.where(separate, 0.0, np.where(at["p"] > belief, 1.0, mixed))
    relief = np.where(separate | (at["p"] > belief), 1.0, at["c"] / pocket)
    genuine, relief = np.where(silent, 0.0, 1.0), np.where(silent, 0.0, relief)
    one, other = noisy(genuine), noisy(ploy)
    if record == "talk, hold":
        return one * noisy(1 - relief), other * noisy(1 - relief)
    if record == "talk, relief, defect":
        return one * noisy(relief) * 0.025, other * noisy(relief) * 0.975
    return one, other


@pytest.mark.parametrize("width", [*WAY, "ordinal"])
@pytest.mark.parametrize("record", RECORDS)
def test_factors_are_those_of_an_independent_simulation(width: str, record: str) -> None:
    scenario = with_record(*RECORDS[record])
    spread = compare(scenario, FOUND).spread(width)
    assert spread is not None
    ploy = spread.hypotheses[1]
    genuine, other = likelihoods(width, record)
    expected = np.log10(other.mean() / genuine.mean())
    ratio = other / other.mean() - genuine / genuine.mean()
    error = float(ratio.std()) / np.sqrt(len(ratio)) / np.log(10)
    assert ploy.factor is not None
    assert ploy.factor_error is not None
    assert 0 < ploy.factor_error < 0.01 or record == "talk, relief, defect"
    assert abs(ploy.factor - expected) < 3.5 * np.hypot(error, ploy.factor_error) + 1e-9


FOUND = Settings(draws=2**13, seed=1)


def test_the_error_is_that_of_repeated_draws() -> None:
    """The spread of estimates over seeds is no larger than the error that each of them tells."""
    scenario = with_record(("DPRK", "talk"), ("US", "hold"))
    found = [compare(scenario, draws=2**9, seed=seed).spread("wide") for seed in range(12)]
    factors = [each.hypotheses[1].factor for each in found if each is not None]
    errors = [each.hypotheses[1].factor_error for each in found if each is not None]
    assert None not in (*factors, *errors)
    assert (
        0
        < float(np.std(np.array(factors, dtype=float)))
        < 1.5 * float(np.mean(np.array(errors, dtype=float)))
    )
