"""What a document says of its list of equilibria as a whole: whether all of it can be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from gametheory_dprk.games import ExtensiveGame, Game, NormalGame, SignalingGame
from gametheory_dprk.solution import Check

FINITE = (NormalGame, SignalingGame, ExtensiveGame)
ENDED = ("ok", "none")
"""Statuses of a search that found all there is; the others are of one that may not have."""

STATUSES = (*ENDED, "partial", "limit")


def list_checks(game: Game[Any], body: Mapping[str, Any]) -> Iterator[Check]:
    """Check that what is said of the list as a whole can be true.

    A finite game has an equilibrium of every concept here that claims completeness (Nash 1951;
    Kreps and Wilson 1982), so that a complete list is never empty.

    Parameters
    ----------
    game : Game
    body : Mapping
        The solution of a document; its lists have been read.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[0]], [[0]])
    >>> body = {"status": "none", "complete": True, "equilibria": [], "removed": []}
    >>> [check.claim for check in list_checks(game, body) if not check.holds]
    ['equilibria in a complete list >= 1']
    """
    status, complete = body["status"], body["complete"]
    found = [*body["equilibria"], *body.get("removed", ())]
    yield truth(f"status {status!r:.20} is one of {', '.join(STATUSES)}", status in STATUSES)
    yield truth(
        "a complete list has status ok or none, and no other has", complete == (status in ENDED)
    )
    yield truth("status none goes with an empty list", status != "none" or not found)
    yield truth("status ok goes with a list that is not empty", status != "ok" or bool(found))
    if complete and isinstance(game, FINITE):
        count = Fraction(len(found))
        yield Check("equilibria in a complete list >= 1", count, ">=", Fraction(1))
    if "completeness" in body:
        yield truth("a certificate of completeness goes with a complete list", complete)
    numbers = sorted(each["id"] for each in found)
    yield truth("equilibria are numbered from 1", numbers == list(range(1, len(found) + 1)))


def repeated(equilibria: list[Any]) -> Iterator[tuple[int, Check]]:
    """No equilibrium may be listed twice."""
    keys = [(each["strategies"], each["beliefs"], each.get("joint")) for each in equilibria]
    for k, key in enumerate(keys):
        yield k, truth("listed once", key not in keys[:k])


def truth(claim: str, holds: bool) -> Check:
    """A yes-or-no claim as a check."""
    return Check(claim, Fraction(int(holds)), "==", Fraction(1))
