from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from signaling_games import beer_quiche, cheap_talk, flagship, solve, spence

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Component

F = Fraction
GAME = flagship(F(1, 10), F(1, 5))


def talking():
    """The semi-separating equilibrium of the library: ploy talks 4/9, relief 1/5."""
    return Assessment(
        {
            "DPRK": {
                "genuine": {"talk": F(1), "provoke": F(0)},
                "ploy": {"talk": F(4, 9), "provoke": F(5, 9)},
            },
            "US": {"talk": {"relief": F(1, 5), "hold": F(4, 5)}, "provoke": {"end": F(1)}},
        },
        {
            "US": {
                "talk": {"genuine": F(1, 5), "ploy": F(4, 5)},
                "provoke": {"genuine": F(0), "ploy": F(1)},
            }
        },
    )


def silent(relief=0, belief=0):
    never = {"talk": F(0), "provoke": F(1)}
    return Assessment(
        {
            "DPRK": {"genuine": never, "ploy": never},
            "US": {"talk": {"relief": F(relief), "hold": 1 - F(relief)}, "provoke": {"end": F(1)}},
        },
        {
            "US": {
                "talk": {"genuine": F(belief), "ploy": 1 - F(belief)},
                "provoke": {"genuine": F(1, 10), "ploy": F(9, 10)},
            }
        },
    )


def failures(assessment, component=None, game=GAME):
    return [c.claim for c in check_signaling(game, Candidate(assessment, component)).failures()]


def at(assessment, player, label, chances):
    return assessment.replace({(player, label): chances}, {})


def believing(assessment, label, chances):
    return assessment.replace({}, {("US", label): chances})


def test_the_published_numbers_pass_with_claims_in_words():
    certificate = check_signaling(GAME, Candidate(talking()))
    assert certificate.valid
    assert certificate.exact
    claims = {check.claim: check for check in certificate.checks}
    assert claims["ploy: value >= payoff of talk"].slack == 0
    # genuine: talking pays .2 (1 - .2) + .8 (.3 - .5 - .2) = -.16, provoking .3 - .5 = -.2
    kept = claims["genuine: value >= payoff of provoke"]
    assert (kept.left, kept.right) == (F(-16, 100), F(-1, 5))
    relief = claims["US at talk: relief in the support earns at least hold"]
    assert (relief.left, relief.right) == (F(-9, 10), F(-9, 10))
    assert claims["belief in genuine after talk: Bayes' rule"].right == F(1, 5)
    assert claims["signals without a belief"].holds


@pytest.mark.parametrize(
    ("bad", "claim"),
    [
        (
            at(talking(), "DPRK", "ploy", {"talk": F(1, 2), "provoke": F(1, 2)}),
            "belief in genuine after talk: Bayes' rule",
        ),
        (
            at(talking(), "DPRK", "genuine", {"talk": F(0), "provoke": F(1)}),
            "genuine: value >= payoff of talk",
        ),
        (
            at(talking(), "US", "talk", {"relief": F(1, 4), "hold": F(3, 4)}),
            "ploy: value >= payoff of talk",
        ),
        (
            at(talking(), "US", "talk", {"relief": F(1, 6), "hold": F(5, 6)}),
            "ploy: value >= payoff of provoke",
        ),
        (
            believing(talking(), "talk", {"genuine": F(1, 4), "ploy": F(3, 4)}),
            "US at talk: hold in the support earns at least relief",
        ),
        (
            believing(talking(), "talk", {"genuine": F(1, 6), "ploy": F(5, 6)}),
            "US at talk: relief in the support earns at least hold",
        ),
        (
            believing(talking(), "provoke", {"genuine": F(1, 100), "ploy": F(99, 100)}),
            "belief in ploy after provoke: Bayes' rule",
        ),
        (
            at(talking(), "US", "talk", {"relief": F(1, 5), "hold": F(1)}),
            "US at talk: probabilities sum to 1",
        ),
        (
            at(talking(), "US", "talk", {"relief": F(-1, 5), "hold": F(6, 5)}),
            "US at talk: probability of relief >= 0",
        ),
        (
            believing(talking(), "provoke", {"genuine": F(0), "ploy": F(1, 2)}),
            "beliefs of US at provoke: probabilities sum to 1",
        ),
        (
            silent(belief=F(21, 100)),
            "US at talk: hold in the support earns at least relief",
        ),
        (silent(F(1, 6), F(19, 100)), "US at talk: relief in the support earns at least hold"),
        (silent(F(17, 100), F(1, 5)), "genuine: value >= payoff of talk"),
    ],
)
def test_each_tampering_is_refuted_by_name(bad, claim):
    assert claim in failures(bad)


def test_silence_at_its_limits_passes():
    assert failures(silent()) == []
    assert failures(silent(belief=F(1, 5))) == []
    assert failures(silent(F(1, 6), F(1, 5))) == []


@pytest.mark.parametrize(
    "game", [GAME, flagship(F(2, 5), F(1, 5)), beer_quiche(F(1, 4)), spence(), cheap_talk()]
)
def test_moving_probability_on_the_path_is_always_refuted(game):
    for candidate in (c for c in solve(game) if not c.component):
        member = candidate.assessment
        for player, label, name, what in entries(member):
            given = (member.strategies if what == "strategies" else member.beliefs)[player][label]
            moved = shift(given, name)
            if moved and moved != given:
                change = {(player, label): moved}
                bad = member.replace(*((change, {}) if what == "strategies" else ({}, change)))
                assert failures(bad, game=game)


def entries(member):
    for what in ("strategies", "beliefs"):
        for player, sets in getattr(member, what).items():
            for label, chances in sets.items():
                for name in chances:
                    yield player, label, name, what


