"""What research code imports, reached as `import gametheory_dprk as gt`."""

from __future__ import annotations

from gametheory_dprk.api.arrays import all_nash, nash
from gametheory_dprk.api.batches import solve_batch
from gametheory_dprk.api.eliminations import dominance
from gametheory_dprk.api.games import pbe, solve
from gametheory_dprk.api.quantal import logit_limit, qre
from gametheory_dprk.api.scenario import Scenario, compare, load, verify
from gametheory_dprk.api.solution import Solution
from gametheory_dprk.errors import GtdError
from gametheory_dprk.games import ExtensiveGame, NormalGame, SignalingGame

__all__ = [
    "ExtensiveGame",
    "GtdError",
    "NormalGame",
    "Scenario",
    "SignalingGame",
    "Solution",
    "all_nash",
    "compare",
    "dominance",
    "load",
    "logit_limit",
    "nash",
    "pbe",
    "qre",
    "solve",
    "solve_batch",
    "verify",
]
