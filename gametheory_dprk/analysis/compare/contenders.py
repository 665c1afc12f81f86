"""The hypotheses that are held against each other: of one scenario or several, crossed or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from gametheory_dprk.analysis.compare.sides import Side
from gametheory_dprk.analysis.points import Point, definitions_at
from gametheory_dprk.concepts.label import openings
from gametheory_dprk.errors import AnalysisError, Problem
from gametheory_dprk.expr import evaluate
from gametheory_dprk.games import Game
from gametheory_dprk.scenario.model import Hypothesis, Scenario
from gametheory_dprk.scenario.values import parameter_values

OTHER = "other"
"""The hypothesis that none of the named ones holds; moves are then as likely as any other."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One hypothesis and the game it is about.

    Attributes
    ----------
    hypothesis : Hypothesis
        Its id tells it from all others.
    factors : Mapping[str, str]
        Where hypotheses are crossed: its level of each factor, such as its type and its cause.
    """

    side: Side
    hypothesis: Hypothesis
    factors: Mapping[str, str]

    @property
    def id(self) -> str:
        """The name of the hypothesis."""
        return self.hypothesis.id

    def at(self, point: Point) -> dict[str, Fraction]:
        """The parameters of its game where others are at a point.

        Raises
        ------
        ScenarioError
            If an assumption fails there.
        """
        return parameter_values(self.side.scenario, {**point, **self.hypothesis.set})


def contenders(sides: Sequence[Side], cross: bool | None) -> tuple[Contender, ...]:
    """The hypotheses of all scenarios, but for `other`.

    Raises
    ------
    AnalysisError
        If there are fewer than two, or two are the same.
    """
    several = len(sides) > 1
    found = tuple(
        named(each, side, several) for side in sides for each in of_side(side, cross, several)
    )
    if len(found) < 2:
        raise AnalysisError("a comparison needs two hypotheses: name them under hypotheses")
    refuse_twins(found)
    return found


def named(contender: Contender, side: Side, several: bool) -> Contender:
    """Put the scenario before the name where there are several."""
    if not several:
        return contender
    own = contender.hypothesis
    name = side.name if own.id == side.name else f"{side.name}:{own.id}"
    return Contender(side, replace(own, id=name), {"game": side.name, **contender.factors})


def of_side(side: Side, cross: bool | None, several: bool) -> Iterator[Contender]:
    """The hypotheses of one scenario."""
    listed = stated(side.scenario, side.scenario.game, several)
    kinds = [each for each in listed if each.types and not each.set]
    causes = [each for each in listed if each.set and not each.types]
    if cross is False or not (kinds and causes):
        if cross:
            raise AnalysisError(
                f"{side.scenario.id}: to be crossed there must be hypotheses that only name types "
                "and others that only set parameters"
            )
        yield from (Contender(side, each, {}) for each in listed)
        return
    for kind in kinds:
        for cause in causes:
            yield Contender(side, both(kind, cause), {"type": kind.id, "cause": cause.id})
    apart = (each for each in listed if each not in kinds and each not in causes)
    yield from (Contender(side, each, {}) for each in apart)


def both(kind: Hypothesis, cause: Hypothesis) -> Hypothesis:
    """Two hypotheses that hold together."""
    return replace(
        kind,
        id=f"{kind.id}+{cause.id}",
        claim=f"{kind.claim}; {cause.claim}",
        set=cause.set,
        predicts=None,
    )


def stated(scenario: Scenario, game: Game[Any], several: bool) -> tuple[Hypothesis, ...]:
    """What a file names, or else the game as such, or one hypothesis for each opening type."""
    found = tuple(each for each in scenario.hypotheses if not is_other(each))
    if found:
        return found
    if several:
        name = scenario.id.rpartition("/")[2]
        return (Hypothesis(name, scenario.title, {}, (), None, None),)
    return tuple(
        Hypothesis(kind, f"the type is {kind}", {}, (kind,), None, None) for kind in openings(game)
    )


def is_other(hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis of a file is that none of the others holds."""
    return hypothesis.id == OTHER and not hypothesis.types and not hypothesis.set


