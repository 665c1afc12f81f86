"""Provocations as CSIS Beyond Parallel lists them."""

from __future__ import annotations

from gametheory_dprk.ledgers.dates import iso, month_first
from gametheory_dprk.ledgers.spec import LedgerSpec

SPEC = LedgerSpec(
    name="csis",
    about="CSIS Beyond Parallel, provocations: date,type,event,description",
    needs=("date", "type", "event", "description"),
    forms=(iso, month_first),
    roles={"action": "type"},
    constants={"actor": "North Korea"},
)
