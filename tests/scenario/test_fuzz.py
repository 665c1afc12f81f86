"""Whatever stands in a file, only a ScenarioError may come out."""

from __future__ import annotations

import contextlib
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.scenario.kinds.spec import kinds
from gametheory_dprk.scenario.reader import read

TEMPLATES = [kind.template_text for kind in kinds().values()]
SNIPPETS = [
    *"{}[]:,&*!|>'\"%@`#-?\t\n",
    "<<: ",
    "&a ",
    "*a",
    "!!python/object ",
    "- ",
    "end",
    "use: x",
    "sees: [none]",
    "when: talk",
    "2**99999999",
    "1/0",
    "__class__",
    "[]",
    "{}",
    "NK",
    "chance",
    "p",
    "\r",
    "\x85",
    "\u2028",
    "\ufeff",
    "\U0001f642",
]
many = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def attempt(text: str | Path) -> None:
    with contextlib.suppress(ScenarioError):
        read(text, strict=True)


@many
@given(st.binary(max_size=300))
def test_random_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    attempt(path)


@many
@given(st.text(max_size=200))
def test_random_text(text: str) -> None:
    attempt(text + "\n")


@many
@given(st.data())
def test_cut_and_spliced_templates(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEMPLATES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 12))
        snippet = data.draw(st.sampled_from(SNIPPETS) | st.text(string.printable, max_size=4))
        text = text[:start] + snippet + text[start + length :]
    attempt(text + "\n")


@many
@given(st.data())
def test_swapped_lines_and_values(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(TEMPLATES)).split("\n")
    other = data.draw(st.sampled_from(TEMPLATES)).split("\n")
    for _ in range(data.draw(st.integers(1, 5))):
        lines[data.draw(st.integers(0, len(lines) - 1))] = data.draw(st.sampled_from(other))
    attempt("\n".join(lines) + "\n")


VALUES = st.recursive(
    st.sampled_from(["1", "p", "end", "[a]", "a", "''", "0.5", "talk", "1 - p", "NK", "g", "1/0"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]")
        | st.dictionaries(
            st.sampled_from(
                ["player", "moves", "chance", "use", "with", "info", "NK", "a", "value"]
            ),
            inner,
            max_size=3,
        ).map(lambda found: "{" + ", ".join(f"{key}: {one}" for key, one in found.items()) + "}")
    ),
    max_leaves=6,
)


@many
@given(
    st.sampled_from(list(kinds())),
    st.dictionaries(
        st.sampled_from(
            [
                "title",
                "players",
                "parameters",
                "assume",
                "let",
                "payoffs",
                "solve",
                "observed",
                "hypotheses",
                "expect",
                "sources",
                "game",
                "moves",
                "tree",
                "play",
                "subtrees",
            ]
        ),
        VALUES,
    ),
)
def test_wrong_values_under_every_key(kind: str, values: dict[str, str]) -> None:
    lines = [f"{key}: {value}" for key, value in values.items()]
    attempt("\n".join(["gtd: 1", f"kind: {kind}", *lines, ""]))


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_prefix_of_a_template(template: str) -> None:
    for end in range(0, len(template), 7):
        attempt(template[:end] + "\n")
