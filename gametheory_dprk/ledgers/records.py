"""Lines of a ledger cut into cells, one record at a time, each cell with its place."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from gametheory_dprk.errors import Problem, ScenarioSyntaxError, Span
from gametheory_dprk.ledgers.spec import LedgerSpec

LONGEST = 1_000_000
"""Bytes that a line may have."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, and the lines that they were cut from.

    Attributes
    ----------
    line : int
        The line on which it begins.
    """

    cells: tuple[str, ...]
    file: str
    line: int
    text: str
    delimiter: str
    quoted: bool

    def place(self, number: int = 0) -> Span:
        """Where a cell begins.

        Examples
        --------
        >>> str(Record(("a", "b"), "talks.csv", 3, '"a",b', ",", True).place(1))
        'talks.csv:3:5'
        """
        line, column, inside, cell = self.line, 1, False, 0
        for character in self.text:
            if cell == number:
                break
            inside ^= self.quoted and character == '"'
            cell += character == self.delimiter and not inside
            line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
        return Span(self.file, line, column)


@dataclass(slots=True)
class Lines:
    """The lines of a file, decoded one by one; bytes that cannot be are problems."""

    file: BinaryIO
    name: str
    encoding: str
    problems: list[Problem]
    number: int = 0
    held: list[str] = field(default_factory=list)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def __iter__(self) -> Iterator[str]:
        """Yield the lines, each kept until the record that it belongs to is done."""
        while raw := self.file.readline(LONGEST + 1):
            self.number += 1
            self.digest.update(raw)
            if len(raw) > LONGEST:
                raise self.error(1, f"the line is longer than {LONGEST} bytes")
            line = self.decoded(raw)
            if (found := _CONTROL.search(line)) is not None:
                message = f"character U+{ord(found[0]):04X} does not belong in a text file"
                raise self.error(found.start() + 1, message)
            self.held.append(line)
            yield line

    def decoded(self, raw: bytes) -> str:
        """One line as text; a byte that is none stands as a question mark and is a problem."""
        if self.number == 1:
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise self.error(1, "the file is UTF-16")
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            return raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            column = len(raw[: error.start].decode(self.encoding, "replace")) + 1
            message = f"byte 0x{raw[error.start]:02X} is not {self.encoding} text"
            self.problems.append(Problem(Span(self.name, self.number, column), "", message))
            return raw.decode(self.encoding, "replace")

    def error(self, column: int, message: str) -> ScenarioSyntaxError:
        """What ends the reading."""
        problem = Problem(Span(self.name, self.number, column), "", message)
        return ScenarioSyntaxError(*self.problems, problem)


def records(lines: Lines, spec: LedgerSpec) -> Iterator[Record]:
    """Cut lines into records; empty lines are none.

    Raises
    ------
    ScenarioSyntaxError
        Where the text cannot be cut, or is no text.
    """
    reader = spec.reader(lines)
    while True:
        begin = lines.number + 1
        lines.held.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            lines.number = begin
            raise lines.error(1, f"the row cannot be read: {error}") from None
        if cells is None:
            return
        if cells:
            text = "".join(lines.held)
            yield Record(tuple(cells), lines.name, begin, text, spec.delimiter, spec.quoted)
