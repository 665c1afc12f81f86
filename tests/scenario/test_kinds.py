"""Games made of files, against payoffs worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gametheory_dprk.errors import ConsistencyError, ScenarioError
from gametheory_dprk.games import ExtensiveGame, NormalGame, SignalingGame
from gametheory_dprk.scenario.kinds.spec import kinds
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values

from .examples import BEER_QUICHE, FLAGSHIP, FLAGSHIP_AS_TREE, NORMAL


def payoffs(text: str, **values: str) -> dict[str, tuple[Fraction, ...]]:
    """Exact payoffs of every outcome, in the order of the players."""
    scenario = read(text)
    game = scenario.game.at(parameter_values(scenario, values))
    return {play.path: tuple(play.payoffs[p] for p in game.players) for play in game.plays()}


def information(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(each.player, each.label): each.nodes for each in read(text).game.information_sets()}


def test_normal_game() -> None:
    assert payoffs(NORMAL) == {
        "up.left": (3, 3),
        "up.right": (0, 5),
        "down.left": (5, 0),
        "down.right": (1, 1),
    }
    assert isinstance(read(NORMAL).game, NormalGame)


def test_normal_game_of_three_players_with_qualified_moves() -> None:
    text = NORMAL.replace("players: [A, B]", "players: [A, B, C]")
    text = text.replace("B: [left, right]}", "B: [up, down], C: [up, down]}")
    text = text[: text.index("payoffs:")] + (
        "payoffs:\n  A: A.up*B.up*x\n  B: C.down\n  C: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]\n"
    )
    found = payoffs(text)
    assert found["up.up.down"] == (3, 1, 2)
    assert found["down.up.up"] == (0, 0, 5)
    assert found["down.down.down"] == (0, 1, 8)


def test_signaling_game() -> None:
    # Cho and Kreps 1987: the favored breakfast is worth 1, not fighting 2; a duel pays B 1
    # against the wimp, walking away 1 from the surly type.
    assert payoffs(BEER_QUICHE) == {
        "surly.beer.duel": (1, 0),
        "surly.beer.walk": (3, 1),
        "surly.quiche.duel": (0, 0),
        "surly.quiche.walk": (2, 1),
        "wimp.beer.duel": (0, 1),
        "wimp.beer.walk": (2, 0),
        "wimp.quiche.duel": (1, 1),
        "wimp.quiche.walk": (3, 0),
    }
    game = read(BEER_QUICHE).game.at({"p": Fraction(9, 10)})
    assert isinstance(game, SignalingGame)
    assert game.prior == {"surly": Fraction(9, 10), "wimp": Fraction(1, 10)}


def test_signal_that_ends_the_game() -> None:
    text = BEER_QUICHE.replace("{B: [duel, walk]}", "{B: {beer: [duel, walk], quiche: []}}")
    text = text.replace("quiche: walk}", "quiche: 7*end}")
    game = read(text).game
    assert isinstance(game, SignalingGame)
    assert game.responses == {"beer": ("duel", "walk"), "quiche": ("end",)}
    assert payoffs(text)["surly.quiche.end"] == (0, 7)


FLAGSHIP_PAYOFFS = {
    # provoke (n - s, -d), hold (n - s - c, -d + b), comply (R - c, v - k),
    # defect (n + r - q - c, -d - k), at n_G = .3, n_P = 1, s = .5, R = 1, r = .6, q = .1, v = 2,
    # k = .5, b = .1, d = 1, c = .2
    "genuine.talk.relief.comply": (Fraction(8, 10), Fraction(15, 10)),
    "genuine.talk.relief.defect": (Fraction(6, 10), Fraction(-15, 10)),
    "genuine.talk.hold": (Fraction(-4, 10), Fraction(-9, 10)),
    "genuine.provoke": (Fraction(-2, 10), Fraction(-1)),
    "ploy.talk.relief.comply": (Fraction(8, 10), Fraction(15, 10)),
    "ploy.talk.relief.defect": (Fraction(13, 10), Fraction(-15, 10)),
    "ploy.talk.hold": (Fraction(3, 10), Fraction(-9, 10)),
    "ploy.provoke": (Fraction(5, 10), Fraction(-1)),
}


@pytest.mark.parametrize("text", [FLAGSHIP, FLAGSHIP_AS_TREE], ids=["play", "tree"])
def test_flagship_payoffs(text: str) -> None:
    assert payoffs(text) == FLAGSHIP_PAYOFFS
    assert isinstance(read(text).game, ExtensiveGame)


@pytest.mark.parametrize("text", [FLAGSHIP, FLAGSHIP_AS_TREE], ids=["play", "tree"])
def test_flagship_information_sets(text: str) -> None:
    assert information(text) == {
        ("NK", "genuine"): ("genuine",),
        ("NK", "ploy"): ("ploy",),
        ("US", "talk"): ("genuine.talk", "ploy.talk"),
        ("NK", "genuine.talk.relief"): ("genuine.talk.relief",),
        ("NK", "ploy.talk.relief"): ("ploy.talk.relief",),
    }


STAGES = """
gtd: 1
kind: extensive
title: Stages
players: [A, B]
play:
{stages}
payoffs: {{A: 0, B: 0}}
"""


def staged(*stages: str) -> str:
    return STAGES.format(stages="\n".join(f"  - {{{stage}}}" for stage in stages))


def test_a_player_who_sees_nothing_has_one_information_set() -> None:
    text = staged("player: A, choose: [x, y]", "player: B, sees: none, choose: [l, r]")
    assert information(text)["B", "start"] == ("x", "y")


def test_own_moves_and_own_knowledge_are_never_forgotten() -> None:
    text = staged(
        "name: draw, chance: {h: 1/2, l: 1/2}",
        "player: A, sees: [draw], choose: [x, y]",
        "player: B, sees: none, choose: [u, v]",
        "player: A, sees: none, choose: [s, t]",
    )
    found = {label: nodes for (player, label), nodes in information(text).items() if player == "A"}
    assert found["h.x"] == ("h.x.u", "h.x.v")
    assert set(found) == {"h", "l", "h.x", "h.y", "l.x", "l.y"}


def test_one_move_alone_can_be_seen() -> None:
    text = staged("player: A, choose: [x, y, z]", "player: B, sees: [x], choose: [l, r]")
    assert information(text)["B", "x"] == ("x",)
    assert information(text)["B", "start"] == ("y", "z")


def test_skipped_stages_and_labels_that_would_coincide() -> None:
    text = staged(
        "player: A, choose: [x, y]",
        "player: B, sees: none, when: x, choose: [l, r]",
        "name: other, player: B, sees: none, when: y, choose: [l, r]",
    )
    assert information(text)["B", "start"] == ("x",)
    assert information(text)["B", "other.start"] == ("y",)


def test_chance_may_depend_on_earlier_moves() -> None:
    text = FLAGSHIP.replace(
        "  - {player: US", "  - {chance: {seen: p*talk, unseen: 1 - p*talk}}\n  - {player: US"
    )
    steps = {
        play.path: play.steps for play in read(text).game.at({"p": Fraction(1, 4)} | REST).plays()
    }
    assert [s.probability for s in steps["ploy.talk.seen.hold"]] == [
        Fraction(3, 4),
        None,
        Fraction(1, 4),
        None,
    ]
    assert steps["ploy.provoke.seen"][2].probability == 0


REST = {
    name: parameter.value for name, parameter in read(FLAGSHIP).parameters.items() if name != "p"
}


def test_a_move_made_at_several_nodes_is_one_indicator() -> None:
    text = STAGES.format(
        stages="  - {player: A, choose: [x, y]}\n  - {player: B, choose: [l, r]}"
    ).replace("A: 0, B: 0", "A: 5*l*x + l, B: r - y")
    assert payoffs(text) == {"x.l": (6, 0), "x.r": (0, 1), "y.l": (1, -1), "y.r": (0, 0)}


def test_long_games_are_refused_and_not_a_crash() -> None:
    stages = [f"player: A, choose: [x{k}]" for k in range(300)]
    with pytest.raises(ConsistencyError, match="more than 200 moves"):
        read(staged(*stages))


def test_long_chain_of_subtrees_needs_no_recursion() -> None:
    subtrees = "".join(f"  s{k}: {{use: s{k + 1}}}\n" for k in range(3000))
    text = FLAGSHIP[: FLAGSHIP.index("play:")] + (
        f"tree: {{use: s0}}\nsubtrees:\n{subtrees}"
        "  s3000: {player: NK, moves: {m: {player: US, moves: {n: end}}}}\n"
        "payoffs: {NK: m, US: n}\n"
    )
    assert [play.path for play in read(text).game.plays()] == ["m.n"]


def test_arguments_may_be_formulas_and_pass_on() -> None:
    text = FLAGSHIP[: FLAGSHIP.index("play:")] + (
        "tree: {use: outer, with: {h: p/2}}\n"
        "subtrees:\n"
        "  outer: {args: [h], use: inner, with: {g: 2*h}}\n"
        "  inner:\n"
        "    args: [g]\n"
        "    chance: {y: g, n: 1 - g}\n"
        "    moves: {y: {payoffs: {NK: g, US: 0}}, n: {payoffs: {NK: 0, US: g}}}\n"
    )
    game = read(text).game.at(REST | {"p": Fraction(1, 3)})
    plays = {play.path: play for play in game.plays()}
    assert plays["y"].steps[0].probability == Fraction(1, 3)
    assert plays["n"].payoffs == {"NK": 0, "US": Fraction(1, 3)}


@pytest.mark.parametrize("kind", list(kinds()))
def test_templates_are_valid_and_without_warnings(kind: str) -> None:
    scenario = read(kinds()[kind].template_text, strict=True)
    assert (scenario.kind, scenario.warnings) == (kind, ())
    assert scenario.solve.concept == kinds()[kind].concept


def test_stage_explosion_is_capped() -> None:
    with pytest.raises(ScenarioError, match="more than 200000 nodes"):
        read(staged(*(f"player: A, sees: none, choose: [x{k}, y{k}, z{k}]" for k in range(15))))
