"""Spelling of names goes there and back, and never makes two names one."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gametheory_dprk.interchange.names import (
    RESERVED,
    identifier,
    move_name,
    original,
    player_name,
    spelled_out,
)
from gametheory_dprk.interchange.naming import distinct
from gametheory_dprk.scenario import fields

TEXTS = st.text(st.sampled_from("_x25fe.a1 -é·²"), min_size=1, max_size=12)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("_x2e_")
@example("_x5f_x2e_")
@example("__")
@example("_")
def test_spelling_is_reversible(text: str) -> None:
    assert original(move_name(text)) == text
    assert "." not in move_name(text)
    assert spelled_out(identifier(text)) == text
    assert original(player_name(text)) == text


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.sampled_from(sorted(RESERVED)), st.text(min_size=1, max_size=8)))
def test_scenario_files_take_every_identifier(text: str) -> None:
    from gametheory_dprk.errors import Span
    from gametheory_dprk.scenario.nodes import Scalar

    assert fields.read_player(Scalar(identifier(text), Span("x", 1, 1))) == identifier(text)


def test_reserved_words_are_those_of_the_scenario_reader() -> None:
    assert {"chance", *fields.RESERVED} == RESERVED


@pytest.mark.parametrize("name", ["plutonium", "keep_on", "tax_xbill", "x2e", "Zürich", "_a"])
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert identifier(name) == move_name(name) == spelled_out(name) == name


def test_a_player_cannot_be_called_chance() -> None:
    assert player_name("chance") != "chance"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["a", "a_1", "a_2", "", "move1", "move2", "_1"]), max_size=12))
def test_names_become_distinct_and_single_ones_stay(names: list[str]) -> None:
    found = distinct(names, "move")
    assert len(set(found)) == len(names)
    assert all(found)
    for name, new in zip(names, found, strict=True):
        assert new == name or not name or names.count(name) > 1
