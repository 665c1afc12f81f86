"""Signs, normal forms, emptiness, simplification, coverage and wording."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import decide, to_text
from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions import Condition, Space, condition
from gametheory_dprk.regions.coverage import Closed, Gap, Split, cover
from gametheory_dprk.regions.formula import Every, Some, Within, every, opposite, some
from gametheory_dprk.regions.samples import holds
from gametheory_dprk.regions.simplification import simplified
from gametheory_dprk.regions.wording import condition_expr, union_expr

RING = Ring(["p", "b", "l"])
P, B, L = RING.generators.values()
SPACE = Space(RING, [condition(f, ">") for f in (P, 1 - P, B, L)])

small = st.integers(-2, 2)
linear = st.builds(lambda i, j, k, n: i * P + j * B + k * L + n, small, small, small, small)
polynomials = st.builds(lambda f, g, h: f * g + h, linear, linear, linear)
conditions = st.builds(condition, polynomials, st.sampled_from([">", ">="]))
points = st.fixed_dictionaries(
    {
        "p": st.fractions(min_value=Fraction(1, 9), max_value=Fraction(8, 9), max_denominator=9),
        "b": st.fractions(min_value=Fraction(1, 8), max_value=5, max_denominator=8),
        "l": st.fractions(min_value=Fraction(1, 8), max_value=5, max_denominator=8),
    }
)


def true_at(one: Condition, point: dict[str, Fraction]) -> bool:
    return holds(one, RING.coordinates(point))


@pytest.mark.parametrize(
    ("polynomial", "sign"),
    [
        (P * B + L, "+"),
        (P - 1, "-"),
        ((P - 1) * (P - 2) * B, "+"),
        ((P - B) ** 2, "?"),
        (P - B, "?"),
        (RING.zero, "0"),
        (RING.constant(-3), "-"),
        (B**2 - 2 * B * L + 2 * L**2, "+"),
    ],
)
def test_signs(polynomial: Polynomial, sign: str) -> None:
    assert SPACE.sign(polynomial) == sign


@settings(max_examples=120, deadline=None)
@given(polynomials, points)
def test_a_sign_is_that_of_every_value(f: Polynomial, point: dict[str, Fraction]) -> None:
    value = RING.value(f, point)
    allowed = {
        "+": value > 0,
        "-": value < 0,
        "0": value == 0,
        ">=": value >= 0,
        "<=": value <= 0,
        "?": True,
    }
    assert allowed[SPACE.sign(f)]


@settings(max_examples=120, deadline=None)
@given(conditions, points)
def test_normal_forms_mean_the_same(one: Condition, point: dict[str, Fraction]) -> None:
    reduced = SPACE.normal(one)
    truth = reduced if isinstance(reduced, bool) else true_at(reduced, point)
    assert truth == true_at(one, point)


@settings(max_examples=60, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=4), points)
def test_simplifying_means_the_same(given_: list[Condition], point: dict[str, Fraction]) -> None:
    reduced = simplified(SPACE, given_)
    truth = reduced is not None and all(true_at(c, point) for c in reduced)
    assert truth == all(true_at(c, point) for c in given_)


@settings(max_examples=60, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=3), points)
def test_empty_regions_hold_no_point(given_: list[Condition], point: dict[str, Fraction]) -> None:
    if SPACE.empty(given_):
        assert not all(true_at(c, point) for c in given_)


@settings(max_examples=80, deadline=None)
@given(conditions, points)
def test_wording_means_the_same(one: Condition, point: dict[str, Fraction]) -> None:
    reduced = SPACE.normal(one)
    if isinstance(reduced, Condition):
        assert decide(condition_expr(SPACE, reduced), point) == true_at(one, point)


def test_wording_prefers_a_solved_form() -> None:
    assert to_text(condition_expr(SPACE, condition(P * B + P * L - L, ">="))) == "p >= l/(b + l)"
    assert to_text(condition_expr(SPACE, condition((B - L) ** 2, ">"))) == "b != l"
    union = union_expr(
        SPACE, [[condition(B - 1, ">"), condition(L - 1, ">=")], [condition(P, ">")]]
    )
    assert to_text(union) == "b > 1 and l >= 1 or p > 0"


def test_coverage_is_exact_or_shows_a_gap() -> None:
    space = Space(RING, SPACE.assumptions)  # has seen no point of the gap
    closed = [[condition(B - L, ">=")], [condition(L - B, ">")]]
    assert isinstance(cover(space, closed), Split)
    opened = [[condition(B - L, ">")], [condition(L - B, ">")]]
    assert cover(space, opened) == Gap(None)
    assert isinstance(cover(space, opened, interior=True), Split)
    gap = cover(space, [[condition(B - L, ">=")]])
    assert isinstance(gap, Gap)
    assert gap.point is not None
    assert gap.point["b"] < gap.point["l"]
    everything = cover(space, [[]])
    assert isinstance(everything, Split)
    assert everything.branches == ()


def test_coverage_of_a_part() -> None:
    part = [condition(B - 2 * L, ">")]
    found = cover(
        SPACE, [[condition(B - L, ">")]], refuter=lambda path: SPACE.refutation([*part, *path])
    )
    assert isinstance(found, Split)
    assert all(isinstance(branch, Closed) for branch in found.branches)


def test_contradictory_assumptions_are_refused() -> None:
    with pytest.raises(AnalysisError, match="no parameters"):
        Space(RING, [condition(P, ">"), condition(-P, ">")])


def test_samples_reach_narrow_corners() -> None:
    names = [f"k{i}" for i in range(7)]
    ring = Ring(names)
    k = list(ring.generators.values())
    chain = [condition(a - b, ">") for a, b in itertools.pairwise(k)]
    space = Space(ring, [*chain, condition(k[-1], ">"), condition(1 - k[0], ">")])
    assert len(space.samples) > 500
    assert space.witness([condition(k[0] - 2 * k[1], ">"), condition(3 * k[6] - k[4], ">")])


def test_formulas_are_decided_and_multiplied_out() -> None:
    within = Within(SPACE, [condition(B - L, ">")])
    x, y = condition(B - 1, ">"), condition(L - 1, ">")
    assert within.atom(condition(B - L, ">=")) is True
    assert within.atom(condition(L - B, ">=")) is False
    assert opposite(every([x, y])) == Some((opposite(x), opposite(y)))  # type: ignore[arg-type]
    assert opposite(some([x, y])) == Every((opposite(x), opposite(y)))  # type: ignore[arg-type]
    # given b > l: "l > 1 and b > 1, or b > 1 and l <= 1" is b > 1
    formula = some([every([x, y]), every([x, opposite(y)])])
    assert within.conjunctions(formula) == [[x]]
    assert within.conjunctions(every([x, opposite(x)])) == []
