"""Exact real algebraic numbers: fields, their elements, their text, points of finite systems."""

from __future__ import annotations

from gametheory_dprk.algebraic.element import Algebraic, Real
from gametheory_dprk.algebraic.field import NumberField

__all__ = ["Algebraic", "NumberField", "Real"]
