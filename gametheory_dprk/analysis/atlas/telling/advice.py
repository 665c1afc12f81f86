"""Advice where an atlas is long because signs of parameters are left open."""

from __future__ import annotations

from collections.abc import Iterator

from gametheory_dprk.analysis.atlas.view import Charted
from gametheory_dprk.regions import Condition
from gametheory_dprk.regions.formula import Every, Formula, Some

MANY = 150
"""Conditions beyond which a reader is better served by an assumption."""


def advice(found: Charted) -> str | None:
    """Say which signs to state, if the conditions are many and signs are open.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> advice(gt.load("dprk/singapore_2018").atlas()) is None
    True
    """
    count = sum(1 for view in found.views for _ in atoms(view.region))
    space = found.space
    open_signs = [name for name, x in space.ring.generators.items() if space.sign(x) == "?"]
    if count < MANY or not open_signs:
        return None
    return (
        f"the regions have {count} conditions because signs are left open; state under assume on "
        f"which side of zero {', '.join(open_signs)} are, or compare payoffs with one another"
    )


def atoms(formula: Formula) -> Iterator[Condition]:
    """Yield all conditions in a formula."""
    if isinstance(formula, Condition):
        yield formula
    elif isinstance(formula, Every | Some):
        for part in formula.parts:
            yield from atoms(part)
