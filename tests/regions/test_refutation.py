"""Product proofs: what is found sums to zero, and satisfiable constraints are never refuted."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.regions import Condition, Refutation, Row, Space, condition, negation
from gametheory_dprk.regions.columns import Columns
from gametheory_dprk.regions.refutation import refute
from gametheory_dprk.regions.samples import holds

RING = Ring(["a", "b", "c"])
A, B, C = RING.generators.values()
SPACE = Space(RING, [condition(f, ">") for f in (A, B, C)])


def total(proof: Refutation, absent: frozenset[str] = frozenset()) -> dict[str, Polynomial]:
    """Sum the terms, by unknown."""
    result: dict[str, Polynomial] = {}
    positive = False
    for term in proof.terms:
        product = RING.constant(term.weight)
        strict = term.row is None or term.row.relation == ">"
        free = term.row is not None and term.row.relation == "=="
        for factor in term.factors:
            product *= factor.polynomial
            strict = strict and factor.relation == ">"
        if term.multiplier is not None:
            assert free
            product *= term.multiplier
        assert term.weight > 0 or free
        positive = positive or strict
        rows = {"": RING.one} if term.row is None else term.row.coefficients
        for unknown, f in rows.items():
            if unknown not in absent:
                result[unknown] = result.get(unknown, RING.zero) + product * f
    assert positive
    return {unknown: f for unknown, f in result.items() if not f.is_zero()}


small = st.integers(-2, 2)
linear = st.builds(lambda i, j, k, n: i * A + j * B + k * C + n, small, small, small, small)
bilinear = st.builds(lambda f, g, h: f * g + h, linear, linear, linear)
relation = st.sampled_from([">", ">="])
conditions = st.lists(
    st.builds(condition, st.one_of(linear, bilinear), relation), min_size=1, max_size=4
)


@settings(max_examples=120, deadline=None)
@given(conditions)
def test_a_proof_sums_to_zero_and_no_sample_contradicts_it(given_: list[Condition]) -> None:
    proof = SPACE.refutation(given_)
    witness = SPACE.witness(given_)
    assert proof is None or witness is None
    if proof is not None:
        assert total(proof) == {}
    if witness is not None:
        coordinates = RING.coordinates(witness)
        assert all(holds(c, coordinates) for c in given_)


@settings(max_examples=60, deadline=None)
@given(linear, linear)
def test_linear_contradictions_are_always_found(f: Polynomial, g: Polynomial) -> None:
    # f > 0, g > 0 and -(f + g) >= 0 contradict one another
    proof = SPACE.refutation([condition(f, ">"), condition(g, ">"), condition(-(f + g), ">=")])
    assert proof is not None
    assert total(proof) == {}


def test_rows_with_unknowns_are_refuted() -> None:
    # x >= 0, y >= 0, x + y = 1, and a*x + b*y <= 0 with a, b > 0
    rows = [
        Row({"x": RING.one}, ">=", "x"),
        Row({"y": RING.one}, ">=", "y"),
        Row({"x": RING.one, "y": RING.one, "": -RING.one}, "==", "sum"),
        Row({"x": -A, "y": -B}, ">=", "cost"),
    ]
    # (a + b)(a*x + b*y) = a*b + a^2*x + b^2*y where x + y = 1
    proof = SPACE.refutation([], rows, depths=[(2, 2)])
    assert proof is not None
    assert total(proof) == {}
    assert SPACE.refutation([], rows[:3], depths=[(2, 2)]) is None


def test_an_absent_unknown_is_dropped() -> None:
    rows = [Row({"x": -RING.one, "y": A}, ">", "gap"), Row({"x": RING.one}, ">=", "x")]
    assert SPACE.refutation([], rows) is None
    proof = SPACE.refutation([], rows, frozenset({"y"}))
    assert proof is not None
    assert total(proof, frozenset({"y"})) == {}


def test_products_are_tried_up_to_the_depth_asked_for() -> None:
    claim = [condition(A - B, ">"), condition(A - C, ">"), condition((A - B) * (C - A), ">=")]
    assert refute(Columns(RING), [], claim, depths=[(0, 1)]) is None
    proof = refute(Columns(RING), [], claim, depths=[(0, 2)])
    assert proof is not None
    assert total(proof) == {}


def test_constants_decide_themselves() -> None:
    assert SPACE.refutation([condition(RING.constant(-2), ">=")]) is not None
    assert SPACE.refutation([condition(RING.zero, ">")]) is not None
    assert SPACE.refutation([condition(RING.zero, ">=")]) is None
    assert SPACE.refutation([condition(RING.constant(Fraction(1, 2)), ">")]) is None


def test_a_contradiction_on_either_side_of_a_surface() -> None:
    # b*(a - c) > 0 with (a - c) < 0 on one side, and a sign that only the split reveals
    free = Space(RING, [])
    parts = [condition(A * B, ">"), condition(A - B**2 - 1, ">="), condition(-A - B, ">=")]
    assert free.empty(parts) is True
    assert free.contradiction(parts) is not None


@settings(max_examples=60, deadline=None)
@given(conditions, st.one_of(linear, bilinear))
def test_an_implication_holds_at_every_sample(given_: list[Condition], f: Polynomial) -> None:
    claim = condition(f, ">=")
    if SPACE.implies(given_, claim):
        assert SPACE.witness([*given_, negation(claim)]) is None
