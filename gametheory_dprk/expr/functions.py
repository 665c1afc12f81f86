"""The functions a formula or a claim may call, and what each takes.

The claim language is the formula language with more functions, so one parser reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes.

    Parameters
    ----------
    least, most
        The number of arguments; ``most=None`` sets no upper bound.
    names_only
        Whether every argument must be a bare name.
    conditional
        Whether a bar may follow the arguments, as in ``P(a, b | c)``.
    """

    least: int
    most: int | None
    names_only: bool = False
    conditional: bool = False

    def accepts(self, count: int) -> bool:
        """Tell whether the function takes so many arguments.

        Examples
        --------
        >>> Signature(2, None).accepts(1)
        False
        """
        return self.least <= count and (self.most is None or count <= self.most)

    def __str__(self) -> str:
        """Write the number of arguments in words.

        Examples
        --------
        >>> str(Signature(1, 1)), str(Signature(2, None))
        ('1 argument', 'at least 2 arguments')
        """
        plural = "argument" if self.least == 1 else "arguments"
        return f"{self.least} {plural}" if self.most else f"at least {self.least} {plural}"


FORMULA_FUNCTIONS: Mapping[str, Signature] = MappingProxyType(
    {
        "min": Signature(2, None),
        "max": Signature(2, None),
        "abs": Signature(1, 1),
        "sqrt": Signature(1, 1),
        "exp": Signature(1, 1),
        "log": Signature(1, 1),
    }
)
"""Functions with a value, allowed in every formula."""

CLAIM_FUNCTIONS: Mapping[str, Signature] = MappingProxyType(
    {
        **FORMULA_FUNCTIONS,
        "pooling": Signature(1, None, names_only=True),
        "plays": Signature(1, 1, names_only=True),
        "equilibrium": Signature(1, 1, names_only=True),
        "survives": Signature(1, 1, names_only=True),
        "value": Signature(1, 1, names_only=True),
        "P": Signature(1, None, conditional=True),
    }
)
"""Functions of claims about equilibria: a formula's, and those that only an equilibrium decides."""
