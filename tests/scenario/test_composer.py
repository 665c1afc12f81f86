"""The node tree: what text survives, and that no file can hang or crash the reader."""

from __future__ import annotations

from itertools import pairwise

import pytest
from computing import computed_within

from gametheory_dprk.errors import ScenarioSyntaxError
from gametheory_dprk.scenario.composer import MAX_DEPTH, MAX_NODES, compose
from gametheory_dprk.scenario.nodes import locate


def refused(text: str) -> str:
    """The message of the error, which must take less than a second of computing."""
    with computed_within(1), pytest.raises(ScenarioSyntaxError) as caught:
        compose(text, "f", [])
    return str(caught.value)


@pytest.mark.parametrize("text", ["no", "NO", "12:30", "010", "0.10", "1e3", "~", "true", "1_000"])
def test_scalars_stay_the_text_they_were(text: str) -> None:
    assert compose(f"a: {text}", "f", [])["a"] == text  # type: ignore[index]


def test_places_count_from_one_and_point_inside_quotes() -> None:
    root = compose("a: 'x'\nb: {c: [d, e]}\n", "f", [])
    assert str(root["a"].span) == "f:1:4"  # type: ignore[index]
    assert str(root["a"].inside) == "f:1:5"  # type: ignore[index, union-attr]
    assert tuple(map(str, locate(root, ("b", "c", 1)))) == ("f:2:12", "b.c[1]")


def test_locations_skip_what_is_no_child() -> None:
    root = compose("b: {c: 1}", "f", [])
    assert locate(root, ("b", "<tag>", "c"))[1] == "b.c"


def test_alias_repeats_its_node() -> None:
    root = compose("a: &x [1, 2]\nb: *x\n", "f", [])
    assert root["b"] == ["1", "2"]  # type: ignore[index]


def test_alias_bomb_is_counted_before_it_expands() -> None:
    letters = "abcdefghij"
    lines = ["a: &a [" + ", ".join("1" * 9) + "]"]
    for one, next_one in pairwise(letters):
        lines.append(f"{next_one}: &{next_one} [" + ", ".join([f"*{one}"] * 9) + "]")
    message = refused("\n".join(lines))
    assert message.startswith("f:6:")  # 9^5 scalars fit into the cap, 9^6 do not
    assert f"more than {MAX_NODES} keys and values" in message


def test_aliases_cannot_pile_up_depth() -> None:
    lines = ["a0: &a0 [1]"]
    lines += [f"a{k}: &a{k} [*a{k - 1}]" for k in range(1, MAX_DEPTH + 5)]
    message = refused("\n".join(lines))
    assert message.startswith(f"f:{MAX_DEPTH}:")
    assert f"deeper than {MAX_DEPTH}" in message


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(bracket: str) -> None:
    refused("a:\n  " + bracket * 50_000)


def test_many_scalars_are_refused() -> None:
    assert "keys and values" in refused("a: [" + "1," * (MAX_NODES + 1) + "]")


def test_repeated_keys_are_all_told_with_both_places() -> None:
    problems: list = []
    compose("a: 1\nb: 2\na: 3\nb: 4\n", "f", problems)
    assert [str(problem) for problem in problems] == [
        "f:3:1: key 'a' stands twice, first at f:1:1 (keep one of them)",
        "f:4:1: key 'b' stands twice, first at f:2:1 (keep one of them)",
    ]
