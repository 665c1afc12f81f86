"""The checkers of assessments: hand-made equilibria pass, tampered ones fail by name."""

from fractions import Fraction
from itertools import product

import pytest
from tree_games import end, flagship, horse, implementation, pure, two_observers

from gametheory_dprk.concepts.trees.assessment import (
    check_perfect_bayesian,
    check_sequential,
)
from gametheory_dprk.games import Chance, Decision, ExtensiveGame
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Component

AFTER = ("US", "after_talk")
GENUINE_FIRST = ("genuine.talk", "ploy.talk")
NO_TALK = {"genuine": "provoke", "ploy": "provoke", "after_talk": "hold",
           "genuine.relief": "comply", "ploy.relief": "defect"}  # fmt: skip


def failed(certificate):
    return [check.claim for check in certificate.failures()]


def on(names, *chances):
    return dict(zip(names, map(Fraction, chances), strict=True))


def semi_separating(ploy_talks="4/9", relief="1/5", belief="1/5"):
    game = flagship("1/10", "1/5")
    candidate = pure(game, {**NO_TALK, "genuine": "talk"}, {"after_talk": (0, 1)})
    talks, gives, believes = map(Fraction, (ploy_talks, relief, belief))
    strategies = {("DPRK", "ploy"): on(("talk", "provoke"), talks, 1 - talks),
                  AFTER: on(("relief", "hold"), gives, 1 - gives)}  # fmt: skip
    beliefs = {AFTER: on(GENUINE_FIRST, believes, 1 - believes)}
    return game, Candidate(candidate.assessment.replace(strategies, beliefs))


@pytest.mark.parametrize("check", [check_perfect_bayesian, check_sequential])
def test_the_flagship_numbers_are_certified(check):
    certificate = check(*semi_separating())
    assert certificate.valid
    assert "US at after_talk: relief in the support earns at least hold" in [
        each.claim for each in certificate.checks
    ]


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        ({"relief": "1/4"}, "DPRK at ploy: provoke in the support earns at least talk"),
        ({"relief": "1/6"}, "DPRK at ploy: talk in the support earns at least provoke"),
        ({"ploy_talks": "1/2"}, "US at after_talk: belief in genuine.talk by Bayes' rule"),
        ({"belief": "1/4"}, "US at after_talk: hold in the support earns at least relief"),
    ],
)
def test_tampering_is_refuted_by_name(change, claim):
    assert claim in failed(check_perfect_bayesian(*semi_separating(**change)))


def test_moves_that_are_never_reached_must_be_best_too():
    game = flagship("1/10", "1/5")
    threat = pure(game, {**NO_TALK, "genuine.relief": "defect"}, {"after_talk": (0, 1)})
    assert failed(check_perfect_bayesian(game, threat)) == [
        "DPRK at genuine.relief: defect in the support earns at least comply"
    ]


def test_malformed_candidates_fail_and_do_not_raise():
    game = flagship("1/10", "1/5")
    good = pure(game, NO_TALK, {"after_talk": (0, 1)}).assessment
    for broken in (
        Assessment({}, good.beliefs),
        Assessment(good.strategies, {}),
        good.replace({}, {AFTER: {"genuine.talk": Fraction(2), "ploy.talk": Fraction(-1)}}),
        good.replace({AFTER: {"relief": Fraction(1)}}, {}),
        good.replace({("US", "nowhere"): {"x": Fraction(1)}}, {}),
    ):
        assert not check_sequential(game, Candidate(broken)).valid


def no_talk_component(beliefs=(0, "1/5"), reliefs=(0, "1/6")):
    """Hold with any belief up to 1/5; relief up to 1/6 at belief 1/5 (c / g_G = 1/6)."""
    game = flagship("1/10", "1/5")
    member = pure(game, NO_TALK, {"after_talk": (0, 1)}).assessment
    held = [{AFTER: on(GENUINE_FIRST, b, 1 - Fraction(b))} for b in beliefs]
    given = [{AFTER: on(("relief", "hold"), g, 1 - Fraction(g))} for g in reliefs]
    cells = (
        Cell((Block((AFTER,), (given[0],), tuple(held)),)),
        Cell((Block((AFTER,), tuple(given), (held[-1],)),)),
    )
    return game, Candidate(member, Component(1, cells))


