"""Repeated, bargaining and stochastic games as tables and as pictures."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gametheory_dprk.cli import run as run_command
from gametheory_dprk.report.drawing.diagram import Arrow, Row, Station, diagram, shortened
from gametheory_dprk.report.drawing.marks import Box, Curve, Picture, Words, text_width
from gametheory_dprk.report.drawing.svg import to_svg
from gametheory_dprk.report.drawing.tikz import to_tikz
from gametheory_dprk.report.game import game_picture
from gametheory_dprk.scenario.reader import read

NAMES = (
    "dprk/provocation_cycle",
    "dprk/pressure_attrition",
    "dprk/self_enforcing_agreement",
    "dprk/self_enforcing_lag",
    "dprk/sanctioned_bargaining",
    "dprk/power_shift",
    "dprk/risk_return",
    "dprk/risk_return_types",
    "dprk/sanctioned_settlement",
    "textbook/nash_1950",
)


def picture_of(name: str) -> Picture:
    scenario = read(name)
    values = {each.name: each.value for each in scenario.parameters.values()}
    return game_picture(scenario, values)


def words(picture: Picture) -> list[str]:
    return [mark.text for mark in picture.marks if isinstance(mark, Words)]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run_command(arguments)
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.mark.parametrize("name", NAMES)
def test_pictures_are_whole(name: str) -> None:
    picture = picture_of(name)
    ElementTree.fromstring(to_svg(picture))
    assert to_tikz(picture).count(r"\node") == len(words(picture))
    for mark in picture.marks:
        if isinstance(mark, Words):
            width = text_width(mark.text, mark.size, mark.bold)
            left = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
            assert left >= 0, mark
            assert left + width <= picture.width, mark
            assert 0 <= mark.y <= picture.height, mark


@pytest.mark.parametrize("name", NAMES)
def test_words_on_one_line_do_not_cover_each_other(name: str) -> None:
    marks = [mark for mark in picture_of(name).marks if isinstance(mark, Words)]
    for line in {mark.y for mark in marks}:
        spans = sorted(
            (mark.x - text_width(mark.text, mark.size, mark.bold) / 2, mark)
            for mark in marks
            if mark.y == line and mark.anchor == "middle"
        )
        for (left, one), (right, _) in pairwise(spans):
            assert left + text_width(one.text, one.size, one.bold) <= right


def test_cycle_of_provocations() -> None:
    """From sanctions by talk, from relief with d back if cheated; refusing leads back too."""
    picture = picture_of("dprk/provocation_cycle")
    assert {"talk", "provoke", "relieve", "refuse", "cheat (d = 0.3)"} <= set(words(picture))
    assert "comply | cheat (1 - d = 0.7)" in words(picture)
    assert sum(isinstance(mark, Curve) for mark in picture.marks) == 6
    assert sum(isinstance(mark, Box) for mark in picture.marks) == 3


def test_automata_are_drawn_one_below_the_other() -> None:
    picture = picture_of("dprk/self_enforcing_agreement")
    assert {"grim", "three_years", "NK comply", "US withhold"} <= set(words(picture))
    assert words(picture).count("NK.cheat | US.withhold") == 2
    # grim: two loops and one way; three years: one loop, three ways on and one back
    assert sum(isinstance(mark, Curve) for mark in picture.marks) == 8


def test_arrows_back_run_below_and_long_labels_are_cut() -> None:
    long = "x" * 90
    row = Row("", (Station("a"), Station("b")), (Arrow("a", "b", long), Arrow("b", "a", "back")))
    marks = diagram([row], "two", "").marks
    there, back = (mark for mark in marks if isinstance(mark, Curve))
    assert there.points[1][1] < there.points[0][1]
    assert back.points[1][1] > back.points[0][1]
    (label,) = (mark for mark in marks if isinstance(mark, Words) and mark.tip == long)
    assert label.text == shortened(long)


def test_tables_tell_what_the_file_says(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys, "show", "dprk/power_shift", "--format", "md")
    assert code == 0
    assert "(1 - p1 - c)/(1 - delta) = 5" in text
    code, text = run(capsys, "show", "dprk/self_enforcing_lag", "--format", "md")
    assert "Moves are shown" in text
    assert "1 - m = 3/10" in text
    code, text = run(capsys, "show", "dprk/risk_return", "--format", "md")
    assert r"2/5 (0.4) - c\_B" in text
    code, text = run(capsys, "show", "textbook/nash_1950", "--format", "md")
    assert "quadratic" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_written(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "svg", "tikz", "latex", "json", "csv"):
        code, text = run(capsys, "show", name, "--format", form)
        assert code == 0, text
        assert text
    document = json.loads(run(capsys, "show", name, "--json")[1])
    assert document["game"]["players"]


@pytest.mark.parametrize("form", ["efg", "nfg"])
def test_games_that_go_on_are_not_for_gambit(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys, "convert", "dprk/provocation_cycle", "--format", form)
    assert code == 4
    assert f"of kind stochastic, which {form} does not hold" in text


def test_they_are_drawn_for_latex(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawing = tmp_path / "cycle.tex"
    assert run(capsys, "convert", "dprk/provocation_cycle", str(drawing))[0] == 0
    assert r"\begin{tikzpicture}" in drawing.read_text()
