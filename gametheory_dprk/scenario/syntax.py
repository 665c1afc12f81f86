"""Says in plain words what a YAML parser could not read."""

from __future__ import annotations

import yaml

from gametheory_dprk.errors import Problem, ScenarioSyntaxError, Span

_HINTS = {
    "mapping values are not allowed": "check the indentation, or quote a text that contains ': '",
    "did not find expected ',' or": "close the bracket, or quote a text with brackets or commas",
    "unexpected end of stream": "close the quotation mark",
    "did not find expected": "check the indentation",
    "could not find expected ':'": "write key: value",
    "unknown escape": "use single quotes",
}


def syntax_error(error: yaml.MarkedYAMLError, text: str, file: str) -> ScenarioSyntaxError:
    r"""Translate the parser's error.

    Examples
    --------
    >>> import yaml
    >>> try:
    ...     _ = yaml.compose("a:\n\tb: 1", Loader=yaml.CSafeLoader)
    ... except yaml.MarkedYAMLError as error:
    ...     print(syntax_error(error, "a:\n\tb: 1", "deal.yaml"))
    deal.yaml:2:1: a tab cannot indent (use spaces)
    """
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    message, hint = _describe(error, _character_at(text, line, column))
    return ScenarioSyntaxError(Problem(Span(file, line + 1, column + 1), "", message, hint))


def _character_at(text: str, line: int, column: int) -> str:
    """The character at a place, empty at the end of its line."""
    lines = text.split("\n")
    return lines[line][column : column + 1] if line < len(lines) else ""


def _describe(error: yaml.MarkedYAMLError, character: str) -> tuple[str, str]:
    """Word the message and a way out."""
    problem = error.problem or "not YAML"
    if character == "\t" or "tab character" in problem:
        return "a tab cannot indent", "use spaces"
    if "cannot start any token" in problem:
        return f"a text cannot begin with {character!r}", "quote it"
    hint = next((hint for start, hint in _HINTS.items() if start in problem), "")
    context = f"{error.context}: " if error.context else ""
    return f"{context}{problem}", hint
