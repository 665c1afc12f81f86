"""The program's own ledger: one row an event, columns named in the first line."""

from __future__ import annotations

from gametheory_dprk.ledgers.spec import LedgerSpec

SPEC = LedgerSpec(
    name="own",
    about="date, actor, action; also date_precision, target, cost, reversible, observable, "
    "source, eta, and any further columns",
    needs=("date", "actor", "action"),
)
