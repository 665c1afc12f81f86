"""Malformed files: each gives one ScenarioError that points at the place and says what is wrong.

The files carry what is expected of them: a comment ``#   ^ words`` speaks of the column of its
mark in the line above (``#< words`` of the first column), ``#! 3:5 words`` of line 3, column 5.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from computing import computed_within

from gametheory_dprk.errors import ScenarioError
from gametheory_dprk.scenario.reader import read

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(CORPUS.glob("*.yaml"))


def expected(text: str) -> list[tuple[int, int, str]]:
    """The place and the words of each problem that a file announces."""
    found, line = [], 0
    for number, row in enumerate(text.split("\n"), start=1):
        if match := re.fullmatch(r"#! (\d+):(\d+) (.*)", row):
            found.append((int(match[1]), int(match[2]), match[3]))
        elif match := re.fullmatch(r"#( *)\^ (.*)|#< (.*)", row):
            column = 1 if match[1] is None else len(match[1]) + 2
            found.append((line, column, match[2] or match[3]))
        else:
            line = number
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_malformed_file_is_told_with_its_place(path: Path) -> None:
    announced = expected(path.read_bytes().decode("utf-8"))
    assert announced
    with computed_within(1), pytest.raises(ScenarioError) as caught:
        read(path)
    problems = list(caught.value.problems)
    for line, column, words in announced:
        match = [
            problem
            for problem in problems
            if problem.span is not None
            and (problem.span.line, problem.span.column) == (line, column)
            and words.lower() in str(problem).lower()
        ]
        assert match, f"{line}:{column} {words!r} is not among\n{caught.value}"
        problems.remove(match[0])
    assert not problems, "not announced:\n" + "\n".join(map(str, problems))
    assert all(str(problem).startswith(str(path)) for problem in caught.value.problems)


def test_corpus_is_as_large_as_promised() -> None:
    assert len(FILES) >= 60
