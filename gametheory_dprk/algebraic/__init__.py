"""Exact real algebraic numbers: fields, their elements, their text, points of finite systems.

Beside them are numbers that are known only to lie between two rationals.
"""

from __future__ import annotations

from gametheory_dprk.algebraic.element import Algebraic, Real
from gametheory_dprk.algebraic.enclosed import Enclosed
from gametheory_dprk.algebraic.field import NumberField

__all__ = ["Algebraic", "Enclosed", "NumberField", "Real"]
