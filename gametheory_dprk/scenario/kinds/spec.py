"""What a kind of scenario is: the block it adds to the head, and how a game is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from gametheory_dprk.expr import Expr
from gametheory_dprk.games import Game
from gametheory_dprk.registry import discover, find
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.head import Head

KINDS = "gametheory_dprk.scenario.kinds"


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind's card.

    Attributes
    ----------
    name, about : str
    model : type of Head
        Schema of a whole file: the head and the kind's own block.
    build : callable
        `build(draft, file) -> Game[Expr]`. Before it reads payoffs it adds the moves of each
        player, and of `chance`, to `draft.scope`. What is wrong it reports to the draft.
    concept : str
        Solution concept where the file names none.
    template_text : str
        A complete small file to start from.
    """

    name: str
    about: str
    model: type[Head]
    build: Callable[[Draft, Any], Game[Expr]]
    concept: str
    template_text: str


def kinds() -> Mapping[str, KindSpec]:
    """Return every kind by its name.

    Examples
    --------
    >>> "signaling" in kinds()
    True
    """
    return discover(KINDS)


def find_kind(name: str) -> KindSpec | None:
    """Return one kind, without loading the others; None where there is none of this name."""
    return cast("KindSpec | None", find(KINDS, name))
