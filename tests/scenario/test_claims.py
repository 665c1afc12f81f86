"""Claims: quantifiers, names, and what is a statement."""

from __future__ import annotations

import pytest

from gametheory_dprk.errors import ScenarioError, Span
from gametheory_dprk.scenario.claims import parse_claim, read_claim, scope_of
from gametheory_dprk.scenario.reader import read

from .examples import BEER_QUICHE, FLAGSHIP

SCENARIO = read(BEER_QUICHE)


@pytest.mark.parametrize(
    ("text", "quantifier"),
    [
        ("separating", "some"),
        ("some: separating", "some"),
        ("every: pooling(beer)", "every"),
        ("selected:plays(A.quiche) and not plays(B.duel)", "selected"),
        ("P(surly | quiche) > p", "some"),
        ("every: value(A) >= 2 or P(beer, duel) == 0", "every"),
        ("P(surly and beer | walk) < 1/2", "some"),
    ],
)
def test_claims(text: str, quantifier: str) -> None:
    assert read_claim(SCENARIO, text).quantifier == quantifier


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("every: pooling(ber)", 16, "did you mean 'beer'"),
        ("pooling(beer) and P(shy) > 0", 21, "unknown name 'shy'"),
        ("plays(A.duel)", 7, "A has no move 'duel'"),
        ("plays(C.duel)", 7, "unknown player 'C'"),
        ("value(C) > 0", 7, "unknown player 'C'"),
        ("equilibrium(grim)", 13, "unknown strategy profile"),
        ("q > 0", 1, "unknown name 'q'"),
        ("beer > 0", 1, "is a move or type.*write plays"),
        ("separating and beer", 1, "expected a statement"),
        ("value(A)", 1, "expected a statement"),
        ("plays(1)", 7, "takes names"),
        ("always: separating", 7, "unexpected"),
        ("", 1, "unexpected end"),
    ],
)
def test_claims_that_are_wrong(text: str, place: int, words: str) -> None:
    with pytest.raises(ScenarioError, match=words) as caught:
        read_claim(SCENARIO, text)
    assert [problem.span for problem in caught.value.problems] == [Span("claim", 1, place)]


def test_numbers_are_claims_only_where_a_number_is_wanted() -> None:
    scope = scope_of(SCENARIO)
    assert parse_claim("P(beer)", scope=scope, number=True).text == "P(beer)"
    with pytest.raises(ScenarioError, match="expected a number"):
        parse_claim("separating", scope=scope, number=True)


def test_scope_knows_the_moves_of_all_kinds() -> None:
    scope = scope_of(read(FLAGSHIP))
    assert scope.moves["NK"] == ("talk", "provoke", "comply", "defect")
    assert scope.moves["chance"] == ("genuine", "ploy")
