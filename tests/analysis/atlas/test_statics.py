"""Comparative statics against finite differences and hand algebra."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.polynomials import Ratio
from gametheory_dprk.regions.formula import Condition, Every, Formula
from gametheory_dprk.regions.samples import holds
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

TALKS = "dprk/agreed_framework_1994"
STEP = Fraction(1, 10**6)


def inside(found: Atlas, formula: Formula, point: dict[str, Fraction]) -> bool:
    if isinstance(formula, Condition):
        return holds(formula, found.space.ring.coordinates(point))
    if isinstance(formula, bool):
        return formula
    parts = [inside(found, part, point) for part in formula.parts]
    return all(parts) if isinstance(formula, Every) else any(parts)


def formula_of(view: object, name: str) -> Ratio | None:
    what, *rest = name.split(".", 3)
    if what == "values":
        return getattr(view, what)[rest[0]]  # type: ignore[no-any-return]
    if what not in ("strategies", "beliefs"):
        return None
    player, label, last = rest
    return getattr(view, what)[player][label][last]  # type: ignore[no-any-return]


def value(found: Atlas, ratio: Ratio, point: dict[str, Fraction]) -> Fraction:
    ring = found.space.ring
    return ring.value(ratio.numerator, point) / ring.value(ratio.denominator, point)


@pytest.mark.parametrize("name", [TALKS, "dprk/singapore_2018", "beer_quiche"])
def test_signs_agree_with_differences(name: str) -> None:
    found = atlas_of(name)
    statics, checked = found.statics(), 0
    points = random_points(found, 60, seed=2)
    for view in found.views:
        here = [point for point in points if inside(found, view.region, point)]
        for quantity, signs in statics[view.id].signs.items():
            ratio = formula_of(view, quantity)
            for parameter, sign in signs.items() if ratio is not None else ():
                for point in here[:8]:
                    moved = {**point, parameter: point[parameter] + STEP}
                    change = value(found, ratio, moved) - value(found, ratio, point)  # type: ignore[arg-type]
                    checked += 1
                    if sign == "0":
                        assert change == 0
                    elif sign in ("+", "-") and inside(found, view.region, moved):
                        assert change >= 0 if sign == "+" else change <= 0
    assert checked > 500 or name == "beer_quiche"


def test_pressure_and_talk() -> None:
    # Pr(talk) = p/mu does not move with pressure s where the ploy mixes, relief c/g_P falls
    mixing = atlas_of(TALKS).statics()[4].signs
    assert mixing["P(talk)"]["s"] == "0"
    assert mixing["P(talk)"]["p"] == "+"
    assert mixing["strategies.US.after_talk.relief"]["s"] == "-"
    assert mixing["strategies.US.after_talk.relief"]["c"] == "+"
    assert mixing["beliefs.US.after_talk.genuine.talk"]["p"] == "0"
    assert mixing["beliefs.US.after_talk.genuine.talk"]["k"] == "+"
    assert mixing["strategies.DPRK.ploy.talk"]["v"] == "+"


def test_witnesses_of_what_is_ambiguous() -> None:
    found = atlas_of("dprk/singapore_2018")
    seen = 0
    for view in found.views:
        statics = found.statics()[view.id]
        for quantity, row in statics.witnesses.items():
            for parameter, (rising, falling) in row.items():
                assert statics.signs[quantity][parameter] == "ambiguous"
                ratio = formula_of(view, quantity)
                for point, up in ((rising, True), (falling, False)):
                    assert inside(found, view.region, dict(point))
                    if ratio is None:
                        continue
                    top, bottom = ratio.numerator, ratio.denominator
                    slope = top.derivative(parameter) * bottom - top * bottom.derivative(parameter)
                    assert (found.space.ring.value(slope, point) > 0) is up
                    seen += 1
    assert seen > 0


def test_statics_are_in_the_document() -> None:
    families = atlas_of(TALKS).to_document()["families"]
    assert families[3]["statics"]["P(talk)"]["s"] == "0"
    assert set(families[3]["statics"]["values.US"].values()) <= {"+", "-", "0"}
