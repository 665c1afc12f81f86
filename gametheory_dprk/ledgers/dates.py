"""Dates as ledgers write them, turned into 1994, 1994-10 or 1994-10-21."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from gametheory_dprk.scenario.dates import read_date

DateForm: TypeAlias = Callable[[str], "str | None"]
"""Reads one way of writing dates; None for a text of another form."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

PIVOT = 69
"""Years of two digits from this on are of the 1900s, as in POSIX; the rest are of the 2000s."""

_MONTH_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_NAMED = re.compile(r"(?:([0-9]{1,2})-)?([A-Za-z]{3})[a-z]*-([0-9]{4}|[0-9]{2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def iso(text: str) -> str | None:
    """2017, 2017-07 or 2017-07-04."""
    return text if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) else None


def month_first(text: str) -> str | None:
    """7/4/2017, the month before the day.

    Examples
    --------
    >>> month_first("7/4/2017")
    '2017-07-04'
    """
    match = _MONTH_FIRST.fullmatch(text)
    return match and f"{match[3]}-{int(match[1]):02}-{int(match[2]):02}"


def named_month(text: str) -> str | None:
    """4-Jul-17, or Sep-84 where the day is not known.

    Examples
    --------
    >>> named_month("4-Jul-17"), named_month("Sep-84")
    ('2017-07-04', '1984-09')
    """
    match = _NAMED.fullmatch(text)
    if match is None or match[2].lower() not in MONTHS:
        return None
    year = int(match[3]) + (0 if len(match[3]) == 4 else 1900 if int(match[3]) >= PIVOT else 2000)
    month = f"{year:04}-{MONTHS.index(match[2].lower()) + 1:02}"
    return f"{month}-{int(match[1]):02}" if match[1] else month


def compact(text: str) -> str | None:
    """20170704."""
    match = _COMPACT.fullmatch(text)
    return match and "-".join(match.groups())


def ledger_date(text: str, forms: Sequence[DateForm]) -> str:
    """Read a date in one of some forms.

    Raises
    ------
    ValueError
        If it has none of them, or there is no such day.

    Examples
    --------
    >>> ledger_date("2/30/2017", (iso, month_first))
    Traceback (most recent call last):
    ...
    ValueError: there is no day 2017-02-30
    """
    found = next((date for form in forms if (date := form(text.strip())) is not None), None)
    if found is None:
        ways = " or ".join((form.__doc__ or "").split("\n")[0].rstrip(".") for form in forms)
        raise ValueError(f"{text!r:.40} is not a date such as {ways}")
    read_date(found)
    return found
