"""Subgame-perfect equilibria of two-player trees: by hand, by brute force, and against others."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import pytest
from tree_games import centipede, end, flagship, horse, pure, random_tree

from gametheory_dprk.concepts.component import cell_distance, corners
from gametheory_dprk.concepts.trees.subgames import check_subgame_perfect
from gametheory_dprk.games import Decision, ExtensiveGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate
from gametheory_dprk.solvers import backward_induction
from gametheory_dprk.solvers.assessment_supports import solve_by_supports
from gametheory_dprk.solvers.spec import Findings
from gametheory_dprk.solvers.subgame_nash import SPEC
from gametheory_dprk.solvers.trees import nash_regions

AB = ("A", "B")


def solved(game: ExtensiveGame[Fraction]) -> Findings:
    assert not SPEC.accepts(game)
    found = SPEC.run(game, "subgame_perfect", Budget())
    for candidate in found.candidates:
        assert check_subgame_perfect(game, candidate).valid
    return found


def contains(found: Findings, assessment: Assessment) -> bool:
    """Whether some strategies are among those found."""
    return any(is_member(candidate, assessment) for candidate in found.candidates)


def is_member(candidate: Candidate, assessment: Assessment) -> bool:
    strategies, shown = assessment.strategies, candidate.assessment.strategies
    cells = candidate.component.cells if candidate.component else ()
    if not cells:
        return strategies == shown
    for cell in cells:
        named = {key for block in cell.blocks for key in block.information_sets}
        fixed = ((p, label) for p, sets in shown.items() for label in sets)
        alike = all(strategies[p][n] == shown[p][n] for p, n in fixed if (p, n) not in named)
        if alike and cell_distance(cell, assessment) == 0:
            return True
    return False


def at_once(label: str, pays: dict[str, tuple[int, int]]) -> Decision[Fraction]:
    """A and B choose at once; payoffs by the two moves."""

    def answer(own: str) -> Decision[Fraction]:
        others = [move[1] for move in pays if move[0] == own]
        return Decision("B", label, {m: end(AB, *pays[own + m]) for m in others})

    return Decision("A", label, {own: answer(own) for own in dict.fromkeys(m[0] for m in pays)})


def entry(out: int | str) -> ExtensiveGame[Fraction]:
    """Stay out, or play the battle of the sexes with (3, 1), (1, 3)."""
    battle = at_once("in", {"aa": (3, 1), "ab": (0, 0), "ba": (0, 0), "bb": (1, 3)})
    return ExtensiveGame(AB, Decision("A", "start", {"out": end(AB, out, 0), "in": battle}))


def test_each_equilibrium_of_a_subgame_is_a_branch() -> None:
    """Inside A gets 3, 1 or, mixed, 3/4; so A enters for the first alone if staying out pays 2."""
    found = solved(entry(2))
    starts = [str(each.assessment.strategies["A"]["start"]["in"]) for each in found.candidates]
    assert found.complete
    assert sorted(starts) == ["0", "0", "1"]
    mixed = {str(each.assessment.strategies["A"]["in"]["a"]) for each in found.candidates}
    assert mixed == {"1", "3/4", "0"}


def test_indifference_before_a_subgame_makes_a_component() -> None:
    """Staying out pays 1, as the second equilibrium does: any mixture at the start goes with it."""
    found = solved(entry(1))
    assert found.complete
    dimensions = [each.component.dimension for each in found.candidates if each.component]
    assert (len(found.candidates), dimensions) == (3, [1])


def test_nash_equilibria_that_threaten_with_no_equilibrium_are_left_out() -> None:
    """(out; a, b) is a Nash equilibrium, but (a, b) is none of the subgame."""
    game = entry(2)
    threat = pure(game, {"start": "out", "in": "a"}).assessment
    strategies = {**threat.strategies, "B": {"in": {"a": Fraction(0), "b": Fraction(1)}}}
    assert not contains(solved(game), Assessment(strategies))
    failed = check_subgame_perfect(game, Candidate(Assessment(strategies))).failures()
    assert {check.claim.partition(":")[0] for check in failed} == {"subgame after in"}


def test_varying_values_are_told_and_only_the_ends_carried_up() -> None:
    """B is indifferent in the subgame and decides what A gets there, from 0 to 2; A may stay out
    for 1. Ends: B gives 2 and A enters, or B gives 0 and A stays out. In between, B gives 1."""
    gift = at_once("in", {"xg": (2, 0), "xk": (0, 0)})
    game = ExtensiveGame(AB, Decision("A", "start", {"out": end(AB, 1, 0), "in": gift}))
    found = solved(game)
    assert not found.complete
    (notice,) = found.warnings
    assert notice.code == "varying_values"
    assert "the subgame after in" in notice.message
    enters = {str(e.assessment.strategies["A"]["start"]["in"]) for e in found.candidates}
    assert enters == {"0", "1"}


def test_behavior_that_own_moves_exclude_is_free() -> None:
    """A stops at once or goes on unseen by B to a second own move in the same subgame; going on
    loses, so what A would do there is free, and all of it is reported."""
    second = Decision("A", "later", {"l": end(AB, -1, 0), "r": end(AB, -2, 0)})
    b = {"x": second, "y": end(AB, -1, 1)}
    stop = Decision("B", "told", {"x": end(AB, 0, 0), "y": end(AB, 0, 1)})
    go = Decision("B", "told", b)
    third = Decision("A", "start", {"stop": stop, "go": go})
    found = solved(ExtensiveGame(AB, third))
    (only,) = found.candidates
    assert found.complete
    assert only.component is None  # "later" begins a proper subgame of its own
    assert only.assessment.strategies["A"]["later"]["l"] == 1

    def hidden(first: str) -> Decision[Fraction]:
        ends = {m: end(AB, -1 - (m == "r"), 0) for m in "lr"}
        return Decision("B", "told", {m: Decision("A", "later", ends) for m in "xy"})

    stopping = Decision("B", "told", {"x": end(AB, 0, 0), "y": end(AB, 0, 1)})
    tree = Decision("A", "start", {"stop": stopping, "go": hidden("go")})
    (only,) = solved(ExtensiveGame(AB, tree)).candidates
    assert only.component is not None
    assert only.component.dimension == 1
    free = [{("A", "later")} == set(b.information_sets) for c in only.component.cells
            for b in c.blocks]  # fmt: skip
    assert any(free)


def test_behavior_is_free_on_the_face_that_excludes_it() -> None:
    """Going on and then l pays what stopping does. Either is mixed in any proportion, with l; and
    whoever surely stops may do anything later. So two segments that meet."""
    stopping = Decision("B", "told", {"x": end(AB, 0, 0), "y": end(AB, 0, 1)})
    ends = {"l": end(AB, 0, 0), "r": end(AB, -2, 0)}
    better = {"l": end(AB, 0, 1), "r": end(AB, -2, 1)}
    going = Decision(
        "B", "told", {"x": Decision("A", "later", ends), "y": Decision("A", "later", better)}
    )
    game = ExtensiveGame(AB, Decision("A", "start", {"stop": stopping, "go": going}))
    found = solved(game)
    assert found.complete
    (only,) = found.candidates
    assert (only.component.dimension, len(only.component.cells)) == (1, 2)
    for start, later, right in (("stop", "r", True), ("stop", "l", True), ("go", "l", True),
                                ("go", "r", False)):  # fmt: skip
        moves = {"start": start, "later": later, "told": "y"}
        assert contains(found, pure(game, moves).assessment) is right


def test_flagship() -> None:
    """Both last decisions are proper subgames; the rest is one game. Silence is held up by relief
    of at most c/(R - n_G + s) = (1/5)/(6/5), at which talking does not pay the genuine type."""
    found = solved(flagship("1/10", "1/5"))
    assert found.complete
    silent, talking = found.candidates
    assert talking.component is None
    assert talking.assessment.strategies["DPRK"]["ploy"]["talk"] == Fraction(4, 9)
    (cell,) = silent.component.cells
    (block,) = [block for block in cell.blocks if len(block.strategies) > 1]
    reliefs = {vertex["US", "after_talk"]["relief"] for vertex in block.strategies}
    assert reliefs == {0, Fraction(1, 6)}


def test_pure_equilibria_are_all_found() -> None:
    """Every profile of pure strategies that the checker accepts lies in what was found."""
    complete = met = 0
    for seed in range(80):
        game = random_tree(seed, depth=3, size=2 + seed % 3)
        places = game.information_sets()
        if SPEC.accepts(game) or prod(len(place.moves) for place in places) > 256:
            continue
        found = solved(game)
        complete += found.complete
        for moves in product(*(place.moves for place in places)):
            labels = (place.label for place in places)
            profile = pure(game, dict(zip(labels, moves, strict=True)))
            if found.complete and check_subgame_perfect(game, profile).valid:
                met += 1
                assert contains(found, profile.assessment), (seed, moves)
    assert complete > 40
    assert met > 40


def test_sequential_equilibria_are_among_them() -> None:
    compared = 0
    for seed in range(60):
        game = random_tree(seed, depth=3, size=9)
        found = solved(game)
        for candidate in solve_by_supports(game, "sequential", Budget()).candidates:
            if found.complete:
                for _, point in corners(candidate):
                    compared += 1
                    assert contains(found, Assessment(point.strategies)), seed
    assert compared > 40


@pytest.mark.parametrize("length", [3, 6])
def test_backward_induction_agrees(length: int) -> None:
    game = centipede(length)
    other = backward_induction.SPEC.run(game, "subgame_perfect", Budget())
    found = solved(game)
    assert (found.complete, other.complete) == (True, True)
    assert [e.assessment for e in found.candidates] == [e.assessment for e in other.candidates]


def test_other_games_are_refused() -> None:
    alone = ExtensiveGame(("A",), Decision("A", "x", {"go": end(("A",), 1)}))
    assert SPEC.accepts(alone) == "needs two players or more"
    stop = end(AB, 0, 0)
    again = Decision("A", "same", {"l": stop, "r": stop})
    forgetful = ExtensiveGame(AB, Decision("A", "same", {"l": again, "r": stop}))
    assert "forgets" in SPEC.accepts(forgetful)


def test_three_players_have_both_components_of_the_horse() -> None:
    """Selten 1975. D, with L for sure and c at least 1/3, as 3 >= 4 (1 - c) + c; or C and c, with
    L at most 1/4, as 1 >= 4 L.
    """
    found = SPEC.run(horse(), "subgame_perfect", Budget())
    assert found.complete
    spans = []
    for each in found.candidates:
        assert check_subgame_perfect(horse(), each).failures() == ()
        points = [point.strategies for _, point in corners(each)]
        spans.append(
            (
                {point["1"]["one"]["D"] for point in points},
                {point["2"]["two"]["c"] for point in points},
                {point["3"]["three"]["L"] for point in points},
            )
        )
    quarter, third = Fraction(1, 4), Fraction(1, 3)
    assert ({1}, {third, 1}, {1}) in spans
    assert ({0}, {1}, {0, quarter}) in spans
    assert len(spans) == 2


def test_subgames_of_three_players_come_first() -> None:
    """1 stays out, for 2 each, or lets the horse run: (C, c, R) gives 1, (D, ., L) gives 3."""
    stay = end(("1", "2", "3"), 2, 2, 2)
    game = ExtensiveGame(("1", "2", "3"), Decision("1", "start", {"out": stay, "in": horse().root}))
    found = SPEC.run(game, "subgame_perfect", Budget())
    assert found.complete
    goes = sorted(each.assessment.strategies["1"]["start"]["in"] for each in found.candidates)
    assert goes == [0, 1]
    for each in found.candidates:
        assert check_subgame_perfect(game, each).failures() == ()


def test_limit_is_told() -> None:
    found = SPEC.run(entry(2), "subgame_perfect", Budget(0.0))
    assert (found.complete, found.limit is None) == (False, False)


def test_too_many_corners_are_not_shown_and_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nash_regions, "MOST_CORNERS", 1)
    stopping = Decision("B", "told", {"x": end(AB, 0, 0), "y": end(AB, 0, 1)})
    ends = {m: end(AB, -1 - (m == "r"), 0) for m in "lr"}
    going = Decision("B", "told", {m: Decision("A", "later", ends) for m in "xy"})
    game = ExtensiveGame(AB, Decision("A", "start", {"stop": stopping, "go": going}))
    found = solved(game)
    assert [notice.code for notice in found.warnings] == ["one_of_equivalent"]
    assert not found.complete
