"""Rows of a ledger: dated, with an actor and an action, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.errors import ExpressionError, Problem, SchemaError, Span
from gametheory_dprk.ledgers.dates import ledger_date
from gametheory_dprk.ledgers.records import Lines, Record, records
from gametheory_dprk.ledgers.spec import ROLES, LedgerSpec, cell_name
from gametheory_dprk.scenario.values import exact_number

ETA = "eta"
PRECISIONS = {"day": 10, "month": 7, "year": 4}
"""Characters of a date that are known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes
    ----------
    number : int
        Among the rows, from 1 on; the header is none.
    span : Span
    date : str
        1994, 1994-10 or 1994-10-21.
    fields : Mapping[str, str]
        By the name of the column in small letters; also actor, target, action and source, and
        date as above.
    eta : Fraction or None
        Probability that the row says nothing, where it has a column for that.
    """

    number: int
    span: Span
    date: str
    fields: Mapping[str, str]
    eta: Fraction | None = None

    @property
    def words(self) -> str:
        """Who did what."""
        return " ".join(filter(None, (self.fields.get(role, "") for role in ROLES[:3])))


class Rows:
    """The rows of a file, read one at a time; what is wrong with one is a problem."""

    def __init__(self, lines: Lines, spec: LedgerSpec) -> None:
        self.spec, self.problems = spec, lines.problems
        self._records = records(lines, spec)
        self.columns = self._header()

    def _header(self) -> tuple[str, ...]:
        """Names of the columns.

        Raises
        ------
        SchemaError
            If one that is needed is missing.
        """
        if self.spec.columns is not None:
            return tuple(map(cell_name, self.spec.columns))
        head = next(self._records, None)
        found = () if head is None else tuple(map(cell_name, head.cells))
        place = Span("", 1, 1) if head is None else head.place()
        missing = [each for each in self.spec.needs if each.casefold() not in found]
        if missing:
            listed = ", ".join(map(repr, missing))
            raise SchemaError(Problem(place, "", f"the first line has no column {listed}"))
        twice = [name for name in found if name and found.count(name) > 1]
        if twice:
            raise SchemaError(Problem(place, "", f"column {twice[0]!r:.60} stands twice"))
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """Fields that a row has."""
        return tuple(dict.fromkeys([*self.columns, *ROLES, "date"]))

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in which nothing is wrong."""
        for number, record in enumerate(self._records, 1):
            before = len(self.problems)
            fields = self._fields(record)
            if len(self.problems) == before:
                date, eta = self._date(record, fields), self._eta(record, fields)
                if date is not None and len(self.problems) == before:
                    yield Row(number, record.place(), date, {**fields, "date": date}, eta)

    def _fields(self, record: Record) -> dict[str, str]:
        """The cells by name, roles included."""
        count, wanted = len(record.cells), len(self.columns)
        if count != wanted if self.spec.columns is None else count < self.spec.fewest:
            message = f"expected {wanted} fields, found {count}"
            self.problems.append(Problem(record.place(), "", message))
            return {}
        cells = dict(zip(self.columns, map(str.strip, record.cells), strict=False))
        roles = {role: cells.get(name.casefold(), "") for role, name in self.spec.roles.items()}
        return {**cells, **self.spec.constants, **roles}

    def _date(self, record: Record, fields: Mapping[str, str]) -> str | None:
        """The date, no more precise than the row says."""
        column = self.spec.date.casefold()
        try:
            date = ledger_date(fields[column], self.spec.forms)
            return precise(date, fields.get("date_precision", "") or "day")
        except ValueError as error:
            place = record.place(self.columns.index(column))
            self.problems.append(Problem(place, column, str(error)))
            return None

    def _eta(self, record: Record, fields: Mapping[str, str]) -> Fraction | None:
        """Probability that the row says nothing."""
        if not fields.get(ETA):
            return None
        try:
            found = exact_number(fields[ETA])
        except ExpressionError:
            found = Fraction(-1)
        if 0 <= found <= 1:
            return found
        message = f"expected a probability, found {fields[ETA]!r:.40}"
        self.problems.append(Problem(record.place(self.columns.index(ETA)), ETA, message))
        return None


def precise(date: str, precision: str) -> str:
    """A date of which no more is known than a precision says.

    Raises
    ------
    ValueError
        If there is no such precision.

    Examples
    --------
    >>> precise("2016-09-01", "month"), precise("2016", "day")
    ('2016-09', '2016')
    """
    if precision not in PRECISIONS:
        raise ValueError(f"date_precision is day, month or year, not {precision!r:.40}")
    return date[: PRECISIONS[precision]]
