"""Logit quantal response equilibria of a signaling game, in its compact form."""

from __future__ import annotations

from gametheory_dprk.games import SignalingGame
from gametheory_dprk.solvers.logit_branch import logit_spec

SPEC = logit_spec("logit_branch_signaling", SignalingGame)
