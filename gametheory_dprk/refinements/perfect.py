"""Trembling-hand perfection (Selten 1975), every information set choosing for itself.

An equilibrium is perfect if completely mixed behavior comes arbitrarily close to it against which
each of its moves is still a best reply at its information set, the player's own other sets
trembling as well. In normal form with two players, in signaling games, and in trees in which no
play passes more than two information sets, that is decided exactly (see `trembles`).

In longer trees it is decided where one of these tests does it:

- last moves that leave no doubt are folded (see `folding`); if then no play passes more than two
  sets, moves outside the supports can be made strictly worse by completely mixed behavior, and
  the equations between moves in the supports are independent, small trembles of the folded
  moves change nothing: perfect; the same goes for moves that are strictly best in expectation
  from the start, if every other set is reached without trembling from them;
- a pure equilibrium whose beliefs are consistent, with every move strictly best under them, is
  perfect, as strict inequalities survive along the sequence of trembles;
- a strategy at a last information set that is weakly dominated there is not a best reply to
  anything completely mixed: not perfect.

Else nothing is claimed. In a component the smaller a support, the less it demands. So all members
are perfect if those in the middle of each cell are, and none is if no corner is.
"""

from __future__ import annotations

from collections.abc import Sequence

from gametheory_dprk.games import ExtensiveGame, Game, NormalGame, SignalingGame
from gametheory_dprk.number import Number
from gametheory_dprk.refinements.perfection.perfect_tests import LinearTest, Test, TreeTest
from gametheory_dprk.refinements.perfection.supports import corner_trials, middle_trial
from gametheory_dprk.refinements.signals.path import Finding
from gametheory_dprk.refinements.spec import RefinementSpec
from gametheory_dprk.solution import Candidate, Cell, Verdict

TREE_LIMIT = 100
"""Information sets of a tree up to which it is judged; the tests take quadratic time."""


def judge_perfect(game: Game[Number], candidates: Sequence[Candidate]) -> Sequence[Verdict]:
    """Judge candidates by perfection; none in normal form if there are more than two players.

    Examples
    --------
    Meeting pays both, and each could stay away at no cost as long as the other does:

    >>> from gametheory_dprk.planner import solve
    >>> game = NormalGame.from_arrays([[1, 0], [0, 0]], [[1, 0], [0, 0]])
    >>> for each in solve(game, "nash"):
    ...     print(each.refinements["perfect"].survives, each.refinements["perfect"].reason)
    True its moves are best replies to trembles in some proportion
    False row: r2 is weakly dominated by r1, which never pays less and, if all that others do is
    equally likely, 1/2 more
    """
    test = test_of(game)
    if test is None or any(each.assessment.joint for each in candidates):
        return ()
    return [judge(test, each) for each in candidates]


def test_of(game: Game[Number]) -> Test | None:
    """The test that a game allows."""
    linear = LinearTest.of(game)
    if linear is None and isinstance(game, ExtensiveGame):
        return TreeTest(game) if len(game.information_sets()) <= TREE_LIMIT else None
    return linear


def judge(test: Test, candidate: Candidate) -> Verdict:
    """Judge a component: the middle of every cell, then corners."""
    if candidate.component is not None and candidate.component.is_curved:
        return Verdict(None, "not decided for members that formulas give")
    if candidate.component is not None and candidate.component.mixing != "behavior":
        return Verdict(None, "not decided for members that mix realization weights")
    cells = candidate.component.cells if candidate.component else (Cell(()),)
    middles = [test.examine(middle_trial(candidate, cell)) for cell in cells]
    if all(each is not None and each.passes for each in middles):
        first = next(each for each in middles if each is not None)
        return Verdict(True, first.reason, first.checks)
    trials = [trial for cell in cells for trial in corner_trials(candidate, cell)]
    return combine([test.examine(trial) for trial in trials], middles)


def combine(corners: Sequence[Finding | None], middles: Sequence[Finding | None]) -> Verdict:
    """One verdict from what was found at corners, where not all members are known to be perfect."""
    failing = [each for each in corners if each is not None and not each.passes]
    if failing and len(failing) == len(corners):
        return Verdict(False, failing[0].reason, failing[0].checks)
    bad = [*failing, *(each for each in middles if each is not None and not each.passes)]
    if bad and any(each is not None and each.passes for each in (*corners, *middles)):
        return Verdict(None, f"some members are perfect, others not: {bad[0].reason}")
    return Verdict(None, "not decided" + (f" for all members: {bad[0].reason}" if bad else ""))


SPEC = RefinementSpec(
    name="perfect",
    judges=dict.fromkeys((NormalGame, SignalingGame, ExtensiveGame), judge_perfect),
    about="its moves stay best replies to some small trembles of everybody",
    source="Selten 1975; van Damme 1991",
    scope="normal forms of two players, signaling games, and trees of up to 100 information sets",
)
