"""Families as readers see them: titles, conditions and formulas in the scenario's names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.analysis.atlas.signaling.derivations import (
    derivations,
    exclusions,
    support_cases,
)
from gametheory_dprk.analysis.atlas.telling.writing import Writer
from gametheory_dprk.expr import Expr, decide, evaluate, parse, to_text
from gametheory_dprk.polynomials import Ratio, Ring
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

FLAGSHIP, SINGAPORE = "dprk/agreed_framework_1994", "dprk/singapore_2018"


def test_titles_say_what_is_played() -> None:
    titles = [each.title.full for each in Writer(atlas_of(SINGAPORE)).families().values()]
    assert titles[0] == "pooling on dismantle; relief"
    assert titles[2] == "semi-separating on talk (genuine mixes); relief or pressure"
    assert titles[5] == "separating on talk; relief"
    assert len(set(titles)) == 9


def test_the_scenarios_names_make_formulas_short() -> None:
    writer = Writer(atlas_of(FLAGSHIP))
    mixed = writer.families()[4]
    assert to_text(mixed.strategies["DPRK"]["ploy"]["talk"]) == "p*(1 - mu)/(mu*(1 - p))"
    assert to_text(mixed.strategies["US"]["after_talk"]["relief"]) == "c/g_P"
    assert dict(writer.where())["mu"] == "(k + b)/(v + d)"


@pytest.mark.parametrize("name", [FLAGSHIP, SINGAPORE])
def test_what_is_written_has_the_values_of_what_is_meant(name: str) -> None:
    found = atlas_of(name)
    writer = Writer(found)
    written = writer.families()
    for point in random_points(found, 25, seed=11):
        known = {**point, **defined(writer, point)}
        present = {each.family.id: each for each in found.at(**point)}
        for view in found.views:
            condition = written[view.id].condition
            holds = condition if isinstance(condition, bool) else decide(condition, known)
            assert holds == (view.id in present)
            if view.id in present:
                for player, formula in written[view.id].values.items():
                    assert evaluate(formula, known) == value(view.ring, view.values[player], point)


def defined(writer: Writer, point: dict[str, Fraction]) -> dict[str, Fraction]:
    """The values of the names in use."""
    formulas: dict[str, Expr] = {name: parse(text) for name, text in writer.where()}
    return {name: Fraction(evaluate(formula, point)) for name, formula in formulas.items()}


def value(ring: Ring, ratio: Ratio, point: dict[str, Fraction]) -> Fraction:
    """The value of a rational function."""
    return ring.value(ratio.numerator, point) / ring.value(ratio.denominator, point)


def test_every_condition_comes_from_a_deviation() -> None:
    for name in (FLAGSHIP, SINGAPORE):
        found = atlas_of(name)
        for family in found.families:
            told = {each.condition.key for each in derivations(found, family)}
            assert told == {given.key for given in family.conditions}


def test_the_ploy_would_deviate_to_talk_where_talk_is_cheap() -> None:
    found = atlas_of(FLAGSHIP)
    told = {(d.who, d.chosen, d.other) for d in derivations(found, found.families[1])}
    assert told == {("ploy", "provoke", "talk"), ("genuine", "talk", "provoke")}


def test_support_cases_are_counted_as_by_hand() -> None:
    # talk has three sets of answers, provoke one: 3 + 1 where both types send the same signal,
    # and 3*1 for each of the 7 ways in which the two types send both signals between them
    assert support_cases(atlas_of(FLAGSHIP).form) == 3 + 1 + 3 * 7
    assert exclusions(atlas_of(FLAGSHIP)).unsolved == 0
