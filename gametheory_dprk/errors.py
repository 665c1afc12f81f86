"""Every error a user can meet: one family, each with the exit code the command line returns.

An error carries *problems*, one line each, so that everything wrong in a file is told at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text; lines and columns count from 1.

    Examples
    --------
    >>> str(Span("deal.yaml", 3, 14))
    'deal.yaml:3:14'
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Write the place the way editors and compilers do."""
        return f"{self.file}:{self.line}:{self.column}"

    def shifted(self, columns: int) -> Span:
        """Return the place so many columns further right on the same line.

        Examples
        --------
        >>> str(Span("deal.yaml", 3, 14).shifted(2))
        'deal.yaml:3:16'
        """
        return Span(self.file, self.line, self.column + columns)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the place, what it concerns, the message, and a way out.

    Parameters
    ----------
    span
        The place in the file, or None where there is no file.
    where
        The thing concerned, for instance the path ``payoffs.NK``; may be empty.
    message
        What is wrong.
    hint
        What to write instead; may be empty.

    Examples
    --------
    >>> str(Problem(Span("deal.yaml", 3, 14), "payoffs.NK", "unknown name 'cheet'", "cheat?"))
    "deal.yaml:3:14: payoffs.NK: unknown name 'cheet' (cheat?)"
    >>> str(Problem(None, "", "nothing to solve"))
    'nothing to solve'
    """

    span: Span | None
    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Write the problem on one line, leaving out what is empty."""
        place = "" if self.span is None else str(self.span)
        line = ": ".join(part for part in (place, self.where, self.message) if part)
        return f"{line} ({self.hint})" if self.hint else line


class GtdError(Exception):
    """The base of all errors a user can meet.

    Parameters
    ----------
    *problems
        Problems, or plain messages, which become problems without a place.

    Examples
    --------
    >>> error = GtdError("no players", Problem(None, "payoffs", "empty"))
    >>> print(error)
    no players
    payoffs: empty
    >>> len(error.problems)
    2
    """

    exit_code: ClassVar[int] = 1
    problems: tuple[Problem, ...]

    def __init__(self, *problems: Problem | str) -> None:
        super().__init__(*problems)
        self.problems = tuple(
            Problem(None, "", problem) if isinstance(problem, str) else problem
            for problem in problems
        )

    def __str__(self) -> str:
        """Write every problem, one a line."""
        return "\n".join(str(problem) for problem in self.problems)


class ScenarioError(GtdError):
    """A scenario or data file is invalid."""

    exit_code = 3


class ScenarioSyntaxError(ScenarioError):
    """The file is not well-formed YAML, or uses a YAML feature that is not allowed."""


class SchemaError(ScenarioError):
    """A key is missing, unknown, or holds a value of the wrong type."""


class ExpressionError(ScenarioError):
    """A formula cannot be read, or has no exact value."""


class UnknownNameError(ScenarioError):
    """A name is used that nothing defines."""


class ConsistencyError(ScenarioError):
    """Each part is well-formed, but the parts contradict one another."""


class SolveError(GtdError):
    """No equilibrium can be delivered."""

    exit_code = 4


class NoSolverError(SolveError):
    """No solver applies to this kind of game with this concept."""


class NotCertifiedError(SolveError):
    """A solver's answer did not pass the checker, so it is withheld."""


class LimitReached(SolveError):
    """A limit on time, memory or size was reached."""

    exit_code = 5


class AnalysisError(GtdError):
    """The question cannot be asked of this scenario or these data."""

    exit_code = 3


class MissingExtra(GtdError):
    """An optional dependency is not installed."""

    exit_code = 2


class VerificationFailed(GtdError):
    """A saved solution did not pass re-verification."""

    exit_code = 1


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the hint for a mistyped name, empty where no known name is close.

    Examples
    --------
    >>> nearest_name("cheet", ["comply", "cheat"])
    "did you mean 'cheat'?"
    >>> nearest_name("x", ["comply", "cheat"])
    ''
    """
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), n=1)
    return f"did you mean {close[0]!r}?" if close else ""
