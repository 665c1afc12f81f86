"""Writes the tables of `docs/calibration.md`: run it after anything of a comparison changed.

2,000 simulations for every line, on one core some minutes in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gametheory_dprk.analysis.calibration import Study, calibrate
from gametheory_dprk.analysis.calibration.calibrating import recorded
from gametheory_dprk.analysis.calibration.ranks import Ranks, ranks
from gametheory_dprk.analysis.compare import Settings
from gametheory_dprk.scenario.reader import read

PAGE = Path(__file__).parents[1] / "docs" / "calibration.md"
FLAGSHIP = "dprk/agreed_framework_1994"
SIMULATIONS = 2000

RANKS = (
    (FLAGSHIP, Study(simulations=SIMULATIONS)),
    (FLAGSHIP, Study(simulations=SIMULATIONS, played="exact")),
    (FLAGSHIP, Study(Settings(types="persistent"), SIMULATIONS, points=16384)),
    ("dprk/singapore_2018", Study(simulations=SIMULATIONS, points=16384)),
    ("dprk/singapore_2018", Study(simulations=SIMULATIONS, played="exact", points=16384)),
)
MODELS = (
    FLAGSHIP,
    "dprk/singapore_2018",
    "dprk/alliance_wedge",
    "dprk/nested_2018",
    "dprk/agreed_framework_implementation",
)


def rank_rows() -> Iterator[str]:
    """One line a study of ranks."""
    yield "| scenario | play | types | quantities | least p | 90 % intervals cover | calibrated |"
    yield "|---|---|---|---|---|---|---|"
    for name, study in RANKS:
        scenario = read(name)
        found = ranks(scenario, study, recorded(scenario))
        yield f"| {name} | {study.played} | {study.asked.types} | {rank_cells(found)} |"


def rank_cells(found: Ranks) -> str:
    """What a study found."""
    covers = [100 * each.coverage for each in found.quantities]
    least = min(each.p_value for each in found.quantities)
    verdict = "yes" if found.calibrated else "NO"
    return f"{len(covers)} | {least:.3f} | {min(covers):.1f} to {max(covers):.1f} % | {verdict}"


def recovery_rows() -> Iterator[str]:
    """Correlations of truth and estimate where one parameter is free, and where all are."""
    yield "| free | quantity | 1 episode | 10 | 100 | 500 |"
    yield "|---|---|---|---|---|---|"
    cases = (("s and lambda", ("s",), ("s", "log lambda")), ("all", None, ("s", "c", "log lambda")))
    for words, free, shown in cases:
        study = Study(simulations=SIMULATIONS, width="wide", free=free, points=16384)
        found = calibrate(read(FLAGSHIP), "recovery", study).recovery
        for name in shown:
            cells = (each.correlations[name] for each in found)
            text = " | ".join("-" if each is None else f"{each:.2f}" for each in cells)
            yield f"| {words} | {name} | {text} |"


def model_rows() -> Iterator[str]:
    """How often each hypothesis is found where it holds."""
    yield "| scenario | holds | found | undecided | verdict |"
    yield "|---|---|---|---|---|"
    study = Study(simulations=SIMULATIONS, played="exact", width="stated")
    for name in MODELS:
        for row in calibrate(read(name), "models", study, (1,)).models[0]:
            shares = f"{100 * row.found[row.truth]:.1f} % | {100 * row.found['undecided']:.1f} %"
            yield f"| {name} | {row.truth} | {shares} | {row.verdict} |"


def main() -> None:
    """Put the tables into the page."""
    text = PAGE.read_text(encoding="utf-8")
    tables = {"ranks": rank_rows(), "recovery": recovery_rows(), "models": model_rows()}
    for name, rows in tables.items():
        table = "\n".join(rows)
        pattern = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
        text = re.sub(pattern, rf"\1{table}\n\2", text, flags=re.S)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
