"""Hold the closed forms of the shipped scenarios against independent numeric answers.

The formulas are read from the `expect:` of the files, so that what is tested is what is shipped.
Each is tried on random parameter values of the file's ranges; the program itself is asked at the
first of them. Prints a table, and every counterexample. Exit status 1 if there is one.

Run: python benchmarks/closed_forms.py [--draws 1000] [--program 20]
"""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import closed_form_oracles as oracles
from closed_form_trials import TIE, Point, Study, Trial, draw, floats, region, value

import gametheory_dprk as gt
from gametheory_dprk.analysis.cheap_talk import most_intervals, partition
from gametheory_dprk.scenario.reader import read

SEED = 1982
FREEZE = "dprk/self_enforcing"


def smallest_step(generator: Random) -> Trial:
    """The Riley outcome B/c_P, against grids of steps checked one by one, each finer than the last.

    A grid of 100 steps brackets the smallest step that separates the types; that bracket is cut
    into 100 again, until it is narrow. The criterion leaves no larger step.
    """
    costs = sorted(Fraction(generator.randrange(1, 400), 100) for _ in range(2))
    relief = Fraction(generator.randrange(1, 300), 100)
    point = {"B": relief, "c_G": costs[0], "c_P": costs[1]}
    low, high = Fraction(0), Fraction(6, 5) * relief / costs[0]
    while high - low > high / 10**9:
        width = (high - low) / 100
        steps = [low + width * k for k in range(101)]
        found = [step for step in steps if costs[0] * step <= relief <= costs[1] * step]
        if not found:  # no step of this grid: the interval [B/c_P, B/c_G] lies between two
            return Trial(point, 0.0, agrees=costs[1] - costs[0] < costs[1] / 80, tie=True)
        # a step is struck where a smaller one is out of the question for a ploy, and convinces
        sure = [step for step in found if relief < costs[1] * step]
        left = [step for step in found if not sure or step <= sure[0]]
        low, high = max(found[0] - width, Fraction(0)), found[0]
        if len(left) > 2:  # two where the first leaves the ploy indifferent
            return Trial(point, 0.0, agrees=False)
    away = abs(float(high * costs[1] / relief - 1))
    return Trial(point, away, away < 1e-8)


def program_steps(point: Point) -> bool:
    """Whether the program separates the types by just those shipped steps that the formula allows.

    The smallest of them is the nearest to the Riley outcome that the file's grid has.
    """
    scenario = gt.load("dprk/costly_dismantlement")
    taken = set()
    for each in scenario.solve(B=point["B"], c_G=point["c_G"], c_P=point["c_P"]):
        own = each.strategies["DPRK"]
        taken |= {k for k in (1, 2) if own["genuine"][f"e_{k}"] == own["ploy"]["e_0"] == 1}
    ends = point["B"] / point["c_P"], point["B"] / point["c_G"]
    return taken == {k for k in (1, 2) if ends[0] <= Fraction(3, 4) * k <= ends[1]}


def longest_partition(generator: Random) -> Trial:
    """Partitions of cheap talk, against shooting from the left end and trying every state."""
    bias = Fraction(generator.randrange(1, 500), 1000)
    count = most_intervals(bias)

    def reaches(first: float, intervals: int) -> float:
        low, high = 0.0, first
        for _ in range(intervals - 1):
            low, high = high, 2 * high - low + 4 * float(bias)
        return high

    first = oracles.bisect(lambda cut: reaches(cut, count) >= 1, 0.0, 1.0)
    found = partition(bias, count)
    longer = reaches(0.0, count + 1) < 1  # is there room for one more
    cuts = [reaches(first, k) for k in range(1, count + 1)]
    difference = max(abs(a - float(b)) for a, b in zip(cuts, found.cuts[1:], strict=True))
    return Trial({"bias": bias}, difference, difference < 1e-9 and not longer)


def share(at: oracles.Numbers) -> float:
    """Of the United States, which offers first while delay costs both."""
    return oracles.first_share(at, {"A": at.get("k", 0.0), "B": at.get("s", 0.0)})


