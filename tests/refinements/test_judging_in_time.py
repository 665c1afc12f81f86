"""On a spent budget only refinements that were asked for are judged, and that is said."""

from __future__ import annotations

from dataclasses import replace

from tree_games import horse

from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve, unjudged_notice
from gametheory_dprk.planning.judgement import judged_by
from gametheory_dprk.refinements.perfect import SPEC
from gametheory_dprk.solvers.assessment_supports import solve_by_supports


def test_only_what_is_demanded_is_judged() -> None:
    game = horse()
    candidates = solve_by_supports(game, "pbe", Budget()).candidates
    assert len(judged_by(SPEC, game, candidates, [], Budget())) == len(candidates)
    assert judged_by(SPEC, game, candidates, [], Budget(0)) == ()
    assert len(judged_by(SPEC, game, candidates, ["perfect"], Budget(0))) == len(candidates)


def test_what_was_not_judged_is_named() -> None:
    game = horse()
    found = solve(game, "pbe").equilibria
    assert unjudged_notice(game, [SPEC], found, Budget(0)) == ()
    bare = [replace(each, refinements={}) for each in found]
    (notice,) = unjudged_notice(game, [SPEC], bare, Budget(0))
    assert notice.message == "time limit of 0 seconds reached before a verdict of perfect"
    assert unjudged_notice(game, [SPEC], bare, Budget()) == ()
