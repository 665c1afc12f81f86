"""Dates of which no more may be known than the year or the month."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days a date may mean."""

    first: date
    last: date


def read_date(text: str) -> Period:
    """Read `1994`, `1994-10` or `1994-10-21`.

    Raises
    ------
    ValueError
        If the text has another form, or there is no such day.

    Examples
    --------
    >>> str(read_date("2016-02").last)
    '2016-02-29'
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r:.40} is not a date such as 1994, 1994-10 or 1994-10-21")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last_day = day or monthrange(year, month or 12)[1]
        return Period(first, date(year, month or 12, last_day))
    except (ValueError, IndexError):
        raise ValueError(f"there is no day {text}") from None
