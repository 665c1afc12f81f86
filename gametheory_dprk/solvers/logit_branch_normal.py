"""Logit quantal response equilibria of a game in normal form."""

from __future__ import annotations

from gametheory_dprk.games import NormalGame
from gametheory_dprk.solvers.logit_branch import logit_spec

SPEC = logit_spec("logit_branch_normal", NormalGame)
