"""The thresholds of the published and hand-made models, derived and not typed in.

What is expected comes from hand algebra or from Cho and Kreps 1987; conditions are compared by
their meaning at points, never as text.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from gametheory_dprk.analysis.atlas.atlas import Atlas
from gametheory_dprk.analysis.atlas.signaling.families import Family
from gametheory_dprk.expr import decide, evaluate, parse
from tests.analysis.atlas.games_for_atlas import atlas_of, random_points

Point = dict[str, Fraction]


def sends(family: Family, kind: str) -> set[str]:
    return {m for m, state in family.case.items() if kind in state.kinds}


def answered(family: Family, signal: str) -> set[str]:
    return set(family.case[signal].replies)


def only(found: Atlas, test: Callable[[Family], bool]) -> Family:
    (family,) = (family for family in found.families if test(family))
    return family


def documented(found: Atlas, family: Family) -> dict[str, object]:
    return found.to_document()["families"][family.id - 1]


def holds_exactly_when(found: Atlas, family: Family, text: str) -> None:
    """The family's printed conditions mean the same as a relation, at points and boundaries."""
    relation = parse(text)
    conditions = [parse(one) for one in documented(found, family)["conditions"]]  # type: ignore[attr-defined]
    both = set()
    for point in random_points(found, 250, seed=11):
        expected = decide(relation, point)
        present = any(each.family.id == family.id for each in found.at(**point))
        assert expected == present == all(decide(c, point) for c in conditions), point
        both.add(expected)
    assert both == {True, False} or text == "0 < 1"


def all_proved(found: Atlas) -> None:
    proofs = found.proofs
    assert (proofs.sound, proofs.nonempty, proofs.complete, proofs.covered) == (True,) * 4
    assert not proofs.open
    assert not found.unsolved


# flagship: g_G = R - n_G + s, g_P = r - q + s, mu = (k + b)/(v + d)

FLAGSHIP = "dprk/agreed_framework_1994"
TALKS = {"talk"}
SILENT = {"provoke"}


def test_flagship_has_four_families_all_proved() -> None:
    found = atlas_of(FLAGSHIP)
    all_proved(found)
    labels = sorted(family.label for family in found.families)
    assert labels == ["pooling", "pooling", "semi-separating", "separating"]
    assert found.continuations == {
        ("DPRK", "genuine.talk.relief"): "comply",
        ("DPRK", "ploy.talk.relief"): "defect",
    }


@pytest.mark.parametrize(
    ("genuine", "ploy", "text"),
    [
        (SILENT, SILENT, "0 < 1"),
        (TALKS, SILENT, "c <= R - n_G + s and c >= r - q + s"),
        (TALKS, TALKS, "c <= r - q + s and p >= (k + b)/(v + d)"),
        (TALKS, TALKS | SILENT, "c < r - q + s and p < (k + b)/(v + d)"),
    ],
    ids=["no talk", "separating", "pooling", "semi-separating"],
)
def test_flagship_regions(genuine: set[str], ploy: set[str], text: str) -> None:
    found = atlas_of(FLAGSHIP)
    family = only(found, lambda f: (sends(f, "genuine"), sends(f, "ploy")) == (genuine, ploy))
    holds_exactly_when(found, family, text)


def test_flagship_formulas_of_the_semi_separating_family() -> None:
    found = atlas_of(FLAGSHIP)
    family = only(found, lambda f: f.label == "semi-separating")
    written = documented(found, family)
    expected = {
        ("DPRK", "ploy", "talk"): "p*(1 - mu)/((1 - p)*mu)",
        ("US", "talk", "relief"): "c/(r - q + s)",
    }
    for point in random_points(found, 50, seed=3):
        values = point | {"mu": evaluate(parse("(k + b)/(v + d)"), point)}
        if values["mu"] == 0 or evaluate(parse("r - q + s"), point) == 0:
            continue
        for (player, where, move), text in expected.items():
            formula = written["strategies"][player][where][move]  # type: ignore[index]
            assert evaluate(parse(formula), point) == evaluate(parse(text), values)
        belief = written["beliefs"]["US"]["talk"]["genuine"]  # type: ignore[index]
        assert evaluate(parse(belief), point) == values["mu"]


