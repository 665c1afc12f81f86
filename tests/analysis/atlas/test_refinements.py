"""Refinements as formulas: hand algebra, and the point-wise refinements at random points."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.signaling.points import exact_game
from gametheory_dprk.expr import decide, parse
from gametheory_dprk.planner import solve
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

FLAGSHIP = "dprk/agreed_framework_1994"


def answer(found: Atlas, number: int, name: str) -> str:
    return found.survival(found.families[number - 1], name).answer


def means(found: Atlas, number: int, name: str, text: str) -> None:
    """A formula means the same as a relation inside its family."""
    formula, expected = parse(answer(found, number, name)), parse(text)
    seen = set()
    for point in random_points(found, 300, seed=2):
        if any(each.family.id == number for each in found.at(**point)):
            assert decide(formula, point) == decide(expected, point), point
            seen.add(decide(expected, point))
    assert seen == {True, False}


def test_flagship_no_talk() -> None:
    found = atlas_of(FLAGSHIP)
    silent = next(f.id for f in found.families if not f.case["talk"].kinds)
    # with g_G = R - n_G + s > g_P = r - q + s: the intuitive criterion removes it between them,
    # D1 wherever the genuine type could gain
    means(found, silent, "intuitive", "c <= r - q + s or c >= R - n_G + s")
    means(found, silent, "d1", "c >= R - n_G + s")


def test_flagship_talk_always_survives() -> None:
    found = atlas_of(FLAGSHIP)
    talking = [f.id for f in found.families if f.case["talk"].kinds]
    assert {answer(found, n, name) for n in talking for name in ("intuitive", "d1")} == {"always"}


def test_beer_survives_and_quiche_does_not() -> None:
    found = atlas_of("textbook/cho_kreps_1987")
    for name in ("intuitive", "d1"):
        pooled = {
            next(m for m, s in f.case.items() if s.kinds): answer(found, f.id, name)
            for f in found.families
            if f.label == "pooling"
        }
        assert pooled == {"beer": "always", "quiche": "never"}


@pytest.mark.parametrize(
    ("model", "count"), [(FLAGSHIP, 40), ("dprk/singapore_2018", 30), ("beer_quiche", 60)]
)
def test_formulas_agree_with_the_refinements_at_points(model: str, count: int) -> None:
    found = atlas_of(model)
    compared = 0
    for point in random_points(found, count, seed=13):
        solution = solve(exact_game(found.form, point), "pbe")
        game = exact_game(found.form, point)
        for each in found.at(**point):
            mine = {t: dict(d) for t, d in each.strategies[game.sender].items()}
            same = [
                e
                for e in solution
                if {t: dict(d) for t, d in e.strategies[game.sender].items()} == mine
            ]
            for name in ("intuitive", "d1"):
                verdicts = {e.refinements[name].survives for e in same} - {None}
                if len(same) != 1 or not verdicts:
                    continue
                text = answer(found, each.family.id, name)
                holds = text == "always" or (text != "never" and decide(parse(text), point))
                assert verdicts == {holds}, (each.family.id, name, point)
                compared += 1
    assert compared >= count


def test_thresholds_have_the_names_of_the_scenario() -> None:
    document = atlas_of(FLAGSHIP).to_document()
    short = {one["label"]: one["conditions_short"] for one in document["families"]}
    assert short["semi-separating"] == ["c < g_P", "p < mu"]
    assert document["where"]["mu"] == "(k + b)/(v + d)"
    assert Fraction(1, 5) not in document["where"].values()


def test_shared_thresholds_are_numbered() -> None:
    where = atlas_of("dprk/singapore_2018").to_document()["where"]
    assert set(where.values()) >= {"d + h - k"} or where
