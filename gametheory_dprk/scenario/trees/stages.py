"""Unrolls a list of stages into a game tree; information sets follow from what players see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from gametheory_dprk.errors import ConsistencyError, ExpressionError
from gametheory_dprk.expr import Expr, decide, names
from gametheory_dprk.games import Chance, Decision, Node
from gametheory_dprk.scenario.conditional import Conditional, Happened, happened
from gametheory_dprk.scenario.distributions import DistributionCheck
from gametheory_dprk.scenario.draft import BROKEN, Draft
from gametheory_dprk.scenario.trees.blocks import StageBlock
from gametheory_dprk.scenario.trees.growth import START, Growth, Place
from gametheory_dprk.scenario.trees.sight import Seen, Step, owner_of, read_sight


@dataclass(frozen=True, slots=True)
class _History:
    """What has happened, and which steps each player has seen."""

    steps: tuple[Step, ...]
    past: Happened
    seen: Mapping[str, Seen]


class Stages:
    """Unrolls the stages of one game."""

    def __init__(self, draft: Draft, stages: Sequence[StageBlock], growth: Growth) -> None:
        self._draft = draft
        self._stages = stages
        self._growth = growth
        self._distributions = DistributionCheck(draft)
        self._sights = [read_sight(draft, stages, k) for k in range(len(stages))]
        self._when = [self._condition(k) for k in range(len(stages))]
        self._chance = [
            {move: Conditional(draft, text) for move, text in (stage.chance or {}).items()}
            for stage in stages
        ]
        self._labels: dict[tuple[int, Seen], str] = {}
        self._taken: set[tuple[str, str]] = set()

    def unroll(self) -> Node[Expr]:
        """Return the whole game tree."""
        return self._grow(0, _History((), {}, {}))

    def _grow(self, k: int, history: _History) -> Node[Expr]:
        """Return the tree from a stage on."""
        path = tuple([move for _, _, move in history.steps])
        self._growth.count(path, "play")
        while k < len(self._stages) and not self._applies(k, history):
            k += 1
        if k == len(self._stages):
            return self._growth.end(path, history.past)
        stage = self._stages[k]
        seen = self._sights[k].seen(history.steps, history.seen.get(owner_of(stage), frozenset()))
        moves = {
            str(move): self._grow(k + 1, self._after(history, k, move, seen))
            for move in (stage.choose or stage.chance or ())
        }
        if stage.player is None:
            return Chance(self._probabilities(k, history), moves)
        self._growth.places[path] = Place(stage.player, True)
        return Decision(str(stage.player), self._label(k, seen), moves)

    def _after(self, history: _History, k: int, move: str, seen: Seen) -> _History:
        """The history one step later; its owner remembers the step and what was seen before."""
        owner = owner_of(self._stages[k])
        step = (k, owner, str(move))
        return _History(
            (*history.steps, step),
            {**history.past, **happened(owner, move)},
            {**history.seen, owner: seen | {step}},
        )

    def _label(self, k: int, seen: Seen) -> str:
        """Name an information set by the moves seen, or by the stage too where that is taken."""
        if (k, seen) not in self._labels:
            stage = self._stages[k]
            plain = ".".join(move for _, _, move in sorted(seen)) or START
            name = f"{stage.name or f'stage{k + 1}'}.{plain}"
            player = str(stage.player)
            options = (plain if n == 0 else name if n == 1 else f"{name}_{n}" for n in count())
            label = next(option for option in options if (player, option) not in self._taken)
            self._taken.add((player, label))
            self._labels[k, seen] = label
        return self._labels[k, seen]

    def _condition(self, k: int) -> Conditional | None:
        """Read when a stage takes place; only moves of earlier stages can decide it."""
        text = self._stages[k].when
        if text is None:
            return None
        condition = Conditional(self._draft, text)
        earlier = {
            name
            for stage in self._stages[:k]
            for move in (stage.choose or stage.chance or ())
            for name in happened(owner_of(stage), move)
        }
        later = sorted(names(condition.formula) - earlier)
        if later:
            message = f"{', '.join(later)}: not a move of an earlier stage"
            self._draft.report(ConsistencyError, text, message, "stages depend on earlier moves")
            return None
        return condition

    def _applies(self, k: int, history: _History) -> bool:
        """Tell whether a stage takes place."""
        condition = self._when[k]
        if condition is None:
            return True
        formula = condition.given(history.past)
        try:
            return formula is not BROKEN and decide(formula, {})
        except ExpressionError as error:
            message = error.problems[0].message
            self._draft.report(ConsistencyError, condition.text, message, "write a relation")
            return False

    def _probabilities(self, k: int, history: _History) -> dict[str, Expr]:
        """Fill in and check the probabilities of a chance move."""
        found = {move: text.given(history.past) for move, text in self._chance[k].items()}
        self._distributions.check(found)
        return {str(move): formula for move, formula in found.items()}
