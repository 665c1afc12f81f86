"""Independent numeric answers, in floats, from the rules of each game and from no formula of it.

Decision problems are solved by trying every stationary policy on its linear system, bargaining by
long finite horizons, mixed equilibria by bisection on indifference, best demands by search.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from math import ceil, log
from typing import TypeAlias

import numpy as np

Numbers: TypeAlias = Mapping[str, float]
Decision: TypeAlias = Mapping[str, Mapping[str, tuple[float, Mapping[str, float]]]]
"""For each state and move what it pays now, and how likely each state comes next."""


def policy_values(problem: Decision, delta: float, policy: Mapping[str, str]) -> dict[str, float]:
    """Discounted values of a stationary policy from each state on."""
    states = list(problem)
    matrix, pay = np.eye(len(states)), np.zeros(len(states))
    for row, state in enumerate(states):
        pay[row], following = problem[state][policy[state]]
        for name, chance in following.items():
            matrix[row, states.index(name)] -= delta * chance
    return dict(zip(states, np.linalg.solve(matrix, pay).tolist(), strict=True))


def best_values(problem: Decision, delta: float) -> dict[str, float]:
    """The most that any stationary policy brings from each state on."""
    every = [
        policy_values(problem, delta, dict(zip(problem, moves, strict=True)))
        for moves in product(*problem.values())
    ]
    return {state: max(values[state] for values in every) for state in problem}


def margin(problem: Decision, delta: float, policy: Mapping[str, str], start: str) -> float:
    """What a policy brings more than any that begins otherwise; negative if it brings less."""
    own, best = policy_values(problem, delta, policy)[start], best_values(problem, delta)
    others = (entry for move, entry in problem[start].items() if move != policy[start])
    return own - max(
        pay + delta * sum(chance * best[state] for state, chance in following.items())
        for pay, following in others
    )


def horizon(delta: float) -> int:
    """Periods after which what comes weighs less than 1e-14."""
    return ceil(log(1e-14) / log(delta))


def bisect(above: Callable[[float], bool], low: float, high: float) -> float:
    """Where a property that holds high up begins to hold."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if above(middle) else (middle, high)
    return high


