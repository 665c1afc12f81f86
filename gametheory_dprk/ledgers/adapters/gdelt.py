"""Events of GDELT 1.0 and 2.0: tab-separated, without a header, codes of CAMEO."""

from __future__ import annotations

from collections.abc import Sequence

from gametheory_dprk.ledgers.dates import compact
from gametheory_dprk.ledgers.spec import LedgerSpec

ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
EVENT = (
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
)
HEAD = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
COLUMNS = (
    *HEAD,
    *(f"Actor{k}{each}" for k in (1, 2) for each in ACTOR),
    *EVENT,
)
"""The columns that both versions have in common, in this order; places and links follow."""

WIDTHS = (57, 58, 61)
"""Cells of a row: GDELT 1.0 without and with links, and GDELT 2.0."""


def recognises(cells: Sequence[str]) -> bool:
    """A row of the right width whose second cell is a date."""
    return len(cells) in WIDTHS and compact(cells[1]) is not None


SPEC = LedgerSpec(
    name="gdelt",
    about="GDELT 1.0 or 2.0 events: tab-separated without a header, CAMEO codes as text",
    needs=(),
    date="SQLDATE",
    forms=(compact,),
    columns=COLUMNS,
    fewest=len(COLUMNS),
    recognises=recognises,
    roles={
        "actor": "Actor1CountryCode",
        "target": "Actor2CountryCode",
        "action": "EventCode",
    },
    delimiter="\t",
    quoted=False,
)