@pytest.mark.parametrize(
    ("p", "c", "label", "values"),
    [
        ("1/10", "1/5", "semi-separating", ("217/500", "-19/20")),
        ("2/5", "1/5", "pooling", ("11/10", "-3/10")),
        ("1/10", "11/10", "separating", ("11/25", "-3/4")),
    ],
)
def test_flagship_numbers(p: str, c: str, label: str, values: tuple[str, str]) -> None:
    base = "n_G=.3 n_P=1 s=.5 R=1 r=.6 q=.1 v=2 k=.5 b=.1 d=1"
    point = {name: Fraction(value) for name, value in (x.split("=") for x in base.split())}
    present = atlas_of(FLAGSHIP).at(**point, p=Fraction(p), c=Fraction(c))
    talking = [each for each in present if "talk" in sends(each.family, "genuine")]
    assert [each.family.label for each in talking] == [label]
    assert tuple(talking[0].values[x] for x in ("DPRK", "US")) == tuple(map(Fraction, values))
    assert len(present) == 2  # and nobody talks


# singapore_2018

SINGAPORE = "dprk/singapore_2018"


def test_singapore_has_nine_families_that_cover() -> None:
    found = atlas_of(SINGAPORE)
    all_proved(found)
    assert len(found.families) == 9


@pytest.mark.parametrize(
    ("genuine", "ploy", "text"),
    [
        ({"talk"}, {"provoke"}, "w <= d - k"),
        ({"talk"}, {"talk"}, "p >= l/(b + l) and w >= d - k"),
        ({"talk"}, {"provoke", "talk"}, "p < l/(b + l) and w > d - k"),
        ({"dismantle"}, {"provoke"}, "v >= c - k and w <= d + h - k"),
    ],
)
def test_singapore_regions(genuine: set[str], ploy: set[str], text: str) -> None:
    found = atlas_of(SINGAPORE)
    family = only(found, lambda f: (sends(f, "genuine"), sends(f, "ploy")) == (genuine, ploy))
    holds_exactly_when(found, family, text)


def test_singapore_relief_after_talk() -> None:
    found = atlas_of(SINGAPORE)
    family = only(found, lambda f: sends(f, "ploy") == {"provoke", "talk"})
    strategies = documented(found, family)["strategies"]
    formula = parse(strategies["US"]["talk"]["relief"])  # type: ignore[index]
    for point in random_points(found, 20, seed=5):
        assert evaluate(formula, point) == point["d"] / (point["k"] + point["w"])


# beer and quiche: Cho and Kreps 1987, with symbolic stakes


def test_beer_quiche_thresholds() -> None:
    found = atlas_of("beer_quiche")
    all_proved(found)
    pooling = "p >= w/(s + w) and f >= 1"
    expected = {
        ("beer", "beer"): pooling,
        ("quiche", "quiche"): pooling,
        ("beer", "quiche"): "f <= 1",
        ("beer", "beer quiche"): "f > 1 and p < w/(s + w)",
    }
    assert len(found.families) == len(expected)
    for (strong, weak), text in expected.items():
        family = only(
            found,
            lambda f, s=strong, w=weak: (
                (sends(f, "strong"), sends(f, "weak"))  # type: ignore[misc]
                == (set(s.split()), set(w.split()))
            ),
        )
        holds_exactly_when(found, family, text)


def test_textbook_beer_quiche_with_symbolic_prior() -> None:
    found = atlas_of("textbook/cho_kreps_1987")
    all_proved(found)
    written = found.to_document()["families"]
    conditions = sorted((one["label"], *one["conditions"]) for one in written)
    assert conditions == [
        ("pooling", "p >= 1/2"),
        ("pooling", "p >= 1/2"),
        ("semi-separating", "p < 1/2"),
    ]


# three types, three answers


def test_ladder_has_sixty_seven_families_all_proved() -> None:
    found = atlas_of("ladder")
    all_proved(found)
    assert len(found.families) == 67
