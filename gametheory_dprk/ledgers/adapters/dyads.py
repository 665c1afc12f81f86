"""Counts of crises by pair of countries and decade: recognised, and sent where they belong."""

from __future__ import annotations

from gametheory_dprk.ledgers.spec import LedgerSpec

SPEC = LedgerSpec(
    name="dyads",
    about="counts by dyad and decade (columns sq, cd, sf, bd): not a ledger, but data for gtd "
    "estimate",
    needs=("sq", "cd", "sf", "bd"),
    refusal="these are counts of outcomes by dyad and decade (columns sq, cd, sf, bd), not dated "
    "events: gtd estimate takes them as they are",
)
