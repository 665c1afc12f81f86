"""The same comparison under several named ways to select an equilibrium, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.analysis.compare.evidence import log10, ratio
from gametheory_dprk.analysis.compare.numbers import json_number
from gametheory_dprk.analysis.compare.rivals import Rival, Run
from gametheory_dprk.analysis.logit_limit import CONCEPTS, logit_limit
from gametheory_dprk.analysis.selection import dominates, select
from gametheory_dprk.errors import LimitReached, SolveError
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Equilibrium, Notice

D1, PARETO, BRANCH = "d1", "pareto", "principal branch"


@dataclass(frozen=True, slots=True)
class Selection:
    """The Bayes factors if one rule selects the equilibrium.

    Attributes
    ----------
    rule : str
        d1 (then intuitive, Pareto, the first), pareto (then the first), or principal branch: the
        limit of agent quantal response as lambda grows.
    selected : Mapping[str, int]
        The number of the equilibrium of each named hypothesis.
    log10_bayes_factor : Mapping[str, float or None]
        Against the first hypothesis.
    """

    rule: str
    selected: Mapping[str, int]
    log10_bayes_factor: Mapping[str, float | None]

    def to_document(self) -> dict[str, Any]:
        """One rule as JSON."""
        factors = self.log10_bayes_factor
        return {
            "rule": self.rule,
            "selected": dict(self.selected),
            "log10_bayes_factor": {name: json_number(each) for name, each in factors.items()},
        }


def selections(rivals: Sequence[Rival], budget: Budget) -> tuple[Selection, ...]:
    """Compare under every rule that selects something for all hypotheses."""
    chosen = {
        D1: {rival.id: rival.selected for rival in rivals},
        PARETO: {rival.id: undominated(rival) for rival in rivals},
    }
    limits = branch_limits(rivals, budget)
    if limits:
        chosen[BRANCH] = limits
    return tuple(selection(rule, rivals, picked) for rule, picked in chosen.items())


def selection(rule: str, rivals: Sequence[Rival], picked: Mapping[str, Equilibrium]) -> Selection:
    """Compare in given equilibria."""
    runs: dict[str, Run] = {rival.id: rival.run_of(picked[rival.id].assessment) for rival in rivals}
    first = next(iter(runs.values()))[-1]
    return Selection(
        rule,
        {name: each.id for name, each in picked.items()},
        {name: log10(ratio(run[-1], first)) for name, run in runs.items()},
    )


def undominated(rival: Rival) -> Equilibrium:
    """The first equilibrium that no other one dominates."""
    found = rival.solved.solution.equilibria
    return next(e for e in found if not any(dominates(each, e) for each in found))


def branch_limits(rivals: Sequence[Rival], budget: Budget) -> dict[str, Equilibrium]:
    """The equilibria that principal branches lead to; empty where one is not identified."""
    found: dict[str, Equilibrium] = {}
    known: dict[int, Equilibrium | None] = {}
    for rival in rivals:
        key = id(rival.solved)
        if key not in known:
            known[key] = branch_limit(rival, budget)
        limit = known[key]
        if limit is None:
            return {}
        found[rival.id] = limit
    return found


def branch_limit(rival: Rival, budget: Budget) -> Equilibrium | None:
    """The equilibrium among those found that the principal branch leads to."""
    if type(rival.solved.game) not in CONCEPTS:
        return None
    try:
        limit = logit_limit(rival.solved.game, rescale=True, budget=budget).equilibrium
    except LimitReached:
        raise
    except SolveError:
        return None
    same = [
        each
        for each in rival.solved.solution.equilibria
        if limit is not None and each.outcome == limit.outcome
    ]
    return same[0] if len(same) == 1 else select(same)


def different_equilibria(rivals: Sequence[Rival], found: Sequence[Selection]) -> Iterator[Notice]:
    """The exact part and the quantal part rest on different equilibria."""
    by_rule = {each.rule: each.selected for each in found}
    if BRANCH not in by_rule:
        return
    apart = [r.id for r in rivals if by_rule[BRANCH][r.id] != by_rule[D1][r.id]]
    if apart:
        one, other = by_rule[D1][apart[0]], by_rule[BRANCH][apart[0]]
        yield Notice(
            "different_equilibria",
            f"exact estimates rest on equilibrium {one} and quantal response follows the branch "
            f"that leads to {other} ({', '.join(apart)}); they answer different questions",
        )
