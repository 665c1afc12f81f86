"""Which hypothesis a dated record supports, by how much, and how sure one can be."""

from gametheory_dprk.analysis.compare.comparing import compare
from gametheory_dprk.analysis.compare.comparison import Comparison
from gametheory_dprk.analysis.compare.settings import Settings

__all__ = ["Comparison", "Settings", "compare"]
