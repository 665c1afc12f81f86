"""What the players of a staged game see of one another's moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_dprk.errors import ConsistencyError, UnknownNameError, nearest_name
from gametheory_dprk.games import CHANCE
from gametheory_dprk.scenario.draft import Draft
from gametheory_dprk.scenario.moves import check_player, declare_moves
from gametheory_dprk.scenario.nodes import Scalar
from gametheory_dprk.scenario.trees.blocks import StageBlock

ALL, NONE = "all", "none"

Step: TypeAlias = tuple[int, str, str]
"""Position of a stage, who moved there, and the move."""

Seen: TypeAlias = frozenset[Step]


@dataclass(frozen=True, slots=True)
class Sight:
    """What the owner of a stage sees of earlier steps, beside what it has seen before.

    Examples
    --------
    >>> sight = Sight(frozenset({"NK"}), ("draw", "offer"))
    >>> sorted(sight.seen(((0, "chance", "weak"), (1, "NK", "talk")), frozenset()))
    [(1, 'NK', 'talk')]
    """

    names: frozenset[str]
    stages: tuple[str, ...]

    def seen(self, steps: Sequence[Step], before: Seen) -> Seen:
        """Return the steps that are seen, those seen before included."""
        return before | {step for step in steps if not self.names.isdisjoint(self._of(step))}

    def _of(self, step: Step) -> Iterator[str]:
        """Names by which `sees` can speak of a step."""
        position, owner, move = step
        return iter((ALL, owner, self.stages[position], move, f"{owner}.{move}"))


def owner_of(stage: StageBlock) -> str:
    """Return the player of a stage, or `chance`."""
    return CHANCE if stage.player is None else str(stage.player)


def declare_stages(draft: Draft, stages: Sequence[StageBlock]) -> None:
    """Check players and stage names, and make all moves known to formulas."""
    moves: dict[str, list[Scalar]] = {player: [] for player in (*draft.players, CHANCE)}
    named: set[str] = set()
    for stage in stages:
        if stage.player is not None:
            check_player(draft, stage.player)
        if stage.name in named:
            message = f"two stages are called {str(stage.name)!r}"
            draft.report(ConsistencyError, stage.name, message)
        if stage.name is not None:
            named.add(stage.name)
        moves.setdefault(owner_of(stage), []).extend(stage.choose or stage.chance or ())
    declare_moves(draft, {player: own for player, own in moves.items() if own})


def least_nodes(stages: Sequence[StageBlock]) -> int:
    """Return how many nodes a game has at least: those of the stages that are never skipped."""
    ends = nodes = 1
    for stage in stages:
        if stage.when is None:
            ends *= len(stage.choose or stage.chance or ())
            nodes += ends
    return nodes


def read_sight(draft: Draft, stages: Sequence[StageBlock], k: int) -> Sight:
    """Read what the player of a stage sees; everything, where the file says nothing."""
    stage = stages[k]
    names = tuple(str(stage.name or "") for stage in stages)
    if stage.sees is None:
        return Sight(frozenset({ALL}), names)
    known = set(_visible(draft, stages[:k]))
    for name in stage.sees:
        if name in (ALL, NONE):
            if len(stage.sees) > 1:
                draft.report(ConsistencyError, name, f"{name} stands alone")
        elif name not in known:
            hint = nearest_name(name, known) or "write all, none, or names of players and moves"
            message = f"{str(name)!r:.60} is no player, earlier stage or earlier move"
            draft.report(UnknownNameError, name, message, hint)
    return Sight(frozenset(map(str, stage.sees)) - {NONE}, names)


def _visible(draft: Draft, earlier: Sequence[StageBlock]) -> Iterator[str]:
    """Names that `sees` may list."""
    yield from (*draft.players, CHANCE)
    for stage in earlier:
        if stage.name is not None:
            yield str(stage.name)
        for move in stage.choose or stage.chance or ():
            yield from (str(move), f"{owner_of(stage)}.{move}")