@pytest.mark.parametrize("check", [check_perfect_bayesian, check_sequential])
def test_the_no_talk_component_is_certified(check):
    assert check(*no_talk_component()).valid


def test_a_component_that_claims_too_much_is_refuted():
    wide = failed(check_perfect_bayesian(*no_talk_component(reliefs=(0, "1/5"))))
    assert wide == ["cell 2: DPRK at genuine: provoke in the support earns at least talk"]
    far = failed(check_perfect_bayesian(*no_talk_component(beliefs=(0, "1/4"))))
    assert "cell 1: US at after_talk: hold in the support earns at least relief" in far


def test_the_member_must_lie_in_a_cell():
    game, candidate = no_talk_component(beliefs=("1/10", "1/5"))
    assert failed(check_perfect_bayesian(game, candidate)) == [
        "distance of the member from its component"
    ]


def test_horse_only_one_of_two_nash_components_is_sequential():
    """(C, c, R) is; (D, c, L) is not: 2, never reached, would take 4 with d and not 1."""
    game = horse()
    good = pure(game, {"one": "C", "two": "c", "three": "R"}, {"three": ("5/6", "1/6")})
    assert check_sequential(game, good).valid
    bad = pure(game, {"one": "D", "two": "c", "three": "L"}, {"three": (0, 1)})
    assert failed(check_sequential(game, bad)) == ["2 at two: c in the support earns at least d"]


def test_beliefs_that_only_a_disagreement_explains_are_no_sequential_equilibrium():
    """2 and 3 learn the same of 1's deviation, so consistency makes their beliefs equal."""
    game = two_observers(out=2)
    moves = {"start": "out", "seen": "pass", "told": "punish"}
    split = pure(game, moves, {"seen": (1, 0), "told": (0, 1)})
    assert check_perfect_bayesian(game, split).valid
    assert failed(check_sequential(game, split)) == [
        "consistent: some order of deviations explains 2 at seen, 3 at told"
    ]
    inner = pure(game, moves, {"seen": ("3/4", "1/4"), "told": ("1/4", "3/4")})
    assert check_perfect_bayesian(game, inner).valid
    assert failed(check_sequential(game, inner)) == [
        "consistent: likelihood ratios agree at 2 at seen, 3 at told"
    ]


def test_beliefs_pass_through_the_owners_own_deviation():
    """A, told nothing, moves twice; after B's deviation its second belief must be its first."""
    players = ("A", "B")

    def twice(pay):
        again = Decision("A", "second", {"x": end(players, pay, 0), "y": end(players, 0, 0)})
        return Decision("A", "first", {"on": again, "off": end(players, 0, 0)})

    moves = {"stay": end(players, 0, 1), "l": twice(1), "r": twice(-1)}
    game = ExtensiveGame(players, Decision("B", "start", moves))
    chosen = {"start": "stay", "first": "off", "second": "x"}
    changed = pure(game, chosen, {"first": (0, 1), "second": (1, 0)})
    assert "A at second: belief in l.on by Bayes' rule from the belief at first" in failed(
        check_perfect_bayesian(game, changed)
    )


def test_subgames_off_the_path_start_afresh():
    """After B's deviation chance draws a state that A does not see: its odds bind A's belief."""
    players = ("A", "B")

    def guess(high, low):
        ends = {"high": end(players, high, 0), "low": end(players, low, 0)}
        return Decision("A", "guess", ends)

    chances = {"h": Fraction(1, 4), "l": Fraction(3, 4)}
    draw = Chance(chances, {"h": guess(1, 0), "l": guess(0, 1)})
    game = ExtensiveGame(players, Decision("B", "start", {"stay": end(players, 0, 1), "go": draw}))
    chosen = {"start": "stay", "guess": "high"}
    assert "A at guess: belief in go.h by Bayes' rule" in failed(
        check_perfect_bayesian(game, pure(game, chosen, {"guess": (1, 0)}))
    )
    low = pure(game, {**chosen, "guess": "low"}, {"guess": ("1/4", "3/4")})
    assert check_perfect_bayesian(game, low).valid


