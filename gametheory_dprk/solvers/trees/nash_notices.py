"""What is said of subgames of which not all equilibria are represented."""

from __future__ import annotations

from collections.abc import Iterable

from gametheory_dprk.games import Path
from gametheory_dprk.solution import Notice

VARYING = (
    "varying_values",
    (
        "{} has a continuum of equilibria over which values vary; only its ends are carried up, so "
        "equilibria of the whole may be missing"
    ),
)
CURVED = (
    "extreme_points",
    (
        "in {} equilibria make a set that is curved in behavior strategies; its corners are "
        "listed, what lies between them is not"
    ),
)
IRRATIONAL = (
    "irrational_values",
    (
        "{} has an equilibrium with irrational values, which is not carried up, so equilibria of "
        "the whole may be missing"
    ),
)
UNDECIDED = (
    "undecided_supports",
    "in {} the equations of some supports are not solved, so equilibria may be missing",
)


def notices(kind: tuple[str, str], roots: Iterable[Path]) -> list[Notice]:
    """One warning for each subgame concerned."""
    code, text = kind
    return [Notice(code, text.format(subgame_name(root))) for root in dict.fromkeys(roots)]


def subgame_name(root: Path) -> str:
    """A subgame in words.

    Examples
    --------
    >>> subgame_name(("in", "fight")), subgame_name(())
    ('the subgame after in.fight', 'the game')
    """
    return f"the subgame after {'.'.join(root)}" if root else "the game"
