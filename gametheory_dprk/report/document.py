"""The envelope of every JSON document: what was asked, of which scenario, by which program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from gametheory_dprk.number import Number, encode_number
from gametheory_dprk.solution import Notice
from gametheory_dprk.version import __version__

if TYPE_CHECKING:
    from gametheory_dprk.games import Game
    from gametheory_dprk.scenario.model import Scenario

SCHEMA_VERSION = "1"


def envelope(
    command: str,
    scenario: Scenario | None = None,
    parameters: Mapping[str, Number] | None = None,
    provenance: Mapping[str, Any] | None = None,
    warnings: Iterable[Notice] = (),
) -> dict[str, Any]:
    """Make the head of a document.

    Parameters
    ----------
    command : str
        The command that makes the document.
    scenario : Scenario, optional
        Of documents about one scenario.
    parameters : Mapping[str, Fraction], optional
        The parameter point.
    provenance : Mapping, optional
        Of `solver`, `plan`, `seed` and `seconds`, those that apply.
    warnings : iterable of Notice

    Examples
    --------
    >>> envelope("solvers")["schema_version"]
    '1'
    """
    head: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "command": command}
    if scenario is not None:
        head["scenario"] = {
            "id": scenario.id,
            "title": scenario.title,
            "kind": scenario.kind,
            "digest": scenario.digest,
        }
    head["parameters"] = {name: encode_number(each) for name, each in (parameters or {}).items()}
    unknown: dict[str, Any] = {"solver": None, "plan": [], "seed": None, "seconds": None}
    head["provenance"] = {
        "version": __version__,
        **unknown,
        **(provenance or {}),
    }
    head["warnings"] = [{"code": each.code, "message": each.message} for each in warnings]
    return head


def game_digest(game: Game[Any]) -> str:
    """A digest of an exact game: of its players, moves, chances and payoffs.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> one, two = (NormalGame.from_arrays([[k]], [[0]]) for k in (1, 2))
    >>> game_digest(one) == game_digest(one), game_digest(one) == game_digest(two)
    (True, False)
    """
    from gametheory_dprk.games import ExtensiveGame

    digest = sha256(type(game).__name__.encode())
    if isinstance(game, ExtensiveGame):  # a tree may be deeper than one can recurse
        for part in (game.players, *game.information_sets(), *game.plays()):
            digest.update(repr(part).encode())
    else:
        digest.update(repr(game).encode())
    return f"sha256:{digest.hexdigest()}"
