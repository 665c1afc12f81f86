"""Marks the claims that only say that an assessment is well formed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gametheory_dprk.solution import Check


def of_form(checks: Iterable[Check]) -> list[Check]:
    """Mark checks as being about form, which readers need not see one by one.

    Examples
    --------
    >>> of_form([Check("one amount", 1, "==", 1)])[0].form
    True
    """
    return [replace(check, form=True) for check in checks]