def peak(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function with one peak has it."""
    for _ in range(200):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (left, high) if function(left) < function(right) else (low, right)
    return (low + high) / 2


# Bargaining


def first_share(at: Numbers, cost: Mapping[str, float]) -> float:
    """What the first proposer keeps in a long finite game of offers by A and B in turn."""
    worth = {"A": 0.0, "B": 0.0}
    for k in reversed(range(horizon(at["delta"]))):
        proposer, responder = ("A", "B") if k % 2 == 0 else ("B", "A")
        least = max(at["delta"] * worth[responder] - cost[responder], 0.0)
        worth = {proposer: 1 - least, responder: least}
    return worth["A"]


def war_margin(at: Numbers) -> float:
    """What war now brings the US beyond the most that the DPRK can give it instead."""
    later = rest = 0.0
    for _ in range(horizon(at["delta"])):
        rest = 1 + at["delta"] * rest
        later = max((1 - at["p2"] - at["c"]) * rest, at["delta"] * later)
    now = (1 - at["p1"] - at["c"]) * (1 + at["delta"] * rest)
    return now - (1 + at["delta"] * later)


def war_chance(at: Numbers) -> float:
    """How often the best demand is refused, with a uniform cost of war."""

    def refused(demand: float) -> float:
        return min(max((demand - at["pi"]) / at["C"], 0.0), 1.0)

    def worth(demand: float) -> float:
        return demand + refused(demand) * (at["pi"] - at["c_A"] - demand)

    return refused(peak(worth, at["pi"], min(1.0, at["pi"] + at["C"])))


def risk_margin(at: Numbers) -> float:
    """What the best of 501 demands and the soft type's limit brings beyond the safe demand."""

    def worth(demand: float) -> float:
        fights = sum(
            chance
            for chance, cost in ((at["q"], at["c_L"]), (1 - at["q"], at["c_H"]))
            if 1 - demand < 1 - at["pi"] - cost - 1e-12
        )
        return demand * (1 - fights) + fights * (at["pi"] - at["c_A"])

    safe = at["pi"] + at["c_L"]
    step = (1 - safe) / 500
    # demands nobody need refuse are worse than the safe one, unless refused by the tough alone
    bold = max(worth(demand) for demand in [safe + step * k for k in range(1, 501)])
    return max(bold, worth(at["pi"] + at["c_H"])) - worth(safe)


def concession(at: Numbers) -> float:
    """What the US gets from a threat of sanctions: the most that the target would rather give."""
    gain = 1 + at["kappa"]
    imposed = at["kappa"] * at["t"] - at["s"]
    if imposed <= 0:
        return 0.0

    def refuses(given: float) -> bool:
        return -gain * given < -at["t"] + at["kappa"] * at["s"]

    return gain * (at["X"] if not refuses(at["X"]) else bisect(refuses, 0.0, at["X"]))


# Repeated games


def freeze_margin(at: Numbers, punishment: int | None = None) -> float:
    """What keeping a freeze for aid brings either side beyond breaking it, at the worse of both.

    Punishment lasts for ever, or so many years.
    """
    seen, alarm = at["m"], at.get("e", 0.0)
    bad = ["collapse"] if punishment is None else [f"p{k}" for k in range(punishment)]
    after = dict(zip(bad, [*bad[1:], "collapse" if punishment is None else "deal"], strict=True))
    north: dict[str, dict[str, tuple[float, dict[str, float]]]] = {
        "deal": {
            "keep": (at["a"], {"deal": 1 - alarm, bad[0]: alarm}),
            "break": (at["a"] + at["g"], {"deal": 1 - seen, bad[0]: seen}),
        }
    }
    states = {
        "deal": {
            "keep": (at["f"] - at["a"], {"deal": 1 - alarm, bad[0]: alarm}),
            "break": (at["f"], {bad[0]: 1.0}),
        }
    }
    for state in bad:
        north[state] = {"keep": (at["g"] - at["s"], {after[state]: 1.0})}
        states[state] = {"keep": (-at["x"], {after[state]: 1.0})}
    policy = dict.fromkeys(north, "keep")
    patience = at["delta_U"] * (1 - at.get("tau", 0.0))
    return min(
        margin(north, at["delta_N"], policy, "deal"), margin(states, patience, policy, "deal")
    )


def late_freeze_margin(at: Numbers) -> float:
    """The same where moves are shown a year late, so that one may go on until caught."""
    clean = {"deal": 1.0}
    seen = {"collapse": at["m"]}
    north = {
        "deal": {"keep": (at["a"], clean), "break": (at["a"] + at["g"], {"broken": 1.0})},
        "broken": {
            "keep": (at["a"], {**seen, "deal": 1 - at["m"]}),
            "break": (at["a"] + at["g"], {**seen, "broken": 1 - at["m"]}),
        },
        "collapse": {"keep": (at["g"] - at["s"], {"collapse": 1.0})},
    }
    states = {
        "deal": {"keep": (at["f"] - at["a"], clean), "break": (at["f"], {"broken": 1.0})},
        "broken": {
            "keep": (at["f"] - at["a"], {"collapse": 1.0}),
            "break": (at["f"], {"collapse": 1.0}),
        },
        "collapse": {"keep": (-at["x"], {"collapse": 1.0})},
    }
    policy = dict.fromkeys(north, "keep")
    return min(
        margin(north, at["delta_N"], policy, "deal"),
        margin(states, at["delta_U"], policy, "deal"),
    )


# Stochastic games


def hazard(prize: float, cost: float, delta: float) -> float:
    """How often the other side must yield so that holding out is worth nothing."""

    def worth_it(chance: float) -> bool:
        value = 0.0
        for _ in range(60):
            value = chance * prize + (1 - chance) * (-cost + delta * max(value, 0.0))
        return value > 0

    return bisect(worth_it, 0.0, 1.0)


def yield_together(at: Numbers) -> float:
    """How likely both yield at once, where each side makes the other indifferent."""
    us = hazard(at["V_D"], at["s"], at["delta"])
    north = hazard(at["V_US"], at["k"], at["delta"])
    standing, yielded = 1.0, 0.0
    while standing > 1e-15:
        yielded += standing * us * north
        standing *= (1 - us) * (1 - north)
    return yielded


def cycle_margin(at: Numbers) -> float:
    """What talk, relief and cheating bring beyond the other moves, at the worst of the three."""
    d, delta = at["d"], at["delta"]
    caught = {"sanctions": d, "relief": 1 - d}
    north = {
        "sanctions": {
            "talk": (-at["c"], {"relief": 1.0}),
            "provoke": (at["n"] - at["s"], {"sanctions": 1.0}),
        },
        "relief": {
            "cheat": (at["n"] + at["r"], caught),
            "comply": (at["R_c"], {"relief": 1.0}),
        },
    }
    # the answer takes no time: refusing is another year of sanctions, at once
    states = {
        "answer": {"relieve": (-at["ell"], caught), "refuse": (-at["kappa"], {"answer": 1.0})},
        "sanctions": {"wait": (-at["kappa"], {"answer": 1.0})},
        "relief": {"wait": (-at["ell"], caught)},
    }
    play = {"sanctions": "talk", "relief": "cheat"}
    reply = {"answer": "relieve", "sanctions": "wait", "relief": "wait"}
    return min(
        margin(north, delta, play, "sanctions"),
        margin(north, delta, play, "relief"),
        margin(states, delta, reply, "answer"),
    )


# Signals


def separating_margin(
    pay: Callable[[str, int, bool], float], step: int, others: tuple[int, ...]
) -> float:
    """What two types gain by telling themselves apart: one takes a step, the other takes none.

    `pay(type, step, trusted)`; whoever takes any other step is not trusted.
    """
    good, bad = pay("genuine", step, True), pay("ploy", 0, False)
    away = max(pay("genuine", other, False) for other in (0, *others))
    mimic = max([pay("ploy", step, True), *(pay("ploy", other, False) for other in others)])
    return min(good - away, bad - mimic)


def concession_margin(at: Numbers) -> float:
    """Telling the types apart by a concession."""

    def pay(who: str, step: int, trusted: bool) -> float:
        worth = {"genuine": 1.0, "ploy": at["T_P"]}[who] if trusted else 0.0
        return worth - step * at["alpha"] * {"genuine": at["L_G"], "ploy": at["L_P"]}[who]

    return separating_margin(pay, 1, ())


def dismantling_margin(at: Numbers, step: int) -> float:
    """Telling the types apart by a step of three quarters, or of twice that."""

    def pay(who: str, size: int, trusted: bool) -> float:
        cost = {"genuine": at["c_G"], "ploy": at["c_P"]}[who]
        return at["B"] * trusted - 0.75 * size * cost

    return separating_margin(pay, step, tuple({1, 2} - {step}))


def hint_margin(at: Numbers) -> float:
    """What an honest word brings the mediator, and heeding it Washington, at the worst."""
    hinted = {"weak": at["a"], "strong": 1 - at["a"]}
    blind = {"weak": 0.0, "strong": 1.0}

    def states(chances: Numbers) -> float:
        return chances["weak"] * at["x_H"] + chances["strong"] * at["w_US"] - at["x_L"]

    def mediator(chances: Numbers) -> float:
        return at["beta"] * states(chances) - at["w"] * chances["strong"]

    return min(states(hinted), -states(blind), mediator(hinted), -mediator(blind))
