"""What research code imports, reached as `import gametheory_dprk as gt`."""

from __future__ import annotations

from gametheory_dprk.analysis.cheap_talk import partitions as cheap_talk_partitions
from gametheory_dprk.api.arrays import all_nash, nash
from gametheory_dprk.api.batches import solve_batch
from gametheory_dprk.api.comparisons import calibrate, compare
from gametheory_dprk.api.eliminations import dominance
from gametheory_dprk.api.games import pbe, solve
from gametheory_dprk.api.implicit_games import double_oracle
from gametheory_dprk.api.payoff_sets import payoff_set
from gametheory_dprk.api.quantal import logit_limit, qre
from gametheory_dprk.api.scenario import Scenario, load, verify
from gametheory_dprk.api.signaling_batches import solve_signaling_batch
from gametheory_dprk.api.solution import Solution
from gametheory_dprk.errors import GtdError
from gametheory_dprk.games import (
    Blotto,
    ExtensiveGame,
    GridSignalingGame,
    NormalGame,
    SignalingGame,
)

__all__ = [
    "Blotto",
    "ExtensiveGame",
    "GridSignalingGame",
    "GtdError",
    "NormalGame",
    "Scenario",
    "SignalingGame",
    "Solution",
    "all_nash",
    "calibrate",
    "cheap_talk_partitions",
    "compare",
    "dominance",
    "double_oracle",
    "load",
    "logit_limit",
    "nash",
    "payoff_set",
    "pbe",
    "qre",
    "solve",
    "solve_batch",
    "solve_signaling_batch",
    "verify",
]