def test_null_moves_of_chance_are_no_part_of_the_game():
    game = implementation()
    moves = {"start": "sign", "sign": "comply", "after_quiet": "deliver"}
    kept = pure(game, moves, {"after_quiet": (1, 0)})
    assert check_sequential(game, kept).valid


def test_a_game_without_recall_is_refused():
    players = ("A",)

    def last(x, y):
        return Decision("A", "last", {"l": end(players, x), "r": end(players, y)})

    game = ExtensiveGame(players, Decision("A", "start", {"a": last(1, 0), "b": last(0, 1)}))
    certificate = check_sequential(game, pure(game, {"start": "a", "last": "l"}, {"last": (1, 0)}))
    assert failed(certificate) == ["A at last: the owner recalls its own moves"]


def test_many_independent_information_sets_do_not_explode():
    """Thirty idle choices off the path vary freely: one point each, not 2 to the 30."""
    players = ("A", "B")
    idle = {
        f"m{k}": Decision("B", f"s{k}", {"x": end(players, 0, 0), "y": end(players, 0, 0)})
        for k in range(30)
    }
    game = ExtensiveGame(players, Decision("A", "start", {"stay": end(players, 1, 0), **idle}))
    member = pure(game, {"start": "stay", **{f"s{k}": "x" for k in range(30)}})
    ends = [dict(zip("xy", map(Fraction, pair), strict=True)) for pair in ((1, 0), (0, 1))]
    blocks = tuple(
        Block((("B", f"s{k}"),), tuple({("B", f"s{k}"): each} for each in ends)) for k in range(30)
    )
    component = Component(30, (Cell(blocks),))
    assert check_sequential(game, Candidate(member.assessment, component)).valid


def test_information_sets_of_one_play_in_one_block_are_checked_apart():
    """A mixes at two nodes in a row; B's threat bites only if both mixtures are independent.

    B earns xy - 1/5 by waiting, where x and y are A's chances of staying; 0 by leaving. At the
    two vertices (1, 0) and (0, 1) of a joint block xy is 0, half way it is 1/4 > 1/5.
    """
    players = ("A", "B")
    last = {"stay": end(players, 0, "4/5"), "quit": end(players, 0, "-1/5")}
    first = {"stay": Decision("A", "y", last), "quit": end(players, 0, "-1/5")}
    moves = {"leave": end(players, 0, 0), "wait": Decision("A", "x", first)}
    game = ExtensiveGame(players, Decision("B", "start", moves))
    member = pure(game, {"start": "leave", "x": "stay", "y": "quit"})
    sure = {True: on(("stay", "quit"), 1, 0), False: on(("stay", "quit"), 0, 1)}
    corners = tuple({("A", "x"): sure[flag], ("A", "y"): sure[not flag]} for flag in (True, False))
    joint = Component(1, (Cell((Block((("A", "x"), ("A", "y")), corners),)),))
    certificate = check_perfect_bayesian(game, Candidate(member.assessment, joint))
    assert failed(certificate) == ["cell 1: B at start: leave in the support earns at least wait"]


def test_every_corner_of_a_wrong_belief_is_seen():
    game, candidate = no_talk_component()
    for belief, relief in product(("1/4", "1/2"), (0, "1/6")):
        changed = candidate.assessment.replace(
            {AFTER: on(("relief", "hold"), relief, 1 - Fraction(relief))},
            {AFTER: on(GENUINE_FIRST, belief, 1 - Fraction(belief))},
        )
        assert not check_perfect_bayesian(game, Candidate(changed)).valid