def studies() -> list[Study]:
    """Everything that is held against an independent answer."""
    grim, separating = "equilibrium(grim)", "P(e_{} | genuine) == 1 and P(e_0 | ploy) == 1"
    cycle = "P(talk | sanctions) == 1 and P(relieve | answer) == 1 and P(cheat | relief) == 1"
    return [
        value("rubinstein_1982: first share", "textbook/rubinstein_1982", "value(A)", share),
        value("sanctioned_bargaining: share", "dprk/sanctioned_bargaining", "value(US)", share),
        region("power_shift: war", "dprk/power_shift", "P(walkout) == 1", oracles.war_margin),
        value("risk_return: war", "dprk/risk_return", "P(walkout)", oracles.war_chance, 1e-6),
        region(
            "risk_return_types: risk taken",
            "dprk/risk_return_types",
            "P(walkout) == q and P(walkout | soft) == 0",
            oracles.risk_margin,
        ),
        value(
            "sanctions_paradox: concession",
            "dprk/sanctions_paradox",
            "value(US)",
            oracles.concession,
        ),
        region("self_enforcing: grim", f"{FREEZE}_agreement", grim, oracles.freeze_margin),
        region(
            "self_enforcing: three years",
            f"{FREEZE}_agreement",
            "equilibrium(three_years)",
            lambda at: oracles.freeze_margin(at, punishment=3),
        ),
        region("self_enforcing: lag", f"{FREEZE}_lag", grim, oracles.late_freeze_margin),
        region("self_enforcing: noise", f"{FREEZE}_noise", grim, oracles.freeze_margin),
        region("self_enforcing: turnover", f"{FREEZE}_turnover", grim, oracles.freeze_margin),
        value(
            "pressure_attrition: both at once",
            "dprk/pressure_attrition",
            "P(both_yield)",
            oracles.yield_together,
        ),
        region("provocation_cycle: cycle", "dprk/provocation_cycle", cycle, oracles.cycle_margin),
        region(
            "trust_reassurance: separating",
            "dprk/trust_reassurance",
            "P(concede | genuine) == 1 and P(concede | ploy) == 0",
            oracles.concession_margin,
        ),
        *(
            region(
                f"costly_dismantlement: step {step}",
                "dprk/costly_dismantlement",
                separating.format(step),
                lambda at, step=step: oracles.dismantling_margin(at, step),  # type: ignore[misc]
            )
            for step in (1, 2)
        ),
        Study("costly_dismantlement: Riley outcome", smallest_step, program_steps),
        region(
            "mediator_bias: honest word",
            "dprk/mediator_bias",
            "P(much | hint) == 1 and P(little | no_hint) == 1",
            oracles.hint_margin,
        ),
        Study("cheap talk: partitions", longest_partition),
    ]


def published_power_shift(draws: int) -> str:
    """How the condition for preventive war in the literature fares where war is dear.

    delta p2 - p1 > (1 - delta) c (after Fearon 1995 and Powell 2006) lets later offers fall below
    nothing. It goes wrong only where war would be worth less than nothing later, c > 1 - p2.
    """
    scenario, generator = read("dprk/power_shift"), Random(SEED)
    wrong = dear = 0
    first = ""
    for _ in range(draws):
        at = floats(draw(scenario, generator))
        published = at["delta"] * at["p2"] - at["p1"] - (1 - at["delta"]) * at["c"]
        if published * oracles.war_margin(at) < -TIE:
            wrong += 1
            dear += at["c"] > 1 - at["p2"]
            first = first or ", ".join(f"{name} = {number:g}" for name, number in at.items())
    return (
        f"power_shift: the published delta p2 - p1 > (1 - delta) c errs at {wrong} of {draws} "
        f"draws, {dear} of them with c > 1 - p2; first at {first or 'none'}"
    )


def report(study: Study, draws: int, asked: int) -> tuple[str, list[str]]:
    """One line of the table, and counterexamples."""
    generator = Random(SEED)
    found = [trial for _ in range(draws) if (trial := study.tries(generator))]
    bad = [trial for trial in found if not trial.agrees]
    lines = [f"  counterexample to {study.title}: {text(trial.point)}" for trial in bad[:1]]
    checked = [each.point for each in found if not each.tie][: asked if study.program else 0]
    differs = [point for point in checked if study.program and not study.program(point)]
    lines += [f"  the program differs on {study.title}: {text(p)}" for p in differs[:1]]
    largest = max((trial.difference for trial in found), default=0.0)
    program = f"{len(checked) - len(differs)}/{len(checked)}" if study.program else "-"
    ties = sum(trial.tie for trial in found)
    return (
        f"{study.title:<38}{len(found):>6}{ties:>6}{largest:>12.1e}{len(bad):>8}{program:>9}",
        lines,
    )


def text(point: Point) -> str:
    """A point in one line."""
    return ", ".join(f"{name} = {number}" for name, number in point.items())


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 if anything disagrees."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--program", type=int, default=20, help="draws that the program solves")
    chosen = parser.parse_args(arguments)
    print(f"{'closed form':<38}{'draws':>6}{'ties':>6}{'largest':>12}{'wrong':>8}{'program':>9}")
    trouble: list[str] = []
    for study in studies():
        line, lines = report(study, chosen.draws, chosen.program)
        print(line, flush=True)
        trouble += lines
    print("\n".join(["", published_power_shift(chosen.draws), *trouble]))
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
