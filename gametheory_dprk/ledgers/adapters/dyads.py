"""Counts of crises by pair of countries and decade: recognised, and refused."""

from __future__ import annotations

from gametheory_dprk.ledgers.spec import LedgerSpec

SPEC = LedgerSpec(
    name="dyads",
    about="counts by dyad and decade (columns sq, cd, sf, bd): outcomes of many games",
    needs=("sq", "cd", "sf", "bd"),
    refusal="these are counts of outcomes by dyad and decade (columns sq, cd, sf, bd), not dated "
    "events, which a record needs; give a file of one row for each event",
)
