"""Strategies at one information set that are weakly dominated, whatever the others do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.concepts.linear import Form, nonnegative_solution
from gametheory_dprk.concepts.play import place_name
from gametheory_dprk.number import Number, number_text
from gametheory_dprk.refinements.perfection.local_payoffs import Linear, LocalPayoffs, Move
from gametheory_dprk.solution import Check, Distribution, SetKey

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Domination:
    """Another strategy that never pays less and sometimes more."""

    reason: str
    checks: tuple[Check, ...]


def dominating(payoffs: LocalPayoffs, key: SetKey, chances: Distribution) -> Domination | None:
    """Find a strategy that weakly dominates the one given, at one information set.

    What a strategy pays is linear in the behavior at each other set, so the advantage of one
    over another is least where each other set makes one of its moves for certain.
    """
    found = nonnegative_solution(*dominance_system(payoffs, key, chances))
    if found is None:
        return None
    weights = {move: found.get(("play", move), ZERO) for move in payoffs.places[key].moves}
    total = sum(weights.values(), ZERO)
    better = {move: weight / total for move, weight in weights.items() if weight}
    gain = combined(payoffs, key, {m: -chance for m, chance in chances.items()}, better)
    least, even = least_value(payoffs, gain), even_value(payoffs, gain)
    where = place_name(payoffs.places[key])
    one, other = mixture(better), mixture(chances)
    checks = (
        Check(f"{where}: least advantage of {one} over {other}", least, ">=", ZERO),
        Check(f"{where}: advantage of {one} over {other} on even average > 0", even, ">=", ZERO),
    )
    reason = (
        f"{where}: {other} is weakly dominated by {one}, which never pays less and, if all that "
        f"others do is equally likely, {number_text(even)} more"
    )
    return Domination(reason, checks)


def dominance_system(
    payoffs: LocalPayoffs, key: SetKey, chances: Distribution
) -> tuple[list[Form[Any]], list[Form[Any]]]:
    """Weights of moves that do no worse anywhere than their total on the strategy, and better once.

    For every other set there is a least advantage, of either sign, over the moves there.
    """
    minus = {move: -chance for move, chance in chances.items()}
    gains = {m: combined(payoffs, key, minus, {m: ONE}) for m in payoffs.places[key].moves}
    others = list(dict.fromkeys(name[0] for gain in gains.values() for name in gain if name))
    rows: list[Form[Any]] = []
    for other in others:
        for answer in payoffs.places[other].moves:
            row: dict[Any, Number] = {
                ("play", m): gain.get((other, answer), ZERO) for m, gain in gains.items()
            }
            rows.append(({**row, ("up", other): -ONE, ("down", other): ONE}, ZERO))
    fixed: dict[Any, Number] = {("play", m): gain.get(None, ZERO) for m, gain in gains.items()}
    least = {("up", other): ONE for other in others} | {("down", other): -ONE for other in others}
    rows.append(({**fixed, **least}, ZERO))
    rows.append(({("play", m): even_value(payoffs, gain) for m, gain in gains.items()}, ONE))
    return [], rows


def combined(
    payoffs: LocalPayoffs, key: SetKey, *weights: Mapping[str, Number]
) -> dict[Move, Number]:
    """What moves pay, weighted and added up."""
    total: dict[Move, Number] = {}
    for each in weights:
        for move, weight in each.items():
            for name, value in payoffs.forms[key, move].items():
                total[name] = total.get(name, ZERO) + weight * value
    return total


def by_set(payoffs: LocalPayoffs, gain: Linear) -> dict[SetKey, list[Number]]:
    """The coefficients of a linear form at every other set it mentions."""
    others = dict.fromkeys(name[0] for name in gain if name)
    return {
        other: [gain.get((other, move), ZERO) for move in payoffs.places[other].moves]
        for other in others
    }


def least_value(payoffs: LocalPayoffs, gain: Linear) -> Number:
    """A linear form where every other set makes its worst move."""
    return gain.get(None, ZERO) + sum(map(min, by_set(payoffs, gain).values()), ZERO)


def even_value(payoffs: LocalPayoffs, gain: Linear) -> Number:
    """A linear form where every other set mixes evenly."""
    averages = (sum(each, ZERO) / len(each) for each in by_set(payoffs, gain).values())
    return gain.get(None, ZERO) + sum(averages, ZERO)


def mixture(chances: Distribution) -> str:
    """A strategy in words.

    Examples
    --------
    >>> mixture({"r1": Fraction(1, 3), "r2": Fraction(0), "r3": Fraction(2, 3)})
    '1/3 r1 + 2/3 r3'
    """
    played = {move: chance for move, chance in chances.items() if chance}
    if len(played) == 1:
        return next(iter(played))
    return " + ".join(f"{number_text(chance)} {move}" for move, chance in played.items())
