"""Compiled families against exact evaluation, on boundaries and at extreme numbers too."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from gametheory_dprk.analysis.atlas.arrays.compiled import CompiledAtlas
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.polynomials import Ring
from gametheory_dprk.polynomials.programs import Program
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

NAMES = ["dprk/agreed_framework_1994", "dprk/singapore_2018", "beer_quiche", "cheap_talk"]
TALKS = {"n_G": 0.3, "n_P": 1, "s": 0.5, "R": 1, "r": 0.6, "q": 0.1, "v": 2, "k": 0.5}
TALKS |= {"b": 0.1, "d": 1}


def decimal_points(name: str, count: int) -> list[dict[str, Fraction]]:
    found = atlas_of(name)
    points = [
        {n: Fraction(repr(float(x))) for n, x in point.items()}
        for point in random_points(found, count, seed=3)
    ]
    return [point for point in points if found.space.contains(point)]


@pytest.mark.parametrize("name", NAMES)
def test_masks_and_formulas_are_those_of_exact_evaluation(name: str) -> None:
    found, points = atlas_of(name), decimal_points(name, 300)
    columns = {n: np.array([float(p[n]) for p in points]) for n in found.parameters}
    result = found.evaluate(columns)
    assert result.inside.all()
    assert result.exact > 0  # boundary points are among them
    for i, point in enumerate(points):
        present = {each.family.id: each for each in found.at(**point)}
        assert {number for number, mask in result.masks.items() if mask[i]} == set(present)
        for number, each in present.items():
            for player, value in each.values.items():
                assert result.values[number][player][i] == pytest.approx(float(value), abs=1e-9)
            for player, sets in each.strategies.items():
                for label, chances in result.strategies[number][player].items():
                    for move, array in chances.items():
                        if label in sets:
                            exact = float(sets[label][move])
                            assert array[i] == pytest.approx(exact, abs=1e-9)


def test_a_point_on_a_boundary_is_the_decimal_that_it_prints_as() -> None:
    # mu = (k + b)/(v + d) = 0.6/3 = 1/5: at p = 0.2 pooling holds and mixing does not
    found = atlas_of("dprk/agreed_framework_1994")
    near = np.array([0.2, np.nextafter(0.2, 0), np.nextafter(0.2, 1)])
    result = found.evaluate({**TALKS, "p": near, "c": 0.2})
    labels = {result.labels[i]: mask.tolist() for i, mask in result.masks.items() if i > 2}
    assert labels == {"pooling": [True, False, True], "semi-separating": [False, True, False]}


def test_published_numbers_and_nan_outside() -> None:
    found = atlas_of("dprk/agreed_framework_1994")
    result = found.evaluate({**TALKS, "p": np.array([[0.1], [0.4]]), "c": np.array([0.2, 1.1])})
    mixing = next(i for i, label in result.labels.items() if label == "semi-separating")
    talks = result.strategies[mixing]["DPRK"]["ploy"]["talk"]
    assert talks.shape == (2, 2)
    assert talks[0, 0] == pytest.approx(4 / 9)
    assert result.strategies[mixing]["US"]["after_talk"]["relief"][0, 0] == pytest.approx(1 / 5)
    assert np.isnan(talks[1]).all()
    assert np.isnan(talks[0, 1])
    assert result.count.tolist() == [[2, 2], [2, 2]]


def test_points_outside_the_assumptions_have_no_families() -> None:
    found = atlas_of("dprk/agreed_framework_1994")
    result = found.evaluate({**TALKS, "p": np.array([0.1, 1.5]), "c": 0.2})
    assert result.inside.tolist() == [True, False]
    assert not any(mask[1] for mask in result.masks.values())


def test_tiny_numbers_are_decided_exactly() -> None:
    # payoffs scaled together change nothing, but products of them leave the range of float64
    found = atlas_of("dprk/agreed_framework_1994")
    scaled = {name: value * 1e-120 for name, value in {**TALKS, "c": 0.2}.items()}
    result = found.evaluate({**scaled, "p": np.array([0.1, 0.4])})
    assert [mask.tolist() for mask in result.masks.values()] == [
        [True, True],
        [False, False],
        [False, True],
        [True, False],
    ]
    assert result.exact == 2
    assert result.strategies[4]["DPRK"]["ploy"]["talk"][0] == pytest.approx(4 / 9)
    assert result.values[3]["DPRK"][1] == pytest.approx(1.1e-120)


def test_huge_numbers_are_decided_exactly() -> None:
    found = atlas_of("beer_quiche")
    points = {"p": np.array([0.2, 0.8]), "f": 1e200, "w": 1e200, "s": 1e200}
    result = found.evaluate(points)
    assert result.count.tolist() == [1, 2]
    mixing = next(i for i, mask in result.masks.items() if mask[0])
    assert result.strategies[mixing]["S"]["weak"]["beer"][0] == pytest.approx(1 / 4)


def test_chunks_change_nothing() -> None:
    compiled = CompiledAtlas(atlas_of("dprk/singapore_2018"))
    random = np.random.default_rng(5)
    columns = {n: random.uniform(0.05, 0.95, 1000) for n in compiled.parameters}
    one, other = compiled.evaluate(columns, chunk=64), compiled.evaluate(columns)
    for number, found in one.arrays.items():
        assert (one.masks[number] == other.masks[number]).all()
        for key, array in found.items():
            np.testing.assert_array_equal(array, other.arrays[number][key])


def test_a_frame_has_a_row_for_each_point_and_family() -> None:
    found = atlas_of("beer_quiche")
    frame = found.evaluate({"p": np.array([0.2, 0.8]), "f": 2, "w": 1, "s": 1}).to_frame()
    assert frame["point"].tolist() == [0, 1, 1]
    assert frame["label"].tolist() == ["semi-separating", "pooling", "pooling"]
    row = frame.iloc[0]
    assert row["p"] == 0.2
    assert row["strategies.S.weak.beer"] == pytest.approx(1 / 4)
    assert np.isnan(frame.loc[1, "strategies.S.weak.beer"]) or frame.loc[1, "point"] == 1


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ({"p": 0.5}, "no values for"),
        ({"p": 0.5, "f": 1, "w": 1, "s": 1, "x": 2}, "unknown parameter 'x'"),
        ({"p": np.zeros(2), "f": np.zeros(3), "w": 1, "s": 1}, "do not fit"),
        ({"p": float("nan"), "f": 1, "w": 1, "s": 1}, "finite"),
        ({"p": "half", "f": 1, "w": 1, "s": 1}, "expected numbers"),
    ],
)
def test_bad_points_are_refused(points: dict[str, object], message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        atlas_of("beer_quiche").evaluate(points)


def test_error_bounds_hold() -> None:
    ring = Ring(["x", "y"])
    x, y = ring.generators.values()
    program = Program(ring)
    polynomials = [
        (x - y) ** 5,
        x**7 - 3 * x * y + y**3 * x,
        (x + y) ** 4 * ring.constant(Fraction(1, 3)),
    ]
    places = [program.add(f) for f in polynomials]
    random = np.random.default_rng(1)
    columns = [random.uniform(-2, 2, 200).round(6) for _ in range(2)]
    values, bounds = program.values(columns), program.bounds(columns)
    for row in range(200):
        point = {n: Fraction(repr(float(c[row]))) for n, c in zip("xy", columns, strict=True)}
        for f, place in zip(polynomials, places, strict=True):
            error = abs(Fraction(float(values[place, row])) - ring.value(f, point))
            assert error <= Fraction(float(bounds[place, row]))
