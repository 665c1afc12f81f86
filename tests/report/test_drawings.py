"""Pictures of games: well-formed, escaped, and with everything on the paper."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from fractions import Fraction
from itertools import pairwise

import pytest

from gametheory_dprk.expr import Expr, parse
from gametheory_dprk.games import NormalGame, SignalingGame
from gametheory_dprk.report.drawing.branches import grow
from gametheory_dprk.report.drawing.marks import PAPER, Box, Picture, Words, text_width
from gametheory_dprk.report.drawing.matrix import matrix_picture
from gametheory_dprk.report.drawing.svg import to_svg
from gametheory_dprk.report.drawing.tikz import to_tikz
from gametheory_dprk.report.drawing.tree import tree_picture

NASTY = 'a <b> & "c" ]]>\x07'


def signaling(types: int, signals: int) -> SignalingGame[Expr]:
    prior = {f"t{k}": parse(f"1/{types}") for k in range(types)}
    responses = {f"m{k}": ("yes", "no") for k in range(signals)}
    game = SignalingGame("S", "R", prior, responses, {})
    payoffs = {player: dict.fromkeys(game.cells(), parse("a - b")) for player in ("S", "R")}
    return SignalingGame("S", "R", prior, responses, payoffs)


def normal(players: int) -> NormalGame[Expr]:
    names = tuple("ABC"[:players])
    moves = {name: (f"{name}1", f"{name}2") for name in names}
    game = NormalGame(names, moves, {})
    payoffs = {name: dict.fromkeys(game.profiles(), parse("a - b")) for name in names}
    return NormalGame(names, moves, payoffs)


VALUES = {"a": Fraction(1), "b": Fraction(1, 3)}


def tree(types: int = 2, signals: int = 3) -> Picture:
    game = signaling(types, signals)
    return tree_picture(grow(game, game.at(VALUES)), game.players, NASTY, NASTY)


def matrix(players: int = 2) -> Picture:
    game = normal(players)
    exact = game.at(VALUES)
    assert isinstance(exact, NormalGame)
    return matrix_picture(game, exact, NASTY, NASTY)


PICTURES = {
    "tree": tree(),
    "large tree": tree(4, 4),
    "one player": matrix(1),
    "two players": matrix(2),
    "three players": matrix(3),
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_svg_is_well_formed_and_escaped(picture: Picture) -> None:
    root = ElementTree.fromstring(to_svg(picture))
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == NASTY.replace("\x07", " ")
    assert "<b>" not in to_svg(picture)


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_every_mark_is_on_the_paper(picture: Picture) -> None:
    for mark in picture.marks:
        if isinstance(mark, Words):
            width = text_width(mark.text, mark.size, mark.bold)
            left = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
            assert left >= 0, mark
            assert left + width <= picture.width, mark
            assert 0 <= mark.y <= picture.height, mark


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_words_do_not_cover_each_other(picture: Picture) -> None:
    words = [mark for mark in picture.marks if isinstance(mark, Words)]
    for line in {word.y for word in words}:
        spans = sorted(span(word) for word in words if word.y == line)
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), spans


def test_names_of_players_fit_their_boxes() -> None:
    picture = tree()
    boxes = [mark for mark in picture.marks if isinstance(mark, Box) and mark.width > 6]
    names = [mark for mark in picture.marks if isinstance(mark, Words) and mark.color == PAPER]
    assert len(boxes) == len(names) == 9  # chance, two senders, six receivers
    for box, name in zip(boxes, names, strict=True):
        left, right = span(name)
        assert box.x < left < right < box.x + box.width
        assert box.y < name.y < box.y + box.height


def span(word: Words) -> tuple[float, float]:
    width = text_width(word.text, word.size, word.bold)
    left = word.x - {"start": 0, "middle": width / 2, "end": width}[word.anchor]
    return left, left + width


def test_information_sets_are_dashed_links() -> None:
    text = to_svg(tree(2, 3))
    assert text.count("stroke-dasharray") == 3  # one link for each of three signals
    assert to_svg(tree(1, 3)).count("stroke-dasharray") == 0  # one type: nothing is hidden


def test_a_tree_has_one_row_for_every_play() -> None:
    ends = [mark for mark in tree(2, 3).marks if isinstance(mark, Box) and mark.width == 6]
    assert len({mark.y for mark in ends}) == len(ends) == 12


def test_payoffs_stand_as_value_and_formula() -> None:
    texts = [mark.text for mark in tree().marks if isinstance(mark, Words)]
    assert texts.count("2/3") == 24  # 1 - 1/3, for two players after each of 12 plays
    assert texts.count("a - b") == 24


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_tikz_is_balanced_and_escaped(picture: Picture) -> None:
    text = to_tikz(picture)
    assert r"\textless{}b\textgreater{} \&" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
    body = text.split("\n")[3:-2]
    assert all(line.startswith("\\") and line[-1] in ";}" for line in body)
    assert not re.search(r"\d+\.\d{2,},|e\+", text)
