"""Every format writes the same report, and escapes what would be markup in it."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from gametheory_dprk.expr import parse
from gametheory_dprk.registry import discover
from gametheory_dprk.report.blocks import (
    Formula,
    Heading,
    Outline,
    Paragraph,
    Records,
    Report,
    Table,
)
from gametheory_dprk.report.formats.spec import Page

NASTY = r"<b>&[red]_{$\x|"
REPORT = Report(
    {"name": NASTY, "number": "1/3"},
    (
        Heading(NASTY, 1),
        Paragraph(NASTY, (NASTY, " ", Fraction(1, 3))),
        Table(NASTY, (NASTY,), (((NASTY,),), ((Fraction(-2, 7),),), ((Formula(parse("p_1/2")),),))),
        Outline((NASTY,), (Outline(("below",)),)),
    ),
    Records(("name", "value"), ((NASTY, Fraction(1, 3)), ("a,b", "x\ny"))),
)


def written(name: str, width: int = 100, color: bool = False) -> str:
    text: str = discover("gametheory_dprk.report.formats")[name].write(REPORT, Page(width, color))
    return text


def test_the_formats_are_those_of_the_contract() -> None:
    assert set(discover("gametheory_dprk.report.formats")) >= {
        "table",
        "json",
        "csv",
        "md",
        "latex",
        "html",
    }


@pytest.mark.parametrize("name", ["table", "json", "csv", "md", "latex", "html"])
def test_every_format_ends_its_last_line(name: str) -> None:
    assert written(name).endswith("\n")


def test_table_takes_names_literally() -> None:
    assert written("table").count(NASTY) == 7
    assert "1/3 (0.3333)" in written("table")
    assert "└── below" in written("table")


def test_table_keeps_to_its_width() -> None:
    assert max(map(len, written("table", width=40).splitlines())) <= 40


def test_table_colors_only_where_asked() -> None:
    assert "\x1b[" in written("table", color=True)
    assert "\x1b" not in written("table")


def test_json_is_the_document() -> None:
    assert json.loads(written("json")) == REPORT.document


def test_csv_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(written("csv"))))
    assert rows == [["name", "value"], [NASTY, "1/3"], ["a,b", "x\ny"]]


def test_markdown_escapes_and_keeps_the_columns() -> None:
    text = written("md")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [2] * 5
    assert "<b>" not in text.replace(r"\<b\>", "")


def test_latex_escapes_names_and_sets_numbers() -> None:
    text = written("latex")
    assert r"\textless{}b\textgreater{}\&[red]\_\{\$\textbackslash{}x\textbar{}" in text
    assert "<" not in text
    assert r"$\tfrac{1}{3}$" in text
    assert r"$-\tfrac{2}{7}$" in text
    assert r"$\frac{p_{1}}{2}$" in text
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") == 1


def test_html_holds_no_tag_of_the_input() -> None:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.append(tag)

    Reader().feed(written("html"))
    assert found.count("b") == 1  # the label of the paragraph
    assert "script" not in found
    assert "http" not in written("html")
