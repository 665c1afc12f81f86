"""Which moves are dominated, round by round, each by which mixture."""

from __future__ import annotations

from gametheory_dprk.analysis.dominance.elimination import Dominance, eliminate
from gametheory_dprk.analysis.dominance.forms import normal_form

__all__ = ["Dominance", "eliminate", "normal_form"]
