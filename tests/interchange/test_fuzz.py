"""No input, however broken, makes the readers fail otherwise than with an error of their own."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interchange_games import normal, tree

from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.games import Game
from gametheory_dprk.interchange import efg, nfg
from gametheory_dprk.interchange.spec import Document

CARDS = {"efg": efg, "nfg": nfg}
SCRAPS = [
    '"',
    "{",
    "}",
    ",",
    "0",
    "-1",
    "1/0",
    "1e300",
    "p",
    "t",
    "c",
    '""',
    "\\",
    "\x00",
    "\n",
    "é",
    "9" * 50,
]


def must_survive(name: str, text: str) -> None:
    document, complaint = attempt(name, text)
    if document is None:
        assert re.match(r"broken:\d+:\d+: .", complaint) or "sum to more" in complaint
    else:
        assert isinstance(document.game, Game)
        assert CARDS[name].read(CARDS[name].write(document), "again").game == document.game


def attempt(name: str, text: str) -> tuple[Document | None, str]:
    try:
        return CARDS[name].read(text, "broken"), ""
    except ScenarioError as error:
        return None, str(error)


def broken(text: str, random: Random) -> str:
    """A text with some words dropped, doubled, exchanged or replaced."""
    words = re.findall(r'"(?:[^"\\]|\\.)*"|[{},]|[^\s{},"]+|\s+', text, re.DOTALL)
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(words))
        words[place : place + 1] = random.choice(
            ([], [words[place]] * 2, [random.choice(words)], [random.choice(SCRAPS)])
        )
    return "".join(words)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_damaged_files(seed: int) -> None:
    random = Random(seed)
    must_survive("efg", broken(efg.write(Document(tree(seed), "t")), random))
    must_survive("nfg", broken(nfg.write(Document(normal(seed), "t")), random))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(CARDS)), st.text(max_size=60))
def test_any_text(name: str, text: str) -> None:
    must_survive(name, text)
    must_survive(name, f'EFG 2 R "t" {{ "A" }} {text}')
    must_survive(name, f'NFG 1 R "t" {{ "A" }} {{ 1 }} {text}')


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize(
    "scrap", ["{", '"a" ', "1 ", '\\"', 'p "" 1 1 "" { "a" "b" } 0 ', '"' * 2, "9"]
)
def test_long_repetitions(name: str, scrap: str) -> None:
    head = {"efg": 'EFG 2 R "t" { "A" } ', "nfg": 'NFG 1 R "t" { "A" } '}[name]
    must_survive(name, scrap * 20_000)
    must_survive(name, head + scrap * 20_000)
    must_survive(name, f'{head}"{scrap * 20_000}')
