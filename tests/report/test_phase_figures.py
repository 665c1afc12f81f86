"""Figures of phase diagrams, and propositions: what is in them, and that they are well formed."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

import gametheory_dprk as gt
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.expr import parse
from gametheory_dprk.report.figures.frame import ticks
from gametheory_dprk.report.figures.lettering import formula, line_width, words
from gametheory_dprk.report.figures.palette import TINTS

ROOT = Path(__file__).parents[2]
FLAGSHIP = "dprk/agreed_framework_1994"


@pytest.fixture(scope="module")
def plot() -> gt.api.atlas.PhasePlot:
    """The figure of pressure and prior."""
    return gt.load(FLAGSHIP).atlas().plot("s", "p", c="1.1")


def texts(svg: str) -> list[str]:
    """The lines of text of a figure."""
    root = ElementTree.fromstring(svg)
    return ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]


def test_regions_and_curves_are_labelled(plot: gt.api.atlas.PhasePlot) -> None:
    found = texts(plot.to_svg())
    for label in ("separating on talk (2)", "pooling on talk (3)", "semi-separating on talk (4)"):
        assert label in found
    assert {"c = gG", "c = gP", "p = μ"} <= set(found)
    assert "s,  pain of sanctions and isolation in the status quo" in found
    assert "1  pooling on provoke (everywhere)" in found


def test_lines_that_not_all_families_of_both_sides_reach_are_dashed(
    plot: gt.api.atlas.PhasePlot,
) -> None:
    # p = mu and the lower part of c = g_P, where semi-separating equilibria end
    assert plot.to_svg().count("stroke-dasharray") == 2


def test_the_figure_of_the_documentation_is_what_the_program_draws(
    plot: gt.api.atlas.PhasePlot,
) -> None:
    shown = ROOT / "docs" / "figures" / "pressure_and_prior.svg"
    assert shown.read_text(encoding="utf-8") == plot.to_svg()


def test_a_pdf_lists_where_its_objects_are(plot: gt.api.atlas.PhasePlot, tmp_path: Path) -> None:
    plot.save(tmp_path / "figure.pdf")
    content = (tmp_path / "figure.pdf").read_bytes()
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[start:].startswith(b"xref")
    places = re.findall(rb"(\d{10}) 00000 n", content)
    for number, place in enumerate(places, start=1):
        assert content[int(place) :].startswith(b"%d 0 obj" % number)
    stream = re.search(rb"/Length (\d+) >>\nstream\n", content)
    assert stream is not None
    assert content[stream.end() + int(stream[1]) :].startswith(b"\nendstream")


def test_other_files_are_refused(plot: gt.api.atlas.PhasePlot, tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match=r"\.svg or a \.pdf"):
        plot.save(tmp_path / "figure.bmp")


def test_formulas_are_set_with_greek_letters_and_subscripts() -> None:
    line = formula(parse("delta_N >= g/(mu + x1)"))
    assert "".join(run.text for run in line) == "δN ≥ g/(μ + x1)"
    assert [run.text for run in line if run.drop] == ["N", "1"]


def test_widths_are_those_of_the_typeface() -> None:
    assert line_width(words("Wig"), 1000.0) == 944 + 278 + 500  # Adobe's metrics of Times-Roman


def test_ticks_are_round() -> None:
    assert [float(each) for each in ticks(0, 3)] == [0, 0.5, 1, 1.5, 2, 2.5, 3]
    assert [float(each) for each in ticks(-1, 1)] == [-1, -0.5, 0, 0.5, 1]


def test_the_first_colors_differ_in_gray() -> None:
    def gray(code: str) -> float:
        red, green, blue = (int(code[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    shades = sorted(gray(code) for code in TINTS[:5])
    assert min(b - a for a, b in pairwise(shades)) > 8
    assert shades[0] > 120  # dark letters can be read on it


@pytest.mark.parametrize("name", [FLAGSHIP, "dprk/singapore_2018", "dprk/verification"])
def test_propositions_are_well_formed(name: str) -> None:
    text = gt.load(name).atlas().to_latex()
    assert text.count("{") == text.count("}")
    assert text.count("$") % 2 == 0
    assert text.count(r"\left") == text.count(r"\right")
    for environment in ("proposition", "enumerate", "align*", "proof"):
        begun = text.count(rf"\begin{{{environment}}}")
        assert begun == text.count(rf"\end{{{environment}}}")
    outside = re.sub(r"\$[^$]*\$|\\begin\{align\*\}.*?\\end\{align\*\}", "", text, flags=re.S)
    body = "\n".join(line for line in outside.splitlines() if not line.startswith("%"))
    assert not re.search(r"(?<!\\)[_^&#]", body)


def test_the_proposition_of_the_flagship_states_cases_and_deviations() -> None:
    text = gt.load(FLAGSHIP).atlas().to_latex()
    assert (
        r"\item \emph{Separating on talk}, if and only if $c \geq g_{P}$ and $c \leq g_{G}$."
        in text
    )
    assert r"\mu &= \frac{k + b}{v + d}" in text
    assert (
        r"\textsf{ploy} would deviate from \textsf{provoke} to \textsf{talk} unless $c \geq g_{P}$"
        in text
    )
    assert "There are 25 ways to choose" in text