def refuse_twins(found: Sequence[Contender]) -> None:
    """Refuse two hypotheses that say the same.

    Raises
    ------
    AnalysisError
    """
    for one, other in combinations(found, 2):
        if one.side is not other.side:
            continue
        same_types = set(one.hypothesis.types) == set(other.hypothesis.types)
        if same_types and one.at(one.side.base) == other.at(other.side.base):
            message = f"{one.id} and {other.id} are the same: the same types, the same values"
            raise AnalysisError(Problem(other.hypothesis.span, f"hypotheses.{other.id}", message))


def analyst_prior(
    found: Sequence[Contender], prior: Mapping[str, Fraction] | None, floor: Fraction
) -> dict[str, Fraction]:
    """The analyst's prior: what is given, or what the files say, or even odds; `other` last.

    Scenarios are as likely as each other; within one, crossed factors are independent. `other`
    has what was said of it, but no less than the floor; it is left out where that is zero, and
    where a file has a model of its own under that name.

    Raises
    ------
    AnalysisError
        If some hypothesis is left out, or weights are negative or all zero.
    """
    ids = [each.id for each in found]
    given = dict(prior) if prior is not None else file_prior(found)
    rest = None if OTHER in ids else given.pop(OTHER, None)
    if set(given) != set(ids):
        raise AnalysisError(f"a prior is needed for each of {', '.join(ids)}, or for none")
    whole = sum(given.values(), Fraction(0))
    if min(given.values()) < 0 or not whole or (rest or 0) < 0:
        raise AnalysisError("prior odds must not be negative, nor all zero")
    share = Fraction(0) if rest is None else rest / (whole + rest)
    share = Fraction(0) if OTHER in ids else max(share, floor)
    shares = {name: (1 - share) * given[name] / whole for name in ids}
    return {**shares, OTHER: share} if share else shares


def file_prior(found: Sequence[Contender]) -> dict[str, Fraction]:
    """What the files say, each scenario as likely as the others; `other` as the first file says."""
    sides = list(dict.fromkeys(each.side for each in found))
    weights: dict[str, Fraction] = {}
    for side in sides:
        own = [each for each in found if each.side is side]
        odds = side_odds(side, own)
        whole = sum(odds.values(), Fraction(0))
        weights |= {name: each / whole if whole else each for name, each in odds.items()}
    total = sum(weights.values(), Fraction(0))
    said = stated_prior(sides[0])
    if OTHER not in weights and said.get(OTHER, 1) < 1 and total:
        weights[OTHER] = total * said[OTHER] / (1 - said[OTHER])
    return weights


def side_odds(side: Side, own: Sequence[Contender]) -> dict[str, Fraction]:
    """Prior odds of the hypotheses of one scenario."""
    said = stated_prior(side)

    def odds(contender: Contender) -> Fraction | None:
        levels = [
            contender.factors[name] for name in ("type", "cause") if name in contender.factors
        ]
        names = levels or [contender.hypothesis.id.rpartition(":")[2]]
        if not any(name in said for name in names):
            return None
        product = Fraction(1)
        for name in names:
            product *= said.get(name, Fraction(1))
        return product

    found = {each.id: odds(each) for each in own}
    if all(each is None for each in found.values()):
        return dict.fromkeys(found, Fraction(1))
    if missing := [name for name, each in found.items() if each is None]:
        raise AnalysisError(
            f"a prior is needed for each hypothesis of {side.scenario.id}, or for none; there is "
            f"none for {', '.join(missing)}"
        )
    return {name: each for name, each in found.items() if each is not None}


def stated_prior(side: Side) -> dict[str, Fraction]:
    """Priors that a file states."""
    values = definitions_at(side.scenario, side.base)
    return {
        each.id: evaluate(each.prior, values)
        for each in side.scenario.hypotheses
        if each.prior is not None
    }
