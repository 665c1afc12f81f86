"""Rechecks an atlas from the game alone, with nothing but Python's standard library.

Nothing in a certificate is believed. Payoffs, priors and assumptions are read from the game's own
formulas; every constraint is rebuilt here; a claim holds if the products that the certificate
names sum to zero (then the constraints contradict one another) or if two sides multiply out to
the same polynomial. What is enumerated is enumerated here: types, signals, responses, supports.

The modules of this folder import one another and the standard library, and nothing else.
"""

from .algebra import Rejected
from .verdict import PARTS, Report, check

__all__ = ["PARTS", "Rejected", "Report", "check"]
