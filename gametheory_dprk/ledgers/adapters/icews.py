"""Events of ICEWS: tab-separated, codes of CAMEO; ids of events are not unique and not used."""

from __future__ import annotations

from gametheory_dprk.ledgers.dates import iso, month_first
from gametheory_dprk.ledgers.spec import LedgerSpec

SPEC = LedgerSpec(
    name="icews",
    about="ICEWS events: tab-separated, dates 2016-01-31 or 1/31/2017, CAMEO codes as text",
    needs=("Event Date", "CAMEO Code"),
    date="Event Date",
    forms=(iso, month_first),
    roles={
        "actor": "Source Country",
        "target": "Target Country",
        "action": "CAMEO Code",
        "source": "Publisher",
    },
    delimiter="\t",
    quoted=False,
)
