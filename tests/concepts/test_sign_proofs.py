"""What counts as a proof that conditions imply another, whoever proposes it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_dprk.concepts.trees.sign_proofs import Signs
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.regions import Refutation, Term, condition

F = Fraction
RING = Ring(["p", "q"])
P, Q = RING.generators.values()
BOX = [condition(f, ">") for f in (P, Q, 1 - P, 1 - Q)]


def ratio(above, below=RING.one):
    return Ratio.of(above, below)


@pytest.mark.parametrize(
    ("given", "claim", "shown"),
    [
        ([], ratio(P + Q - P * Q), True),
        ([], ratio(P - P * Q), True),
        ([], ratio(P - Q), False),
        ([], ratio(P * Q - 1), False),
        ([], ratio((P - Q) ** 2), True),
        ([], ratio(P, 1 + Q), True),
        ([], ratio(P, P - 1), False),
        ([], ratio(P - 1, Q - 1), True),
        ([3 * P * Q - 1], ratio(P * 3 - 1), True),
        ([3 * P * Q - 1], ratio(P * 2 - 1), False),
        ([3 * P * Q - 1], ratio(P * Q * 3 - 1, 2 - Q), True),
        ([P - Q], ratio(P**2 - Q**2), True),
        ([P - Q], ratio(Q - P), False),
        ([], ratio(RING.zero), True),
    ],
)
def test_hand_algebra(given, claim, shown):
    """In the unit square, from p q >= 1/3 follows p >= 1/3 and no more; and so on."""
    signs = Signs(RING, [*BOX, *(condition(form, ">=") for form in given)])
    assert signs.is_at_least_zero(claim) is shown


def test_products_must_cancel_and_be_allowed():
    """1 - p > 0, p > 0 and -1/2 >= 0 ... : p q - 2 >= 0 is refuted by q (1 - p) and more."""
    opposite = condition(P * Q - 2, ">=")
    signs = Signs(RING, BOX)
    p, q, below_p, below_q = BOX
    good = Refutation(
        (
            Term(F(1), None, (opposite,)),
            Term(F(1), None, (below_p, q)),
            Term(F(1), None, (below_q,)),
            Term(F(1), None, ()),
        )
    )
    assert signs.is_proof(good, opposite)
    first, second, *others = good.terms
    stranger = condition(Q - P * Q, ">")
    for terms in (
        (first, second),
        (replace(first, weight=F(-1)), second, *others),
        (replace(first, weight=F(2)), second, *others),
        (first, replace(second, factors=(stranger,)), *others),
        (replace(first, multiplier=RING.one), second, *others),
    ):
        assert not signs.is_proof(Refutation(terms), opposite)
    weak = [condition(each.polynomial, ">=") for each in (p, q, below_p, below_q)]
    assert not Signs(RING, weak).is_proof(
        Refutation((Term(F(1), None, (weak[0],)), Term(F(1), None, (condition(-P, ">="),)))),
        condition(-P, ">="),
    )
