"""Nash equilibria of trees on whole cells, curved ones too: no plan of a player earns more.

By perfect recall a player's information sets form a tree under the player's own moves, and what is
done below one of the first sets bears on no play that passes another of them. So a strategy is a
best reply if below each of these sets apart it earns as much as every plan (Kuhn 1953). Both sides
are multi-affine in the distributions at information sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import product
from typing import TypeAlias

from gametheory_dprk.concepts.nash_by_best_reply import Sequence, own_sequence
from gametheory_dprk.concepts.play import step_probability, weight
from gametheory_dprk.concepts.trees.certification import certify_in_tree
from gametheory_dprk.concepts.trees.claims import Claim, Sides, Variety, decided
from gametheory_dprk.concepts.trees.evaluation import Evaluation
from gametheory_dprk.concepts.trees.tree import Tree
from gametheory_dprk.games import ExtensiveGame, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Candidate, Cell, Certificate, Check

Plan: TypeAlias = Mapping[str, str]
"""A move at each of a player's information sets that the plan does not exclude."""


def needs_plans(candidate: Candidate) -> bool:
    """Whether some cell has formulas, or a block of several players."""
    cells: tuple[Cell, ...] = () if candidate.component is None else candidate.component.cells
    return any(
        cell.formulas is not None
        or any(len({player for player, _ in block.information_sets}) > 1 for block in cell.blocks)
        for cell in cells
    )


def certify_by_plans(game: ExtensiveGame[Number], candidate: Candidate) -> Certificate:
    """Certify a candidate, and every member of its component, as Nash equilibria.

    Parameters
    ----------
    game : ExtensiveGame[Fraction]
        With perfect recall.
    candidate : Candidate

    Examples
    --------
    >>> from gametheory_dprk.games import Decision, Terminal
    >>> from gametheory_dprk.solution import Assessment
    >>> leave, stay = Terminal({"A": Fraction(1)}), Terminal({"A": Fraction(3)})
    >>> game = ExtensiveGame(("A",), Decision("A", "start", {"go": leave, "wait": stay}))
    >>> go = Assessment({"A": {"start": {"go": Fraction(1), "wait": Fraction(0)}}})
    >>> [check.claim for check in certify_by_plans(game, Candidate(go)).failures()]
    ['A: value >= payoff of wait at start']
    """
    return certify_in_tree(game, candidate, no_better_plan, beliefs=False)


def no_better_plan(variety: Variety) -> Iterator[Check]:
    """What every player earns is no less than by any plan."""
    for player in variety.tree.game.players:
        yield from decided(variety, PlayerPlans(variety.tree, player).claims())


@dataclass(frozen=True, eq=False)
class PlayerPlans:
    """The plans of a player, below each information set that no own move comes before."""

    tree: Tree
    player: str

    @cached_property
    def following(self) -> dict[Sequence, dict[str, dict[str, None]]]:
        """After own moves, the information sets that may come next, with the moves there."""
        found: dict[Sequence, dict[str, dict[str, None]]] = {}
        for play in self.tree.game.plays():
            sequence = own_sequence(play, self.player)
            for length, (label, move) in enumerate(sequence):
                found.setdefault(sequence[:length], {}).setdefault(label, {})[move] = None
        return found

    def claims(self) -> Iterator[Claim]:
        """For each first information set and each plan from there on, that it earns no more."""
        for label in self.following.get((), {}):
            plays = [play for play in self.tree.game.plays() if self.begins(play, label)]
            touched = {
                (step.player, step.information_set): 1
                for play in plays
                for step in play.steps
                if step.probability is None
            }
            for plan in self.plans((), label):
                text = ", ".join(f"{move} at {place}" for place, move in plan.items())
                sides = partial(self.sides, plays, plan)
                yield Claim(f"{self.player}: value >= payoff of {text}", ">=", sides, touched, {})

    def begins(self, play: Play[Number], label: str) -> bool:
        """Whether the player's first move on a play is at an information set."""
        sequence = own_sequence(play, self.player)
        return bool(sequence) and sequence[0][0] == label

    def plans(self, before: Sequence, label: str) -> Iterator[Plan]:
        """All plans from an information set on."""
        for move in self.following[before][label]:
            after = (*before, (label, move))
            later = [list(self.plans(after, each)) for each in self.following.get(after, {})]
            for choice in product(*later):
                yield {label: move} | {p: m for part in choice for p, m in part.items()}

    def sides(self, plays: list[Play[Number]], plan: Plan, evaluation: Evaluation) -> Sides:
        """What the player earns on some plays, and what a plan would earn."""
        strategies = evaluation.assessment.strategies
        earned: Number = Fraction(0)
        planned: Number = Fraction(0)
        for play in plays:
            share = weight(play, strategies, without=self.player) * play.payoffs[self.player]
            own = [step for step in play.steps if step.player == self.player]
            if all(plan.get(step.information_set) == step.move for step in own):
                planned = planned + share
            for step in own:
                share = share * step_probability(step, strategies)
            earned = earned + share
        return earned, planned
