"""Missile tests as the CNS North Korea Missile Test Database lists them: one row a missile."""

from __future__ import annotations

from gametheory_dprk.ledgers.dates import iso, month_first, named_month
from gametheory_dprk.ledgers.spec import LedgerSpec

SPEC = LedgerSpec(
    name="nti",
    about="CNS/NTI missile tests: one row a missile, dates like 4-Jul-17 or Sep-84, in cp1252",
    needs=("Date", "Missile Name"),
    forms=(named_month, iso, month_first),
    roles={"action": "Missile Type"},
    constants={"actor": "North Korea"},
    encoding="cp1252",
)
