"""What can be asked of the logit solvers, read from text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.errors import SolveError

OPTIONS = {
    "lambda": "rationality, a number from 0 on, 1 if not given; or limit, to follow the principal "
    "branch until nobody gains more than a millionth of its range of payoffs",
    "rescale": "yes to measure each player's payoffs by their range; lambda is not scale free",
    "all": "yes to search for all equilibria at lambda, of which some may be missed",
}

LARGEST = 1e9
"""Lambda beyond which floats do not carry payoffs exactly enough."""


@dataclass(frozen=True, slots=True)
class LogitOptions:
    """What is asked.

    Attributes
    ----------
    rationality : float or None
        None for the limit.
    """

    rationality: float | None
    rescale: bool
    everywhere: bool


def read_options(options: Mapping[str, str]) -> LogitOptions:
    """Read the options.

    Raises
    ------
    SolveError
        Naming the option that does not make sense.

    Examples
    --------
    >>> read_options({"lambda": "1/4", "rescale": "yes"})
    LogitOptions(rationality=0.25, rescale=True, everywhere=False)
    >>> read_options({"all": "true"})
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.SolveError: option all: expected yes or no, got 'true'
    """
    rationality = read_rationality(options.get("lambda", "1"))
    everywhere = read_flag(options, "all")
    if rationality is None and everywhere:
        raise SolveError("option all: needs a value of lambda, not its limit")
    return LogitOptions(rationality, read_flag(options, "rescale"), everywhere)


def read_rationality(text: str) -> float | None:
    """Lambda, or None for its limit.

    Raises
    ------
    SolveError
    """
    if text == "limit":
        return None
    try:
        value = float(Fraction(text)) if len(text) < 100 else -1.0
    except (ValueError, ZeroDivisionError, OverflowError):
        value = -1.0
    if not 0 <= value <= LARGEST:
        wanted = "a number from 0 on" if value < 0 else f"at most {LARGEST:g}"
        raise SolveError(f"option lambda: expected {wanted}, or limit, got {text!r:.60}")
    return value


def read_flag(options: Mapping[str, str], name: str) -> bool:
    """A yes or a no.

    Raises
    ------
    SolveError
    """
    text = options.get(name, "no")
    if text not in ("yes", "no"):
        raise SolveError(f"option {name}: expected yes or no, got {text!r:.60}")
    return text == "yes"