def shift(chances, name):
    """Halfway towards certainty of one name."""
    return {n: (x + (n == name)) / 2 for n, x in chances.items()} if len(chances) > 1 else None


def test_missing_parts_fail_a_claim_and_never_raise():
    assert failures(Assessment({}, {}))
    assert failures(replace(talking(), beliefs={})) == ["signals without a belief"]
    assert failures(
        Assessment({**talking().strategies, "Seoul": {"x": {"y": F(1)}}}, talking().beliefs)
    )
    assert failures(at(talking(), "US", "talk", {"relief": F(1)}))
    assert failures(at(talking(), "US", "talk", {"relief": 0.2, "hold": 0.8}))
    assert failures(silent(), Component(0, ()))


TALK = ("US", "talk")


def block(reliefs, beliefs):
    return Block(
        (TALK,),
        tuple({TALK: {"relief": F(x), "hold": 1 - F(x)}} for x in reliefs),
        tuple({TALK: {"genuine": F(x), "ploy": 1 - F(x)}} for x in beliefs),
    )


def component(*blocks):
    return Component(1, tuple(Cell((b,)) for b in blocks))


def test_the_silent_component_passes():
    both = component(block([0], [0, F(1, 5)]), block([0, F(1, 6)], [F(1, 5)]))
    assert failures(silent(), both) == []


@pytest.mark.parametrize(
    ("bad", "claim"),
    [
        (block([0], [0, F(1, 4)]), "cell 1: US at talk: hold in the support earns at least relief"),
        (block([0, F(1, 5)], [F(1, 5)]), "cell 1: genuine: provoke earns at least talk"),
        (
            block([0, F(1, 6)], [0, F(1, 5)]),
            "cell 1: US at talk: relief in the support earns at least hold",
        ),
        (block([F(1, 6)], [F(1, 5)]), "distance of the member from its component"),
        (block([0, 2], [0]), "cell 1: US at talk: probability of hold >= 0"),
    ],
)
def test_a_component_that_is_too_large_is_refuted(bad, claim):
    assert claim in failures(silent(), component(bad))


def test_a_wrong_dimension_is_refuted():
    flat = replace(component(block([0], [0, F(1, 5)])), dimension=2)
    assert failures(silent(), flat) == ["dimension of the component"]


def test_a_block_of_both_players_is_refuted():
    keys = TALK, ("DPRK", "ploy")
    chances = {TALK: {"relief": F(0), "hold": F(1)}, keys[1]: {"talk": F(0), "provoke": F(1)}}
    mixed = Component(0, (Cell((Block(keys, (chances,)),)),))
    assert failures(silent(), mixed) == ["cell 1, block 1: its information sets on one play <= 1"]


def test_unknown_or_doubled_information_sets_in_a_cell_are_refuted():
    strange = {("US", "smile"): {"hold": F(1)}}
    alien = Component(0, (Cell((Block((("US", "smile"),), (strange,)),)),))
    assert failures(silent(), alien)
    twice = Component(0, (Cell((block([0], [0]), block([0], [0]))),))
    assert failures(silent(), twice)


def babbling(*corners, joint=True):
    """Cheap talk in which both types may say m1 with some probabilities."""
    keys = ("S", "t1"), ("S", "t2")
    vertices = [
        {key: {"m1": F(x), "m2": 1 - F(x)} for key, x in zip(keys, xs, strict=True)}
        for xs in corners
    ]
    if joint:
        return Component(2, (Cell((Block(keys, tuple(vertices)),)),))
    parts = (Block((key,), tuple({key: v[key]} for v in vertices)) for key in keys)
    return Component(2, (Cell(tuple(parts)),))


MIXTURES = [(0, 0), (0, F(1, 2)), (1, 1), (1, F(1, 2))]


def silence_in_cheap_talk():
    never = {"m1": F(0), "m2": F(1)}
    answer = {"r1": F(0), "r2": F(1)}
    return Assessment(
        {"S": {"t1": never, "t2": never}, "R": {"m1": answer, "m2": answer}},
        {"R": {m: {"t1": F(1, 3), "t2": F(2, 3)} for m in ("m1", "m2")}},
    )


def test_types_that_vary_together_are_checked_together():
    game, member = cheap_talk(), silence_in_cheap_talk()
    assert failures(member, babbling(*MIXTURES), game) == []
    apart = failures(member, babbling(*MIXTURES, joint=False), game)
    assert "cell 1: R at m1: r2 in the support earns at least r1" in apart
    beyond = failures(member, babbling(*MIXTURES, (F(1), F(1, 3))), game)
    assert beyond == ["cell 1: R at m1: r2 in the support earns at least r1"]


def test_listed_beliefs_after_a_sent_signal_must_be_posteriors_everywhere():
    game, member = cheap_talk(), silence_in_cheap_talk()
    key = ("R", "m2")
    prior = {key: {"t1": F(1, 3), "t2": F(2, 3)}}
    answer = {key: {"r1": F(0), "r2": F(1)}}
    told = Block((key,), (answer,), (prior,))
    proportional = babbling((0, 0), (F(1, 2), F(1, 2)))
    (cell,) = proportional.cells
    assert failures(member, Component(1, (Cell((*cell.blocks, told)),)), game) == []
    (skewed,) = babbling(*MIXTURES).cells
    bad = failures(member, Component(2, (Cell((*skewed.blocks, told)),)), game)
    assert "cell 1: belief in t1 after m2: Bayes' rule" in bad


def test_many_blocks_cost_a_sum_and_not_a_product():
    many = solve(spence())
    for candidate in many:
        certificate = check_signaling(spence(), candidate)
        assert certificate.valid
        for_cells = [c for c in certificate.checks if c.claim.startswith("cell 1: ")]
        assert len(for_cells) < 100
